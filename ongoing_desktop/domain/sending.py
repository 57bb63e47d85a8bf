"""A request about to leave, and what came of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from ongoing_desktop.domain.connectivity import Certificate
from ongoing_desktop.domain.exchange import FailureKind, Headers, Message
from ongoing_desktop.domain.settings import EMPTY_MAPPING

CONNECT_LIMIT_S: Final = 5.0
READ_LIMIT_S: Final = 30.0
TOTAL_LIMIT_S: Final = 60.0
RESPONSE_BODY_LIMIT: Final = 20 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class OutgoingRequest:
    """What goes over the wire. ``headers`` may hold a credential: never logged, never shown, hence no repr of it."""

    method: str
    url: str
    headers: Headers = field(repr=False)
    body: bytes = field(repr=False)
    connect_limit_s: float = CONNECT_LIMIT_S
    read_limit_s: float = READ_LIMIT_S
    total_limit_s: float = TOTAL_LIMIT_S
    verify: bool = True
    """Whether a certificate has to be trusted; where it does not, the result says so."""
    ca_file: str = ""
    """Path of a PEM file whose authorities count beside the usual ones."""
    certificate: str = ""
    """In PEM form: the only one that is trusted, whatever name it has; of our own listener. Empty for the usual rules."""
    proxy: str = ""
    """Empty for none, ``system`` for what the system is set to, or ``http://host:port``. Never used to this computer."""
    link_local: bool = False
    """A host whose name leads to a link-local address is meant; clouds give out a machine's credentials there."""


@dataclass(frozen=True, slots=True)
class Response:
    """The other side answered, with whatever status. The body is raw: content codings are not undone."""

    status: int
    reason: str
    http_version: str
    headers: Headers
    body: bytes
    body_cut: bool = False
    """The body was longer than :data:`RESPONSE_BODY_LIMIT` and is cut there."""


@dataclass(frozen=True, slots=True)
class Failure:
    """No complete response was received. ``code`` names the sentence, one of ``send-*``."""

    kind: FailureKind
    code: str
    params: Mapping[str, object] = EMPTY_MAPPING


@dataclass(frozen=True, slots=True)
class Timing:
    """Phases in milliseconds on the monotonic clock; None where a phase did not happen."""

    connect_ms: float | None = None
    tls_ms: float | None = None
    send_ms: float | None = None
    wait_ms: float | None = None
    receive_ms: float | None = None
    total_ms: float = 0.0
    dns_ms: float | None = None


@dataclass(frozen=True, slots=True)
class TlsFacts:
    """The secure connection that an answer came over."""

    version: str
    """Such as ``TLSv1.3``."""
    cipher: str
    verified: bool
    """Whether the certificate was checked."""
    certificate: Certificate | None = None


@dataclass(frozen=True, slots=True)
class SendResult:
    """What came of a request."""

    outcome: Response | Failure
    timing: Timing
    remote: str = ""
    """``address:port`` that was connected to, empty when none was."""
    sent_headers: Headers = field(default=(), repr=False)
    """As they went over the wire, Host and Content-Length included; may hold a credential."""
    tls: TlsFacts | None = None
    heard: Message | None = field(default=None, repr=False)
    """Of a failure: what came all the same, the body behind a good head, else every byte as it came."""
    proxy: str = ""
    """Address of the proxy that it went through, without its credentials; empty for none."""


@dataclass(frozen=True, slots=True)
class Head:
    """A request's head as it will go over the wire."""

    line: str
    """``POST /hook HTTP/1.1``"""
    headers: Headers = field(repr=False)

    def text(self) -> str:
        """Every byte as one character, up to and with the empty line."""
        return "\r\n".join([self.line, *(f"{name}: {value}" for name, value in self.headers), "", ""])
