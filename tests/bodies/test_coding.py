from __future__ import annotations

import gzip
import sys
import zlib
from collections.abc import Callable
from functools import partial
from typing import Any

import brotli
import pytest

from ongoing_desktop.bodies.base import FIRST
from ongoing_desktop.bodies.coding import LARGEST, RATIO, SMALL, decoded, readable
from ongoing_desktop.bodies.json_views import show_indented


def zipped(data: bytes) -> bytes:
    """Without the time, which would become part of a test's name and differ between worker processes."""
    return gzip.compress(data, mtime=0)


DEFLATE = zlib.compressobj(wbits=-15)
BARE = DEFLATE.compress(b"abc") + DEFLATE.flush()


def named(*codings: str) -> tuple[tuple[str, str], ...]:
    return tuple(("content-Encoding", name) for name in codings)


@pytest.mark.parametrize(
    ("body", "codings"),
    [
        (zipped(b"abc"), ("gzip",)),
        (zipped(b"a") + zipped(b"bc"), ("GZIP",)),
        (zlib.compress(b"abc"), ("deflate",)),
        (BARE, ("deflate",)),
        (brotli.compress(b"abc"), ("br",)),
        (zipped(brotli.compress(b"abc")), ("br, gzip",)),
        (brotli.compress(zipped(b"abc")), ("gzip", "br")),
        (b"abc", ("identity",)),
    ],
)
def test_codings_are_undone_and_said(body: bytes, codings: tuple[str, ...]) -> None:
    data, note = decoded(body, named(*codings))
    assert data == b"abc"
    assert ("decoded for display" in note) is (codings != ("identity",))


@pytest.mark.parametrize("coding", ["gzip", "deflate", "br"])
def test_a_bomb_is_cut_at_the_bound_and_says_so(coding: str) -> None:
    press: Any = {"gzip": zipped, "deflate": zlib.compress, "br": partial(brotli.compress, quality=2)}[coding]
    bomb = press(bytes(range(256)) * 1024 * 192)  # 48 MiB
    data, note = decoded(bomb, named(coding))
    most = min(LARGEST, max(SMALL, RATIO * len(bomb)))
    assert len(data) == most
    assert "cut at" in note
    twice, note = decoded(press(bomb), named(coding, coding))
    assert len(twice) <= LARGEST
    assert "cut at" in note


@pytest.mark.parametrize("body", [zipped(b"abc" * 1000)[:-12], brotli.compress(bytes(range(256)) * 9)[:-20]])
def test_what_ends_too_early_is_shown_as_far_as_it_came(body: bytes) -> None:
    coding = "gzip" if body[:1] == b"\x1f" else "br"
    data, note = decoded(body, named(coding))
    assert data != body
    assert "It is incomplete" in note


@pytest.mark.parametrize(
    ("body", "codings", "told"),
    [
        (b"not gzip", ("gzip",), "cannot be decoded"),
        (b"not brotli at all, and long enough", ("br",), "cannot be decoded"),
        (b"x", ("zstd",), "zstd is not supported"),
        (zipped(zipped(zipped(b"x"))), ("gzip, gzip, gzip",), "More than 2"),
    ],
)
def test_what_cannot_be_undone_stays_as_received(body: bytes, codings: tuple[str, ...], told: str) -> None:
    data, note = decoded(body, named(*codings))
    assert data == body
    assert told in note
    assert "as received" in note


def test_without_the_library_br_says_what_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "brotli", None)
    data, note = decoded(b"x", named("br"))
    assert data == b"x"
    assert "library brotli, which is missing" in note


JSON = '{"number": "Å-1"}'
TYPE = "application/json; charset="


@pytest.mark.parametrize(
    ("body", "headers"),
    [
        (zipped(JSON.encode()), named("gzip")),
        (zlib.compress(JSON.encode()), named("deflate")),
        (brotli.compress(JSON.encode()), named("br")),
        (zipped(brotli.compress(JSON.encode("utf-16"))), (*named("br, gzip"), ("Content-Type", "application/json"))),
        (JSON.encode("latin-1"), (("content-type", TYPE + "ISO-8859-1"),)),
        (JSON.encode("cp1252"), (("Content-Type", TYPE + '"windows-1252"'),)),
        (JSON.encode("utf-16"), (("Content-Type", TYPE + "utf-16"),)),
        *[(JSON.encode(codec), ()) for codec in ("utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-le")],
        # The bytes take precedence over their declaration.
        (JSON.encode(), (("Content-Type", TYPE + "utf-16"),)),
        (JSON.encode("utf-16"), (("Content-Type", TYPE + "utf-8"),)),
        (JSON.encode(), (("Content-Type", TYPE + "klingon"),)),
    ],
)
def test_json_of_any_coding_is_read_and_shown(body: bytes, headers: tuple[tuple[str, str], ...]) -> None:
    assert readable(body, headers).decode() == JSON
    kind = next((value for name, value in headers if name.lower() == "content-type"), "")
    shown = show_indented(decoded(body, headers)[0], kind, FIRST)
    assert (shown.is_json, "Å-1" in shown.text) == (True, True)


@pytest.mark.parametrize(
    ("make", "headers"),
    [
        (lambda: zipped(b"1" * 70_000_000), named("gzip")),
        (lambda: zipped(b"1" * 2_000_000), named("gzip")),
        (lambda: zipped(b"{}"), named("br")),
        (lambda: b"{}", named("gzip, gzip, gzip")),
        (lambda: b"{}", named("zstd")),
    ],
    ids=["bomb", "long", "wrong", "many", "unknown"],
)
def test_what_cannot_be_decoded_within_bounds_says_nothing(
    make: Callable[[], bytes], headers: tuple[tuple[str, str], ...]
) -> None:
    assert readable(make(), headers, 1_000_000) == b""


def test_bytes_that_are_not_of_their_charset_stay_as_they_are() -> None:
    for body, kind in (
        (b"\xff\xfe\x00\xd8", ""),
        (b"\xff\xff", ""),
        (b"\xff", TYPE + "utf-32"),
        (b"", TYPE + "utf-16"),
    ):
        assert readable(body, (("Content-Type", kind),)) == body
