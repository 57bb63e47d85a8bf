"""Forwarding of received requests to another program, and what must not be forwarded.

The target comes from the settings or the command line alone, never from a request or an import (T18, T19). Forwarded
are method, path, query, the unchanged body and the header fields except those of the connection, those about proxies,
and, for other computers, credentials. Pure functions; the network part is :mod:`ongoing_desktop.listener.forward`.
"""

from __future__ import annotations

import ipaddress
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Final, Literal, get_args
from urllib.parse import urlsplit

from ongoing_desktop.domain.errors import UsageError
from ongoing_desktop.domain.lazy_dataclasses import EMPTY_MAPPING, dataclass, replace
from ongoing_desktop.domain.urls import path_matches, port_of

LOOP_HEADER: Final = "X-Ongoing-Desktop-Forwarded"
"""Counts how often this program has forwarded a request."""
MOST_HOPS: Final = 3
FORWARDED: Final = "forwarded"
"""Reason code of the row of a forwarded request; its parameter ``of`` is the id of the received one."""
LEAST_TIMEOUT_S: Final = 1.0
MOST_TIMEOUT_S: Final = 300.0
PathMode = Literal["append", "replace"]
PATH_MODES: Final[tuple[PathMode, ...]] = get_args(PathMode)
Headers = tuple[tuple[str, str], ...]
Stays = Callable[[str, str], bool]
"""Whether a field, given by name and value, is held back."""

_HOP_BY_HOP: Final = frozenset(
    {
        "connection", "content-length", "expect", "host", "keep-alive", "proxy-connection", "te", "trailer",
        "transfer-encoding", "upgrade", "http2-settings",
    }
)  # fmt: skip
_PROXIED: Final = ("proxy-", "x-forwarded-")
_METADATA: Final = frozenset(
    ipaddress.ip_address(text) for text in ("169.254.169.254", "fd00:ec2::254", "100.100.100.200", "168.63.129.16")
)
"""Addresses where clouds serve a machine's credentials: AWS and most others, AWS over IPv6, Alibaba, Azure."""


@dataclass(frozen=True, slots=True)
class Route:
    """One target, and which requests go to it. Conditions that are empty match every request."""

    id: str
    target: str = ""
    path: PathMode = "append"
    on: bool = True
    webhooks: tuple[str, ...] = ()
    """Ids of webhooks."""
    types: tuple[str, ...] = ()
    """Trigger keys such as ``order-picked``."""
    goods_owners: tuple[int, ...] = ()
    request_path: str = ""
    """The path of the request without the query, as in a rule: ``/hooks`` or ``/hooks/*``."""

    def matches(self, request: ForwardRequest) -> bool:
        """Whether a request goes to this target."""
        return (
            (not self.webhooks or request.webhook in self.webhooks)
            and (not self.types or request.type in self.types)
            and (not self.goods_owners or request.goods_owner_id in self.goods_owners)
            and path_matches(self.request_path, request.path)
        )


@dataclass(frozen=True, slots=True)
class ForwardRequest:
    """What the choice of targets depends on."""

    verdict: str
    webhook: str | None = None
    type: str | None = None
    goods_owner_id: int | None = None
    path: str = ""
    """Without the query."""
    from_web_page: bool = False


FIRST: Final = "first"
"""Id of the target in the fields of :class:`Forward` itself, until another becomes the first."""
MOST_TARGETS: Final = 20
MOST_WAITING: Final = 10_000
"""Requests that wait for one target. Beyond this the sender gets 503, so that it tries again."""


