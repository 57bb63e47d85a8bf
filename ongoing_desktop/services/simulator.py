"""Controls the API simulator: its documents, credential and faults, and the effects of test events."""

from __future__ import annotations

import json
import re
import secrets as random
from collections.abc import Callable, Collection, Mapping
from typing import Final
from urllib.parse import urlsplit

from ongoing_desktop.auth import SCHEMES
from ongoing_desktop.bodies.coding import readable
from ongoing_desktop.domain.anonymise import anonymise
from ongoing_desktop.domain.api import RESOURCES, ROOT
from ongoing_desktop.domain.foreign import DEEPEST_BODY, read_json
from ongoing_desktop.domain.lazy_dataclasses import replace
from ongoing_desktop.domain.payload import member
from ongoing_desktop.domain.personal import Members
from ongoing_desktop.domain.problems import Problem
from ongoing_desktop.domain.rules import Match, Rule
from ongoing_desktop.domain.secret import Secret
from ongoing_desktop.domain.settings import Settings
from ongoing_desktop.domain.simulated import Reported, document_problems, happened, noted, resource_at, saved, status_in
from ongoing_desktop.domain.simulated_objects import new_document
from ongoing_desktop.domain.simulator import Simulator
from ongoing_desktop.services import Services

LARGEST_EVENT: Final = 1024 * 1024
"""Size limit in bytes of a sent body that is parsed."""
EVERY_PATH: Final = f"{ROOT}/*"
"""The path of rules for every request to the simulator."""
_BASIC: Final = SCHEMES["basic"]


