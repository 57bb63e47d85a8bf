"""Dialogs that the window's commands only open, each with what it needs."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QWidget

from ongoing_desktop.services.ports import VaultStatus
from ongoing_desktop.ui.context import WindowContext
from ongoing_desktop.ui.credentials.names import CredentialNamesDialog
from ongoing_desktop.ui.credentials.stored_credentials_dialog import LeftoversDialog
from ongoing_desktop.ui.exchanges.check_dialog import CheckDialog
from ongoing_desktop.ui.exchanges.limits_dialog import RetentionDialog
from ongoing_desktop.ui.exchanges.public_address_dialog import ContactDialog
from ongoing_desktop.ui.sheet.sheet_dialog import SheetDialog
from ongoing_desktop.ui.shell.about import AboutDialog

LOOK_MS: Final = 30_000
"""How often it is asked whether the clock has jumped."""


class DialogActions(QObject):
    """Main thread only."""

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
        self._told: datetime | None = None
        self._clock = QTimer(self)
        self._clock.setInterval(LOOK_MS)
        self._clock.timeout.connect(self._look_at_clock)
        self._clock.start()

    def about(self) -> None:
        """What this is, and where things are kept."""

        def show(status: VaultStatus) -> None:
            name = status.name if status.usable else self.tr("none that can be used")
            AboutDialog(self._context, name, self._window).open()

        self._tasks.run(self, self._services.secrets.vault_status, done=show)

    def leftovers(self) -> None:
        """Every stored credential with what it is for."""
        LeftoversDialog(self._context, self._window).open()

    def credential_names(self) -> None:
        """Which names count as credentials, and those of the user's own."""
        CredentialNamesDialog(self._context, self._window).open()

    def check_payload(self) -> None:
        """A pasted payload against the documentation."""
        CheckDialog(self._context, self._window).open()

    def history_limits(self) -> None:
        """How much of the history is kept, and what is on disk."""
        RetentionDialog(self._context, self._window).open()

    def _look_at_clock(self) -> None:
        self._tasks.run(self, self._services.keeping.held, done=self._say_held)

    def _say_held(self, held: datetime | None) -> None:
        if held is None or held == self._told:
            return
        self._told = held
        text = self.tr(
            "The clock moved by more than a day, so no exchange is deleted by its age until you have looked."
        )
        self._notifier.notice(text, "warn", (self.tr("Look"), self.history_limits))

    def public_address(self, webhook: str) -> None:
        """Whether the address from outside leads to the listener; ``webhook``: whose address is offered first."""
        ContactDialog(self._context, self._window, webhook).open()

    def settings_sheet(self, system_id: str, webhooks: Sequence[str]) -> None:
        """The sheet of a system; ``webhooks``: those that are marked."""
        SheetDialog(self._context, self._window, system_id, webhooks).open()
