from __future__ import annotations

import json
import tempfile
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.configuration import set_hypothesis_home_dir

from ongoing_desktop.bodies.base import FIRST, Shown
from ongoing_desktop.bodies.views import VIEWS, fitting
from ongoing_desktop.bodies.visible import LONGEST_LINE, one_line, original, visible

# Its own folder, because one in the checkout makes pytest warn, and warnings are errors here.
set_hypothesis_home_dir(Path(tempfile.gettempdir()) / "ongoing-desktop-hypothesis")


def pretty(body: bytes, content_type: str, limit: int = FIRST) -> Shown:
    return VIEWS["pretty"].show(body, content_type, limit)


def test_numbers_duplicates_and_order_stay_as_sent() -> None:
    shown = pretty(b'{"b":1.10,"a":1e400,"a":12345678901234567890123,"c":[]}', "application/json")
    assert shown.is_json
    assert [line.strip() for line in shown.text.splitlines()] == [
        "{",
        '"b": 1.10,',
        '"a": 1e400,',
        '"a": 12345678901234567890123,',
        '"c": []',
        "}",
    ]
    assert not shown.cut


@pytest.mark.parametrize("content_type", ["", "text/plain", "application/json; charset=utf-8"])
def test_json_is_recognised_by_its_beginning(content_type: str) -> None:
    assert pretty(b'  {"a":1}', content_type).text == '{\n  "a": 1\n}'


def test_broken_json_is_raw_and_says_where() -> None:
    shown = pretty(b'{"a": 1,\n "b": x}', "application/json")
    assert shown.text == '{"a": 1,\n "b": x}'
    assert "line 2, column 7" in shown.note
    assert "too early" in pretty(b"[1", "").note


def test_a_hundred_thousand_nested_lists_are_raw_with_the_reason() -> None:
    shown = pretty(b"[" * 100_000 + b"]" * 100_000, "application/json")
    assert shown.text.startswith("[[[[")
    assert "ested so deeply" in shown.note or "nested too deeply" in shown.note
    assert max(map(len, shown.text.splitlines())) <= LONGEST_LINE + 1


def test_deep_and_wide_is_indented_as_far_as_it_is_shown() -> None:
    body = b"[" * 900 + b"1," * 500_000 + b"1" + b"]" * 900
    shown = pretty(body, "application/json")
    assert (shown.is_json, shown.cut) == (True, True)
    assert len(shown.text) <= FIRST + 1_000


def test_the_beginning_of_a_large_document_is_indented_as_a_small_one_is() -> None:
    value = {"a": [1.5, [], {}, "x,{}\u00e5"], "b": {"c": None}}
    small = json.dumps([value] * 10).encode()
    large = json.dumps([value] * 20_000).encode()
    wanted = pretty(small, "").text.removesuffix("\n]")
    shown = pretty(large, "")
    assert shown.cut
    assert shown.text.startswith(wanted)
    assert not pretty(large, "", 50 * 1024 * 1024).cut


def test_half_a_surrogate_pair_is_json_and_a_mark() -> None:
    shown = pretty(b'{"a":"\\ud800","b":1.10}', "application/json")
    assert shown.is_json
    assert '"\\ud800"' in shown.text
    assert "line 1, column 19" in pretty(b'{"a":"\\ud800","b":}', "application/json").note


def test_escaped_quotes_without_end_take_linear_time() -> None:
    body = b'[1,"' + b'\\"' * 1_000_000 + b"1," * 100_000
    started = time.thread_time()
    pretty(body, "application/json")
    assert time.thread_time() - started < 5


def test_a_line_of_a_million_characters_is_broken_and_cut() -> None:
    shown = pretty(b"x" * 1_000_000, "text/plain")
    assert shown.cut
    assert max(map(len, shown.text.splitlines())) <= LONGEST_LINE + 1
    assert "broken for display" in shown.note
    whole = pretty(b"x" * 1_000_000, "text/plain", 2_000_000)
    assert not whole.cut
    assert whole.text.count("x") == 1_000_000


def test_very_many_lines_are_cut_too() -> None:
    shown = pretty(b"\n" * 300_000, "")
    assert shown.cut
    assert shown.text.count("\n") <= FIRST // 16


