"""When each phase of a request began and ended, from httpcore's trace events."""

from __future__ import annotations

import ssl
import time
from collections.abc import Mapping
from typing import Any

from ongoing_desktop.domain.sending import Timing


class Trace:
    """Collects the events of one request; one task only. Times are of the monotonic clock.

    ``tunnel``: a proxy is first asked to connect; what is said to it does not count as the request.
    """

    def __init__(self, *, tunnel: bool = False) -> None:
        self._tunnel = tunnel
        self.dns_ms: float | None = None
        """How long the name took to be found; None where there was nothing to look up."""
        self.tls: ssl.SSLObject | None = None
        self._begun = time.perf_counter()
        self._at: dict[str, float] = {}
        self.remote = ""
        """``address:port`` once connected."""

    async def __call__(self, event: str, info: Mapping[str, Any]) -> None:
        """Note an event, such as ``connection.connect_tcp.started``."""
        name = event.partition(".")[2]
        if event == "proxy.start_tls.started":
            self._at = {key: at for key, at in self._at.items() if key.startswith("connect_tcp")}
        self._at.setdefault(name, time.perf_counter())
        if name == "connect_tcp.complete":
            self.remote = _remote(info.get("return_value"))
        elif name == "start_tls.complete":
            self.tls = _tls(info.get("return_value"))

    @property
    def in_tls(self) -> bool:
        """Whether the TLS handshake began and did not end well."""
        return "start_tls.started" in self._at and "start_tls.complete" not in self._at

    @property
    def sent(self) -> bool:
        """Whether the request's head left."""
        return "send_request_headers.complete" in self._at and self.connected

    @property
    def connected(self) -> bool:
        """Whether the connection stands, as far as the proxy is concerned too."""
        return ("start_tls.started" if self._tunnel else "connect_tcp.complete") in self._at

    def timing(self) -> Timing:
        """The phases up to now."""
        return Timing(
            connect_ms=self._between("connect_tcp.started", "connect_tcp.complete"),
            tls_ms=self._between("start_tls.started", "start_tls.complete"),
            send_ms=self._between("send_request_headers.started", "send_request_body.complete"),
            wait_ms=self._between("send_request_body.complete", "receive_response_headers.complete"),
            receive_ms=self._between("receive_response_headers.complete", "receive_response_body.complete"),
            total_ms=(time.perf_counter() - self._begun) * 1000,
            dns_ms=self.dns_ms,
        )

    def _between(self, start: str, end: str) -> float | None:
        if start not in self._at or end not in self._at:
            return None
        return max(0.0, (self._at[end] - self._at[start]) * 1000)


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
