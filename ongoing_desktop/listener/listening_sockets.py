"""Opens the sockets that the listener accepts connections on.

Both 127.0.0.1 and ::1 are opened where ::1 exists, because ``localhost`` may mean either. Never uses SO_REUSEPORT.
"""

from __future__ import annotations

import contextlib
import errno
import logging
import socket
from typing import Final

from ongoing_desktop.domain.bind import LOOPBACK, plain_host
from ongoing_desktop.domain.errors import ListenerError
from ongoing_desktop.listener.platform import prepare_socket

log = logging.getLogger(__name__)

BACKLOG: Final = 2048
SAME_PORT_TRIES: Final = 20


def open_sockets(host: str, port: int) -> list[socket.socket]:
    """Listening sockets on one port: the address, and ::1 in addition to 127.0.0.1. Raises ListenerError."""
    host = LOOPBACK if host.lower().rstrip(".") == "localhost" else plain_host(host.strip())
    if not host:
        # For the system it would mean all addresses of this computer.
        raise ListenerError("listener-no-address")
    for _ in range(SAME_PORT_TRIES):
        first = _open(socket.AF_INET6 if ":" in host else socket.AF_INET, host, port)
        if host != "127.0.0.1" or not socket.has_ipv6:
            return [first]
        chosen = int(first.getsockname()[1])
        try:
            return [first, _open(socket.AF_INET6, "::1", chosen)]
        except ListenerError as error:
            if error.code != "listener-port-taken":
                log.info("no IPv6 loopback: listening on 127.0.0.1 only")
                return [first]
            first.close()
            if port:
                raise
    raise ListenerError("listener-port-taken", port=port, free=0)


def _open(family: socket.AddressFamily, host: str, port: int) -> socket.socket:
    if not 0 <= port <= 65535:
        raise ListenerError("listener-port-invalid", port=port)
    try:
        sock = socket.socket(family, socket.SOCK_STREAM)
    except OSError as error:
        raise ListenerError("listener-address", host=host, why=error.strerror or "") from error
    try:
        prepare_socket(sock)
        if family is socket.AF_INET6:
            sock.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
        sock.settimeout(0)
        sock.bind((host, port))
        sock.listen(BACKLOG)
    except OSError as error:
        sock.close()
        match error.errno:
            case errno.EADDRINUSE:
                raise ListenerError("listener-port-taken", port=port, free=_free_port(family, host, port)) from error
            case errno.EACCES | errno.EPERM:
                raise ListenerError("listener-port-forbidden", port=port) from error
            case _:
                raise ListenerError("listener-address", host=host, why=error.strerror or str(error)) from error
    except (UnicodeError, ValueError) as error:
        sock.close()
        raise ListenerError("listener-address", host=host, why="it is not a valid host name") from error
    return sock


def _free_port(family: socket.AddressFamily, host: str, port: int) -> int:
    """A free port near a taken one, else any; 0 if none is found."""
    for number in (*range(port + 1, min(port + SAME_PORT_TRIES, 65536)), 0):
        with contextlib.suppress(OSError), socket.socket(family, socket.SOCK_STREAM) as probe:
            prepare_socket(probe)
            probe.bind((host, number))
            return int(probe.getsockname()[1])
    return 0
