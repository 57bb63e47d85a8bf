"""Measures the window under load and with a million rows; each measurement in its own process.

``live``: delay of the event loop (a 5 ms timer) while 2,000 requests a second are sent to the listener, compared with
the same rows written to the history by a process without a listener, and with idle. None may be lost, and all must be
shown. With ``--by-order`` the list is grouped by order and has two columns with members of the payload; ``--forward`` sends
each request on to a target that answers at once, ``--keep`` also keeps what it misses; with ``--drift`` the shapes of all
payloads are learnt, and with ``--watches`` all watches are on. ``million``: first page, a filter's first page, scrolling and
memory with 1,000,000 rows, compared with plain SQLite queries and with a window over an empty history. ``palette``: a key in the command palette with 500 webhooks.

The sender and the writer run at low priority, because they represent other computers.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Coroutine
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any, Final

ROOT = Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(ROOT))
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from ongoing_desktop.domain.forwarding import Forward
from ongoing_desktop.domain.lazy_dataclasses import replace
from ongoing_desktop.domain.settings import Webhook
from ongoing_desktop.services.webhooks import KeepCredential
from ongoing_desktop.storage.folder import open_storage
from ongoing_desktop.ui.shell.background_notices import ShapeNotices
from ongoing_desktop.wording.watches import WATCHES
from tests.bench.history import index_all
from tests.bench.million import RARE, make
from tests.bench.receiving import BARE, BODY, bare, resident
from tests.helpers import environment

RATE: Final = 2_000
BEAT_MS: Final = 5
FRAME_MS: Final = 1000 / 60
NICE: Final = 10
SHOWN_S: Final = 30
FILTERS: Final = ("order:A-777", "status:401", "status:5xx owner:12", "path:A-777", "verdict:refused -status:401", RARE)

# Paced: request n is sent at n / rate, or as soon afterwards as a connection is free.
LOAD = """
import json, os, select, socket, sys, time
port, count, rate = (int(word) for word in sys.argv[1:4])
os.nice(10)
body = sys.stdin.buffer.read()
request = (f"POST /bench HTTP/1.1\\r\\nHost: 127.0.0.1:{port}\\r\\nConnection: close\\r\\n"
           f"Content-Type: application/json\\r\\nContent-Length: {len(body)}\\r\\n\\r\\n").encode() + body
poll, clock, begun, failed, going, done = select.epoll(), time.perf_counter, 0, 0, {}, 0
start = clock()
while done < count:
    due = min(count, int((clock() - start) * rate) + 1)
    while begun < due and len(going) < 64:
        connection = socket.socket(); connection.setblocking(False)
        connection.connect_ex(("127.0.0.1", port))
        numbered = request.replace(b"1000000", b"%d" % (1000000 + begun)).replace(b"A-1000", b"A-%d" % (1000 + begun % 500))
        numbered = numbered.replace(b'"orderId": 1000', b'"orderId": %d' % (1000 + begun % 500))
        going[connection.fileno()] = [connection, numbered, b""]
        poll.register(connection, select.EPOLLOUT); begun += 1
    for number, event in poll.poll(0.002 if begun < count else 20):
        state = going[number]
        try:
            if event & select.EPOLLOUT:
                state[1] = state[1][state[0].send(state[1]):]
                if not state[1]: poll.modify(number, select.EPOLLIN)
                continue
            part = state[0].recv(65536)
            state[2] += part
            if part: continue
        except OSError: pass
        failed += not state[2].startswith(b"HTTP/1.1 200"); done += 1
        del going[number]; state[0].close()
print(json.dumps({"per_s": count / (clock() - start), "failed": failed}))
"""

# The same rows without sockets: the cost of the window with only a writer running.
ROWS = """
import json, os, pathlib, sys, time
from datetime import UTC, datetime
from ongoing_desktop.domain.exchange import Body, Judgement, NewExchange, Outcome
from ongoing_desktop.storage.folder import open_storage
folder, count, rate = pathlib.Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])
os.nice(10)
body = sys.stdin.buffer.read()
history = open_storage(folder).history
start, done = time.perf_counter(), 0
while done < count:
    due = min(count, int((time.perf_counter() - start) * rate))
    if due > done:
        new = [NewExchange("in", datetime.now(UTC), "POST", "/bench", (("Content-Type", "application/json"),), Body(body, size=len(body)),
               200, Judgement("unmatched", "no-webhook")) for _ in range(due - done)]
        ids = history.append(new)
        history.append([], [Outcome(number, "sent", 900, 200) for number in ids])
        done = due
    time.sleep(0.005)
