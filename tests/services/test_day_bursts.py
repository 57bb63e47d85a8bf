"""What is sent when a day is played, and what the report says."""

from __future__ import annotations

import asyncio
import json
from dataclasses import replace
from typing import Any

import pytest

from ongoing_desktop.domain.day import Bounds, DayReport, Moment
from ongoing_desktop.domain.filters import Filter
from ongoing_desktop.domain.settings import Webhook
from ongoing_desktop.domain.targets import NeedsConfirmation
from ongoing_desktop.services.day_bursts import DayChoice
from ongoing_desktop.services.sending import CannotSend
from tests.services.conftest import Parts
from tests.services.test_playing import Receiver, hook_of

FAST = Bounds(factor=0, rate=500, at_once=3)
TYPES = ("order-picked", "article-picked", "order-picked", "inbound-performed")
EVENTS = [Moment(float(place), key) for place, key in enumerate(TYPES)]


def play(parts: Parts, hook: Webhook, **fields: Any) -> Any:
    choice = DayChoice(hook, **{"events": EVENTS, "bounds": FAST, "target_key": "url", **fields})
    return parts.run(parts.day_bursts.run(choice, lambda _: None))


def test_each_event_is_of_its_type_and_has_an_id_of_its_own(parts: Parts) -> None:
    hook = hook_of(parts)
    receiver = Receiver(parts, 200)
    report = play(parts, hook)
    assert isinstance(report, DayReport)
    assert report.good
    assert receiver.most_open == 3
    bodies = [json.loads(request.body) for request in receiver.requests]
    assert sorted(body["webhookEventId"] for body in bodies) == [1, 2, 3, 4]
    assert len({body["orderId"] for body in bodies if "webhookOrdersId" in body}) == 2
    assert [result.type for result in report.types()] == ["order-picked", "article-picked", "inbound-performed"]
    assert sorted(sent.event_id for sent in report.sent) == [1, 2, 3, 4]
    assert {new.webhook for new in parts.history.new} == {hook.id}


def test_an_address_without_a_webhook_gets_no_credential(parts: Parts) -> None:
    parts.add_system()
    receiver = Receiver(parts, 200, 500)
    url = "http://127.0.0.1:9/x"
    report = play(parts, Webhook("", url, "", "regular", "", (), url), url=url)
    assert [result.failed for result in report.types()] == [1, 1, 1]
    assert not report.good
    assert {name for request in receiver.requests for name, _ in request.headers} == {"Content-Type", "User-Agent"}


@pytest.mark.parametrize("keep", [False, True])
def test_recorded_requests_get_new_ids_unless_they_are_kept(parts: Parts, keep: bool) -> None:
    hook = hook_of(parts)
    receiver = Receiver(parts, 200)
    for _ in range(3):
        parts.run(parts.sending.test(hook.id))
        parts.clock.forward(60)
    recorded = parts.history.new
    parts.history.new[:] = [replace(new, direction="in") for new in recorded]
    events = parts.run(parts.day_bursts.recorded(Filter()))
    assert [event.at_s - events[0].at_s for event in events] == [0, 60, 120]
    report = play(parts, hook, events=events, recorded_ids=keep)
    ids = [json.loads(request.body)["webhookEventId"] for request in receiver.requests]
    assert ids == ([1, 2, 3, 1, 2, 3] if keep else [1, 2, 3, 4, 5, 6])
    assert [sent.replayed for sent in report.sent] == [1, 2, 3]


def test_nothing_is_sent_beyond_the_limits_or_without_consent(parts: Parts) -> None:
    hook = hook_of(parts)
    receiver = Receiver(parts, 200)
    assert play(parts, hook, bounds=Bounds(at_once=0)).code == "series-refused-long"
    assert play(parts, hook, bounds=Bounds(factor=0.001)).code == "burst-too-long"
    assert play(parts, hook, events=EVENTS * 2000).code == "burst-many"
    assert play(parts, hook, events=[]).code == "burst-none"
    asked = play(parts, hook, url="https://shop.example/x")
    assert isinstance(asked, NeedsConfirmation)
    assert isinstance(parts.run(parts.day_bursts.recorded(Filter())), CannotSend)
    assert not receiver.requests


def test_a_slow_receiver_ends_the_run_at_the_time_limit(parts: Parts) -> None:
    hook = hook_of(parts)
    receiver = Receiver(parts, 200)
    real = receiver.send

    async def slow(request: Any) -> Any:
        parts.steady += 2.0
        return await real(request)

    parts.sender.send = slow  # type: ignore[method-assign]
    report = play(parts, hook, bounds=Bounds(factor=0, rate=500, at_once=1, longest_s=3))
    assert report.cut
    assert report.done == len(receiver.requests) == 2
    assert not report.good


def test_cancelling_ends_the_requests_under_way(parts: Parts) -> None:
    hook = hook_of(parts)
    receiver = Receiver(parts, 200)
    states: list[DayReport] = []
    three = asyncio.Event()

    async def never(request: Any) -> Any:
        receiver.requests.append(request)
        if len(receiver.requests) == 3:
            three.set()
        await asyncio.Event().wait()

    async def cancelled() -> None:
        work = parts.day_bursts.run(DayChoice(hook, EVENTS, FAST, target_key="url"), states.append)
        task = asyncio.create_task(work)
        await three.wait()
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task

    parts.sender.send = never  # type: ignore[method-assign]
    parts.run(cancelled())
    assert sorted(sent.state for sent in states[-1].sent) == ["cancelled"] * 3 + ["planned"]
