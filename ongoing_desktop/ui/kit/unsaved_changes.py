"""A dialog that asks before what was entered in it and not saved is lost."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtGui import QCloseEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QAbstractSpinBox,
    QCheckBox,
    QComboBox,
    QLineEdit,
    QListWidget,
    QPlainTextEdit,
    QPushButton,
    QWidget,
)

from ongoing_desktop.ui.kit.dialog import Dialog
from ongoing_desktop.ui.shell.notifier import ask_before_losing

INPUTS: Final = (QLineEdit, QPlainTextEdit, QComboBox, QAbstractSpinBox, QCheckBox, QListWidget)


class UnsavedChangesDialog(Dialog):
    """Escape, Cancel and the window's close button all come here; :meth:`leave` closes without asking.

    *Save* in the question presses the dialog's default button. A dialog that stays open after saving calls
    :meth:`saved_some`, so that it closes then.
    """

    _leaving = False
    _then: Callable[[], None] | None = None
    """What follows when everything is saved."""
    _entered_first: tuple[object, ...] = ()

    def unsaved(self) -> str:
        """What would be lost, as a sentence; empty when nothing would be. Usually: any input differs from the first."""
        return self.tr("Your entries are not saved.") if entered(self) != self._entered_first else ""

    def save_all(self) -> None:
        """Save what :meth:`unsaved` names; what is wrong with it is shown, and the dialog stays."""
        self.press_default()

    def press_default(self) -> None:
        """Press the default button if it can be used; Ctrl+Enter and Ctrl+S do that in every field."""
        for button in self.findChildren(QPushButton):
            # Not those of the question itself, which is a child of this dialog.
            if button.window() is self and button.isDefault() and button.isEnabled():
                button.click()
                return

    def saved_some(self) -> None:
        """Something was saved; go on where the user asked for that, once nothing else is unsaved."""
        if (then := self._then) is not None:
            if self.unsaved():
                self.save_all()
            else:
                then()

    def leave(self) -> None:
        """Close now, whatever is lost."""
        self._leaving = True
        self.reject()

    def ask_to_leave(self, what: str, then: Callable[[], None] | None = None) -> None:
        """Ask whether to save, to lose it, or to stay; ``then`` follows instead of closing."""
        go = then or self.leave

        def save() -> None:
            self._then = go
            self.save_all()

        self._then = None
        ask_before_losing(self, what, save=save, leave=go)

    def _may_leave(self) -> bool:
        if self._leaving or not (what := self.unsaved()):
            return True
        self.ask_to_leave(what)
        return False

    # Qt's own names from here on.

    def first_shown(self) -> None:
        """Remember what is entered before the user does anything."""
        self._entered_first = entered(self)
        for keys in ("Ctrl+Return", "Ctrl+Enter", "Ctrl+S"):
            QShortcut(QKeySequence(keys), self).activated.connect(self.press_default)

    def accept(self) -> None:
        """What was entered is saved."""
        self._leaving = True
        super().accept()

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


def entered(root: QWidget) -> tuple[object, ...]:
    """What is entered and chosen in all inputs inside."""
    found: list[object] = []
    for widget in root.findChildren(QWidget):
        match widget:
            case QLineEdit() | QPlainTextEdit() if widget.isReadOnly():
                continue
            case QLineEdit():
                found.append(widget.text())
            case QPlainTextEdit():
                found.append(widget.toPlainText())
            case QComboBox():
                found.append(widget.currentText())
            case QCheckBox():
                found.append(widget.isChecked())
            case QListWidget():
                found.append(tuple(widget.item(row).text() for row in range(widget.count())))
    return tuple(found)
