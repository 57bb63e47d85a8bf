"""The tunnel over a program, a network and a listener that are fakes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from ongoing_desktop.domain.errors import TunnelError, UsageError
from ongoing_desktop.domain.listening import ListenerState, RunningListener
from ongoing_desktop.domain.public_address import CHECK_PATH, proof
from ongoing_desktop.domain.sending import Failure, OutgoingRequest, Response, SendResult, Timing
from ongoing_desktop.domain.settings import Settings
from ongoing_desktop.domain.tunnels import TunnelState
from ongoing_desktop.services.tunnel import Tunnel
from ongoing_desktop.services.tunnel_run import Pace
from tests.helpers import until
from tests.services.fake_services import FakeServices, make_services
from tests.services.fakes import FakeProgram

URL = "http://127.0.0.1:8765"
KEY = "key of the listener"
LINE = "INF |  https://{name}.trycloudflare.com  |"
QUICK = Pace(first_s=0, soon_s=0, soon_for_s=0, every_s=0.01, silent_s=0.01, restart_after_s=(0.0, 0.0))


def response(status: int, body: str = "") -> Response:
    return Response(status, "", "HTTP/1.1", (), body.encode())


class FakeNetwork:
    """Reaches the listener through every address, unless ``outcome`` says otherwise."""

    def __init__(self) -> None:
        self.outcome: Failure | Response | None = None
        self.urls: list[str] = []

    async def send(self, request: OutgoingRequest) -> SendResult:
        self.urls.append(request.url)
        nonce = request.url.rpartition(CHECK_PATH)[2]
        answer = response(200, proof(KEY, nonce))
        return SendResult(self.outcome or answer, Timing())

    async def close(self) -> None: ...


class Kit:
    """A tunnel with its fakes."""

    def __init__(self, services: FakeServices, program: FakeProgram, network: FakeNetwork) -> None:
        self.services, self.program, self.network = services, program, network
        self.states: list[TunnelState] = []
        self.tunnel = Tunnel(services, QUICK)
        services.__dict__["tunnel"] = self.tunnel
        self.tunnel.subscribe(self.states.append)

    def do(self, work: Any) -> Any:
        return self.services.do(work)

    def come(self, status: str) -> TunnelState:
        until(lambda: self.tunnel.state.status == status, f"{status}, not {self.tunnel.state}")
        return self.tunnel.state

    @property
    def settings(self) -> Settings:
        return self.services.settings.current


@pytest.fixture
def make(tmp_path: Path) -> Iterator[Callable[..., Kit]]:
    made: list[FakeServices] = []

    def build(program: FakeProgram) -> Kit:
        network = FakeNetwork()
        about = RunningListener(URL, "127.0.0.1", 8765, 1, check_key=KEY)
        services = make_services(tmp_path, run_program=program.run, sender=network, listeners=lambda: (about,))
        services.start()
        made.append(services)
        return Kit(services, program, network)

    yield build
    for services in made:
        services.close()


def test_a_program_becomes_live_and_its_address_the_public_one(make: Callable[..., Kit]) -> None:
    kit = make(FakeProgram("starting", LINE.format(name="one")))
    kit.do(kit.tunnel.start())
    state = kit.come("live")
    assert kit.program.started == [("cloudflared", "tunnel", "--url", URL)]
    assert state.address == kit.settings.preferences.public_address == "https://one.trycloudflare.com"
    assert state.since == state.checked == kit.services.clock()
    assert list(kit.tunnel.lines) == ["starting", LINE.format(name="one")]
    assert kit.network.urls[0].startswith("https://one.trycloudflare.com/.well-known/")
    assert kit.services.history.page(limit=5) == []  # checks leave no exchange
    kit.do(kit.tunnel.stop())
    assert kit.tunnel.state.status == "stopped"
    assert kit.program.running == 0
    statuses = list(dict.fromkeys(state.status for state in kit.states))
    assert statuses == ["starting", "checking", "live", "stopped"]


def test_a_dead_tunnel_says_why_and_comes_back(make: Callable[..., Kit]) -> None:
    kit = make(FakeProgram(LINE.format(name="one")))
    kit.do(kit.tunnel.start())
    kit.come("live")
    kit.network.outcome = response(502)
    state = kit.come("dead")
    assert (state.code, state.params) == ("contact-elsewhere", {"status": 502})
    assert state.broken
    kit.network.outcome = Failure("timeout", "send-timeout", {})
    until(lambda: kit.tunnel.state.code == "send-timeout", "the newest reason")
    kit.network.outcome = None
    assert kit.come("live").code == ""


def test_an_answer_of_another_listener_is_no_proof(make: Callable[..., Kit]) -> None:
    kit = make(FakeProgram(LINE.format(name="one")))
    kit.network.outcome = response(200, proof("another key", "x"))
    kit.do(kit.tunnel.start())
    assert kit.come("dead").code == "contact-elsewhere"


def test_a_program_that_ends_is_started_again_with_bounds(make: Callable[..., Kit]) -> None:
    kit = make(FakeProgram(LINE.format(name="one")))
    kit.do(kit.tunnel.start())
    for number in range(3):
        until(lambda number=number: len(kit.program.started) == number + 1, "it is started")
        kit.come("live")
        kit.program.end(1)
    state = kit.come("failed")
    assert state.code == "tunnel-ended-saying"
    assert state.params == {"program": "cloudflared", "exit": 1, "line": LINE.format(name="one").strip()}
    assert "restarting" in [state.status for state in kit.states]


def test_a_program_that_never_worked_is_not_started_again(make: Callable[..., Kit]) -> None:
    kit = make(FakeProgram())
    kit.do(kit.tunnel.start())
    until(lambda: kit.program.running == 1, "it runs")
    kit.program.say("ERROR:  authentication failed: Usage of ngrok requires a verified account and authtoken.")
    kit.program.say("")
    kit.program.end(1)
    state = kit.come("failed")
    assert "authtoken" in str(state.params["line"])
    assert len(kit.program.started) == 1


def test_a_missing_program_is_said(make: Callable[..., Kit]) -> None:
    kit = make(FakeProgram(error=TunnelError("tunnel-not-found", program="cloudflared")))
    kit.do(kit.tunnel.start())
    assert kit.come("failed").code == "tunnel-not-found"


def test_a_program_without_an_address_is_mentioned(make: Callable[..., Kit]) -> None:
    kit = make(FakeProgram("nothing useful"))
    kit.do(kit.tunnel.start())
    until(lambda: kit.tunnel.state.code == "tunnel-no-address", "it is mentioned")
    kit.program.say(LINE.format(name="late"))
    assert kit.come("live").code == ""


def test_a_new_address_is_offered_to_the_webhooks_with_an_old_one(make: Callable[..., Kit]) -> None:
    kit = make(FakeProgram(LINE.format(name="one")))
    hook = kit.do(kit.services.demo.add())
    kit.do(kit.tunnel.start())
    kit.come("live")
    assert kit.tunnel.left_behind == ()
    old = replace(hook, url="https://one.trycloudflare.com/orders?x=1")
    kit.do(kit.services.settings.change("x", lambda now: replace(now, webhooks=(old, *now.webhooks[1:]))))
    kit.program.say(LINE.format(name="two"))
    until(lambda: kit.settings.preferences.public_address == "https://two.trycloudflare.com", "the new address")
    assert [item.id for item in kit.tunnel.left_behind] == [hook.id]
    moved = kit.do(kit.tunnel.move_webhooks([hook.id]))
    assert [item.url for item in moved] == ["https://two.trycloudflare.com/orders?x=1"]
    assert kit.tunnel.left_behind == ()
    kit.do(kit.services.settings.undo())
    assert kit.settings.webhook(hook.id) == old
    assert kit.do(kit.tunnel.move_webhooks([])) == ()


def test_it_starts_and_stops_with_the_listener_only_if_the_user_wants_it(make: Callable[..., Kit]) -> None:
    kit = make(FakeProgram(LINE.format(name="one")))
    kit.do(kit.services.listening.start(8765))
    assert kit.program.started == []
    kit.do(kit.services.listening.stop())
    kit.do(kit.tunnel.choose("cloudflared", "", "", with_listener=True))
    kit.do(kit.services.listening.start(8765))
    kit.come("live")
    kit.do(kit.tunnel.stop())
    process = kit.services.listening._process
    process.say(replace(process.state, not_saved=1))  # type: ignore[attr-defined]
    assert kit.tunnel.state.status == "stopped"  # the user stopped it
    kit.do(kit.services.listening.restart(8765))
    kit.come("live")
    kit.do(kit.services.listening.stop())
    kit.come("stopped")


def test_a_tunnel_follows_the_listener_to_another_port(make: Callable[..., Kit]) -> None:
    kit = make(FakeProgram(LINE.format(name="one")))
    kit.do(kit.services.listening.start(8765))
    kit.do(kit.tunnel.start())
    kit.come("live")
    process = kit.services.listening._process

    async def change_port() -> None:
        for state in (ListenerState("restarting"), ListenerState("listening", url="http://127.0.0.1:9999")):
            process.say(state)  # type: ignore[attr-defined]

    kit.do(change_port())
    until(lambda: len(kit.program.started) == 2, "it is started again")
    assert kit.program.started[-1][-1] == "http://127.0.0.1:9999"


def test_what_is_wrong_with_a_command_is_not_stored(make: Callable[..., Kit]) -> None:
    kit = make(FakeProgram())
    problems = kit.do(kit.tunnel.choose("ssh", "", "x", with_listener=False))
    assert [item.field for item in problems] == ["command", "address"]
    assert kit.tunnel.choice.program == "cloudflared"
    kit.do(kit.tunnel.choose("own", "my-tunnel {port}", "https://fixed.example", with_listener=False))
    assert kit.tunnel.words("my-tunnel {port}") == ("my-tunnel", "8765")
    kit.do(kit.tunnel.start())
    assert kit.come("live").address == "https://fixed.example"


def test_a_choice_that_became_invalid_is_not_started(make: Callable[..., Kit]) -> None:
    kit = make(FakeProgram())
    kit.do(kit.services.settings.set_preferences(tunnel={"program": "own"}))
    with pytest.raises(UsageError):
        kit.do(kit.tunnel.start())
    assert kit.tunnel.state.code == "tunnel-command-empty"
    assert kit.program.started == []
