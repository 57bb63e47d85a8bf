"""The way to the target of a request: its address, proxy, headers, and the request as httpcore takes it."""

from __future__ import annotations

import asyncio
import re
import urllib.request
from typing import TYPE_CHECKING, Final

import httpcore
import httpx

from ongoing_desktop.domain.bind import is_loopback
from ongoing_desktop.domain.exchange import Headers
from ongoing_desktop.domain.lazy_dataclasses import dataclass
from ongoing_desktop.domain.send_options import SYSTEM_PROXY
from ongoing_desktop.domain.sending import Failure, OutgoingRequest
from ongoing_desktop.transport.address import Address, BadAddressError, parse_address
from ongoing_desktop.transport.failures import bad_url
from ongoing_desktop.transport.timings import Trace

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

_NAME: Final = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+")
_VALUE: Final = re.compile(r"(?:[\x21-\x7e\x80-\xff](?:[\t\x20-\x7e\x80-\xff]*[\x21-\x7e\x80-\xff])?)?")
_USERINFO: Final = re.compile(r"^(https?://)[^/@]*@", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Proxy:
    """The proxy to use."""

    url: str
    """Includes credentials if the system's settings contain them; never shown."""
    address: Address

    @property
    def shown(self) -> str:
        """The address without credentials."""
        return f"{self.address.scheme}://{self.address.authority}"


class _UnsendableError(Exception):
    """A header that cannot be sent. The text names the header but never contains its value."""


@dataclass(frozen=True, slots=True)
class Way:
    """A target, how it is reached, and the headers that are sent there."""

    address: Address
    base: httpx.URL
    headers: Headers
    proxy: Proxy | None

    @property
    def line(self) -> str:
        """The request line after the method."""
        target = self.address.target.decode("ascii")
        if self.proxy is not None and self.address.scheme == "http":
            target = f"http://{self.base.netloc.decode('ascii')}{target}"
        return f"{target} HTTP/1.1"


def way_to(request: OutgoingRequest) -> Way | Failure:
    """Split the request into its parts, or return why it cannot be sent."""
    try:
        address = parse_address(request.url)
        base = httpx.URL(address.base)
        headers = _headers(request, base.netloc.decode("ascii"))
        return Way(address, base, headers, proxy_for(request.proxy, address))
    except BadAddressError as error:
        return bad_url(str(error))
    except (httpx.InvalidURL, UnicodeError):
        return bad_url("it contains no valid host")
    except _UnsendableError as error:
        return Failure("other", "send-other", {"what": str(error)})


def build(request: OutgoingRequest, way: Way, trace: Trace) -> httpcore.Request:
    """The request for httpcore. ``trace`` is called with each of its steps."""
    return httpcore.Request(
        request.method,
        plain_url(way.base, way.address.target),
        headers=[(name.encode("latin-1"), value.encode("latin-1")) for name, value in way.headers],
        content=request.body if request.pieces == 1 else _Pieces(request),
        extensions={
            "trace": trace,
            "timeout": {
                "connect": request.connect_limit_s,
                "read": request.read_limit_s,
                "write": request.read_limit_s,
                "pool": None,
            },
        },
    )


class _Pieces:
    """A body that is sent in parts."""

    def __init__(self, request: OutgoingRequest) -> None:
        self._request = request

    async def __aiter__(self) -> AsyncIterator[bytes]:
        body, pieces = self._request.body, self._request.pieces
        size = max(1, -(-len(body) // pieces))
        for start in range(0, len(body), size):
            if start:
                await asyncio.sleep(self._request.pause_s)
            yield body[start : start + size]


def plain_url(base: httpx.URL, target: bytes) -> httpcore.URL:
    """Keep the path as written; httpx would resolve ``..`` and re-encode it."""
    return httpcore.URL(scheme=base.raw_scheme, host=base.raw_host, port=base.port, target=target)


def _headers(request: OutgoingRequest, host: str) -> Headers:
    """The given headers in order, preceded by Host and followed by Content-Length unless they are given.

    Raises _UnsendableError.
    """
    given = {name.lower() for name, _ in request.headers}
    for name, value in request.headers:
        if not _NAME.fullmatch(name):
            raise _UnsendableError("a header name contains a character that cannot be sent")
        if not _VALUE.fullmatch(value):
            raise _UnsendableError(f"the header {name} contains a character that cannot be sent, or a space at an end")
    lengths = [value for name, value in request.headers if name.lower() == "content-length"]
    if lengths and lengths != [str(len(request.body))]:
        raise _UnsendableError("Content-Length does not fit the body")
    first: Headers = () if "host" in given else (("Host", host),)
    framed = given & {"content-length", "transfer-encoding"}
    last: Headers = () if framed else (("Content-Length", str(len(request.body))),)
    return (*first, *request.headers, *last)


def proxy_for(choice: str, address: Address) -> Proxy | None:
    """The proxy for an address. ``choice``: see :attr:`OutgoingRequest.proxy`. Raises BadAddressError."""
    if not choice or is_loopback(address.host):
        return None
    url = choice
    if choice == SYSTEM_PROXY:
        known = urllib.request.getproxies()
        url = known.get(address.scheme) or known.get("all") or ""
        if not url or urllib.request.proxy_bypass(address.host):
            return None
    url = url if "://" in url else f"http://{url}"
    try:
        return Proxy(url, parse_address(_USERINFO.sub(r"\1", url)))
    except BadAddressError as error:
        raise BadAddressError(f"the proxy's address is not valid ({error})") from None
