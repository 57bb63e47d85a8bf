"""Every verdict with its reason, asked for by a client on a real socket; what is answered and kept shows no secret."""

from __future__ import annotations

import base64
from pathlib import Path
from typing import Final

import pytest

from ongoing_desktop.domain.messages import sentence
from ongoing_desktop.domain.secret import Secret
from ongoing_desktop.domain.settings import Webhook
from ongoing_desktop.domain.snapshot import ListenerSnapshot, OldCredential
from tests.listener.makers import ask, hook, running, snapshot

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
        made("rotating", "x-auth-token"), made("locked", "x-auth-token"), made("missing", "basic", "anna"), made("open", "none"),
    )  # fmt: skip


def world(refusal: str) -> ListenerSnapshot:
    return snapshot(
        *hooks(refusal),
        secrets={"basic": PASSWORD, "token": TOKEN, "other": OTHER, "rotating": "the-new-token"},
        unreadable={"locked": "vault-locked", "missing": "vault-missing"},
        old={"rotating": OldCredential("", Secret(OLD))},
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
    ("token", b"", "refused", "header-absent"),
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
            for secret in (PASSWORD, TOKEN, OTHER, OLD, "the-new-token"):
                assert secret not in shown
                assert base64.b64encode(secret.encode()).decode().rstrip("=") not in shown
        if strict:
            assert (
                "www-authenticate" in ask(listener, b"POST /basic HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\n\r\n")[1]
            )
