"""HAR 1.2: accepted by an independent validator, and imported again as the same bytes."""

from __future__ import annotations

import io
import json
import os
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ongoing_desktop.domain.errors import ConfigError
from ongoing_desktop.domain.exchange import Exchange
from ongoing_desktop.formats.curl import curl_command
from ongoing_desktop.formats.har_parts import EntryNote, headers_of
from ongoing_desktop.formats.har_read import HarEntry, HarFile, parse_har
from ongoing_desktop.formats.har_scan import HarScan
from ongoing_desktop.formats.history_formats import HISTORY_FORMATS
from ongoing_desktop.wording.messages import error_sentence, sentence
from tests.formats.makers import exchange, odd_exchanges

MODULES = Path("/usr/share/nodejs")
VALIDATE = """
const check = require("har-validator/lib/promise");
let text = "";
process.stdin.on("data", part => { text += part; });
process.stdin.on("end", () => check.har(JSON.parse(text)).then(
  () => console.log("valid"), error => console.log(JSON.stringify(error.errors))));
"""


def validate(data: bytes) -> str:
    """The output of har-validator (Debian: node-har-validator)."""
    node = shutil.which("node") or shutil.which("nodejs")
    if node is None or not (MODULES / "har-validator").is_dir():
        pytest.skip("node-har-validator is not installed here; the test command adds it on Debian and Ubuntu")
    environ = {**os.environ, "NODE_PATH": os.fspath(MODULES)}
    done = subprocess.run([node, "-e", VALIDATE], input=data, env=environ, capture_output=True, timeout=60, check=True)
    return done.stdout.decode().strip()


def written(*exchanges: Exchange) -> bytes:
    return b"".join(HISTORY_FORMATS["har"].write(exchanges))


def test_an_independent_validator_accepts_odd_things() -> None:
    assert validate(written(*odd_exchanges())) == "valid"
    assert validate(written()) == "valid"
    assert validate(written().replace(b'"version": "1.2", ', b"")) != "valid"


def test_it_comes_back_byte_for_byte() -> None:
    given = odd_exchanges()
    back = parse_har(written(*given)).entries
    assert len(back) == len(given)
    for entry, item in zip(back, reversed(given), strict=True):
        row = item.row
        assert (entry.request, entry.response) == (item.request, item.response), row.id
        assert (entry.at, entry.direction, entry.method, entry.target) == (
            row.at,
            row.direction,
            row.method,
            row.target,
        )
        assert (entry.status, entry.answer, entry.failure) == (row.status, row.answer, row.failure)
        assert entry.said == (row.verdict or "")
        assert entry.duration_us == max(0, round((row.duration_ms or 0) * 1000))
        assert entry.detail.get("code") == item.detail.get("code")


@given(
    st.binary(max_size=300), st.lists(st.tuples(st.text("aX-", min_size=1), st.text(st.characters(max_codepoint=255))))
)
def test_any_body_and_header_comes_back(body: bytes, headers: list[tuple[str, str]]) -> None:
    (entry,) = parse_har(written(exchange(body, headers))).entries
    assert entry.request.body == body
    assert list(entry.request.headers) == headers


def test_what_another_program_wrote_is_read() -> None:
    entry = {
        "startedDateTime": "2026-02-03T05:05:06+01:00", "time": -1,
        "request": {"method": "POST", "url": "https://x.example/a", "headers": [{"name": "X", "value": "日"}],
                    "postData": {"mimeType": "application/x-www-form-urlencoded", "params": [{"name": "a b", "value": "å"}]}},
        "response": {"status": 0, "_error": "net::ERR_FAILED", "headers": [], "content": {"size": 0}},
    }  # fmt: skip
    (found,) = parse_har(json.dumps({"log": {"entries": [entry]}}).encode()).entries
    assert (found.direction, found.status, found.failure, found.response) == ("out", None, "other", None)
    assert found.request.body == b"a+b=%C3%A5"
    assert found.request.headers == (("X", "日".encode().decode("latin-1")),)
    assert found.at.isoformat() == "2026-02-03T04:05:06+00:00"


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "har-not-json"),
        (b"\xff", "har-type"),
        (b"{", "har-not-json"),
        (b'{"log": {"entries": ', "har-not-json"),
        (b'{"log": {"creator": "', "har-not-json"),
        (b"[" * 100_000, "har-type"),
        (b"[]", "har-type"),
        (b"{}", "har-type"),
        (b'{"log": 1}', "har-type"),
        (b'{"log": {"entries": 1}}', "har-type"),
        (b'{"log": {"version": "1.2"}}', "har-type"),
        (b'{"log" {"entries": []}}', "har-not-json"),
    ],
)
def test_what_is_no_har_file_is_refused(data: bytes, code: str) -> None:
    with pytest.raises(ConfigError) as caught:
        parse_har(data)
    assert caught.value.code == code
    assert "…" not in error_sentence(caught.value)


