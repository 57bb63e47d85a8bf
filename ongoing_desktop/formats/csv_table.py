"""The history as CSV (RFC 4180, UTF-8 with a byte order mark) that is safe to open in a spreadsheet (T14).

A cell that a spreadsheet could take for a formula gets a leading apostrophe: one that begins with an apostrophe, a tab
or a line break, or whose first character after spaces is ``=``, ``+``, ``-``, ``@`` or the full-width form of one. NUL
is removed. Removing one leading apostrophe restores the original.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Final

from ongoing_desktop.domain.exchange import Exchange
from ongoing_desktop.domain.members import IN_BODY
from ongoing_desktop.formats.base import HistoryFormat
from ongoing_desktop.formats.rows import ROW_KEYS, exchange_dict

APOSTROPHE: Final = "'"
LONGEST_CELL: Final = 32_000
"""Characters. A spreadsheet's cell holds at most 32,767, and the rest would spill into other cells."""
_FORMULA: Final = frozenset("=+-@＝＋－＠\t\r\n")
_FIRST: Final = frozenset("\t\r\n'")
_BLANKS: Final = " \u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u200b\u202f\u205f\u2060\u3000\ufeff"
_ROW: Final = ("id", "at", *(name for name in ROW_KEYS if name not in ("id", "at")))
CSV_COLUMNS: Final = (
    *_ROW,
    *(f"{side}_{part}" for side in ("request", "response") for part in ("headers", "body", "encoding")),
)


def write_csv(exchanges: Iterable[Exchange], members: Sequence[str] = ()) -> Iterator[bytes]:
    """A header line, then one line for each exchange. Every cell is quoted.

    ``members``: paths of members of the body; each is a further column, with ``body.`` before the path.
    """
    yield b"\xef\xbb\xbf" + csv_line((*CSV_COLUMNS, *(IN_BODY + path for path in members)))
    for exchange in exchanges:
        more = (_short(exchange.row.members.get(path, ""), None) for path in members)
        yield csv_line((*_cells(exchange), *more))


def safe_cell(cell: str) -> str:
    """The cell as written to the file."""
    cell = cell.replace("\0", "")
    first = cell.lstrip(_BLANKS)[:1]
    return APOSTROPHE + cell if cell[:1] in _FIRST or first in _FORMULA else cell


def _cells(exchange: Exchange) -> Iterator[str]:
    whole = exchange_dict(exchange)
    for name in _ROW:
        yield _text(whole.get(name))
    for side in ("request", "response"):
        message = whole[side] or {"headers": [], "body": "", "encoding": ""}
        yield _short("\n".join(f"{name}: {value}" for name, value in message["headers"]), None)
        yield _short(message["body"], len(getattr(exchange, side).body) if whole[side] else 0)
        yield message["encoding"]


def _text(value: Any) -> str:
    return "" if value is None else str(value)


def _short(text: str, size: int | None) -> str:
    if len(text) <= LONGEST_CELL:
        return text
    count = f"{size} bytes" if size is not None else f"{len(text)} characters"
    return f"[{count}: too long for a spreadsheet cell; JSON lines and HAR contain it in full]"


def csv_line(cells: Iterable[str]) -> bytes:
    """One line of cells, each quoted and safe in a spreadsheet."""
    line = io.StringIO(newline="")
    csv.writer(line, quoting=csv.QUOTE_ALL, lineterminator="\r\n").writerow([safe_cell(cell) for cell in cells])
    return line.getvalue().encode("utf-8", "backslashreplace")


CSV: Final = HistoryFormat(
    "csv",
    "Table (CSV)",
    ".csv",
    "For spreadsheets. A cell that could be read as a formula (it begins with = + - @, a tab, a line end or an "
    "apostrophe) gets an apostrophe in front. NUL is left out, and for a body over 32,000 characters only its "
    "length is written.",
    write_csv,
    write_members=write_csv,
)
