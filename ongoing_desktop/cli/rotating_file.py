"""The log file, which is rotated when it is full."""

from __future__ import annotations

import io
import logging
import os
from logging.handlers import RotatingFileHandler
from typing import Final

_UNWAITING: Final = getattr(os, "O_NONBLOCK", 0)
"""The log's path may be a pipe without a reader."""


class RotatingFile(RotatingFileHandler):
    """Readable only by its owner. Write errors are ignored; a full disk is reported elsewhere."""

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802 - logging's name
        del record

    def _open(self) -> io.TextIOWrapper:
        number = os.open(self.baseFilename, os.O_WRONLY | os.O_CREAT | os.O_APPEND | _UNWAITING, 0o600)
        return io.TextIOWrapper(io.FileIO(number, "a"), encoding="utf-8", write_through=True)
