"""A complete rotation: the window's child and ``listen`` accept both, its end applies at once, and crashes mix nothing up."""

from __future__ import annotations

import base64
import json
import os
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from ongoing_desktop.domain.secret import Secret
from ongoing_desktop.domain.settings import Webhook
from ongoing_desktop.services import Services
from ongoing_desktop.services.exports import Selection
from ongoing_desktop.services.webhooks import ReplaceCredential
from tests.helpers import DYING, ROOT, do, environment, lines, listener, post, run, until

OLD, NEW = "0ld-pl4nted-one", "n3w-pl4nted-one"
STEPS = 12


def basic(user: str, password: str) -> dict[str, str]:
    return {"Authorization": "Basic " + base64.b64encode(f"{user}:{password}".encode()).decode("ascii")}


def with_credential(services: Services) -> Webhook:
    hook = do(services, services.demo.add())
    hook = replace(hook, authentication="basic", username="before")
    saved = do(services, services.webhooks.save(hook, ReplaceCredential(Secret(OLD))))
    assert isinstance(saved, Webhook)
    return saved


def path_of(hook: Webhook) -> str:
    return "/" + hook.url.split("/", 3)[3]


def judged(services: Services, hook: Webhook, headers: dict[str, str]) -> tuple[str | None, str | None]:
    assert services.listening.state.url
    post(services.listening.state.url, path_of(hook), b"{}", headers)
    (row,) = services.history.page(limit=1, direction="in")
    return row.verdict, row.reason_code


def test_the_windows_listener_accepts_both_until_the_end(services: Services, data_dir: Path, tmp_path: Path) -> None:
    hook = with_credential(services)
    do(services, services.listening.start(0))
    assert judged(services, hook, basic("before", OLD)) == ("verified", "right")
    assert isinstance(do(services, services.webhooks.begin_rotation(hook.id, Secret(NEW), username="after")), Webhook)
    until(lambda: judged(services, hook, basic("after", NEW)) == ("verified", "right"), "the new one counts", 1)
    assert judged(services, hook, basic("before", OLD)) == ("verified", "old-credential")
    assert judged(services, hook, basic("after", OLD)) == ("refused", "wrong-password")
    last = do(services, services.activity.old_last_used(hook.id))
    assert last is not None
    config = do(services, services.transfers.export_config(tmp_path / "config.json"))
    # The excerpt of an invalid request is stored too, without either of them.
    assert services.listening.state.url
    post(services.listening.state.url, f"/{OLD}/{NEW}", b"{}", {"X-Odd": f"{OLD} {NEW}", "Transfer-Encoding": "odd"})
    do(services, services.webhooks.end_rotation(hook.id))
    until(lambda: judged(services, hook, basic("before", OLD)) == ("refused", "wrong-user-and-password"), "refused", 1)
    assert judged(services, hook, basic("after", NEW)) == ("verified", "right")
    do(services, services.settings.undo())
    until(lambda: judged(services, hook, basic("before", OLD)) == ("verified", "old-credential"), "undone", 1)
    do(services, services.exports.write(tmp_path / "history.jsonl", Selection(), "jsonl"))
    assert b"rotat" not in config
    assert b"old" not in config.lower().replace(b"threshold", b"")
    services.close()
    for file in [*data_dir.rglob("*"), tmp_path / "config.json", tmp_path / "history.jsonl"]:
        if file.is_file():
            data = file.read_bytes()
            for secret in (OLD, NEW):
                for form in (secret.encode(), base64.b64encode(f"before:{secret}".encode())[8:-4]):
                    assert form not in data, (file, form)


