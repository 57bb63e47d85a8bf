"""Reads HTTP Archive files of this and other programs, entry by entry: an invalid entry does not affect others.

Files of our own export are restored byte for byte, with the help of the member ``_ongoing``.
"""

from __future__ import annotations

import io
import math
import re
from collections.abc import Mapping
from datetime import datetime
from http import HTTPStatus
from typing import Any, Final

from ongoing_desktop.domain.exchange import AnswerState, Direction, FailureKind, Message
from ongoing_desktop.domain.foreign import TooDeepError, read_json
from ongoing_desktop.domain.lazy_dataclasses import dataclass
from ongoing_desktop.formats.har import CREATOR, OURS
from ongoing_desktop.formats.har_parts import (
    EntryError,
    EntryNote,
    content_body,
    har_time,
    headers_of,
    posted_body,
    text_of,
)
from ongoing_desktop.formats.har_scan import LARGEST_ENTRY, EntryPlace, HarScan

_ANSWERS: Final[tuple[AnswerState, ...]] = ("sent", "partial", "failed", "pending", "unknown")
_FAILURES: Final[tuple[FailureKind, ...]] = ("refused", "unknown-host", "timeout", "tls", "reset", "protocol", "other")
_SCHEME: Final = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):")
_NETWORK: Final = ("http", "https", "ws", "wss")
_REASONS: Final = ("_failureText", "_error", "_errorText", "errorText", "error", "_failure", "_blocked_reason")
"""Members of a response or entry in which programs store the reason of a failure."""
_KINDS: Final[tuple[tuple[re.Pattern[str], FailureKind], ...]] = (
    (re.compile(r"cert|ssl|tls", re.IGNORECASE), "tls"),
    (re.compile(r"refused", re.IGNORECASE), "refused"),
    (re.compile(r"name_not_resolved|notfound|unknown.?host|dns", re.IGNORECASE), "unknown-host"),
    (re.compile(r"time.?d?.?out", re.IGNORECASE), "timeout"),
    (re.compile(r"reset|connection_closed|econnaborted", re.IGNORECASE), "reset"),
)
_PHRASES: Final = frozenset(status.phrase.lower() for status in HTTPStatus)
"""Reason phrases of HTTP statuses. As an entry's error text they do not explain a failure."""
_DIRECTIONS: Final[Mapping[object, Direction]] = {"in": "in", "api": "api"}
"""Directions in our own files. Every other entry counts as sent."""


@dataclass(frozen=True, slots=True)
class HarEntry:
    """One exchange of a file. Nothing in it is trustworthy, and it may still contain credential values."""

    at: datetime
    direction: Direction
    method: str
    target: str
    request: Message
    response: Message | None
    status: int | None
    answer: AnswerState
    failure: FailureKind | None
    duration_us: int
    attempt: int
    peer: str
    said: str
    """The verdict in the file, for display only."""
    detail: Mapping[str, object]
    foreign: bool
    """Whether another program wrote it, which may have decoded content codings that the headers still name."""


@dataclass(frozen=True, slots=True)
class ReadEntry:
    """The result of reading one entry."""

    number: int
    entry: HarEntry | None
    """None if it is left out."""
    notes: tuple[EntryNote, ...]
    """What is doubtful, or the reason why it is left out."""


@dataclass(frozen=True, slots=True)
class HarFile:
    """A complete file."""

    entries: tuple[HarEntry, ...]
    """Oldest first."""
    left_out: tuple[ReadEntry, ...]
    doubtful: tuple[ReadEntry, ...]


def parse_har(data: bytes) -> HarFile:
    """Parse a small file. Raises ConfigError if it is not a HAR file."""
    scan = HarScan(io.BytesIO(data))
    last: datetime | None = None
    found: list[ReadEntry] = []
    for place in scan.entries():
        read = read_entry(place, last)
        last = read.entry.at if read.entry else last
        found.append(read)
    entries = [read.entry for read in found if read.entry is not None]
    ordered = reversed(entries) if scan.creator == CREATOR else sorted(entries, key=lambda entry: entry.at)
    return HarFile(
        tuple(ordered),
        tuple(read for read in found if read.entry is None),
        tuple(read for read in found if read.entry is not None and read.notes),
    )