@dataclass(frozen=True, slots=True)
class Forward:
    """The user's forwarding options, a part of the preferences."""

    on: bool = False
    target: str = ""
    """Base address such as ``http://127.0.0.1:8000``."""
    path: PathMode = "append"
    """``append``: the request's path and query follow the base. ``replace``: the base is the whole address."""
    credentials: bool = False
    """Whether credentials in headers and parameters are forwarded to other computers. To this computer they always are.
    """
    unmatched: bool = False
    """Whether requests that match no webhook are forwarded."""
    unauthenticated: bool = False
    """Whether requests that were refused, unverifiable or sent by a web page are forwarded."""
    timeout_s: float = 30.0
    """Seconds from connecting to the end of the answer."""
    webhooks: tuple[str, ...] = ()
    """This and the next three are the conditions of the first target, as in :class:`Route`."""
    types: tuple[str, ...] = ()
    goods_owners: tuple[int, ...] = ()
    request_path: str = ""
    others: tuple[Route, ...] = ()
    """Further targets. A request goes to each target whose conditions it meets."""
    keep: bool = False
    """Whether what a target misses because it does not answer is kept, and delivered in order once it does."""
    first: str = FIRST
    """Id of the first target."""
    returned: str = FIRST
    """Id of the target whose answer the sender gets. If a request does not go there, the first one's that gets it."""

    @property
    def routes(self) -> tuple[Route, ...]:
        """All targets in order."""
        first = Route(
            self.first,
            self.target,
            self.path,
            webhooks=self.webhooks,
            types=self.types,
            goods_owners=self.goods_owners,
            request_path=self.request_path,
        )
        return (first, *self.others)

    def chosen(self, request: ForwardRequest) -> tuple[Route, ...]:
        """The targets of a request, first the one whose answer the sender gets."""
        if not self.on:
            return ()
        if (request.from_web_page or request.verdict in ("refused", "unverifiable")) and not self.unauthenticated:
            return ()
        if request.verdict == "unmatched":
            if not self.unmatched:
                return ()
            # It has no webhook that a condition could name.
            found = [route for route in self.routes if replace(route, webhooks=()).matches(request)]
        else:
            found = [route for route in self.routes if route.matches(request)]
        found = [route for route in found if route.on and route.target]
        return tuple(sorted(found, key=lambda route: route.id != self.returned))

    def only(self, route: Route) -> Forward:
        """These options with one target."""
        return replace(self, target=route.target, path=route.path, others=())


NO_FORWARD: Final = Forward()


def forward_to(routes: Sequence[Route], *, unmatched: bool, keep: bool) -> Forward:
    """The options with these targets, of which there is at least one."""
    first, *others = routes
    return Forward(
        on=True,
        target=first.target,
        path=first.path,
        unmatched=unmatched,
        webhooks=first.webhooks,
        types=first.types,
        goods_owners=first.goods_owners,
        request_path=first.request_path,
        others=tuple(others),
        keep=keep,
        first=first.id,
        returned=first.id,
    )


def route_of(url: str, conditions: Sequence[str], webhooks: Mapping[str, str]) -> Route:
    """A target as on the command line, with conditions such as ``type=order-picked``. Raises UsageError.

    ``webhooks``: the ids of the named ones. Its own id is its address, so that it is the same at the next start.
    """
    found: dict[str, list[str]] = {"type": [], "owner": [], "webhook": [], "path": []}
    for text in conditions:
        key, equals, value = text.partition("=")
        if key not in found or not equals or not value or (key == "owner" and not value.isdecimal()):
            raise UsageError("usage-forward-condition", given=text[:80])
        found[key].append(value)
    if len(found["path"]) > 1:
        raise UsageError("usage-forward-path")
    return Route(
        url,
        url,
        webhooks=tuple(webhooks[name] for name in found["webhook"]),
        types=tuple(found["type"]),
        goods_owners=tuple(int(value) for value in found["owner"]),
        request_path="".join(found["path"]),
    )


@dataclass(frozen=True, slots=True)
class ForwardTarget:
    """The target of one request."""

    secure: bool
    host: str
    """Without brackets."""
    port: int
    path: str
    """Path and query as in the request line."""
    authority: str
    """The value of ``Host``."""

    @property
    def url(self) -> str:
        """The complete URL."""
        return f"{'https' if self.secure else 'http'}://{self.authority}{self.path}"


def target_of(forward: Forward, request_target: str) -> ForwardTarget:
    """The target for a request with this path and query. The base must have passed :mod:`.forward_checks`."""
    parts = urlsplit(forward.target.strip())
    secure = parts.scheme == "https"
    host = parts.hostname or ""
    shown = f"[{host}]" if ":" in host else _ascii(host)
    port = port_of(parts)
    authority = shown if parts.port is None else f"{shown}:{parts.port}"
    base = _quoted(parts.path) + (f"?{_quoted(parts.query)}" if parts.query else "")
    if forward.path == "append":
        path = base.rstrip("/") + _quoted(_origin_form(request_target))
    else:
        path = base if base.startswith("/") else f"/{base}"
    return ForwardTarget(secure, host, port, path, authority)


