"""Which webhook a request is for, and whether its credentials are right."""

from __future__ import annotations

import base64
import json
import re
from pathlib import Path
from typing import Any

import pytest

from ongoing_desktop.auth import SCHEMES
from ongoing_desktop.domain.exchange import Headers
from ongoing_desktop.domain.settings import Webhook
from ongoing_desktop.domain.urls import path_of
from ongoing_desktop.listener import matcher as inbox_module
from ongoing_desktop.listener.matcher import Judged, RequestMatcher, reply_for
from ongoing_desktop.wording.messages import SENTENCES, sentence
from ongoing_desktop.wording.request_warnings import REMARKS, remark_sentences
from tests.listener.makers import CATALOGUE, SYSTEM, hook, snapshot

HOST = ("Host", "localhost:8765")
BASIC = {"authentication": "basic", "username": "user"}
TOKEN = {"authentication": "x-auth-token"}


def basic(user: str = "user", password: str = "pass") -> tuple[str, str]:
    return "Authorization", "Basic " + base64.b64encode(f"{user}:{password}".encode()).decode()


def payload(trigger: str, *, template: bool = True, **changes: Any) -> bytes:
    """The documented example of a trigger's family."""
    family = CATALOGUE.family_of(trigger)
    assert family is not None
    title = CATALOGUE.trigger(trigger).title  # type: ignore[union-attr]
    data = {**family.example, "system": SYSTEM.code, "goodsOwnerId": 12, "webhookTemplate": title, **changes}
    for item in family.triggers:
        if item.flag and item.flag in data:
            data[item.flag] = False
    if not template:
        del data["webhookTemplate"]
    return json.dumps(data).encode()


def judge(
    *hooks: Webhook,
    target: str = "/hook",
    headers: Headers = (HOST,),
    body: bytes = b"",
    secrets: dict[str, str] | None = None,
    **changes: Any,
) -> Judged:
    return RequestMatcher(snapshot(*hooks, secrets=secrets, **changes), CATALOGUE).judge(target, headers, body)


def test_the_path_names_the_webhook() -> None:
    found = judge(hook("a"), hook("b", url="https://erp.example/other"))
    assert (found.judgement.webhook, found.judgement.verdict, found.judgement.type) == ("a", "open", "order-picked")
    assert found.judgement.system == "demo"


@pytest.mark.parametrize("target", ["/hook", "/hook/", "/hook?x=1", "http://localhost:8765/hook", "/hook/?"])
def test_query_and_a_last_slash_do_not_matter(target: str) -> None:
    assert judge(hook("a"), target=target).judgement.webhook == "a"


def test_the_exact_path_comes_before_the_one_with_a_slash_more() -> None:
    hooks = hook("a"), hook("b", url="https://erp.example/hook/")
    assert judge(*hooks, target="/hook").judgement.webhook == "a"
    assert judge(*hooks, target="/hook/").judgement.webhook == "b"


def test_the_local_target_and_disabled_webhooks_count_too() -> None:
    found = judge(
        hook("a", url="https://x.example/q", local_target="http://127.0.0.1:1/mine", enabled=False), target="/mine"
    )
    assert found.judgement.webhook == "a"


def test_a_path_of_any_alphabet_is_compared_as_it_goes_over_the_wire() -> None:
    assert judge(hook("a", url="https://x.example/mål"), target="/m%C3%A5l").judgement.webhook == "a"
    assert path_of("https://x.example") == "/"


def test_no_webhook_is_said_with_what_the_payload_tells() -> None:
    found = judge(hook("a"), target="/nowhere", body=payload("order-picked", webhookEventId=7))
    assert (found.judgement.verdict, found.judgement.webhook, found.judgement.family) == ("unmatched", None, "order")
    assert (found.judgement.event_id, found.judgement.goods_owner_id, found.judgement.system) == (7, 12, "demo")


def test_number_trigger_system_and_goods_owner_tell_shared_paths_apart() -> None:
    picked, article = hook("a"), hook("b", type="article-created")
    owner, numbered = hook("c", goods_owners=(13,)), hook("d", number=99)
    hooks = (picked, article, owner, numbered)
    member = CATALOGUE.family_of("order-picked").id_member  # type: ignore[union-attr]
    assert judge(*hooks, body=payload("article-created")).judgement.webhook == "b"
    assert judge(*hooks, body=payload("order-picked", goodsOwnerId=13)).judgement.webhook == "c"
    assert judge(*hooks, body=payload("order-picked", **{member: 99})).judgement.webhook == "d"
    assert judge(picked, numbered, body=payload("order-picked", **{member: 5})).judgement.webhook == "a"


def test_several_that_fit_are_named_and_none_is_chosen() -> None:
    found = judge(hook("a"), hook("b"), body=payload("order-picked"))
    assert (found.judgement.webhook, found.judgement.type) == (None, "order-picked")
    assert found.judgement.params["webhooks"] == "a, b"


