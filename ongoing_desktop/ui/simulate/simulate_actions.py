"""What can be sent more than once: repeats and order, and again from the history; the verbs behind the window's commands."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from ongoing_desktop.domain.exchange import ExchangeRow
from ongoing_desktop.ui.context import WindowContext
from ongoing_desktop.ui.simulate.replay_dialog import ReplayDialog
from ongoing_desktop.ui.simulate.series_dialog import SeriesDialog
from ongoing_desktop.wording.messages import sentence


class SimulateActions(QObject):
    """Main thread only. ``show``: shows an exchange that was sent."""

    def __init__(
        self,
        context: WindowContext,
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self._context = context
        self._services = context.services
        self._tasks = context.tasks
        self._notifier = context.notifier
        self._window = window

    def repeat_and_order(self, webhook_id: str, keeping: Callable[[], Awaitable[None]] | None) -> None:
        """Open repeats and order of a webhook. ``keeping``: keeps what was typed for it and is to be sent, before."""

        def show(_: object = None) -> None:
            hook = self._services.settings.current.webhook(webhook_id)
            if hook is not None:
                SeriesDialog(self._context, self._window, hook).open()

        if keeping is None:
            show()
        else:
            self._tasks.run(self, keeping, done=show)

    def send_newest_again(self, webhook_id: str) -> None:
        """Open what was last sent for a webhook, to be sent again."""
        services = self._services

        def show(found: ExchangeRow | None) -> None:
            self.send_again([found.id] if found else [])

        self._tasks.run(self, lambda: services.exchanges.newest_sent(webhook_id), done=show)

    def send_again(self, ids: list[int]) -> None:
        """Open exchanges, to be sent again."""
        if not ids:
            self._notifier.notice(sentence("replay-none"), "info")
            return
        ReplayDialog(self._context, self._window, ids).open()
