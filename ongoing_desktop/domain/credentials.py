"""What can be said of credentials without saying them: where they lie, what they are for, whether they can be read."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

CredentialStatus = Literal["stored", "missing", "unreadable", "none-needed"]
EntryUse = Literal["in-use", "rotating", "undo", "left-over", "missing", "own"]
"""``in-use``: a webhook's credential; ``rotating``: the old one that the listener still accepts; ``undo``: only an undo
can bring it back; ``left-over``: nothing can; ``missing``: a webhook needs a credential and names none; ``own``: the key
of the short hashes in redacted headers."""


@dataclass(frozen=True, slots=True)
class CredentialReport:
    """How a webhook's credential is kept."""

    status: CredentialStatus
    keyring: str = ""
    """The keyring's own name, for people; empty where none can be used."""
    session: bool = False
    """Kept in memory until the app quits."""
    why: str = ""
    """A ``vault-…`` code: why it cannot be read."""


@dataclass(frozen=True, slots=True)
class KnownEntry:
    """A vault entry as the settings database notes it."""

    ref: str
    state: str
    """``pending``, ``live`` or ``retired``."""
    at: datetime
    """When it became that."""


@dataclass(frozen=True, slots=True)
class VaultEntry:
    """One line of the list of stored credentials. ``ref`` is empty where a credential is missing."""

    ref: str
    use: EntryUse
    webhook: str = ""
    """Id of the webhook that it is or was for; empty where nobody knows any more."""
    name: str = ""
    scheme: str = ""
    at: datetime | None = None
    """Since when it is what :attr:`use` says, where that is known."""

    @property
    def removable(self) -> bool:
        """Whether removing it takes a credential from nobody."""
        return self.use in ("undo", "left-over")
