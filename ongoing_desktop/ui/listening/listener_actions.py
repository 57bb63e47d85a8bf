"""What can be done with the listener's answers and settings: the verbs behind the window's commands."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import shiboken6
from PySide6.QtCore import QObject
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from ongoing_desktop.bodies import one_line
from ongoing_desktop.domain.errors import ListenerError
from ongoing_desktop.domain.problems import Problem
from ongoing_desktop.domain.rules import Rule
from ongoing_desktop.domain.settings import Webhook
from ongoing_desktop.domain.settings_changed import SettingsChanged
from ongoing_desktop.services.webhooks import KeepCredential
from ongoing_desktop.ui.context import WindowContext
from ongoing_desktop.ui.listening.answers_button import AnswersButton
from ongoing_desktop.ui.listening.rules_dialog import RulesDialog
from ongoing_desktop.ui.listening.settings_dialog import ListenerSettingsDialog
from ongoing_desktop.ui.shell.notifier import NoticeKind
from ongoing_desktop.wording.messages import error_sentence, problem_sentence


class ListenerActions(QObject):
    """Main thread only."""

    def __init__(
        self,
        context: WindowContext,
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self._context = context
        self._services = context.services
        self._tasks = context.tasks
        self._notifier = context.notifier
        self._window = window
        self._undo = context.navigation.undo
        self._rules: RulesDialog | None = None

    def attach(self, button: AnswersButton, commands: Mapping[str, QAction]) -> None:
        """Let the inbox's button ask here."""
        button.add_command(commands["replyRules"])
        button.add_command(commands["listenerSettings"])
        button.preset_requested.connect(self.preset)
        button.usual_requested.connect(self.usual)

    def show_settings(self, change: SettingsChanged) -> None:
        """Tell an open dialog what the settings are now."""
        if self._rules is not None and shiboken6.isValid(self._rules):
            self._rules.show_settings(change.after)

    def rules(self) -> None:
        """Open the reply rules."""
        self._rules = RulesDialog(self._context, self._window)
        self._rules.open()

    def settings(self, tab: int = 0) -> None:
        """Open the listener's settings."""
        dialog = ListenerSettingsDialog(self._context, self._window, self._settings_saved)
        dialog.show_tab(tab)
        dialog.open()

    def _settings_saved(self, warnings: tuple[Problem, ...]) -> None:
        warned = " ".join(problem_sentence(item) for item in warnings)
        kind: NoticeKind = "warn" if warned else "good"
        if self._services.listening.outdated:
            told = self.tr("Saved. Address and certificate count when the listener starts again.")
            action = (self.tr("Restart the listener"), self.restart)
            self._notifier.notice(f"{told} {warned}".strip(), "warn" if warned else "info", action)
        else:
            self._notifier.notice(f"{self.tr('The settings of the listener are saved.')} {warned}".strip(), kind)

    def start(self, port: int | None) -> None:
        """Start listening; the port is remembered."""
        self._tasks.run(self, lambda: self._services.listening.start(port), failed=self._not_started)

    def restart(self) -> None:
        """Stop and start again, with the settings of now."""
        self._tasks.run(self, self._services.listening.restart, failed=self._not_started)

    def listen_at(self, port: int) -> None:
        """Listen at this port from now on."""
        self._tasks.run(self, lambda: self._services.listening.restart(port), failed=self._not_started)

    def _not_started(self, error: BaseException) -> None:
        """Say why; where only the port was taken, offer a free one."""
        free = error.params.get("free") if isinstance(error, ListenerError) else None
        if not isinstance(error, ListenerError) or not isinstance(free, int) or not free:
            self._notifier.error(error)
            return
        use = (self.tr("Use port {port}").format(port=free), lambda: self.listen_at(free))
        self._notifier.notice(error_sentence(error), "bad", use)

    def rewrite(self, webhook_id: str, url: str) -> None:
        """Have a webhook's address lead to the listener."""
        hook = self._services.settings.current.webhook(webhook_id)
        if hook is None:
            return
        told = self.tr("“{name}” is sent to {url} from now on.").format(
            name=one_line(hook.name, 60), url=one_line(url, 120)
        )

        def done(result: Webhook | tuple[Problem, ...]) -> None:
            if isinstance(result, Webhook):
                self._notifier.notice(told, "good", (self.tr("Undo"), self._undo))
            else:
                self._notifier.notice(" ".join(problem_sentence(item) for item in result), "bad")

        changed = replace(hook, url=url)
        self._tasks.run(self, lambda: self._services.webhooks.save(changed, KeepCredential()), done=done)

    def preset(self, key: str) -> None:
        """Answer by a preset from now on, before all other rules."""

        def done(result: Rule | tuple[Problem, ...]) -> None:
            if isinstance(result, Rule):
                told = self.tr("From now on every request is answered by “{name}”.").format(name=result.name)
                self._notifier.notice(told, "info", (self.tr("Undo"), self._undo))

        self._tasks.run(self, lambda: self._services.rules.use_preset(key), done=done)

    def usual(self) -> None:
        """Switch all rules off."""
        on = [one_line(rule.name, 40) for rule in self._services.settings.current.rules if rule.on]
        if on:
            told = self.tr("Requests are answered with 200 again. Switched off: {names}.").format(names=", ".join(on))
            undo = (self.tr("Undo"), self._undo)
            self._tasks.run(
                self, self._services.rules.all_off, done=lambda _: self._notifier.notice(told, "info", undo)
            )
