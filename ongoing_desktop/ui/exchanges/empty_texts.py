"""The texts of empty exchange pages."""

from __future__ import annotations

from typing import Literal

from ongoing_desktop.domain.listening import ListenerState
from ongoing_desktop.ui.exchanges.exchange_texts import tr
from ongoing_desktop.ui.exchanges.listener_bar import RUNNING
from ongoing_desktop.ui.kit.empty_state import EmptyState

Mode = Literal["inbox", "history", "deliveries"]


def say_empty(view: EmptyState, mode: Mode, listener: ListenerState, *, filtered: bool, cleared: bool) -> None:
    """Set the text for an empty page."""
    if filtered:
        view.say(
            "search",
            tr("Nothing matches this filter"),
            tr("All terms must match. Remove one or clear the filter."),
            guide="filters",
            first=tr("Clear the filter"),
        )
    elif cleared:
        view.say(
            "clear",
            tr("Nothing received since you cleared the view"),
            tr("Earlier exchanges are only hidden; nothing was deleted."),
            guide="why-refused#nothing-arrives",
            first=tr("Show earlier"),
        )
    elif mode == "deliveries":
        view.say(
            "send",
            tr("No deliveries yet"),
            tr("Requests sent and received for this webhook are listed here."),
            guide="test-my-receiver#send-one-event",
            first=tr("Send a test"),
        )
    elif mode == "history":
        view.say(
            "history",
            tr("No exchanges yet"),
            tr("All sent and received requests are kept here, across restarts, newest first."),
            guide="where-things-are-kept",
            first=tr("Send a test"),
        )
    elif listener.status in RUNNING:
        view.say(
            "inbox",
            tr("Listening; nothing received yet"),
            tr("Send a request to this address, or send a test from here. You can use any path."),
            guide="real-payload#open-a-tunnel",
            address=listener.url,
            second=tr("Send a test"),
        )
    else:
        view.say(
            "inbox",
            tr("The listener is stopped"),
            tr("Start it to receive webhooks on this computer. Every request is saved before it is answered."),
            guide="real-payload#start-the-listener",
            first=tr("Start listening"),
        )
