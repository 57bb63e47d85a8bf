"""Benchmarks: each figure beside a baseline of the same run, because only the ratio travels between machines.

``python tests/bench/run.py [--quick] [--json F]``. Loopback only; every load is bounded in count and in time.

* requests per second, each POST on a new connection: our listener, which answers after the commit, against webhook-replay
  (installed for this run only), our listener answering before the commit, and servers that store nothing: asyncio with
  httptools and asyncio alone; the 99th percentile of our answers;
* growth of the listener's memory over 3,000 small and 100 large requests;
* lateness of the window's event loop (a 5 ms timer) at 2,000 requests a second offered, against the same rows without a
  listener; a million rows: first page, filters, scrolling, memory, against plain SQLite (``--window`` runs only this);
* a history of 1,000,000 exchanges (quick: 100,000) with its search index: first page, first page of filters and word
  searches against the same conditions as plain SQLite queries, a page in the middle against OFFSET (``--history``: only this);
* 10 MB of JSON in the detail, as text and as a tree, against formatting it and setting it as the text of a plain view; the
  worst stall over every odd body of the tests (``--detail``: only this);
* a send through the app, from the verb to the committed outcome, against plain httpx with one client (``--sender``: only
  this);
* start to a painted window, against an empty PySide6 window.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import statistics
import subprocess
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(ROOT))
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from tests.bench.detail import detail_figures
from tests.bench.history import history
from tests.bench.receiving import memory, throughput
from tests.bench.sending import sending
from tests.bench.window import live_figures, window_figures
from tests.helpers import environment

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


def main() -> int:
    """Run everything and print it."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--json", type=Path)
    parser.add_argument("--listener", action="store_true", help="only what concerns the listener")
    parser.add_argument("--window", action="store_true", help="only what concerns the window")
    parser.add_argument("--history", action="store_true", help="only what concerns a large history")
    parser.add_argument("--detail", action="store_true", help="only bodies in the detail")
    parser.add_argument("--sender", action="store_true", help="only what concerns sending")
    arguments = parser.parse_args()
    count, rounds, seconds = (1000, 3, 3.0) if arguments.quick else (4000, 5, 8.0)
    many = 100_000 if arguments.quick else 1_000_000
    every = not (arguments.listener or arguments.window or arguments.history or arguments.detail or arguments.sender)
    found: dict[str, dict[str, Any]] = {}
    if every or arguments.listener:
        found |= {"throughput": throughput(count, rounds), "memory": memory()}
    if every or arguments.history:
        found |= history(many)
    if every or arguments.sender:
        found |= sending(200 if arguments.quick else 1000)
    if every or arguments.window:
        found["start"] = start(3 if arguments.quick else 7)
        found |= window_figures(seconds=seconds, rows=many)
        if shutil.which("xvfb-run"):
            beside = live_figures(seconds=seconds, platform="xcb")
            found |= {f"{name} (Xvfb)": values for name, values in beside.items()}
    if every or arguments.detail:
        found |= detail_figures(2 if arguments.quick else 5)
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
