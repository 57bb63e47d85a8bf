"""One request over httpx, byte for byte. Imported only when the first request leaves.

It works on httpx's transport below its client: what would follow redirects, keep cookies, add default headers, read
the environment or take credentials out of a URL is then not there at all.
"""

from __future__ import annotations

import asyncio
import logging
import re
import ssl
import traceback
from typing import Final

import httpx

from ongoing_desktop.domain.exchange import Headers
from ongoing_desktop.domain.sending import RESPONSE_BODY_LIMIT, Failure, OutgoingRequest, Response, SendResult
from ongoing_desktop.transport.address import Address, BadAddressError, parse_address
from ongoing_desktop.transport.failures import bad_url, classify, too_long
from ongoing_desktop.transport.lookup import look_up
from ongoing_desktop.transport.timings import Trace

log = logging.getLogger(__name__)

_NAME: Final = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+")
_VALUE: Final = re.compile(r"(?:[\x21-\x7e\x80-\xff](?:[\t\x20-\x7e\x80-\xff]*[\x21-\x7e\x80-\xff])?)?")


class _UnsendableError(Exception):
    """A header cannot go over the wire; the text says which, never what it holds."""


class Wire:
    """Connections of one event loop."""

    def __init__(self, tls: ssl.SSLContext | None = None) -> None:
        # httpx logs whole URLs at INFO and httpcore whole headers at DEBUG: credentials, both.
        for name in ("httpx", "httpcore"):
            logging.getLogger(name).setLevel(logging.WARNING)
        self._transport = httpx.AsyncHTTPTransport(
            verify=tls or _default_tls(),
            trust_env=False,
            limits=httpx.Limits(max_connections=None, max_keepalive_connections=0),
        )

    async def send(self, request: OutgoingRequest) -> SendResult:
        """Send and read the answer; failures are values."""
        trace = Trace()
        try:
            address = parse_address(request.url)
            base = httpx.URL(address.base)
            headers = _headers(request, base.netloc.decode("ascii"))
        except BadAddressError as error:
            return SendResult(bad_url(str(error)), trace.timing())
        except (httpx.InvalidURL, UnicodeError):
            return SendResult(bad_url("it names no valid host"), trace.timing())
        except _UnsendableError as error:
            return SendResult(Failure("other", "send-other", {"what": str(error)}), trace.timing())
        outcome = await self._outcome(request, address, _build(request, base, address, headers, trace), trace)
        return SendResult(
            outcome=outcome,
            timing=trace.timing(),
            remote=trace.remote,
            sent_headers=headers if trace.sent else (),
        )

    async def close(self) -> None:
        """Close what is open."""
        await self._transport.aclose()

    async def _outcome(
        self, request: OutgoingRequest, address: Address, built: httpx.Request, trace: Trace
    ) -> Response | Failure:
        try:
            await look_up(address.host, address.port, min(request.connect_limit_s, request.total_limit_s))
        except TimeoutError:
            return Failure("unknown-host", "send-unknown-host", {"host": address.host, "port": address.port})
        except (OSError, UnicodeError) as error:
            return classify(error, address, request, trace)
        try:
            async with asyncio.timeout(request.total_limit_s):
                return await self._answer(built)
        except TimeoutError:
            return too_long(address, request)
        except (httpx.HTTPError, httpx.InvalidURL, httpx.StreamError, OSError, UnicodeError) as error:
            return classify(error, address, request, trace)
        except Exception as error:  # noqa: BLE001 - a failed test must never end the app
            last = traceback.extract_tb(error.__traceback__)[-1]
            place = f"{type(error).__name__} at {last.filename}:{last.lineno}"
            log.error("sending failed unexpectedly: %s", place)  # noqa: TRY400 - the error's text may hold a credential
            return classify(error, address, request, trace)

    async def _answer(self, built: httpx.Request) -> Response:
        answer = await self._transport.handle_async_request(built)
        try:
            body, cut = await _read(answer)
        finally:
            await answer.aclose()
        return Response(
            status=answer.status_code,
            reason=_latin(answer.extensions.get("reason_phrase", b"")),
            http_version=_latin(answer.extensions.get("http_version", b"HTTP/1.1")),
            headers=tuple((_latin(name), _latin(value)) for name, value in answer.headers.raw),
            body=body,
            body_cut=cut,
        )


def _build(
    request: OutgoingRequest, base: httpx.URL, address: Address, headers: Headers, trace: Trace
) -> httpx.Request:
    return httpx.Request(
        request.method,
        base,
        headers=[(name.encode("latin-1"), value.encode("latin-1")) for name, value in headers],
        content=request.body,
        extensions={
            "target": address.target,
            "trace": trace,
            "timeout": {
                "connect": request.connect_limit_s,
                "read": request.read_limit_s,
                "write": request.read_limit_s,
                "pool": None,
            },
        },
    )


def _headers(request: OutgoingRequest, host: str) -> Headers:
    """The given headers in their order; Host before and Content-Length after them, unless given.

    Raises _UnsendableError.
    """
    given = {name.lower() for name, _ in request.headers}
    for name, value in request.headers:
        if not _NAME.fullmatch(name):
            raise _UnsendableError("the name of a header holds a character that cannot be sent")
        if not _VALUE.fullmatch(value):
            raise _UnsendableError(f"the header {name} holds a character that cannot be sent, or a blank at an end")
    lengths = [value for name, value in request.headers if name.lower() == "content-length"]
    if lengths and lengths != [str(len(request.body))]:
        raise _UnsendableError("Content-Length does not fit the body")
    first: Headers = () if "host" in given else (("Host", host),)
    framed = given & {"content-length", "transfer-encoding"}
    last: Headers = () if framed else (("Content-Length", str(len(request.body))),)
    return (*first, *request.headers, *last)


async def _read(answer: httpx.Response) -> tuple[bytes, bool]:
    """The raw body up to the limit, and whether it was longer."""
    parts: list[bytes] = []
    size = 0
    async for part in answer.aiter_raw():
        parts.append(part)
        size += len(part)
        if size > RESPONSE_BODY_LIMIT:
            return b"".join(parts)[:RESPONSE_BODY_LIMIT], True
    return b"".join(parts), False


def _default_tls() -> ssl.SSLContext:
    """Verification by httpx's list of authorities and by the system's: a company's own counts too."""
    context = httpx.create_ssl_context(trust_env=False)
    context.load_default_certs()
    return context


def _latin(raw: bytes) -> str:
    return raw.decode("latin-1")
