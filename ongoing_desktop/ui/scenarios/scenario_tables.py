"""The tables of a scenario: its steps, to be edited, and the webhooks that fire for each event."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from ongoing_desktop.bodies.visible import one_line
from ongoing_desktop.domain.catalogue import Catalogue
from ongoing_desktop.domain.lazy_dataclasses import replace
from ongoing_desktop.domain.scenario import MOST_STEPS, ScenarioStep
from ongoing_desktop.domain.sent import Sent
from ongoing_desktop.services.scenarios import Event, Run, remarks, step_words
from ongoing_desktop.ui.kit.buttons import push_button
from ongoing_desktop.ui.kit.keyboard import shortcut
from ongoing_desktop.ui.kit.layout import STRETCH, hbox, vbox
from ongoing_desktop.ui.kit.line_table import Column, Line, Lines
from ongoing_desktop.ui.simulate.play import TONES
from ongoing_desktop.ui.theme import Theme
from ongoing_desktop.wording.language import plural
from ongoing_desktop.wording.messages import sentence
from ongoing_desktop.wording.times import duration_text

RESULT = 3


class StepsPane(QWidget):
    """Edits the list of steps. :attr:`steps` are those shown; every change is emitted at once."""

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
        self.table = Lines(self, "scenarioSteps", self.tr("Steps of the scenario"), columns, theme)
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


class OutcomeTable(Lines):
    """The plan before a run, the results during and after it: one line per event and webhook of its type.

    :attr:`opened` carries an exchange's id.
    """

    def __init__(self, catalogue: Catalogue, theme: Theme, parent: QWidget) -> None:
        columns = (
            Column("#", 44),
            Column(parent.tr("What happens"), 256),
            Column(parent.tr("Webhook"), 176),
            Column(parent.tr("Result"), 116),
            Column(parent.tr("Why")),
        )
        accessible = parent.tr("Webhooks that fire for each event")
        super().__init__(parent, "scenarioOutcome", accessible, columns, theme)
        self._catalogue = catalogue

    def show_run(self, run: Run | None, *, over: bool = False) -> None:
        """Show these events. ``over``: it was cancelled."""
        over = over or (run is not None and run.state != "playing")
        by_event = run.by_event() if run else {}
        self.show_lines(
            [
                line
                for event in (run.events if run else ())
                for line in self._lines_of(event, by_event.get(event.due.number, []), over=over)
            ]
        )

    def _lines_of(self, event: Event, deliveries: Sequence[Sent], *, over: bool) -> list[Line]:
        number, what = str(event.due.number), step_words(event.due.step, self._catalogue)
        found = [self._delivery(event, what, item, over=over) for item in deliveries]
        for who in event.hears:
            if not who.fires:
                why = one_line(sentence(who.code, who.params), 200)
                cells = (number, what, one_line(who.hook.name, 60), self.tr("does not fire"), why)
                found.append(Line(cells, quiet=True))
        return found or [
            Line((number, what, "", self.tr("no webhook"), self.tr("No webhook of this type.")), quiet=True)
        ]

    def _delivery(self, event: Event, what: str, sent: Sent, *, over: bool) -> Line:
        name = one_line(sent.hook.name, 60) if sent.hook else ""
        again = f" ({sent.attempt} ×)" if sent.attempt > 1 else ""
        why = one_line(sentence(sent.code, sent.params), 200) if sent.code else sent.took
        cells = (str(event.due.number), what, f"{name}{again}", self._result(event, sent, over=over), why)
        return Line(
            cells, sent.exchange_id, TONES[sent.state], RESULT if sent.done else -1, quiet=over and not sent.done
        )

    def _result(self, event: Event, sent: Sent, *, over: bool) -> str:
        match sent.state:
            case "planned" if over:
                return self.tr("not sent")
            case "planned" if event.state == "planned":
                return self.tr("would be sent")
            case "planned" | "sending":
                return "…"
            case "cancelled":
                return self.tr("cancelled")
        return "✕" if sent.code else sent.result
