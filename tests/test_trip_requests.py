"""Requests that belong to no webhook, their library, and what is made of a capture: real sockets, files and history."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from ongoing_desktop.domain.errors import UsageError
from ongoing_desktop.domain.saved_request import SavedRequest, saving_problems
from ongoing_desktop.domain.targets import NeedsConfirmation
from ongoing_desktop.formats.saved_request import parse_request, write_request
from ongoing_desktop.services import Services
from ongoing_desktop.services.sending import CannotSend
from tests.helpers import do, post, run


def send(services: Services, request: SavedRequest) -> Any:
    return do(services, services.requests.send(request, lambda _: None))


def listening(services: Services) -> str:
    do(services, services.listening.start(0))
    assert services.listening.state.url
    return services.listening.state.url


def test_a_free_request_is_sent_as_entered_and_kept_in_the_history(services: Services) -> None:
    hook = do(services, services.demo.add())
    base = listening(services)
    (sent,) = send(services, SavedRequest("", "GET", f"{base}/health?a=1", ("X-Own: 1",)))
    assert (sent.status, sent.good) == (200, True)
    out = services.history.get(sent.exchange_id)
    assert out is not None
    assert (out.row.method, out.row.target, out.row.webhook) == ("GET", f"{base}/health?a=1", None)
    assert ("X-Own", "1") in out.request.headers
    (arrived,) = services.history.page(limit=9, direction="in")
    assert (arrived.method, arrived.target) == ("GET", "/health?a=1")
    path = hook.url.split("/", 3)[3]
    (sent,) = send(services, SavedRequest("", "PUT", f"{base}/{path}", ("Content-Type: text/plain",), "täxt", hook.id))
    arrived = services.history.page(limit=1, direction="in")[0]
    assert (arrived.method, arrived.verdict) == ("PUT", "verified")
    assert services.history.get(arrived.id).request.body == "täxt".encode()  # type: ignore[union-attr]


def test_what_cannot_be_sent_says_why_and_other_computers_are_asked_about(services: Services) -> None:
    do(services, services.demo.add())
    for request, code in (
        (SavedRequest(method="GET", url="ftp://a/"), "url-scheme"),
        (SavedRequest(method="GET", url="http://127.0.0.1/", headers=("Authorization: Basic x",)), "header-secret"),
        (SavedRequest(method="GET", url="http://127.0.0.1/", webhook="gone"), "request-no-webhook"),
    ):
        found = send(services, request)
        assert isinstance(found, CannotSend)
        assert found.code == code
    assert isinstance(send(services, SavedRequest(method="GET", url="https://erp.example/health")), NeedsConfirmation)


def test_the_library_keeps_what_it_can_read_and_names_the_rest(services: Services, data_dir: Path) -> None:
    requests = services.requests
    health = SavedRequest("Hälsa", "GET", "http://127.0.0.1:9/health", ("X-Own: 1",), extra={"own": [1]})
    payload = SavedRequest("An order", body='{"orderId": 1}')
    for one in (health, payload):
        do(services, requests.save(one))
    (data_dir / "requests" / "broken.json").write_text("{")
    entries = do(services, requests.entries())
    assert [entry.request for entry in entries] == [payload, None, health]
    assert "broken.json cannot be read" in entries[1].problem
    assert do(services, requests.find("an ORDER")) == payload
    with pytest.raises(UsageError, match="request-unknown"):
        do(services, requests.find("nothing"))
    do(services, requests.remove(entries[0].key))
    assert [entry.title for entry in do(services, requests.entries())] == ["broken", "Hälsa"]


def test_no_credential_is_saved() -> None:
    bad = SavedRequest("x", "GET", "http://a/?access_token=1")
    assert [problem.code for problem in saving_problems(bad)] == ["request-secret"]
    bad = SavedRequest("x", "GET", "http://a/", ("X-Auth-Token: 1",))
    assert [problem.code for problem in saving_problems(bad)] == ["header-secret"]
    assert [problem.code for problem in saving_problems(SavedRequest(" ", body="1"))] == ["request-name"]


def test_a_file_is_written_as_it_was_read() -> None:
    request = SavedRequest("a", "POST", "http://a/", ("A: b",), "{}", "h1", {"later": True})
    data = write_request(request)
    assert parse_request(data, "a") == request
    assert write_request(parse_request(data, "a")) == data
    for wrong in (b"[]", b'{"format": "x", "version": 1}', json.dumps({"format": "ongoing-desktop-request"}).encode()):
        with pytest.raises(UsageError):
            parse_request(wrong, "a")


def test_a_saved_payload_is_tested_by_name(services: Services, data_dir: Path) -> None:
    hook = replace(do(services, services.demo.add()), authentication="none")
    do(services, services.settings.change("save", lambda now: replace(now, webhooks=(hook,))))
    base = listening(services)
    do(services, services.requests.save(SavedRequest("An order", body='{"webhookEventId": 77}')))
    path = hook.url.split("/", 3)[3]
    done = run(data_dir, "webhooks", "test", hook.id, "--to", f"{base}/{path}", "--payload", "an order")
    assert done.returncode == 0, done.stderr
    arrived = services.history.page(limit=1, direction="in")[0]
    assert arrived.event_id == 77
    done = run(data_dir, "webhooks", "test", hook.id, "--payload", "another")
    assert done.returncode == 2
    assert b"Saved: An order." in done.stderr


def test_a_capture_becomes_a_webhook_and_a_request(services: Services) -> None:
    hook = do(services, services.demo.add())
    base = listening(services)
    sent = do(services, services.sending.test(hook.id, target_key="listener"))
    body = services.history.get(sent.exchange_id).request.body  # type: ignore[union-attr]
    post(base, "/somewhere/else?token=s3cret", body, {"X-Auth-Token": "s3cret", "X-Own": "1"})
    row = services.history.page(limit=1, direction="in")[0]
    assert row.verdict == "unmatched"
    draft = do(services, services.captures.draft(row.id, ""))
    assert draft.hook == replace(
        draft.hook,
        type=hook.type, system=hook.system, goods_owners=hook.goods_owners, url=f"{base}/somewhere/else",
        authentication="x-auth-token",
    )  # fmt: skip
    assert draft.text == body.decode()
    request = do(services, services.captures.request_of(row.id))
    assert (request.method, request.body) == ("POST", body.decode())
    assert "X-Own: 1" in request.headers
    assert "s3cret" not in repr(request)
