"""One file per file format; pure. A new export of the history is one file and one line here."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import Final

from ongoing_desktop.domain.exchange import Exchange
from ongoing_desktop.formats.jsonl import write_jsonl

FORMATS: Final[Mapping[str, Callable[[Iterable[Exchange]], Iterator[bytes]]]] = MappingProxyType({"jsonl": write_jsonl})
"""By the word of ``history export --format``; each may be called once per exchange."""
