"""Changes reply rules, forwarding, and the listener's address, limits and certificate."""

from __future__ import annotations

import itertools
from collections.abc import Collection, Mapping
from typing import Final

from ongoing_desktop.bodies.coding import readable
from ongoing_desktop.domain.bind import bind_problems
from ongoing_desktop.domain.exchange import Exchange, ExchangeRow
from ongoing_desktop.domain.forward_checks import forward_problems
from ongoing_desktop.domain.forwarding import Forward, TargetState
from ongoing_desktop.domain.lazy_dataclasses import dataclass, replace
from ongoing_desktop.domain.limits import Limits, limit_problems
from ongoing_desktop.domain.new_id import new_id
from ongoing_desktop.domain.problems import Problem
from ongoing_desktop.domain.rule_checks import rule_problems
from ongoing_desktop.domain.rule_facts import RequestFacts, matches
from ongoing_desktop.domain.rule_presets import API_FAULTS, PRESETS, Preset, rule_from
from ongoing_desktop.domain.rules import Match, Rule, countable, moved
from ongoing_desktop.domain.settings import Settings
from ongoing_desktop.services import Services
from ongoing_desktop.services.ports import Stop
from ongoing_desktop.wording.language import translated

MOST_TRIED: Final = 200
"""Number of received requests with which a rule is tried."""


@dataclass(frozen=True, slots=True)
class Trial:
    """What a rule would have answered among received requests."""

    tried: int
    found: tuple[ExchangeRow, ...]
    """Those it would have answered, newest first."""
    before: int
    """Those that it matches, but an earlier rule would have answered."""


class Rules:
    """Async methods run on the engine's loop and raise StorageError. Each change of rules is an undo step."""

    def __init__(self, services: Services) -> None:
        self._settings = services.settings
        self._history = services.history
        self._engine = services.engine
        self._clock = services.clock
        self._check_files = services.ports.certificate_problems
        self._warn = services.ports.certificate_warnings

    def problems(self, rule: Rule) -> tuple[Problem, ...]:
        """Problems that prevent saving a rule; no I/O."""
        return rule_problems(rule, self._settings.current)

    async def would_answer(self, rule: Rule) -> Trial:
        """What a rule would have answered among the newest received requests, if it were enabled in its position.

        Sequences and ``every`` are not played.
        """
        rules = self._settings.current.rules
        before = tuple(itertools.takewhile(lambda item: item.id != rule.id, rules))
        earlier = tuple(item for item in before if item.on)
        return await self._engine.searching(lambda stop: self._tried(earlier, replace(rule, on=True), stop))

    def _tried(self, earlier: tuple[Rule, ...], rule: Rule, stop: Stop) -> Trial:
        rows = self._history.page(limit=MOST_TRIED, direction="in", stop=stop)
        found: list[ExchangeRow] = []
        before = 0
        for row in rows:
            exchange = self._history.get(row.id) if row.method and row.verdict != "malformed" else None
            if exchange is None or not _matches(rule, exchange):
                continue
            if any(_matches(item, exchange) for item in earlier):
                before += 1
            else:
                found.append(row)
        return Trial(len(rows), tuple(found), before)

    async def add_for(self, exchange_id: int) -> Rule | None:
        """Add a disabled rule that matches requests like a received one; None if that is gone."""
        found = await self._engine.blocking(self._history.get, exchange_id)
        if found is None:
            return None
        row = found.row
        path = row.target.partition("?")[0] if row.target.startswith("/") else ""
        match = Match(method=row.method, path=path, type=row.type or "")
        rule = replace(_named(PRESETS["always-500"], match), on=False)
        if self.problems(rule):
            rule = replace(rule, match=Match(type=row.type or ""))
        await self._settings.change("add-rule", lambda now: replace(now, rules=(rule, *now.rules)))
        return rule

    async def add(self, preset: str, match: Match | None = None) -> Rule | tuple[Problem, ...]:
        """Add a preset as a new rule before all others, because after a general rule it would never be used."""
        if (known := PRESETS.get(preset) or API_FAULTS.get(preset)) is None:
            return (Problem("preset", "rule-preset", {"value": preset[:40]}),)
        rule = _named(known, match or Match())
        if problems := self.problems(rule):
            return problems
        await self._settings.change("add-rule", lambda now: replace(now, rules=(rule, *now.rules)))
        return rule

    async def use_preset(self, preset: str) -> Rule | tuple[Problem, ...]:
        """Apply a preset to every request in one action. An existing one is enabled and moved to the front."""
        there = next((rule for rule in self._settings.current.rules if _is_preset(rule, preset)), None)
        if there is None:
            return await self.add(preset)
        used = replace(there, on=True)

        def first(now: Settings) -> Settings:
            return replace(now, rules=(used, *(item for item in now.rules if item.id != used.id)))

        await self._settings.change("toggle-rule", first)
        return used

    async def all_off(self) -> None:
        """Disable every rule."""
        await self._settings.change(
            "toggle-rule", lambda now: replace(now, rules=tuple(replace(item, on=False) for item in now.rules))
        )

    async def save(self, rule: Rule) -> Rule | tuple[Problem, ...]:
        """Save a rule in its position, or a new one at the end."""
        if problems := self.problems(rule):
            return problems

        def saved(now: Settings) -> Settings:
            if all(item.id != rule.id for item in now.rules):
                return replace(now, rules=(*now.rules, rule))
            return replace(now, rules=tuple(rule if item.id == rule.id else item for item in now.rules))

        await self._settings.change("save-rule", saved)
        return rule

    async def move(self, rule_id: str, place: int) -> None:
        """Move a rule to another index."""
        await self._settings.change("move-rule", lambda now: replace(now, rules=moved(now.rules, rule_id, place)))

    async def toggle(self, rule_id: str, *, on: bool) -> None:
        """Enable or disable a rule. Its sequence restarts."""

        def toggled(now: Settings) -> Settings:
            return replace(now, rules=tuple(replace(item, on=on) if item.id == rule_id else item for item in now.rules))

        await self._settings.change("toggle-rule", toggled)

    async def remove(self, ids: Collection[str]) -> None:
        await self._settings.change(
            "remove-rules", lambda now: replace(now, rules=tuple(item for item in now.rules if item.id not in ids))
        )

    async def start_over(self, rule_id: str) -> None:
        """Restart a rule's sequence in every running listener. Not an undo step."""
        rounds = self._settings.current.preferences.rule_rounds
        await self._settings.set_preferences(rule_rounds={**rounds, rule_id: int(rounds.get(rule_id, 0)) + 1})

    def forward_problems(self, forward: Forward) -> tuple[Problem, ...]:
        """Problems that prevent saving the forwarding options; no I/O."""
        return forward_problems(forward, self._settings.current)

    async def set_forward(self, forward: Forward) -> tuple[Problem, ...]:
        """Save the forwarding options, or return the problems with them."""
        if problems := forward_problems(forward, self._settings.current):
            return problems
        await self._settings.set_preferences(forward=forward)
        return ()

    async def set_listening(self, host: str, limits: Mapping[str, int]) -> tuple[Problem, ...]:
        """Save the listener's bind address and limits, or return the problems with them.

        ``limits`` in bytes and seconds. Default values are not stored, so that a better default applies later.
        """
        if problems := (*bind_problems(host), *limit_problems(limits)):
            return problems
        usual = Limits()
        kept = {key: value for key, value in limits.items() if value != getattr(usual, key)}
        await self._settings.set_preferences(host=host, limits=kept)
        return ()

    async def set_certificate(self, certificate: str, key: str) -> tuple[tuple[Problem, ...], tuple[Problem, ...]]:
        """Use these files from the listener's next start; both empty for plain HTTP.

        Returns problems, which prevent saving, and warnings.
        """
        if problems := await self._engine.blocking(self._check_files, certificate, key):
            return problems, ()
        warnings = await self._engine.blocking(self._warn, certificate, self._clock()) if certificate else ()
        await self._settings.set_preferences(tls_certificate=certificate, tls_key=key)
        return (), warnings