def test_invalid_utf8_nul_and_bidi_are_marks() -> None:
    shown = pretty(b"a\x00b\xff\xfe\xe2\x80\xaec", "text/plain")
    assert shown.text == "a␀b⟦FF⟧⟦FE⟧⟦U+202E⟧c"
    assert "2 bytes" in shown.note
    assert visible("a\r\nb\rc\td\u2028\ufeff\ud800") == "a\nb␍c\td⟦U+2028⟧⟦U+FEFF⟧⟦U+D800⟧"
    assert one_line("a\nb\tc") == "a␊b␉c"
    assert one_line("x" * 5000, 10) == "xxxxxxxxxx…"


@pytest.mark.parametrize("text", ["a\x00b\u202e\x7f\x1b[", "x" * 9_000, "\u200b\U000e0041 å"])
def test_what_is_copied_is_what_came(text: str) -> None:
    shown = pretty(text.encode(), "text/plain")
    assert shown.marks_are_ours
    assert shown.text != text
    assert original(shown.text) == text


def test_a_text_with_our_marks_in_it_is_copied_as_it_is_shown() -> None:
    assert not pretty("␀⟦U+202E⟧↩\n".encode(), "text/plain").marks_are_ours
    assert original("⟦FF⟧⟦U+D800⟧⟦U+FFFFFF⟧") == "⟦FF⟧⟦U+D800⟧⟦U+FFFFFF⟧"


def test_charsets() -> None:
    assert pretty("åäö".encode("latin-1"), "text/plain; charset=ISO-8859-1").text == "åäö"
    assert pretty("åäö".encode("utf-16"), 'text/plain; charset="utf-16"').text == "åäö"
    assert "Unknown charset rot13" in pretty(b"abc", "text/plain; charset=rot13").note
    assert pretty(b"\xef\xbb\xbf{}", "").text == "{}"


def test_invalid_utf8_inside_json_is_raw() -> None:
    shown = pretty(b'{"a":"\xff"}', "application/json")
    assert "⟦FF⟧" in shown.text
    assert not shown.is_json


def test_empty_says_so() -> None:
    assert pretty(b"", "application/json").note == "The body is empty."


TYPES = [
    "",
    "application/json",
    "text/x; charset=utf-16",
    "a; charset=\x00",
    "application/x-www-form-urlencoded",
    "multipart/form-data; boundary=x",
    "text/xml; charset=iso-8859-15",
    "image/png",
]
BEGINNINGS = [
    b"",
    b"[",
    b"<a>",
    b"<?xml",
    b"--x\r\n\r\n",
    b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR",
    b"\xff\xd8\xff\xc0",
    b"GIF89a",
]


@settings(max_examples=400, deadline=None, database=None)
@given(st.sampled_from(BEGINNINGS), st.binary(max_size=300), st.sampled_from(TYPES), st.integers(0, 50))
def test_no_view_ever_raises_and_nothing_hidden_is_left(
    start: bytes, rest: bytes, content_type: str, limit: int
) -> None:
    body = start + rest
    assert {"raw", "hex"} <= set(fitting(body, content_type))
    for view in VIEWS.values():
        shown = view.show(body, content_type, limit)
        for text in (shown.text, shown.note):
            assert not set(text) & set(map(chr, [*range(9), *range(11, 32), 0x7F, 0x202E, 0x2028]))
            text.encode("utf-8")


BODIES = {
    "pretty": (b'{"a":1}', "application/json"),
    "tree": (b'{"a":1}', "application/json"),
    "form": (b"a=1&b=2", "application/x-www-form-urlencoded"),
    "xml": (b"<a><b/></a>", "application/xml"),
    "image": (b"GIF89a\x01\0\x01\0", "image/gif"),
    "raw": (b"text", "text/plain"),
    "hex": (b"text", "text/plain"),
}


@pytest.mark.parametrize("key", VIEWS)
def test_each_view_is_offered_for_its_own_and_survives_what_is_not(key: str) -> None:
    own, content_type = BODIES[key]
    assert key in fitting(own, content_type)
    view = VIEWS[key]
    assert view.title
    shown = view.show(own, content_type, FIRST)
    assert bool(shown.text) + bool(shown.tree) + bool(shown.picture) == 1
    for body, kind in [*BODIES.values(), (b"", "")]:
        other = view.show(body, kind, FIRST)
        assert other.text or other.tree or other.picture or other.note


@pytest.mark.parametrize(
    ("body", "kind", "first"), [(*BODIES[key], key) for key in ("pretty", "form", "xml", "image", "raw")]
)
def test_a_body_is_shown_first_by_what_it_is(body: bytes, kind: str, first: str) -> None:
    assert fitting(body, kind)[0] == first
