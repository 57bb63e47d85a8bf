"""File formats, one file each; pure. The exports of the history are imported on use."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ongoing_desktop.formats.base import Format

if TYPE_CHECKING:
    from ongoing_desktop.formats.history_formats import FORMATS

__all__ = ["FORMATS", "Format"]


def __getattr__(name: str) -> Any:
    if name != "FORMATS":
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from ongoing_desktop.formats.history_formats import FORMATS  # noqa: PLC0415 - loads every format

    return FORMATS