def _named(preset: Preset, match: Match) -> Rule:
    """A new rule from a preset, named in the user's language."""
    return replace(rule_from(preset, new_id(), match), name=translated(preset.title))


def _is_preset(rule: Rule, preset: str) -> bool:
    known = PRESETS.get(preset)
    return known is not None and countable(rule_from(known, rule.id, Match())) == countable(replace(rule, on=True))


def _matches(rule: Rule, exchange: Exchange) -> bool:
    row, message = exchange.row, exchange.request
    facts = RequestFacts(row.method, row.target, message.headers, readable(message.body, message.headers), row.at)
    return matches(
        rule.match, facts, webhook=row.webhook, verdict=row.verdict or "", family=row.family, type_key=row.type
    )


class ForwardTargets:
    """Async methods run on the engine's loop and raise StorageError."""

    def __init__(self, services: Services) -> None:
        self._waiting = services.ports.waiting
        self._look = services.ports.listeners
        self._engine = services.engine

    async def states(self) -> list[TargetState]:
        """The targets that a listener has tried, or for which requests wait."""
        return await self._engine.blocking(self._states)

    def _states(self) -> list[TargetState]:
        states = self._waiting.states()
        served = {target for listener in self._look() for target in listener.delivers} if states else ()
        return [replace(state, served=state.id in served) for state in states]

    async def deliver_now(self, target: str) -> None:
        """Let the listener that delivers to a target try again now."""
        await self._engine.blocking(self._waiting.ask, target)

    async def discard(self, target: str) -> int:
        """Let nothing wait for a target any more; returns how many waited. The requests stay in the history."""
        return await self._engine.blocking(self._waiting.discard, target)
