"""What is sent by series, scenarios and replays, and the rows in the history."""

from __future__ import annotations

import asyncio
import json
from dataclasses import replace
from typing import Any

import pytest

from ongoing_desktop.domain.errors import StorageFull
from ongoing_desktop.domain.replay import ReplayChoice
from ongoing_desktop.domain.scenario import Scenario, ScenarioStep
from ongoing_desktop.domain.sending import Failure, OutgoingRequest, Response, SendResult, Timing
from ongoing_desktop.domain.series import SeriesKind, Wanted
from ongoing_desktop.domain.settings import Webhook
from ongoing_desktop.domain.targets import NeedsConfirmation
from ongoing_desktop.services.sending import CannotSend
from ongoing_desktop.services.webhooks import KeepCredential
from tests.helpers import until
from tests.services.conftest import Parts


def hook_of(parts: Parts, name: str = "Picked", **fields: object) -> Webhook:
    if not parts.settings.current.systems:
        parts.add_system()
    values: dict[str, object] = {
        "type": "order-picked",
        "goods_owners": (12,),
        "url": f"http://127.0.0.1:9/{name}",
        "enabled": True,
    }
    hook = replace(parts.webhooks.new_draft("regular", "sys"), **{"name": name, **values, **fields})
    parts.run(parts.webhooks.save(hook, KeepCredential()))
    return next(item for item in parts.settings.current.webhooks if item.name == name)


class Receiver:
    """Answers a status for each request, the last one repeatedly; 0 is a time-out."""

    def __init__(self, parts: Parts, *statuses: int) -> None:
        self.requests: list[OutgoingRequest] = []
        self.open = self.most_open = 0
        self._left = list(statuses)
        self._parts = parts
        parts.sender.send = self.send  # type: ignore[method-assign]

    async def send(self, request: OutgoingRequest) -> SendResult:
        self.requests.append(request)
        self.open += 1
        self.most_open = max(self.most_open, self.open)
        await asyncio.sleep(0.02)  # the time of a receiver
        self.open -= 1
        status = self._left.pop(0) if len(self._left) > 1 else self._left[0]
        timing = Timing(wait_ms=1.0, receive_ms=1.0, total_ms=4.0)
        if status == 0:
            return SendResult(Failure("timeout", "send-timeout-read", {"host": "h", "port": 9, "seconds": 1}), timing)
        return SendResult(Response(status, "", "HTTP/1.1", (), b"%d" % status), timing)

    def sent(self) -> list[tuple[Any, int, Any]]:
        """Event id, attempt, and the status or failure of each row."""
        found = []
        for number, new in enumerate(self._parts.history.new, 1):
            outcome = self._parts.history.outcomes[number]
            found.append((new.event_id, new.attempt, outcome.status or outcome.failure))
        return found


@pytest.mark.parametrize(
    ("kind", "answers", "rows", "limits"),
    [
        ("twice", (200,), [(1, 1, 200), (1, 2, 200)], [60, 60]),
        ("twice", (500,), [(1, 1, 500)], [60]),
        ("at-once", (200, 409), [(1, 1, 200), (1, 2, 409)], [60, 60]),
        ("apart", (500, 200), [(1, 1, 500), (1, 2, 200)], [60, 60]),
        ("after-timeout", (0, 200), [(1, 1, "timeout"), (1, 2, 200)], [0.05, 60]),
        ("after-timeout", (200,), [(1, 1, 200)], [0.05]),
        ("swapped", (200,), [(2, 1, 200), (1, 1, 200)], [60, 60]),
        ("many", (200, 500, 200), [(1, 1, 200), (2, 1, 500), (3, 1, 200)], [60, 60, 60]),
        ("burst", (200,), [(number, 1, 200) for number in (1, 2, 3)], [60, 60, 60]),
    ],
)
def test_a_series(
    parts: Parts, kind: SeriesKind, answers: tuple[int, ...], rows: list[tuple[Any, ...]], limits: list[float]
) -> None:
    hook = hook_of(parts)
    receiver = Receiver(parts, *answers)
    wanted = Wanted(kind, count=3, gap_s=0.02, at_once=2, limit_s=0.05)
    told: list[Any] = []
    report = parts.run(parts.series.run(hook.id, wanted, told.append))
    found = receiver.sent()
    assert (sorted(found) if kind == "burst" else found) == rows  # requests at the same time have no order
    assert [request.total_limit_s for request in receiver.requests] == limits
    assert receiver.most_open == (2 if kind in ("at-once", "burst") else 1)
    assert len({new.delivery for new in parts.history.new}) == 1
    told_of = {item.exchange_id: (item.event_id, item.status or item.failure) for item in report.sent}
    assert told_of == {number: (row[0], row[2]) for number, row in enumerate(found, 1)}
    if kind != "burst":
        assert [item.exchange_id for item in report.sent] == list(range(1, len(rows) + 1))
    assert [item.number for item in report.sent] == list(range(1, len(rows) + 1))
    assert report.ended
    assert told


