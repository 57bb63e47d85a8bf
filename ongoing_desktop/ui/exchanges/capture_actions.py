"""Makes something of a capture: a webhook, a saved payload, a request, a sample, a document of the API simulator."""
# ruff: noqa: PLC0415 - a dialog is imported when it opens

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction

from ongoing_desktop.bodies.visible import one_line
from ongoing_desktop.domain.problems import Problem
from ongoing_desktop.domain.rules import Rule
from ongoing_desktop.domain.saved_request import SavedRequest
from ongoing_desktop.services.captures import CaptureDraft
from ongoing_desktop.ui.composer.save_payload import save_payload
from ongoing_desktop.ui.context import InContext, WindowContext
from ongoing_desktop.ui.exchanges.exchanges_table import ExchangeTable
from ongoing_desktop.ui.icons import keep_icon
from ongoing_desktop.wording.messages import problem_sentence, sentence


class CaptureActions(InContext, QObject):
    """One per page, about the first selected exchange. Its actions are in the table's menu."""

    def __init__(self, context: WindowContext, table: ExchangeTable) -> None:
        super().__init__(table)
        self.use_context(context)
        self._table = table
        for name, text, icon_name, verb in (
            ("webhookFromCapture", self.tr("Create webhook from this…"), "add", self.create_webhook),
            ("ruleFromCapture", self.tr("Reply rule from this…"), "reply", self.create_rule),
            ("requestFromCapture", self.tr("Send as a new request…"), "send", self.open_request),
            ("keepAsPayload", self.tr("Save payload…"), "save", self.keep_as_payload),
            ("keepAsSample", self.tr("Keep as sample…"), "save", self.keep_as_sample),
            ("addToSimulator", self.tr("Add to the API simulator"), "code", self.add_to_simulator),
        ):
            action = QAction(text, table)
            action.setObjectName(name)
            keep_icon(action, action.setIcon, icon_name, context.theme)
            action.triggered.connect(lambda _=False, do=verb: do())
            table.addAction(action)

    def create_webhook(self) -> None:
        """Open the editor for a webhook as whose request this would be recognised."""
        if ids := self._table.selected_ids()[:1]:
            create_webhook_from(self._context, ids[0])

    def create_rule(self) -> None:
        """Add a disabled reply rule for requests like this, and open it."""
        if not (ids := self._table.selected_ids()[:1]):
            return

        def done(rule: Rule | None) -> None:
            from ongoing_desktop.ui.listening.rules_dialog import RulesDialog

            if rule is None:
                self._notifier.notice(sentence("capture-gone"), "info")
                return
            dialog = RulesDialog(self._context, self._table.window(), rule.id)
            self._context.signals.settings_changed.connect(dialog.follow)
            dialog.open()

        self._tasks.run(self, lambda: self._services.rules.add_for(ids[0]), done=done)

    def open_request(self) -> None:
        """Open the request as one that belongs to no webhook, without its credential."""
        if not (ids := self._table.selected_ids()[:1]):
            return

        def done(request: SavedRequest | None) -> None:
            from ongoing_desktop.ui.simulate.request_dialog import RequestDialog

            if request is None:
                self._notifier.notice(sentence("capture-no-body"), "info")
            else:
                RequestDialog(self._context, self._table.window(), request).open()

        self._tasks.run(self, lambda: self._services.captures.request_of(ids[0]), done=done)

    def keep_as_payload(self) -> None:
        """Save the payload under a name."""
        if not (ids := self._table.selected_ids()[:1]):
            return

        def done(request: SavedRequest | None) -> None:
            if request is None or not request.body:
                self._notifier.notice(sentence("capture-no-body"), "info")
            else:
                save_payload(self._context, self._table.window(), request.body)

        self._tasks.run(self, lambda: self._services.captures.request_of(ids[0]), done=done)

    def keep_as_sample(self) -> None:
        """Show the payload of the first selected exchange without personal data, to be kept as a capture."""
        ids = self._table.selected_ids()[:1]
        if not ids:
            return

        def done(body: bytes | None) -> None:
            if body is None:
                self._notifier.notice(sentence("capture-no-body"), "info")
                return
            from ongoing_desktop.ui.exchanges.check_dialog import CheckDialog

            dialog = CheckDialog(self._context, self._table.window())
            dialog.open()
            dialog.show_anonymised(body)

        self._tasks.run(self, lambda: self._services.captures.body_of(ids[0]), done=done)

    def add_to_simulator(self) -> None:
        """Add the objects that the first selected look-up found to the documents of the API simulator."""
        ids = self._table.selected_ids()[:1]
        if not ids:
            return

        def done(found: tuple[str, ...] | tuple[Problem, ...]) -> None:
            problems = [problem_sentence(item) for item in found if isinstance(item, Problem)]
            paths = ", ".join(one_line(item, 60) for item in found[:3] if isinstance(item, str))
            if problems:
                self._notifier.notice(" ".join(problems), "info")
                return
            more = " …" if len(found) > 3 else ""
            message = self.tr("Added to the API simulator, without personal data: {paths}").format(paths=paths + more)
            self._notifier.notice(message, "good", (self.tr("Undo"), self._context.navigation.undo))

        self._tasks.run(self, lambda: self._services.simulator.adopt(ids[0]), done=done)


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
