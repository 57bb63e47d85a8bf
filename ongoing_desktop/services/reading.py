"""Reads files named by the user, completely or up to a limit. Blocking; safe on any thread."""

from __future__ import annotations

import contextlib
import errno
import io
import os
import stat
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, Final

from ongoing_desktop.domain.errors import ConfigError, reason

LARGEST_IMPORT: Final = 200 * 1024 * 1024
_FLAGS: Final = os.O_RDONLY | getattr(os, "O_BINARY", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_CLOEXEC", 0)


def read_file(path: Path, most: int = LARGEST_IMPORT) -> bytes:
    """Read a whole file of at most ``most`` bytes. Raises ConfigError."""
    with opened(path, most) as file:
        data = file.read(most + 1)
    if len(data) > most:
        raise _too_large(path, most)
    return data


@contextmanager
def opened(path: Path, most: int) -> Iterator[BinaryIO]:
    """Open a file or pipe. Operating system errors, also while reading, become ConfigError.

    A file larger than ``most`` bytes is refused at once. A pipe is read only if a program writes to it, because waiting
    for a writer could block the command for ever.
    """
    try:
        handle = os.open(path, _FLAGS)
        with os.fdopen(handle, "rb") as file:
            about = os.fstat(handle)
            if sys.platform != "win32" and not stat.S_ISFIFO(about.st_mode):
                os.set_blocking(handle, True)
            if stat.S_ISREG(about.st_mode) and about.st_size > most:
                raise _too_large(path, most)
            yield _piped(handle, path, min(most, LARGEST_IMPORT)) if stat.S_ISFIFO(about.st_mode) else file
    except IsADirectoryError as error:
        raise ConfigError("config-unreadable", path=str(path), why=os.strerror(errno.EISDIR)) from error
    except OSError as error:
        raise ConfigError("config-unreadable", path=str(path), why=reason(error)) from error
    except ValueError as error:
        if "\0" not in str(path) and not isinstance(error, UnicodeEncodeError):
            raise
        raise ConfigError("config-unreadable", path=str(path), why=reason(error)) from error


def is_path(path: Path) -> bool:
    """Whether a word is a file's path rather than a name: it has a folder or a suffix, or there is such a file."""
    if path.suffix or len(path.parts) > 1:
        return True
    try:
        return path.exists() and not path.is_dir()
    except (OSError, ValueError):
        return False  # not a valid file name


def _piped(handle: int, path: Path, most: int) -> BinaryIO:
    """The whole content of a pipe."""
    begun = b""
    with contextlib.suppress(BlockingIOError):  # a writer has opened it and not written anything yet
        begun = os.read(handle, most + 1)
        if not begun:
            raise ConfigError("config-unreadable", path=str(path), why="no program writes to the pipe")
    if sys.platform != "win32":
        os.set_blocking(handle, True)
    with os.fdopen(handle, "rb", closefd=False) as pipe:
        data = begun + pipe.read(most + 1 - len(begun))
    if len(data) > most:
        raise _too_large(path, most)
    return io.BytesIO(data)


def _too_large(path: Path, most: int) -> ConfigError:
    return ConfigError("config-too-large", path=str(path), limit_mib=most // 1024 // 1024)
