"""Tests several webhooks one by one, with one confirmation before and one sentence after."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import partial
from typing import Final

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from ongoing_desktop.domain.sent import Sent
from ongoing_desktop.domain.settings import Webhook
from ongoing_desktop.domain.targets import UNCONFIRMED, Confirmation, SendTarget
from ongoing_desktop.domain.urls import host_of
from ongoing_desktop.ui.context import InContext, WindowContext
from ongoing_desktop.ui.simulate.play import Play
from ongoing_desktop.ui.webhooks import webhook_texts as words
from ongoing_desktop.wording.language import number, plural, translated
from ongoing_desktop.wording.messages import sentence

NAMED: Final = 4
"""Maximum number of failures named in the notice; *Show failed* selects all."""
MOST_HOSTS: Final = 12
"""Maximum number of hosts listed in the question."""


class BulkTest(InContext, QObject):
    """Main thread only. One series of tests at a time."""

    progressed = Signal(int, int, str)
    """Number and total of the current test, and its webhook's name."""
    ended = Signal()
    show_requested = Signal(tuple)
    """Ids of the webhooks whose tests failed or could not be sent."""

    def __init__(self, context: WindowContext, window: QWidget) -> None:
        super().__init__(window)
        self.use_context(context)
        self._sent: tuple[Sent, ...] = ()
        self._skipped = 0
        self._play = Play(context, window)
        self._play.progressed.connect(self._on_progress)
        self._play.ended.connect(lambda sent: self._end(sent, cancelled=False))
        self._play.refused.connect(lambda _: self.ended.emit())
        self._play.cancelled.connect(lambda: self._end(self._sent, cancelled=True))

    def start(self, ids: Sequence[str]) -> None:
        """Ask once if tests would be sent to other computers, then send them. Disabled webhooks are skipped."""
        if self._play.busy or not ids:
            return
        hooks = [hook for hook in self._services.settings.current.webhooks if hook.id in ids]
        wanted = sorted((hook for hook in hooks if hook.enabled), key=lambda hook: ids.index(hook.id))
        if not wanted:
            message = plural(
                len(hooks),
                "Nothing was sent: the webhook is disabled. Enable it first.",
                "Nothing was sent: all {count} webhooks are disabled. Enable them, or test them one at a time.",
            )
            self._notifier.notice(message, "warn")
            return
        self._skipped = len(hooks) - len(wanted)
        self._begin(wanted)

    def cancel(self) -> None:
        """Stop sending. The current test is interrupted and recorded as such."""
        self._play.cancel()

    def _begin(self, hooks: Sequence[Webhook], consent: Confirmation = UNCONFIRMED) -> None:
        self._sent = tuple(Sent(number, hook=hook) for number, hook in enumerate(hooks, 1))
        work = partial(self._services.bulk_tests.run, hooks, consent=consent)
        self._play.start(work, partial(self._begin, hooks), partial(self._details, hooks))

    def _details(self, hooks: Sequence[Webhook]) -> str:
        many = self.tr("{count} tests will be sent one after another.")
        count = plural(len(hooks), "1 test will be sent.", many)
        skipped = [self._skipped_words(self._skipped)] if self._skipped else []
        return "\n".join((count, counted(self._services.bulk_tests.aims(hooks)), *skipped))

    def _on_progress(self, sent: tuple[Sent, ...]) -> None:
        self._sent = sent
        now = next((item for item in sent if not item.done), sent[-1])
        self.progressed.emit(now.number, len(sent), self._name(now))

    def _name(self, sent: Sent) -> str:
        return self._services.settings.current.distinct_name(sent.hook) if sent.hook else ""

    def _end(self, sent: tuple[Sent, ...], *, cancelled: bool) -> None:
        self.ended.emit()
        done = [item for item in sent if item.done]
        failed = [item for item in done if not item.good and not item.code]
        unsent = [item for item in done if item.code]
        good = sum(item.good for item in done)
        one, many = self.tr("{good} of 1 test succeeded"), self.tr("{good} of {count} tests succeeded")
        parts = [plural(len(sent), one, many).format(good=number(good))]
        if failed:
            parts.append(self.tr("{count} failed").format(count=len(failed)))
        if unsent:
            parts.append(self.tr("{count} not sent").format(count=len(unsent)))
        if cancelled:
            parts.append(self.tr("cancelled after {done}").format(done=len(done)))
        messages = [f"{', '.join(parts)}."]
        if failed:
            messages.append(self.tr("Failed: {names}.").format(names=self._named(failed)))
        if unsent:
            messages.append(self.tr("Not sent: {names}.").format(names=self._named(unsent)))
        if self._skipped:
            messages.append(self._skipped_words(self._skipped))
        shown = tuple(item.hook.id for item in failed or unsent if item.hook)
        title = self.tr("Show failed") if failed else self.tr("Show not sent")
        action = (title, lambda: self.show_requested.emit(shown)) if shown else None
        self._notifier.notice(" ".join(messages), "warn" if shown or cancelled else "good", action)

    def _named(self, group: Sequence[Sent]) -> str:
        names = [f"{self._name(item)} ({_why(item)})" for item in group[:NAMED]]
        return ", ".join(names) + (", …" if len(group) > NAMED else "")

    def _skipped_words(self, count: int) -> str:
        many = self.tr("{count} disabled webhooks will be skipped.")
        return plural(count, "1 disabled webhook will be skipped.", many)


def counted(targets: Sequence[SendTarget]) -> str:
    """The number of tests per host, highest first."""
    counts = Counter(host_of(aim.url) or aim.url for aim in targets)
    shown = [f"{host}: {count}" for host, count in counts.most_common(MOST_HOSTS)]
    if len(counts) > MOST_HOSTS:
        rest = sum(counts.values()) - sum(count for _, count in counts.most_common(MOST_HOSTS))
        more = translated("{hosts} more hosts: {count}")
        shown.append(more.format(hosts=len(counts) - MOST_HOSTS, count=rest))
    return "\n".join(shown)


def _why(sent: Sent) -> str:
    """Why a test failed or was not sent, in a word or two."""
    if sent.code:
        return sentence(sent.code, sent.params).rstrip(".")
    return str(sent.status) if sent.status is not None else words.failure_word(sent.failure)
