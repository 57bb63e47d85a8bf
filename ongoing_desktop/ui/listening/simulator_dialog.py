"""The API simulator: its switch, documents, credential and faults."""

from __future__ import annotations

from functools import partial
from typing import Final

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QMenu, QWidget

from ongoing_desktop.bodies.visible import one_line
from ongoing_desktop.domain.api import LOOKUPS, RESOURCES, ROOT
from ongoing_desktop.domain.problems import Problem
from ongoing_desktop.domain.rule_presets import API_FAULTS
from ongoing_desktop.domain.rules import Rule
from ongoing_desktop.domain.settings import Settings
from ongoing_desktop.domain.settings_changed import SettingsChanged
from ongoing_desktop.ui.composer.payload_editor import PayloadEditor
from ongoing_desktop.ui.context import InContext, WindowContext
from ongoing_desktop.ui.kit.buttons import check_box, push_button
from ongoing_desktop.ui.kit.clipboard import put_on_clipboard
from ongoing_desktop.ui.kit.controls import line_edit
from ongoing_desktop.ui.kit.form_field import Field
from ongoing_desktop.ui.kit.keyboard import shortcut
from ongoing_desktop.ui.kit.layout import STRETCH, hbox, vbox
from ongoing_desktop.ui.kit.plain_text import named, paragraph
from ongoing_desktop.ui.kit.sizes import sized
from ongoing_desktop.ui.kit.unsaved_changes import UnsavedChangesDialog
from ongoing_desktop.ui.listening.simulator_credential import SimulatorCredentialDialog
from ongoing_desktop.wording.language import translated
from ongoing_desktop.wording.messages import problem_sentence

SIZE: Final = (980, 680)
PATH: Final = int(Qt.ItemDataRole.UserRole)
FIRST_ID: Final = 70001
"""Id of the first new object; the next free one is used."""


