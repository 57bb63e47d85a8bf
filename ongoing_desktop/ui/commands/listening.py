"""Starts and stops the listener; opens its settings and reply rules."""
# ruff: noqa: PLC0415 - a dialog is imported when it opens

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from ongoing_desktop.domain.errors import ListenerError
from ongoing_desktop.domain.lazy_dataclasses import replace
from ongoing_desktop.domain.settings import Webhook
from ongoing_desktop.ui.commands.command import Command
from ongoing_desktop.wording.language import translated as tr
from ongoing_desktop.wording.messages import error_sentence, problem_sentence

if TYPE_CHECKING:
    from ongoing_desktop.domain.problems import Problem
    from ongoing_desktop.domain.rules import Rule
    from ongoing_desktop.ui.context import WindowContext
    from ongoing_desktop.ui.shell.notifier import NoticeKind


def start(context: WindowContext, port: int | None = None) -> None:
    """Start listening and remember the port."""
    listening = context.services.listening
    context.tasks.run(context.window, lambda: listening.start(port), failed=partial(_not_started, context))


def start_again(context: WindowContext) -> None:
    """Start listening as before the program ended."""
    failed = partial(_not_started, context)
    context.tasks.run(context.window, context.services.listening.start_again, failed=failed)


def stop(context: WindowContext) -> None:
    """Stop listening. The app will not start the listener at its next start."""
    context.tasks.run(context.window, context.services.listening.stop)


def restart(context: WindowContext, port: int | None = None) -> None:
    """Stop and start again with the current settings, on this port from now on."""
    listening = context.services.listening
    context.tasks.run(context.window, lambda: listening.restart(port), failed=partial(_not_started, context))


def _not_started(context: WindowContext, error: BaseException) -> None:
    """Show the reason. If the port is taken, offer a free one."""
    free = error.params.get("free") if isinstance(error, ListenerError) else None
    if not isinstance(error, ListenerError) or not isinstance(free, int) or not free:
        context.notifier.error(error)
        return
    use = (tr("Use port {port}").format(port=free), partial(restart, context, free))
    context.notifier.notice(error_sentence(error), "bad", use)


def rewrite(context: WindowContext, webhook_id: str, url: str) -> None:
    """Change a webhook's address to the listener's."""
    from ongoing_desktop.bodies.visible import one_line
    from ongoing_desktop.services.webhooks import KeepCredential

    hook = context.services.settings.current.webhook(webhook_id)
    if hook is None:
        return
    message = tr("“{name}” is now sent to {url}.").format(name=one_line(hook.name, 60), url=one_line(url, 120))

    def done(result: Webhook | tuple[Problem, ...]) -> None:
        if isinstance(result, Webhook):
            context.notifier.notice(message, "good", context.undo_action)
        else:
            context.notifier.notice(" ".join(problem_sentence(item) for item in result), "bad")

    changed = replace(hook, url=url)
    context.tasks.run(context.window, lambda: context.services.webhooks.save(changed, KeepCredential()), done=done)


def rules(context: WindowContext) -> None:
    from ongoing_desktop.ui.listening.rules_dialog import RulesDialog

    RulesDialog(context, context.window).open()


def simulator(context: WindowContext) -> None:
    from ongoing_desktop.ui.listening.simulator_dialog import SimulatorDialog

    SimulatorDialog(context, context.window).open()


def settings(context: WindowContext) -> None:
    from ongoing_desktop.ui.listening.settings_dialog import ListenerSettingsDialog

    ListenerSettingsDialog(context, context.window, partial(_settings_saved, context)).open()


def _settings_saved(context: WindowContext, warnings: tuple[Problem, ...]) -> None:
    warned = " ".join(problem_sentence(item) for item in warnings)
    kind: NoticeKind = "warn" if warned else "good"
    if context.services.listening.outdated:
        message = tr("Saved. Restart the listener to apply address and certificate.")
        action = (tr("Restart listener"), partial(restart, context))
        context.notifier.notice(f"{message} {warned}".strip(), "warn" if warned else "info", action)
    else:
        context.notifier.notice(f"{tr('The listener settings were saved.')} {warned}".strip(), kind)


def answer_by_preset(context: WindowContext, key: str) -> None:
    """Answer by a preset from now on, before all other rules."""

    def done(result: Rule | tuple[Problem, ...]) -> None:
        if not isinstance(result, tuple):
            message = tr("Every request is now answered by “{name}”.").format(name=result.name)
            context.notifier.notice(message, "info", context.undo_action)

    context.tasks.run(context.window, lambda: context.services.rules.use_preset(key), done=done)


def answer_as_usual(context: WindowContext) -> None:
    """Disable all rules."""
    from ongoing_desktop.bodies.visible import one_line

    on = [one_line(rule.name, 40) for rule in context.services.settings.current.rules if rule.on]
    if on:
        message = tr("Requests are answered with 200 again. Switched off: {names}.").format(names=", ".join(on))
        context.tasks.run(
            context.window,
            context.services.rules.all_off,
            done=lambda _: context.notifier.notice(message, "info", context.undo_action),
        )


def public_address(context: WindowContext) -> None:
    """Check whether the public address reaches the listener. The selected webhook is offered first."""
    from ongoing_desktop.ui.exchanges.public_address_dialog import ContactDialog

    ContactDialog(context, context.window, context.navigation.webhook_id).open()


def notify_or_not(context: WindowContext) -> None:
    """Switch notifications of arriving requests on or off."""
    stored = context.services.settings
    context.tasks.run(context.window, lambda: stored.set_preferences(notify=not stored.current.preferences.notify))


COMMANDS: Final = (
    Command(
        "startListener",
        "Start listening",
        lambda context: start(context, context.navigation.listener_port),
        keys=("Ctrl+L",),
        icon="start",
        when=lambda state: not state.listening,
        menu="listener",
    ),
    Command(
        "stopListener",
        "Stop listening",
        stop,
        keys=("Ctrl+L",),
        icon="stop",
        when=lambda state: state.listening,
        menu="listener",
    ),
    Command("replyRules", "Reply rules…", rules, icon="reply", menu="listener"),
    Command("apiSimulator", "API simulator…", simulator, icon="code", menu="listener"),
    Command("listenerSettings", "Listener settings…", settings, icon="settings", menu="listener"),
    Command("publicAddress", "Public address…", public_address, icon="webhooks", menu="listener"),
    Command(
        "notifyArrivals",
        "Notify when requests arrive",
        notify_or_not,
        checked=lambda state: state.notify,
        menu="listener",
    ),
)
