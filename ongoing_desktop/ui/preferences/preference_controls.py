"""Creates the control of a preference from its row. A new kind of control is one function and one case."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Final

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from ongoing_desktop.bodies.visible import one_line
from ongoing_desktop.domain.lazy_dataclasses import dataclass
from ongoing_desktop.domain.settings import Settings
from ongoing_desktop.domain.watches import WatchChoice
from ongoing_desktop.ui.context import InContext, WindowContext
from ongoing_desktop.ui.kit.buttons import check_box, push_button
from ongoing_desktop.ui.kit.controls import combo_box, line_edit
from ongoing_desktop.ui.kit.layout import TOP, hbox
from ongoing_desktop.ui.kit.plain_text import label, named
from ongoing_desktop.ui.kit.sizes import sized
from ongoing_desktop.ui.kit.spin_boxes import DoubleSpinBox, SpinBox, double_spin_box, spin_box
from ongoing_desktop.ui.language_switch import SYSTEM, languages
from ongoing_desktop.wording.language import translated as tr
from ongoing_desktop.wording.messages import problem_sentence
from ongoing_desktop.wording.preferences import (
    ChoiceControl,
    CommandControl,
    LanguageControl,
    NamesControl,
    NumberControl,
    PreferenceRow,
    SwitchControl,
    TextControl,
    WatchControl,
)
from ongoing_desktop.wording.times import short_time
from ongoing_desktop.wording.watches import Watch

Save = Callable[[Any], object]
"""Receives a value to save."""
Complain = Callable[[str], object]
"""Receives the problem with the input; empty for none."""
NARROW: Final = 220
WIDE: Final = 360
NAMES_HEIGHT: Final = 92


@dataclass(frozen=True, slots=True)
class Made:
    """A control, and the function that shows a value in it."""

    widget: QWidget
    show: Callable[[Any], object]


def make_control(row: PreferenceRow, context: WindowContext, parent: QWidget, save: Save, complain: Complain) -> Made:
    """The control of a row. It calls ``save`` when another value was entered."""
    match row.control:
        case NumberControl() as number:
            return _number(row, number, parent, save)
        case ChoiceControl() as choice:
            return _choice(row, [(tr(words), key) for key, words in choice.options], parent, save)
        case LanguageControl():
            found = [(name, code) for code, name in languages().items()]
            return _choice(row, [(tr("As the system"), SYSTEM), *found], parent, save)
        case TextControl() as text:
            return _text(row, text, parent, save, complain)
        case NamesControl() as names:
            return _names(row, names, context, parent, save)
        case CommandControl() as elsewhere:
            return _elsewhere(row, elsewhere, context, parent)
        case SwitchControl():
            return _switch(row, parent, save)
        case WatchControl() as watched:
            return _watched(row, watched, context, parent, save)


def _switch(row: PreferenceRow, parent: QWidget, save: Save) -> Made:
    box = check_box(parent, tr("On"), row.key)
    box.clicked.connect(save)
    return Made(box, box.setChecked)


def _number(row: PreferenceRow, control: NumberControl, parent: QWidget, save: Save) -> Made:
    spin: DoubleSpinBox | SpinBox
    unit = tr(control.unit) if control.unit else ""
    if control.decimals:
        between = (control.least, control.most)
        spin = double_spin_box(parent, row.key, between, decimals=control.decimals, suffix=unit)
    else:
        spin = spin_box(parent, row.key, (int(control.least), int(control.most)), suffix=unit)
    spin.setKeyboardTracking(False)
    sized(spin, width=NARROW // 2)
    spin.valueChanged.connect(save)

    def show(value: Any) -> None:
        with QSignalBlocker(spin):  # so that it is not saved again
            spin.setValue(value)

    return Made(spin, show)


def _watched(row: PreferenceRow, control: WatchControl, context: WindowContext, parent: QWidget, save: Save) -> Made:
    place, limit = QWidget(parent), control.watch.limit
    box = check_box(place, tr("On"), row.key)
    box.setAccessibleName(tr(row.title))
    number = NumberControl(limit.least, limit.most, limit.unit, limit.decimals)
    made = _number(row, number, place, lambda value: save(WatchChoice(box.isChecked(), value)))
    spin = made.widget
    state = WatchState(context, control.watch, place)
    spin.setObjectName(f"{row.key}-limit")
    spin.setAccessibleName(tr("Limit of “{title}”").format(title=tr(row.title)))

    def show(value: WatchChoice) -> None:
        box.setChecked(value.on)
        made.show(value.limit if limit.decimals else round(value.limit))
        spin.setEnabled(value.on)
        state.refresh()

    box.clicked.connect(lambda on: save(WatchChoice(on, spin.property("value"))))
    place.setFocusProxy(box)
    hbox(box, spin, state, on=place)
    return Made(place, show)


class WatchState(InContext, QWidget):
    """Says that all is well, or since when it is not. Empty while the watch is off."""

    def __init__(self, context: WindowContext, watch: Watch, parent: QWidget) -> None:
        super().__init__(parent)
        self.use_context(context)
        self._watch = watch
        self._text = label("", self, role="secondary", name=f"watch-{watch.key}-state")
        hbox(self._text, on=self)
        context.signals.watches_changed.connect(self.refresh)
        self.refresh()

    def refresh(self, _: object = None) -> None:
        open_ = [item.since for item in self._services.watching.report.open if item.watch == self._watch.key]
        if not self._watch.chosen(self._services.settings.current.preferences).on:
            text = ""
        elif open_:
            text = self.tr("Reported since {time}").format(time=short_time(min(open_)))
        else:
            text = self.tr("Nothing to report")
        self._text.setText(text)


def _choice(row: PreferenceRow, options: Sequence[tuple[str, str]], parent: QWidget, save: Save) -> Made:
    box = combo_box(parent, row.key, items=options)
    sized(box, width=NARROW)
    box.activated.connect(lambda _: save(box.currentData()))
    return Made(box, box.choose)


def _text(row: PreferenceRow, control: TextControl, parent: QWidget, save: Save, complain: Complain) -> Made:
    line = line_edit(parent, row.key, placeholder=control.placeholder, clear=True)
    sized(line, least_width=WIDE)

    def check() -> None:
        typed = line.text().strip()
        problems = control.problems(typed)
        complain(" ".join(map(problem_sentence, problems)))
        if not problems:
            save(typed)

    def show(value: str) -> None:
        if value != line.text().strip():
            line.setText(value)
            line.setCursorPosition(0)
        complain("")

    line.textEdited.connect(lambda _: complain(""))
    line.editingFinished.connect(check)
    return Made(line, show)


def _names(row: PreferenceRow, control: NamesControl, context: WindowContext, parent: QWidget, save: Save) -> Made:
    place = QWidget(parent)
    found = named(QListWidget(place), row.key, tr(row.title))
    sized(found, height=NAMES_HEIGHT)
    none = label(tr(control.none), place, role="secondary")
    remove = push_button(place, tr("Remove"), f"{row.key}Remove")
    hbox((found, 1), (none, 1), (remove, TOP), on=place)

    def names() -> list[str]:
        return [str(found.item(at).data(Qt.ItemDataRole.UserRole)) for at in range(found.count())]

    def show(value: frozenset[str]) -> None:
        settings = context.services.settings.current
        found.clear()
        for name in sorted(value):
            item = QListWidgetItem(one_line(_words(row.key, name, settings), 120), found)
            item.setData(Qt.ItemDataRole.UserRole, name)
        found.setVisible(bool(value))
        remove.setVisible(bool(value))
        remove.setEnabled(False)
        none.setVisible(not value)

    def drop() -> None:
        gone = {str(item.data(Qt.ItemDataRole.UserRole)) for item in found.selectedItems()}
        save(frozenset(names()) - gone)

    found.itemSelectionChanged.connect(lambda: remove.setEnabled(bool(found.selectedItems())))
    remove.clicked.connect(drop)
    return Made(place, show)


def _elsewhere(row: PreferenceRow, control: CommandControl, context: WindowContext, parent: QWidget) -> Made:
    button = push_button(parent, "", row.key)
    if (action := context.window.findChild(QAction, control.command)) is not None:
        button.setText(action.text())
        button.clicked.connect(action.trigger)
    return Made(button, lambda _: None)


def _words(key: str, name: str, settings: Settings) -> str:
    """A stored name for display: system ids become their names."""
    if key == "production_systems":
        system = settings.system(name)
        return system.name if system else name
    system_id, _, host = name.partition(" ")
    if key == "confirmed_hosts" and host:
        system = settings.system(system_id)
        return f"{host} · {system.name}" if system else host
    return name
