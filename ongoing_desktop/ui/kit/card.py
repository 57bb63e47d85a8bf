"""A surface with a 1-pixel border and rounded corners."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QWidget

from ongoing_desktop.ui.kit.layout import vbox
from ongoing_desktop.ui.kit.sizes import sized


class Card(QFrame):
    """Contains one thing; :attr:`body` is its layout."""

    def __init__(self, parent: QWidget, *, margin: int = 0, spacing: int = 8) -> None:
        super().__init__(parent)
        self.setProperty("card", True)
        self.body = vbox(on=self, spacing=spacing, margins=(margin, margin, margin, margin))


def line(parent: QWidget) -> QFrame:
    """A thin horizontal line."""
    made = QFrame(parent)
    made.setProperty("line", True)
    sized(made, height=1)
    return made
