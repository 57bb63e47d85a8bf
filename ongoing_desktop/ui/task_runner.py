"""Runs work off the main thread and returns the results to it."""

from __future__ import annotations

import asyncio
import concurrent.futures
import contextlib
from functools import partial
from typing import TYPE_CHECKING, Any, Final, TypeVar

import shiboken6
from PySide6.QtCore import QObject, Qt, Signal

from ongoing_desktop.domain.errors import KnownError
from ongoing_desktop.wording.messages import error_sentence

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from ongoing_desktop.services.engine import Engine

T = TypeVar("T")
P = TypeVar("P")

CLOSE_LIMIT_S: Final = 3.0


class Job:
    """A running piece of work. Main thread only. Its attributes belong to :class:`TaskRunner`."""

    __slots__ = ("done", "dropped", "ended", "failed", "future", "latest", "on_progress", "owner", "stopped", "task")

    def __init__(
        self,
        owner: QObject | None,
        done: Callable[[Any], None] | None,
        failed: Callable[[BaseException], None] | None,
        on_progress: Callable[[Any], None] | None = None,
        stopped: Callable[[], None] | None = None,
        ended: Callable[[], object] | None = None,
        latest: str = "",
    ) -> None:
        self.owner = owner
        self.latest = latest
        self.ended = ended
        self.done = done
        self.failed = failed
        self.on_progress = on_progress
        self.stopped = stopped
        self.dropped = False
        self.future: concurrent.futures.Future[Any] | None = None
        self.task: asyncio.Task[Any] | None = None

    @property
    def running(self) -> bool:
        """Whether a result may still come."""
        return not self.dropped and self.future is not None

    def cancel(self) -> None:
        """Cancel the work; no callback is called any more."""
        self.dropped = True
        if self.future is not None:
            self.future.cancel()

    def stop(self) -> None:
        """Cancel followed work. ``stopped`` is called when it has ended, after its last progress."""
        if self.task is not None:
            with contextlib.suppress(RuntimeError):  # the loop is closed, and the work with it
                self.task.get_loop().call_soon_threadsafe(self.task.cancel)
        elif self.future is not None:
            self.future.cancel()


NO_JOB: Final = Job(None, None, None)
"""Stands for work that was not started: it does not run, and cancelling it does nothing."""


