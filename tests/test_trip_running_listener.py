"""Tests aimed at the listener of this data folder, run by any process, and at ports of other programs."""

from __future__ import annotations

import json
import os
import signal
import socket
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest
import trustme

from ongoing_desktop.bootstrap import Services, open_services
from ongoing_desktop.domain.deliveries import Delivery
from ongoing_desktop.domain.replay import ReplayChoice, Where
from ongoing_desktop.domain.series import Report, Wanted
from ongoing_desktop.domain.settings import GoodsOwner, System, Webhook
from ongoing_desktop.services.scenarios import Run
from ongoing_desktop.services.sending import CannotSend, SendOutcome
from ongoing_desktop.services.webhooks import KeepCredential
from ongoing_desktop.storage.listeners import running_listeners
from tests.helpers import lines, listener, post, run, until


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return int(probe.getsockname()[1])


class Foreign(BaseHTTPRequestHandler):
    def do_POST(self) -> None:
        self.server.bodies.append(self.rfile.read(int(self.headers["Content-Length"])))  # type: ignore[attr-defined]
        self.send_response(200)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_: object) -> None:
        return


@contextmanager
def foreign_program() -> Iterator[HTTPServer]:
    server = HTTPServer(("127.0.0.1", 0), Foreign)
    server.bodies = []  # type: ignore[attr-defined]
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@contextmanager
def core_with_hook(data_dir: Path, port: int, url: str = "http://erp.example/hook") -> Iterator[tuple[Services, str]]:
    async def save(services: Services) -> str:
        await services.settings.set_preferences(port=port)
        system = System("sys", "Demo", "demo", (GoodsOwner(12, "Acme", "A"),))
        await services.settings.change("add-system", lambda now: replace(now, systems=(system,)))
        draft = replace(services.webhooks.new_draft("regular", system.id), name="Hook", type="order-picked", url=url)
        saved = await services.webhooks.save(
            replace(draft, goods_owners=(12,), authentication="none", enabled=True), KeepCredential()
        )
        assert isinstance(saved, Webhook), saved
        return saved.id

    with closing(open_services(data_dir)) as services:
        services.start(follow=False)
        yield services, services.engine.submit(save(services)).result(10)


def sent(services: Services, hook: str, key: str) -> object:
    return services.engine.submit(services.sending.test(hook, target_key=key, confirmed=True)).result(30)


@pytest.fixture(params=["http", "https"])
def words(request: pytest.FixtureRequest, tmp_path: Path) -> tuple[str, ...]:
    return () if request.param == "http" else https(tmp_path)


def https(tmp_path: Path) -> tuple[str, ...]:
    """The arguments for HTTPS with a certificate of an unknown authority for another name."""
    made = trustme.CA().issue_cert("hooks.example")
    made.private_key_pem.write_to_path(tmp_path / "key.pem")
    made.cert_chain_pems[0].write_to_path(tmp_path / "cert.pem")
    return "--certificate", os.fspath(tmp_path / "cert.pem"), "--key", os.fspath(tmp_path / "key.pem")


def test_a_test_for_the_listener_finds_the_one_of_another_process(data_dir: Path, words: tuple[str, ...]) -> None:
    with core_with_hook(data_dir, free_port()) as (services, hook), listener(data_dir, *words) as (child, url):
        found = sent(services, hook, "listener")
        assert isinstance(found, SendOutcome)
        assert found.url == f"{url}/hook"
        assert found.row is not None
        assert found.row.status == 200, found.sentences
        assert "another program" not in " ".join(found.sentences)
        child.send_signal(signal.SIGKILL)
        child.wait(10)
        assert running_listeners(data_dir) == ()
        # A killed one leaves nothing that would lead there.
        services.engine.submit(services.listening.look()).result(5)
        assert not services.listening.own_base().startswith(url)


def test_a_scenario_for_the_listener_finds_it_too(data_dir: Path, words: tuple[str, ...]) -> None:
    with core_with_hook(data_dir, free_port()):
        pass
    with listener(data_dir, *words):
        done = run(data_dir, "scenario", "run", "order-life", "--target", "listener", "--speed", "100000", "--json")
    deliveries = [line for line in lines(done) if line["event"] == "delivery"]
    assert deliveries, done.stderr
    assert {line["status"] for line in deliveries} == {200}


@pytest.mark.parametrize("words", [("webhooks", "test"), ("retry", "run")])
def test_a_command_for_the_listener_finds_it_or_sends_nothing(data_dir: Path, words: tuple[str, ...]) -> None:
    with foreign_program() as server:
        with core_with_hook(data_dir, server.server_port) as (_, hook):
            pass
        done = run(data_dir, *words, hook, "--target", "listener", "--json")
        assert done.returncode == 2
        assert f"port {server.server_port}" in done.stderr.decode()
        with listener(data_dir) as (_, url):
            done = run(data_dir, *words, hook, "--target", "listener", "--json")
        assert done.returncode == 0, done.stderr
        line = lines(done)[0]
        assert (line["status"], line["target"]) == (200, f"{url}/hook")
        assert server.bodies == []  # type: ignore[attr-defined]
    assert run(data_dir, *words, hook, "--target", "listener", "--to", url).returncode == 2


