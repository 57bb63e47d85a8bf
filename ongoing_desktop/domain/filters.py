"""The filter language of tables and command line: terms separated by spaces, all of which must match.

``-term`` negates; ``key:value``, quoted if it contains spaces (``body:"A 1"``); words without a key search everywhere.
``status`` and ``size`` accept ``>10k``, ``<=400``, ``200-299``, and ``status`` also ``4xx`` and ``none``; ``after`` and
``before`` accept a date, a time of today, or a duration (``-2h``). ``type``, ``family``, ``webhook``, ``system``,
``owner``, ``event`` and ``method`` compare the whole value, where ``*`` matches anything and ``none`` matches an absent
value. The other keys search inside; ``note`` also accepts ``none``; ``pinned`` accepts ``yes`` and ``no``;
``id`` accepts one or more ids with commas between them; ``is:new-shape`` matches payloads with a new shape that the user has
not accepted.

``body.PATH`` compares a member of the JSON body: ``body.orderStatus.number:>=400``, ``body.orderLines[0].id:12``,
``body.consignee.name:Ac*``, ``body.tracking:none``. ``order`` and ``article`` compare its number or id wherever payloads
have it, and ``about`` does so for everything an event can be about.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime, timedelta
from typing import Final

from ongoing_desktop.domain.errors import UsageError
from ongoing_desktop.domain.exchange import VERDICTS, micros
from ongoing_desktop.domain.exchange_fields import FIELDS
from ongoing_desktop.domain.lazy_dataclasses import dataclass, replace
from ongoing_desktop.domain.members import IN_BODY, PATH

_NAMED: Final = (
    "status", "verdict", "dir", "method", "path", "type", "family", "webhook", "owner", "system", "event", "body", "header",
    "size", "after", "before", "pinned", "note", "order", "article", "about",
    "id", "is",
)  # fmt: skip
KEYS: Final = (*_NAMED, *(item.filter for item in FIELDS if item.filter and item.filter not in _NAMED))
_ORDER: Final = ("orderNumber", "orderId", "goodsOwnerOrderId")
_ARTICLE: Final = ("articleNumber", "articleSystemId")
_ABOUT: Final = {
    "order": (*_ORDER, *(f"{place}.{name}" for place in ("order", "orderInfo", "context.order") for name in _ORDER)),
    "article": (
        *_ARTICLE,
        *(f"article.{name}" for name in _ARTICLE),
        *(f"context.article.{name}" for name in _ARTICLE),
    ),
}
SUBJECTS: Final[Mapping[str, tuple[str, ...]]] = {
    **_ABOUT,
    "about": (
        *_ABOUT["order"],
        *_ABOUT["article"],
        "articleItem.articleItemId",
        "purchaseOrderId",
        "purchaseOrderNumber",
        "purchaseOrder.purchaseOrderId",
        "purchaseOrder.purchaseOrderNumber",
        "purchaseOrderInfo.purchaseOrderId",
        "purchaseOrderInfo.purchaseOrderNumber",
        "context.purchaseOrder.purchaseOrderId",
        "shipmentId",
        "context.shipment.shipmentId",
        "productionOrderId",
        "productionOrderNumber",
        "pickOrder.pickOrderId",
        "palletItem.palletItemId",
        "palletItem.labelId",
        "movement.movementArticleItemId",
    ),
}
"""By key, the members of payloads that name what an event is about."""
_NUMBER: Final = re.compile(r"[+-]?\d{1,18}(?:\.\d{1,12})?", re.ASCII)
MOST_TERMS: Final = 100
LONGEST: Final = 10_000
_KEY: Final = re.compile(r"([A-Za-z][A-Za-z_-]*(?:\.[^\s:\"]+)?):(?!//)")
_QUOTED: Final = re.compile(r'"((?:[^"\\]|\\.)*)"', re.DOTALL)
_PLAIN: Final = re.compile(r"\S+")
_SIZE: Final = re.compile(r"(\d{1,15}(?:\.\d{1,9})?)([kmg]?)(?:i?b)?", re.IGNORECASE | re.ASCII)
_IDS: Final = re.compile(r"\d{1,18}(,\d{1,18})*", re.ASCII)
_STATUS: Final = re.compile(r"\d{1,4}", re.ASCII)
_CLASS: Final = re.compile(r"([1-9])xx", re.IGNORECASE | re.ASCII)
_COMPARED: Final = re.compile(r"(>=|<=|>|<|=)?(.*)", re.DOTALL)
_AGO: Final = re.compile(r"-(\d{1,9})([smhdw])", re.IGNORECASE | re.ASCII)
_CLOCK: Final = re.compile(r"(\d{1,2}):(\d{2})(?::(\d{2}))?", re.ASCII)
_DATE: Final = re.compile(r"\d{4}-\d{2}-\d{2}([T ]\d{2}:\d{2}.*)?", re.ASCII | re.DOTALL)
_UNIT_S: Final = {"s": 1, "m": 60, "h": 3600, "d": 86400, "w": 604800}
_FACTOR: Final = {"": 1, "k": 1000, "m": 1000**2, "g": 1000**3}
_BY_NAME: Final = frozenset({"", "webhook", "owner", "system", "is"})
NEW_SHAPE: Final = "new-shape"


@dataclass(frozen=True, slots=True)
class Term:
    """One condition.

    ``low`` and ``high``: inclusive bounds of a status or a number of bytes. ``low`` alone: a time in microseconds since
    1970.
    """

    key: str
    """One of :data:`KEYS`, or empty for a word that is searched everywhere."""
    value: str
    negated: bool = False
    low: int | None = None
    high: int | None = None


@dataclass(frozen=True, slots=True)
class Filter:
    """Terms that must all match. Without terms, everything matches."""

    terms: tuple[Term, ...] = ()

    @property
    def words(self) -> tuple[str, ...]:
        """Texts that the filter looks for in bodies, to mark them where they are shown."""
        found: list[str] = []
        for term in self.terms:
            if term.negated or term.value.lower() == "none":
                continue
            if term.key in ("", "body"):
                found.append(term.value)
            elif body_paths(term.key) and term.value[:1] not in "<>":
                found.append(max(term.value.removeprefix("=").split("*"), key=len))
        return tuple(filter(None, found))

    @property
    def needs_names(self) -> bool:
        """Whether a term may refer to a name given by the user, or to new shapes."""
        return any(term.key in _BY_NAME for term in self.terms)

    @property
    def needs_shapes(self) -> bool:
        """Whether it finds something else when new shapes come or are accepted."""
        return any(term.key == "is" for term in self.terms)


def parse_filter(text: str, now: datetime) -> Filter:
    """Parse a filter. Dates and times are in this computer's zone; ``now`` is aware.

    Raises UsageError with ``column``, the position of the error from 1.
    """
    if len(text) > LONGEST:
        raise UsageError("filter-long", limit=LONGEST, column=LONGEST + 1)
    terms = tuple(_terms(text, now))
    if len(terms) > MOST_TERMS:
        raise UsageError("filter-many", limit=MOST_TERMS, column=1)
    return Filter(terms)


def _terms(text: str, now: datetime) -> Iterator[Term]:
    place = _skip(text, 0)
    while place < len(text):
        negated = text[place] == "-" and place + 1 < len(text) and not text[place + 1].isspace()
        place += negated
        key = ""
        if named := _KEY.match(text, place):
            key = named[1].lower()
            if key.startswith(IN_BODY):
                key = IN_BODY + named[1][len(IN_BODY) :]
                if not PATH.fullmatch(key):
                    raise UsageError("filter-path", path=key[len(IN_BODY) :], column=place + 1)
            elif key not in KEYS:
                raise UsageError("filter-key", key=named[1], keys=", ".join(KEYS), column=place + 1)
            place = named.end()
        value, end = _value(text, place)
        if key and not value:
            raise UsageError("filter-empty", key=key, column=place + 1)
        if value:
            yield replace(_term(key, value, now, place + 1), negated=negated)
        place = _skip(text, end)


def _skip(text: str, place: int) -> int:
    while place < len(text) and text[place].isspace():
        place += 1
    return place


def _value(text: str, place: int) -> tuple[str, int]:
    """A quoted or plain value, and the position after it."""
    if text[place : place + 1] != '"':
        plain = _PLAIN.match(text, place)
        return (plain[0], plain.end()) if plain else ("", place)
    quoted = _QUOTED.match(text, place)
    if quoted is None:
        raise UsageError("filter-quote", column=place + 1)
    end = quoted.end()
    if end < len(text) and not text[end].isspace():
        raise UsageError("filter-after-quote", column=end + 1)
    # Only characters that would end the value need a backslash, so "C:\temp" can be written as it is.
    return re.sub(r'\\(["\\])', r"\1", quoted[1]), end


def _term(key: str, value: str, now: datetime, column: int) -> Term:
    match key:
        case "status":
            return _status(value, column)
        case "size":
            low, high = _bounds(value, lambda part: _bytes(part, value, column))
            return Term(key, value, low=low, high=high)
        case "after" | "before":
            return Term(key, value, low=_moment(value, now, column))
        case "verdict":
            return Term(key, _one_of(key, value, VERDICTS, column))
        case "dir":
            return Term(key, _one_of(key, value, ("in", "out", "api"), column))
        case "id":
            if not _IDS.fullmatch(value):
                raise UsageError("filter-value", key=key, value=value, known="12, 12,15", column=column)
            return Term(key, value)
        case "pinned":
            return Term(key, _one_of(key, value, ("yes", "no"), column))
        case "is":
            return Term(key, _one_of(key, value, (NEW_SHAPE,), column))
        case _ if (
            key.startswith(IN_BODY) and (compared := _COMPARED.fullmatch(value)) and compared[1] not in (None, "=")
        ):
            if not _NUMBER.fullmatch(compared[2].strip()):
                raise UsageError("filter-number", value=value, column=column)
            return Term(key, value)
        case _:
            return Term(key, value)


def body_paths(key: str) -> tuple[str, ...]:
    """The members of the body that a key is about; none for all other keys."""
    return (key.removeprefix(IN_BODY),) if key.startswith(IN_BODY) else SUBJECTS.get(key, ())


def body_comparison(value: str) -> tuple[str, int | float] | None:
    """Operator and number of a value such as ``>=400``; None for a value that is compared as text."""
    operator, rest = _COMPARED.fullmatch(value).groups()  # type: ignore[union-attr]
    if operator is None and not _NUMBER.fullmatch(value):
        return None
    number = rest.strip()
    if not _NUMBER.fullmatch(number):
        return None
    return operator or "=", float(number) if "." in number else int(number)


def _one_of(key: str, value: str, allowed: tuple[str, ...], column: int) -> str:
    if value.lower() not in allowed:
        raise UsageError("filter-value", key=key, value=value, known=", ".join(allowed), column=column)
    return value.lower()


def _status(value: str, column: int) -> Term:
    if value.lower() == "none":
        return Term("status", value)

    def number(part: str) -> tuple[int, int]:
        if kind := _CLASS.fullmatch(part):
            return int(kind[1]) * 100, int(kind[1]) * 100 + 99
        if not _STATUS.fullmatch(part):
            raise UsageError("filter-status", value=value, column=column)
        return int(part), int(part)

    low, high = _bounds(value, number)
    return Term("status", value, low=low, high=high)


def _bounds(value: str, number: Callable[[str], tuple[int, int]]) -> tuple[int | None, int | None]:
    """Inclusive bounds for ``200``, ``4xx``, ``>10k``, ``<=400``, ``200-299``. ``number`` returns the bounds of a part."""
    operator, rest = _COMPARED.fullmatch(value).groups()  # type: ignore[union-attr]
    rest = rest.strip()
    first, dash, last = rest.partition("-")
    if operator is None and dash:
        return number(first)[0], number(last)[1]
    low, high = number(rest)
    match operator:
        case ">":
            return high + 1, None
        case ">=":
            return low, None
        case "<":
            return None, low - 1
        case "<=":
            return None, high
        case _:
            return low, high


def _bytes(part: str, value: str, column: int) -> tuple[int, int]:
    size = _SIZE.fullmatch(part.strip())
    if size is None:
        raise UsageError("filter-size", value=value, column=column)
    count = min(int(float(size[1]) * _FACTOR[size[2].lower()]), 2**62)
    return count, count


def read_moment(value: str, now: datetime) -> datetime:
    """A time as accepted by ``after``: a date, a time of today, or a duration. Raises UsageError."""
    found = _at(value.strip(), now)
    if found is None:
        raise UsageError("usage-time", value=value)
    return found


def _moment(value: str, now: datetime, column: int) -> int:
    moment = _at(value, now)
    if moment is None:
        raise UsageError("filter-time", value=value, column=column)
    return micros(moment)


def _at(value: str, now: datetime) -> datetime | None:
    try:
        if ago := _AGO.fullmatch(value):
            moment = now - timedelta(seconds=int(ago[1]) * _UNIT_S[ago[2].lower()])
        elif clock := _CLOCK.fullmatch(value):
            today = now.astimezone().replace(tzinfo=None, microsecond=0)
            moment = today.replace(hour=int(clock[1]), minute=int(clock[2]), second=int(clock[3] or 0)).astimezone()
        elif _DATE.fullmatch(value):
            moment = datetime.fromisoformat(value)
            moment = moment if moment.tzinfo else moment.astimezone()
        else:
            return None
        return moment.astimezone(UTC)
    except (ValueError, OverflowError, OSError):
        return None
