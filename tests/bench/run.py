"""Benchmarks: each figure beside a baseline of the same run, because only the ratio travels between machines.

``python tests/bench/run.py [--quick] [--json F]``. Loopback only; every load is bounded in count and in time.

* requests per second, each POST on a new connection: our listener, which answers after the commit, against webhook-replay
  (installed for this run only), our listener answering before the commit, and servers that store nothing: asyncio with
  httptools and asyncio alone; the 99th percentile of our answers;
* growth of the listener's memory over 3,000 small and 100 large requests;
* lateness of the window's event loop (a 5 ms timer) while the listener receives, against the same window idle;
* start to a painted window, against an empty PySide6 window.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(ROOT))
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from tests.bench.receiving import BODY, memory, throughput
from tests.helpers import environment

LOAD = """
import asyncio, sys, time, json
port, count, senders, rate = (float(word) for word in sys.argv[1:5])
body = sys.stdin.buffer.read()
request = (f"POST /bench HTTP/1.1\\r\\nHost: 127.0.0.1:{int(port)}\\r\\nConnection: close\\r\\n"
           f"Content-Type: application/json\\r\\nContent-Length: {len(body)}\\r\\n\\r\\n").encode() + body
left, times, failed = int(count), [], 0
begin = 0.0
async def sender():
    global left, failed
    while left > 0:
        left -= 1
        number = int(count) - left
        if rate:
            wait = begin + number / rate - time.perf_counter()
            if wait > 0: await asyncio.sleep(wait)
        began = time.perf_counter()
        try:
            reader, writer = await asyncio.open_connection("127.0.0.1", int(port))
            writer.write(request)
            answer = await reader.read(-1)
            writer.close()
            if not answer.startswith(b"HTTP/1.1 200"): failed += 1
        except OSError:
            failed += 1
        times.append(time.perf_counter() - began)
async def main():
    global begin
    begin = time.perf_counter()
    await asyncio.gather(*(sender() for _ in range(int(senders))))
    took = time.perf_counter() - begin
    times.sort()
    print(json.dumps({"per_s": len(times) / took, "p50_ms": times[len(times) // 2] * 1e3, "p99_ms": times[int(len(times) * .99)] * 1e3, "failed": failed}))
asyncio.run(main())
"""


def lateness(rate: int, seconds: float) -> dict[str, Any]:
    """A 5 ms timer's lateness in our window while the listener receives ``rate`` requests a second."""
    from PySide6.QtCore import Qt, QTimer
    from PySide6.QtWidgets import QApplication

    from ongoing_desktop.app import build

    application = QApplication.instance() or QApplication([])
    found: list[float] = []
    with tempfile.TemporaryDirectory() as folder:
        app = build(Path(folder) / "data")
        app.window.resize(1280, 800)
        app.window.show()
        app.core.engine.submit(app.core.listening.start(0)).result(20)
        port = int(app.core.listening.state.url.rsplit(":", 1)[1])
        action = app.window.findChild(type(app.window.actions()[0]) if app.window.actions() else object, "showInbox")
        if action is not None:
            action.trigger()
        timer = QTimer(app.window)
        timer.setTimerType(Qt.TimerType.PreciseTimer)
        last = time.perf_counter()

        def tick() -> None:
            nonlocal last
            now = time.perf_counter()
            found.append(max(0.0, (now - last) * 1e3 - 5))
            last = now

        sender = None
        count = int(rate * seconds)
        until = time.perf_counter() + 0.5
        while time.perf_counter() < until:
            application.processEvents()
        timer.timeout.connect(tick)
        last = time.perf_counter()
        timer.start(5)
        if rate:
            words = [str(port), str(count), "32", str(rate)]
            sender = subprocess.Popen(
                [sys.executable, "-c", LOAD, *words], stdin=subprocess.PIPE, stdout=subprocess.PIPE
            )
            assert sender.stdin
            sender.stdin.write(BODY)
            sender.stdin.close()
        end = time.perf_counter() + seconds
        while (sender.poll() is None) if sender else time.perf_counter() < end:
            application.processEvents()
            time.sleep(0.0005)
        timer.stop()
        offered = json.loads(sender.stdout.read()) if sender and sender.stdout else {}
        if sender and sender.stdout:
            sender.stdout.close()
        stored = app.core.history.newest_id()
        app.close()
    found.sort()
    return {
        "p99_ms": found[int(len(found) * 0.99)],
        "max_ms": found[-1],
        "received_per_s": offered.get("per_s", 0.0),
        "lost": count - stored if rate else 0,
    }


START = """
import sys, time, pathlib, tempfile
began = time.perf_counter()
from PySide6.QtWidgets import QApplication, QMainWindow
application = QApplication([])
folder = tempfile.TemporaryDirectory()
if sys.argv[1] == "ours":
    from ongoing_desktop.app import build
    app = build(pathlib.Path(folder.name) / "data"); window = app.window
else:
    app, window = None, QMainWindow()
window.resize(1280, 800); window.show(); application.processEvents(); window.grab()
print(time.perf_counter() - began)
if app: app.close()
"""


def start(rounds: int) -> dict[str, Any]:
    """Seconds from the first import to a painted window."""
    times: dict[str, list[float]] = {"ours": [], "empty": []}
    for _ in range(rounds):
        for which, kept in times.items():
            done = subprocess.run(
                [sys.executable, "-c", START, which],
                capture_output=True,
                env=environment(),
                cwd=ROOT,
                timeout=60,
                check=True,
            )
            kept.append(float(done.stdout.splitlines()[-1]))
    ours, empty = statistics.median(times["ours"]), statistics.median(times["empty"])
    return {"ours_s": ours, "empty_window_s": empty, "ratio": ours / empty}


def window(*, rounds: int, seconds: float) -> dict[str, dict[str, Any]]:
    """What concerns the window: its start, and its lateness at two rates against idle."""
    found = {"start": start(rounds)}
    idle = lateness(0, seconds)
    for rate in (500, 2000):
        loaded = lateness(rate, seconds)
        found[f"window_at_{rate}_per_s"] = {
            **loaded,
            "idle_p99_ms": idle["p99_ms"],
            "ratio_p99": loaded["p99_ms"] / max(idle["p99_ms"], 0.1),
        }
    return found


def main() -> int:
    """Run everything and print it."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--json", type=Path)
    parser.add_argument("--listener", action="store_true", help="only what concerns the listener")
    arguments = parser.parse_args()
    count, rounds, seconds = (1000, 3, 3.0) if arguments.quick else (4000, 5, 8.0)
    found: dict[str, dict[str, Any]] = {"throughput": throughput(count, rounds), "memory": memory()}
    if not arguments.listener:
        found |= window(rounds=3 if arguments.quick else 7, seconds=seconds)
    for name, values in found.items():
        print(
            name
            + ": "
            + ", ".join(
                f"{key} {value:.2f}" if isinstance(value, float) else f"{key} {value}" for key, value in values.items()
            )
        )
    if arguments.json:
        arguments.json.write_text(json.dumps(found, indent=2) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
