"""Receiving requests from a cloud on this computer: tunnels, the address for Ongoing, and the result of a test."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal
from urllib.parse import urlsplit

from ongoing_desktop.domain.lazy_dataclasses import dataclass
from ongoing_desktop.domain.settings import EMPTY_MAPPING, Webhook

CHECK_PATH = "/.well-known/ongoing-desktop-check/"
"""Precedes the nonce; no webhook has this path."""


@dataclass(frozen=True, slots=True)
class Tunnel:
    """A program that gives this computer a temporary public address."""

    key: str
    title: str
    command: str


def tunnels(port: int) -> tuple[Tunnel, ...]:
    """Ready command lines. Each prints its public address. ssh needs no account; the others must be installed."""
    return (
        Tunnel("ssh", "localhost.run", f"ssh -R 80:127.0.0.1:{port} nokey@localhost.run"),
        Tunnel("cloudflared", "Cloudflare", f"cloudflared tunnel --url http://127.0.0.1:{port}"),
        Tunnel("ngrok", "ngrok", f"ngrok http {port}"),
    )


def public_host(address: str) -> str:
    """The lower-case host of a public address, empty without one."""
    try:
        return (urlsplit(address).hostname or "").lower()
    except ValueError:
        return ""


def written(address: str) -> str:
    """A public address as stored: without surrounding spaces and trailing slash."""
    return address.strip().rstrip("/")


def address_for(hook: Webhook, public: str) -> str:
    """The address to enter in Ongoing for a webhook: the public address with the webhook's path."""
    parts = urlsplit(hook.url)
    query = f"?{parts.query}" if parts.query else ""
    return f"{public.rstrip('/')}{parts.path or '/'}{query}"


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
