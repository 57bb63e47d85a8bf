"""Reading the filter language."""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ongoing_desktop.domain.errors import UsageError
from ongoing_desktop.domain.filters import KEYS, Filter, Term, parse_filter
from ongoing_desktop.wording.messages import error_sentence

NOW = datetime(2026, 1, 15, 9, 30, tzinfo=UTC)


def parsed(text: str) -> tuple[Term, ...]:
    return parse_filter(text, NOW).terms


def micros(at: datetime) -> int:
    return (at - datetime(1970, 1, 1, tzinfo=UTC)) // timedelta(microseconds=1)


@pytest.mark.parametrize("text", ["", "  ", "\t\n"])
def test_nothing_is_everything(text: str) -> None:
    assert parse_filter(text, NOW) == Filter()


def test_terms_words_and_quotes() -> None:
    assert parsed('dir:IN -word "two words" body:"A 1" -path:/x') == (
        Term("dir", "in"),
        Term("", "word", negated=True),
        Term("", "two words"),
        Term("body", "A 1"),
        Term("path", "/x", negated=True),
    )


@pytest.mark.parametrize(
    ("text", "key", "value"),
    [
        ("-", "", "-"),
        ('body:"a\\"b"', "body", 'a"b'),
        ('body:"C:\\temp"', "body", "C:\\temp"),
        ('body:"\\\\"', "body", "\\"),
        ("http://x/y", "", "http://x/y"),
        ("10:00", "", "10:00"),
        ('{"a":1}', "", '{"a":1}'),
        ("header:a:b", "header", "a:b"),
        ("Path:/X", "path", "/X"),
        ('"status:200"', "", "status:200"),
        ("å", "", "å"),
        ('a"b', "", 'a"b'),
    ],
)
def test_a_value_means_what_it_says(text: str, key: str, value: str) -> None:
    (term,) = parsed(text)
    assert (term.key, term.value) == (key, value)


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("status:200", 200, 200),
        ("status:4xx", 400, 499),
        ("status:>=400", 400, None),
        ("status:<4xx", None, 399),
        ("status:>4xx", 500, None),
        ("status:<=404", None, 404),
        ("status:200-299", 200, 299),
        ("status:none", None, None),
        ("size:>10k", 10_001, None),
        ("size:<1.5M", None, 1_499_999),
        ("size:10kB-20KiB", 10_000, 20_000),
        ("size:=0", 0, 0),
        ("size:99999999999999g", 2**62, 2**62),
    ],
)
def test_numbers_have_bounds(text: str, low: int | None, high: int | None) -> None:
    (term,) = parsed(text)
    assert (term.low, term.high) == (low, high)


@pytest.fixture(params=["UTC", "Europe/Stockholm", "America/New_York"])
def zone(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    if not hasattr(time, "tzset"):
        pytest.skip("the zone of a process cannot be set on Windows")
    monkeypatch.setenv("TZ", request.param)
    time.tzset()
    yield request.param
    monkeypatch.undo()
    time.tzset()


@pytest.mark.usefixtures("zone")
def test_times_are_those_of_this_computer() -> None:
    local = NOW.astimezone()
    day = datetime(2026, 7, 1).astimezone()
    for text, moment in (
        ("after:-2h", NOW - timedelta(hours=2)),
        ("after:-3D", NOW - timedelta(days=3)),
        ("before:-30s", NOW - timedelta(seconds=30)),
        ("after:2026-07-01", day),
        ("after:2026-07-01T08:15", day + timedelta(hours=8, minutes=15)),
        ('after:"2026-07-01 08:15:30"', day + timedelta(hours=8, minutes=15, seconds=30)),
        ("after:2026-07-01T08:15:00Z", datetime(2026, 7, 1, 8, 15, tzinfo=UTC)),
        ("after:2026-07-01T08:15:00.5+02:00", datetime(2026, 7, 1, 6, 15, 0, 500_000, tzinfo=UTC)),
        ('before:"10:00"', local.replace(hour=10, minute=0, second=0, microsecond=0)),
        ("before:7:05:09", local.replace(hour=7, minute=5, second=9, microsecond=0)),
    ):
        (term,) = parsed(text)
        assert term.low == micros(moment), text


@pytest.mark.parametrize(
    ("text", "code", "column"),
    [
        ("foo:1", "filter-key", 1),
        ("ok -foo:1", "filter-key", 5),
        ('foo:"x"', "filter-key", 1),
        ('body:"open', "filter-quote", 6),
        ('"open', "filter-quote", 1),
        ('body:"a"b', "filter-after-quote", 9),
        ("body:", "filter-empty", 6),
        ("body: x", "filter-empty", 6),
        ('body:""', "filter-empty", 6),
        ("verdict:good", "filter-value", 9),
        ("dir:up", "filter-value", 5),
        ("status:abc", "filter-status", 8),
        ("status:²", "filter-status", 8),
        ("status:20000", "filter-status", 8),
        ("size:big", "filter-size", 6),
        ("size:-", "filter-size", 6),
        ("size:>", "filter-size", 6),
        ("after:yesterday", "filter-time", 7),
        ("after:25:00", "filter-time", 7),
        ("after:2026-13-01", "filter-time", 7),
        ("after:0001-01-01", "filter-time", 7),
        ("after:-999999999w", "filter-time", 7),
        ("x" * 10_001, "filter-long", 10_001),
        ("x " * 101, "filter-many", 1),
    ],
)
def test_a_fault_is_named_with_its_place(text: str, code: str, column: int) -> None:
    if text == "after:0001-01-01":  # whether a zone reaches before year 1 depends on the computer
        try:
            parsed(text)
        except UsageError as error:
            assert error.code == code
        return
    with pytest.raises(UsageError) as caught:
        parsed(text)
    assert (caught.value.code, caught.value.params["column"]) == (code, column)
    assert "…" not in error_sentence(caught.value)


def test_an_unknown_key_names_the_known_ones() -> None:
    with pytest.raises(UsageError) as caught:
        parsed("colour:red")
    assert all(key in error_sentence(caught.value) for key in KEYS)


@given(st.text())
def test_any_text_is_a_filter_or_a_usage_error(text: str) -> None:
    try:
        parsed(text)
    except UsageError as error:
        assert 1 <= int(str(error.params["column"])) <= len(text) + 1


@given(st.lists(st.text(st.characters(exclude_categories=["Cs"]), min_size=1), min_size=1, max_size=5))
def test_a_quoted_value_comes_back(values: list[str]) -> None:
    quoted = ['"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"' for value in values]
    assert [term.value for term in parsed(" ".join(quoted))] == values
    assert [term.value for term in parsed(" ".join(f"body:{value}" for value in quoted))] == values
