"""How the local listener treats a webhook's requests: the part of the editor that Ongoing does not have."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ongoing_desktop.ui.kit.buttons import check_box
from ongoing_desktop.ui.kit.controls import combo_box
from ongoing_desktop.ui.kit.form_field import Field
from ongoing_desktop.ui.kit.layout import line, vbox
from ongoing_desktop.ui.kit.plain_text import label


class ArrivalFields(QWidget):
    """``changed`` carries the name of the field."""

    changed = Signal(str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._refusal = combo_box(self, "onRefusal")
        self._refusal.addItem(self.tr("Mark it and answer normally"), "answer")
        self._refusal.addItem(self.tr("Answer 401, or 503 if unverifiable"), "401")
        self._raw = check_box(self, self.tr("Keep credentials in the history as received"), "keepRaw", self._on_raw)
        self._raw_field = Field("", self._raw, self)
        self.refusal_field = Field(self.tr("Wrong credentials"), self._refusal, self)
        vbox(
            line(self),
            label(self.tr("When this computer’s listener receives its requests"), self, role="strong"),
            self.refusal_field,
            self._raw_field,
            on=self,
            spacing=10,
            margins=(0, 2, 0, 0),
        )
        self._refusal.currentIndexChanged.connect(lambda _: self.changed.emit("on_refusal"))

    @property
    def on_refusal(self) -> str:
        """Key of the choice."""
        return str(self._refusal.currentData())

    @property
    def keep_raw(self) -> bool:
        """Whether credentials are stored unredacted."""
        return self._raw.isChecked()

    def set_values(self, on_refusal: str, *, keep_raw: bool) -> None:
        """Show a webhook's choices."""
        self._refusal.setCurrentIndex(max(0, self._refusal.findData(on_refusal)))
        self._raw.setChecked(keep_raw)

    def _on_raw(self, on: bool) -> None:
        message = self.tr("Anyone who can read the history can then read the password or token.")
        self._raw_field.set_problem(message if on else "")
        self.changed.emit("keep_raw")
