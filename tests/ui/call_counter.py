"""Counts the calls of our own functions, on every thread of the window's process."""

from __future__ import annotations

import sys
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import CodeType, FrameType
from typing import Any, Final

import ongoing_desktop

OURS: Final = str(Path(ongoing_desktop.__file__).parent)


class CallCounter:
    """Sees the threads that start during :meth:`watching`."""

    def __init__(self) -> None:
        self._on = False
        self._calls: Counter[CodeType] = Counter()

    @contextmanager
    def watching(self) -> Iterator[None]:
        """Count the calls of threads that start inside."""
        before = sys.getprofile()
        threading.setprofile(self._profile)
        sys.setprofile(self._profile)
        try:
            yield
        finally:
            self._on = False
            threading.setprofile(None)  # type: ignore[arg-type]
            sys.setprofile(before)

    def calls(self, work: Callable[[], object]) -> Counter[CodeType]:
        """How often each of our functions was called while ``work`` ran."""
        self._calls = Counter()
        self._on = True
        work()
        self._on = False
        return Counter({code: count for code, count in self._calls.items() if code.co_filename.startswith(OURS)})

    def _profile(self, frame: FrameType, event: str, _: Any) -> None:
        if self._on and event == "call":
            self._calls[frame.f_code] += 1
