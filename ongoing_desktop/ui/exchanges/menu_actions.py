"""What the menu of the rows makes of exchanges: a file, cURL commands, a webhook, a payload, a request, a look-up."""
# ruff: noqa: PLC0415 - what only an export needs is loaded for it, and a dialog when it opens

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, Final, TypeVar

from PySide6.QtCore import QObject
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from ongoing_desktop.bodies.visible import one_line
from ongoing_desktop.domain.exchange import ExchangeRow
from ongoing_desktop.domain.lazy_dataclasses import replace
from ongoing_desktop.domain.problems import Problem
from ongoing_desktop.domain.rules import Rule
from ongoing_desktop.domain.saved_request import SavedRequest
from ongoing_desktop.services.captures import CaptureDraft
from ongoing_desktop.ui.context import InContext, WindowContext
from ongoing_desktop.ui.exchanges.exchanges_table import ExchangeTable, Mode
from ongoing_desktop.wording.language import number
from ongoing_desktop.wording.messages import problem_sentence, sentence

if TYPE_CHECKING:
    from ongoing_desktop.services.exports import Selection
    from ongoing_desktop.ui.files.export_dialogs import Offer

T = TypeVar("T")
MOST_COPIED: Final = 50
"""Maximum number of exchanges copied at once; larger numbers belong in a file."""


