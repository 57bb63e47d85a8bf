"""Freed memory is returned to the system."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.helpers import ROOT

# Alternate larger blocks and a small one above each, as lists do that grow during other work.
COME_AND_GO = """
from pathlib import Path
from ongoing_desktop.ui.malloc_tuning import LARGE, return_large_blocks
return_large_blocks()
def resident():
    return int(Path("/proc/self/statm").read_text().split()[1]) * 4096
first = bytearray(b"x" * (16 << 20))
del first
before = resident()
kept = []
for size in range(1, 31):
    block = bytearray(b"x" * (size * LARGE))
    kept.append(bytearray(b"y" * 1000))
    del block
print((resident() - before) // LARGE)
"""


@pytest.mark.skipif(not Path("/proc/self/statm").exists(), reason="the memory of a process, as Linux tells it")
def test_large_blocks_do_not_stay() -> None:
    done = subprocess.run([sys.executable, "-c", COME_AND_GO], capture_output=True, text=True, cwd=ROOT, check=True)
    assert int(done.stdout) <= 2
