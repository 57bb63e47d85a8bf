"""The client of Ongoing's REST API on the network: what it sends, what it never sends, and how it handles servers."""

from __future__ import annotations

import ast
import asyncio
import inspect
import socket
import ssl
import struct
from collections.abc import Callable
from pathlib import Path

import pytest
import trustme

from ongoing_desktop.domain.api import api_url
from ongoing_desktop.domain.sending import RESPONSE_BODY_LIMIT, ApiRequest, Failure, Response, SendResult
from ongoing_desktop.transport import api_client
from ongoing_desktop.transport.api_client import ApiConnections
from tests.transport.servers import Server, answers, hangs, read_request, resets, serving

OK = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{}"
SECRET = "Basic dTpzM2NyZXQ="


def request(base: str, path: str = "/orders/statuses", **more: object) -> ApiRequest:
    headers = (("Authorization", SECRET), ("User-Agent", "OngoingDesktop/0.1"), ("Accept", "application/json"))
    return ApiRequest(base, api_url(base, path), headers, **more)  # type: ignore[arg-type]


def get(*requests: ApiRequest, client: ApiConnections | None = None) -> list[SendResult]:
    async def work() -> list[SendResult]:
        made = client or ApiConnections()
        try:
            return [await made.get(item) for item in requests]
        finally:
            await made.close()

    return asyncio.run(work())


def test_the_wire_is_as_curl_s() -> None:
    with serving(answers(OK)) as server:
        [result] = get(request(f"{server.url}/demo"))
        assert isinstance(result.outcome, Response)
        lines = server.received[0].decode().split("\r\n")
    assert lines == [
        "GET /demo/api/v1/orders/statuses HTTP/1.1",
        f"Host: 127.0.0.1:{server.port}",
        f"Authorization: {SECRET}",
        "User-Agent: OngoingDesktop/0.1",
        "Accept: application/json",
        "",
        "",
    ]


def test_no_method_but_get_can_leave() -> None:
    assert {name for name in vars(ApiConnections) if not name.startswith("_")} == {"get", "close"}
    assert not {"method", "body"} & set(inspect.signature(ApiRequest).parameters)
    tree = ast.parse(Path(api_client.__file__).read_text("utf-8"))
    built = [
        node for node in ast.walk(tree) if isinstance(node, ast.Call) and "build_request" in ast.unparse(node.func)
    ]
    assert [ast.unparse(call.args[0]) for call in built] == ["'GET'"]
    other = {"post", "put", "patch", "delete", "request", "stream", "options", "head"}
    used = {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
    assert not other & used


@pytest.mark.parametrize(
    "url",
    ["https://evil.example/api/v1/orders/1", "http://127.0.0.1:1/demo.evil/api/v1/orders/1", "http://127.0.0.1:12/x"],
)
def test_the_credential_goes_to_no_other_address_than_the_base(url: str) -> None:
    with serving(answers(OK)) as server:
        [result] = get(ApiRequest("http://127.0.0.1:1/demo", url, (("Authorization", SECRET),)))
        assert not server.received
    assert isinstance(result.outcome, Failure)
    assert result.outcome.code == "send-bad-url"


def test_a_redirect_is_an_answer_and_not_followed() -> None:
    with serving(answers(OK)) as other:
        moved = f"HTTP/1.1 302 Found\r\nLocation: {other.url}/api/v1/x\r\nContent-Length: 0\r\n\r\n".encode()
        with serving(answers(moved)) as server:
            [result] = get(request(server.url))
        assert not other.received
    assert isinstance(result.outcome, Response)
    assert result.outcome.status == 302


def test_no_cookie_comes_back() -> None:
    cookie = OK.replace(b"Content-Type", b"Set-Cookie: a=1\r\nContent-Type")
    with serving(answers(cookie)) as server:
        get(request(server.url), request(server.url))
        assert len(server.received) == 2
        assert not any(b"cookie" in raw.lower() for raw in server.received)


def test_a_lost_connection_is_tried_once_more_and_no_answer_ever_is() -> None:
    with serving(resets) as server:
        [result] = get(request(server.url))
        lost = len(server.received)
    assert isinstance(result.outcome, Failure)
    assert result.outcome.kind == "reset"
    assert lost == 2
    with serving(answers(b"HTTP/1.1 500 No\r\nContent-Length: 0\r\n\r\n")) as server:
        get(request(server.url))
        assert len(server.received) == 1


def lost_first(then: Callable[[socket.socket, Server], None]) -> Callable[[socket.socket, Server], None]:
    def behave(connection: socket.socket, server: Server) -> None:
        if server.received:
            then(connection, server)
            return
        server.received.append(read_request(connection))
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))

    return behave


def test_the_repeat_s_answer_counts() -> None:
    with serving(lost_first(answers(OK))) as server:
        [result] = get(request(server.url))
    assert isinstance(result.outcome, Response)


def test_one_request_at_a_time_for_a_base() -> None:
    together, most = 0, 0

    def behave(connection: socket.socket, server: Server) -> None:
        nonlocal together, most
        read_request(connection)
        together += 1
        most = max(most, together)
        connection.setblocking(False)
        # A parallel request would have arrived before this one is answered.
        server.ended.wait(0.05)
        together -= 1
        connection.setblocking(True)
        connection.sendall(OK.replace(b"\r\n\r\n", b"\r\nConnection: close\r\n\r\n"))

    async def work(base: str) -> None:
        made = ApiConnections()
        await asyncio.gather(*(made.get(request(base)) for _ in range(4)))
        await made.close()

    with serving(behave) as server:
        asyncio.run(work(server.url))
    assert most == 1


def test_retry_after_is_honoured_by_the_next_request() -> None:
    wait = b"HTTP/1.1 429 Slow\r\nRetry-After: 600\r\nContent-Length: 0\r\n\r\n"
    with serving(answers(wait)) as server:
        first, second = get(request(server.url), request(server.url))
        assert len(server.received) == 1
    assert isinstance(first.outcome, Response)
    assert isinstance(second.outcome, Failure)
    assert (second.outcome.code, second.outcome.params) == ("api-wait-long", {"seconds": 600})


def test_it_does_not_wait_for_ever() -> None:
    with serving(hangs) as server:
        [result] = get(request(server.url, limit_s=0.2))
    assert isinstance(result.outcome, Failure)
    assert result.outcome.kind == "timeout"


def test_an_endless_answer_is_cut() -> None:
    def behave(connection: socket.socket, server: Server) -> None:
        read_request(connection)
        connection.sendall(b"HTTP/1.1 200 OK\r\n\r\n")
        while not server.ended.is_set():
            connection.sendall(b"x" * 1_000_000)

    with serving(behave) as server:
        [result] = get(request(server.url))
    assert isinstance(result.outcome, Response)
    assert result.outcome.body_cut
    assert len(result.outcome.body) == RESPONSE_BODY_LIMIT


def test_a_certificate_that_is_not_trusted_is_a_failure_before_anything_is_said() -> None:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    trustme.CA().issue_cert("127.0.0.1").configure_cert(context)
    with serving(answers(OK), tls=context) as server:
        [result] = get(request(server.url.replace("http:", "https:")))
        assert not server.received
    assert isinstance(result.outcome, Failure)
    assert result.outcome.code == "send-tls-issuer"


def test_nothing_listens() -> None:
    with serving(answers(OK)) as server:
        pass
    [result] = get(request(server.url))
    assert isinstance(result.outcome, Failure)
    assert result.outcome.kind == "refused"
    assert SECRET not in repr(result)