print(json.dumps({"per_s": count / (time.perf_counter() - start), "failed": 0}))
"""


class Lateness:
    """The delay of a timer in milliseconds."""

    def __init__(self, owner: Any) -> None:
        from PySide6.QtCore import Qt, QTimer

        self.found: list[float] = []
        self._timer = QTimer(owner)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._tick)
        self._last = 0.0

    def start(self) -> None:
        self.found.clear()
        self._last = time.perf_counter()
        self._timer.start(BEAT_MS)

    def stop(self) -> dict[str, float]:
        self._tick()
        self._timer.stop()
        late = sorted(self.found)
        return {"p50_ms": late[len(late) // 2], "p99_ms": late[int(len(late) * 0.99)], "max_ms": late[-1]}

    def _tick(self) -> None:
        now = time.perf_counter()
        self.found.append(max(0.0, (now - self._last) * 1e3 - BEAT_MS))
        self._last = now


class Window:
    """Our window over a data folder, with an event loop that runs until a condition is met."""

    def __init__(self, folder: Path) -> None:
        from PySide6.QtCore import QEventLoop, QTimer
        from PySide6.QtGui import QAction
        from PySide6.QtWidgets import QApplication

        from ongoing_desktop.app import build

        self._qt = QApplication.instance() or QApplication([])
        self._timer, self._loop = QTimer, QEventLoop
        self.app = build(folder)
        self.window = self.app.window
        self.window.resize(1280, 800)
        self.window.show()
        self.app.settle_memory()
        self._action = QAction
        self.late = Lateness(self.window)

    def trigger(self, name: str) -> None:
        self.window.findChild(self._action, name).trigger()

    def until(self, holds: Callable[[], Any], limit_s: float = SHOWN_S, every_ms: int = 2) -> float:
        """Run until the condition is met; returns the seconds. Raises TimeoutError."""
        began = time.perf_counter()
        timer, loop = self._timer(self.window), self._loop()

        def look() -> None:
            if holds() or time.perf_counter() - began > limit_s:
                loop.quit()  # the application's own would ask whether to quit while listening

        timer.timeout.connect(look)
        timer.start(every_ms)
        loop.exec()
        timer.stop()
        took = time.perf_counter() - began
        if not holds():
            raise TimeoutError
        return took

    def rest(self, seconds: float) -> None:
        end = time.perf_counter() + seconds
        self.until(lambda: time.perf_counter() >= end, seconds + 5, every_ms=20)


ORDER: Final = json.dumps(
    {
        "webhookOrdersId": 1, "webhookEventId": 1000000, "system": "demo", "timestamp": "2026-01-15T09:00:00.0000000Z",
        "orderId": 1000, "orderNumber": "A-1000", "orderStatus": {"number": 400}, "goodsOwnerId": 12, "pad": "x" * 1700,
    }
).encode()  # fmt: skip
"""The sender numbers events and 500 orders in it."""
COLUMNS: Final = ("orderNumber", "orderStatus.number")


@dataclass(frozen=True)
class On:
    """What is switched on while the window is measured."""

    by_order: bool = False
    forward: bool = False
    keep: bool = False
    drift: bool = False
    watches: bool = False


EVERYTHING: Final = On(by_order=True, forward=True, drift=True, watches=True)


def switch_on(window: Window, on: On, target: int) -> None:
    """Switch it on, for a webhook to which the sender's requests belong. ``target``: the port to forward to."""
    services = window.app.services

    def do(work: Coroutine[Any, Any, Any]) -> Any:
        return services.engine.submit(work).result(20)

    hook = do(services.demo.add())
    url = hook.url.replace("/demo/order-picked", "/bench")
    made = replace(hook, url=url, type="order-status-changed", authentication="none")
    assert isinstance(do(services.webhooks.save(made, KeepCredential())), Webhook)
    if on.watches:
        chosen = {watch.key: {"on": True, "limit": watch.limit.default} for watch in WATCHES}
        do(services.settings.set_preferences(watches=chosen))
    if on.forward or on.keep:
        do(services.settings.set_preferences(forward=Forward(True, f"http://127.0.0.1:{target}", keep=on.keep)))
    if on.drift:
        window.window.findChild(ShapeNotices).follow()


def live(source: str, rate: int, seconds: float, folder: Path, on: On = On()) -> dict[str, Any]:
    """Delay while requests (``listener``), rows (``rows``) or nothing (``idle``) arrive, and what was shown of them."""
    with bare("target", BARE, Path(sys.executable)) as target:
        return _live(source, rate, seconds, folder, on, target.port)


