"""Importing HAR files: limited memory, progress and Cancel, and unchanged bodies."""

from __future__ import annotations

import base64
import gzip
import json
import os
import tracemalloc
import zlib
from pathlib import Path
from typing import Any

import brotli
import pytest

from ongoing_desktop.bodies.coding import decoded, readable
from ongoing_desktop.domain.errors import KnownError
from ongoing_desktop.formats.curl import curl_command
from ongoing_desktop.services import Services
from ongoing_desktop.services.exports import Selection
from ongoing_desktop.services.payloads import text_payload
from ongoing_desktop.services.undoing import Watch
from tests.helpers import do

MB = 1024 * 1024


def entry(number: int = 0, **change: Any) -> dict[str, Any]:
    request = {"method": "POST", "url": f"https://x.example/{number}", "headers": [], "postData": {"text": "{}"}}
    return {
        "startedDateTime": f"2026-01-02T03:{number // 60 % 60:02d}:{number % 60:02d}Z", "request": request,
        "response": {"status": 200, "headers": [], "content": {"text": "ok"}},
    } | change  # fmt: skip


def written(path: Path, *entries: Any) -> Path:
    path.write_text(json.dumps({"log": {"entries": entries}}))
    return path


@pytest.mark.parametrize("coding", ["gzip", "br", "deflate", "zstd", "gzip, br"])
def test_a_body_that_is_decoded_already_loses_its_coding(services: Services, tmp_path: Path, coding: str) -> None:
    headers = [{"name": "Content-Encoding", "value": coding}, {"name": "X", "value": "1"}]
    response = {"status": 200, "headers": headers, "content": {"text": '{"ok":1}'}}
    request = entry()["request"] | {"headers": headers}
    file = written(tmp_path / "x.har", entry(request=request, response=response))
    do(services, services.imports.apply(do(services, services.imports.preview(file))))
    found = services.history.get(1)
    assert found is not None
    assert found.response is not None
    for message in (found.request, found.response):
        assert message.headers == (("X", "1"),)
        assert decoded(message.body, message.headers) == (message.body, "")
    assert b"ncoding" not in curl_command(found)


def test_a_body_that_is_still_coded_keeps_it(services: Services, tmp_path: Path) -> None:
    packed = base64.b64encode(gzip.compress(b'{"ok":1}')).decode()
    headers = [{"name": "Content-Encoding", "value": "gzip"}]
    response = {"status": 200, "headers": headers, "content": {"text": packed, "encoding": "base64"}}
    file = written(tmp_path / "x.har", entry(response=response))
    do(services, services.imports.apply(do(services, services.imports.preview(file))))
    found = services.history.get(1)
    assert found is not None
    assert found.response is not None
    assert decoded(found.response.body, found.response.headers)[0] == b'{"ok":1}'


PAYLOAD = json.dumps(
    {"webhookOrdersId": 3, "webhookEventId": 71, "system": "demo", "goodsOwnerId": 12, "orderNumber": "Å-1"}, ensure_ascii=False
)  # fmt: skip
CODED = {
    "plain": (PAYLOAD.encode(), {}),
    "gzip": (gzip.compress(PAYLOAD.encode()), {"Content-Encoding": "gzip"}),
    "deflate": (zlib.compress(PAYLOAD.encode()), {"content-encoding": "deflate"}),
    "raw deflate": (zlib.compress(PAYLOAD.encode(), wbits=-15), {"Content-Encoding": "deflate"}),
    "br": (brotli.compress(PAYLOAD.encode()), {"Content-Encoding": "br"}),
    "two": (brotli.compress(gzip.compress(PAYLOAD.encode())), {"Content-Encoding": "gzip, br"}),
    "latin-1": (PAYLOAD.encode("latin-1"), {"Content-Type": "application/json; charset=iso-8859-1"}),
    "utf-16": (PAYLOAD.encode("utf-16"), {}),
    "mark": (PAYLOAD.encode("utf-8-sig"), {}),
    "coded latin-1": (
        gzip.compress(PAYLOAD.encode("latin-1")),
        {"Content-Type": "application/json; charset=latin1", "Content-Encoding": "gzip"},
    ),
}


@pytest.mark.parametrize("name", CODED)
def test_what_a_coded_body_says_is_read(services: Services, tmp_path: Path, name: str) -> None:
    body, headers = CODED[name]
    posted = {"text": base64.b64encode(body).decode(), "encoding": "base64"}
    listed = [{"name": name, "value": value} for name, value in headers.items()]
    request = entry()["request"] | {"headers": listed, "postData": posted}
    file = written(tmp_path / "x.har", entry(request=request))
    do(services, services.imports.apply(do(services, services.imports.preview(file))))
    (row,) = services.history.page(limit=2)
    assert (row.family, row.event_id, row.goods_owner_id, row.system) == ("order", 71, 12, "demo")
    if not headers:
        pasted = services.history.rows([do(services, services.captures.keep(body))])[0]
        assert (pasted.family, pasted.event_id, pasted.goods_owner_id) == ("order", 71, 12)


