"""The generated receivers, run for real: a test with the right credential passes, others do not."""

from __future__ import annotations

import http.client
import json
import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

from ongoing_desktop.auth import SCHEMES
from ongoing_desktop.domain.probing import Proof
from ongoing_desktop.domain.secret import Secret
from ongoing_desktop.domain.settings import Webhook
from ongoing_desktop.formats.receiver_code import SNIPPETS
from ongoing_desktop.services import Services
from ongoing_desktop.services.sending import SendOutcome
from ongoing_desktop.services.webhooks import KeepCredential, ReplaceCredential
from ongoing_desktop.storage.resources import load_catalogue
from tests.helpers import do, run, until
from tests.test_cli_prove import document
from tests.transport.servers import free_port

CATALOGUE = load_catalogue()
PROGRAMS = {"python": [sys.executable], "node": ["node"], "php": ["php", "-S"]}
"""Those that start fast enough for the whole suite; the others are in ``tests/long``."""
LANGUAGES = [key for key in SNIPPETS if key in PROGRAMS]
NASTY = 'Ord "er" \\ \u2028 é #1'
USER = 'us"er\\é'
SECRETS = {"basic": "pä:ss wo'rd\"", "x-auth-token": "t0ken 'with' \"quotes\""}


def saved(services: Services, scheme: str, **fields: Any) -> Webhook:
    system = do(services, services.systems.add_system("S", "s"))
    do(services, services.systems.add_goods_owner(system.id, 12, "Acme", "ACME"))
    draft = replace(
        services.webhooks.new_draft("regular", system.id),
        name=NASTY, type="order-picked", goods_owners=(12,), url="http://127.0.0.1:9/a/b c/ö",
        authentication=scheme, username=USER if scheme == "basic" else "", **fields,
    )  # fmt: skip
    change = ReplaceCredential(Secret(SECRETS[scheme])) if scheme in SECRETS else KeepCredential()
    result = do(services, services.webhooks.save(draft, change))
    assert isinstance(result, Webhook), result
    return result


@contextmanager
def running(language: str, hook: Webhook, folder: Path, command: Sequence[str] = ()) -> Iterator[str]:
    snippet = SNIPPETS[language]
    program = folder / snippet.file_name
    program.write_text(snippet.write(hook, CATALOGUE), encoding="utf-8")
    secret = folder / "secret.txt"
    secret.write_text(SECRETS.get(hook.authentication, "") + "\n", encoding="utf-8")
    command = list(command or PROGRAMS[language])
    if shutil.which(command[0]) is None:
        pytest.skip(f"{command[0]} is not installed")
    events = os.fspath(folder / "events")
    environ = {**os.environ, "PORT": "0", "WEBHOOK_SECRET_FILE": os.fspath(secret), "WEBHOOK_EVENTS": events}
    port = 0
    if language == "php":  # its server cannot choose a port itself
        with free_port() as port:
            pass
    more = [f"127.0.0.1:{port}"] if port else []
    # Output goes to files, because a full pipe would stop the receiver.
    files = [folder / "output.txt", folder / "errors.txt"]
    with files[0].open("wb") as output, files[1].open("wb") as errors:
        words = [*command, *more, os.fspath(program)]
        child = subprocess.Popen(words, env=environ, stdout=output, stderr=errors, cwd=folder, start_new_session=True)

        def said() -> str:
            return "".join(file.read_text("utf-8", "replace") for file in files)

        try:
            until(lambda: "listening on port" in said() or "started" in said() or child.poll() is not None, language)
            assert child.poll() is None, said()
            found = re.search(r"listening on port (\d+)", said())
            yield f"http://127.0.0.1:{found[1] if found else port}"
        finally:
            with suppress(ProcessLookupError):
                os.killpg(child.pid, signal.SIGKILL)
            child.wait()


def post(url: str, body: bytes, headers: Sequence[tuple[str, str]], length: int | None = None) -> int:
    """Headers may be repeated."""
    parts = urlsplit(url)
    connection = http.client.HTTPConnection(parts.hostname or "", parts.port, timeout=10)
    try:
        connection.putrequest("POST", parts.path)
        for name, value in (*headers, ("Content-Length", str(len(body) if length is None else length))):
            connection.putheader(name, value)
        connection.endheaders(body)
        return connection.getresponse().status
    finally:
        connection.close()


