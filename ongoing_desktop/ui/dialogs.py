"""Dialogs that the window's commands only open, each with what it needs."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Final

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QWidget

from ongoing_desktop.services.ports import VaultStatus
from ongoing_desktop.ui.core import Core
from ongoing_desktop.ui.credentials.leftovers import LeftoversDialog
from ongoing_desktop.ui.credentials.names import CredentialNamesDialog
from ongoing_desktop.ui.exchanges.check_dialog import CheckDialog
from ongoing_desktop.ui.exchanges.contact_dialog import ContactDialog
from ongoing_desktop.ui.exchanges.retention import RetentionDialog
from ongoing_desktop.ui.help import AboutDialog
from ongoing_desktop.ui.messages import Door
from ongoing_desktop.ui.relay import Relay
from ongoing_desktop.ui.sheet.dialog import SheetDialog
from ongoing_desktop.ui.tasks import Tasks
from ongoing_desktop.ui.theme import Theme

LOOK_MS: Final = 30_000
"""How often it is asked whether the clock has jumped."""


class DialogVerbs(QObject):
    """Main thread only. ``edit`` opens a webhook's editor, ``arrived`` shows a received request."""

    def __init__(
        self,
        core: Core,
        tasks: Tasks,
        door: Door,
        theme: Theme,
        relay: Relay,
        window: QWidget,
        *,
        edit: Callable[[str], None],
        arrived: Callable[[int], None],
    ) -> None:
        super().__init__(window)
        self._core = core
        self._tasks = tasks
        self._door = door
        self._theme = theme
        self._relay = relay
        self._window = window
        self._edit = edit
        self._arrived = arrived
        self._told: datetime | None = None
        self._clock = QTimer(self)
        self._clock.setInterval(LOOK_MS)
        self._clock.timeout.connect(self._look_at_clock)
        self._clock.start()

    def about(self) -> None:
        """What this is, and where things are kept."""

        def show(status: VaultStatus) -> None:
            name = status.name if status.usable else self.tr("none that can be used")
            AboutDialog(self._core, name, self._window).open()

        self._tasks.run(self, self._core.secrets.vault_status, done=show)

    def leftovers(self) -> None:
        """Every stored credential with what it is for."""
        LeftoversDialog(self._core, self._tasks, self._door, self._theme, self._window, self._edit).open()

    def credential_names(self) -> None:
        """Which names count as credentials, and those of the user's own."""
        CredentialNamesDialog(self._core, self._tasks, self._theme, self._window).open()

    def check_payload(self) -> None:
        """A pasted payload against the documentation."""
        CheckDialog(self._core, self._tasks, self._door, self._theme, self._window, self._arrived).open()

    def history_limits(self) -> None:
        """How much of the history is kept, and what is on disk."""
        RetentionDialog(self._core, self._tasks, self._door, self._window).open()

    def _look_at_clock(self) -> None:
        self._tasks.run(self, self._core.keeping.held, done=self._say_held)

    def _say_held(self, held: datetime | None) -> None:
        if held is None or held == self._told:
            return
        self._told = held
        text = self.tr(
            "The clock moved by more than a day, so no exchange is deleted by its age until you have looked."
        )
        self._door.notice(text, "warn", (self.tr("Look"), self.history_limits))

    def public_address(self, webhook: str) -> None:
        """Whether the address from outside leads to the listener; ``webhook``: whose address is offered first."""
        core, tasks, door = self._core, self._tasks, self._door
        ContactDialog(core, tasks, door, self._theme, self._relay, self._window, self._arrived, webhook).open()

    def settings_sheet(self, system_id: str, webhooks: Sequence[str]) -> None:
        """The sheet of a system; ``webhooks``: those that are marked."""
        core, tasks, door = self._core, self._tasks, self._door
        SheetDialog(core, tasks, door, self._theme, self._relay, self._window, system_id, webhooks).open()
