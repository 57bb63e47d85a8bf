"""What is compared, and the comparison as a table: path, left value, right value."""

from __future__ import annotations

import json
from typing import Any, Final

from PySide6.QtCore import QObject

from ongoing_desktop.bodies.coding import decoded
from ongoing_desktop.bodies.visible import one_line
from ongoing_desktop.domain.catalogue import Catalogue
from ongoing_desktop.domain.exchange import Exchange
from ongoing_desktop.domain.exchange_comparison import Comparison, Row, Side
from ongoing_desktop.services.ports.history import History
from ongoing_desktop.ui.exchanges.exchange_texts import Words, answer_pill
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
from ongoing_desktop.wording.messages import sentence
from ongoing_desktop.wording.times import time_text

Wanted = int | str
"""The id of an exchange, or the key of a family for its documented example."""
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


def side(history: History, words: Words, wanted: Wanted) -> Side | None:
    """One side, or None if the exchange or family no longer exists. Blocking; for workers."""
    if isinstance(wanted, str):
        return example_side(words.catalogue, wanted)
    exchange = history.get(wanted)
    return None if exchange is None else exchange_side(exchange, words)


def example_side(catalogue: Catalogue, key: str) -> Side | None:
    """The documented example of a family."""
    family = catalogue.family(key)
    if family is None:
        return None
    title = tr("Documented example of {family}").format(family=tr(family.title))
    return Side(title, body=json.dumps(family.example, ensure_ascii=False).encode(), example=True)


def exchange_side(exchange: Exchange, words: Words) -> Side:
    """A request with what was found out about it."""
    row = exchange.row
    line = words.line(row)
    body, _ = decoded(exchange.request.body, exchange.request.headers)
    found = (
        (tr("Verdict"), line.verdict.word),
        (tr("Reason"), sentence(row.reason_code, row.reason_params) if row.reason_code else ""),
        (tr("Response"), answer_pill(row).word),
        (tr("Type"), line.title),
        (tr("Webhook"), words.webhook_name(row.webhook)),
        (tr("System"), row.system or ""),
        (tr("Goods owner"), "" if row.goods_owner_id is None else str(row.goods_owner_id)),
        (tr("Method"), row.method),
        (tr("Path"), row.target),
    )
    event = "" if row.event_id is None else " · " + tr("event {id}").format(id=one_line(str(row.event_id), 40))
    title = f"{line.title}{event} · {time_text(row.at)}"
    return Side(title, tuple((name, value) for name, value in found if value), exchange.request.headers, body)
