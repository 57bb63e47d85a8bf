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
from PySide6.QtWidgets import QApplication, QStyledItemDelegate, QStyleOptionViewItem, QTableView

from ongoing_desktop.ui.kit.sizes import SECONDARY, px, sized, with_height
from ongoing_desktop.ui.kit.table import viewport_of
from ongoing_desktop.ui.theme import Theme
from ongoing_desktop.ui.webhooks.webhooks_model import PAINTED, Painted

Index = QModelIndex | QPersistentModelIndex

ROW_HEIGHT: Final = {False: 52, True: 26}
"""Height of a row in units, by whether rows are compact."""
PAD: Final = 10
MOST_UNITS: Final = 40
"""The largest size in units that is drawn. Sizes are looked up, because calculating them takes part of a repaint."""


class WebhooksDelegate(QStyledItemDelegate):
    """One for the whole table. Main thread only."""

    switched = Signal(str, bool)
    """Id and the wanted state."""
    test_requested = Signal(str)

    def __init__(self, theme: Theme, view: QTableView) -> None:
        super().__init__(view)
        self._theme = theme
        self._view = view
        self._refresh()
        theme.changed.connect(self._refresh)

    def _refresh(self) -> None:
        theme = self._theme
        self._compact = theme.compact
        self._px = [px(units) for units in range(MOST_UNITS + 1)]
        self._pad = self._px[PAD]
        self._body = QFont(QApplication.font())
        self._strong = QFont(self._body)
        self._strong.setWeight(theme.strong)
        self._small = with_height(self._body, SECONDARY)
        self._pill = QFont(self._small)
        self._pill.setWeight(theme.strong)
        self._mono = theme.mono()
        sized(self._view, rows=ROW_HEIGHT[self._compact])
        viewport_of(self._view).update()

    def text_width(self, index: Index) -> int:
        """The width that a cell's text needs, with margins."""
        cell: Painted = index.data(PAINTED)
        text, look = cell.text, cell.look
        if look == "pill":
            return QFontMetrics(self._pill).horizontalAdvance(text) + 2 * self._pad + self._px[18]
        if look == "button":
            return QFontMetrics(self._body).horizontalAdvance(text) + 2 * self._pad + self._px[26]
        return QFontMetrics(self._body).horizontalAdvance(text) + 2 * self._pad

    # drawing

    def _background(self, painter: QPainter, option: Any, index: Index) -> None:
        from PySide6.QtWidgets import QStyle  # noqa: PLC0415 - many enumerations, and a list without rows needs none

        rect: QRect = option.rect
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.fillRect(rect, self._theme.colours["selection" if selected else "surface"])
        painter.setPen(QPen(self._theme.colours["line"], 1))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        header = self._view.horizontalHeader()
        if selected and self._view.hasFocus() and index.column() == header.logicalIndexAt(-header.offset()):
            painter.fillRect(
                QRect(rect.left(), rect.top() + self._px[6], self._px[3], rect.height() - self._px[13]),
                self._theme.colours["accent"],
            )

    def _lines(self, painter: QPainter, rect: QRect, cell: Painted, first_font: QFont) -> None:
        warns = cell.look == "two-line" and cell.row.attention
        if self._compact:
            self._one_line(painter, rect.adjusted(self._pad, 0, -self._pad, 0), cell, first_font, warns=bool(warns))
            return
        inner = rect.adjusted(self._pad, self._px[7], -self._pad, -self._px[8])
        half = inner.height() // 2
        top = QRect(inner.left(), inner.top(), inner.width(), half)
        bottom = QRect(inner.left(), inner.top() + half, inner.width(), inner.height() - half)
        self._text(painter, top, cell.text, first_font, "text", middle=True)
        self._text(painter, bottom, cell.second, self._small, "warn" if warns else "muted")

    def _one_line(self, painter: QPainter, rect: QRect, cell: Painted, first_font: QFont, *, warns: bool) -> None:
        self._text(painter, rect, cell.text, first_font, "text", middle=True)
        taken = QFontMetrics(first_font).horizontalAdvance(cell.text) + self._pad
        if taken < rect.width() - self._px[40]:
            rest = rect.adjusted(taken, 0, 0, 0)
            self._text(painter, rest, cell.second, self._small, "warn" if warns else "muted")

    def _text(
        self, painter: QPainter, rect: QRect, text: str, font: QFont, colour: str, *, middle: bool = False
    ) -> None:
        painter.setFont(font)
        painter.setPen(self._theme.colours[colour])
        mode = Qt.TextElideMode.ElideMiddle if middle else Qt.TextElideMode.ElideRight
        shown = QFontMetrics(font).elidedText(text, mode, rect.width())
        painter.drawText(rect, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft), shown)

    def _switch(self, painter: QPainter, rect: QRect, on: bool) -> None:
        high = self._px[14 if self._compact else 17]
        track = QRectF(rect.left() + self._pad + self._px[2], rect.center().y() - high // 2, self._px[30], high)
        painter.setPen(Qt.PenStyle.NoPen if on else QPen(self._theme.colours["line_strong"], 1))
        painter.setBrush(self._theme.colours["accent" if on else "raised"])
        painter.drawRoundedRect(track, high / 2, high / 2)
        inner = high - 4
        knob = QRectF(track.right() - inner - 2 if on else track.left() + 2, track.top() + 2, inner, inner)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.colours["accent_text" if on else "line_strong"])
        painter.drawEllipse(knob)

    def _result(self, painter: QPainter, rect: QRect, cell: Painted) -> None:
        two = bool(cell.second) and not self._compact
        upper = QRect(rect.left(), rect.top() + self._px[5], rect.width(), self._px[22]) if two else rect
        self._pill_cell(painter, upper, cell.text, cell.row.test_kind)
        if two:
            below = QRect(rect.left() + self._pad, upper.bottom() + 1, rect.width() - self._pad, self._px[19])
            self._text(painter, below, cell.second, self._small, "muted")

    def _pill_cell(self, painter: QPainter, rect: QRect, text: str, kind: str) -> None:
        high = self._px[18 if self._compact else 21]
        width = min(QFontMetrics(self._pill).horizontalAdvance(text) + self._px[18], rect.width() - self._pad)
        area = QRectF(rect.left() + self._pad, rect.center().y() - high // 2, width, high)
        soft, strong = {
            "good": ("good_soft", "good"),
            "bad": ("bad_soft", "bad"),
            "warn": ("warn_soft", "warn"),
            "info": ("accent_soft", "text"),
        }.get(kind, ("raised", "muted"))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.colours[soft])
        painter.drawRoundedRect(area, high / 2, high / 2)
        self._text(painter, area.toRect().adjusted(self._px[9], 0, -self._px[8], 0), text, self._pill, strong)

    def _button(self, painter: QPainter, rect: QRect, text: str) -> None:
        area = QRectF(self._button_rect(rect))
        painter.setPen(QPen(self._theme.colours["line_field"], 1))
        painter.setBrush(self._theme.colours["surface"])
        painter.drawRoundedRect(area.adjusted(0.5, 0.5, -0.5, -0.5), self._px[8], self._px[8])
        painter.setFont(self._body)
        painter.setPen(self._theme.colours["text"])
        painter.drawText(area, int(Qt.AlignmentFlag.AlignCenter), text)

    def _button_rect(self, rect: QRect) -> QRect:
        high = self._px[22 if self._compact else 27]
        return QRect(
            rect.left() + self._px[4], rect.center().y() - high // 2, rect.width() - self._px[4] - self._pad, high
        )

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
            self._text(painter, rect.adjusted(self._pad, 0, -self._pad, 0), cell.text, self._body, "text")
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: ARG002
        """All rows have the same height."""
        return QSize(self.text_width(index), self._view.verticalHeader().defaultSectionSize())

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
