"""The help of every command explains every argument in plain English."""

from __future__ import annotations

import argparse
from collections.abc import Iterator

import pytest

from ongoing_desktop.cli.parser import _build, parse
from ongoing_desktop.domain.filters import KEYS
from tests.wording.test_english import riddles


def parsers(
    parser: argparse.ArgumentParser, words: tuple[str, ...] = ()
) -> Iterator[tuple[str, argparse.ArgumentParser]]:
    """Every parser with the words of its command."""
    yield " ".join(words), parser
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            for name, inner in action.choices.items():
                yield from parsers(inner.filled(), (*words, name))


COMMANDS = dict(parsers(_build()))


@pytest.mark.parametrize("words", COMMANDS)
def test_every_argument_is_explained(words: str) -> None:
    parser = COMMANDS[words]
    arguments = [action for action in parser._actions if not isinstance(action, argparse._SubParsersAction)]
    assert [action.dest for action in arguments if not action.help] == []
    assert parser.description
    texts = [parser.description, *(action.help or "" for action in arguments)]
    assert riddles(iter(texts)) == []
    assert [text for text in texts if text.endswith(".") and words] == []


@pytest.mark.parametrize("words", COMMANDS)
def test_a_filter_is_explained_with_all_its_keys(words: str) -> None:
    parser = COMMANDS[words]
    if any(action.dest == "filter" for action in parser._actions):
        assert set(KEYS) <= set((parser.epilog or "").replace(".", "").split())


@pytest.mark.parametrize(
    ("line", "answer"),
    [
        ("webhooks list --nope", "Unknown argument: --nope. See ongoing-desktop webhooks list --help."),
        ("check a.json b.json", "Unknown argument: b.json. See ongoing-desktop check --help."),
        ("--nope", "Unknown argument: --nope. See ongoing-desktop --help."),
        (
            "history show -5",
            "Argument ID: '-5' is not a valid number; use a whole number from 0, with at most 18 digits.",
        ),
        ("scenario run x --goods-owner a", "Argument --goods-owner: 'a' is not a valid number"),
        (
            "retry run x --speed 2e6",
            "Argument --speed: '2e6' is not a valid speed; use a number above 0, at most 1,000,000.",
        ),
        ("wait --filter a --count 0", "Argument --count: '0' is not a valid number; use a whole number from 1."),
    ],
)
def test_an_answer_to_wrong_use_says_what_is_right(line: str, answer: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert parse(line.split()) == 2
    assert capsys.readouterr().err.startswith(answer)
