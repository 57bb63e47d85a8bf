"""Draws the list of webhooks: switch, two lines, pill, button. Text is drawn literally, never as markup."""

from __future__ import annotations

from typing import Any, Final

from PySide6.QtCore import (
    QAbstractItemModel,
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFont, QFontMetrics, QMouseEvent, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QTableView

from ongoing_desktop.ui.theme import BODY_PX, SECONDARY_PX, Theme
from ongoing_desktop.ui.webhooks.webhooks_model import PAINTED, Painted

Index = QModelIndex | QPersistentModelIndex

ROW_HEIGHT: Final = 52
PAD: Final = 10


class WebhooksDelegate(QStyledItemDelegate):
    """One for the whole table. Main thread only."""

    switched = Signal(str, bool)
    """Id and the wanted state."""
    test_requested = Signal(str)

    def __init__(self, theme: Theme, view: QTableView) -> None:
        super().__init__(view)
        self._theme = theme
        self._view = view
        body = QFont(view.font())
        body.setPixelSize(BODY_PX)
        self._body = body
        self._strong = QFont(body)
        self._strong.setWeight(theme.strong)
        self._small = QFont(body)
        self._small.setPixelSize(SECONDARY_PX)
        self._pill = QFont(self._small)
        self._pill.setWeight(theme.strong)
        self._mono = theme.mono()
        theme.changed.connect(view.viewport().update)

    def text_width(self, index: Index) -> int:
        """The width that a cell's text needs, with margins."""
        cell: Painted = index.data(PAINTED)
        text, look = cell.text, cell.look
        if look == "pill":
            return QFontMetrics(self._pill).horizontalAdvance(text) + 2 * PAD + 18
        if look == "button":
            return QFontMetrics(self._body).horizontalAdvance(text) + 2 * PAD + 26
        return QFontMetrics(self._body).horizontalAdvance(text) + 2 * PAD

    # drawing

    def _background(self, painter: QPainter, option: Any, index: Index) -> None:
        rect: QRect = option.rect
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.fillRect(rect, self._theme.colours["selection" if selected else "surface"])
        painter.setPen(QPen(self._theme.colours["line"], 1))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        if selected and self._view.hasFocus() and index.column() == self._first_column():
            painter.fillRect(QRect(rect.left(), rect.top() + 6, 3, rect.height() - 13), self._theme.colours["accent"])

    def _first_column(self) -> int:
        header = self._view.horizontalHeader()
        for place in range(header.count()):
            if not header.isSectionHidden(number := header.logicalIndex(place)):
                return number
        return 0

    def _lines(self, painter: QPainter, rect: QRect, cell: Painted, first_font: QFont) -> None:
        inner = rect.adjusted(PAD, 7, -PAD, -8)
        half = inner.height() // 2
        top = QRect(inner.left(), inner.top(), inner.width(), half)
        bottom = QRect(inner.left(), inner.top() + half, inner.width(), inner.height() - half)
        self._text(painter, top, cell.text, first_font, "text", middle=first_font is self._mono)
        warns = cell.look == "two-line" and cell.row.attention
        self._text(painter, bottom, cell.second, self._small, "warn" if warns else "muted")

    def _text(
        self, painter: QPainter, rect: QRect, text: str, font: QFont, colour: str, *, middle: bool = False
    ) -> None:
        painter.setFont(font)
        painter.setPen(self._theme.colours[colour])
        mode = Qt.TextElideMode.ElideMiddle if middle else Qt.TextElideMode.ElideRight
        shown = QFontMetrics(font).elidedText(text, mode, rect.width())
        painter.drawText(rect, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft), shown)

    def _switch(self, painter: QPainter, rect: QRect, on: bool) -> None:
        track = QRectF(rect.left() + PAD + 2, rect.center().y() - 8, 30, 17)
        painter.setPen(Qt.PenStyle.NoPen if on else QPen(self._theme.colours["line_strong"], 1))
        painter.setBrush(self._theme.colours["accent" if on else "raised"])
        painter.drawRoundedRect(track, 8.5, 8.5)
        knob = QRectF(track.right() - 15 if on else track.left() + 2, track.top() + 2, 13, 13)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.colours["accent_text" if on else "line_strong"])
        painter.drawEllipse(knob)

    def _result(self, painter: QPainter, rect: QRect, cell: Painted) -> None:
        upper = QRect(rect.left(), rect.top() + 5, rect.width(), 22) if cell.second else rect
        self._pill_cell(painter, upper, cell.text, cell.row.test_kind)
        if cell.second:
            below = QRect(rect.left() + PAD, upper.bottom() + 1, rect.width() - PAD, 19)
            self._text(painter, below, cell.second, self._small, "muted")

    def _pill_cell(self, painter: QPainter, rect: QRect, text: str, kind: str) -> None:
        width = min(QFontMetrics(self._pill).horizontalAdvance(text) + 18, rect.width() - PAD)
        area = QRectF(rect.left() + PAD, rect.center().y() - 10, width, 21)
        soft, strong = {
            "good": ("good_soft", "good"),
            "bad": ("bad_soft", "bad"),
            "warn": ("warn_soft", "warn"),
            "info": ("accent_soft", "text"),
        }.get(kind, ("raised", "muted"))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.colours[soft])
        painter.drawRoundedRect(area, 10.5, 10.5)
        self._text(painter, area.toRect().adjusted(9, 0, -8, 0), text, self._pill, strong)

    def _button(self, painter: QPainter, rect: QRect, text: str) -> None:
        area = QRectF(self._button_rect(rect))
        painter.setPen(QPen(self._theme.colours["line_field"], 1))
        painter.setBrush(self._theme.colours["surface"])
        painter.drawRoundedRect(area.adjusted(0.5, 0.5, -0.5, -0.5), 8, 8)
        painter.setFont(self._body)
        painter.setPen(self._theme.colours["text"])
        painter.drawText(area, int(Qt.AlignmentFlag.AlignCenter), text)

    def _button_rect(self, rect: QRect) -> QRect:
        return QRect(rect.left() + 4, rect.center().y() - 13, rect.width() - 4 - PAD, 27)

    # Qt overrides

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._background(painter, option, index)
        rect: QRect = option.rect
        cell: Painted = index.data(PAINTED)
        if cell.look == "switch":
            self._switch(painter, rect, cell.row.hook.enabled)
        elif cell.look == "two-line":
            self._lines(painter, rect, cell, self._strong)
        elif cell.look == "url":
            self._lines(painter, rect, cell, self._mono)
        elif cell.look == "pill":
            self._result(painter, rect, cell)
        elif cell.look == "button":
            self._button(painter, rect, cell.text)
        else:
            self._text(painter, rect.adjusted(PAD, 0, -PAD, 0), cell.text, self._body, "text")
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: ARG002
        """All rows have the same height."""
        return QSize(self.text_width(index), ROW_HEIGHT)

    def editorEvent(self, event: QEvent, model: QAbstractItemModel, option: QStyleOptionViewItem, index: Index) -> bool:
        """A click on the switch or on Test."""
        cell: Painted = index.data(PAINTED)
        if event.type() != QEvent.Type.MouseButtonRelease or not isinstance(event, QMouseEvent):
            return super().editorEvent(event, model, option, index) if cell.look != "switch" else True
        if event.button() != Qt.MouseButton.LeftButton:
            return False
        hook, rect = cell.row.hook, option.rect
        if cell.look == "switch":
            self.switched.emit(hook.id, not hook.enabled)
            return True
        if cell.look == "button" and self._button_rect(rect).contains(event.position().toPoint()):
            self.test_requested.emit(hook.id)
            return True
        return False
