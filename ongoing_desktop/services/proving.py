"""Proves a receiver: runs the probes against it, compares with the last run, and writes reports."""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Final

from ongoing_desktop.auth import SCHEMES
from ongoing_desktop.domain.catalogue import Family, Trigger
from ongoing_desktop.domain.errors import VaultError
from ongoing_desktop.domain.lazy_dataclasses import replace
from ongoing_desktop.domain.probes import probes_of
from ongoing_desktop.domain.probing import Profile, Proof, Reply
from ongoing_desktop.domain.secret import Secret
from ongoing_desktop.domain.settings import Webhook
from ongoing_desktop.domain.targets import UNCONFIRMED, Confirmation, NeedsConfirmation, SendTarget
from ongoing_desktop.formats.proof_reports import PROOF_REPORTS, KeptProof, kept_proof, proof_json
from ongoing_desktop.services import Services
from ongoing_desktop.services.proof_run import ProofRun, Subject
from ongoing_desktop.services.sending import CannotSend
from ongoing_desktop.wording.messages import sentence
from ongoing_desktop.wording.proof_text import proof_words

QUICK_S: Final = 5.0
"""A slower response counts as too slow. Assumed, because Ongoing does not document its limit."""
EVERY_TYPE: Final = "all"


class Proving:
    """Async methods run on the engine's loop. Every request is recorded in the history."""

    def __init__(self, services: Services) -> None:
        self._services = services
        self._sending = services.sending
        self._secrets = services.secrets
        self._settings = services.settings
        self._catalogue = services.catalogue
        self._listening = services.listening
        self._files = services.ports.proof_files
        self._clock = services.clock
        self._engine = services.engine
        self._write = services.ports.write
        self._keeping = asyncio.Lock()

    async def run(
        self,
        hook: Webhook,
        profile: Profile,
        on_progress: Callable[[Proof], None],
        *,
        url: str = "",
        types: Sequence[str] = (),
        consent: Confirmation = UNCONFIRMED,
        quick_s: float = QUICK_S,
        replies: Mapping[str, Reply] | None = None,
    ) -> Proof | NeedsConfirmation | CannotSend:
        """Probe the receiver at ``url``, or else at the webhook's address. Raises StorageError.

        ``hook`` need not be in the settings. ``types``: triggers whose payloads are sent, the webhook's own if empty,
        every one for :data:`EVERY_TYPE`. ``replies``: answers to questions in addition to those kept. ``on_progress``
        is called after each probe, on the engine's thread. Cancelling closes the connections at once.
        """
        aim = SendTarget(hook.system, url or hook.url, carries=hook.has_authentication)
        if asked := self._sending.question([aim], many=True, consent=consent):
            return asked
        kinds = self._types(types or (hook.type,))
        if isinstance(kinds, CannotSend):
            return kinds
        base = self._sending.plain(hook, aim, b"")
        if isinstance(base, CannotSend):
            return base
        credential = await self._credential(hook)
        if isinstance(credential, CannotSend):
            return credential
        await self._listening.look()
        sees = self._settings.current.simulator.on and self._listening.answers
        subject = Subject(base, *credential, kinds)
        run = ProofRun(self._services, subject, quick_s, sees_reads=sees)
        last = await self.last(hook, base.request.url)
        names = tuple(trigger.key for _, trigger in kinds)
        target = (await self._secrets.redactor()).target(base.request.url)
        if credential[1] is not None:
            target, _ = self._secrets.scanner(credential[1]).clean(target, ())
        proof = Proof(target, profile, names, (), self._clock(), quick_s)
        for probe in probes_of(profile):
            proof = replace(proof, results=(*proof.results, await run.probe(probe)))
            on_progress(proof)
        proof = proof.with_replies({**(last.replies if last else {}), **(replies or {})})
        if last is not None:
            proof = proof.compared(last.verdicts, last.at)
        await self._keep(hook, base.request.url, proof)
        return proof

    async def last(self, hook: Webhook, url: str = "") -> KeptProof | None:
        """The last run for this receiver, or None. Raises StorageError."""
        key = _key(hook, url or hook.url)
        data = (await self._engine.blocking(self._files.read)).get(key)
        return kept_proof(data) if data is not None else None

    async def reply(self, hook: Webhook, url: str, proof: Proof, replies: Mapping[str, Reply]) -> Proof:
        """Keep people's answers; returns the proof with them. Raises StorageError."""
        proof = proof.with_replies(replies)
        await self._keep(hook, url, proof)
        return proof

    async def report(self, proof: Proof, kind: str, language: str = "en") -> bytes:
        """A report; ``kind``: a key of :data:`PROOF_REPORTS`. Raises SecretsFound if it contains a stored secret."""
        data = PROOF_REPORTS[kind](proof, self._clock(), proof_words(language))
        await self._secrets.refuse_in(data)
        return data

    async def write_report(self, proof: Proof, kind: str, path: Path, language: str = "en") -> None:
        """Write :meth:`report` to a file. Raises StorageError and SecretsFound."""
        data = await self.report(proof, kind, language)
        await self.write(path, lambda: data)

    async def write(self, path: Path, make: Callable[[], bytes]) -> None:
        """Make a file's content off the loop and write it as a whole. Raises StorageError."""
        await self._engine.blocking(lambda: self._write(path, make()))

    async def _keep(self, hook: Webhook, url: str, proof: Proof) -> None:
        data = proof_json(proof, self._clock(), proof_words("en"))
        async with self._keeping:  # in the order of the calls
            await self._engine.blocking(self._files.write, _key(hook, url), data)

    def _types(self, keys: Sequence[str]) -> tuple[tuple[Family, Trigger], ...] | CannotSend:
        if EVERY_TYPE in keys:
            keys = [trigger.key for trigger in self._catalogue.triggers]
        found: list[tuple[Family, Trigger]] = []
        for key in dict.fromkeys(keys):
            trigger, family = self._catalogue.trigger(key), self._catalogue.family_of(key)
            if trigger is None or family is None:
                return CannotSend("usage-type", {"type": key, "known": ""})
            found.append((family, trigger))
        return tuple(found)

    async def _credential(self, hook: Webhook) -> tuple[str, Secret | None] | CannotSend:
        scheme = SCHEMES[hook.authentication]
        if not scheme.needs_secret:
            return "", None
        try:
            secret = await self._secrets.of(hook)
        except VaultError as error:
            return CannotSend("send-secret-unreadable", {"why": sentence(error.code, error.params)})
        return (self._secrets.username(hook), secret) if secret is not None else CannotSend("send-no-secret")


def _key(hook: Webhook, url: str) -> str:
    """The name under which the last proof of a receiver is kept."""
    return hashlib.sha256(f"{hook.id}\n{url}".encode()).hexdigest()[:32]
