"""Recorded requests sent again: real sockets, real history, and no unintended credential."""

from __future__ import annotations

import gzip
import itertools
import json
import time
from dataclasses import replace
from typing import Any

from ongoing_desktop.domain.filters import Filter, Term
from ongoing_desktop.domain.replay import ReplayChoice
from ongoing_desktop.domain.rules import Rule, Step
from ongoing_desktop.domain.settings import Webhook
from ongoing_desktop.domain.targets import NeedsConfirmation
from ongoing_desktop.services import Services
from ongoing_desktop.services.exports import Selection
from ongoing_desktop.services.sending import CannotSend
from ongoing_desktop.services.webhooks import KeepCredential
from tests.helpers import do, post

TOKEN = "r3corded-pl4nted"


def again(services: Services, choice: ReplayChoice, **more: Any) -> Any:
    return do(services, services.replay.run(choice, lambda _: None, **more))


def rows(services: Services, direction: str) -> list[Any]:
    return services.history.page(limit=100, direction=direction)[::-1]


def base(services: Services) -> str:
    assert services.listening.state.url
    return services.listening.state.url


def whole(services: Services, number: int) -> Any:
    return services.history.get(number)


def received(services: Services, hook: Webhook, body: bytes, token: str = TOKEN) -> Any:
    path = "/" + hook.url.split("/", 3)[3]
    post(base(services), path, body, {"X-Auth-Token": token, "X-Own": "kept", "Content-Type": "application/json"})
    return rows(services, "in")[-1]


def test_received_ones_are_sent_again_in_their_order_and_gaps_with_the_keyring_s_credential(services: Services) -> None:
    hook = do(services, services.demo.add())
    do(services, services.listening.start(0))
    bodies = [b'{"webhookEventId": 1, "odd":  1.10}', b"\xff not json", b"last"]
    ids = []
    for body in bodies:
        ids.append(received(services, hook, body, "wrong").id)
        time.sleep(0.15)
    found = again(services, ReplayChoice((ids[2], ids[0], ids[1]), gaps=True))
    assert [item.replayed for item in found] == ids
    assert [item.status for item in found] == [200, 200, 200]
    arrived = rows(services, "in")[3:]
    assert [whole(services, row.id).request.body for row in arrived] == bodies
    assert [(row.verdict, row.ours, row.webhook) for row in arrived] == [("verified", True, hook.id)] * 3
    gaps = [(two.at - one.at).total_seconds() for one, two in itertools.pairwise(arrived)]
    assert all(gap >= 0.12 for gap in gaps), gaps
    headers = dict(whole(services, arrived[0].id).request.headers)
    assert headers["X-Own"] == "kept"
    assert whole(services, found[0].exchange_id).detail["replay_of"] == ids[0]


def test_a_sent_one_goes_to_another_target_edited(services: Services) -> None:
    hook = do(services, services.demo.add())
    do(services, services.listening.start(0))
    sent = do(services, services.sending.test(hook.id, target_key="listener"))
    edited = json.dumps({"webhookEventId": 9})
    (item,) = again(
        services, ReplayChoice((sent.exchange_id,), where="other", url=f"{base(services)}/elsewhere", body=edited)
    )
    assert item.good
    row = rows(services, "in")[-1]
    assert row.target == "/elsewhere"
    assert whole(services, row.id).request.body == edited.encode()
    (item,) = again(services, ReplayChoice((sent.exchange_id,)))
    assert whole(services, item.exchange_id).request.body == whole(services, sent.exchange_id).request.body
    assert rows(services, "in")[-1].verdict == "verified"


def test_a_recorded_credential_only_where_kept_raw_and_only_when_ticked(services: Services) -> None:
    hook = do(services, services.demo.add())
    do(services, services.listening.start(0))
    redacted = received(services, hook, b'{"a": 1}')
    assert again(services, ReplayChoice((redacted.id,), recorded=True)) == CannotSend(
        "replay-not-recorded", {"id": redacted.id}
    )
    do(services, services.webhooks.save(replace(hook, keep_raw=True), KeepCredential()))
    do(services, services.listening.synced())
    raw = received(services, hook, b'{"a": 2}')
    (item,) = again(services, ReplayChoice((raw.id,)))
    assert rows(services, "in")[-1].verdict == "verified"  # the keyring's, because nothing was ticked
    (item,) = again(services, ReplayChoice((raw.id,), recorded=True))
    assert item.good
    last = rows(services, "in")[-1]
    assert (last.verdict, last.reason_code) == ("refused", "wrong-token")
    assert dict(whole(services, last.id).request.headers)["X-Auth-Token"] == TOKEN
    assert TOKEN not in str(whole(services, item.exchange_id).request.headers)


def test_what_belongs_to_nobody_and_what_cannot_go(services: Services) -> None:
    do(services, services.listening.start(0))
    post(base(services), "/nobody?x=1", b"hello", {"X-Auth-Token": TOKEN})
    row = rows(services, "in")[-1]
    (item,) = again(services, ReplayChoice((row.id,)))
    assert item.good
    twin = rows(services, "in")[-1]
    assert (twin.target, twin.webhook, twin.ours) == ("/nobody?x=1", None, True)
    assert "X-Auth-Token" not in dict(whole(services, twin.id).request.headers)
    assert isinstance(again(services, ReplayChoice((row.id,), where="url")), CannotSend)
    assert isinstance(again(services, ReplayChoice((row.id, 9999))), CannotSend)
    asked = again(services, ReplayChoice((row.id,), where="other", url="https://erp.example/x"))
    assert isinstance(asked, NeedsConfirmation)
    post(base(services), "/x?token=abc", b"")
    secret = rows(services, "in")[-1]
    assert again(services, ReplayChoice((secret.id,))) == CannotSend("replay-nowhere", {"id": secret.id})


def test_an_edited_body_goes_in_the_charset_of_its_header_and_without_a_coding(services: Services) -> None:
    do(services, services.listening.start(0))
    headers = {"Content-Type": "text/plain; charset=iso-8859-1", "Content-Encoding": "gzip"}
    post(base(services), "/x", gzip.compress("Å".encode("latin-1")), headers)
    (first,) = rows(services, "in")
    again(services, ReplayChoice((first.id,), where="own", body="Åä"))
    request = whole(services, rows(services, "in")[-1].id).request
    assert request.body == "Åä".encode("latin-1")
    assert not [name for name, _ in request.headers if name.lower() == "content-encoding"]


def test_of_each_event_that_failed_and_did_not_succeed_since_the_newest_is_found(services: Services) -> None:
    hook = do(services, services.demo.add())
    do(services, services.listening.start(0))
    answers = iter((500, 500, 200, 500, 500, 200))
    ids = []
    for event in (1, 2, 2, 3, 3, 4):
        rule = Rule("r", "Rule", steps=(Step(status=next(answers)),))
        do(services, services.settings.change("rules", lambda now, rule=rule: replace(now, rules=(rule,))))
        sent = do(
            services, services.sending.test(hook.id, target_key="listener", payload=f'{{"webhookEventId": {event}}}')
        )
        ids.append(sent.exchange_id)
    found = do(services, services.replay.failed(Selection(direction="out")))
    assert found == [ids[0], ids[4]]
    only = Filter((Term("event", "3"),))
    assert set(do(services, services.replay.failed(Selection(only)))) == {rows(services, "in")[4].id, ids[4]}
