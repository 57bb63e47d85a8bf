"""The page shown while there is no rule: every preset as a button."""

from __future__ import annotations

from functools import partial
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from ongoing_desktop.domain.rule_presets import PRESETS
from ongoing_desktop.ui.kit.buttons import push_button
from ongoing_desktop.ui.kit.layout import STRETCH, vbox
from ongoing_desktop.ui.kit.plain_text import paragraph
from ongoing_desktop.ui.kit.sizes import sized
from ongoing_desktop.wording.language import translated

COLUMNS: Final = 3


class PresetButtons(QWidget):
    """``chosen`` carries the preset's key."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        column = vbox(STRETCH, on=self, spacing=12, margins=(96, 0, 96, 0))
        heading = paragraph(self.tr("No rule: every request is answered with 200"), self, "heading")
        message = self.tr("Try how a sender reacts to other responses. One click adds and enables a rule.")
        for text in (heading, paragraph(message, self, "muted")):
            text.setAlignment(Qt.AlignmentFlag.AlignCenter)
            column.addWidget(text)
        grid = QGridLayout()
        sized(grid, spacing=8)
        for number, preset in enumerate(PRESETS.values()):
            button = push_button(self, translated(preset.title), f"preset-{preset.key}")
            button.clicked.connect(partial(self._choose, preset.key))
            grid.addWidget(button, number // COLUMNS, number % COLUMNS)
        column.addLayout(grid)
        column.addStretch(2)

    def _choose(self, key: str) -> None:
        self.chosen.emit(key)