def test_requests_sent_again_keep_their_order_and_say_what_they_repeat(parts: Parts) -> None:
    hook = hook_of(parts)
    receiver = Receiver(parts, 200, 500, 200, 200, 409, 0)
    for seconds in (0, 60, 30):
        parts.clock.forward(seconds)
        parts.run(parts.sending.test(hook.id))
    told: list[Any] = []
    ended = parts.run(parts.replay.run(ReplayChoice((3, 1, 2), gaps=True, speed=3600), told.append))
    assert receiver.sent()[3:] == [(1, 1, 200), (2, 1, 409), (3, 1, "timeout")]
    assert [request.body for request in receiver.requests[3:]] == [request.body for request in receiver.requests[:3]]
    assert [parts.history.outcomes[number].detail["replay_of"] for number in (4, 5, 6)] == [1, 2, 3]
    assert receiver.most_open == 1
    assert [(item.good, item.status, item.failure) for item in ended] == [
        (True, 200, None),
        (False, 409, None),
        (False, None, "timeout"),
    ]
    assert told


def test_a_scenario_fans_out_in_order_and_its_times_rise(parts: Parts) -> None:
    picked, created = hook_of(parts), hook_of(parts, "Created", type="order-created")
    second = hook_of(parts, "Second")
    receiver = Receiver(parts, 200, 500, 200)
    steps = (
        ScenarioStep(trigger="order-created"),
        ScenarioStep(trigger="order-picked", after_s=60, copies=2),
        ScenarioStep(trigger="order-created", after_s=5),
    )
    told: list[Any] = []
    scenario = Scenario(name="x", steps=steps)
    run = parts.run(parts.scenarios.run(scenario, told.append, speed=1_000_000))
    assert (run.state, run.failed, len(run.sent)) == ("ended", 1, 6)
    assert [new.webhook for new in parts.history.new] == [
        created.id, picked.id, second.id, picked.id, second.id, created.id,
    ]  # fmt: skip
    assert receiver.sent() == [(1, 1, 200), (2, 1, 500), (2, 1, 200), (2, 2, 200), (2, 2, 200), (3, 1, 200)]
    deliveries = [new.delivery for new in parts.history.new]
    assert deliveries[1:3] == deliveries[3:5]
    assert len(set(deliveries)) == 4
    assert receiver.most_open == 2
    bodies = [json.loads(request.body) for request in receiver.requests]
    assert bodies[1] == bodies[3]
    assert len({body["orderId"] for body in bodies}) == 1
    times = [body["timestamp"] for body in bodies]
    assert times == sorted(times)
    assert [event.state for event in run.events] == ["done"] * 3
    assert told
    stopped = parts.run(parts.scenarios.run(scenario, told.append, speed=1_000_000, stop_on_failure=True))
    assert stopped.state == "ended"
    Receiver(parts, 500)
    stopped = parts.run(parts.scenarios.run(scenario, told.append, speed=1_000_000, stop_on_failure=True))
    assert (stopped.state, stopped.stopped_at, stopped.failed) == ("stopped", 1, 1)


