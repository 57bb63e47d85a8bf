"""Edits one step of a reply rule."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPlainTextEdit, QSpinBox, QWidget

from ongoing_desktop.domain.rule_checks import LONGEST_DELAY_MS
from ongoing_desktop.domain.rules import STEP_KINDS, Headers, Step
from ongoing_desktop.ui.kit.buttons import check_box
from ongoing_desktop.ui.kit.controls import combo_box, text_edit
from ongoing_desktop.ui.kit.form_field import Field
from ongoing_desktop.ui.kit.layout import hbox, vbox
from ongoing_desktop.ui.kit.plain_text import label
from ongoing_desktop.ui.kit.sizes import sized
from ongoing_desktop.ui.kit.spin_boxes import spin_box
from ongoing_desktop.ui.listening.rule_texts import kind_word

ANSWERS = ("answer", "half")
ENDS = ("close", "reset")


class StepForm(QWidget):
    """Main thread only. ``changed`` is emitted after every edit by the user. Fields have the names used by problems."""

    changed = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._quiet = False
        self._answers_only = False
        self.kind = combo_box(self, "stepKind")
        for key in STEP_KINDS:
            self.kind.addItem(kind_word(key), key)
        self.status = spin_box(self, "stepStatus", (100, 599), accessible=self.tr("Status"))
        sized(self.status, width=84)
        self.headers = self._text("stepHeaders", lines=3)
        self.headers.setPlaceholderText("Retry-After: 60")
        self.body = self._text("stepBody", lines=4)
        self._delay = self._milliseconds("stepDelay", self.tr("Shortest delay in milliseconds"))
        self._delay_to = self._milliseconds("stepDelayTo", self.tr("Longest delay in milliseconds"))
        self.early = check_box(
            self, self.tr("before the body is read"), "stepBeforeReading", lambda _: self._on_change()
        )
        delays = QWidget(self)
        hbox(
            self._delay,
            label(self.tr("to"), delays, role="muted"),
            self._delay_to,
            (label(self.tr("ms, chosen at random"), delays, role="muted"), 1),
            on=delays,
        )
        self._extra: Mapping[str, Any] = {}
        self.fields: dict[str, Field] = {
            "kind": Field(self.tr("Action"), self.kind, self, self.status),
            "headers": Field(self.tr("Headers"), self.headers, self, tall=True),
            "body": Field(self.tr("Body"), self.body, self, tall=True),
            "delay_ms": Field(self.tr("Delay"), delays, self),
            "before_reading": Field("", self.early, self),
        }
        self.fields["headers"].set_hint(
            self.tr(
                "One per line. Content-Length and Connection are set automatically. Here and in the body, {{body.orderId}}, "
                "{{header.X-Trace}}, {{path}} and {{now}} are filled in."
            )
        )
        vbox(*self.fields.values(), on=self, spacing=10)
        self.kind.currentIndexChanged.connect(lambda _: self._on_change())
        for spin in (self.status, self._delay, self._delay_to):
            spin.valueChanged.connect(lambda _: self._on_change())
        for text in (self.headers, self.body):
            text.textChanged.connect(self._on_change)

    def show_step(self, step: Step) -> None:
        """Show a step without emitting a change."""
        self._quiet = True
        self._extra = step.extra
        self.kind.setCurrentIndex(self.kind.findData(step.kind))
        self.status.setValue(step.status)
        self.headers.setPlainText("\n".join(f"{name}: {value}" for name, value in step.headers))
        self.body.setPlainText(step.body)
        self._delay.setValue(step.delay_ms)
        self._delay_to.setValue(step.delay_to_ms)
        self.early.setChecked(step.before_reading)
        self._quiet = False
        self._arrange()

    def answer_only(self) -> None:
        """Offer only a response without delay."""
        self._answers_only = True
        self.kind.hide()
        self._arrange()

    def step(self) -> Step:
        """The entered step, without values that its kind does not use."""
        kind = self.kind.currentData()
        answers = kind in ANSWERS
        waits = kind != "normal"
        return Step(
            kind,
            status=self.status.value() if answers else 200,
            headers=_headers(self.headers.toPlainText()) if answers else (),
            body=self.body.toPlainText() if answers else "",
            delay_ms=self._delay.value() if waits else 0,
            delay_to_ms=self._delay_to.value() if waits else 0,
            before_reading=self.early.isChecked() and kind in ENDS,
            extra=self._extra,
        )

    def show_problems(self, messages: Mapping[str, str]) -> None:
        """Show sentences by field; those of a header or status at their common control."""
        gathered: dict[str, list[str]] = {}
        for name, text in messages.items():
            first = name.partition(".")[0]
            place = {"status": "kind", "delay_to_ms": "delay_ms"}.get(first, first)
            gathered.setdefault(place, []).append(text)
        for name, field in self.fields.items():
            field.set_problem(" ".join(gathered.get(name, ())))

    def _text(self, name: str, *, lines: int) -> QPlainTextEdit:
        edit = text_edit(self, name, tab_leaves=True, mono=True)
        return sized(edit, lines=(lines, 20))

    def _milliseconds(self, name: str, accessible: str) -> QSpinBox:
        spin = spin_box(self, name, (0, LONGEST_DELAY_MS), accessible=accessible)
        spin.setSingleStep(500)
        sized(spin, width=100)
        return spin

    def _on_change(self) -> None:
        if not self._quiet:
            self._arrange()
            self.changed.emit()

    def _arrange(self) -> None:
        kind = self.kind.currentData()
        self.status.setVisible(kind in ANSWERS)
        for name in ("headers", "body"):
            self.fields[name].setVisible(kind in ANSWERS)
        self.fields["before_reading"].setVisible(kind in ENDS)
        self.fields["delay_ms"].setVisible(kind not in ("normal", "silence") and not self._answers_only)
        self.fields["delay_ms"].set_hint(
            self.tr("How long at most; then it is answered as without a rule. 0: two minutes.")
            if kind == "hold"
            else ""
        )


def _headers(text: str) -> Headers:
    found: list[tuple[str, str]] = []
    for line in text.splitlines():
        if line.strip():
            name, _, value = line.partition(":")
            found.append((name.strip(), value.strip()))
    return tuple(found)
