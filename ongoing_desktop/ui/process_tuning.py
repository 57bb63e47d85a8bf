"""Makes the window's process start faster and take less memory."""

from __future__ import annotations

import contextlib
import linecache
import sys
from typing import Final

LARGE: Final = 256 * 1024
"""Larger blocks, in bytes, are allocated and returned separately."""
_M_MMAP_THRESHOLD: Final = -3
"""Its number in glibc's malloc.h."""


def read_no_sources() -> None:
    """Disable PySide6's search of imported modules. Call it before the window is imported.

    PySide6 searches the source of each module for switches of its features (``__feature__``), which none here uses. The
    search reads every source file and keeps its lines, which takes a sixth of the start-up time and 9 MB. If a version
    of PySide6 has no such search, nothing happens.
    """
    with contextlib.suppress(ImportError, AttributeError):
        import PySide6.QtCore  # noqa: F401, PLC0415 - it brings the module that searches
        from shibokensupport import feature  # type: ignore[import-not-found]  # noqa: PLC0415

        if callable(feature._mod_uses_pyside):  # noqa: SLF001
            feature._mod_uses_pyside = lambda _: False  # noqa: SLF001
            linecache.clearcache()


def asyncio_without_tls() -> None:
    """Import asyncio as on a Python without TLS, unless it is loaded already.

    It would load OpenSSL, which takes 5 MB of an idle window. Nothing in this process needs TLS from asyncio: requests are
    sent by httpx, which brings its own and loads OpenSSL when it is first used; the listener is another process.
    """
    if "ssl" not in sys.modules:
        sys.modules["ssl"] = None  # type: ignore[assignment]  # makes the import fail, as asyncio expects
        try:
            import asyncio  # noqa: F401, PLC0415
        finally:
            del sys.modules["ssl"]


def return_large_blocks() -> None:
    """Return every large block when it is freed. Only on Linux with glibc; otherwise does nothing.

    glibc takes the largest freed block as the usual size and keeps such memory from then on: 50 MB after loading and
    dropping the ids of a million exchanges a few times (``tests/bench/run.py --window``).
    """
    if sys.platform == "linux":
        import ctypes  # noqa: PLC0415 - other systems need none

        with contextlib.suppress(AttributeError):  # another C library
            ctypes.CDLL(None).mallopt(_M_MMAP_THRESHOLD, LARGE)