def _live(source: str, rate: int, seconds: float, folder: Path, on: On, target: int) -> dict[str, Any]:
    window = Window(folder / "data")
    services, count = window.app.services, int(rate * seconds)
    words = [sys.executable, "-c"]
    if source == "listener":
        if on.forward or on.keep or on.drift or on.watches:
            switch_on(window, on, target)
        services.engine.submit(services.listening.start(0)).result(20)
        words += [LOAD, services.listening.state.url.rsplit(":", 1)[1]]
    else:
        words += [ROWS, os.fspath(folder / "data")]
    window.trigger("showInbox")
    page = window.window.pages.inbox
    if on.by_order:
        page.view_bar.group_by("order")
        for path in COLUMNS:
            page.members.add(path)
    window.rest(1)
    before, model = resident(), page.model
    offered: dict[str, float] = {"per_s": 0.0, "failed": 0}
    if source == "idle":
        window.late.start()
        window.rest(seconds)
        found = window.late.stop()
        count = 0
    else:
        sender = subprocess.Popen(
            [*words, str(count), str(rate)],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environment(), cwd=ROOT,
        )  # fmt: skip
        assert sender.stdin
        assert sender.stdout
        window.late.start()
        sender.stdin.write(ORDER if on.by_order else BODY)
        sender.stdin.close()
        window.until(lambda: sender.poll() is not None, 60 + seconds * 3, every_ms=50)
        found = window.late.stop()
        offered = json.loads(sender.stdout.read())
        sender.stdout.close()
    newest = services.history.newest_id()
    lag = window.until(lambda: page.loader.seen >= newest if on.by_order else model.rowCount() >= count, every_ms=5)
    stored = len(services.history.ids(above=0, upto=newest, direction="in"))
    shown = stored if on.by_order else model.rowCount()
    if on.by_order and count and model.rowCount() != min(count, 500):
        raise AssertionError(f"{model.rowCount()} rows for 500 orders")
    result = {
        **found, "offered_per_s": float(rate), "received_per_s": offered["per_s"], "refused": offered["failed"],
        "lost": count - stored, "not_shown": stored - shown, "last_shown_after_ms": lag * 1e3,
        "grown_mib": resident() - before,
    }  # fmt: skip
    if on.drift:
        learnt = folder / "data" / "shapes" / "learnt.json"
        result["learnt_and_saved_upto"] = float(json.loads(learnt.read_bytes())["upto"]) if learnt.exists() else 0.0
    if on.forward or on.keep:
        rows = "direction = 'out'" if on.keep else "detail like '%forward_status%'"
        with contextlib.closing(sqlite3.connect(folder / "data" / "history.db")) as connection:
            query = f"select count(*) from exchanges e join outcomes o on o.exchange_id = e.id where {rows}"
            result["forwarded"] = connection.execute(query).fetchone()[0]
    window.app.close()
    return result


