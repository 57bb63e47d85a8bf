"""The log file in the data folder: one record is one line, control characters escaped, no secret ever handed to it."""

from __future__ import annotations

import logging
import logging.handlers
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

_CONTROLS: Final = re.compile(r"[\x00-\x1f\x7f-\x9f]")
QUIET: Final = ("httpx", "httpcore", "keyring", "asyncio", "hpack")
"""Libraries that log addresses or more at INFO."""


class OneLine(logging.Formatter):
    """Escapes what could fake a line or steer a terminal; a traceback is folded into its record."""

    def format(self, record: logging.LogRecord) -> str:
        """One line of text."""
        return _CONTROLS.sub(lambda found: f"\\x{ord(found.group()):02x}", super().format(record).replace("\n", " ⏎ "))


class LogFile:
    """Where the details of a bug go."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def exception(self, what: str) -> None:
        """Note the exception that is being handled, without local variables."""
        logging.getLogger("ongoing_desktop").error(what, exc_info=True)


@contextmanager
def log_to(data_dir: Path) -> Iterator[LogFile]:
    """Log to ``ongoing-desktop.log`` of the data folder; where that cannot be written, nowhere."""
    root = logging.getLogger()
    path = data_dir / "ongoing-desktop.log"
    handler: logging.Handler
    try:
        data_dir.mkdir(parents=True, exist_ok=True, mode=0o700)
        handler = logging.handlers.RotatingFileHandler(
            path, maxBytes=2_000_000, backupCount=2, encoding="utf-8", delay=True
        )
    except OSError:
        handler = logging.NullHandler()
    handler.setFormatter(OneLine("%(asctime)s %(process)d %(levelname)s %(name)s %(message)s"))
    root.addHandler(handler)
    before = root.level
    root.setLevel(logging.INFO)
    for name in QUIET:
        logging.getLogger(name).setLevel(logging.WARNING)
    try:
        yield LogFile(path)
    finally:
        root.removeHandler(handler)
        root.setLevel(before)
        handler.close()
