"""Keyboard shortcuts, the support pack, about the program, and quitting."""
# ruff: noqa: PLC0415 - a dialog is imported when it opens

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ongoing_desktop.ui.commands.command import Command

if TYPE_CHECKING:
    from ongoing_desktop.ui.context import WindowContext

EXTRA_KEYS: Final = (
    ("Ctrl+Enter", "In the editor: save; in the test: send"),
    ("Space", "Enable or disable the selected webhooks"),
    ("Enter", "Edit the selected webhook"),
    ("Ctrl+Shift+D", "Compare the two selected exchanges"),
    ("F7, Shift+F7", "Previous and next difference"),
    ("F8, Shift+F8", "In Inbox and History: pause or clear the view"),
    ("Right, Left", "Show or hide the repeats under an exchange"),
    ("Ctrl+C, Ctrl+B, F2, Del", "Copy, pin, note, delete the selected exchanges"),
    ("Ctrl+Space, Tab", "In the filter: show suggestions, accept one"),
    ("Alt+Up", "In a table: choose a column with the arrow keys, sort it (Enter), move it (Ctrl), resize it (Shift)"),
    ("F11", "Show the selected webhook on the whole page"),
    ("Esc", "Cancel or close; in the list: show all again"),
)
"""Keys that belong to no command."""


def show_keys(context: WindowContext) -> None:
    """Show every shortcut, to change it."""
    from ongoing_desktop.ui.preferences.shortcuts_dialog import ShortcutsDialog

    ShortcutsDialog(context, context.window, EXTRA_KEYS).show()


def support_pack(context: WindowContext) -> None:
    """Write a support pack. The selected exchanges are offered."""
    from ongoing_desktop.ui.files.export_dialogs import SupportDialog

    selected = context.navigation.exchanges
    SupportDialog(context, context.window, tuple(selected.ids) if selected is not None else ()).open()


def about(context: WindowContext) -> None:
    """Show version, folders, and the licences of all parts."""
    from ongoing_desktop.ui.shell.about import AboutDialog

    AboutDialog(context, context.window).open()


COMMANDS: Final = (
    Command(
        "showGuide",
        "Guide to this page",
        lambda context: context.navigation.show_guide(),
        keys=("F1",),
        icon="guide",
        menu="help",
        everywhere=True,
    ),
    Command("showKeys", "Keyboard shortcuts", show_keys, keys=("Shift+F1",), icon="keyboard", menu="help", line=True),
    Command("supportPack", "Support pack…", support_pack, icon="export", menu="help"),
    Command("about", "About Ongoing Desktop", about, icon="info", menu="help", line=True),
    Command("quit", "Quit", lambda context: context.navigation.quit(), keys=("Ctrl+Q",), menu="file", line=True),
)
