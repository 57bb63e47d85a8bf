"""Reply rules, forwarding, and address, limits and certificate of the listener, as the window changes them."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Collection, Mapping
from datetime import datetime

from ongoing_desktop.domain.bind import bind_problems
from ongoing_desktop.domain.forward_checks import forward_problems
from ongoing_desktop.domain.forwarding import Forward
from ongoing_desktop.domain.lazy_dataclasses import replace
from ongoing_desktop.domain.limits import Limits, limit_problems
from ongoing_desktop.domain.problems import Problem
from ongoing_desktop.domain.rule_checks import rule_problems
from ongoing_desktop.domain.rule_presets import PRESETS, rule_from
from ongoing_desktop.domain.rules import Match, Rule, countable, moved
from ongoing_desktop.domain.settings import Settings
from ongoing_desktop.services.engine import Engine
from ongoing_desktop.services.ports import Clock
from ongoing_desktop.services.settings import SettingsService

CheckFiles = Callable[[str, str], tuple[Problem, ...]]
WarnOf = Callable[[str, datetime], tuple[Problem, ...]]


class Rules:
    """Async methods run on the engine's loop; each change of rules is one step of undo. All raise StorageError."""

    def __init__(
        self, settings: SettingsService, engine: Engine, clock: Clock, check_files: CheckFiles, warn: WarnOf
    ) -> None:
        """``check_files``: what is wrong with a certificate and its key; ``warn``: what senders will not like of it."""
        self._settings = settings
        self._engine = engine
        self._clock = clock
        self._check_files = check_files
        self._warn = warn

    def problems(self, rule: Rule) -> tuple[Problem, ...]:
        """Everything that keeps a rule from being saved; no I/O."""
        return rule_problems(rule, self._settings.current)

    async def add(self, preset: str, match: Match | None = None) -> Rule | tuple[Problem, ...]:
        """A preset as a new rule, before all others: behind one that fits everything it would never get its turn."""
        if (known := PRESETS.get(preset)) is None:
            return (Problem("preset", "rule-preset", {"value": preset[:40]}),)
        rule = rule_from(known, str(uuid.uuid4()), match or Match())
        if problems := self.problems(rule):
            return problems
        await self._settings.change("add-rule", lambda now: replace(now, rules=(rule, *now.rules)))
        return rule

    async def use_preset(self, preset: str) -> Rule | tuple[Problem, ...]:
        """A preset for every request, in one click: one that is there already is switched on and put first."""
        there = next((rule for rule in self._settings.current.rules if _is_preset(rule, preset)), None)
        if there is None:
            return await self.add(preset)
        used = replace(there, on=True)

        def first(now: Settings) -> Settings:
            return replace(now, rules=(used, *(item for item in now.rules if item.id != used.id)))

        await self._settings.change("toggle-rule", first)
        return used

    async def all_off(self) -> None:
        """Switch every rule off."""
        await self._settings.change(
            "toggle-rule", lambda now: replace(now, rules=tuple(replace(item, on=False) for item in now.rules))
        )

    async def save(self, rule: Rule) -> Rule | tuple[Problem, ...]:
        """Save one rule in its place, or a new one at the end."""
        if problems := self.problems(rule):
            return problems

        def saved(now: Settings) -> Settings:
            if all(item.id != rule.id for item in now.rules):
                return replace(now, rules=(*now.rules, rule))
            return replace(now, rules=tuple(rule if item.id == rule.id else item for item in now.rules))

        await self._settings.change("save-rule", saved)
        return rule

    async def move(self, rule_id: str, place: int) -> None:
        """Give a rule another rank, counted from 0."""
        await self._settings.change("move-rule", lambda now: replace(now, rules=moved(now.rules, rule_id, place)))

    async def toggle(self, rule_id: str, *, on: bool) -> None:
        """Switch a rule on or off; its sequence starts over."""

        def toggled(now: Settings) -> Settings:
            return replace(now, rules=tuple(replace(item, on=on) if item.id == rule_id else item for item in now.rules))

        await self._settings.change("toggle-rule", toggled)

    async def remove(self, ids: Collection[str]) -> None:
        """Remove rules."""
        await self._settings.change(
            "remove-rules", lambda now: replace(now, rules=tuple(item for item in now.rules if item.id not in ids))
        )

    async def start_over(self, rule_id: str) -> None:
        """Begin a rule's sequence again, in every listener that runs; no step of undo."""
        rounds = self._settings.current.preferences.rule_rounds
        await self._settings.set_preferences(rule_rounds={**rounds, rule_id: int(rounds.get(rule_id, 0)) + 1})

    def forward_problems(self, forward: Forward) -> tuple[Problem, ...]:
        """Everything that keeps a choice of forwarding from being saved; no I/O."""
        return forward_problems(forward, self._settings.current)

    async def set_forward(self, forward: Forward) -> tuple[Problem, ...]:
        """Save where requests go on to; returns what is wrong with it otherwise."""
        if problems := forward_problems(forward, self._settings.current):
            return problems
        await self._settings.set_preferences(forward=forward)
        return ()

    async def set_listening(self, host: str, limits: Mapping[str, int]) -> tuple[Problem, ...]:
        """Save where the window's listener accepts, and its limits; returns what is wrong with them otherwise.

        ``limits`` in bytes and seconds; those at their default are not kept, so that a better default counts later.
        """
        if problems := (*bind_problems(host), *limit_problems(limits)):
            return problems
        usual = Limits()
        kept = {key: value for key, value in limits.items() if value != getattr(usual, key)}
        await self._settings.set_preferences(host=host, limits=kept)
        return ()

    async def set_certificate(self, certificate: str, key: str) -> tuple[tuple[Problem, ...], tuple[Problem, ...]]:
        """Use these files from the listener's next start on; both empty for plain HTTP.

        Returns what is wrong, in which case nothing is saved, and warnings about what was saved.
        """
        if problems := await self._engine.blocking(self._check_files, certificate, key):
            return problems, ()
        warnings = await self._engine.blocking(self._warn, certificate, self._clock()) if certificate else ()
        await self._settings.set_preferences(tls_certificate=certificate, tls_key=key)
        return (), warnings


def _is_preset(rule: Rule, preset: str) -> bool:
    known = PRESETS.get(preset)
    return known is not None and countable(rule_from(known, rule.id, Match())) == countable(replace(rule, on=True))
