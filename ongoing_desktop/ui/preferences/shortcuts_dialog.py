"""The shortcuts of all commands: search, change, reset."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QKeyCombination, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QKeySequenceEdit, QWidget
from shiboken6 import isValid

from ongoing_desktop.ui.commands.shortcuts import default_keys, is_fixed, key_texts, keys_text, shared_by_default
from ongoing_desktop.ui.kit.buttons import push_button
from ongoing_desktop.ui.kit.controls import line_edit
from ongoing_desktop.ui.kit.dialog import Dialog
from ongoing_desktop.ui.kit.layout import hbox
from ongoing_desktop.ui.kit.line_table import FIT, Column, Line, Lines
from ongoing_desktop.ui.kit.plain_text import label, named, paragraph, show_text
from ongoing_desktop.wording.messages import in_quotes

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ongoing_desktop.domain.settings_changed import SettingsChanged
    from ongoing_desktop.ui.context import WindowContext

SIZE: Final = (700, 560)


class ShortcutsDialog(Dialog):
    """Not modal. A change applies at once, in menus, tooltips and the palette too. Main thread only."""

    def __init__(self, context: WindowContext, parent: QWidget, extra: Sequence[tuple[str, str]]) -> None:
        """``parent``: the window with the commands' actions. ``extra``: fixed keys, and what they do."""
        title = parent.tr("Keyboard shortcuts")
        lead = parent.tr("Choose a command to change its shortcut. Keys in grey are fixed.")
        super().__init__(parent, "keysDialog", title, lead=lead, size=SIZE)
        self.setModal(False)
        self._context = context
        self._actions = {action.objectName(): action for action in parent.actions() if action.objectName()}
        self._extra = extra
        self.filter = line_edit(
            self,
            "keysFilter",
            accessible=self.tr("Search commands and keys"),
            placeholder=self.tr("Search"),
            clear=True,
        )
        columns = (Column(self.tr("Command")), Column(self.tr("Menu"), FIT), Column(self.tr("Shortcut"), FIT))
        self.table = Lines(self, "keysTable", self.tr("Shortcuts"), columns, context.theme)
        self.record = named(QKeySequenceEdit(self), "keysRecord", self.tr("New shortcut"))
        self.record.setMaximumSequenceLength(1)
        # Tab leaves the field instead of being recorded.
        tabs = (Qt.Key.Key_Tab, Qt.Key.Key_Backtab)
        self.record.setFinishingKeyCombinations([QKeyCombination(key) for key in tabs])
        self._name = label(self.tr("New shortcut"), self)
        self._name.setBuddy(self.record)
        self.assign = push_button(self, self.tr("Assign"), "keysAssign", self._assign, look="primary")
        self.remove = push_button(self, self.tr("Remove"), "keysRemove", partial(self._change, None))
        self.reset = push_button(self, self.tr("Reset"), "keysReset", self._reset)
        self.reset_all = push_button(self, self.tr("Reset all"), "keysResetAll", lambda _=False: self._save({}))
        self.problem = paragraph("", self, "problem", "keysProblem")
        self.add(
            self.filter,
            (self.table, 1),
            hbox(self._name, (self.record, 1), self.assign, self.remove, self.reset),
            self.problem,
        )
        self.end_with(self.tr("Close"), left=[self.reset_all])
        self.filter.textChanged.connect(lambda _: self._show())
        self.table.chosen.connect(lambda _: self._on_choice())
        self.table.opened.connect(lambda _: self.record.setFocus())
        self.record.keySequenceChanged.connect(lambda _: self._check())
        context.signals.settings_changed.connect(self._follow)
        self._show()
        self._on_choice()

    # what is shown

    def _show(self) -> None:
        words = self.filter.text().casefold().split()
        lines = []
        for name, action in self._actions.items():
            cells = (action.iconText(), str(action.property("menuTitle") or ""), keys_text(action.shortcuts()))
            lines.append(Line(cells, key=name, quiet=is_fixed(action)))
        lines += [Line((self.tr(what), "", keys), quiet=True) for keys, what in self._extra]
        lines.sort(key=lambda line: line.cells[0].casefold())
        self.table.show_lines(
            [line for line in lines if all(word in " ".join(line.cells).casefold() for word in words)]
        )
        self.reset_all.setEnabled(bool(self._context.services.settings.current.preferences.shortcuts))

    def _on_choice(self) -> None:
        self.record.clear()
        self._check()

    def _check(self) -> None:
        """Name what already uses the entered keys."""
        action, keys = self._current(), self.record.keySequence()
        text, possible = "", action is not None and not keys.isEmpty()
        if action is not None and possible:
            if what := self._fixed_use(keys):
                text, possible = self.tr("{keys} is fixed: {what}.").format(keys=keys_text([keys]), what=what), False
            elif others := self._used_by(keys, action):
                names = ", ".join(in_quotes(other.iconText()) for other in others)
                text = self.tr("{keys} belongs to {names}. “Assign” takes it away there.")
                text = text.format(keys=keys_text([keys]), names=names)
        show_text(self.problem, text)
        self.assign.setEnabled(possible)
        self.record.setEnabled(action is not None)
        self.remove.setEnabled(action is not None and bool(action.shortcuts()))
        chosen = self._context.services.settings.current.preferences.shortcuts
        self.reset.setEnabled(action is not None and action.objectName() in chosen)

    def _current(self) -> QAction | None:
        """The chosen command; None if its keys are fixed."""
        action = self._actions.get(str(self.table.current))
        # The window deletes its commands before this dialog, whose field then reports the end of a recording.
        return None if action is None or not isValid(action) or is_fixed(action) else action

    def _fixed_use(self, keys: QKeySequence) -> str:
        for texts, what in self._extra:
            if keys in [QKeySequence(text) for text in texts.replace("Enter", "Return").split(", ")]:
                return self.tr(what)
        fixed = (action for action in self._actions.values() if is_fixed(action))
        return next((action.iconText() for action in fixed if keys in action.shortcuts()), "")

    def _used_by(self, keys: QKeySequence, action: QAction) -> list[QAction]:
        others = (other for other in self._actions.values() if other is not action and not is_fixed(other))
        return [other for other in others if keys in other.shortcuts() and not shared_by_default(action, other)]

    # what is changed

    def _assign(self) -> None:
        self._change(self.record.keySequence())

    def _change(self, keys: QKeySequence | None, _: bool = False) -> None:
        """Give the command these keys, or none, and take them from the others."""
        action = self._current()
        if action is None:
            return
        chosen = dict(self._context.services.settings.current.preferences.shortcuts)
        for other in self._used_by(keys, action) if keys is not None else ():
            chosen[other.objectName()] = key_texts(found for found in other.shortcuts() if found != keys)
        chosen[action.objectName()] = [] if keys is None else key_texts([keys])
        self._save(chosen)

    def _reset(self) -> None:
        """Give the command its default keys, and take them from the others."""
        if (action := self._current()) is None:
            return
        chosen = dict(self._context.services.settings.current.preferences.shortcuts)
        chosen.pop(action.objectName(), None)
        for keys in default_keys(action):
            for other in self._used_by(keys, action):
                chosen[other.objectName()] = key_texts(found for found in other.shortcuts() if found != keys)
        self._save(chosen)

    def _save(self, chosen: dict[str, list[str]]) -> None:
        self._context.tasks.run(self, partial(self._context.services.settings.set_preferences, shortcuts=chosen))

    def _follow(self, change: SettingsChanged) -> None:
        # The window has changed the actions before.
        if "shortcuts" in change.kinds:
            self._show()
            self._on_choice()
