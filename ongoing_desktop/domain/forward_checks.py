"""Checks the forwarding options. Addresses are checked again after DNS resolution."""

from __future__ import annotations

import ipaddress
from urllib.parse import urlsplit

from ongoing_desktop.domain.forwarding import (
    LEAST_TIMEOUT_S,
    MOST_TIMEOUT_S,
    PATH_MODES,
    Forward,
    is_refused_address,
)
from ongoing_desktop.domain.problems import Problem
from ongoing_desktop.domain.settings import Settings
from ongoing_desktop.domain.validation import url_problems


def forward_problems(forward: Forward, settings: Settings) -> tuple[Problem, ...]:
    """Problems that prevent saving, with the fields ``target``, ``path``, ``timeout_s``, ``webhooks``."""
    found = url_problems("target", forward.target) if forward.on or forward.target else []
    if not found and forward.target:
        parts = urlsplit(forward.target.strip())
        if parts.fragment:
            found.append(Problem("target", "forward-fragment"))
        elif parts.query and forward.path == "append":
            found.append(Problem("target", "forward-target-path"))
        elif _refused(host := parts.hostname or ""):
            found.append(Problem("target", "forward-link-local", {"host": host}))
    if forward.path not in PATH_MODES:
        found.append(Problem("path", "forward-path", {"value": str(forward.path)[:40]}))
    if not LEAST_TIMEOUT_S <= forward.timeout_s <= MOST_TIMEOUT_S:
        limits = {"least": round(LEAST_TIMEOUT_S), "most": round(MOST_TIMEOUT_S)}
        found.append(Problem("timeout_s", "forward-time-out", limits))
    if any(settings.webhook(key) is None for key in forward.webhooks):
        found.append(Problem("webhooks", "forward-webhook"))
    return tuple(found)


def _refused(host: str) -> bool:
    try:
        return is_refused_address(host)
    except (ValueError, ipaddress.AddressValueError):
        return False
