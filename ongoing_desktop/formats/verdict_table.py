"""The verdict on each exchange, one line each, without bodies; part of a support pack."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from ongoing_desktop.domain.exchange import Exchange
from ongoing_desktop.formats.base import Format
from ongoing_desktop.formats.csv_table import csv_line
from ongoing_desktop.formats.rows import exchange_dict

_COLUMNS: Final = (
    "id", "at", "direction", "status", "answer", "failure", "verdict", "reason_code", "reason", "webhook", "system", "type",
    "event_id", "attempt", "bytes", "duration_ms", "source",
)  # fmt: skip


def write_verdicts(exchanges: Iterable[Exchange]) -> Iterator[bytes]:
    """A header line, then one line for each exchange."""
    yield csv_line(_COLUMNS)
    for exchange in exchanges:
        known = exchange_dict(exchange)
        values = (known.get(name) for name in _COLUMNS)
        yield csv_line("" if value is None else str(value) for value in values)


VERDICTS: Final = Format("verdicts", "Verdicts", ".csv", "One line per exchange, without bodies.", write_verdicts)