GOOD = {
    "startedDateTime": "2024-05-06T07:08:09.123Z", "time": 12.5,
    "request": {"method": "POST", "url": "https://hooks.example/in?a=1", "headers": [{"name": "Content-Type", "value": "application/json"}],
                "postData": {"mimeType": "application/json", "text": "{\"a\": 1}"}},
    "response": {"status": 200, "statusText": "OK", "httpVersion": "HTTP/1.1", "headers": [], "content": {"size": 2, "text": "{}"}},
}  # fmt: skip


def read(*entries: Any) -> HarFile:
    """Each entry is between two valid ones, which are always imported."""
    items = [GOOD, *entries, GOOD]
    found = parse_har(json.dumps({"log": {"entries": items}}).encode())
    assert len(found.entries) + len(found.left_out) == len(items)
    return found


def one(**change: Any) -> tuple[HarEntry, list[str]]:
    """A valid entry with changes, as it was read, and the codes of its remarks."""
    entry = json.loads(json.dumps(GOOD))
    for path, value in change.items():
        *parents, last = path.split("__")
        holder = entry
        for name in parents:
            holder = holder[name]
        if value is ...:
            del holder[last]
        else:
            holder[last] = value
    found = read(entry | {"time": 77})
    (made,) = [item for item in found.entries if item.duration_us == 77_000]
    return made, [note.code for item in found.doubtful for note in item.notes]


@pytest.mark.parametrize(
    ("entry", "code"),
    [
        (None, "har-entry"), (1, "har-entry"), ([], "har-entry"), ({}, "har-part"), (GOOD | {"request": None}, "har-part"),
        (GOOD | {"request": {"url": "http://x/"}}, "har-part"), (GOOD | {"request": {"method": "GET", "url": None}}, "har-part"),
        *((GOOD | {"request": {"method": "GET", "url": url}}, "har-scheme")
          for url in ("data:image/png;base64,AA", "about:blank", "chrome-extension://x/y.js", "blob:https://x/1", "file:///x")),
    ],
)  # fmt: skip
def test_an_entry_that_is_none_is_left_out_by_its_number(entry: Any, code: str) -> None:
    found = read(entry)
    assert [(item.number, item.notes[0].code) for item in found.left_out] == [(2, code)]


def test_a_broken_entry_costs_only_itself() -> None:
    good = json.dumps(GOOD).encode()
    deep = b'{"a":' * 150 + b"1" + b"}" * 150
    for broken in (b'{"a": nope}', b'{"a": "\x00"}', b'{"a": "\xff"}', deep, b'{"a" 1}'):
        found = parse_har(b'{"log": {"entries": [' + good + b"," + broken + b"," + good + b"]}}")
        assert (len(found.entries), [item.number for item in found.left_out]) == (2, [2]), broken
    for cut in (b"", b",", b"," + good[:60], b'] "x"', b" " + good):
        assert len(parse_har(b'{"log": {"entries": [' + good + cut).entries) == 1


@pytest.mark.parametrize("where", ["before", "after"])
def test_members_around_the_entries_do_not_matter(where: str) -> None:
    pages = {"pages": [{"id": ']}"{[', "x": [1, {"y": None}]}], "creator": None, "comment": 12, "browser": True}
    log = {**pages, "entries": [GOOD]} if where == "before" else {"entries": [GOOD], **pages}
    assert len(parse_har(json.dumps({"other": [1], "log": log, "more": {}}).encode()).entries) == 1


