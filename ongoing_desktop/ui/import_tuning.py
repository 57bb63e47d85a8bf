"""Makes the window's imports faster and smaller."""

from __future__ import annotations

import contextlib
import linecache
import sys


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
