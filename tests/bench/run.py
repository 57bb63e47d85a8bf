"""Benchmarks: each figure beside a baseline of the same run, because only the ratio travels between machines.

``python tests/bench/run.py [--quick] [--json F]``. Loopback only; every load is bounded in count and in time.

* requests per second, each POST on a new connection: our listener, which answers after the commit, against webhook-replay
  (installed for this run only), our listener answering before the commit, and servers that store nothing: asyncio with
  httptools and asyncio alone; the 99th percentile of our answers;
* the same with a forwarding target that answers at once, without and with keeping what it misses;
* growth of the listener's memory over 3,000 small and 100 large requests;
* lateness of the window's event loop (a 5 ms timer) at 2,000 requests a second offered, against the same rows without a
  listener; a million rows: first page, filters, scrolling, memory, against plain SQLite (``--window`` runs only this);
* a history of 1,000,000 exchanges (quick: 100,000) with its search index: first page, first page of filters and word
  searches against the same conditions as plain SQLite queries, a page in the middle against OFFSET, a sort by a member of
  the payload; learning all payload shapes (``--history``: only this);
* 10 MB of JSON in the detail, as text and as a tree, against formatting it and setting it as the text of a plain view; the
  worst stall over every odd body of the tests (``--detail``: only this);
* a send through the app, from the verb to the committed outcome, against plain httpx with one client (``--sender``: only
  this);
* 10,000 orders of 4 kB compared with a history of 5,000 arrivals: seconds, growth of memory, stalls of the window
  (``--missed``: only this);
* from exec to a painted window, against an empty PySide6 window and novelWriter (installed for this run only); memory of
  the idle window; short commands, against bare Python (``--start``: only this).
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(ROOT))
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from tests.bench.detail import detail_figures
from tests.bench.history import history
from tests.bench.missed import ORDERS, missed_figures
from tests.bench.receiving import memory, throughput
from tests.bench.sending import sending
from tests.bench.start import start
from tests.bench.window import live_figures, window_figures


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
    parser.add_argument("--missed", action="store_true", help="only the comparison of orders with what arrived")
    parser.add_argument("--start", action="store_true", help="only the start of the window and of short commands")
    arguments = parser.parse_args()
    count, rounds, seconds = (1000, 3, 3.0) if arguments.quick else (4000, 5, 8.0)
    many = 100_000 if arguments.quick else 1_000_000
    parts = ("listener", "window", "history", "detail", "sender", "start", "missed")
    every = not any(getattr(arguments, part) for part in parts)
    found: dict[str, dict[str, Any]] = {}
    if every or arguments.listener:
        found |= {"throughput": throughput(count, rounds), "memory": memory()}
    if every or arguments.history:
        found |= history(many)
    if every or arguments.sender:
        found |= sending(200 if arguments.quick else 1000)
    if every or arguments.start:
        found["start"] = start(3) if arguments.quick else start()
    if every or arguments.window:
        found |= window_figures(seconds=seconds, rows=many)
        if shutil.which("xvfb-run"):
            beside = live_figures(seconds=seconds, platform="xcb")
            found |= {f"{name} (Xvfb)": values for name, values in beside.items()}
    if every or arguments.missed:
        found["missed"] = missed_figures(1_000 if arguments.quick else ORDERS)
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
