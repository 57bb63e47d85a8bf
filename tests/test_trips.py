"""The whole trip without a window: real SQLite, real sockets, the real listener process."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from ongoing_desktop.domain.settings import Webhook
from ongoing_desktop.services import Services
from ongoing_desktop.services.sending import SendOutcome
from tests.helpers import DYING, ROOT, children, command, do, environment, lines, listener, post, run_program, until

SECRET = 'pl4nted-S3cret/ä&"x'
TOKEN = "t0ken-pl4nted-in-the-other"


def send(services: Services, hook: Webhook, **more: Any) -> SendOutcome:
    result = do(services, services.sending.test(hook.id, target_key="listener", **more))
    assert isinstance(result, SendOutcome), result
    return result


def received(services: Services) -> list[Any]:
    return services.history.page(limit=100, direction="in")


def test_try_it_test_inbox_history(services: Services) -> None:
    hook = do(services, services.demo.add())
    do(services, services.listening.start(0))
    assert services.listening.state.url
    tested = send(services, hook)
    assert tested.row is not None
    assert (tested.row.status, tested.row.answer, tested.row.direction) == (200, "sent", "out")
    (row,) = received(services)
    assert (row.verdict, row.webhook, row.type, row.status) == ("verified", hook.id, "order-picked", 200)
    assert row.ours
    exchange = services.history.get(row.id)
    assert exchange is not None
    assert exchange.request.body == services.history.get(tested.exchange_id).request.body  # type: ignore[union-attr]
    do(services, services.demo.remove())
    assert not services.settings.current.systems
    assert received(services)


@pytest.mark.expected_logs
def test_what_is_answered_survives_kill_9_of_the_listener(services: Services) -> None:
    hook = do(services, services.demo.add())
    others = children()
    do(services, services.listening.start(0))
    send(services, hook)
    address = services.listening.state.url
    (pid,) = children() - others
    os.kill(pid, signal.SIGKILL)
    assert len(received(services)) == 1
    until(lambda: services.listening.state.status != "listening", "the window sees that its listener is gone")
    until(
        lambda: services.listening.state.status == "listening" and services.listening.state.url, "the listener is back"
    )
    assert services.listening.state.url == address
    send(services, hook)
    assert len(received(services)) == 2


STEPS = 12
CREDENTIAL_SCRIPT = (
    DYING
    + """
from ongoing_desktop.services.webhooks import ReplaceCredential
services.engine.submit(services.webhooks.save(hook, ReplaceCredential(Secret("new-secret")))).result(30)
services.close()
"""
)


def test_kill_9_between_any_two_steps_of_saving_a_credential(tmp_path: Path) -> None:
    seen = set()
    for step in range(STEPS):
        data_dir, keyring_file = tmp_path / f"data{step}", tmp_path / f"keyring{step}.json"
        prepare = (
            "import sys, pathlib\nfrom ongoing_desktop.bootstrap import open_services\n"
            "from ongoing_desktop.domain.secret import Secret\nfrom ongoing_desktop.services.webhooks import ReplaceCredential\n"
            "services = open_services(pathlib.Path(sys.argv[1])); services.start(follow=False)\n"
            "do = lambda work: services.engine.submit(work).result(30)\n"
            "hook = do(services.demo.add()); do(services.webhooks.save(hook, ReplaceCredential(Secret('old-secret'))))\n"
            "print(hook.id); services.close()\n"
        )
        environ = environment(keyring_file)
        made = subprocess.run(
            [sys.executable, "-c", prepare, data_dir],
            env=environ,
            cwd=ROOT,
            capture_output=True,
            timeout=60,
            check=True,
        )
        assert made.stdout
        done = subprocess.run(
            [sys.executable, "-c", CREDENTIAL_SCRIPT, data_dir, str(step)],
            env=environ,
            cwd=ROOT,
            capture_output=True,
            timeout=60,
            check=False,
        )
        assert done.returncode in (0, -signal.SIGKILL), done.stderr.decode()
        entries = json.loads(keyring_file.read_text())
        # What the next start uses is what a test would send.
        with listener(data_dir, keyring_file=keyring_file) as (_, url):
            verdicts = {}
            for secret in ("old-secret", "new-secret"):
                post(url, "/demo/order-picked", b"{}", {"X-Auth-Token": secret})
                rows = lines(
                    run_program(data_dir, "history", "list", "--json", "--limit", "1", keyring_file=keyring_file)
                )
                verdicts[secret] = rows[0]["verdict"]
        assert sorted(verdicts.values()) == ["refused", "verified"], (step, verdicts, len(entries))
        seen.add(verdicts["new-secret"])
        if done.returncode == 0:
            break
    assert seen == {"refused", "verified"}
    assert done.returncode == 0, "more steps than this test lets through"
    assert step >= 4, "fewer steps than saving a credential has: the calls have other names now"


def test_a_running_listener_follows_another_process(data_dir: Path, tmp_path: Path) -> None:
    config = {
        "format": "ongoing-desktop-config", "version": 1,
        "systems": [{"name": "S", "code": "s", "goodsOwners": [{"id": 1, "name": "A", "code": "A"}]}],
        "webhooks": [{"id": "w1", "name": "W", "system": "S", "kind": "regular", "type": "order-picked", "goodsOwners": [1],
                      "url": "http://127.0.0.1:1/w", "authentication": {"type": "none"}, "enabled": True}],
    }  # fmt: skip
    file = tmp_path / "config.json"
    file.write_text(json.dumps(config))
    with listener(data_dir) as (_, url):
        assert run_program(data_dir, "config", "import", os.fspath(file)).returncode == 0

        def named() -> bool:
            post(url, "/w", b"{}")
            return bool(lines(run_program(data_dir, "history", "list", "--json", "--limit", "1"))[0]["webhook"] == "w1")

        until(named, "the webhook is known to the listener", 5)


def test_credentials_from_standard_input_for_one_run(data_dir: Path, tmp_path: Path) -> None:
    config = {
        "format": "ongoing-desktop-config", "version": 1,
        "systems": [{"name": "S", "code": "s", "goodsOwners": [{"id": 1, "name": "A", "code": "A"}]}],
        "webhooks": [{"id": "w1", "name": "W", "system": "S", "kind": "regular", "type": "order-picked", "goodsOwners": [1],
                      "url": "http://127.0.0.1:1/w", "authentication": {"type": "basic", "username": "u"}, "enabled": True}],
    }  # fmt: skip
    file = tmp_path / "config.json"
    file.write_text(json.dumps(config))
    assert run_program(data_dir, "config", "import", os.fspath(file)).returncode == 0
    given = json.dumps({"webhook": "W", "username": "u", "secret": SECRET}).encode() + b"\n"
    with listener(data_dir, "--credentials-stdin", stdin=given) as (_, url):
        done = run_program(
            data_dir, "webhooks", "test", "W", "--to", f"{url}/w", "--json", "--credentials-stdin", stdin=given
        )
        assert done.returncode == 0, done.stderr
        (row,) = lines(done)
        assert row["status"] == 200
    rows = lines(run_program(data_dir, "history", "list", "--json"))
    assert {(item["direction"], item["verdict"]) for item in rows} == {("in", "verified"), ("out", None)}
    assert not [item for item in rows if SECRET in json.dumps(item)]
    assert command(data_dir)
