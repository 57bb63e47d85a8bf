"""The names that the user adds to those that count as credentials."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from ongoing_desktop.domain.name_lists import checked_names, too_many
from ongoing_desktop.domain.problems import Problem
from ongoing_desktop.domain.secret_names import SecretNames
from ongoing_desktop.services.settings import SettingsService

Change = Callable[[frozenset[str], frozenset[str]], frozenset[str]]


class CredentialNames:
    """Async methods run on the engine's loop and raise StorageError. New requests follow a change at once."""

    def __init__(self, settings: SettingsService) -> None:
        self._settings = settings

    @property
    def names(self) -> SecretNames:
        """What counts now; no I/O."""
        return self._settings.current.preferences.secret_names

    async def save(self, headers: Iterable[str], parameters: Iterable[str]) -> tuple[Problem, ...]:
        """Have these names and no others, unless something is wrong with one of them."""
        return await self._change(headers, parameters, lambda _, given: given)

    async def add(self, headers: Iterable[str], parameters: Iterable[str]) -> tuple[Problem, ...]:
        """Have these names too."""
        return await self._change(headers, parameters, lambda now, given: now | given)

    async def remove(self, headers: Iterable[str], parameters: Iterable[str]) -> tuple[Problem, ...]:
        """Have these names no longer; the rule's own stay."""
        return await self._change(headers, parameters, lambda now, given: now - given)

    async def _change(self, headers: Iterable[str], parameters: Iterable[str], change: Change) -> tuple[Problem, ...]:
        fields, wrong = checked_names(headers, field="headers")
        members, wrong_too = checked_names(parameters, field="parameters")
        now = self.names
        fields, members = change(now.headers, fields), change(now.parameters, members)
        problems = (*wrong, *wrong_too, *too_many(fields, field="headers"), *too_many(members, field="parameters"))
        if not problems:
            await self._settings.set_preferences(secret_headers=fields, secret_parameters=members)
        return problems
