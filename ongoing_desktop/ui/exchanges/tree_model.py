"""A JSON body as a Qt tree. Members are parsed when a value is expanded, large values by a worker."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any, Final

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QObject, Qt
from PySide6.QtGui import QFont

from ongoing_desktop.bodies.nodes import Node, children
from ongoing_desktop.bodies.visible import one_line
from ongoing_desktop.domain.lazy_dataclasses import dataclass
from ongoing_desktop.domain.meanings import Meanings
from ongoing_desktop.ui.context import InContext, WindowContext
from ongoing_desktop.ui.kit.plain_text import tooltip_text
from ongoing_desktop.ui.kit.table import (
    ACCESSIBLE,
    BACKGROUND,
    DISPLAY,
    FONT,
    FOREGROUND,
    HORIZONTAL,
    NO_INDEX,
    TOOLTIP,
    USER,
    Index,
)
from ongoing_desktop.ui.task_runner import Job
from ongoing_desktop.wording.language import number, plural
from ongoing_desktop.wording.language import translated as tr

AT_ONCE: Final = 32 * 1024
"""Smaller values, in bytes, are parsed at once, in a millisecond or two."""
SHOWN: Final = 300
PATH: Final = USER
"""The role for a row's JSON path."""
_COLOURS: Final = {"string": "json_text", "number": "json_number", "word": "json_word"}


@dataclass(slots=True)
class _Row:
    """A parsed row. ``inside``: the numbers of its children, None until they are known."""

    node: Node
    parent: int
    place: int
    inside: range | None = None


