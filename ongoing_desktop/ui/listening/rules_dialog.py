"""All reply rules in order: added in one click, switched, moved, and edited beside the list."""

from __future__ import annotations

from functools import partial
from typing import Final

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QGridLayout, QListWidget, QListWidgetItem, QMenu, QSizePolicy, QStackedWidget, QWidget

from ongoing_desktop.bodies.visible import one_line
from ongoing_desktop.domain.problems import Problem
from ongoing_desktop.domain.rule_presets import PRESETS
from ongoing_desktop.domain.rules import Rule
from ongoing_desktop.domain.settings import Settings
from ongoing_desktop.domain.settings_changed import SettingsChanged
from ongoing_desktop.services.reply_rules import Trial
from ongoing_desktop.ui.context import InContext, WindowContext
from ongoing_desktop.ui.kit.buttons import push_button, tool_button
from ongoing_desktop.ui.kit.keyboard import shortcut
from ongoing_desktop.ui.kit.layout import STRETCH, TOP, hbox, vbox
from ongoing_desktop.ui.kit.plain_text import named, paragraph, selectable, show_text
from ongoing_desktop.ui.kit.sizes import sized
from ongoing_desktop.ui.kit.unsaved_changes import UnsavedChangesDialog
from ongoing_desktop.ui.listening.rule_form import RuleForm
from ongoing_desktop.ui.listening.rule_texts import match_word, steps_word
from ongoing_desktop.wording.language import translated
from ongoing_desktop.wording.messages import counted, in_quotes, problem_sentence, sentence
from ongoing_desktop.wording.times import time_text

SIZE: Final = (940, 660)
COLUMNS: Final = 3
ID: Final = int(Qt.ItemDataRole.UserRole)


