"""Every command of the window as a QAction under the contract's object name; menus and buttons only refer to them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QMainWindow, QMenu

from ongoing_desktop.ui.icons import keep_icon
from ongoing_desktop.ui.theme import Theme


@dataclass(frozen=True, slots=True)
class Command:
    """A further command is one more row of :data:`COMMANDS`."""

    name: str
    text: str
    keys: tuple[str, ...] = ()
    icon: str = ""
    checkable: bool = False


COMMANDS: Final[tuple[Command, ...]] = (
    Command("showWebhooks", "Webhooks", ("Ctrl+1",), "webhooks", checkable=True),
    Command("showInbox", "Inbox", ("Ctrl+2",), "inbox", checkable=True),
    Command("showHistory", "History", ("Ctrl+3",), "history", checkable=True),
    Command("showScenarios", "Scenarios", ("Ctrl+4",), "scenarios", checkable=True),
    Command("createRegularWebhook", "Create new regular webhook", ("Ctrl+N",), "add"),
    Command("createAutomationWebhook", "Create new automation webhook", ("Ctrl+Shift+N",), "add"),
    Command("editWebhook", "Edit", ("Ctrl+E",), "edit"),
    Command("duplicateWebhook", "Duplicate", ("Ctrl+D",), "duplicate"),
    Command("deleteWebhook", "Delete", ("Del",), "delete"),
    Command("testWebhook", "Test now", ("Ctrl+T",), "test"),
    Command("repeatAndOrder", "Repeat and order…", ("Ctrl+Shift+T",), "refresh"),
    Command("sendAgain", "Send again…", ("Ctrl+R",), "redo"),
    Command("receiverSnippet", "Receiver code…", (), "code"),
    Command("enableWebhook", "Enable or disable"),
    Command("enableWebhooks", "Enable the selected"),
    Command("disableWebhooks", "Disable the selected"),
    Command("exportWebhooks", "Export the selected…", (), "export"),
    Command("copyWebhooks", "Copy as settings (JSON)", ("Ctrl+C",), "copy"),
    Command("pasteWebhooks", "Paste webhooks", ("Ctrl+V",), "import"),
    Command("addSystem", "Add system…", (), "system"),
    Command("addGoodsOwner", "Add goods owner…", (), "owner"),
    Command("manageSystems", "Systems…", (), "system"),
    Command("compareSystems", "Compare systems…", (), "compare"),
    Command("importConfig", "Import settings…", ("Ctrl+O",), "import"),
    Command("exportConfig", "Export settings…", ("Ctrl+S",), "export"),
    Command("settingsSheet", "Settings sheet…", ("Ctrl+P",), "sheet"),
    Command("checkPayload", "Check a payload…", (), "check"),
    Command("exportHistory", "Export exchanges…", (), "export"),
    Command("historyLimits", "Limits of the history…", (), "settings"),
    Command("importHistory", "Import exchanges (HAR)…", (), "import"),
    Command("showLeftovers", "Stored credentials…", (), "key"),
    Command("credentialNames", "Credential names…", (), "key"),
    Command("addDemo", "Try it: add the demo system", (), "demo"),
    Command("removeDemo", "Remove the demo system", (), "delete"),
    Command("startListener", "Start listening", ("Ctrl+L",), "start"),
    Command("stopListener", "Stop listening", ("Ctrl+L",), "stop"),
    Command("publicAddress", "Public address…", (), "webhooks"),
    Command("listenerSettings", "Listener settings…", (), "settings"),
    Command("replyRules", "Reply rules…", (), "reply"),
    Command("undo", "Undo", ("Ctrl+Z",), "undo"),
    Command("redo", "Redo", ("Ctrl+Shift+Z", "Ctrl+Y"), "redo"),
    Command("showRevisions", "Changes…", (), "history"),
    Command("focusFilter", "Filter", ("Ctrl+F",), "search"),
    Command("showAllSystems", "Show all systems"),
    Command("notifyArrivals", "Notify when requests arrive", (), "", checkable=True),
    Command("themeSystem", "As the system has it", (), "", checkable=True),
    Command("themeLight", "Light", (), "", checkable=True),
    Command("themeDark", "Dark", (), "", checkable=True),
    Command("showKeys", "All keys", ("F1",), "keyboard"),
    Command("supportPack", "Support pack…", (), "export"),
    Command("about", "About Ongoing Desktop", (), "info"),
    Command("openMenu", "More commands", ("F10",)),
    Command("quit", "Quit", ("Ctrl+Q",)),
)

MORE: Final = (
    "addSystem", "addGoodsOwner", "manageSystems", "compareSystems", "",
    "importConfig", "exportConfig", "settingsSheet", "exportHistory", "importHistory", "historyLimits", "checkPayload", "", "showLeftovers", "credentialNames", "", "addDemo", "removeDemo", "",
    "startListener", "stopListener", "replyRules", "listenerSettings", "publicAddress", "notifyArrivals", "", "undo", "redo", "showRevisions", "", "theme", "showKeys", "supportPack", "about", "", "quit",
)  # fmt: skip
"""The ⋯ menu; an empty name is a line."""
ROW_MENU: Final = (
    "testWebhook",
    "repeatAndOrder",
    "editWebhook",
    "receiverSnippet",
    "enableWebhook",
    "duplicateWebhook",
    "settingsSheet",
    "exportWebhooks",
    "copyWebhooks",
    "pasteWebhooks",
    "deleteWebhook",
)
EXTRA_KEYS: Final = (
    ("Ctrl+Enter", "Save in the editor, send in the test"),
    ("Space", "Switch the selected webhooks on or off"),
    ("Enter", "Edit the selected webhook"),
    ("Ctrl+Shift+D", "Compare the two selected exchanges"),
    ("F7, Shift+F7", "Next and previous difference"),
    ("F8, Shift+F8", "In Inbox and History: pause the view, clear it"),
    ("Right, Left", "Open and close what is folded under an exchange"),
    ("Ctrl+C, Ctrl+B, F2, Del", "Copy, pin, note, delete the selected exchanges"),
    ("Ctrl+Space, Tab", "In the filter: what may come next, take it"),
    ("F11", "Give the selected webhook the whole page"),
    ("Esc", "Cancel, close; in the list show all again"),
)


def make_actions(window: QMainWindow, theme: Theme) -> dict[str, QAction]:
    """All commands, as children of the window. What they do is connected by the window."""
    made: dict[str, QAction] = {}
    for command in COMMANDS:
        action = QAction(window.tr(command.text), window)
        action.setObjectName(command.name)
        action.setIconText(action.text())  # stays, where the text comes to say more
        action.setShortcuts([QKeySequence(keys) for keys in command.keys])
        action.setCheckable(command.checkable)
        action.setIconVisibleInMenu(True)
        action.setMenuRole(QAction.MenuRole.NoRole)
        if command.icon:
            keep_icon(action, action.setIcon, command.icon, theme)
        window.addAction(action)
        made[command.name] = action
    made["quit"].setMenuRole(QAction.MenuRole.QuitRole)
    made["about"].setMenuRole(QAction.MenuRole.AboutRole)
    for names in (
        ("showWebhooks", "showInbox", "showHistory", "showScenarios"),
        ("themeSystem", "themeLight", "themeDark"),
    ):
        group = QActionGroup(window)
        for name in names:
            group.addAction(made[name])
    return made


def more_menu(window: QMainWindow, actions: Mapping[str, QAction]) -> QMenu:
    """Everything that has no button of its own."""
    menu = QMenu(window)
    menu.setObjectName("moreMenu")
    for name in MORE:
        if not name:
            menu.addSeparator()
        elif name == "theme":
            themes = menu.addMenu(window.tr("Colours"))
            themes.setObjectName("themeMenu")
            themes.addActions([actions[item] for item in ("themeSystem", "themeLight", "themeDark")])
        else:
            menu.addAction(actions[name])
    return menu