@pytest.mark.parametrize("play", ["series", "replay", "scenario"])
def test_a_cancelled_play_sends_nothing_more_and_tells_what_was_under_way(parts: Parts, play: str) -> None:
    hook = hook_of(parts)
    parts.run(parts.sending.test(hook.id))
    parts.sender.hang = True
    told: list[Any] = []
    work: Any = {
        "series": lambda: parts.series.run(hook.id, Wanted("burst", count=9, at_once=2), told.append),
        "replay": lambda: parts.replay.run(ReplayChoice((1,)), told.append),
        "scenario": lambda: parts.scenarios.run(
            Scenario(name="x", steps=(ScenarioStep(trigger="order-picked"), ScenarioStep(trigger="order-picked"))),
            told.append,
        ),
    }[play]()
    asked = {"series": 3, "replay": 2, "scenario": 2}[play]
    future = parts.engine.submit(work)
    until(lambda: len(parts.sender.requests) == asked, "requests are on their way")
    future.cancel()
    until(lambda: len(parts.history.outcomes) == asked, "they are kept as interrupted")
    assert {outcome.detail["code"] for number, outcome in parts.history.outcomes.items() if number > 1} == {
        "send-interrupted"
    }
    assert len(parts.sender.requests) == asked
    ended = {"series": ["cancelled"] * 2, "replay": ["cancelled"], "scenario": ["cancelled", "planned"]}[play]
    until(lambda: states(told[-1]) == ended, "the last report says so")


def states(report: Any) -> list[str]:
    sent = report if isinstance(report, tuple) else getattr(report, "deliveries", None) or report.sent
    return [item.state for item in sent]


def test_what_cannot_be_sent_is_said_before_anything_leaves(parts: Parts) -> None:
    hook = hook_of(parts)
    assert isinstance(parts.run(parts.series.run("none", Wanted("twice"), print)), CannotSend)
    assert isinstance(parts.run(parts.series.run(hook.id, Wanted("burst", count=0), print)), CannotSend)
    assert isinstance(parts.run(parts.replay.run(ReplayChoice(()), print)), CannotSend)
    nothing = Scenario(name="x", steps=(ScenarioStep(trigger="order-created"),))
    assert isinstance(parts.run(parts.scenarios.run(nothing, print)), CannotSend)
    assert parts.sender.requests == []


def test_several_webhooks_are_tested_in_turn_by_the_chosen_rule(parts: Parts) -> None:
    hooks = [hook_of(parts, name) for name in ("One", "Two")]
    hooks.insert(1, hook_of(parts, "Nowhere"))
    parts.run(parts.webhooks.remember(hooks[1].id, test_target="local"))  # it has no local address
    receiver = Receiver(parts, 204)
    told: list[Any] = []
    sent = parts.run(parts.bulk_tests.run(hooks, told.append))
    assert [(item.hook.name, item.good, bool(item.code)) for item in sent] == [
        ("One", True, False),
        ("Nowhere", False, True),
        ("Two", True, False),
    ]
    assert [new.webhook for new in parts.history.new] == [hooks[0].id, hooks[2].id]
    assert receiver.most_open == 1
    assert [item.state for item in told[0]] == ["planned"] * 3
    parts.run(parts.settings.set_preferences(retry_success="any"))
    Receiver(parts, 500)
    assert [item.good for item in parts.run(parts.bulk_tests.run(hooks, told.append))] == [True, False, True]
    far = hook_of(parts, "Far", url="https://erp.example/h")
    assert isinstance(parts.run(parts.bulk_tests.run([far], told.append)), NeedsConfirmation)


def test_what_cannot_be_recorded_is_not_sent_and_raised_as_itself(
    parts: Parts, monkeypatch: pytest.MonkeyPatch
) -> None:
    hook = hook_of(parts)

    def full(*_: Any, **__: Any) -> list[int]:
        raise StorageFull("storage-full", path="h")

    monkeypatch.setattr(parts.history, "append", full)
    step = Scenario(name="x", steps=(ScenarioStep(trigger="order-picked"),))
    for work in (
        parts.series.run(hook.id, Wanted("at-once"), lambda _: None),
        parts.scenarios.run(step, lambda _: None),
        parts.bulk_tests.run([hook], lambda _: None),
        parts.proving.run(hook, "quick", lambda _: None),
    ):
        with pytest.raises(StorageFull):
            parts.run(work)
    assert parts.sender.requests == []
