"""Bodies of a HAR entry, from the members in which various programs store them. Pure."""

from __future__ import annotations

import base64
import binascii
import json
import re
from collections.abc import Mapping
from typing import Any, Final
from urllib.parse import urlencode

from ongoing_desktop.domain.charset import encoded
from ongoing_desktop.domain.exchange import header
from ongoing_desktop.formats.har_parts import EntryNote, headers_of, text_of

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