def million(folder: Path) -> dict[str, Any]:
    """First page, filters, scrolling and memory for the history in the folder."""
    found: dict[str, Any] = {}
    window = Window(folder)
    window.trigger("showHistory")
    page = window.window.pages.history
    window.until(lambda: page.loader.complete, 60)
    rows = page.model.rowCount()
    loader, table = page.loader, page.table

    def filled() -> bool:
        first, last = table.in_sight()
        return all(page.model.row_at(place) for place in range(first, min(last, page.model.rowCount())))

    def shown() -> bool:
        return loader.loaded and filled() and (page.model.rowCount() > 0 or loader.complete)

    def first_page() -> float:
        took = []
        for _ in range(5):
            loader.reload()
            took.append(window.until(shown, every_ms=0))
            table.viewport().grab()
            window.until(lambda: loader.complete, 60)
        return statistics.median(took) * 1e3

    found["rows"] = rows
    found["first_page_ms"] = first_page()
    for text in FILTERS:
        page.filter_bar.line.setText(text)
        page.filter_bar.apply()
        found[f"filter {text} first_page_ms"] = window.until(shown, every_ms=0) * 1e3
        found[f"filter {text} whole_ms"] = window.until(lambda: loader.complete, 120) * 1e3
        found[f"filter {text} found"] = page.model.rowCount()
    page.filter_bar.line.clear()
    page.filter_bar.apply()
    window.until(lambda: loader.complete and page.model.rowCount() == rows, 60)
    found |= _by_order(window, page, shown)
    bar = table.verticalScrollBar()
    for name, step in (("wheel", 144), ("page", 600), ("drag", bar.maximum() // 400)):
        found |= {f"scroll_{name}_{key}": value for key, value in _scroll(window, bar, step).items()}
    jumps = []
    for number in range(40):
        bar.setValue(bar.maximum() * ((number * 7919) % 1000) // 1000)
        jumps.append(window.until(filled, every_ms=0) * 1e3)
    jumps.sort()
    found |= {"jump_filled_p50_ms": jumps[20], "jump_filled_max_ms": jumps[-1], "mib": resident()}
    window.app.close()
    return found


def _by_order(window: Window, page: Any, shown: Callable[[], bool]) -> dict[str, Any]:
    """A column with a member of the payload: filled, sorted by at first and as a whole; and groups of orders."""
    from ongoing_desktop.ui.exchanges.ordering import SORTED_FIRST

    loader, model, found = page.loader, page.model, dict[str, Any]()
    rows = model.rowCount()
    page.members.add(COLUMNS[1])
    found["column_filled_ms"] = window.until(lambda: shown() and model.row_at(0).members, every_ms=0) * 1e3
    window.until(lambda: loader.complete, 60)
    window.late.start()
    page.table.columns.sort_by(f"body.{COLUMNS[1]}", descending=True)
    found["sort_first_ms"] = window.until(lambda: model.rowCount() == SORTED_FIRST and shown(), every_ms=0) * 1e3
    found["sort_whole_ms"] = window.until(lambda: model.rowCount() == rows and model.order != "time", 120) * 1e3
    found |= {f"sort_{key}": value for key, value in window.late.stop().items()}
    page.table.columns.sort_by("time", descending=True)
    window.until(lambda: loader.complete and model.rowCount() == rows and model.order == "time", 60)
    page.members.remove(f"body.{COLUMNS[1]}")
    window.late.start()
    page.view_bar.group_by("order")
    found["orders_first_page_ms"] = window.until(lambda: model.rowCount() < rows and shown(), every_ms=0) * 1e3
    found["orders_whole_ms"] = window.until(lambda: loader.complete, 120) * 1e3
    found |= {f"orders_{key}": value for key, value in window.late.stop().items()}
    found["orders"] = model.rowCount()
    page.view_bar.group_by("")
    window.until(lambda: loader.complete and model.rowCount() == rows, 60)
    return found


def _scroll(window: Window, bar: Any, step: int) -> dict[str, float]:
    """Delay while the table is scrolled by some pixels, sixty times a second, for 400 steps."""
    from PySide6.QtCore import QTimer

    bar.setValue(bar.maximum() // 3)
    window.rest(0.2)
    timer, left = QTimer(window.window), 400

    def move() -> None:
        nonlocal left
        left -= 1
        bar.setValue((bar.value() + step) % max(bar.maximum(), 1))

    timer.timeout.connect(move)
    timer.start(16)
    window.late.start()
    window.until(lambda: left <= 0, 60, every_ms=16)
    found = window.late.stop()
    timer.stop()
    return found


def plain(path: Path) -> dict[str, float]:
    """Milliseconds of plain SQLite for the newest 60 rows: all, and those of a status; medians of five, warm."""
    columns = (
        "e.id, e.direction, e.at, e.method, e.target, o.status, o.answer, e.verdict, e.webhook, e.type, e.event_id"
    )
    source = "from exchanges e left join outcomes o on o.exchange_id = e.id"
    found = {}
    with contextlib.closing(sqlite3.connect(path)) as connection:
        for name, where in (("first_page", "1"), ("filter", "coalesce(o.status, e.status) = 401")):
            took = []
            for _ in range(6):
                began = time.perf_counter()
                connection.execute(f"select {columns} {source} where {where} order by e.id desc limit 60").fetchall()
                took.append((time.perf_counter() - began) * 1e3)
            found[f"plain_{name}_ms"] = statistics.median(took[1:])
    return found


def empty(folder: Path) -> dict[str, float]:
    """MiB of the idle window over an empty history on the same screen."""
    window = Window(folder)
    window.trigger("showHistory")
    window.rest(1)
    used = resident()
    window.app.close()
    return {"mib": used}


def palette(folder: Path) -> dict[str, float]:
    """A key in the command palette until its entries are painted, with 500 webhooks, against a frame and a plain line.

    Milliseconds of the window's thread, so that other programs do not count.
    """
    from PySide6.QtTest import QTest
    from PySide6.QtWidgets import QApplication, QLineEdit

    window = Window(folder)
    services = window.app.services
    hook = services.engine.submit(services.demo.add()).result(10)
    more = tuple(
        replace(
            hook, id=f"bench-{number}", name=f"Webhook {number} of the warehouse", url=f"https://erp{number}.example/"
        )
        for number in range(500)
    )
    services.engine.submit(
        services.settings.change("bench", lambda now: replace(now, webhooks=(*now.webhooks, *more)))
    ).result(10)
    window.rest(1)
    window.trigger("openPalette")
    window.rest(1)
    ours = window.window.palette_box.filter
    plain_line = QLineEdit(window.window)
    plain_line.setGeometry(ours.rect())
    plain_line.show()

    def keys(line: QLineEdit) -> list[float]:
        took = []
        for words in ("order picked", "erp42 test", "settings", "whs 3 of") * 3:
            line.clear()
            QApplication.processEvents()
            for letter in words:
                began = time.thread_time()
                QTest.keyClicks(line, letter)
                QApplication.processEvents()
                took.append((time.thread_time() - began) * 1e3)
        return sorted(took)

    found, base = keys(ours), keys(plain_line)
    window.app.close()
    p50, p95 = found[len(found) // 2], found[len(found) * 95 // 100]
    return {
        "entries": float(len(window.window.palette_box._entries)),
        "key_p50_ms": p50,
        "key_p95_ms": p95,
        "p95_to_frame": p95 / FRAME_MS,
        "p50_to_plain_line": p50 / base[len(base) // 2],
    }


def alone(*words: str, platform: str = "offscreen") -> dict[str, Any]:
    """One of the measurements above in its own process."""
    surroundings = {**environment(), "QT_QPA_PLATFORM": platform}
    line = [sys.executable, os.fspath(Path(__file__).resolve()), *words]
    if platform == "xcb":
        line = ["xvfb-run", "-a", "-s", "-screen 0 1600x1000x24", *line]
    done = subprocess.run(line, capture_output=True, text=True, env=surroundings, cwd=ROOT, timeout=900, check=False)
    if done.returncode:
        raise RuntimeError(done.stderr[-2000:])
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


def live_figures(*, seconds: float, platform: str = "offscreen") -> dict[str, dict[str, Any]]:
    """Delay when idle, with rows alone and with the listener, and the ratio of the last two."""
    found = {
        f"window {source}": alone("live", "--source", source, "--seconds", str(seconds), platform=platform)
        for source in ("idle", "rows", "listener")
    }
    found["window by order"] = alone("live", "--by-order", "--seconds", str(seconds), platform=platform)
    everything = [f"--{item.name.replace('_', '-')}" for item in fields(EVERYTHING) if getattr(EVERYTHING, item.name)]
    found["window with everything"] = alone("live", *everything, "--seconds", str(seconds), platform=platform)
    loaded, base = found["window listener"], found["window rows"]
    loaded["p99_to_rows"] = loaded["p99_ms"] / max(base["p99_ms"], 0.1)
    return found


def window_figures(*, seconds: float, rows: int) -> dict[str, dict[str, Any]]:
    """All figures of the window, for ``run.py``."""
    found = live_figures(seconds=seconds)
    with tempfile.TemporaryDirectory() as name:
        history = make(Path(name) / "large", rows)
        storage = open_storage(history.parent)
        index_all(storage)
        storage.close()
        large = alone("million", "--folder", os.fspath(history.parent))
        small = alone("empty", "--folder", os.fspath(Path(name) / "small"))
        large |= plain(history)
        found["window palette"] = alone("palette", "--folder", os.fspath(Path(name) / "palette"))
    large["grown_mib"] = large["mib"] - small["mib"]
    large["first_page_to_plain"] = large["first_page_ms"] / max(large["plain_first_page_ms"], 0.01)
    found["window million"] = large
    return found


BY_FOLDER: Final[dict[str, Callable[[Path], dict[str, Any]]]] = {"million": million, "empty": empty, "palette": palette}


def main() -> int:
    """Make one measurement and print a JSON object."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("what", choices=("live", *BY_FOLDER))
    parser.add_argument("--source", choices=("idle", "rows", "listener"), default="listener")
    parser.add_argument("--rate", type=int, default=RATE)
    parser.add_argument("--seconds", type=float, default=8.0)
    for item in fields(On):
        parser.add_argument(f"--{item.name.replace('_', '-')}", action="store_true")
    parser.add_argument("--folder", type=Path)
    arguments = parser.parse_args()
    if arguments.what == "live":
        with tempfile.TemporaryDirectory() as name:
            found = live(
                arguments.source,
                arguments.rate,
                arguments.seconds,
                arguments.folder or Path(name),
                On(**{item.name: getattr(arguments, item.name) for item in fields(On)}),
            )
    else:
        found = BY_FOLDER[arguments.what](arguments.folder)
    print(json.dumps(found))
    return 0


if __name__ == "__main__":
    sys.exit(main())
