"""Where a redirect leads and what may be sent there. The user's data never goes to another origin."""

from __future__ import annotations

from typing import Final
from urllib.parse import urljoin, urlsplit

from ongoing_desktop.domain.exchange import Headers, header
from ongoing_desktop.domain.lazy_dataclasses import dataclass, replace
from ongoing_desktop.domain.sending import OutgoingRequest, Response
from ongoing_desktop.domain.urls import port_of
from ongoing_desktop.domain.validation import url_problems

MOST_STEPS: Final = 5
REDIRECTS: Final = frozenset({301, 302, 303, 307, 308})
"""Statuses that redirect. 300, 304, 305 and 306 do not."""
_TO_GET: Final = frozenset({301, 302, 303})
_OF_BODY: Final = frozenset({"content-type", "content-length", "content-encoding", "transfer-encoding"})


@dataclass(frozen=True, slots=True)
class Hop:
    """A redirect that was followed."""

    status: int
    url: str
    """The address that it led to."""
    crossed: bool
    """Whether it led to another origin, so that credentials, custom headers and the payload were not sent."""


@dataclass(frozen=True, slots=True)
class Onward:
    """The request that a redirect asks for."""

    request: OutgoingRequest
    crossed: bool


def onward(request: OutgoingRequest, response: Response, *, crossed: bool, plain: Headers) -> Onward | str | None:
    """The next request, None if the answer is no redirect, or a code if it must not be followed.

    ``crossed``: an earlier redirect has already left the origin, so that nothing more is added. ``plain``: the only
    headers that are sent to another origin.
    """
    if response.status not in REDIRECTS:
        return None
    written = header(response.headers, "location").strip()
    if not written:
        return "redirect-nowhere"
    try:
        url = urljoin(request.url, _decoded(written))
    except ValueError:
        return "redirect-nowhere"
    if url_problems("location", url):
        return "redirect-nowhere"
    before, after = _origin(request.url), _origin(url)
    if before[0] == "https" and after[0] == "http":
        return "redirect-downgrade"
    crossed = crossed or before != after
    if crossed:
        return Onward(replace(request, method="GET", url=url, headers=plain, body=b""), crossed=True)
    if response.status in _TO_GET and request.method not in ("GET", "HEAD"):
        headers = tuple((name, value) for name, value in request.headers if name.lower() not in _OF_BODY)
        return Onward(replace(request, method="GET", url=url, headers=headers, body=b""), crossed=False)
    return Onward(replace(request, url=url), crossed=False)


def _origin(url: str) -> tuple[str, str, int]:
    parts = urlsplit(url)
    return parts.scheme, (parts.hostname or "").rstrip("."), port_of(parts)


def _decoded(value: str) -> str:
    # Some servers send UTF-8 in this field; each byte is one character here.
    try:
        return value.encode("latin-1").decode("utf-8")
    except UnicodeError:
        return value
