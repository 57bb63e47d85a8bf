"""A copied or exported cURL command, run by the real curl against the real listener, sends the same request again."""

from __future__ import annotations

import base64
import os
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from ongoing_desktop.domain.exchange import Exchange
from ongoing_desktop.domain.secret import Secret
from ongoing_desktop.domain.settings import Webhook
from ongoing_desktop.services import Services
from ongoing_desktop.services.exports import Selection
from ongoing_desktop.services.webhooks import ReplaceCredential
from tests.formats.makers import BODIES
from tests.helpers import do, post

OWN = {"host", "connection", "content-length"}
pytestmark = pytest.mark.skipif(
    shutil.which("curl") is None or shutil.which("sh") is None,
    reason="needs curl and a POSIX shell; the test command installs curl on Debian and Ubuntu",
)
ODD = {
    "Content-Type": "application/json; charset=utf-8",
    "X-Odd": "\xe5 'q' \"d\" $HOME `id` \\ @file -x",
    "X-Empty": "",
    "-X-Dash": "-d",
    "User-Agent": "@agent",
}


def run(script: bytes, tmp_path: Path, **variables: str) -> None:
    """Let a shell run the file in an empty folder, like any recipient."""
    file = tmp_path / "exchanges.sh"
    file.write_bytes(script)
    folder = tmp_path / "empty"
    folder.mkdir(exist_ok=True)
    environ = {**os.environ, "HOME": os.fspath(folder), **variables}
    done = subprocess.run(
        ["sh", "-eu", os.fspath(file)], cwd=folder, env=environ, capture_output=True, timeout=60, check=False
    )
    assert done.returncode == 0, done.stderr
    assert not list(folder.iterdir())


def wire(exchange: Exchange) -> tuple[Any, ...]:
    """What was received, except for what a client adds itself."""
    headers = [(name, value) for name, value in exchange.request.headers if name.lower() not in OWN]
    return exchange.row.method, exchange.row.target, sorted(headers), exchange.request.body


def newest(services: Services, count: int) -> list[Exchange]:
    rows = services.history.page(limit=count, direction="in")
    found = [services.history.get(row.id) for row in rows]
    return [item for item in found if item is not None]


def test_the_same_bytes_come_again(services: Services, tmp_path: Path) -> None:
    do(services, services.listening.start(0))
    url = services.listening.state.url
    assert url
    for number, body in enumerate(BODIES):
        post(url, f"/hook/{number}/../x?a=1&a=&b=%41&c=[1]{{2}}~", body, ODD if number % 2 else {})
    first = newest(services, len(BODIES))
    script = do(services, services.exports.data(Selection(), "curl"))
    run(script, tmp_path)
    again = newest(services, len(BODIES))
    assert len(services.history.page(limit=100)) == 2 * len(BODIES)
    # Written newest first, so run in that order.
    for before, after in zip(first, reversed(again), strict=True):
        assert wire(after)[1].replace("%5B1%5D%7B2%7D", "[1]{2}") == wire(before)[1]
        assert wire(after)[2:] == wire(before)[2:]
        assert wire(after)[0] == wire(before)[0]


def test_with_the_credentials_put_in_it_is_verified_again(services: Services, tmp_path: Path) -> None:
    hook = do(services, services.demo.add())
    saved = do(services, services.webhooks.save(hook, ReplaceCredential(Secret("t0ken 'x' $y"))))
    assert isinstance(saved, Webhook)
    named = replace(hook, id="w2", name="Two", url="http://127.0.0.1:1/two", authentication="basic", username="acme")
    assert isinstance(do(services, services.webhooks.save(named, ReplaceCredential(Secret("p4ss:word ä")))), Webhook)
    do(services, services.listening.start(0))
    url = services.listening.state.url
    assert url
    post(url, "/" + hook.url.split("/", 3)[3] + "?token=query-token", b"{}", {"X-Auth-Token": "t0ken 'x' $y"})
    basic = base64.b64encode("acme:p4ss:word ä".encode()).decode()
    post(url, "/two", b"{}", {"Authorization": f"Basic {basic}"})
    assert [item.row.verdict for item in newest(services, 2)] == ["verified", "verified"]
    script = do(services, services.exports.data(Selection(), "curl"))
    assert b"t0ken" not in script
    assert b"p4ss" not in script
    assert b"query-token" not in script
    run(
        script,
        tmp_path,
        WEBHOOK_TOKEN="t0ken 'x' $y",
        WEBHOOK_USER="acme",
        WEBHOOK_PASSWORD="p4ss:word ä",
        WEBHOOK_QUERY_TOKEN="query-token",
    )
    assert [item.row.verdict for item in newest(services, 2)] == ["verified", "verified"]
    assert len(services.history.page(limit=9)) == 4
    run(script, tmp_path, WEBHOOK_TOKEN="wrong", WEBHOOK_USER="acme", WEBHOOK_PASSWORD="wrong", WEBHOOK_QUERY_TOKEN="")
    assert [item.row.verdict for item in newest(services, 2)] == ["refused", "refused"]
