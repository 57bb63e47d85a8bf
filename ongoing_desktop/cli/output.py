"""What the command line prints: JSON lines for programs, plain text with visible marks for people."""

from __future__ import annotations

import errno
import json
import os
import re
import stat
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, Final

from ongoing_desktop.domain.errors import UsageError, reason

_HIDDEN: Final = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]")


def fail(text: str, code: int) -> int:
    """One sentence on stderr; returns the exit code."""
    tell(text)
    return code


def tell(text: str) -> None:
    """A sentence for the person, on stderr, where no program looks for results."""
    print(visible(text), file=sys.stderr, flush=True)


def json_line(value: Mapping[str, Any]) -> None:
    """One object on one line; ASCII, so that no terminal or pipe can spoil it."""
    sys.stdout.write(json.dumps(value, ensure_ascii=True) + "\n")


def visible(text: str) -> str:
    """Text with control, direction and zero-width characters shown as marks."""
    return _HIDDEN.sub(_mark, text)


def _mark(found: re.Match[str]) -> str:
    code = ord(found.group())
    return chr(0x2400 + code) if code < 32 else "␡" if code == 127 else f"⟦U+{code:04X}⟧"


def table(rows: Iterable[tuple[object, ...]]) -> None:
    """Columns separated by two blanks, for people."""
    shown = [[visible("" if cell is None else str(cell)).replace("\n", "⏎") for cell in row] for row in rows]
    widths = [min(60, max(len(cell) for cell in column)) for column in zip(*shown, strict=True)] if shown else []
    for row in shown:
        line = "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True))
        print(line.rstrip())


def replaceable(path: Path | None) -> Path | None:
    """Where an export is written beside and then renamed; None for stdout and for what is no file.

    A device or a pipe would be replaced by a file; a link is followed, so that it stays a link. Raises UsageError for
    a name that no file can have.
    """
    if path is None:
        return None
    try:
        mode = path.stat().st_mode
    except FileNotFoundError:
        mode = stat.S_IFREG
    except (OSError, ValueError) as error:
        raise UsageError("usage-output", path=str(path), why=reason(error)) from error
    if not stat.S_ISREG(mode) and not stat.S_ISDIR(mode):
        return None
    return path.resolve() if path.is_symlink() else path


def write_stream(path: Path | None, chunks: Iterable[bytes]) -> None:
    """Bytes one after another to stdout, or to a device or pipe. Raises UsageError when that is not possible."""
    if path is None:
        sys.stdout.flush()
        for chunk in chunks:
            sys.stdout.buffer.write(chunk)
        sys.stdout.buffer.flush()
        return
    try:
        with open(path, "wb", opener=_unwaiting) as stream:
            stream.writelines(chunks)
    except BrokenPipeError:
        raise
    except OSError as error:
        why = "no program reads from the pipe" if error.errno == errno.ENXIO else reason(error)
        raise UsageError("usage-output", path=str(path), why=why) from error


def _unwaiting(path: str, flags: int) -> int:
    """Open without waiting for a reader that may never come."""
    handle = os.open(path, flags | getattr(os, "O_NONBLOCK", 0), 0o600)
    if sys.platform != "win32":
        os.set_blocking(handle, True)
    return handle
