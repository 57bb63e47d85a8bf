"""10,000 orders compared with what arrived: seconds of work, growth of memory, stalls of the window meanwhile."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import time
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import Any

import keyring
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from ongoing_desktop.app import App, build
from ongoing_desktop.domain.exchange import Body, Judgement, NewExchange
from ongoing_desktop.domain.secret import Secret
from ongoing_desktop.services.webhooks import KeepCredential
from ongoing_desktop.ui.exchanges.missed_window import MissedWindow
from tests.conftest import MemoryKeyring
from tests.ongoing_server import PASSWORD, USER

ORDERS = 10_000
BATCH = 1_000
IDLE_S = 3.0


def missed_figures(count: int = ORDERS) -> dict[str, Any]:
    """Half of the orders arrived; the server is a process of its own."""
    keyring.set_keyring(MemoryKeyring())
    app = QApplication.instance() or QApplication([])
    words = [sys.executable, "-m", "tests.ongoing_server", str(count)]
    with (
        tempfile.TemporaryDirectory() as folder,
        subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as server,
    ):
        assert server.stdout is not None
        base = server.stdout.readline().strip()
        window = build(Path(folder))
        try:
            return _measured(app, window, base, count)
        finally:
            window.close()
            server.terminate()


def _measured(app: Any, window: App, base: str, count: int) -> dict[str, Any]:
    services = window.services

    def do(work: Any) -> Any:
        return services.engine.submit(work).result(60)

    system = do(services.systems.add_system("Demo", "demo"))
    do(services.api.save_connection(system.id, base, USER, Secret(PASSWORD)))
    do(services.systems.add_goods_owner(system.id, 12, "Acme", ""))
    hook = replace(
        services.webhooks.new_draft("regular", system.id), name="Status", type="order-status-changed", goods_owners=(12,),
        url="http://127.0.0.1:1/x", enabled=True, settings={"statuses": [{"to": 450}]},
    )  # fmt: skip
    hook = do(services.webhooks.save(hook, KeepCredential()))
    for start in range(1, count // 2 + 1, BATCH):
        rows = [_arrival(services.clock(), hook.id, number) for number in range(start, start + BATCH)]
        services.history.append(rows, durable=False)
    window.window.show()
    shown = MissedWindow(window.window.context, window.window, system_id=system.id)
    shown.show()
    _pump(app, lambda: bool(shown._from.text()))
    shown._from.setText("-2h")
    late: list[float] = []
    before, last = _resident(), time.perf_counter()

    def tick() -> None:
        nonlocal last
        now = time.perf_counter()
        late.append(max(0.0, (now - last) * 1000 - 5))
        last = now

    timer = QTimer(window.window)
    timer.setInterval(5)
    timer.timeout.connect(tick)
    timer.start()
    last = time.perf_counter()
    idle_until = last + IDLE_S
    while time.perf_counter() < idle_until:
        app.processEvents()
        time.sleep(0.0005)
    idle, late[:] = sorted(late), []
    begun = last = time.perf_counter()
    shown.look()
    most = before
    while shown._job.running:
        app.processEvents()
        most = max(most, _resident())
        time.sleep(0.0005)
    seconds = time.perf_counter() - begun
    timer.stop()
    found = len(shown.table.lines)
    shown.close()
    late.sort()
    return {
        "orders": count,
        "named": found,
        "expected": count - count // 2,
        "seconds": round(seconds, 2),
        "memory_mib": round((most - before) / 2**20, 1),
        "idle_p99_ms": round(idle[int(len(idle) * 0.99)], 1),
        "stall_p99_ms": round(late[int(len(late) * 0.99)], 1) if late else None,
        "stall_max_ms": round(late[-1], 1) if late else None,
    }


def _arrival(at: Any, webhook: str, number: int) -> NewExchange:
    body = json.dumps({"webhookOrdersId": 5, "webhookEventId": number, "orderId": number}).encode()
    judgement = Judgement(
        "open", "open", webhook=webhook, system="demo", family="order", type="order-status-changed", event_id=number,
        webhook_number=5, goods_owner_id=12, subject=f"order:{number}", state=450,
    )  # fmt: skip
    made = Body(body, None, len(body), sha256(body).digest())
    return NewExchange("in", at, "POST", "/x", (), made, 200, judgement)


def _pump(app: Any, ready: Any) -> None:
    end = time.monotonic() + 10
    while not ready() and time.monotonic() < end:
        app.processEvents()
        time.sleep(0.002)


def _resident() -> int:
    return int(Path("/proc/self/statm").read_text().split()[1]) * 4096


if __name__ == "__main__":
    print(json.dumps(missed_figures(int(sys.argv[1]) if len(sys.argv) > 1 else ORDERS), indent=1))