def read_entry(place: EntryPlace, last: datetime | None) -> ReadEntry:
    """``last``: the time of the previous entry, used if this one has no readable time. Never raises."""
    notes: list[EntryNote] = []
    if not place.data:
        return ReadEntry(place.number, None, (EntryNote("har-large", (("limit_mib", LARGEST_ENTRY // 1024 // 1024),)),))
    try:
        entry = _entry(_loaded(place.data), last, notes)
    except EntryError as error:
        return ReadEntry(place.number, None, (error.note,))
    return ReadEntry(place.number, entry, tuple(dict.fromkeys(notes)))


def _loaded(data: bytes) -> Any:
    try:
        return read_json(data, parse_constant=lambda _: None, parse_int=_whole)
    except TooDeepError as error:
        raise EntryError("har-deep", limit=error.limit) from None
    except UnicodeDecodeError:
        raise EntryError("har-not-utf8") from None
    except ValueError:
        raise EntryError("har-entry-json") from None


def _whole(digits: str) -> int | None:
    return int(digits) if len(digits) < 20 else None


def _entry(item: Any, last: datetime | None, notes: list[EntryNote]) -> HarEntry:
    if not isinstance(item, dict):
        raise EntryError("har-entry", shape="an object")
    request, response = item.get("request"), item.get("response")
    if not isinstance(request, dict):
        raise EntryError("har-part", part="request")
    known = item.get(OURS)
    ours: dict[str, Any] = known if isinstance(known, dict) else {}
    if not isinstance(response, dict):
        notes.append(EntryNote("har-no-response"))
        response = {}
    method, target = _request_line(request, ours)
    status, why = _outcome(item, response)
    failure, detail = _failure(ours, status, why, response)
    at = har_time(item.get("startedDateTime"))
    if at is None:
        if last is None:
            raise EntryError("har-time")
        at = last
        notes.append(EntryNote("har-time-taken"))
    took = ours.get("duration_ms", item.get("time", 0))
    duration_us = _microseconds(took)
    if not ours and duration_us is None:
        notes.append(EntryNote("har-duration"))
    attempt = ours.get("attempt")
    usual: AnswerState = "failed" if not status else "partial" if failure and not ours else "sent"
    answered = bool(ours.get("response")) if "response" in ours else status is not None
    return HarEntry(
        at=at,
        direction=_DIRECTIONS.get(ours.get("direction"), "out"),
        method=method,
        target=target,
        request=Message(
            headers_of(request.get("headers"), "request", notes), posted_body(request, whole=bool(ours), notes=notes)
        ),
        response=Message(
            headers_of(response.get("headers"), "response", notes),
            content_body(response, whole=bool(ours), notes=notes),
        )
        if answered
        else None,
        status=status,
        answer=next((word for word in _ANSWERS if ours.get("answer") == word), usual),
        failure=failure,
        duration_us=duration_us or 0,
        attempt=attempt if isinstance(attempt, int) and 0 < attempt < 1_000_000 else 1,
        peer=text_of(ours.get("peer"))[:100],
        said=text_of(ours.get("verdict"))[:40],
        detail=_detail(ours, response) | detail,
        foreign=not ours,
    )


def _request_line(request: Mapping[str, Any], ours: Mapping[str, Any]) -> tuple[str, str]:
    method, url, target = request.get("method"), request.get("url"), ours.get("target")
    if not isinstance(method, str) or not (method.strip() or ours):
        raise EntryError("har-part", part="request.method")
    if isinstance(target, str):
        return method, target
    if not isinstance(url, str) or not url.strip():
        raise EntryError("har-part", part="request.url")
    scheme = _SCHEME.match(url.strip())
    if scheme and scheme.group(1).lower() not in _NETWORK and not ours:
        raise EntryError("har-scheme", scheme=scheme.group(1)[:40])
    return method, url.strip()


def _outcome(item: Mapping[str, Any], response: Mapping[str, Any]) -> tuple[int | None, str]:
    """The status if there was a response, and the file's reason of a failure."""
    why = next((text for holder in (response, item) for name in _REASONS if (text := _reason(holder.get(name)))), "")
    given = response.get("status")
    status: int | None = None
    if isinstance(given, str):
        found = re.match(r"\s*([1-9][0-9]{2})(?!\d)", given)
        status = int(found.group(1)) if found else None
        if status is None and given.strip() not in ("", "0", "-1"):
            why = why or given.strip()
    elif isinstance(given, int | float) and not isinstance(given, bool) and math.isfinite(given):
        status = int(given) if 100 <= given < 1000 else None
    if status is None and not why and (text := text_of(response.get("statusText")).strip()).lower() not in _PHRASES:
        why = text
    return status, why[:300]


def _reason(value: object) -> str:
    if isinstance(value, dict):
        value = next((value[name] for name in ("message", "text", "name", "code") if value.get(name)), "")
    return str(value).strip() if isinstance(value, str | int) and value not in (True, False, 0) else ""


def _failure(
    ours: Mapping[str, Any], status: int | None, why: str, response: Mapping[str, Any]
) -> tuple[FailureKind | None, dict[str, object]]:
    if ours:
        return next((kind for kind in _FAILURES if ours.get("failure") == kind), None), {}
    if status is not None and not why:
        return None, {}
    kind: FailureKind = next((kind for pattern, kind in _KINDS if pattern.search(why)), "other")
    if why:
        return kind, {"code": "har-failed", "params": {"what": why}}
    return kind, {"code": "har-failed-unsaid" if response else "har-failed-alone", "params": {}}


def _detail(ours: Mapping[str, Any], response: Mapping[str, Any]) -> dict[str, object]:
    """The detail of an outcome, limited to short texts and numbers."""
    found: dict[str, object] = {}
    for name, value in (
        ("reason", response.get("statusText")),
        ("http_version", response.get("httpVersion")),
        ("code", ours.get("code")),
        ("remote", ours.get("remote")),
    ):
        if isinstance(value, str) and value:
            found[name] = value[:200]
    if isinstance(ours.get("body_cut"), bool):
        found["body_cut"] = ours["body_cut"]
    for name in ("params", "timing"):
        if isinstance(ours.get(name), dict):
            found[name] = {
                str(key)[:40]: value[:200] if isinstance(value, str) else value
                for key, value in ours[name].items()
                if value is None or isinstance(value, str | int | float)
            }
    return found


def _microseconds(value: object) -> int | None:
    """None for anything but a number. HAR's -1 means unknown."""
    try:
        number = float(value) if isinstance(value, int | float | str) and not isinstance(value, bool) else math.nan
    except (ValueError, OverflowError):
        return None
    if not math.isfinite(number):
        return None
    return round(number * 1000) if 0 < number < 1e12 else 0