def sent(services: Services, hook: Webhook) -> int | None:
    result = do(services, services.sending.test(hook.id, target_key="url"))
    assert isinstance(result, SendOutcome), result
    assert result.row is not None
    return result.row.status


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("scheme", SCHEMES)
def test_a_real_test_passes_and_a_wrong_credential_does_not(
    services: Services, tmp_path: Path, language: str, scheme: str
) -> None:
    hook = saved(services, scheme)
    with running(language, hook, tmp_path) as base:
        hook = replace(hook, url=f"{base}/a/b c/ö")
        assert do(services, services.webhooks.save(hook, KeepCredential())) == hook
        assert sent(services, hook) == 200
        if scheme == "none":
            return
        wrong = "another secret"
        assert do(services, services.webhooks.save(hook, ReplaceCredential(Secret(wrong)))) == hook
        assert sent(services, hook) == 401
        right = SCHEMES[scheme].apply(hook.username, Secret(SECRETS[scheme]))
        bad = SCHEMES[scheme].apply(hook.username, Secret(wrong))
        assert post(f"{base}/a/b%20c/%C3%B6", b"{}", [*right]) == 200
        assert post(f"{base}/a/b%20c/%C3%B6", b"{}", [*right, *bad]) == 401
        assert post(f"{base}/a/b%20c/%C3%B6", b"{}", [*bad, *right]) == 401
        assert post(f"{base}/a/b%20c/%C3%B6", b"{}", []) == 401
        assert post(f"{base}/a/b%20c/%C3%B6", b"{}", [(right[0][0], "")]) == 401
        for strange in (b"not json", b"[]", b"null", b"7", b'"text"', b"\xff"):
            assert post(f"{base}/a/b%20c/%C3%B6", strange, [*right]) == 400
        assert post(f"{base}/other", b"{}", [*right]) == 404
        too_much = 10 * 1024 * 1024 + 1
        # Some answer by the length alone, and close.
        body = b"" if language == "python" else bytes(too_much)
        assert post(f"{base}/a/b%20c/%C3%B6", body, [*right], length=too_much) == 413


def processed_once(folder: Path) -> None:
    """Each stored event is processed once, in the background."""
    events = folder / "events"
    stored = len(list(events.glob("*.json")))
    assert stored > 30
    until(lambda: len(list(events.glob("*.done"))) == stored, "every event is processed")
    told = re.findall(r'Ord "er".* (\d+) \d{4}-', (folder / "output.txt").read_text("utf-8"))
    assert len(told) == len(set(told)) == stored


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("scheme", SCHEMES)
def test_every_receiver_is_proven(services: Services, tmp_path: Path, language: str, scheme: str) -> None:
    hook = saved(services, scheme)
    with running(language, hook, tmp_path) as base:
        url = f"{base}/a/b%20c/%C3%B6"
        proof = do(services, services.proving.run(hook, "full", lambda _: None, url=url))
        if language != "php":  # its events are processed by a second process
            processed_once(tmp_path)
    assert isinstance(proof, Proof)
    failed = {result.probe.key: result.finding.reason for result in proof.results if result.finding.verdict == "fail"}
    assert failed == {}


@pytest.mark.parametrize("language", ["python", "node"])
@pytest.mark.parametrize("scheme", [key for key, scheme in SCHEMES.items() if scheme.needs_secret])
def test_without_a_secret_it_does_not_start(tmp_path: Path, language: str, scheme: str) -> None:
    hook = Webhook("id", "Name", "s", "regular", "order-picked", (1,), "http://x/y", authentication=scheme)
    program = tmp_path / SNIPPETS[language].file_name
    program.write_text(SNIPPETS[language].write(hook, CATALOGUE), encoding="utf-8")
    environ = {key: value for key, value in os.environ.items() if not key.startswith("WEBHOOK_SECRET")}
    done = subprocess.run(
        [*PROGRAMS[language], os.fspath(program)], env=environ, capture_output=True, text=True, timeout=20, check=False
    )
    assert done.returncode == 1
    assert "WEBHOOK_SECRET" in done.stderr


def test_the_command_line_writes_it(tmp_path: Path) -> None:
    (tmp_path / "config.json").write_text(json.dumps(document("http://127.0.0.1:9/hook")))
    assert run(tmp_path / "data", "config", "import", str(tmp_path / "config.json")).returncode == 0
    file = tmp_path / "receiver.go"
    done = run(tmp_path / "data", "webhooks", "code", "Picked", "--language", "go", "--output", str(file))
    assert (done.returncode, done.stderr) == (0, b"")
    assert '\tpath        = "/hook"' in file.read_text("utf-8")
    done = run(tmp_path / "data", "webhooks", "code", "Nope", "--language", "go")
    assert (done.returncode, b"Nope" in done.stderr) == (2, True)


@pytest.mark.parametrize("language", SNIPPETS)
@pytest.mark.parametrize("scheme", SCHEMES)
def test_every_scheme_has_its_part_and_nothing_is_left_open(language: str, scheme: str) -> None:
    hook = Webhook(
        "id", NASTY, "s", "regular", "order-picked", (1,), "http://x/y", authentication=scheme, username=USER
    )
    text = SNIPPETS[language].write(hook, CATALOGUE)
    assert re.findall(r"@[A-Z]+@", text) == []
    assert "\u2028" not in text
