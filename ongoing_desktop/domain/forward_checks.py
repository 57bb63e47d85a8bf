"""Checks the forwarding options. Addresses are checked again after DNS resolution."""

from __future__ import annotations

import ipaddress
from urllib.parse import urlsplit

from ongoing_desktop.domain.forwarding import (
    LEAST_TIMEOUT_S,
    MOST_TIMEOUT_S,
    PATH_MODES,
    Forward,
    Route,
    is_refused_address,
)
from ongoing_desktop.domain.lazy_dataclasses import replace
from ongoing_desktop.domain.problems import Problem
from ongoing_desktop.domain.rule_checks import path_problem
from ongoing_desktop.domain.settings import Settings
from ongoing_desktop.domain.validation import url_problems


def forward_problems(forward: Forward, settings: Settings) -> tuple[Problem, ...]:
    """Problems that prevent saving, with the fields ``target``, ``path``, ``timeout_s`` and ``webhooks``.

    Those of a further target have the field and its index, such as ``target[1]``.
    """
    found: list[Problem] = []
    for place, route in enumerate(forward.routes):
        wanted = place > 0 or forward.on or bool(route.target)
        found += [_placed(problem, place) for problem in _route_problems(route, settings, wanted=wanted)]
    if not LEAST_TIMEOUT_S <= forward.timeout_s <= MOST_TIMEOUT_S:
        limits = {"least": round(LEAST_TIMEOUT_S), "most": round(MOST_TIMEOUT_S)}
        found.append(Problem("timeout_s", "forward-time-out", limits))
    return tuple(found)


def _placed(problem: Problem, place: int) -> Problem:
    return replace(problem, field=f"{problem.field}[{place}]") if place else problem


def _route_problems(route: Route, settings: Settings, *, wanted: bool) -> list[Problem]:
    found = url_problems("target", route.target) if wanted else []
    if not found and route.target:
        parts = urlsplit(route.target.strip())
        if parts.fragment:
            found.append(Problem("target", "forward-fragment"))
        elif parts.query and route.path == "append":
            found.append(Problem("target", "forward-target-path"))
        elif _refused(host := parts.hostname or ""):
            found.append(Problem("target", "forward-link-local", {"host": host}))
    if route.path not in PATH_MODES:
        found.append(Problem("path", "forward-path", {"value": str(route.path)[:40]}))
    if problem := path_problem(route.request_path):
        found.append(replace(problem, field="request_path"))
    if any(settings.webhook(key) is None for key in route.webhooks):
        found.append(Problem("webhooks", "forward-webhook"))
    return found


def _refused(host: str) -> bool:
    try:
        return is_refused_address(host)
    except (ValueError, ipaddress.AddressValueError):
        return False
