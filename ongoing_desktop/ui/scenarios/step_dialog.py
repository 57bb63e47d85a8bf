"""Edits one step of a scenario: the event, its time, and how it is sent."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QComboBox, QWidget

from ongoing_desktop.bodies.visible import one_line
from ongoing_desktop.domain.catalogue import Trigger
from ongoing_desktop.domain.errors import UsageError
from ongoing_desktop.domain.scenario import LONGEST_GAP_S, MOST_COPIES, ScenarioStep, scenario_step_problems
from ongoing_desktop.domain.settings import System
from ongoing_desktop.domain.statuses import Status, statuses_of
from ongoing_desktop.formats.scenario import parse_values
from ongoing_desktop.services.scenarios import remarks
from ongoing_desktop.ui.context import WindowContext
from ongoing_desktop.ui.kit.buttons import check_box, push_button
from ongoing_desktop.ui.kit.controls import combo_box, line_edit, text_edit
from ongoing_desktop.ui.kit.form_field import Field
from ongoing_desktop.ui.kit.layout import hbox
from ongoing_desktop.ui.kit.plain_text import label
from ongoing_desktop.ui.kit.sizes import sized
from ongoing_desktop.ui.kit.spin_boxes import double_spin_box, spin_box
from ongoing_desktop.ui.kit.unsaved_changes import UnsavedChangesDialog
from ongoing_desktop.wording.messages import error_sentence, problem_sentence


class StepDialog(UnsavedChangesDialog):
    """``taken`` receives the step. ``left``: the number of steps after it."""

    def __init__(
        self,
        context: WindowContext,
        parent: QWidget,
        step: ScenarioStep | None,
        system: System | None,
        left: int,
        taken: Callable[[ScenarioStep], None],
    ) -> None:
        title = parent.tr("Add step") if step is None else parent.tr("Edit step")
        super().__init__(parent, "stepDialog", title, size=(600, 0))
        self._services = context.services
        self._system = system
        self._left = left
        self._taken = taken
        self._make_controls()
        self._lay_out()
        self.trigger.currentIndexChanged.connect(lambda _: self._on_trigger())
        self.trigger.currentIndexChanged.connect(self._remark)
        self.status.currentTextChanged.connect(self._remark)
        self.values.textChanged.connect(self._remark)
        self._show(step or ScenarioStep(trigger="order-created"))
        self._remark()
        for field in self._fields.values():
            field.forget_on_edit()

    def step(self) -> ScenarioStep:
        """The entered step. Raises UsageError if the values are not a JSON object."""
        return ScenarioStep(
            trigger=str(self.trigger.currentData()),
            after_s=self.after.value(),
            from_status=_number(self.from_status),
            status=_number(self.status),
            transporter=self.transporter.currentText().strip(),
            with_order=self.with_order.isChecked() and self.with_order.isVisibleTo(self),
            copies=self.copies.value(),
            late=self.late.value(),
            values=parse_values(self.values.toPlainText()),
        )

    def _make_controls(self) -> None:
        self.trigger = combo_box(self, "stepTrigger")
        for family in self._services.catalogue:
            for trigger in family.triggers:
                self.trigger.addItem(trigger.title, trigger.key)
        self.after = double_spin_box(
            self, "stepAfter", (0, LONGEST_GAP_S), decimals=1, suffix=self.tr(" s after the step before")
        )
        self.from_status = self._statuses("stepFromStatus")
        self.status = self._statuses("stepStatus")
        self.transporter = combo_box(self, "stepTransporter", editable=True)
        if (line := self.transporter.lineEdit()) is not None:
            line.setPlaceholderText(self.tr("none"))
        self.transporter.addItems(["", *(self._system.transporters if self._system else ())])
        self.with_order = check_box(self, self.tr("The line was created with its purchase order"), "stepWithOrder")
        self.copies = spin_box(
            self, "stepCopies", (1, MOST_COPIES), suffix=self.tr(" × (repeats)"), special=self.tr("once")
        )
        self.late = spin_box(
            self, "stepLate", (0, max(0, self._left)), suffix=self.tr(" steps late"), special=self.tr("in order")
        )
        self.values = text_edit(
            self, "stepValues", tab_leaves=True, placeholder='{"orderStatus.number": 400}', mono=True
        )
        sized(self.values, height=84)
        self._save = push_button(self, self.tr("OK"), "stepSave", self._on_save, default=True)

    def _statuses(self, name: str) -> QComboBox:
        box = combo_box(self, name, editable=True)
        box.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        return box

    def _lay_out(self) -> None:
        change = QWidget(self)
        hbox((self.from_status, 1), label("→", self), (self.status, 1), on=change)
        leaves = QWidget(self)
        hbox((self.copies, 1), (self.late, 1), on=leaves)
        self._fields = {
            "trigger": Field(self.tr("What happens"), self.trigger, self),
            "after": Field(self.tr("When"), self.after, self),
            "status": Field(self.tr("Status"), change, self),
            "transporter": Field(self.tr("Transporter"), self.transporter, self),
            "with_order": Field(self.tr("Purchase order"), self.with_order, self),
            "copies": Field(self.tr("Delivery"), leaves, self),
            "values": Field(self.tr("Values"), self.values, self, tall=True),
        }
        self._fields["values"].set_hint(
            self.tr(
                "JSON values set in this payload, by field path. {new} is replaced by a number not used in "
                "any earlier run."
            )
        )
        self.from_status.setAccessibleName(self.tr("Status before"))
        self.status.setAccessibleName(self.tr("Status reached"))
        self.copies.setAccessibleName(self.tr("How often the event is sent"))
        self.late.setAccessibleName(self.tr("How many steps later it is sent"))
        self.add(*self._fields.values())
        self.end_with(self.tr("Cancel"), self._save)

    def _show(self, step: ScenarioStep) -> None:
        self.trigger.choose(step.trigger)
        self._on_trigger()
        self.after.setValue(step.after_s)
        for box, number in ((self.from_status, step.from_status), (self.status, step.status)):
            place = box.findData(number)
            if place >= 0:
                box.setCurrentIndex(place)
            else:
                box.setEditText("" if number is None else str(number))
        self.transporter.setEditText(step.transporter)
        self.with_order.setChecked(step.with_order)
        self.copies.setValue(step.copies)
        self.late.setValue(step.late)
        self.values.setPlainText(json.dumps(dict(step.values), ensure_ascii=False) if step.values else "")

    def _on_trigger(self) -> None:
        trigger = self._services.catalogue.trigger(str(self.trigger.currentData()))
        names = self._status_set(trigger)
        known = statuses_of(self._system, names, self._services.statuses) if names else ()
        self._fill(self.from_status, known)
        self._fill(self.status, known)
        self._fields["status"].setVisible(bool(names))
        self._fields["transporter"].setVisible(_has(trigger, "transporter-list"))
        self._fields["with_order"].setVisible(_has(trigger, "boolean"))

    def _status_set(self, trigger: Trigger | None) -> str:
        """The set of statuses of the family's events; empty if the events have no status."""
        family = self._services.catalogue.family(trigger.family) if trigger else None
        triggers = family.triggers if family else ()
        return next((item.status_set for one in triggers for item in one.settings if item.status_set), "")

    @staticmethod
    def _fill(box: QComboBox, known: tuple[Status, ...]) -> None:
        before = box.currentText()
        box.clear()
        box.addItem("", None)
        for status in known:
            box.addItem(one_line(status.label, 40), status.number)
        place = box.findText(before)
        box.setCurrentIndex(max(0, place))
        if place < 0:
            box.setEditText(before)

    def _remark(self) -> None:
        """Show for which values the trigger does not fire. The step can be saved nevertheless."""
        try:
            step = self.step()
        except UsageError:
            return
        self._fields["status"].set_hint(one_line(remarks(step, self._services.catalogue), 400))

    def _on_save(self) -> None:
        for field in self._fields.values():
            field.set_problem("")
        for box in (self.from_status, self.status):
            if box.isVisibleTo(self) and box.currentText().strip() and _number(box) is None:
                self._fields["status"].set_problem(self.tr("Enter the status as a whole number, or leave it empty."))
                return
        try:
            step = self.step()
        except UsageError as error:
            self._fields["values"].set_problem(error_sentence(error))
            return
        for problem in scenario_step_problems(step, self._services.catalogue, left=self._left):
            name = problem.field.partition(".")[2]
            self._fields["copies" if name == "late" else name].set_problem(problem_sentence(problem))
            return
        self._taken(step)
        self.accept()


