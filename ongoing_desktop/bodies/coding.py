"""Content codings undone for display only, with a bound on what comes out (threat T9: 256 MiB in 255 KiB)."""

from __future__ import annotations

import zlib
from typing import Final

from ongoing_desktop.domain.exchange import Headers

LARGEST: Final = 8 * 1024 * 1024
_WINDOW: Final = {"gzip": 31, "x-gzip": 31, "deflate": 47}
_MOST: Final = 2


def content_type(headers: Headers) -> str:
    """The value of the first Content-Type header, or empty."""
    return next((value for name, value in headers if name.lower() == "content-type"), "")


def decoded(body: bytes, headers: Headers) -> tuple[bytes, str]:
    """The body with its content codings undone, and a sentence if there were any. Never raises."""
    named = [
        part.strip().lower()
        for name, value in headers
        if name.lower() == "content-encoding"
        for part in value.split(",")
        if part.strip() and part.strip().lower() != "identity"
    ]
    if not named or not body:
        return body, ""
    if len(named) > _MOST or any(name not in _WINDOW for name in named):
        return (
            body,
            f"The content coding {', '.join(named)[:60]} is not undone here; this is as received.",
        )
    data = body
    cut = False
    for name in reversed(named):
        undone = _inflate(data, _WINDOW[name])
        if undone is None:
            return (
                body,
                f"Said to be {', '.join(named)}, but cannot be decoded; these are the bytes as received.",
            )
        data, this_cut = undone
        cut = cut or this_cut
    size = f"cut at {LARGEST // 1024 // 1024} MB" if cut else f"{len(body):,} bytes on the wire"
    return data, f"Content coding {', '.join(named)} undone for display ({size})."


def _inflate(data: bytes, window: int) -> tuple[bytes, bool] | None:
    for bits in (window, -15) if window == 47 else (window,):  # "deflate" is zlib by the standard, bare by habit
        try:
            out = zlib.decompressobj(bits).decompress(data, LARGEST + 1)
        except zlib.error:
            continue
        return out[:LARGEST], len(out) > LARGEST
    return None
