"""A whole day of failures at 3,600 times the speed, with real sockets in real time."""

from __future__ import annotations

import time

from ongoing_desktop.domain.deliveries import Delivery
from ongoing_desktop.domain.rules import Match, Rule, Step
from ongoing_desktop.services import Services
from tests.helpers import do


def test_a_failing_day_takes_about_24_seconds(services: Services) -> None:
    hook = do(services, services.demo.add())
    always = Rule(id="always", name="always 500", on=True, match=Match(webhook=hook.id), steps=(Step(status=500),))
    assert isinstance(do(services, services.rules.save(always)), Rule)
    do(services, services.listening.start(0))
    began = time.monotonic()
    delivery = do(services, services.retries.start(hook.id, speed=3600, target_key="listener"))
    assert isinstance(delivery, Delivery)
    ended = do(services, services.retries.finished(delivery.id))
    took = time.monotonic() - began
    assert (ended.state, len(ended.made)) == ("failed", 16)
    assert not any(item.late_s for item in ended.made)
    assert 22.8 < took < 26, took
    assert len(services.history.page(limit=100, direction="in")) == 16
