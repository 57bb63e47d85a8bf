"""Where secrets live: the keyring of the operating system, or this session."""

from __future__ import annotations

from ongoing_desktop.vault.keyring_vault import KeyringVault
from ongoing_desktop.vault.session import SessionVault


def default_vault() -> KeyringVault:
    """The operating system's keyring; ``keyring`` itself is imported at the first call on it."""
    return KeyringVault()


__all__ = ["KeyringVault", "SessionVault", "default_vault"]
