"""Counts agree with what they count: "1 exchange was", "2 exchanges were"."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

import pytest

from ongoing_desktop.wording.language import plural
from ongoing_desktop.wording.messages import COUNTS, SENTENCES, sentence
from tests import source

COUNTED = re.compile(
    r"\{(count|days|most|total|left|going|bad|seconds|steps)(?:[:!][^}]*)?\}(?: (?!of )[a-z-]+){0,2}? ([a-z]+s|are|were|have|copies|entries)\b"
)
SINGULAR = {"as", "is", "this", "was", "has", "ms", "us"}
NEVER_ONE = {
    # a fixed number, or a sentence used only for several
    "har-many", "replay-many", "scenario-many-steps", "scenario-copies", "simulator-many", "api-many", "api-several",
    "api-pages", "check-means-one-of", "series-answered", "series-some", "series-cut", "deleted-stopped", "undo-stopped",
    "means-retries-then", "replay-many-failed", "request-name-long", "schedule-many", "schedule-minutes",
}  # fmt: skip
FIXED = {
    "The newest {count} exchanges", "Only the newest {count} are listed; use the filter to find older ones.",
    "Sorts up to {most} exchanges; if there are more, filter first", "Filter the {count} webhooks and their fields",
    "Up to {most} exchanges can be sorted by {column}, but the list has {count}. Filter it first.",
    "Indexed up to {at}. {count} newer exchanges are searched without the index, which takes longer.",
    "Credential copied. The clipboard is cleared in {seconds} seconds.", "Copied. The clipboard is cleared in {seconds} seconds.",
    "There can be up to {most} columns from payloads. Remove one first, in the menu of columns.", "Delete {count} exchanges?", "Fix the {count} problems marked in red.", "{count} rules", "sent {count} times",
    ("If a target does not answer, the sender gets 200 and the request waits. Each target gets what waits in "
     "order, one at a time, as soon as it answers. A response with an error status counts as delivered. After "
     "a time-out or a crash a target can get a request twice. Up to {count} requests wait for one target; then "
     "senders get 503."),
    "{count} goods owners", "{done} of {count} probes", "{count} probes, some of them with several requests.",
}  # fmt: skip


def plain(text: str) -> bool:
    found = COUNTED.search(text)
    return found is not None and found[2] not in SINGULAR


def test_every_counted_sentence_of_the_tables_has_one_for_a_single_thing() -> None:
    lacking = {
        code
        for code, text in SENTENCES.items()
        if plain(text) and f"{code}-one" not in SENTENCES and code not in NEVER_ONE
    }
    assert not lacking


@pytest.mark.parametrize("code", [code for code in SENTENCES if f"{code}-one" in SENTENCES])
def test_the_single_sentence_is_chosen_by_its_count(code: str) -> None:
    named = next((name for name in COUNTS if f"{{{name}}}" in SENTENCES[code]), None)
    if named is None:
        return
    assert sentence(code, {named: 1}) == sentence(f"{code}-one", {named: 1})
    assert sentence(code, {named: "1"}) == sentence(f"{code}-one", {named: "1"})
    assert sentence(code, {named: 2}) != sentence(f"{code}-one", {named: 2})
    assert not plain(SENTENCES[f"{code}-one"])


def counted_texts() -> Iterator[tuple[str, str, str]]:
    """Each counted text of the window and the command line, with its place and function."""
    for path in (*source.paths(source.UI), *source.PACKAGE.glob("cli/*.py")):
        functions = (node for node in source.nodes(path) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef))
        for function in functions:
            for node in ast.walk(function):
                if isinstance(node, ast.Constant) and isinstance(node.value, str) and plain(node.value):
                    yield (
                        f"{path.name}:{node.lineno}",
                        node.value,
                        ast.get_source_segment(source.text(path), function) or "",
                    )


@pytest.mark.source
def test_every_counted_text_of_the_window_has_one_for_a_single_thing() -> None:
    agreeing = re.compile(r"\bplural\(|\bcounted\(|== 1\b|!= 1\b|> 1\b|< 2\b")
    lacking = {
        (place, text)
        for place, text, function in counted_texts()
        if text not in FIXED and not agreeing.search(function)
    }
    assert not lacking


def test_a_count_agrees() -> None:
    one, many = "1 exchange in {name}", "{count} exchanges in {name}"
    assert [plural(count, one, many) for count in (0, 1, 2, 12_345)] == [
        "0 exchanges in {name}", one, "2 exchanges in {name}", "12,345 exchanges in {name}",
    ]  # fmt: skip
