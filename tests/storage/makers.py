"""Exchanges and settings for storage tests."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from ongoing_desktop.domain.exchange import Body, Judgement, Message, NewExchange
from ongoing_desktop.domain.forwarding import Forward
from ongoing_desktop.domain.rules import Match, Rule, Step
from ongoing_desktop.domain.settings import GoodsOwner, Preferences, Settings, System, Webhook, WebhookState

AT = datetime(2026, 1, 15, 9, 30, 29, 932485, tzinfo=UTC)
HOOK_ID = "3f0d4c1e-0000-4000-8000-000000000001"


def body_of(data: bytes | Body) -> Body:
    if isinstance(data, Body):
        return data
    return Body(data, None, len(data), hashlib.sha256(data).digest())


def judged(verdict: str = "verified", **fields: Any) -> Judgement:
    values: dict[str, Any] = {
        "reason_code": "basic-right", "webhook": HOOK_ID, "system": "demo", "family": "order", "type": "order-picked",
        "event_id": 7, "goods_owner_id": 12,
    }  # fmt: skip
    return Judgement(verdict, **{**values, **fields})  # type: ignore[arg-type]


def received(body: bytes | Body = b'{"orderId": 1}', **fields: Any) -> NewExchange:
    values: dict[str, Any] = {
        "direction": "in", "at": AT, "method": "POST", "target": "/hook?a=1",
        "headers": (("Host", "localhost"), ("X-Odd", 'say "hi"\\'), ("x-odd", "\xe5\xff")), "body": body_of(body),
        "status": 200, "judgement": judged(), "peer": "127.0.0.1:5000",
        "response": Message((("Content-Type", "text/plain"),), b"OK\n"),
    }  # fmt: skip
    return NewExchange(**{**values, **fields})


def sent(body: bytes | Body = b'{"orderId": 1}', **fields: Any) -> NewExchange:
    values: dict[str, Any] = {
        "direction": "out", "at": AT, "method": "POST", "target": "http://127.0.0.1:8765/hook",
        "headers": (("Content-Type", "application/json"),), "body": body_of(body), "status": None, "judgement": None,
        "webhook": HOOK_ID, "system": "demo", "family": "order", "type": "order-picked", "event_id": 7, "goods_owner_id": 12,
    }  # fmt: skip
    return NewExchange(**{**values, **fields})


RULE = Rule(
    "r1", "Slow", False, Match("POST", "/a*", HOOK_ID, "refused", "orders", "order-picked"),
    (Step("half", 503, (("Retry-After", "60"),), "å", 10, 20), Step("reset", before_reading=True)), "normal", {"x": 1},
)  # fmt: skip
PREFERENCES = Preferences(
    port=1, listening=True, keep_listening=True, public_address="https://x.example", theme="dark",
    confirmed_hosts=frozenset({"h:1", "a:2"}), sheets={"s1": {}}, window={"geometry": [1, 2]},
    forward=Forward(True, "http://127.0.0.1:8000/x", "replace", True, True, True, 5.5, (HOOK_ID,)),
    tls_certificate="/c.pem", tls_key="/k.pem", host="127.0.0.1", rule_rounds={"r1": 2},
)  # fmt: skip


def full_settings() -> Settings:
    """Every field with a value other than its default."""
    system = System(
        "s1", "Demo warehouse", "demo", (GoodsOwner(12, "Åkme", "ACME", {"note": "x"}), GoodsOwner(3, "Beta", "B")),
        address="https://api.ongoingsystems.se/demo", statuses={"200": "Open"}, transporters=("PostNord", "DHL"),
        demo=True, extra={"later": [1, 2]},
    )  # fmt: skip
    hook = Webhook(
        HOOK_ID, "Order \ud800 is picked", "s1", "automation", "order-picked", (12, 3), "https://erp.example/hook",
        email="a@b.se", authentication="basic", username="u", retry_policy="one-day", enabled=True,
        settings={"statuses": [{"from": 200, "to": 400}]}, number=44, local_target="http://localhost:1/x",
        on_refusal="401", keep_raw=True, extra={"x": None},
    )  # fmt: skip
    state = WebhookState("ref1", True, AT, AT, "f00", "local", '{"a": 1}')
    return Settings(
        0, (system, System("s0", "A", "a")), (hook, Webhook("w0", "B", "s0", "regular", "file-attached", (), "")),
        {HOOK_ID: state}, PREFERENCES, {"later": []}, (RULE,),
    )  # fmt: skip


def spool(folder: Path, data: bytes) -> Body:
    path = folder / "spooled"
    path.write_bytes(data)
    return Body(b"", str(path), len(data), hashlib.sha256(data).digest())
