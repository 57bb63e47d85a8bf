"""The schedules with their times, results and reports."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from ongoing_desktop.bodies.visible import one_line
from ongoing_desktop.domain.report_case import Case
from ongoing_desktop.domain.schedules import Schedule, ScheduleRun
from ongoing_desktop.domain.settings_changed import SettingsChanged
from ongoing_desktop.services.schedules import SchedulesState
from ongoing_desktop.ui.context import InContext, WindowContext
from ongoing_desktop.ui.kit.buttons import push_button
from ongoing_desktop.ui.kit.dialog import Dialog
from ongoing_desktop.ui.kit.file_dialogs import ask_save_path
from ongoing_desktop.ui.kit.layout import STRETCH, hbox, splitter, vbox
from ongoing_desktop.ui.kit.line_table import FIT, Column, Line, Lines
from ongoing_desktop.ui.kit.plain_text import label, paragraph, show_text
from ongoing_desktop.ui.simulate.schedule_dialog import ScheduleDialog
from ongoing_desktop.wording.language import decimal
from ongoing_desktop.wording.schedule_text import RUN_STATES, run_text, state_word, what_text, when_text
from ongoing_desktop.wording.times import short_time

LONGEST: Final = 80


class SchedulesDialog(InContext, Dialog):
    """Show it with ``open()``."""

    def __init__(self, context: WindowContext, parent: QWidget) -> None:
        lead = parent.tr(
            "Tests that run by themselves while this program is open, also in the tray. A failure is announced once. "
            "Production hosts are never sent to."
        )
        super().__init__(parent, "schedulesDialog", parent.tr("Schedules"), lead=lead, size=(920, 640))
        self.use_context(context)
        self._runs: Mapping[str, tuple[ScheduleRun, ...]] = {}
        self._said = ""
        self._make_tables()
        self._make_buttons()
        self._lay_out()
        if not self._services.schedules.current:
            self._add.setFocus()
        context.signals.follow_schedules()
        context.signals.schedules_changed.connect(self._on_state)
        context.signals.settings_changed.connect(self._on_settings)
        self._show()
        self._reload()

    def _make_tables(self) -> None:
        theme = self._context.theme
        columns = (
            Column(self.tr("Name"), 170),
            Column(self.tr("When"), 220),
            Column(self.tr("What")),
            Column(self.tr("Last result"), 120),
            Column(self.tr("Next"), 130),
        )
        self.table = Lines(self, "schedulesTable", self.tr("Schedules"), columns, theme)
        runs = (Column(self.tr("Time"), FIT), Column(self.tr("Result"), FIT), Column(self.tr("What happened")))
        self.runs = Lines(self, "scheduleRuns", self.tr("Runs"), runs, theme)
        cases = (Column(self.tr("Result"), FIT), Column(self.tr("What"), 150), Column(self.tr("Why")))
        self.cases = Lines(self, "scheduleCases", self.tr("Report of the run"), cases, theme)
        self.table.chosen.connect(lambda _: self._show_runs())
        self.table.opened.connect(lambda _: self.edit())
        self.runs.chosen.connect(lambda _: self._show_cases())

    def _make_buttons(self) -> None:
        self._add = push_button(self, self.tr("Add…"), "addSchedule", self.add_schedule)
        self._edit = push_button(self, self.tr("Edit…"), "editSchedule", self.edit)
        self._switch = push_button(self, self.tr("Switch off"), "switchSchedule", self.switch)
        self._remove = push_button(self, self.tr("Remove…"), "removeSchedule", self.remove)
        self._now = push_button(self, self.tr("Run now"), "runSchedule", self.run_now)
        self._stop = push_button(self, self.tr("Stop"), "stopSchedule", self.stop)
        self._save = push_button(self, self.tr("Save report…"), "saveScheduleReport", self._ask_path)

    def _lay_out(self) -> None:
        self._state = paragraph("", self, "muted", "scheduleState", live=True)
        left, right = QWidget(self), QWidget(self)
        vbox(label(self.tr("Runs"), left, role="muted"), (self.runs, 1), on=left)
        vbox(label(self.tr("Report of the run"), right, role="muted"), (self.cases, 1), on=right)
        self.add(
            (self.table, 2),
            hbox(self._add, self._edit, self._switch, self._remove, STRETCH, self._stop, self._now),
            self._state,
            (splitter(self, Qt.Orientation.Horizontal, left, right, sizes=(400, 460), stretch=(1, 1)), 3),
        )
        self.end_with(self.tr("Close"), left=(self._save, STRETCH))

    # what is shown

    def _reload(self) -> None:
        self._tasks.run(self, self._services.schedules.runs, done=self._take, latest="runs")

    def _take(self, runs: Mapping[str, tuple[ScheduleRun, ...]]) -> None:
        self._runs = runs
        self._show()

    def _on_settings(self, change: SettingsChanged) -> None:
        if "schedules" in change.kinds:
            self._reload()

    def _on_state(self, state: SchedulesState) -> None:
        if state.ended:
            self._reload()
        self._show()

    def _show(self) -> None:
        schedules, state = self._services.schedules.current, self._services.schedules.state
        self.table.show_lines([self._line(key, schedule, state) for key, schedule in schedules.items()])
        if self.table.current is None and schedules:
            self.table.select_row(0)
        if not schedules:
            text = self.tr("There is no schedule yet. Add one, for example a proof of your receiver each morning.")
        elif state.elsewhere:
            text = self.tr("Another process runs the schedules, such as “ongoing-desktop schedule run”.")
        elif state.running in schedules:
            name = one_line(schedules[state.running].name, LONGEST)
            text = self.tr("“{name}” is running.").format(name=name)
        else:
            text = ""
        self._said = text
        self._show_runs()

    def _line(self, key: str, schedule: Schedule, state: SchedulesState) -> Line:
        last, then = self._runs.get(key, ())[:1], state.next.get(key)
        if state.running == key:
            result, tone = self.tr("… running"), "accent"
        else:
            result, tone = (
                (state_word(last[0]), RUN_STATES[last[0].state][1]) if last else (self.tr("never run"), "muted")
            )
        after = short_time(then) if schedule.on and then else "" if schedule.on else self.tr("off")
        what = one_line(what_text(schedule, self._services.settings.current), 160)
        cells = (one_line(schedule.name, LONGEST), when_text(schedule), what, result, after)
        return Line(cells, key=key, tone=tone, toned=3, quiet=not schedule.on)

    def _show_runs(self) -> None:
        key = self.table.current
        found = self._runs.get(str(key), ()) if key is not None else ()
        self.runs.show_lines([_run_line(place, run) for place, run in enumerate(found)])
        if found and self.runs.current is None:
            self.runs.select_row(0)
        self._show_cases()

    def _show_cases(self) -> None:
        run = self._run
        # Why it did not run needs more room than its cell has.
        show_text(self._state, self._said or (run_text(run) if run is not None and run.code else ""))
        cases = sorted(run.cases, key=lambda case: (not case.failed, not case.skipped)) if run else []
        self.cases.show_lines([_case_line(case) for case in cases])
        schedule, state = self._chosen, self._services.schedules.state
        for button in (self._edit, self._switch, self._remove):
            button.setEnabled(schedule is not None)
        self._now.setEnabled(schedule is not None and not state.running)
        self._stop.setVisible(bool(state.running))
        self._save.setEnabled(run is not None and bool(run.cases))
        off = schedule is not None and not schedule[1].on
        self._switch.setText(self.tr("Switch on") if off else self.tr("Switch off"))

    @property
    def _chosen(self) -> tuple[str, Schedule] | None:
        key = self.table.current
        schedule = self._services.schedules.current.get(str(key)) if key is not None else None
        return (str(key), schedule) if schedule is not None else None

    @property
    def _run(self) -> ScheduleRun | None:
        place, found = self.runs.current, self._runs.get(str(self.table.current), ())
        return found[place] if isinstance(place, int) and place < len(found) else None

    # verbs

    def add_schedule(self) -> None:
        """Open the editor for a new schedule, for the selected webhook."""
        about = self._context.navigation.webhook_id
        ScheduleDialog(self._context, self, Schedule("", "proof", about, "quick")).open()

    def edit(self) -> None:
        if (chosen := self._chosen) is not None:
            ScheduleDialog(self._context, self, chosen[1], chosen[0]).open()

    def switch(self) -> None:
        if (chosen := self._chosen) is not None:
            key, on = chosen[0], not chosen[1].on
            self._tasks.run(self, lambda: self._services.schedules.switch(key, on=on))

    def run_now(self) -> None:
        if (chosen := self._chosen) is not None:
            self._tasks.run(self, partial(self._services.schedules.now, chosen[0]))

    def stop(self) -> None:
        self._tasks.run(self, self._services.schedules.stop)

    def remove(self) -> None:
        """Ask, and remove the chosen schedule."""
        if (chosen := self._chosen) is None:
            return

        def go() -> None:
            self._tasks.run(self, partial(self._services.schedules.remove, chosen[0]))

        text = self.tr("Remove “{name}”?").format(name=one_line(chosen[1].name, LONGEST))
        self._notifier.confirm(
            self,
            self.tr("Remove schedule"),
            text,
            self.tr("Remove"),
            go,
            danger=True,
            details=self.tr("Its reports are deleted too. The requests stay in the history."),
        )

    def _ask_path(self) -> None:
        ask_save_path(self, self.tr("Save report"), "schedule.xml", self.save_report, name="saveScheduleReportFile")

    def save_report(self, path: Path) -> None:
        """Write the report of the chosen run as JUnit XML."""
        chosen, run = self._chosen, self._run
        if chosen is None or run is None:
            return
        message = self.tr("Saved {name}.").format(name=one_line(path.name))
        self._tasks.run(
            self,
            partial(self._services.schedules.write_report, chosen[1], run, path),
            done=lambda _: show_text(self._state, message),
        )


def _run_line(place: int, run: ScheduleRun) -> Line:
    took = f" ({decimal(run.took_s, 1)} s)" if run.took_s else ""
    cells = (short_time(run.at), state_word(run), one_line(f"{run_text(run)}{took}", 400))
    return Line(cells, key=place, tone=RUN_STATES[run.state][1], toned=1)


def _case_line(case: Case) -> Line:
    state = "failed" if case.failed else "missed" if case.skipped else "passed"
    sign, tone = {"failed": ("✕", "bad"), "missed": ("–", "muted"), "passed": ("✓", "good")}[state]
    return Line((sign, one_line(case.name, LONGEST), one_line(case.failed or case.skipped, 400)), tone=tone, toned=0)
