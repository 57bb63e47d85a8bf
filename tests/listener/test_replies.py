"""Every kind of reply, seen by a client on a real socket, and its record in the history."""

from __future__ import annotations

import socket
import time
from pathlib import Path

import pytest

from ongoing_desktop.domain.limits import Limits
from ongoing_desktop.domain.rule_presets import PRESETS, rule_from
from ongoing_desktop.domain.rules import Match, Rule, Step
from ongoing_desktop.listener.answering import RESET
from ongoing_desktop.listener.matcher import RequestMatcher
from tests.listener.makers import (
    CATALOGUE,
    Running,
    ask,
    closes,
    hook,
    read_answer,
    readable,
    request,
    running,
    snapshot,
)
from tests.listener.test_matcher import payload


def rule(*steps: Step, match: Match | None = None, name: str = "r", then: str = "repeat", on: bool = True) -> Rule:
    return Rule(name, f"Rule {name}", on, match or Match(), steps, then)  # type: ignore[arg-type]


def preset(key: str) -> Rule:
    return rule_from(PRESETS[key], key, Match())


def bytes_of(listener: Running, data: bytes) -> bytes:
    """Everything received until the end; a reset is raised."""
    with listener.connect() as connection:
        connection.sendall(data)
        found = b""
        while part := connection.recv(65536):
            found += part
        return found


def outcome(listener: Running, number: int = 1) -> tuple[str, object]:
    listener.answers(number)
    item = listener.history.outcomes[number - 1]
    return item.answer, item.detail.get("code")


def test_a_sequence_goes_on_and_its_last_step_repeats(tmp_path: Path) -> None:
    with running(tmp_path, made=snapshot(hook(), rules=(preset("fail-twice"),))) as listener:
        assert [ask(listener, request(b"x"))[0] for _ in range(4)] == [500, 500, 200, 200]
        row = listener.row(1)
        assert row.status == 500
        assert row.judgement is not None
        assert (row.judgement.params["rule"], row.judgement.params["rule_name"]) == (
            "fail-twice",
            "500, 500, then 200",
        )


def test_a_sequence_that_ends_normally_and_one_that_starts_over(tmp_path: Path) -> None:
    first = rule(Step(status=503), then="normal")
    made = snapshot(hook(), rules=(first,))
    with running(tmp_path, made=made) as listener:
        assert [ask(listener, request())[0] for _ in range(3)] == [503, 200, 200]
        again = snapshot(hook(), rules=(first,), rule_rounds={"r": 1})
        listener.call(lambda: listener.server.use(RequestMatcher(again, CATALOGUE)))
        assert [ask(listener, request())[0] for _ in range(2)] == [503, 200]
        changed = snapshot(hook(), rules=(rule(Step(status=502), then="normal"),), rule_rounds={"r": 1})
        listener.call(lambda: listener.server.use(RequestMatcher(changed, CATALOGUE)))
        assert [ask(listener, request())[0] for _ in range(2)] == [502, 200]


@pytest.mark.parametrize(
    ("key", "status", "header"),
    [
        ("always-500", 500, ("content-type", "text/plain; charset=utf-8")),
        ("rate-limit", 429, ("retry-after", "60")),
        ("redirect", 302, ("location", "/elsewhere")),
        ("unauthorized", 401, ("x-content-type-options", "nosniff")),
        ("unavailable", 503, ("cache-control", "no-store")),
    ],
)
def test_a_fixed_answer(tmp_path: Path, key: str, status: int, header: tuple[str, str]) -> None:
    with running(tmp_path, made=snapshot(hook(), rules=(preset(key),))) as listener:
        got, fields, body = ask(listener, request(b"x"))
        assert (got, fields[header[0]]) == (status, header[1])
        assert body.decode() == PRESETS[key].steps[0].body
        assert outcome(listener) == ("sent", None)


