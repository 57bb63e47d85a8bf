"""Actions on the selected rows: copy, pin, annotate, delete, restore; keys and the context menu."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QModelIndex, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QGuiApplication, QKeySequence
from PySide6.QtWidgets import QMenu, QWidget

from ongoing_desktop.bodies.visible import one_line
from ongoing_desktop.domain.exchange import Exchange, ExchangeRow
from ongoing_desktop.domain.members import IN_BODY
from ongoing_desktop.domain.replay import MOST
from ongoing_desktop.services.exchanges import LONGEST_NOTE
from ongoing_desktop.services.payloads import text_payload
from ongoing_desktop.services.ports import Stop
from ongoing_desktop.services.ports.history import History
from ongoing_desktop.services.undoing import Watch
from ongoing_desktop.ui.commands.shortcuts import command_of
from ongoing_desktop.ui.context import InContext, WindowContext
from ongoing_desktop.ui.exchanges.compare_dialog import CompareWindow
from ongoing_desktop.ui.exchanges.completion import quoted
from ongoing_desktop.ui.exchanges.exchanges_model import ExchangesModel
from ongoing_desktop.ui.exchanges.exchanges_table import ExchangeTable
from ongoing_desktop.ui.exchanges.menu_actions import open_look_up
from ongoing_desktop.ui.kit.buttons import push_button
from ongoing_desktop.ui.kit.controls import text_edit
from ongoing_desktop.ui.kit.plain_text import label
from ongoing_desktop.ui.kit.table import offer_menu
from ongoing_desktop.ui.kit.unsaved_changes import UnsavedChangesDialog
from ongoing_desktop.ui.long_work import LongWork
from ongoing_desktop.wording.language import number, plural
from ongoing_desktop.wording.messages import counted, sentence
from ongoing_desktop.wording.times import iso_time

if TYPE_CHECKING:
    from ongoing_desktop.services.exports import Selection

MANY: Final = 1_000
"""Deleting more than this needs a confirmation, although it can be undone."""
MOST_COPIED: Final = 10_000
PATIENCE_MS: Final = 500
"""A longer search is shown, with Cancel."""


class RowActions(InContext, QObject):
    """One per table; also what :class:`SelectedExchanges` asks of a list."""

    filter_requested = Signal(str)
    """A term to be added to the filter."""
    reopened = Signal()
    """A group was expanded again."""

    def __init__(
        self, context: WindowContext, table: ExchangeTable, model: ExchangesModel, shown: Callable[[], Selection]
    ) -> None:
        """``shown``: returns what the list shows."""
        super().__init__(table)
        self._shown = shown
        self.use_context(context)
        self._table = table
        self._model = model
        offer_menu(table, self.make_menu)
        table.copy_requested.connect(self.copy_rows)
        table.delete_requested.connect(self.delete)
        table.pin_requested.connect(self.toggle_pin)
        table.note_requested.connect(self.note)
        table.fold_requested.connect(self.fold)
        pair = QAction(self.tr("Compare the two selected"), table)
        pair.setObjectName("compareRows")
        pair.setShortcut(QKeySequence("Ctrl+Shift+D"))
        pair.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        pair.triggered.connect(self.compare)
        table.addAction(pair)

    @property
    def ids(self) -> list[int]:
        return self._table.selected_ids()

    @property
    def count(self) -> int:
        return self._table.selected_count()

    # verbs

    def compare(self) -> None:
        if (count := self.count) == 2:
            CompareWindow(self._context, self._table.window(), *sorted(self.ids)).show()
        else:
            message = self.tr("Select two exchanges to compare them; now it is {count}.").format(count=number(count))
            self._notifier.notice(message)

    def copy_rows(self) -> None:
        ids = self._table.selected_ids()[:MOST_COPIED]
        shown = [column for place, column in enumerate(self._model.columns) if not self._table.isColumnHidden(place)]
        words, members = self._model.words, self._model.members

        def text(history: History, _: Stop) -> str:
            lines = (words.line(row) for row in history.rows(ids, members=members))
            return "\n".join("\t".join(column.text(line) for column in shown) for line in lines)

        self._tasks.run(self, lambda: self._services.exchanges.search(text), done=self._put)

    def toggle_pin(self) -> None:
        ids = self._table.selected_ids()
        row = self._current()
        if not ids:
            return
        if row is not None and row.pinned:
            verb, title, code = self._services.exchanges.unpin, self.tr("Unpin exchanges"), "unpinned-exchanges"
        else:
            verb, title, code = self._services.exchanges.pin, self.tr("Pin exchanges"), "pinned-exchanges"

        def tell(changed: list[int]) -> None:
            if changed:
                self._notifier.notice(counted(code, len(changed)), "info", self._context.undo_action)

        LongWork(self._context, self._table, title).start(lambda watch: verb(ids, watch), tell)

    def note(self) -> None:
        if (row := self._current()) is not None:
            dialog = NoteDialog(row.note, self._table)
            dialog.written.connect(partial(self._set_note, row.id))
            dialog.open()

    def send_failed_again(self) -> None:
        selection, replay = self._shown(), self._services.replay

        def show(ids: list[int]) -> None:
            if not ids:
                self._notifier.notice(sentence("resend-no-failed"), "info")
            elif len(ids) > MOST:
                self._notifier.notice(sentence("replay-many-failed", {"most": MOST}), "warn")
            else:
                from ongoing_desktop.ui.simulate.replay_dialog import ReplayDialog  # noqa: PLC0415 - when it opens

                ReplayDialog(self._context, self._context.window, ids).open()

        job = self._tasks.run(self, lambda: replay.failed(selection), done=show)

        def tell() -> None:
            if job.running:
                self._notifier.notice(sentence("resend-looks"), "info", (self.tr("Cancel"), job.cancel))

        QTimer.singleShot(PATIENCE_MS, self, tell)

    def look_up(self) -> None:
        if (row := self._current()) is None:
            self._notifier.notice(sentence("api-select-first"), "info")
            return
        open_look_up(self._context, self._table.window(), row)

    def timeline(self) -> None:
        from ongoing_desktop.ui.exchanges.timeline_window import TimelineWindow  # noqa: PLC0415 - imported when it opens

        if (row := self._current()) is not None:
            TimelineWindow(self._context, self._table.window(), row.id).show()

    def delete(self) -> None:
        ids = self._table.selected_ids()
        if len(ids) <= MANY:
            self._delete(ids)
            return
        message = self.tr("Delete {count} exchanges?").format(count=number(len(ids)))
        details = self.tr("You can undo this for an hour, while this window is open.")
        self._notifier.confirm(
            self._table,
            self.tr("Delete exchanges"),
            message,
            self.tr("Delete"),
            lambda: self._delete(ids),
            danger=True,
            details=details,
        )

    def fold(self, place: int, on: bool) -> None:
        """Expand or collapse a group."""
        number = self._model.id_at(place)
        if not on:
            head = self._model.head_of(place)
            self._model.close_fold(head)
            if (at := self._model.place_of(head)) >= 0:
                self._table.selectRow(at)
            return

        def show(rows: list[ExchangeRow]) -> None:
            self._model.open_fold(number, rows)
            # After the detail of a newly chosen row has opened, because it changes the available space.
            QTimer.singleShot(0, self, lambda: self._table.bring_in_sight(number, len(rows)))
            if not rows:
                self._notifier.notice(self.tr("The earlier arrivals are no longer in the history."))

        self._tasks.run(self, lambda: self._services.exchanges.repeats(number, self._model.grouping), done=show)

    def open_again(self, heads: list[int]) -> None:
        """Expand the groups again that newer exchanges have got as their heads."""
        grouping = self._model.grouping

        async def look(head: int) -> tuple[int, list[ExchangeRow]]:
            others = await self._services.exchanges.repeats(head, grouping)
            newest = others[0].id if others else head
            return newest, await self._services.exchanges.repeats(newest, grouping)

        def show(found: tuple[int, list[ExchangeRow]]) -> None:
            newest, rows = found
            if self._model.grouping != grouping:
                return
            if self._model.place_of(newest) >= 0:
                self._model.open_fold(newest, rows)
                self.reopened.emit()
            elif rows and rows[0].id > newest:
                self.open_again([newest])  # another one arrived meanwhile

        for head in heads:
            self._tasks.run(self, partial(look, head), done=show)

    # the menu

    def make_menu(self, index: QModelIndex) -> QMenu:
        """The actions for a cell and the selected rows."""
        menu = QMenu(self._table)
        menu.setObjectName("exchangeContextMenu")
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        row = self._model.row_at(index.row())
        if row is None:
            return menu
        count = len(self._table.selected_ids())
        value = str(index.data() or "")
        title = self._model.headerData(index.column(), Qt.Orientation.Horizontal)
        self._add(menu, "copyValue", self.tr("Copy {column}").format(column=title), lambda: self._put(value))
        self._add(menu, "copyRows", self.tr("Copy rows"), self.copy_rows, "Ctrl+C")
        self._copy_menu(menu.addMenu(self.tr("Copy more")), row)
        menu.addActions(self._table.actions())
        self._filter_menu(menu.addMenu(self.tr("Show only")), row, self._model.columns[index.column()].member)
        menu.addSeparator()
        if fold := self._model.fold_at(index.row()):
            text = self.tr("Fold repeats") if fold == "open" else self.tr("Show repeats")
            self._add(menu, "foldRow", text, lambda: self.fold(index.row(), fold == "closed"))
        self._add(menu, "pinExchange", self.tr("Unpin") if row.pinned else self.tr("Pin"), self.toggle_pin, "Ctrl+B")
        self._add(menu, "timelineOfRow", self.tr("Timeline"), self.timeline, self._keys("orderTimeline"))
        self._add(menu, "lookUpRow", self.tr("Look up in Ongoing"), self.look_up, self._keys("lookUpInOngoing"))
        self._add(menu, "noteExchange", self.tr("Note…"), self.note, "F2")
        menu.addSeparator()
        text = self.tr("Delete") if count < 2 else self.tr("Delete {count}").format(count=number(count))
        self._add(menu, "deleteExchanges", text, self.delete, "Del")
        return menu

    def _copy_menu(self, menu: QMenu, row: ExchangeRow) -> None:
        for name, text, value in (
            ("copyTarget", self.tr("Path or address"), row.target),
            ("copyEvent", self.tr("Event id"), "" if row.event_id is None else str(row.event_id)),
            ("copyTime", self.tr("Time (ISO 8601)"), iso_time(row.at)),
            ("copyNumber", self.tr("Number"), str(row.id)),
            ("copyPeer", self.tr("Other side"), row.peer),
            ("copyNote", self.tr("Note"), row.note),
        ):
            if value:
                self._add(menu, name, text, partial(self._put, value))
        self._add(menu, "copyBody", self.tr("Body"), partial(self._copy_body, row.id))

    def _filter_menu(self, menu: QMenu, row: ExchangeRow, member: str | None) -> None:
        """``member``: path of the member of the body that the cell shows; None if it shows something else."""
        name = self._model.words.webhook_name(row.webhook)
        kind, _, number = (row.subject or "").partition(":")
        for key, value in (
            (f"{IN_BODY}{member}", row.members.get(member) if member else None),
            ("order" if kind == "order" else "about", number or None),
            ("verdict", row.verdict),
            ("status", row.status),
            ("webhook", name),
            ("type", row.type),
            ("event", row.event_id),
            ("owner", row.goods_owner_id),
            ("system", row.system),
        ):
            if value is not None and value != "":
                term = f"{key}:{quoted(str(value))}"
                self._add(menu, f"only_{key}", one_line(term, 80), partial(self.filter_requested.emit, term))
        menu.setEnabled(not menu.isEmpty())

    def _add(self, menu: QMenu, name: str, text: str, does: object, keys: str = "") -> None:
        action = menu.addAction(text.replace("&", "&&"))
        action.setObjectName(name)
        if keys:
            action.setShortcut(QKeySequence(keys))
        action.triggered.connect(lambda _=False: does())  # type: ignore[operator]

    # parts

    def _keys(self, command: str) -> str:
        """The shortcut of a command of the window; empty for none."""
        found = command_of(self._context, command)
        return found.shortcut().toString() if found is not None else ""

    def _current(self) -> ExchangeRow | None:
        index = self._table.currentIndex()
        return self._model.row_at(index.row()) if index.isValid() else None

    def _put(self, text: str) -> None:
        QGuiApplication.clipboard().setText(text)

    def _copy_body(self, number: int) -> None:

        def put(exchange: Exchange | None) -> None:
            if exchange is not None:
                payload = text_payload(exchange.request.body, exchange.request.headers)
                text = payload.text if payload else exchange.request.body.decode("utf-8", "replace")
                self._put(text.replace("\0", "\ufffd"))

        self._tasks.run(self, lambda: self._services.exchanges.get(number), done=put)

    def _set_note(self, number: int, text: str) -> None:
        def tell(changed: bool) -> None:
            if changed:
                self._notifier.notice(sentence("noted-exchange"), "info", self._context.undo_action)

        self._tasks.run(self, lambda: self._services.exchanges.set_note(number, text), done=tell)

    def _delete(self, ids: list[int]) -> None:
        if ids:
            if len(ids) > 1:
                self._table.clearSelection()  # each removed part would make the view examine the whole selection
            verb = self._services.exchanges.delete
            LongWork(self._context, self._table, self.tr("Delete exchanges")).start(
                lambda watch: _with_end(verb(ids, watch), watch),
                lambda ended: self._deleted(len(ids), *ended),
            )

    def _deleted(self, wanted: int, ids: list[int], stopped: bool) -> None:
        if not ids:
            self._notifier.notice(sentence("deleted-none"))
            return
        message = counted("deleted-exchanges", len(ids))
        stopped = stopped and len(ids) < wanted
        if stopped:
            message = sentence("deleted-stopped", {"count": number(len(ids)), "all": number(wanted)})
        self._notifier.notice(message, "warn" if stopped else "info", self._context.undo_action)


async def _with_end(work: Awaitable[list[int]], watch: Watch) -> tuple[list[int], bool]:
    """The result, and whether it was stopped."""
    return await work, watch.stop.is_set


class NoteDialog(UnsavedChangesDialog):
    """The user's note on an exchange."""

    written = Signal(str)

    def __init__(self, text: str, parent: QWidget) -> None:
        super().__init__(parent, "noteDialog", self.tr("Note"), size=(420, 240))
        self._text = text_edit(self, "noteText", self.tr("Note"), text=text, tab_leaves=True)
        self._hint = label("", self, role="secondary")
        self._save = push_button(self, self.tr("Save"), "saveNote", self._done, default=True)
        self.add((self._text, 1))
        self.end_with(self.tr("Cancel"), self._save, left=[(self._hint, 1)])
        self._text.textChanged.connect(self._check)
        self._check()

    def _check(self) -> None:
        over = len(self._text.toPlainText()) - LONGEST_NOTE
        self._save.setEnabled(over <= 0)
        message = (
            plural(over, "1 character too long", "{count} characters too long")
            if over > 0
            else self.tr("Leave empty to remove the note.")
        )
        self._hint.setText(message)

    def _done(self) -> None:
        self.written.emit(self._text.toPlainText())
        self.accept()
