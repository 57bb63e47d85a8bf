"""What can be done with the listener's answers and settings: the verbs behind the window's commands."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

import shiboken6
from PySide6.QtCore import QObject
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from ongoing_desktop.bodies import one_line
from ongoing_desktop.domain.errors import ListenerError
from ongoing_desktop.domain.messages import error_sentence, problem_sentence
from ongoing_desktop.domain.problems import Problem
from ongoing_desktop.domain.rules import Rule
from ongoing_desktop.domain.settings import Settings, Webhook
from ongoing_desktop.services.webhooks import KeepCredential
from ongoing_desktop.ui.core import Core
from ongoing_desktop.ui.listener.answers import AnswersButton
from ongoing_desktop.ui.listener.rules_dialog import RulesDialog
from ongoing_desktop.ui.listener.settings_dialog import ListenerSettingsDialog
from ongoing_desktop.ui.messages import Door, NoticeKind
from ongoing_desktop.ui.tasks import Tasks
from ongoing_desktop.ui.theme import Theme


class ListenerVerbs(QObject):
    """Main thread only."""

    def __init__(
        self, core: Core, tasks: Tasks, door: Door, theme: Theme, window: QWidget, *, undo: Callable[[], None]
    ) -> None:
        super().__init__(window)
        self._core = core
        self._tasks = tasks
        self._door = door
        self._theme = theme
        self._window = window
        self._undo = undo
        self._rules: RulesDialog | None = None

    def attach(self, button: AnswersButton, commands: Mapping[str, QAction]) -> None:
        """Let the inbox's button ask here."""
        button.add_command(commands["replyRules"])
        button.add_command(commands["listenerSettings"])
        button.preset_wanted.connect(self.preset)
        button.usual_wanted.connect(self.usual)

    def show_settings(self, settings: Settings) -> None:
        """Tell an open dialog what the settings are now."""
        if self._rules is not None and shiboken6.isValid(self._rules):
            self._rules.show_settings(settings)

    def rules(self) -> None:
        """Open the reply rules."""
        self._rules = RulesDialog(self._core, self._tasks, self._door, self._theme, self._window, undo=self._undo)
        self._rules.open()

    def settings(self, tab: int = 0) -> None:
        """Open the listener's settings."""
        dialog = ListenerSettingsDialog(
            self._core, self._tasks, self._door, self._theme, self._window, self._settings_saved
        )
        dialog.show_tab(tab)
        dialog.open()

    def _settings_saved(self, warnings: tuple[Problem, ...]) -> None:
        warned = " ".join(problem_sentence(item) for item in warnings)
        kind: NoticeKind = "warn" if warned else "good"
        if self._core.listening.outdated:
            told = self.tr("Saved. Address and certificate count when the listener starts again.")
            action = (self.tr("Restart the listener"), self.restart)
            self._door.notice(f"{told} {warned}".strip(), "warn" if warned else "info", action)
        else:
            self._door.notice(f"{self.tr('The settings of the listener are saved.')} {warned}".strip(), kind)

    def start(self, port: int | None) -> None:
        """Start listening; the port is remembered."""
        self._tasks.run(self, lambda: self._core.listening.start(port), failed=self._not_started)

    def restart(self) -> None:
        """Stop and start again, with the settings of now."""
        self._tasks.run(self, self._core.listening.restart, failed=self._not_started)

    def listen_at(self, port: int) -> None:
        """Listen at this port from now on."""
        self._tasks.run(self, lambda: self._core.listening.restart(port), failed=self._not_started)

    def _not_started(self, error: BaseException) -> None:
        """Say why; where only the port was taken, offer a free one."""
        free = error.params.get("free") if isinstance(error, ListenerError) else None
        if not isinstance(error, ListenerError) or not isinstance(free, int) or not free:
            self._door.error(error)
            return
        use = (self.tr("Use port {port}").format(port=free), lambda: self.listen_at(free))
        self._door.notice(error_sentence(error), "bad", use)

    def rewrite(self, webhook_id: str, url: str) -> None:
        """Have a webhook's address lead to the listener."""
        hook = self._core.settings.current.webhook(webhook_id)
        if hook is None:
            return
        told = self.tr("“{name}” is sent to {url} from now on.").format(
            name=one_line(hook.name, 60), url=one_line(url, 120)
        )

        def done(result: Webhook | tuple[Problem, ...]) -> None:
            if isinstance(result, Webhook):
                self._door.notice(told, "good", (self.tr("Undo"), self._undo))
            else:
                self._door.notice(" ".join(problem_sentence(item) for item in result), "bad")

        changed = replace(hook, url=url)
        self._tasks.run(self, lambda: self._core.webhooks.save(changed, KeepCredential()), done=done)

    def preset(self, key: str) -> None:
        """Answer by a preset from now on, before all other rules."""

        def done(result: Rule | tuple[Problem, ...]) -> None:
            if isinstance(result, Rule):
                told = self.tr("From now on every request is answered by “{name}”.").format(name=result.name)
                self._door.notice(told, "info", (self.tr("Undo"), self._undo))

        self._tasks.run(self, lambda: self._core.rules.use_preset(key), done=done)

    def usual(self) -> None:
        """Switch all rules off."""
        on = [one_line(rule.name, 40) for rule in self._core.settings.current.rules if rule.on]
        if on:
            told = self.tr("Requests are answered with 200 again. Switched off: {names}.").format(names=", ".join(on))
            undo = (self.tr("Undo"), self._undo)
            self._tasks.run(self, self._core.rules.all_off, done=lambda _: self._door.notice(told, "info", undo))
