"""HAR 1.2: accepted by an independent validator, and read in again to the same bytes."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ongoing_desktop.domain.errors import ConfigError
from ongoing_desktop.domain.exchange import Exchange
from ongoing_desktop.formats import FORMATS
from ongoing_desktop.formats.har_read import parse_har
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
    """What har-validator (Debian: node-har-validator) says."""
    node = shutil.which("node") or shutil.which("nodejs")
    if node is None or not (MODULES / "har-validator").is_dir():
        pytest.skip("node-har-validator is not installed here; the test command adds it on Debian and Ubuntu")
    environ = {**os.environ, "NODE_PATH": os.fspath(MODULES)}
    done = subprocess.run([node, "-e", VALIDATE], input=data, env=environ, capture_output=True, timeout=60, check=True)
    return done.stdout.decode().strip()


def written(*exchanges: Exchange) -> bytes:
    return b"".join(FORMATS["har"].write(exchanges))


def test_an_independent_validator_accepts_odd_things() -> None:
    assert validate(written(*odd_exchanges())) == "valid"
    assert validate(written()) == "valid"
    assert validate(written().replace(b'"version": "1.2", ', b"")) != "valid"


def test_it_comes_back_byte_for_byte() -> None:
    given = odd_exchanges()
    back = parse_har(written(*given))
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
    (entry,) = parse_har(written(exchange(body, headers)))
    assert entry.request.body == body
    assert list(entry.request.headers) == headers


def test_what_another_program_wrote_is_read() -> None:
    entry = {
        "startedDateTime": "2026-02-03T05:05:06+01:00", "time": -1,
        "request": {"method": "POST", "url": "https://x.example/a", "headers": [{"name": "X", "value": "日"}],
                    "postData": {"mimeType": "application/x-www-form-urlencoded", "params": [{"name": "a b", "value": "å"}]}},
        "response": {"status": 0, "_error": "net::ERR_FAILED", "headers": [], "content": {"size": 0}},
    }  # fmt: skip
    (found,) = parse_har(json.dumps({"log": {"entries": [entry]}}).encode("utf-8-sig"))
    assert (found.direction, found.status, found.failure, found.response) == ("out", None, "other", None)
    assert found.request.body == b"a+b=%C3%A5"
    assert found.request.headers == (("X", "日".encode().decode("latin-1")),)
    assert found.at.isoformat() == "2026-02-03T04:05:06+00:00"


def har(**change: Any) -> bytes:
    document = json.loads(written(exchange(b"{}")))
    document["log"]["entries"][0] |= change
    return json.dumps(document).encode()


@pytest.mark.parametrize(
    ("data", "code", "path"),
    [
        (b"\xff", "config-not-text", None),
        (b"{", "config-not-json", None),
        (b"[" * 100_000, "config-too-deep", None),
        (b'{"log": {"entries": [' + b"[" * 200 + b"]" * 200 + b"]}}", "config-too-deep", None),
        (b"[]", "har-type", "log"),
        (b'{"log": {"entries": 1}}', "har-type", "log.entries"),
        (b'{"log": {"entries": [1]}}', "har-type", "log.entries[0]"),
        (har(startedDateTime="yesterday"), "har-time", "log.entries[0].startedDateTime"),
        (har(startedDateTime="0001-01-01T00:00:00+14:00"), "har-time", "log.entries[0].startedDateTime"),
        (har(request=None), "har-type", "log.entries[0].request"),
        (har(request={"method": 1, "url": "x"}), "har-type", "log.entries[0].request.method"),
        (har(request={"method": "P", "url": "x", "headers": [{"name": 1}]}), "har-type", "log.entries[0].request.headers[0].name"),
        (har(_ongoing=None, response={"status": 1, "content": {"text": "é=", "encoding": "base64"}}), "har-base64", "log.entries[0].response.content.text"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)  # fmt: skip
def test_an_error_names_the_member(data: bytes, code: str, path: str | None) -> None:
    with pytest.raises(ConfigError) as caught:
        parse_har(data)
    assert caught.value.code == code
    assert caught.value.params.get("path") == path