class TaskRunner(QObject):
    """Runs async work on the engine and passes results to the main thread."""

    _finished = Signal(object)
    _progressed = Signal(object)

    def __init__(self, engine: Engine, failed: Callable[[BaseException], None], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._engine = engine
        self.default_failed = failed
        """Receives every error that no caller handles; usually ``notifier.error``."""
        self._closed = False
        self._jobs: dict[int, set[Job]] = {}
        self._finished.connect(self._deliver, Qt.ConnectionType.QueuedConnection)
        self._progressed.connect(self._tell, Qt.ConnectionType.QueuedConnection)

    def run(
        self,
        owner: QObject,
        op: Callable[[], Awaitable[T]],
        *,
        done: Callable[[T], None] | None = None,
        failed: Callable[[BaseException], None] | None = None,
        ended: Callable[[], object] | None = None,
        latest: str = "",
    ) -> Job:
        """Start work for ``owner``. When the owner is deleted, the work is cancelled and its result dropped.

        ``op`` is called on the engine's thread; ``done`` and ``failed`` on the main thread, never before this returns.
        ``ended`` is called before either, to reset what was set for the time of the work.
        ``latest`` names work of the owner of which only the newest counts: earlier work of this name is cancelled, so that
        an older result cannot replace a newer one.
        """
        return self._begin(owner, Job(owner, done, failed, ended=ended, latest=latest), op)

    def follow(
        self,
        owner: QObject,
        op: Callable[[Callable[[P], None]], Awaitable[T]],
        on_progress: Callable[[P], None],
        *,
        done: Callable[[T], None] | None = None,
        failed: Callable[[BaseException], None] | None = None,
        stopped: Callable[[], None] | None = None,
        ended: Callable[[], object] | None = None,
    ) -> Job:
        """Like :meth:`run`, for work that reports its progress and can be stopped with :meth:`Job.stop`.

        ``op`` receives a function for its progress, safe on any thread. ``on_progress`` is called on the main thread with each
        progress, in order and before ``ended``, ``done``, ``failed`` or ``stopped``.
        """
        job = Job(owner, done, failed, on_progress, stopped, ended)

        def report(progress: P) -> None:
            if shiboken6.isValid(self):
                self._progressed.emit((job, progress))

        return self._begin(owner, job, partial(op, report))

    def compute(
        self,
        owner: QObject,
        call: Callable[[], T],
        *,
        done: Callable[[T], None] | None = None,
        failed: Callable[[BaseException], None] | None = None,
        latest: str = "",
    ) -> Job:
        """Like :meth:`run`, for a call that takes time without waiting: it runs on a worker thread."""
        return self.run(owner, partial(self._engine.blocking, call), done=done, failed=failed, latest=latest)

    def _begin(self, owner: QObject, job: Job, op: Callable[[], Awaitable[Any]]) -> Job:
        if self._closed:
            job.cancel()
            return job
        key = shiboken6.getCppPointer(owner)[0]
        if key not in self._jobs:
            self._jobs[key] = set()
            owner.destroyed.connect(partial(self._owner_gone, key))
        for earlier in self._jobs[key]:
            if job.latest and earlier.latest == job.latest:
                earlier.cancel()
        self._jobs[key].add(job)
        job.future = self._engine.submit(_call(job, op))
        job.future.add_done_callback(lambda _: self._announce(key, job))
        return job

    def explain(self, error: BaseException, say: Callable[[str], object]) -> None:
        """Show the sentence of a known error; any other error is reported as a bug."""
        if isinstance(error, KnownError):
            say(error_sentence(error))
        else:
            self.default_failed(error)

    @property
    def busy(self) -> int:
        """The number of running jobs."""
        return sum(len(jobs) for jobs in self._jobs.values())

    def close(self) -> None:
        """Cancel everything and wait until nothing runs; later results are dropped, later work is refused."""
        self._closed = True
        jobs = [job for group in self._jobs.values() for job in group]
        for job in jobs:
            job.cancel()
        futures = [job.future for job in jobs if job.future is not None]
        concurrent.futures.wait(futures, CLOSE_LIMIT_S)
        self._jobs = {key: set() for key in self._jobs}

    def _announce(self, key: int, job: Job) -> None:
        # On the engine's thread, or on ours if the work was cancelled at once; this object may already be deleted.
        if shiboken6.isValid(self):
            self._finished.emit((key, job))

    def _deliver(self, message: tuple[int, Job]) -> None:
        key, job = message
        self._jobs.get(key, set()).discard(job)
        future = job.future
        if job.dropped or self._closed or future is None:
            return
        owner_lives = shiboken6.isValid(job.owner)
        job.dropped = True  # from here on there is nothing left to cancel
        if not owner_lives:
            return
        if job.ended is not None:
            job.ended()
        error = asyncio.CancelledError() if future.cancelled() else future.exception()
        if isinstance(error, asyncio.CancelledError):
            if job.stopped is not None:
                job.stopped()
            return
        if error is not None:
            (job.failed or self.default_failed)(error)
        elif job.done is not None:
            job.done(future.result())

    def _tell(self, message: tuple[Job, Any]) -> None:
        job, progress = message
        if job.on_progress is not None and not job.dropped and shiboken6.isValid(job.owner):
            job.on_progress(progress)

    def _owner_gone(self, key: int, _: object = None) -> None:
        for job in self._jobs.pop(key, set()):
            job.cancel()


async def _call(job: Job, op: Callable[[], Awaitable[T]]) -> T:
    job.task = asyncio.current_task()
    return await op()
