"""A command of the window: its name, where it is found, when it is available, and what it runs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from ongoing_desktop.domain.lazy_dataclasses import dataclass

if TYPE_CHECKING:
    from collections.abc import Callable

    from ongoing_desktop.ui.context import SelectedExchanges, WindowContext

Menu = Literal["file", "edit", "view", "webhook", "exchange", "listener", "tools", "help"]
"""A menu of the menu bar."""


@dataclass(frozen=True, slots=True)
class WindowState:
    """The facts that decide which commands are available and which checkable ones are checked."""

    page: str = ""
    webhook: bool = False
    """Whether a webhook is selected."""
    exchanges: int = 0
    """Number of selected exchanges in the visible list."""
    systems: int = 0
    sheet: bool = False
    """Whether there is anything to put on a settings sheet."""
    demo: bool = False
    """Whether the demo system exists."""
    listening: bool = False
    theme: str = "system"
    density: str = "comfortable"
    detail_place: str = "auto"
    grouping: str = ""
    """How the visible list of exchanges is grouped; empty for no groups."""
    wide: bool = True
    """Whether the window is wide enough for a detail beside the list."""
    notify: bool = False
    undo: bool = False
    redo: bool = False


def always(_: WindowState) -> bool:
    """For commands that are always available."""
    return True


@dataclass(frozen=True, slots=True)
class Command:
    """One row of the table. ``name`` is the object name of its QAction, on which scripts rely."""

    name: str
    text: str
    run: Callable[[WindowContext], object]
    keys: tuple[str, ...] = ()
    icon: str = ""
    when: Callable[[WindowState], bool] = always
    unavailable: str = ""
    """Its text while it is not available, if that must say why."""
    checked: Callable[[WindowState], bool] | None = None
    """For checkable commands."""
    group: str = ""
    """Of the checkable commands of a group exactly one is checked."""
    menu: Menu | None = None
    """The menu of the menu bar. Within a menu the order is that of the table."""
    line: bool = False
    """Whether a separator precedes it in the menu."""
    submenu: str = ""
    """Title of the submenu."""
    local: bool = False
    """Whether its shortcut works only in its list, which handles it; the menu shows the shortcut."""
    everywhere: bool = False
    """Whether its shortcut also works in dialogs."""
    row: int = 0
    """Position in the webhooks' context menu; 0 if it is not there."""


def with_selected(run: Callable[[SelectedExchanges], object]) -> Callable[[WindowContext], None]:
    """A command on the selected exchanges of the visible list. Without such a list it does nothing."""

    def command(context: WindowContext) -> None:
        if (selected := context.navigation.exchanges) is not None:
            run(selected)

    return command
