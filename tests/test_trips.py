"""The whole trip without a window: real SQLite, real sockets, the real listener process."""

from __future__ import annotations

import base64
import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from ongoing_desktop.compose import Core, build_core
from ongoing_desktop.domain.secret import Secret
from ongoing_desktop.domain.settings import Webhook
from ongoing_desktop.services.sending import Tested
from ongoing_desktop.services.webhooks import ReplaceCredential
from tests.helpers import ROOT, command, environment, lines, listener, post, run, until

SECRET = 'pl4nted-S3cret/ä&"x'


def do(core: Core, work: Any) -> Any:
    return core.engine.submit(work).result(30)


@pytest.fixture
def core(data_dir: Path) -> Iterator[Core]:
    made = build_core(data_dir)
    made.start()
    yield made
    made.close()


def send(core: Core, hook: Webhook, **more: Any) -> Tested:
    result = do(core, core.sending.test(hook.id, target_key="listener", **more))
    assert isinstance(result, Tested), result
    return result


def received(core: Core) -> list[Any]:
    return core.history.page(limit=100, direction="in")


def test_try_it_test_inbox_history(core: Core) -> None:
    hook = do(core, core.demo.add())
    do(core, core.listening.start(0))
    assert core.listening.state.url
    tested = send(core, hook)
    assert tested.row is not None
    assert (tested.row.status, tested.row.answer, tested.row.direction) == (200, "sent", "out")
    (row,) = received(core)
    assert (row.verdict, row.webhook, row.type, row.status) == ("verified", hook.id, "order-picked", 200)
    assert row.ours
    exchange = core.history.get(row.id)
    assert exchange is not None
    assert exchange.request.body == core.history.get(tested.exchange_id).request.body  # type: ignore[union-attr]
    do(core, core.demo.remove())
    assert not core.settings.current.systems
    assert received(core)


def test_what_is_answered_survives_kill_9_of_the_listener(core: Core) -> None:
    hook = do(core, core.demo.add())
    do(core, core.listening.start(0))
    send(core, hook)
    found = subprocess.run(
        ["pgrep", "-P", str(os.getpid()), "-f", "--controlled"], capture_output=True, text=True, check=False
    )
    for pid in found.stdout.split():
        os.kill(int(pid), signal.SIGKILL)
    assert len(received(core)) == 1
    until(lambda: core.listening.state.status == "listening" and core.listening.state.url, "the listener is back")
    send(core, hook)
    assert len(received(core)) == 2


def test_what_is_answered_survives_kill_9_of_the_window(data_dir: Path, tmp_path: Path) -> None:
    script = (
        "import os, signal, sys, pathlib\n"
        "from ongoing_desktop.compose import build_core\n"
        "core = build_core(pathlib.Path(sys.argv[1])); core.start()\n"
        "do = lambda work: core.engine.submit(work).result(30)\n"
        "hook = do(core.demo.add()); do(core.listening.start(0))\n"
        "do(core.sending.test(hook.id, target_key='listener'))\n"
        "os.kill(os.getpid(), signal.SIGKILL)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, os.fspath(data_dir)],
        env=environment(tmp_path / "keyring.json"), cwd=ROOT, timeout=60, check=False, capture_output=True,
    )  # fmt: skip
    assert done.returncode == -signal.SIGKILL, done.stderr.decode()
    rows = lines(run(data_dir, "history", "list", "--json", keyring_file=tmp_path / "keyring.json"))
    assert sorted((row["direction"], row["status"]) for row in rows) == [("in", 200), ("out", 200)]
    assert next(row for row in rows if row["direction"] == "in")["verdict"] == "verified"


