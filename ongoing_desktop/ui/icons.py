"""Icons from the Phosphor font (MIT licence, regular weight) in the theme's colours, by our own names."""

from __future__ import annotations

import json
from functools import cache
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QIcon, QIconEngine, QPainter, QPixmap

from ongoing_desktop.ui.resources import resource_dir

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from ongoing_desktop.ui.theme import Theme

GLYPH_SHARE: Final = 0.875
"""Height of a glyph as a share of its icon; the rest is the font's margin."""

APP_ICON_SIZES: Final = (16, 24, 32, 48, 64, 128, 256)

NAMES: Final[Mapping[str, str]] = {
    "webhooks": "list-bullets",
    "inbox": "tray",
    "history": "clock-counter-clockwise",
    "scenarios": "path",
    "add": "plus",
    "edit": "pencil-simple",
    "duplicate": "copy",
    "copy": "copy",
    "delete": "trash",
    "test": "paper-plane-tilt",
    "send": "paper-plane-tilt",
    "start": "play",
    "stop": "stop",
    "search": "magnifying-glass",
    "more": "dots-three",
    "import": "download-simple",
    "export": "upload-simple",
    "undo": "arrow-counter-clockwise",
    "redo": "arrow-clockwise",
    "close": "x",
    "good": "check-circle",
    "bad": "x-circle",
    "warn": "warning",
    "info": "info",
    "up": "caret-up",
    "down": "caret-down",
    "expand": "arrows-out-simple",
    "collapse": "caret-double-down",
    "system": "buildings",
    "owner": "users",
    "folder": "folder-open",
    "keyboard": "keyboard",
    "refresh": "arrows-clockwise",
    "wrap": "arrow-elbow-down-left",
    "reply": "arrow-bend-up-left",
    "save": "floppy-disk",
    "pause": "pause",
    "key": "key",
    "reveal": "eye",
    "conceal": "eye-slash",
    "generate": "dice-five",
    "rotate": "arrows-counter-clockwise",
    "demo": "magic-wand",
    "code": "code",
    "check": "checks",
    "columns": "table",
    "filter": "funnel",
    "pin": "push-pin",
    "note": "note",
    "clear": "eraser",
    "back": "arrow-left",
    "forward": "arrow-right",
    "guide": "book-open",
    "stack": "stack",
    "compare": "git-diff",
    "sheet": "printer",
    "settings": "sliders-horizontal",
}


class _GlyphEngine(QIconEngine):
    """Draws one glyph at any size and scale."""

    def __init__(self, glyph: str, colour: QColor, disabled: QColor) -> None:
        super().__init__()
        self._glyph = glyph
        self._colour = colour
        self._disabled = disabled
        self._drawn: dict[tuple[int, int, bool], QPixmap] = {}

    def clone(self) -> QIconEngine:
        """A copy for an icon that is changed after copying."""
        return _GlyphEngine(self._glyph, self._colour, self._disabled)

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, _: QIcon.State) -> None:
        """Draw the glyph centred in ``rect``."""
        font = QFont(_family())
        font.setPixelSize(max(1, round(GLYPH_SHARE * rect.height())))
        painter.save()
        painter.setPen(self._disabled if mode == QIcon.Mode.Disabled else self._colour)
        painter.setFont(font)
        painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, self._glyph)
        painter.restore()

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        """The glyph on a transparent background."""
        key = (size.width(), size.height(), mode == QIcon.Mode.Disabled)
        made = self._drawn.get(key)
        if made is None:
            made = self._drawn[key] = QPixmap(size)
            if made.isNull():
                return made  # a window without room asks for an empty picture
            made.fill(Qt.GlobalColor.transparent)
            painter = QPainter(made)
            self.paint(painter, QRect(QPoint(0, 0), size), mode, state)
            painter.end()
        return made


@cache
def _family() -> str:
    number = QFontDatabase.addApplicationFont(str(resource_dir() / "icons" / "phosphor.ttf"))
    families = QFontDatabase.applicationFontFamilies(number)
    return families[0] if families else ""


@cache
def _glyphs() -> Mapping[str, int]:
    """The code points of the glyphs used here, by Phosphor's name; the font has 1,500 glyphs."""
    points: dict[str, int] = json.loads((resource_dir() / "icons" / "phosphor.json").read_text("utf-8"))
    return {name: points[name] for name in NAMES.values()}


def app_icon() -> QIcon:
    """The program's own icon, for windows and the tray."""
    found = QIcon()
    for size in APP_ICON_SIZES:
        found.addFile(str(resource_dir() / "icons" / "app" / f"{size}.png"), QSize(size, size))
    return found


def icon(name: str, theme: Theme, colour: str = "muted") -> QIcon:
    """An icon in a named colour. Call it again after :attr:`Theme.changed`, or use :func:`keep_icon`."""
    return QIcon(_GlyphEngine(chr(_glyphs()[NAMES[name]]), theme.colour(colour), theme.colour("line_strong")))


def keep_icon(
    owner: QObject, setter: Callable[[QIcon], object], name: str, theme: Theme, colour: str = "muted"
) -> None:
    """Set an icon now and after each change of theme, as long as the owner exists."""
    _Keeper(owner, setter, name, theme, colour)


class _Keeper(QObject):
    """Child of the widget that it serves, so that the connection ends with it."""

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
