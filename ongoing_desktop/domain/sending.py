"""A request to be sent, and its result."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from ongoing_desktop.domain.assumed import Assumed
from ongoing_desktop.domain.connectivity import Certificate
from ongoing_desktop.domain.exchange import FailureKind, Headers, Message
from ongoing_desktop.domain.lazy_dataclasses import EMPTY_MAPPING, dataclass, field

CONNECT_LIMIT_S: Final = 5.0
READ_LIMIT_S: Final = 30.0
TOTAL_LIMIT_S: Final = 60.0
RESPONSE_BODY_LIMIT: Final = 20 * 1024 * 1024
API_LIMIT_S: Final = 30.0
"""Time limit of a request to Ongoing's REST API in seconds."""
LONGEST_WAIT_S: Final = 60.0
"""A longer ``Retry-After`` of Ongoing's, in seconds, is reported instead of waited for."""


@dataclass(frozen=True, slots=True)
class OutgoingRequest:
    """The request as sent. ``headers`` may contain a credential, so they are never logged, shown or part of the repr."""

    method: str
    url: str
    headers: Headers = field(repr=False)
    body: bytes = field(repr=False)
    connect_limit_s: float = CONNECT_LIMIT_S
    read_limit_s: float = READ_LIMIT_S
    total_limit_s: float = TOTAL_LIMIT_S
    verify: bool = True
    """Whether the certificate must be trusted. If not, the result says so."""
    ca_file: str = ""
    """Path of a PEM file with additional authorities."""
    certificate: str = ""
    """The only trusted certificate in PEM format, whatever its name: that of our own listener. Empty for the usual
    rules.
    """
    proxy: str = ""
    """Empty for none, ``system`` for the system's setting, or ``http://host:port``. Never used for this computer."""
    pieces: int = 1
    """The number of parts in which the body is sent. It is chunked if the headers say so."""
    pause_s: float = 0.0
    """Seconds before each part except the first."""
    old_http: bool = False
    """Whether it is sent as HTTP/1.0."""
    abandon: bool = False
    """Whether the connection is closed after sending, without awaiting a response."""
    keep: bool = False
    """Whether the connection is left open for the next such request to the same host."""
    tls_version: str = ""
    """The only version of TLS to offer, such as ``TLSv1.1``; no certificate is then checked. Empty for the usual rules."""
    link_local: bool = False
    """Whether a host may resolve to a link-local address, where clouds serve a machine's credentials."""


@dataclass(frozen=True, slots=True)
class ApiRequest:
    """A request to Ongoing's REST API. It has no method and no body, because it is always a GET."""

    base: str
    """A result of :func:`ongoing_desktop.domain.api.base_of`. Requests with the same base are sent one by one."""
    url: str
    """Must begin with :attr:`base`; any other URL is not sent."""
    headers: Headers = field(repr=False)
    """Includes the credential: never logged, never shown."""
    limit_s: float = API_LIMIT_S
    proxy: str = ""
    """See :class:`OutgoingRequest`."""
    certificate: str = ""
    """The only trusted certificate in PEM format: that of our own listener. Empty for the usual rules."""


@dataclass(frozen=True, slots=True)
class Response:
    """A response with any status. The body is raw: content codings are not decoded."""

    status: int
    reason: str
    http_version: str
    headers: Headers
    body: bytes
    body_cut: bool = False
    """Whether the body was cut at :data:`RESPONSE_BODY_LIMIT`."""


@dataclass(frozen=True, slots=True)
class Failure:
    """No complete response was received. ``code`` names the sentence, one of ``send-*``."""

    kind: FailureKind
    code: str
    params: Mapping[str, object] = EMPTY_MAPPING


@dataclass(frozen=True, slots=True)
class Timing:
    """Phases in monotonic milliseconds, or None for phases that did not happen."""

    connect_ms: float | None = None
    tls_ms: float | None = None
    send_ms: float | None = None
    wait_ms: float | None = None
    receive_ms: float | None = None
    total_ms: float = 0.0
    dns_ms: float | None = None


@dataclass(frozen=True, slots=True)
class TlsFacts:
    """The TLS connection of a response."""

    version: str
    """Such as ``TLSv1.3``."""
    cipher: str
    verified: bool
    """Whether the certificate was checked."""
    certificate: Certificate | None = None


@dataclass(frozen=True, slots=True)
class SendResult:
    """The result of a request."""

    outcome: Response | Failure
    timing: Timing
    remote: str = ""
    """The connected ``address:port``, empty if there was no connection."""
    sent_headers: Headers = field(default=(), repr=False)
    """As sent, including Host and Content-Length; may contain a credential."""
    tls: TlsFacts | None = None
    heard: Message | None = field(default=None, repr=False)
    """For a failure: the data received, as a body after a valid head, or else all bytes."""
    proxy: str = ""
    """Address of the proxy without its credentials, empty for none."""


@dataclass(frozen=True, slots=True)
class Head:
    """A request's head as it will be sent."""

    line: str
    """``POST /hook HTTP/1.1``"""
    headers: Headers = field(repr=False)

    def text(self) -> str:
        """The head up to and including the empty line, each byte as one character."""
        return "\r\n".join([self.line, *(f"{name}: {value}" for name, value in self.headers), "", ""])


def delivered(result: SendResult, assumed: Assumed) -> bool:
    """Whether Ongoing would count this as delivered, by the assumed rule. Without a complete answer it never would."""
    return isinstance(result.outcome, Response) and assumed.success.counts(result.outcome.status)
