"""Every verdict with its reason, for a client on a real socket; no answer or stored row shows a secret."""

from __future__ import annotations

import base64
from dataclasses import replace
from pathlib import Path
from typing import ClassVar, Final

import pytest

from ongoing_desktop.domain.exchange import Judgement
from ongoing_desktop.domain.lessons import NumberLesson, TemplateLesson, learned, lessons
from ongoing_desktop.domain.payload import inspect
from ongoing_desktop.domain.secret import Secret
from ongoing_desktop.domain.settings import Settings, Webhook
from ongoing_desktop.domain.snapshot import ListenerSnapshot, OldCredential
from ongoing_desktop.listener.forward import _kept as kept_answer
from ongoing_desktop.listener.http_answers import Reply
from ongoing_desktop.listener.matcher import RequestMatcher
from ongoing_desktop.wording.messages import sentence
from ongoing_desktop.wording.request_warnings import REMARKS, remark_sentences
from tests.listener.makers import CATALOGUE, SYSTEM, ask, hook, request, running, snapshot
from tests.listener.test_matcher import payload

PASSWORD: Final = "korrekt-häst"
TOKEN: Final = "token-0123456789"
OTHER: Final = "the-other-webhooks-token"
OLD: Final = "the-old-token"


def basic(text: str) -> bytes:
    return b"Authorization: Basic " + base64.b64encode(text.encode())


def token(text: str) -> bytes:
    return b"X-Auth-Token: " + text.encode("latin-1")


def hooks(refusal: str) -> tuple[Webhook, ...]:
    def made(name: str, scheme: str, username: str = "") -> Webhook:
        return hook(
            name, url=f"https://erp.example/{name}", authentication=scheme, username=username, on_refusal=refusal
        )

    return (
        made("basic", "basic", "jörg"), made("token", "x-auth-token"), made("other", "x-auth-token"),
        made("rotating", "x-auth-token"), made("halfway", "x-auth-token"), made("locked", "x-auth-token"), made("missing", "basic", "anna"), made("open", "none"),
    )  # fmt: skip


def world(refusal: str) -> ListenerSnapshot:
    return snapshot(
        *hooks(refusal),
        secrets={
            "basic": PASSWORD,
            "token": TOKEN,
            "other": OTHER,
            "rotating": "the-new-token",
            "halfway": "another-new-token",
        },
        unreadable={"locked": "vault-locked", "missing": "vault-missing"},
        old={"rotating": OldCredential("", Secret(OLD)), "halfway": OldCredential("", None)},
    )


CASES = [
    ("basic", b"", "refused", "header-absent"),
    ("basic", token(TOKEN), "refused", "other-webhook"),
    ("basic", token("x"), "refused", "other-scheme"),
    ("basic", b"Authorization: Bearer abc", "refused", "not-basic"),
    ("basic", b"Authorization: Basic !!!", "refused", "base64-broken"),
    ("basic", basic("no colon"), "refused", "base64-no-colon"),
    ("basic", basic("jörg:wrong"), "refused", "wrong-password"),
    ("basic", basic(f"someone:{PASSWORD}"), "refused", "wrong-user"),
    ("basic", basic("someone:wrong"), "refused", "wrong-user-and-password"),
    ("basic", basic(f"jörg:{PASSWORD}\n"), "refused", "password-stray-blank"),
    ("basic", basic(f"jörg: {PASSWORD}"), "refused", "password-stray-blank"),
    ("basic", basic(f"jörg:{PASSWORD}") + b"\r\n" + basic(f"jörg:{PASSWORD}"), "refused", "two-headers"),
    ("basic", basic(f"jörg:{PASSWORD}"), "verified", "right"),
    ("basic", b"Authorization: Basic " + b"QUFB" * 3000, "refused", "credential-too-long"),
    ("token", b"", "refused", "header-absent"),
    ("token", basic(f"jörg:{TOKEN}"), "refused", "other-scheme"),
    ("token", token("wrong"), "refused", "wrong-token"),
    ("token", token(f"Bearer {TOKEN}"), "refused", "token-stray-text"),
    ("token", token(""), "refused", "token-empty-received"),
    ("token", token(TOKEN) + b"\r\n" + token(""), "refused", "two-headers"),
    ("token", token(OTHER), "refused", "other-webhook"),
    ("token", token(TOKEN), "verified", "right"),
    ("rotating", token(OLD), "verified", "old-credential"),
    ("rotating", token("the-new-token"), "verified", "right"),
    ("locked", token("whatever"), "unverifiable", "secret-unreadable"),
    ("missing", basic("anna:whatever"), "unverifiable", "secret-missing"),
    ("open", b"", "open", "no-authentication"),
    ("open", token(TOKEN), "open", "no-authentication-credential-sent"),
    ("nowhere", token(TOKEN), "unmatched", "path-unknown"),
]  # fmt: skip


