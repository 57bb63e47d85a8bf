"""Foreign text stays text in every format of the sheet."""

from __future__ import annotations

from dataclasses import replace
from html import unescape
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ongoing_desktop.domain.settings import Settings
from ongoing_desktop.formats.sheet_html import write_html
from ongoing_desktop.formats.sheet_markdown import code, write_markdown
from ongoing_desktop.formats.sheet_text import WIDTH, write_text
from ongoing_desktop.formats.sheets import SHEET_FORMATS
from ongoing_desktop.wording.settings_sheet import SheetDocument
from tests.wording.test_settings_sheet import PICKED, SETTINGS, STATUS, made

NASTY = (
    "<script>alert(1)</script>", "a|b|c", "`` ` ```", "[x](javascript:alert(1))", "\u202egnp.exe", "a\nb\r\n# c",
    "w" * 3000, "www.evil.example", "a@evil.example", "&lt;b&gt;", "![i](http://e/i.png)", "\x00\x1b[31m", "`", " ` ",
    "--- | ---", "</td></table>", "' onload='x", "1. x", "åäö ⇒ →", "\ud800",
)  # fmt: skip
TEXT = st.one_of(st.sampled_from(NASTY), st.text(min_size=1, max_size=60))


def with_name(name: str) -> SheetDocument:
    hook = replace(STATUS, name=name, url=f"https://h.example/{name}", email=name, username=name)
    hook = replace(hook, settings={"transporters": [name], "statuses": [{"to": 450}]})
    return made(Settings(1, SETTINGS.systems, (hook, PICKED)))


class Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: list[tuple[str, tuple[str, ...]]] = []
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, tuple(name for name, _ in attrs)))

    def handle_data(self, data: str) -> None:
        self.text += data


def parsed(document: SheetDocument) -> Tags:
    found = Tags()
    found.feed(write_html(document))
    return found


@given(TEXT)
def test_no_name_makes_a_tag(name: str) -> None:
    document = with_name(name)
    assert parsed(document).tags == parsed(with_name("plain")).tags
    assert document.blocks[0].name in parsed(document).text


@given(TEXT)
def test_no_name_leaves_its_code_span(name: str) -> None:
    document = with_name(name)
    lines = write_markdown(document).splitlines()
    assert len(lines) == len(write_markdown(with_name("plain")).splitlines())
    shown = document.blocks[0].name
    assert any(code(shown) in line and line.startswith("## ") for line in lines)


@given(st.text(alphabet="`a ", min_size=1, max_size=30))
def test_a_code_span_ends_only_where_it_should(text: str) -> None:
    span = code(text)
    fence = len(span) - len(span.lstrip("`"))
    inner = span[fence:-fence]
    assert "`" * fence not in inner.replace("`" * (fence + 1), "")
    assert all(len(run) != fence for run in "".join(c if c == "`" else " " for c in inner).split())
    assert not inner.startswith("`")
    assert not inner.endswith("`")


@given(TEXT)
def test_plain_text_keeps_its_width_and_shows_what_is_invisible(name: str) -> None:
    text = write_text(with_name(name))
    for line in text.split("\n"):
        # At most a label precedes a long word.
        assert len(line) <= WIDTH or any(len(word) > WIDTH - 40 for word in line.split()), line
    assert not any(sign in text for sign in "\u202e\x00\x1b\r\ud800")


def test_a_long_address_stands_on_one_line() -> None:
    url = f"https://erp.example/{'in/' * 50}"
    text = write_text(made(Settings(1, SETTINGS.systems, (replace(STATUS, url=url), PICKED))))
    assert any(line.endswith(url) for line in text.splitlines())


@pytest.mark.parametrize("key", SHEET_FORMATS)
@pytest.mark.parametrize("language", ["en", "sv"])
def test_every_value_is_in_every_format(key: str, language: str) -> None:
    document = made(language=language)
    text = SHEET_FORMATS[key](document)
    for block in document.blocks:
        assert block.name in text
        for row in block.rows:
            assert row.text in unescape(text)
            assert row.label in text.replace("\\", "")
    text.encode("utf-8")
    assert "ref-one" not in text
