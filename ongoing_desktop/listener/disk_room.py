"""Watches the free space of the disk with the data."""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable
from pathlib import Path
from typing import Final

EVERY_S: Final = 0.5


class DiskRoom:
    """Whether enough disk space is free; called on the recorder's thread, measured twice a second."""

    def __init__(self, folder: Path, wanted: Callable[[], int]) -> None:
        self._folder = folder
        self._wanted = wanted
        self._measured_at = -EVERY_S
        self._enough = True

    def enough(self) -> bool:
        """On a small volume a twentieth is enough. If it cannot be measured, the database will notice."""
        now = time.monotonic()
        if now - self._measured_at >= EVERY_S:
            self._measured_at = now
            try:
                usage = shutil.disk_usage(self._folder)
                self._enough = usage.free >= min(self._wanted(), usage.total // 20)
            except OSError:
                self._enough = True
        return self._enough
