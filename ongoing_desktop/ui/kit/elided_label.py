"""A one-line label that shortens its text to the available width; the tooltip has the full text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from ongoing_desktop.ui.kit.plain_text import announce, set_tooltip
from ongoing_desktop.ui.kit.sizes import px

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtGui import QResizeEvent


class ElidedLabel(QLabel):
    """Shows the first of its texts that fits, else the last one shortened. Takes any width that the layout leaves.

    ``live``: screen readers speak its new texts.
    """

    def __init__(
        self,
        parent: QWidget,
        *,
        role: str = "",
        mode: Qt.TextElideMode = Qt.TextElideMode.ElideRight,
        live: bool = False,
    ) -> None:
        super().__init__(parent)
        self._texts: tuple[str, ...] = ("",)
        self._mode = mode
        self._live = live
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        if role:
            self.setProperty("role", role)

    def set_texts(self, texts: Sequence[str]) -> None:
        """Set variants of a text from the longest to the shortest."""
        if self._live and texts and texts[0] != self._texts[0]:
            announce(self, texts[0], urgent=self.property("role") == "problem")
        self._texts = tuple(texts) or ("",)
        set_tooltip(self, self._texts[0])
        self.setAccessibleName(self._texts[0])
        self.updateGeometry()
        self._show()

    def translate_texts(self, read: Callable[[str], str]) -> None:
        """Replace the texts by their translations."""
        self.set_texts([read(text) for text in self._texts])

    def _show(self) -> None:
        metrics, room = self.fontMetrics(), self.contentsRect().width()
        fitting = (text for text in self._texts if metrics.horizontalAdvance(text) <= room)
        chosen = next(fitting, metrics.elidedText(self._texts[-1], self._mode, room))
        if chosen != self.text():
            super().setText(chosen)

    # Qt overrides

    def setText(self, text: str) -> None:
        """Set a text without variants."""
        self.set_texts([text])

    def minimumSizeHint(self) -> QSize:
        """A very small width is enough, and none if the last variant is empty."""
        return QSize(px(30) if self._texts[-1] else 0, super().minimumSizeHint().height())

    def changeEvent(self, event: QEvent) -> None:
        """Choose the text again for another font."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._show()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Choose the text again."""
        super().resizeEvent(event)
        self._show()
