"""CSV, report and cURL, checked with Python's csv and HTML parsers, and (in the trips) curl itself."""

from __future__ import annotations

import base64
import csv
import io
import json
import re
import shlex
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ongoing_desktop.domain.exchange import Exchange, Message
from ongoing_desktop.formats.csv_table import APOSTROPHE, CSV_COLUMNS, safe_cell
from ongoing_desktop.formats.curl import curl_command
from ongoing_desktop.formats.history_formats import HISTORY_FORMATS
from ongoing_desktop.formats.rows import exchange_dict
from ongoing_desktop.services.exports import with_members
from tests.formats.makers import BODIES, exchange, odd_exchanges

FORMULAS = [
    "=1",
    "+1",
    "-1",
    "@a",
    "\tx",
    "\rx",
    "\nx",
    " =1",
    "\u00a0=1",
    "\ufeff=1",
    "＝1",
    "＋1",
    "－1",
    "＠1",
    " \t=1",
]


@pytest.mark.parametrize("text", FORMULAS)
def test_a_formula_is_marked(text: str) -> None:
    assert safe_cell(text) == "'" + text
    assert safe_cell("\0" + text) == "'" + text


def test_what_is_no_formula_stays() -> None:
    for text in ("", "a=1", "1-2", "2026-01-01", "Å", "{}", " a", "a'b"):
        assert safe_cell(text) == text


@given(st.text() | st.sampled_from(FORMULAS) | st.text("'= \t\0", max_size=6))
def test_taking_the_mark_away_gives_back_what_was_there(text: str) -> None:
    assert safe_cell(text).removeprefix(APOSTROPHE) == text.replace("\0", "")


def test_csv_is_read_back_by_an_independent_reader() -> None:
    given = odd_exchanges()
    data = b"".join(HISTORY_FORMATS["csv"].write(given))
    lines = list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""), strict=True))
    assert tuple(lines[0]) == CSV_COLUMNS
    assert len(lines) == len(given) + 1
    for cells, item in zip(lines[1:], given, strict=True):
        assert len(cells) == len(CSV_COLUMNS)
        assert not [cell for cell in cells if cell.lstrip(" \u00a0")[:1] in set("=+-@＝＋－＠\t\r\n")]
        found = {name: cell.removeprefix(APOSTROPHE) for name, cell in zip(CSV_COLUMNS, cells, strict=True)}
        assert found["id"] == str(item.row.id)
        body = exchange_dict(item)["request"]["body"]
        if len(body) <= 32_000:
            assert found["request_body"] == body.replace("\0", "")
        else:
            assert found["request_body"].startswith(f"[{len(item.request.body)} bytes")


def test_members_of_the_body_are_further_columns_of_the_table() -> None:
    given = [with_body(b'{"a": {"b": 1.10}, "c": "=1"}'), with_body(b"not JSON"), with_body(b'{"a": 5}')]
    data = b"".join(HISTORY_FORMATS["csv"].pieces(given, ["a.b", "c"]))
    lines = list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""), strict=True))
    assert [line[len(CSV_COLUMNS) :] for line in lines] == [["body.a.b", "body.c"], ["1.10", "'=1"], ["", ""], ["", ""]]
    assert b"".join(HISTORY_FORMATS["jsonl"].pieces(given, ["a.b"])) == b"".join(HISTORY_FORMATS["jsonl"].write(given))


def with_body(body: bytes) -> Exchange:
    made = exchange(body, ())
    return with_members(made, ["a.b", "c"])


