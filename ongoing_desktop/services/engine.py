"""The background event loop of the process. Everything that waits runs here instead of the window's thread."""

from __future__ import annotations

import asyncio
import concurrent.futures
import logging
import threading
import time
from collections.abc import Callable, Coroutine
from functools import partial
from typing import Any, Final, TypeVar

from ongoing_desktop.domain.errors import KnownError, StorageError
from ongoing_desktop.domain.inline_gate import InlineGate
from ongoing_desktop.services.ports import Stop

T = TypeVar("T")

log = logging.getLogger(__name__)

STORAGE_THREADS: Final = 4
DAEMON_LIMIT_S: Final = 30.0
"""Seconds after which a keyring call, which may wait for a prompt indefinitely, counts as failed."""


class Engine:
    """An asyncio loop on its own thread. Start once; closing is idempotent."""

    def __init__(self, *, clock: Callable[[], float] = time.monotonic) -> None:
        """``clock``: monotonic seconds."""
        self._short = InlineGate(clock)
        self.loop = asyncio.new_event_loop()
        """Use it only on its own thread or with ``call_soon_threadsafe``."""
        self.loop.set_exception_handler(_on_unheard)
        self._thread = threading.Thread(target=self._run, name="engine", daemon=True)
        self._pool = concurrent.futures.ThreadPoolExecutor(STORAGE_THREADS, thread_name_prefix="storage")
        self._closed = False

    def start(self) -> None:
        """Start the thread."""
        self._thread.start()

    def submit(self, work: Coroutine[Any, Any, T]) -> concurrent.futures.Future[T]:
        """Run a coroutine on the loop. Safe on any thread. Cancelling the future cancels the coroutine."""
        if self._closed:
            work.close()
            refused: concurrent.futures.Future[T] = concurrent.futures.Future()
            refused.cancel()
            return refused
        return asyncio.run_coroutine_threadsafe(work, self.loop)

    async def blocking(self, call: Callable[..., T], *args: Any) -> T:
        """Run a blocking call on a storage thread."""
        return await self.loop.run_in_executor(self._pool, partial(_contained, call, *args))

    async def searching(self, work: Callable[[Stop], T]) -> T:
        """Run a read on a storage thread. Cancelling this sets its stop."""
        stop = Stop()
        running = asyncio.ensure_future(self.blocking(work, stop))
        try:
            return await asyncio.shield(running)
        except asyncio.CancelledError:
            stop.set()
            # The caller is gone. Retrieve the exception so that asyncio does not log it.
            running.add_done_callback(lambda ended: ended.cancelled() or ended.exception())
            raise

    async def run_inline_or_offload(self, call: Callable[..., T]) -> T:
        """Run a short storage call inline, because handing it to another thread would take longer.

        ``call(wait=False)`` must not wait for other threads and programs, but raise StorageError. After that, and for a
        while after a slow call, ``call(wait=True)`` runs on a storage thread and may wait.
        """
        if self._short.open:
            self._short.begin()
            try:
                result = call(wait=False)
            except StorageError:
                self._short.close()
            else:
                self._short.end()
                return result
        return await self.blocking(partial(call, wait=True))

    async def daemon(self, call: Callable[..., T], *args: Any, limit_s: float = DAEMON_LIMIT_S) -> T:
        """Run a call that may block indefinitely on its own daemon thread, which is not joined at exit.

        Raises TimeoutError after ``limit_s`` seconds; the thread is then abandoned.
        """
        answer: asyncio.Future[T] = self.loop.create_future()

        def deliver(result: T | None, error: Exception | None) -> None:
            if answer.done():
                return
            if error is not None:
                answer.set_exception(error)
            else:
                answer.set_result(result)  # type: ignore[arg-type]

        def work() -> None:
            result: T | None = None
            error: Exception | None = None
            try:
                result = _contained(call, *args)
            except Exception as caught:  # noqa: BLE001 - passed to the awaiting caller
                error = caught
            try:
                self.loop.call_soon_threadsafe(deliver, result, error)
            except RuntimeError:
                log.debug("a result arrived after the engine had closed")

        threading.Thread(target=work, name="vault", daemon=True).start()
        async with asyncio.timeout(limit_s):
            return await answer

    def close(self, limit_s: float = 5.0) -> None:
        """Cancel all work, stop the loop and end the threads. Call on another thread."""
        if self._closed:
            return
        self._closed = True
        if self._thread.is_alive():
            asyncio.run_coroutine_threadsafe(self._cancel_all(), self.loop)
            self._thread.join(limit_s)
        self._pool.shutdown(wait=True, cancel_futures=True)
        if not self._thread.is_alive() and not self.loop.is_running():
            self.loop.close()

    async def _cancel_all(self) -> None:
        me = asyncio.current_task()
        tasks = [task for task in asyncio.all_tasks() if task is not me]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        self.loop.call_soon(self.loop.stop)

    def _run(self) -> None:
        asyncio.set_event_loop(self.loop)
        self.loop.run_forever()


def _on_unheard(loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
    """Log errors that no caller retrieves, for every task and future of the loop.

    A known error of cancelled work, as when quitting while the listener starts, is not logged as a fault.
    """
    error = context.get("exception")
    if isinstance(error, KnownError):
        log.info("work failed that nothing waited for any more: %s", error)
    else:
        loop.default_exception_handler(context)


def _contained(call: Callable[..., T], *args: Any) -> T:
    """Make a call. SystemExit and KeyboardInterrupt are converted, because they would end the loop."""
    try:
        return call(*args)
    except (SystemExit, KeyboardInterrupt) as error:
        raise RuntimeError(f"a call on a thread raised {type(error).__name__}") from None
