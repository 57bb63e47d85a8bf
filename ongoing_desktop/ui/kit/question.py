"""Questions in a box that does not block the program."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox, QPushButton, QWidget

from ongoing_desktop.ui.kit.plain_text import restyle
from ongoing_desktop.wording.language import translated as tr

if TYPE_CHECKING:
    from collections.abc import Callable


class Answer(NamedTuple):
    """The text of a button, and what it runs."""

    text: str
    run: Callable[[], object]
    look: Literal["primary", "danger"] = "primary"


def ask(
    parent: QWidget, title: str, text: str, *answers: Answer, details: str = "", default: bool = False
) -> QMessageBox:
    """Ask a question. Escape is Cancel, which runs nothing. Enter is Cancel too, or with ``default`` the first answer."""
    box = QMessageBox(parent)
    box.setObjectName("confirmation")
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setWindowTitle(title)
    box.setText(text)
    box.setInformativeText(details)
    role = QMessageBox.ButtonRole
    buttons: dict[QPushButton, Callable[[], object]] = {}
    for answer in answers:
        button = box.addButton(answer.text, role.DestructiveRole if buttons else role.AcceptRole)
        button.setProperty(answer.look, True)
        restyle(button)
        buttons[button] = answer.run
    stay = box.addButton(QMessageBox.StandardButton.Cancel)
    box.setDefaultButton(next(iter(buttons)) if default else stay)
    box.setEscapeButton(stay)
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    box.buttonClicked.connect(lambda button: buttons.get(button, int)())
    box.open()
    return box


def ask_before_losing(
    parent: QWidget, what: str, *, save: Callable[[], object], leave: Callable[[], object]
) -> QMessageBox:
    """Ask before unsaved changes are lost; ``what`` names them."""
    lose = Answer(tr("Leave without saving"), leave, "danger")
    return ask(parent, tr("Leave without saving?"), what, Answer(tr("Save"), save), lose)
