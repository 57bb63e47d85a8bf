from __future__ import annotations

import gzip
import tempfile
import time
import zlib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.configuration import set_hypothesis_home_dir

from ongoing_desktop.bodies import FIRST, VIEWS, decoded, one_line, pretty, visible
from ongoing_desktop.bodies.visible import LONGEST_LINE

# A folder of its own: one in the checkout makes pytest warn, and warnings are errors here.
set_hypothesis_home_dir(Path(tempfile.gettempdir()) / "ongoing-desktop-hypothesis")


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


def test_deep_and_wide_does_not_multiply_without_bound() -> None:
    body = b"[" * 900 + b"1," * 500_000 + b"1" + b"]" * 900
    started = time.monotonic()
    shown = pretty(body, "application/json")
    assert "too much room" in shown.note
    assert time.monotonic() - started < 5


def test_escaped_quotes_without_end_take_linear_time() -> None:
    body = b'[1,"' + b'\\"' * 1_000_000 + b"1," * 100_000
    started = time.monotonic()
    pretty(body, "application/json")
    assert time.monotonic() - started < 5


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


def test_charsets() -> None:
    assert pretty("åäö".encode("latin-1"), "text/plain; charset=ISO-8859-1").text == "åäö"
    assert pretty("åäö".encode("utf-16"), 'text/plain; charset="utf-16"').text == "åäö"
    assert "rot13 is not known" in pretty(b"abc", "text/plain; charset=rot13").note
    assert pretty(b"\xef\xbb\xbf{}", "").text == "{}"


def test_invalid_utf8_inside_json_is_raw() -> None:
    shown = pretty(b'{"a":"\xff"}', "application/json")
    assert "⟦FF⟧" in shown.text
    assert not shown.is_json


def test_empty_says_so() -> None:
    assert pretty(b"", "application/json").note == "The body is empty."


@settings(max_examples=300, deadline=None, database=None)
@given(
    st.binary(max_size=300),
    st.sampled_from(["", "application/json", "text/x; charset=utf-16", "a; charset=\x00"]),
    st.integers(0, 50),
)
def test_no_view_ever_raises_and_nothing_hidden_is_left(body: bytes, content_type: str, limit: int) -> None:
    for view in VIEWS.values():
        shown = view.show(body, content_type, limit)
        assert not set(shown.text) & set(map(chr, [*range(9), *range(11, 32), 0x7F, 0x202E, 0x2028]))
        shown.text.encode("utf-8")


def test_codings_are_undone_within_a_bound() -> None:
    assert decoded(gzip.compress(b"abc"), (("Content-Encoding", "gzip"),))[0] == b"abc"
    assert decoded(zlib.compress(b"abc"), (("content-encoding", "deflate"),))[0] == b"abc"
    assert decoded(zlib.compress(b"abc")[2:-4], (("content-encoding", "deflate"),))[0] == b"abc"
    bomb = gzip.compress(b"\0" * (64 * 1024 * 1024))
    data, note = decoded(bomb, (("Content-Encoding", "gzip"),))
    assert len(data) == 8 * 1024 * 1024
    assert "cut at 8 MB" in note
    data, note = decoded(b"not gzip", (("Content-Encoding", "gzip"),))
    assert (data, "cannot be decoded" in note) == (b"not gzip", True)
    assert "not undone" in decoded(b"x", (("Content-Encoding", "br"),))[1]
    assert decoded(b"x", (("Content-Encoding", "identity"),)) == (b"x", "")
