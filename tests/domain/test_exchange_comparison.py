"""Comparing two exchanges: order of keys, exact numbers, lists, noise, headers, examples, limits."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ongoing_desktop.domain import exchange_comparison as exchange_diff
from ongoing_desktop.domain.exchange_comparison import Comparison, Side, StoppedError, compare
from ongoing_desktop.domain.members import step


def diff(left: bytes, right: bytes, noise: tuple[str, ...] = (), *, example: bool = False) -> Comparison:
    return compare(Side("l", body=left), Side("r", body=right, example=example), noise)


def told(found: Comparison) -> list[tuple[str, str | None, str | None, str]]:
    return [(row.path, row.left, row.right, row.state) for row in found.rows if row.counts]


def test_the_order_of_members_does_not_count_and_numbers_are_exact() -> None:
    left = b'{"a": 1.10, "b": {"c": 12345678901234567890123, "d": [1]}, "same": "x"}'
    right = b'{"same": "x", "b": {"d": [1], "c": 12345678901234567890124}, "a": 1.1}'
    assert told(diff(left, right)) == [
        ("$.a", "1.10", "1.1", "written-otherwise"),
        ("$.b.c", "12345678901234567890123", "12345678901234567890124", "different"),
    ]
    assert not diff(left, left).differences
    assert told(diff(b'{"a":' + b"7" * 10_000 + b"}", b'{"a":8}'))[0][3] == "different"
    assert told(diff(b'{"a":1e9999999999999999999999}', b'{"a":1}'))[0][3] == "different"


@pytest.mark.parametrize(
    ("left", "right", "state"),
    [
        (b"1", b'"1"', "different"),
        (b"true", b"1", "different"),
        (b"null", b"false", "different"),
        (b"{}", b"[]", "different"),
        (b"1e2", b"100", "written-otherwise"),
        (b'"\\u00e5"', '"å"'.encode(), "same"),
    ],
)
def test_kinds_are_told_apart(left: bytes, right: bytes, state: str) -> None:
    assert diff(left, right).rows[0].state == state


def test_what_only_one_side_has_is_shown_whole() -> None:
    assert told(diff(b'{"a": {"b": 1.0}}', b'{"c": [null]}')) == [
        ("$.a", '{"b": 1.0}', None, "only-left"),
        ("$.c", None, "[null]", "only-right"),
    ]


def test_an_element_put_in_front_does_not_make_all_others_differ() -> None:
    left = json.dumps([{"id": number} for number in range(5)]).encode()
    right = json.dumps([{"id": 99}, *({"id": number} for number in range(4)), {"id": 7}]).encode()
    found = diff(left, right)
    assert told(found) == [("$[0]", None, '{"id": 99}', "only-right"), ("$[4].id", "4", "7", "different")]
    assert found.rows[1].right_path == "$[1].id"


def test_noise_is_counted_apart_with_all_that_is_inside() -> None:
    left, right = (
        b'{"timestamp": 1, "x": {"Noise": {"a": 1}}, "b": 1}',
        b'{"timestamp": 2, "x": {"Noise": {"a": 2}}, "b": 2}',
    )
    found = diff(left, right, ("timestamp", "noise"))
    assert told(found) == [("$.b", "1", "2", "different")]
    assert (found.differences, found.ignored) == (1, 2)


def test_headers_and_facts_are_part_of_it() -> None:
    left = Side(
        "l", (("Verdict", "verified"), ("Answer", "200")), (("Host", "a"), ("X-Twice", "1"), ("x-twice", "2")), b"{}"
    )
    right = Side("r", (("Verdict", "refused"),), (("host", "a"), ("X-Twice", "1"), ("New", "n")), b"{}")
    assert told(compare(left, right)) == [
        ("Verdict", "verified", "refused", "different"),
        ("Answer", "200", None, "only-left"),
        ("X-Twice (2)", "2", None, "only-left"),
        ("New", None, "n", "only-right"),
    ]
    assert not [row for row in compare(left, right, ("x-twice",)).rows if row.counts and row.name == "X-Twice"]


def test_against_an_example_only_kinds_count() -> None:
    example = json.dumps({"id": 0, "text": "string", "lines": [{"n": 0.0}], "maybe": None, "missing": 0}).encode()
    ours = json.dumps({"id": 7, "text": 5, "lines": [{"n": 1}, {"n": "x"}], "maybe": "y", "new": 1}).encode()
    found = diff(ours, example, example=True)
    assert told(found) == [
        ("$.text", "5", '"string"', "different"),
        ("$.lines[1].n", '"x"', "0.0", "different"),
        ("$.new", "1", None, "only-left"),
        ("$.missing", None, "0", "only-right"),
    ]
    assert "compare-shape" in found.notes
    swapped = compare(Side("r", body=example, example=True), Side("l", body=ours))
    assert [row.path for row in swapped.rows if row.counts] == ["$.text", "$.lines[0].n", "$.missing", "$.new"]


def test_other_bodies_are_compared_line_by_line_and_large_ones_as_a_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    found = diff(b"a\nb\n\xff", b"a\nc\n\xff")
    assert told(found) == [("line 2", "b", "c", "different")]
    assert found.notes == ("compare-not-json",)
    assert diff(b"[NaN]", b"[1]").notes == ("compare-not-json",)
    monkeypatch.setattr(exchange_diff, "LARGEST", 4)
    assert told(diff(b"[1,2]", b"[1,3]")) == [("body", "5 bytes", "5 bytes", "different")]
    assert diff(b"[1,2]", b"[1,2]").differences == 0


def test_it_is_bounded_and_can_be_stopped() -> None:
    body = json.dumps(list(range(30_000))).encode()
    found = diff(body, b"[]")
    assert (len(found.rows), found.more) == (exchange_diff.MOST, 10_000)
    with pytest.raises(StoppedError):
        compare(Side("l", body=body), Side("r", body=body), stop=lambda: True)
    deep = b"[" * 600 + b"1" + b"]" * 600
    assert diff(deep, deep).differences == 0
    assert diff(b"[" * 100_000 + b"]" * 100_000, deep).notes == ("compare-not-json",)


def test_lists_too_large_to_be_paired_by_what_is_equal_are_compared_by_place() -> None:
    left = json.dumps([["x" * 150_000], ["y" * 150_000]]).encode()
    right = json.dumps([["y" * 150_000]]).encode()
    assert [(row.path, row.state) for row in diff(left, right).rows] == [
        ("$[0][0]", "different"),
        ("$[1]", "only-left"),
    ]


def test_names_that_come_twice_are_compared_each() -> None:
    assert told(diff(b'{"a":1,"a":2}', b'{"a":1,"a":3}')) == [("$['a (2)']", "2", "3", "different")]
    assert step("$", "it's") == "$['it\\'s']"


VALUES: Any = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=4),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=3), inner, max_size=4),
    max_leaves=12,
)


@settings(max_examples=150, deadline=None, database=None)
@given(VALUES, VALUES)
def test_equal_documents_have_no_difference_and_others_have_one(left: Any, right: Any) -> None:
    found = diff(json.dumps(left).encode(), json.dumps(right, sort_keys=True).encode())
    assert bool(found.differences) is (json.dumps(left, sort_keys=True) != json.dumps(right, sort_keys=True))
