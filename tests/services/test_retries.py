"""A retry policy played step by step: what is sent when, and what is stored."""

from __future__ import annotations

import asyncio
import json
import threading
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from ongoing_desktop.domain.deliveries import Delivery
from ongoing_desktop.domain.retry import schedule
from ongoing_desktop.domain.sending import Failure, OutgoingRequest, Response, SendResult, Timing
from ongoing_desktop.domain.settings import Webhook
from ongoing_desktop.domain.targets import NeedsConfirmation
from ongoing_desktop.services.sending import CannotSend
from ongoing_desktop.services.webhooks import ReplaceCredential
from tests.helpers import until
from tests.services.conftest import Parts

WAITING = ("waiting",)
OVER = ("delivered", "failed", "cancelled", "interrupted")


def hook_of(parts: Parts, **fields: object) -> Webhook:
    if not parts.settings.current.systems:
        parts.add_system()
    values: dict[str, object] = {
        "name": "Picked",
        "type": "order-picked",
        "goods_owners": (12,),
        "url": "http://127.0.0.1:9/h",
        "retry_policy": "one-day",
    }
    hook = replace(parts.webhooks.new_draft("regular", "sys"), **{**values, **fields})
    parts.run(parts.webhooks.save(hook, ReplaceCredential(None)))
    return hook


def answers(parts: Parts, *statuses: int) -> None:
    """The receiver answers these, the last one repeatedly."""
    left = list(statuses)

    async def send(request: OutgoingRequest) -> SendResult:
        parts.sender.requests.append(request)
        status = left.pop(0) if len(left) > 1 else left[0]
        if status == 0:
            return SendResult(
                Failure("timeout", "send-timeout-read", {"host": "h", "port": 9, "seconds": 30}), Timing()
            )
        return SendResult(Response(status, "", "HTTP/1.1", (), b""), Timing(total_ms=2.0))

    parts.sender.send = send  # type: ignore[method-assign]


def now(parts: Parts, delivery: Delivery) -> Delivery:
    return next(item for item in parts.retries.deliveries if item.id == delivery.id)


def reach(parts: Parts, delivery: Delivery, states: tuple[str, ...], made: int) -> Delivery:
    """The delivery once it is in one of the states with this number of attempts."""

    def found() -> Delivery | None:
        item = now(parts, delivery)
        return item if item.state in states and len(item.made) >= made else None

    return until(found, f"{made} attempts, {states}")  # type: ignore[no-any-return]


def step_to_the_end(parts: Parts, delivery: Delivery) -> Delivery:
    for made in range(1, 20):
        found = reach(parts, delivery, (*WAITING, *OVER), made)
        if found.ended:
            return found
        parts.run(parts.retries.step(delivery.id))
    raise AssertionError("it does not end")


def start(parts: Parts, hook: Webhook, **more: object) -> Delivery:
    delivery = parts.run(parts.retries.start(hook.id, **more))
    assert isinstance(delivery, Delivery), delivery
    return delivery


def mark(parts: Parts) -> dict[str, object]:
    (found,) = [item.detail["delivery"] for item in parts.history.outcomes.values() if "delivery" in item.detail]
    return found  # type: ignore[no-any-return]


def test_a_whole_failing_day_is_one_delivery_of_sixteen_equal_attempts(parts: Parts) -> None:
    hook = hook_of(parts)
    answers(parts, 500)
    ended = step_to_the_end(parts, start(parts, hook, speed=0))
    assert (ended.state, len(ended.made)) == ("failed", 16)
    assert ended.made[-1].planned_s == 22 * 3600 + 51 * 60
    assert len({request.body for request in parts.sender.requests}) == 1
    assert [new.attempt for new in parts.history.new] == list(range(1, 17))
    assert {new.delivery for new in parts.history.new} == {ended.id}
    assert json.loads(parts.sender.requests[0].body)["webhookEventId"] == ended.event_id == 1
    assert mark(parts)["state"] == "failed"
    assert parts.running.held == {}


def test_it_stops_at_the_first_success_and_can_be_had_back_from_the_history(parts: Parts) -> None:
    hook = hook_of(parts)
    answers(parts, 503, 0, 200)
    delivery = start(parts, hook, speed=0, reading="offsets")
    ended = step_to_the_end(parts, delivery)
    assert [(item.state, item.status, item.failure) for item in ended.made] == [
        ("failed", 503, None),
        ("failed", None, "timeout"),
        ("delivered", 200, None),
    ]
    assert len(parts.sender.requests) == 3
    assert [request.total_limit_s for request in parts.sender.requests] == [30, 30, 30]
    parts.retries._runs.clear()  # as after a restart
    again = parts.run(parts.retries.last(hook.id))
    assert [(item.number, item.state, item.planned_s) for item in again.made] == [
        (item.number, item.state, item.planned_s) for item in ended.made
    ]
    assert (again.state, again.reading, len(again.attempts)) == ("delivered", "offsets", 16)


