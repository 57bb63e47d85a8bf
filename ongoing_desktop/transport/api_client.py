"""Reads Ongoing's REST API with an httpx client. It can send GET and nothing else.

It uses plain HTTP/1.1 with the few headers of curl, because Ongoing's gateway answered 500 to every request of some
clients but never to curl. For each base there is one request at a time, and one repeat only if the connection was lost.
"""

from __future__ import annotations

import asyncio
import email.utils
import logging
import time
import traceback
from collections.abc import Mapping
from datetime import UTC, datetime
from http.cookiejar import CookieJar, DefaultCookiePolicy
from typing import Final

import httpx

from ongoing_desktop.domain.exchange import Headers
from ongoing_desktop.domain.sending import (
    LONGEST_WAIT_S,
    RESPONSE_BODY_LIMIT,
    ApiRequest,
    Failure,
    OutgoingRequest,
    Response,
    SendResult,
)
from ongoing_desktop.transport.address import Address, BadAddressError, parse_address
from ongoing_desktop.transport.failures import bad_url, classify, classify_proxy, too_long
from ongoing_desktop.transport.timings import Trace
from ongoing_desktop.transport.tls import tls_context
from ongoing_desktop.transport.way import Proxy, proxy_for

log = logging.getLogger(__name__)

_ADDED_BY_HTTPX: Final = ("accept", "accept-encoding", "connection", "user-agent")
_WAITING: Final = (429, 503)


class ApiConnections:
    """Connections of one event loop. Failures are values; only CancelledError is raised."""

    def __init__(self) -> None:
        # httpx logs whole URLs at INFO, and httpcore logs whole headers at DEBUG.
        for name in ("httpx", "httpcore"):
            logging.getLogger(name).setLevel(logging.WARNING)
        self._clients: dict[tuple[str, str, str], httpx.AsyncClient] = {}
        self._turns: dict[str, asyncio.Lock] = {}
        self._not_before: dict[str, float] = {}
        """By base, the monotonic time until which ``Retry-After`` asked to wait."""

    async def get(self, request: ApiRequest) -> SendResult:
        """Send a request after the previous ones have ended. Cancelling closes the connection at once."""
        async with self._turns.setdefault(request.base, asyncio.Lock()):
            wait = self._not_before.get(request.base, 0.0) - time.monotonic()
            if wait > LONGEST_WAIT_S:
                return SendResult(Failure("other", "api-wait-long", {"seconds": round(wait)}), Trace().timing())
            if wait > 0:
                await asyncio.sleep(wait)
            result = await self._once(request)
            if isinstance(result.outcome, Failure) and result.outcome.kind == "reset":
                result = await self._once(request)
            if isinstance(got := result.outcome, Response) and got.status in _WAITING:
                self._not_before[request.base] = time.monotonic() + _asked_wait_s(got.headers)
            return result

    async def close(self) -> None:
        """Close open connections. Further requests are allowed."""
        clients, self._clients = list(self._clients.values()), {}
        for client in clients:
            await client.aclose()

    async def _once(self, request: ApiRequest) -> SendResult:
        limits = OutgoingRequest(
            "GET", request.url, request.headers, b"", total_limit_s=request.limit_s, read_limit_s=request.limit_s,
            proxy=request.proxy, certificate=request.certificate,
        )  # fmt: skip
        trace = Trace()
        try:
            address = parse_address(request.url)
            proxy = proxy_for(request.proxy, address)
            if not request.url.startswith(f"{request.base}/"):
                raise BadAddressError("it is not the address of the connection")  # noqa: TRY301 - one way out
        except BadAddressError as error:
            return SendResult(bad_url(str(error)), trace.timing())
        trace = Trace(tunnel=proxy is not None and address.scheme == "https")
        try:
            async with asyncio.timeout(request.limit_s):
                outcome: Response | Failure = await self._answer(request, limits, address, proxy, trace)
        except TimeoutError:
            outcome = too_long(address, limits)
        except Exception as error:  # noqa: BLE001 - no network failure may end the app
            outcome = _failure(error, limits, address, proxy, trace)
        return SendResult(outcome, trace.timing(), remote=trace.remote, proxy=proxy.shown if proxy else "")

    async def _answer(
        self, request: ApiRequest, limits: OutgoingRequest, address: Address, proxy: Proxy | None, trace: Trace
    ) -> Response:
        client = await self._client(limits, address, proxy)
        built = client.build_request(
            "GET",
            request.url,
            headers=[(name.encode("latin-1"), value.encode("latin-1")) for name, value in request.headers],
            extensions={"trace": trace},
        )
        answer = await client.send(built, stream=True)
        try:
            trace.status = answer.status_code
            trace.answer_headers = _headers(answer)
            size = 0
            async for part in answer.aiter_raw():
                trace.body.append(part)
                size += len(part)
                if size > RESPONSE_BODY_LIMIT:
                    break
        finally:
            await answer.aclose()
        return Response(
            status=answer.status_code,
            reason=answer.reason_phrase,
            http_version=answer.http_version,
            headers=trace.answer_headers,
            body=b"".join(trace.body)[:RESPONSE_BODY_LIMIT],
            body_cut=size > RESPONSE_BODY_LIMIT,
        )

    async def _client(self, limits: OutgoingRequest, address: Address, proxy: Proxy | None) -> httpx.AsyncClient:
        key = (address.base, proxy.url if proxy else "", limits.certificate)
        if (found := self._clients.get(key)) is not None:
            return found
        made = httpx.AsyncClient(
            verify=await asyncio.to_thread(tls_context, limits),
            trust_env=False,
            follow_redirects=False,
            http2=False,
            proxy=proxy.url if proxy else None,
            # No cookie is stored or sent.
            cookies=CookieJar(DefaultCookiePolicy(allowed_domains=())),
            timeout=httpx.Timeout(limits.read_limit_s, connect=limits.connect_limit_s),
            limits=httpx.Limits(max_connections=1, max_keepalive_connections=1),
        )
        for name in _ADDED_BY_HTTPX:
            del made.headers[name]
        return self._clients.setdefault(key, made)


def _failure(error: Exception, limits: OutgoingRequest, address: Address, proxy: Proxy | None, trace: Trace) -> Failure:
    # httpx wraps httpcore's exception.
    inner = error.__cause__ if isinstance(error, httpx.HTTPError) and isinstance(error.__cause__, Exception) else error
    if proxy is not None and not trace.connected:
        return classify_proxy(inner, address, proxy.shown)
    if not isinstance(error, httpx.HTTPError | httpx.InvalidURL | OSError | UnicodeError):
        last = traceback.extract_tb(error.__traceback__)[-1]
        # The error's text may contain a credential.
        place = f"{type(error).__name__} at {last.filename}:{last.lineno}"
        log.error("asking Ongoing failed unexpectedly: %s", place)
    return classify(inner, address, limits, trace)


def _headers(answer: httpx.Response) -> Headers:
    return tuple((name.decode("latin-1"), value.decode("latin-1")) for name, value in answer.headers.raw)


def _asked_wait_s(headers: Headers) -> float:
    """Seconds of ``Retry-After``, given as a number or a date; 0 if it is absent or invalid."""
    named: Mapping[str, str] = {name.lower(): value for name, value in headers}
    value = named.get("retry-after", "").strip()
    if value.isascii() and value.isdigit():
        return float(value[:6])
    try:
        return max(0.0, (email.utils.parsedate_to_datetime(value) - datetime.now(UTC)).total_seconds())
    except (ValueError, TypeError):
        return 0.0
