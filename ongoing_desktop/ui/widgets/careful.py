"""A dialog that asks before what was changed in it and not saved is lost."""

from __future__ import annotations

from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QDialog, QWidget


class CarefulDialog(QDialog):
    """Escape, Cancel and the window's close button all come here; :meth:`leave` closes without asking."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._leaving = False

    def unsaved(self) -> str:
        """What would be lost, as a sentence; empty when nothing would be."""
        raise NotImplementedError

    def ask_to_leave(self, what: str) -> None:
        """Ask; whoever agrees leads to :meth:`leave`."""
        raise NotImplementedError

    def leave(self) -> None:
        """Close now, whatever is lost."""
        self._leaving = True
        self.reject()

    def _may_leave(self) -> bool:
        if self._leaving or not (what := self.unsaved()):
            return True
        self.ask_to_leave(what)
        return False

    # Qt's own names from here on.

    def reject(self) -> None:
        """Escape and Cancel: ask when something would be lost."""
        if self._may_leave():
            super().reject()

    def closeEvent(self, event: QCloseEvent) -> None:
        """The window's close button."""
        if self._may_leave():
            super().closeEvent(event)
        else:
            event.ignore()