class Strict(HTMLParser):
    """Collects what a browser would treat as markup."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: set[str] = set()
        self.attributes: set[tuple[str, str | None]] = set()
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes.update(attrs)

    def handle_data(self, data: str) -> None:
        self.text += data


def test_a_report_holds_no_foreign_markup_and_fetches_nothing() -> None:
    nasty = "</pre><img src=x onerror=alert(1)><script>1</script>\"'&lt;"
    given = [
        *odd_exchanges(),
        exchange(nasty.encode(), (("X-A", nasty), (nasty, "1")), Message((), nasty.encode()), target=nasty, system=nasty, method=nasty),
    ]  # fmt: skip
    page = b"".join(HISTORY_FORMATS["html"].write(given)).decode("utf-8")
    read = Strict()
    read.feed(page)
    read.close()
    known = {
        "html",
        "head",
        "meta",
        "title",
        "style",
        "body",
        "h1",
        "h2",
        "h3",
        "p",
        "section",
        "table",
        "tr",
        "td",
        "pre",
    }
    assert read.tags == known
    assert {name for name, _ in read.attributes} == {"lang", "charset", "http-equiv", "content", "name", "class"}
    assert ("content", "default-src 'none'; style-src 'unsafe-inline'") in read.attributes
    assert read.text.count(nasty) >= 5
    assert "\u202e" not in page
    assert "\0" not in page
    assert "url(" not in page
    assert "@import" not in page


@pytest.mark.parametrize("body", BODIES)
def test_a_shell_reads_the_command_as_it_was_meant(body: bytes) -> None:
    text = curl_command(exchange(body)).decode("latin-1")
    command = text.split("\n", 1)[1].split("\nEND_OF_BODY", 1)[0]
    if "<<'END_OF_BODY'" in command:
        command = command.rpartition("\n")[0].partition("| ")[2]
    words = shlex.split(command)
    assert words[0] == "curl"
    given = [words[place + 1] for place, word in enumerate(words) if word == "-H"]
    assert "X-Odd: \xe5\xff 'q' \"d\" $HOME `id` \\" in given
    assert "X-Empty;" in given
    assert words[words.index("--url") + 1] == "http://127.0.0.1:8765/hook?a=1&a=&b=%41"


def test_credentials_are_placeholders() -> None:
    redacted = "[redacted: 12 characters, fingerprint 0a1b2c3d]"
    headers = (
        ("Authorization", f"Basic {redacted}"), ("X-Auth-Token", redacted), ("Authorization", f"Bearer {redacted}"),
        ("Cookie", redacted), ("X-`id`$(id)-Key", "x"),
    )  # fmt: skip
    text = curl_command(exchange(b"", headers, target="/x?token=[redacted-0a1b2c3d]&a=`id`")).decode()
    assert '-u "$WEBHOOK_USER:$WEBHOOK_PASSWORD"' in text
    assert """'X-Auth-Token: '"$WEBHOOK_TOKEN\"""" in text
    assert """'Authorization: Bearer '"$WEBHOOK_TOKEN\"""" in text
    assert """'Cookie: '"$WEBHOOK_HEADER_COOKIE\"""" in text
    assert """'http://localhost/x?token='"$WEBHOOK_QUERY_TOKEN"'&a=%60id%60'""" in text
    assert "redacted" not in text
    sent = exchange(b"", (), direction="out", target="https://[redacted]@x.example/a")
    assert "--url https://x.example/a" in curl_command(sent).decode()
    assert '-u "$WEBHOOK_USER:$WEBHOOK_PASSWORD"' in curl_command(sent).decode()


@pytest.mark.parametrize("name", ["User", "Home", "Path", "Token", "Shell", "PS1", "Set-Cookie", "Authorization"])
def test_no_placeholder_is_a_variable_of_the_shell_or_of_another_credential(name: str) -> None:
    redacted = "[redacted: 12 characters, fingerprint 0a1b2c3d]"
    headers = ((name, f"Basic {redacted}"), ("X-Auth-Token", redacted))
    text = curl_command(exchange(b"", headers, target=f"/?{name}=[redacted-0a1b2c3d]")).decode()
    found = re.findall(r"\$(\w+)", text)
    assert len(set(found)) == len(found) >= 3
    assert all(item.startswith("WEBHOOK_") for item in found)


def test_no_body_ends_its_own_text_early() -> None:
    body = base64.b64decode("BODY")
    lines = curl_command(exchange(body, ())).decode().splitlines()
    assert lines[-2:] == ["BODY", "END_OF_BODY"]


def test_json_of_every_line_is_what_show_says() -> None:
    for line, item in zip(
        b"".join(HISTORY_FORMATS["jsonl"].write(odd_exchanges())).splitlines(), odd_exchanges(), strict=True
    ):
        assert json.loads(line) == json.loads(json.dumps(exchange_dict(item)))
