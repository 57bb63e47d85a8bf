"""The stored fields of an exchange's row: what storage, filters and exports have to know about each.

A new field is an attribute of :class:`ExchangeRow`, a row here, and a migration with its column. To be recorded with the
exchange it is also an attribute of :class:`Judgement` or :class:`NewExchange`.
"""

from __future__ import annotations

from typing import Any, Final, get_args

from ongoing_desktop.domain.exchange import VERDICTS, AnswerState, Direction, FailureKind, SequenceMark, Source
from ongoing_desktop.domain.lazy_dataclasses import dataclass

NUMBER: Final = (int,)
TEXT: Final = (str,)
NO_NUMBER: Final = (int, type(None))
NO_TEXT: Final = (str, type(None))


@dataclass(frozen=True, slots=True)
class Field:
    """A stored value of :class:`ExchangeRow`."""

    name: str
    kinds: tuple[type, ...]
    """The types that its column may contain."""
    spare: Any = None
    """Replaces a value that cannot be read."""
    words: frozenset[Any] | None = None
    """The only valid values; None for any of the types."""
    filter: str = ""
    """The key of the filter language that compares the whole value; empty if no key does."""
    exported: bool = True
    """Whether it is written by ``history list --json`` and exports, under this name."""
    recorded: bool = False
    """Whether it is stored as the judgement, or else the exchange, has it under this name."""


FIELDS: Final = [
    Field("id", NUMBER, 0),
    Field("direction", TEXT, "in", frozenset(get_args(Direction))),
    Field("at", NUMBER, 0),
    Field("method", TEXT, "", filter="method"),
    Field("target", TEXT, ""),
    Field("status", NO_NUMBER),
    Field("answer", NO_TEXT, "unknown", frozenset((*get_args(AnswerState), None))),
    Field("failure", NO_TEXT, words=frozenset((*get_args(FailureKind), None))),
    Field("verdict", NO_TEXT, words=frozenset((*VERDICTS, None))),
    Field("reason_code", NO_TEXT),
    Field("reason_params", NO_TEXT, exported=False),
    Field("webhook", NO_TEXT, filter="webhook", recorded=True),
    Field("system", NO_TEXT, filter="system", recorded=True),
    Field("family", NO_TEXT, filter="family", recorded=True),
    Field("type", NO_TEXT, filter="type", recorded=True),
    Field("event_id", (int, str, type(None)), filter="event", recorded=True),
    Field("goods_owner_id", NO_NUMBER, filter="owner", recorded=True),
    Field("attempt", NUMBER, 1),
    Field("bytes", NUMBER, 0),
    Field("duration_ms", NO_NUMBER),
    Field("peer", TEXT, "", exported=False),
    Field("ours", NUMBER, 0, exported=False),
    Field("subject", NO_TEXT, exported=False, recorded=True),
    Field("sequence", TEXT, "", frozenset(get_args(SequenceMark)), exported=False),
    Field("source", TEXT, "", frozenset(get_args(Source)), exported=False),
    Field("pinned", NUMBER, 0, exported=False),
    Field("note", TEXT, "", exported=False),
]
"""In the order of the keys of ``history list --json``."""
