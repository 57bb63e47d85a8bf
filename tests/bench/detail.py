"""Measures bodies in the detail of the real window: 10 MB of JSON, and every odd body; in its own process.

``shown_ms`` is the time from choosing the row until the text is in the view and painted; a stall is the delay of a 5 ms
timer. The baseline formats the same body and sets it as the text of a QPlainTextEdit. All figures are medians, stalls
are maxima, of several rounds; ``idle_stall_ms`` is the same timer while nothing happens.
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
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

ROOT = Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(ROOT))
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from tests.helpers import environment

BEAT_MS: Final = 5
LIMIT_S: Final = 60.0


def detail_figures(rounds: int) -> dict[str, dict[str, Any]]:
    """Both measurements by name."""
    done = subprocess.run(
        [sys.executable, __file__, "--rounds", str(rounds)],
        capture_output=True,
        env=environment() | {"QT_QPA_PLATFORM": "offscreen"},
        cwd=ROOT,
        timeout=900,
        check=False,
    )
    if done.returncode:
        raise RuntimeError(done.stderr.decode(errors="replace")[-2000:])
    found: dict[str, dict[str, Any]] = json.loads(done.stdout.splitlines()[-1])
    return found


class Beat:
    """The longest delay of a timer."""

    def __init__(self) -> None:
        from PySide6.QtCore import Qt, QTimer

        self._timer = QTimer()
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setInterval(BEAT_MS)
        self._timer.timeout.connect(self._tick)
        self._last = self.worst = 0.0

    def start(self) -> None:
        self._last, self.worst = time.perf_counter(), 0.0
        self._timer.start()

    def stop(self) -> float:
        self._tick()
        self._timer.stop()
        return self.worst

    def _tick(self) -> None:
        now = time.perf_counter()
        self.worst = max(self.worst, (now - self._last) * 1e3 - BEAT_MS)
        self._last = now


def wait(holds: Callable[[], bool], what: str) -> None:
    """Run the event loop until a condition is met."""
    from PySide6.QtCore import QEventLoop, QTimer

    end = time.monotonic() + LIMIT_S
    loop, timer = QEventLoop(), QTimer()
    timer.setInterval(2)
    timer.timeout.connect(lambda: loop.quit() if holds() or time.monotonic() > end else None)
    timer.start()
    loop.exec()
    if not holds():
        raise RuntimeError(f"not within {LIMIT_S} s: {what}")


def ten_megabytes() -> bytes:
    """A list of orders, minified like real payloads."""
    line = {
        "articleNumber": "A-1042",
        "numberOfItems": 2.50,
        "serial": None,
        "isPicked": True,
        "comment": "två 'st' \"x\"",
    }
    order = {"orderId": 4711, "orderNumber": "A-1", "lines": [line] * 4}
    one = json.dumps(order, separators=(",", ":"), ensure_ascii=False).encode()
    return b"[" + b",".join([one] * (10_000_000 // (len(one) + 1))) + b"]"


def main() -> int:
    """Measure and print a JSON object."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--rounds", type=int, default=5)
    rounds = parser.parse_args().rounds
    from PySide6.QtWidgets import QApplication

    from ongoing_desktop.app import build

    application = QApplication.instance() or QApplication([])
    with tempfile.TemporaryDirectory() as folder:
        app = build(Path(folder) / "data")
        app.window.resize(1280, 800)
        app.window.show()
        app.window.commands["showHistory"].trigger()
        try:
            found = {"detail_10MB": large(app, rounds), "detail_odd": odd(app)}
        finally:
            app.close()
            application.processEvents()
    print(json.dumps(found))
    return 0


def large(app: Any, rounds: int) -> dict[str, Any]:
    """10 MB of JSON as text and as a tree, compared with the plain way."""
    from tests.storage.makers import received

    body = ten_megabytes()
    page = app.window.pages.history
    view = page.detail.body_view
    json_header = (("Content-Type", "application/json"),)
    numbers = app.services.history.append([received(body, headers=json_header) for _ in range(rounds)])
    wait(lambda: page.model.rowCount() >= rounds, "the rows")
    beat = Beat()
    beat.start()
    nothing = time.monotonic() + 1
    wait(lambda: time.monotonic() > nothing, "a second")
    idle = beat.stop()
    shown, stalls, trees, tree_stalls = [], [], [], []
    for number in numbers:
        beat.start()
        began = time.perf_counter()
        page.select(number)
        wait(lambda number=number: _stands(page, number), "the text")
        page.detail.grab()
        shown.append((time.perf_counter() - began) * 1e3)
        stalls.append(beat.stop())
        beat.start()
        began = time.perf_counter()
        view.choose("tree")
        wait(lambda: view.tree.model.rowCount() > 0, "the tree")
        page.detail.grab()
        trees.append((time.perf_counter() - began) * 1e3)
        tree_stalls.append(beat.stop())
        view.choose("pretty")
        wait(lambda: not view._job.running and view.text.complete, "the text again")
    plain = _plain(body)
    return {
        "bytes": len(body),
        "shown_ms": statistics.median(shown),
        "stall_ms": max(stalls),
        "tree_ms": statistics.median(trees),
        "tree_stall_ms": max(tree_stalls),
        "plain_ms": plain,
        "ratio": statistics.median(shown) / plain,
        "idle_stall_ms": idle,
    }


def _stands(page: Any, number: int) -> bool:
    loaded, view = page.detail._loaded, page.detail.body_view
    there = loaded is not None and loaded.exchange.row.id == number
    return there and not view._job.running and view.text.complete and bool(view.text.toPlainText())


def _plain(body: bytes) -> float:
    import msgspec
    import shiboken6
    from PySide6.QtWidgets import QPlainTextEdit

    edit = QPlainTextEdit()
    edit.resize(900, 500)
    edit.show()
    began = time.perf_counter()
    edit.setPlainText(msgspec.json.format(body, indent=2).decode())
    edit.grab()
    took = (time.perf_counter() - began) * 1e3
    shiboken6.delete(edit)  # now, because destroying so much text is a stall itself
    return took


def odd(app: Any) -> dict[str, Any]:
    """Every odd body of the tests in every view offered for it: the longest stall of each."""
    from tests.storage.makers import received
    from tests.ui.test_odd_bodies import ODD

    page = app.window.pages.history
    view = page.detail.body_view
    worst: dict[str, float] = {}
    beat = Beat()
    for name, (make, headers) in ODD.items():
        (number,) = app.services.history.append([received(make(), headers=headers)])
        view.choose("")
        beat.start()
        page.select(number)
        wait(lambda number=number: _there(page, number), name)
        for key in [key for key, button in view._buttons.items() if not button.isHidden()]:
            view.choose(key)
            wait(lambda: not view._job.running and view.text.complete and not view.tree.model._jobs, f"{name}: {key}")
            page.detail.grab()
        worst[name] = beat.stop()
    name = max(worst, key=lambda key: worst[key])
    return {
        "bodies": len(worst),
        "worst_stall_ms": worst[name],
        "of": name,
        "median_stall_ms": statistics.median(worst.values()),
    }


def _there(page: Any, number: int) -> bool:
    loaded, view = page.detail._loaded, page.detail.body_view
    return loaded is not None and loaded.exchange.row.id == number and not view._job.running and view.text.complete


if __name__ == "__main__":
    sys.exit(main())
