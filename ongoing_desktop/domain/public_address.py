"""Getting a first request from a cloud to this computer: tunnels, the address to enter in Ongoing, and what came of a try."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal
from urllib.parse import urlsplit

from ongoing_desktop.domain.settings import EMPTY_MAPPING, Webhook

CHECK_PATH = "/.well-known/ongoing-desktop-check/"
"""Before the nonce; a path that no webhook has."""


@dataclass(frozen=True, slots=True)
class Tunnel:
    """A program that gives this computer a public address for a while."""

    key: str
    title: str
    command: str


def tunnels(port: int) -> tuple[Tunnel, ...]:
    """Ready command lines; each prints the public address that it got. ssh needs no account, the others a program."""
    return (
        Tunnel("ssh", "localhost.run", f"ssh -R 80:127.0.0.1:{port} nokey@localhost.run"),
        Tunnel("cloudflared", "Cloudflare", f"cloudflared tunnel --url http://127.0.0.1:{port}"),
        Tunnel("ngrok", "ngrok", f"ngrok http {port}"),
    )


def public_host(address: str) -> str:
    """The host of a public address in small letters, empty for none."""
    try:
        return (urlsplit(address).hostname or "").lower()
    except ValueError:
        return ""


def written(address: str) -> str:
    """A public address as it is kept: without spaces around it and without a slash at its end."""
    return address.strip().rstrip("/")


def address_for(hook: Webhook, public: str) -> str:
    """What to enter in Ongoing so that a webhook's requests come here: the public address with the webhook's path."""
    parts = urlsplit(hook.url)
    query = f"?{parts.query}" if parts.query else ""
    return f"{public.rstrip('/')}{parts.path or '/'}{query}"


@dataclass(frozen=True, slots=True)
class Contact:
    """What came of sending a nonce through the public address.

    ``arrived``: it came in here, unchanged; ``changed``: it came in, but not as it was sent; ``elsewhere``: something
    answered, and nothing came in; ``failed``: no answer came.
    """

    outcome: Literal["arrived", "changed", "elsewhere", "failed"]
    code: str
    params: Mapping[str, object] = EMPTY_MAPPING
    exchange_id: int = 0
    """The arrival, 0 for none."""
