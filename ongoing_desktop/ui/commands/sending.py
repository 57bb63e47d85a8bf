"""Sends tests, once, repeatedly, or again."""
# ruff: noqa: PLC0415 - a dialog is imported when it opens

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ongoing_desktop.ui.commands.command import Command, with_selected
from ongoing_desktop.wording.messages import sentence

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

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
    """Send the selected exchanges again at once, to the last target; several in a dialog that shows their progress."""
    _with_chosen(context, lambda ids: send_at_once(context, ids))


def send_again_edited(context: WindowContext) -> None:
    """Open the selected exchanges for sending again."""
    _with_chosen(context, lambda ids: open_again(context, ids))


def _with_chosen(context: WindowContext, then: Callable[[Sequence[int]], object]) -> None:
    """Call ``then`` with the selected exchanges, or the webhook's newest if no list of exchanges is visible."""

    def use(ids: Sequence[int]) -> None:
        if ids:
            then(ids)
        else:
            context.notifier.notice(sentence("replay-none"), "info")

    if (selected := context.navigation.exchanges) is not None:
        use(selected.ids)
        return
    services, webhook_id = context.services, context.navigation.webhook_id

    def found(row: ExchangeRow | None) -> None:
        use([row.id] if row else [])

    context.tasks.run(context.window, lambda: services.exchanges.newest_sent(webhook_id), done=found)


def send_at_once(context: WindowContext, ids: Sequence[int]) -> None:
    """Send exchanges again unchanged, to the target of the last time."""
    from ongoing_desktop.ui.simulate.resend import Resend

    if len(ids) > 1:
        open_again(context, ids, at_once=True)
        return
    resend = context.window.findChild(Resend) or Resend(context)
    resend.send(ids[0])


def open_again(context: WindowContext, ids: Sequence[int], *, at_once: bool = False) -> None:
    """Open exchanges for sending again. ``at_once``: sending starts without waiting for the user."""
    from ongoing_desktop.ui.simulate.replay_dialog import ReplayDialog

    ReplayDialog(context, context.window, ids, at_once=at_once).open()


def send_request(context: WindowContext) -> None:
    """Open a request that belongs to no webhook."""
    from ongoing_desktop.ui.simulate.request_dialog import RequestDialog

    RequestDialog(context, context.window).open()


def prove_receiver(context: WindowContext) -> None:
    """Open the proof of the selected webhook's receiver."""
    from ongoing_desktop.ui.simulate.prove_dialog import ProveDialog

    hook = context.services.settings.current.webhook(context.navigation.webhook_id)
    if hook is not None:
        ProveDialog(context, context.window, hook).open()


def morning_burst(context: WindowContext) -> None:
    """Open the morning burst for the selected webhook's receiver."""
    from ongoing_desktop.ui.simulate.day_dialog import DayDialog

    hook = context.services.settings.current.webhook(context.navigation.webhook_id)
    if hook is not None:
        DayDialog(context, context.window, hook).open()


def show_schedules(context: WindowContext) -> None:
    """Open the tests that run by themselves."""
    from ongoing_desktop.ui.simulate.schedules_dialog import SchedulesDialog

    SchedulesDialog(context, context.window).open()


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
    Command("morningBurst", "Morning burst…", morning_burst, when=lambda state: state.webhook, menu="webhook"),
    Command("sendAgain", "Send again", send_again, keys=("Ctrl+R",), icon="redo", menu="exchange"),
    Command("sendAgainEdited", "Send again with changes…", send_again_edited, keys=("Ctrl+Shift+R",), menu="exchange"),
    Command(
        "sendFailedAgain",
        "Send all that failed again…",
        with_selected(lambda selected: selected.send_failed_again()),
        when=lambda state: state.page in ("inbox", "history"),
        menu="exchange",
    ),
    Command("sendRequest", "Send a request…", send_request, icon="send", menu="exchange", line=True),
    Command("showSchedules", "Schedules…", show_schedules, menu="tools"),
)
