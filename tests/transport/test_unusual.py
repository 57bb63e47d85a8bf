"""HTTP/1.0, requests whose response is not awaited, connections that stay open, and one version of TLS."""

from __future__ import annotations

import socket

import pytest

from ongoing_desktop.domain.sending import Failure, Response
from ongoing_desktop.transport.tls import one_version
from tests.transport.servers import Server, read_request, serving
from tests.transport.test_sender import OK, request, send


def remembers(connection: socket.socket, server: Server) -> None:
    server.received.append(read_request(connection))
    connection.sendall(OK)


def test_http_1_0_is_sent_as_such() -> None:
    with serving(remembers) as server:
        result = send(request(server.url, old_http=True))
    assert isinstance(result.outcome, Response)
    assert server.received[0].startswith(b"POST / HTTP/1.0\r\n")
    assert server.received[0].endswith(b'{"a":1}')


def test_an_abandoned_request_arrives_whole() -> None:
    with serving(remembers) as server:
        result = send(request(server.url, abandon=True))
    assert isinstance(result.outcome, Failure)
    assert (result.outcome.kind, server.received[0][-7:]) == ("timeout", b'{"a":1}')


@pytest.mark.parametrize(("keep", "connections"), [(True, 1), (False, 2)])
def test_a_kept_connection_carries_the_next_request(keep: bool, connections: int) -> None:
    opened: list[int] = []

    def twice(connection: socket.socket, server: Server) -> None:
        opened.append(1)
        while raw := read_request(connection):
            server.received.append(raw)
            connection.sendall(OK)

    with serving(twice) as server:
        result = send(request(server.url, keep=keep), request(server.url, keep=keep))
        assert isinstance(result.outcome, Response)
        assert result.remote == f"127.0.0.1:{server.port}"
    assert (len(opened), len(server.received)) == (connections, 2)


def test_a_version_of_tls_is_the_only_one() -> None:
    context = one_version("TLSv1.1")
    assert context.minimum_version == context.maximum_version
