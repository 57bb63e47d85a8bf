"""HTTP Archive files of this and other programs as exchanges. Everything or nothing; an error names the member.

What our own export wrote comes back byte for byte: HAR has no place for some of it, so that stands in ``_ongoing``.
"""

from __future__ import annotations

import base64
import binascii
import json
import math
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final
from urllib.parse import urlencode

from ongoing_desktop.domain.errors import ConfigError
from ongoing_desktop.domain.exchange import Answer, Direction, FailureKind, Headers, Message
from ongoing_desktop.domain.foreign import DEEPEST, NotTextError, TooDeepError, read_json, read_text
from ongoing_desktop.formats.har import CREATOR, OURS

MOST_ENTRIES: Final = 200_000
_ANSWERS: Final[tuple[Answer, ...]] = ("sent", "partial", "failed", "pending", "unknown")
_FAILURES: Final[tuple[FailureKind, ...]] = ("refused", "unknown-host", "timeout", "tls", "reset", "protocol", "other")
_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class HarEntry:
    """One exchange of a file. Nothing in it is to be believed, and credential values may still be in it."""

    at: datetime
    direction: Direction
    method: str
    target: str
    request: Message
    response: Message | None
    status: int | None
    answer: Answer
    failure: FailureKind | None
    duration_us: int
    attempt: int
    peer: str
    said: str
    """The verdict that the file tells, for the eye only."""
    detail: Mapping[str, object]


def parse_har(data: bytes) -> tuple[HarEntry, ...]:
    """The entries, oldest first. Raises ConfigError that names the member."""
    log = _object(_loaded(data), "log", "")
    entries = log.get("entries")
    if not isinstance(entries, list):
        raise ConfigError("har-type", path="log.entries", wanted="a list")
    if len(entries) > MOST_ENTRIES:
        raise ConfigError("har-many", path="log.entries", limit=MOST_ENTRIES)
    found = [_entry(item, f"log.entries[{place}]") for place, item in enumerate(entries)]
    creator = log.get("creator")
    if isinstance(creator, dict) and creator.get("name") == CREATOR:
        return tuple(reversed(found))  # written newest first, in the order of ids: clocks may have jumped
    return tuple(sorted(found, key=lambda entry: entry.at))


def _loaded(data: bytes) -> Any:
    try:
        return read_json(read_text(data).text, parse_constant=lambda _: None, parse_int=_whole)
    except NotTextError as error:
        raise ConfigError("config-not-text", coding=error.coding, byte=error.byte) from None
    except json.JSONDecodeError as error:
        raise ConfigError("config-not-json", what=error.msg, line=error.lineno, column=error.colno) from None
    except TooDeepError:
        raise ConfigError("config-too-deep", limit=DEEPEST) from None


def _whole(digits: str) -> int | None:
    return int(digits) if len(digits) < 20 else None


def _entry(item: Any, path: str) -> HarEntry:
    if not isinstance(item, dict):
        raise ConfigError("har-type", path=path, wanted="an object")
    known = item.get(OURS)
    ours: dict[str, Any] = known if isinstance(known, dict) else {}
    request, response = _object(item, "request", path), _object(item, "response", path)
    status = response.get("status")
    failure: FailureKind | None = next((kind for kind in _FAILURES if ours.get("failure") == kind), None)
    if not ours and (response.get("_error") or not status):
        failure = "other"
    target = ours.get("target")
    answered = bool(ours.get("response")) if "response" in ours else bool(status)
    usual: Answer = "sent" if status else "failed"
    attempt = ours.get("attempt")
    return HarEntry(
        at=_time(item, path),
        direction="in" if ours.get("direction") == "in" else "out",
        method=_text(request, "method", f"{path}.request"),
        target=target if isinstance(target, str) else _text(request, "url", f"{path}.request"),
        request=Message(_headers(request, f"{path}.request"), _posted(request, f"{path}.request")),
        response=Message(_headers(response, f"{path}.response"), _content(response, f"{path}.response"))
        if answered
        else None,
        status=status if type(status) is int and 0 < status < 1000 else None,
        answer=next((word for word in _ANSWERS if ours.get("answer") == word), usual),
        failure=failure,
        duration_us=_microseconds(ours.get("duration_ms", item.get("time"))),
        attempt=attempt if isinstance(attempt, int) and 0 < attempt < 1_000_000 else 1,
        peer=ours["peer"][:100] if isinstance(ours.get("peer"), str) else "",
        said=ours["verdict"][:40] if isinstance(ours.get("verdict"), str) else "",
        detail=_detail(ours, response),
    )


