"""The address that the listener accepts at: this computer only, one of its networks, or all of them."""

from __future__ import annotations

import ipaddress
from typing import Final

from ongoing_desktop.domain.problems import Problem

LOOPBACK: Final = "127.0.0.1"
ANYWHERE: Final = ("0.0.0.0", "::")  # noqa: S104 - named in order to warn of it
"""Every address of this computer."""


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
    """An address to bind: without brackets, and IPv4 inside IPv6 as IPv4."""
    bare = host.strip("[]")
    try:
        mapped = ipaddress.IPv6Address(bare).ipv4_mapped
    except ValueError:
        return bare
    return str(mapped) if mapped else bare


def in_url(host: str) -> str:
    """A host as it stands in a URL: IPv6 in brackets."""
    return f"[{host}]" if ":" in host else host


def reached_at(host: str) -> str:
    """By what address this computer itself reaches a listener at that one."""
    return {"0.0.0.0": LOOPBACK, "::": "::1"}.get(host.strip("[]"), host.strip("[]"))  # noqa: S104


def bind_problems(host: str) -> tuple[Problem, ...]:
    """What keeps an address from being chosen; its field is ``host``."""
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return (Problem("host", "bind-address"),)
    return ()


def is_numeric(host: str) -> bool:
    """Whether a name in a Host header is an address: no web page can have a name of its own lead to that."""
    try:
        ipaddress.ip_address(host.strip("[]"))
    except ValueError:
        return False
    return True