def test_while_it_waits_it_can_be_paused_hurried_and_cancelled(parts: Parts) -> None:
    hook = hook_of(parts)
    answers(parts, 500)
    delivery = start(parts, hook)
    waiting = reach(parts, delivery, WAITING, 1)
    assert waiting.resumes_at is not None
    assert 50 < (waiting.resumes_at - parts.clock()).total_seconds() <= 60
    assert parts.run(parts.retries.start(hook.id)) == CannotSend("retry-running")
    parts.run(parts.retries.pause(delivery.id))
    assert (now(parts, delivery).paused, now(parts, delivery).resumes_at) == (True, None)
    parts.run(parts.retries.set_speed(delivery.id, 1_000_000))
    parts.run(parts.retries.resume(delivery.id))
    assert not now(parts, delivery).paused
    parts.run(parts.retries.set_speed(delivery.id, 0))
    made = len(reach(parts, delivery, WAITING, 1).made)
    parts.run(parts.retries.cancel(delivery.id))
    assert now(parts, delivery).state == "cancelled"
    assert mark(parts)["state"] == "cancelled"
    assert len(parts.sender.requests) >= made


def test_a_due_time_that_was_slept_through_is_late_and_never_a_burst(parts: Parts) -> None:
    hook = hook_of(parts)
    answers(parts, 500)
    delivery = start(parts, hook)
    reach(parts, delivery, WAITING, 1)
    parts.steady += 5 * 3600  # the computer slept during five due times
    second = reach(parts, delivery, WAITING, 2).made[1]
    assert 4.9 * 3600 < second.late_s < 5.1 * 3600
    third = now(parts, delivery).next
    assert third is not None
    assert third.planned_s - (second.planned_s + second.late_s) == 300
    assert len(parts.sender.requests) == 2


def test_quitting_marks_it_interrupted(parts: Parts) -> None:
    hook = hook_of(parts)
    parts.sender.hang = True
    delivery = start(parts, hook)
    until(lambda: parts.sender.requests, "a request is on its way")
    parts.run(parts.retries.close())
    assert now(parts, delivery).state == "interrupted"
    assert mark(parts)["state"] == "interrupted"
    assert parts.history.outcomes[1].detail["code"] == "send-interrupted"


def test_quitting_while_it_is_noted_how_it_ended_waits_for_that(parts: Parts, monkeypatch: pytest.MonkeyPatch) -> None:
    hook = hook_of(parts)
    answers(parts, 200)
    attempts, noting, go_on = parts.history.attempts, threading.Event(), threading.Event()

    def slow(*args: Any) -> Any:
        noting.set()
        assert go_on.wait(20)
        return attempts(*args)

    monkeypatch.setattr(parts.history, "attempts", slow)
    delivery = start(parts, hook)
    assert noting.wait(20)
    closing = parts.engine.submit(parts.retries.close())
    parts.run(asyncio.sleep(0))
    assert not closing.done()
    go_on.set()
    closing.result(20)
    assert now(parts, delivery).state == "delivered"
    assert mark(parts)["state"] == "delivered"
    assert parts.running.held == {}


def test_a_failed_test_is_told_by_the_reading_that_is_chosen(parts: Parts) -> None:
    hook = hook_of(parts)
    answers(parts, 500)
    parts.run(parts.settings.set_preferences(retry_reading="offsets"))
    last = parts.run(parts.sending.test(hook.id)).sentences[-1]
    due = (parts.clock() + timedelta(seconds=schedule("one-day", "offsets")[-1])).astimezone()
    assert f"until {due:%Y-%m-%d %H:%M}" in last


def test_what_a_killed_process_left_is_found_at_the_next_start(parts: Parts) -> None:
    hook = hook_of(parts)
    answers(parts, 500)
    delivery = start(parts, hook, speed=0)
    reach(parts, delivery, WAITING, 1)
    parts.running.left = [parts.running.held[delivery.id]]
    assert parts.run(parts.retries.recover()) == 1
    assert mark(parts)["state"] == "interrupted"
    parts.retries._runs[delivery.id].task.cancel()
    parts.retries._runs.clear()
    assert parts.run(parts.retries.last(hook.id)).state == "interrupted"


def test_without_a_policy_one_attempt_is_all_and_other_computers_are_asked_about(parts: Parts) -> None:
    hook = hook_of(parts, retry_policy="none")
    answers(parts, 500)
    ended = reach(parts, start(parts, hook), OVER, 1)
    assert (ended.state, len(ended.attempts)) == ("failed", 1)
    far = hook_of(parts, name="Far", url="https://erp.example/h")
    asked = parts.run(parts.retries.start(far.id))
    assert isinstance(asked, NeedsConfirmation)
    assert isinstance(parts.run(parts.retries.start(far.id, consent=asked.agreed())), Delivery)
    parts.run(parts.retries.close())
    assert isinstance(parts.run(parts.retries.start(far.id)), NeedsConfirmation)  # each time, because it is many


@pytest.mark.expected_logs
def test_a_subscriber_that_fails_ends_no_delivery(parts: Parts) -> None:
    hook = hook_of(parts)
    answers(parts, 200)
    heard: list[str] = []

    def fails(_: object) -> None:
        raise LookupError("a bug of the window")

    parts.retries.subscribe(fails)
    parts.retries.subscribe(lambda deliveries: heard.append(deliveries[-1].state))
    delivery = start(parts, hook)
    assert reach(parts, delivery, OVER, 1).state == "delivered"
    until(lambda: heard[-1:] == ["delivered"], "the other subscriber hears of it")
