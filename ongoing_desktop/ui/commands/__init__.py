"""Every command of the window. One row describes it, and its function is beside the row."""

from __future__ import annotations

from typing import Final

from ongoing_desktop.ui.commands import about, exchanges, files, listening, ongoing, sending, systems, view, webhooks
from ongoing_desktop.ui.commands.command import Command, WindowState

COMMANDS: Final[tuple[Command, ...]] = (
    *view.COMMANDS,
    *webhooks.COMMANDS,
    *sending.COMMANDS,
    *exchanges.COMMANDS,
    *systems.COMMANDS,
    *ongoing.COMMANDS,
    *files.COMMANDS,
    *listening.COMMANDS,
    *about.COMMANDS,
)

__all__ = ("COMMANDS", "Command", "WindowState")
