"""Credentials: immutable vault entries, one switch, and memory for this session without a keyring.

Saving: record ``pending``, write the entry and read it back, record the old one as ``retired``, then one commit of the
settings refers the webhook to the new entry. Only that commit switches, so after a crash at any moment either the old
or the new credential is in use, never a wrong one. Unreferenced entries are removed at the next start, unless an undo
can restore them: those are kept for a week.
"""

from __future__ import annotations

import asyncio
import logging
import os
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Final

from ongoing_desktop.domain.credentials import CredentialReport, CredentialStatus, VaultEntry
from ongoing_desktop.domain.errors import SecretsFound, VaultError
from ongoing_desktop.domain.exchange import Headers
from ongoing_desktop.domain.lazy_dataclasses import dataclass, field
from ongoing_desktop.domain.secret import Secret
from ongoing_desktop.domain.settings import Settings, System, Webhook, WebhookState
from ongoing_desktop.services import Services
from ongoing_desktop.services.credential_inventory import FINGERPRINT_REF, SESSION, list_entries, refs_of
from ongoing_desktop.services.engine import DAEMON_LIMIT_S
from ongoing_desktop.services.ports import VaultStatus

if TYPE_CHECKING:
    from ongoing_desktop.auth import Scheme
    from ongoing_desktop.domain.redaction import Redactor
    from ongoing_desktop.domain.secret_scan import Scanner
    from ongoing_desktop.domain.snapshot import OldCredential

log = logging.getLogger(__name__)

SHORT_LIMIT_S: Final = 4.0
SAVING_LIMIT_S: Final = 8.0
SAVING_STEP_S: Final = 0.05
KEPT_FOR_UNDO: Final = timedelta(days=7)
"""How long a credential is kept that only an undo can restore."""
SCANNERS_KEPT: Final = 64
"""Number of cached scanners. Creating one takes about 0.5 ms, a third of the time of sending a request."""


@dataclass(frozen=True, slots=True)
class Stored:
    """What the vault returned."""

    secrets: tuple[Secret, ...] = field(repr=False)
    unread: int = 0
    """Number of entries that it did not return."""