def test_the_one_credential_that_fits_decides() -> None:
    hooks = hook("a", **BASIC), hook("b", **BASIC), hook("c")
    found = judge(*hooks, headers=(HOST, basic()), secrets={"a": "other", "b": "pass"})
    assert (found.judgement.webhook, found.judgement.verdict) == ("b", "verified")


def test_the_best_verdict_of_several_stands() -> None:
    hooks = hook("a", **BASIC), hook("b", **TOKEN)
    found = judge(*hooks, headers=(HOST, basic("user", "no")), secrets={"a": "pass"})
    assert (found.judgement.verdict, found.judgement.webhook) == (
        "refused",
        None,
    ) or found.judgement.verdict == "unverifiable"


@pytest.mark.parametrize("shared", ["none", "basic"])
def test_all_triggers_on_one_path_without_template_are_named_right_or_not(shared: str) -> None:
    hooks = tuple(
        hook(trigger.key, type=trigger.key, authentication=shared, username="user" if shared == "basic" else "")
        for trigger in CATALOGUE.triggers
    )
    secrets = {item.id: "pass" for item in hooks} if shared == "basic" else None
    for trigger in CATALOGUE.triggers:
        body = payload(trigger.key, template=False)
        found = judge(*hooks, headers=(HOST, basic()), body=body, secrets=secrets).judgement
        assert found.family == trigger.family
        assert found.type in (None, trigger.key)
        assert found.webhook in (None, trigger.key)
        named = judge(*hooks, headers=(HOST, basic()), body=payload(trigger.key), secrets=secrets).judgement
        assert (named.type, named.webhook) == (trigger.key, trigger.key)


def test_without_a_secret_nothing_is_ever_verified() -> None:
    for scheme in (BASIC, TOKEN):
        for headers in ((HOST, basic()), (HOST, basic("user", "")), (HOST, ("X-Auth-Token", "t"))):
            assert judge(hook("a", **scheme), headers=headers).judgement.verdict in ("unverifiable", "refused")
    found = judge(hook("a", **BASIC), headers=(HOST, basic()), unreadable={"a": "vault-locked"})
    assert (found.judgement.verdict, found.judgement.reason_code) == ("unverifiable", "secret-unreadable")


def test_a_credential_header_that_comes_twice_is_refused() -> None:
    twice = (HOST, basic(), ("authorization", "Basic eDp5"))
    found = judge(hook("a", **BASIC), headers=twice, secrets={"a": "pass"})
    assert (found.judgement.verdict, found.judgement.reason_code) == ("refused", "two-headers")
    odd = (HOST, basic(), ("X-Auth-Token", ""), ("x-auth-token", "b"))
    assert judge(hook("a", **BASIC), headers=odd, secrets={"a": "pass"}).judgement.verdict == "refused"


def test_web_pages_and_foreign_hosts_are_marked() -> None:
    found = judge(hook("a", enabled=True), headers=(("Host", "rebind.example"), ("Origin", "https://x.example")))
    assert found.judgement.params == {"no_event": "empty", "foreign_host": True, "from_web_page": True}
    plain = judge(hook("a", enabled=True), headers=(("Host", "[::1]:8765"),), body=payload("order-picked"))
    assert plain.judgement.params == {}


def test_refusal_answers_200_unless_the_webhook_wants_401() -> None:
    wrong = {"headers": (HOST, basic("user", "no")), "secrets": {"a": "pass"}}
    assert reply_for(judge(hook("a", **BASIC), **wrong)).status == 200
    strict = reply_for(judge(hook("a", on_refusal="401", **BASIC), **wrong))
    assert strict.status == 401
    assert ("WWW-Authenticate", 'Basic realm="Ongoing Desktop", charset="UTF-8"') in strict.headers
    assert reply_for(judge(hook("a", on_refusal="401", **BASIC), headers=(HOST, basic()))).status == 503
    right = judge(hook("a", on_refusal="401", **BASIC), headers=(HOST, basic()), secrets={"a": "pass"})
    assert reply_for(right).status == 200


def test_every_reason_has_a_sentence() -> None:
    package = Path(inbox_module.__file__).parent.parent
    text = "".join(
        path.read_text("utf-8") for folder in ("listener", "auth") for path in (package / folder).glob("*.py")
    )
    codes = set(
        re.findall(
            r"""(?:Refusal\(\d{3}, |Check\("[a-z]+", |Judgement\("[a-z]+", |ListenerError\(|UsageError\()"([a-z0-9-]+)\"""",
            text,
        )
    )
    codes |= {f"several-{verdict}" for verdict in inbox_module.BEST_FIRST} | {"path-unknown", "secret-unreadable"}
    assert len(codes) > 60
    assert sorted(code for code in codes if code not in SENTENCES) == []


