"""The phases of a test's time as a bar, with a legend of colours, names and durations."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QSizePolicy, QWidget

from ongoing_desktop.domain.sending import Timing
from ongoing_desktop.ui.exchanges.exchange_texts import took_text
from ongoing_desktop.ui.kit.sizes import SECONDARY, px, sized, with_height
from ongoing_desktop.ui.theme import Theme

BAR: Final = 8
GAP: Final = 2
LEAST: Final = 4
"""Minimum width in units of a very short phase."""
LINE: Final = 18


class TimingBar(QWidget):
    """Phases that did not happen are left out."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._phases: list[tuple[str, float, str]] = []
        self._refresh()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self._refresh)

    def show_timing(self, timing: Timing) -> None:
        """Show these phases."""
        named = (
            (self.tr("DNS"), timing.dns_ms, "bad"),
            (self.tr("connect"), timing.connect_ms, "muted"),
            (self.tr("TLS"), timing.tls_ms, "json_word"),
            (self.tr("send"), timing.send_ms, "warn"),
            (self.tr("wait"), timing.wait_ms, "accent"),
            (self.tr("receive"), timing.receive_ms, "good"),
        )
        self._phases = [(name, value, colour) for name, value, colour in named if value is not None]
        self.setVisible(bool(self._phases))
        self._fit()
        self.setAccessibleName(self.tr("Timing"))
        self.setAccessibleDescription(", ".join(f"{name} {took_text(value)}" for name, value, _ in self._phases))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(px(320), self.height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the bar and the legend below it."""
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        least, gap = self._px[LEAST], self._px[GAP]
        room = self.width() - gap * max(len(self._phases) - 1, 0) - least * len(self._phases)
        left = 0.0
        for _, value, colour in self._phases:
            width = least + max(room, 0) * value / self._total
            painter.setBrush(self._colours[colour])
            painter.drawRoundedRect(QRectF(left, self._px[2], width, self._px[BAR]), self._px[3], self._px[3])
            left += width + gap
        self._legend(painter)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A narrow legend takes two lines."""
        super().resizeEvent(event)
        self._fit()

    def _refresh(self) -> None:
        self._font = with_height(QApplication.font(), SECONDARY)
        self._px = [px(units) for units in range(LINE + 1)]  # once instead of at every repaint
        self._fit()
        self.update()

    def _fit(self) -> None:
        # Once instead of at every repaint.
        self._legends = self._places()
        self._colours = {
            name: self._theme.colours[name] for name in ("muted", *[colour for *_, colour in self._phases])
        }
        self._total = sum([value for _, value, _ in self._phases]) or 1.0
        lines = self._legends[-1][0] + 1 if self._legends else 1
        sized(self, height=BAR + 6 + LINE * lines)

    def _places(self) -> list[tuple[int, float, str, str]]:
        """Line, left edge, text and colour of each entry."""
        metrics = QFontMetrics(self._font)
        found: list[tuple[int, float, str, str]] = []
        line, left = 0, 0.0
        for name, value, colour in self._phases:
            text = f"{name} {took_text(value)}"
            width = metrics.horizontalAdvance(text) + self._px[13]
            if left and left + width > self.width():
                line, left = line + 1, 0.0
            found.append((line, left, text, colour))
            left += width + self._px[15]
        return found

    def _legend(self, painter: QPainter) -> None:
        painter.setFont(self._font)
        metrics = QFontMetrics(self._font)
        for line, left, text, colour in self._legends:
            middle = self._px[BAR + 6] + self._px[LINE] * line + self._px[LINE] / 2
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self._colours[colour])
            painter.drawEllipse(QPointF(left + self._px[4], middle), self._px[7] / 2, self._px[7] / 2)
            painter.setPen(self._colours["muted"])
            painter.drawText(QPointF(left + self._px[13], middle + metrics.ascent() / 2 - 1), text)
