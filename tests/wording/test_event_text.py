"""The sentence of each trigger, received and sent, and the next steps."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest

from ongoing_desktop.domain.exchange import Exchange, ExchangeRow, Message
from ongoing_desktop.domain.payload import PayloadFacts, inspect
from ongoing_desktop.domain.settings import Webhook
from ongoing_desktop.storage.resources import load_catalogue
from ongoing_desktop.wording.event_text import Named, ordinal, overview
from ongoing_desktop.wording.sending_text import next_steps

CATALOGUE = load_catalogue()
AT = datetime(2026, 1, 15, 12, 0, tzinfo=UTC)
LOCAL = AT.astimezone()
TEXTS = {
    "system": "demo", "timestamp": "2026-01-15T12:00:00.0000000", "orderNumber": "A-1", "articleNumber": "X-1",
    "fileName": "label.pdf", "labelId": "P-1", "purchaseOrderNumber": "PO-1", "productionOrderNumber": "PR-1",
    "goodsOwnerName": "Acme",
}  # fmt: skip
SENTENCES = {
    "order-picked": "Order A-1 of Acme was picked",
    "order-status-changed": "Order A-1 of Acme got status 450 (Sent)",
    "order-created": "Order A-1 of Acme was created",
    "article-created": "Article X-1 of Acme was created",
    "article-updated": "Article X-1 of Acme was updated",
    "article-deleted": "Article X-1 of Acme was deleted",
    "article-item-status-changed": "Stock part 7 of article X-1 of Acme got another status",
    "file-attached": "File label.pdf of Acme was attached to order 7",
    "inbound-performed": "Article X-1 of Acme was received",
    "move-performed": "Article X-1 of Acme was moved",
    "inventory-performed": "Stock of article X-1 of Acme was adjusted",
    "movement-order-created": "Movement order 7 of Acme was created",
    "movement-order-updated": "Movement order 7 of Acme was updated",
    "movement-order-executed": "Movement order 7 of Acme was executed",
    "movement-order-deleted": "Movement order 7 of Acme was deleted",
    "movement-pallet-item-created": "Movement of pallet P-1 of Acme was created",
    "movement-pallet-item-updated": "Movement of pallet P-1 of Acme was updated",
    "movement-pallet-item-executed": "Movement of pallet P-1 of Acme was executed",
    "movement-pallet-item-deleted": "Movement of pallet P-1 of Acme was deleted",
    "pallet-item-closed": "Pallet P-1 of Acme was closed",
    "pick-order-created": "Pick order 7 of Acme was created",
    "pick-order-started": "Pick order 7 of Acme was started",
    "pick-order-executed": "Pick order 7 of Acme was executed",
    "article-allocated": "Article X-1 on order A-1 of Acme was allocated",
    "article-picked": "Article X-1 on order A-1 of Acme was picked",
    "article-packed": "Article X-1 on order A-1 of Acme was packed",
    "article-returned": "Article X-1 on order A-1 of Acme was returned",
    "article-deallocated": "Article X-1 on order A-1 of Acme was deallocated",
    "production-order-status-changed": "Production order PR-1 of Acme got status 450 (Sent)",
    "production-order-created": "Production order PR-1 of Acme was created",
    "purchase-order-line-created": "Line 7 of purchase order PO-1 of Acme was created",
    "purchase-order-line-changed": "Line 7 of purchase order PO-1 of Acme was changed",
    "purchase-order-line-deleted": "Line 7 of purchase order PO-1 of Acme was deleted",
    "purchase-order-received": "Purchase order PO-1 of Acme was received",
    "purchase-order-status-changed": "Purchase order PO-1 of Acme got status 450 (Sent)",
    "purchase-order-created": "Purchase order PO-1 of Acme was created",
    "inbound-shipment-status-changed": "Inbound shipment 7 of Acme got another status",
    "outbound-shipment-status-changed": "Outbound shipment 7 of Acme got another status",
}


def row(**fields: Any) -> ExchangeRow:
    usual: dict[str, Any] = {
        "id": 1, "direction": "in", "at": AT, "method": "POST", "target": "/hook?a=1", "status": 200, "answer": "sent",
        "failure": None, "verdict": "verified", "reason_code": "right", "reason_params": {}, "webhook": "w",
        "system": "demo", "family": None, "type": None, "event_id": 139, "goods_owner_id": 12, "attempt": 1, "bytes": 2,
        "duration_ms": 1.0,
    }  # fmt: skip
    return ExchangeRow(**{**usual, **fields})


def filled(value: Any, name: str = "") -> Any:
    match value:
        case dict():
            return {key: filled(item, key) for key, item in value.items()}
        case list():
            return [filled(item) for item in value]
        case "string" | "2023-01-01T12:00:00.0000000":
            return TEXTS.get(name, value)
        case 0:
            return 450 if name == "number" else 7
        case _:
            return value


def told(key: str, **fields: Any) -> str:
    family = CATALOGUE.family_of(key)
    assert family is not None
    trigger = CATALOGUE.trigger(key)
    example = filled(family.example)
    template = {**example, "goodsOwnerName": "Acme", "webhookTemplate": trigger.title if trigger else ""}
    facts = inspect(json.dumps(template).encode(), CATALOGUE)
    arrivals = fields.pop("arrivals", 1)
    named = fields.pop("named", Named(status="Sent"))
    shown = row(type=key, family=family.key, **fields)
    return overview(shown, facts, CATALOGUE, LOCAL.date(), named=named, arrivals=arrivals)


def test_the_table_names_only_what_there_is() -> None:
    assert set(SENTENCES) <= {trigger.key for trigger in CATALOGUE.triggers}


@pytest.mark.parametrize("key", [trigger.key for trigger in CATALOGUE.triggers])
def test_each_trigger_is_told_in_one_sentence(key: str) -> None:
    """As in the table; for a new trigger, a whole sentence about its subject."""
    usual = re.fullmatch(rf"([A-Z][^{{}}]+ of Acme (?:was|got|had) [^{{}}]+) at {LOCAL:%H:%M}; .*", told(key))
    assert usual, told(key)
    what = f"{SENTENCES.get(key, usual[1])} at {LOCAL:%H:%M}"
    assert told(key) == f"{what}; the only arrival seen here."
    assert told(key, attempt=3, arrivals=3) == f"{what}; third arrival seen here."
    sent = told(key, direction="out", target="https://u:p@erp.acme.example:8443/x?token=1", verdict=None)
    assert sent == f"Sent to erp.acme.example:8443: {what[0].lower()}{what[1:]}."
    again = told(key, direction="out", target="https://erp.acme.example/x", verdict=None, attempt=2)
    assert again.endswith("; second attempt.")


@pytest.mark.parametrize(
    ("fields", "ending"),
    [
        ({"ours": True}, "; sent by this app."),
        ({"source": "file"}, "; imported from a file."),
        ({"event_id": None}, f" at {LOCAL:%H:%M}."),
        ({"attempt": 21, "arrivals": 21}, "; 21st arrival seen here."),
        ({"named": Named(owner="Beta AB")}, "; the only arrival seen here."),
    ],
)
def test_where_it_came_from_is_part_of_it(fields: dict[str, Any], ending: str) -> None:
    sentence = told("order-picked", **fields)
    assert sentence.endswith(ending)
    assert ("of Beta AB was" if "named" in fields else "of Acme was") in sentence


def test_what_a_payload_does_not_say_is_left_out_or_said_so() -> None:
    body = b'{"webhookOrdersId": 4, "orderNumber": "{order}", "timestamp": "x"}'
    facts = inspect(body, CATALOGUE)
    assert overview(row(event_id=None), facts, CATALOGUE, date(2026, 1, 15)) == (
        "Something happened to order {order}; the payload does not say which trigger of “Order” fired."
    )
    bare = inspect(b'{"webhookPickingId": 4, "webhookTemplate": "Article is packed"}', CATALOGUE)
    assert overview(row(event_id=None), bare, CATALOGUE, date(2026, 1, 15)) == "An article on an order was packed."
    other = overview(
        row(type="order-picked"), replace(facts, event_at="2026-01-15T12:00:00.0000000"), CATALOGUE, date(2026, 2, 1)
    )
    assert f"was picked on {LOCAL:%Y-%m-%d} at {LOCAL:%H:%M}; the body does not name its trigger" in other


@pytest.mark.parametrize(
    ("body", "start"),
    [
        (b"", "Received a POST request without a body"),
        (b"not json", "Received a POST request for /hook?a=1 with 8 bytes that are not JSON"),
        (b"[]", "Received a POST request for /hook?a=1 with JSON that is not an Ongoing payload"),
        (b"{}", "Received a POST request for /hook?a=1 with JSON that is not an Ongoing payload"),
        (b'{"webhookEventId": 139}', "Received a POST request for /hook?a=1 with JSON that is not an Ongoing payload"),
        (b'{"webhookArticlesId": 1}', "Something happened to an article"),
    ],
)
@pytest.mark.parametrize("verdict", ["verified", "open", "refused", "unverifiable"])
@pytest.mark.parametrize("key", SENTENCES)
def test_a_headline_asserts_only_what_the_body_says(body: bytes, start: str, verdict: str, key: str) -> None:
    family = CATALOGUE.family_of(key)
    if family is not None and family.key == "article" and body.startswith(b'{"webhookArticlesId'):
        return
    received = row(type=key, family=family.key if family else None, verdict=verdict, bytes=len(body), event_id=None)
    facts = inspect(body, CATALOGUE)
    assert overview(received, facts, CATALOGUE, LOCAL.date()).startswith(start)
    steps = next_steps(Exchange(received, Message(), None), facts, HOOK)
    assert "Nothing to do." not in steps or facts.family


@pytest.mark.parametrize(
    ("fields", "body", "sentence"),
    [
        ({"verdict": "malformed"}, b"", "Received data that is not a valid HTTP request."),
        ({"bytes": 0}, b"", "Received a POST request without a body for /hook?a=1."),
        ({}, b"[]", "Received a POST request for /hook?a=1 with JSON that is not an Ongoing payload."),
        ({"bytes": 1234}, b"x", "Received a POST request for /hook?a=1 with 1,234 bytes that are not JSON."),
        (
            {"bytes": 5 << 20},
            b"",
            "Received a POST request for /hook?a=1 with 5,242,880 bytes, too large to be examined.",
        ),
        (
            {"direction": "out", "target": "http://h/x"},
            b"x",
            "Sent a POST request to h with 2 bytes that are not JSON.",
        ),
    ],
)
def test_what_is_no_payload_is_told_too(fields: dict[str, Any], body: bytes, sentence: str) -> None:
    assert overview(row(**fields), inspect(body, CATALOGUE), CATALOGUE, LOCAL.date()) == sentence


def test_numbers_as_words() -> None:
    assert [ordinal(number) for number in (1, 10, 11, 12, 22, 103, 111)] == [
        "first", "tenth", "11th", "12th", "22nd", "103rd", "111th",
    ]  # fmt: skip


HOOK = Webhook(
    "w", "Name", "s", "regular", "order-picked", (12,), "http://x/y", authentication="basic", retry_policy="one-day"
)


@pytest.mark.parametrize(
    ("fields", "facts", "words"),
    [
        ({}, {"family": "order"}, "Nothing to do"),
        ({}, {}, "sends a JSON payload with every event"),
        ({"verdict": "refused", "reason_code": "wrong-password"}, {}, "Make both sides match"),
        ({"verdict": "refused", "reason_code": "header-absent"}, {}, "the same authentication"),
        ({"verdict": "unverifiable"}, {}, "enter its credential"),
        ({"verdict": "open"}, {}, "Choose an authentication"),
        ({"verdict": "unmatched"}, {"family": "order"}, "has the path /hook,"),
        ({"verdict": "unmatched"}, {}, "with the path /hook."),
        ({"verdict": "malformed", "status": 400}, {}, "Correct the sender"),
        ({"answer": "failed"}, {}, "closed the connection"),
        ({"status": 503}, {}, "The response was 503"),
        ({"source": "file"}, {}, "to be looked at"),
        ({"direction": "out", "verdict": None, "answer": "pending", "status": None}, {}, "Wait for the response"),
        ({"direction": "out", "verdict": None}, {}, "200"),
        ({"direction": "out", "verdict": None, "status": 401}, {}, "401"),
        (
            {"direction": "out", "verdict": None, "status": None, "failure": "timeout", "answer": "failed"},
            {},
            "no complete response",
        ),
    ],
)
def test_there_is_always_something_to_say_of_what_is_next(
    fields: dict[str, Any], facts: dict[str, Any], words: str
) -> None:
    steps = next_steps(Exchange(row(**fields), Message(), None), PayloadFacts(**facts), HOOK)
    assert words in " ".join(steps)


def test_a_webhook_that_is_gone_is_said() -> None:
    sent = Exchange(row(direction="out", verdict=None), Message(), None)
    assert "deleted" in next_steps(sent, PayloadFacts(), None)[0]
