"""Tests of several webhooks, one after another, with one question before and one sentence after."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from ongoing_desktop.domain.messages import sentence
from ongoing_desktop.domain.sending import Response
from ongoing_desktop.domain.targets import NO_CONSENT, Aim, Consent, NeedsConfirmation
from ongoing_desktop.services.sending import CannotSend, Tested
from ongoing_desktop.ui.composer.safety import ask_target
from ongoing_desktop.ui.core import Core
from ongoing_desktop.ui.messages import Door
from ongoing_desktop.ui.tasks import Job, Tasks
from ongoing_desktop.ui.webhooks import words

NAMED: Final = 4
"""Failures that the notice names; the list shows the others."""


class BulkTest(QObject):
    """Main thread only; one row of tests at a time."""

    progressed = Signal(int, int, str)
    """Which one of how many is under way, and its name."""
    ended = Signal()

    def __init__(self, core: Core, tasks: Tasks, door: Door, window: QWidget) -> None:
        super().__init__(window)
        self._core = core
        self._tasks = tasks
        self._door = door
        self._window = window
        self._ids: tuple[str, ...] = ()
        self._consent = NO_CONSENT
        self._done = 0
        self._failures: list[str] = []
        self._job: Job | None = None

    @property
    def running(self) -> bool:
        """Whether tests are under way."""
        return self._job is not None

    def start(self, ids: Sequence[str]) -> None:
        """Ask once where tests would leave this computer, then send them."""
        if self.running or not ids:
            return
        wanted = tuple(ids)
        needs = self._core.sending.question(aims(self._core, wanted))
        if needs is None:
            self._begin(wanted, NO_CONSENT)
            return
        ask_target(
            self._core,
            self._tasks,
            self._door,
            self._window,
            needs,
            lambda consent: self._begin(wanted, consent),
            details=self.tr("{count} tests are sent one after another.").format(count=len(wanted)),
        )

    def cancel(self) -> None:
        """Send no more; the test under way is broken off and kept as such."""
        if self._job is not None:
            self._job.cancel()
            self._end(cancelled=True)

    def _begin(self, ids: tuple[str, ...], consent: Consent) -> None:
        if not self.running:
            self._ids, self._done, self._failures, self._consent = ids, 0, [], consent
            self._next()

    def _next(self) -> None:
        if self._done >= len(self._ids):
            self._end(cancelled=False)
            return
        webhook_id = self._ids[self._done]
        hook = self._core.settings.current.webhook(webhook_id)
        name = hook.name if hook else ""
        self.progressed.emit(self._done + 1, len(self._ids), name)
        self._job = self._tasks.run(
            self,
            lambda: self._core.sending.test(webhook_id, confirmed=self._consent),
            done=lambda outcome: self._came(name, outcome),
            failed=self._broke,
        )

    def _came(self, name: str, outcome: Tested | NeedsConfirmation | CannotSend) -> None:
        self._done += 1
        if why := _why(outcome):
            self._failures.append(f"{name} ({why})")
        self._next()

    def _broke(self, error: BaseException) -> None:
        # Nothing could be noted, so nothing was sent; the next one would fare no better.
        self._job = None
        self.ended.emit()
        self._door.error(error)

    def _end(self, *, cancelled: bool) -> None:
        self._job = None
        self.ended.emit()
        good, failed = self._done - len(self._failures), self._failures
        if cancelled:
            told = self.tr("Cancelled after {done} of {count} tests; {good} succeeded.")
        else:
            told = self.tr("{good} of {count} tests succeeded.")
        told = told.format(done=self._done, count=len(self._ids), good=good)
        if failed:
            names = ", ".join(failed[:NAMED]) + (", …" if len(failed) > NAMED else "")
            told += " " + self.tr("Failed: {names}.").format(names=names)
        self._door.notice(told, "warn" if failed or cancelled else "good")


def aims(core: Core, ids: Sequence[str]) -> list[Aim]:
    """Where tests of these webhooks would go."""
    settings = core.settings.current
    found: list[Aim] = []
    for hook in (hook for hook in settings.webhooks if hook.id in ids):
        key = settings.state(hook.id).test_target or "url"
        url = next((target.url for target in core.sending.targets(hook) if target.key == key), "")
        found.append(Aim(hook.system, url, carries=hook.authentication != "none"))
    return found


def _why(outcome: Tested | NeedsConfirmation | CannotSend) -> str:
    """A word or two for why a test failed; empty when it succeeded."""
    match outcome:
        case CannotSend():
            return sentence(outcome.code, outcome.params).rstrip(".")
        case NeedsConfirmation():
            return outcome.host
        case Tested() if isinstance(outcome.result.outcome, Response):
            status = outcome.result.outcome.status
            return "" if 200 <= status < 300 else str(status)
        case _:
            return words.failure_word(outcome.result.outcome.kind)