class ScenarioDialog(UnsavedChangesDialog):
    """Name, description and shared values. ``taken`` receives them."""

    def __init__(self, parent: QWidget, name: str, description: str, values: Any, taken: Callable[..., None]) -> None:
        lead = parent.tr("Saved in the data folder. An existing scenario with this name is replaced.")
        super().__init__(parent, "scenarioDialog", parent.tr("Save scenario"), lead=lead, size=(600, 420))
        self._taken = taken
        self.name = line_edit(self, "scenarioName", name)
        self.description = line_edit(self, "scenarioDescription", description)
        self.values = text_edit(self, "scenarioValues", tab_leaves=True, mono=True)
        self.values.setPlainText(json.dumps(dict(values), ensure_ascii=False, indent=2) if values else "")
        self._name = Field(self.tr("Name"), self.name, self)
        self._values = Field(self.tr("Values"), self.values, self, tall=True)
        self._values.set_hint(
            self.tr(
                "JSON values set in every payload, by field name. {new} is replaced by a number not used "
                "in any earlier run."
            )
        )
        for field in (self._name, self._values):
            field.forget_on_edit()
        self.add(
            self._name,
            Field(self.tr("Description"), self.description, self),
            (self._values, 1),
        )
        save = push_button(self, self.tr("Save"), "scenarioSave", self._on_save, default=True)
        self.end_with(self.tr("Cancel"), save)

    def _on_save(self) -> None:
        self._name.set_problem("" if self.name.text().strip() else self.tr("Enter a name for the scenario."))
        try:
            values = parse_values(self.values.toPlainText())
        except UsageError as error:
            self._values.set_problem(error_sentence(error))
            return
        if self.name.text().strip():
            self._taken(self.name.text().strip(), self.description.text().strip(), values)
            self.accept()


def _number(box: QComboBox) -> int | None:
    text = box.currentText().strip()
    if text == box.itemText(box.currentIndex()) and isinstance(box.currentData(), int):
        return int(box.currentData())
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else None


def _has(trigger: Trigger | None, kind: str) -> bool:
    return trigger is not None and any(item.type == kind for item in trigger.settings)