class SimulatorService:
    """Async methods run on the engine's loop and raise StorageError. Each change is an undo step."""

    def __init__(self, services: Services) -> None:
        self._settings = services.settings
        self._secrets = services.secrets
        self._rules = services.rules
        self._catalogue = services.catalogue
        self._clock = services.clock
        self._history = services.history
        self._engine = services.engine

    @property
    def current(self) -> Simulator:
        """The current settings."""
        return self._settings.current.simulator

    @property
    def changed(self) -> Mapping[str, object]:
        """The effects of test events on objects, by path."""
        return self._settings.current.preferences.simulated

    def problems(self, path: str, text: str) -> tuple[Problem, ...]:
        """Problems that prevent saving a document; no I/O."""
        return document_problems(path, text, self.current.documents)

    def new_document(self, path: str) -> str:
        """The initial text of a document: an invented object if the path is that of one, else an empty list."""
        collection, _, number = path.rpartition("/")
        for resource in RESOURCES.values():
            if (
                resource.id
                and resource.collection.lower() == collection.lower()
                and re.fullmatch("[0-9]{1,18}", number)
            ):
                return new_document(resource, int(number))
        return "[]\n"

    async def switch(self, *, on: bool) -> None:
        await self._change("simulator", lambda now: replace(now, on=on))

    async def save(self, path: str, text: str, *, instead_of: str = "") -> tuple[Problem, ...]:
        """Add or replace a document, also under another path; returns its problems otherwise.

        Its status becomes the object's status, whatever events reported before.
        """
        path = path.strip()
        if problems := document_problems(path, text, self.current.documents):
            return problems
        at = self._clock()

        def edit(now: Settings) -> Settings:
            before = now.simulator.documents.get(instead_of or path)
            simulator = now.simulator
            if instead_of and instead_of != path:
                documents = {path if key == instead_of else key: item for key, item in simulator.documents.items()}
                simulator = replace(simulator, documents=documents)
            known = dict(now.preferences.simulated)
            status = status_in(path, text)
            was = known.pop(path, None)
            if status is not None:
                old = was.get("status") if isinstance(was, Mapping) else status_in(path, before or "")
                if status != old:
                    known[path] = {"changed": at.isoformat()}
                elif isinstance(was, Mapping) and "changed" in was:
                    known[path] = {"changed": was["changed"]}
            preferences = replace(now.preferences, simulated=known)
            return replace(now, simulator=saved(simulator, path, text), preferences=preferences)

        await self._settings.change("simulator-document", edit)
        return ()

    async def adopt(self, exchange_id: int) -> tuple[str, ...] | tuple[Problem, ...]:
        """Make documents of the objects that a look-up found, without personal data; returns their paths.

        Ids, numbers and statuses stay. Returns problems if the exchange has no answer with objects or a list.
        """
        found = await self._engine.blocking(self._found, exchange_id)
        if not found:
            return (Problem("path", "simulator-no-answer"),)
        for path, text in found.items():
            if problems := self.problems(path, text):
                return problems

        def edit(now: Settings) -> Settings:
            simulated = {path: item for path, item in now.preferences.simulated.items() if path not in found}
            documents = {**now.simulator.documents, **found}
            return replace(
                now,
                simulator=replace(now.simulator, documents=documents),
                preferences=replace(now.preferences, simulated=simulated),
            )

        await self._settings.change("simulator-document", edit)
        return tuple(found)

    def _found(self, exchange_id: int) -> dict[str, str]:
        """The objects of an answer by path; blocking."""
        exchange = self._history.get(exchange_id)
        if exchange is None or exchange.row.direction != "api" or exchange.row.status != 200 or not exchange.response:
            return {}
        path = urlsplit(exchange.row.target).path.partition(ROOT)[2].rstrip("/")
        body = readable(exchange.response.body, exchange.response.headers)
        try:
            value = read_json(anonymise(body, Members(self._catalogue), random.token_bytes(32)).data)
        except ValueError:
            return {}
        resource = resource_at(path)
        if resource is None or not isinstance(value, list):
            return {path: _text(value)} if path and isinstance(value, dict | list) else {}
        objects = {member(item, resource.id): item for item in value if isinstance(item, dict)}
        return {resource.path(key): _text(item) for key, item in objects.items() if type(key) is int and key > 0}

    async def remove(self, paths: Collection[str]) -> None:
        def edit(now: Simulator) -> Simulator:
            return replace(now, documents={key: text for key, text in now.documents.items() if key not in paths})

        await self._change("simulator-remove", edit)

    async def set_credential(
        self, username: str, secret: Secret | None, *, session: bool = False
    ) -> tuple[Problem, ...]:
        """Require this credential from now on; an empty user name requires none. Raises VaultError.

        Without a secret the stored one stays, but only for the same user name.
        """
        now = self.current
        if not username:
            await self._secrets.note(now.secret_ref, "retired")
            await self._change("simulator-credential", lambda item: replace(item, username="", secret_ref=None))
            return ()
        if problems := _BASIC.problems(username, secret):
            return tuple(problems)
        if secret is None:
            if now.secret_ref is None or now.username != username:
                return (Problem("password", "simulator-password"),)
            return ()
        async with self._secrets.replacing(now.secret_ref, secret, session=session) as ref:
            await self._change("simulator-credential", lambda item: replace(item, username=username, secret_ref=ref))
        return ()

    async def forget_events(self) -> None:
        """Discard the effects of test events. Not an undo step."""
        await self._settings.set_preferences(simulated={})

    async def note(self, body: bytes) -> bool:
        """Record what a test event reports before it is sent. Returns whether the simulator is on."""
        if not self.current.on:
            return False
        if (found := self._happened(body)) is not None:
            at = self._clock()

            def edit(now: Settings) -> Settings:
                known = noted(now.preferences.simulated, [found], at)
                if known is now.preferences.simulated:
                    return now
                return replace(now, preferences=replace(now.preferences, simulated=known))

            await self._settings.change("preferences", edit)
        return True

    async def add_fault(self, preset: str) -> Rule | tuple[Problem, ...]:
        """Add a preset as a rule for every request to the simulator."""
        return await self._rules.add(preset, Match(path=EVERY_PATH))

    def faults(self) -> tuple[Rule, ...]:
        """The rules for the simulator in order."""
        return tuple(rule for rule in self._settings.current.rules if rule.match.path.startswith(ROOT))

    def _happened(self, body: bytes) -> Reported | None:
        if not body or len(body) > LARGEST_EVENT:
            return None
        try:
            payload = read_json(body, deepest=DEEPEST_BODY)
        except ValueError:
            return None
        if not isinstance(payload, dict):
            return None
        return happened(payload, self._catalogue.family_with_member(payload))

    async def _change(self, label: str, edit: Callable[[Simulator], Simulator]) -> None:
        await self._settings.change(label, lambda now: replace(now, simulator=edit(now.simulator)))


def _text(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"
