"""A form field: label, control, and the problem below."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QGridLayout, QLabel, QSizePolicy, QWidget

from ongoing_desktop.domain.problems import Problem
from ongoing_desktop.ui.kit.layout import hbox
from ongoing_desktop.ui.kit.plain_text import describe, label, paragraph, restyle, show_text
from ongoing_desktop.ui.kit.reading_order import reading_order
from ongoing_desktop.ui.kit.sizes import sized
from ongoing_desktop.wording.messages import problem_sentence

NAME_WIDTH: Final = 118
UNLIMITED: Final = (1 << 24) - 1
"""Qt's QWIDGETSIZE_MAX: the default maximum width of a widget."""


class Field(QWidget):
    """``control`` is one widget or several side by side; the first one is named after the field."""

    def __init__(self, title: str, control: QWidget, parent: QWidget, *beside: QWidget, tall: bool = False) -> None:
        super().__init__(parent)
        self.control = control
        self._beside = beside
        self._title = title
        self._name = label(title, self)
        sized(self._name, width=NAME_WIDTH)
        self._name.setWordWrap(True)
        first = control if control.focusPolicy() else next(reading_order(control), control)
        self._name.setBuddy(first)
        for widget in (control, *beside):
            if not widget.accessibleName() and not isinstance(widget, QAbstractButton | QLabel):
                widget.setAccessibleName(title)
        self.problem = paragraph("", self, "problem")
        self.problem.hide()
        self.hint = paragraph("", self, "secondary")
        self.hint.hide()
        row = hbox((control, 1))
        for widget in beside:
            row.addWidget(widget, 0, Qt.AlignmentFlag.AlignTop)
        if control.maximumWidth() < UNLIMITED:
            row.addStretch(1)
        grid = QGridLayout(self)
        sized(grid, margins=(0, 0, 0, 0), gaps=(12, 3))
        top = Qt.AlignmentFlag.AlignTop if tall else Qt.AlignmentFlag.AlignVCenter
        grid.addWidget(self._name, 0, 0, top)
        grid.addLayout(row, 0, 1)
        grid.addWidget(self.problem, 1, 1)
        grid.addWidget(self.hint, 2, 1)
        grid.setColumnStretch(1, 1)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)

    def set_problem(self, text: str) -> None:
        """Show a problem, empty for none. Assistive technology reads it as the control's description."""
        if text == self.problem.text() and self.problem.isHidden() == (not text):
            return
        show_text(self.problem, text)
        describe(self.control, text)
        if bool(self.control.property("problem")) != bool(text):
            restyle(self.control, problem=bool(text))

    def forget_on_edit(self) -> None:
        """Remove the problem as soon as something is entered, for forms that are checked only when saved."""
        for part in (self.control, *self.control.findChildren(QWidget), *self._beside):
            for name in ("textChanged", "currentTextChanged", "valueChanged", "toggled"):
                if (signal := getattr(part, name, None)) is not None:
                    signal.connect(self._forget)

    def _forget(self, *_: object) -> None:
        self.set_problem("")

    def set_hint(self, text: str) -> None:
        """Set a quiet line below."""
        show_text(self.hint, text)


def show_problems(fields: Mapping[str, Field], problems: Sequence[Problem]) -> list[str]:
    """Show each problem beside the field that it names; returns the sentences of those that name no such field."""
    sentences: dict[str, list[str]] = {key: [] for key in fields}
    others = [problem_sentence(item) for item in problems if item.field not in fields]
    for item in problems:
        if item.field in fields:
            sentences[item.field].append(problem_sentence(item))
    for key, field in fields.items():
        field.set_problem(" ".join(sentences[key]))
    return others


def facts(parent: QWidget, rows: Iterable[tuple[str, QWidget]]) -> QGridLayout:
    """Names in a column, and what each is in the next one."""
    grid = QGridLayout()
    sized(grid, gaps=(16, 6))
    grid.setColumnStretch(1, 1)
    for place, (title, shown) in enumerate(rows):
        grid.addWidget(label(title, parent, role="muted"), place, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(shown, place, 1)
    return grid
