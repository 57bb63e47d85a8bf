"""What can be done with systems, goods owners and the demo: the verbs behind the window's commands."""

from __future__ import annotations

from collections.abc import Callable

import shiboken6
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from ongoing_desktop.domain.settings import GoodsOwner, System, Webhook
from ongoing_desktop.domain.settings_changed import SettingsChanged
from ongoing_desktop.ui.context import WindowContext
from ongoing_desktop.ui.systems.add_dialogs import AddGoodsOwnerDialog, AddSystemDialog
from ongoing_desktop.ui.systems.compare_systems_dialog import CompareDialog
from ongoing_desktop.ui.systems.system_texts import counted
from ongoing_desktop.ui.systems.systems_dialog import SystemsDialog


class SystemActions(QObject):
    """Main thread only. ``select`` shows a webhook, ``test`` sends its test; ``system`` is the one chosen in the header."""

    def __init__(
        self,
        context: WindowContext,
        window: QWidget,
        *,
        port: Callable[[], int | None],
        test: Callable[[], None],
    ) -> None:
        super().__init__(window)
        self._context = context
        self._services = context.services
        self._tasks = context.tasks
        self._notifier = context.notifier
        self._window = window
        self._port = port
        self._test = test
        self._undo = context.navigation.undo
        self._open: SystemsDialog | CompareDialog | None = None

    def show_settings(self, change: SettingsChanged) -> None:
        """Tell an open dialog what the settings are now."""
        if self._open is not None and shiboken6.isValid(self._open):
            self._open.show_settings(change.after)

    def manage(self, system_id: str = "") -> None:
        """Open the dialog with all systems."""
        self._open = SystemsDialog(
            self._context,
            self._window,
            system_id=self._services.settings.current.usual_system(system_id or self._context.navigation.system_id),
        )
        self._open.open()

    def compare(self, left: str = "") -> None:
        """Open the comparison of two systems; enabled only where there are two."""
        if len(self._services.settings.current.systems) < 2:
            return
        self._open = CompareDialog(
            self._context,
            self._window,
            left=self._services.settings.current.usual_system(left or self._context.navigation.system_id),
        )
        self._open.open()

    def add_system(self) -> None:
        """Ask for a new system."""

        def added(system: System) -> None:
            told = self.tr("The system “{name}” is added. Now add its goods owners.").format(name=system.name)
            self._notifier.notice(told, "good", (self.tr("Add goods owner"), lambda: self.add_owner(system.id)))

        AddSystemDialog(self._context, self._window, added).open()

    def add_owner(self, system_id: str | None = None) -> None:
        """Ask for a new goods owner."""

        def added(_: str, owner: GoodsOwner) -> None:
            self._notifier.notice(self.tr("The goods owner “{name}” is added.").format(name=owner.name), "good")

        chosen = self._services.settings.current.usual_system(system_id or self._context.navigation.system_id)
        AddGoodsOwnerDialog(self._context, self._window, added, chosen).open()

    def add_demo(self) -> None:
        """Add the demo and say how to go on."""

        def done(hook: Webhook) -> None:
            self._context.navigation.show_webhook(hook.id)
            told = self.tr(
                "The demo is here. Start the listener and send it a test; the request then stands in the inbox."
            )
            self._notifier.notice(told, "info", (self.tr("Start listening and test"), self._try_now))

        self._tasks.run(self, self._services.demo.add, done=done)

    def _try_now(self) -> None:
        if self._services.listening.running:
            self._test()
            return
        port = self._port()
        self._tasks.run(self, lambda: self._services.listening.start(port), done=lambda _: self._test())

    def remove_demo(self) -> None:
        """Remove the demo; undo is offered."""
        current = self._services.settings.current
        demos = {system.id for system in current.systems if system.demo}
        count = sum(hook.system in demos for hook in current.webhooks)
        told = counted(
            count,
            self.tr("The demo system and its webhook are removed; the history stays."),
            self.tr("The demo system and its {count} webhooks are removed; the history stays."),
        )
        self._tasks.run(
            self,
            self._services.demo.remove,
            done=lambda _: self._notifier.notice(told, "info", (self.tr("Undo"), self._undo)),
        )
