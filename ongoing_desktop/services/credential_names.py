"""The user's additional names of credentials."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from ongoing_desktop.domain.problems import Problem
from ongoing_desktop.domain.secret_names import SecretNames, checked_names, too_many
from ongoing_desktop.services import Services

Change = Callable[[frozenset[str], frozenset[str]], frozenset[str]]


class CredentialNames:
    """Async methods run on the engine's loop and raise StorageError. Changes apply to new requests at once."""

    def __init__(self, services: Services) -> None:
        self._settings = services.settings

    @property
    def names(self) -> SecretNames:
        """The current rule; no I/O."""
        return self._settings.current.preferences.secret_names

    async def save(self, headers: Iterable[str], parameters: Iterable[str]) -> tuple[Problem, ...]:
        """Replace the additional names, unless one of them is invalid."""
        return await self._change(headers, parameters, lambda _, given: given)

    async def add(self, headers: Iterable[str], parameters: Iterable[str]) -> tuple[Problem, ...]:
        """Add names."""
        return await self._change(headers, parameters, lambda now, given: now | given)

    async def remove(self, headers: Iterable[str], parameters: Iterable[str]) -> tuple[Problem, ...]:
        """Remove additional names. The built-in rule stays."""
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
