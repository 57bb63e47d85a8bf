"""Secrets of every kind, planted in every possible place, appear in no file, log, database or export."""

from __future__ import annotations

import base64
import json
import logging
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest

from ongoing_desktop.cli.log import log_to
from ongoing_desktop.domain.errors import KnownError, SecretsFound
from ongoing_desktop.domain.secret import Secret
from ongoing_desktop.domain.settings import Webhook
from ongoing_desktop.formats.history_formats import HISTORY_FORMATS
from ongoing_desktop.services import Services
from ongoing_desktop.services.exports import Selection
from ongoing_desktop.services.sending import SendOutcome
from ongoing_desktop.services.webhooks import ReplaceCredential
from tests.helpers import do, post
from tests.transport.servers import Server, read_request, serving

PASSWORD = 'pl4nted-S3cret/ä&"x'
OLD = "pl4nted-0ld-one!"
TOKEN = "t0ken-pl4nted-in-the-other"
SECRETS = (PASSWORD, OLD, TOKEN)


def forms(secret: str) -> Iterator[bytes]:
    """The possible encodings of a secret, independent of the product's own list."""
    raw = secret.encode()
    yield from (raw, secret.encode("utf-16-le"), raw.decode("latin-1").encode())
    yield quote(secret, safe="").encode()
    yield quote(secret, safe="").lower().encode()
    for ascii_only in (True, False):
        text = json.dumps(secret, ensure_ascii=ascii_only)[1:-1]
        yield text.encode()
        yield json.dumps(text, ensure_ascii=ascii_only)[1:-1].encode()
    for before in (b"", b"u", b"us", b"acme:", b"before:"):
        coded = base64.b64encode(before + raw)
        yield coded[(len(before) * 4 + 2) // 3 + 1 : -4]
    yield raw.hex().encode()


def clean(files: Iterator[Path] | list[Path]) -> None:
    looked = 0
    for file in files:
        for data in contents(file) if file.is_file() else ():
            looked += 1
            for secret in SECRETS:
                assert not [form for form in forms(secret) if form in data], file
            assert b"pl4nted" not in data, file
    assert looked


def contents(file: Path) -> Iterator[bytes]:
    """A file's bytes; for a ZIP file also its members."""
    yield file.read_bytes()
    if file.suffix == ".zip":
        with zipfile.ZipFile(file) as pack:
            yield from (pack.read(name) for name in pack.namelist())


def echo(connection: Any, server: Server) -> None:
    """Sends back the whole request."""
    got = read_request(connection)
    body = b"you sent: " + got + b" and " + json.dumps({"token": TOKEN}).encode()
    connection.sendall(
        b"HTTP/1.1 200 OK\r\nX-Echo: " + TOKEN.encode() + b"\r\nContent-Length: %d\r\n\r\n" % len(body) + body
    )


def basic(user: str, password: str) -> dict[str, str]:
    return {"Authorization": "Basic " + base64.b64encode(f"{user}:{password}".encode()).decode("ascii")}


@pytest.fixture
def planted(services: Services) -> tuple[Services, Webhook, Webhook]:
    """A webhook with a password under rotation and one with a token, and a listener that knows them."""
    hook = do(services, services.demo.add())
    first = replace(hook, authentication="basic", username="before")
    assert isinstance(do(services, services.webhooks.save(first, ReplaceCredential(Secret(OLD)))), Webhook)
    rotated = do(services, services.webhooks.begin_rotation(hook.id, Secret(PASSWORD), username="acme"))
    assert isinstance(rotated, Webhook)
    other = replace(
        hook, id="other", name="Other", url="http://127.0.0.1:1/other", authentication="x-auth-token", username=""
    )
    assert isinstance(do(services, services.webhooks.save(other, ReplaceCredential(Secret(TOKEN)))), Webhook)
    do(services, services.listening.start(0))
    return services, rotated, other


def test_planted_secrets_are_found_nowhere(
    planted: tuple[Services, Webhook, Webhook], data_dir: Path, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    services, hook, other = planted
    out = tmp_path / "out"
    out.mkdir()
    with log_to(data_dir):
        logging.getLogger("ongoing_desktop").info("the log begins")
        receive(services, hook)
        with serving(echo) as server:
            for url in (server.url, f"{server.url}/{TOKEN}?token={TOKEN}&x={quote(TOKEN)}"):
                assert isinstance(do(services, services.sending.test(other.id, url=url, confirmed=True)), SendOutcome)
        assert not isinstance(
            do(services, services.sending.test(other.id, url="http://127.0.0.1:1/", confirmed=True)), KnownError
        )
        for name, item in HISTORY_FORMATS.items():
            if not item.single:
                assert do(services, services.exports.write(out / f"all{item.suffix}", Selection(), name)).count >= 9
            with pytest.raises(KnownError):
                do(services, services.exports.write(out / "no such folder" / "x", Selection(ids=(1,)), name))
        do(services, services.exports.write(out / "one.bin", Selection(ids=(1,)), "raw"))
        do(services, services.support.write(out / "pack.zip"))
        do(services, services.transfers.export_config(out / "config.json"))
        # Imported again with credentials that another program left in.
        (tmp_path / "foreign.har").write_bytes(
            har_with(
                {"Authorization": basic("acme", PASSWORD)["Authorization"], "X-Auth-Token": TOKEN}, f"/x?token={TOKEN}"
            )
        )
        plan = do(services, services.imports.preview(tmp_path / "foreign.har"))
        assert do(services, services.imports.apply(plan)) == 1
        do(services, services.exports.write(out / "again.har", Selection(), "har"))
    services.close()
    assert (data_dir / "ongoing-desktop.log").stat().st_size
    clean([*data_dir.rglob("*"), *out.rglob("*")])
    assert "pl4nted" not in caplog.text
    assert not list(out.glob(".*"))


def receive(services: Services, hook: Webhook) -> None:
    """Every request with a secret in the wrong place, except in a body, which is stored unchanged."""
    url, path = services.listening.state.url, "/" + hook.url.split("/", 3)[3]
    assert url
    wire = PASSWORD.encode().decode("latin-1")
    for target, headers in (
        (path, basic("acme", PASSWORD)),
        (path, basic("before", OLD)),
        (path, {"X-Auth-Token": TOKEN}),
        ("/other", basic("acme", PASSWORD)),
        (f"/other?token={TOKEN}&q={quote(PASSWORD, safe='')}", {"X-Auth-Token": TOKEN}),
        (f"/other/{OLD}/{TOKEN}", {"X-Own": f"a {wire} b", "Cookie": f"c={TOKEN}"}),
        ("/other", {"X-Own": basic("whoever", PASSWORD)["Authorization"], f"X-{TOKEN}": "1"}),
        (f"/other?token={TOKEN}", {"X-Auth-Token": TOKEN, "Transfer-Encoding": "odd"}),
        (f"/{OLD}/{TOKEN}", {"X-Odd": f"{OLD} {wire}", "Transfer-Encoding": "odd"}),
    ):
        post(url, target, b"{}", headers)
    verdicts = [row.verdict for row in services.history.page(limit=20, direction="in")]
    assert verdicts[-2:] == ["verified", "verified"]
    assert verdicts[:2] == ["malformed", "malformed"]


def har_with(headers: dict[str, str], target: str) -> bytes:
    """As a browser would write it."""
    listed = [{"name": name, "value": value} for name, value in headers.items()]
    entry = {
        "startedDateTime": "2026-02-03T04:05:06Z", "time": 1,
        "request": {"method": "POST", "url": f"https://x.example{target}", "headers": listed},
        "response": {"status": 200, "headers": listed, "content": {"text": f"echo {TOKEN}"}},
    }  # fmt: skip
    return json.dumps({"log": {"version": "1.2", "entries": [entry]}}).encode()


@pytest.mark.parametrize("secret", SECRETS, ids=["password", "old", "token"])
def test_a_body_with_a_secret_is_refused_or_masked_in_every_file(
    planted: tuple[Services, Webhook, Webhook], tmp_path: Path, secret: str
) -> None:
    services, hook, _ = planted
    url = services.listening.state.url
    assert url
    body = json.dumps({"copied": secret, "coded": base64.b64encode(f"x:{secret}".encode()).decode()}).encode()
    post(url, "/" + hook.url.split("/", 3)[3], body, basic("acme", PASSWORD))
    out = tmp_path / "out"
    out.mkdir()
    for name, item in HISTORY_FORMATS.items():
        file = out / f"x{item.suffix}"
        with pytest.raises(SecretsFound) as caught:
            do(services, services.exports.write(file, Selection(ids=(1,)), name))
        assert caught.value.places == ((1, "body of the request"),)
        assert "pl4nted" not in repr(caught.value)
        assert not list(out.iterdir()), name
    with pytest.raises(SecretsFound):
        do(services, services.support.write(out / "pack.zip"))
    assert not list(out.iterdir())
    for name, item in HISTORY_FORMATS.items():
        do(services, services.exports.write(out / f"x{item.suffix}", Selection(ids=(1,)), name, mask=True))
    do(services, services.support.write(out / "pack.zip", mask=True))
    clean(list(out.rglob("*")))
