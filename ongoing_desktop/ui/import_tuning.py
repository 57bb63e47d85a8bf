"""Modules are imported without their source text being read a second time."""

from __future__ import annotations

import contextlib


def read_no_sources() -> None:
    """Let PySide6 not search the source of each imported module for its own name. Call it before the window is imported.

    It looks there for modules that switch its features (``__feature__``) on; none here does. The search reads every
    source file and keeps its lines: a sixth of the time of the start, and 9 MB. Where a version of PySide6 has no such
    search, nothing happens.
    """
    with contextlib.suppress(ImportError, AttributeError):
        import PySide6.QtCore  # noqa: F401, PLC0415 - it brings the module that searches
        from shibokensupport import feature  # type: ignore[import-not-found]  # noqa: PLC0415

        if callable(feature._mod_uses_pyside):  # noqa: SLF001
            feature._mod_uses_pyside = lambda _: False  # noqa: SLF001
