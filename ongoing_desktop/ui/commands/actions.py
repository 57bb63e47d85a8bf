"""Creates QActions and menus from the table of commands. Buttons elsewhere refer to these actions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMainWindow, QMenu, QMenuBar

from ongoing_desktop.ui.commands.command import Command, Menu, WindowState
from ongoing_desktop.ui.commands.shortcuts import keep_defaults, use_keys
from ongoing_desktop.ui.icons import keep_icon
from ongoing_desktop.wording.language import translated as tr

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ongoing_desktop.ui.context import WindowContext

MENUS: Final[dict[Menu, str]] = {
    "file": "&File",
    "edit": "&Edit",
    "view": "&View",
    "webhook": "&Webhook",
    "exchange": "E&xchange",
    "listener": "&Listener",
    "tools": "&Tools",
    "help": "&Help",
}
"""Titles of the menu bar in order."""
ROLES: Final = {
    "quit": QAction.MenuRole.QuitRole,
    "about": QAction.MenuRole.AboutRole,
    "openSettings": QAction.MenuRole.PreferencesRole,
}
"""Commands that some platforms move to a menu of their own."""


class CommandActions:
    """The commands of one window as QActions. Main thread only."""

    def __init__(self, context: WindowContext, window: QMainWindow, commands: Sequence[Command]) -> None:
        self._commands = commands
        self._state: WindowState | None = None
        self.by_name = {command.name: _action(command, context, window) for command in commands}
        groups: dict[str, QActionGroup] = {}
        for command in commands:
            if command.group:
                groups.setdefault(command.group, QActionGroup(window)).addAction(self.by_name[command.name])

    def use(self, state: WindowState) -> None:
        """Enable and check the actions for a state. Repeating a state costs nothing."""
        if state == self._state:
            return
        self._state = state
        for command in self._commands:
            action = self.by_name[command.name]
            action.setEnabled(available := command.when(state))
            if command.unavailable:
                action.setText(tr(command.text if available else command.unavailable))
            if command.checked is not None:
                action.setChecked(command.checked(state))

    def use_shortcuts(self, chosen: Mapping[str, Any]) -> None:
        """Set the shortcuts: the user's by name of the command, for the others those of the table."""
        for action in self.by_name.values():
            use_keys(action, chosen)

    def group(self, name: str) -> list[QAction]:
        """The actions of a group in table order."""
        return [self.by_name[command.name] for command in self._commands if command.group == name]

    def row_menu(self) -> list[QAction]:
        """The actions of a webhook's context menu in order."""
        rows = sorted((command for command in self._commands if command.row), key=lambda command: command.row)
        return [self.by_name[command.name] for command in rows]

    def fill_bar(self, bar: QMenuBar) -> None:
        """Add one menu per kind of command. Within a menu the order is that of the table."""
        for name, title in MENUS.items():
            menu = bar.addMenu(tr(title))
            menu.setObjectName(f"{name}Menu")
            self._fill(menu, [command for command in self._commands if command.menu == name])

    def _fill(self, menu: QMenu, commands: Sequence[Command]) -> None:
        submenus: dict[str, QMenu] = {}
        for command in commands:
            if command.line and not menu.isEmpty():
                menu.addSeparator()
            target = menu
            if command.submenu:
                if command.submenu not in submenus:
                    submenus[command.submenu] = menu.addMenu(tr(command.submenu))
                    submenus[command.submenu].setObjectName(f"{command.group}Menu")
                target = submenus[command.submenu]
            action = self.by_name[command.name]
            action.setProperty("menuTitle", " → ".join(dict.fromkeys((menu.title(), target.title()))).replace("&", ""))
            target.addAction(action)


def _action(command: Command, context: WindowContext, window: QMainWindow) -> QAction:
    action = QAction(tr(command.text), window)
    action.setObjectName(command.name)
    action.setIconText(action.text())  # fixed, because the text may become longer
    keep_defaults(action, command.keys, fixed=command.local)
    if command.local:
        action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
    action.setProperty("everywhere", command.everywhere)
    action.setCheckable(command.checked is not None)
    action.setIconVisibleInMenu(True)
    action.setMenuRole(ROLES.get(command.name, QAction.MenuRole.NoRole))
    if command.icon:
        keep_icon(action, action.setIcon, command.icon, context.theme)
    action.triggered.connect(lambda _=False: command.run(context))
    window.addAction(action)
    return action