@pytest.mark.parametrize("refusal", ["answer", "401"])
def test_each_case_is_told_and_answered(tmp_path: Path, refusal: str) -> None:
    strict = refusal == "401"
    with running(tmp_path, made=world(refusal)) as listener:
        for place, (name, header, verdict, reason) in enumerate(CASES, 1):
            lines = header + b"\r\n" if header else b""
            request = (
                b"POST /" + name.encode() + b" HTTP/1.1\r\nHost: localhost\r\n" + lines + b"Content-Length: 0\r\n\r\n"
            )
            status, fields, body = ask(listener, request)
            wanted = {"refused": 401, "unverifiable": 503}.get(verdict, 200) if strict else 200
            row = listener.row(place)
            judged = row.judgement
            assert judged is not None
            assert (judged.verdict, judged.reason_code, status) == (verdict, reason, wanted), (name, header)
            assert not [key for key in fields if key.startswith("access-control")]
            shown = " ".join(
                [sentence(reason, judged.params), body.decode(), repr(row), repr(listener.history.rows[-1])]
            )
            for secret in (PASSWORD, TOKEN, OTHER, OLD, "the-new-token", "another-new-token"):
                assert secret not in shown
                assert base64.b64encode(secret.encode()).decode().rstrip("=") not in shown
        if strict:
            assert (
                "www-authenticate" in ask(listener, b"POST /basic HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\n\r\n")[1]
            )


def test_webhooks_that_share_a_path_are_all_named(tmp_path: Path) -> None:
    def two(path: str, scheme: str, *types: str) -> tuple[Webhook, ...]:
        made = hook(url=f"https://erp.example/{path}", authentication=scheme)
        return tuple(replace(made, id=f"{path}{n}", name=f"{path} {n}", type=type_) for n, type_ in enumerate(types))

    picked, created = "order-picked", "article-created"
    made = snapshot(
        *two("same", "x-auth-token", picked, created), *two("open", "none", picked, picked),
        *two("lost", "x-auth-token", picked, picked), *two("apart", "none", picked, created),
        hook("mixed0", url="https://erp.example/mixed", authentication="x-auth-token"),
        hook("mixed1", url="https://erp.example/mixed", authentication="basic", username="jörg"),
        secrets={"same0": TOKEN, "same1": TOKEN, "mixed0": TOKEN, "mixed1": PASSWORD},
    )  # fmt: skip
    cases = [
        ("same", token(TOKEN), b"", "verified", "right", "same 0, same 1", None),
        ("same", token(TOKEN), payload(created), "verified", "right", "", "same1"),
        ("same", token("wrong"), b"", "refused", "wrong-token", "same 0, same 1", None),
        ("mixed", token("wrong"), b"", "refused", "several-refused", "mixed0, mixed1", None),
        ("mixed", token(TOKEN), b"", "verified", "right", "", "mixed0"),
        ("open", b"X: y", payload(picked), "open", "no-authentication", "open 0, open 1", None),
        ("lost", token("x"), b"", "unverifiable", "secret-missing", "lost 0, lost 1", None),
        ("apart", b"X: y", payload(created), "open", "no-authentication", "", "apart1"),
    ]
    with running(tmp_path, made=made) as listener:
        for place, (path, header, body, verdict, reason, names, webhook) in enumerate(cases, 1):
            line = b"POST /" + path.encode() + b" HTTP/1.1"
            assert ask(listener, request(body, header + b"\r\n", line))[0] == 200
            judged = listener.row(place).judgement
            assert judged is not None
            found = (judged.verdict, judged.reason_code, judged.params.get("webhooks", ""), judged.webhook)
            assert found == (verdict, reason, names, webhook), place


