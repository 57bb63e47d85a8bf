"""The dialog with all systems. Each is edited on its own tabs and saved separately."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Final

import shiboken6
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QListWidget, QListWidgetItem, QStackedWidget, QWidget

from ongoing_desktop.bodies.visible import one_line
from ongoing_desktop.domain.problems import Problem
from ongoing_desktop.domain.settings import Settings, System
from ongoing_desktop.domain.system_changes import Effect, Moves
from ongoing_desktop.ui.commands.ongoing import connect
from ongoing_desktop.ui.context import InContext, WindowContext
from ongoing_desktop.ui.kit.buttons import check_box, push_button
from ongoing_desktop.ui.kit.layout import STRETCH, hbox, vbox
from ongoing_desktop.ui.kit.plain_text import named, paragraph
from ongoing_desktop.ui.kit.sizes import sized
from ongoing_desktop.ui.kit.unsaved_changes import UnsavedChangesDialog
from ongoing_desktop.ui.systems import system_texts as words
from ongoing_desktop.ui.systems.add_dialogs import AddSystemDialog
from ongoing_desktop.ui.systems.system_form import SystemForm
from ongoing_desktop.wording.messages import in_quotes

SIZE: Final = (900, 600)
ID: Final = int(Qt.ItemDataRole.UserRole)


class SystemsDialog(InContext, UnsavedChangesDialog):
    """Show it with ``open()``."""

    NOTICE = "systemsNotice"

    def __init__(self, context: WindowContext, parent: QWidget, *, system_id: str) -> None:
        lead = parent.tr("Saving here changes nothing in Ongoing.")
        super().__init__(parent, "systemsDialog", parent.tr("Systems"), lead=lead, size=SIZE)
        self.use_context(context)
        self._forms: dict[str, SystemForm] = {}
        self._saving = False
        self._make()
        self._lay_out()
        self._list.currentItemChanged.connect(lambda *_: self._on_chosen())
        self.show_settings()
        context.signals.settings_changed.connect(self.show_settings)
        self.select(system_id or next(iter(self._forms), ""))

    # construction

    def _make(self) -> None:
        self._list = named(QListWidget(self), "systemsList", self.tr("Systems"))
        self._list.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._pages = QStackedWidget(self)
        self._empty = paragraph(
            self.tr("There are no systems yet. Add one: a system is one Ongoing WMS instance."), self, "muted"
        )
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._pages.addWidget(self._empty)
        self._add_button = push_button(self, self.tr("Add…"), "systemsAdd", self._add_system)
        self._remove_button = push_button(self, self.tr("Remove"), "systemsRemove", self._remove)
        self._connect_button = push_button(self, self.tr("Connect to Ongoing…"), "systemsConnect", self._to_connect)
        self._compare_button = push_button(self, self.tr("Compare systems…"), "systemsCompare", self._to_compare)
        self._discard_button = push_button(self, self.tr("Discard changes"), "discard", self._discard)
        self._close_button = push_button(self, self.tr("Close"), "close", self.reject)
        self._save_button = push_button(self, self.tr("Save"), "save", self.save, default=True)

    def _lay_out(self) -> None:
        left = QWidget(self)
        sized(left, width=220)
        vbox(
            (self._list, 1),
            hbox((self._add_button, 1), (self._remove_button, 1)),
            self._connect_button,
            self._compare_button,
            on=left,
        )
        self.add((hbox(left, (self._pages, 1), spacing=20), 1))
        self.end_with(self._close_button, self._save_button, left=[self._discard_button, STRETCH])

    # public

    def show_settings(self, _: object = None) -> None:
        """Show the current settings. Edits stay."""
        settings = self._services.settings.current
        for system_id in [key for key in self._forms if settings.system(key) is None]:
            form = self._forms.pop(system_id)
            if form.dirty:
                message = self.tr("“{name}” was removed elsewhere; your changes to it are not saved.")
                self.show_notice(message.format(name=one_line(form.base.name)), "warn")
            self._pages.removeWidget(form)
            form.deleteLater()
        for system in settings.systems:
            form = self._forms.get(system.id) or self._new_form(system)
            if not form.dirty and form.base != system:
                form.load(system)
        self._show_list(settings)

    def retranslate(self) -> None:
        """Show the standard statuses by their names in the language."""
        for form in self._forms.values():
            form.statuses.use_standard(self._services.statuses)

    def select(self, system_id: str) -> None:
        for row in range(self._list.count()):
            if self._list.item(row).data(ID) == system_id:
                self._list.setCurrentRow(row)

    def save(self) -> None:
        """Save the shown system. Asks first if webhooks change with it."""
        form = self._form
        if form is None or self._saving or not form.dirty:
            return
        # A cell editor commits its text when it loses the focus.
        self._save_button.setFocus()
        form.tried = True
        draft, moves = form.draft(), form.moves()
        if problems := self._services.systems.problems(draft):
            form.show_problems(problems)
            form.show_first(problems)
            return
        if effects := self._services.systems.effects(draft, form.base, moves):
            self._ask(form, draft, moves, effects)
        else:
            self._commit(form, draft, moves, carry=True)

    # slots

    def _on_chosen(self) -> None:
        form = self._form
        self._pages.setCurrentWidget(form or self._empty)
        self._enable()

    def _on_edit(self, form: SystemForm) -> None:
        if form.dirty:
            form.show_problems(self._services.systems.problems(form.draft()))
        else:
            form.show_problems(())
        self._mark()
        self._enable()

    def _add_system(self) -> None:
        def added(system: System) -> None:
            self.show_settings()
            self.select(system.id)

        AddSystemDialog(self._context, self, added).open()

    def _remove(self) -> None:
        form = self._form
        if form is None:
            return
        system = form.base
        message = self.tr("“{name}” will be removed here. Nothing changes in Ongoing.")
        details = words.removal_words(system, self._services.settings.current)
        name = one_line(system.name)

        def done(_: None) -> None:
            self.show_settings()
            self._tell(self.tr("Removed the system “{name}”.").format(name=name))

        def remove() -> None:
            if shiboken6.isValid(form):  # it may have been removed elsewhere during the question
                form.load(system)
            self._tasks.run(self, lambda: self._services.systems.remove_system(system.id), done=done)

        self._notifier.confirm(
            self,
            self.tr("Remove the system?"),
            message.format(name=name),
            self.tr("Remove"),
            remove,
            danger=True,
            details=details,
        )

    def _to_compare(self) -> None:
        self._leave_for(self._context.navigation.compare_systems)

    def _to_connect(self) -> None:
        self._leave_for(partial(connect, self._context))

    def _leave_for(self, then: Callable[[str], object]) -> None:
        """Close, after the question about unsaved changes, and go on with the shown system."""
        shown = self._form.base.id if self._form else ""

        def go() -> None:
            self.leave()
            then(shown)

        if what := self.unsaved():
            self.ask_to_leave(what, go)
        else:
            go()

    def _discard(self) -> None:
        form = self._form
        if form is not None:
            form.load(self._services.settings.current.system(form.base.id) or form.base)
            self._mark()
            self._enable()

    # private

    @property
    def _form(self) -> SystemForm | None:
        item = self._list.currentItem()
        return self._forms.get(str(item.data(ID))) if item else None

    def _new_form(self, system: System) -> SystemForm:
        form = SystemForm(system, self._services.statuses, self._theme, self._pages)
        form.changed.connect(lambda: self._on_edit(form))
        self._forms[system.id] = form
        self._pages.addWidget(form)
        return form

    def _show_list(self, settings: Settings) -> None:
        shown = self._form.base.id if self._form else ""
        self._list.blockSignals(True)
        self._list.clear()
        for system in sorted(settings.systems, key=lambda item: item.name.casefold()):
            item = QListWidgetItem(one_line(system.name), self._list)
            item.setData(ID, system.id)
        self._list.blockSignals(False)
        self._mark()
        self.select(shown)
        if self._list.currentRow() < 0 and self._list.count():
            self._list.setCurrentRow(0)
        self._on_chosen()

    def _mark(self) -> None:
        for row in range(self._list.count()):
            item = self._list.item(row)
            form = self._forms.get(str(item.data(ID)))
            if form is not None:
                name = one_line(form.base.name)
                item.setText(self.tr("{name} · not saved").format(name=name) if form.dirty else name)

    def _enable(self) -> None:
        form = self._form
        dirty = form is not None and form.dirty
        self._save_button.setEnabled(dirty and not self._saving)
        self._discard_button.setVisible(dirty)
        self._remove_button.setEnabled(form is not None)
        self._connect_button.setEnabled(form is not None)
        self._compare_button.setEnabled(len(self._forms) > 1)

    def _ask(self, form: SystemForm, draft: System, moves: Moves, effects: Sequence[Effect]) -> None:
        carry: QCheckBox | None = None
        if any(effect.optional for effect in effects):
            carry = check_box(
                self, self.tr("Also update statuses and transporters in these webhooks"), "carryAlong", on=True
            )
        box = self._notifier.confirm(
            self,
            self.tr("Webhooks that also change"),
            self.tr("Saving “{name}” also changes these webhooks here.").format(name=one_line(draft.name)),
            self.tr("Save"),
            lambda: self._commit(form, draft, moves, carry=carry is None or carry.isChecked()),
            danger=any(effect.code.endswith(("-last", "-removed")) for effect in effects),
            details="\n\n".join(words.effect_words(effect) for effect in effects),
        )
        if carry is not None:
            box.setCheckBox(carry)

    def _commit(self, form: SystemForm, draft: System, moves: Moves, *, carry: bool) -> None:
        # No typing is possible that the result would overwrite.
        form.setEnabled(False)
        self._saving = True
        self._enable()
        base = form.base

        def ended() -> None:
            self._saving = False
            if shiboken6.isValid(form):
                form.setEnabled(True)
            self._enable()

        def done(result: System | tuple[Problem, ...]) -> None:
            if not shiboken6.isValid(form):
                return
            if isinstance(result, System):
                form.load(result)
                self.show_settings()
                self._tell(self.tr("Saved “{name}” here.").format(name=one_line(result.name)))
                self.saved_some()
                return
            current = self._services.settings.current.system(draft.id)
            if current is not None:
                # Saving again replaces the other one's changes, as the sentence says.
                form.base = current
            form.show_problems(result)
            form.show_first(result)
            self._enable()

        work = partial(self._services.systems.save_system, draft, base, moves, carry=carry)
        self._tasks.run(self, work, done=done, ended=ended)

    def _tell(self, text: str) -> None:
        undo = self._context.undo_action
        self._notifier.notice(text, "good", undo)
        self.show_notice(text, "good", undo)

    def unsaved(self) -> str:
        """The unsaved changes as a sentence."""
        names = ", ".join(in_quotes(one_line(form.base.name)) for form in self._forms.values() if form.dirty)
        return self.tr("Your changes to {names} are not saved.").format(names=names) if names else ""

    def save_all(self) -> None:
        """Save one system after the other, showing each first."""
        for system_id, form in self._forms.items():
            if form.dirty:
                self.select(system_id)
                self.save()
                return
