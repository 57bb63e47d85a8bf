"""Predefined reply rules. Each matches every request until the user narrows it."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from ongoing_desktop.domain.lazy_dataclasses import dataclass, replace
from ongoing_desktop.domain.rules import Ending, Match, Rule, Step


@dataclass(frozen=True, slots=True)
class Preset:
    """A predefined rule."""

    key: str
    title: str
    """Also the rule's name."""
    steps: tuple[Step, ...]
    then: Ending = "repeat"


_TEXT: Final = (("Content-Type", "text/plain; charset=utf-8"),)
_JSON: Final = (("Content-Type", "application/json; charset=utf-8"),)
_HTML: Final = (("Content-Type", "text/html; charset=utf-8"),)
_PAGE: Final = "<!DOCTYPE html><html><body><h1>The service is unavailable</h1></body></html>\n"
_500: Final = Step(status=500, headers=_TEXT, body="Internal Server Error\n")
_200: Final = Step(status=200, headers=_TEXT, body="OK\n")
_ALL: Final = (
    Preset("fail-twice", "500, 500, then 200", (_500, _500, _200)),
    Preset("always-500", "Always 500", (_500,)),
    Preset("slow", "Slow (10 s)", (replace(_200, delay_ms=10_000),)),
    Preset("never", "Never answer", (Step("silence"),)),
    Preset("hold", "Wait for your response", (Step("hold"),)),
    Preset("close", "Close the connection", (Step("close"),)),
    Preset("reset", "Reset the connection", (Step("reset"),)),
    Preset(
        "rate-limit", "429, Retry-After 60",
        (Step(status=429, headers=(*_TEXT, ("Retry-After", "60")), body="Too Many Requests\n"),),
    ),
    Preset("redirect", "Redirect", (Step(status=302, headers=(("Location", "/elsewhere"),)),)),
    Preset("unauthorized", "401", (Step(status=401, headers=_TEXT, body="Unauthorized\n"),)),
    Preset("unavailable", "503", (Step(status=503, headers=_TEXT, body="Service Unavailable\n"),)),
    Preset("half", "Half a response", (Step("half", headers=_TEXT, body="This answer is cut off in the middle.\n"),)),
)  # fmt: skip
_API: Final = (
    Preset("api-401", "API: 401", (Step(status=401, headers=_JSON, body='{"message":"Unauthorized"}'),)),
    Preset("api-404", "API: 404", (Step(status=404, headers=_JSON, body='{"message":"Not found"}'),)),
    Preset("api-500", "API: 500", (Step(status=500, headers=_JSON, body='{"Message":"An error has occurred."}'),)),
    Preset("api-slow", "API: slow (10 s)", (Step("normal", delay_ms=10_000),)),
    Preset("api-html", "API: HTML with status 200", (Step(status=200, headers=_HTML, body=_PAGE),)),
)
PRESETS: Final[Mapping[str, Preset]] = MappingProxyType({preset.key: preset for preset in _ALL})
"""By key, in menu order."""
API_FAULTS: Final[Mapping[str, Preset]] = MappingProxyType({preset.key: preset for preset in _API})
"""By key: presets for requests to the API simulator."""


def preset_of(steps: tuple[Step, ...], then: Ending) -> Preset | None:
    """The preset with these steps, or None."""
    return next((preset for preset in (*_ALL, *_API) if (preset.steps, preset.then) == (steps, then)), None)


def rule_from(preset: Preset, rule_id: str, match: Match) -> Rule:
    """Create an enabled rule from a preset."""
    return Rule(rule_id, preset.title, match=match, steps=preset.steps, then=preset.then)
