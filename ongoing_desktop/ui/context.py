"""What every page, panel and dialog of a window receives, besides its parent and its own data."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from ongoing_desktop.domain.lazy_dataclasses import dataclass
from ongoing_desktop.wording.language import translated

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from PySide6.QtWidgets import QWidget

    from ongoing_desktop.services import Services
    from ongoing_desktop.ui.service_signals import ServiceSignals
    from ongoing_desktop.ui.shell.notifier import Action, Notifier
    from ongoing_desktop.ui.task_runner import TaskRunner
    from ongoing_desktop.ui.theme import Theme


class SelectedExchanges(Protocol):
    """The selected exchanges of a list, and actions on them. Main thread only."""

    @property
    def ids(self) -> list[int]:
        """Their ids, top to bottom."""

    @property
    def count(self) -> int:
        """Their number."""

    def copy_rows(self) -> None:
        """Copy them as text, as shown in the columns."""

    def toggle_pin(self) -> None:
        """Pin them, or unpin them if the current one is pinned."""

    def note(self) -> None:
        """Ask for a note about the current one."""

    def compare(self) -> None:
        """Compare them if there are two."""

    def send_failed_again(self) -> None:
        """Open the failed ones of the whole list, as filtered, for sending again."""

    def look_up(self) -> None:
        """Look up the current exchange's object in Ongoing."""

    def timeline(self) -> None:
        """Show the timeline of what the current exchange is about."""

    def delete(self) -> None:
        """Delete them. Can be undone."""


class Navigation(Protocol):
    """The current selection of the window, and navigation between its parts. Main thread only."""

    @property
    def page(self) -> str:
        """The visible page."""

    @property
    def system_id(self) -> str:
        """Id of the system chosen in the header; empty for all."""

    @property
    def webhook_id(self) -> str:
        """Id of the current webhook; empty for none."""

    @property
    def webhook_ids(self) -> list[str]:
        """Ids of all selected webhooks."""

    @property
    def exchanges(self) -> SelectedExchanges | None:
        """The selection in the visible list of exchanges; None if no list is visible."""

    @property
    def listener_port(self) -> int | None:
        """The port chosen in the inbox; None for the stored one."""

    def show_page(self, name: str) -> None:
        """Show a page: ``webhooks``, ``inbox``, ``history`` or ``scenarios``."""

    def show_webhook(self, *webhook_ids: str) -> None:
        """Show the Webhooks page and select webhooks there, the first as the current one."""

    def select_webhooks(self, *webhook_ids: str) -> None:
        """Select webhooks on the Webhooks page, as soon as they are in its list."""

    def send_test(self) -> None:
        """Show the Webhooks page and send the tests of the selected webhooks."""

    def keeping_payload(self) -> Callable[[], Awaitable[None]] | None:
        """A function that stores the edited payload; None without changes."""

    def edit_webhook(self, webhook_id: str) -> None:
        """Open the editor for a webhook. An unknown id opens nothing."""

    def show_exchange(self, exchange_id: int, page: str = "history") -> None:
        """Show an exchange on the page ``history`` or ``inbox``."""

    def compare_systems(self, left: str = "") -> None:
        """Open the comparison of two systems. ``left``: id of the first, empty for the chosen one."""

    def undo(self) -> None:
        """Undo the newest step."""

    def redo(self) -> None:
        """Redo the newest undo."""

    def export_exchanges(self) -> None:
        """Ask which exchanges of the visible page to export."""

    def focus_filter(self) -> None:
        """Move the cursor to the filter of the visible page."""

    def next_part(self) -> None:
        """Move the focus on: from the page to the notice, if there is one, to the list of pages, and back."""

    def group_by(self, key: str) -> None:
        """Group the visible list of exchanges by ``event``, ``order`` or ``webhook``, or not if empty."""

    def show_all_systems(self) -> None:
        """Show all systems."""

    def show_system(self, system_id: str) -> None:
        """Show only one system."""

    def show_filtered(self, text: str) -> None:
        """Show the exchanges of the history that match a filter."""

    def show_scenario(self, key: str, *, own: bool) -> None:
        """Show a scenario of the library: a built-in one, or one of the user's."""

    def show_guide(self, topic: str = "") -> None:
        """Show a guide, ``name`` or ``name#anchor``; by default the one about the focused part of the window."""

    def open_palette(self) -> None:
        """Open the command palette."""

    def quit(self) -> None:
        """End the program, after any questions. The listener ends too."""


@dataclass(frozen=True, slots=True)
class WindowContext:
    """The services and the window's own helpers."""

    services: Services
    tasks: TaskRunner
    notifier: Notifier
    theme: Theme
    signals: ServiceSignals
    navigation: Navigation
    window: QWidget
    """Parent of dialogs that belong to no page."""

    @property
    def undo_action(self) -> Action:
        """The action of a notice about a change: undoing the newest step."""
        return translated("Undo"), self.navigation.undo


class InContext:
    """Base class for parts of a window. Makes the parts of its context available as attributes."""

    _context: WindowContext
    _services: Services
    _tasks: TaskRunner
    _notifier: Notifier
    _theme: Theme

    def use_context(self, context: WindowContext) -> None:
        """Set the attributes; called once, at construction."""
        self._context = context
        self._services = context.services
        self._tasks = context.tasks
        self._notifier = context.notifier
        self._theme = context.theme
