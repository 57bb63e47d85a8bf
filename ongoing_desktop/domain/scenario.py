"""Scenarios: the life of an order or purchase order, step by step, in Ongoing's time.

A step is one event of the warehouse. As in Ongoing, the system's webhooks decide which of them fire for it
(:mod:`ongoing_desktop.domain.dispatch`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from ongoing_desktop.domain.catalogue import Catalogue
from ongoing_desktop.domain.dispatch import OrderEvent
from ongoing_desktop.domain.lazy_dataclasses import EMPTY_MAPPING, dataclass
from ongoing_desktop.domain.members import put
from ongoing_desktop.domain.problems import Problem
from ongoing_desktop.domain.promises import broken_by_trigger

MOST_STEPS: Final = 200
MOST_COPIES: Final = 20
LONGEST_GAP_S: Final = 7 * 86400
NEW: Final = "{new}"
"""Placeholder for a number that no earlier run has used."""
_NUMBER: Final = re.compile(r"\d{0,6}\{new\}\d{0,6}")
FIRST_NEW: Final = 100_000


@dataclass(frozen=True, slots=True, kw_only=True)
class ScenarioStep:
    """One event and how it is sent."""

    trigger: str
    after_s: float = 0.0
    """Seconds of Ongoing's time after the previous step."""
    from_status: int | None = None
    status: int | None = None
    """The status that is reached. Statuses belong to the system."""
    transporter: str = ""
    with_order: bool = False
    """Whether a purchase order line was created with its purchase order."""
    copies: int = 1
    """How often the same event is sent. The second time is a repeat."""
    late: int = 0
    """After how many later steps it is sent: 1 swaps it with the next step."""
    values: Mapping[str, Any] = EMPTY_MAPPING
    """Members of this payload by path."""
    extra: Mapping[str, Any] = EMPTY_MAPPING
    """Unknown members of the step in the file, which are kept."""

    def event(self, goods_owner: int) -> OrderEvent:
        """What decides which webhooks fire for it."""
        return OrderEvent(
            trigger=self.trigger,
            goods_owner=goods_owner,
            from_status=self.from_status,
            status=self.status,
            transporter=self.transporter,
            with_order=self.with_order,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Scenario:
    """A scenario. ``values`` apply to members by name in every payload, so that ids are consistent."""

    name: str
    description: str = ""
    system: str = ""
    """Name or code of the system, or empty for the one chosen for the run."""
    goods_owner: int | None = None
    values: Mapping[str, Any] = EMPTY_MAPPING
    stop_on_failure: bool = False
    steps: tuple[ScenarioStep, ...] = ()
    extra: Mapping[str, Any] = EMPTY_MAPPING
    """Unknown members of the file, which are kept."""

    @property
    def length_s(self) -> float:
        """Seconds from the first event to the last, in Ongoing's time."""
        return sum(step.after_s for step in self.steps)


@dataclass(frozen=True, slots=True)
class Due:
    """A step with its time. ``number`` counts from 1 in the order of events."""

    number: int
    step: ScenarioStep
    at_s: float
    """Seconds after the start, in Ongoing's time."""


def timetable(scenario: Scenario) -> tuple[Due, ...]:
    """The steps in the order of events."""
    at, found = 0.0, []
    for place, step in enumerate(scenario.steps):
        at += step.after_s
        found.append(Due(place + 1, step, at))
    return tuple(found)


def leaving(table: Sequence[Due]) -> Iterator[Due]:
    """The steps in the order in which they are sent."""
    order = sorted(table, key=lambda due: (due.number + due.step.late + (0.5 if due.step.late else 0), due.number))
    at = 0.0
    for due in order:
        at = max(at, due.at_s)
        yield Due(due.number, due.step, at)


def filled(values: Mapping[str, Any], new: int) -> dict[str, Any]:
    """The values with ``{new}`` replaced. Alone or among digits it gives a number, otherwise a text."""
    return {name: _filled(value, new) for name, value in values.items()}


def _filled(value: Any, new: int) -> Any:
    if isinstance(value, str) and NEW in value:
        text = value.replace(NEW, str(new))
        return int(text) if _NUMBER.fullmatch(value) else text
    if isinstance(value, Mapping):
        return filled(value, new)
    return [_filled(item, new) for item in value] if isinstance(value, list) else value


def scenario_problems(scenario: Scenario, catalogue: Catalogue) -> tuple[Problem, ...]:
    """Problems that prevent running a scenario. ``field`` is the member's path."""
    found: list[Problem] = []
    if not scenario.name.strip():
        found.append(Problem("name", "scenario-name"))
    if not scenario.steps:
        found.append(Problem("steps", "scenario-no-steps"))
    if len(scenario.steps) > MOST_STEPS:
        found.append(Problem("steps", "scenario-many-steps", {"most": MOST_STEPS}))
    for place, step in enumerate(scenario.steps):
        found += scenario_step_problems(step, catalogue, f"steps[{place}]", left=len(scenario.steps) - place - 1)
    return tuple(found)


def step_remarks(step: ScenarioStep, catalogue: Catalogue) -> tuple[Problem, ...]:
    """Parts of a step for which its trigger does not fire, by the catalogue. They do not prevent running it."""
    trigger, family = catalogue.trigger(step.trigger), catalogue.family_of(step.trigger)
    if trigger is None or family is None:
        return ()
    payload: dict[str, Any] = {}
    stated = {family.state: step.status} if family.state and step.status is not None else {}
    for path, value in {**stated, **step.values}.items():
        put(payload, path, value)
    return tuple(Problem(broken.path, broken.code, broken.params) for broken in broken_by_trigger(trigger, payload))


def scenario_step_problems(
    step: ScenarioStep, catalogue: Catalogue, path: str = "step", *, left: int = MOST_STEPS
) -> list[Problem]:
    """Problems with one step. ``left``: the number of steps after it."""
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
