"""The translations of ``resources/languages`` fit the texts of the program."""

from __future__ import annotations

import re
from collections import Counter

import pytest

from ongoing_desktop.formats.translation_file import read_translation
from ongoing_desktop.ui.commands.actions import MENUS
from ongoing_desktop.wording.language import Language, placeholders, translated, use
from ongoing_desktop.wording.messages import SENTENCES
from ongoing_desktop.wording.texts import usage
from tests.translations import LANGUAGES, Collected, Translation, file_text, read, sources, updated

CODES = sorted(path.stem for path in LANGUAGES.glob("*.ts"))
UNTRANSLATED = {"sv": 0}
"""The most texts without a translation, by language. Lower it as they are translated; 0 keeps them complete."""
_MARKUP = re.compile(r"</?[a-zA-Z][^<>]*>")
_END = re.compile(r"(?:…|\.\.\.|[.?!:])?\s*$")


pytestmark = pytest.mark.source


@pytest.fixture(scope="module")
def collected() -> Collected:
    return sources()


@pytest.fixture(scope="module", params=CODES)
def language(request: pytest.FixtureRequest) -> Language:
    return read_translation((LANGUAGES / f"{request.param}.ts").read_bytes())


@pytest.fixture(scope="module")
def done(language: Language) -> list[Translation]:
    """The finished translations of a language."""
    return [item for item in read(language.code).values() if item.forms and not item.state]


def end(text: str) -> str:
    """The sign at the end of a sentence."""
    found = _END.search(text)
    return found[0] if found else ""


def fields(text: str) -> Counter[str]:
    try:
        return Counter(placeholders(text))
    except ValueError:
        return Counter(re.findall(r"\{[^{}]*\}", text))


def wrong(done: list[Translation], fits: object) -> list[str]:
    return [
        f"{item.source.context}: {item.source.text!r}: {form!r}"
        for item in done
        for place, form in enumerate(item.forms)
        if not fits(item.source.one if len(item.forms) > 1 and place == 0 else item.source.text, form)  # type: ignore[operator]
    ]


def test_no_text_is_glued_from_parts(collected: Collected) -> None:
    assert collected.problems == []


def test_every_sentence_is_collected(collected: Collected) -> None:
    texts = {source.text for source in collected.found.values()} | {item.one for item in collected.found.values()}
    assert [text for code, text in SENTENCES.items() if text not in texts and code not in usage.TEXTS] == []


def test_a_file_has_the_form_that_the_tool_writes(language: Language) -> None:
    path = LANGUAGES / f"{language.code}.ts"
    assert path.read_text("utf-8") == file_text(language.code, list(read(language.code).values()))


def test_no_translation_is_unused(language: Language, collected: Collected) -> None:
    gone = [item.source.text for item in updated(language.code, collected) if item.state == "vanished"]
    assert gone == [], "move their translations to the new texts, then run “python tests/translations.py drop”"


def test_texts_are_translated(language: Language, collected: Collected) -> None:
    missing = [item.source.text for item in updated(language.code, collected) if item.state == "unfinished"]
    assert len(missing) <= UNTRANSLATED.get(language.code, 0)


def test_a_translation_has_the_same_placeholders(done: list[Translation]) -> None:
    def fits(text: str, form: str) -> bool:
        # The form for one may leave out the count, in either language.
        return set(fields(text)) - {"count"} == set(fields(form)) - {"count"}

    assert wrong(done, fits) == []


def test_a_translation_has_the_same_markup(done: list[Translation]) -> None:
    assert wrong(done, lambda text, form: Counter(_MARKUP.findall(text)) == Counter(_MARKUP.findall(form))) == []


def test_a_translation_ends_as_the_text_does(done: list[Translation]) -> None:
    assert wrong(done, lambda text, form: end(text) == end(form)) == []
    assert (
        wrong(done, lambda text, form: text[: len(text) - len(text.lstrip())] == form[: len(form) - len(form.lstrip())])
        == []
    )


def test_a_translation_has_as_many_lines_and_keys(done: list[Translation]) -> None:
    assert (
        wrong(done, lambda text, form: (text.count("\n"), text.count("&")) == (form.count("\n"), form.count("&"))) == []
    )


def test_a_text_with_a_count_has_every_plural_form(language: Language, done: list[Translation]) -> None:
    forms = max(map(language.plural_form, range(1000))) + 1
    assert [item.source.text for item in done if len(item.forms) != (forms if item.source.one else 1)] == []


def test_menus_have_different_keys(language: Language) -> None:
    use(language)
    try:
        keys = [title[title.index("&") + 1].casefold() for title in map(translated, MENUS.values())]
    finally:
        use(Language("en"))
    assert len(set(keys)) == len(keys)