class SimulatorDialog(InContext, UnsavedChangesDialog):
    """Show it with ``open()``. Switching, adding and removing apply at once; a text applies when saved."""

    def __init__(self, context: WindowContext, parent: QWidget) -> None:
        lead = parent.tr(
            "While this is on, the listener answers requests to Ongoing's REST API, so that a receiver that looks things "
            "up can be tested without Ongoing. Test events change the status of the object that they are about."
        )
        super().__init__(parent, "simulatorDialog", parent.tr("API simulator"), lead=lead, size=SIZE)
        self.use_context(context)
        self._drafts: dict[str, tuple[str, str]] = {}
        """By saved path, the path and text of unsaved edits."""
        self._wanted = ""
        self._make()
        self._lay_out()
        self.show_settings(context.services.settings.current)
        context.signals.settings_changed.connect(self.follow)

    # construction

    def _make(self) -> None:
        self._on = check_box(self, self.tr("Answer API requests"), "simulatorOn", self._switch)
        self._base = line_edit(self, "simulatorBase", accessible=self.tr("Base address"), read_only=True)
        self._copy = push_button(self, self.tr("Copy"), "simulatorCopy", self._copy_base)
        self._list = named(QListWidget(self), "simulatorList", self.tr("Documents"))
        self._list.setTextElideMode(Qt.TextElideMode.ElideRight)
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        sized(self._list, spacing=1)
        self._path = line_edit(self, "simulatorPath")
        self._path_field = Field(self.tr("Path"), self._path, self)
        self._text = named(PayloadEditor(self._context.theme, self), "simulatorText", self.tr("JSON document"))
        self._problem = paragraph("", self, "problem", "simulatorProblem")
        self._empty = paragraph(
            self.tr(
                "There is no document yet. Lists are made from the settings of the systems, and an object is invented for "
                "each test event. Add a document to decide exactly what is answered."
            ),
            self,
            "muted",
            "simulatorEmpty",
        )
        self._add = push_button(self, self.tr("Add"), "simulatorAdd")
        self._add.setMenu(self._menu())
        self._remove = push_button(self, self.tr("Remove"), "simulatorRemove", self._remove_document)
        self._faults = push_button(self, self.tr("Faults"), "simulatorFaults")
        self._faults_menu = QMenu(self._faults)
        self._faults_menu.setObjectName("simulatorFaultsMenu")
        self._faults_menu.aboutToShow.connect(self._fill_faults)
        self._faults.setMenu(self._faults_menu)
        self._credential = push_button(self, self.tr("Credential…"), "simulatorCredential", self._edit_credential)
        message = self.tr("Answer from the documents as they are, whatever test events said since.")
        self._forget = push_button(
            self, self.tr("Forget events"), "simulatorForget", self._forget_events, tooltip=message
        )
        self._discard = push_button(self, self.tr("Discard changes"), "simulatorDiscard", self._discard_edit)
        self._save = push_button(self, self.tr("Save"), "simulatorSave", self.save, default=True)

    def _menu(self) -> QMenu:
        menu = QMenu(self._add)
        menu.setObjectName("simulatorNew")
        for resource in RESOURCES.values():
            if resource.id:
                title = resource.title[:1].upper() + resource.title[1:]
                menu.addAction(title).triggered.connect(partial(self._add_object, resource.collection))
        menu.addSeparator()
        for lookup in LOOKUPS.values():
            menu.addAction(lookup.path).triggered.connect(partial(self._add_document, lookup.path))
        return menu

    def _lay_out(self) -> None:
        left = QWidget(self)
        sized(left, width=300)
        vbox((self._list, 1), hbox((self._add, 1), (self._remove, 1)), on=left)
        self._form = QWidget(self)
        vbox(self._path_field, (self._text, 1), self._problem, on=self._form)
        self.add(hbox(self._on, STRETCH, (self._base, 2), self._copy, spacing=12))
        self.add((hbox(left, (self._empty, 1), (self._form, 1), spacing=20), 1))
        self.end_with(
            self.tr("Close"), self._discard, self._save, left=[self._credential, self._faults, self._forget, STRETCH]
        )
        self._list.currentItemChanged.connect(lambda *_: self._on_chosen())
        self._path.textEdited.connect(lambda _: self._on_edit())
        self._text.edited.connect(self._on_edit)
        self._text.settled.connect(self._check)
        self._text.refused.connect(self._refuse)
        shortcut(self._list, Qt.Key.Key_Delete, self._remove_document)

    # public

    def follow(self, change: SettingsChanged) -> None:
        """The settings have changed."""
        self.show_settings(change.after)

    def show_settings(self, settings: Settings) -> None:
        """Show the current documents. Edits stay."""
        simulator = settings.simulator
        known = simulator.documents
        self._drafts = {path: draft for path, draft in self._drafts.items() if path in known}
        with QSignalBlocker(self._on):
            self._on.setChecked(simulator.on)
        self._base.setText(self._services.listening.own_base())
        shown = self._wanted if self._wanted in known else self._shown
        self._wanted = ""
        with QSignalBlocker(self._list):
            self._list.clear()
            for path in known:
                item = QListWidgetItem(self._list)
                item.setData(PATH, path)
                self._tell(item, settings)
            places = list(known)
            self._list.setCurrentRow(places.index(shown) if shown in places else 0)
        self._forget.setVisible(bool(settings.preferences.simulated))
        user = one_line(simulator.username, 30)
        self._credential.setText(
            self.tr("Credential: {name}…").format(name=user) if user else self.tr("Credential: none…")
        )
        on = sum(rule.on for rule in self._services.simulator.faults())
        self._faults.setText(self.tr("Faults ({count})").format(count=on) if on else self.tr("Faults"))
        self._on_chosen()

    def save(self) -> None:
        """Save the shown document, or show its problems."""
        saved = self._shown
        if (draft := self._drafts.get(saved)) is None:
            return
        path, text = draft

        def done(problems: tuple[Problem, ...]) -> None:
            if problems:
                self._show(problems)
                return
            self._drafts.pop(saved, None)
            self._wanted = path.strip()
            self.show_settings(self._services.settings.current)
            self.saved_some()

        self._tasks.run(self, lambda: self._services.simulator.save(path, text, instead_of=saved), done=done)

    # slots

    def _switch(self, on: bool) -> None:
        def done(_: object) -> None:
            if on and not self._services.listening.running:
                self._notifier.notice(self.tr("Start the listener to use the API simulator."), "info")

        self._tasks.run(self, lambda: self._services.simulator.switch(on=on), done=done)

    def _copy_base(self) -> None:
        put_on_clipboard(self._base.text())
        self._notifier.notice(self.tr("Copied. API paths begin with {root} after it.").format(root=ROOT))

    def _on_chosen(self) -> None:
        path = self._shown
        self._form.setVisible(bool(path))
        self._empty.setVisible(not path)
        if path:
            stored = self._services.simulator.current.documents.get(path, "")
            shown_path, text = self._drafts.get(path, (path, stored))
            if self._path.text() != shown_path:
                self._path.setText(shown_path)
            shown = self._text.fitting(text)
            why = self._text.too_wide(shown)
            self._text.setReadOnly(bool(why))
            self._text.put("" if why else shown)
            if why:
                self._show(())
                self._refuse(why)
                return
        self._check()

    def _on_edit(self) -> None:
        path = self._shown
        stored = self._services.simulator.current.documents.get(path)
        if stored is None:
            return
        draft = (self._path.text(), self._text.toPlainText())
        if draft == (path, stored):
            self._drafts.pop(path, None)
        else:
            self._drafts[path] = draft
        if (item := self._list.currentItem()) is not None:
            self._tell(item, self._services.settings.current)
        self._enable()

    def _check(self) -> None:
        """Show problems of the shown text, saved or not."""
        path = self._shown
        self._show(self._services.simulator.problems(*self._drafts[path]) if path in self._drafts else ())
        self._enable()

    def _add_object(self, collection: str) -> None:
        known = self._services.simulator.current.documents
        number = FIRST_ID
        while f"{collection}/{number}" in known:
            number += 1
        self._add_document(f"{collection}/{number}")

    def _add_document(self, path: str) -> None:
        if path in self._services.simulator.current.documents:
            self._wanted = path
            self.show_settings(self._services.settings.current)
            return
        text = self._services.simulator.new_document(path)

        def done(problems: tuple[Problem, ...]) -> None:
            if problems:
                self._notifier.notice(" ".join(problem_sentence(item) for item in problems), "bad")
            else:
                self._wanted = path
                self.show_settings(self._services.settings.current)

        self._tasks.run(self, lambda: self._services.simulator.save(path, text), done=done)

    def _remove_document(self) -> None:
        if not (path := self._shown):
            return
        message = self.tr("Removed the document {path}.").format(path=one_line(path, 60))
        self._drafts.pop(path, None)
        self._tasks.run(
            self,
            lambda: self._services.simulator.remove((path,)),
            done=lambda _: self._notifier.notice(message, "info", self._context.undo_action),
        )

    def _fill_faults(self) -> None:
        """Show existing rules, which can be switched, and presets, which can be added."""
        self._faults_menu.clear()
        for rule in self._services.simulator.faults():
            action = self._faults_menu.addAction(one_line(rule.name, 60))
            action.setCheckable(True)
            action.setChecked(rule.on)
            action.triggered.connect(partial(self._toggle_fault, rule.id, not rule.on))
        self._faults_menu.addSeparator()
        for key, preset in API_FAULTS.items():
            text = self.tr("Add “{name}”").format(name=translated(preset.title))
            self._faults_menu.addAction(text).triggered.connect(partial(self._add_fault, key))

    def _toggle_fault(self, rule_id: str, on: bool) -> None:
        self._tasks.run(self, lambda: self._services.rules.toggle(rule_id, on=on))

    def _add_fault(self, key: str) -> None:
        def done(result: Rule | tuple[Problem, ...]) -> None:
            if isinstance(result, Rule):
                message = self.tr("Every API request is now answered by “{name}”. Change it in the reply rules.")
                self._notifier.notice(message.format(name=result.name), "info", self._context.undo_action)

        self._tasks.run(self, lambda: self._services.simulator.add_fault(key), done=done)

    def _edit_credential(self) -> None:
        SimulatorCredentialDialog(self._context, self).open()

    def _forget_events(self) -> None:
        self._tasks.run(self, self._services.simulator.forget_events)

    def _discard_edit(self) -> None:
        self._drafts.pop(self._shown, None)
        self.show_settings(self._services.settings.current)

    # parts

    @property
    def _shown(self) -> str:
        item = self._list.currentItem()
        return str(item.data(PATH)) if item is not None else ""

    def _tell(self, item: QListWidgetItem, settings: Settings) -> None:
        path = str(item.data(PATH))
        name = one_line(path, 60)
        if path in self._drafts:
            name = self.tr("{name} · not saved").format(name=name)
        event = settings.preferences.simulated.get(path)
        status = event.get("status") if isinstance(event, dict) else None
        item.setText(self.tr("{name} · event: {status}").format(name=name, status=status) if status else name)

    def _show(self, problems: tuple[Problem, ...]) -> None:
        self._path_field.set_problem(" ".join(problem_sentence(item) for item in problems if item.field == "path"))
        self._problem.setText(" ".join(problem_sentence(item) for item in problems if item.field != "path"))
        self._problem.setVisible(bool(self._problem.text()))

    def _refuse(self, why: str) -> None:
        """Show why a text is not displayed or accepted."""
        self._problem.setText(why)
        self._problem.show()

    def _enable(self) -> None:
        edited = self._shown in self._drafts
        self._remove.setEnabled(bool(self._shown))
        self._save.setEnabled(edited)
        self._discard.setVisible(edited)

    def unsaved(self) -> str:
        """The unsaved changes as a sentence."""
        names = ", ".join(one_line(path, 60) for path in self._drafts)
        return self.tr("Your changes to {names} are not saved.").format(names=names) if names else ""

    def save_all(self) -> None:
        """Save one document after the other, showing each first."""
        for row in range(self._list.count()):
            if str(self._list.item(row).data(PATH)) in self._drafts:
                self._list.setCurrentRow(row)
                self.save()
                return
