"""The body of one request, byte for byte."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from ongoing_desktop.domain.exchange import Exchange
from ongoing_desktop.formats.base import Format


def write_raw(exchanges: Iterable[Exchange]) -> Iterator[bytes]:
    """The bytes as received or sent."""
    for exchange in exchanges:
        yield exchange.request.body


RAW: Final = Format(
    "raw",
    "Raw body",
    ".bin",
    "The body of one request, byte for byte.",
    write_raw,
    single=True,
)
