"""Scenarios: what happens to an order or a purchase order, step by step, in Ongoing's time.

A step is one event of the warehouse. Who hears of it is not written in the scenario: as in Ongoing, that is decided by the
webhooks of the system (:mod:`ongoing_desktop.domain.dispatch`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from ongoing_desktop.domain.catalogue import Catalogue
from ongoing_desktop.domain.problems import Problem
from ongoing_desktop.domain.promises import broken_by_trigger
from ongoing_desktop.domain.settings import EMPTY_MAPPING

MOST_STEPS: Final = 200
MOST_COPIES: Final = 20
LONGEST_GAP_S: Final = 7 * 86400
NEW: Final = "{new}"
"""Stands in values for a number that no run before has used."""
_NUMBER: Final = re.compile(r"\d{0,6}\{new\}\d{0,6}")
FIRST_NEW: Final = 100_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One event, and how it leaves."""

    trigger: str
    after_s: float = 0.0
    """Seconds of Ongoing's time after the step before."""
    from_status: int | None = None
    status: int | None = None
    """The status that is reached; statuses belong to the system."""
    transporter: str = ""
    with_order: bool = False
    """A purchase order line that came together with its purchase order."""
    copies: int = 1
    """How often the same event is sent: a second time is a repeat."""
    late: int = 0
    """After how many later steps it leaves: 1 swaps it with the next one."""
    values: Mapping[str, Any] = EMPTY_MAPPING
    """Members of this payload, by path."""
    extra: Mapping[str, Any] = EMPTY_MAPPING
    """Members of the file's step that are not known here; kept."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Scenario:
    """A whole run. ``values`` hold by member's name in every payload, so that its ids hang together."""

    name: str
    description: str = ""
    system: str = ""
    """Name or code of the system; empty for the one that is chosen when it is run."""
    goods_owner: int | None = None
    values: Mapping[str, Any] = EMPTY_MAPPING
    stop_on_failure: bool = False
    steps: tuple[Step, ...] = ()
    extra: Mapping[str, Any] = EMPTY_MAPPING
    """Members of the file that are not known here; kept."""

    @property
    def length_s(self) -> float:
        """From the first event to the last, in Ongoing's time."""
        return sum(step.after_s for step in self.steps)


@dataclass(frozen=True, slots=True)
class Due:
    """A step with its place in time. ``number`` counts from 1 in the order in which things happen."""

    number: int
    step: Step
    at_s: float
    """When it happens, seconds after the beginning, in Ongoing's time."""


def timetable(scenario: Scenario) -> tuple[Due, ...]:
    """The steps as they happen."""
    at, found = 0.0, []
    for place, step in enumerate(scenario.steps):
        at += step.after_s
        found.append(Due(place + 1, step, at))
    return tuple(found)


def leaving(table: Sequence[Due]) -> Iterator[Due]:
    """The steps in the order in which they leave: a late one after so many later ones."""
    order = sorted(table, key=lambda due: (due.number + due.step.late + (0.5 if due.step.late else 0), due.number))
    at = 0.0
    for due in order:
        at = max(at, due.at_s)
        yield Due(due.number, due.step, at)


def filled(values: Mapping[str, Any], new: int) -> dict[str, Any]:
    """The values with ``{new}`` replaced: alone or among digits it makes a number, in a text it stands in the text."""
    return {name: _filled(value, new) for name, value in values.items()}


def _filled(value: Any, new: int) -> Any:
    if isinstance(value, str) and NEW in value:
        text = value.replace(NEW, str(new))
        return int(text) if _NUMBER.fullmatch(value) else text
    if isinstance(value, Mapping):
        return filled(value, new)
    return [_filled(item, new) for item in value] if isinstance(value, list) else value


def scenario_problems(scenario: Scenario, catalogue: Catalogue) -> tuple[Problem, ...]:
    """What keeps a scenario from being run; ``field`` is the member's path."""
    found: list[Problem] = []
    if not scenario.name.strip():
        found.append(Problem("name", "scenario-name"))
    if not scenario.steps:
        found.append(Problem("steps", "scenario-no-steps"))
    if len(scenario.steps) > MOST_STEPS:
        found.append(Problem("steps", "scenario-many-steps", {"most": MOST_STEPS}))
    for place, step in enumerate(scenario.steps):
        found += step_problems(step, catalogue, f"steps[{place}]", left=len(scenario.steps) - place - 1)
    return tuple(found)


def step_remarks(step: Step, catalogue: Catalogue) -> tuple[Problem, ...]:
    """What of a step its trigger does not fire for, by the catalogue; it can be run all the same."""
    trigger, family = catalogue.trigger(step.trigger), catalogue.family_of(step.trigger)
    if trigger is None or family is None:
        return ()
    payload: dict[str, Any] = {}
    stated = {family.state: step.status} if family.state and step.status is not None else {}
    for path, value in {**stated, **step.values}.items():
        *outer, name = path.split(".")
        inner = payload
        for part in outer:
            found = inner.setdefault(part, {})
            inner = found if isinstance(found, dict) else {}
        inner[name] = value
    return tuple(Problem(broken.path, broken.code, broken.params) for broken in broken_by_trigger(trigger, payload))


def step_problems(step: Step, catalogue: Catalogue, path: str = "step", *, left: int = MOST_STEPS) -> list[Problem]:
    """What is wrong with one step; ``left``: how many come after it."""
    found: list[Problem] = []
    if catalogue.trigger(step.trigger) is None:
        found.append(Problem(f"{path}.trigger", "scenario-trigger", {"value": step.trigger[:80]}))
    if not 0 <= step.after_s <= LONGEST_GAP_S:
        found.append(Problem(f"{path}.after", "scenario-gap", {"most": LONGEST_GAP_S}))
    if not 1 <= step.copies <= MOST_COPIES:
        found.append(Problem(f"{path}.copies", "scenario-copies", {"most": MOST_COPIES}))
    if not 0 <= step.late <= left:
        found.append(Problem(f"{path}.late", "scenario-late", {"most": left}))
    return found
