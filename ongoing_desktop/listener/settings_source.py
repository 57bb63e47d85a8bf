"""Settings and credentials of a listener that reads them itself, from the settings database and the keyring.

Changes by other processes are noticed by polling ``PRAGMA data_version``. A keyring may wait for its password
indefinitely, so it is read on daemon threads; until it answers, requests are "unverifiable".
"""

from __future__ import annotations

import logging
import secrets as random
import threading
import time
from codecs import BOM_UTF8
from collections.abc import Callable, Iterable, Mapping
from typing import Final, Protocol

from ongoing_desktop.auth import SCHEMES
from ongoing_desktop.domain.errors import KnownError, UsageError, VaultError
from ongoing_desktop.domain.foreign import read_json
from ongoing_desktop.domain.lazy_dataclasses import dataclass, field, replace
from ongoing_desktop.domain.secret import Secret
from ongoing_desktop.domain.settings import Settings, Webhook
from ongoing_desktop.domain.simulator import SIMULATOR
from ongoing_desktop.domain.snapshot import ListenerSnapshot, OldCredential
from ongoing_desktop.listener.matcher import RequestMatcher

log = logging.getLogger(__name__)

POLL_S: Final = 0.3
VAULT_WAIT_S: Final = 5.0
"""Seconds that a snapshot waits for the keyring."""
VAULT_RETRY_S: Final = 10.0
FINGERPRINT_REF: Final = "fingerprint-key"


class SettingsPort(Protocol):
    """What the listener needs from the settings."""

    def load(self) -> Settings:
        """The last committed settings."""

    def data_version(self) -> int:
        """A number that changes when another connection commits."""


class VaultPort(Protocol):
    """What the listener needs from the vault."""

    def get(self, ref: str) -> Secret | None:
        """An entry, or None. Raises VaultError. May block indefinitely."""


@dataclass(frozen=True, slots=True)
class Handed:
    """A credential given for this run only (``--credentials-stdin``)."""

    webhook: str
    """Id or name as given."""
    username: str | None
    secret: Secret = field(repr=False)


def read_credential(line: bytes) -> Handed:
    """Parse a line of ``--credentials-stdin``. Raises UsageError without the line's content."""
    try:
        data = read_json(line.removeprefix(BOM_UTF8))
        username = data.get("username")
        webhook, secret = data["webhook"], data["secret"]
    except (ValueError, KeyError, TypeError, AttributeError):
        raise UsageError("listener-credential-line") from None
    if not (isinstance(webhook, str) and isinstance(secret, str) and isinstance(username, str | None)):
        raise UsageError("listener-credential-line")
    return Handed(webhook, username, Secret(secret))


class _Entry:
    """A vault entry being read. Entries are immutable, so a value stays valid."""

    def __init__(self, ref: str, vault: Callable[[], VaultPort], on_late: Callable[[], None]) -> None:
        self.secret: Secret | None = None
        self.code = "vault-timeout"
        self._ref = ref
        self._vault = vault
        self._on_late = on_late
        self._late = False
        self._done = threading.Event()
        threading.Thread(target=self._run, name="vault", daemon=True).start()

    @property
    def finished(self) -> bool:
        """Whether the keyring has answered in any way."""
        return self._done.is_set()

    def wait(self, seconds: float) -> None:
        """Wait for the answer. If there is none, ``on_late`` is called when it comes."""
        self._done.wait(max(0.0, seconds))
        self._late = not self._done.is_set()

    def _run(self) -> None:
        try:
            self.secret = self._vault().get(self._ref)
            self.code = "" if self.secret is not None else "vault-missing"
        except VaultError as error:
            self.code = error.code
        except BaseException:
            log.exception("unexpected error of the keyring")
            self.code = "vault-failed"
        self._done.set()
        if self._late:
            self._on_late()


