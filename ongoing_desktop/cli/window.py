"""The window, started from the command line. Apart from the other commands, so that it keeps none of them in memory.

Whether a window can be opened is checked first, because Qt itself would abort the process without a helpful message.
"""
# ruff: noqa: PLC0415

from __future__ import annotations

import argparse
import ctypes
import os
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from ongoing_desktop.cli.output import WRONG, fail
from ongoing_desktop.wording.messages import sentence

XCB_LIBRARIES: Final = (
    "libxcb.so.1",
    "libxcb-cursor.so.0",
    "libxcb-icccm.so.4",
    "libxcb-keysyms.so.1",
    "libxcb-shape.so.0",
    "libxcb-xkb.so.1",
    "libxkbcommon-x11.so.0",
)
"""System libraries that Qt's X plugin needs. Qt names libxcb-cursor whichever of them is missing."""

Finding = tuple[str, dict[str, object]]


def window(arguments: argparse.Namespace) -> int:
    """Open the window, or explain why no window can be opened."""
    if problem := display_problem(os.environ):
        return fail(sentence(*problem), WRONG)
    try:
        from ongoing_desktop.ui.process_tuning import asyncio_without_tls, read_no_sources

        read_no_sources()
        asyncio_without_tls()
        from ongoing_desktop.app import run
    except ImportError as error:
        if problem := import_problem(error):
            return fail(sentence(*problem), WRONG)
        raise
    return run(arguments.data_dir, arguments.open)


def display_problem(environ: Mapping[str, str]) -> Finding | None:
    """Code and parameters of the reason why no window can be opened, or None."""
    if not sys.platform.startswith("linux"):
        return None
    platform = environ.get("QT_QPA_PLATFORM", "").partition(";")[0].partition(":")[0]
    if platform not in ("", "xcb"):
        return None
    if not platform and _wayland_there(environ):
        return None
    if not environ.get("DISPLAY"):
        return "usage-no-display", {}
    if missing := next((name for name in XCB_LIBRARIES if not _loads(name)), None):
        return "usage-qt-libraries", {"what": f"{missing} is missing"}
    return None if _x_answers() else ("usage-display-silent", {"display": environ["DISPLAY"]})


def import_problem(error: ImportError) -> Finding | None:
    """The reason why an installed Qt cannot be loaded, or None if the error has another cause."""
    text = str(error)
    of_qt = (error.name or "").partition(".")[0] in ("PySide6", "shiboken6")
    return ("usage-qt-libraries", {"what": text}) if of_qt or ".so" in text or "DLL" in text else None


def _wayland_there(environ: Mapping[str, str]) -> bool:
    name = environ.get("WAYLAND_DISPLAY")
    return bool(name) and Path(environ.get("XDG_RUNTIME_DIR", "/"), name or "").is_socket()


def _loads(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def _x_answers() -> bool:
    """Connect to the X server as Qt will, with the user's authority file, and disconnect."""
    xcb = ctypes.CDLL("libxcb.so.1")
    xcb.xcb_connect.restype = ctypes.c_void_p
    xcb.xcb_connect.argtypes = (ctypes.c_char_p, ctypes.c_void_p)
    xcb.xcb_connection_has_error.argtypes = (ctypes.c_void_p,)
    xcb.xcb_disconnect.argtypes = (ctypes.c_void_p,)
    connection = xcb.xcb_connect(None, None)
    failed = bool(xcb.xcb_connection_has_error(connection))
    xcb.xcb_disconnect(connection)
    return not failed
