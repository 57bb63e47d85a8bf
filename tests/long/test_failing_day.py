"""A whole failing day at 3,600 times the speed, in real sockets and real seconds."""

from __future__ import annotations

import time

from ongoing_desktop.compose import Core
from ongoing_desktop.domain.delivery import Delivery
from ongoing_desktop.domain.rules import Match, Rule, Step
from tests.helpers import do


def test_a_failing_day_takes_about_24_seconds(core: Core) -> None:
    hook = do(core, core.demo.add())
    always = Rule(id="always", name="always 500", on=True, match=Match(webhook=hook.id), steps=(Step(status=500),))
    assert isinstance(do(core, core.rules.save(always)), Rule)
    do(core, core.listening.start(0))
    began = time.monotonic()
    delivery = do(core, core.retries.start(hook.id, speed=3600, target_key="listener"))
    assert isinstance(delivery, Delivery)
    ended = do(core, core.retries.finished(delivery.id))
    took = time.monotonic() - began
    assert (ended.state, len(ended.made)) == ("failed", 16)
    assert not any(item.late_s for item in ended.made)
    assert 22.8 < took < 26, took
    assert len(core.history.page(limit=100, direction="in")) == 16
