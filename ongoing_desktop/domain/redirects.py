"""Where a redirect leads, and what may go there: nothing of the user's crosses to another origin."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final
from urllib.parse import urljoin, urlsplit

from ongoing_desktop.domain.exchange import Headers
from ongoing_desktop.domain.sending import OutgoingRequest, Response
from ongoing_desktop.domain.validation import url_problems

MOST_STEPS: Final = 5
REDIRECTS: Final = frozenset({301, 302, 303, 307, 308})
"""Statuses that send to another address; 300, 304, 305 and 306 do not."""
_TO_GET: Final = frozenset({301, 302, 303})
_PORTS: Final = {"http": 80, "https": 443}
_OF_BODY: Final = frozenset({"content-type", "content-length", "content-encoding", "transfer-encoding"})


@dataclass(frozen=True, slots=True)
class Hop:
    """One redirect that was followed."""

    status: int
    url: str
    """Where it led to."""
    crossed: bool
    """It led to another origin, so credentials, own headers and the payload stayed behind."""


@dataclass(frozen=True, slots=True)
class Onward:
    """The request that a redirect asks for."""

    request: OutgoingRequest
    crossed: bool


def onward(request: OutgoingRequest, response: Response, *, crossed: bool, plain: Headers) -> Onward | str | None:
    """What to send next; None when the answer is no redirect, a code when it must not be followed.

    ``crossed``: an earlier step had led to another origin already; what was left behind stays behind. ``plain``: the only
    headers that go to another origin.
    """
    if response.status not in REDIRECTS:
        return None
    written = next((value for name, value in response.headers if name.lower() == "location"), "").strip()
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
    scheme = parts.scheme.lower()
    return scheme, (parts.hostname or "").rstrip("."), parts.port or _PORTS.get(scheme, 0)


def _decoded(value: str) -> str:
    # Some servers write UTF-8 into the field; each byte is one character here.
    try:
        return value.encode("latin-1").decode("utf-8")
    except UnicodeError:
        return value
