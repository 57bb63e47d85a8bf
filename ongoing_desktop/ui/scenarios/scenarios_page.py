"""The Scenarios screen: choose a scenario, edit its steps, see which webhooks fire, run it and see the results."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from math import ceil
from time import monotonic
from typing import Any, Final

from PySide6.QtCore import QSignalBlocker, Qt, QTimer, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QSizePolicy, QWidget

from ongoing_desktop.bodies.visible import one_line
from ongoing_desktop.domain.lazy_dataclasses import replace
from ongoing_desktop.domain.retry import FASTEST
from ongoing_desktop.domain.scenario import Scenario, ScenarioStep
from ongoing_desktop.domain.settings import System
from ongoing_desktop.domain.settings_changed import SettingsChanged
from ongoing_desktop.domain.targets import UNCONFIRMED, Confirmation
from ongoing_desktop.services.scenarios import Run, ending, step_words
from ongoing_desktop.services.sending import CannotSend
from ongoing_desktop.ui.context import InContext, WindowContext
from ongoing_desktop.ui.kit.buttons import check_box, push_button
from ongoing_desktop.ui.kit.controls import combo_box, progress_bar
from ongoing_desktop.ui.kit.layout import STRETCH, TOP, Card, Reflow, hbox, splitter, vbox
from ongoing_desktop.ui.kit.plain_text import label, paragraph, set_tooltip, show_text
from ongoing_desktop.ui.kit.sizes import sized
from ongoing_desktop.ui.kit.timing import CatchesUp
from ongoing_desktop.ui.scenarios.library_bar import LibraryBar
from ongoing_desktop.ui.scenarios.scenario_tables import OutcomeTable, StepsPane
from ongoing_desktop.ui.scenarios.step_dialog import StepDialog
from ongoing_desktop.ui.simulate.play import Play, add_speeds
from ongoing_desktop.ui.theme import BETWEEN
from ongoing_desktop.wording.language import plural, translated
from ongoing_desktop.wording.messages import sentence
from ongoing_desktop.wording.times import duration_text

TICK_MS: Final = 250
"""Milliseconds between updates of the countdown."""


class ScenariosPage(InContext, CatchesUp):
    """A run continues while another screen is shown."""

    exchange_requested = Signal(object)
    """An exchange's id, to be shown in the history."""

    def __init__(self, context: WindowContext, parent: QWidget) -> None:
        super().__init__(parent)
        self.use_context(context)
        self._system_id: str | None = None
        self._owner_chosen = False
        """Whether the user chose one; otherwise it follows the last used system."""
        self._scenario = Scenario(name="")
        self._plan: Run | CannotSend | None = None
        self._run: Run | None = None
        self._shown = (0, "")
        """Number and state of the event that the countdown is about."""
        self._play = Play(context, self)
        self._make_controls()
        self._lay_out()
        self._play.progressed.connect(self._on_progress)
        self._play.ended.connect(self._on_ended)
        self._play.refused.connect(self._on_refused)
        self._play.cancelled.connect(self._on_cancelled)
        context.signals.settings_changed.connect(self._on_settings)
        self.library.load()

    def set_system(self, system_id: str | None) -> None:
        """Set the system chosen in the window; None for all."""
        if system_id != self._system_id:
            self._system_id = system_id
            self._replan()

    def state(self) -> dict[str, Any]:
        """The state of the page to store: plain JSON values."""
        return {"split": self._split.sizes()}

    def restore(self, state: Mapping[str, Any]) -> None:
        """Restore the result of :meth:`state`; invalid parts are ignored."""
        match state.get("split"):
            case [int(upper), int(lower)] if upper > 0 and lower > 0:
                self._split.setSizes([upper, lower])

    def close_page(self) -> None:
        """Cancel a run."""
        self._tick.stop()
        self._play.drop()

    @property
    def running(self) -> bool:
        return self._play.busy

    @property
    def scenario(self) -> Scenario:
        """The scenario as shown, with changes."""
        return replace(self._scenario, steps=self.steps.steps, stop_on_failure=self.stop.isChecked())

    # construction

    def _make_controls(self) -> None:
        self.library = LibraryBar(self._context, self, lambda: self.scenario)
        self._about = paragraph("", self, "muted", "scenarioAbout")
        self.steps = StepsPane(self._services.catalogue, self._theme, self)
        self.outcome = OutcomeTable(self._services.catalogue, self._theme, self)
        self.owner = combo_box(self, "scenarioOwner", self.tr("Goods owner"))
        sized(self.owner, most_width=280)
        self.owner.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.owner.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)
        self.target = combo_box(self, "scenarioTarget", self.tr("Send to"))
        self.target.addItem(self.tr("to each webhook's URL"), "url")
        self.target.addItem(self.tr("to the built-in listener"), "listener")
        self.speed = combo_box(self, "scenarioSpeed", self.tr("Speed of the waits between events"))
        add_speeds(self.speed, (self.tr("without waiting"), FASTEST))
        self.speed.setCurrentIndex(self.speed.count() - 1)
        sized(self.speed, least_width=128)
        set_tooltip(self.speed, self.tr("Only the waits between events are shortened; sending takes its real time"))
        self.stop = check_box(self, self.tr("Stop at the first failure"), "scenarioStop")
        button = partial(push_button, self, theme=self._theme)
        self.run_button = button(
            self.tr("Run"), "runScenario", lambda _=False: self.run(), look="primary", icon="start"
        )
        self.cancel_button = button(self.tr("Cancel"), "cancelScenario", self.cancel, icon="stop")
        self._left = label("", self, role="secondary", name="scenarioCountdown")
        tooltip = self.tr("Send the next event without waiting longer")
        self.next_button = button(self.tr("Next now"), "scenarioNextNow", self.next_now, icon="test", tooltip=tooltip)
        self._until = 0.0
        self._tick = QTimer(self)
        self._tick.setInterval(TICK_MS)
        self._tick.timeout.connect(self._count_down)
        self._message = paragraph("", self, "strong", "scenarioTold", live=True)
        self._progress = progress_bar(self, "scenarioProgress")

    def _lay_out(self) -> None:
        upper = Card(self)
        sized(upper.body, margins=(1, 6, 1, 10))
        upper.body.addWidget(self.steps)
        lower = Card(self)
        sized(lower.body, margins=(1, 10, 1, 6), spacing=8)
        lower.body.addLayout(self._controls())
        lower.body.addLayout(
            vbox(
                hbox((self._message, 1), self._left, self.next_button, (self.stop, TOP), spacing=12),
                self._progress,
                spacing=6,
                margins=(14, 0, 14, 0),
            )
        )
        lower.body.addWidget(self.outcome, 1)
        sized(upper, least_height=170)
        sized(lower, least_height=190)
        self._split = splitter(self, Qt.Orientation.Vertical, upper, lower, handle=BETWEEN)
        vbox(self.library, self._about, (self._split, 1), on=self)
        self.library.opened.connect(self._show)
        self.steps.changed.connect(self._on_changed)
        self.steps.edit_requested.connect(self._edit_step)
        self.owner.activated.connect(lambda _: self._choose_owner())
        self.outcome.opened.connect(self.exchange_requested)

    def _controls(self) -> QHBoxLayout:
        whose = hbox(self.owner, self.target, STRETCH, spacing=4)
        how = hbox(self.speed, STRETCH, self.cancel_button, self.run_button, spacing=4)
        return hbox(Reflow(whose, (how, 1), parent=self, spacing=4), margins=(8, 0, 8, 0))

    def _show(self, scenario: Scenario) -> None:
        self._scenario = scenario
        self.stop.setChecked(scenario.stop_on_failure)
        self.steps.show_steps(scenario.steps, 0 if scenario.steps else None)
        self._replan()

    # steps

    def _on_changed(self) -> None:
        self.library.dirty = True
        self._replan(keep_owner=True)

    def _edit_step(self, place: int) -> None:
        steps = self.steps.steps
        step = steps[place] if 0 <= place < len(steps) else None
        behind = place if step is not None else self.steps.place if self.steps.place >= 0 else len(steps) - 1
        left = len(steps) - behind - 1

        def taken(made: ScenarioStep) -> None:
            self.steps.put(place if step is not None else -1, made)

        StepDialog(self._context, self, step, self._system(), left, taken).open()

    # running

    def run(self, consent: Confirmation = UNCONFIRMED) -> None:
        """Send each event to the webhooks that fire for it."""
        if self.running:
            return
        system_id, owner_id = self._whose()
        scenario = self.scenario
        work = partial(
            self._services.scenarios.run,
            scenario,
            system_id=system_id,
            owner_id=owner_id,
            speed=float(self.speed.currentData()),
            target_key=str(self.target.currentData()),
            consent=consent,
            stop_on_failure=scenario.stop_on_failure,
        )
        self._run = self._plan if isinstance(self._plan, Run) else None
        self._show_plan()
        # Reset, because nothing is finished before the end of the first event.
        self._progress.setRange(0, max(1, len(self._run.events) if self._run else 0))
        self._progress.setValue(0)
        self._play.start(work, self.run, self._count_words)
        self._enable()

    def cancel(self) -> None:
        """Stop sending. Connections are closed at once."""
        self._play.cancel()

    def next_now(self) -> None:
        """Send the next event without waiting longer."""
        self._tasks.run(self, self._services.scenarios.next_now)

    def _wait(self, left_s: float | None) -> None:
        """Show how long the next event waits; None for no wait."""
        waits = left_s is not None and left_s > 0
        if left_s is not None:
            self._until = monotonic() + left_s
        if waits != self._tick.isActive():
            self._tick.start() if waits else self._tick.stop()
        self.next_button.setEnabled(waits)
        self._left.setVisible(waits)
        self._count_down()

    def _count_down(self) -> None:
        self._left.setText(
            self.tr("Next in {time}").format(time=duration_text(max(0.0, ceil(self._until - monotonic()))))
        )

    def _count_words(self) -> str:
        plan = self._services.scenarios.plan(self.scenario, *self._whose())
        return plural(len(plan.deliveries) if isinstance(plan, Run) else 0, "1 request.", "{count} requests.")

    def _on_ended(self, run: Run) -> None:
        self.outcome.show_run(run)
        self.outcome.select_row(self._row_of(run.stopped_at or len(run.events)))
        self._message.setText(ending(run))
        self._enable()

    def _on_refused(self, why: str) -> None:
        if why:
            self._message.setText(why)
        self._enable()

    def _on_cancelled(self) -> None:
        if self._run is not None:
            self.outcome.show_run(self._run, over=True)
        self._message.setText(sentence("playing-cancelled"))
        self._enable()

    def _on_progress(self, run: Run) -> None:
        self._run = run
        self.outcome.show_run(run)
        done = sum(event.state == "done" for event in run.events)
        self._progress.setMaximum(len(run.events))
        self._progress.setValue(done)
        now = next((event for event in run.events if event.state in ("sending", "waiting")), None)
        if now is None or (now.due.number, now.state) != self._shown:
            self._shown = (now.due.number, now.state) if now else (0, "")
            self._wait(run.wait_s if now and now.state == "waiting" else None)
        if now is not None:
            what = step_words(now.due.step, self._services.catalogue)
            code = "scenario-playing" if now.state == "sending" else "scenario-waiting"
            wait = duration_text(now.due.step.after_s / float(self.speed.currentData()))
            messages = {"number": now.due.number, "steps": len(run.events), "what": what, "wait": wait}
            self._message.setText(sentence(code, messages))
            self.outcome.select_row(self._row_of(now.due.number))

    def _row_of(self, number: int) -> int:
        return next((row for row, line in enumerate(self.outcome.lines) if line.cells[0] == str(number)), -1)

    # what is shown

    def _on_settings(self, change: SettingsChanged) -> None:
        if change.more_than_preferences:
            self.when_shown(self._follow_settings)

    def _follow_settings(self) -> None:
        # The results of a run stay until the plan changes.
        self._replan(keep_owner=True, keep_outcome=True)

    def _whose(self) -> tuple[str, int | None]:
        """The chosen system and goods owner; an empty system for the scenario's own."""
        chosen = self.owner.currentData()
        return (str(chosen[0]), int(chosen[1])) if chosen else (self._system_id or "", None)

    def _system(self) -> System | None:
        return self._services.settings.current.system(self._whose()[0])

    def _choose_owner(self) -> None:
        self._owner_chosen = True
        self._replan(keep_owner=True)

    def _replan(self, *, keep_owner: bool = False, keep_outcome: bool = False) -> None:
        if self.running:
            return
        self._fill_owners(keep=self.owner.currentData() if keep_owner and self._owner_chosen else None)
        before, self._plan = self._plan, self._services.scenarios.plan(self.scenario, *self._whose())
        if not keep_outcome or self._plan != before:
            self._show_plan()
        self._enable()

    def _show_plan(self) -> None:
        plan = self._plan
        if isinstance(plan, Run):
            self.outcome.show_run(plan)
            self._message.setText(self._would(plan))
        elif plan is not None:
            self.outcome.show_run(None)
            self._message.setText(sentence(plan.code, plan.params))
        show_text(self._about, translated(self._scenario.description))

    def _fill_owners(self, keep: Any) -> None:
        """The goods owners of the chosen system, else of the scenario's, else of all."""
        systems = self._services.settings.current.systems
        named = self._scenario.system.strip().casefold()
        if self._system_id:
            systems = tuple(item for item in systems if item.id == self._system_id)
        elif named:
            systems = tuple(item for item in systems if named in (item.name.casefold(), item.code.casefold()))
        titles: dict[tuple[str, int], str] = {}
        for system in systems:
            where = "" if len(systems) == 1 else f" · {system.name}"
            titles |= {(system.id, owner.id): f"{owner.name} ({owner.id}){where}" for owner in system.goods_owners}
        usual = self._services.settings.current.usual_system()
        owners = sorted(titles, key=lambda item: item[0] != usual)  # those of the last used system first
        of_scenario = (item for item in owners if item[1] == self._scenario.goods_owner)
        wanted = tuple(keep) if keep else next(of_scenario, next(iter(owners), None))
        with QSignalBlocker(self.owner):
            self.owner.clear()
            for key, title in titles.items():
                self.owner.addItem(one_line(title, 60), key)
            self.owner.setCurrentIndex(next((place for place, key in enumerate(titles) if key == wanted), 0))

    def _would(self, plan: Run) -> str:
        if not plan.events:
            return self.tr("A scenario needs at least one step.")
        if not plan.deliveries:
            return sentence("scenario-nobody", {"system": plan.system.name})
        message = self.tr("{system}: webhooks fire for {events} of {all} events. Requests to send: {count}.")
        heard = len({item.number for item in plan.deliveries})
        system = one_line(plan.system.name, 60)
        return message.format(count=len(plan.deliveries), events=heard, all=len(plan.events), system=system)

    def _enable(self) -> None:
        busy = self.running
        self.run_button.setEnabled(not busy and bool(self.steps.steps) and self.owner.count() > 0)
        self.cancel_button.setVisible(busy)
        self.next_button.setVisible(busy)
        if not busy:
            self._shown = (0, "")
            self._wait(None)
        self._progress.setVisible(busy)
        for widget in (self.steps, self.owner, self.target, self.speed, self.stop):
            widget.setEnabled(not busy)
        self.library.enable(busy=busy, filled=bool(self.steps.steps))
