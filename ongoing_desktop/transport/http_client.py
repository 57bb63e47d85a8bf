"""Sends one request with httpcore, byte for byte. Imported only when the first request is sent.

httpcore is used instead of httpx's client, which would follow redirects, keep cookies, add default headers, read the
environment and take credentials from a URL. Each request has its own connection; a pool would take a third of the time
of a request to a nearby receiver.
"""

from __future__ import annotations

import asyncio
import logging
import os
import ssl
import time
import traceback
from typing import Final

import httpcore
import httpx

from ongoing_desktop.domain.exchange import Message
from ongoing_desktop.domain.forwarding import is_refused_address
from ongoing_desktop.domain.lazy_dataclasses import dataclass
from ongoing_desktop.domain.sending import (
    RESPONSE_BODY_LIMIT,
    Failure,
    Head,
    OutgoingRequest,
    Response,
    SendResult,
)
from ongoing_desktop.transport.dns_lookup import look_up
from ongoing_desktop.transport.failures import (
    classify,
    classify_proxy,
    dns_timeout,
    link_local,
    too_long,
)
from ongoing_desktop.transport.stream import Network, UnusualStream
from ongoing_desktop.transport.timings import Trace
from ongoing_desktop.transport.tls import tls_context, tls_facts, why_not
from ongoing_desktop.transport.way import Proxy, Way, build, plain_url, way_to

log = logging.getLogger(__name__)

_EXPECTED: Final = (
    httpcore.TimeoutException,
    httpcore.NetworkError,
    httpcore.ProtocolError,
    httpcore.ProxyError,
    httpcore.UnsupportedProtocol,
    httpx.InvalidURL,
    OSError,
    UnicodeError,
)


class HttpClient:
    """Connections of one event loop."""

    def __init__(self, tls: ssl.SSLContext | None = None) -> None:
        # httpx logs whole URLs at INFO, and httpcore logs whole headers at DEBUG. Both may contain credentials.
        for name in ("httpx", "httpcore"):
            logging.getLogger(name).setLevel(logging.WARNING)
        self._contexts: dict[tuple[object, ...], ssl.SSLContext] = {}
        self._proxies: dict[tuple[object, ...], httpcore.AsyncHTTPProxy] = {}
        self._given = tls
        self._network = Network()
        self._kept: _Kept | None = None

    def head(self, request: OutgoingRequest) -> Head | Failure:
        """The head that :meth:`send` would send. Nothing is sent, and no name is looked up."""
        way = way_to(request)
        return way if isinstance(way, Failure) else Head(f"{request.method} {way.line}", way.headers)

    async def send(self, request: OutgoingRequest) -> SendResult:
        """Send the request and read the response. Failures are returned as values."""
        way = way_to(request)
        if isinstance(way, Failure):
            return SendResult(way, Trace().timing())
        trace = Trace(tunnel=way.proxy is not None and way.address.scheme == "https")
        outcome = await self._outcome(request, way, trace)
        timing = trace.timing()
        return SendResult(
            outcome=outcome,
            timing=timing,
            remote=trace.remote,
            sent_headers=way.headers if trace.sent else (),
            tls=await tls_facts(trace.tls, verified=request.verify and not request.tls_version)
            if isinstance(outcome, Response)
            else None,
            heard=_heard(trace) if isinstance(outcome, Failure) else None,
            proxy=way.proxy.shown if way.proxy else "",
        )

    async def close(self) -> None:
        """Close all open connections."""
        proxies, self._proxies = list(self._proxies.values()), {}
        for proxy in proxies:
            await proxy.aclose()
        if self._kept is not None:
            await self._kept.connection.aclose()
            self._kept = None

    async def _outcome(self, request: OutgoingRequest, way: Way, trace: Trace) -> Response | Failure:
        try:
            async with asyncio.timeout(request.total_limit_s):
                return await self._tried(request, way, trace)
        except TimeoutError:
            return too_long(way.address, request)

    async def _tried(self, request: OutgoingRequest, way: Way, trace: Trace) -> Response | Failure:
        address = way.address
        found = await self._looked_up(request, way, trace)
        if isinstance(found, Failure):
            return found
        try:
            trust, context = await self._context(request)
        except (OSError, ssl.SSLError) as error:
            return Failure("tls", "send-ca-file", {"why": why_not(error)})
        try:
            if way.proxy is not None:
                return await _answer(self._proxy(way.proxy, trust, context), build(request, way, trace), trace)
            return await self._directly(request, found, context, build(request, way, trace), trace)
        except _EXPECTED as error:
            if way.proxy is not None and not trace.connected:
                return classify_proxy(error, address, way.proxy.shown)
            return classify(error, address, request, trace)
        except Exception as error:  # noqa: BLE001 - a failed test must never end the app
            last = traceback.extract_tb(error.__traceback__)[-1]
            place = f"{type(error).__name__} at {last.filename}:{last.lineno}"
            log.error("unexpected error while sending: %s", place)  # noqa: TRY400 - the error's text may contain a credential
            return classify(error, address, request, trace)

    async def _looked_up(self, request: OutgoingRequest, way: Way, trace: Trace) -> list[str] | Failure:
        asked = way.proxy.address if way.proxy else way.address
        begun, named = time.perf_counter(), True
        try:
            found = await look_up(asked.host, asked.port, request.connect_limit_s)
            named = found != [asked.host]
        except (OSError, UnicodeError) as error:  # TimeoutError is an OSError
            if way.proxy is not None:
                return classify_proxy(error, way.address, way.proxy.shown)
            if isinstance(error, TimeoutError):
                return dns_timeout(way.address, request.connect_limit_s)
            return classify(error, way.address, request, trace)
        finally:
            # The duration counts whether the lookup succeeded, failed or timed out.
            if named:
                trace.dns_ms = (time.perf_counter() - begun) * 1000
        bad = next((item for item in found if is_refused_address(item)), None)
        return link_local(asked, bad) if bad and not request.link_local and way.proxy is None else found

    async def _context(self, request: OutgoingRequest) -> tuple[tuple[object, ...], ssl.SSLContext]:
        """The TLS context for a request and a cache key for it. Raises OSError for a bad file of authorities."""
        if request.tls_version:
            trust: tuple[object, ...] = ("version", request.tls_version)
        elif not request.verify:
            trust = ("none",)
        elif request.certificate:
            trust = ("exactly", request.certificate)
        elif request.ca_file:
            trust = (request.ca_file, (await asyncio.to_thread(os.stat, request.ca_file)).st_mtime_ns)
        else:
            trust = ()
        if self._given is not None and not trust:
            return trust, self._given
        if trust not in self._contexts:
            made = await asyncio.to_thread(tls_context, request)
            # Another request may have created the same context meanwhile.
            self._contexts.setdefault(trust, made)
        return trust, self._contexts[trust]

    async def _directly(
        self,
        request: OutgoingRequest,
        found: list[str],
        context: ssl.SSLContext,
        built: httpcore.Request,
        trace: Trace,
    ) -> Response:
        kept, self._kept = (self._kept, None) if request.keep else (None, self._kept)
        if kept is not None and (kept.origin != built.url.origin or kept.connection.has_expired()):
            await kept.connection.aclose()
            kept = None
        if kept is None:
            stream = await self._connected(found, context, built, trace)
            odd = UnusualStream(stream, request) if request.old_http or request.abandon else stream
            kept = _Kept(built.url.origin, stream, httpcore.AsyncHTTP11Connection(built.url.origin, odd))
        else:
            await trace("connection.connect_tcp.started", {})
            await trace("connection.connect_tcp.complete", {"return_value": kept.stream})
        connection = kept.connection
        try:
            answer = await _answer(connection, built, trace)
            if request.keep and connection.is_available():
                self._kept = kept
            return answer
        finally:
            if not connection.is_closed() and self._kept is not kept:
                await connection.aclose()

    async def _connected(
        self, found: list[str], context: ssl.SSLContext, built: httpcore.Request, trace: Trace
    ) -> httpcore.AsyncNetworkStream:
        host, limit_s = built.url.host.decode("ascii"), built.extensions["timeout"]["connect"]
        await trace("connection.connect_tcp.started", {})
        stream = await self._network.reach(found, built.url.origin.port, limit_s)
        await trace("connection.connect_tcp.complete", {"return_value": stream})
        if built.url.scheme != b"https":
            return stream
        try:
            context.set_alpn_protocols(["http/1.1"])
            await trace("connection.start_tls.started", {})
            shaken = await stream.start_tls(context, host, limit_s)
        except BaseException:
            await stream.aclose()
            raise
        await trace("connection.start_tls.complete", {"return_value": shaken})
        return shaken

    def _proxy(self, proxy: Proxy, trust: tuple[object, ...], context: ssl.SSLContext) -> httpcore.AsyncHTTPProxy:
        key = (*trust, proxy.url)
        if key not in self._proxies:
            parts = httpx.Proxy(proxy.url)
            self._proxies[key] = httpcore.AsyncHTTPProxy(
                plain_url(parts.url, parts.url.raw_path),
                proxy_auth=parts.raw_auth,
                ssl_context=context,
                max_connections=None,
                max_keepalive_connections=0,
                network_backend=self._network,
            )
        return self._proxies[key]


