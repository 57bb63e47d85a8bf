"""Computers without a network, and with a name server that never answers: real namespaces (Linux)."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from ongoing_desktop.bootstrap import open_services
from ongoing_desktop.domain.settings import GoodsOwner, System, Webhook
from ongoing_desktop.services import Services
from ongoing_desktop.services.webhooks import KeepCredential
from ongoing_desktop.wording.messages import sentence
from tests.helpers import ROOT, command, environment, run

LIMIT_S = 1.0
NAME, ADDRESS = "http://receiver.test/hook", "http://192.0.2.1/hook"
SILENT_RESOLVER = (
    "import socket, subprocess, sys; silent = socket.socket(socket.AF_INET, socket.SOCK_DGRAM);"
    "silent.bind(('127.0.0.1', 53)); sys.exit(subprocess.run(sys.argv[1:]).returncode)"
)


def alone(tmp_path: Path, *, resolver: bool) -> list[str]:
    """Words that run a command without a route; ``resolver``: one exists and never answers. Skips if not allowed."""
    setting = tmp_path / "resolv.conf"
    setting.write_text("nameserver 127.0.0.1\n")
    script = 'mount --bind "$0" /etc/resolv.conf && exec "$@"'
    if resolver:
        script = f"ip link set lo up && {script}"
    words = ["unshare", "-rmn", "sh", "-c", script, os.fspath(setting)]
    if not shutil.which("unshare") or subprocess.run([*words, "true"], capture_output=True, check=False).returncode:
        pytest.skip("no network of our own can be made here")
    return words


@pytest.fixture
def configured(data_dir: Path) -> Path:
    """A data folder with one webhook and short limits."""

    async def save(services: Services) -> None:
        await services.settings.set_preferences(
            connect_limit_s=LIMIT_S, read_limit_s=LIMIT_S, total_limit_s=3 * LIMIT_S
        )
        system = System("sys", "Demo", "demo", (GoodsOwner(12, "Acme", "A"),))
        await services.settings.change("add-system", lambda now: replace(now, systems=(system,)))
        draft = replace(
            services.webhooks.new_draft("regular", system.id), name="Hook", type="order-picked", url=ADDRESS
        )
        saved = await services.webhooks.save(
            replace(draft, goods_owners=(12,), authentication="none"), KeepCredential()
        )
        assert isinstance(saved, Webhook), saved

    with closing(open_services(data_dir)) as services:
        services.start(follow=False)
        services.engine.submit(save(services)).result(10)
    return data_dir


@pytest.mark.parametrize(
    ("url", "resolver", "kind", "code"),
    [
        (ADDRESS, False, "other", "send-no-network"),
        (NAME, False, "unknown-host", "send-no-network"),
        (NAME, True, "timeout", "send-timeout-dns"),
    ],
)
def test_it_is_told_within_its_limit_and_kept(
    configured: Path, tmp_path: Path, url: str, resolver: bool, kind: str, code: str
) -> None:
    words = alone(tmp_path, resolver=resolver)
    if resolver:
        words += [sys.executable, "-c", SILENT_RESOLVER]
    sent = subprocess.run(
        [*words, *command(configured, "webhooks", "test", "Hook", "--to", url, "--yes", "--json")],
        capture_output=True,
        env=environment(),
        cwd=ROOT,
        timeout=60,
        check=False,
    )
    assert sent.returncode == 1, sent.stderr
    row = json.loads(sent.stdout)
    host = url.split("/")[2]
    assert (row["failure"], row["status"], row["answer"]) == (kind, None, "failed")
    assert row["duration_ms"] < 3000 * LIMIT_S
    said = sentence(code, {"host": host, "port": 80, "seconds": LIMIT_S})
    assert said in sent.stderr.decode()
    kept = json.loads(run(configured, "history", "show", str(row["id"]), "--json").stdout)
    assert (kept["reason_code"], kept["reason"]) == (code, said)
