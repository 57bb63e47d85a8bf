"""Systems, goods owners and the demo system."""
# ruff: noqa: PLC0415 - a dialog is imported when it opens

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from ongoing_desktop.ui.commands.command import Command
from ongoing_desktop.wording.language import plural
from ongoing_desktop.wording.language import translated as tr

if TYPE_CHECKING:
    from ongoing_desktop.domain.settings import GoodsOwner, System, Webhook
    from ongoing_desktop.ui.context import WindowContext


def _usual(context: WindowContext, system_id: str = "") -> str:
    return context.services.settings.current.usual_system(system_id or context.navigation.system_id)


def manage(context: WindowContext) -> None:
    """Open the dialog with all systems."""
    from ongoing_desktop.ui.systems.systems_dialog import SystemsDialog

    SystemsDialog(context, context.window, system_id=_usual(context)).open()


def compare(context: WindowContext, left: str = "") -> None:
    """Open the comparison of two systems. ``left``: id of the first, empty for the usual one."""
    from ongoing_desktop.ui.systems.compare_systems_dialog import CompareDialog

    if len(context.services.settings.current.systems) >= 2:
        CompareDialog(context, context.window, left=_usual(context, left)).open()


def add_system(context: WindowContext) -> None:
    """Ask for a new system."""
    from ongoing_desktop.ui.systems.add_dialogs import AddSystemDialog

    def added(system: System) -> None:
        message = tr("Added the system “{name}”. Now add its goods owners.").format(name=system.name)
        context.notifier.notice(message, "good", (tr("Add goods owner"), partial(add_owner, context, system.id)))

    AddSystemDialog(context, context.window, added).open()


def add_owner(context: WindowContext, system_id: str = "") -> None:
    """Ask for a new goods owner."""
    from ongoing_desktop.ui.systems.add_dialogs import AddGoodsOwnerDialog

    def added(_: str, owner: GoodsOwner) -> None:
        context.notifier.notice(tr("Added the goods owner “{name}”.").format(name=owner.name), "good")

    AddGoodsOwnerDialog(context, context.window, added, _usual(context, system_id)).open()


def add_demo(context: WindowContext) -> None:
    """Add the demo and explain the next step."""
    message = tr("Demo added. Start the listener and send a test to see the request in the Inbox.")
    changed = context.signals.exchanges_changed

    def done(hook: Webhook) -> None:
        context.navigation.show_webhook(hook.id)
        context.notifier.notice(message, "info", (tr("Start listening and test"), partial(_try_now, context)))
        changed.connect(followed)

    def followed(*_: object) -> None:
        changed.disconnect(followed)
        context.notifier.withdraw(message)

    context.tasks.run(context.window, context.services.demo.add, done=done)


def _try_now(context: WindowContext) -> None:
    navigation, listening = context.navigation, context.services.listening
    if listening.running:
        navigation.send_test()
        return
    port = navigation.listener_port
    context.tasks.run(context.window, lambda: listening.start(port), done=lambda _: navigation.send_test())


def remove_demo(context: WindowContext) -> None:
    """Remove the demo, offering undo."""
    current = context.services.settings.current
    demos = {system.id for system in current.systems if system.demo}
    message = plural(
        sum(hook.system in demos for hook in current.webhooks),
        "Removed the demo system and its webhook. The history stays.",
        "Removed the demo system and its {count} webhooks. The history stays.",
    )
    context.tasks.run(
        context.window,
        context.services.demo.remove,
        done=lambda _: context.notifier.notice(message, "info", context.undo_action),
    )


COMMANDS: Final = (
    Command("addSystem", "Add system…", add_system, icon="system", menu="tools"),
    Command(
        "addGoodsOwner",
        "Add goods owner…",
        add_owner,
        icon="owner",
        when=lambda state: state.systems > 0,
        menu="tools",
    ),
    Command("manageSystems", "Systems…", manage, icon="system", menu="tools"),
    Command(
        "compareSystems",
        "Compare systems…",
        compare,
        icon="compare",
        when=lambda state: state.systems > 1,
        menu="tools",
    ),
    Command(
        "addDemo",
        "Try it: add the demo system",
        add_demo,
        icon="demo",
        when=lambda state: not state.demo,
        menu="tools",
        line=True,
    ),
    Command(
        "removeDemo", "Remove the demo system", remove_demo, icon="delete", when=lambda state: state.demo, menu="tools"
    ),
)