def test_listen_and_the_command_line(tmp_path: Path, data_dir: Path) -> None:
    ring = tmp_path / "keyring.json"
    config = {
        "format": "ongoing-desktop-config", "version": 1,
        "systems": [{"name": "Demo", "code": "demo", "goodsOwners": [{"id": 12, "name": "Acme", "code": "ACME"}]}],
        "webhooks": [{
            "id": "7d1c2f4e-0000-4000-8000-000000000001", "name": "Hook", "system": "Demo", "kind": "regular",
            "type": "order-picked", "goodsOwners": [12], "url": "https://erp.example/hook", "email": "",
            "authentication": {"type": "x-auth-token"}, "retryPolicy": "none", "enabled": True, "settings": {},
        }],
    }  # fmt: skip
    (tmp_path / "config.json").write_text(json.dumps(config))

    def cli(*words: str, stdin: bytes = b"") -> subprocess.CompletedProcess[bytes]:
        return run(data_dir, *words, stdin=stdin, keyring_file=ring)

    def listed() -> dict[str, Any]:
        (found,) = lines(cli("credentials", "list", "--json"))
        return found

    assert cli("config", "import", os.fspath(tmp_path / "config.json")).returncode == 0
    begin = ("credentials", "set", "Hook", "--keep-old", "--stdin")
    assert cli(*begin, stdin=b"x").returncode == 2  # there is no old one to keep yet
    assert cli("credentials", "end-rotation", "Hook").returncode == 1
    assert cli("credentials", "set", "Hook", "--stdin", stdin=OLD.encode()).returncode == 0
    assert listed()["rotatingSince"] is None
    with listener(data_dir, keyring_file=ring) as (_, url):

        def reason(token: str) -> str:
            post(url, "/hook", b"{}", {"X-Auth-Token": token})
            (row,) = lines(cli("history", "list", "--json", "--limit", "1"))
            return f"{row['verdict']} {row['reason_code']}"

        assert reason(OLD) == "verified right"
        assert cli(*begin, stdin=NEW.encode()).returncode == 0
        assert listed()["status"] == "stored"
        assert listed()["rotatingSince"] is not None
        assert b"rotating since" in cli("credentials", "list").stdout
        time_of(lambda: reason(NEW) == "verified right")
        assert reason(OLD) == "verified old-credential"
        again = cli(*begin, stdin=b"third")
        assert (again.returncode, again.stdout) == (2, b"")
        assert b"end that rotation" in again.stderr
        assert cli("credentials", "end-rotation", "Hook").returncode == 0
        time_of(lambda: reason(OLD) == "refused wrong-token")
        assert reason(NEW) == "verified right"
    for file in data_dir.rglob("*"):
        if file.is_file():
            assert b"pl4nted" not in file.read_bytes(), file


def time_of(holds: Any, limit_s: float = 1.0) -> None:
    """It applies to a request sent after the limit; the command that reads the row is not counted."""
    end = time.monotonic() + limit_s
    while not holds():
        assert time.monotonic() < end + 2.0, f"not within {limit_s} s"


ROTATES = (
    DYING
    + """
do(services.webhooks.begin_rotation(hook.id, Secret("new-secret"), username="after"))
do(services.webhooks.end_rotation(hook.id))
services.close()
"""
)
PREPARE = """
import pathlib, sys
from dataclasses import replace
from ongoing_desktop.bootstrap import open_services
from ongoing_desktop.domain.secret import Secret
from ongoing_desktop.services.webhooks import ReplaceCredential
services = open_services(pathlib.Path(sys.argv[1])); services.start(follow=False)
do = lambda work: services.engine.submit(work).result(30)
hook = replace(do(services.demo.add()), authentication="basic", username="before")
do(services.webhooks.save(hook, ReplaceCredential(Secret("old-secret"))))
services.close()
"""
LOOK = """
import json, pathlib, sys
from ongoing_desktop.bootstrap import open_services
services = open_services(pathlib.Path(sys.argv[1])); services.start(follow=False)
do = lambda work: services.engine.submit(work).result(30)
hook = services.settings.current.webhooks[0]
do(services.secrets.clean_up())
now, old = do(services.secrets.of(hook)), do(services.secrets.old_of(hook))
print(json.dumps([hook.username, now.reveal(), old and [old.username, old.secret.reveal()]]))
services.close()
"""


def python(code: str, keyring_file: Path, *words: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-c", code, *words], env=environment(keyring_file), cwd=ROOT, capture_output=True, timeout=60, check=False
    )  # fmt: skip


@pytest.mark.skipif(os.name == "nt", reason="signals of POSIX")
def test_kill_9_between_any_two_steps(tmp_path: Path) -> None:
    """Before, during or after the rotation, each complete: never a user name with the other's password."""
    right = [
        ["before", "old-secret", None],
        ["after", "new-secret", ["before", "old-secret"]],
        ["after", "new-secret", None],
    ]
    seen: list[int] = []
    for step in range(STEPS):
        data_dir, ring = tmp_path / f"data{step}", tmp_path / f"keyring{step}.json"
        assert python(PREPARE, ring, os.fspath(data_dir)).returncode == 0
        done = python(ROTATES, ring, os.fspath(data_dir), str(step))
        looked = python(LOOK, ring, os.fspath(data_dir))
        assert looked.returncode == 0, looked.stderr.decode()
        seen.append(right.index(json.loads(looked.stdout)))
        kept = [value for key, value in json.loads(ring.read_text()).items() if "fingerprint" not in key]
        # An undo can restore the old one; unreferenced entries are removed.
        assert "old-secret" in kept, step
        assert ("new-secret" in kept) == (seen[-1] > 0), step
        if done.returncode == 0:
            break
    assert done.returncode == 0
    assert seen == sorted(seen)
    assert set(seen) == {0, 1, 2}
