"""Prevents PySide6 from reading each imported module's source text."""

from __future__ import annotations

import contextlib


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
