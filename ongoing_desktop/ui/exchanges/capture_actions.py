"""Makes something of one exchange: a webhook, a saved payload, a request, a sample, a look-up in Ongoing."""
# ruff: noqa: PLC0415 - a dialog is imported when it opens

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import TypeVar

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from ongoing_desktop.bodies.visible import one_line
from ongoing_desktop.domain.exchange import ExchangeRow
from ongoing_desktop.domain.problems import Problem
from ongoing_desktop.domain.rules import Rule
from ongoing_desktop.domain.saved_request import SavedRequest
from ongoing_desktop.services.captures import CaptureDraft
from ongoing_desktop.ui.context import InContext, WindowContext
from ongoing_desktop.ui.exchanges.exchanges_table import ExchangeTable
from ongoing_desktop.wording.messages import problem_sentence, sentence

T = TypeVar("T")


class CaptureActions(InContext, QObject):
    """One per page, about the first selected exchange. Its actions are in the table's menu."""

    def __init__(self, context: WindowContext, table: ExchangeTable) -> None:
        super().__init__(table)
        self.use_context(context)
        self._table = table
        for name, text, icon, run in (
            ("webhookFromCapture", self.tr("Create webhook from this…"), "add", self.create_webhook),
            ("ruleFromCapture", self.tr("Reply rule from this…"), "reply", self.create_rule),
            ("requestFromCapture", self.tr("Send as a new request…"), "send", self.open_request),
            ("keepAsPayload", self.tr("Save payload…"), "save", self.keep_as_payload),
            ("keepAsSample", self.tr("Keep as sample…"), "save", self.keep_as_sample),
            ("addToSimulator", self.tr("Add to the API simulator"), "code", self.add_to_simulator),
        ):
            table.offer(name, text, icon, run)

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
