"""Icons by our own names, drawn by qtawesome in the theme's colours; no picture file is copied in."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

import qtawesome
from PySide6.QtCore import QObject
from PySide6.QtGui import QIcon

from ongoing_desktop.ui.theme import Theme

NAMES: Final[Mapping[str, str]] = {
    "app": "ph.share-network",
    "webhooks": "ph.list-bullets",
    "inbox": "ph.tray",
    "history": "ph.clock-counter-clockwise",
    "scenarios": "ph.path",
    "add": "ph.plus",
    "edit": "ph.pencil-simple",
    "duplicate": "ph.copy",
    "copy": "ph.copy",
    "delete": "ph.trash",
    "test": "ph.paper-plane-tilt",
    "send": "ph.paper-plane-tilt",
    "start": "ph.play",
    "stop": "ph.stop",
    "search": "ph.magnifying-glass",
    "more": "ph.dots-three",
    "import": "ph.download-simple",
    "export": "ph.upload-simple",
    "undo": "ph.arrow-counter-clockwise",
    "redo": "ph.arrow-clockwise",
    "close": "ph.x",
    "good": "ph.check-circle",
    "bad": "ph.x-circle",
    "warn": "ph.warning",
    "info": "ph.info",
    "up": "ph.caret-up",
    "down": "ph.caret-down",
    "expand": "ph.arrows-out-simple",
    "collapse": "ph.caret-double-down",
    "system": "ph.buildings",
    "owner": "ph.users",
    "folder": "ph.folder-open",
    "keyboard": "ph.keyboard",
    "refresh": "ph.arrows-clockwise",
    "wrap": "ph.arrow-elbow-down-left",
    "reply": "ph.arrow-bend-up-left",
    "save": "ph.floppy-disk",
    "pause": "ph.pause",
    "key": "ph.key",
    "reveal": "ph.eye",
    "conceal": "ph.eye-slash",
    "generate": "ph.dice-five",
    "rotate": "ph.arrows-counter-clockwise",
    "demo": "ph.magic-wand",
    "code": "ph.code",
    "check": "ph.checks",
    "columns": "ph.columns",
    "filter": "ph.funnel",
    "pin": "ph.push-pin",
    "note": "ph.note",
    "clear": "ph.eraser",
    "stack": "ph.stack",
    "compare": "ph.columns",
    "sheet": "ph.printer",
    "settings": "ph.sliders-horizontal",
}


def icon(name: str, theme: Theme, colour: str = "muted") -> QIcon:
    """An icon in a named colour. Call again after :attr:`Theme.changed`, or use :func:`keep_icon`."""
    made: QIcon = qtawesome.icon(
        NAMES[name],
        color=theme.colour(colour),
        color_active=theme.colour(colour),
        color_disabled=theme.colour("line_strong"),
    )
    return made


def keep_icon(
    owner: QObject, setter: Callable[[QIcon], object], name: str, theme: Theme, colour: str = "muted"
) -> None:
    """Set an icon now and again whenever the theme changes, as long as the owner lives."""
    _Keeper(owner, setter, name, theme, colour)


class _Keeper(QObject):
    """Child of the widget it serves, so the connection ends with it."""

    def __init__(self, owner: QObject, setter: Callable[[QIcon], object], name: str, theme: Theme, colour: str) -> None:
        super().__init__(owner)
        self._setter = setter
        self._name = name
        self._theme = theme
        self._colour = colour
        theme.changed.connect(self.renew)
        self.renew()

    def renew(self) -> None:
        self._setter(icon(self._name, self._theme, self._colour))
