"""What a test contains, where it may be sent, and what is stored of it."""

from __future__ import annotations

import json
import threading
from dataclasses import replace
from typing import Any

import pytest

from ongoing_desktop.domain.secret import Secret
from ongoing_desktop.domain.sending import Failure, Response, SendResult, Timing
from ongoing_desktop.domain.settings import Webhook
from ongoing_desktop.domain.targets import NeedsConfirmation, marked
from ongoing_desktop.services.sender import LARGE
from ongoing_desktop.services.sending import CannotSend, Payload, SendOutcome
from ongoing_desktop.services.webhooks import ReplaceCredential
from tests.helpers import until
from tests.services.conftest import Parts


def hook_of(parts: Parts, **fields: object) -> Webhook:
    parts.add_system()
    values: dict[str, object] = {
        "name": "Picked",
        "type": "order-picked",
        "goods_owners": (12,),
        "url": "http://127.0.0.1:9/h",
        "authentication": "basic",
        "username": "acme",
        "retry_policy": "one-day",
    }
    hook = replace(parts.webhooks.new_draft("regular", "sys"), **{**values, **fields})
    parts.run(parts.webhooks.save(hook, ReplaceCredential(Secret("pass-word"))))
    return hook


def body_of(parts: Parts) -> dict[str, object]:
    return json.loads(parts.sender.requests[-1].body)


def test_the_documented_request(parts: Parts) -> None:
    hook = hook_of(parts)
    tested = parts.run(parts.sending.test(hook.id))
    assert isinstance(tested, SendOutcome)
    request = parts.sender.requests[0]
    assert (request.method, request.url) == ("POST", hook.url)
    assert ("Content-Type", "application/json") in request.headers
    assert ("Authorization", "Basic YWNtZTpwYXNzLXdvcmQ=") in request.headers
    body = body_of(parts)
    assert (body["system"], body["goodsOwnerId"], body["goodsOwnerName"], body["webhookTemplate"]) == (
        "demo",
        12,
        "Acme",
        "Order is picked",
    )
    assert body["timestamp"] == "2026-01-15T09:30:29.9324850"


def test_event_ids_rise_per_system(parts: Parts) -> None:
    hook = hook_of(parts)
    seen = []
    for _ in range(3):
        parts.run(parts.sending.test(hook.id))
        seen.append(body_of(parts)["webhookEventId"])
    assert seen == [1, 2, 3]


def test_what_was_entered_is_remembered_and_what_we_filled_in_is_renewed(parts: Parts) -> None:
    hook = hook_of(parts)
    fresh = parts.sending.payloads.make(hook.id)
    edited = replace(fresh, text=fresh.text.replace('"3992"', '"A 1"'))
    tested = parts.run(parts.sending.test(hook.id, payload=edited))
    parts.run(parts.webhooks.remember(hook.id, test_payload=tested.payload.text))
    parts.run(parts.sending.test(hook.id))
    body = body_of(parts)
    assert body["orderNumber"] == "A 1"
    assert body["webhookEventId"] == 2


def test_an_event_id_that_the_user_typed_stays(parts: Parts) -> None:
    hook = hook_of(parts)
    fresh = parts.sending.payloads.make(hook.id)
    typed = replace(fresh, text=fresh.text.replace('"webhookEventId": 0', '"webhookEventId": 777'))
    parts.run(parts.sending.test(hook.id, payload=typed))
    assert body_of(parts)["webhookEventId"] == 777


def test_history_holds_the_exchange_without_the_credential(parts: Parts) -> None:
    hook = hook_of(parts)
    parts.sender.result = SendResult(
        Response(
            200,
            "OK",
            "HTTP/1.1",
            (("X-Echo", "Basic YWNtZTpwYXNzLXdvcmQ="),),
            b"you said pass-word and YWNtZTpwYXNzLXdvcmQ=",
        ),
        Timing(total_ms=2),
    )
    tested = parts.run(parts.sending.test(hook.id))
    kept = parts.history.get(tested.exchange_id)
    text = repr(kept) + repr(tested) + repr(parts.history.outcomes)
    assert "pass-word" not in text
    assert "YWNtZTpwYXNzLXdvcmQ=" not in text
    assert kept.row.status == 200


def test_a_host_that_is_not_this_computer_asks_once(parts: Parts) -> None:
    hook = hook_of(parts, url="https://erp.example/h")
    asked = parts.run(parts.sending.test(hook.id))
    assert (asked.host, asked.to_type) == ("erp.example", "")
    assert parts.sender.requests == []
    assert isinstance(parts.run(parts.sending.test(hook.id, confirmed=asked.agreed())), SendOutcome)
    assert isinstance(parts.run(parts.sending.test(hook.id)), SendOutcome)


def test_a_production_host_asks_every_time_for_its_name(parts: Parts) -> None:
    hook = hook_of(parts, url="https://erp.example/h")
    parts.run(parts.settings.change("preferences", lambda now: marked(now, hosts={}, systems={"sys": True})))
    assert isinstance(parts.run(parts.sending.test(hook.id, confirmed=True)), NeedsConfirmation)
    asked = parts.run(parts.sending.test(hook.id))
    assert asked.agreed() is None
    for _ in range(2):
        assert isinstance(parts.run(parts.sending.test(hook.id, confirmed=asked.agreed("ERP.example"))), SendOutcome)
        assert isinstance(parts.run(parts.sending.test(hook.id)), NeedsConfirmation)
    assert len(parts.sender.requests) == 2
    local = parts.run(parts.sending.test(hook.id, target_key="listener"))
    assert isinstance(local, SendOutcome)


