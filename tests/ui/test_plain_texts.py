"""No text of the window contains marks that only a renderer of Markdown or HTML would remove."""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from ongoing_desktop.formats.history_formats import HISTORY_FORMATS
from ongoing_desktop.wording.messages import SENTENCES
from tests import source

ROOT = Path(__file__).parents[2]
MARKS = re.compile(
    r"`|\*\*|\]\(|(?<!\w)\*\w[^*]*\w\*(?!\w)|(?<!\w)_\w[^_]*\w_(?!\w)|</?(?:b|i|p|br|code|a)\b|&(?:amp|lt|gt|quot);"
)
# Creates a page from its own HTML.
AS_HTML = {"sheet_pdf.py"}


def shown(path: Path) -> Iterator[str]:
    """Every text of a module with a space that is not a docstring."""
    documentation = {id(node.value) for node in source.nodes(path) if isinstance(node, ast.Expr)}
    for node in source.nodes(path):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in documentation:
            if " " in node.value.strip():
                yield node.value


def texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for item in value.values():
            yield from texts(item)
    elif isinstance(value, list):
        for item in value:
            yield from texts(item)


@pytest.mark.source
def test_a_text_of_the_window_is_plain() -> None:
    found = [(path.name, text) for path in source.paths(source.UI) for text in shown(path) if MARKS.search(text)]
    assert not [item for item in found if item[0] not in AS_HTML]


def test_a_sentence_is_plain() -> None:
    assert not [text for text in SENTENCES.values() if MARKS.search(text)]
    assert not [item.limitations for item in HISTORY_FORMATS.values() if MARKS.search(item.limitations)]


def test_texts_of_the_catalogue_and_of_scenarios_are_plain() -> None:
    for path in sorted((ROOT / "resources").rglob("*.json")):
        if path.parent.name in ("catalogue", "scenarios", "resources"):
            assert not [text for text in texts(json.loads(path.read_text("utf-8"))) if MARKS.search(text)], path
