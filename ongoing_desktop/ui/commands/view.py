"""Pages, filter, colours, undo and the list of changes."""
# ruff: noqa: PLC0415 - a dialog is imported when it opens

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ongoing_desktop.ui.commands.command import Command

if TYPE_CHECKING:
    from ongoing_desktop.ui.context import WindowContext


def changes(context: WindowContext) -> None:
    """Open the list of changes."""
    from ongoing_desktop.ui.revisions.revisions_window import RevisionsWindow

    window = RevisionsWindow(context, context.window)
    context.signals.settings_changed.connect(window.follow)
    window.show()


def open_settings(context: WindowContext, key: str = "") -> None:
    """Open the settings window or raise it. ``key``: the setting to show first."""
    from ongoing_desktop.ui.preferences.settings_window import SettingsWindow

    window = context.window.findChild(SettingsWindow) or SettingsWindow(context, context.window)
    if key:
        window.show_setting(key)
    window.show()
    window.activateWindow()


def _page(name: str, text: str, page: str, keys: str) -> Command:
    return Command(
        name,
        text,
        lambda context: context.navigation.show_page(page),
        keys=(keys,),
        icon=page,
        checked=lambda state: state.page == page,
        group="pages",
        menu="view",
    )


def _theme(name: str, text: str, mode: str) -> Command:
    def choose(context: WindowContext) -> None:
        context.tasks.run(context.window, lambda: context.services.settings.set_preferences(theme=mode))

    return Command(
        name,
        text,
        choose,
        checked=lambda state: state.theme == mode,
        group="theme",
        menu="view",
        line=mode == "system",
        submenu="Colours",
    )


COMMANDS: Final = (
    _page("showWebhooks", "Webhooks", "webhooks", "Ctrl+1"),
    _page("showInbox", "Inbox", "inbox", "Ctrl+2"),
    _page("showHistory", "History", "history", "Ctrl+3"),
    _page("showScenarios", "Scenarios", "scenarios", "Ctrl+4"),
    Command(
        "showAllSystems",
        "Show all systems",
        lambda context: context.navigation.show_all_systems(),
        menu="view",
        line=True,
    ),
    Command(
        "undo",
        "Undo",
        lambda context: context.navigation.undo(),
        keys=("Ctrl+Z",),
        icon="undo",
        when=lambda state: state.undo,
        menu="edit",
    ),
    Command(
        "redo",
        "Redo",
        lambda context: context.navigation.redo(),
        keys=("Ctrl+Shift+Z", "Ctrl+Y"),
        icon="redo",
        when=lambda state: state.redo,
        menu="edit",
    ),
    Command(
        "focusFilter",
        "Filter",
        lambda context: context.navigation.focus_filter(),
        keys=("Ctrl+F",),
        icon="search",
        menu="edit",
        line=True,
    ),
    Command("showRevisions", "Changes…", changes, icon="history", menu="edit"),
    Command("openSettings", "Settings…", open_settings, keys=("Ctrl+,",), icon="settings", menu="edit", line=True),
    Command(
        "openPalette",
        "Command palette…",
        lambda context: context.navigation.open_palette(),
        keys=("Ctrl+K",),
        icon="search",
        menu="view",
        line=True,
    ),
    _theme("themeSystem", "System", "system"),
    _theme("themeLight", "Light", "light"),
    _theme("themeDark", "Dark", "dark"),
)
