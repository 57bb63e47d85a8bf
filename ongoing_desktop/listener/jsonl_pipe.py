"""Reads and writes lines over pipes without blocking the caller: each end has its own thread.

Reading uses ``os.read``, because a thread blocked in ``sys.stdin.buffer`` holds a lock that aborts the interpreter at
exit.
"""

from __future__ import annotations

import asyncio
import json
import logging
import os
import threading
import time
from collections import deque
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

log = logging.getLogger(__name__)

LONGEST_LINE: Final = 64 * 1024 * 1024
QUEUED: Final = 10_000
SLOT_EVERY_S: Final = 1 / 30
GATHER_S: Final = 0.02
"""Seconds to collect lines that are not urgent, because waking the writer takes longer than a line."""
DRAIN_S: Final = 1.0

MakeLine = Callable[[], Mapping[str, Any] | str]
"""Creates a JSON object, or a line of plain text."""


class LineWriter:
    """Writes JSON lines to a file descriptor. :meth:`put` and :meth:`latest` return at once, on any thread.

    The queue is limited. Lines that do not fit are counted, and the count is written as a line. Values are converted to
    text on the writer's thread.
    """

    def __init__(self, fd: int, *, bound: int = QUEUED) -> None:
        self._fd = fd
        self._bound = bound
        self._queue: deque[MakeLine] = deque()
        self._slot: MakeLine | None = None
        self._slot_at = 0.0
        self._queue_due = 0.0
        self._skipped = 0
        self._wake = threading.Condition()
        self._closing = False
        self._thread = threading.Thread(target=self._run, name=f"writer-{fd}", daemon=True)
        self._thread.start()

    def put(self, makes: Sequence[MakeLine]) -> None:
        """Queue lines, which may wait a moment for others."""
        self._put(makes, GATHER_S)

    def say(self, line: Mapping[str, Any] | str) -> None:
        """Queue an existing line, to be written at once with those before it."""
        self._put([lambda: line], 0.0)

    def latest(self, make: MakeLine) -> None:
        """Replace a value of which only the newest matters; it is written at most 30 times a second."""
        with self._wake:
            first = self._slot is None
            self._slot = make
            if first:
                self._wake.notify()

    def _put(self, makes: Sequence[MakeLine], wait_s: float) -> None:
        with self._wake:
            if self._skipped or len(self._queue) + len(makes) > self._bound:
                self._skipped += len(makes)
                return
            first = not self._queue
            self._queue.extend(makes)
            due = time.monotonic() + wait_s
            if first or due < self._queue_due:
                self._queue_due = due
                self._wake.notify()

    def close(self) -> None:
        """Write what is queued, waiting at most a second for the reader. Idempotent."""
        with self._wake:
            if self._closing:
                return
            self._closing = True
            self._wake.notify()
        self._thread.join(DRAIN_S)

    def _run(self) -> None:
        while (lines := self._take()) is not None:
            text = "".join(_text(make) for make in lines)
            if not write_all(self._fd, text.encode("utf-8", "replace")):
                return  # the reader is gone; the queue fills and is discarded

    def _take(self) -> list[MakeLine] | None:
        with self._wake:
            while True:
                now = time.monotonic()
                lines: list[MakeLine] = []
                if self._queue and (now >= self._queue_due or self._closing):
                    lines.extend(self._queue)
                    self._queue.clear()
                    if self._skipped:
                        count, self._skipped = self._skipped, 0
                        lines.append(_skipped(count))
                slot_due = self._slot_at + SLOT_EVERY_S
                if self._slot is not None and (now >= slot_due or self._closing):
                    lines.append(self._slot)
                    self._slot = None
                    self._slot_at = now
                if lines:
                    return lines
                if self._closing:
                    return None
                dues = [self._queue_due] if self._queue else []
                dues += [slot_due] if self._slot is not None else []
                self._wake.wait(max(min(dues) - now, 0.001) if dues else None)


def _skipped(count: int) -> MakeLine:
    return lambda: {"event": "skipped", "count": count}


def _text(make: MakeLine) -> str:
    line = make()
    # The text may contain what a stranger sent: no line breaks, no terminal sequences (T13).
    return (one_line(line) if isinstance(line, str) else json.dumps(line, ensure_ascii=True)) + "\n"


def one_line(text: str) -> str:
    """The text with all unprintable characters escaped."""
    if text.isprintable():
        return text
    return "".join(char if char.isprintable() else char.encode("unicode_escape").decode("ascii") for char in text)


def write_all(fd: int, data: bytes) -> bool:
    """Write everything, blocking; False if the other end is closed."""
    view = memoryview(data)
    try:
        while view:
            view = view[os.write(fd, view) :]
    except OSError:
        return False
    return True


def read_lines(fd: int, on_line: Callable[[bytes], None], on_end: Callable[[], None]) -> None:
    """Read lines from a file descriptor. ``on_line`` and ``on_end`` are called on a daemon thread."""

    def run() -> None:
        parts = bytearray()
        while True:
            try:
                data = os.read(fd, 256 * 1024)
            except OSError:
                data = b""
            if not data or len(parts) > LONGEST_LINE:
                break
            parts += data
            *lines, rest = parts.split(b"\n")
            parts = bytearray(rest)
            for line in lines:
                if line.strip():
                    on_line(bytes(line))
        if parts.strip():
            on_line(bytes(parts))
        on_end()

    threading.Thread(target=run, name=f"reader-{fd}", daemon=True).start()


class QueuedLog(logging.Handler):
    """Writes log records through a thread, so that no answer waits for a full standard error."""

    def __init__(self, fd: int, bound: int = 1000) -> None:
        super().__init__()
        self._fd = fd
        self._lines: deque[str] = deque(maxlen=bound)
        self._wake = threading.Event()
        self._closing = False
        self._thread = threading.Thread(target=self._run, name="log", daemon=True)
        self._thread.start()

    def emit(self, record: logging.LogRecord) -> None:
        """One record is one line; control characters are escaped (T13)."""
        try:
            text = self.format(record)
        except Exception:  # noqa: BLE001 - a broken log line must not break an answer
            text = "a log record could not be formatted"
        self._lines.append(one_line(text))
        self._wake.set()

    def close(self) -> None:
        """Write what is queued, waiting at most a second."""
        self._closing = True
        self._wake.set()
        self._thread.join(DRAIN_S)
        super().close()

    def _run(self) -> None:
        while True:
            self._wake.wait()
            self._wake.clear()
            lines: list[str] = []
            while self._lines:
                lines.append(self._lines.popleft())
            if lines and not write_all(self._fd, "".join(f"{line}\n" for line in lines).encode("utf-8", "replace")):
                return
            if self._closing and not self._lines:
                return


def post(loop: asyncio.AbstractEventLoop, call: Callable[[], object]) -> None:
    """Run on the loop, from any thread; does nothing if the loop is closed."""
    try:
        loop.call_soon_threadsafe(call)
    except RuntimeError:
        log.debug("the listener has already ended")