class RulesDialog(InContext, UnsavedChangesDialog):
    """Show it with ``open()``. Adding, switching, moving and removing apply at once; edits apply when saved."""

    def __init__(self, context: WindowContext, parent: QWidget, shown: str = "") -> None:
        """``shown``: id of the rule to show first."""
        lead = parent.tr("Each request is saved, then answered by the first enabled rule that matches, or with 200.")
        super().__init__(parent, "rulesDialog", parent.tr("Reply rules"), lead=lead, size=SIZE)
        self.use_context(context)
        self._drafts: dict[str, Rule] = {}
        """Unsaved edits by rule id."""
        self._wanted = shown
        self._make()
        self._lay_out()
        self._connect()
        self.show_settings(context.services.settings.current)
        context.signals.settings_changed.connect(self.follow)

    # construction

    def _make(self) -> None:
        self._list = named(QListWidget(self), "rulesList", self.tr("Reply rules; the first that matches is used"))
        self._list.setTextElideMode(Qt.TextElideMode.ElideRight)
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        sized(self._list, spacing=1)
        self._form = RuleForm(self._services.catalogue, self)
        self._empty = PresetButtons(self)
        self._pages = QStackedWidget(self)
        self._pages.addWidget(self._empty)
        self._pages.addWidget(self._form)
        self._add = push_button(self, self.tr("Add"), "ruleAdd")
        menu = QMenu(self._add)
        menu.setObjectName("rulePresets")
        for key, preset in PRESETS.items():
            menu.addAction(translated(preset.title)).triggered.connect(partial(self._add_preset, key))
        self._add.setMenu(menu)
        self._remove = push_button(self, self.tr("Remove"), "ruleRemove", self._remove_rule)
        self._up = tool_button(self, self.tr("Move up"), "ruleUp", lambda: self._move(-1), icon="up", theme=self._theme)
        self._down = tool_button(
            self, self.tr("Move down"), "ruleDown", lambda: self._move(1), icon="down", theme=self._theme
        )
        self._restart = push_button(self, self.tr("Restart sequence"), "ruleStartOver", self._start_over)
        self._discard = push_button(self, self.tr("Discard changes"), "ruleDiscard", self._discard_edit)
        self._try = push_button(
            self, self.tr("Try with received requests"), "ruleTry", lambda _=False: self._try_rule()
        )
        self._tried = selectable(paragraph("", self, "secondary", "ruleTried"))
        self._tried.hide()
        self._close_button = push_button(self, self.tr("Close"), "close", self.reject)
        self._save = push_button(self, self.tr("Save"), "ruleSave", self.save, default=True)

    def _lay_out(self) -> None:
        left = self._left = QWidget(self)
        sized(left, width=290)
        vbox((self._list, 1), hbox((self._add, 1), (self._remove, 1), self._up, self._down), on=left)
        self.add(
            (hbox(left, (self._pages, 1), spacing=20), 1), hbox((self._try, TOP), (self._tried, 1), STRETCH, spacing=12)
        )
        self.end_with(self._close_button, self._discard, self._save, left=[self._restart, STRETCH])

    def _connect(self) -> None:
        self._list.currentItemChanged.connect(lambda *_: self._on_chosen())
        self._list.itemChanged.connect(self._on_tick)
        self._form.changed.connect(self._on_edit)
        self._empty.chosen.connect(self._add_preset)
        shortcut(self._list, Qt.Key.Key_Delete, self._remove_rule)

    # public

    def follow(self, change: SettingsChanged) -> None:
        """The settings have changed."""
        self.show_settings(change.after)

    def show_settings(self, settings: Settings) -> None:
        """Show the current rules. Edits stay."""
        known = {rule.id for rule in settings.rules}
        self._drafts = {key: rule for key, rule in self._drafts.items() if key in known}
        shown = self._wanted if self._wanted in known else self._id
        self._wanted = ""
        with QSignalBlocker(self._list):
            self._list.clear()
            for rule in settings.rules:
                item = QListWidgetItem(self._list)
                item.setData(ID, rule.id)
                item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
                self._tell(item, rule)
            places = [rule.id for rule in settings.rules]
            self._list.setCurrentRow(places.index(shown) if shown in places else 0)
        self._on_chosen()

    def save(self) -> None:
        """Save the edits of the shown rule, or show its problems."""
        rule = self._drafts.get(self._id)
        if rule is None:
            return
        if problems := self._services.rules.problems(rule):
            self._show(problems)
            self._go_to(problems[0])
            return
        self._drafts.pop(rule.id)
        self._tasks.run(self, lambda: self._services.rules.save(rule), done=self._on_saved)

    # slots

    def _on_saved(self, _: object) -> None:
        self.show_settings(self._services.settings.current)
        self.saved_some()

    def _on_chosen(self) -> None:
        rule = self._rule(self._id)
        self._pages.setCurrentWidget(self._form if rule else self._empty)
        asked, ignored = QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Ignored
        self._empty.setSizePolicy(ignored if rule else asked, asked)  # else its width would be kept free
        self._left.setVisible(rule is not None)
        self._save.setVisible(rule is not None)
        if rule is not None and (rule.id != self._form.rule().id or rule != self._form.rule()):
            self._form.show_rule(rule, self._services.settings.current)
        self._tried.hide()
        self._check()
        self._enable()

    def _on_edit(self) -> None:
        rule = self._form.rule()
        stored = self._stored(rule.id)
        if stored is None:
            return
        # Switching applies at once and is not an edit.
        draft = Rule(rule.id, rule.name, stored.on, rule.match, rule.steps, rule.then, stored.extra)
        if draft == stored:
            self._drafts.pop(rule.id, None)
        else:
            self._drafts[rule.id] = draft
        if (item := self._list.currentItem()) is not None:
            with QSignalBlocker(self._list):
                self._tell(item, stored)
        self._tried.hide()
        self._check()
        self._enable()

    def _on_tick(self, item: QListWidgetItem) -> None:
        on = item.checkState() == Qt.CheckState.Checked
        rule_id = str(item.data(ID))
        if (draft := self._drafts.get(rule_id)) is not None:
            self._drafts[rule_id] = Rule(draft.id, draft.name, on, draft.match, draft.steps, draft.then, draft.extra)
        self._tasks.run(self, lambda: self._services.rules.toggle(rule_id, on=on))

    def _add_preset(self, key: str) -> None:
        def added(result: Rule | tuple[Problem, ...]) -> None:
            if isinstance(result, Rule):
                self._wanted = result.id
                self.show_settings(self._services.settings.current)

        self._tasks.run(self, lambda: self._services.rules.add(key), done=added)

    def _remove_rule(self) -> None:
        if not (rule_id := self._id):
            return
        message = self.tr("Removed the reply rule “{name}”.").format(name=one_line(self._name(rule_id), 60))

        def removed(_: None) -> None:
            self._notifier.notice(message, "info", self._context.undo_action)

        self._tasks.run(self, lambda: self._services.rules.remove((rule_id,)), done=removed)

    def _move(self, by: int) -> None:
        rule_id, place = self._id, self._list.currentRow() + by
        if rule_id and 0 <= place < self._list.count():
            self._wanted = rule_id
            self._tasks.run(self, lambda: self._services.rules.move(rule_id, place))

    def _start_over(self) -> None:
        if rule_id := self._id:
            name = one_line(self._name(rule_id), 60)
            message = self.tr("The next request for “{name}” will get the first step.").format(name=name)
            run = self._tasks.run
            run(
                self,
                lambda: self._services.rules.start_over(rule_id),
                done=lambda _: self._notifier.notice(message, "good"),
            )

    def _try_rule(self) -> None:
        """Say which of the newest requests the rule as edited would have answered."""
        if (rule := self._rule(self._id)) is None:
            return

        def done(trial: Trial) -> None:
            if self._rule(self._id) != rule:  # another rule, or edited meanwhile
                return
            newest = trial.found[0] if trial.found else None
            code = "rule-tried-none" if newest is None else "rule-tried"
            words = {
                "count": len(trial.found),
                "tried": trial.tried,
                "request": one_line(f"{newest.method} {newest.target}", 80) if newest is not None else "",
                "at": time_text(newest.at) if newest is not None else "",
            }
            text = sentence(code, words)
            if trial.before:
                text = f"{text} {counted('rule-tried-before', trial.before)}"
            show_text(self._tried, text)

        self._tasks.run(self, lambda: self._services.rules.would_answer(rule), done=done)

    def _discard_edit(self) -> None:
        self._drafts.pop(self._id, None)
        self.show_settings(self._services.settings.current)

    # private

    @property
    def _id(self) -> str:
        item = self._list.currentItem()
        return str(item.data(ID)) if item is not None else ""

    def _stored(self, rule_id: str) -> Rule | None:
        return next((rule for rule in self._services.settings.current.rules if rule.id == rule_id), None)

    def _rule(self, rule_id: str) -> Rule | None:
        return self._drafts.get(rule_id) or self._stored(rule_id)

    def _name(self, rule_id: str) -> str:
        rule = self._stored(rule_id)
        return rule.name if rule else ""

    def _tell(self, item: QListWidgetItem, rule: Rule) -> None:
        shown = self._drafts.get(rule.id, rule)
        name = one_line(shown.name, 60)
        first = self.tr("{name} · not saved").format(name=name) if rule.id in self._drafts else name
        which = match_word(shown.match, self._services.settings.current, self._services.catalogue)
        item.setText(f"{first}\n{which} → {steps_word(shown)}")
        item.setCheckState(Qt.CheckState.Checked if rule.on else Qt.CheckState.Unchecked)

    def _check(self) -> None:
        draft = self._drafts.get(self._id)
        self._show(self._services.rules.problems(draft) if draft else ())

    def _show(self, problems: tuple[Problem, ...]) -> None:
        self._form.show_problems({item.field: problem_sentence(item) for item in problems})

    def _go_to(self, problem: Problem) -> None:
        parts = problem.field.split(".")
        if parts[0] == "steps" and len(parts) > 1:
            self._form.show_step(int(parts[1]))
            self._check()

    def _enable(self) -> None:
        row, count = self._list.currentRow(), self._list.count()
        rule = self._rule(self._id)
        self._remove.setEnabled(rule is not None)
        self._try.setVisible(rule is not None)
        self._up.setEnabled(row > 0)
        self._down.setEnabled(0 <= row < count - 1)
        edited = self._id in self._drafts
        self._save.setEnabled(edited)
        self._discard.setVisible(edited)
        self._restart.setVisible(rule is not None and (len(rule.steps) > 1 or rule.then == "normal") and not edited)

    def unsaved(self) -> str:
        """The unsaved changes as a sentence."""
        names = ", ".join(in_quotes(one_line(self._name(key), 60)) for key in self._drafts)
        return self.tr("Your changes to {names} are not saved.").format(names=names) if names else ""

    def save_all(self) -> None:
        """Save one rule after the other, showing each first."""
        for row in range(self._list.count()):
            if str(self._list.item(row).data(ID)) in self._drafts:
                self._list.setCurrentRow(row)
                self.save()
                return


class PresetButtons(QWidget):
    """The page shown while there is no rule: every preset as a button."""

    chosen = Signal(str)
    """The preset's key."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        column = vbox(STRETCH, on=self, spacing=12, margins=(96, 0, 96, 0))
        heading = paragraph(self.tr("No rule: every request is answered with 200"), self, "heading")
        message = self.tr("Try how a sender reacts to other responses. One click adds and enables a rule.")
        for text in (heading, paragraph(message, self, "muted")):
            text.setAlignment(Qt.AlignmentFlag.AlignCenter)
            column.addWidget(text)
        grid = QGridLayout()
        sized(grid, spacing=8)
        for number, preset in enumerate(PRESETS.values()):
            button = push_button(self, translated(preset.title), f"preset-{preset.key}")
            button.clicked.connect(lambda _, key=preset.key: self.chosen.emit(key))
            grid.addWidget(button, number // COLUMNS, number % COLUMNS)
        column.addLayout(grid)
        column.addStretch(2)
