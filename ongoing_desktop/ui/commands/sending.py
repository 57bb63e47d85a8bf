"""Sends tests, once, repeatedly, or again."""
# ruff: noqa: PLC0415 - a dialog is imported when it opens

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ongoing_desktop.ui.commands.command import Command
from ongoing_desktop.wording.messages import sentence

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ongoing_desktop.domain.exchange import ExchangeRow
    from ongoing_desktop.ui.context import WindowContext


def repeat_and_order(context: WindowContext) -> None:
    """Open Repeat and order for the selected webhook, after storing its edited payload, because that is sent."""
    from ongoing_desktop.ui.simulate.series_dialog import SeriesDialog

    webhook_id, keeping = context.navigation.webhook_id, context.navigation.keeping_payload()

    def show(_: object = None) -> None:
        hook = context.services.settings.current.webhook(webhook_id)
        if hook is not None:
            SeriesDialog(context, context.window, hook).open()

    if keeping is None:
        show()
    else:
        context.tasks.run(context.window, keeping, done=show)


def send_again(context: WindowContext) -> None:
    """Open the selected exchanges for sending again, or the webhook's newest if no list of exchanges is visible."""
    if (selected := context.navigation.exchanges) is not None:
        send_exchanges_again(context, selected.ids)
        return
    services, webhook_id = context.services, context.navigation.webhook_id

    def show(found: ExchangeRow | None) -> None:
        send_exchanges_again(context, [found.id] if found else [])

    context.tasks.run(context.window, lambda: services.exchanges.newest_sent(webhook_id), done=show)


def send_exchanges_again(context: WindowContext, ids: Sequence[int]) -> None:
    """Open exchanges for sending again."""
    from ongoing_desktop.ui.simulate.replay_dialog import ReplayDialog

    if ids:
        ReplayDialog(context, context.window, ids).open()
    else:
        context.notifier.notice(sentence("replay-none"), "info")


def prove_receiver(context: WindowContext) -> None:
    """Open the proof of the selected webhook's receiver."""
    from ongoing_desktop.ui.simulate.prove_dialog import ProveDialog

    hook = context.services.settings.current.webhook(context.navigation.webhook_id)
    if hook is not None:
        ProveDialog(context, context.window, hook).open()


COMMANDS: Final = (
    Command(
        "testWebhook",
        "Test now",
        lambda context: context.navigation.send_test(),
        keys=("Ctrl+T",),
        icon="test",
        when=lambda state: state.webhook,
        menu="webhook",
        line=True,
        row=1,
    ),
    Command(
        "repeatAndOrder",
        "Repeat and order…",
        repeat_and_order,
        keys=("Ctrl+Shift+T",),
        icon="refresh",
        when=lambda state: state.webhook,
        menu="webhook",
        row=2,
    ),
    Command(
        "proveReceiver",
        "Prove a receiver…",
        prove_receiver,
        icon="good",
        when=lambda state: state.webhook,
        menu="webhook",
    ),
    Command("sendAgain", "Send again…", send_again, keys=("Ctrl+R",), icon="redo", menu="exchange"),
)
