"""Damaged rows of the history. A damaged row never hides the other rows of its page."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from operator import contains, itemgetter
from typing import Any, Final, get_args

from ongoing_desktop.domain.exchange import (
    VERDICTS,
    Answer,
    Direction,
    ExchangeRow,
    FailureKind,
    Message,
    Source,
)
from ongoing_desktop.domain.exchange import Sequence as Order
from ongoing_desktop.domain.lazy_dataclasses import replace

DAMAGED: Final = "row-damaged"
"""Reason code of a row of which only a part can be read."""
_TEXT: Final = (str,)
_TEXT_OR_NOT: Final = (str, type(None))
_NUMBER: Final = (int,)
_NUMBER_OR_NOT: Final = (int, type(None))
_KINDS: Final = (
    _NUMBER, _TEXT, _NUMBER, _TEXT, _TEXT, _NUMBER_OR_NOT, _TEXT_OR_NOT, _TEXT_OR_NOT, _TEXT_OR_NOT, _TEXT_OR_NOT,
    _TEXT_OR_NOT, _TEXT_OR_NOT, _TEXT_OR_NOT, _TEXT_OR_NOT, _TEXT_OR_NOT, (int, str, type(None)), _NUMBER_OR_NOT, _NUMBER,
    _NUMBER, _NUMBER_OR_NOT, _TEXT, _NUMBER, _TEXT_OR_NOT, _TEXT, _TEXT, _NUMBER, _TEXT,
)  # fmt: skip
"""The value types of the columns in :data:`ongoing_desktop.storage.exchange_rows.SELECT`."""
_WORDS: Final = {
    1: frozenset(get_args(Direction)),
    6: frozenset((*get_args(Answer), None)),
    7: frozenset((*get_args(FailureKind), None)),
    8: frozenset((*VERDICTS, None)),
    23: frozenset(get_args(Order)),
    24: frozenset(get_args(Source)),
}
_WORDS_OF: Final = itemgetter(*_WORDS)
_SPARE: Final[tuple[Any, ...]] = (
    0, "in", 0, "", "", None, "unknown", None, None, None, None, None, None, None, None, None, None, 1, 0, None, "", 0,
    None, "", "", 0, "",
)  # fmt: skip
"""Replacements for values that cannot be read."""
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
    values[9], values[10] = DAMAGED, None
    try:
        _ = _EPOCH + timedelta(microseconds=values[2])
    except OverflowError:
        values[2] = 0
    if values[1] == "in" and values[8] is None:
        values[8] = "malformed"
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
