"""The export formats of the history. A new one is one file and one line here; the shortest ones are here."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import Final

from ongoing_desktop.domain.exchange import Exchange
from ongoing_desktop.formats.base import HistoryFormat
from ongoing_desktop.formats.csv_table import CSV, csv_line
from ongoing_desktop.formats.curl import CURL
from ongoing_desktop.formats.har import HAR
from ongoing_desktop.formats.report import REPORT
from ongoing_desktop.formats.rows import exchange_dict

_VERDICT_COLUMNS: Final = (
    "id", "at", "direction", "status", "answer", "failure", "verdict", "reason_code", "reason", "webhook", "system", "type",
    "event_id", "attempt", "bytes", "duration_ms", "source",
)  # fmt: skip


def _write_jsonl(exchanges: Iterable[Exchange]) -> Iterator[bytes]:
    """One line for each exchange. Lone surrogates become JSON escapes, from which they can be read back."""
    for exchange in exchanges:
        yield json.dumps(exchange_dict(exchange), ensure_ascii=False).encode("utf-8", "backslashreplace") + b"\n"


def _write_raw(exchanges: Iterable[Exchange]) -> Iterator[bytes]:
    for exchange in exchanges:
        yield exchange.request.body


def _write_verdicts(exchanges: Iterable[Exchange]) -> Iterator[bytes]:
    yield csv_line(_VERDICT_COLUMNS)
    for exchange in exchanges:
        known = exchange_dict(exchange)
        values = (known.get(name) for name in _VERDICT_COLUMNS)
        yield csv_line("" if value is None else str(value) for value in values)


JSONL: Final = HistoryFormat(
    "jsonl",
    "JSON lines",
    ".jsonl",
    "One JSON object per line with headers and full bodies, for programs. A body that is not UTF-8 is written "
    "as base64.",
    _write_jsonl,
)
"""Each line is the object of ``history show --json``."""
RAW: Final = HistoryFormat(
    "raw", "Raw body", ".bin", "The body of one request, byte for byte.", _write_raw, single=True
)
VERDICT_TABLE: Final = HistoryFormat(
    "verdicts", "Verdicts", ".csv", "One line per exchange, without bodies.", _write_verdicts
)
"""Part of a support pack, and not offered by itself."""
TABLE: Final = {item.key: item for item in (HAR, JSONL, CSV, CURL, REPORT, RAW)}
HISTORY_FORMATS: Final[Mapping[str, HistoryFormat]] = MappingProxyType(TABLE)
"""By the key in ``history export --format``."""
