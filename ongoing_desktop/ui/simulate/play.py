"""Runs one play for a page or dialog: confirmation, progress, cancellation."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from typing import Any, Final

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QComboBox, QWidget

from ongoing_desktop.domain.retry import SPEEDS
from ongoing_desktop.domain.sent import SentState
from ongoing_desktop.domain.targets import Confirmation, NeedsConfirmation
from ongoing_desktop.services.sending import CannotSend
from ongoing_desktop.ui.composer.target_safety import ask_target
from ongoing_desktop.ui.context import WindowContext
from ongoing_desktop.ui.task_runner import Job
from ongoing_desktop.wording.messages import sentence

TONES: Final[Mapping[SentState, str]] = {
    "planned": "muted",
    "sending": "accent",
    "delivered": "good",
    "failed": "bad",
    "cancelled": "muted",
    "unknown": "warn",
}
"""Colours of results in tables."""
Work = Callable[[Callable[[Any], None]], Awaitable[Any]]
"""Sends requests: receives a function for its progress, and returns the result, a question or a refusal."""


def add_speeds(box: QComboBox, *more: tuple[str, float]) -> None:
    """Offer the speed factors, and ``more`` with their names."""
    names = (box.tr("real time"), box.tr("60 × faster"), box.tr("3,600 × faster"))
    for name, speed in (*zip(names, SPEEDS, strict=True), *more):
        box.addItem(name, speed)


class Play(QObject):
    """One play at a time. :attr:`busy` is up to date when a signal is emitted. Main thread only."""

    progressed = Signal(object)
    """The progress."""
    ended = Signal(object)
    """The result."""
    refused = Signal(str)
    """Nothing was sent, for the given reason. Empty: the user is being asked, or an error is shown elsewhere."""
    cancelled = Signal()
    """It was cancelled and nothing more is sent. The last :attr:`progressed` includes interrupted requests."""

    def __init__(self, context: WindowContext, parent: QWidget) -> None:
        super().__init__(parent)
        self._context = context
        self._window = parent
        self._job: Job | None = None

    @property
    def busy(self) -> bool:
        return self._job is not None

    def start(self, work: Work, again: Callable[[Confirmation], None], details: Callable[[], str]) -> None:
        """Start. ``again`` is called with the user's confirmation if one is needed; ``details``: added to the question."""
        if self._job is not None:
            return

        def came(outcome: Any) -> None:
            match outcome:
                case NeedsConfirmation():
                    ask_target(self._context, self._window, outcome, again, details=details())
                    self.refused.emit("")
                case CannotSend():
                    self.refused.emit(sentence(outcome.code, outcome.params))
                case _:
                    self.ended.emit(outcome)

        def failed(error: BaseException) -> None:
            self.refused.emit("")
            self._context.notifier.error(error)

        self._job = self._context.tasks.follow(
            self,
            work,
            self.progressed.emit,
            done=came,
            failed=failed,
            stopped=self.cancelled.emit,
            ended=self._forget,
        )

    def cancel(self) -> None:
        """Stop sending. Connections are closed at once."""
        if self._job is not None:
            self._job.stop()

    def drop(self) -> None:
        """Like :meth:`cancel`, without signals, because the owner is about to close."""
        if self._job is not None:
            self._job.cancel()
            self._forget()

    def _forget(self) -> None:
        self._job = None
