"""Tests several webhooks one by one, with one confirmation before and one sentence after."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Final

from PySide6.QtCore import QCoreApplication, QObject, Signal
from PySide6.QtWidgets import QWidget

from ongoing_desktop.domain.sending import Response
from ongoing_desktop.domain.targets import UNCONFIRMED, Confirmation, NeedsConfirmation, SendTarget, host_of
from ongoing_desktop.services import Services
from ongoing_desktop.services.sending import CannotSend, Tested
from ongoing_desktop.ui.composer.target_safety import ask_target
from ongoing_desktop.ui.context import WindowContext
from ongoing_desktop.ui.task_runner import Job
from ongoing_desktop.ui.webhooks import webhook_texts as words
from ongoing_desktop.wording.messages import sentence
from ongoing_desktop.wording.plural import plural

NAMED: Final = 4
"""Maximum number of failures named in the notice; *Show failed* selects all."""
MOST_HOSTS: Final = 12
"""Maximum number of hosts listed in the question."""


class BulkTest(QObject):
    """Main thread only. One series of tests at a time."""

    progressed = Signal(int, int, str)
    """Number and total of the current test, and its webhook's name."""
    ended = Signal()
    show_requested = Signal(tuple)
    """Ids of the webhooks whose tests failed or could not be sent."""

    def __init__(self, context: WindowContext, window: QWidget) -> None:
        super().__init__(window)
        self._context = context
        self._services = context.services
        self._tasks = context.tasks
        self._notifier = context.notifier
        self._window = window
        self._ids: tuple[str, ...] = ()
        self._consent = UNCONFIRMED
        self._done = 0
        self._skipped = 0
        self._failures: dict[str, str] = {}
        """Name and reason by webhook id."""
        self._unsent: dict[str, str] = {}
        self._job: Job | None = None

    @property
    def running(self) -> bool:
        """Whether tests are running."""
        return self._job is not None

    def start(self, ids: Sequence[str]) -> None:
        """Ask once if tests would be sent to other computers, then send them. Disabled webhooks are skipped."""
        if self.running or not ids:
            return
        hooks = [hook for hook in self._services.settings.current.webhooks if hook.id in ids]
        enabled = {hook.id for hook in hooks if hook.enabled}
        wanted = tuple(hook_id for hook_id in ids if hook_id in enabled)
        skipped = len(hooks) - len(enabled)
        if not wanted:
            told = plural(
                len(hooks),
                self.tr("Nothing was sent: the webhook is disabled. Enable it first."),
                self.tr(
                    "Nothing was sent: all {count} webhooks are disabled. Enable them, or test them one at a time."
                ),
            )
            self._notifier.notice(told, "warn")
            return
        targets = aims(self._services, wanted)
        needs = self._services.sending.question(targets)
        if needs is None:
            self._begin(wanted, UNCONFIRMED, skipped)
            return
        details = [
            plural(
                len(wanted), self.tr("1 test will be sent."), self.tr("{count} tests will be sent one after another.")
            ),
            counted(targets),
        ]
        if skipped:
            details.append(self._skipped_words(skipped))
        ask_target(
            self._context,
            self._window,
            needs,
            lambda consent: self._begin(wanted, consent, skipped),
            details="\n".join(details),
        )

    def cancel(self) -> None:
        """Stop sending. The current test is interrupted and recorded as such."""
        if self._job is not None:
            self._job.cancel()
            self._end(cancelled=True)

    def _begin(self, ids: tuple[str, ...], consent: Confirmation, skipped: int) -> None:
        if not self.running:
            self._ids, self._done, self._consent, self._skipped = ids, 0, consent, skipped
            self._failures, self._unsent = {}, {}
            self._next()

    def _next(self) -> None:
        if self._done >= len(self._ids):
            self._end(cancelled=False)
            return
        webhook_id = self._ids[self._done]
        hook = self._services.settings.current.webhook(webhook_id)
        name = self._services.settings.current.distinct_name(hook) if hook else ""
        self.progressed.emit(self._done + 1, len(self._ids), name)
        self._job = self._tasks.run(
            self,
            lambda: self._services.sending.test(webhook_id, confirmed=self._consent),
            done=lambda outcome: self._came(webhook_id, name, outcome),
            failed=self._broke,
        )

    def _came(self, webhook_id: str, name: str, outcome: Tested | NeedsConfirmation | CannotSend) -> None:
        self._done += 1
        if why := _why(outcome):
            group = self._failures if isinstance(outcome, Tested) else self._unsent
            group[webhook_id] = f"{name} ({why})"
        self._next()

    def _broke(self, error: BaseException) -> None:
        # Nothing could be recorded, so nothing was sent, and the next test would fail too.
        self._job = None
        self.ended.emit()
        self._notifier.error(error)

    def _end(self, *, cancelled: bool) -> None:
        self._job = None
        self.ended.emit()
        failed, unsent = self._failures, self._unsent
        good = self._done - len(failed) - len(unsent)
        one, many = self.tr("{good} of 1 test succeeded"), self.tr("{good} of {count} tests succeeded")
        parts = [plural(len(self._ids), one, many).format(good=f"{good:,}")]
        if failed:
            parts.append(self.tr("{count} failed").format(count=len(failed)))
        if unsent:
            parts.append(self.tr("{count} not sent").format(count=len(unsent)))
        if cancelled:
            parts.append(self.tr("cancelled after {done}").format(done=self._done))
        told = [f"{', '.join(parts)}."]
        if failed:
            told.append(self.tr("Failed: {names}.").format(names=_named(failed)))
        if unsent:
            told.append(self.tr("Not sent: {names}.").format(names=_named(unsent)))
        if self._skipped:
            told.append(self._skipped_words(self._skipped))
        shown = tuple(failed or unsent)
        title = self.tr("Show failed") if failed else self.tr("Show not sent")
        action = (title, lambda: self.show_requested.emit(shown)) if shown else None
        self._notifier.notice(" ".join(told), "warn" if shown or cancelled else "good", action)

    def _skipped_words(self, count: int) -> str:
        many = self.tr("{count} disabled webhooks will be skipped.")
        return plural(count, self.tr("1 disabled webhook will be skipped."), many)


def counted(targets: Sequence[SendTarget]) -> str:
    """The number of tests per host, highest first."""
    counts = Counter(host_of(aim.url) or aim.url for aim in targets)
    shown = [f"{host}: {count}" for host, count in counts.most_common(MOST_HOSTS)]
    if len(counts) > MOST_HOSTS:
        rest = sum(counts.values()) - sum(count for _, count in counts.most_common(MOST_HOSTS))
        more = QCoreApplication.translate("BulkTest", "{hosts} more hosts: {count}")
        shown.append(more.format(hosts=len(counts) - MOST_HOSTS, count=rest))
    return "\n".join(shown)


def _named(group: Mapping[str, str]) -> str:
    names = list(group.values())
    return ", ".join(names[:NAMED]) + (", …" if len(names) > NAMED else "")


def aims(services: Services, ids: Sequence[str]) -> list[SendTarget]:
    """The targets of these webhooks' tests."""
    settings = services.settings.current
    found: list[SendTarget] = []
    for hook in (hook for hook in settings.webhooks if hook.id in ids):
        key = settings.state(hook.id).test_target or "url"
        url = next((target.url for target in services.sending.targets(hook) if target.key == key), "")
        found.append(SendTarget(hook.system, url, carries=hook.has_authentication))
    return found


def _why(outcome: Tested | NeedsConfirmation | CannotSend) -> str:
    """A word or two for why a test failed; empty for success."""
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
