"""Bodies being received: in memory while small, otherwise in a file of the data folder."""

from __future__ import annotations

import contextlib
import hashlib
import os
import tempfile
from pathlib import Path
from typing import BinaryIO, Final

from ongoing_desktop.domain.exchange import Body
from ongoing_desktop.domain.limits import Limits
from ongoing_desktop.listener.platform import process_exists

FOLDER: Final = "spool"
SUFFIX: Final = ".body"


class Spool:
    """Creates and removes bodies of one listener. Use on the event loop's thread only."""

    def __init__(self, data_dir: Path, limits: Limits) -> None:
        self._folder = data_dir / FOLDER
        self._limits = limits
        self._in_memory = 0
        self._mine = f"{os.getpid()}-"

    def prepare(self) -> None:
        """Create the folder and remove files of ended listeners. Raises OSError.

        Files of a running listener are recognised by the process id in their name.
        """
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        for path in self._folder.glob(f"*{SUFFIX}"):
            owner = path.name.partition("-")[0]
            if not owner.isdigit() or int(owner) == os.getpid() or not process_exists(int(owner)):
                with contextlib.suppress(OSError):
                    path.unlink()

    def body(self) -> Incoming:
        """A new, empty body."""
        return Incoming(self)

    def crowded(self, size: int) -> bool:
        """Whether a body of this size must be written to a file."""
        return size > self._limits.spool_over or self._in_memory > self._limits.memory

    def count(self, change: int) -> None:
        """Record that bodies in memory grew or shrank."""
        self._in_memory += change

    def new_file(self) -> tuple[BinaryIO, str]:
        """A new file that only this user can read. Raises OSError."""
        handle, name = tempfile.mkstemp(prefix=self._mine, suffix=SUFFIX, dir=self._folder)
        return os.fdopen(handle, "wb"), name


class Incoming:
    """A body being received."""

    def __init__(self, spool: Spool) -> None:
        self._spool = spool
        self._parts = bytearray()
        self._hash = hashlib.sha256()
        self._file: BinaryIO | None = None
        self._name: str | None = None
        self.size = 0

    def write(self, data: bytes) -> None:
        """Add bytes. Raises OSError if they cannot be written to the file."""
        self._hash.update(data)
        self.size += len(data)
        if self._file is None and self._spool.crowded(self.size):
            self._file, self._name = self._spool.new_file()
            self._file.write(self._parts)
            self._spool.count(-len(self._parts))
            self._parts = bytearray()
        if self._file is not None:
            self._file.write(data)
        else:
            self._parts += data
            self._spool.count(len(data))

    def finish(self) -> Body:
        """The complete body. Raises OSError if the rest cannot be written to the file."""
        if self._file is not None:
            self._file.close()
            return Body(file=self._name, size=self.size, sha256=self._hash.digest())
        return Body(data=bytes(self._parts), size=self.size, sha256=self._hash.digest())

    def drop(self) -> None:
        """Discard it in any state. Idempotent."""
        self._spool.count(-len(self._parts))
        self._parts = bytearray()
        if self._file is not None:
            with contextlib.suppress(OSError):
                self._file.close()
            self._file = None
        if self._name is not None:
            with contextlib.suppress(OSError):
                Path(self._name).unlink()
            self._name = None
