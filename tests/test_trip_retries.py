"""A retry policy against the real listener, as a command, and after a kill."""

from __future__ import annotations

import json
import signal
import subprocess
from dataclasses import replace
from pathlib import Path
from typing import Any

from ongoing_desktop.bootstrap import open_services
from ongoing_desktop.domain.deliveries import Delivery
from ongoing_desktop.domain.rules import Match
from ongoing_desktop.domain.settings import Webhook
from ongoing_desktop.services import Services
from ongoing_desktop.services.webhooks import KeepCredential
from tests.helpers import ROOT, command, do, environment, lines, listener, run, until


def open_hook(services: Services) -> Webhook:
    """The demo's webhook without a credential, so that another process can use it."""
    hook = replace(do(services, services.demo.add()), authentication="none")
    do(services, services.webhooks.save(hook, KeepCredential()))
    return hook


def test_at_3600_times_the_speed_it_stops_at_the_third_attempt(services: Services) -> None:
    hook = do(services, services.demo.add())
    do(services, services.rules.add("fail-twice", Match(webhook=hook.id)))
    do(services, services.listening.start(0))
    delivery = do(services, services.retries.start(hook.id, speed=3600, target_key="listener"))
    assert isinstance(delivery, Delivery), delivery
    ended = do(services, services.retries.finished(delivery.id))
    assert [(item.state, item.status) for item in ended.made] == [("failed", 500), ("failed", 500), ("delivered", 200)]
    assert not any(item.late_s for item in ended.made)
    arrived = services.history.page(limit=10, direction="in")
    assert [(row.attempt, row.verdict, row.ours) for row in arrived] == [(n, "verified", True) for n in (3, 2, 1)]
    bodies = {services.history.get(row.id).request.body for row in arrived}  # type: ignore[union-attr]
    assert len(bodies) == 1  # the same event id and timestamp in each attempt
    _, sent = services.history.attempts(hook.id, ended.id)
    assert [row.attempt for row in sent] == [1, 2, 3]
    mark = services.history.get(sent[-1].id).detail["delivery"]  # type: ignore[union-attr]
    assert (mark["state"], mark["reading"], len(mark["planned"])) == ("delivered", "gaps", 16)  # type: ignore[index]
    assert list((services.data_dir / "deliveries").iterdir()) == []


def test_the_command_says_each_attempt_and_fails_for_good(services: Services, data_dir: Path) -> None:
    hook = open_hook(services)
    services.close()
    with listener(data_dir) as (_, url):
        ran = run(data_dir, "retry", "run", hook.name, "--to", f"{url}/demo/order-picked", "--json")
        assert ran.returncode == 0, ran.stderr
        attempt, end = lines(ran)
        assert (attempt["event"], attempt["status"], attempt["attempt"], attempt["planned_s"]) == ("attempt", 200, 1, 0)
        assert (end["event"], end["state"], end["attempts"]) == ("delivery", "delivered", 1)
    words = ("retry", "run", hook.id, "--to", f"{url}/x", "--speed", "1000000", "--reading", "offsets")
    ran = run(data_dir, *words)
    assert ran.returncode == 1
    assert b"all 16 attempts failed" in ran.stderr
    assert b"+ 22 h 30 min" in ran.stdout
    assert run(data_dir, "retry", "run", hook.id, "--to", "https://erp.example/x").returncode == 2


def test_what_a_kill_leaves_is_marked_at_the_next_start(services: Services, data_dir: Path) -> None:
    hook = open_hook(services)
    services.close()
    words = command(data_dir, "retry", "run", hook.id, "--to", "http://127.0.0.1:9/x", "--json")
    with subprocess.Popen(words, stdout=subprocess.PIPE, env=environment(), cwd=ROOT) as child:
        assert child.stdout is not None
        first = json.loads(child.stdout.readline()) if child.stdout else {}
        again = open_services(data_dir)
        again.start()
        try:
            assert do(again, again.retries.recover()) == 0  # a living process runs it
            child.send_signal(signal.SIGKILL)
            child.wait(10)
            do(again, again.retries.recover())  # or the check at the start, if that comes only now

            def marked() -> Any:
                last = do(again, again.retries.last(hook.id))
                return last if last is not None and last.state == "interrupted" else None

            found = until(marked, "the delivery")
            assert (found.id, len(found.made)) == (first["delivery"], 1)
        finally:
            again.close()