def test_no_file_and_no_export_holds_a_secret(core: Core, data_dir: Path, tmp_path: Path) -> None:
    hook = do(core, core.demo.add())
    hook = replace(hook, authentication="basic", username="acme")
    do(core, core.webhooks.save(hook, ReplaceCredential(Secret(SECRET))))
    do(core, core.listening.start(0))
    send(core, hook)
    assert received(core)[0].verdict == "verified"
    config = do(core, core.transfers.export_config(tmp_path / "config.json"))
    do(core, core.transfers.export_history(tmp_path / "history.jsonl"))
    core.close()
    forms = [
        SECRET.encode(),
        base64.b64encode(SECRET.encode()),
        base64.b64encode(f"acme:{SECRET}".encode()),
        b"pl4nted",
    ]
    assert b"acme" in config
    for file in [*data_dir.rglob("*"), tmp_path / "config.json", tmp_path / "history.jsonl"]:
        if file.is_file():
            data = file.read_bytes()
            assert not [form for form in forms if form in data], file


def test_every_trigger_is_tested_and_recognised(core: Core) -> None:
    do(core, core.demo.add())
    system = core.settings.current.systems[0]
    do(core, core.listening.start(0))
    hooks = []
    for trigger in core.catalogue.triggers:
        draft = core.webhooks.new_draft("automation", system.id)
        hook = replace(
            draft,
            name=trigger.title,
            type=trigger.key,
            goods_owners=(12, 13),
            url=f"http://127.0.0.1:1/each/{trigger.key}",
        )
        assert isinstance(do(core, core.webhooks.save(hook, ReplaceCredential(Secret("unused")))), Webhook)
        hooks.append(hook)
    for hook in hooks:
        send(core, hook)
        row = received(core)[0]
        assert (row.webhook, row.type, row.verdict) == (hook.id, hook.type, "open")
    for hook in hooks:
        do(
            core,
            core.webhooks.save(replace(hook, url="http://127.0.0.1:1/shared"), ReplaceCredential(Secret("unused"))),
        )
    for hook in hooks:
        payload = json.loads(do(core, core.sending.fresh_payload(hook.id, generated=True)).text)
        del payload["webhookTemplate"]
        send(core, hook, payload=json.dumps(payload))
        row = received(core)[0]
        family = core.catalogue.family_of(hook.type)
        assert family is not None
        assert row.family == family.key
        assert row.type in (None, hook.type)


STEPS = 12
CREDENTIAL_SCRIPT = """
import os, pathlib, signal, sys
from dataclasses import replace
from ongoing_desktop.compose import build_core
from ongoing_desktop.domain.secret import Secret
from ongoing_desktop.services.webhooks import ReplaceCredential

class Dying:
    # Lets so many calls through, then dies as hard as a process can, before the next one.
    left = int(sys.argv[2])
    def __init__(self, inner): self._inner = inner
    def __getattr__(self, name):
        value = getattr(self._inner, name)
        if name not in ("put", "save", "note_secret"): return value
        def call(*args, **kwargs):
            if Dying.left <= 0: os.kill(os.getpid(), signal.SIGKILL)
            Dying.left -= 1
            return value(*args, **kwargs)
        return call

core = build_core(pathlib.Path(sys.argv[1]))
core.secrets._vault = Dying(core.secrets._vault)
core.secrets._store = core.settings._store = Dying(core.settings._store)
core.start(follow=False)
hook = core.settings.current.webhooks[0]
core.engine.submit(core.webhooks.save(hook, ReplaceCredential(Secret("new-secret")))).result(30)
core.close()
"""


