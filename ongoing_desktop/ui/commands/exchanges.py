"""Actions on the selected exchanges of the visible list."""

from __future__ import annotations

from typing import Final

from ongoing_desktop.ui.commands.command import Command, WindowState, with_selected


def _selected(state: WindowState) -> bool:
    return state.exchanges > 0


def _pair(state: WindowState) -> bool:
    return state.exchanges == 2


COMMANDS: Final = (
    Command(
        "copyExchanges",
        "Copy rows",
        with_selected(lambda selected: selected.copy_rows()),
        keys=("Ctrl+C",),
        icon="copy",
        when=_selected,
        menu="exchange",
        local=True,
    ),
    Command(
        "pinExchanges",
        "Pin or unpin",
        with_selected(lambda selected: selected.toggle_pin()),
        keys=("Ctrl+B",),
        icon="pin",
        when=_selected,
        menu="exchange",
        local=True,
    ),
    Command(
        "noteExchange",
        "Note…",
        with_selected(lambda selected: selected.note()),
        keys=("F2",),
        when=_selected,
        menu="exchange",
        local=True,
    ),
    Command(
        "compareExchanges",
        "Compare the two selected",
        with_selected(lambda selected: selected.compare()),
        keys=("Ctrl+Shift+D",),
        icon="compare",
        when=_pair,
        menu="exchange",
        local=True,
    ),
    Command(
        "orderTimeline",
        "Timeline of the order",
        with_selected(lambda selected: selected.timeline()),
        keys=("Ctrl+Shift+L",),
        icon="history",
        when=_selected,
        menu="exchange",
    ),
    Command(
        "deleteExchanges",
        "Delete",
        with_selected(lambda selected: selected.delete()),
        keys=("Del",),
        icon="delete",
        when=_selected,
        menu="exchange",
        line=True,
        local=True,
    ),
)
