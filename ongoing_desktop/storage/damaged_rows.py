"""Damaged rows of the history. A damaged row never hides the other rows of its page."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from operator import contains, itemgetter
from typing import Any, Final

from ongoing_desktop.domain.exchange import ExchangeRow, Message
from ongoing_desktop.domain.exchange_fields import FIELDS
from ongoing_desktop.domain.lazy_dataclasses import replace

DAMAGED: Final = "row-damaged"
"""Reason code of a row of which only a part can be read."""
_KINDS: Final = tuple(item.kinds for item in FIELDS)
_SPARE: Final = tuple(item.spare for item in FIELDS)
_WORDS: Final = {place: item.words for place, item in enumerate(FIELDS) if item.words is not None}
_WORDS_OF: Final = itemgetter(*_WORDS)
PLACES: Final = {item.name: place for place, item in enumerate(FIELDS)}
"""Where each field is in a row of :data:`ongoing_desktop.storage.exchange_rows.SELECT`."""
_DIRECTION, _AT, _VERDICT, _REASON, _PARAMS = map(
    PLACES.__getitem__, ("direction", "at", "verdict", "reason_code", "reason_params")
)
_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)


def is_sound(item: Sequence[Any]) -> bool:
    """Whether every value of a row has the type that its column requires."""
    return (
        len(item) == len(_KINDS)
        and all(map(isinstance, item, _KINDS))
        and all(map(contains, _WORDS.values(), _WORDS_OF(item)))
    )


def as_far_as_readable(item: Sequence[Any], made: Callable[[Sequence[Any]], ExchangeRow]) -> ExchangeRow:
    """A row in which damaged values are replaced; its reason code marks it as damaged."""
    whole = (*item, *[None] * (len(_KINDS) - len(item)))
    values: list[Any] = [
        value if isinstance(value, kinds) and value in _WORDS.get(place, (value,)) else _SPARE[place]
        for place, (value, kinds) in enumerate(zip(whole, _KINDS, strict=True))
    ]
    values[_REASON], values[_PARAMS] = DAMAGED, None
    try:
        _ = _EPOCH + timedelta(microseconds=values[_AT])
    except OverflowError:
        values[_AT] = 0
    if values[_DIRECTION] == "in" and values[_VERDICT] is None:
        values[_VERDICT] = "malformed"
    return made(values)


def marked(row: ExchangeRow) -> ExchangeRow:
    """A sound row of an exchange whose headers, body or outcome cannot be read, marked as damaged."""
    return replace(row, reason_code=DAMAGED, reason_params={})


def message_of(headers: object, body: object) -> Message | None:
    """The stored headers and body, or None if the headers cannot be read."""
    try:
        pairs = json.loads(headers) if isinstance(headers, (str, bytes)) else None
        named = tuple((name, value) for name, value in pairs) if isinstance(pairs, list) else None
    except (ValueError, TypeError, RecursionError):
        named = None
    if named is None or not all(isinstance(name, str) and isinstance(value, str) for name, value in named):
        return None
    return Message(named, body if isinstance(body, bytes) else str(body).encode("utf-8", "replace"))
