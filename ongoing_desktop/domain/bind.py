"""Addresses of this computer, and that on which the listener accepts connections: this computer only, a network, or all."""

from __future__ import annotations

import ipaddress
from typing import Final

from ongoing_desktop.domain.problems import Problem

LOOPBACK: Final = "127.0.0.1"
ANYWHERE: Final = ("0.0.0.0", "::")  # noqa: S104 - named in order to warn of it
"""All addresses of this computer."""


def is_loopback(host: str) -> bool:
    """Whether a host name means this computer without a DNS lookup. Unusual spellings of 127.0.0.1 do not count."""
    if host.lower().rstrip(".") == "localhost":
        return True
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


def is_open(host: str) -> bool:
    """Whether other computers can reach a listener at this address."""
    if host.lower().rstrip(".") == "localhost":
        return False
    try:
        address = ipaddress.ip_address(plain_host(host))
    except ValueError:
        return True
    return not address.is_loopback


def plain_host(host: str) -> str:
    """An address for binding: without brackets, and IPv4 in IPv6 as IPv4."""
    bare = host.strip("[]")
    try:
        mapped = ipaddress.IPv6Address(bare).ipv4_mapped
    except ValueError:
        return bare
    return str(mapped) if mapped else bare


def in_url(host: str) -> str:
    """A host as part of a URL: IPv6 in brackets."""
    return f"[{host}]" if ":" in host else host


def reached_at(host: str) -> str:
    """The address at which this computer itself reaches a listener bound to ``host``."""
    return {"0.0.0.0": LOOPBACK, "::": "::1"}.get(host.strip("[]"), host.strip("[]"))  # noqa: S104


def bind_problems(host: str) -> tuple[Problem, ...]:
    """Problems with the chosen address, with the field ``host``."""
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return (Problem("host", "bind-address"),)
    return ()


def is_numeric(host: str) -> bool:
    """Whether a name in a Host header is an address. No web page can redirect an address to this computer."""
    try:
        ipaddress.ip_address(host.strip("[]"))
    except ValueError:
        return False
    return True
