"""Maps network exceptions to failure codes.

Texts of exceptions are inspected here but never passed on: httpcore quotes the value of a rejected header, and a
UnicodeEncodeError contains the text that it could not encode.
"""

from __future__ import annotations

import errno
import re
import socket
import ssl
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Final

import httpcore
import httpx

from ongoing_desktop.domain.sending import CONNECT_LIMIT_S, Failure, OutgoingRequest

if TYPE_CHECKING:
    from ongoing_desktop.transport.address import Address
    from ongoing_desktop.transport.timings import Trace

# Codes from OpenSSL's x509_vfy.h.
_DATES: Final = frozenset({9, 10})
_NAMES: Final = frozenset({62, 64})
_ISSUERS: Final = frozenset({2, 18, 19, 20, 21, 24, 27})
_NO_ROUTE: Final = frozenset({errno.ENETUNREACH, errno.EHOSTUNREACH, errno.ENETDOWN, errno.EADDRNOTAVAIL})
_BROKEN: Final = (ConnectionResetError, ConnectionAbortedError, BrokenPipeError)
_TLS_RECORDS: Final = (b"\x15\x03", b"\x16\x03")
"""The first bytes of a TLS alert and of a TLS handshake."""
_STATUS_LINE: Final = re.compile(rb"HTTP/1\.[01] [1-9][0-9]{2}(?: [\t\x20-\x7e\x80-\xff]*)?")
_STATUS_REST: Final = b"HTTP/1.1 200 "
_FIELD_LINE: Final = re.compile(rb"[!#$%&'*+.^_`|~0-9A-Za-z-]+:[\t\x20-\x7e\x80-\xff]*|[ \t].*")
LONGEST_LINE: Final = 80
"""Bytes of an invalid line that are shown."""
_OLD_TLS: Final = ("UNSUPPORTED_PROTOCOL", "PROTOCOL_VERSION", "NO_PROTOCOLS_AVAILABLE", "VERSION_TOO_LOW")
_NO_TLS: Final = ("WRONG_VERSION_NUMBER", "HTTP_REQUEST", "PACKET_LENGTH_TOO_LONG", "RECORD_LAYER_FAILURE")
_NO_RESOLVER: Final = frozenset({socket.EAI_AGAIN, socket.EAI_FAIL})


def bad_url(what: str) -> Failure:
    """The URL cannot be used; nothing was sent."""
    return Failure("other", "send-bad-url", {"what": what})


def too_long(address: Address, request: OutgoingRequest) -> Failure:
    """The exchange exceeded its total time limit."""
    return Failure("timeout", "send-timeout-total", _place(address, seconds=request.total_limit_s))


def dns_timeout(address: Address, seconds: float) -> Failure:
    """The DNS lookup timed out."""
    return Failure("timeout", "send-timeout-dns", _place(address, seconds=seconds))


def link_local(address: Address, resolved: str) -> Failure:
    """A name resolves to the link-local address where clouds serve credentials; nothing was sent."""
    return Failure("other", "send-link-local", {"host": address.host, "address": resolved})


def classify_proxy(error: Exception, address: Address, proxy: str) -> Failure:
    """The failure of connecting through a proxy; the target received nothing."""
    place = {**_place(address), "proxy": proxy}
    if isinstance(error, httpcore.ProxyError):
        said = str(error)[:3]
        return Failure(
            "other", "send-proxy-no", {**place, "status": said if said.isdigit() else "an unusable response"}
        )
    causes = list(_chain(error))
    if isinstance(error, httpcore.TimeoutException | TimeoutError):
        what = "it did not answer in time"
    elif any(isinstance(cause, socket.gaierror) for cause in causes):
        what = "its name is unknown"
    elif any(isinstance(cause, ConnectionRefusedError) for cause in causes):
        what = "it refused the connection"
    else:
        what = "the connection to it was lost"
    return Failure("other", "send-proxy", {**place, "what": what})


def classify(error: Exception, address: Address, request: OutgoingRequest, trace: Trace) -> Failure:
    """The failure for an exception of httpcore or of the system, without the exception's text."""
    place = _place(address)
    match error:
        case httpcore.ConnectTimeout() if trace.in_tls:
            return Failure("timeout", "send-timeout-tls", _place(address, seconds=request.connect_limit_s))
        case httpcore.ConnectTimeout() | httpcore.PoolTimeout():
            return Failure("timeout", "send-timeout-connect", _place(address, seconds=request.connect_limit_s))
        case httpcore.WriteTimeout():
            return Failure("timeout", "send-timeout-write", _place(address, seconds=request.read_limit_s))
        case httpcore.TimeoutException():
            return Failure("timeout", "send-timeout-read", _place(address, seconds=request.read_limit_s))
        case httpx.InvalidURL() | httpcore.UnsupportedProtocol():
            return bad_url("it contains no valid host")
        case httpcore.LocalProtocolError() | UnicodeEncodeError():
            return Failure("other", "send-other", {"what": "a header contains a character that cannot be sent"})
        case httpcore.RemoteProtocolError():
            return _broken_answer(str(error).lower(), place, address, trace)
    return _from_causes(list(_chain(error)), address, trace)


