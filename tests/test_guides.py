"""The guides: complete in both languages, and true: links, anchors, commands, names of the window, places of F1."""

from __future__ import annotations

import ast
import re
import shlex
from argparse import Namespace
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from ongoing_desktop.cli.parser import parse
from ongoing_desktop.domain.guides import ORDER, Guide, read_guide, search
from ongoing_desktop.domain.rule_presets import PRESETS
from ongoing_desktop.ui.commands import COMMANDS
from ongoing_desktop.ui.commands.actions import MENUS
from ongoing_desktop.ui.exchanges.exchange_texts import NO_CREDENTIAL_PILL, VERDICT_PILLS
from ongoing_desktop.ui.help.guide_files import read_guides
from ongoing_desktop.ui.help.topics import PAGES, TOPICS
from tests import source
from tests.helpers import ROOT
from tests.source import PACKAGE
from tests.translations import read as translations
from tests.wording.test_english import riddles, translated

FOLDER = ROOT / "resources" / "docs" / "guide"
LANGUAGES = ("en", "sv")
FILES = [FOLDER / language / f"{name}.md" for language in LANGUAGES for name in ORDER]
LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")
NAME = re.compile(r"(?<![\w*])(\*{1,2})(?! )([^*\n]+(?:\n[^*\n]+)?)\1(?![\w*])")
"""Names of the window are in italics, those of buttons in bold."""
PATH = re.compile(r"\*([^*]+)\* → \*([^*]+)\*")


def read(path: Path) -> Guide:
    return read_guide(path.stem, path.read_text("utf-8"))


def named(path: Path) -> str:
    return f"{path.parent.name}/{path.stem}"


def prose(path: Path) -> str:
    """A guide without its code."""
    return re.sub(r"`[^`\n]*`", "", re.sub(r"(?m)^    .*$", "", path.read_text("utf-8")))


def plain(text: str) -> str:
    """The name of a command or a control without marks of its kind."""
    return " ".join(text.replace("&&", "\0").replace("&", "").replace("\0", "&").split()).rstrip("…▾ ")


@cache
def names_of_the_window() -> set[str]:
    texts = [text for module in PACKAGE.glob("ui/**/*.py") for text in translated(module)]
    plain_tables = [
        *PACKAGE.glob("wording/**/*.py"),
        PACKAGE / "domain/retry.py",
        PACKAGE / "ui/exchanges/exchange_texts.py",
    ]
    texts += [text for module in plain_tables for text in literals(module)]
    data = [*ROOT.glob("resources/catalogue/*.json"), *ROOT.glob("resources/scenarios/*.json")]
    texts += [text for file in data for text in re.findall(r'"(?:title|name)": "([^"]+)"', file.read_text("utf-8"))]
    texts += [command.text for command in COMMANDS] + [preset.title for preset in PRESETS.values()]
    return {plain(part) for text in [*texts, *MENUS.values()] for part in beginnings(text)}


def beginnings(text: str) -> tuple[str, str]:
    """A text, and its beginning, which is enough for one with a value and for a tooltip that goes on explaining."""
    return text, re.split(r"[:,;({]", text)[0]


def literals(path: Path) -> Iterator[str]:
    for node in source.nodes(path):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value


def test_each_language_has_every_guide_and_no_other() -> None:
    assert {path.relative_to(FOLDER) for path in FOLDER.glob("*/*.md")} == {path.relative_to(FOLDER) for path in FILES}


@pytest.mark.parametrize("name", ORDER)
def test_a_guide_has_the_same_headings_in_each_language(name: str) -> None:
    english, *others = (read(FOLDER / language / f"{name}.md") for language in LANGUAGES)
    for other in others:
        assert [section.level for section in other.sections] == [section.level for section in english.sections]
        for one, two in zip(english.sections, other.sections, strict=True):
            assert one.text.count("\n") * 0.4 <= two.text.count("\n") <= one.text.count("\n") * 2.5, one.heading


OTHERS = [ROOT / "README.md", *ROOT.glob(".github/*.md"), *ROOT.glob("resources/docs/*.md")]


@pytest.mark.parametrize("name", ORDER)
def test_each_language_has_the_same_commands_and_rows_of_tables(name: str) -> None:
    english, *others = ((FOLDER / language / f"{name}.md").read_text("utf-8") for language in LANGUAGES)
    for other in others:
        assert re.findall(r"(?m)^    .*$", other) == re.findall(r"(?m)^    .*$", english)
        assert len(re.findall(r"(?m)^\|", other)) == len(re.findall(r"(?m)^\|", english)), "a row is missing"


@pytest.mark.parametrize("path", [*FILES, *OTHERS], ids=named)
def test_links_lead_to_files_and_sections_that_exist(path: Path) -> None:
    wrong = []
    for target in LINK.findall(path.read_text("utf-8")):
        file, _, anchor = target.partition("#")
        if file.startswith("https://"):
            continue
        found = path if not file else path.parent / file
        if not found.is_file() or (anchor and read(found).section(anchor) is None):
            wrong.append(target)
    assert not wrong


@pytest.mark.parametrize("path", FILES, ids=named)
def test_commands_are_understood_by_the_program(path: Path) -> None:
    for line in re.findall(r"(?m)^    (ongoing-desktop .*)$", path.read_text("utf-8")):
        words = shlex.split(line.removesuffix(" &"))
        if "<" in words:
            del words[words.index("<") :]
        assert isinstance(parse(words[1:]), Namespace), line