def forwarded_headers(headers: Headers, target: ForwardTarget, stays: Stays | None) -> Headers:
    """The fields to forward: a new ``Host`` first, and no Content-Length, which depends on the body."""
    return (("Host", target.authority), *end_to_end(headers, headers, stays), (LOOP_HEADER, str(hops(headers) + 1)))


def end_to_end(fields: Headers, headers: Headers, stays: Stays | None) -> Headers:
    """Those of the fields before or after a body that are neither about the connection nor about proxies.

    ``headers``: the fields before the body, which can name others. ``stays``: what is held back. The order of the
    others is kept.
    """
    dropped = _of_connection(headers) | {"forwarded", LOOP_HEADER.lower()}
    return tuple(
        (name, value)
        for name, value in fields
        if name.lower() not in dropped
        and not name.lower().startswith(_PROXIED)
        and not (stays is not None and stays(name, value))
    )


def returned_headers(headers: Headers) -> Headers:
    """The fields of the target's answer to return: none of its connection, and no permissions for web pages."""
    dropped = _of_connection(headers)
    return tuple(
        (name, value)
        for name, value in headers
        if name.lower() not in dropped and not name.lower().startswith(("proxy-", "access-control-"))
    )


def _of_connection(headers: Headers) -> set[str]:
    """Lower-case names of the fields about the connection, also of those that ``Connection`` names."""
    named = (value.split(",") for name, value in headers if name.lower() == "connection")
    return {*_HOP_BY_HOP, *(item.strip().lower() for items in named for item in items)}


def hops(headers: Headers) -> int:
    """How often this program has already forwarded a request. An unreadable value counts as too often."""
    values = [value for name, value in headers if name.lower() == LOOP_HEADER.lower()]
    if not values:
        return 0
    if len(values) > 1 or not (values[0].isascii() and values[0].isdigit()) or len(values[0]) > 3:
        return MOST_HOPS
    return int(values[0])


def plain_address(text: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address:
    """A resolved address; IPv4 in IPv6 becomes IPv4. Raises ValueError."""
    address = ipaddress.ip_address(text.partition("%")[0])
    return (address.ipv4_mapped if isinstance(address, ipaddress.IPv6Address) else None) or address


def is_refused_address(text: str) -> bool:
    """Whether a resolved address is link-local or one where a cloud serves secrets."""
    address = plain_address(text)
    return address.is_link_local or address in _METADATA


def _origin_form(target: str) -> str:
    """Path and query of a request target, which may be an absolute URL or ``*``."""
    if target.startswith("/"):
        return target.partition("#")[0]
    try:
        parts = urlsplit(target)
    except ValueError:  # brackets that contain no IPv6 address
        return "/"
    return (parts.path or "/") + (f"?{parts.query}" if parts.query else "") if parts.scheme else "/"


def _ascii(host: str) -> str:
    try:
        return host.encode("idna").decode("ascii")
    except UnicodeError:
        return host


def _quoted(text: str) -> str:
    return "".join(char if "!" <= char <= "~" else "".join(f"%{byte:02X}" for byte in char.encode()) for char in text)


@dataclass(frozen=True, slots=True)
class TargetState:
    """One target. A target that answers is live, whatever its status."""

    id: str
    """As in :class:`Route`."""
    code: str | None = None
    """Why it does not answer; empty if it does, None if unknown."""
    params: Mapping[str, object] = EMPTY_MAPPING
    """Parameters of the reason's sentence."""
    at: datetime | None = None
    """Since when it is in this state."""
    waiting: int = 0
    """Requests that it has missed and that are kept for it."""
    since: datetime | None = None
    """When the oldest of them came."""
    asked: int = 0
    """Rises when the user wants them to be delivered now."""
    served: bool = False
    """Whether a running listener of any process delivers to it."""
