"""The filter line: suggestions while typing, and a wavy underline for errors."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cache
from typing import Any, Final

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPoint, QPointF, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPolygonF,
    QResizeEvent,
    QStandardItem,
    QStandardItemModel,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QLineEdit,
    QListView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from ongoing_desktop.ui.exchanges.completion import Completion, Suggestion, complete
from ongoing_desktop.ui.kit.controls import LEADING
from ongoing_desktop.ui.kit.plain_text import named
from ongoing_desktop.ui.kit.sizes import SECONDARY, px, with_height
from ongoing_desktop.ui.theme import Theme

WAVE: Final = 2
POPUP: Final = 420
ROW: Final = 28
MOST_ROWS: Final = 9
HINT: Final = int(Qt.ItemDataRole.UserRole)


class _Painter(QStyledItemDelegate):
    """Paints a suggestion with its explanation."""

    def __init__(self, theme: Theme, parent: QObject) -> None:
        super().__init__(parent)
        self._theme = theme

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Any) -> None:
        super().paint(painter, option, index)
        hint = index.data(HINT)
        if not hint:
            return
        painter.save()
        painter.setFont(with_height(option.font, SECONDARY))
        painter.setPen(self._theme.colour("muted"))
        taken = option.fontMetrics.horizontalAdvance(index.data()) + px(24)
        box = option.rect.adjusted(taken, 0, -px(8), 0)
        shown = painter.fontMetrics().elidedText(hint, Qt.TextElideMode.ElideRight, max(box.width(), 0))
        painter.drawText(box, int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter), shown)
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, index: Any) -> Any:
        size = super().sizeHint(option, index)
        size.setHeight(px(ROW))
        return size


class FilterLine(QLineEdit):
    """Down and Ctrl+Space show the suggestions; Tab and Return accept one; Escape closes them."""

    escaped = Signal()

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._values: Callable[[], Mapping[str, Sequence[Suggestion]]] = dict
        self._now = Completion(0)
        self._fault: tuple[int, int] | None = None
        self._offered = QStandardItemModel(self)
        # A child of the window instead of a separate one, so that the line keeps the focus and all keys.
        self._popup = named(QListView(self), "filterSuggestions", self.tr("Suggestions"))
        self._popup.setModel(self._offered)
        self._popup.setItemDelegate(_Painter(theme, self._popup))
        self._popup.setUniformItemSizes(True)
        self._popup.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._popup.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self._popup.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._popup.hide()
        self._popup.clicked.connect(self._on_clicked)
        self.textEdited.connect(lambda _: self.suggest())
        self.retranslate()

    @property
    def suggesting(self) -> bool:
        """Whether suggestions are visible."""
        return not self._popup.isHidden()

    def use_values(self, make: Callable[[], Mapping[str, Sequence[Suggestion]]]) -> None:
        """Use these suggestions, created when something is typed."""
        self._values = cache(make)

    def mark(self, column: int | None) -> None:
        """Underline the term with an error, by its column from 1; None removes the mark."""
        fault = None
        text = self.text()
        if column is not None and text.strip():
            start = min(max(column - 1, 0), max(len(text) - 1, 0))
            while start and text[start].isspace():
                start -= 1
            end = start + 1
            while end < len(text) and not text[end].isspace():
                end += 1
            fault = (start, end)
        if fault != self._fault:
            self._fault = fault
            self.update()

    def suggest(self, *, empty: bool = False) -> None:
        """Show suggestions. ``empty``: even if no term was begun."""
        self._now = complete(self.text(), self.cursorPosition(), self._values())
        begun = self._now.start < self.cursorPosition() or self.text()[: self.cursorPosition()].endswith(":")
        if not self._now.suggestions or not (begun or empty):
            self._popup.hide()
            return
        self._offered.clear()
        for item in self._now.suggestions:
            row = QStandardItem(item.text)
            row.setData(item.hint, HINT)
            row.setAccessibleText(f"{item.text} {item.hint}".strip())
            self._offered.appendRow(row)
        self._popup.setCurrentIndex(QModelIndex())
        self._popup.setParent(self.window())
        rows = min(len(self._now.suggestions), MOST_ROWS)
        place = self.mapTo(self.window(), QPoint(0, self.height() + px(2)))
        room = self.window().height() - place.y() - px(8)
        self._popup.setGeometry(place.x(), place.y(), min(px(POPUP), self.width()), min(px(rows * ROW + 12), room))
        self._popup.show()
        self._popup.raise_()

    def retranslate(self) -> None:
        """Show what can be entered, with an example if there is room for it."""
        example = self.tr("Filter, such as status:4xx")
        fits = self.fontMetrics().horizontalAdvance(example) <= self.width() - px(LEADING + 16)
        self.setPlaceholderText(example if fits else self.tr("Filter"))

    def _on_clicked(self, index: QModelIndex) -> None:
        self._take(index.row())

    def _take(self, row: int) -> None:
        self._popup.hide()
        chosen = self._now.suggestions[row].text
        start, end = self._now.start, self.cursorPosition()
        text = self.text()
        blank = "" if chosen.endswith(":") or text[end : end + 1].isspace() else " "
        self.setText(f"{text[:start]}{chosen}{blank}{text[end:]}")
        self.setCursorPosition(start + len(chosen) + len(blank))
        if chosen.endswith(":"):
            self.suggest()

    def _choose(self, step: int) -> None:
        rows = self._offered.rowCount()
        row = self._popup.currentIndex().row()
        row = (row + step) % rows if row >= 0 else 0 if step > 0 else rows - 1
        self._popup.setCurrentIndex(self._offered.index(row, 0))

    def _suggestion_key(self, event: QKeyEvent) -> bool:
        """Handle a key while suggestions are visible; False if it has its usual meaning."""
        row = self._popup.currentIndex().row()
        match event.key():
            case Qt.Key.Key_Down | Qt.Key.Key_Up:
                self._choose(1 if event.key() == Qt.Key.Key_Down else -1)
            case Qt.Key.Key_Escape:
                self._popup.hide()
            case Qt.Key.Key_Tab:
                self._take(max(row, 0))
            case Qt.Key.Key_Return | Qt.Key.Key_Enter if row >= 0:
                self._take(row)
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                self._popup.hide()
                return False
            case _:
                return False
        return True

    # Qt overrides

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Choose the hint again."""
        super().resizeEvent(event)
        self.retranslate()

    def event(self, event: QEvent) -> bool:
        """Tab accepts a suggestion instead of leaving the line."""
        pressed = event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and self.suggesting
        if pressed and self._suggestion_key(event):  # type: ignore[arg-type]
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Down and Ctrl+Space show suggestions; Escape is emitted as a signal."""
        control = event.modifiers() == Qt.KeyboardModifier.ControlModifier
        if event.key() == Qt.Key.Key_Down or (control and event.key() == Qt.Key.Key_Space):
            self.suggest(empty=True)
        elif event.key() == Qt.Key.Key_Escape:
            self.escaped.emit()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Hide the suggestions."""
        super().focusOutEvent(event)
        self._popup.hide()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the line and the underline."""
        super().paintEvent(event)
        if self._fault is None:
            return
        metrics, text = self.fontMetrics(), self.text()
        cursor = self.cursorRect()
        origin = cursor.left() + cursor.width() / 2 - metrics.horizontalAdvance(text[: self.cursorPosition()])
        left = max(origin + metrics.horizontalAdvance(text[: self._fault[0]]), float(px(28)))
        right = min(origin + metrics.horizontalAdvance(text[: self._fault[1]]), float(self.width() - px(30)))
        base = self.height() / 2 + metrics.ascent() / 2 + px(2)
        wave = px(WAVE)
        points = [
            QPointF(left + step * wave, base + (wave if step % 2 else 0))
            for step in range(max(int((right - left) / wave) + 1, 0))
        ]
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=True)
        painter.setPen(QPen(self._theme.colour("bad"), 1.2))
        painter.drawPolyline(QPolygonF(points))
        painter.end()
