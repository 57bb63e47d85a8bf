"""The log file itself, which begins a new one when it is full."""

from __future__ import annotations

import io
import logging
import os
from logging.handlers import RotatingFileHandler
from typing import Final

_UNWAITING: Final = getattr(os, "O_NONBLOCK", 0)
"""What lies in the log's place may be a pipe that nothing reads."""


class RotatingFile(RotatingFileHandler):
    """Readable for its owner only, and silent when it cannot be written: a full disk is said elsewhere."""

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802 - logging's name
        """Say nothing."""
        del record

    def _open(self) -> io.TextIOWrapper:
        number = os.open(self.baseFilename, os.O_WRONLY | os.O_CREAT | os.O_APPEND | _UNWAITING, 0o600)
        return io.TextIOWrapper(io.FileIO(number, "a"), encoding="utf-8", write_through=True)