TWO_STATUSES = {"statuses": [{"to": 450}, {"from": 200, "to": 400}]}


@pytest.mark.parametrize(
    ("fields", "changes", "remark"),
    [
        ({}, {"goodsOwnerId": 12}, {}),
        ({}, {"goodsOwnerId": 99}, {"outside_scope": 99}),
        ({"kind": "automation", "goods_owners": (12, 99)}, {"goodsOwnerId": 99}, {}),
        ({"settings": TWO_STATUSES}, {"orderStatus": {"number": 450}}, {}),
        ({"settings": TWO_STATUSES}, {"orderStatus": {"number": 400}}, {}),
        ({"settings": TWO_STATUSES}, {"orderStatus": {"number": 320}}, {"status_not_chosen": 320}),
        ({}, {"orderStatus": {"number": 320}}, {}),
        ({"enabled": False}, {}, {"disabled": True}),
    ],
)
def test_what_lies_outside_the_webhooks_wishes_is_remarked(
    fields: dict[str, Any], changes: dict[str, Any], remark: dict[str, object]
) -> None:
    one = hook("a", **{"type": "order-status-changed", "enabled": True, **fields})
    found = judge(one, body=payload("order-status-changed", **changes)).judgement
    assert {key: value for key, value in found.params.items() if key in REMARKS} == remark
    assert len(remark_sentences(found.reason_code, found.params)) == len(remark)
    assert all("…" not in text and "{" not in text for text in remark_sentences(found.reason_code, found.params))


def test_of_several_only_what_fits_none_is_remarked() -> None:
    hooks = hook("a", enabled=True), hook("b", goods_owners=(13,))
    found = judge(*hooks, body=payload("order-picked", goodsOwnerId=99)).judgement
    assert found.params["outside_scope"] == 99
    assert "disabled" not in found.params
    assert found.params["webhooks"] == "a, b"


def test_a_wrong_credential_is_compared_with_the_webhooks_of_its_path_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    hooks = [hook(f"h{number}", url=f"https://erp.example/{number}", **BASIC) for number in range(50)]
    matcher = RequestMatcher(snapshot(*hooks, secrets={item.id: f"pass {item.id}" for item in hooks}), CATALOGUE)
    compared: list[str] = []
    judged = SCHEMES["basic"].judge
    monkeypatch.setattr(
        type(SCHEMES["basic"]), "judge", lambda _, *given: (compared.append(given[0]), judged(*given))[1]
    )
    for password, reason in (("nobody's", "wrong-password"), ("pass h7", "other-webhook")):
        compared.clear()
        found = matcher.judge("/3", (HOST, basic(password=password)), b"").judgement
        assert (found.reason_code, found.params.get("other")) == (reason, "h7" if reason == "other-webhook" else None)
        assert len(compared) <= 2


def test_another_webhooks_credential_is_named() -> None:
    hooks = hook("a", enabled=True, **BASIC), hook("b", url="https://erp.example/other", **BASIC)
    secrets = {"a": "pass", "b": "other pass"}
    found = judge(*hooks, headers=(HOST, basic(password="other pass")), secrets=secrets).judgement
    assert (found.verdict, found.reason_code, found.webhook) == ("refused", "other-webhook", "a")
    assert "“b”" in sentence(found.reason_code, found.params)
    wrong = judge(*hooks, headers=(HOST, basic(password="nobody's")), secrets=secrets).judgement
    assert wrong.reason_code == "wrong-password"


def test_a_page_in_a_browser_and_a_foreign_host_are_remarked() -> None:
    found = judge(
        hook("a", enabled=True), headers=(("Host", "evil.example"), ("Origin", "https://evil.example"))
    ).judgement
    assert len(remark_sentences(found.reason_code, found.params)) == 3


@pytest.mark.parametrize("known", [True, False])
@pytest.mark.parametrize(
    ("body", "size", "why"),
    [
        (b"", None, "empty"), (None, None, "unread"), (b"", 5 << 20, "large"), (b"x", None, "other"),
        (b"[]", None, "json"), (b"{}", None, "json"), (b"\xff", None, "other"), (b"{", None, "other"),
        (b"1", None, "json"), (payload("order-picked"), None, None),
    ],
)  # fmt: skip
def test_a_body_that_reports_no_event_is_marked(
    body: bytes | None, size: int | None, why: str | None, known: bool
) -> None:
    made = snapshot(hook("a", enabled=True))
    found = RequestMatcher(made, CATALOGUE).judge("/hook" if known else "/other", (HOST,), body, size).judgement
    assert found.params.get("no_event") == why
    assert (why is not None) == any("event" in text for text in remark_sentences(found.reason_code, found.params))
