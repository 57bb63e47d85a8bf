"""Group commit: everything queued is committed as soon as possible. An answer waits for its commit.

There is no artificial collecting window, because it would limit the rate of senders that wait for answers (measured).

Two threads that both want the interpreter wait for each other at every system call: with all commits on the recorder's
thread the rate was a third lower. A commit takes a fraction of a millisecond on most disks, so the loop does it itself,
with all requests of one turn together (:class:`InlineRecorder`). Slower work goes to the thread of the :class:`Recorder`:
a large body, a database that is being written elsewhere, a full or slow disk, any error.
"""

from __future__ import annotations

import asyncio
import logging
import shutil
import sys
import threading
import time
from collections import deque
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Final, Protocol

from ongoing_desktop.domain.errors import StorageError, StorageFull, StorageLocked
from ongoing_desktop.domain.exchange import NewExchange, Outcome
from ongoing_desktop.domain.inline_gate import LARGE, InlineGate
from ongoing_desktop.domain.lazy_dataclasses import dataclass

log = logging.getLogger(__name__)

Done = Callable[[int | StorageError], None]
"""Receives the id of the committed row, or the error."""
Post = Callable[[Callable[[], None]], None]
"""Runs a function on the thread that answers. Must not raise if that thread has ended."""

BATCH: Final = 512
BATCH_BYTES: Final = 32 * 1024 * 1024
UNKNOWN: Final = "storage-failed"
"""Code of an error caused by a bug."""
OUTCOMES_KEPT: Final = 50_000
OUTCOME_WAIT_S: Final = 0.02
"""Outcomes are committed with the next exchange, or alone after this many seconds."""
RETRY_OUTCOMES_S: Final = 1.0
ROOM_EVERY_S: Final = 0.5
"""Seconds between two measurements of the free disk space."""
SWITCH_S: Final = 0.0001
"""Seconds for which the loop may keep the interpreter while this thread wants it. A commit requests it after each
statement; with Python's default of 5 ms each statement waited for a busy loop, which cost a third of the rate.
"""


class HistoryPort(Protocol):
    """What the listener needs from the history."""

    def append(
        self, exchanges: Sequence[NewExchange], outcomes: Sequence[Outcome] = (), *, wait: bool = True
    ) -> list[int]:
        """Commit everything in one transaction; on return it is on disk. Raises StorageError.

        Without ``wait``, StorageLocked is raised at once if another writes.
        """


@dataclass(frozen=True, slots=True)
class _Item:
    exchange: NewExchange
    done: Done


