"""Translations, plural forms, numbers, and tracing displayed texts back to their sources."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from ongoing_desktop.domain.sending import Response, SendResult, Timing
from ongoing_desktop.domain.settings import Webhook
from ongoing_desktop.formats.translation_file import read_translation
from ongoing_desktop.wording.language import (
    ENGLISH_LANGUAGE,
    Language,
    agreeing,
    decimal,
    number,
    plural,
    translated,
    use,
)
from ongoing_desktop.wording.messages import english_sentence, sentence
from ongoing_desktop.wording.read_back import ReadBack
from ongoing_desktop.wording.sending_text import explain, retry_sentence

AT = datetime(2026, 1, 15, tzinfo=UTC)
FILE = """<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="sv" sourcelanguage="en">
<context>
    <name>anything</name>
    <message><source>Open</source><translation>Öppna</translation></message>
    <message><source>Open</source><comment>state</comment><translation>Öppen</translation></message>
    <message><source>Close</source><translation type="unfinished">Stän</translation></message>
    <message><source>Saved {name} at {time}.</source><translation>Klockan {time} sparades {name}.</translation></message>
    <message numerus="yes"><source>{count} rows</source>
        <translation><numerusform>{count} rad</numerusform><numerusform>{count} rader</numerusform></translation>
        <extra-one>1 row</extra-one>
    </message>
    <message numerus="yes"><source>restore {count} exchanges</source>
        <translation><numerusform>återställ 1 anrop</numerusform><numerusform>återställ {count} anrop</numerusform></translation>
        <extra-one>restore 1 exchange</extra-one>
    </message>
</context>
</TS>
"""
SWEDISH = read_translation(FILE.encode(), group="\u00a0", point=",")


@pytest.fixture
def swedish() -> Iterator[None]:
    use(SWEDISH)
    yield
    use(ENGLISH_LANGUAGE)


def test_english_is_its_own_translation() -> None:
    assert translated("Open") == "Open"
    assert plural(1, "1 row", "{count} rows") == "1 row"
    assert plural(1234, "1 row", "{count} rows") == "1,234 rows"
    assert decimal(0.5, 1) == "0.5"


@pytest.mark.usefixtures("swedish")
def test_a_text_is_translated_by_text_and_comment() -> None:
    assert translated("Open") == "Öppna"
    assert translated("Open", "state") == "Öppen"
    assert translated("Close") == "Close"  # not finished
    assert translated("Elsewhere") == "Elsewhere"


@pytest.mark.usefixtures("swedish")
def test_counts_choose_the_plural_form() -> None:
    assert plural(1, "1 row", "{count} rows") == "1 rad"
    assert plural(1234, "1 row", "{count} rows") == "1\u00a0234 rader"
    assert sentence("step-restore-exchanges", {"count": 1}) == "återställ 1 anrop"
    assert sentence("step-restore-exchanges", {"count": number(2000)}) == "återställ 2\u00a0000 anrop"
    assert plural(2, "1 untranslated", "{count} untranslated") == "2 untranslated"


@pytest.mark.usefixtures("swedish")
def test_numbers_follow_the_language() -> None:
    assert number(1234567) == "1\u00a0234\u00a0567"
    assert decimal(1234.56, 1) == "1234,6"


@pytest.mark.parametrize(
    ("code", "forms"),
    [("sv", "100"), ("ja", "000"), ("fr", "000"), ("pl", "112"), ("ru", "112"), ("cs", "112")],
)
def test_plural_forms_are_those_of_qt(code: str, forms: str) -> None:
    language = Language(code)
    found = "".join(str(language.plural_form(count)) for count in (2, 3, 5))
    expected = {"sv": "111", "ja": "000", "fr": "111"}.get(code, forms)
    assert found == expected
    assert language.plural_form(1) == 0


def test_a_form_that_is_missing_is_never_needed() -> None:
    use(Language("ru", {"{count} rows": ("{count} a", "{count} b")}))
    try:
        assert agreeing(5, "1 row", "{count} rows") == "{count} b"
    finally:
        use(ENGLISH_LANGUAGE)


@pytest.mark.parametrize(
    ("english", "swedish"),
    [
        ("Open", "Öppna"),
        ("Saved Acme at 10:00.", "Klockan 10:00 sparades Acme."),
        ("1 row", "1 rad"),
        ("1,234 rows", "1\u00a0234 rader"),
        ("Open · 3 rows", "Öppna · 3 rader"),
        ("Saved Acme at 10:00. Open", "Klockan 10:00 sparades Acme. Öppna"),
        ("Saved Open at 1.", "Klockan 1 sparades Öppna."),
        ("Saved 1,234.5 at 127.0.0.1.", "Klockan 127.0.0.1 sparades 1\u00a0234,5."),
        ("Open ▾", "Öppna ▾"),
        (" Open", " Öppna"),
        ("Open (Ctrl+O)", "Öppna (Ctrl+O)"),
    ],
)
def test_a_displayed_text_is_traced_back(english: str, swedish: str) -> None:
    assert ReadBack(ENGLISH_LANGUAGE, SWEDISH)(english) == swedish
    assert ReadBack(SWEDISH, ENGLISH_LANGUAGE)(swedish) == english


def test_a_name_that_looks_like_a_text_stays() -> None:
    name = "Saved by Acme at 9."
    assert ReadBack(ENGLISH_LANGUAGE, SWEDISH, [name])(name) == name


@pytest.mark.parametrize("text", ["", "  ", "Acme", "{", "Opening hours", "http://localhost/Open"])
def test_a_text_of_the_user_stays(text: str) -> None:
    assert ReadBack(ENGLISH_LANGUAGE, SWEDISH)(text) == text


def test_phrases_in_parameters_are_translated_too() -> None:
    texts = {"it must be {shape}.": ("den måste vara {shape}.",), "an object": ("ett objekt",)}
    use(Language("sv", texts))
    try:
        assert sentence("har-entry", {"shape": "an object"}) == "den måste vara ett objekt."
        assert english_sentence("har-entry", {"shape": "an object"}) == "it must be an object."
    finally:
        use(ENGLISH_LANGUAGE)


def test_parameters_of_sentences_follow_the_language() -> None:
    swedish = Path(__file__).parents[2] / "resources" / "languages" / "sv.ts"
    use(read_translation(swedish.read_bytes(), group="\u00a0", point=","))
    hook = Webhook("w", "Name", "s", "regular", "order-picked", (), "", retry_policy="one-day")
    try:
        assert "sedan med 2 timmars mellanrum till" in retry_sentence(hook, AT)
        assert "(väntetider i följd, antaget)" in retry_sentence(hook, AT)
        basic = replace(hook, authentication="basic")
        asks = Response(401, "", "HTTP/1.1", (("WWW-Authenticate", "Basic, Bearer"),), b"")
        assert "begär Basic eller Bearer" in (told := explain(basic, SendResult(asks, Timing()), AT)[1])
        assert told.endswith("så det är fel på användarnamn eller lösenord.")
        assert "begäran innehöll inga inloggningsuppgifter" in explain(hook, SendResult(asks, Timing()), AT)[1]
        assert sentence("send-timeout-dns", {"host": "h", "seconds": 0.5}).endswith("0,5 s.")
        assert "0,1 till 1\u00a0000 " in sentence("burst-rate", {"from": 0.1, "to": 1000.0})
    finally:
        use(ENGLISH_LANGUAGE)
    assert "then every 2 hours until" in retry_sentence(hook, AT)
    assert "0.1 to 1,000 " in sentence("burst-rate", {"from": 0.1, "to": 1000.0})
