"""Paints the exchange table: two-line cells, pills with sign, text and colour, soft selection, no grid."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen, QPixmap
from PySide6.QtWidgets import QApplication, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from ongoing_desktop.ui.exchanges.exchange_columns import PLACES
from ongoing_desktop.ui.exchanges.exchange_texts import Line, Pill
from ongoing_desktop.ui.exchanges.exchanges_model import ExchangesModel
from ongoing_desktop.ui.kit.sizes import SECONDARY, px, with_height
from ongoing_desktop.ui.theme import Theme

ROW_HEIGHT: Final = {False: 48, True: 24}
"""Height of a row in units, by whether rows are compact."""
PAD: Final = 10
PILL_HEIGHT: Final = {False: 22, True: 18}
SIGN: Final = 9
FOLD: Final = 28
"""Space for the expand sign, and indentation of rows in a group, in units."""
WHAT: Final = PLACES["what"]
_LEFT: Final = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
# Plain numbers, because combining enum members takes a considerable part of a repaint.
_SELECTED: Final = QStyle.StateFlag.State_Selected.value
_FOCUS: Final = QStyle.StateFlag.State_HasFocus.value
_MOST_KEPT: Final = 4_000
"""Maximum number of cached measurements; beyond that the cache is cleared."""
_ELIDE: Final = Qt.TextElideMode.ElideRight


class ExchangeDelegate(QStyledItemDelegate):
    """Reads the model's lines directly, because a role per string would take most of a repaint."""

    def __init__(self, model: ExchangesModel, theme: Theme, parent: QObject) -> None:
        super().__init__(parent)
        self._model = model
        self._theme = theme
        self._painters: dict[str, Callable[[QPainter, QRect, Line], None]] = {
            "time": self._time,
            "two": self._two,
            "mono": self._mono_text,
            "verdict": lambda painter, box, line: self._pill(painter, box, line.verdict),
            "answer": lambda painter, box, line: self._pill(painter, box, line.answer),
        }
        """By the kind of a column. What is missing is painted as its text."""
        self._refresh()
        theme.changed.connect(self._refresh)

    def _refresh(self) -> None:
        self._colours = {
            name: self._theme.colour(name)
            for name in (
                "text", "muted", "line", "accent", "accent_soft", "raised",
                "good", "good_soft", "bad", "bad_soft", "warn", "warn_soft",
            )
        }  # fmt: skip
        self._compact = self._theme.compact
        self._pad, self._fold_width, self._line, self._pill_height, self._sign, self._unit = map(
            px, (PAD, FOLD, 18, PILL_HEIGHT[self._compact], SIGN, 1)
        )
        body = QFont(QApplication.font())
        self._body = body
        self._strong = QFont(body)
        self._strong.setWeight(QFont.Weight.DemiBold)
        self._small = with_height(body, SECONDARY)
        self._mono = self._theme.mono()
        self._pill_font = QFont(self._small)
        self._pill_font.setWeight(QFont.Weight.Medium)
        self._pill_metrics = QFontMetrics(self._pill_font)
        self._fits: dict[tuple[str, int, int], str] = {}
        self._pills: dict[tuple[Pill, int, float], QPixmap] = {}
        self._metrics = {id(font): QFontMetrics(font) for font in (self._body, self._strong, self._small, self._mono)}

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        box: QRect = option.rect
        state = option.state.value
        column = index.column()
        if state & _SELECTED:
            painter.fillRect(box, self._colours["accent_soft"])
        painter.setPen(self._colours["line"])
        painter.drawLine(box.left(), box.bottom(), box.right(), box.bottom())
        if state & _SELECTED and column == 0:
            painter.fillRect(QRect(box.left(), box.top(), 3 * self._unit, box.height()), self._colours["accent"])
        line = self._model.line_at(index.row())
        inside = box.adjusted(self._pad, 0, -4 * self._unit, -1)
        if line is None:  # not loaded yet
            if column == 0:
                self._text(painter, inside, "…", self._mono, "muted")
        elif (paint := self._painters.get(self._model.columns[column].kind)) is None:
            self._text(painter, inside, self._model.columns[column].text(line), self._body, "text")
        else:
            if column == WHAT and self._model.grouping is not None:
                inside = self._fold(painter, inside, index.row())
            paint(painter, inside, line)
        if state & _FOCUS and column == 0:
            painter.setPen(QPen(self._colours["accent"], 1.4))
            painter.drawLine(box.left(), box.top(), box.left(), box.bottom())

    def sizeHint(self, _: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """Fixed height; the header decides the width."""
        return QSize(px(self._model.columns[index.column()].width), px(ROW_HEIGHT[self._compact]))

    def _fold(self, painter: QPainter, box: QRect, place: int) -> QRect:
        """Draw the expand sign; returns the rest of the cell."""
        if fold := self._model.fold_at(place):
            unit = self._unit
            x, y = box.left() + 4.0 * unit, box.center().y()
            points = ((0, -4), (5, 0), (0, 4)) if fold == "closed" else ((-2, -2), (2.5, 3), (7, -2))
            painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=True)
            painter.setPen(QPen(self._colours["text"], 1.6))
            painter.drawPolyline([QPointF(x + right * unit, y + down * unit) for right, down in points])
            painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
        elif self._model.is_child(place):
            return box.adjusted(self._fold_width + self._pad, 0, 0, 0)
        return box.adjusted(self._fold_width - self._pad, 0, 0, 0)

    def _text(self, painter: QPainter, box: QRect, text: str, font: QFont, colour: str) -> None:
        painter.setFont(font)
        painter.setPen(self._colours[colour])
        key = (text, box.width(), id(font))
        painter.drawText(box, _LEFT, self._fits.get(key) or self._fitting(key, font))

    def _fitting(self, key: tuple[str, int, int], font: QFont) -> str:
        """The text elided to the available width, cached because measuring takes longer than drawing."""
        text, width, _ = key
        metrics = self._metrics[id(font)]
        shown = text[:300]
        if metrics.horizontalAdvance(shown) > width:
            # Elide an address in the middle: host and path both matter.
            mode = Qt.TextElideMode.ElideMiddle if font is self._mono else _ELIDE
            shown = metrics.elidedText(shown, mode, width)
        if len(self._fits) >= _MOST_KEPT:
            self._fits.clear()
        self._fits[key] = shown
        return shown

    def _time(self, painter: QPainter, box: QRect, line: Line) -> None:
        if not line.date or self._compact:
            self._text(painter, box, f"{line.date} {line.time}".strip(), self._mono, "text")
            return
        upper, lower = self._halves(box)
        self._text(painter, upper, line.time, self._mono, "text")
        self._text(painter, lower, line.date, self._small, "muted")

    def _two(self, painter: QPainter, box: QRect, line: Line) -> None:
        if self._compact:
            self._text(painter, box, line.title, self._strong, "text")
            taken = self._metrics[id(self._strong)].horizontalAdvance(line.title) + self._pad
            if taken < box.width() - self._line:
                self._text(painter, box.adjusted(taken, 0, 0, 0), line.facts, self._small, "muted")
            return
        upper, lower = self._halves(box)
        self._text(painter, upper, line.title, self._strong, "text")
        self._text(painter, lower, line.facts, self._small, "muted")

    def _mono_text(self, painter: QPainter, box: QRect, line: Line) -> None:
        self._text(painter, box, line.request, self._mono, "text")

    def _pill(self, painter: QPainter, box: QRect, pill: Pill) -> None:
        """Draw a pill from a cached picture, because rounded shapes are slow to draw and few are different."""
        width = max(box.width(), 1)
        ratio = painter.device().devicePixelRatioF()
        key = (pill, width, ratio)
        picture = self._pills.get(key)
        if picture is None:
            if len(self._pills) >= _MOST_KEPT // 10:
                self._pills.clear()
            picture = self._pills[key] = self._picture(pill, width, ratio)
        painter.drawPixmap(box.left(), box.top() + (box.height() - self._pill_height) // 2, picture)

    def _picture(self, pill: Pill, room: int, ratio: float) -> QPixmap:
        tone = self._colours["muted" if pill.tone == "quiet" else pill.tone]
        soft = self._colours["raised" if pill.tone == "quiet" else f"{pill.tone}_soft"]
        height, side = self._pill_height, px(9)
        sign = self._sign + px(6) if pill.sign else 0
        width = min(self._pill_metrics.horizontalAdvance(pill.word) + sign + 2 * side, room)
        picture = QPixmap(round(width * ratio), round(height * ratio))
        picture.setDevicePixelRatio(ratio)
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=True)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(soft)
        painter.drawRoundedRect(QRectF(0, 0, width, height), height / 2, height / 2)
        if pill.sign:
            draw_sign(painter, pill.sign, QRectF(side, (height - self._sign) / 2, self._sign, self._sign), tone)
        painter.setFont(self._pill_font)
        painter.setPen(tone)
        words = QRect(side + sign, 0, width - 2 * side - sign + 2, height)
        word = pill.word
        if self._pill_metrics.horizontalAdvance(word) > words.width():
            word = self._pill_metrics.elidedText(word, _ELIDE, words.width())
        painter.drawText(words, _LEFT, word)
        painter.end()
        return picture

    def _halves(self, box: QRect) -> tuple[QRect, QRect]:
        middle = box.top() + box.height() // 2
        return (
            QRect(box.left(), middle - self._line, box.width(), self._line),
            QRect(box.left(), middle, box.width(), self._line),
        )