def test_what_a_capture_taught_counts_from_the_next_request_on(tmp_path: Path) -> None:
    hooks = (
        hook("a", type="order-picked"),
        hook("b", type="order-status-changed"),
        hook("c", type="order-status-changed"),
    )
    settings = Settings(systems=(SYSTEM,), webhooks=hooks)
    family = CATALOGUE.family_of("order-picked")
    assert family is not None
    arrived = payload("order-picked", webhookTemplate="Plockad", **{family.id_member: 77})
    with running(tmp_path, made=snapshot(*hooks)) as listener:

        def judged(number: int) -> Judgement:
            assert ask(listener, request(arrived))[0] == 200
            found = listener.row(number).judgement
            assert found is not None
            return found

        first = judged(1)
        assert (first.type, first.webhook, first.params["webhooks"]) == (None, None, "a, b, c")
        facts = inspect(listener.history.bodies[0], CATALOGUE)
        for number, (wanted, known) in enumerate(
            [
                (TemplateLesson(SYSTEM.id, "Plockad", "order-status-changed"), ("order-status-changed", None, "b, c")),
                (NumberLesson("c", 77), ("order-status-changed", "c", None)),
            ],
            2,
        ):
            assert wanted in lessons(facts, None, settings, CATALOGUE)
            settings = learned(settings, wanted)
            taught = snapshot(*settings.webhooks, systems=settings.systems)
            listener.call(lambda taught=taught: listener.server.use(RequestMatcher(taught, CATALOGUE)))
            again = judged(number)
            assert (again.type, again.webhook, again.params.get("webhooks")) == known


def test_what_else_is_remarkable_is_said(tmp_path: Path) -> None:
    made = hook("a", type="order-status-changed", enabled=True, settings={"statuses": [{"to": 450}]})
    off = hook("b", url="https://erp.example/off", enabled=False)
    page = b"Origin: https://evil.example\r\n"
    cases: list[tuple[bytes, bytes, bytes, dict[str, object]]] = [
        (b"/hook", b"localhost", payload("order-status-changed", orderStatus={"number": 450}), {}),
        (
            b"/hook",
            b"localhost",
            payload("order-status-changed", orderStatus={"number": 320}),
            {"status_not_chosen": 320},
        ),
        (
            b"/hook",
            b"localhost",
            payload("order-status-changed", goodsOwnerId=99, orderStatus={"number": 450}),
            {"outside_scope": 99},
        ),
        (
            b"/hook",
            b"evil.example\r\n" + page.rstrip(),
            b"",
            {"no_event": "empty", "foreign_host": True, "from_web_page": True},
        ),
        (b"/off", b"localhost", b"", {"no_event": "empty", "disabled": True}),
        (b"/off", b"localhost", b"{", {"no_event": "other", "disabled": True}),
        (b"/off", b"localhost", b"{}", {"no_event": "json", "disabled": True}),
    ]
    with running(tmp_path, made=snapshot(made, off)) as listener:
        for place, (path, host, body, remarks) in enumerate(cases, 1):
            head = b"POST " + path + b" HTTP/1.1\r\nHost: " + host + b"\r\nContent-Length: %d\r\n\r\n" % len(body)
            status, fields, _ = ask(listener, head + body)
            judged = listener.row(place).judgement
            assert judged is not None
            assert status == 200
            assert {name: judged.params[name] for name in REMARKS if name in judged.params} == remarks
            assert len(remark_sentences(judged.reason_code, judged.params)) == len(remarks)
            assert not [key for key in fields if key.startswith("access-control")]


class Looked(str):
    """A header's name that counts its look-ups."""

    __slots__ = ()
    count: ClassVar[int] = 0

    def lower(self) -> str:
        Looked.count += 1
        return super().lower()


def test_a_refused_request_costs_headers_and_webhooks_but_not_their_product() -> None:
    many = tuple(hook(f"h{number}", authentication="x-auth-token") for number in range(300))
    made = snapshot(*many, secrets={item.id: f"the-token-of-{item.id}" for item in many})
    headers = (*((Looked(f"X-{number}"), "v") for number in range(100)), (Looked("X-Auth-Token"), "wrong"))
    assert RequestMatcher(made, CATALOGUE).judge("/hook", headers, b"").judgement.verdict == "refused"
    assert Looked.count < 10 * len(headers) + 10 * len(many)


def test_an_echoed_credential_of_any_webhook_is_not_kept() -> None:
    many = tuple(hook(f"h{number}", authentication="basic", username=f"user-{number}") for number in range(300))
    made = snapshot(*many, secrets={item.id: f"pass-{item.id}" for item in many})
    login = base64.b64encode(b"user-7:pass-h7").decode()
    crossed = base64.b64encode(b"user-8:pass-h70").decode()
    kept = kept_answer(Reply(200, (("X-Echo", f"Basic {login}"), ("X-Cross", crossed)), crossed.encode()), made)
    assert login not in repr(kept)
    assert crossed not in repr(kept)
    assert b"cGFzcy1oNzA" not in kept.body
