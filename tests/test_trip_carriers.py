"""Credentials with unknown names, in every possible place, appear in no file, database, log or export.

The values are not stored credentials, so only the rule for names and shapes can find them.
"""

from __future__ import annotations

import json
import logging
import re
import socket
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

from ongoing_desktop.cli.log import log_to
from ongoing_desktop.domain.exchange import Body, Headers, Judgement, Message, NewExchange, Outcome
from ongoing_desktop.domain.filters import parse_filter
from ongoing_desktop.domain.forwarding import Forward, target_of
from ongoing_desktop.domain.redaction import Redactor
from ongoing_desktop.domain.rules import Rule, Step
from ongoing_desktop.domain.secret import Secret
from ongoing_desktop.domain.secret_names import SecretNames
from ongoing_desktop.domain.sending import Response
from ongoing_desktop.formats.history_formats import HISTORY_FORMATS
from ongoing_desktop.listener.forward import passed_on
from ongoing_desktop.listener.http_parser import Head
from ongoing_desktop.services import Services
from ongoing_desktop.services.exports import Selection
from ongoing_desktop.services.sending import SendOutcome
from ongoing_desktop.services.webhooks import KeepCredential
from tests.credential_carriers import HEADERS, HEADS, PARAMETERS, TARGETS, VALUES, S
from tests.helpers import do, post, until
from tests.transport.servers import Server, read_request, serving

FIELDS: tuple[tuple[str, str], ...] = (
    *((name, S) for name in HEADERS), *((name, f"Bearer {S}") for name in HEADERS), *VALUES
)  # fmt: skip
ADDRESSES: tuple[str, ...] = (*TARGETS, *(f"/hook?{name}={S}&x=1" for name in PARAMETERS))
FOUND = re.compile(rb"V4lue(?:-\d+)?")
assert len(FIELDS) + len(ADDRESSES) + len(HEADS) >= 240


def numbered(items: Iterable[Any]) -> Iterator[Any]:
    """The carriers with a number in each value, so that a leak identifies its carrier."""
    for number, item in enumerate(items):
        value = f"{S}-{number}"
        yield item.replace(S, value) if isinstance(item, str) else (item[0], item[1].replace(S, value))


PATHS: tuple[str, ...] = tuple(item for item in numbered(ADDRESSES) if re.match("/(?!/)", item))
"""What can follow a host."""


def requests() -> Iterator[bytes]:
    """Each carrier in its own request."""
    for name, value in numbered(FIELDS):
        host = b"" if name == "Host" else b"Host: 127.0.0.1\r\n"
        yield b"POST /hook HTTP/1.1\r\n" + host + f"{name}: {value}\r\n".encode("latin-1")
    for target in numbered(ADDRESSES):
        yield f"POST {target} HTTP/1.1\r\nHost: 127.0.0.1\r\n".encode("latin-1")


def sent_raw(url: str, head: bytes) -> None:
    """Send a head, and wait until its connection is closed: then it is recorded."""
    host, port = url.removeprefix("http://").split(":")
    with socket.create_connection((host, int(port)), timeout=20) as connection:
        connection.sendall(head)
        connection.shutdown(socket.SHUT_WR)
        while connection.recv(4096):
            pass


def leaks(files: Iterable[Path]) -> list[tuple[str, set[bytes]]]:
    found = []
    for file in files:
        if not file.is_file():
            continue
        pieces = {file.name: file.read_bytes()}
        if file.suffix == ".zip":
            with zipfile.ZipFile(file) as pack:
                pieces = {f"{file.name}/{name}": pack.read(name) for name in pack.namelist()}
        for name, data in pieces.items():
            if values := set(FOUND.findall(data.replace(b"\0", b""))):
                found.append((name, values))
    return found