@pytest.mark.parametrize(
    ("change", "kind", "what"),
    [
        ({"response": ...}, "other", None), ({"response": None}, "other", None), ({"response": []}, "other", None),
        ({"response__status": 0, "response___error": "net::ERR_BLOCKED_BY_CLIENT"}, "other", "net::ERR_BLOCKED_BY_CLIENT"),
        ({"response__status": -1, "response___failureText": "net::ERR_CONNECTION_REFUSED"}, "refused", "net::ERR_CONNECTION_REFUSED"),
        ({"response__status": -999, "response__statusText": ""}, "other", None),
        ({"response__status": 0, "response__statusText": "ECONNRESET"}, "reset", "ECONNRESET"),
        ({"response__status": "(failed) net::ERR_NAME_NOT_RESOLVED"}, "unknown-host", "(failed) net::ERR_NAME_NOT_RESOLVED"),
        ({"response__status": "CORS error"}, "other", "CORS error"), ({"response__status": None, "response__statusText": ""}, "other", None),
        ({"response__status": "", "response__statusText": ""}, "other", None),
        ({"response__status": 0, "_error": {"message": "timed out"}}, "timeout", "timed out"),
        ({"response__status": 0, "response__error": "SSL handshake"}, "tls", "SSL handshake"),
        ({"response__status": True, "response__statusText": ""}, "other", None),
    ],
)  # fmt: skip
def test_a_failed_entry_is_failed_with_what_the_file_says(change: dict[str, Any], kind: str, what: str | None) -> None:
    found, codes = one(**change)
    assert (found.status, found.answer, found.failure, found.response) == (None, "failed", kind, None)
    told = sentence(str(found.detail["code"]), found.detail["params"])  # type: ignore[arg-type]
    assert what is None or what in told
    assert codes == (["har-no-response"] if "response" in change else [])


@pytest.mark.parametrize("status", [200, 200.0, "200", "200 OK", " 200"])
def test_an_answered_entry_is_answered(status: object) -> None:
    found, codes = one(response__status=status)
    assert (found.status, found.answer, found.failure, codes) == (200, "sent", None, [])
    broken, _ = one(response__status=status, response___error="net::ERR_ABORTED")
    assert (broken.status, broken.answer, broken.failure) == (200, "partial", "other")


@pytest.mark.parametrize(
    ("posted", "body", "code"),
    [
        ({"mimeType": "application/x-www-form-urlencoded", "text": "", "params": [{"name": "a", "value": "1"}, {"name": "b", "value": "å"}]}, b"a=1&b=%C3%A5", None),
        ({"mimeType": "application/x-www-form-urlencoded", "params": [{"name": "a b", "value": None}, None, {"value": 1}]}, b"a+b=", None),
        ({"mimeType": "application/x-www-form-urlencoded; charset=utf-8", "params": {"a": 1}}, b"a=1", None),
        ({"mimeType": "multipart/form-data; boundary=B", "params": [{"name": "a", "value": "1"}]},
         b'--B\r\nContent-Disposition: form-data; name="a"\r\n\r\n1\r\n--B--\r\n', None),
        ({"mimeType": "multipart/form-data; boundary=B", "params": [{"name": "f", "fileName": "x.png"}]}, b"", "har-multipart"),
        ({"mimeType": "multipart/form-data", "params": [{"name": "a", "value": "1"}]}, b"", "har-multipart"),
        ({"mimeType": "application/json", "params": [{"name": "a", "value": "1"}]}, b"", "har-params"),
        ({"text": {"a": [1, "å"]}}, '{"a":[1,"å"]}'.encode(), "har-body-json"),
        ({"text": 5}, b"5", "har-body-json"),
        ("plain", b"plain", None),
        (None, b"", None),
        ({"_content": {"encoding": "base64", "text": "AP8="}}, b"\x00\xff", None),
        ({"_content": "AP8=", "_encoding": "base64"}, b"\x00\xff", None),
        ({"text": "AP8=", "encoding": "base64"}, b"\x00\xff", None),
        ({"text": "AP8", "encoding": "BASE64"}, b"\x00\xff", None),
        ({"text": "A\nP\r\n8 =", "encoding": "base64"}, b"\x00\xff", None),
        ({"text": "_-8=", "encoding": "base64"}, b"\xff\xef", None),
        ({"text": "[image/png redacted]", "encoding": "base64"}, b"", "har-base64"),
    ],
)  # fmt: skip
def test_a_body_is_read_from_where_programs_put_it(posted: Any, body: bytes, code: str | None) -> None:
    found, codes = one(request__postData=posted)
    assert (found.request.body, codes) == (body, [code] if code else [])


