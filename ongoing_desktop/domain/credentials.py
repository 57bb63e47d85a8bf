"""Descriptions of credentials without their values: where they are stored, their use, whether they can be read."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from ongoing_desktop.domain.lazy_dataclasses import dataclass

CredentialStatus = Literal["stored", "missing", "unreadable", "none-needed"]
EntryUse = Literal["in-use", "rotating", "undo", "left-over", "missing", "own"]
"""``in-use``: a webhook's credential; ``rotating``: an old one that the listener still accepts; ``undo``: only an undo
can restore it; ``left-over``: nothing can; ``missing``: a webhook needs a credential and has none; ``own``: the key of
the short hashes in redacted headers.
"""


@dataclass(frozen=True, slots=True)
class CredentialReport:
    """How a webhook's credential is stored."""

    status: CredentialStatus
    keyring: str = ""
    """The keyring's display name; empty if none can be used."""
    session: bool = False
    """Whether it is kept in memory until the app quits."""
    why: str = ""
    """A ``vault-…`` code for why it cannot be read."""


@dataclass(frozen=True, slots=True)
class KnownEntry:
    """A vault entry as recorded in the settings database."""

    ref: str
    state: str
    """``pending``, ``live`` or ``retired``."""
    at: datetime
    """When it got this state."""


@dataclass(frozen=True, slots=True)
class VaultEntry:
    """A row in the list of stored credentials. ``ref`` is empty if a credential is missing."""

    ref: str
    use: EntryUse
    webhook: str = ""
    """Id of the webhook that it belongs or belonged to; empty if unknown."""
    name: str = ""
    scheme: str = ""
    at: datetime | None = None
    """Since when :attr:`use` applies, if known."""

    @property
    def removable(self) -> bool:
        """Whether it can be removed without taking a credential away."""
        return self.use in ("undo", "left-over")
