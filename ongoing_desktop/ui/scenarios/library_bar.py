"""Chooses the scenario: built-in ones, the user's own, and files anywhere."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QWidget

from ongoing_desktop.bodies.visible import one_line
from ongoing_desktop.domain.lazy_dataclasses import replace
from ongoing_desktop.domain.scenario import Scenario
from ongoing_desktop.services.scenario_library import Entry
from ongoing_desktop.ui.context import InContext, WindowContext
from ongoing_desktop.ui.kit.buttons import push_button
from ongoing_desktop.ui.kit.controls import combo_box
from ongoing_desktop.ui.kit.file_dialogs import ask_open_path, ask_save_path
from ongoing_desktop.ui.kit.layout import hbox
from ongoing_desktop.ui.kit.question import ask_before_losing
from ongoing_desktop.ui.kit.sizes import sized
from ongoing_desktop.ui.scenarios.step_dialog import ScenarioDialog
from ongoing_desktop.wording.language import translated


class LibraryBar(InContext, QWidget):
    """``current`` returns the scenario as shown; :attr:`dirty` is set when it was changed."""

    opened = Signal(object)
    """A :class:`Scenario` to be shown."""

    def __init__(self, context: WindowContext, parent: QWidget, current: Callable[[], Scenario]) -> None:
        super().__init__(parent)
        self.use_context(context)
        self._current_scenario = current
        self._entries: tuple[Entry, ...] = ()
        self._wanted: tuple[str, bool] | None = None
        self._shown = -1
        self.dirty = False
        self.choice = combo_box(self, "scenarioChoice", self.tr("Scenario"))
        sized(self.choice, least_width=260)
        button = partial(push_button, self, theme=self._theme)
        self._save = button(self.tr("Save…"), "saveScenario", self._on_save, icon="save")
        self._open = button(self.tr("Open file…"), "openScenario", self._on_open, icon="folder")
        self._write = button(self.tr("Save as file…"), "writeScenario", self._on_write, icon="export")
        self._remove = button(self.tr("Remove"), "removeScenario", self._on_remove, icon="delete")
        hbox((self.choice, 1), self._save, self._open, self._write, self._remove, on=self)
        self.choice.activated.connect(lambda _: self._on_choice())

    def enable(self, *, busy: bool, filled: bool) -> None:
        """``busy``: one is running; ``filled``: it has steps."""
        entry = self._current()
        self.choice.setEnabled(not busy)
        self._open.setEnabled(not busy)
        self._save.setEnabled(not busy and filled)
        self._write.setEnabled(filled)
        self._remove.setVisible(entry is not None and entry.own)
        self._remove.setEnabled(not busy)

    def load(self, wanted: str = "") -> None:
        """Reload the list. ``wanted``: key of the user's scenario to show."""
        entries = self._services.scenario_library.entries
        self._tasks.run(self, entries, done=lambda found: self._fill(found, wanted), latest="entries")

    def show_entry(self, key: str, *, own: bool) -> None:
        """Show an entry once the list is loaded. Asks first if steps were changed."""
        self._wanted = (key, own)
        if self._entries:
            self._show_wanted()

    def _show_wanted(self) -> None:
        places = {(entry.key, entry.own): place for place, entry in enumerate(self._entries)}
        if self._wanted is not None and (place := places.get(self._wanted)) is not None and place != self._shown:
            self.choice.setCurrentIndex(place)
            self._on_choice()
        self._wanted = None

    def _fill(self, entries: tuple[Entry, ...], wanted: str) -> None:
        self._entries = entries
        with QSignalBlocker(self.choice):
            self.choice.clear()
            for entry in entries:
                title = one_line(entry.title if entry.own else translated(entry.title), 80)
                self.choice.addItem(title if entry.own else self.tr("{title} (built in)").format(title=title))
        place = next((number for number, entry in enumerate(entries) if entry.own and entry.key == wanted), 0)
        if entries and (wanted or self._shown < 0):
            self._show_entry(place)
        self._show_wanted()

    def _show_entry(self, place: int) -> None:
        entry = self._entries[place]
        self._shown = place
        with QSignalBlocker(self.choice):
            self.choice.setCurrentIndex(place)
        self._show(entry.scenario or Scenario(name=entry.title))
        if entry.problem:
            self._notifier.notice(entry.problem, "bad")

    def _show(self, scenario: Scenario, *, dirty: bool = False) -> None:
        self.dirty = dirty
        self.opened.emit(scenario)

    def _on_choice(self) -> None:
        place = self.choice.currentIndex()
        self._leave(lambda: self._show_entry(place))

    def _leave(self, leave: Callable[[], object]) -> None:
        """Go to another scenario. Asks first if steps were changed."""
        if not self.dirty:
            leave()
            return
        with QSignalBlocker(self.choice):
            self.choice.setCurrentIndex(self._shown)
        name = one_line(self._current_scenario().name, 60)
        what = self.tr("The steps of “{name}” have been changed.").format(name=name)
        ask_before_losing(self, what, save=self._on_save, leave=leave)

    def _on_save(self) -> None:
        now = self._current_scenario()

        def taken(name: str, description: str, values: Any) -> None:
            changed = replace(now, name=name, description=description, values=values)
            self._tasks.run(self, lambda: self._services.scenario_library.save(changed), done=self._saved)

        ScenarioDialog(self, now.name, now.description, now.values, taken).open()

    def _saved(self, key: str) -> None:
        self.dirty = False
        self.load(key)
        self._notifier.notice(self.tr("The scenario is saved."), "good")

    def _on_remove(self) -> None:
        entry = self._current()
        if entry is None or not entry.own:
            return

        def remove() -> None:
            self.dirty = False
            self._shown = -1
            self._tasks.run(self, lambda: self._services.scenario_library.remove(entry.key), done=lambda _: self.load())

        text = self.tr("Remove “{name}”?").format(name=one_line(entry.title, 60))
        details = self.tr("Its file will be deleted from the data folder.")
        self._notifier.confirm(
            self, self.tr("Remove scenario"), text, self.tr("Remove"), remove, danger=True, details=details
        )

    def _on_open(self) -> None:
        title, kinds = self.tr("Open scenario"), self.tr("Scenarios (*.json);;All files (*)")
        self._leave(lambda: ask_open_path(self, title, kinds, self.open_file))

    def open_file(self, path: Path) -> None:
        """Show a file's scenario, which becomes the user's own when saved."""
        self._tasks.run(self, lambda: self._services.scenario_library.open(path), done=self._show_file, latest="file")

    def _show_file(self, scenario: Scenario) -> None:
        self._shown = -1
        with QSignalBlocker(self.choice):
            self.choice.setCurrentIndex(-1)
        self._show(scenario, dirty=True)

    def _on_write(self) -> None:
        ask_save_path(self, self.tr("Save scenario as file"), "scenario.json", self.write_file)

    def write_file(self, path: Path) -> None:
        now = self._current_scenario()
        message = self.tr("The scenario was saved as {name}.").format(name=path.name)
        self._tasks.run(
            self,
            lambda: self._services.scenario_library.write_to(path, now),
            done=lambda _: self._notifier.notice(message, "good"),
        )

    def _current(self) -> Entry | None:
        place = self.choice.currentIndex()
        return self._entries[place] if 0 <= place < len(self._entries) else None
