"""The meaning of a result: one rule of success and one reading of the schedule in every sentence, and facts about statuses."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from ongoing_desktop.domain.assumed import READING_WORDS, READINGS, SUCCESS, SUCCESS_RULES, Assumed, assumed_by
from ongoing_desktop.domain.exchange import Headers
from ongoing_desktop.domain.redirects import REDIRECTS
from ongoing_desktop.domain.sending import Response, SendResult, Timing, delivered
from ongoing_desktop.domain.settings import Settings, Webhook
from ongoing_desktop.domain.targets import UNCONFIRMED, SendTarget, question
from ongoing_desktop.wording.messages import SENTENCES, sentence
from ongoing_desktop.wording.sending_text import USUAL_ASSUMPTIONS, carrying, explain, next_steps
from tests.wording.test_event_text import Exchange, Message, PayloadFacts, row

AT = datetime(2026, 1, 15, 12, 0, tzinfo=UTC)
HOOK = Webhook("w", "Name", "s", "regular", "order-picked", (12,), "http://x/y", retry_policy="one-day")


def answered(status: int, headers: Headers = (), body: bytes = b"") -> SendResult:
    return SendResult(Response(status, "", "HTTP/1.1", headers, body), Timing())


def told(
    status: int, hook: Webhook = HOOK, assumed: Assumed = USUAL_ASSUMPTIONS, headers: Headers = (), body: bytes = b""
) -> str:
    return " ".join(explain(hook, answered(status, headers, body), AT, assumed=assumed))


@pytest.mark.parametrize("rule", SUCCESS_RULES)
@pytest.mark.parametrize("reading", READINGS)
@pytest.mark.parametrize("status", [199, 200, 204, 299, 300, 304, 308, 399, 400, 404, 500, 599])
def test_sentences_and_simulation_go_by_the_same_assumptions(rule: str, reading: str, status: int) -> None:
    assumed = assumed_by(reading, rule)
    counts = delivered(answered(status), assumed)
    text = told(status, assumed=assumed)
    assert ("as delivered" in text) == counts
    assert SUCCESS[assumed.success.key].words in text
    assert (READING_WORDS[assumed.reading] in text) == (not counts)
    received = Exchange(row(status=status), Message(), None)
    steps = next_steps(received, PayloadFacts(family="order"), HOOK, assumed)
    assert ("Nothing to do." in steps) == counts


def test_the_two_readings_are_told_apart() -> None:
    gaps, offsets = (told(500, assumed=assumed_by(reading, "2xx")) for reading in READINGS)
    assert "waits in a row, assumed" in gaps
    assert "counted from the first attempt, assumed" in offsets
    assert gaps != offsets


@pytest.mark.parametrize("status", range(300, 309))
def test_only_what_sends_elsewhere_is_called_a_redirect(status: int) -> None:
    assert ("redirect" in told(status, headers=(("Location", "/there"),)).lower()) == (status in REDIRECTS)


@pytest.mark.parametrize(
    ("authentication", "asked", "words"),
    [
        ("basic", ("Basic realm=x",), "user name or password is wrong"),
        ("basic", ("basic",), "user name or password is wrong"),
        ("basic", ("Bearer, Basic realm=x",), "user name or password is wrong"),
        ("basic", ("Bearer",), "asks for Bearer; the request carried Basic"),
        ("basic", (), "does not say which; the request carried Basic"),
        ("x-auth-token", ("X-Auth-Token realm=x",), "the token is wrong"),
        ("x-auth-token", ("Basic",), "asks for Basic; the request carried X-Auth-Token"),
        ("none", ("Basic",), "asks for Basic; the request carried no credential"),
        ("none", (), "does not say which; the request carried no credential"),
    ],
)
def test_a_401_says_what_follows_from_it(authentication: str, asked: tuple[str, ...], words: str) -> None:
    hook = replace(HOOK, authentication=authentication)
    assert words in told(401, hook, headers=tuple(("WWW-Authenticate", value) for value in asked))


@pytest.mark.parametrize(
    ("body", "https"),
    [
        (b"<title>400 The plain HTTP request was sent to HTTPS port</title>", True),
        (b"Client sent an HTTP request to an HTTPS server.\n", True),
        (b"bad json", False),
    ],
)
def test_a_400_of_an_https_port_suggests_https(body: bytes, https: bool) -> None:
    assert ("begin the address with https://" in told(400, body=body)) == https


def test_a_question_speaks_of_a_credential_only_where_one_is_sent() -> None:
    far = [
        SendTarget("s", "https://erp.example/a", carries=False),
        SendTarget("s", "https://erp.example/b", carries=True),
    ]
    for aims, sent in ((far[:1], False), (far[1:], True), (far, True), (far[::-1], True)):
        for many, code in ((False, "send-confirm-host"), (True, "send-confirm-many"), (True, "usage-needs-yes")):
            asked = question(Settings(), aims, many=many, consent=UNCONFIRMED)
            assert asked is not None
            text = sentence(code, {"host": asked.host, **carrying(asked)})
            assert ("credential" in text) == sent
            assert "…" not in text


def test_no_sentence_ends_with_two_full_stops() -> None:
    inner = {"what": "The address must begin with https:// or http://.", "why": "It failed."}
    for code in SENTENCES:
        assert not sentence(code, inner).endswith(("..", "!.")), code
