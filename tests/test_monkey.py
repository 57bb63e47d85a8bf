"""Random actions on the real window for half a minute; ``tests/long/test_monkey.py`` runs longer."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.helpers import ROOT
from tests.monkey import ACTIONS

STEPS = 700
TOLD = 40


def play(folder: Path, seed: int, *arguments: str, limit_s: float) -> str:
    """Run it in its own process; returns its output. Fails with the last actions."""
    folder.mkdir(parents=True)
    done = subprocess.run(
        [sys.executable, "-m", "tests.monkey", os.fspath(folder), "--seed", str(seed), *arguments],
        cwd=ROOT, capture_output=True, text=True, timeout=limit_s, check=False,
    )  # fmt: skip
    actions = folder / ACTIONS
    last = actions.read_text(errors="replace").splitlines()[-TOLD:] if actions.exists() else []
    told = f"{done.stdout}{done.stderr[-20_000:]}\nseed {seed}, exit code {done.returncode}; the last actions:\n"
    assert done.returncode == 0, told + "\n".join(last)
    return done.stdout


@pytest.mark.timeout(300)
def test_a_monkey_breaks_nothing(tmp_path: Path) -> None:
    said = play(tmp_path / "monkey", 1, "--steps", str(STEPS), limit_s=280)
    steps = re.search(r"(\d+) steps", said)
    # More if the last one opened something that another has to end, or was slow.
    assert steps, said
    assert int(steps[1]) >= STEPS, said