async def played(services: Services, hook: str, what: str) -> object:
    match what:
        case "retries":
            started = await services.retries.start(hook, target_key="listener", speed=100_000)
            if not isinstance(started, Delivery):
                return started
            ended = await services.retries.finished(started.id)
            return [item.status for item in ended.made] if ended else []
        case "series":
            made = await services.series.run(hook, Wanted("twice"), lambda _: None, target_key="listener")
            return [item.status for item in made.sent] if isinstance(made, Report) else made
        case "scenario":
            scenario = await services.scenario_library.find("order-life")
            run = await services.scenarios.run(scenario, lambda _: None, target_key="listener", speed=100_000)
            return [item.status for item in run.deliveries] if isinstance(run, Run) else run
    webhook = hook if what == "replay" else ""
    where: Where = "listener" if what == "replay" else "own"
    found = await services.replay.run(ReplayChoice((1,), where=where, webhook=webhook), lambda _: None)
    return [item.status for item in found] if isinstance(found, tuple) else found


@pytest.mark.parametrize("what", ["retries", "series", "scenario", "replay", "replay where it came to"])
def test_whatever_is_played_finds_the_listener_or_sends_nothing(data_dir: Path, what: str) -> None:
    with foreign_program() as server, core_with_hook(data_dir, server.server_port) as (services, hook):
        with listener(data_dir) as (_, url):
            post(url, "/hook", b"{}")
        found = services.engine.submit(played(services, hook, what)).result(30)
        assert isinstance(found, CannotSend), found
        assert found.code == "listener-foreign"
        with listener(data_dir):
            found = services.engine.submit(played(services, hook, what)).result(30)
        assert isinstance(found, list), found
        assert set(found) == {200}
        assert server.bodies == []  # type: ignore[attr-defined]


def test_only_the_listeners_own_certificate_is_trusted(data_dir: Path, tmp_path: Path) -> None:
    other = trustme.CA().issue_cert("hooks.example")
    other.cert_chain_pems[0].write_to_path(tmp_path / "other.pem")
    with core_with_hook(data_dir, free_port()) as (services, hook), listener(data_dir, *https(tmp_path)):
        (note,) = (data_dir / "listeners").glob("*.json")
        about = json.loads(note.read_text())
        note.write_text(json.dumps({**about, "certificate": (tmp_path / "other.pem").read_text()}))
        found = sent(services, hook, "listener")
    assert isinstance(found, SendOutcome)
    assert found.row is not None
    assert found.row.failure == "tls"


def test_http_to_a_listener_with_https_is_told_of_the_other_scheme(data_dir: Path, tmp_path: Path) -> None:
    with listener(data_dir, *https(tmp_path)) as (_, url):
        plain = url.replace("https://", "http://") + "/hook"
        with core_with_hook(data_dir, free_port(), plain) as (services, hook):
            found = sent(services, hook, "url")
    assert isinstance(found, SendOutcome)
    assert found.row is not None
    assert found.row.status == 400
    assert any("change the address to https://" in told for told in found.sentences)


def test_another_programs_port_gets_nothing_that_is_meant_for_the_listener(data_dir: Path) -> None:
    with foreign_program() as server, core_with_hook(data_dir, server.server_port) as (services, hook):
        found = sent(services, hook, "listener")
        assert isinstance(found, CannotSend)
        assert (found.code, found.params) == ("listener-foreign", {"port": server.server_port})
        assert server.bodies == []  # type: ignore[attr-defined]


def test_the_answer_of_another_program_is_not_taken_for_the_listeners(data_dir: Path) -> None:
    with foreign_program() as server:
        own = f"http://127.0.0.1:{server.server_port}/hook"
        with core_with_hook(data_dir, server.server_port, own) as (services, hook):
            found = sent(services, hook, "url")
        assert isinstance(found, SendOutcome)
        assert any("Another program on port" in told for told in found.sentences)
        # The user's own receiver on another port is not a mismatch.
        with core_with_hook(data_dir / "b", free_port(), own) as (services, hook):
            found = sent(services, hook, "url")
        assert isinstance(found, SendOutcome)
        assert not any("another program" in told for told in found.sentences)


def test_a_listener_of_another_data_folder_is_another_program(data_dir: Path, tmp_path: Path) -> None:
    with (
        listener(tmp_path / "other") as (_, url),
        core_with_hook(data_dir, int(url.rpartition(":")[2])) as (services, hook),
    ):
        assert isinstance(sent(services, hook, "listener"), CannotSend)


def test_a_taken_port_comes_with_a_free_one(data_dir: Path) -> None:
    with listener(data_dir) as (child, url):
        port = url.rpartition(":")[2]
        ours = run(data_dir, "listen", "--port", port)
        theirs = run(data_dir / "other", "listen", "--port", port)
    for done, said in (
        (ours, f"another listener of this data folder (process {child.pid})"),
        (theirs, "another program"),
    ):
        told = done.stderr.decode()
        assert done.returncode == 2
        assert said in told
        free = int(told.partition(" is free")[0].rpartition(" ")[2])
        until(lambda free=free: socket.create_server(("127.0.0.1", free)).close() or True, "it is free")
