"""What each exchange page says while it has nothing to show, and what can be done about it."""

from __future__ import annotations

from typing import Literal

from ongoing_desktop.domain.listening import ListenerState
from ongoing_desktop.ui.exchanges.empty_state import EmptyState
from ongoing_desktop.ui.exchanges.exchange_texts import tr
from ongoing_desktop.ui.exchanges.listener_bar import RUNNING

Mode = Literal["inbox", "history", "deliveries"]


def say_empty(view: EmptyState, mode: Mode, listener: ListenerState, *, filtered: bool, cleared: bool) -> None:
    """Say why nothing is here."""
    if filtered:
        view.say(
            "search",
            tr("Nothing matches this filter"),
            tr("All terms must hold at once. Take one away, or clear the line."),
            first=tr("Clear the filter"),
        )
    elif cleared:
        view.say(
            "clear",
            tr("Nothing came since the view was cleared"),
            tr("What was shown before is still there; nothing was deleted."),
            first=tr("Show earlier"),
        )
    elif mode == "deliveries":
        view.say(
            "send",
            tr("No deliveries yet"),
            tr("What is sent for this webhook, and what the listener receives for it, stands here."),
            first=tr("Send a test"),
        )
    elif mode == "history":
        view.say(
            "history",
            tr("No exchanges yet"),
            tr("Every request that is sent or received is kept here, across restarts, newest first."),
            first=tr("Send a test"),
        )
    elif listener.status in RUNNING:
        view.say(
            "inbox",
            tr("Listening, and nothing came yet"),
            tr("Send something to this address, or send a test from here. Any path will do."),
            address=listener.url,
            second=tr("Send a test"),
        )
    else:
        view.say(
            "inbox",
            tr("The listener is stopped"),
            tr("Start it to receive webhooks on this computer. Nothing is answered before it is saved."),
            first=tr("Start listening"),
        )
