"""The timeline of one subject, such as an order: what happened, and what did not come yet.

What was to come is taken from the scenario that the events resemble most, so it is a guess.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import UTC
from typing import Final, Literal

from ongoing_desktop.domain.catalogue import Catalogue
from ongoing_desktop.domain.dispatch import fan_out
from ongoing_desktop.domain.exchange import ExchangeRow
from ongoing_desktop.domain.lazy_dataclasses import dataclass
from ongoing_desktop.domain.members import NUMBERS
from ongoing_desktop.domain.scenario import Scenario, ScenarioStep
from ongoing_desktop.domain.settings import Webhook

Mark = Literal["repeat", "attempt", "older", "back"]
NO_WEBHOOK: Final = "timeline-no-webhook"
STATUS_MEMBERS: Final = (
    "orderStatus.number", "purchaseOrderStatus.number", "purchaseOrderInfo.purchaseOrderStatus.number",
    "productionOrderStatus.number",
)  # fmt: skip
"""Members of payloads with the status of their subject, for what this app sent, whose status is not stored."""


@dataclass(frozen=True, slots=True)
class Told:
    """An exchange about the subject, or a downtime of the listener, with what its payload says."""

    row: ExchangeRow
    event_at: str | None = None
    """As in :class:`ongoing_desktop.domain.payload.PayloadFacts`, like :attr:`state`."""
    state: int | None = None


def state_of(row: ExchangeRow) -> int | None:
    """The status in the members of a row's body."""
    texts = (row.members.get(path, "") for path in STATUS_MEMBERS)
    return next((int(text) for text in texts if text.isdecimal() and len(text) < 10), None)


@dataclass(frozen=True, slots=True)
class Happened:
    """An entry of a timeline: an exchange or a downtime."""

    told: Told
    after_s: float | None
    """Seconds since the entry before; None for the first."""
    marks: tuple[Mark, ...] = ()
    """``repeat`` of an event, another ``attempt`` of a delivery, and as in :attr:`ExchangeRow.sequence`."""


@dataclass(frozen=True, slots=True)
class Expected:
    """An entry of a timeline: a step of the scenario that did not come."""

    step: ScenarioStep
    missing: bool
    """Whether a later step came."""
    code: str = ""
    """Why no webhook sends it, as the code of a sentence; empty if one does."""


Entry = Happened | Expected


@dataclass(frozen=True, slots=True)
class Timeline:
    """One subject's entries in order of time, with the expected ones at their place."""

    subject: str
    """As in :attr:`ExchangeRow.subject`; empty for an exchange that is about nothing known."""
    system: str | None
    entries: tuple[Entry, ...]
    number: str = ""
    """The subject's number for people, such as the order number; empty if no payload has it."""
    scenario: str = ""
    """Name of the scenario that the events resemble; empty for none."""

    @property
    def happened(self) -> tuple[Happened, ...]:
        """The exchanges, without downtimes."""
        return tuple(
            entry for entry in self.entries if isinstance(entry, Happened) and entry.told.row.direction != "gap"
        )

    @property
    def expected(self) -> tuple[Expected, ...]:
        """What did not come although a webhook sends it."""
        return tuple(entry for entry in self.entries if isinstance(entry, Expected) and not entry.code)


def timeline(
    told: Iterable[Told], scenarios: Iterable[Scenario], hooks: Sequence[Webhook], catalogue: Catalogue
) -> Timeline:
    """Build a timeline. ``hooks``: the webhooks of the subject's system."""
    known = sorted(told, key=lambda item: (item.row.at, item.row.id))
    exchanges = [item for item in known if item.row.direction != "gap"]
    if not exchanges:
        return Timeline("", None, ())
    first = exchanges[0].row
    happened: list[Happened] = []
    before = None
    for item in known:
        after = (item.row.at - before).total_seconds() if before is not None else None
        happened.append(Happened(item, after, _marks(item.row)))
        before = item.row.at
    known_scenarios = scenarios if first.subject else ()
    scenario, came = _resembling([item for item in exchanges if _counts(item.row)], known_scenarios)
    entries: list[Entry] = list(happened)
    if scenario is not None:
        owner = next((item.row.goods_owner_id for item in exchanges if item.row.goods_owner_id is not None), 0)
        entries = _with_expected(happened, scenario, came, lambda step: _unheard(step, owner, hooks, catalogue))
    members = [item.row.members for item in exchanges]
    number = next((found[path] for path in NUMBERS for found in members if found.get(path)), "")
    name = scenario.name if scenario else ""
    return Timeline(first.subject or "", first.system, tuple(entries), number, name)


