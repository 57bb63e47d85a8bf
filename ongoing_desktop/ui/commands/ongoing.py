"""Ongoing's REST API: connect, import, look up, and find missed events."""
# ruff: noqa: PLC0415 - a dialog is imported when it opens

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from ongoing_desktop.ui.commands.command import Command, WindowState, with_selected
from ongoing_desktop.wording.language import translated as tr

if TYPE_CHECKING:
    from collections.abc import Callable

    from ongoing_desktop.domain.settings import System
    from ongoing_desktop.ui.context import WindowContext


def _usual(context: WindowContext, system_id: str = "") -> System | None:
    current = context.services.settings.current
    return current.system(current.usual_system(system_id or context.navigation.system_id))


def connect(context: WindowContext, system_id: str = "") -> None:
    """Ask for the connection of a system."""
    from ongoing_desktop.ui.systems.connection_dialog import ConnectionDialog

    system = _usual(context, system_id)
    if system is not None:
        ConnectionDialog(context, context.window, partial(import_from, context), system_id=system.id).open()


def import_from(context: WindowContext, system_id: str = "") -> None:
    """Show what Ongoing has and a system does not."""
    from ongoing_desktop.ui.systems.ongoing_import_dialog import OngoingImportDialog

    _connected(
        context, system_id, lambda system: OngoingImportDialog(context, context.window, system_id=system.id).open()
    )


def missed(context: WindowContext) -> None:
    """Look for events that did not arrive."""
    from ongoing_desktop.ui.exchanges.missed_window import MissedWindow

    _connected(context, "", lambda system: MissedWindow(context, context.window, system_id=system.id).show())


def _connected(context: WindowContext, system_id: str, go: Callable[[System], object]) -> None:
    """Continue with a connected system, or else offer to connect it."""
    system = _usual(context, system_id)
    if system is None:
        return
    if context.services.api.is_set_up(system):
        go(system)
        return
    message = tr("“{name}” is not connected to Ongoing yet.").format(name=system.name)
    context.notifier.notice(message, "info", (tr("Connect to Ongoing…"), partial(connect, context, system.id)))


def _has_system(state: WindowState) -> bool:
    return state.systems > 0


COMMANDS: Final = (
    Command(
        "connectToOngoing", "Connect to Ongoing…", connect, icon="system", when=_has_system, menu="tools", line=True
    ),
    Command("importFromOngoing", "Import from Ongoing…", import_from, icon="import", when=_has_system, menu="tools"),
    Command("whatDidIMiss", "What did I miss?…", missed, icon="history", when=_has_system, menu="tools"),
    Command(
        "lookUpInOngoing",
        "Look up in Ongoing",
        with_selected(lambda selected: selected.look_up()),
        keys=("Ctrl+Shift+O",),
        icon="search",
        when=lambda state: state.exchanges == 1 or state.page in ("inbox", "history"),
        menu="exchange",
    ),
)
