"""The watches in a real window with a real listener: what is said when something goes wrong, and when it is over."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QLineEdit

from ongoing_desktop.app import App, build
from ongoing_desktop.domain.lazy_dataclasses import replace
from ongoing_desktop.domain.secret import Secret
from ongoing_desktop.domain.settings import Webhook
from ongoing_desktop.services.watching import LOOK_S
from ongoing_desktop.services.webhooks import ReplaceCredential
from ongoing_desktop.wording.preferences import PREFERENCE_ROWS, WatchControl
from ongoing_desktop.wording.watches import WATCHES
from tests.helpers import do, post
from tests.listener.test_forward import OK, Target
from tests.test_trip_tunnel import ThroughTunnel, quick_tunnel, stand_in
from tests.window_trip import Hands

RIGHT = "right-token-of-the-trip"
FAILING = b"HTTP/1.1 500 Broken\r\nContent-Length: 0\r\n\r\n"
BODY = b'{"webhookEventId": %d, "orderId": 7, "system": "demo", "goodsOwnerId": 12}'


class Watcher:
    """A window whose listener runs, with one webhook, and what it says."""

    def __init__(self, qtbot: Any, data_dir: Path) -> None:
        self.ahead = 0.0
        self.said: list[str] = []
        self.app: App = build(
            data_dir,
            steady=lambda: time.monotonic() + self.ahead,
            sender=ThroughTunnel(lambda: self.app.services.listening.state.url),
        )
        self.services = self.app.services
        self.hands = Hands(qtbot, self.app)
        notifier = self.app.window.context.notifier
        show = notifier.notice

        def notice(text: str, *rest: Any) -> None:
            self.said.append(text)
            show(text, *rest)

        notifier.notice = notice  # type: ignore[method-assign]
        self.app.window.show()
        self.hook = self._webhook()
        do(self.services, self.services.listening.start(0))
        self.hands.command("showInbox")
        self.sent = 0

    def _webhook(self) -> Webhook:
        services = self.services
        hook = do(services, services.demo.add())
        saved = do(services, services.webhooks.save(hook, ReplaceCredential(Secret(RIGHT), session=True)))
        assert isinstance(saved, Webhook)
        return saved

    def request(self, count: int = 1, token: str = RIGHT) -> list[int]:
        """Requests of another program; returns the statuses."""
        found = []
        for _ in range(count):
            self.sent += 1
            headers = {"Content-Type": "application/json", "X-Auth-Token": token}
            found.append(post(self.services.listening.state.url, "/demo/order-picked", BODY % self.sent, headers))
        return found

    def answers(self, status: int) -> None:
        """Wait until the listener follows the settings; these requests belong to no webhook."""
        url = self.services.listening.state.url
        self.hands.until(lambda: post(url, "/elsewhere", b"{}") == status)

    def settle(self) -> None:
        """Wait until the watches have judged everything that was sent."""
        watching, newest = self.services.watching, self.services.history.newest_id()
        self.hands.until(lambda: watching._seen >= newest and not watching._arrived)

    def pass_minutes(self, minutes: int) -> None:
        for _ in range(int(minutes * 60 / LOOK_S)):
            self.ahead += LOOK_S
            do(self.services, self.services.watching.look())

    def choose(self, key: str, **changes: Any) -> None:
        watch = next(watch for watch in WATCHES if watch.key == key)
        row = next(row for row in PREFERENCE_ROWS if row.control == WatchControl(watch))
        preferences = self.services.settings.current.preferences
        wanted = replace(watch.chosen(self.services.settings.current.preferences), **changes)
        do(self.services, self.services.settings.set_preferences(**row.stored(preferences, wanted)))

    def waits_for(self, text: str) -> None:
        self.hands.until(lambda: text in self.said)
        assert self.said.count(text) == 1


@pytest.fixture
def world(qtbot: Any, data_dir: Path) -> Iterator[Watcher]:
    made = Watcher(qtbot, data_dir)
    yield made
    made.app.close()


def test_failures_in_a_row_are_said_once_and_shown_and_their_end_is_said_once(world: Watcher) -> None:
    begun, over = (
        f"“{world.hook.name}”: 5 requests in a row failed.",
        f"“{world.hook.name}”: a request succeeded again.",
    )
    rule = do(world.services, world.services.rules.add("always-500"))
    world.answers(500)
    assert world.request(4) == [500] * 4
    world.settle()
    assert begun not in world.said
    world.request()
    world.waits_for(begun)
    assert world.request(9) == [500] * 9
    world.settle()
    world.app.window.notices.action.click()
    line = world.hands.find(QLineEdit, "historyFilter")
    assert line.text() == f'webhook:"{world.hook.id}" -status:2xx'
    world.hands.until(lambda: world.hands.rows("historyTable") == 14)
    do(world.services, world.services.rules.remove([rule.id]))
    world.answers(200)
    assert world.request(3) == [200] * 3
    world.waits_for(over)
    world.settle()
    assert (world.said.count(begun), world.said.count(over)) == (1, 1)


def test_a_wrong_credential_is_said_once_and_the_right_one_once(world: Watcher) -> None:
    name = world.hook.name
    world.request(3, "wrong-token")
    world.waits_for(f"“{name}”: requests arrive with a wrong credential.")
    world.settle()
    world.request(2)
    world.waits_for(f"“{name}”: a request arrived with the right credential.")
    world.settle()
    assert len([text for text in world.said if "credential" in text]) == 2


def test_a_forwarding_target_that_fails_is_named_by_its_address(world: Watcher) -> None:
    target = Target(FAILING)
    forward = replace(
        world.services.settings.current.preferences.forward, on=True, target=target.url, unmatched=True, keep=True
    )
    assert do(world.services, world.services.rules.set_forward(forward)) == ()
    world.answers(500)
    assert world.request(5) == [500] * 5
    # Together with the sentence about the webhook, in one notice or in two.
    begun, over = (
        f"“{target.url}/demo/order-picked”: {end}"
        for end in ("5 requests in a row failed.", "a request succeeded again.")
    )
    world.hands.until(lambda: begun in " ".join(world.said))
    target.answer = OK
    assert world.request() == [200]
    world.hands.until(lambda: over in " ".join(world.said))
    assert [" ".join(world.said).count(text) for text in (begun, over)] == [1, 1]
    target.close()


def test_silence_is_said_after_its_time_and_ends_with_a_request(world: Watcher) -> None:
    world.choose("silence", on=True, limit=0.5)
    world.pass_minutes(29)
    world.request()
    world.hands.until(lambda: world.services.watching._facts.silent_s < 60)
    world.pass_minutes(29)
    assert not [text for text in world.said if "arrive" in text]
    world.pass_minutes(2)
    world.waits_for("No request has arrived for 0.5 h.")
    world.request()
    world.waits_for("Requests arrive again.")


def test_a_tunnel_whose_program_has_ended_is_said_once_and_its_return_once(world: Watcher, tmp_path: Path) -> None:
    services = world.services
    tunnel = quick_tunnel(services)
    program = stand_in(tmp_path, "mytunnel", "https://trip.example.com\n")
    do(services, tunnel.choose("own", str(program), "", with_listener=False))
    do(services, tunnel.start())
    world.hands.until(lambda: tunnel.state.status == "live")
    program.rename(tmp_path / "away")
    os.kill(int((tmp_path / "pid").read_text()), signal.SIGKILL)
    world.hands.until(lambda: tunnel.state.status == "failed")
    world.pass_minutes(1)
    assert not [text for text in world.said if "dead" in text]
    world.pass_minutes(3)
    world.waits_for("The tunnel has been dead for 2 min.")
    (tmp_path / "away").rename(program)
    do(services, tunnel.start())
    world.hands.until(lambda: tunnel.state.status == "live")
    world.pass_minutes(2)
    world.waits_for("The tunnel works again.")
    do(services, tunnel.stop())
