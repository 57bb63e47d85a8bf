"""Chooses the answer to a judged request.

In this order:

1. a rule for this particular verdict;
2. 401 or 503 if the webhook refuses (``on_refusal``) and the verdict is refused or unverifiable;
3. the first other rule that matches;
4. forwarding, if enabled for this request;
5. 200.
"""

from __future__ import annotations

import random
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Final, Literal

from ongoing_desktop.domain.exchange import Judgement
from ongoing_desktop.domain.forwarding import ForwardRequest, Route
from ongoing_desktop.domain.lazy_dataclasses import dataclass, replace
from ongoing_desktop.domain.rule_facts import RequestFacts, matches
from ongoing_desktop.domain.rules import HOLD_MS, Rule, Step, countable
from ongoing_desktop.domain.simulator import API_ROOT
from ongoing_desktop.listener.http_answers import Reply, step_reply
from ongoing_desktop.listener.matcher import Judged, RequestMatcher, reply_for

UNANSWERED: Final = ("silence", "hold", "close", "reset", "forward")


@dataclass(frozen=True, slots=True)
class Plan:
    """What to do once the request is committed."""

    kind: Literal["answer", "half", "hold", "silence", "close", "reset", "forward"]
    reply: Reply
    """For ``answer`` and ``half``. Otherwise the answer that would be sent without the rule: after ``hold`` if the user
    gives none in time.
    """
    delay_s: float = 0.0
    rule: Rule | None = None
    early: bool = False
    """Whether it was decided by the header alone, without reading the body."""
    routes: tuple[Route, ...] = ()
    """For ``forward``: the targets, first the one whose answer the sender gets."""
    waiting: tuple[str, ...] = ()
    """Ids of those for which the request is kept until they answer."""

    @property
    def status(self) -> int | None:
        """The status to answer; None if there is no answer or the forwarding target decides."""
        return None if self.kind in UNANSWERED else self.reply.status

    def noted(self, judgement: Judgement) -> Judgement:
        """The judgement with the rule that answered and its current name."""
        if self.rule is None:
            return judgement
        params: dict[str, object] = {**judgement.params, "rule": self.rule.id, "rule_name": self.rule.name}
        if self.early:
            params["unread"] = True
        if self.kind == "hold":
            params["held_s"] = self.delay_s
        return replace(judgement, params=params)