class Source:
    """Creates snapshots, and follows changes on its own thread after :meth:`follow`."""

    def __init__(self, settings: SettingsPort, vault: Callable[[], VaultPort], *, host: str = "") -> None:
        """``host``: the listener's bound address."""
        self._settings = settings
        self._vault = vault
        self._host = host
        self._handed: dict[str, Handed] = {}
        self._entries: dict[str, _Entry] = {}
        self._random_key = Secret(random.token_hex(32))
        self._revision = 0
        self._changed = threading.Event()
        self._ended = threading.Event()

    def hand(self, credentials: Iterable[Handed]) -> list[UsageError]:
        """Use credentials for this run. Returns errors for names that match no webhook or several."""
        settings = self._settings.load()
        problems: list[UsageError] = []
        for credential in credentials:
            try:
                self._handed[settings.find_webhook(credential.webhook).id] = credential
            except UsageError as error:
                problems.append(error)
        self._changed.set()
        return problems

    def snapshot(self) -> ListenerSnapshot:
        """The current settings and credentials. Blocks for five seconds at most. Raises StorageError."""
        settings = self._settings.load()
        self._revision += 1
        secrets: dict[str, Secret | None] = {}
        unreadable: dict[str, str] = {}
        until = time.monotonic() + VAULT_WAIT_S
        wanted = {hook.id: self._ref(settings, hook.id) for hook in settings.webhooks if _needs_secret(hook)}
        earlier = {hook_id: ref for hook_id in wanted if (ref := self._old_ref(settings, hook_id))}
        for ref in (*wanted.values(), *earlier.values()):
            if ref:
                self._entry(ref)
        simulator = settings.simulator
        if simulator.on and simulator.username:
            wanted[SIMULATOR] = _kept(simulator.secret_ref)
        for key, ref in wanted.items():
            if handed := self._handed.get(key):
                secrets[key] = handed.secret
            elif ref is None:
                unreadable[key] = "vault-missing"
            else:
                secrets[key], code = self._read(ref, until)
                if code:
                    unreadable[key] = code
        old = self._old(settings, earlier, until)
        return ListenerSnapshot.of(
            settings,
            revision=self._revision,
            host=self._host,
            webhooks=tuple(self._with_username(hook) for hook in settings.webhooks),
            secrets=secrets,
            unreadable=unreadable,
            old=old,
            fingerprint_key=self._key(until) if any(wanted.values()) or secrets else self._random_key,
        )

    def follow(self, use: Callable[[ListenerSnapshot], None]) -> None:
        """Call ``use`` with a new snapshot after every change, on a thread of this source."""
        threading.Thread(target=self._follow, args=(use,), name="settings", daemon=True).start()

    def close(self) -> None:
        """Stop following."""
        self._ended.set()
        self._changed.set()

    def _follow(self, use: Callable[[ListenerSnapshot], None]) -> None:
        # Read before the first comparison, so that a change since the first snapshot is not missed.
        seen = -1
        retry_at = time.monotonic() + VAULT_RETRY_S
        while not self._ended.is_set():
            try:
                version = self._settings.data_version()
                retry = time.monotonic() >= retry_at and self._forget_unreadable()
                if version != seen or self._changed.is_set() or retry:
                    self._changed.clear()
                    use(self.snapshot())
                    seen = version
                if time.monotonic() >= retry_at:
                    retry_at = time.monotonic() + VAULT_RETRY_S
            except KnownError as error:
                log.warning("could not read the settings, will retry: %s", error)
            self._changed.wait(POLL_S)

    def _forget_unreadable(self) -> bool:
        """Read again what could not be read, because a locked keyring may have been unlocked."""
        again = [ref for ref, entry in self._entries.items() if entry.finished and entry.code not in ("", "vault-none")]
        for ref in again:
            del self._entries[ref]
        return bool(again)

    def _entry(self, ref: str) -> _Entry:
        if ref not in self._entries:
            self._entries[ref] = _Entry(ref, self._vault, self._changed.set)
        return self._entries[ref]

    def _read(self, ref: str, until: float) -> tuple[Secret | None, str]:
        """The value of an entry as far as it is known by then, and why it is not."""
        entry = self._entry(ref)
        entry.wait(until - time.monotonic())
        return entry.secret if entry.finished else None, entry.code

    def _key(self, until: float) -> Secret:
        return self._read(FINGERPRINT_REF, until)[0] or self._random_key

    def _old(self, settings: Settings, refs: Mapping[str, str], until: float) -> dict[str, OldCredential]:
        """The credentials that are also accepted. Entries that no longer exist are left out."""
        found: dict[str, OldCredential] = {}
        for hook_id, ref in refs.items():
            secret, code = self._read(ref, until)
            if code != "vault-missing":
                found[hook_id] = OldCredential(settings.state(hook_id).old_username, secret)
        return found

    def _old_ref(self, settings: Settings, hook_id: str) -> str | None:
        # A credential given for this run is the only one.
        return None if hook_id in self._handed else _kept(settings.state(hook_id).old_secret_ref)

    def _ref(self, settings: Settings, hook_id: str) -> str | None:
        return None if hook_id in self._handed else _kept(settings.state(hook_id).secret_ref)

    def _with_username(self, hook: Webhook) -> Webhook:
        handed = self._handed.get(hook.id)
        return hook if handed is None or handed.username is None else replace(hook, username=handed.username)


class FreshSimulator:
    """The settings of the API simulator as committed last. Used on a worker thread."""

    def __init__(self, settings: SettingsPort, matcher: Callable[[ListenerSnapshot], RequestMatcher]) -> None:
        self._settings = settings
        self._matcher = matcher
        self._version = -1
        self._known = Settings()

    def inbox(self, now: RequestMatcher) -> RequestMatcher:
        """An inbox with the current simulator; the same inbox if nothing in it changed. Raises StorageError."""
        version = self._settings.data_version()
        if version != self._version:
            self._known, self._version = self._settings.load(), version
        simulator, simulated = self._known.simulator, self._known.preferences.simulated
        if (now.snapshot.simulator, dict(now.snapshot.simulated)) == (simulator, dict(simulated)):
            return now
        return self._matcher(replace(now.snapshot, simulator=simulator, simulated=simulated))


def _kept(ref: str | None) -> str | None:
    """The entry of a keyring, which one of a session of the window is not."""
    return None if ref is None or ref.startswith("session-") else ref


def _needs_secret(hook: Webhook) -> bool:
    scheme = SCHEMES.get(hook.authentication)
    return scheme is not None and scheme.needs_secret