def _marks(row: ExchangeRow) -> tuple[Mark, ...]:
    again: tuple[Mark, ...] = ()
    if row.attempt > 1:
        again = ("repeat",) if row.direction == "in" else ("attempt",)
    return (*again, row.sequence) if row.sequence else again


def _counts(row: ExchangeRow) -> bool:
    """Whether an exchange is an event of its own: neither a repeat, nor a look-up, nor what this app sent itself."""
    return row.type is not None and row.direction in ("in", "out") and row.attempt == 1


def _resembling(events: Sequence[Told], scenarios: Iterable[Scenario]) -> tuple[Scenario | None, dict[int, int]]:
    """The scenario with the most steps that came in its order, the shorter one of two; and by step the exchange's id."""
    in_order = sorted(events, key=lambda item: (_event_time(item), item.row.at, item.row.id))
    best: tuple[Scenario | None, dict[int, int]] = (None, {})
    for scenario in scenarios:
        came = _common(scenario.steps, in_order)
        if len(came) > len(best[1]) or (
            best[0] is not None and len(came) == len(best[1]) and len(scenario.steps) < len(best[0].steps)
        ):
            best = scenario, came
    return best


def _event_time(told: Told) -> str:
    """The payload's time, or that of the exchange where it is unknown."""
    return told.event_at or f"{told.row.at.astimezone(UTC):%Y-%m-%dT%H:%M:%S.%f}0"


def _common(steps: Sequence[ScenarioStep], events: Sequence[Told]) -> dict[int, int]:
    """The longest common sequence of steps and events: the place of each step, and its exchange's id."""
    lengths = [[0] * (len(events) + 1) for _ in range(len(steps) + 1)]
    for one in range(len(steps) - 1, -1, -1):
        for other in range(len(events) - 1, -1, -1):
            longer = max(lengths[one + 1][other], lengths[one][other + 1])
            if _is(steps[one], events[other]):
                longer = max(longer, lengths[one + 1][other + 1] + 1)
            lengths[one][other] = longer
    found: dict[int, int] = {}
    one = other = 0
    while one < len(steps) and other < len(events):
        if _is(steps[one], events[other]) and lengths[one][other] == lengths[one + 1][other + 1] + 1:
            found[one] = events[other].row.id
            one, other = one + 1, other + 1
        elif lengths[one + 1][other] >= lengths[one][other + 1]:
            one += 1
        else:
            other += 1
    return found


def _is(step: ScenarioStep, event: Told) -> bool:
    return step.trigger == event.row.type and (step.status is None or event.state is None or step.status == event.state)


def _with_expected(
    happened: Sequence[Happened], scenario: Scenario, came: dict[int, int], unheard: Callable[[ScenarioStep], str]
) -> list[Entry]:
    """The entries, with each step that did not come before the one that came after it, or at the end."""
    last = max(came)
    missing: dict[int, list[Entry]] = {}
    for place, step in enumerate(scenario.steps[:last]):
        if place not in came:
            after = next(number for number in range(place, last + 1) if number in came)
            missing.setdefault(came[after], []).append(Expected(step, missing=True, code=unheard(step)))
    entries: list[Entry] = []
    for entry in happened:
        entries += missing.get(entry.told.row.id, [])
        entries.append(entry)
    return [*entries, *(Expected(step, missing=False, code=unheard(step)) for step in scenario.steps[last + 1 :])]


def _unheard(step: ScenarioStep, owner: int, hooks: Sequence[Webhook], catalogue: Catalogue) -> str:
    """Why no webhook sends a step, empty if one does."""
    decisions = fan_out(hooks, step.event(owner), catalogue)
    if any(decision.fires for decision in decisions):
        return ""
    return decisions[0].code if decisions else NO_WEBHOOK
