"""Everything the listener needs to judge requests, as an immutable snapshot with a revision."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Any

from ongoing_desktop.domain.forwarding import NO_FORWARD, Forward
from ongoing_desktop.domain.lazy_dataclasses import dataclass, field
from ongoing_desktop.domain.rules import Rule
from ongoing_desktop.domain.secret import Secret
from ongoing_desktop.domain.secret_names import USUAL, SecretNames
from ongoing_desktop.domain.settings import Settings, System, Webhook
from ongoing_desktop.domain.simulator import NO_SIMULATOR, Simulator
from ongoing_desktop.domain.urls import hostname_of

if TYPE_CHECKING:
    from ongoing_desktop.domain.redaction import Redactor
    from ongoing_desktop.domain.secret_scan import Scanner


@dataclass(frozen=True, slots=True)
class OldCredential:
    """The old credential during a rotation."""

    username: str
    secret: Secret | None = field(repr=False)
    """None if the keyring does not return it now."""


@dataclass(frozen=True)
class ListenerSnapshot:
    """Replaced as a whole between two requests."""

    revision: int = 0
    systems: tuple[System, ...] = ()
    webhooks: tuple[Webhook, ...] = ()
    secrets: Mapping[str, Secret | None] = field(default_factory=dict, repr=False)
    """By webhook id. Absent or None where a credential is needed: unverifiable, never verified."""
    unreadable: Mapping[str, str] = field(default_factory=dict)
    """By webhook id, why its secret is absent: ``vault-missing``, ``vault-locked``, …"""
    fingerprint_key: Secret = field(default_factory=lambda: Secret(""), repr=False)
    """Key of the short hashes of redacted values, as hexadecimal text."""
    old: Mapping[str, OldCredential] = field(default_factory=dict, repr=False)
    """By webhook id: also accepted until the user ends the rotation."""

    public_host: str = ""
    """Lower-case host of the public address. Requests to it are not marked as foreign."""

    host: str = ""
    """The bound address if other computers can reach it. Requests to it are not marked as foreign."""

    rules: tuple[Rule, ...] = ()
    rule_rounds: Mapping[str, Any] = field(default_factory=dict)
    forward: Forward = NO_FORWARD
    limits: Mapping[str, Any] = field(default_factory=dict)
    """As in the preferences."""

    simulator: Simulator = NO_SIMULATOR
    """Its password is in :attr:`secrets` under :data:`ongoing_desktop.domain.simulator.SIMULATOR`."""
    simulated: Mapping[str, Any] = field(default_factory=dict)
    """As in the preferences."""

    names: SecretNames = USUAL
    """The rule for names of credentials."""

    @classmethod
    def of(
        cls,
        settings: Settings,
        *,
        revision: int,
        host: str,
        webhooks: tuple[Webhook, ...],
        secrets: Mapping[str, Secret | None],
        unreadable: Mapping[str, str],
        old: Mapping[str, OldCredential],
        fingerprint_key: Secret,
    ) -> ListenerSnapshot:
        """What the settings say, with the credentials that were read for them."""
        preferences = settings.preferences
        return cls(
            revision=revision,
            systems=settings.systems,
            webhooks=webhooks,
            secrets=secrets,
            unreadable=unreadable,
            fingerprint_key=fingerprint_key,
            old=old,
            public_host=hostname_of(preferences.public_address),
            host=host,
            rules=settings.rules,
            rule_rounds=preferences.rule_rounds,
            forward=preferences.forward,
            limits=preferences.limits,
            simulator=settings.simulator,
            simulated=preferences.simulated,
            names=preferences.secret_names,
        )

    @cached_property
    def redactor(self) -> Redactor:
        """Redacts with the current names."""
        from ongoing_desktop.domain.redaction import Redactor  # noqa: PLC0415 - only the listener judges

        return Redactor(self.fingerprint_key, self.names)

    @cached_property
    def scanner(self) -> Scanner:
        """Finds all :meth:`known_secrets` that are long enough."""
        from ongoing_desktop.domain.secret_scan import Scanner  # noqa: PLC0415 - only the listener judges

        return Scanner(self.known_secrets())

    @cached_property
    def scrub(self) -> Callable[[bytes], bytes]:
        """Replaces :meth:`known_secrets` in foreign bytes, also in Basic credentials with their user names."""
        from ongoing_desktop.domain.redaction import scrubber  # noqa: PLC0415 - only the listener judges

        return scrubber(self.known_secrets(), logins=self._logins())

    def prepare(self) -> None:
        """Build everything for judging now, so that no request waits for it."""
        _ = self.redactor, self.scanner, self.scrub

    def known_secrets(self) -> list[Secret]:
        """All secrets that must not be stored in the history."""
        found = [*self.secrets.values(), *(credential.secret for credential in self.old.values())]
        return [secret for secret in found if secret]

    def _logins(self) -> list[tuple[str, Secret]]:
        now = [(hook.username, self.secrets.get(hook.id)) for hook in self.webhooks]
        before = [(old.username, old.secret) for old in self.old.values()]
        return [(user, secret) for user, secret in (*now, *before) if user and secret]