def test_half_a_response_is_cut_off_inside_its_body(tmp_path: Path) -> None:
    with running(tmp_path, made=snapshot(hook(), rules=(preset("half"),))) as listener:
        head, _, body = bytes_of(listener, request(b"x")).partition(b"\r\n\r\n")
        announced = int(head.lower().split(b"content-length: ")[1].split(b"\r\n")[0])
        assert 0 < len(body) < announced
        assert outcome(listener)[0] == "partial"


def test_an_interim_answer_is_followed_by_nothing(tmp_path: Path) -> None:
    with running(tmp_path, made=snapshot(hook(), rules=(rule(Step(status=103)),))) as listener:
        assert bytes_of(listener, request(b"x")).startswith(b"HTTP/1.1 103 ")


def test_closing_without_an_answer_keeps_the_request(tmp_path: Path) -> None:
    with running(tmp_path, made=snapshot(hook(), rules=(preset("close"),))) as listener:
        assert bytes_of(listener, request(b"kept")) == b""
        row = listener.row()
        assert (row.body.data, row.status, row.response) == (b"kept", None, None)
        assert outcome(listener) == ("failed", "rule-close")


def test_a_reset_is_a_reset(tmp_path: Path) -> None:
    with running(tmp_path, made=snapshot(hook(), rules=(preset("reset"),))) as listener:
        with pytest.raises(ConnectionResetError):
            bytes_of(listener, request(b"kept"))
        assert listener.row().body.data == b"kept"
        assert outcome(listener) == ("failed", "rule-reset")


@pytest.mark.parametrize("kind", ["close", "reset"])
def test_before_reading_the_body_is_not_waited_for(tmp_path: Path, kind: str) -> None:
    made = snapshot(hook(), rules=(rule(Step(kind, before_reading=True)),))  # type: ignore[arg-type]
    with running(tmp_path, made=made) as listener, listener.connect() as connection:
        connection.sendall(b"POST /hook HTTP/1.1\r\nHost: a\r\nContent-Length: 1000\r\n\r\n")
        assert closes(connection)
        row = listener.row()
        assert row.judgement is not None
        assert (row.status, row.body.size, row.judgement.params["unread"]) == (None, 0, True)
        assert outcome(listener) == ("failed", f"rule-{kind}")


def test_a_delay_holds_no_other_connection_back(tmp_path: Path) -> None:
    slow = rule(Step(delay_ms=1_800, delay_to_ms=1_900), match=Match(path="/slow*"))
    with running(tmp_path, made=snapshot(hook(), rules=(slow,))) as listener, listener.connect() as connection:
        began = time.monotonic()
        connection.sendall(request(b"x", line=b"POST /slow/1 HTTP/1.1"))
        assert [ask(listener, request(b"y"))[0] for _ in range(20)] == [200] * 20
        assert not readable(connection), "the others were answered first"
        assert read_answer(connection)[0] == 200
        assert time.monotonic() - began >= 1.8
        assert len(listener.history.rows) == 21


@pytest.mark.parametrize("kind", ["close", "reset", "half"])
def test_every_end_can_be_delayed(tmp_path: Path, kind: str) -> None:
    made = snapshot(hook(), rules=(rule(Step(kind, body="half of it", delay_ms=150)),))  # type: ignore[arg-type]
    with running(tmp_path, made=made) as listener:
        began = time.monotonic()
        try:
            answer = bytes_of(listener, request(b"kept"))
        except ConnectionResetError:
            answer = b"reset"
        assert time.monotonic() - began >= 0.15
        assert {"close": b"", "reset": b"reset", "half": b"half "}[kind] == answer[-5:]
        assert listener.row().body.data == b"kept"
        assert outcome(listener)[0] == ("partial" if kind == "half" else "failed")


def test_who_leaves_before_a_delayed_answer_is_noted(tmp_path: Path) -> None:
    with running(tmp_path, made=snapshot(hook(), rules=(rule(Step(delay_ms=600_000)),))) as listener:
        with listener.connect() as connection:
            connection.sendall(request(b"kept"))
            listener.row()
            # With a reset, because a client that only half-closes still waits for the answer.
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, RESET)
        assert outcome(listener) == ("failed", "rule-left")


