"""What every export format keeps. A new one is checked without a change here."""

from __future__ import annotations

import base64
import json
import secrets as random
from collections.abc import Iterator
from urllib.parse import quote

import pytest

from ongoing_desktop.domain.exchange import Exchange, Message
from ongoing_desktop.domain.secret import Secret
from ongoing_desktop.domain.secret_scan import Scanner
from ongoing_desktop.formats.base import HistoryFormat
from ongoing_desktop.formats.history_formats import HISTORY_FORMATS
from ongoing_desktop.wording.language import ENGLISH_LANGUAGE, Language, use
from tests.formats.makers import exchange, odd_exchanges

EVERY = pytest.mark.parametrize("item", HISTORY_FORMATS.values(), ids=HISTORY_FORMATS.keys())
SECRET = "pl4nted/S3cret\"ä\\<&'x"
FORMS = {
    "plain": SECRET.encode(),
    "json": json.dumps({"echo": SECRET}).encode(),
    "json not ascii": json.dumps({"echo": SECRET}, ensure_ascii=False).encode(),
    "json slashes": json.dumps({"echo": SECRET}).replace("/", "\\/").encode(),
    "json in json": json.dumps({"text": json.dumps({"echo": SECRET})}).encode(),
    "query": b"a=1&t=" + quote(SECRET, safe="").encode(),
    "query in small letters": b"t=" + quote(SECRET, safe="").encode().lower().replace(b"s3cret", b"S3cret"),
    "base64": base64.b64encode(SECRET.encode()),
    "base64 for addresses": base64.urlsafe_b64encode(SECRET.encode()),
    "basic": b"Basic " + base64.b64encode(b"somebody:" + SECRET.encode()),
    "basic, one longer": b"Basic " + base64.b64encode(b"somebody1:" + SECRET.encode()),
    "basic, two longer": b"Basic " + base64.b64encode(b"somebody12:" + SECRET.encode()),
    "not text": b"\xff\x00" + SECRET.encode() + b"\xfe",
    "not text, one later": b"\xff\x00\x01" + SECRET.encode() + b"\xfe",
    "utf-16": b"\xff\xfe" + SECRET.encode("utf-16-le"),
}


def whole(item: HistoryFormat, exchanges: list[Exchange]) -> bytes:
    return b"".join(item.write(exchanges))


@EVERY
def test_it_says_what_it_is(item: HistoryFormat) -> None:
    assert HISTORY_FORMATS[item.key] is item
    assert item.suffix.startswith(".")
    assert item.title
    assert item.limitations.endswith(".")
    assert item.key.isascii()
    assert item.key.islower()


@EVERY
def test_odd_things_are_written_the_same_each_time(item: HistoryFormat) -> None:
    given = odd_exchanges()[:1] if item.single else odd_exchanges()
    first = whole(item, given)
    assert first == whole(item, given)
    if item.key != "raw":
        first.decode("latin-1" if item.key == "curl" else "utf-8")


@EVERY
def test_nothing_is_a_file_too(item: HistoryFormat) -> None:
    whole(item, [])


@EVERY
def test_one_is_taken_for_one_piece_written(item: HistoryFormat) -> None:
    taken = []

    def endless() -> Iterator[Exchange]:
        while True:
            taken.append(1)
            yield exchange(b"{}")

    pieces = item.write(endless())
    for _ in range(4):
        next(pieces)
    assert 3 <= len(taken) <= 4


@EVERY
@pytest.mark.parametrize("form", FORMS)
def test_a_secret_in_any_coding_is_found_in_the_file_and_masked(item: HistoryFormat, form: str) -> None:
    scanner = Scanner([Secret(SECRET), Secret(random.token_hex(8))])
    given = exchange(FORMS[form], response=Message((), b"fine"))
    clean = exchange(b'{"a": 1}', response=Message((), FORMS["plain"][:-9]))
    assert scanner.finds(whole(item, [given]))
    assert not scanner.finds(whole(item, [clean]))
    assert list(scanner.places(given)) == ["body of the request"]
    masked = scanner.masked(given)
    assert not scanner.finds(whole(item, [masked]))
    assert b"[redacted]" in masked.request.body
    assert scanner.masked(clean) == clean


@EVERY
def test_a_secret_beside_the_bodies_is_found_and_masked(item: HistoryFormat) -> None:
    if item.key == "raw":
        return  # contains bodies only
    scanner = Scanner([Secret(SECRET)])
    wire = SECRET.encode().decode("latin-1")
    for place, given in (
        ("address", exchange(target=f"/x?plain={quote(SECRET, safe='')}")),
        ("header X-Own of the request", exchange(headers=(("X-Own", f"a {wire} b"),))),
        ("name of a header of the request", exchange(headers=((f"X-{SECRET}", ""),))),
        ("header X-Own of the answer", exchange(response=Message((("X-Own", wire),)))),
        ("body of the answer", exchange(response=Message((), FORMS["basic"]))),
        ("facts", exchange(system=SECRET)),
    ):
        assert list(scanner.places(given)) == [place]
        masked = scanner.masked(given)
        assert not list(scanner.places(masked))
        assert not scanner.finds(whole(item, [masked])), place


def test_a_short_secret_is_not_looked_for() -> None:
    assert not Scanner([Secret("1234567")])
    assert Scanner([Secret("12345678")]).finds(b"x12345678x")
    assert SECRET not in repr(Scanner([Secret(SECRET)]))


class _AllTranslated(dict[str, tuple[str, ...]]):
    """Every text has a translation."""

    def get(self, key: str, default: object = None) -> tuple[str, ...]:  # type: ignore[override]
        return (f"översatt {key}",)


@EVERY
def test_a_file_is_the_same_in_every_language_of_the_window(item: HistoryFormat) -> None:
    exchanges = odd_exchanges()
    english = whole(item, exchanges)
    use(Language("sv", _AllTranslated(), group=" ", point=","))
    try:
        assert whole(item, exchanges) == english
    finally:
        use(ENGLISH_LANGUAGE)
