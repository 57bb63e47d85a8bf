"""Answers: fixed texts, those of reply rules, and their bytes, which h11 creates."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from http import HTTPStatus
from typing import Final

import h11

from ongoing_desktop.domain.errors import StorageError, StorageLocked
from ongoing_desktop.domain.exchange import Headers
from ongoing_desktop.domain.lazy_dataclasses import dataclass
from ongoing_desktop.domain.rules import Step

REASONS: Final[Mapping[int, str]] = {
    **{status.value: status.phrase for status in HTTPStatus},
    # Names as in RFC 9110.
    413: "Content Too Large",
    414: "URI Too Long",
}
CACHED_BODY: Final = 4096
"""Larger answers are not cached."""
DEFAULT_FIELDS: Final = (("X-Content-Type-Options", "nosniff"), ("Cache-Control", "no-store"))
"""So that no browser treats an answer as a page (T4). Added to a rule's answer unless it sets them."""
PLAIN_FIELDS: Final = (("Content-Type", "text/plain; charset=utf-8"), *DEFAULT_FIELDS)


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer. Only one of a rule, of a forwarding target or of the API simulator varies with the request."""

    status: int
    headers: Headers
    body: bytes


def sized(status: int, headers: Headers, body: bytes) -> Reply:
    """An answer with its length after its other header fields."""
    return Reply(status, (*headers, ("Content-Length", str(len(body)))), body)


@lru_cache(maxsize=64)
def plain(status: int, text: str) -> Reply:
    """A short fixed text; cached, because there are only a few."""
    return sized(status, PLAIN_FIELDS, f"{text}\n".encode("ascii"))


def refusal_reply(status: int) -> Reply:
    """One line that says no more than the status."""
    return plain(status, f"{REASONS.get(status, 'Error')}.")


def unsaved_reply(error: StorageError) -> Reply:
    """A request that is not on disk is never answered with 2xx."""
    if isinstance(error, StorageLocked):
        return plain(503, "The request was not saved: the database is in use. Try again.")
    return plain(507, "The request was not saved: it could not be written.")


def failed_reply(status: int) -> Reply:
    """The answer if the forwarding target gave none."""
    text = {
        503: "The request was saved, but it cannot be forwarded now.",
        504: "The request was saved, but the target did not answer in time.",
    }.get(status, "The request was saved, but the target could not be reached.")
    return plain(status, text)


def step_reply(step: Step) -> Reply:
    """The answer of a rule's step as it is, with its framing."""
    body = step.body.encode("utf-8", "replace")
    if step.kind == "half":
        body = body or b"\n"  # something must be announced that does not follow
    given = {name.lower() for name, _ in step.headers}
    headers = list(step.headers)
    if body and "content-type" not in given:
        headers.insert(0, PLAIN_FIELDS[0])
    headers += [(name, value) for name, value in DEFAULT_FIELDS if name.lower() not in given]
    if step.status < 200 or step.status in (204, 304):
        return Reply(step.status, tuple(headers), body)
    return sized(step.status, tuple(headers), body)


def encoded(reply: Reply, *, close: bool, bare: bool) -> bytes:
    """The bytes of an answer. ``bare``: the answer to HEAD, which has no body."""
    encode = _encoded_once if len(reply.body) <= CACHED_BODY else _encoded
    return encode(reply.status, reply.headers, reply.body, close=close, bare=bare)


def _encoded(status: int, headers: Headers, body: bytes, *, close: bool, bare: bool) -> bytes:
    http = h11.Connection(h11.SERVER)
    http.receive_data(b"HEAD / HTTP/1.1\r\nHost: a\r\n\r\n" if bare else b"GET / HTTP/1.1\r\nHost: a\r\n\r\n")
    http.next_event()
    fields = [(name.encode("ascii"), value.encode("latin-1")) for name, value in headers]
    if close:
        fields.append((b"Connection", b"close"))
    reason = REASONS.get(status, "").encode("ascii")
    if status < 200:
        # An interim answer that nothing follows: the sender keeps waiting.
        return http.send(h11.InformationalResponse(status_code=status, headers=fields, reason=reason)) or b""
    parts = [http.send(h11.Response(status_code=status, headers=fields, reason=reason))]
    if not bare:
        parts.append(http.send(h11.Data(data=body)))
    parts.append(http.send(h11.EndOfMessage()))
    return b"".join(part for part in parts if part)


_encoded_once: Final = lru_cache(maxsize=64)(_encoded)
"""There are only a few different answers."""
