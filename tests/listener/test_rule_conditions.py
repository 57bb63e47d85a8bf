"""Reply rules by header, by member of the body and by count; answers from the request; and requests held by hand."""

from __future__ import annotations

import json
from pathlib import Path

from ongoing_desktop.domain.rules import Match, Rule, Step
from ongoing_desktop.listener.control import HeldAnswer, answer_line, read_line
from tests.helpers import until
from tests.listener.makers import Running, ask, hook, read_answer, readable, request, running, snapshot


def rule(match: Match, *steps: Step, name: str = "Rule") -> Rule:
    return Rule(name.lower(), name, match=match, steps=steps or (Step(status=418),))


def statuses(listener: Running, *bodies: str, extra: bytes = b"") -> list[int]:
    return [ask(listener, request(body.encode(), extra))[0] for body in bodies]


def answered(listener: Running, answer: HeldAnswer) -> bool:
    found: list[bool] = []
    listener.call(lambda: found.append(listener.server.answer_held(answer)))
    return found[0]


def test_by_member_of_the_body(tmp_path: Path) -> None:
    made = snapshot(hook(), rules=(rule(Match(body="orderStatus.number:>=400")),))
    with running(tmp_path, made=made) as listener:
        bodies = [json.dumps({"orderStatus": {"number": number}}) for number in (200, 400, 450)]
        assert statuses(listener, *bodies, "{}", "not JSON") == [200, 418, 418, 200, 200]


def test_by_header(tmp_path: Path) -> None:
    made = snapshot(hook(), rules=(rule(Match(header="X-Trace: 47*")),))
    with running(tmp_path, made=made) as listener:
        assert statuses(listener, "1") == [200]
        assert statuses(listener, "1", extra=b"X-Trace: 4711\r\n") == [418]


def test_every_third_and_then_the_next_rule(tmp_path: Path) -> None:
    third = rule(Match(every=3, body="n"), Step(status=503), Step(status=504), name="Third")
    made = snapshot(hook(), rules=(third, rule(Match(), Step(status=201))))
    with running(tmp_path, made=made) as listener:
        assert statuses(listener, *['{"n": 1}'] * 6, "{}") == [201, 201, 503, 201, 201, 504, 201]


def test_an_answer_is_made_of_the_request(tmp_path: Path) -> None:
    step = Step(
        headers=(("X-Order", "{{body.orderId}}"),), body='{"received": {{body.orderId}}, "name": "{{body.name}}"}'
    )
    with running(tmp_path, made=snapshot(hook(), rules=(rule(Match(), step),))) as listener:
        status, headers, body = ask(listener, request('{"orderId": 5, "name": "Ä \\"q\\""}'.encode()))
        assert (status, json.loads(body)) == (200, {"received": 5, "name": 'Ä "q"'})
        assert headers["x-order"] == "5"
        row = listener.row()
        assert row.response is not None
        assert json.loads(row.response.body)["received"] == 5


def test_a_held_request_is_answered_by_hand(tmp_path: Path) -> None:
    made = snapshot(hook(), rules=(rule(Match(), Step("hold")),))
    with running(tmp_path, made=made) as listener, listener.connect() as connection, listener.connect() as other:
        connection.sendall(request(b"one"))
        listener.row()
        other.sendall(request(b"two"))
        second = listener.row(2)
        assert second.status is None
        assert second.judgement is not None
        assert second.judgement.params["held_s"] == 120.0
        assert not readable(connection)
        assert answered(listener, HeldAnswer(2, Step(status=202, body="by hand")))
        assert read_answer(other)[0] == 202
        assert not answered(listener, HeldAnswer(2, Step()))
        until(lambda: len(listener.history.outcomes) == 1, "the outcome")
        (outcome,) = listener.history.outcomes
        assert (outcome.exchange_id, outcome.answer, outcome.status) == (2, "sent", 202)
        assert outcome.detail["by_hand"] is True
        assert outcome.response is not None
        assert outcome.response.body == b"by hand"


def test_a_held_request_is_answered_as_usual_when_its_time_is_over(tmp_path: Path) -> None:
    with running(tmp_path, made=snapshot(hook(), rules=(rule(Match(), Step("hold", delay_ms=150)),))) as listener:
        assert ask(listener, request(b"x"))[0] == 200
        until(lambda: len(listener.history.outcomes) == 1, "the outcome")
        (outcome,) = listener.history.outcomes
        assert (outcome.answer, outcome.status, outcome.detail["by_hand"]) == ("sent", 200, False)


def test_the_answer_reaches_the_child_as_a_line() -> None:
    answer = HeldAnswer(7, Step(status=503, headers=(("Retry-After", "1"),), body="ä"))
    assert read_line(answer_line(answer)) == answer
