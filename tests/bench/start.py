"""Measures the time from exec to a painted window, and of short commands: whole processes, medians, with baselines.

The window is opened through the command line on an existing data folder. The baselines are an empty ``QMainWindow`` and
novelWriter, a window of similar size that is installed for this run only. When Qt's event loop would begin, each child
handles pending events, paints all visible windows and reports. Seconds are wall-clock time from before the process
starts until that report; ``cpu`` is the processor time up to there. Memory is read 1.5 s later, when the window is
idle.

Short commands are compared with a Python process that imports only ``argparse`` and ``sqlite3``.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
import venv
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from tests.helpers import ROOT, command, environment

ROUNDS = 10
INSTALL_S = 300
LIMIT_S = 60
NOVELWRITER = "novelWriter==26.2.2"

PAINTED = """
import pathlib, sys, time
from {qt}.QtCore import QEventLoop, QTimer
from {qt}.QtWidgets import QApplication

def painted(*_):
    QApplication.processEvents()
    for window in QApplication.topLevelWidgets():
        if window.isVisible():
            window.grab()
    print("painted", time.time(), time.process_time())
    waiting = QEventLoop()
    QTimer.singleShot(1500, waiting.quit)
    waiting.exec()
    rollup = pathlib.Path("/proc/self/smaps_rollup")
    words = rollup.read_text().split() if rollup.exists() else []
    print("memory", *(words[words.index(name) + 1] for name in ("Rss:", "Pss:") if words))
    return 0

QApplication.exec = painted
"""
OURS = (
    # As in a real start, the command line is there before PySide6, which slows down every import after it.
    "import ongoing_desktop.cli.window\n"
    + PAINTED.format(qt="PySide6")
    + """
from ongoing_desktop.__main__ import main
sys.exit(main(["--data-dir", sys.argv[1]]))
"""
)
EMPTY = (
    PAINTED.format(qt="PySide6")
    + """
from PySide6.QtWidgets import QMainWindow
application = QApplication([])
window = QMainWindow()
window.resize(1280, 800)
window.show()
painted()
"""
)
THEIRS = (
    PAINTED.format(qt="PyQt6")
    + """
import novelwriter
from novelwriter.guimain import GuiMain
# Before its welcome and its news, which wait for an answer.
GuiMain.postLaunchTasks = lambda *_: sys.exit(painted())
novelwriter.main([f"--config={sys.argv[1]}", f"--data={sys.argv[1]}"])
"""
)
BARE = "import argparse, sqlite3"


def start(rounds: int = ROUNDS) -> dict[str, Any]:
    """Seconds, processor seconds and megabytes of the idle window, and the ratios to the baselines."""
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        return _windows(home, rounds) | _commands(home / "commands", rounds)


def _windows(home: Path, rounds: int) -> dict[str, Any]:
    kinds = {"ours": (sys.executable, OURS), "empty_window": (sys.executable, EMPTY)}
    if python := _novelwriter(home / "rival"):
        kinds["novelwriter"] = (os.fspath(python), THEIRS)

    def open_one(kind: str) -> dict[str, float]:
        python, code = kinds[kind]
        folder = home / kind
        folder.mkdir(exist_ok=True)
        return _opened([python, "-c", code, os.fspath(folder)])

    found = _medians(kinds, open_one, rounds)
    ours, empty = found["ours"], found["empty_window"]
    figures: dict[str, Any] = {f"{kind}_{name}": value for kind, one in found.items() for name, value in one.items()}
    figures["ratio"] = ours["s"] / empty["s"]
    figures["cpu_ratio"] = ours["cpu_s"] / empty["cpu_s"]
    if "novelwriter" in found:
        figures["of_novelwriter"] = ours["s"] / found["novelwriter"]["s"]
    if "rss_mb" in ours:
        figures["memory_ratio"] = ours["rss_mb"] / empty["rss_mb"]
        figures["pss_ratio"] = ours["pss_mb"] / empty["pss_mb"]
    return figures


def _commands(folder: Path, rounds: int) -> dict[str, Any]:
    kinds = {
        "bare": [sys.executable, "-c", BARE],
        "cli_version": command(folder, "--version"),
        "history_list": command(folder, "history", "list"),
        "webhooks_list": command(folder, "webhooks", "list"),
    }
    found = _medians(kinds, lambda kind: _ended(kinds[kind]), rounds)
    bare = found.pop("bare")
    figures: dict[str, Any] = {"bare_python_s": bare["s"]}
    for kind, one in found.items():
        figures[f"{kind}_ratio"] = one["s"] / bare["s"]
        figures[f"{kind}_cpu_ratio"] = one["cpu_s"] / bare["cpu_s"]
    return figures


def _medians(
    kinds: Mapping[str, Any], measure: Callable[[str], dict[str, float]], rounds: int
) -> dict[str, dict[str, float]]:
    """The kinds alternate, so that all meet the same machine. A first round, which fills caches, does not count."""
    taken: dict[str, list[dict[str, float]]] = {kind: [] for kind in kinds}
    for number in range(rounds + 1):
        for kind, kept in taken.items():
            figures = measure(kind)
            if number:
                kept.append(figures)
    return {
        kind: {name: statistics.median(one[name] for one in kept) for name in kept[0]} for kind, kept in taken.items()
    }


def _opened(words: list[str]) -> dict[str, float]:
    began = time.time()
    done = subprocess.run(
        words, capture_output=True, text=True, env=environment(), cwd=ROOT, timeout=LIMIT_S, check=False
    )
    assert not done.returncode, done.stderr
    figures: dict[str, float] = {}
    for line in done.stdout.splitlines():
        match line.split():
            case ["painted", at, cpu]:
                figures |= {"s": float(at) - began, "cpu_s": float(cpu)}
            case ["memory", rss, pss]:
                figures |= {"rss_mb": int(rss) / 1024, "pss_mb": int(pss) / 1024}
    assert "s" in figures, "no window was painted"
    return figures


def _ended(words: list[str]) -> dict[str, float]:
    """One process from start to end. Its processor time is the increase for all ended children."""
    before, began = os.times(), time.perf_counter()
    subprocess.run(words, stdout=subprocess.DEVNULL, env=environment(), cwd=ROOT, timeout=LIMIT_S, check=True)
    seconds, after = time.perf_counter() - began, os.times()
    cpu = after.children_user + after.children_system - before.children_user - before.children_system
    return {"s": seconds, "cpu_s": cpu}


def _novelwriter(home: Path) -> Path | None:
    """The Python of an environment with novelWriter; None, with a message, without a registry."""
    venv.create(home, with_pip=True)
    python = home / "bin" / "python"
    words = [os.fspath(python), "-m", "pip", "install", "-q", "--disable-pip-version-check", NOVELWRITER]
    try:
        done = subprocess.run(words, capture_output=True, text=True, timeout=INSTALL_S, check=False)
    except subprocess.TimeoutExpired:
        print(f"{NOVELWRITER} was not installed within {INSTALL_S} s, so nothing is compared with it")
        return None
    if done.returncode:
        print(f"{NOVELWRITER} could not be installed, so nothing is compared with it")
        return None
    return python
