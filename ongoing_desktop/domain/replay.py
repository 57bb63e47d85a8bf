"""Sending recorded requests again: which parts are sent, and which never are. No I/O."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, Literal, get_args

from ongoing_desktop.domain.exchange import Exchange, Headers
from ongoing_desktop.domain.forwarding import end_to_end
from ongoing_desktop.domain.lazy_dataclasses import dataclass
from ongoing_desktop.domain.redaction import REDACTED_VALUE
from ongoing_desktop.domain.secret_names import USUAL, SecretNames

Where = Literal["own", "url", "listener", "local", "other"]
WHERE: Final[tuple[Where, ...]] = get_args(Where)
"""``own``: where it was received or sent. ``url``, ``listener`` and ``local``: the webhook's targets. ``other``: an
address entered by the user.
"""
MOST: Final = 1000
NOT_SENDABLE: Final = frozenset({"proxy-authorization", "set-cookie"})
"""Credential fields for a proxy or of an answer, which are never sent again."""
REPLAY_MARK: Final = "replay_of"
"""Member of the outcome's detail: the id of the original exchange."""
_UNREADABLE: Final = ("[redacted", "%5Bredacted")


@dataclass(frozen=True, slots=True)
class ReplayChoice:
    """What to send again, and how."""

    ids: tuple[int, ...]
    """Exchanges; they are sent in the order in which they happened."""
    where: Where = "own"
    url: str = ""
    """The address for ``other``."""
    webhook: str = ""
    """Id of the webhook whose credential and targets are used. Empty: each exchange's own."""
    method: str = ""
    """Edited method of a single exchange. Empty: as recorded."""
    headers: Headers | None = None
    """Edited headers of a single exchange, without its credential. None: those of :func:`kept_headers`."""
    body: str | None = None
    """Edited text of a single exchange. None: the original bytes."""
    gaps: bool = False
    """Whether the original gaps are kept."""
    speed: float = 1.0
    """Speed factor of the gaps."""
    recorded: bool = False
    """Whether to send the recorded credential, if "keep raw" stored it, instead of the one in the keyring."""


def kept_headers(headers: Headers, *, edited: bool, names: SecretNames = USUAL) -> Headers:
    """The headers to send again: none of the connection, none about proxies, no credentials.

    ``edited``: the body differs from the original, so its content coding no longer applies.
    """
    coded = {"content-encoding", "content-md5", "digest"} if edited else set()
    return end_to_end(
        headers,
        headers,
        lambda name, value: names.header(name) or "[redacted" in value or name.lower() in coded,
    )


def recorded_credential(headers: Headers, names: SecretNames = USUAL) -> Headers:
    """Credential fields that were stored with their values; redacted ones are left out."""
    return tuple(
        (name, value)
        for name, value in headers
        if names.header(name) and name.lower() not in NOT_SENDABLE and value and not REDACTED_VALUE.search(value)
    )


def came_to(exchange: Exchange, listener: str) -> str:
    """The address of a recorded request, empty if it was not stored completely.

    ``listener``: our listener's current URL.
    """
    target = exchange.row.target
    if any(mark in target for mark in _UNREADABLE):
        return ""
    if exchange.row.direction == "out":
        return target
    return f"{listener}{target}" if target.startswith("/") else ""


def remembered_target(choice: ReplayChoice) -> str:
    """The target to remember for the next time: its key, or an address. Empty: not to be remembered.

    An address with a query or a user name may contain a credential, which does not belong in the settings.
    """
    if choice.where != "other":
        return choice.where
    url = choice.url.strip()
    return "" if "?" in url or "@" in url else url


def to_last_target(ids: Sequence[int], last: str) -> ReplayChoice:
    """The choice to send exchanges unchanged to the target of the last time; ``last``: see :func:`remembered_target`."""
    for where in WHERE:
        if last == where != "other":
            return ReplayChoice(tuple(ids), where)
    return ReplayChoice(tuple(ids), "other", last) if "://" in last else ReplayChoice(tuple(ids))


def gaps(times_s: Sequence[float]) -> list[float]:
    """The gap before each exchange in the given order. A clock that was set back gives no negative gap."""
    return [max(0.0, at - times_s[place - 1]) if place else 0.0 for place, at in enumerate(times_s)]
