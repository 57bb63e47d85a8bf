"""Counts the Python calls of the whole process, of our package and the standard library, on every thread."""

from __future__ import annotations

import sys
import sysconfig
import threading
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from types import CodeType, FrameType
from typing import Any, Final

import ongoing_desktop

COUNTED: Final = (
    str(Path(ongoing_desktop.__file__).parent),
    sysconfig.get_path("stdlib"),
)
LEFT_OUT: Final = sysconfig.get_path("purelib")
FROZEN: Final = "<frozen "


class CallCounter:
    """Threads that start after :meth:`install` are counted; so install it before the services start."""

    def __init__(self) -> None:
        self._on = False
        self._calls: Counter[CodeType] = Counter()

    def install(self) -> None:
        threading.setprofile(self._profile)
        sys.setprofile(self._profile)

    def remove(self) -> None:
        threading.setprofile(None)  # type: ignore[arg-type]
        sys.setprofile(None)
        self._on = False

    def calls(self, work: Callable[[], object]) -> Counter[CodeType]:
        """How often each function was called while ``work`` ran."""
        self._calls = Counter()
        self._on = True
        try:
            work()
        finally:
            self._on = False
        return Counter({code: count for code, count in self._calls.items() if counted(code)})

    def _profile(self, frame: FrameType, event: str, _: Any) -> None:
        if self._on and event == "call":
            self._calls[frame.f_code] += 1


def counted(code: CodeType) -> bool:
    """Whether a function is of our package or of the standard library."""
    name = code.co_filename
    return name.startswith((*COUNTED, FROZEN)) and not name.startswith(LEFT_OUT)