@pytest.mark.parametrize(
    ("content", "body", "code"),
    [
        ({"text": {"a": 1}}, b'{"a":1}', "har-body-json"), ({"text": None}, b"", None), (None, b"", None), ("x", b"x", None), ([], b"", None),
        ({"encoding": "base64", "text": "AP8"}, b"\x00\xff", None), ({"encoding": "base64", "text": "[redacted]"}, b"", "har-base64"),
        ({"encoding": None, "text": "å"}, "å".encode(), None), ({"encoding": "base64", "_content": "AP8="}, b"\x00\xff", None),
    ],
)  # fmt: skip
def test_a_content_is_read_in_every_form(content: Any, body: bytes, code: str | None) -> None:
    found, codes = one(response__content=content)
    assert found.response is not None
    assert (found.response.body, codes) == (body, [code] if code else [])


def test_a_body_beside_the_request_is_found() -> None:
    found, _ = one(request__postData=..., request___content={"text": "AP8=", "size": 2, "encoding": "base64"})
    assert found.request.body == b"\x00\xff"


@pytest.mark.parametrize(
    ("headers", "kept", "codes"),
    [
        (None, (), []), (..., (), []), ([], (), []), ("A: b", (("A", "b"),), []), (5, (), ["har-headers"]), ({"A": "b", "C": ["d", "e"]}, (("A", "b"), ("C", "d"), ("C", "e")), []),
        ([["A", "b"]], (("A", "b"),), []), ([{"name": "A", "value": None}], (("A", ""),), ["har-header-value"]),
        ([{"name": "A", "value": 5}, {"name": "B", "value": True}], (("A", "5"), ("B", "true")), ["har-header-value", "har-header-value"]),
        ([{"name": None, "value": "x"}, {"name": "B", "value": "y"}, None, 5, {}], (("B", "y"),), ["har-header"]),
        ([{"name": "A"}], (("A", ""),), ["har-header-value"]),
    ],
)  # fmt: skip
def test_odd_headers_cost_only_themselves(headers: Any, kept: Any, codes: list[str]) -> None:
    found, told = one(request__headers=headers)
    assert (found.request.headers, told) == (kept, codes)


@pytest.mark.parametrize(
    ("text", "at"),
    [
        ("2024-05-06T07:08:09.123Z", "2024-05-06T07:08:09.123000"), ("2024-05-06T07:08:09.123456789Z", "2024-05-06T07:08:09.123456"),
        ("2024-05-06T07:08:09,5+02:00", "2024-05-06T05:08:09.500000"), ("2024-05-06T07:08:09+0200", "2024-05-06T05:08:09"),
        ("2024-05-06T07:08:09-05", "2024-05-06T12:08:09"), ("2024-05-06 07:08:09", "2024-05-06T07:08:09"), ("2024-05-06 07:08:09 UTC", "2024-05-06T07:08:09"),
        ("2024-05-06T07:08Z", "2024-05-06T07:08:00"), ("2024/5/6 7:08:09", "2024-05-06T07:08:09"), ("2024-05-06", "2024-05-06T00:00:00"),
        ("Mon, 06 May 2024 07:08:09 GMT", "2024-05-06T07:08:09"), ("Mon, 06 May 2024 09:08:09 +0200", "2024-05-06T07:08:09"),
        (1714979289123, "2024-05-06T07:08:09.123000"), (1714979289, "2024-05-06T07:08:09"), (1714979289.5, "2024-05-06T07:08:09.500000"),
        ("1714979289123", "2024-05-06T07:08:09.123000"), (1714979289123000, "2024-05-06T07:08:09.123000"),
    ],
)  # fmt: skip
def test_times_in_other_notations_are_read(text: object, at: str) -> None:
    found, codes = one(startedDateTime=text)
    assert found.at.isoformat().removesuffix("+00:00")[:26] == at
    assert codes == []


@pytest.mark.parametrize(
    "text", [None, ..., "yesterday", "", "0001-01-01T00:00:00+14:00", [], "2024-13-40T00:00:00Z", float("1e300"), True]
)
def test_an_unreadable_time_is_that_of_the_entry_before(text: object) -> None:
    found, codes = one(startedDateTime=text)
    assert found.at.isoformat() == "2024-05-06T07:08:09.123000+00:00"
    assert codes == ["har-time-taken"]


