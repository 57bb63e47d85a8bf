"""Reply rules: what the listener answers instead of its usual 200, for trying out how a sender copes.

The rules stand in an order, and the first one that is on and fits a request answers it. How far a sequence has got is
counted per rule by each listener process, in memory. Counting starts over when the process starts, when the rule is
changed or switched (:func:`countable`), and when its number in ``Preferences.rule_rounds`` rises ("start over").

Where a webhook is to answer 401 to wrong credentials (``on_refusal``), refused and unverifiable requests get that
answer; only a rule that names their verdict stands before it.

Checks: :mod:`ongoing_desktop.domain.rule_checks`; presets: :mod:`ongoing_desktop.domain.rule_presets`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields, replace
from typing import Any, Final, Literal

StepKind = Literal["answer", "half", "silence", "close", "reset", "normal"]
STEP_KINDS: Final[tuple[StepKind, ...]] = ("answer", "half", "silence", "close", "reset", "normal")
"""``answer``: status, headers and body of the step; a redirect is one with ``Location``, a rate limit 429 with
``Retry-After``. ``half``: the same, but only half of the announced body is sent, then the connection closes.
``silence``: nothing is ever answered. ``close``: the connection is closed without an answer, ``reset``: with a RST.
``normal``: as if there were no rule."""
Ending = Literal["repeat", "normal"]
ENDINGS: Final[tuple[Ending, ...]] = ("repeat", "normal")
"""After the last step: it is repeated, or everything is as if there were no rule."""
RULE_VERDICTS: Final = ("open", "verified", "refused", "unverifiable", "unmatched")
"""What a rule can ask for; what is malformed is never answered by a rule."""
Headers = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Step:
    """What happens to one request."""

    kind: StepKind = "answer"
    status: int = 200
    """100 to 599, of ``answer`` and ``half``. One below 200 is sent as an interim answer that nothing follows."""
    headers: Headers = ()
    """In their order, of ``answer`` and ``half``; Content-Length, Date of framing and the like are not among them."""
    body: str = ""
    """Sent as UTF-8, exactly as it stands here."""
    delay_ms: int = 0
    """Waited after the request is kept and before anything is done, 0 to 600,000 ms."""
    delay_to_ms: int = 0
    """Above :attr:`delay_ms`: the delay is drawn between the two each time. 0: always :attr:`delay_ms`."""
    before_reading: bool = False
    """Of ``close`` and ``reset``: as soon as the header is there. The body is not read and not kept, and the rule fits by
    what the header alone tells."""
    extra: Mapping[str, Any] = field(default_factory=dict)
    """As :attr:`Rule.extra`."""


@dataclass(frozen=True, slots=True)
class Match:
    """Which requests; every part that is set must fit, an empty one fits all."""

    method: str = ""
    path: str = ""
    """As on the wire, without the query; one ``*`` at the end stands for whatever follows."""
    webhook: str = ""
    """Id; fits where the listener is sure that it is this webhook."""
    verdict: str = ""
    """One of :data:`RULE_VERDICTS`."""
    family: str = ""
    type: str = ""
    """Trigger key of the catalogue, as recognised from the payload or the webhook."""
    extra: Mapping[str, Any] = field(default_factory=dict)
    """As :attr:`Rule.extra`."""

    def fits(
        self, *, method: str, path: str, webhook: str | None, verdict: str, family: str | None, type_key: str | None
    ) -> bool:
        """Whether a request that is known like this is meant."""
        right_path = path.startswith(self.path[:-1]) if self.path.endswith("*") else self.path in ("", path)
        return (
            right_path
            and self.method in ("", method)
            and self.webhook in ("", webhook)
            and self.verdict in ("", verdict)
            and self.family in ("", family)
            and self.type in ("", type_key)
        )


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule. Its place in ``Settings.rules`` is its rank."""

    id: str
    name: str
    on: bool = True
    match: Match = Match()
    steps: tuple[Step, ...] = (Step(),)
    """The first for the first request, and so on; never empty."""
    then: Ending = "repeat"
    extra: Mapping[str, Any] = field(default_factory=dict)
    """Members of the config file that we do not know; kept."""

    def step(self, number: int) -> Step:
        """The step of the request with this number, counted from 0."""
        if number < len(self.steps):
            return self.steps[number]
        return self.steps[-1] if self.then == "repeat" else NORMAL

    @property
    def looks_early(self) -> bool:
        """Whether it may end a request before its body is read."""
        return self.on and any(step.before_reading for step in self.steps)


NORMAL: Final = Step("normal")


def countable(rule: Rule) -> Rule:
    """What of a rule, when it changes, makes its sequence start over: everything but its name."""
    steps = tuple(replace(step, extra={}) for step in rule.steps)
    return replace(rule, name="", extra={}, match=replace(rule.match, extra={}), steps=steps)


def moved(rules: tuple[Rule, ...], rule_id: str, place: int) -> tuple[Rule, ...]:
    """The rules with one at another place, counted from 0; unchanged when it is not there."""
    found = next((rule for rule in rules if rule.id == rule_id), None)
    if found is None:
        return rules
    others = [rule for rule in rules if rule.id != rule_id]
    others.insert(max(0, place), found)
    return tuple(others)


def rules_of(data: Iterable[Mapping[str, Any]]) -> tuple[Rule, ...]:
    """Rules from the plain values that JSON makes of them, by field names. Raises KeyError, TypeError or ValueError."""
    return tuple(_rule(item) for item in data)


def _rule(data: Mapping[str, Any]) -> Rule:
    values = _known(Rule, data)
    values["match"] = Match(**_known(Match, data.get("match", {})))
    values["steps"] = tuple(_step(item) for item in data["steps"]) or (Step(),)
    return Rule(**values)


def _step(data: Mapping[str, Any]) -> Step:
    values = _known(Step, data)
    values["headers"] = tuple((str(name), str(value)) for name, value in data.get("headers", ()))
    return Step(**values)


def _known(kind: type, data: Mapping[str, Any]) -> dict[str, Any]:
    names = {item.name for item in fields(kind)}
    return {name: value for name, value in data.items() if name in names}
