"""Receiving requests from a cloud on this computer: the address for Ongoing, the check of it, and its result."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final, Literal
from urllib.parse import SplitResult, urlsplit

from ongoing_desktop.domain.lazy_dataclasses import EMPTY_MAPPING, dataclass
from ongoing_desktop.domain.settings import Webhook

CHECK_PATH = "/.well-known/ongoing-desktop-check/"
"""Precedes the nonce; no webhook has this path."""
SHORTEST_NONCE: Final = 16
LONGEST_NONCE: Final = 64


def nonce_of(method: str, target: str) -> str:
    """The nonce of a quiet check of the public address; empty if a request is none."""
    nonce = target.removeprefix(CHECK_PATH) if method == "GET" and target.startswith(CHECK_PATH) else ""
    return nonce if SHORTEST_NONCE <= len(nonce) <= LONGEST_NONCE and "?" not in nonce else ""


def proof(key: str, nonce: str) -> str:
    """The answer to a quiet check, which only the listener with this key can give."""
    import hmac  # noqa: PLC0415 - loads OpenSSL, which the idle window does not need

    return hmac.digest(key.encode(), nonce.encode(), "sha256").hex()


def written(address: str) -> str:
    """A public address as stored: without surrounding spaces and trailing slash."""
    return address.strip().rstrip("/")


def address_for(hook: Webhook, public: str, past: Sequence[str] = ()) -> str:
    """The address to enter in Ongoing for a webhook: the public address with the webhook's path.

    ``past``: earlier public addresses. If the webhook already has the public address or one of these, the path of that
    address is not repeated.
    """
    parts = urlsplit(hook.url)
    query = f"?{parts.query}" if parts.query else ""
    paths = [path for address in (public, *past) if (path := _path_below(parts, address))]
    return f"{public.rstrip('/')}{min(paths, key=len, default=parts.path or '/')}{query}"


def _path_below(url: SplitResult, address: str) -> str:
    """The path of a URL after that of an address to which it belongs; empty if it belongs to another one."""
    try:
        base = urlsplit(address)
    except ValueError:
        return ""
    before = base.path.rstrip("/")
    same = (url.scheme.lower(), url.netloc.lower()) == (base.scheme.lower(), base.netloc.lower())
    rest = url.path.removeprefix(before)
    return (rest or "/") if same and url.path.startswith(before) and rest[:1] in ("", "/") else ""


@dataclass(frozen=True, slots=True)
class Contact:
    """The result of sending a nonce through the public address.

    ``arrived``: it was received here unchanged. ``changed``: it was received, but changed. ``elsewhere``: something
    answered, but nothing was received. ``failed``: there was no answer.
    """

    outcome: Literal["arrived", "changed", "elsewhere", "failed"]
    code: str
    params: Mapping[str, object] = EMPTY_MAPPING
    exchange_id: int = 0
    """Id of the received exchange, 0 for none."""
