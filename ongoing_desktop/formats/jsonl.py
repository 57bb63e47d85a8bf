"""The history as JSON lines: each line is the object of ``history show --json``."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Final

from ongoing_desktop.domain.exchange import Exchange
from ongoing_desktop.formats.base import Format
from ongoing_desktop.formats.rows import exchange_dict


def write_jsonl(exchanges: Iterable[Exchange]) -> Iterator[bytes]:
    """One line for each exchange. Lone surrogates become JSON escapes, from which they can be read back."""
    for exchange in exchanges:
        yield json.dumps(exchange_dict(exchange), ensure_ascii=False).encode("utf-8", "backslashreplace") + b"\n"


JSONL: Final = Format(
    "jsonl",
    "JSON lines",
    ".jsonl",
    "One JSON object per line with headers and full bodies, for programs. A body that is not UTF-8 is written "
    "as base64.",
    write_jsonl,
)
