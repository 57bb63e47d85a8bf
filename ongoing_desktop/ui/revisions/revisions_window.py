"""The list of changes: what was changed and when, in words, and how to restore it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtWidgets import QHeaderView, QTreeWidget, QTreeWidgetItem, QWidget

from ongoing_desktop.domain.settings import Settings
from ongoing_desktop.domain.settings_changed import SettingsChanged
from ongoing_desktop.services.settings import QUIET_LABELS, Revision, UndoResult
from ongoing_desktop.ui.context import InContext, WindowContext
from ongoing_desktop.ui.kit.buttons import push_button
from ongoing_desktop.ui.kit.dialog import Dialog
from ongoing_desktop.ui.kit.layout import STRETCH, splitter
from ongoing_desktop.ui.kit.plain_text import named, paragraph, tooltip_text
from ongoing_desktop.ui.revisions.change_tree import ITEM, ChangeTree
from ongoing_desktop.wording.setting_changes import ItemChange, changes, changes_summary, label_words
from ongoing_desktop.wording.times import time_text

SIZE: Final = (980, 660)
NUMBER: Final = int(Qt.ItemDataRole.UserRole)
MOST_NAMED: Final = 6


class RevisionsWindow(InContext, Dialog):
    """Not modal: it shows changes made meanwhile, here or by another process."""

    def __init__(self, context: WindowContext, parent: QWidget) -> None:
        super().__init__(parent, "revisionsWindow", self.tr("History of changes"), size=SIZE)
        self.use_context(context)
        self._revisions: tuple[Revision, ...] = ()
        self._found: dict[int, tuple[ItemChange, ...] | None] = {}
        """The changes of each revision; None if the one before it is no longer kept."""
        self._list = named(QTreeWidget(self), "revisionsList", self.tr("Changes, newest first"))
        self._list.setHeaderLabels([self.tr("Time"), self.tr("Change"), self.tr("What changed")])
        self._list.setRootIsDecorated(False)
        self._list.setUniformRowHeights(True)
        self._details = ChangeTree(context.theme, self, name="revisionDetails")
        empty = self.tr("No changes yet. Every change you save will be listed here, and you can undo it.")
        self._empty = paragraph(empty, self, "muted", "revisionsEmpty")
        self._restore = push_button(self, self.tr("Restore this state…"), "restoreState", lambda: self._ask_restore(""))
        self._one = push_button(
            self,
            self.tr("Restore this webhook only…"),
            "restoreWebhook",
            lambda: self._ask_restore(self._webhook()),
        )
        self._close = push_button(self, self.tr("Close"), "revisionsClose", self.close)
        self._lay_out()
        self._list.currentItemChanged.connect(lambda *_: self._show_details())
        self._details.currentItemChanged.connect(lambda *_: self._enable())
        self._enable()
        self._ask()
        context.signals.settings_changed.connect(self.follow)

    # construction

    def _lay_out(self) -> None:
        header = self._list.header()
        header.setStretchLastSection(True)
        header.setSectionsMovable(False)
        for section in (0, 1):
            header.setSectionResizeMode(section, QHeaderView.ResizeMode.ResizeToContents)
        split = splitter(self, Qt.Orientation.Vertical, self._list, self._details, sizes=(300, 260))
        self.add(self._empty, (split, 1))
        self.end_with(self._close, left=[self._restore, self._one, STRETCH])

    # public

    def follow(self, change: SettingsChanged) -> None:
        """The settings have changed: add the revision."""
        if change.more_than_preferences:
            self._ask()

    # what is shown

    def _ask(self) -> None:
        known = set(self._found)
        services = self._services

        async def look() -> tuple[tuple[Revision, ...], dict[int, tuple[ItemChange, ...] | None]]:
            revisions = await services.settings.revisions()
            fresh: dict[int, tuple[ItemChange, ...] | None] = {}
            for revision in revisions:
                if revision.number not in known:
                    pair = await services.settings.around(revision.number)
                    fresh[revision.number] = changes(*pair, services.catalogue) if pair else None
            return revisions, fresh

        self._tasks.run(self, look, done=self._take, latest="revisions")

    def _take(self, found: tuple[tuple[Revision, ...], dict[int, tuple[ItemChange, ...] | None]]) -> None:
        revisions, fresh = found
        self._found |= fresh
        if revisions != self._revisions or not self._list.topLevelItemCount():
            self._revisions = revisions
            self._fill()
        self._enable()

    def _fill(self) -> None:
        labels = {item.number: item.label for item in self._revisions}
        chosen = self._number()
        current = self._list.currentItem()
        newest = current is None or self._list.indexOfTopLevelItem(current) == 0
        with QSignalBlocker(self._list):
            self._list.clear()
            for revision in self._revisions:
                if revision.label in QUIET_LABELS:
                    continue
                changed = self._found.get(revision.number)
                message = (
                    changes_summary(changed)
                    if changed is not None
                    else self.tr("The state before this change is no longer stored.")
                )
                heading = label_words(revision.label, lambda number: labels.get(number, ""), self._when)
                row = QTreeWidgetItem(self._list, [self._when(revision.number), heading, message])
                row.setData(0, NUMBER, revision.number)
                row.setToolTip(2, tooltip_text(message))
                if revision.number == chosen and not newest:
                    self._list.setCurrentItem(row)
            if self._list.currentItem() is None and (first := self._list.topLevelItem(0)) is not None:
                self._list.setCurrentItem(first)
        self._empty.setVisible(not self._list.topLevelItemCount())
        self._show_details()

    def _show_details(self) -> None:
        self._details.show_changes(self._found.get(self._number()) or ())
        self._enable()

    def _enable(self) -> None:
        number = self._number()
        self._restore.setEnabled(bool(number) and number != self._revisions[0].number)
        self._one.setEnabled(bool(number) and bool(self._webhook()))

    def _number(self) -> int:
        item = self._list.currentItem()
        return int(item.data(0, NUMBER)) if item is not None else 0

    def _when(self, number: int) -> str:
        found = next((item.at for item in self._revisions if item.number == number), None)
        return time_text(found) if found else ""

    def _webhook(self) -> str:
        """The webhook of the selected detail line, if it exists at this revision."""
        item = self._details.currentItem()
        while item is not None and item.data(0, ITEM) is None:
            item = item.parent()
        key = str(item.data(0, ITEM)) if item is not None else ""
        found = self._found.get(self._number()) or ()
        hooks = [one for one in found if one.part == "webhook" and one.how != "removed"]
        if not key and len(hooks) == 1:
            return hooks[0].id
        return key if any(one.id == key for one in hooks) else ""

    # ways back

    def _ask_restore(self, webhook_id: str) -> None:
        """Ask before the selected state is restored: one webhook of it, or all of it without an id."""
        number = self._number()

        def ask(past: Settings | None) -> None:
            hook = past.webhook(webhook_id) if past else None
            if past is None or (webhook_id and hook is None):
                return
            found = changes(self._services.settings.current, past, self._services.catalogue)
            if hook is None:
                title = self.tr("Restore the settings from {time}?").format(time=self._when(number))
                self._confirm(title, found, lambda: self._run_restore(number))
            else:
                title = self.tr("Restore “{name}” from {time}?").format(name=hook.name, time=self._when(number))
                found = tuple(item for item in found if item.part == "webhook" and item.id == webhook_id)
                self._confirm(title, found, lambda: self._run_one(number, webhook_id))

        self._tasks.run(self, lambda: self._services.settings.revision(number), done=ask)

    def _confirm(self, title: str, found: tuple[ItemChange, ...], go: Callable[[], None]) -> None:
        if not found:
            self._notifier.notice(self.tr("Nothing has changed since then."))
            return
        lines = [item.intention for item in found[:MOST_NAMED]]
        if len(found) > MOST_NAMED:
            lines.append(self.tr("… and {count} more").format(count=len(found) - MOST_NAMED))
        message = self.tr("This is recorded as a new change you can undo. Preferences and Ongoing are not affected.")
        details = "\n".join([*lines, "", message])
        self._notifier.confirm(self, self.tr("History of changes"), title, self.tr("Restore"), go, details=details)

    def _run_restore(self, number: int) -> None:
        def done(restored: Any) -> None:
            if restored:
                self._notifier.notice(self.tr("Restored the earlier state."), "good", self._context.undo_action)

        self._tasks.run(self, lambda: self._services.settings.restore(number), done=done)

    def _run_one(self, number: int, webhook_id: str) -> None:
        def done(taken: UndoResult) -> None:
            if taken.overlaps:
                self._notifier.notice(" ".join(taken.overlaps), "warn")
            elif taken.changed:
                self._notifier.notice(self.tr("Restored the webhook."), "good", self._context.undo_action)

        self._tasks.run(self, lambda: self._services.settings.restore_webhook(number, webhook_id), done=done)
