"""Controls that every form uses instead of Qt's own: the wheel scrolls the page, and pop-ups show whole rows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QComboBox, QDoubleSpinBox, QSpinBox, QWidget

if TYPE_CHECKING:
    from PySide6.QtGui import QWheelEvent


class ComboBox(QComboBox):
    """Keeps its choice under the wheel: the event goes on to whatever scrolls around it."""

    # Qt's own names from here on.

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave it to the page."""
        event.ignore()

    def showPopup(self) -> None:
        """Show all rows that Qt means to show, whole: the first time it measures the list without its border.

        It then shows an arrow for scrolling, which takes room too; so the list grows until none is needed, and then
        shrinks to its rows.
        """
        super().showPopup()
        view = self.view()
        rows = min(self.count(), self.maxVisibleItems()) if self.isEditable() else self.count()
        needed = sum(view.sizeHintForRow(row) for row in range(rows))
        room = self.screen().availableGeometry()
        holder = view.window()
        for _ in range(4):
            lacking = needed - view.viewport().height()
            box = holder.geometry()
            box.setHeight(box.height() + lacking)
            if not lacking or box.height() > room.height():
                break
            if box.bottom() > room.bottom():
                box.moveBottom(room.bottom())
            holder.setGeometry(box)


class SpinBox(QSpinBox):
    """Keeps its number under the wheel."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)

    # Qt's own names from here on.

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave it to the page."""
        event.ignore()


class DoubleSpinBox(QDoubleSpinBox):
    """Keeps its number under the wheel."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)

    # Qt's own names from here on.

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave it to the page."""
        event.ignore()