def exported(services: Services, folder: Path) -> None:
    """Everything in every format."""
    folder.mkdir()
    for name, item in HISTORY_FORMATS.items():
        if not item.single:
            do(services, services.exports.write(folder / f"all{item.suffix}", Selection(), name))
    do(services, services.support.write(folder / "pack.zip"))
    for row in services.history.page(limit=1000):
        do(services, services.exports.write(folder / f"{row.id}.bin", Selection(ids=(row.id,)), "raw"))


def test_nothing_that_is_received_leaves_a_credential_anywhere(
    services: Services, data_dir: Path, tmp_path: Path
) -> None:
    hook = do(services, services.demo.add())
    with log_to(data_dir):
        logging.getLogger("ongoing_desktop").info("the log begins")
        do(services, services.listening.start(0))
        url = services.listening.state.url or ""
        heads = [*(head + b"Content-Length: 0\r\nConnection: close\r\n\r\n" for head in requests()), *HEADS]
        for head in heads:
            sent_raw(url, head)
        post(url, f"/{hook.url.split('/', 3)[3]}", b'{"marker": 1}')
        until(lambda: len(services.history.page(limit=1000)) >= len(heads), "every request is recorded")
        exported(services, tmp_path / "out")
        assert not services.history.page(limit=5, filter=parse_filter("V4lue", datetime.now(UTC)))
        assert services.history.page(limit=5, filter=parse_filter("marker", datetime.now(UTC)))
    malformed = [row for row in services.history.page(limit=1000) if row.verdict == "malformed"]
    assert len(malformed) >= len(HEADS)
    assert not leaks(data_dir.rglob("*"))
    assert not leaks((tmp_path / "out").rglob("*"))


def answer(connection: Any, server: Server) -> None:
    """Every carrier of a field in one response."""
    read_request(connection)
    fields = [(name, value) for name, value in numbered(FIELDS) if value.isprintable()]
    head = "".join(f"{name}: {value}\r\n" for name, value in (*fields, ("Content-Length", "2")))
    connection.sendall(f"HTTP/1.1 200 OK\r\n{head}\r\nok".encode("latin-1"))


def test_answers_and_addresses_of_what_is_sent_and_forwarded_leave_none(
    services: Services, data_dir: Path, tmp_path: Path
) -> None:
    hook = do(services, services.demo.add())
    with log_to(data_dir), serving(answer) as server:
        assert not do(services, services.rules.set_forward(Forward(on=True, target=server.url)))
        do(services, services.listening.start(0))
        for target in PATHS[:40]:
            tested = do(services, services.sending.test(hook.id, url=f"{server.url}{target}", confirmed=True))
            if isinstance(tested, SendOutcome) and isinstance(tested.result.outcome, Response):
                assert not FOUND.search(repr(tested.result.outcome.headers).encode())
        received = post(services.listening.state.url or "", f"/{hook.url.split('/', 3)[3]}", b"{}")
        assert received == 200
        exported(services, tmp_path / "out")
    assert services.history.page(limit=5, direction="in")[0].status == 200
    assert not leaks(data_dir.rglob("*"))
    assert not leaks((tmp_path / "out").rglob("*"))


def test_rows_that_an_earlier_rule_kept_are_exported_without(services: Services, tmp_path: Path) -> None:
    raw = Body(data=HEADS[0], size=len(HEADS[0]), sha256=sha256(HEADS[0]).digest())
    fields: Headers = tuple(numbered(FIELDS))
    kept = NewExchange("in", datetime.now(UTC), "POST", "/hook", fields, raw, 200, None, response=Message(fields))
    rows = [
        replace(kept, judgement=Judgement("malformed", "no-colon")),
        *(
            replace(kept, direction="out", target=f"https://x.example{target}", headers=(), body=Body(), response=None)
            for target in PATHS
        ),
    ]
    ids = services.history.append(rows)
    detail = {"forwarded_to": f"https://u:{S}@x.example/?token={S}", "said": {"url": f"/?code={S}"}}
    services.history.append([], [Outcome(ids[0], "sent", 1000, 200, None, detail)])
    exported(services, tmp_path / "out")
    assert not leaks((tmp_path / "out").rglob("*"))


