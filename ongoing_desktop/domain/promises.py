"""What the documentation guarantees about values: formats of members, and conditions on the payload of a trigger.

Both are data of the catalogue (``format`` and ``least`` of a field, ``means`` of a trigger). Undocumented but likely
guarantees are marked there as inferred and never make a payload wrong.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from typing import Any, Final

from ongoing_desktop.domain.catalogue import PayloadField, Trigger
from ongoing_desktop.domain.lazy_dataclasses import EMPTY_MAPPING, dataclass
from ongoing_desktop.domain.payload import comparable_time, member

PLACEHOLDER: Final = "string"
"""The documented examples have this in place of every text."""
_DECIMALS: Final = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{7}Z?")
_COUNTRY: Final = re.compile(r"[A-Za-z]{2}")
_MIME: Final = re.compile(r"[\w!#$&^.+-]+/[\w!#$&^.+-]+(?:\s*;.*)?", re.ASCII)
_LINK: Final = re.compile(r"https?://[^\s/]+\S*", re.IGNORECASE)
_BRACES: Final = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True, slots=True)
class Broken:
    """A guarantee that a value violates. ``code`` names its sentence."""

    code: str
    inferred: bool
    params: Mapping[str, object] = EMPTY_MAPPING
    path: str = ""


def is_time(value: object) -> bool:
    """Whether a text is a valid time in the documented or captured format."""
    plain = comparable_time(value)
    if plain is None:
        return False
    try:
        datetime.fromisoformat(plain[:26])
    except ValueError:
        return False
    return True


def _time(value: str) -> str:
    if not is_time(value):
        return "check-time"
    return "" if _DECIMALS.fullmatch(value) else "check-time-decimals"


FORMATS: Final[Mapping[str, Callable[[str], str]]] = {
    "time": _time,
    "country": lambda value: "" if _COUNTRY.fullmatch(value) else "check-country",
    "mime": lambda value: "" if _MIME.fullmatch(value) else "check-mime",
    "link": lambda value: "" if _LINK.fullmatch(value) else "check-link",
}
"""Checks by the catalogue's ``format``. They return the code of the problem with a text, empty for none."""


def broken_by_value(item: PayloadField, value: object, payload: Mapping[str, Any]) -> Broken | None:
    """The guarantee in a field's description that a value of the right type violates."""
    if item.least is not None and isinstance(value, int | float) and value < item.least:
        return Broken("check-least", item.inferred_promise, {"value": value, "least": item.least})
    if not isinstance(value, str) or value in ("", PLACEHOLDER):
        return None
    judged = FORMATS.get(item.format)
    if judged is not None and (code := judged(value)):
        return Broken(code, item.inferred_promise or code == "check-time-decimals")
    wanted = filled_hint(item.value_hint, payload) if item.value_hint else ""
    if wanted and not value.endswith(wanted):
        return Broken("check-path", inferred=True, params={"wanted": wanted})
    return None


def broken_by_trigger(trigger: Trigger, payload: Mapping[str, Any]) -> Iterator[Broken]:
    """What this trigger promises about the payload and is not true there. Absent members break nothing."""
    # In the documented examples every number is 0 and every flag false, whichever trigger fired.
    is_example = payload.get("system") == PLACEHOLDER
    for rule in trigger.means:
        value = member(payload, rule.path)
        params = {"title": trigger.title, "value": value}
        inferred = rule.inferred or is_example
        if rule.least is not None:
            if isinstance(value, int | float) and not isinstance(value, bool) and value < rule.least:
                yield Broken("check-means-least", inferred, {**params, "least": rule.least}, rule.path)
        elif rule.differs_from:
            if value is not None and value == member(payload, rule.differs_from):
                yield Broken("check-means-same", inferred, {**params, "other": rule.differs_from}, rule.path)
        elif rule.one_of:
            there = [name for name in rule.one_of if member(payload, f"{rule.path}.{name}") is not None]
            if isinstance(value, Mapping) and len(there) != 1:
                names = {"count": len(there), "names": ", ".join(rule.one_of)}
                yield Broken("check-means-one-of", inferred, {**params, **names}, rule.path)
        elif isinstance(value, bool) and value is not rule.equals:
            yield Broken(
                "check-means-flag", inferred, {**params, "wanted": "true" if rule.equals else "false"}, rule.path
            )


def filled_hint(hint: str, payload: Mapping[str, Any]) -> str:
    """The hint with the payload's own members filled in; empty if one is missing."""
    done = _BRACES.sub(lambda found: str(payload.get(found.group(1), found.group())), hint)
    return "" if "{" in done else done
