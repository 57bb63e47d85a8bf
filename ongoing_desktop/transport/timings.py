"""The start and end of each phase of a request, from httpcore's trace events."""

from __future__ import annotations

import ssl
import time
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from ongoing_desktop.domain.sending import Timing
from ongoing_desktop.transport.stream import Stream

if TYPE_CHECKING:
    from ongoing_desktop.domain.exchange import Headers


class Trace:
    """Collects the trace events of one request on one task. Times are monotonic.

    ``tunnel``: the connection begins with a CONNECT to a proxy, which does not count as the request.
    """

    def __init__(self, *, tunnel: bool = False, clock: Callable[[], float] = time.perf_counter) -> None:
        self._tunnel = tunnel
        self._clock = clock
        self.dns_ms: float | None = None
        """Milliseconds until the lookup succeeded or failed, or None without a lookup."""
        self.stream: Stream | None = None
        """The stream that carries the request."""
        self.tls: ssl.SSLObject | None = None
        self._at: dict[str, float] = {}
        self.remote = ""
        """``address:port`` once connected."""
        self.status: int | None = None
        """The response's status once its head is complete."""
        self.answer_headers: Headers = ()
        self.body: list[bytes] = []
        """The response's body so far."""

    async def __call__(self, event: str, info: Mapping[str, Any]) -> None:
        """Record an event, such as ``connection.connect_tcp.started``."""
        name = event.partition(".")[2]
        if event == "proxy.start_tls.started":
            self._at = {key: at for key, at in self._at.items() if key.startswith("connect_tcp")}
        self._at.setdefault(name, self._clock())
        stream = info.get("return_value")
        if name in ("connect_tcp.complete", "start_tls.complete") and isinstance(stream, Stream):
            self.stream = stream
        if name == "connect_tcp.complete":
            self.remote = _remote(stream)
        elif name == "start_tls.complete":
            self.tls = _tls(stream)

    @property
    def in_tls(self) -> bool:
        """Whether a TLS handshake started without completing."""
        return "start_tls.started" in self._at and "start_tls.complete" not in self._at

    @property
    def sent(self) -> bool:
        """Whether the request's head was sent."""
        return "send_request_headers.complete" in self._at and self.connected

    @property
    def connected(self) -> bool:
        """Whether the connection is established, including the tunnel through a proxy."""
        return ("start_tls.started" if self._tunnel else "connect_tcp.complete") in self._at

    def timing(self) -> Timing:
        """The phases so far. Each starts where the previous one ends, so they add up to the total.

        Only network activity counts; this program's own work in between, such as imports, does not.
        """
        now = self._clock()
        shaken = ("start_tls.complete", "start_tls.failed")
        spoken = ("send_request_body.complete", "send_request_body.failed", "send_request_headers.failed")
        heard = ("receive_response_headers.complete", "receive_response_headers.failed")
        ended = ("receive_response_body.complete", "receive_response_body.failed")
        connected = ("start_tls.started",) if self._tunnel else ("connect_tcp.complete",)
        phases = {
            "dns_ms": self.dns_ms,
            "connect_ms": self._phase(("connect_tcp.started",), (*connected, "connect_tcp.failed"), now),
            "tls_ms": self._phase(("start_tls.started",), shaken, now),
            "send_ms": self._phase(("send_request_headers.started",), spoken, now),
            "wait_ms": self._phase(spoken, heard, now),
            "receive_ms": self._phase(heard[:1], ended, now),
        }
        return Timing(**phases, total_ms=sum(value for value in phases.values() if value is not None))

    def _phase(self, starts: tuple[str, ...], ends: tuple[str, ...], now: float) -> float | None:
        """Milliseconds between the first events of two groups, or until now; None if the phase did not start."""
        began = self._first(starts)
        if began is None:
            return None
        over = self._first(ends)
        return max(0.0, ((now if over is None else over) - began) * 1000)

    def _first(self, names: tuple[str, ...]) -> float | None:
        for name in names:
            if name in self._at:
                return self._at[name]
        return None


def _remote(stream: Any) -> str:
    try:
        address = stream.get_extra_info("server_addr")
    except (AttributeError, OSError):
        return ""
    if not isinstance(address, tuple) or len(address) < 2:
        return ""
    host, port = str(address[0]), address[1]
    return f"[{host}]:{port}" if ":" in host else f"{host}:{port}"


def _tls(stream: Any) -> ssl.SSLObject | None:
    try:
        found = stream.get_extra_info("ssl_object")
    except (AttributeError, OSError):
        return None
    return found if isinstance(found, ssl.SSLObject) else None
