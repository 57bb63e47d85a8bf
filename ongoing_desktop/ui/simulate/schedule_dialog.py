"""Edits one schedule: what is sent, to which receiver, and when."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Final, cast

from PySide6.QtWidgets import QWidget

from ongoing_desktop.bodies.visible import one_line
from ongoing_desktop.domain.day import DAYS
from ongoing_desktop.domain.lazy_dataclasses import replace
from ongoing_desktop.domain.probing import PROFILES
from ongoing_desktop.domain.problems import Problem
from ongoing_desktop.domain.schedules import MOST_MINUTES, SCHEDULE_KINDS, Schedule, ScheduleKind, schedule_problems
from ongoing_desktop.domain.targets import UNCONFIRMED, Confirmation, NeedsConfirmation
from ongoing_desktop.services.scenario_library import Entry
from ongoing_desktop.services.sending import CannotSend
from ongoing_desktop.ui.composer.target_safety import ask_target
from ongoing_desktop.ui.context import InContext, WindowContext
from ongoing_desktop.ui.kit.buttons import push_button
from ongoing_desktop.ui.kit.controls import combo_box, line_edit
from ongoing_desktop.ui.kit.file_dialogs import ask_open_path
from ongoing_desktop.ui.kit.form_field import Field, show_problems
from ongoing_desktop.ui.kit.layout import hbox
from ongoing_desktop.ui.kit.plain_text import paragraph, show_text
from ongoing_desktop.ui.kit.spin_boxes import spin_box
from ongoing_desktop.ui.kit.unsaved_changes import UnsavedChangesDialog
from ongoing_desktop.wording.language import translated
from ongoing_desktop.wording.messages import sentence
from ongoing_desktop.wording.playing_text import DAY_TITLES
from ongoing_desktop.wording.schedule_text import KIND_TITLES, PROFILE_TITLES, what_text

LONGEST: Final = 60
INTERVAL, DAILY, WORKDAYS = "interval", "daily", "workdays"
USUAL_MINUTES: Final = 60
LONGEST_NAME: Final = 80


class ScheduleDialog(InContext, UnsavedChangesDialog):
    """``key``: of the schedule to edit; empty for a new one."""

    def __init__(self, context: WindowContext, parent: QWidget, schedule: Schedule, key: str = "") -> None:
        title = parent.tr("Edit schedule") if key else parent.tr("Add schedule")
        super().__init__(parent, "scheduleDialog", title, size=(620, 0))
        self.use_context(context)
        self._key = key
        self._first = schedule
        self._scenarios: tuple[Entry, ...] = ()
        self._make_controls()
        self._lay_out()
        self._show(schedule)
        self.kind.currentIndexChanged.connect(lambda _: self._on_kind())
        self.rhythm.currentIndexChanged.connect(lambda _: self._on_rhythm())
        for box in (self.kind, self.webhook, self.system, self.choice):
            box.currentIndexChanged.connect(lambda _: self._propose_name())
        self._tasks.run(self, self._services.scenario_library.entries, done=self._take_scenarios)

    def _make_controls(self) -> None:
        settings = self._services.settings.current
        self.name = line_edit(self, "scheduleName")
        self.name.setMaxLength(LONGEST_NAME)
        self.kind = combo_box(
            self, "scheduleKind", items=[(translated(KIND_TITLES[key]), key) for key in SCHEDULE_KINDS]
        )
        self.webhook = combo_box(self, "scheduleWebhook")
        for hook in settings.webhooks:
            system = settings.system_of(hook)
            where = f" · {one_line(system.name, LONGEST)}" if system and len(settings.systems) > 1 else ""
            self.webhook.addItem(f"{one_line(hook.name, LONGEST)}{where}", hook.id)
        systems = [(one_line(system.name, LONGEST), system.id) for system in settings.systems]
        self.system = combo_box(self, "scheduleSystem", items=systems)
        self.choice = combo_box(self, "scheduleChoice")
        self.file = push_button(self, self.tr("Choose a file…"), "scheduleFile", self._ask_file)
        targets = (
            (self.tr("The webhook’s URL"), "url"),
            (self.tr("Its local address"), "local"),
            (self.tr("The built-in listener"), "listener"),
        )
        self.target = combo_box(self, "scheduleTarget", items=targets)
        rhythms = (
            (self.tr("Every so many minutes"), INTERVAL),
            (self.tr("Every day at"), DAILY),
            (self.tr("Monday to Friday at"), WORKDAYS),
        )
        self.rhythm = combo_box(self, "scheduleRhythm", items=rhythms)
        self.minutes = spin_box(
            self,
            "scheduleMinutes",
            (1, MOST_MINUTES),
            accessible=self.tr("Minutes"),
            value=USUAL_MINUTES,
            suffix=self.tr(" min"),
        )
        self.time = line_edit(self, "scheduleTime", "06:00", accessible=self.tr("Time"), placeholder="06:00")
        self._message = paragraph("", self, "problem", "scheduleProblem", live=True)
        self._save = push_button(self, self.tr("Save"), "saveSchedule", lambda _=False: self.save(), default=True)

    def _lay_out(self) -> None:
        when = QWidget(self)
        hbox((self.rhythm, 1), self.minutes, self.time, on=when)
        self._fields = {
            "kind": Field(self.tr("What"), self.kind, self),
            "choice": Field(self.tr("Which one"), self.choice, self, self.file),
            "about": Field(self.tr("Webhook"), self.webhook, self),
            "system": Field(self.tr("System"), self.system, self),
            "target": Field(self.tr("Sent to"), self.target, self),
            "at": Field(self.tr("When"), when, self),
            "name": Field(self.tr("Name"), self.name, self),
        }
        self._fields["every_min"] = self._fields["at"]
        self.add(*dict.fromkeys(self._fields.values()), self._message)
        self.end_with(self.tr("Cancel"), self._save)
        for field in self._fields.values():
            field.forget_on_edit()

    # the schedule

    def _show(self, schedule: Schedule) -> None:
        self.name.setText(schedule.name)
        self.kind.choose(schedule.kind)
        for box in (self.webhook, self.system):
            box.choose(schedule.about)
        self.target.choose(schedule.target)
        rhythm = INTERVAL if schedule.every_min else WORKDAYS if schedule.workdays else DAILY
        self.rhythm.setCurrentIndex(self.rhythm.findData(rhythm))
        self.minutes.setValue(schedule.every_min or USUAL_MINUTES)
        self.time.setText(schedule.at or "06:00")
        self._on_kind()
        self._on_rhythm()

    def schedule(self) -> Schedule:
        kind, rhythm = cast("ScheduleKind", self.kind.currentData()), self.rhythm.currentData()
        about = self.system if kind == "scenario" else self.webhook
        made = replace(
            self._first,
            name=self.name.text().strip(),
            kind=kind,
            about=about.currentData() or "",
            choice=str(self.choice.currentData() or "") if kind != "test" else "",
            target=str(self.target.currentData()),
            every_min=self.minutes.value() if rhythm == INTERVAL else 0,
            at=self.time.text().strip(),
            workdays=rhythm == WORKDAYS,
        )
        return replace(made, name=made.name or self.name.placeholderText()[:LONGEST_NAME])

    def _on_kind(self) -> None:
        kind = cast("ScheduleKind", self.kind.currentData())
        before = self.choice.currentData() or self._first.choice
        self.choice.clear()
        for text, key in self._choices(kind):
            self.choice.addItem(text, key)
        if before and kind == self._first.kind and self.choice.findData(before) < 0:
            self.choice.addItem(one_line(before, LONGEST), before)
        self.choice.choose(before)
        self._fields["choice"].setVisible(kind != "test")
        self._fields["about"].setVisible(kind != "scenario")
        self._fields["system"].setVisible(kind == "scenario")
        self.file.setVisible(kind == "burst")
        self._propose_name()

    def _choices(self, kind: ScheduleKind) -> list[tuple[str, str]]:
        match kind:
            case "proof":
                return [(translated(PROFILE_TITLES[key]), key) for key in PROFILES]
            case "burst":
                return [(translated(DAY_TITLES[key]), key) for key in DAYS]
            case "scenario":
                return [(one_line(entry.title, LONGEST), entry.key) for entry in self._scenarios if entry.scenario]
        return []

    def _take_scenarios(self, entries: tuple[Entry, ...]) -> None:
        self._scenarios = entries
        if self.kind.currentData() == "scenario":
            unchanged = not self.unsaved()
            self._on_kind()
            if unchanged:
                self.remember()

    def _on_rhythm(self) -> None:
        interval = self.rhythm.currentData() == INTERVAL
        self.minutes.setVisible(interval)
        self.time.setVisible(not interval)
        self._fields["at"].set_problem("")

    def _propose_name(self) -> None:
        text = what_text(replace(self.schedule(), name="-"), self._services.settings.current)
        self.name.setPlaceholderText(one_line(text, LONGEST_NAME))

    def _ask_file(self) -> None:
        ask_open_path(self, self.tr("Choose a day"), self.tr("Days (*.txt)"), self.use_file, name="scheduleDayFile")

    def use_file(self, path: Path) -> None:
        """Play the day of this file."""
        self.choice.addItem(one_line(str(path), LONGEST), str(path))
        self.choice.setCurrentIndex(self.choice.count() - 1)

    # saving

    def save(self, consent: Confirmation = UNCONFIRMED) -> None:
        """Save, after the question whether it may send to another computer."""
        schedule = self.schedule()
        problems = [
            Problem(
                "system" if item.field == "about" and schedule.kind == "scenario" else item.field,
                item.code,
                item.params,
            )
            for item in schedule_problems(schedule)
        ]
        others = show_problems({key: field for key, field in self._fields.items() if key != "every_min"}, problems)
        show_text(self._message, " ".join(others))
        if problems:
            return
        asked = self._services.schedules.question(schedule)
        if isinstance(asked, CannotSend):
            show_text(self._message, sentence(asked.code, asked.params))
        elif isinstance(asked, NeedsConfirmation) and not all(map(consent.covers, asked.places)):
            details = self.tr("From now on the schedule sends there without asking.")
            ask_target(self._context, self, asked, self.save, details=details)
        else:
            work = partial(self._services.schedules.save, schedule, self._key, consent)
            self._tasks.run(self, work, done=lambda _: self.accept(), failed=self._failed)

    def _failed(self, error: BaseException) -> None:
        self._tasks.explain(error, lambda text: show_text(self._message, text))
