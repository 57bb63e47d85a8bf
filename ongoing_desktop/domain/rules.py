"""Reply rules: what the listener answers instead of its usual 200, to test how a sender copes.

The rules are ordered, and the first enabled rule that matches a request answers it. Each listener process counts the
position in a rule's sequence in memory. The sequence restarts when the process starts, when the rule is changed or
switched (:func:`countable`), and when its number in ``Preferences.rule_rounds`` rises ("start over").

If a webhook answers 401 to wrong credentials (``on_refusal``), refused and unverifiable requests get that answer; only
a rule for their verdict takes precedence.

Checks: :mod:`ongoing_desktop.domain.rule_checks`; presets: :mod:`ongoing_desktop.domain.rule_presets`.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final, Literal, get_args

from ongoing_desktop.domain.lazy_dataclasses import dataclass, field, replace

StepKind = Literal["answer", "half", "hold", "silence", "close", "reset", "normal"]
STEP_KINDS: Final[tuple[StepKind, ...]] = get_args(StepKind)
"""``answer``: the step's status, headers and body; a redirect has a ``Location``, a rate limit is 429 with
``Retry-After``. ``half``: the same, but the connection closes after half of the announced body. ``silence``: no answer.
``hold``: the user answers by hand, or else it is answered as without a rule after the step's delay. ``close``: the
connection is closed without an answer. ``reset``: the same with a RST. ``normal``: as without a rule.
"""
Ending = Literal["repeat", "normal"]
ENDINGS: Final[tuple[Ending, ...]] = get_args(Ending)
"""After the last step: repeat it, or answer as without a rule."""
RULE_VERDICTS: Final = ("open", "verified", "refused", "unverifiable", "unmatched")
"""Verdicts that a rule can match. Malformed requests are never answered by a rule."""
HOLD_MS: Final = 120_000
"""How long a request is held if the step has no delay, in ms."""
Headers = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Step:
    """The treatment of one request."""

    kind: StepKind = "answer"
    status: int = 200
    """100 to 599, for ``answer`` and ``half``. Below 200 it is sent as an interim response that nothing follows."""
    headers: Headers = ()
    """For ``answer`` and ``half``, in order; without Content-Length, Date and other framing headers."""
    body: str = ""
    """Sent as UTF-8. Placeholders of :mod:`ongoing_desktop.domain.rule_facts` are filled in here and in headers."""
    delay_ms: int = 0
    """Wait in ms, 0 to 600,000, after the request is stored and before the step."""
    delay_to_ms: int = 0
    """If above :attr:`delay_ms`, each delay is random between the two. 0: always :attr:`delay_ms`."""
    before_reading: bool = False
    """For ``close`` and ``reset``: act when the header is complete. The body is neither read nor stored, and only the
    header is used for matching.
    """
    extra: Mapping[str, Any] = field(default_factory=dict)
    """Like :attr:`Rule.extra`."""


@dataclass(frozen=True, slots=True)
class Match:
    """Conditions on a request. All that are set must match."""

    method: str = ""
    path: str = ""
    """The path as sent, without the query. A ``*`` at the end matches any continuation."""
    webhook: str = ""
    """Webhook id; matches only if the webhook is certain."""
    verdict: str = ""
    """One of :data:`RULE_VERDICTS`."""
    family: str = ""
    type: str = ""
    """Trigger key of the catalogue, recognised from the payload or the webhook."""
    header: str = ""
    """A condition on a header field, as in :mod:`ongoing_desktop.domain.rule_facts`."""
    body: str = ""
    """A condition on a member of the body."""
    every: int = 0
    """Above 1: only every n-th of the requests that match otherwise, counted by each listener."""
    extra: Mapping[str, Any] = field(default_factory=dict)
    """Like :attr:`Rule.extra`."""


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule. Its index in ``Settings.rules`` is its rank."""

    id: str
    name: str
    on: bool = True
    match: Match = Match()
    steps: tuple[Step, ...] = (Step(),)
    """The first for the first request, and so on; never empty."""
    then: Ending = "repeat"
    extra: Mapping[str, Any] = field(default_factory=dict)
    """Unknown members of the config file, which are kept."""

    def step(self, number: int) -> Step:
        """The step for the request with this number, counted from 0."""
        if number < len(self.steps):
            return self.steps[number]
        return self.steps[-1] if self.then == "repeat" else NORMAL

    @property
    def looks_early(self) -> bool:
        """Whether it may end a request before its body is read."""
        return self.on and any(step.before_reading for step in self.steps)


NORMAL: Final = Step("normal")


def countable(rule: Rule) -> Rule:
    """The parts of a rule that restart its sequence when changed: everything except its name."""
    steps = tuple(replace(step, extra={}) for step in rule.steps)
    return replace(rule, name="", extra={}, match=replace(rule.match, extra={}), steps=steps)


def moved(rules: tuple[Rule, ...], rule_id: str, place: int) -> tuple[Rule, ...]:
    """The rules with one moved to another index; unchanged if it does not exist."""
    found = next((rule for rule in rules if rule.id == rule_id), None)
    if found is None:
        return rules
    others = [rule for rule in rules if rule.id != rule_id]
    others.insert(max(0, place), found)
    return tuple(others)