class Recorder:
    """:meth:`submit` and :meth:`outcome` are safe on any thread; ``done`` is called through ``post``."""

    def __init__(
        self,
        history: HistoryPort,
        post: Post,
        *,
        has_room: Callable[[], bool] = lambda: True,
        on_committed: Callable[[Sequence[tuple[int, NewExchange]]], None] = lambda _: None,
        on_not_saved: Callable[[int], None] = lambda _: None,
    ) -> None:
        """Prepare the recorder; :meth:`start` starts its thread.

        ``has_room``: whether enough disk space is free. ``on_committed`` is called on the committing thread,
        ``on_not_saved`` (consecutive refused requests, 0 when saving works again) on the recorder's thread; both must
        return at once.
        """
        self._history = history
        self._post = post
        self._has_room = has_room
        self._on_committed = on_committed
        self._on_not_saved = on_not_saved
        self._items: deque[_Item] = deque()
        self._outcomes: deque[Outcome] = deque(maxlen=OUTCOMES_KEPT)
        self._wake = threading.Condition()
        self._closing = False
        self._not_saved = 0
        self._busy = False
        self._thread = threading.Thread(target=self._run, name="recorder", daemon=True)

    @property
    def idle(self) -> bool:
        """Whether nothing waits or is being committed and the last commit succeeded. Only a hint."""
        return not (self._items or self._outcomes or self._busy or self._not_saved)

    @property
    def waiting(self) -> int:
        """The number of exchanges not committed yet."""
        return len(self._items)

    def start(self) -> None:
        """Start the thread. Shortens the thread switch interval of the process."""
        sys.setswitchinterval(min(SWITCH_S, sys.getswitchinterval()))
        self._thread.start()

    def submit(self, exchange: NewExchange, done: Done) -> None:
        """Queue an exchange. ``done`` is called when it is on disk or cannot be."""
        with self._wake:
            self._items.append(_Item(exchange, done))
            if len(self._items) == 1:
                # Later ones find the thread awake; waking it for each request would cost both threads time.
                self._wake.notify()

    def at_once(self, exchanges: Sequence[NewExchange], outcomes: Sequence[Outcome]) -> list[int] | None:
        """Commit on the caller's thread; None if that fails or cannot be done at once.

        Nothing was committed then. If queueing it fails again, the error is reported there.
        """
        numbers = self._append(exchanges, outcomes, wait=False)
        if isinstance(numbers, StorageError):
            return None
        if exchanges:
            self._on_committed(list(zip(numbers, exchanges, strict=True)))
        return numbers

    def outcome(self, outcome: Outcome) -> None:
        """Queue the outcome of a committed exchange."""
        with self._wake:
            self._outcomes.append(outcome)
            if len(self._outcomes) == 1 and not self._items:
                self._wake.notify()

    def lost(self) -> None:
        """Count a request that was lost before it was submitted."""
        with self._wake:
            self._not_saved += 1
            count = self._not_saved
        self._on_not_saved(count)

    def close(self, limit_s: float) -> bool:
        """Commit what is queued and stop; False if that exceeded the limit. Blocking."""
        with self._wake:
            self._closing = True
            self._wake.notify()
        self._thread.join(limit_s)
        return not self._thread.is_alive()

    def _run(self) -> None:
        pause = OUTCOME_WAIT_S
        while True:
            with self._wake:
                self._busy = False
                while not self._items and not self._closing:
                    # A wait that times out means that no exchange came, so the outcomes are committed alone.
                    if not self._wake.wait(pause if self._outcomes else None) and self._outcomes:
                        break
                items = self._next_batch()
                outcomes = list(self._outcomes)
                self._outcomes.clear()
                self._busy = bool(items or outcomes)
                if not items and not outcomes:
                    return
            saved = self._commit(items, outcomes)
            if self._closing and not items and not saved:
                return
            pause = OUTCOME_WAIT_S if saved else RETRY_OUTCOMES_S

    def _next_batch(self) -> list[_Item]:
        batch: list[_Item] = []
        size = 0
        while self._items and len(batch) < BATCH and size < BATCH_BYTES:
            item = self._items.popleft()
            answer = item.exchange.response
            size += item.exchange.body.size + (len(answer.body) if answer is not None else 0)
            batch.append(item)
        return batch

    def _commit(self, items: list[_Item], outcomes: list[Outcome]) -> bool:
        """Commit a batch; False if its outcomes failed and were queued again."""
        result = self._append([item.exchange for item in items], outcomes)
        if not isinstance(result, StorageError):
            self._deliver(items, result)
            return True
        if result.code != UNKNOWN:
            # After a bug they would prevent every later commit.
            self._outcomes.extendleft(reversed(outcomes))
        if (len(items) > 1 or (items and outcomes)) and not isinstance(result, StorageLocked):
            # One that is too large for the free space must not prevent the others.
            for item in items:
                self._deliver([item], self._append([item.exchange], []))
        else:
            self._deliver(items, result)
        return False

    def _append(
        self, exchanges: Sequence[NewExchange], outcomes: Sequence[Outcome], *, wait: bool = True
    ) -> list[int] | StorageError:
        if exchanges and not self._has_room():
            return StorageFull("storage-full")
        try:
            return self._history.append(exchanges, outcomes, wait=wait)
        except StorageError as error:
            return error
        except Exception:
            log.exception("unexpected error of the history")
            return StorageError(UNKNOWN)

    def _deliver(self, items: Sequence[_Item], result: list[int] | StorageError) -> None:
        if not items:
            return
        if isinstance(result, StorageError):
            with self._wake:
                self._not_saved += len(items)
            log.warning("could not save %d request(s): %s", len(items), result)
            self._on_not_saved(self._not_saved)
            answers: list[tuple[Done, int | StorageError]] = [(item.done, result) for item in items]
        else:
            if self._not_saved:
                self._not_saved = 0
                self._on_not_saved(0)
            self._on_committed([(number, item.exchange) for number, item in zip(result, items, strict=True)])
            answers = [(item.done, number) for number, item in zip(result, items, strict=True)]
        self._post(lambda: _tell(answers))