@pytest.mark.parametrize("url", ["http://0x7f000001/", "http://2130706433/"])
def test_odd_spellings_of_this_computer_ask_or_are_refused(parts: Parts, url: str) -> None:
    hook = hook_of(parts)
    assert not isinstance(parts.run(parts.sending.test(hook.id, url=url)), SendOutcome)


def test_without_a_credential_nothing_is_sent(parts: Parts) -> None:
    hook = hook_of(parts)
    copy = parts.run(parts.clipboard.duplicate([hook.id]))[0]
    assert parts.run(parts.sending.test(copy.id)) == CannotSend("send-no-secret")


def test_refused_at_our_own_address_offers_to_listen(parts: Parts) -> None:
    hook = hook_of(parts, url="http://127.0.0.1:8765/h")
    parts.sender.result = SendResult(Failure("refused", "send-refused", {"host": "127.0.0.1", "port": 8765}), Timing())
    tested = parts.run(parts.sending.test(hook.id))
    assert tested.can_start_listener
    assert tested.row.failure == "refused"
    assert "refused" in tested.sentences[0]
    assert "15 retries" in tested.sentences[-1]


def test_a_401_says_which_scheme_was_asked_for_and_which_was_sent(parts: Parts) -> None:
    hook = hook_of(parts, retry_policy="none")
    parts.sender.result = SendResult(
        Response(401, "", "HTTP/1.1", (("WWW-Authenticate", 'Bearer realm="x, y", charset=z'),), b""),
        Timing(),
    )
    sentences = parts.run(parts.sending.test(hook.id)).sentences
    assert any("Bearer" in text and "Basic" in text for text in sentences)
    assert any("not try again" in text for text in sentences)


def test_targets(parts: Parts) -> None:
    hook = hook_of(parts, url="https://erp.example/a?b=c", local_target="http://localhost:3000/x")
    targets = {target.key: target.url for target in parts.sending.targets(hook)}
    assert targets == {
        "url": hook.url,
        "listener": "http://127.0.0.1:8765/a?b=c",
        "local": "http://localhost:3000/x",
    }


@pytest.mark.parametrize(("text", "line", "column"), [("{", 1, 2), ('{\n "a": }', 2, 7), ("[1,]", 1, 3)])
def test_payload_problems_have_a_place(parts: Parts, text: str, line: int, column: int) -> None:
    problem = parts.sending.payloads.problem(text)
    assert problem.code == "payload-not-json"
    assert problem.params["line"] == line
    assert abs(int(str(problem.params["column"])) - column) <= 1


def test_odd_payloads_are_values_not_crashes(parts: Parts) -> None:
    assert parts.sending.payloads.problem("").code == "payload-empty"
    assert parts.sending.payloads.problem("[" * 100_000 + "]" * 100_000).code == "payload-not-json"
    assert parts.sending.payloads.problem('"\ud800"').code == "payload-not-text"
    assert parts.sending.payloads.problem('{"a": ' + "9" * 5000 + "}") is None


def test_cancel_is_kept_in_the_history(parts: Parts) -> None:
    hook = hook_of(parts)
    parts.sender.hang = True
    job = parts.engine.submit(parts.sending.test(hook.id))

    async def entered() -> None:
        await parts.sender.entered.wait()

    parts.run(entered())
    job.cancel()

    until(lambda: 1 in parts.history.outcomes, "the outcome")
    assert parts.history.outcomes[1].answer == "failed"


def test_cancelled_while_it_is_noted_it_is_noted_as_cancelled(parts: Parts, monkeypatch: pytest.MonkeyPatch) -> None:
    hook = hook_of(parts)
    append, begun, go_on = parts.history.append, threading.Event(), threading.Event()

    def slow(*args: Any, **options: Any) -> list[int]:
        if not begun.is_set():
            begun.set()
            assert go_on.wait(20)
        return append(*args, **options)

    monkeypatch.setattr(parts.history, "append", slow)
    large = json.dumps({"text": "x" * LARGE})  # so large that another thread records it
    job = parts.engine.submit(parts.sending.test(hook.id, payload=large))
    assert begun.wait(20)
    job.cancel()
    go_on.set()

    until(lambda: 1 in parts.history.outcomes, "the outcome")
    assert parts.history.outcomes[1].answer == "failed"
    assert not parts.sender.requests


def test_text_payloads_go_as_they_are(parts: Parts) -> None:
    hook = hook_of(parts)
    parts.run(parts.sending.test(hook.id, payload='{"a": 1.10}'))
    assert parts.sender.requests[-1].body == b'{"a": 1.10}'
    parts.run(parts.sending.test(hook.id, payload=b"\xff not json"))
    assert parts.sender.requests[-1].body == b"\xff not json"
    assert isinstance(Payload("x"), Payload)