def test_the_end_does_not_wait_for_delays_and_silences(tmp_path: Path) -> None:
    rules = (rule(Step(delay_ms=600_000), match=Match(path="/slow")), preset("never"))
    began = time.monotonic()
    with running(tmp_path, made=snapshot(hook(), rules=rules)) as listener:
        one, two = listener.connect(), listener.connect()
        one.sendall(request(line=b"POST /slow HTTP/1.1"))
        two.sendall(request())
        listener.row(2)
        history = listener.history
    one.close()
    two.close()
    assert time.monotonic() - began < 8
    assert [(item.answer, item.detail["code"]) for item in history.outcomes] == [("failed", "rule-stopped")] * 2


def test_silence_is_bounded_in_time_and_number(tmp_path: Path) -> None:
    limits = Limits(silence_s=0.5, held=2)
    with running(tmp_path, made=snapshot(hook(), rules=(preset("never"),)), limits=limits) as listener:
        connections: list[socket.socket] = []
        for number in range(3):
            connections.append(listener.connect())
            connections[-1].sendall(request(b"x"))
            listener.row(number + 1)
        assert all(closes(connection) for connection in connections)
        listener.answers(3)
        codes = {item.detail["code"] for item in listener.history.outcomes}
        assert codes == {"rule-crowded", "rule-silence"}
        for connection in connections:
            connection.close()


def test_the_first_rule_that_is_on_and_fits_counts(tmp_path: Path) -> None:
    rules = (
        rule(Step(status=501), name="off", on=False),
        rule(Step(status=502), name="get", match=Match(method="GET")),
        rule(Step(status=503), name="path", match=Match(path="/hook")),
        rule(Step(status=504), name="hook", match=Match(webhook="hook")),
    )
    with running(tmp_path, made=snapshot(hook(), rules=rules)) as listener:
        assert ask(listener, request())[0] == 503
        assert ask(listener, request(line=b"GET /x HTTP/1.1"))[0] == 502
        assert ask(listener, request(line=b"POST /hook/ HTTP/1.1"))[0] == 504
        assert ask(listener, request(line=b"POST /else HTTP/1.1"))[0] == 200


def test_a_rule_can_ask_for_what_the_payload_is_about(tmp_path: Path) -> None:
    rules = (
        rule(Step(status=502), name="type", match=Match(type="order-picked")),
        rule(Step(status=503), name="family", match=Match(family="article")),
        rule(Step(status=504), name="verdict", match=Match(verdict="unmatched")),
    )
    with running(tmp_path, made=snapshot(hook(type="order-picked"), rules=rules)) as listener:
        for status, path, body in (
            (502, b"/hook", payload("order-picked")),
            (503, b"/hook", payload("article-created")),
            (504, b"/else", payload("order-status-changed")),
            (200, b"/hook", payload("order-status-changed")),
        ):
            assert ask(listener, request(body, line=b"POST " + path + b" HTTP/1.1"))[0] == status


def test_a_refusal_stands_before_rules_unless_one_names_it(tmp_path: Path) -> None:
    strict = hook("a", authentication="x-auth-token", on_refusal="401")
    always = rule(Step(status=500), name="all")
    made = snapshot(strict, secrets={"a": "topsecret"}, rules=(always,))
    with running(tmp_path, made=made) as listener:
        assert ask(listener, request())[0] == 401
        assert ask(listener, request(b"", b"X-Auth-Token: topsecret\r\n"))[0] == 500
        named = snapshot(
            strict,
            secrets={"a": "topsecret"},
            rules=(always, rule(Step(status=418), name="n", match=Match(verdict="refused"))),
        )
        listener.call(lambda: listener.server.use(RequestMatcher(named, CATALOGUE)))
        assert ask(listener, request())[0] == 418
        assert ask(listener, b"BROKEN\r\n\r\n")[0] == 400