def _tell(answers: Iterable[tuple[Done, int | StorageError]]) -> None:
    """Report a commit to each who waits for it."""
    for done, answer in answers:
        try:
            done(answer)
        except Exception:
            log.exception("one answer failed; continuing with the others of its commit")


class InlineRecorder:
    """Has the recorder's interface and guarantees. On the loop's thread only."""

    def __init__(self, recorder: Recorder, *, clock: Callable[[], float] = time.monotonic) -> None:
        self._recorder = recorder
        self._short = InlineGate(clock)
        self._items: list[tuple[NewExchange, Done]] = []
        self._outcomes: list[Outcome] = []
        self._later: asyncio.TimerHandle | None = None

    def submit(self, exchange: NewExchange, done: Done) -> None:
        """Commit an exchange at the end of this turn. ``done`` is called when it is on disk or cannot be."""
        if exchange.body.size > LARGE or not self._quick:
            # Earlier ones first: two threads committing at the same time would report them in any order.
            self._pass_on(*self._take())
            self._recorder.submit(exchange, done)
            return
        self._items.append((exchange, done))
        if len(self._items) == 1:
            asyncio.get_running_loop().call_soon(self._flush)

    def outcome(self, outcome: Outcome) -> None:
        """Record the outcome of a committed exchange, with the next commit or after a moment."""
        if not self._quick:
            self._recorder.outcome(outcome)
            return
        self._outcomes.append(outcome)
        if self._later is None:
            self._later = asyncio.get_running_loop().call_later(OUTCOME_WAIT_S, self._flush_outcomes)

    def lost(self) -> None:
        """Count a request that was lost before it was submitted."""
        self._recorder.lost()

    def hand_over(self) -> None:
        """Hand over everything that waits, and what follows in the next moments, to the thread."""
        self._short.close()
        self._pass_on(*self._take())

    def _take(self) -> tuple[list[tuple[NewExchange, Done]], list[Outcome]]:
        items, self._items = self._items, []
        outcomes, self._outcomes = self._outcomes, []
        return items, outcomes

    def _pass_on(self, items: list[tuple[NewExchange, Done]], outcomes: list[Outcome]) -> None:
        for outcome in outcomes:
            self._recorder.outcome(outcome)
        for exchange, done in items:
            self._recorder.submit(exchange, done)

    @property
    def _quick(self) -> bool:
        return self._short.open and self._recorder.idle

    def _flush_outcomes(self) -> None:
        self._later = None
        self._flush()

    def _flush(self) -> None:
        items, outcomes = self._take()
        if not items and not outcomes:
            return
        if not self._quick:
            self._pass_on(items, outcomes)
            return
        self._short.begin()
        numbers = self._recorder.at_once([exchange for exchange, _ in items], outcomes)
        if numbers is None:
            self._short.close()
            self._pass_on(items, outcomes)
            return
        self._short.end()
        _tell((done, number) for number, (_, done) in zip(numbers, items, strict=True))


class DiskRoom:
    """Whether enough disk space is free; called on the recorder's thread, measured twice a second."""

    def __init__(self, folder: Path, wanted: Callable[[], int]) -> None:
        self._folder = folder
        self._wanted = wanted
        self._measured_at = -ROOM_EVERY_S
        self._enough = True

    def enough(self) -> bool:
        """On a small volume a twentieth is enough. If it cannot be measured, the database will notice."""
        now = time.monotonic()
        if now - self._measured_at >= ROOM_EVERY_S:
            self._measured_at = now
            try:
                usage = shutil.disk_usage(self._folder)
                self._enough = usage.free >= min(self._wanted(), usage.total // 20)
            except OSError:
                self._enough = True
        return self._enough