def draw_sign(painter: QPainter, sign: str, box: QRectF, colour: QColor) -> None:
    """Draw a sign of a few strokes, independent of fonts."""
    pen = QPen(colour, 0.18 * box.width())
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    x, y, w = box.left(), box.top(), box.width()

    def stroke(*points: tuple[float, float]) -> None:
        painter.drawPolyline([QPointF(x + right * w, y + down * w) for right, down in points])

    match sign:
        case "check":
            stroke((0.02, 0.55), (0.36, 0.9), (0.98, 0.12))
        case "cross":
            stroke((0.1, 0.1), (0.9, 0.9))
            stroke((0.9, 0.1), (0.1, 0.9))
        case "ring":
            painter.drawEllipse(box.adjusted(0.1 * w, 0.1 * w, -0.1 * w, -0.1 * w))
        case "dash":
            stroke((0.05, 0.5), (0.95, 0.5))
        case "bang":
            stroke((0.5, 0.02), (0.5, 0.58))
            stroke((0.5, 0.95), (0.5, 0.96))
        case "question":
            stroke((0.2, 0.28), (0.32, 0.06), (0.68, 0.06), (0.82, 0.28), (0.5, 0.5), (0.5, 0.62))
            stroke((0.5, 0.97), (0.5, 0.98))
        case _:  # arrow: sent from here
            stroke((0.1, 0.9), (0.9, 0.1))
            stroke((0.3, 0.1), (0.9, 0.1), (0.9, 0.7))