def test_kill_9_between_any_two_steps_of_saving_a_credential(tmp_path: Path) -> None:
    seen = set()
    for step in range(STEPS):
        data_dir, keyring_file = tmp_path / f"data{step}", tmp_path / f"keyring{step}.json"
        prepare = (
            "import sys, pathlib\nfrom ongoing_desktop.compose import build_core\n"
            "from ongoing_desktop.domain.secret import Secret\nfrom ongoing_desktop.services.webhooks import ReplaceCredential\n"
            "core = build_core(pathlib.Path(sys.argv[1])); core.start(follow=False)\n"
            "do = lambda work: core.engine.submit(work).result(30)\n"
            "hook = do(core.demo.add()); do(core.webhooks.save(hook, ReplaceCredential(Secret('old-secret'))))\n"
            "print(hook.id); core.close()\n"
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
                rows = lines(run(data_dir, "history", "list", "--json", "--limit", "1", keyring_file=keyring_file))
                verdicts[secret] = rows[0]["verdict"]
        assert sorted(verdicts.values()) == ["refused", "verified"], (step, verdicts, len(entries))
        seen.add(verdicts["new-secret"])
        if done.returncode == 0:
            break
    assert seen == {"refused", "verified"}


def test_a_window_that_stands_still_costs_no_request(data_dir: Path, tmp_path: Path) -> None:
    """SIGSTOP of the window for 30 s under load."""
    stopped_window(data_dir, tmp_path, seconds=30)


def stopped_window(data_dir: Path, tmp_path: Path, *, seconds: float) -> None:
    script = (
        "import sys, time, pathlib\nfrom ongoing_desktop.compose import build_core\n"
        "core = build_core(pathlib.Path(sys.argv[1])); core.start()\n"
        "core.engine.submit(core.listening.start(0)).result(30)\n"
        "print(core.listening.state.url, flush=True)\nsys.stdin.read()\ncore.close()\n"
    )
    window = subprocess.Popen(
        [sys.executable, "-c", script, os.fspath(data_dir)], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
        env=environment(tmp_path / "keyring.json"), cwd=ROOT,
    )  # fmt: skip
    assert window.stdout
    assert window.stdin
    url = window.stdout.readline().decode().strip()
    slowest = 0.0
    count = 0
    try:
        os.kill(window.pid, signal.SIGSTOP)
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            began = time.monotonic()
            assert post(url, f"/{count}", b'{"a": 1}' * 50) == 200
            slowest = max(slowest, time.monotonic() - began)
            count += 1
    finally:
        os.kill(window.pid, signal.SIGCONT)
        window.stdin.close()
        window.wait(20)
        window.stdout.close()
    rows = lines(run(data_dir, "history", "list", "--json"))
    assert len(rows) == count
    assert slowest < 1, f"an answer took {slowest:.2f} s"


def test_listen_without_standard_input_keeps_running(data_dir: Path) -> None:
    with listener(data_dir) as (child, url):
        assert post(url, "/a", b"x") == 200
        assert child.poll() is None
        assert post(url, "/b", b"y") == 200
    assert child.returncode == 0
    rows = lines(run(data_dir, "history", "list", "--json"))
    assert [row["target"] for row in rows] == ["/b", "/a"]


def test_quitting_with_a_blocked_keyring_ends_within_seconds(data_dir: Path) -> None:
    released = threading.Event()

    class Blocked:
        def status(self) -> Any:
            released.wait()

        def __getattr__(self, name: str) -> Any:
            return lambda *_: released.wait()

    core = build_core(data_dir, vault=Blocked())  # type: ignore[arg-type]
    core.start()
    waiting = core.engine.submit(core.secrets.vault_status())
    began = time.monotonic()
    core.close()
    took = time.monotonic() - began
    released.set()
    assert waiting.done()
    assert took < 10


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
        assert run(data_dir, "config", "import", os.fspath(file)).returncode == 0

        def named() -> bool:
            post(url, "/w", b"{}")
            return bool(lines(run(data_dir, "history", "list", "--json", "--limit", "1"))[0]["webhook"] == "w1")

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
    assert run(data_dir, "config", "import", os.fspath(file)).returncode == 0
    given = json.dumps({"webhook": "W", "username": "u", "secret": SECRET}).encode() + b"\n"
    with listener(data_dir, "--credentials-stdin", stdin=given) as (_, url):
        done = run(data_dir, "webhooks", "test", "W", "--to", f"{url}/w", "--json", "--credentials-stdin", stdin=given)
        assert done.returncode == 0, done.stderr
        (row,) = lines(done)
        assert row["status"] == 200
    rows = lines(run(data_dir, "history", "list", "--json"))
    assert {(item["direction"], item["verdict"]) for item in rows} == {("in", "verified"), ("out", None)}
    assert not [item for item in rows if SECRET in json.dumps(item)]
    assert command(data_dir)
