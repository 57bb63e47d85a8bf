"""The app as a program: it starts, a second start raises the first, and signals close it calmly."""

from __future__ import annotations

import os
import signal
import subprocess
from pathlib import Path

import pytest

from tests.helpers import ROOT, command, environment, until


def start(data_dir: Path) -> subprocess.Popen[bytes]:
    environ = {**environment(), "QT_QPA_PLATFORM": "offscreen"}
    return subprocess.Popen(command(data_dir), env=environ, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE)


@pytest.mark.skipif(os.name != "posix", reason="POSIX signals")
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_closes_the_window_without_a_word(data_dir: Path, number: int) -> None:
    child = start(data_dir)
    until(lambda: (data_dir / "history.db").exists() or child.poll() is not None, "the window opens its databases")
    # A second start finds the first one's window, so by then its event loop runs.
    second = subprocess.run(
        command(data_dir),
        env={**environment(), "QT_QPA_PLATFORM": "offscreen"},
        cwd=ROOT,
        capture_output=True,
        timeout=30,
        check=False,
    )
    assert second.returncode == 0, second.stderr
    child.send_signal(number)
    out, errors = child.communicate(timeout=20)
    shown = [line for line in errors.splitlines() if b"This plugin does not support" not in line]
    assert (child.returncode, out, shown) == (0, b"", [])
