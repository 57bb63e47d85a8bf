"""What the listener of this computer does with a webhook's requests: the part of the editor that Ongoing does not have."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from ongoing_desktop.ui.kit.card import line
from ongoing_desktop.ui.kit.controls import ComboBox
from ongoing_desktop.ui.kit.form_field import Field
from ongoing_desktop.ui.kit.plain_text import label


class ArrivalFields(QWidget):
    """``changed`` names the field that was."""

    changed = Signal(str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._refusal = ComboBox(self)
        self._refusal.setObjectName("onRefusal")
        self._refusal.addItem(self.tr("Mark it and answer normally"), "answer")
        self._refusal.addItem(self.tr("Answer 401, or 503 if unverifiable"), "401")
        self._raw = QCheckBox(self.tr("Keep credentials in the history as received"), self)
        self._raw.setObjectName("keepRaw")
        self._raw_field = Field("", self._raw, self)
        self.refusal_field = Field(self.tr("Wrong credentials"), self._refusal, self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 2, 0, 0)
        column.setSpacing(10)
        column.addWidget(line(self))
        column.addWidget(label(self.tr("When this computer’s listener receives its requests"), self, role="strong"))
        column.addWidget(self.refusal_field)
        column.addWidget(self._raw_field)
        self._refusal.currentIndexChanged.connect(lambda _: self.changed.emit("on_refusal"))
        self._raw.toggled.connect(self._on_raw)

    @property
    def on_refusal(self) -> str:
        """Key of the choice."""
        return str(self._refusal.currentData())

    @property
    def keep_raw(self) -> bool:
        """Whether credentials are kept as received."""
        return self._raw.isChecked()

    def set_values(self, on_refusal: str, *, keep_raw: bool) -> None:
        """Show a webhook's choices."""
        self._refusal.setCurrentIndex(max(0, self._refusal.findData(on_refusal)))
        self._raw.setChecked(keep_raw)

    def _on_raw(self, on: bool) -> None:
        told = self.tr("Anyone who can read the history can then read the password or token.")
        self._raw_field.set_problem(told if on else "")
        self.changed.emit("keep_raw")
