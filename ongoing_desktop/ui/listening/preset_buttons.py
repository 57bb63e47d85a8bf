"""The page that stands where no rule is yet: every preset as a button."""

from __future__ import annotations

from functools import partial
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QPushButton, QVBoxLayout, QWidget

from ongoing_desktop.domain.rule_presets import PRESETS
from ongoing_desktop.ui.kit.plain_text import label

COLUMNS: Final = 3


class PresetButtons(QWidget):
    """``chosen`` carries the preset's key."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(96, 0, 96, 0)
        column.setSpacing(12)
        column.addStretch(1)
        heading = label(self.tr("No rule: every request is answered with 200"), self, role="heading", wrap=True)
        told = self.tr("Try how a sender reacts to other responses. One click adds and enables a rule.")
        for text in (heading, label(told, self, role="muted", wrap=True)):
            text.setAlignment(Qt.AlignmentFlag.AlignCenter)
            column.addWidget(text)
        grid = QGridLayout()
        grid.setSpacing(8)
        for number, preset in enumerate(PRESETS.values()):
            button = QPushButton(preset.title, self)
            button.setObjectName(f"preset-{preset.key}")
            button.setAutoDefault(False)
            button.clicked.connect(partial(self._choose, preset.key))
            grid.addWidget(button, number // COLUMNS, number % COLUMNS)
        column.addLayout(grid)
        column.addStretch(2)

    def _choose(self, key: str) -> None:
        self.chosen.emit(key)