@pytest.mark.source
@pytest.mark.parametrize("path", [path for path in FILES if path.parent.name != "en"], ids=named)
def test_names_in_another_language_are_those_of_its_window(path: Path) -> None:
    """A text without a translation is shown in English, in the window and in the guide."""
    done = [item for item in translations(path.parent.name).values() if any(item.forms) and not item.state]
    english = {plain(part) for item in done for part in beginnings(item.source.text)}
    forms = {plain(part) for item in done for form in item.forms for part in beginnings(form)}
    known = forms | (names_of_the_window() - english) | ONGOINGS
    assert [name for _, name in NAME.findall(prose(path)) if plain(name) not in known] == []


@pytest.mark.source
@pytest.mark.parametrize("path", [path for path in FILES if path.parent.name == "en"], ids=named)
def test_menus_and_names_are_those_of_the_window(path: Path) -> None:
    menus = {(plain(MENUS[command.menu]), plain(command.text)) for command in COMMANDS if command.menu}
    known = names_of_the_window()
    text = prose(path)
    titles = {title for title, _ in menus}
    wrong = [pair for pair in PATH.findall(text) if pair[0] in titles and (pair[0], plain(pair[1])) not in menus]
    wrong += [name for _, name in NAME.findall(text) if plain(name) not in known and name not in ONGOINGS]
    assert not wrong


ONGOINGS = {"Administration", "Webhooks", "API for goods owners", "Test"}
"""Names of Ongoing's own screens."""


@pytest.mark.parametrize("name", ORDER)
def test_each_language_names_the_same_things(name: str) -> None:
    english, *others = (NAME.findall(prose(FOLDER / language / f"{name}.md")) for language in LANGUAGES)
    for other in others:
        assert len(other) == len(english)


@pytest.mark.parametrize("name", ORDER)
def test_a_guide_is_plain_english(name: str) -> None:
    assert riddles(iter([prose(FOLDER / "en" / f"{name}.md")])) == []


def test_every_picture_is_shown_and_every_language_shows_it() -> None:
    shown = {
        path: {path.parent / target for target in LINK.findall(path.read_text("utf-8")) if target.endswith(".png")}
        for path in FILES
    }
    for name in ORDER:
        english, *others = ({item.name for item in shown[FOLDER / code / f"{name}.md"]} for code in LANGUAGES)
        assert all(other == english for other in others), name
    there = {path.resolve() for path in (FOLDER / "pictures").rglob("*.png")}
    assert {item.resolve() for items in shown.values() for item in items} == there


def test_every_place_of_f1_is_in_a_guide() -> None:
    guides = read_guides("sv")
    for topic in [*PAGES.values(), *TOPICS.values(), *empty_screens()]:
        guide, section = guides.place(topic)
        assert section < len(guide.sections), topic


def empty_screens() -> list[str]:
    """The guides that empty screens link to."""
    return [
        node.value.value
        for module in source.paths(source.UI)
        for node in source.nodes(module)
        if isinstance(node, ast.keyword) and node.arg == "guide" and isinstance(node.value, ast.Constant)
    ]


@pytest.mark.source
def test_every_empty_screen_links_to_a_guide() -> None:
    assert len(empty_screens()) >= 6


def test_the_search_finds_sections_by_all_words_and_headings_first() -> None:
    guides = read_guides("en").shown
    hits = search(guides, "WRONG credential")
    assert (hits[0].guide.name, hits[0].guide.sections[hits[0].section].heading) == ("why-refused", "Wrong credential")
    assert len(hits) > 2
    assert search(guides, "tunnel")[0].guide.name == "real-payload"
    assert search(guides, " ") == []
    assert search(guides, "qwertyuiop") == []


def test_anchors_are_githubs() -> None:
    guide = read_guide("x", "# A\n\n## What did I miss?\n\ntext\n\n## Keys, and `values`\n## A\n\n```\n# no\n```\n")
    assert [section.anchor for section in guide.sections] == ["a", "what-did-i-miss", "keys-and-values", "a-1"]
    assert guide.sections[1].text == "text"
    with pytest.raises(ValueError, match="does not begin"):
        read_guide("x", "text\n# A\n")


@pytest.mark.parametrize("language", LANGUAGES)
def test_verdicts_and_levels_have_the_words_of_the_window(language: str) -> None:
    shown = {item.source.text: item.forms[0] for item in translations("sv").values()} if language == "sv" else {}
    words = [shown.get(pill.word, pill.word) for pill in (*VERDICT_PILLS.values(), NO_CREDENTIAL_PILL)]
    table = (FOLDER / language / "why-refused.md").read_text("utf-8").partition("| verdict |")[2]
    table = table or (FOLDER / language / "why-refused.md").read_text("utf-8").partition("| bedömning |")[2]
    assert sorted(re.findall(r"(?m)^\| ([^|-][^|]*) \|", table.partition("![")[0])) == sorted(words)
    proof = (FOLDER / language / "test-my-receiver.md").read_text("utf-8")
    assert all(re.search(f"[“”]{shown.get(level, level)}”", proof) for level in ("must", "should"))