def test_imported_exchanges_leave_none(services: Services, data_dir: Path, tmp_path: Path) -> None:
    def named(fields: Headers) -> list[dict[str, str]]:
        return [{"name": name, "value": value} for name, value in fields]

    fields = tuple(numbered(FIELDS))
    entries = [
        {
            "startedDateTime": "2026-01-01T00:00:00Z", "time": 1,
            "request": {"method": "GET", "url": f"https://x.example{target}", "headers": named(fields if not place else ())},
            "response": {"status": 200, "headers": named(fields), "content": {"size": 0, "text": ""}},
        }
        for place, target in enumerate(PATHS)
    ]  # fmt: skip
    file = tmp_path / "in.har"
    file.write_text(json.dumps({"log": {"version": "1.2", "entries": entries}}))
    do(services, services.imports.apply(do(services, services.imports.preview(file))))
    file.unlink()
    exported(services, tmp_path / "out")
    assert not leaks(data_dir.rglob("*"))
    assert not leaks((tmp_path / "out").rglob("*"))


def test_none_is_forwarded_to_another_computer() -> None:
    choice = Forward(True, "https://erp.example/x")
    redactor = Redactor(Secret("ab"))
    for target in PATHS:
        head = Head("POST", target, "1.1", tuple(numbered(FIELDS)), expects=False, trailers=tuple(numbered(FIELDS)))
        on = passed_on(choice, target_of(choice, target), head, redactor)
        assert not FOUND.search(repr((on.target.path, on.headers, on.trailers)).encode()), target


def test_settings_in_a_support_pack_hold_none_and_an_export_gives_them_back(services: Services, tmp_path: Path) -> None:
    hook = do(services, services.demo.add())
    url = f"https://x.example/hook?token={S}&a=1"
    do(services, services.webhooks.save(replace(hook, url=url), KeepCredential()))
    step = Step("answer", headers=(("Set-Cookie", f"a={S}"), ("Location", f"/?code={S}")))
    assert isinstance(do(services, services.rules.save(Rule("r", "Answers", steps=(step,)))), Rule)
    do(services, services.support.write(tmp_path / "pack.zip"))
    assert not leaks([tmp_path / "pack.zip"])
    data = do(services, services.transfers.export_config(None))
    assert json.loads(data)["webhooks"][0]["url"] == url


def test_a_webhook_that_keeps_them_raw_keeps_them_and_exports_do_not(services: Services, tmp_path: Path) -> None:
    hook = do(services, services.demo.add())
    do(services, services.webhooks.save(replace(hook, keep_raw=True), KeepCredential()))
    do(services, services.listening.start(0))
    post(services.listening.state.url or "", f"/{hook.url.split('/', 3)[3]}?code={S}", b"{}", {"Api-Key": S})
    row = services.history.page(limit=1)[0]
    kept = services.history.get(row.id)
    assert kept is not None
    assert ("Api-Key", S) in kept.request.headers
    assert S in row.target
    exported(services, tmp_path / "out")
    assert not leaks((tmp_path / "out").rglob("*"))


def test_names_of_the_user_count_at_once_for_what_is_received_and_sent(services: Services, data_dir: Path) -> None:
    hook = do(services, services.demo.add())
    do(services, services.listening.start(0))
    assert not do(services, services.credential_names.save(["X-Tenant"], ["tenant"]))
    assert services.credential_names.names == SecretNames(frozenset({"x-tenant"}), frozenset({"tenant"}))
    do(services, services.listening.synced())
    path = f"/{hook.url.split('/', 3)[3]}?tenant={S}"
    post(services.listening.state.url or "", path, b"{}", {"X-Tenant": S, "Referer": f"http://x/{path}"})
    do(services, services.sending.test(hook.id, url=f"http://127.0.0.1:1/?ten%61nt={S}", confirmed=True))
    assert len(services.history.page(limit=5)) == 2
    assert not leaks(data_dir.rglob("*"))