class TreeModel(InContext, QAbstractItemModel):
    """Member and value. The internal id of an index is the number of its :class:`_Row`; 0 is the document."""

    def __init__(self, context: WindowContext, parent: QObject) -> None:
        super().__init__(parent)
        self.use_context(context)
        self._rows: list[_Row] = []
        self._jobs: dict[int, Job] = {}
        self._meanings: Meanings | None = None
        self._words: tuple[str, ...] = ()
        self._use_font()
        context.theme.changed.connect(self._use_font)

    def show_tree(self, root: Node | None) -> None:
        """Show another document, or none."""
        self.beginResetModel()
        self.close()
        self._rows = [_Row(root, -1, 0)] if root else []
        self.endResetModel()

    def use_meanings(self, meanings: Meanings | None) -> None:
        """Show what the members mean in a third column; None for no such column."""
        if meanings is not None and self._meanings is None:
            self.beginInsertColumns(QModelIndex(), 2, 2)
            self._meanings = meanings
            self.endInsertColumns()
        elif meanings is None and self._meanings is not None:
            self.beginRemoveColumns(QModelIndex(), 2, 2)
            self._meanings = None
            self.endRemoveColumns()
        elif meanings is not self._meanings:
            self._meanings = meanings
            self.layoutChanged.emit()

    def mark(self, words: Sequence[str]) -> None:
        """Mark names and values that contain one of these texts, ignoring case."""
        self._words = tuple(word.casefold() for word in words)
        self.layoutChanged.emit()

    def node(self, index: Index) -> Node | None:
        """The node of a row; the document for an invalid index."""
        return self._rows[self._number(index)].node if self._rows else None

    def _use_font(self) -> None:
        self._font: QFont = self._theme.mono()

    def close(self) -> None:
        """Cancel work."""
        for job in self._jobs.values():
            job.cancel()
        self._jobs.clear()

    @staticmethod
    def _number(index: Index) -> int:
        return int(index.internalId()) if index.isValid() else 0

    def _index(self, number: int) -> QModelIndex:
        return QModelIndex() if number == 0 else self.createIndex(self._rows[number].place, 0, number)

    def _take(self, number: int, found: list[Node]) -> None:
        self._jobs.pop(number, None)
        row = self._rows[number]
        first = len(self._rows)
        if found:
            self.beginInsertRows(self._index(number), 0, len(found) - 1)
        self._rows.extend(_Row(node, number, place) for place, node in enumerate(found))
        row.inside = range(first, first + len(found))
        if found:
            self.endInsertRows()

    # Qt overrides

    def index(self, row: int, column: int, parent: Index = NO_INDEX) -> QModelIndex:
        inside = self._rows[self._number(parent)].inside if self._rows else None
        if inside is None or not 0 <= row < len(inside) or not 0 <= column < self.columnCount():
            return QModelIndex()
        return self.createIndex(row, column, inside[row])

    def parent(self, index: Index = NO_INDEX) -> QModelIndex:  # type: ignore[override]
        return self._index(max(self._rows[self._number(index)].parent, 0)) if index.isValid() else QModelIndex()

    def rowCount(self, parent: Index = NO_INDEX) -> int:
        """The parsed children."""
        if parent.column() > 0 or not self._rows:
            return 0
        return len(self._rows[self._number(parent)].inside or ())

    def columnCount(self, _: Index = NO_INDEX) -> int:
        return 2 if self._meanings is None else 3

    def hasChildren(self, parent: Index = NO_INDEX) -> bool:
        """Whether there are children, parsed or not."""
        return parent.column() <= 0 and bool(self._rows) and self._rows[self._number(parent)].node.opens

    def canFetchMore(self, parent: Index) -> bool:
        """Whether the children are not parsed yet."""
        if not self.hasChildren(parent):
            return False
        number = self._number(parent)
        return self._rows[number].inside is None and number not in self._jobs

    def fetchMore(self, parent: Index) -> None:
        if not self.canFetchMore(parent):
            return
        number = self._number(parent)
        node = self._rows[number].node
        if len(node.raw) <= AT_ONCE:
            self._take(number, children(node))
            return
        self._jobs[number] = self._tasks.compute(
            self, partial(children, node), done=lambda found: self._take(number, found)
        )

    def data(self, index: Index, role: int = DISPLAY) -> Any:
        """Marked text for display, the path in UserRole."""
        node = self._rows[self._number(index)].node
        if role in (DISPLAY, ACCESSIBLE):
            return (_name, _value, self._meaning)[index.column()](node)
        if role == PATH:
            return node.path
        if role == FONT:
            return self._font
        if role == BACKGROUND:
            return self._theme.colour("warn_soft") if self._is_marked(index.column(), node) else None
        if role == FOREGROUND and index.column() == 2:
            return self._theme.colour("muted")
        if role == FOREGROUND:
            name = "json_key" if index.column() == 0 else _COLOURS.get(node.kind, "muted")
            return self._theme.colour("muted" if node.kind == "group" else name)
        if role == TOOLTIP and index.column() == 0:
            return tooltip_text(one_line(node.path, 600))
        if role == TOOLTIP and index.column() == 2:
            return tooltip_text(self._meaning(node))
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = DISPLAY) -> Any:
        if orientation == HORIZONTAL and role == DISPLAY:
            return (self.tr("Field"), self.tr("Value"), self.tr("Meaning"))[section]
        return None

    def _meaning(self, node: Node) -> str:
        if self._meanings is None or node.kind in ("group", "rest") or node.name is None:
            return ""
        return tr(self._meanings.of(node.path, node.raw[:40].decode("utf-8", "replace")))

    def _is_marked(self, column: int, node: Node) -> bool:
        if not self._words or node.opens or column == 2:
            return False
        text = (_name if column == 0 else _value)(node).casefold()
        return any(word in text for word in self._words)


def _name(node: Node) -> str:
    if node.kind == "group":
        return f"[{number(node.first)} … {number(node.first + len(node.group) - 1)}]"
    if node.kind == "rest":
        return "…"
    if isinstance(node.name, int):
        return f"[{node.name}]"
    return one_line(node.name, SHOWN) if node.name else tr("(empty name)")


def _value(node: Node) -> str:
    if node.kind == "group":
        return plural(len(node.group), "1 field", "{count} fields")
    if node.kind == "rest":
        return tr("More fields are not listed here.")
    if node.kind == "string":
        part = node.raw if len(node.raw) <= 8 * SHOWN else node.raw[: 8 * SHOWN]
        return (
            f'"{one_line(node.text(), SHOWN)}"'
            if part is node.raw
            else one_line(part.decode("utf-8", "replace"), SHOWN)
        )
    return one_line(node.raw[: 4 * SHOWN].decode("utf-8", "replace"), SHOWN)