class Secrets:
    """All methods run on the engine's loop."""

    def __init__(self, services: Services, clock: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        self._vault = services.ports.vault
        self._store = services.ports.store
        self._settings = services.settings
        self._engine = services.engine
        self._saving = services.ports.saving
        self._clock = clock
        self._keyring = ""
        self._known: dict[str, Secret] = {}
        """Entries read or written in this run. They are immutable, so the cache is never stale."""
        self._session: dict[str, Secret] = {}
        """By webhook id: credentials given for this run only (``--credentials-stdin``)."""
        self._usernames: dict[str, str] = {}
        self._scanners: dict[tuple[Secret, ...], Scanner] = {}
        """They contain forms of secrets, so none outlives its secret in :attr:`_known`."""
        self._fingerprint_key: Secret | None = None
        self._redactor: Redactor | None = None
        self._key_kept = False
        """Whether other runs use the same key, so that fingerprints are comparable."""

    def add_session(self, webhook_id: str, secret: Secret, username: str | None = None) -> None:
        """Use a credential for this run without storing it in the keyring."""
        self._session[webhook_id] = secret
        self._scanners.clear()
        if username is not None:
            self._usernames[webhook_id] = username

    def username(self, hook: Webhook) -> str:
        """The user name given for this run, or else the webhook's."""
        return self._usernames.get(hook.id, hook.username)

    async def vault_status(self) -> VaultStatus:
        """Whether credentials can be stored on this computer."""
        try:
            return await self._engine.daemon(self._vault.status, limit_s=SHORT_LIMIT_S)
        except TimeoutError:
            return VaultStatus(usable=False, name="", code="vault-timeout")

    async def of(self, hook: Webhook) -> Secret | None:
        """The webhook's credential, or None if none is stored. Raises VaultError if it cannot be read."""
        if secret := self._session.get(hook.id):
            return secret
        ref = self._settings.current.state(hook.id).secret_ref
        return await self.read(ref) if ref else None

    async def of_system(self, system: System) -> tuple[str, Secret | None]:
        """User name and password of a system's connection to Ongoing; None without one. Raises VaultError."""
        user = self._usernames.get(system.id, system.api_user)
        if secret := self._session.get(system.id):
            return user, secret
        return user, await self.read(system.api_secret_ref) if system.api_secret_ref else None

    async def read(self, ref: str) -> Secret | None:
        """A vault entry. Raises VaultError."""
        if ref in self._known:
            return self._known[ref]
        if ref.startswith(SESSION):
            return None
        try:
            secret = await self._engine.daemon(self._vault.get, ref)
        except TimeoutError:
            raise VaultError("vault-timeout") from None
        if secret is not None:
            self._known[ref] = secret
        return secret

    async def shown(self, hook: Webhook | None) -> Headers:
        """The credential headers of this webhook as the history would show them.

        Empty if there is none, if the keyring does not return it, or if fingerprints of other runs have another key.
        """
        scheme = _scheme(hook)
        if hook is None or scheme is None or not scheme.needs_secret:
            return ()
        try:
            secret = await self.of(hook)
        except VaultError:
            return ()
        redactor = await self.redactor()
        if secret is None or not self._key_kept:
            return ()
        return redactor.headers(scheme.apply(self.username(hook), secret))

    async def old_of(self, hook: Webhook) -> OldCredential | None:
        """The credential that the listener also accepts; None without a rotation, or if it no longer exists."""
        state = self._settings.current.state(hook.id)
        if state.old_secret_ref is None or hook.id in self._session:
            return None
        from ongoing_desktop.domain.snapshot import OldCredential  # noqa: PLC0415 - without webhooks there is none

        try:
            secret = await self.read(state.old_secret_ref)
        except VaultError:
            return OldCredential(state.old_username, None)
        return OldCredential(state.old_username, secret) if secret is not None else None

    def scanner(self, *secrets: Secret) -> Scanner:
        """A scanner for these and the current secrets, cached until a credential changes."""
        from ongoing_desktop.domain.secret_scan import Scanner  # noqa: PLC0415 - the first window needs none

        found = self._scanners.get(secrets)
        if found is None:
            if len(self._scanners) >= SCANNERS_KEPT:
                self._scanners.clear()
            found = self._scanners[secrets] = Scanner(secrets)
        return found

    async def stored(self) -> Stored:
        """All secrets, including those of rotations, undo and this run."""
        known = await self._engine.blocking(self._store.known_entries)
        refs = {entry.ref for entry in known} | refs_of(self._settings.current) | set(self._known)
        answers = await asyncio.gather(*(self.read(ref) for ref in sorted(refs)), return_exceptions=True)
        found = [*self._session.values(), *(item for item in answers if isinstance(item, Secret))]
        return Stored(tuple(found), sum(isinstance(item, BaseException) for item in answers))

    async def refuse_in(self, report: bytes) -> None:
        """Search a report for the stored passwords and tokens. Raises SecretsFound."""
        stored = await self.stored()
        if self.scanner(*stored.secrets).finds(report):
            raise SecretsFound([(0, "report")])

    async def status(self, webhook_id: str) -> CredentialStatus:
        """Whether a webhook's credential is stored."""
        return (await self._look(webhook_id))[0]

    async def report(self, webhook_id: str) -> CredentialReport:
        """The status with the keyring's name, and why it does not return the credential."""
        status, why = await self._look(webhook_id)
        if status == "none-needed":
            return CredentialReport(status)
        ref = self._settings.current.state(webhook_id).secret_ref or ""
        session = webhook_id in self._session or ref.startswith(SESSION)
        if not self._keyring:
            vault = await self.vault_status()
            self._keyring = vault.name if vault.usable else ""
        return CredentialReport(status, self._keyring, session=session and status == "stored", why=why)

    async def _look(self, webhook_id: str) -> tuple[CredentialStatus, str]:
        hook = self._settings.current.webhook(webhook_id)
        scheme = _scheme(hook)
        if hook is None or scheme is None or not scheme.needs_secret:
            return "none-needed", ""
        try:
            return ("stored", "") if await self.of(hook) is not None else ("missing", "")
        except VaultError as error:
            return "unreadable", error.code

    async def write(self, secret: Secret, *, session: bool) -> str:
        """Create an entry and return its name; nothing refers to it yet. Raises VaultError, StorageError."""
        ref = (SESSION if session else "") + os.urandom(16).hex()
        if not session:
            await self._engine.blocking(self._store.note_secret, ref, "pending")
            try:
                await self._engine.daemon(self._vault.put, ref, secret)
            except TimeoutError:
                raise VaultError("vault-timeout") from None
        self._known[ref] = secret
        self._scanners.clear()
        return ref

    async def retire(self, *states: WebhookState) -> None:
        """Record that these webhooks' entries are about to be released, including old ones of rotations."""
        for state in states:
            await self.note(state.secret_ref, "retired")
            await self.note(state.old_secret_ref, "retired")

    async def note(self, ref: str | None, state: str) -> None:
        """Commit the state of an entry. Session entries are not recorded."""
        if ref and not ref.startswith(SESSION):
            await self._engine.blocking(self._store.note_secret, ref, state)

    @asynccontextmanager
    async def saving(self) -> AsyncIterator[None]:
        """Held while an entry is written and switched to, so that no other process removes it as a leftover.

        Raises VaultError if another process does not release the lock in time.
        """
        tries = int(SAVING_LIMIT_S / SAVING_STEP_S)
        for _ in range(tries):
            with self._saving() as alone:
                if alone:
                    yield
                    return
            await asyncio.sleep(SAVING_STEP_S)
        raise VaultError("vault-busy")

    @asynccontextmanager
    async def replacing(self, old: str | None, secret: Secret, *, session: bool) -> AsyncIterator[str]:
        """A new entry in place of an old one; the block commits the switch to it. Raises VaultError, StorageError."""
        async with self.saving():
            ref = await self.write(secret, session=session)
            await self.note(old, "retired")
            yield ref
            await self.note(ref, "live")

    async def clean_up(self) -> int:
        """Remove unreferenced entries that no undo can restore. Returns how many; never raises."""
        removed = 0
        with self._saving() as alone:
            if not alone:
                return 0
            try:
                known = await self._engine.blocking(self._store.known_entries)
                used = refs_of(await self._engine.blocking(self._store.load))
                undoable = await self._settings.undoable_refs(entry.ref for entry in known if entry.ref not in used)
                for entry in known:
                    if entry.ref in used:
                        continue
                    if entry.ref in undoable and entry.state != "retired":
                        # An undo released it: its week begins now.
                        await self.note(entry.ref, "retired")
                    elif entry.ref not in undoable or entry.at < self._clock() - KEPT_FOR_UNDO:
                        await self._forget(entry.ref, limit_s=SHORT_LIMIT_S)
                        removed += 1
            except (VaultError, TimeoutError) as error:
                log.info("could not remove left-over credentials yet: %s", error)
            except Exception:
                log.exception("could not remove left-over credentials")
        return removed

    async def entries(self) -> tuple[VaultEntry, ...]:
        """All known entries and all missing ones. The keyring is not queried."""
        undoable = await self._settings.undoable()

        def earlier() -> Iterator[Settings]:
            for number, _, _ in self._store.revisions():
                if (past := self._store.revision(number)) is not None:
                    yield past

        def look() -> tuple[VaultEntry, ...]:
            known = self._store.known_entries()
            return list_entries(known, self._store.load(), undoable, earlier, tuple(self._known))

        return await self._engine.blocking(look)

    async def check(self, ref: str) -> str:
        """Query the keyring for an entry. Empty if it returns it, else a ``vault-…`` code. May take 30 s."""
        if ref.startswith(SESSION):
            return ""
        try:
            return "" if await self._engine.daemon(self._vault.get, ref) is not None else "vault-missing"
        except TimeoutError:
            return "vault-timeout"
        except VaultError as error:
            return error.code

    async def remove(self, ref: str) -> bool:
        """Remove an unreferenced entry. Returns False without removing it if it is referenced. Raises VaultError."""
        async with self.saving():
            if ref == FINGERPRINT_REF or ref in refs_of(await self._engine.blocking(self._store.load)):
                return False
            try:
                await self._forget(ref)
            except TimeoutError:
                raise VaultError("vault-timeout") from None
        return True

    async def _forget(self, ref: str, *, limit_s: float = DAEMON_LIMIT_S) -> None:
        await self._engine.daemon(self._vault.delete, ref, limit_s=limit_s)
        await self._engine.blocking(self._store.note_secret, ref, "gone")
        self._known.pop(ref, None)
        self._scanners.clear()

    async def fingerprint_key(self) -> Secret:
        """Key of the short hashes in redacted headers; random for this run if the keyring does not answer."""
        if self._fingerprint_key is None:
            self._fingerprint_key = await self._load_key()
        return self._fingerprint_key

    async def redactor(self) -> Redactor:
        """Redacts with the current names."""
        from ongoing_desktop.domain.redaction import Redactor  # noqa: PLC0415 - the first window needs none

        key, names = await self.fingerprint_key(), self._settings.current.preferences.secret_names
        if self._redactor is None or (self._redactor.key, self._redactor.names) != (key, names):
            self._redactor = Redactor(key, names)
        return self._redactor

    async def _load_key(self) -> Secret:
        fresh = Secret(os.urandom(32).hex())
        try:
            if not (await self.vault_status()).usable:
                return fresh
            stored = await self._engine.daemon(self._vault.get, FINGERPRINT_REF, limit_s=SHORT_LIMIT_S)
            if stored is None:
                await self._engine.daemon(self._vault.put, FINGERPRINT_REF, fresh, limit_s=SHORT_LIMIT_S)
        except (VaultError, TimeoutError):
            return fresh
        self._key_kept = True
        return stored or fresh


def _scheme(hook: Webhook | None) -> Scheme | None:
    from ongoing_desktop.auth import SCHEMES  # noqa: PLC0415 - without webhooks there is none

    return SCHEMES.get(hook.authentication) if hook is not None else None
