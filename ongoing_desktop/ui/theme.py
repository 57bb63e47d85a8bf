"""Colours, fonts and the style sheet: light, dark, or like the system."""

from __future__ import annotations

import json
import re
from string import Template
from typing import TYPE_CHECKING, Final, Literal

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QFontInfo, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication

from ongoing_desktop.domain.settings import ZOOM_LIMITS
from ongoing_desktop.ui.kit.sizes import apply_again, mono_font, points, px
from ongoing_desktop.ui.resources import resource_dir

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ongoing_desktop.domain.settings_changed import SettingsChanged

Mode = Literal["system", "light", "dark"]
MODES: Final[tuple[Mode, ...]] = ("system", "light", "dark")

AROUND: Final = 24
"""Space around a page in units, see :mod:`ongoing_desktop.ui.kit.sizes`."""
BETWEEN: Final = 12

_UNITS: Final = re.compile(r"\b(\d+)u\b")
_DATED: Final = ("DejaVu Sans", "Bitstream Vera Sans", "Sans Serif", "")
_BETTER: Final = ("Inter", "Noto Sans", "Cantarell", "Ubuntu", "Open Sans", "Roboto", "DejaVu Sans")


class Theme(QObject):
    """The current named colours and the size of everything. Main thread only."""

    changed = Signal()
    """Colours or sizes have changed; repaint what uses them."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._folder = resource_dir()
        self._sets = {name: self._read(name) for name in ("light", "dark")}
        self._mode: Mode = "system"
        """The user's choice. ``system`` follows the desktop."""
        self.dark = False
        """Whether the dark colours are in use."""
        self._zoom = 100
        self.compact = False
        """Whether the rows of the lists have one line instead of two."""
        self._points = 0.0
        """The size of the desktop's font."""
        self._pinned = False
        self.strong = QFont.Weight.DemiBold
        """Weight for the name of a row or a verdict: semibold, or bold if the font has nothing in between."""
        self.colours: dict[str, QColor] = {}
        """The current colours by name, for delegates, which read them for each cell."""
        self._choose(dark=False)
        self._app: QApplication | None = None

    def colour(self, name: str) -> QColor:
        """A named colour of ``resources/themes``. Raises KeyError for an unknown name."""
        return self.colours[name]

    def mono(self) -> QFont:
        """The monospaced font for addresses, times and payloads."""
        return mono_font()

    def apply(self, app: QApplication, mode: str, *, zoom: int = 100, compact: bool = False) -> None:
        """Apply the theme to the application. From now on ``system`` follows changes of the desktop.

        ``zoom``: percent of the size that the application font has now. ``compact``: rows have one line.
        """
        first = self._app is None
        self._app = app
        self._zoom = self._within(zoom)
        self.compact = compact
        self._mode = self._known(mode)
        if first:
            self._points = points(app.font())
            app.setFont(self._body_font(app))
            app.styleHints().colorSchemeChanged.connect(self._on_system)
        self._dress()

    def pin(self, *, on: bool) -> None:
        """Keep the current theme whatever the user chooses, for pictures."""
        self._pinned = on

    def follow(self, change: SettingsChanged) -> None:
        """Apply the user's choices."""
        preferences = change.after.preferences
        if "theme" in change.kinds:
            self.change(preferences.theme)
        if "zoom" in change.kinds:
            self.set_zoom(preferences.zoom)
        if "density" in change.kinds:
            self.set_compact(preferences.density == "compact")

    def change(self, mode: str) -> None:
        """Change the user's choice. Does nothing if it is the current one."""
        if self._app is not None and not self._pinned and mode != self._mode and mode in MODES:
            self._mode = self._known(mode)
            self._dress()

    def set_zoom(self, zoom: int) -> None:
        """Change the size of everything in all windows. Does nothing if it is the current one."""
        if self._app is not None and (zoom := self._within(zoom)) != self._zoom:
            self._zoom = zoom
            self._dress()

    def set_compact(self, compact: bool) -> None:
        """Change the height of the rows of the lists."""
        if compact != self.compact:
            self.compact = compact
            self.changed.emit()

    def release(self) -> None:
        """Give the application its own font back, for the next window of the process."""
        if self._app is not None and self._zoom != 100:
            self._app.setFont(self._sized(self._app.font(), 100))

    def stylesheet(self) -> str:
        """The style sheet with the current colours and sizes."""
        template = Template((self._folder / "themes" / "style.qss").read_text(encoding="utf-8"))
        names = {name: colour.name() for name, colour in self.colours.items()}
        icons = (self._folder / "icons").as_posix()
        mode, other = ("dark", "light") if self.dark else ("light", "dark")
        sheet = template.substitute(names, icons=icons, mode=mode, other=other, strong=self.strong.value)
        return _UNITS.sub(lambda found: f"{px(int(found[1]))}px", sheet)

    def _on_system(self) -> None:
        if self._mode == "system":
            self._dress()

    def _dress(self) -> None:
        if self._app is None:
            return
        scheme = QGuiApplication.styleHints().colorScheme()
        self._choose(dark=self._mode == "dark" or (self._mode == "system" and scheme == Qt.ColorScheme.Dark))
        # Removed first, so that each widget is restyled once. Otherwise every widget passes fonts and colours on to all
        # widgets below it, which takes five times as long (measured with all pages built).
        self._app.setStyleSheet("")
        self._app.setPalette(self._palette())
        if (font := self._sized(self._app.font(), self._zoom)) != self._app.font():
            self._app.setFont(font)
            apply_again()
        self._app.setStyleSheet(self.stylesheet())
        self.changed.emit()

    def _choose(self, *, dark: bool) -> None:
        self.dark = dark
        colours = {name: QColor(value) for name, value in self._sets["dark" if dark else "light"].items()}
        colours["accent_hover"] = colours["accent"].lighter(112) if dark else colours["accent"].darker(115)
        colours["line_field"] = _mix(colours["line"], colours["line_strong"], 0.45)
        colours["scroll"] = _mix(colours["line"], colours["line_strong"], 0.3)
        self.colours = colours

    def _palette(self) -> QPalette:
        palette = QPalette()
        role = QPalette.ColorRole
        for target, name in (
            (role.Window, "window"),
            (role.WindowText, "text"),
            (role.Base, "surface"),
            (role.AlternateBase, "raised"),
            (role.Text, "text"),
            (role.Button, "surface"),
            (role.ButtonText, "text"),
            (role.BrightText, "bad"),
            (role.Highlight, "accent"),
            (role.HighlightedText, "accent_text"),
            (role.Accent, "accent"),
            (role.Link, "accent"),
            (role.PlaceholderText, "muted"),
            (role.ToolTipBase, "text"),
            (role.ToolTipText, "window"),
            (role.Mid, "line"),
            (role.Light, "raised"),
        ):
            palette.setColor(target, self.colours[name])
        for target in (role.WindowText, role.Text, role.ButtonText):
            palette.setColor(QPalette.ColorGroup.Disabled, target, self.colours["line_strong"])
        return palette

    def _body_font(self, app: QApplication) -> QFont:
        font = app.font()
        families = set(QFontDatabase.families())
        if font.family() in _DATED:
            better = next((name for name in _BETTER if name in families), "")
            if better:
                font.setFamilies([better])
        family = QFontInfo(font).family()
        weights = {QFontDatabase.weight(family, style) for style in QFontDatabase.styles(family)}
        known = QFont.Weight.DemiBold.value in weights or QFont.Weight.Bold.value not in weights
        self.strong = QFont.Weight.DemiBold if known else QFont.Weight.Bold
        return font

    @staticmethod
    def _within(zoom: int) -> int:
        least, most = ZOOM_LIMITS
        return min(max(zoom, least), most)

    @staticmethod
    def _known(mode: str) -> Mode:
        return next((known for known in MODES if known == mode), "system")

    def _sized(self, font: QFont, zoom: int) -> QFont:
        font.setPointSizeF(self._points * zoom / 100)
        return font

    def _read(self, name: str) -> Mapping[str, str]:
        data = json.loads((self._folder / "themes" / f"{name}.json").read_text(encoding="utf-8"))
        return {str(key): str(value) for key, value in data.items()}


def _mix(one: QColor, other: QColor, share: float) -> QColor:
    return QColor.fromRgbF(
        one.redF() * (1 - share) + other.redF() * share,
        one.greenF() * (1 - share) + other.greenF() * share,
        one.blueF() * (1 - share) + other.blueF() * share,
    )