def _broken_answer(text: str, place: dict[str, object], address: Address, trace: Trace) -> Failure:
    """The failure for an invalid response. ``text``: h11's message in lower case."""
    closed = "disconnected" in text or "closed connection" in text or "closed by" in text
    raw = bytes(trace.stream.heard) if trace.stream is not None else b""
    if raw.startswith(_TLS_RECORDS):
        return Failure("protocol", "send-protocol-tls", place)
    if "too long" in text or "too large" in text:
        return Failure("protocol", "send-endless-head", place)
    if trace.status is not None:
        known = {**place, "status": trace.status, "got": sum(map(len, trace.body))}
        return Failure("reset", "send-cut-body", known) if closed else Failure("protocol", "send-protocol-body", known)
    if not raw:
        return Failure("reset", "send-closed-silent" if address.scheme == "http" else "send-closed", place)
    if found := broken_line(raw, whole=not closed):
        number, line = found
        return Failure("protocol", "send-protocol-line", {**place, "line": number, "text": line})
    return (
        Failure("reset", "send-cut-head", {**place, "got": len(raw)})
        if closed
        else Failure("protocol", "send-protocol", place)
    )


def broken_line(raw: bytes, *, whole: bool = True) -> tuple[int, str] | None:
    """Number (from 1) and beginning of the first line of a response head that is not HTTP, or None.

    ``whole``: the response is complete. Otherwise an unterminated last line may be incomplete rather than invalid.
    """
    head, end, _ = raw.replace(b"\r\n", b"\n").partition(b"\n\n")
    lines = head.split(b"\n")
    lengths: list[int] = []
    for number, line in enumerate(lines, 1):
        cut = not whole and not end and number == len(lines)
        good = _STATUS_LINE.fullmatch(line) if number == 1 else _FIELD_LINE.fullmatch(line)
        if number == 1 and cut:
            good = good or _STATUS_LINE.match(line + _STATUS_REST[len(line) :])
        if not good and not (cut and number > 1):
            return number, _shown(line)
        if number > 1 and line.lower().startswith(b"content-length:"):
            lengths.append(number)
            value = line.partition(b":")[2].strip()
            if not value.isdigit() or (len(lengths) > 1 and value != lines[lengths[0] - 1].partition(b":")[2].strip()):
                return number, _shown(line)
    return None


def _shown(line: bytes) -> str:
    """The beginning of a foreign line; control characters and non-ASCII bytes are escaped."""
    return line[:LONGEST_LINE].decode("latin-1").encode("unicode_escape").decode("ascii")


def _from_causes(causes: list[BaseException], address: Address, trace: Trace) -> Failure:
    place = _place(address)
    for cause in causes:
        if isinstance(cause, ssl.SSLError):
            return _tls(cause, place)
        if isinstance(cause, socket.gaierror):
            nowhere = cause.errno in _NO_RESOLVER and not _has_route()
            return Failure("unknown-host", "send-no-network" if nowhere else "send-unknown-host", place)
        if isinstance(cause, UnicodeError):
            return bad_url("it contains no valid host")
    if any(isinstance(cause, ConnectionRefusedError) for cause in causes):
        return Failure("refused", "send-refused", place)
    if trace.sent or any(isinstance(cause, _BROKEN) for cause in causes):
        silent = trace.sent and address.scheme == "http" and not (trace.stream and trace.stream.heard)
        return Failure("reset", "send-reset-silent" if silent else "send-reset", place)
    if trace.in_tls:
        return Failure("tls", "send-tls", place)
    return _from_system([cause for cause in causes if isinstance(cause, OSError)], causes[0], place)


def _from_system(system: list[OSError], error: BaseException, place: dict[str, object]) -> Failure:
    numbers = {cause.errno for cause in system}
    if numbers & _NO_ROUTE:
        return Failure("other", "send-no-network", place)
    if errno.ETIMEDOUT in numbers:
        return Failure("timeout", "send-timeout-connect", {**place, "seconds": CONNECT_LIMIT_S})
    what = next((cause.strerror for cause in system if cause.errno and cause.strerror), None)
    return Failure("other", "send-other", {"what": what or type(error).__name__})


def _tls(error: ssl.SSLError, place: Mapping[str, object]) -> Failure:
    code = "send-tls"
    if isinstance(error, ssl.SSLCertVerificationError):
        number = error.verify_code
        if number in _DATES:
            code = "send-tls-expired"
        elif number in _NAMES:
            code = "send-tls-host"
        elif number in _ISSUERS:
            code = "send-tls-issuer"
    elif any(word in (error.reason or "") for word in _OLD_TLS):
        code = "send-tls-version"
    elif any(word in (error.reason or "") for word in _NO_TLS):
        code = "send-tls-plain"
    return Failure("tls", code, place)


def _place(address: Address, *, seconds: float | None = None) -> dict[str, object]:
    place: dict[str, object] = {"host": address.host, "port": address.port}
    return place if seconds is None else {**place, "seconds": seconds}


def _chain(error: BaseException, depth: int = 0) -> Iterator[BaseException]:
    """An exception and all its causes, including members of exception groups."""
    if depth > 20:  # no real chain is longer
        return
    yield error
    if isinstance(error, BaseExceptionGroup):
        for member in error.exceptions:
            yield from _chain(member, depth + 1)
    for cause in (error.__cause__, error.__context__):
        if cause is not None:
            yield from _chain(cause, depth + 1)
            break


def _has_route() -> bool:
    """Whether a route to the internet exists. Asks only the system's routing table; nothing is sent."""
    for family, somewhere in ((socket.AF_INET, "192.0.2.1"), (socket.AF_INET6, "2001:db8::1")):
        try:
            with socket.socket(family, socket.SOCK_DGRAM) as probe:
                probe.connect((somewhere, 9))
                return True
        except OSError:
            continue
    return False