@dataclass(frozen=True, slots=True)
class _Kept:
    """A connection that is left open."""

    origin: httpcore.Origin
    stream: httpcore.AsyncNetworkStream
    connection: httpcore.AsyncHTTP11Connection


async def _answer(
    opened: httpcore.AsyncHTTP11Connection | httpcore.AsyncHTTPProxy, built: httpcore.Request, trace: Trace
) -> Response:
    answer = await opened.handle_async_request(built)
    trace.status = answer.status
    trace.answer_headers = tuple((_latin(name), _latin(value)) for name, value in answer.headers)
    try:
        body, cut = await _read(answer, trace.body)
    finally:
        await answer.aclose()
    return Response(
        status=answer.status,
        reason=_latin(answer.extensions.get("reason_phrase", b"")),
        http_version=_latin(answer.extensions.get("http_version", b"HTTP/1.1")),
        headers=trace.answer_headers,
        body=body,
        body_cut=cut,
    )


def _heard(trace: Trace) -> Message | None:
    """What was received of an incomplete or invalid response: its body after a valid head, otherwise all bytes."""
    if trace.status is not None:
        return Message(trace.answer_headers, b"".join(trace.body))
    raw = bytes(trace.stream.heard) if trace.stream is not None else b""
    return Message((), raw) if raw else None


async def _read(answer: httpcore.Response, parts: list[bytes]) -> tuple[bytes, bool]:
    """The raw body up to the limit, and whether it was longer. ``parts`` collects it even if an error ends it."""
    size = 0
    async for part in answer.aiter_stream():
        parts.append(part)
        size += len(part)
        if size > RESPONSE_BODY_LIMIT:
            return b"".join(parts)[:RESPONSE_BODY_LIMIT], True
    return b"".join(parts), False


def _latin(raw: bytes) -> str:
    return raw.decode("latin-1")