@pytest.mark.parametrize("kind", ["application/json; charset=ISO-8859-1", "text/plain;charset=windows-1252", "x/y", ""])
def test_a_text_is_in_the_charset_that_its_header_names(services: Services, tmp_path: Path, kind: str) -> None:
    headers = [{"name": "Content-Type", "value": kind}] if kind else []
    request = entry()["request"] | {"headers": headers, "postData": {"mimeType": kind, "text": PAYLOAD}}
    response = {"status": 200, "headers": headers, "content": {"mimeType": kind, "text": "Å"}}
    file = written(tmp_path / "x.har", entry(request=request, response=response))
    do(services, services.imports.apply(do(services, services.imports.preview(file))))
    found = services.history.get(1)
    assert found is not None
    assert found.response is not None
    for message, text in ((found.request, PAYLOAD), (found.response, "Å")):
        assert readable(message.body, message.headers).decode() == text
    assert found.row.event_id == 71


def test_a_large_file_of_ours_comes_in_again_with_bounded_memory(services: Services, tmp_path: Path) -> None:
    body = json.dumps({"text": "x" * MB})
    items = [entry(number, request=entry(number)["request"] | {"postData": {"text": body}}) for number in range(24)]
    do(services, services.imports.apply(do(services, services.imports.preview(written(tmp_path / "x.har", *items)))))
    del items
    file = tmp_path / "ours.har"
    do(services, services.exports.write(file, Selection(), "har"))
    assert file.stat().st_size > 24 * MB
    tracemalloc.start()
    try:
        plan = do(services, services.imports.preview(file))
        assert do(services, services.imports.apply(plan)) == 24
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert peak < 20 * MB + 4 * MB
    first, again = services.history.get(1), services.history.get(25)
    assert first is not None
    assert again is not None
    assert (first.request, first.row.target, first.row.at) == (again.request, again.row.target, again.row.at)


def test_it_says_how_far_it_is_and_can_be_stopped(services: Services, tmp_path: Path) -> None:
    file = written(tmp_path / "x.har", *(entry(number) for number in range(1_000)))
    told: list[tuple[int, int]] = []
    plan = do(services, services.imports.preview(file, Watch(lambda done, of: told.append((done, of)))))
    assert told[-1][0] <= told[-1][1] == file.stat().st_size // 1000
    stopping = Watch()
    stopping.stop.set()
    with pytest.raises(KnownError, match="import-cancelled"):
        do(services, services.imports.preview(file, stopping))
    halfway = Watch(lambda done, _: halfway.stop.set() if done >= 300 else None)
    with pytest.raises(KnownError, match="import-cancelled"):
        do(services, services.imports.apply(plan, halfway))
    assert services.history.page(limit=5) == []
    assert do(services, services.imports.apply(plan)) == 1_000


def test_a_file_that_changed_meanwhile_is_not_taken_in(services: Services, tmp_path: Path) -> None:
    file = written(tmp_path / "x.har", entry(1), entry(2))
    plan = do(services, services.imports.preview(file))
    written(file, entry(3))
    with pytest.raises(KnownError, match="har-changed"):
        do(services, services.imports.apply(plan))
    file.unlink()
    with pytest.raises(KnownError, match="config-unreadable"):
        do(services, services.imports.apply(plan))
    assert services.history.page(limit=5) == []


def test_entries_without_a_time_get_that_of_the_file(services: Services, tmp_path: Path) -> None:
    file = written(tmp_path / "x.har", entry(startedDateTime=None), entry(startedDateTime="soon"), entry(5))
    os.utime(file, (1_700_000_000, 1_700_000_000))
    plan = do(services, services.imports.preview(file))
    assert (plan.count, plan.left_out, plan.doubtful) == (3, 0, 2)
    assert plan.remarks[0].codes == ("har-time-taken",)
    do(services, services.imports.apply(plan))
    assert [row.at.timestamp() for row in services.history.page(limit=9, after=0)][:2] == [1_700_000_000] * 2


@pytest.mark.parametrize("name", CODED)
def test_a_coded_body_is_edited_as_its_text(services: Services, tmp_path: Path, name: str) -> None:
    body, headers = CODED[name]
    posted = {"text": base64.b64encode(body).decode(), "encoding": "base64"}
    listed = [{"name": name, "value": value} for name, value in headers.items()]
    request = entry()["request"] | {"headers": listed, "postData": posted}
    file = written(tmp_path / "x.har", entry(request=request))
    do(services, services.imports.apply(do(services, services.imports.preview(file))))
    payload = do(services, services.sending.payloads.of_exchange(1))
    assert payload is not None
    assert payload.text == PAYLOAD
    broken = text_payload(b"\x1f\x8b not gzip", (("Content-Encoding", "gzip"),))
    assert broken is None
