"""Members of a HAR entry as various programs write them: headers, times, texts and bodies. Pure."""

from __future__ import annotations

import base64
import binascii
import json
import re
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta, timezone
from email.utils import parsedate_to_datetime
from typing import Any, Final
from urllib.parse import urlencode

from ongoing_desktop.domain.charset import encoded
from ongoing_desktop.domain.exchange import Headers, header
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


_DATA: Final = re.compile(r"\s*data:[^,]{0,200};base64,", re.IGNORECASE)
_SPACES: Final = re.compile(r"\s+")
_BOUNDARY: Final = re.compile(r'boundary\s*=\s*(?:"([^"]{1,200})"|([^\s;]{1,200}))', re.IGNORECASE)
_FORM: Final = ("", "application/x-www-form-urlencoded")
_REQUEST: Final = (("side", "request"),)


def posted_body(request: Mapping[str, Any], *, whole: bool, notes: list[EntryNote]) -> bytes:
    """The request's body. ``whole``: written by our own export, so that nothing needs to be guessed."""
    posted = request.get("postData")
    if isinstance(posted, str):
        posted = {"text": posted}
    holder: Mapping[str, Any] = posted if isinstance(posted, dict) else {}
    text = holder.get("text")
    if text not in (None, "") or whole:
        kind = "" if whole else _content_type(request) or text_of(holder.get("mimeType"))
        coding = text_of(holder.get("_encoding")) or text_of(holder.get("encoding"))
        return _bytes(text, coding, "request", notes, kind)
    # HTTP Toolkit and others store binary bodies here.
    for given in (holder.get("_content"), request.get("_content")):
        if isinstance(given, dict) and given.get("text"):
            coding = text_of(given.get("encoding")) or text_of(given.get("_encoding"))
            return _bytes(given["text"], coding, "request", notes)
        if isinstance(given, str) and given:
            coding = text_of(holder.get("_encoding")) or text_of(holder.get("encoding")) or "base64"
            return _bytes(given, coding, "request", notes)
    params = holder.get("params")
    if isinstance(params, list | dict) and params:
        return _from_params(params, request, holder, notes)
    return b""


def content_body(response: Mapping[str, Any], *, whole: bool, notes: list[EntryNote]) -> bytes:
    """The response's body. ``whole``: as for the request's."""
    content = response.get("content")
    if isinstance(content, str):
        content = {"text": content}
    if not isinstance(content, dict):
        content = response.get("_content")
    if not isinstance(content, dict):
        return b""
    text = content.get("text")
    inner = content.get("_content")
    if text in (None, "") and isinstance(inner, str) and inner:
        return _bytes(inner, text_of(content.get("encoding")) or "base64", "response", notes)
    kind = "" if whole else _content_type(response) or text_of(content.get("mimeType"))
    return _bytes(text, text_of(content.get("encoding")) or text_of(content.get("_encoding")), "response", notes, kind)


def _bytes(text: object, encoding: str, side: str, notes: list[EntryNote], kind: str = "") -> bytes:
    """Decode a body. ``kind``: the content type with the text's original charset."""
    if text is None:
        return b""
    if not isinstance(text, str):
        notes.append(EntryNote("har-body-json", (("side", side),)))
        return json.dumps(text, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")
    if encoding.strip().lower() != "base64":
        return encoded(text, kind)
    bare = _SPACES.sub("", _DATA.sub("", text, count=1)).replace("-", "+").replace("_", "/").rstrip("=")
    try:
        return base64.b64decode((bare + "=" * (-len(bare) % 4)).encode("ascii"), validate=True)
    except (binascii.Error, ValueError):
        notes.append(EntryNote("har-base64", (("side", side),)))
        return b""


def _from_params(params: list[Any] | dict[str, Any], request: Mapping[str, Any], posted: Mapping[str, Any], notes: list[EntryNote]) -> bytes:  # fmt: skip
    """The body built from a form's fields."""
    items = [{"name": name, "value": value} for name, value in params.items()] if isinstance(params, dict) else params
    fields = [item for item in items if isinstance(item, dict) and isinstance(item.get("name"), str)]
    kind = text_of(posted.get("mimeType")) or _content_type(request)
    plain = kind.partition(";")[0].strip().lower()
    if plain == "multipart/form-data":
        found = _BOUNDARY.search(kind) or _BOUNDARY.search(_content_type(request))
        if found is None or any(item.get("fileName") or item.get("contentType") for item in fields):
            notes.append(EntryNote("har-multipart", _REQUEST))
            return b""
        return _multipart(found.group(1) or found.group(2), fields)
    if plain not in _FORM:
        notes.append(EntryNote("har-params", _REQUEST))
        return b""
    pairs = [(str(item["name"]), _plain(item.get("value"))) for item in fields]
    return urlencode([(name.encode("utf-8", "surrogatepass"), value) for name, value in pairs]).encode("ascii")


def _multipart(boundary: str, fields: list[dict[str, Any]]) -> bytes:
    parts = []
    for item in fields:
        name = str(item["name"]).replace('"', "%22").replace("\r", "%0D").replace("\n", "%0A")
        parts.append(
            f'--{boundary}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n'.encode("utf-8", "surrogatepass")
        )
        parts.append(_plain(item.get("value")) + b"\r\n")
    return b"".join(parts) + f"--{boundary}--\r\n".encode("utf-8", "surrogatepass")


def _plain(value: object) -> bytes:
    text = value if isinstance(value, str) else "" if value is None else json.dumps(value, ensure_ascii=False)
    return text.encode("utf-8", "surrogatepass")


def _content_type(message: Mapping[str, Any]) -> str:
    return header(headers_of(message.get("headers"), "", []), "content-type")
