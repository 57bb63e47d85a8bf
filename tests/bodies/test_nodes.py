"""The tree of a JSON body: exact values, duplicate names, paths, groups, any size."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ongoing_desktop.bodies import nodes
from ongoing_desktop.bodies.nodes import GROUP, Node, children, root_of
from ongoing_desktop.bodies.views import VIEWS
from ongoing_desktop.domain.members import step


def inside(body: bytes) -> list[Node]:
    return children(root_of(body))


def test_values_are_as_sent_and_twice_is_twice() -> None:
    found = inside(b'{"a": 1.10, "b\\n": 12345678901234567890123, "a": "x\\u00e5\\"", "c": {"d" : [ 1, 2 ]}, "e": []}')
    assert [node.name for node in found] == ["a", "b\n", "a", "c", "e"]
    assert [node.text() for node in found[:4]] == ["1.10", "12345678901234567890123", 'xå"', '{"d":[1,2]}']
    assert [node.opens for node in found] == [False, False, False, True, False]
    assert [node.kind for node in found] == ["number", "number", "string", "object", "array"]
    assert [node.text() for node in children(children(found[3])[0])] == ["1", "2"]


@pytest.mark.parametrize(
    ("name", "path"),
    [
        ("a", "$.a"),
        (0, "$[0]"),
        ("a b", "$['a b']"),
        ("it's", "$['it\\'s']"),
        ('"', "$['\"']"),
        ("å", "$['å']"),
        ("", "$['']"),
    ],
)
def test_paths_are_json_paths(name: str | int, path: str) -> None:
    assert step("$", name) == path


def test_many_elements_come_in_groups_that_open_step_by_step() -> None:
    found = inside(json.dumps(list(range(GROUP * GROUP + 7))).encode())
    assert [node.kind for node in found] == ["group", "group"]
    assert (found[0].first, found[1].first) == (0, GROUP * GROUP)
    assert len(found[1].group) == 7
    middle = children(found[0])
    assert len(middle) == GROUP
    last = children(middle[-1])[-1]
    assert (last.name, last.path, last.text()) == (GROUP * GROUP - 1, f"$[{GROUP * GROUP - 1}]", str(GROUP * GROUP - 1))


def test_what_is_beyond_the_bound_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(nodes, "MOST", GROUP)
    for body in (list(range(GROUP + 2)), {str(number): 1 for number in range(GROUP + 2)}):
        found = inside(json.dumps(body).encode())
        assert (len(found), found[-1].kind) == (GROUP + 1, "rest")


def test_odd_strings_do_not_break_it() -> None:
    found = inside(b'{"\\ud800": "\\udfff", "n": "[1,{\\"}"}')
    assert [node.text() for node in found] == ["\udfff", '[1,{"}']
    assert inside(b"[" + b"1" * 10_000 + b"]")[0].text() == "1" * 10_000


def test_what_is_no_json_has_no_tree_and_says_why() -> None:
    for body in (b"[NaN]", b"[" * 100_000 + b"]" * 100_000, b'{"a":"\xff"}', b"[1,]"):
        shown = VIEWS["tree"].show(body, "application/json", 1000)
        assert shown.tree is None
        assert shown.note


VALUES: Any = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=5) | st.dictionaries(st.text(max_size=5), inner, max_size=5),
    max_leaves=20,
)


def rebuilt(node: Node) -> Any:
    if node.kind == "object":
        return {child.name: rebuilt(child) for child in (children(node) if node.opens else ())}
    if node.kind == "array":
        return [rebuilt(child) for child in (children(node) if node.opens else ())]
    return json.loads(node.raw)


@settings(max_examples=150, deadline=None, database=None)
@given(VALUES, st.booleans(), st.booleans())
def test_the_tree_holds_the_document(value: Any, ascii_only: bool, spaced: bool) -> None:
    body = json.dumps(value, ensure_ascii=ascii_only, indent=2 if spaced else None).encode("utf-8", "surrogatepass")
    assert rebuilt(root_of(body)) == value
