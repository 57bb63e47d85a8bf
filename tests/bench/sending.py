"""Measures a send through the app, from the call to the committed outcome, against plain httpx with one client.

Every send is composed, gets an event id, and is committed to the history before and after it: two commits that plain
httpx does not make. With a receiver that works for 10 ms, as one that stores the request, they matter little; with one
that answers at once they matter most, and that is the ratio to look at. Both receivers close the connection, so that
both sides open one each time. Sends alternate in groups, so that both meet the same machine.
"""

from __future__ import annotations

import contextlib
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Coroutine, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import httpx

from ongoing_desktop.bootstrap import open_services
from ongoing_desktop.domain.secret import Secret
from ongoing_desktop.domain.sending import Response
from ongoing_desktop.domain.settings import GoodsOwner, System, Webhook
from ongoing_desktop.services import Services
from ongoing_desktop.services.sending import PreparedRequest, SendOutcome
from ongoing_desktop.services.webhooks import ReplaceCredential
from tests.helpers import ROOT, environment
from tests.services.fakes import FakeVault

Send = Callable[[Services, Webhook], Coroutine[Any, Any, float]]
RECEIVER = """
import asyncio, sys
async def serve(reader, writer):
    head = await reader.readuntil(b"\\r\\n\\r\\n")
    length = int(head.lower().split(b"content-length:")[1].split(b"\\r\\n")[0])
    await reader.readexactly(length)
    await asyncio.sleep(float(sys.argv[1]))
    writer.write(b"HTTP/1.1 200 OK\\r\\nContent-Length: 2\\r\\nConnection: close\\r\\n\\r\\nok")
    await writer.drain(); writer.close()
async def main():
    server = await asyncio.start_server(serve, "127.0.0.1", 0, backlog=512)
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()
asyncio.run(main())
"""
GROUP = 20
WARM = 20


def sending(count: int) -> dict[str, dict[str, Any]]:
    """Median milliseconds of a send, and the ratios; ``count`` sends of each kind."""
    found: dict[str, dict[str, Any]] = {}
    with tempfile.TemporaryDirectory() as folder, app(Path(folder) / "data") as services:
        for name, seconds in (("a receiver that works 10 ms", 0.01), ("a receiver that answers at once", 0.0)):
            with receiver(seconds) as url:
                found[f"send to {name}"] = compare(services, url, count, once)
                if not seconds:
                    found["the wire alone, nothing kept"] = compare(services, url, count, wire)
    return found


def compare(services: Services, url: str, count: int, send: Send) -> dict[str, Any]:
    """The app and httpx in turn."""
    hook = prepared(services, url)
    ours: list[float] = []
    plain: list[float] = []
    for _ in range(WARM):
        services.engine.submit(send(services, hook)).result(60)
    while len(ours) < count:
        plain += services.engine.submit(plainly(services, hook)).result(60)
        ours += [services.engine.submit(send(services, hook)).result(60) for _ in range(GROUP)]
    mine, theirs = statistics.median(ours), statistics.median(plain)
    return {"ours_ms": mine * 1000, "httpx_ms": theirs * 1000, "ratio": mine / theirs, "sends": len(ours)}


async def wire(services: Services, hook: Webhook) -> float:
    """Seconds on the network of a request composed in advance."""
    ready = await services.sending.prepare(hook.id)
    assert isinstance(ready, PreparedRequest)
    begun = time.perf_counter()
    result = await services.ports.sender.send(ready.request)
    assert isinstance(result.outcome, Response)
    return time.perf_counter() - begun


async def once(services: Services, hook: Webhook) -> float:
    """Seconds of one test through the app: composed, recorded, sent, its outcome committed."""
    begun = time.perf_counter()
    tested = await services.sending.test(hook.id)
    assert isinstance(tested, SendOutcome), tested
    assert tested.row is not None
    assert tested.row.status == 200, tested.row
    return time.perf_counter() - begun


async def plainly(services: Services, hook: Webhook) -> list[float]:
    """Seconds of each send with one client: the same bytes to the same address."""
    ready = await services.sending.prepare(hook.id)
    assert isinstance(ready, PreparedRequest)
    times: list[float] = []
    async with httpx.AsyncClient(trust_env=False) as client:
        await client.post(ready.request.url, content=ready.request.body, headers=list(ready.request.headers))
        for _ in range(GROUP):
            begun = time.perf_counter()
            answer = await client.post(
                ready.request.url, content=ready.request.body, headers=list(ready.request.headers)
            )
            assert answer.status_code == 200
            times.append(time.perf_counter() - begun)
    return times


def prepared(services: Services, url: str) -> Webhook:
    """A webhook with a token that is sent to the receiver."""
    system = System("bench", "Bench", "bench", (GoodsOwner(1, "Acme", "ACME"),))

    async def make() -> Webhook:
        await services.settings.change("add-system", lambda now: replace(now, systems=(system,), webhooks=()))
        draft = services.webhooks.new_draft("regular", system.id)
        draft = replace(
            draft, name=url, type="order-picked", goods_owners=(1,), url=f"{url}/hook", authentication="x-auth-token"
        )
        saved = await services.webhooks.save(draft, ReplaceCredential(Secret("bench-token")))
        assert isinstance(saved, Webhook), saved
        return saved

    return services.engine.submit(make()).result(30)


@contextmanager
def app(folder: Path) -> Iterator[Services]:
    """The services over real storage, with secrets in memory."""
    services = open_services(folder, vault=FakeVault())
    services.start(follow=False)
    try:
        yield services
    finally:
        services.close()


@contextmanager
def receiver(seconds: float) -> Iterator[str]:
    """A server process that answers after this time."""
    process = subprocess.Popen(
        [sys.executable, "-c", RECEIVER, str(seconds)], stdout=subprocess.PIPE, env=environment(), cwd=ROOT
    )
    try:
        assert process.stdout is not None
        yield f"http://127.0.0.1:{int(process.stdout.readline())}"
    finally:
        process.kill()
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(10)
        if process.stdout is not None:
            process.stdout.close()
