"""Lists the fields of a form, ``application/x-www-form-urlencoded`` or ``multipart/form-data``."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final
from urllib.parse import unquote_to_bytes

from ongoing_desktop.bodies import raw
from ongoing_desktop.bodies.base import Shown, displayed
from ongoing_desktop.bodies.visible import one_line
from ongoing_desktop.wording.language import number, translated

LARGEST: Final = 16 * 1024 * 1024
MOST: Final = 2_000
"""Maximum number of listed fields or parts."""
_BOUNDARY: Final = re.compile(r'boundary\s*=\s*(?:"([^"]{1,200})"|([^\s;",]{1,200}))', re.IGNORECASE)
_NAME: Final = re.compile(r'(?:^|[;\s])name\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s;"]+))', re.IGNORECASE)
_FILE: Final = re.compile(r'(?:^|[;\s])filename\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s;"]+))', re.IGNORECASE)
_HEADER_END: Final = re.compile(rb"\r?\n\r?\n")
_LONGEST_HEADER: Final = 16 * 1024


def fits(body: bytes, content_type: str) -> bool:
    """Whether the content type is that of a form."""
    kind = content_type.lower()
    return bool(body) and ("x-www-form-urlencoded" in kind or "multipart/" in kind)


def show(body: bytes, content_type: str, limit: int) -> Shown:
    """Each field with its decoded value."""
    if not fits(body, content_type):
        return raw.show(body, content_type, limit)
    if len(body) > LARGEST:
        return raw.as_raw(
            body,
            content_type,
            limit,
            translated("Larger than {limit} MB, so its fields are not listed.").format(limit=LARGEST // 1024 // 1024),
        )
    if "multipart/" not in content_type.lower():
        return _fields(body, limit)
    found = _BOUNDARY.search(content_type[:2000])
    boundary = (found[1] or found[2]).encode("utf-8", "replace") if found else b""
    if not boundary or b"--" + boundary not in body:
        why = translated("The parts cannot be separated: The body does not contain its boundary.")
        if not boundary:
            why = translated("The parts cannot be separated: The content type has no boundary.")
        return raw.as_raw(body, content_type, limit, why)
    return _parts(body, b"--" + boundary, limit)


def _fields(body: bytes, limit: int) -> Shown:
    pieces = body.split(b"&", MOST)
    lines = []
    for piece in pieces[:MOST]:
        name, sign, value = piece.partition(b"=")
        lines.append(f"{_decoded(name)} = {_decoded(value)}" if sign else _decoded(name))
    note = translated("Fields: {count}, with + and %… decoded.").format(count=number(len(lines)))
    return displayed("\n".join(lines), limit, note, cut=len(pieces) > MOST)


def _decoded(text: bytes) -> str:
    plain = unquote_to_bytes(text.replace(b"+", b" ")).decode("utf-8", "surrogateescape")
    # A line break in a value must not look like another field.
    return plain.replace("\r\n", "␍␊").replace("\n", "␊").replace("\t", "␉")


def _parts(body: bytes, mark: bytes, limit: int) -> Shown:
    shown: list[str] = []
    size = 0
    for part in _split(body, mark):
        if len(shown) == MOST or size > limit:
            return displayed(
                "\n\n".join(shown),
                limit,
                translated("The first {count} parts.").format(count=number(len(shown))),
                cut=True,
            )
        shown.append(_part(part, max(limit - size, 1)))
        size += len(shown[-1])
    return displayed("\n\n".join(shown), limit, translated("Parts: {count}.").format(count=number(len(shown))))


def _split(body: bytes, mark: bytes) -> Iterator[bytes]:
    at = body.find(mark)
    while at >= 0:
        start = at + len(mark)
        if body[start : start + 2] == b"--":
            return
        at = body.find(b"\n" + mark, start)
        end = len(body) if at < 0 else at
        line = body.find(b"\n", start, end + 1)
        yield body[line + 1 : end].removesuffix(b"\r") if line >= 0 else b""
        at = at + 1 if at >= 0 else -1


def _part(part: bytes, limit: int) -> str:
    end = _HEADER_END.search(part, 0, _LONGEST_HEADER)
    head = part[: end.start()].decode("utf-8", "replace") if end else ""
    value = part[end.end() :] if end else part.removeprefix(b"\r\n").removeprefix(b"\n")
    name, file = _NAME.search(head), _FILE.search(head)
    title = "▸ " + (one_line(name[1] or name[2] or "", 200) if name else translated("(no name)"))
    if file:
        title += f" · {one_line(file[1] or file[2] or '', 200)}"
    kind = next(
        (line.partition(":")[2].strip() for line in head.splitlines() if line.lower().startswith("content-type:")), ""
    )
    if kind:
        title += f" · {one_line(kind, 100)}"
    title += " · " + translated("{count} bytes").format(count=number(len(value)))
    if b"\0" in value[:4096]:
        return f"{title}\n  {translated('(not text)')}"
    text = raw.show(value, kind, limit).text
    return f"{title}\n" + "\n".join(f"  {line}" for line in text.split("\n"))
