"""What every page, panel and dialog of one window is given, besides its parent and its own data."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from ongoing_desktop.services import Services
from ongoing_desktop.ui.service_signals import ServiceSignals
from ongoing_desktop.ui.shell.notifier import Notifier
from ongoing_desktop.ui.task_runner import TaskRunner
from ongoing_desktop.ui.theme import Theme


class Navigation(Protocol):
    """Ways from one part of the window to another. Main thread only."""

    @property
    def system_id(self) -> str:
        """Id of the system that is chosen in the header; empty for all."""

    def show_page(self, name: str) -> None:
        """Show a page: ``webhooks``, ``inbox``, ``history`` or ``scenarios``."""

    def show_webhook(self, *webhook_ids: str) -> None:
        """Show the Webhooks page and select webhooks there, the first as the current one."""

    def edit_webhook(self, webhook_id: str) -> None:
        """Open the editor on a webhook; an id that no webhook has opens nothing."""

    def show_exchange(self, exchange_id: int, page: str = "history") -> None:
        """Show an exchange on the page ``history`` or ``inbox``."""

    def compare_systems(self, left: str = "") -> None:
        """Open the comparison of two systems; ``left`` is the id of the first, empty for the chosen one."""

    def undo(self) -> None:
        """Take back the newest step."""


@dataclass(frozen=True, slots=True)
class WindowContext:
    """The services and the window's own helpers."""

    services: Services
    tasks: TaskRunner
    notifier: Notifier
    theme: Theme
    signals: ServiceSignals
    navigation: Navigation
