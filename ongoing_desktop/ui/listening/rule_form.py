"""Edits one reply rule: which requests it matches, and its answers in order."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QComboBox, QListWidget, QWidget

from ongoing_desktop.bodies.visible import one_line
from ongoing_desktop.domain.catalogue import Catalogue
from ongoing_desktop.domain.lazy_dataclasses import replace
from ongoing_desktop.domain.rule_checks import MOST_EVERY, MOST_STEPS
from ongoing_desktop.domain.rule_presets import preset_of
from ongoing_desktop.domain.rules import RULE_VERDICTS, Rule, Step
from ongoing_desktop.domain.settings import Settings
from ongoing_desktop.ui.kit.buttons import push_button
from ongoing_desktop.ui.kit.controls import combo_box, line_edit
from ongoing_desktop.ui.kit.form_field import Field
from ongoing_desktop.ui.kit.layout import STRETCH, line, vbox
from ongoing_desktop.ui.kit.plain_text import label, named
from ongoing_desktop.ui.kit.room import WideEnough
from ongoing_desktop.ui.kit.sizes import sized
from ongoing_desktop.ui.kit.spin_boxes import spin_box
from ongoing_desktop.ui.listening.rule_texts import step_word, steps_word
from ongoing_desktop.ui.listening.step_form import StepForm
from ongoing_desktop.wording.language import translated

METHODS = ("POST", "PUT", "PATCH", "GET", "DELETE", "OPTIONS")


class RuleForm(WideEnough):
    """Main thread only. ``changed`` is emitted after every edit by the user."""

    changed = Signal()

    def __init__(self, catalogue: Catalogue, parent: QWidget) -> None:
        super().__init__(parent)
        self._quiet = False
        self._rule = Rule("", "")
        self._steps: list[Step] = [Step()]
        inner = QWidget(self)
        self.name = line_edit(inner, "ruleName")
        self._method = self._combo("ruleMethod", inner, self.tr("any method"))
        for method in METHODS:
            self._method.addItem(method, method)
        self._path = line_edit(inner, "rulePath", placeholder=self.tr("any path, or /orders/*"))
        self._hook = self._combo("ruleWebhook", inner, self.tr("any, or none"))
        self._verdict = self._combo("ruleVerdict", inner, self.tr("any verdict"))
        for verdict in RULE_VERDICTS:
            self._verdict.addItem(verdict, verdict)
        self._type = self._combo("ruleType", inner, self.tr("any type"))
        for trigger in sorted(catalogue.triggers, key=lambda item: item.title.casefold()):
            self._type.addItem(trigger.title, trigger.key)
        self._type.setMaxVisibleItems(16)
        self._header = line_edit(inner, "ruleHeader", placeholder=self.tr("any header, or X-Trace: 47*"))
        self._body = line_edit(inner, "ruleBody", placeholder=self.tr("any body, or orderStatus.number:>=400"))
        self._every = spin_box(
            inner, "ruleEvery", (1, MOST_EVERY), suffix=f" {self.tr('requests')}", special=self.tr("each request")
        )
        self._every.setPrefix(self.tr("one in "))
        self._list = named(QListWidget(inner), "ruleSteps")
        sized(self._list, height=104)
        self._add = push_button(inner, self.tr("Add"), "stepAdd", self._add_step)
        self._remove = push_button(inner, self.tr("Remove"), "stepRemove", self._remove_step)
        self.step = StepForm(inner)
        self._then = combo_box(inner, "ruleThen")
        self._then.addItem(self.tr("Repeat the last step"), "repeat")
        self._then.addItem(self.tr("Respond as without a rule"), "normal")
        self.fields: dict[str, Field] = self._make_fields(inner)
        self._lay_out(inner)
        self.setWidget(inner)
        self._connect()

    # construction

    def _make_fields(self, inner: QWidget) -> dict[str, Field]:
        buttons = QWidget(inner)
        vbox(self._add, self._remove, STRETCH, on=buttons, spacing=6)
        fields = {
            "name": Field(self.tr("Name"), self.name, inner),
            "match.path": Field(self.tr("Method and path"), self._method, inner, self._path),
            "match.webhook": Field(self.tr("Webhook"), self._hook, inner),
            "match.type": Field(self.tr("Type"), self._type, inner),
            "match.verdict": Field(self.tr("Verdict"), self._verdict, inner),
            "match.header": Field(self.tr("Header"), self._header, inner),
            "match.body": Field(self.tr("Member of the body"), self._body, inner),
            "match.every": Field(self.tr("How often"), self._every, inner),
            "steps": Field(self.tr("Steps, in order"), self._list, inner, buttons, tall=True),
            "then": Field(self.tr("After the last step"), self._then, inner),
        }
        sized(self._method, width=152)
        sized(self._path, least_width=200)
        return fields

    def _lay_out(self, inner: QWidget) -> None:
        column = vbox(
            self.fields["name"],
            line(inner),
            label(self.tr("Which requests"), inner, role="strong"),
            on=inner,
            spacing=10,
            margins=(2, 0, 12, 2),
        )
        for name in (name for name in self.fields if name.startswith("match.")):
            column.addWidget(self.fields[name])
        column.addWidget(line(inner))
        column.addWidget(label(self.tr("Response"), inner, role="strong"))
        column.addWidget(self.fields["steps"])
        column.addWidget(self.step)
        column.addWidget(self.fields["then"])
        column.addStretch(1)

    def _combo(self, name: str, parent: QWidget, any_text: str) -> QComboBox:
        box = combo_box(parent, name)
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        box.setMinimumContentsLength(12)
        box.addItem(any_text, "")
        return box

    def _connect(self) -> None:
        self._every.valueChanged.connect(lambda _: self._on_change())
        for edit in (self.name, self._path, self._header, self._body):
            edit.textChanged.connect(lambda _: self._on_change())
        for box in (self._method, self._hook, self._verdict, self._type, self._then):
            box.currentIndexChanged.connect(lambda _: self._on_change())
        self._list.currentRowChanged.connect(self._on_row)
        self.step.changed.connect(self._on_step)

    # public

    def show_rule(self, rule: Rule, settings: Settings) -> None:
        """Show a rule without emitting a change."""
        self._quiet = True
        self._rule = rule
        self.name.setText(rule.name)
        self._path.setText(rule.match.path)
        self._header.setText(rule.match.header)
        self._body.setText(rule.match.body)
        self._every.setValue(max(rule.match.every, 1))
        self._hook.clear()
        self._hook.addItem(self.tr("any, or none"), "")
        for hook in settings.webhooks:
            self._hook.addItem(one_line(settings.distinct_name(hook), 80), hook.id)
        for box, value in (
            (self._method, rule.match.method),
            (self._hook, rule.match.webhook),
            (self._verdict, rule.match.verdict),
            (self._type, rule.match.type),
            (self._then, rule.then),
        ):
            if box.findData(value) < 0:
                box.addItem(one_line(value, 40), value)
            box.setCurrentIndex(box.findData(value))
        self._steps = list(rule.steps)
        self._show_steps(0)
        self._quiet = False

    def rule(self) -> Rule:
        """The rule as entered."""
        match = replace(
            self._rule.match,
            method=self._method.currentData(),
            path=self._path.text().strip(),
            webhook=self._hook.currentData(),
            verdict=self._verdict.currentData(),
            type=self._type.currentData(),
            header=self._header.text().strip(),
            body=self._body.text().strip(),
            every=self._every.value() if self._every.value() > 1 else 0,
        )
        return replace(
            self._rule,
            name=self.name.text().strip(),
            match=match,
            steps=tuple(self._steps),
            then=self._then.currentData(),
        )

    def show_problems(self, messages: Mapping[str, str]) -> None:
        """Show sentences by the fields of :func:`ongoing_desktop.domain.rule_checks.rule_problems`."""
        mine = {"match.method": "match.path"}
        for name, field in self.fields.items():
            texts = [text for key, text in messages.items() if mine.get(key, key) == name]
            field.set_problem(" ".join(texts))
        current = f"steps.{self._list.currentRow()}."
        self.step.show_problems(
            {key.removeprefix(current): text for key, text in messages.items() if key.startswith(current)}
        )
        elsewhere = sorted(
            {int(key.split(".")[1]) + 1 for key in messages if key.startswith("steps.")} - {self._list.currentRow() + 1}
        )
        if elsewhere and not self.fields["steps"].problem.text():
            numbers = ", ".join(str(number) for number in elsewhere)
            self.fields["steps"].set_problem(self.tr("Correct step {numbers}.").format(numbers=numbers))

    def show_step(self, place: int) -> None:
        """Go to a step, counted from 0."""
        self._list.setCurrentRow(place)

    # slots

    def _on_change(self) -> None:
        if not self._quiet:
            self.changed.emit()

    def _on_row(self, row: int) -> None:
        if 0 <= row < len(self._steps):
            self.step.show_step(self._steps[row])
        self._enable()

    def _on_step(self) -> None:
        row = self._list.currentRow()
        if 0 <= row < len(self._steps):
            before = self._own_name()
            self._steps[row] = self.step.step()
            self._rename(before)
            self._list.item(row).setText(self._step_text(row))
            self._on_change()

    def _add_step(self) -> None:
        before = self._own_name()
        row = self._list.currentRow() + 1
        self._steps.insert(row, self._steps[row - 1] if row else Step())
        self._show_steps(row)
        self._rename(before)
        self._on_change()

    def _remove_step(self) -> None:
        before, row = self._own_name(), self._list.currentRow()
        del self._steps[row]
        self._show_steps(min(row, len(self._steps) - 1))
        self._rename(before)
        self._on_change()

    # private

    def _own_name(self) -> str:
        """The default name of a rule with these steps."""
        steps, then = tuple(self._steps), self._then.currentData()
        preset = preset_of(steps, then)
        return translated(preset.title) if preset else steps_word(replace(self._rule, steps=steps, then=then))

    def _rename(self, before: str) -> None:
        """Update a default name to the new steps."""
        if self.name.text() == before:
            self.name.setText(self._own_name())

    def _step_text(self, row: int) -> str:
        return f"{row + 1}.  {step_word(self._steps[row], long=True)}"

    def _show_steps(self, current: int) -> None:
        with QSignalBlocker(self._list):
            self._list.clear()
            self._list.addItems([self._step_text(row) for row in range(len(self._steps))])
            self._list.setCurrentRow(current)
        self._on_row(current)

    def _enable(self) -> None:
        self._add.setEnabled(len(self._steps) < MOST_STEPS)
        self._remove.setEnabled(len(self._steps) > 1)
