"""Decodes content codings, with limits on the output size (T9).

Used only for display and for reading payloads. The body in the history stays as received; decoded bodies are never
stored. Without limits, 255 KiB can expand to 256 MiB.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable
from importlib import import_module
from typing import Any, Final

from ongoing_desktop.domain.charset import in_utf8
from ongoing_desktop.domain.exchange import Headers, header
from ongoing_desktop.wording.language import number, translated

LARGEST: Final = 8 * 1024 * 1024
"""Maximum output in bytes."""
RATIO: Final = 200
"""Maximum ratio of output to input, for outputs over :data:`SMALL`."""
SMALL: Final = 64 * 1024
"""Output size in bytes that is allowed for any input."""
_WINDOW: Final = {"gzip": 31, "x-gzip": 31, "deflate": 47}
_BROTLI: Final = "br"
_MOST: Final = 2
_PIECE: Final = 64 * 1024

_Step = tuple[bytes, str]
"""The output, and how decoding ended: ``whole``, ``cut`` or ``early``."""


def codings(headers: Headers) -> tuple[str, ...]:
    """The content codings in the headers, in the order in which they were applied, without ``identity``."""
    return tuple(
        part.strip().lower()
        for name, value in headers
        if name.lower() == "content-encoding"
        for part in value.split(",")
        if part.strip() and part.strip().lower() != "identity"
    )


def readable(body: bytes, headers: Headers, most: int = LARGEST) -> bytes:
    """The body for a JSON reader: content codings decoded, in UTF-8.

    Empty if decoding fails, or if the output exceeds ``most`` bytes or the maximum ratio. Never raises.
    """
    named = codings(headers)
    if named and body:
        if len(named) > _MOST or any(name not in _WINDOW and name != _BROTLI for name in named):
            return b""
        undone = _undone(body, named, min(most, _bound(body)))
        if undone is None or "cut" in undone[1]:
            return b""
        body = undone[0]
    return in_utf8(body, header(headers, "content-type"))


def is_coded(body: bytes, headers: Headers) -> bool:
    """Whether the body is in the codings that its headers name. With an unknown coding: whether it is not text."""
    named = codings(headers)
    if not named or not body:
        return True
    if len(named) <= _MOST and all(name in _WINDOW or (name == _BROTLI and _brotli()) for name in named):
        undone = _undone(body, named, _bound(body))
        if undone is None or "early" not in undone[1]:
            return undone is not None
        # A truncated body, or text that happens to begin like compressed data.
    try:
        body.decode("utf-8")
    except UnicodeDecodeError:
        return True
    return False


def decoded(body: bytes, headers: Headers) -> tuple[bytes, str]:
    """The body with its content codings decoded, and a sentence if there were any. Never raises."""
    named = codings(headers)
    if not named or not body:
        return body, ""
    listed = ", ".join(named)[:60]
    if len(named) > _MOST:
        return body, translated(
            "More than {most} content codings ({listed}) are not decoded; the bytes are shown as received."
        ).format(most=_MOST, listed=listed)
    if any(name not in _WINDOW and name != _BROTLI for name in named):
        return body, translated(
            "The content coding {listed} is not supported; the bytes are shown as received."
        ).format(listed=listed)
    if _BROTLI in named and _brotli() is None:
        return (
            body,
            translated(
                "Decoding the content coding br needs the library brotli, which is missing; the bytes are shown as received."
            ),
        )
    most = _bound(body)
    undone = _undone(body, named, most)
    if undone is None:
        return body, translated(
            "Marked as {listed}, but it cannot be decoded; the bytes are shown as received."
        ).format(listed=listed)
    data, ends = undone
    message = translated("Content coding {listed} decoded for display ({count} bytes on the wire).")
    if "cut" in ends and most == LARGEST:
        message = translated(
            "Content coding {listed} decoded for display (cut at {limit} MB; {count} bytes on the wire)."
        )
    elif "cut" in ends:
        message = translated(
            "Content coding {listed} decoded for display (cut at {limit} times its size; {count} bytes on the wire)."
        )
    limit = LARGEST // 1024 // 1024 if most == LARGEST else RATIO
    message = message.format(listed=listed, limit=limit, count=number(len(body)))
    return data, f"{message} {translated('It is incomplete.')}" if "early" in ends else message


def _bound(body: bytes) -> int:
    return min(LARGEST, max(SMALL, RATIO * len(body)))


def _undone(body: bytes, named: tuple[str, ...], most: int) -> tuple[bytes, set[str]] | None:
    """The output and how each coding ended, or None if the body is not in one of the codings."""
    data, ends = body, set[str]()
    for name in reversed(named):
        undone = _unbrotli(data, most) if name == _BROTLI else _inflate(data, _WINDOW[name], most)
        if undone is None:
            return None
        data, end = undone
        ends.add(end)
    return data, ends


def _inflate(data: bytes, window: int, most: int) -> _Step | None:
    for bits in (window, -15) if window == 47 else (window,):  # "deflate" is zlib by the standard, raw in practice
        try:
            return _streams(data, bits, most)
        except zlib.error:
            continue
    return None


def _streams(data: bytes, bits: int, most: int) -> _Step:
    out: list[bytes] = []
    size = 0
    while True:  # a gzip file may have several members
        stream = zlib.decompressobj(bits)
        out.append(stream.decompress(data, most - size + 1))
        size += len(out[-1])
        if size > most:
            return b"".join(out)[:most], "cut"
        if not stream.eof:
            return b"".join(out), "early"
        data = stream.unused_data.lstrip(b"\0")
        if bits != _WINDOW["gzip"] or not data.startswith(b"\x1f\x8b"):
            return b"".join(out), "whole"


def _brotli() -> Callable[[], Any] | None:
    """Creates a decoder, or None if the library is missing. Imported when a body needs it."""
    try:
        made: Callable[[], Any] = import_module("brotli").Decompressor
    except ImportError:
        return None
    return made


def _unbrotli(data: bytes, most: int) -> _Step | None:
    make = _brotli()
    if make is None:
        return None
    stream = make()
    out: list[bytes] = []
    size = at = 0
    try:
        while size <= most and not stream.is_finished():
            # Output beyond the limit stays in the decoder until the next call.
            piece = b"" if not stream.can_accept_more_data() else data[at : at + _PIECE]
            if not piece and stream.can_accept_more_data():
                return b"".join(out), "early"
            at += len(piece)
            out.append(stream.process(piece, output_buffer_limit=most - size + 1))
            size += len(out[-1])
    except Exception:  # noqa: BLE001 - the library's error class differs by version
        return None
    return (b"".join(out)[:most], "cut") if size > most else (b"".join(out), "whole")