class MenuActions(InContext, QObject):
    """One per page. All but the export of a list are about the selected exchanges, most about the first of them."""

    def __init__(
        self,
        context: WindowContext,
        table: ExchangeTable,
        mode: Mode,
        shown: Callable[[], Selection],
        filter_text: Callable[[], str],
    ) -> None:
        """``shown``: returns what the list shows."""
        super().__init__(table)
        self.use_context(context)
        self._table = table
        self._mode = mode
        self._shown = shown
        self._filter_text = filter_text
        for name, text, icon, run in (
            ("copyAsCurl", self.tr("Copy as cURL"), "copy", self.copy_as_curl),
            ("exportSelected", self.tr("Export…"), "export", self.export),
            ("webhookFromCapture", self.tr("Create webhook from this…"), "add", self.create_webhook),
            ("ruleFromCapture", self.tr("Reply rule from this…"), "reply", self.create_rule),
            ("requestFromCapture", self.tr("Send as a new request…"), "send", self.open_request),
            ("keepAsPayload", self.tr("Save payload…"), "save", self.keep_as_payload),
            ("keepAsSample", self.tr("Keep as sample…"), "save", self.keep_as_sample),
            ("addToSimulator", self.tr("Add to the API simulator"), "code", self.add_to_simulator),
        ):
            table.offer(name, text, icon, run)

    def export(self) -> None:
        """Ask which of these exchanges to export, and in which format."""
        from ongoing_desktop.ui.files.export_dialogs import HistoryExportDialog

        HistoryExportDialog(self._context, self._table.window(), self._offers()).open()

    def copy_as_curl(self) -> None:
        """Copy the selected ones as cURL commands, with placeholders for credentials."""
        ids = tuple(self._table.selected_ids()[:MOST_COPIED])
        if not ids:
            return

        def done(data: bytes) -> None:
            QGuiApplication.clipboard().setText(data.decode("utf-8", "replace"))
            message = self.tr(
                "Copied as cURL. Credentials are placeholders: set WEBHOOK_TOKEN, or WEBHOOK_USER and WEBHOOK_PASSWORD, first."
            )
            self._notifier.notice(message)

        from ongoing_desktop.services.exports import Selection

        self._tasks.run(self, lambda: self._services.exports.data(Selection(ids=ids), "curl"), done=done)

    def _offers(self) -> list[Offer]:
        from ongoing_desktop.services.exports import Selection
        from ongoing_desktop.ui.files.export_dialogs import Offer

        listed = self._shown()
        texts = {
            "inbox": self.tr("All received exchanges"),
            "history": self.tr("All exchanges"),
            "deliveries": self.tr("All exchanges of this webhook"),
        }
        offers = [Offer("all", texts[self._mode], replace(listed, filter=None, system=None))]
        if listed.system is not None or listed.filter is not None:
            message = self.tr("This list as shown")
            if shown := one_line(self._filter_text(), 40):
                message = self.tr("This list as shown: {filter}").format(filter=shown)
            offers.append(Offer("filter", message, listed))
        if ids := tuple(self._table.selected_ids()):
            one = self.tr("The selected exchange")
            many = self.tr("The {count} selected exchanges").format(count=number(len(ids)))
            offers.append(
                Offer("selection", one if len(ids) == 1 else many, Selection(ids=ids, members=listed.members))
            )
        return offers

    def create_webhook(self) -> None:
        """Open the editor for a webhook as whose request this would be recognised."""
        if ids := self._table.selected_ids()[:1]:
            create_webhook_from(self._context, ids[0])

    def create_rule(self) -> None:
        """Add a disabled reply rule for requests like this, and open it."""

        def done(rule: Rule | None) -> None:
            from ongoing_desktop.ui.listening.rules_dialog import RulesDialog

            if rule is None:
                self._notifier.notice(sentence("capture-gone"), "info")
                return
            RulesDialog(self._context, self._table.window(), rule.id).open()

        self._use(self._services.rules.add_for, done)

    def open_request(self) -> None:
        """Open the request as one that belongs to no webhook, without its credential."""

        def done(request: SavedRequest | None) -> None:
            from ongoing_desktop.ui.simulate.request_dialog import RequestDialog

            if request is None:
                self._notifier.notice(sentence("capture-no-body"), "info")
            else:
                RequestDialog(self._context, self._table.window(), request).open()

        self._use(self._services.captures.request_of, done)

    def keep_as_payload(self) -> None:
        """Save the payload under a name."""

        def done(request: SavedRequest | None) -> None:
            if request is None or not request.body:
                self._notifier.notice(sentence("capture-no-body"), "info")
            else:
                from ongoing_desktop.ui.composer.payload_sources import save_payload

                save_payload(self._context, self._table.window(), request.body)

        self._use(self._services.captures.request_of, done)

    def keep_as_sample(self) -> None:
        """Show the payload without personal data, to be kept as a capture."""

        def done(body: bytes | None) -> None:
            from ongoing_desktop.ui.exchanges.check_dialog import CheckDialog

            if body is None:
                self._notifier.notice(sentence("capture-no-body"), "info")
                return
            dialog = CheckDialog(self._context, self._table.window())
            dialog.open()
            dialog.show_anonymised(body)

        self._use(self._services.captures.body_of, done)

    def add_to_simulator(self) -> None:
        """Add the objects that a look-up found to the documents of the API simulator."""

        def done(found: tuple[str, ...] | tuple[Problem, ...]) -> None:
            problems = [problem_sentence(item) for item in found if isinstance(item, Problem)]
            paths = ", ".join(one_line(item, 60) for item in found[:3] if isinstance(item, str))
            if problems:
                self._notifier.notice(" ".join(problems), "info")
                return
            more = " …" if len(found) > 3 else ""
            message = self.tr("Added to the API simulator, without personal data: {paths}").format(paths=paths + more)
            self._notifier.notice(message, "good", self._context.undo_action)

        self._use(self._services.simulator.adopt, done)

    def _use(self, work: Callable[[int], Awaitable[T]], done: Callable[[T], None]) -> None:
        """Do something with the first selected exchange, by its id, if there is one."""
        if ids := self._table.selected_ids()[:1]:
            self._tasks.run(self, lambda: work(ids[0]), done=done)


def create_webhook_from(context: WindowContext, exchange_id: int) -> None:
    """Open the editor for a webhook made from a capture. Its password or token is not known and must be entered."""
    from ongoing_desktop.ui.commands.webhooks import open_editor

    def done(draft: CaptureDraft | None) -> None:
        if draft is None:
            context.notifier.notice(sentence("capture-gone"), "info")
        else:
            open_editor(context, draft.hook, draft.text)

    usual = context.services.settings.current.usual_system(context.navigation.system_id)
    context.tasks.run(context.window, lambda: context.services.captures.draft(exchange_id, usual), done=done)


def open_look_up(context: WindowContext, parent: QWidget, row: ExchangeRow) -> None:
    """Open the window that looks an exchange up."""
    api = context.services.api
    system = api.system_of(row)
    if (why := api.can_look_up(row)) or system is None:
        context.notifier.notice(sentence(why or "api-no-system", {"system": row.system or "–"}), "info")
    elif not api.is_set_up(system):
        context.notifier.notice(sentence("api-no-credential", {"system": system.name}), "info")
    else:
        from ongoing_desktop.ui.exchanges.look_up_window import LookUpWindow

        LookUpWindow(context, parent, exchange_id=row.id).show()
