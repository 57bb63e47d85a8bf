"""Text and JSON from outside: every usual encoding is read, and the depth limit is the same on every interpreter."""

from __future__ import annotations

import ast
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ongoing_desktop.domain.foreign import NotTextError, TooDeepError, read_json, read_text, too_deep
from tests import source

OWN = {
    "domain.foreign": "reads what is foreign for all others",
    "domain.anonymise": "what it wrote itself, and single strings",
    "ui.theme": "comes with the program",
    "ui.icons": "comes with the program",
    "storage": "our own databases and files, and what comes with the program",
    "listener.control": "lines between the window and its own child",
    "bodies.json_text": "validates after the depth was checked",
    "bodies.nodes": "takes apart what the validator passed",
}
"""Modules and layers with their own JSON parser, and why what they read is not from outside."""
READERS = ("json.loads", "json.load", "json.decode", "json.Decoder", "JSONDecoder", "raw_decode")
LAST_NAMES = {name.split(".")[-1] for name in READERS}


@pytest.mark.parametrize(
    "coding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-le", "utf-32-be"]
)
@pytest.mark.parametrize("text", ['{"ort": "Malmö 日本 😀"}', "[]", "1", "", "curl http://x/ -d 'å'", '{\r\n "a": 1}'])
def test_every_usual_encoding_is_recognized(coding: str, text: str) -> None:
    found = read_text(text.encode(coding))
    assert found.text == text
    if text:
        assert found.coding.lower() == coding.removesuffix("-sig").removesuffix("-le").removesuffix("-be")
        assert found.marked == (coding in ("utf-8-sig", "utf-16", "utf-32"))


@pytest.mark.parametrize(
    ("data", "coding", "byte"),
    [(b"{\xe5}", "UTF-8", 1), (b"\xff\xfe{", "UTF-16", 2), (b"\xff\xfe\x00\xd8", "UTF-16", 2), (b"\xff", "UTF-8", 0)],
)
def test_what_is_no_text_is_named_with_its_place(data: bytes, coding: str, byte: int) -> None:
    with pytest.raises(NotTextError) as caught:
        read_text(data)
    assert (caught.value.coding, caught.value.byte) == (coding, byte)


@pytest.mark.parametrize("levels", [1, 50, 99, 100, 101, 499, 900, 5_000, 100_000])
@pytest.mark.parametrize(("opening", "closing"), [("[", "]"), ('{"a\\"[":', "}"), ('[{"]}":', "}]")])
def test_depth_is_bounded_the_same_on_every_interpreter(levels: int, opening: str, closing: str) -> None:
    text = opening * levels + "1" + closing * levels
    depth = levels * sum(char in "[{" for char in opening.replace('"a\\"["', ""))
    for document in (text, text.encode()):
        if depth <= 100:
            assert read_json(document) is not None
        else:
            with pytest.raises(TooDeepError):
                read_json(document)


@given(
    st.recursive(
        st.none() | st.text('[]{}"\\a'), lambda inner: st.lists(inner) | st.dictionaries(st.text('[{"\\'), inner)
    )
)
def test_depth_counts_what_stands_outside_of_texts(value: object) -> None:
    def depth(item: object) -> int:
        inner = item.values() if isinstance(item, dict) else item if isinstance(item, list) else None
        return 0 if inner is None else 1 + max(map(depth, inner), default=0)

    text = json.dumps(value)
    assert not too_deep(text, depth(value))
    assert depth(value) == 0 or too_deep(text, depth(value) - 1)


@pytest.mark.source
def test_all_json_from_outside_is_read_in_one_place() -> None:
    found = set()
    for path in source.paths():
        module = ".".join(path.relative_to(source.PACKAGE).with_suffix("").parts)
        for node in source.nodes(path):
            if isinstance(node, ast.Attribute) and node.attr in LAST_NAMES and ast.unparse(node).endswith(READERS):
                home = next((name for name in (module, module.split(".")[0]) if name in OWN), "")
                assert home, f"{path}:{node.lineno}: read JSON from outside with domain/foreign.py"
                found.add(home)
            elif isinstance(node, ast.ImportFrom) and node.module in ("json", "msgspec.json"):
                assert not {alias.name for alias in node.names} & {"loads", "load", "decode", "Decoder"}, path
    assert found
