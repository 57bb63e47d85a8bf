"""Changes by others to the webhook open in the editor: a quiet line at once, a choice on a conflict when saving."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QPushButton, QWidget

from ongoing_desktop.domain.catalogue import Catalogue
from ongoing_desktop.domain.difference import CREDENTIAL, Conflict, Version
from ongoing_desktop.domain.lazy_dataclasses import replace
from ongoing_desktop.domain.settings import Settings, Webhook, WebhookState
from ongoing_desktop.ui.kit.buttons import push_button
from ongoing_desktop.ui.kit.layout import hbox, vbox
from ongoing_desktop.ui.kit.plain_text import ElidedLabel, label, named, paragraph, restyle
from ongoing_desktop.ui.kit.sizes import sized
from ongoing_desktop.wording.language import translated
from ongoing_desktop.wording.messages import sentence
from ongoing_desktop.wording.setting_changes import FieldChange, changes

MOST_ROWS: Final = 6


class ConflictPanel(QFrame):
    """Hidden without changes by others. Main thread only."""

    mine_requested = Signal(object)
    """The :class:`Conflict`; likewise the next one."""
    theirs_requested = Signal(object)
    new_requested = Signal()
    close_requested = Signal()

    def __init__(self, catalogue: Catalogue, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("conflictPanel")
        self._catalogue = catalogue
        self._message = paragraph("", self, "strong", "changedElsewhere", live=True)
        self._rows = QWidget(self)
        self._kept = paragraph("", self, "secondary", "conflictKept")
        self._conflict: Conflict | None = None
        self._buttons: dict[str, QPushButton] = {}
        buttons = hbox()
        for name, text, clicked in (
            ("keepMine", self.tr("Keep mine"), lambda: self.mine_requested.emit(self._conflict)),
            ("takeTheirs", self.tr("Use theirs"), lambda: self.theirs_requested.emit(self._conflict)),
            ("saveAsNew", self.tr("Save as new"), self.new_requested),
            ("closeDeleted", self.tr("Close"), self.close_requested),
        ):
            button = push_button(self, text, name, clicked)
            buttons.addWidget(button)
            self._buttons[name] = button
        buttons.addStretch(1)
        self._column = vbox(self._message, self._rows, self._kept, buttons, on=self, margins=(14, 8, 14, 8))
        self.clear()

    def clear(self) -> None:
        """Hide the panel."""
        self._conflict = None
        self._kept.hide()
        self._offer()
        self._rows.hide()
        self.hide()

    def note(self, base: Version, stored: Version | None, settings: Settings) -> None:
        """Show what changed since the editor was opened. An open choice stays."""
        if self._conflict is not None:
            return
        if stored is None:
            self._say(
                "info", self.tr("This webhook was deleted elsewhere. When you save, you will be asked what to do.")
            )
        elif changed := _differences(base, stored, settings, self._catalogue):
            text = self.tr("Changed elsewhere: {fields}. Saving keeps those changes and asks about conflicts.")
            self._say("info", text.format(fields=", ".join(item.title for item in changed)))
        else:
            self.hide()

    def ask(self, conflict: Conflict, settings: Settings) -> None:
        """Show the differences, theirs beside mine; nothing is saved yet."""
        self.clear()
        self._conflict = conflict
        theirs = conflict.theirs
        if theirs is None:
            message = self.tr("This webhook was deleted elsewhere. Your changes are not saved.")
            self._say("warn", message)
            self._offer("saveAsNew", "closeDeleted")
            return
        self._say("warn", self.tr("You and someone else changed the same fields. Nothing has been saved."))
        rows = _differences(theirs, Version(conflict.mine, theirs.secret_ref), settings, self._catalogue)
        clashes = {*conflict.clashes, *(["settings"] if "type" in conflict.clashes else [])}
        both = [
            (item.title, item.before, item.after)
            for item in rows
            if item.field in clashes or (item.field.startswith("settings.") and "settings" in clashes)
        ]
        if CREDENTIAL in conflict.clashes:
            both.append((sentence("field-credential"), self.tr("as stored elsewhere"), self.tr("as entered here")))
        self._fill(both)
        kept = field_words(conflict.taken, theirs.hook, self._catalogue)
        self._kept.setText(self.tr("Changed elsewhere only, kept either way: {fields}.").format(fields=kept))
        self._kept.setVisible(bool(kept))
        self._offer("keepMine", "takeTheirs")

    def _fill(self, both: list[tuple[str, str, str]]) -> None:
        old = self._rows
        self._rows = named(QWidget(self), "conflictRows")
        self._column.replaceWidget(old, self._rows)
        old.hide()
        old.deleteLater()
        grid = QGridLayout(self._rows)
        sized(grid, margins=(0, 0, 0, 0), gaps=(16, 3))
        grid.setColumnStretch(1, 1)
        grid.setColumnStretch(2, 1)
        for column, title in ((1, self.tr("Theirs")), (2, self.tr("Mine"))):
            grid.addWidget(label(title, self._rows, role="secondary"), 0, column)
        for row, (title, *values) in enumerate(both[:MOST_ROWS], 1):
            grid.addWidget(label(title[:1].upper() + title[1:], self._rows), row, 0)
            for column, value in enumerate(values, 1):
                shown = ElidedLabel(self._rows, role="strong")
                shown.set_texts([value])
                grid.addWidget(shown, row, column)
        if (more := len(both) - MOST_ROWS) > 0:
            grid.addWidget(label(self.tr("and {count} more").format(count=more), self._rows), MOST_ROWS + 1, 0)
        self._rows.show()

    def _say(self, kind: str, text: str) -> None:
        self._message.setText(text)
        self.setAccessibleName(text)
        if self.property("notice") != kind:
            restyle(self, notice=kind)
            restyle(self._message, role="strong" if kind == "warn" else "")
        self.show()

    def _offer(self, *names: str) -> None:
        for name, button in self._buttons.items():
            button.setVisible(name in names)


def field_words(keys: Sequence[str], hook: Webhook, catalogue: Catalogue) -> str:
    """A list of the fields' names."""
    trigger = catalogue.trigger(hook.type)
    known = {f"settings.{item.key}": translated(item.label) for item in (trigger.settings if trigger else ())}
    known["settings"] = sentence("field-type")
    return ", ".join(dict.fromkeys(known.get(key) or sentence(f"field-{key}") for key in keys))


def _differences(one: Version, other: Version, settings: Settings, catalogue: Catalogue) -> tuple[FieldChange, ...]:
    def alone(side: Version) -> Settings:
        state = WebhookState(secret_ref=side.secret_ref)
        return replace(settings, webhooks=(side.hook,), states={side.hook.id: state})

    found = changes(alone(one), alone(other), catalogue)
    return next((item.fields for item in found if item.part == "webhook"), ())