def _detail(ours: Mapping[str, Any], response: Mapping[str, Any]) -> dict[str, object]:
    """What an outcome keeps beside its columns, with nothing in it but short texts and numbers."""
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


def _object(holder: Any, name: str, path: str) -> dict[str, Any]:
    found = holder.get(name) if isinstance(holder, dict) else None
    if not isinstance(found, dict):
        raise ConfigError("har-type", path=f"{path}.{name}".strip("."), wanted="an object")
    return found


def _text(holder: Mapping[str, Any], name: str, path: str) -> str:
    found = holder.get(name)
    if not isinstance(found, str):
        raise ConfigError("har-type", path=f"{path}.{name}", wanted="a text")
    return found


def _time(item: Mapping[str, Any], path: str) -> datetime:
    text = _text(item, "startedDateTime", path)
    try:
        at = datetime.fromisoformat(text)
        at = at.replace(tzinfo=UTC) if at.tzinfo is None else at.astimezone(UTC)
    except (ValueError, OverflowError):
        raise ConfigError("har-time", path=f"{path}.startedDateTime") from None
    if at < _EPOCH:
        raise ConfigError("har-time", path=f"{path}.startedDateTime")
    return at


def _microseconds(value: object) -> int:
    usable = isinstance(value, int | float) and math.isfinite(value) and 0 < value < 1e12
    return round(float(value) * 1000) if usable else 0  # type: ignore[arg-type]


def _headers(message: Mapping[str, Any], path: str) -> Headers:
    items = message.get("headers", [])
    if not isinstance(items, list):
        raise ConfigError("har-type", path=f"{path}.headers", wanted="a list")
    found = []
    for place, item in enumerate(items):
        if not isinstance(item, dict):
            raise ConfigError("har-type", path=f"{path}.headers[{place}]", wanted="an object")
        here = f"{path}.headers[{place}]"
        found.append((_wire(_text(item, "name", here)), _wire(_text(item, "value", here))))
    return tuple(found)


def _wire(text: str) -> str:
    """A header as the history keeps it, each byte one character; other programs write its characters."""
    try:
        return text if text.isascii() or max(text) <= "\xff" else text.encode("utf-8").decode("latin-1")
    except UnicodeEncodeError:
        return text  # half a character; the history keeps it


def _posted(request: Mapping[str, Any], path: str) -> bytes:
    posted = request.get("postData")
    if not isinstance(posted, dict):
        return b""
    here = f"{path}.postData"
    params = posted.get("params")
    if "text" not in posted and isinstance(params, list):
        pairs = [(item.get("name"), item.get("value", "")) for item in params if isinstance(item, dict)]
        return urlencode([(name, value) for name, value in pairs if isinstance(name, str)]).encode("ascii")
    return _bytes(posted, str(posted.get("_encoding") or posted.get("encoding") or ""), here)


def _content(response: Mapping[str, Any], path: str) -> bytes:
    content = response.get("content")
    if not isinstance(content, dict):
        return b""
    return _bytes(content, str(content.get("encoding") or ""), f"{path}.content")


def _bytes(holder: Mapping[str, Any], encoding: str, path: str) -> bytes:
    if holder.get("text") is None:
        return b""
    text = _text(holder, "text", path)
    if encoding.lower() != "base64":
        return text.encode("utf-8", "surrogatepass")
    try:
        return base64.b64decode(text.encode("ascii"), validate=True)
    except (binascii.Error, ValueError):
        raise ConfigError("har-base64", path=f"{path}.text") from None
