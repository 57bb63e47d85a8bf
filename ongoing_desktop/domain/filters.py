"""The filter language of tables and command line: terms joined by blanks, all of which must hold.

``-term`` negates; ``key:value``, quoted where it has blanks (``body:"A 1"``); words without a key search everywhere.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from ongoing_desktop.domain.errors import UsageError
from ongoing_desktop.domain.exchange import VERDICTS

KEYS: Final = (
    "status", "verdict", "dir", "method", "path", "type", "family", "webhook", "owner", "system", "event", "body", "header",
    "size", "after", "before",
)  # fmt: skip
_TOKEN: Final = re.compile(
    r'\s*(?P<minus>-?)(?:(?P<key>[A-Za-z]+):)?(?:"(?P<quoted>(?:[^"\\]|\\.)*)"|(?P<plain>[^\s"]\S*))'
)
_SIZE: Final = re.compile(r"(?i)(\d+(?:\.\d+)?)\s*([kmg]?)i?b?")
_AGO: Final = re.compile(r"-(\d+)([smhdw])")
_CLOCK: Final = re.compile(r"(\d{1,2}):(\d{2})(?::(\d{2}))?")
_OPERATOR: Final = re.compile(r"(>=|<=|>|<|=)?(.*)", re.DOTALL)
_UNIT_S: Final = {"s": 1, "m": 60, "h": 3600, "d": 86400, "w": 604800}
_EPOCH: Final = datetime.fromisoformat("1970-01-01T00:00:00+00:00")


@dataclass(frozen=True, slots=True)
class Term:
    """One condition. ``number``: the compared status, bytes, or microseconds since 1970."""

    key: str
    """One of :data:`KEYS`, or empty for a word that is looked for everywhere."""
    value: str
    negated: bool = False
    operator: str = "="
    number: int = 0


@dataclass(frozen=True, slots=True)
class Filter:
    """Terms that must all hold; none means everything."""

    terms: tuple[Term, ...] = ()


def parse_filter(text: str, now: datetime) -> Filter:
    """Read a filter; times are those of this computer's zone. Raises UsageError with the place of what is wrong."""
    terms: list[Term] = []
    place = 0
    while text[place:].strip():
        found = _TOKEN.match(text, place)
        if found is None:
            raise UsageError("filter-quote", column=place + 1)
        quoted = found["quoted"]
        value = re.sub(r"\\(.)", r"\1", quoted) if quoted is not None else found["plain"]
        key = (found["key"] or "").lower()
        if found["key"] and key not in KEYS:
            # "http://x" is a word, not a key.
            if value.startswith("//") or quoted is not None:
                value, key = f"{found['key']}:{value}", ""
            else:
                raise UsageError("filter-key", key=found["key"], keys=", ".join(KEYS), column=found.start("key") + 1)
        terms.append(_term(key, value, bool(found["minus"]), now, found.end() - len(value) + 1))
        place = found.end()
    return Filter(tuple(terms))


def _term(key: str, value: str, negated: bool, now: datetime, column: int) -> Term:  # noqa: FBT001
    match key:
        case "status":
            return _status(value, negated, column)
        case "size":
            operator, rest = _OPERATOR.fullmatch(value).groups()  # type: ignore[union-attr]
            size = _SIZE.fullmatch(rest.strip())
            if size is None:
                raise UsageError("filter-size", value=value, column=column)
            factor = {"": 1, "k": 1000, "m": 1_000_000, "g": 1_000_000_000}[size[2].lower()]
            return Term(key, value, negated, operator or "=", min(int(float(size[1]) * factor), 2**62))
        case "after" | "before":
            return Term(key, value, negated, number=_moment(value, now, column))
        case "verdict" if value.lower() not in VERDICTS:
            raise UsageError("filter-value", key=key, value=value, known=", ".join(VERDICTS), column=column)
        case "dir":
            if value.lower() not in ("in", "out"):
                raise UsageError("filter-value", key=key, value=value, known="in, out", column=column)
            return Term(key, value.lower(), negated)
        case _:
            return Term(key, value, negated)


def _status(value: str, negated: bool, column: int) -> Term:  # noqa: FBT001
    if re.fullmatch(r"(?i)[1-5]xx", value):
        return Term("status", value, negated)
    operator, rest = _OPERATOR.fullmatch(value).groups()  # type: ignore[union-attr]
    if not re.fullmatch(r"[0-9]{1,4}", rest):
        raise UsageError("filter-status", value=value, column=column)
    return Term("status", value, negated, operator or "=", int(rest))


def _moment(value: str, now: datetime, column: int) -> int:
    local = now.astimezone()
    try:
        if ago := _AGO.fullmatch(value):
            moment = now - timedelta(seconds=int(ago[1]) * _UNIT_S[ago[2]])
        elif clock := _CLOCK.fullmatch(value):
            hour, minute, second = int(clock[1]), int(clock[2]), int(clock[3] or 0)
            moment = local.replace(hour=hour, minute=minute, second=second, microsecond=0)
        else:
            moment = datetime.fromisoformat(value)
            if moment.tzinfo is None:
                moment = moment.astimezone()
        return int((moment - _EPOCH) / timedelta(microseconds=1))
    except (ValueError, OverflowError, OSError):
        raise UsageError("filter-time", value=value, column=column) from None
