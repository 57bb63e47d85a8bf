"""Texts, docstrings and comments are plain English: words and phrases that were removed stay out."""

from __future__ import annotations

import ast
import io
import json
import re
import tokenize
from collections import Counter
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import pytest

from ongoing_desktop.wording.messages import _AREAS, SENTENCES
from ongoing_desktop.wording.texts import sheet
from tests import source
from tests.source import PACKAGE

RESOURCES = PACKAGE.parent / "resources"
RIDDLES = re.compile(
    r"\b(told|nobody|somebody|whoever|anew|is no|are no|stands in|stands? there|of ours|a blank|blanks|holds?)\b|, please",
    re.IGNORECASE,
)
PARAPHRASES = re.compile(
    r"\b(told|tells? of|nobody|somebody|whoever|anew|of ours|is none of|came of|comes of|let go of|hears?|in clear"
    r"|stands? (?!for)\w+|twice is fine|fine twice|the contract|contract's|design\.md|issue \d+)\b",
    re.IGNORECASE,
)
"""Phrases that docstrings and comments said in place of the usual terms, and documents outside the repository."""
CODE = re.compile(r"``[^`]*``|:\w+:`[^`]*`")
PLACEHOLDERS = re.compile(r"\{\w*\}")
NATURAL = re.compile(r"\b(?:there (?:is|are) no|(?:is|are) no longer)\b", re.IGNORECASE)
"""Ordinary phrases that contain one of the words."""


def translated(path: Path) -> Iterator[str]:
    """The literals that a module gives to ``tr``, and the help texts of a command-line parser."""
    for node in source.calls(path):
        called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        if called in (
            "tr",
            "translated",
            "translate",
            "QT_TRANSLATE_NOOP",
            "N_",
            "_add",
            "_group",
            "ArgumentTypeError",
        ):
            given = [*node.args]
        else:
            given = [item.value for item in node.keywords if item.arg in ("help", "description")]
        for argument in given:
            for part in ast.walk(argument):
                if isinstance(part, ast.Constant) and isinstance(part.value, str):
                    yield part.value


def explanations(path: Path) -> Iterator[str]:
    """The docstrings and comments of a module."""
    for node in source.nodes(path):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str):
            yield node.value.value
    # Reading the tokens takes longest, so it is done only where a line with a comment may be wrong.
    lines = "\n".join(line for line in source.text(path).splitlines() if "#" in line)
    if PARAPHRASES.search(lines) or PARAPHRASES.search(CODE.sub("", lines)):
        for token in tokenize.generate_tokens(io.StringIO(source.text(path)).readline):
            if token.type == tokenize.COMMENT:
                yield token.string


def riddles(texts: Iterator[str]) -> list[str]:
    return [text for text in texts if RIDDLES.search(NATURAL.sub("", PLACEHOLDERS.sub("", text)))]


def test_the_sentences_by_code_are_plain() -> None:
    assert len(SENTENCES) > 500
    assert riddles(iter(SENTENCES.values())) == []
    assert riddles(iter(sheet.SHEET_TEXTS["en"].values())) == []


def test_a_code_has_one_sentence() -> None:
    tables = [import_module(f"ongoing_desktop.wording.texts.{area}").TEXTS for area in _AREAS]
    codes = [code for table in tables for code in table]
    assert [code for code, count in Counter(codes).items() if count > 1] == []


@pytest.mark.source
def test_the_texts_of_window_and_command_line_are_plain() -> None:
    modules = [*source.paths(source.UI), PACKAGE / "cli" / "parser.py"]
    texts = {path: list(translated(path)) for path in modules}
    assert sum(map(len, texts.values())) > 1000
    assert {str(path): found for path, given in texts.items() if (found := riddles(iter(given)))} == {}


@pytest.mark.source
@pytest.mark.parametrize("folder", [PACKAGE, RESOURCES, PACKAGE.parent / "tests"], ids=lambda path: path.name)
def test_docstrings_and_comments_are_plain(folder: Path) -> None:
    found = {
        str(path): wrong
        for path in source.paths(folder)
        # Reading a module takes longest, so it is done only where something may be wrong.
        if PARAPHRASES.search(source.text(path)) or PARAPHRASES.search(CODE.sub("", source.text(path)))
        if (wrong := [text for text in explanations(path) if PARAPHRASES.search(CODE.sub("", text))])
    }
    assert found == {}


@pytest.mark.parametrize("path", sorted((RESOURCES / "scenarios").glob("*.json")), ids=lambda path: path.stem)
def test_built_in_scenarios_are_plain(path: Path) -> None:
    scenario = json.loads(path.read_text(encoding="utf-8"))
    assert riddles(iter((scenario["name"], scenario["description"]))) == []
