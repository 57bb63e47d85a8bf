"""Edits the list of a scenario's steps."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from ongoing_desktop.domain.catalogue import Catalogue
from ongoing_desktop.domain.lazy_dataclasses import replace
from ongoing_desktop.domain.scenario import MOST_STEPS, ScenarioStep
from ongoing_desktop.services.scenarios import remarks, step_words
from ongoing_desktop.ui.kit.buttons import push_button
from ongoing_desktop.ui.kit.keyboard import shortcut
from ongoing_desktop.ui.kit.layout import STRETCH, hbox, vbox
from ongoing_desktop.ui.kit.line_table import Column, Line, Lines
from ongoing_desktop.ui.theme import Theme
from ongoing_desktop.wording.language import plural
from ongoing_desktop.wording.times import duration_text


class StepsPane(QWidget):
    """:attr:`steps` are those shown; every change is emitted at once."""

    changed = Signal()
    edit_requested = Signal(int)
    """A step's index; -1 for a new one after the current one."""

    def __init__(self, catalogue: Catalogue, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._catalogue = catalogue
        self.steps: tuple[ScenarioStep, ...] = ()
        columns = (
            Column("#", 44),
            Column(self.tr("When"), 120),
            Column(self.tr("What happens")),
            Column(self.tr("Delivery"), 190),
        )
        self.table = Lines(columns, theme, self, name="scenarioSteps", accessible_name=self.tr("Steps of the scenario"))
        button = partial(push_button, self, theme=theme)
        self._add = button(self.tr("Add"), "addStep", lambda: self.edit_requested.emit(-1), icon="add")
        self._edit = button(self.tr("Edit"), "editStep", lambda: self.edit_requested.emit(self.place), icon="edit")
        self._remove = button(self.tr("Remove"), "removeStep", self._on_remove, icon="delete")
        up, down = self.tr("Move up (Alt+Up)"), self.tr("Move down (Alt+Down)")
        self._up = button("", "stepUp", lambda: self._move(-1), icon="up", tooltip=up)
        self._down = button("", "stepDown", lambda: self._move(1), icon="down", tooltip=down)
        self._up.setAccessibleName(up)
        self._down.setAccessibleName(down)
        vbox(
            (self.table, 1),
            hbox(self._add, self._edit, self._remove, self._up, self._down, STRETCH, margins=(12, 0, 12, 0)),
            on=self,
        )
        self.table.opened.connect(lambda place: self.edit_requested.emit(int(place)))
        self.table.chosen.connect(lambda _: self._enable())
        for keys, verb in (("Alt+Up", -1), ("Alt+Down", 1)):
            shortcut(self.table, keys, partial(self._move, verb))
        shortcut(self.table, Qt.Key.Key_Delete, self._on_remove)

    @property
    def place(self) -> int:
        """The current step's index, -1 for none."""
        return self.table.currentIndex().row()

    def show_steps(self, steps: tuple[ScenarioStep, ...], place: int | None = None) -> None:
        """Show these steps; ``place`` becomes the current one."""
        self.steps = steps
        self.table.show_lines([self._line(number, step) for number, step in enumerate(steps)])
        if place is not None:
            self.table.select_row(place)
        self._enable()

    def put(self, place: int, step: ScenarioStep) -> None:
        """Replace the step at an index; -1: insert it after the current one."""
        steps = list(self.steps)
        if place < 0:
            place = self.place + 1 if self.place >= 0 else len(steps)
            steps.insert(place, step)
        else:
            steps[place] = step
        self._take(steps, place)

    def _line(self, number: int, step: ScenarioStep) -> Line:
        when = self.tr("at once") if number == 0 and not step.after_s else f"+ {duration_text(step.after_s)}"
        leaves = []
        if step.copies > 1:
            leaves.append(self.tr("sent {count} times").format(count=step.copies))
        if step.late:
            leaves.append(plural(step.late, "1 step late", "{count} steps late"))
        remark = remarks(step, self._catalogue)
        what = f"! {step_words(step, self._catalogue)}" if remark else step_words(step, self._catalogue)
        cells = (str(number + 1), when, what, ", ".join(leaves))
        return Line(cells, number, "warn", 2 if remark else 3, tooltip=remark)

    def _on_remove(self) -> None:
        if 0 <= self.place < len(self.steps):
            place = self.place
            self._take([step for number, step in enumerate(self.steps) if number != place], place)

    def _move(self, by: int) -> None:
        place, there = self.place, self.place + by
        if 0 <= place < len(self.steps) and 0 <= there < len(self.steps):
            steps = list(self.steps)
            steps[place], steps[there] = steps[there], steps[place]
            self._take(steps, there)

    def _take(self, steps: list[ScenarioStep], place: int) -> None:
        # A step can be late by at most the number of steps that follow.
        last = len(steps) - 1
        kept = tuple(replace(step, late=min(step.late, last - number)) for number, step in enumerate(steps))
        self.show_steps(kept, min(place, len(kept) - 1))
        self.changed.emit()

    def _enable(self) -> None:
        there = 0 <= self.place < len(self.steps)
        self._edit.setEnabled(there)
        self._remove.setEnabled(there)
        self._up.setEnabled(there and self.place > 0)
        self._down.setEnabled(there and self.place < len(self.steps) - 1)
        self._add.setEnabled(len(self.steps) < MOST_STEPS)
