"""Finds the API request for the object of a payload.

No real value of ``path`` was ever seen; the documentation shows ``string``. It is therefore parsed leniently, and the
payload's ids are used if it leads nowhere. An address in a payload never decides which host is contacted.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, Final
from urllib.parse import parse_qsl, unquote, urlsplit

from ongoing_desktop.domain.api import FOLLOWS, ONGOING_DOMAIN, RESOURCES, WITH_PATH, ApiQuery, Resource
from ongoing_desktop.domain.lazy_dataclasses import dataclass
from ongoing_desktop.domain.payload import member

LONGEST: Final = 500
_SEGMENT: Final = re.compile(r"[A-Za-z0-9_~-][A-Za-z0-9._~-]*")
_COLLECTIONS: Final = {item.collection.casefold(): item.collection for item in RESOURCES.values()}


@dataclass(frozen=True, slots=True)
class Wanted:
    """A request that leads to the object of a payload."""

    path: str
    """Without base and root: ``/orders/70031``."""
    query: ApiQuery = ()
    resource: Resource | None = None
    """None if the path leads to an object that is not in the resource table."""


def ways(payload: Mapping[str, Any], family: str, *, base: str, code: str) -> tuple[Wanted, ...]:
    """The requests that may lead to the object, best first; empty if the payload names none."""
    found = list(_ways(payload, family, base, code))
    return tuple({(item.path, item.query): item for item in found}.values())


def _ways(payload: Mapping[str, Any], family: str, base: str, code: str) -> Iterator[Wanted]:
    if family in WITH_PATH and (path := resolve(payload.get("path"), base=base, code=code)):
        yield Wanted(path, resource=resource_of(path))
    for follow in FOLLOWS.get(family, ()):
        resource, value = RESOURCES[follow.resource], member(payload, follow.member)
        if not follow.parameter:
            if object_id := whole_id(value):
                yield Wanted(resource.path(object_id), resource=resource)
            continue
        owner, text = whole_id(payload.get("goodsOwnerId")), _plain(value)
        if owner and text:
            yield Wanted(resource.collection, (("goodsOwnerId", str(owner)), (follow.parameter, text)), resource)


def resolve(text: object, *, base: str, code: str) -> str | None:
    """The resource path in a payload's ``path`` or in a user's input, or None.

    With or without host, ``{warehouse}`` and ``api/v1``. A complete address is accepted only for Ongoing's hosts or the
    host of the base.
    """
    if not isinstance(text, str) or not text.strip() or len(text) > LONGEST:
        return None
    try:
        parts = urlsplit(text.strip())
        if parts.scheme or parts.netloc:
            host, own = (parts.hostname or "").casefold(), (urlsplit(base).hostname or "").casefold()
            if host not in (own, ONGOING_DOMAIN) and not host.endswith(f".{ONGOING_DOMAIN}"):
                return None
    except ValueError:
        return None
    segments = _segments(parts.path, code)
    collection = _COLLECTIONS.get(f"/{segments[0].casefold()}") if segments else None
    return "/".join((collection, *segments[1:])) if collection and len(segments) > 1 else None


def typed(text: str, *, base: str, code: str) -> Wanted | None:
    """The request for a path entered by the user, with its parameters; None if it is not a path of the API."""
    path, _, query = text.strip().partition("?")
    known = resolve(path, base=base, code=code)
    if known is None and "://" not in path and (segments := _segments(path, code)):
        known = "/" + "/".join(segments)
    if known is None:
        return None
    return Wanted(known, tuple(parse_qsl(query, keep_blank_values=True)), resource_of(known))


def _segments(path: str, code: str) -> list[str]:
    """The segments of a path after the root; empty if one of them is invalid."""
    segments = [unquote(part) for part in path.split("/") if part]
    if len(path) > LONGEST or not all(_SEGMENT.fullmatch(part) for part in segments):
        return []
    lower = [part.casefold() for part in segments]
    for place in range(len(lower) - 1):
        if lower[place : place + 2] == ["api", "v1"]:
            return segments[place + 2 :]
    return segments[1:] if lower and lower[0] == code.casefold() else segments


def resource_of(path: str) -> Resource | None:
    """The resource that the path of one object belongs to."""
    parts = path.strip("/").split("/")
    if len(parts) < 2 or not parts[1].isascii() or not parts[1].isdigit():
        return None
    rest = "/".join(("", *parts[2:])) if len(parts) > 2 else ""
    return next(
        (item for item in RESOURCES.values() if item.collection == f"/{parts[0]}" and item.item == rest),
        None,
    )


def whole_id(value: object) -> int | None:
    """A plausible id. 0 is the placeholder in the documented examples."""
    if isinstance(value, bool) or not isinstance(value, int):
        return None
    return value if 0 < value < 2**63 else None


def _plain(value: object) -> str:
    """A number or id as the value of a parameter."""
    if (number := whole_id(value)) is not None:
        return str(number)
    return value.strip()[:LONGEST] if isinstance(value, str) and value.isprintable() else ""
