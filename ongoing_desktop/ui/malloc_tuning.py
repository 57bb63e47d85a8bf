"""Returns the window's unused memory to the operating system."""

from __future__ import annotations

import contextlib
import ctypes
import sys
from typing import Final

LARGE: Final = 256 * 1024
"""Larger blocks, in bytes, are allocated and returned separately."""
_M_MMAP_THRESHOLD: Final = -3
"""Its number in glibc's malloc.h."""


def return_large_blocks() -> None:
    """Return every large block when it is freed. Only on Linux with glibc; otherwise does nothing.

    glibc takes the largest freed block as the usual size and keeps such memory from then on: 50 MB after loading and
    dropping the ids of a million exchanges a few times (``tests/bench/run.py --window``).
    """
    if sys.platform == "linux":
        with contextlib.suppress(AttributeError):  # another C library
            ctypes.CDLL(None).mallopt(_M_MMAP_THRESHOLD, LARGE)
