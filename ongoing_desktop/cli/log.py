"""The log file in the data folder. One record is one line with control characters escaped; secrets are never logged."""

from __future__ import annotations

import contextlib
import logging
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

NAME: Final = "ongoing-desktop.log"
LARGEST: Final = 2_000_000
QUIET: Final = ("httpx", "httpcore", "keyring", "asyncio", "hpack")
"""Libraries that log addresses or more at INFO."""
_CONTROLS: Final = r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]"


class OneLine(logging.Formatter):
    """Escapes line breaks and control characters and puts a traceback on its record's line."""

    def format(self, record: logging.LogRecord) -> str:
        text = super().format(record).replace("\n", " ⏎ ")
        return re.sub(_CONTROLS, lambda found: f"\\x{ord(found.group()):02x}", text)


class _WhenNeeded(logging.Handler):
    """Opens the log file at its first record, because most commands log nothing and the rotating handler loads slowly."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self._path = path
        self._file: logging.Handler | None = None

    def emit(self, record: logging.LogRecord) -> None:
        """Write the record. Does nothing if no file descriptor is left to open the file."""
        if self._file is None:
            with contextlib.suppress(OSError):
                from ongoing_desktop.cli.rotating_file import RotatingFile  # noqa: PLC0415

                self._file = RotatingFile(self._path, maxBytes=LARGEST, backupCount=2, encoding="utf-8", delay=True)
                self._file.setFormatter(self.formatter)
        if self._file is not None:
            self._file.handle(record)

    def close(self) -> None:
        if self._file is not None:
            self._file.close()
        super().close()


@contextmanager
def log_to(data_dir: Path) -> Iterator[str]:
    """Log to :data:`NAME` in the data folder, or nowhere if that cannot be written. Yields its place for a sentence."""
    root = logging.getLogger()
    place = str(data_dir / NAME)
    handler: logging.Handler
    try:
        data_dir.mkdir(parents=True, exist_ok=True, mode=0o700)
        handler = _WhenNeeded(data_dir / NAME)
    except (OSError, ValueError):  # ValueError: not a valid file name
        place, handler = "not written: the data folder is read-only", logging.NullHandler()
    handler.setFormatter(OneLine("%(asctime)s %(process)d %(levelname)s %(name)s %(message)s"))
    root.addHandler(handler)
    before = root.level
    root.setLevel(logging.INFO)
    for name in QUIET:
        logging.getLogger(name).setLevel(logging.WARNING)
    try:
        yield place
    finally:
        root.removeHandler(handler)
        root.setLevel(before)
        handler.close()
