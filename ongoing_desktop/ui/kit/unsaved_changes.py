"""A dialog that asks before unsaved changes are lost."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtGui import QCloseEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QLineEdit,
    QListWidget,
    QPlainTextEdit,
    QPushButton,
    QWidget,
)

from ongoing_desktop.ui.kit.dialog import Dialog
from ongoing_desktop.ui.kit.question import ask_before_losing


class UnsavedChangesDialog(Dialog):
    """Handles Escape, Cancel and the window's close button; :meth:`leave` closes without asking.

    *Save* in the question presses the dialog's default button. A dialog that stays open after saving calls
    :meth:`saved_some`, so that it closes then.
    """

    _leaving = False
    _then: Callable[[], None] | None = None
    """Called when everything is saved."""
    _entered_first: tuple[object, ...] = ()

    def unsaved(self) -> str:
        """The unsaved changes as a sentence, empty for none. By default: any input differs from its initial value."""
        return self.tr("Your entries are not saved.") if entered(self) != self._entered_first else ""

    def save_all(self) -> None:
        """Save what :meth:`unsaved` names. If there are problems, show them and stay open."""
        self.press_default()

    def press_default(self) -> None:
        """Press the default button if it is enabled; Ctrl+Enter and Ctrl+S do that in every field."""
        for button in self.findChildren(QPushButton):
            # Not the buttons of the question, which is a child of this dialog.
            if button.window() is self and button.isDefault() and button.isEnabled():
                button.click()
                return

    def saved_some(self) -> None:
        """Something was saved: continue as the user asked when nothing else is unsaved."""
        if (then := self._then) is not None:
            if self.unsaved():
                self.save_all()
            else:
                then()

    def remember(self) -> None:
        """The input as it is now counts as unchanged."""
        self._entered_first = entered(self)

    def leave(self) -> None:
        """Close now, losing changes."""
        self._leaving = True
        self.reject()

    def ask_to_leave(self, what: str, then: Callable[[], None] | None = None) -> None:
        """Ask whether to save, discard or stay. ``then`` is called instead of closing."""
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

    # Qt overrides

    def first_shown(self) -> None:
        """Remember the initial input."""
        self.remember()
        for keys in ("Ctrl+Return", "Ctrl+Enter", "Ctrl+S"):
            QShortcut(QKeySequence(keys), self).activated.connect(self.press_default)

    def accept(self) -> None:
        """Close after saving."""
        self._leaving = True
        super().accept()

    def reject(self) -> None:
        """Escape and Cancel: ask if there are unsaved changes."""
        if self._may_leave():
            super().reject()

    def closeEvent(self, event: QCloseEvent) -> None:
        """The window's close button."""
        if self._may_leave():
            super().closeEvent(event)
        else:
            event.ignore()


def entered(root: QWidget) -> tuple[object, ...]:
    """The content of all inputs inside."""
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
