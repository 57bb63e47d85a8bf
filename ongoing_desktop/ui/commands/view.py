"""Pages, filter, colours, undo and the list of changes."""
# ruff: noqa: PLC0415 - a dialog is imported when it opens

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ongoing_desktop.ui.commands.command import Command, WindowState, always
from ongoing_desktop.wording.language import translated as tr

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QPushButton, QWidget

    from ongoing_desktop.ui.context import WindowContext


ZOOM_STEPS: Final = (50, 67, 80, 90, 100, 110, 125, 150, 175, 200, 250, 300)


def changes(context: WindowContext) -> None:
    """Open the list of changes."""
    from ongoing_desktop.ui.revisions.revisions_window import RevisionsWindow

    RevisionsWindow(context, context.window).show()


def open_settings(context: WindowContext, key: str = "") -> None:
    """Open the settings window or raise it. ``key``: the setting to show first."""
    from ongoing_desktop.ui.preferences.settings_window import SettingsWindow

    window = context.window.findChild(SettingsWindow) or SettingsWindow(context, context.window)
    if key:
        window.show_setting(key)
    window.show()
    window.activateWindow()


def settings_link(
    context: WindowContext, parent: QWidget, key: str, before: Callable[[], object] | None = None
) -> QPushButton:
    """A link to a row of the settings window. ``before`` is called first, to close a dialog."""
    from ongoing_desktop.ui.kit.buttons import push_button

    def go() -> None:
        if before is not None:
            before()
        open_settings(context, key)

    return push_button(parent, tr("Show in Settings"), "showInSettings", go, look="link")


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


def _zoom(context: WindowContext, zoom: int) -> None:
    context.tasks.run(context.window, lambda: context.services.settings.set_preferences(zoom=zoom))


def zoom_in(context: WindowContext) -> None:
    """Make everything larger by one step."""
    now = context.services.settings.current.preferences.zoom
    _zoom(context, next((step for step in ZOOM_STEPS if step > now), now))


def zoom_out(context: WindowContext) -> None:
    """Make everything smaller by one step."""
    now = context.services.settings.current.preferences.zoom
    _zoom(context, next((step for step in reversed(ZOOM_STEPS) if step < now), now))


def _choice(
    name: str,
    text: str,
    preference: str,
    value: str,
    submenu: str,
    *,
    line: bool = False,
    when: Callable[[WindowState], bool] = always,
    unavailable: str = "",
) -> Command:
    """A command that sets a preference to one of its values."""

    def choose(context: WindowContext) -> None:
        context.tasks.run(context.window, lambda: context.services.settings.set_preferences(**{preference: value}))

    return Command(
        name,
        text,
        choose,
        when=when,
        unavailable=unavailable,
        checked=lambda state: getattr(state, preference) == value,
        group=preference,
        menu="view",
        line=line,
        submenu=submenu,
    )


def _grouping(name: str, text: str, key: str) -> Command:
    """A command that groups the visible list of exchanges."""
    return Command(
        name,
        text,
        lambda context: context.navigation.group_by(key),
        when=lambda state: state.page in ("inbox", "history"),
        checked=lambda state: state.grouping == key,
        group="grouping",
        menu="view",
        submenu="Group",
    )


def numbers(context: WindowContext) -> None:
    """Show numbers of the history over time, of the selected webhook first."""
    from ongoing_desktop.ui.charts.numbers_window import NumbersWindow

    NumbersWindow(context, context.window).show()


def shapes(context: WindowContext) -> None:
    """Show what the payloads of each type looked like so far."""
    from ongoing_desktop.ui.exchanges.shapes_window import ShapesWindow

    ShapesWindow(context, context.window).show()


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
        "nextPart",
        "Next part of the window",
        lambda context: context.navigation.next_part(),
        keys=("F6",),
        menu="view",
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
    Command("showNumbers", "Numbers…", numbers, menu="view"),
    Command("showShapes", "Payload shapes…", shapes, menu="view"),
    Command("zoomIn", "Zoom in", zoom_in, keys=("Ctrl++", "Ctrl+="), menu="view", line=True, everywhere=True),
    Command("zoomOut", "Zoom out", zoom_out, keys=("Ctrl+-",), menu="view", everywhere=True),
    Command(
        "zoomReset", "Actual size", lambda context: _zoom(context, 100), keys=("Ctrl+0",), menu="view", everywhere=True
    ),
    _choice("rowsComfortable", "Comfortable", "density", "comfortable", "Rows", line=True),
    _choice("rowsCompact", "Compact", "density", "compact", "Rows"),
    _grouping("groupNothing", "No groups", ""),
    _grouping("groupEvents", "Group by event", "event"),
    _grouping("groupOrders", "Group by order", "order"),
    _grouping("groupWebhooks", "Group by webhook", "webhook"),
    _choice("detailAuto", "Automatic", "detail_place", "auto", "Detail"),
    _choice("detailBelow", "Below the list", "detail_place", "below", "Detail"),
    _choice(
        "detailBeside",
        "Beside the list",
        "detail_place",
        "beside",
        "Detail",
        when=lambda state: state.wide,
        unavailable="Beside the list (the window is too narrow)",
    ),
    _choice("themeSystem", "System", "theme", "system", "Colours"),
    _choice("themeLight", "Light", "theme", "light", "Colours"),
    _choice("themeDark", "Dark", "theme", "dark", "Colours"),
)
