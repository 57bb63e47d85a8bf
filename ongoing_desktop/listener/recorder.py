"""Group commit: one thread commits whatever is queued as soon as it is free; an answer waits for its commit.

No artificial collecting window: with answers that wait for the commit it would cap the rate (measured).
"""

from __future__ import annotations

import logging
import sys
import threading
from collections import deque
from collections.abc import Callable, Sequence
from typing import Final, Protocol

from ongoing_desktop.domain.errors import StorageError, StorageFull, StorageLocked
from ongoing_desktop.domain.exchange import NewExchange, Outcome
from ongoing_desktop.domain.lazy_dataclasses import dataclass

log = logging.getLogger(__name__)

Done = Callable[[int | StorageError], None]
"""Told the id of the committed row, or why there is none."""
Post = Callable[[Callable[[], None]], None]
"""Runs a callable on the thread that answers; must not raise when that thread is gone."""

BATCH: Final = 512
BATCH_BYTES: Final = 32 * 1024 * 1024
UNKNOWN: Final = "storage-failed"
"""Code of an error that is our own mistake."""
OUTCOMES_KEPT: Final = 50_000
OUTCOME_WAIT_S: Final = 0.02
"""Outcomes ride with the next commit; without one they are committed by themselves after this time."""
RETRY_OUTCOMES_S: Final = 1.0
SWITCH_S: Final = 0.0001
"""How long the loop may keep the interpreter while this thread wants it. A commit asks for it after each statement; with
Python's 5 ms every one of them waited for a busy loop, which cost a third of the rate."""


class HistoryPort(Protocol):
    """What of the history the listener needs."""

    def append(
        self, exchanges: Sequence[NewExchange], outcomes: Sequence[Outcome] = (), *, wait: bool = True
    ) -> list[int]:
        """Commit all in one transaction; on return it is on disk. Raises StorageError.

        Without ``wait`` StorageLocked comes at once where another writes.
        """


@dataclass(frozen=True, slots=True)
class _Item:
    exchange: NewExchange
    done: Done


class Recorder:
    """:meth:`submit` and :meth:`outcome` may be called on any thread; ``done`` is called through ``post``."""

    def __init__(
        self,
        history: HistoryPort,
        post: Post,
        *,
        has_room: Callable[[], bool] = lambda: True,
        on_committed: Callable[[Sequence[tuple[int, NewExchange]]], None] = lambda _: None,
        on_not_saved: Callable[[int], None] = lambda _: None,
    ) -> None:
        """Take the port and whom to tell.

        ``has_room``: whether enough disk is free. ``on_committed`` is called on the thread that committed,
        ``on_not_saved`` (requests refused in a row, 0 once it works again) on the recorder's; both must return at once.
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
        """Nothing waits, is being committed, or was refused last. A hint: it may be different by now."""
        return not (self._items or self._outcomes or self._busy or self._not_saved)

    @property
    def waiting(self) -> int:
        """Exchanges that are not committed yet."""
        return len(self._items)

    def start(self) -> None:
        """Start the thread. Shortens the turns of all threads of the process."""
        sys.setswitchinterval(min(SWITCH_S, sys.getswitchinterval()))
        self._thread.start()

    def submit(self, exchange: NewExchange, done: Done) -> None:
        """Queue an exchange; ``done`` hears of it once it is on disk or can't be."""
        with self._wake:
            self._items.append(_Item(exchange, done))
            if len(self._items) == 1:
                # For more the thread is awake already, and being woken once per request costs both threads time.
                self._wake.notify()

    def at_once(self, exchanges: Sequence[NewExchange], outcomes: Sequence[Outcome]) -> list[int] | None:
        """Commit on the thread of the caller; None where that fails or can't be done at once.

        Then nothing was committed, and whoever queues it hears why, should it fail again.
        """
        if exchanges and not self._has_room():
            return None
        try:
            numbers = self._history.append(exchanges, outcomes, wait=False)
        except StorageError:
            return None
        except Exception:
            log.exception("the history failed unexpectedly")
            return None
        if exchanges:
            self._on_committed(list(zip(numbers, exchanges, strict=True)))
        return numbers

    def outcome(self, outcome: Outcome) -> None:
        """Queue what became of a committed exchange."""
        with self._wake:
            self._outcomes.append(outcome)
            if len(self._outcomes) == 1 and not self._items:
                self._wake.notify()

    def lost(self) -> None:
        """Count a request that could not be kept before it came here."""
        with self._wake:
            self._not_saved += 1
            count = self._not_saved
        self._on_not_saved(count)

    def close(self, limit_s: float) -> bool:
        """Commit what is queued and end; False when that took longer than allowed. Blocking."""
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
                    # A wait that ends by itself means: no exchange came, the outcomes go alone.
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
        """Commit a batch; False when its outcomes could not be and went back."""
        result = self._append(items, outcomes)
        if not isinstance(result, StorageError):
            self._deliver(items, result)
            return True
        if result.code != UNKNOWN:
            # After an error of our own they would spoil every later commit too.
            self._outcomes.extendleft(reversed(outcomes))
        if (len(items) > 1 or (items and outcomes)) and not isinstance(result, StorageLocked):
            # One that is too large for what is left must not take the others with it.
            for item in items:
                alone = self._append([item], [])
                self._deliver([item], alone)
        else:
            self._deliver(items, result)
        return False

    def _append(self, items: Sequence[_Item], outcomes: list[Outcome]) -> list[int] | StorageError:
        if items and not self._has_room():
            return StorageFull("storage-full")
        try:
            return self._history.append([item.exchange for item in items], outcomes)
        except StorageError as error:
            return error
        except Exception:
            log.exception("the history failed unexpectedly")
            return StorageError(UNKNOWN)

    def _deliver(self, items: Sequence[_Item], result: list[int] | StorageError) -> None:
        if not items:
            return
        if isinstance(result, StorageError):
            with self._wake:
                self._not_saved += len(items)
            log.warning("%d request(s) not saved: %s", len(items), result)
            self._on_not_saved(self._not_saved)
            answers: list[tuple[Done, int | StorageError]] = [(item.done, result) for item in items]
        else:
            if self._not_saved:
                self._not_saved = 0
                self._on_not_saved(0)
            self._on_committed([(number, item.exchange) for number, item in zip(result, items, strict=True)])
            answers = [(item.done, number) for number, item in zip(result, items, strict=True)]

        def tell() -> None:
            for done, answer in answers:
                try:
                    done(answer)
                except Exception:
                    log.exception("one answer failed; the others of its commit go on")

        self._post(tell)
