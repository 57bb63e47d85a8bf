"""Asks for the name under which something is saved."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from ongoing_desktop.domain.saved_request import LONGEST_NAME
from ongoing_desktop.ui.kit.buttons import push_button
from ongoing_desktop.ui.kit.controls import line_edit
from ongoing_desktop.ui.kit.dialog import Dialog
from ongoing_desktop.ui.kit.form_field import Field


class NameDialog(Dialog):
    """Show it with ``open()``. ``taken`` receives the name."""

    def __init__(self, parent: QWidget, title: str, lead: str, name: str, taken: Callable[[str], None]) -> None:
        super().__init__(parent, "nameDialog", title, lead=lead, size=(460, 0))
        self._taken = taken
        self.name = line_edit(self, "savedName", name)
        self.name.setMaxLength(LONGEST_NAME)
        self._save = push_button(self, self.tr("Save"), "saveNamed", self._on_save, default=True)
        self.add(Field(self.tr("Name"), self.name, self))
        self.end_with(self.tr("Cancel"), self._save)
        self.name.textChanged.connect(lambda _: self._use_text())
        self.name.selectAll()
        self._use_text()

    def _use_text(self) -> None:
        self._save.setEnabled(bool(self.name.text().strip()))

    def _on_save(self) -> None:
        self.accept()
        self._taken(self.name.text().strip())
