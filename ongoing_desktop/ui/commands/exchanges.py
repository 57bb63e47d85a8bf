"""Actions on the selected exchanges of the visible list."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ongoing_desktop.ui.commands.command import Command, WindowState

if TYPE_CHECKING:
    from collections.abc import Callable

    from ongoing_desktop.ui.context import SelectedExchanges, WindowContext


def _selected(state: WindowState) -> bool:
    return state.exchanges > 0


def _pair(state: WindowState) -> bool:
    return state.exchanges == 2


def _with_selected(run: Callable[[SelectedExchanges], object]) -> Callable[[WindowContext], None]:
    def command(context: WindowContext) -> None:
        if (selected := context.navigation.exchanges) is not None:
            run(selected)

    return command


COMMANDS: Final = (
    Command(
        "copyExchanges",
        "Copy rows",
        _with_selected(lambda selected: selected.copy_rows()),
        keys=("Ctrl+C",),
        icon="copy",
        when=_selected,
        menu="exchange",
        local=True,
    ),
    Command(
        "pinExchanges",
        "Pin or unpin",
        _with_selected(lambda selected: selected.toggle_pin()),
        keys=("Ctrl+B",),
        icon="pin",
        when=_selected,
        menu="exchange",
        local=True,
    ),
    Command(
        "noteExchange",
        "Note…",
        _with_selected(lambda selected: selected.note()),
        keys=("F2",),
        when=_selected,
        menu="exchange",
        local=True,
    ),
    Command(
        "compareExchanges",
        "Compare the two selected",
        _with_selected(lambda selected: selected.compare()),
        keys=("Ctrl+Shift+D",),
        icon="compare",
        when=_pair,
        menu="exchange",
        local=True,
    ),
    Command(
        "orderTimeline",
        "Timeline of the order",
        _with_selected(lambda selected: selected.timeline()),
        keys=("Ctrl+Shift+L",),
        icon="history",
        when=_selected,
        menu="exchange",
    ),
    Command(
        "deleteExchanges",
        "Delete",
        _with_selected(lambda selected: selected.delete()),
        keys=("Del",),
        icon="delete",
        when=_selected,
        menu="exchange",
        line=True,
        local=True,
    ),
)
