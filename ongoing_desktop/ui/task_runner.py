"""The one way off the main thread and back."""

from __future__ import annotations

import asyncio
import concurrent.futures
from functools import partial
from typing import TYPE_CHECKING, Any, Final, Protocol, TypeVar

import shiboken6
from PySide6.QtCore import QObject, Qt, Signal

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Coroutine

T = TypeVar("T")

CLOSE_LIMIT_S: Final = 3.0


class Submits(Protocol):
    """The part of the engine that tasks need."""

    def submit(self, work: Coroutine[Any, Any, T]) -> concurrent.futures.Future[T]:
        """Run a coroutine on the background loop; from any thread."""

    async def blocking(self, call: Callable[..., T], *args: Any) -> T:
        """Run a call on a worker thread."""


class Job:
    """One piece of work under way. Main thread only."""

    __slots__ = ("_done", "_dropped", "_failed", "_future", "_owner")

    def __init__(
        self, owner: QObject, done: Callable[[Any], None] | None, failed: Callable[[BaseException], None] | None
    ) -> None:
        self._owner = owner
        self._done = done
        self._failed = failed
        self._dropped = False
        self._future: concurrent.futures.Future[Any] | None = None

    @property
    def running(self) -> bool:
        """Whether a result may still come."""
        return not self._dropped and self._future is not None

    def cancel(self) -> None:
        """Give up the work; neither callback is called any more."""
        self._dropped = True
        if self._future is not None:
            self._future.cancel()


class TaskRunner(QObject):
    """Runs async work on the engine and hands results back on the main thread."""

    _finished = Signal(object)

    def __init__(self, engine: Submits, failed: Callable[[BaseException], None], parent: QObject | None = None) -> None:
        """``failed`` gets every failure that a caller does not handle itself; usually ``notifier.error``."""
        super().__init__(parent)
        self._engine = engine
        self._failed = failed
        self._closed = False
        self._jobs: dict[int, set[Job]] = {}
        self._finished.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    def run(
        self,
        owner: QObject,
        op: Callable[[], Awaitable[T]],
        *,
        done: Callable[[T], None] | None = None,
        failed: Callable[[BaseException], None] | None = None,
    ) -> Job:
        """Start work that belongs to ``owner``; when the owner goes, the work is cancelled and its result dropped.

        ``op`` is called on the engine's thread; ``done`` and ``failed`` on the main thread, never before this returns.
        """
        job = Job(owner, done, failed)
        if self._closed:
            job.cancel()
            return job
        key = shiboken6.getCppPointer(owner)[0]
        if key not in self._jobs:
            self._jobs[key] = set()
            owner.destroyed.connect(partial(self._owner_gone, key))
        self._jobs[key].add(job)
        job._future = self._engine.submit(_call(op))  # noqa: SLF001 - a job is half of this class
        job._future.add_done_callback(lambda _: self._announce(key, job))  # noqa: SLF001
        return job

    def compute(
        self,
        owner: QObject,
        call: Callable[[], T],
        *,
        done: Callable[[T], None] | None = None,
        failed: Callable[[BaseException], None] | None = None,
    ) -> Job:
        """As :meth:`run`, for a call that takes time without waiting for others: it runs on a worker thread."""
        return self.run(owner, partial(self._engine.blocking, call), done=done, failed=failed)

    def default_failed(self, error: BaseException) -> None:
        """What happens to a failure that nobody handles: the door gets it."""
        self._failed(error)

    @property
    def busy(self) -> int:
        """How many jobs are under way."""
        return sum(len(jobs) for jobs in self._jobs.values())

    def close(self) -> None:
        """Cancel everything and wait until nothing is left; later results are dropped, later work is refused."""
        self._closed = True
        jobs = [job for group in self._jobs.values() for job in group]
        for job in jobs:
            job.cancel()
        futures = [job._future for job in jobs if job._future is not None]  # noqa: SLF001
        concurrent.futures.wait(futures, CLOSE_LIMIT_S)
        self._jobs = {key: set() for key in self._jobs}

    def _announce(self, key: int, job: Job) -> None:
        # On the engine's thread, or at once on ours when the work was cancelled; this object may be gone by then.
        if shiboken6.isValid(self):
            self._finished.emit((key, job))

    def _deliver(self, message: tuple[int, Job]) -> None:
        key, job = message
        self._jobs.get(key, set()).discard(job)
        future = job._future  # noqa: SLF001
        if job._dropped or self._closed or future is None or future.cancelled():  # noqa: SLF001
            return
        owner_lives = shiboken6.isValid(job._owner)  # noqa: SLF001
        job._dropped = True  # noqa: SLF001 - from here on there is nothing left to cancel
        if not owner_lives:
            return
        error = future.exception()
        if isinstance(error, asyncio.CancelledError):
            return
        if error is not None:
            (job._failed or self._failed)(error)  # noqa: SLF001
        elif job._done is not None:  # noqa: SLF001
            job._done(future.result())  # noqa: SLF001

    def _owner_gone(self, key: int, _: object = None) -> None:
        for job in self._jobs.pop(key, set()):
            job.cancel()


async def _call(op: Callable[[], Awaitable[T]]) -> T:
    return await op()
