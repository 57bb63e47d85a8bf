from __future__ import annotations

import json

from hypothesis import given
from hypothesis import strategies as st

from ongoing_desktop.bodies.json_text import MemberLine, member_lines
from ongoing_desktop.bodies.json_views import show_indented


def lines(data: object) -> list[MemberLine]:
    return list(member_lines(show_indented(json.dumps(data).encode(), "application/json", 10_000).text))


def test_each_member_has_the_path_of_the_catalogue() -> None:
    found = lines({"a": 1, "b": {"c": "x, ", "d": []}, "e": [{"f": {"g": None}}, {"f": {}}], "h": [1], 'i"': True})
    assert [(line.path, line.value) for line in found] == [
        ("a", "1"),
        ("b", "{"),
        ("b.c", '"x, "'),
        ("b.d", "[]"),
        ("e", "["),
        ("e[].f", "{"),
        ("e[].f.g", "null"),
        ("e[].f", "{}"),
        ("h", "["),
        ('i"', "true"),
    ]
    assert [line.number for line in found] == [1, 2, 3, 4, 6, 8, 9, 13, 16, 19]


@given(st.text() | st.sampled_from(['"\\x": 1', "]\n}"]))
def test_any_text_is_read_without_an_error(text: str) -> None:
    list(member_lines(text))
