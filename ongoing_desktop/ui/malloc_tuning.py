"""Memory that the window has let go of goes back to the system."""

from __future__ import annotations

import contextlib
import ctypes
import sys
from typing import Final

LARGE: Final = 256 * 1024
"""Bytes of a block that is taken from the system by itself, and given back by itself."""
_M_MMAP_THRESHOLD: Final = -3
"""Its number in glibc's malloc.h."""


def return_large_blocks() -> None:
    """Let no large block stay with the process once it is free; on Linux with glibc, elsewhere nothing happens.

    glibc takes the largest block that was ever freed for the usual size and keeps such memory from then on: 50 MB of it
    after the ids of a million exchanges had come and gone a few times (``tests/bench/run.py --window``).
    """
    if sys.platform == "linux":
        with contextlib.suppress(AttributeError):  # another C library
            ctypes.CDLL(None).mallopt(_M_MMAP_THRESHOLD, LARGE)
