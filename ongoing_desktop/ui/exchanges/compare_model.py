"""A comparison as a table: path, left value, right value."""

from __future__ import annotations

from typing import Any, Final

from PySide6.QtCore import QObject

from ongoing_desktop.bodies.visible import one_line
from ongoing_desktop.domain.exchange_comparison import Comparison, Row
from ongoing_desktop.ui.kit.plain_text import tooltip_text
from ongoing_desktop.ui.kit.table import (
    ACCESSIBLE,
    BACKGROUND,
    DISPLAY,
    FONT,
    FOREGROUND,
    TOOLTIP,
    USER,
    Index,
    RowModel,
)
from ongoing_desktop.ui.theme import Theme
from ongoing_desktop.wording.language import translated as tr

WHERE, LEFT, RIGHT = range(3)
SHOWN: Final = 300
SIGNS: Final = {"same": "=", "different": "≠", "written-otherwise": "≈", "only-left": "←", "only-right": "→"}
WORDS: Final = {
    "same": "identical",
    "different": "different",
    "written-otherwise": "same number, different notation",
    "only-left": "left only",
    "only-right": "right only",
}
PARTS: Final = {"exchange": "Exchange", "header": "Header", "body": ""}


class CompareModel(RowModel):
    """UserRole returns the path in the first column and the original values in the others."""

    def __init__(self, theme: Theme, parent: QObject) -> None:
        super().__init__((parent.tr("Where"), parent.tr("Left"), parent.tr("Right")), parent)
        self._theme = theme
        self._all: tuple[Row, ...] = ()
        self.rows: list[Row] = []
        self._everything = False

    def show_comparison(self, found: Comparison | None) -> None:
        """Show the result of a comparison."""
        self._all = found.rows if found else ()
        self._sift()

    def show_everything(self, on: bool) -> None:
        """Also show equal and ignored rows."""
        self._everything = on
        self._sift()

    def row(self, place: int) -> Row | None:
        """The row at an index."""
        return self.rows[place] if 0 <= place < len(self.rows) else None

    def next_difference(self, place: int, step: int) -> int:
        """The index of the next difference that counts, in either direction; -1 for none."""
        places = range(place + 1, len(self.rows)) if step > 0 else range(min(place, len(self.rows)) - 1, -1, -1)
        return next((at for at in places if self.rows[at].counts), -1)

    def number_of(self, place: int) -> int:
        """The number of differences up to an index, inclusive."""
        return sum(row.counts for row in self.rows[: place + 1])

    def _sift(self) -> None:
        self.show_rows([row for row in self._all if self._everything or row.counts])

    # Qt overrides

    def data(self, index: Index, role: int = DISPLAY) -> Any:
        """Marked text for display, originals in UserRole."""
        row, column = self.rows[index.row()], index.column()
        if role == DISPLAY:
            return self._cell(row, column)
        if role == ACCESSIBLE:
            return f"{self._cell(row, WHERE)}: {tr(WORDS[row.state])}" if column == WHERE else self._cell(row, column)
        if role == USER:
            return (row.path, row.left or "", row.right or "")[column]
        if role == FONT:
            return self._theme.mono()
        if role == TOOLTIP and column == WHERE:
            ignored = f" · {tr('ignored')}" if row.noise else ""
            return tooltip_text(one_line(f"{row.path}: {tr(WORDS[row.state])}{ignored}", 600))
        if role == FOREGROUND:
            quiet = not row.counts or (row.left, row.right)[max(column - 1, 0)] is None
            return self._theme.colour("muted" if quiet else "text")
        if role == BACKGROUND and row.counts and column != WHERE:
            there = (row.left if column == LEFT else row.right) is not None
            return self._theme.colour("warn_soft") if there else None
        return None

    def _cell(self, row: Row, column: int) -> str:
        if column == WHERE:
            part = f"{tr(PARTS[row.part])} › " if PARTS[row.part] else ""
            elsewhere = f" ⇄ {row.right_path}" if row.right_path else ""
            sign = "~" if row.noise and row.state != "same" else SIGNS[row.state]
            return f"{sign}  {one_line(f'{part}{row.path}{elsewhere}', SHOWN)}"
        value = row.left if column == LEFT else row.right
        return "—" if value is None else one_line(value, SHOWN)
