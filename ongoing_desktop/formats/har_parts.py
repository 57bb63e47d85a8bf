"""Members of a HAR entry as various programs write them: headers, times, texts. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, timezone
from email.utils import parsedate_to_datetime
from typing import Any, Final

from ongoing_desktop.domain.exchange import Headers
from ongoing_desktop.domain.lazy_dataclasses import dataclass

_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_ISO: Final = re.compile(
    r"(\d{4})(?:[-/]|(?=\d{4}T))(\d{1,2})(?:[-/]|(?=\d\dT))(\d{1,2})(?:[T ,]+(\d{1,2}):?(\d{2})(?::?(\d{2})(?:[.,](\d+))?)?)?\s*(Z|UTC|GMT|[+-]\d{2}:?(?:\d{2})?)?",
    re.IGNORECASE,
)
_NUMBER: Final = re.compile(r"\d{9,19}(?:\.\d+)?")
_NANOSECONDS_BELOW: Final = 1e20
_SECONDS_BELOW: Final = 1e11
"""Larger numbers are milliseconds, then microseconds, then nanoseconds since 1970."""


@dataclass(frozen=True, slots=True)
class EntryNote:
    """A problem with an entry: a sentence's code and parameters, without values of the entry."""

    code: str
    params: tuple[tuple[str, object], ...] = ()


class EntryError(Exception):
    """An entry cannot be imported."""

    def __init__(self, code: str, **params: object) -> None:
        super().__init__(code)
        self.note = EntryNote(code, tuple(params.items()))


def text_of(value: object) -> str:
    """A member as text; empty if it is not text."""
    return value if isinstance(value, str) else ""


def har_time(value: object) -> datetime | None:
    """When an entry began: ISO 8601 and similar, RFC 5322, or a number since 1970. None for anything else."""
    at: datetime | None = None
    try:
        if (isinstance(value, int | float) and not isinstance(value, bool)) or (
            isinstance(value, str) and _NUMBER.fullmatch(value.strip())
        ):
            at = _counted(float(value))
        elif isinstance(value, str):
            found = _ISO.fullmatch(value.strip())
            at = _iso(found) if found else _mailed(value)
    except (ValueError, OverflowError):
        return None
    return at if at is not None and at >= _EPOCH else None


def _counted(number: float) -> datetime:
    if number >= _NANOSECONDS_BELOW:
        raise OverflowError
    while number >= _SECONDS_BELOW:
        number /= 1000
    return _EPOCH + timedelta(seconds=number)


def _iso(found: re.Match[str]) -> datetime:
    year, month, day, hour, minute, second = (int(part or 0) for part in found.groups()[:6])
    micro = int((found.group(7) or "0")[:6].ljust(6, "0"))
    zone = found.group(8) or "Z"
    offset = UTC
    if zone[0] in "+-":
        digits = zone[1:].replace(":", "").ljust(4, "0")
        span = timedelta(hours=int(digits[:2]), minutes=int(digits[2:]))
        offset = timezone(span if zone[0] == "+" else -span)
    return datetime(year, month, day, hour, minute, second, micro, offset).astimezone(UTC)


def _mailed(text: str) -> datetime | None:
    try:
        at = parsedate_to_datetime(text)
    except (TypeError, IndexError):
        return None
    return at.replace(tzinfo=UTC) if at.tzinfo is None else at.astimezone(UTC)


def headers_of(value: object, side: str, notes: list[EntryNote]) -> Headers:
    """A list of names and values, an object of them, or lines. Invalid headers are left out with a note.

    The pseudo-headers of HTTP/2, which browsers list among the headers, are left out without a note.
    """
    found: list[tuple[str, str]] = []
    if value is None:
        return ()
    if isinstance(value, str):
        value = value.splitlines()
    if not isinstance(value, list | dict):
        notes.append(EntryNote("har-headers", (("side", side),)))
        return ()
    for name, content in _pairs(value):
        if not isinstance(name, str) or not name or isinstance(content, dict | list):
            notes.append(EntryNote("har-header", (("side", side),)))
            continue
        if name.startswith(":"):
            continue
        if not isinstance(content, str):
            notes.append(EntryNote("har-header-value", (("side", side), ("name", name[:60]))))
        found.append((_wire(name), _wire(_shown(content))))
    return tuple(found)


def _pairs(value: list[Any] | dict[str, Any]) -> Iterator[tuple[Any, Any]]:
    for item in value.items() if isinstance(value, dict) else value:
        if isinstance(item, dict):
            members = {name.lower(): content for name, content in item.items()}
            yield members.get("name"), members.get("value")
        elif isinstance(item, str) and ":" in item[1:]:
            name, _, content = item.partition(":")
            yield name.strip(), content.strip()
        elif isinstance(item, list | tuple) and len(item) == 2:
            name, content = item
            yield from ((name, one) for one in content) if isinstance(content, list) else ((name, content),)
        else:
            yield None, None


def _shown(value: object) -> str:
    return "" if value is None else str(value).lower() if isinstance(value, bool) else str(value)


def _wire(text: str) -> str:
    """A header as in the history, each byte one character. Other programs write decoded characters."""
    try:
        return text if text.isascii() or max(text) <= "\xff" else text.encode("utf-8").decode("latin-1")
    except UnicodeEncodeError:
        return text  # a lone surrogate; the history can store it