class Replies:
    """Counts the position in each rule's sequence. Safe on any thread; lives as long as the listener."""

    def __init__(self, draw: random.Random | None = None, keeps: Callable[[str], bool] = lambda _: False) -> None:
        """``keeps``: whether a request can be kept for the forwarding target with this id."""
        self._keeps = keeps
        self._draw = draw or random.Random()  # noqa: S311 - a delay is no secret
        self._answered = _Counts()
        self._matched = _Counts()
        """For rules that answer every n-th request."""

    def plan(self, inbox: RequestMatcher, judged: Judged, facts: RequestFacts) -> Plan:
        """The answer to this request, which counts for the rule that gives it."""
        usual = reply_for(judged)
        snapshot = inbox.snapshot
        if snapshot.rules and (rule := self._first(inbox, judged, facts, refuses=usual.status != 200)):
            step = rule.step(self._answered.take(rule, snapshot.rule_rounds))
            if step.kind != "normal":
                return self._of(step, rule, usual, facts)
            return replace(self._without(inbox, judged, usual, facts), rule=rule)
        return self._without(inbox, judged, usual, facts)

    def api_plan(
        self, inbox: RequestMatcher, judged: Judged, facts: RequestFacts, paths: Sequence[str], usual: Reply
    ) -> Plan:
        """The answer to a request to the API simulator: only rules with a path of the API apply.

        ``paths``: with and without the system's code.
        """
        rounds = inbox.snapshot.rule_rounds
        for rule in _matching(inbox, judged, facts, refuses=usual.status == 401, paths=paths):
            if API_ROOT in rule.match.path and self._turn(rule, rounds):
                return self._of(rule.step(self._answered.take(rule, rounds)), rule, usual, facts)
        return Plan("answer", usual)

    def early(self, inbox: RequestMatcher, judged: Judged, facts: RequestFacts) -> Plan | None:
        """A close or reset before the body is read, if the matching rule is about to do that."""
        usual = reply_for(judged)
        rule = next(_matching(inbox, judged, facts, refuses=usual.status != 200), None)
        # One that is used for every n-th request is counted when the whole request is known.
        if rule is None or not rule.looks_early or rule.match.every > 1:
            return None
        rounds = inbox.snapshot.rule_rounds
        with self._answered.lock:
            step = rule.step(self._answered.count(rule, rounds))
            if not step.before_reading:
                return None
            self._answered.take(rule, rounds)
        return replace(self._of(step, rule, usual, facts), early=True)

    def _without(self, inbox: RequestMatcher, judged: Judged, usual: Reply, facts: RequestFacts) -> Plan:
        """The plan without a rule."""
        forward = inbox.snapshot.forward
        if forward.on and usual.status == 200:
            judgement = judged.judgement
            asked = ForwardRequest(
                judgement.verdict or "",
                judgement.webhook,
                judgement.type,
                judgement.goods_owner_id,
                facts.path,
                bool(judgement.params.get("from_web_page")),
            )
            if routes := forward.chosen(asked):
                kept = [route.id for route in routes if self._keeps(route.id)] if forward.keep else ()
                return Plan("forward", usual, routes=routes, waiting=tuple(kept))
        return Plan("answer", usual)

    def _of(self, step: Step, rule: Rule, usual: Reply, facts: RequestFacts) -> Plan:
        delay_ms = step.delay_ms
        if step.delay_to_ms > step.delay_ms:
            delay_ms = self._draw.randint(step.delay_ms, step.delay_to_ms)
        match step.kind:
            case "answer" | "half":
                return Plan(step.kind, reply_of(step, facts), delay_ms / 1000, rule)
            case "hold":
                return Plan("hold", usual, (delay_ms or HOLD_MS) / 1000, rule)
            case "silence" | "close" | "reset":
                return Plan(step.kind, usual, delay_ms / 1000, rule)
            case _:
                return Plan("answer", usual, delay_ms / 1000, rule)

    def _first(self, inbox: RequestMatcher, judged: Judged, facts: RequestFacts, *, refuses: bool) -> Rule | None:
        """The rule that answers: the first that matches and whose turn it is."""
        rounds = inbox.snapshot.rule_rounds
        return next(
            (rule for rule in _matching(inbox, judged, facts, refuses=refuses) if self._turn(rule, rounds)), None
        )

    def _turn(self, rule: Rule, rounds: Mapping[str, object]) -> bool:
        """Count a matching request; whether it is one that the rule answers."""
        return rule.match.every < 2 or (self._matched.take(rule, rounds) + 1) % rule.match.every == 0


class _Counts:
    """Counts requests for each rule, from 0 again when its condition or answers change or the user restarts it."""

    def __init__(self) -> None:
        self.lock = threading.RLock()
        self._counts: dict[str, tuple[tuple[Rule, object], int]] = {}

    def count(self, rule: Rule, rounds: Mapping[str, object]) -> int:
        """How many were counted."""
        key, number = self._counts.get(rule.id, (None, 0))
        return number if key == (countable(rule), rounds.get(rule.id, 0)) else 0

    def take(self, rule: Rule, rounds: Mapping[str, object]) -> int:
        """Count one more; returns how many were counted before."""
        with self.lock:
            number = self.count(rule, rounds)
            self._counts[rule.id] = ((countable(rule), rounds.get(rule.id, 0)), number + 1)
            return number


def names_refusals(inbox: RequestMatcher) -> bool:
    """Whether some rule matches refused or unverifiable requests, so that their bodies are needed."""
    return any(rule.on and rule.match.verdict in ("refused", "unverifiable") for rule in inbox.snapshot.rules)


def looks_early(inbox: RequestMatcher) -> bool:
    """Whether some rule may end a request before its body is read."""
    return any(rule.looks_early for rule in inbox.snapshot.rules)


def reply_of(step: Step, facts: RequestFacts) -> Reply:
    """The answer of a step to a request, with its placeholders filled in and its framing."""
    headers = tuple((name, facts.filled_header(value)) for name, value in step.headers)
    return step_reply(replace(step, body=facts.filled(step.body), headers=headers))


def _matching(
    inbox: RequestMatcher, judged: Judged, facts: RequestFacts, *, refuses: bool, paths: Sequence[str] = ("",)
) -> Iterator[Rule]:
    """The enabled rules that match a request, in order. ``paths``: other forms of its path."""
    judgement = judged.judgement
    for rule in inbox.snapshot.rules:
        if not rule.on or (refuses and not rule.match.verdict):
            continue
        if any(
            matches(
                rule.match,
                facts,
                path=path,
                webhook=judgement.webhook,
                verdict=judgement.verdict or "",
                family=judgement.family,
                type_key=judgement.type,
            )
            for path in paths
        ):
            yield rule