@pytest.mark.parametrize(
    ("time", "took", "said"),
    [(None, 0, True), ("2.5", 2_500, False), (2.5, 2_500, False), (-1, 0, False), ("x", 0, True), ([], 0, True), (True, 0, True), (10**400, 0, True)],
)  # fmt: skip
def test_an_odd_duration_is_said(time: object, took: int, said: bool) -> None:
    found = read(GOOD | {"time": time})
    assert min(item.duration_us for item in found.entries) == took
    assert [note.code for item in found.doubtful for note in item.notes] == ["har-duration"] * said


def test_other_schemes_keep_their_address() -> None:
    found, _ = one(request__url="wss://x.example/socket?a=1")
    assert found.target == "wss://x.example/socket?a=1"
    made = exchange(b"")
    made = replace(made, row=replace(made.row, direction="out", target="wss://x.example/socket?a=1"))
    (entry,) = json.loads(written(made))["log"]["entries"]
    assert entry["request"]["url"] == "wss://x.example/socket?a=1"
    assert b"cURL cannot send it" in curl_command(made)


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
        lambda inner: (
            st.lists(inner, max_size=3)
            | st.dictionaries(
                st.sampled_from(
                    [
                        "request",
                        "response",
                        "method",
                        "url",
                        "headers",
                        "name",
                        "value",
                        "status",
                        "content",
                        "text",
                        "encoding",
                        "postData",
                        "params",
                        "startedDateTime",
                        "time",
                        "_ongoing",
                        "_error",
                        "statusText",
                    ]
                ),
                inner,
                max_size=6,
            )
        ),
    )
)
def test_no_entry_is_ever_a_bug(entry: Any) -> None:
    found = parse_har(
        json.dumps({"log": {"entries": [GOOD, entry, GOOD | {"response": entry}, GOOD | {"request": entry}]}}).encode()
    )
    assert len(found.entries) + len(found.left_out) == 4
    for item in (*found.left_out, *found.doubtful):
        for note in item.notes:
            assert "…" not in sentence(note.code, dict(note.params))


@given(st.integers(1, 40))
def test_pieces_of_any_size_give_the_same(size: int) -> None:
    data = json.dumps(
        {"log": {"creator": {"name": "x"}, "entries": [GOOD, {"a": '"]}\\\\"'}, 5, GOOD], "z": [{}]}}, indent=1
    ).encode()

    class Slow(io.BytesIO):
        def read(self, count: int | None = -1) -> bytes:
            return super().read(size)

    scan = HarScan(Slow(data))
    places = list(scan.entries())
    assert [data[item.offset : item.offset + item.length] for item in places] == [item.data for item in places]
    assert [json.loads(item.data) for item in places] == [GOOD, {"a": '"]}\\\\"'}, 5, GOOD]
    assert (scan.creator, scan.ended_early) == ("x", False)


@pytest.mark.parametrize(
    ("given", "headers"),
    [
        ("A: b\r\nC:d:e\r\n", (("A", "b"), ("C", "d:e"))),
        (["A: b", "C: d"], (("A", "b"), ("C", "d"))),
        ([{"Name": "A", "Value": "b"}], (("A", "b"),)),
        ([{"name": ":authority", "value": "x"}, {"name": ":path", "value": "/"}, {"name": "a", "value": "b"}], (("a", "b"),)),
        ({":method": "POST", "a": ["b", "c"]}, (("a", "b"), ("a", "c"))),
    ],
)  # fmt: skip
def test_headers_in_other_forms(given: object, headers: object) -> None:
    notes: list[EntryNote] = []
    assert headers_of(given, "request", notes) == headers
    assert notes == []


def test_a_usual_status_text_is_no_reason_of_a_failure() -> None:
    for status in (None, "", 0, -1, -999, 99, True):
        (read,) = parse_har(
            json.dumps({
                "log": {"entries": [{
                    "startedDateTime": "20240506T070809.5Z", "request": {"method": "GET", "url": "http://x/"},
                    "response": {"status": status, "statusText": "OK"},
                }]}
            }).encode()
        ).entries  # fmt: skip
        assert (read.answer, read.status, read.detail["code"]) == ("failed", None, "har-failed-unsaid")
        assert read.at.isoformat() == "2024-05-06T07:08:09.500000+00:00"
