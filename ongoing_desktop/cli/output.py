"""Output of the command line: JSON lines for programs, plain text with visible marks for people."""

from __future__ import annotations

import errno
import json
import os
import re
import stat
import sys
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from ongoing_desktop.domain.errors import UsageError, reason

if TYPE_CHECKING:
    from ongoing_desktop.domain.exchange import ExchangeRow
    from ongoing_desktop.domain.report_case import Case

OK, FAILED, WRONG = 0, 1, 2
"""Exit codes: done, the result is a failure, wrong use or bad input."""
_HIDDEN: Final = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]")


def fail(text: str, code: int) -> int:
    """Print one sentence to standard error; returns the exit code."""
    tell(text)
    return code


def tell(text: str) -> None:
    """Print a sentence for the user to standard error, apart from results."""
    print(visible(text), file=sys.stderr, flush=True)


def json_line(value: Mapping[str, Any]) -> None:
    """Print an object on one line in ASCII, which every terminal and pipe can carry."""
    sys.stdout.write(json.dumps(value, ensure_ascii=True) + "\n")


def visible(text: str) -> str:
    """Replace control, direction and zero-width characters with marks."""
    return _HIDDEN.sub(_mark, text)


def _mark(found: re.Match[str]) -> str:
    code = ord(found.group())
    return chr(0x2400 + code) if code < 32 else "␡" if code == 127 else f"⟦U+{code:04X}⟧"


def table(rows: Iterable[tuple[object, ...]]) -> None:
    """Print columns separated by two spaces."""
    shown = [[visible("" if cell is None else str(cell)).replace("\n", "⏎") for cell in row] for row in rows]
    widths = [min(60, max(len(cell) for cell in column)) for column in zip(*shown, strict=True)] if shown else []
    for row in shown:
        line = "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True))
        print(line.rstrip())


def row_writer(*, as_json: bool) -> Callable[[ExchangeRow], None]:
    """What prints one line about an exchange."""
    if not as_json:
        return _print_row
    from ongoing_desktop.formats.rows import row_dict  # noqa: PLC0415 - only for --json

    return lambda row: json_line(row_dict(row))


def _print_row(row: ExchangeRow) -> None:
    from ongoing_desktop.wording.times import time_text  # noqa: PLC0415 - most commands print no row

    what = row.type or row.family or "–"
    state = row.verdict or row.failure or ""
    status = "–" if row.status is None else row.status
    line = f"{row.id:>7}  {time_text(row.at)}  {row.direction:<3}  {status:<4} {state:<12}  {what:<28}"
    print(on_one_line(f"{line}  {row.method} {row.target}"))


def on_one_line(text: str) -> str:
    """:func:`visible` text without line breaks and tabs."""
    return visible(text).replace("\n", "⏎").replace("\t", "⇥")


def replaceable(path: Path | None) -> Path | None:
    """The path if an export replaces it by a renamed file; None for standard output, devices and pipes.

    A link is followed, so that it stays a link. Raises UsageError for an invalid file name.
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


def check_report(path: Path | None) -> None:
    """Raise UsageError or StorageError if a report cannot be written there. Called before anything is sent.

    A full device or a pipe without a reader is found only when writing.
    """
    if path is not None and (file := replaceable(path)):
        from ongoing_desktop.storage.files import check_writable  # noqa: PLC0415 - reports are rare

        check_writable(file)


def write_file(path: Path | None, data: bytes) -> None:
    """Write a file as a whole, or to standard output, a device or a pipe. Raises UsageError or StorageError."""
    if file := replaceable(path):
        from ongoing_desktop.storage.files import write_atomic  # noqa: PLC0415 - few commands write files

        write_atomic(file, data)
    else:
        write_stream(path, [data])


def write_report(path: Path | None, name: str, cases: Iterable[Case]) -> None:
    """Write a JUnit report if a file was named. Raises UsageError or StorageError."""
    if path is None:
        return
    from datetime import UTC, datetime  # noqa: PLC0415 - reports are rare

    from ongoing_desktop.formats.junit import junit  # noqa: PLC0415

    write_file(path, junit(name, cases, datetime.now(UTC)))


def write_stream(path: Path | None, chunks: Iterable[bytes]) -> None:
    """Write to standard output, a device or a pipe. Raises UsageError if that fails."""
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
    """Open without waiting for a reader."""
    handle = os.open(path, flags | getattr(os, "O_NONBLOCK", 0), 0o600)
    if sys.platform != "win32":
        os.set_blocking(handle, True)
    return handle
