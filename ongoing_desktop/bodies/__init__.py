"""One file per way to show a body; pure, never raises. A new one is a file and a line in :data:`VIEWS`."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from ongoing_desktop.bodies import pretty as _pretty
from ongoing_desktop.bodies import raw as _raw
from ongoing_desktop.bodies.base import FIRST, Shown, View
from ongoing_desktop.bodies.coding import decoded
from ongoing_desktop.bodies.visible import break_lines, one_line, visible

VIEWS: Final[Mapping[str, View]] = MappingProxyType(
    {
        view.key: view
        for view in (
            View("pretty", "Pretty", _pretty.show),
            View("raw", "Raw", _raw.show),
        )
    }
)


def pretty(body: bytes, content_type: str = "", limit: int = FIRST) -> Shown:
    """The body indented where it is JSON, else as text with the reason. On any thread; never raises."""
    return VIEWS["pretty"].show(body, content_type, limit)


__all__ = ["FIRST", "VIEWS", "Shown", "View", "break_lines", "decoded", "one_line", "pretty", "visible"]
