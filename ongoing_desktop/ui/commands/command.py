"""A command of the window: one row says what it is called, where it is found, when it can be used, and what it runs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import QCoreApplication

from ongoing_desktop.domain.lazy_dataclasses import dataclass

if TYPE_CHECKING:
    from collections.abc import Callable

    from ongoing_desktop.ui.context import WindowContext

Menu = Literal["file", "edit", "view", "webhook", "exchange", "listener", "tools", "help"]
"""A menu of the menu bar."""


@dataclass(frozen=True, slots=True)
class WindowState:
    """What decides which commands can be used, and which of the checkable ones are checked."""

    page: str = ""
    webhook: bool = False
    """Whether a webhook is selected."""
    exchanges: int = 0
    """How many exchanges are selected in the list in front."""
    systems: int = 0
    sheet: bool = False
    """Whether there is anything to put on a settings sheet."""
    demo: bool = False
    """Whether the demo system is there."""
    listening: bool = False
    theme: str = "system"
    notify: bool = False
    undo: bool = False
    redo: bool = False


def always(_: WindowState) -> bool:
    """For commands that can always be used."""
    return True


@dataclass(frozen=True, slots=True)
class Command:
    """One row of the table. ``name`` is the object name of its QAction, which scripts rely on."""

    name: str
    text: str
    run: Callable[[WindowContext], object]
    keys: tuple[str, ...] = ()
    icon: str = ""
    when: Callable[[WindowState], bool] = always
    checked: Callable[[WindowState], bool] | None = None
    """For checkable commands."""
    group: str = ""
    """Of the checkable commands of one group exactly one is checked."""
    menu: Menu | None = None
    """Where it is found in the menu bar; within a menu the order is the table's."""
    line: bool = False
    """Whether a line separates it from the command above it in the menu."""
    submenu: str = ""
    """Title of the menu within the menu."""
    local: bool = False
    """Whether its keys work only in the list concerned, which handles them itself; the menu shows them."""
    row: int = 0
    """Place in the context menu of the webhooks; 0 for a command that is not in it."""


def tr(text: str) -> str:
    """In the language of the window."""
    return QCoreApplication.translate("Commands", text)
