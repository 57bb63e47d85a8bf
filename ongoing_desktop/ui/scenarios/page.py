"""The Scenarios screen: choose one, change its steps, see who would hear, run it and see what came of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFileDialog,
    QHBoxLayout,
    QProgressBar,
    QPushButton,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from ongoing_desktop.bodies.visible import one_line
from ongoing_desktop.domain.messages import sentence
from ongoing_desktop.domain.retry import FASTEST
from ongoing_desktop.domain.scenario import Scenario, Step
from ongoing_desktop.domain.settings import Settings, System
from ongoing_desktop.domain.targets import NO_CONSENT, Consent, NeedsConfirmation
from ongoing_desktop.services.scenario_library import Entry
from ongoing_desktop.services.scenario_words import ending, step_words
from ongoing_desktop.services.scenarios import Run
from ongoing_desktop.services.sending import CannotSend
from ongoing_desktop.ui.composer.safety import ask_target
from ongoing_desktop.ui.core import Core
from ongoing_desktop.ui.icons import keep_icon
from ongoing_desktop.ui.messages import Door
from ongoing_desktop.ui.relay import Relay
from ongoing_desktop.ui.scenarios.outcome import OutcomeTable
from ongoing_desktop.ui.scenarios.step_dialog import ScenarioDialog, StepDialog
from ongoing_desktop.ui.scenarios.steps import StepsPane
from ongoing_desktop.ui.tasks import Job, Tasks
from ongoing_desktop.ui.theme import BETWEEN, Theme
from ongoing_desktop.ui.widgets.card import Card
from ongoing_desktop.ui.widgets.text import label, set_tooltip

Outcome = Run | NeedsConfirmation | CannotSend
SPEEDS: Final = (1.0, 60.0, 3600.0, FASTEST)


class ScenariosPage(QWidget):
    """What runs goes on while another screen is shown."""

    exchange_wanted = Signal(object)
    """An exchange's id, to be shown in the history."""
    _progressed = Signal(object)

    def __init__(self, core: Core, tasks: Tasks, door: Door, theme: Theme, relay: Relay, parent: QWidget) -> None:
        super().__init__(parent)
        self._core = core
        self._tasks = tasks
        self._door = door
        self._theme = theme
        self._system_id: str | None = None
        self._entries: tuple[Entry, ...] = ()
        self._scenario = Scenario(name="")
        self._dirty = False
        self._job: Job | None = None
        self._make_controls()
        self._lay_out()
        self._progressed.connect(self._on_progress, Qt.ConnectionType.QueuedConnection)
        relay.settings_changed.connect(self._on_settings)
        self._load()

    def set_system(self, system_id: str | None) -> None:
        """The system that is chosen in the window; None for all."""
        if system_id != self._system_id:
            self._system_id = system_id
            self._replan()

    def close_page(self) -> None:
        """End what runs."""
        if self._job is not None:
            self._job.cancel()
            self._job = None

    @property
    def scenario(self) -> Scenario:
        """As it is shown, with what was changed."""
        return replace(self._scenario, steps=self.steps.steps, stop_on_failure=self.stop.isChecked())

    # construction

    def _make_controls(self) -> None:
        self.choice = QComboBox(self)
        self.choice.setObjectName("scenarioChoice")
        self.choice.setAccessibleName(self.tr("Scenario"))
        self.choice.setMinimumWidth(260)
        self._save = self._button("saveScenario", self.tr("Save…"), "save", self._on_save)
        self._open = self._button("openScenario", self.tr("Open file…"), "folder", self._on_open)
        self._write = self._button("writeScenario", self.tr("Save as file…"), "export", self._on_write)
        self._remove = self._button("removeScenario", self.tr("Remove"), "delete", self._on_remove)
        self._about = label("", self, role="muted", name="scenarioAbout", wrap=True)
        self.steps = StepsPane(self._core.catalogue, self._theme, self)
        self.outcome = OutcomeTable(self._core.catalogue, self._theme, self)
        self.owner = QComboBox(self)
        self.owner.setObjectName("scenarioOwner")
        self.owner.setAccessibleName(self.tr("Goods owner"))
        self.owner.setMaximumWidth(280)
        self.owner.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.target = QComboBox(self)
        self.target.setObjectName("scenarioTarget")
        self.target.setAccessibleName(self.tr("Where to"))
        self.target.addItem(self.tr("to each webhook's URL"), "url")
        self.target.addItem(self.tr("to the built-in listener"), "listener")
        self.speed = QComboBox(self)
        self.speed.setObjectName("scenarioSpeed")
        self.speed.setAccessibleName(self.tr("How fast the waiting passes"))
        names = (self.tr("real time"), self.tr("60 × faster"), self.tr("3,600 × faster"), self.tr("without waiting"))
        for speed, name in zip(SPEEDS, names, strict=True):
            self.speed.addItem(name, speed)
        self.speed.setCurrentIndex(len(SPEEDS) - 1)
        set_tooltip(self.speed, self.tr("Only the waiting between events is faster; sending takes its real time"))
        self.stop = QCheckBox(self.tr("Stop at the first failure"), self)
        self.stop.setObjectName("scenarioStop")
        self.run_button = QPushButton(self.tr("Run"), self)
        self.run_button.setObjectName("runScenario")
        self.run_button.setProperty("primary", True)
        keep_icon(self.run_button, self.run_button.setIcon, "start", self._theme, "accent_text")
        self.run_button.clicked.connect(lambda _=False: self.run())
        self.cancel_button = self._button("cancelScenario", self.tr("Cancel"), "stop", self.cancel)
        self._told = label("", self, role="strong", name="scenarioTold", wrap=True)
        self._progress = QProgressBar(self)
        self._progress.setObjectName("scenarioProgress")
        self._progress.setTextVisible(False)
        self._progress.setFixedHeight(6)

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(8)
        top.addWidget(self.choice, 1)
        for button in (self._save, self._open, self._write, self._remove):
            top.addWidget(button)
        upper = Card(self)
        upper.body.setContentsMargins(1, 6, 1, 10)
        upper.body.addWidget(self.steps)
        lower = Card(self)
        lower.body.setContentsMargins(1, 10, 1, 6)
        lower.body.setSpacing(8)
        lower.body.addLayout(self._controls())
        told = QVBoxLayout()
        told.setContentsMargins(14, 0, 14, 0)
        told.setSpacing(6)
        line = QHBoxLayout()
        line.setSpacing(12)
        line.addWidget(self._told, 1)
        line.addWidget(self.stop, 0, Qt.AlignmentFlag.AlignTop)
        told.addLayout(line)
        told.addWidget(self._progress)
        lower.body.addLayout(told)
        lower.body.addWidget(self.outcome, 1)
        upper.setMinimumHeight(170)
        lower.setMinimumHeight(190)
        split = QSplitter(Qt.Orientation.Vertical, self)
        split.setChildrenCollapsible(False)
        split.setHandleWidth(BETWEEN)
        split.addWidget(upper)
        split.addWidget(lower)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(top)
        column.addWidget(self._about)
        column.addWidget(split, 1)
        self.choice.activated.connect(lambda _: self._on_choice())
        self.steps.changed.connect(self._on_changed)
        self.steps.edit_wanted.connect(self._edit_step)
        self.owner.activated.connect(lambda _: self._replan(keep_owner=True))
        self.outcome.opened.connect(self.exchange_wanted)

    def _controls(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setContentsMargins(12, 0, 12, 0)
        row.setSpacing(8)
        for widget in (self.owner, self.target, self.speed):
            row.addWidget(widget)
        row.addStretch(1)
        row.addWidget(self.cancel_button)
        row.addWidget(self.run_button)
        return row

    def _button(self, name: str, text: str, sign: str, verb: Callable[[], None]) -> QPushButton:
        made = QPushButton(text, self)
        made.setObjectName(name)
        keep_icon(made, made.setIcon, sign, self._theme)
        made.clicked.connect(lambda _=False: verb())
        return made

    # the library

    def _load(self, wanted: str = "") -> None:
        """Read the list again; ``wanted``: key of the own one to show."""
        self._tasks.run(self, self._core.scenario_library.entries, done=lambda found: self._fill(found, wanted))

    def _fill(self, entries: tuple[Entry, ...], wanted: str) -> None:
        self._entries = entries
        with QSignalBlocker(self.choice):
            self.choice.clear()
            for entry in entries:
                title = one_line(entry.title, 80)
                self.choice.addItem(title if entry.own else self.tr("{title} (built in)").format(title=title))
        place = next((number for number, entry in enumerate(entries) if entry.own and entry.key == wanted), 0)
        if entries and (wanted or not self.steps.steps):
            self._show_entry(place)

    def _show_entry(self, place: int) -> None:
        entry = self._entries[place]
        with QSignalBlocker(self.choice):
            self.choice.setCurrentIndex(place)
        self._show(entry.scenario or Scenario(name=entry.title))
        if entry.problem:
            self._door.notice(entry.problem, "bad")

    def _show(self, scenario: Scenario, *, dirty: bool = False) -> None:
        self._scenario = scenario
        self._dirty = dirty
        self.stop.setChecked(scenario.stop_on_failure)
        self.steps.show_steps(scenario.steps, 0)
        self._replan()

    def _on_choice(self) -> None:
        place = self.choice.currentIndex()

        def leave() -> None:
            self._show_entry(place)

        if self._dirty:
            before = next((n for n, entry in enumerate(self._entries) if entry.title == self._scenario.name), -1)
            with QSignalBlocker(self.choice):
                self.choice.setCurrentIndex(before)
            what = self.tr("The steps of “{name}” were changed.").format(name=one_line(self._scenario.name, 60))
            self._door.confirm_leaving(self, what, leave)
        else:
            leave()

    def _on_save(self) -> None:
        now = self.scenario

        def taken(name: str, description: str, values: Any) -> None:
            changed = replace(now, name=name, description=description, values=values)
            self._tasks.run(self, lambda: self._core.scenario_library.save(changed), done=self._saved)

        ScenarioDialog(self._theme, self, now.name, now.description, now.values, taken).open()

    def _saved(self, key: str) -> None:
        self._dirty = False
        self._load(key)
        self._door.notice(self.tr("The scenario is saved."), "good")

    def _on_remove(self) -> None:
        entry = self._current()
        if entry is None or not entry.own:
            return

        def remove() -> None:
            self._dirty = False
            self._scenario = Scenario(name="")
            self.steps.show_steps(())
            self._tasks.run(self, lambda: self._core.scenario_library.remove(entry.key), done=lambda _: self._load())

        text = self.tr("Remove “{name}”?").format(name=one_line(entry.title, 60))
        details = self.tr("Its file is deleted from the data folder.")
        self._door.confirm(
            self, self.tr("Remove scenario"), text, self.tr("Remove"), remove, danger=True, details=details
        )

    def _on_open(self) -> None:
        dialog = self._file_dialog(self.tr("Open scenario"), QFileDialog.AcceptMode.AcceptOpen)
        dialog.fileSelected.connect(self.open_file)
        dialog.open()

    def open_file(self, path: str) -> None:
        """Show a file's scenario; it is the user's own once it is saved."""
        if path:
            self._tasks.run(
                self,
                lambda: self._core.scenario_library.open(Path(path)),
                done=lambda found: self._show(found, dirty=True),
            )

    def _on_write(self) -> None:
        dialog = self._file_dialog(self.tr("Save scenario as file"), QFileDialog.AcceptMode.AcceptSave)
        dialog.selectFile("scenario.json")
        dialog.fileSelected.connect(self.write_file)
        dialog.open()

    def write_file(self, path: str) -> None:
        """Write what is shown into a file."""
        if not path:
            return
        now = self.scenario
        told = self.tr("The scenario was saved as {name}.").format(name=Path(path).name)
        self._tasks.run(
            self,
            lambda: self._core.scenario_library.write_to(Path(path), now),
            done=lambda _: self._door.notice(told, "good"),
        )

    def _file_dialog(self, title: str, mode: QFileDialog.AcceptMode) -> QFileDialog:
        dialog = QFileDialog(self, title)
        dialog.setAcceptMode(mode)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setNameFilters([self.tr("Scenarios (*.json)"), self.tr("All files (*)")])
        dialog.setDefaultSuffix("json")
        return dialog

    def _current(self) -> Entry | None:
        place = self.choice.currentIndex()
        return self._entries[place] if 0 <= place < len(self._entries) else None

    # steps

    def _on_changed(self) -> None:
        self._dirty = True
        self._replan(keep_owner=True)

    def _edit_step(self, place: int) -> None:
        steps = self.steps.steps
        step = steps[place] if 0 <= place < len(steps) else None
        behind = place if step is not None else self.steps.place if self.steps.place >= 0 else len(steps) - 1
        left = len(steps) - behind - 1

        def taken(made: Step) -> None:
            self.steps.put(place if step is not None else -1, made)

        StepDialog(self._core, self._theme, self, step, self._system(), left, taken).open()

    # running

    def run(self, consent: Consent = NO_CONSENT) -> None:
        """Send each event to whoever asks for it."""
        if self._job is not None:
            return
        scenario, speed, scenarios = self.scenario, float(self.speed.currentData()), self._core.scenarios
        (system_id, owner_id), target = self._whose(), str(self.target.currentData())

        async def work() -> Outcome:
            return await scenarios.run(
                scenario,
                self._progressed.emit,
                system_id=system_id,
                owner_id=owner_id,
                speed=speed,
                target_key=target,
                consent=consent,
                stop_on_failure=scenario.stop_on_failure,
            )

        self._job = self._tasks.run(self, work, done=self._ended, failed=self._failed)
        self._enable()

    def cancel(self) -> None:
        """Send nothing more; connections are closed at once."""
        if self._job is not None:
            self._job.cancel()
            self._job = None
            self._told.setText(sentence("scenario-cancelled"))
            self._enable()

    def _ended(self, outcome: Outcome) -> None:
        self._job = None
        match outcome:
            case NeedsConfirmation():
                plan = self._core.scenarios.plan(self.scenario, *self._whose())
                count = plan.firing if isinstance(plan, Run) else 0
                details = self.tr("{count} requests.").format(count=count)
                ask_target(self._core, self._tasks, self._door, self, outcome, self.run, details=details)
            case CannotSend():
                self._told.setText(sentence(outcome.code, outcome.params))
            case Run():
                self.outcome.show_run(outcome)
                self._told.setText(ending(outcome))
        self._enable()

    def _failed(self, error: BaseException) -> None:
        self._job = None
        self._enable()
        self._door.error(error)

    def _on_progress(self, run: Run) -> None:
        if self._job is None:
            return
        self.outcome.show_run(run)
        done = sum(event.state == "done" for event in run.events)
        self._progress.setMaximum(len(run.events))
        self._progress.setValue(done)
        now = next((event for event in run.events if event.state in ("sending", "waiting")), None)
        if now is not None:
            what = step_words(now.due.step, self._core.catalogue)
            code = "scenario-playing" if now.state == "sending" else "scenario-waiting"
            self._told.setText(sentence(code, {"number": now.due.number, "steps": len(run.events), "what": what}))
            self.outcome.select_row(self._row_of(now.due.number))

    def _row_of(self, number: int) -> int:
        return next((row for row, line in enumerate(self.outcome.lines) if line.cells[0] == str(number)), -1)

    # what is shown

    def _on_settings(self, _: Settings) -> None:
        self._replan(keep_owner=True)

    def _whose(self) -> tuple[str, int | None]:
        """System and goods owner that are chosen; an empty system for what the scenario says."""
        chosen = self.owner.currentData()
        return (str(chosen[0]), int(chosen[1])) if chosen else (self._system_id or "", None)

    def _system(self) -> System | None:
        return self._core.settings.current.system(self._whose()[0])

    def _replan(self, *, keep_owner: bool = False) -> None:
        if self._job is not None:
            return
        self._fill_owners(keep=self.owner.currentData() if keep_owner else None)
        plan = self._core.scenarios.plan(self.scenario, *self._whose())
        if isinstance(plan, CannotSend):
            self.outcome.show_run(None)
            self._told.setText(sentence(plan.code, plan.params))
        else:
            self.outcome.show_run(plan)
            self._told.setText(self._would(plan))
        self._about.setText(self._scenario.description)
        self._about.setVisible(bool(self._scenario.description))
        self._enable()

    def _fill_owners(self, keep: Any) -> None:
        """Goods owners of the chosen system, else of the scenario's, else of all."""
        systems = self._core.settings.current.systems
        named = self._scenario.system.strip().casefold()
        if self._system_id:
            systems = tuple(item for item in systems if item.id == self._system_id)
        elif named:
            systems = tuple(item for item in systems if named in (item.name.casefold(), item.code.casefold()))
        with QSignalBlocker(self.owner):
            self.owner.clear()
            for system in systems:
                for owner in system.goods_owners:
                    title = f"{owner.name} ({owner.id})"
                    title = title if len(systems) == 1 else f"{title} · {system.name}"
                    self.owner.addItem(one_line(title, 60), (system.id, owner.id))
            wanted = (
                tuple(keep)
                if keep
                else next((item for item in self._owners() if item[1] == self._scenario.goods_owner), None)
            )
            self.owner.setCurrentIndex(max(0, next((n for n, item in enumerate(self._owners()) if item == wanted), 0)))

    def _owners(self) -> list[tuple[str, int]]:
        return [tuple(self.owner.itemData(place)) for place in range(self.owner.count())]

    def _would(self, plan: Run) -> str:
        if not plan.events:
            return self.tr("A scenario needs at least one step.")
        if not plan.firing:
            return sentence("scenario-nobody", {"system": plan.system.name})
        told = self.tr("{system}: events that somebody asks for {events} of {all}, requests {count}.")
        heard = sum(any(who.fires for who in event.hears) for event in plan.events)
        system = one_line(plan.system.name, 60)
        return told.format(count=plan.firing, events=heard, all=len(plan.events), system=system)

    def _enable(self) -> None:
        busy = self._job is not None
        self.run_button.setEnabled(not busy and bool(self.steps.steps) and self.owner.count() > 0)
        self.cancel_button.setVisible(busy)
        self._progress.setVisible(busy)
        for widget in (self.choice, self.steps, self.owner, self.target, self.speed, self.stop, self._open):
            widget.setEnabled(not busy)
        entry = self._current()
        self._remove.setVisible(entry is not None and entry.own)
        self._remove.setEnabled(not busy)
        self._save.setEnabled(not busy and bool(self.steps.steps))
        self._write.setEnabled(bool(self.steps.steps))
