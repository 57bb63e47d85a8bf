"""Stores secrets: in the operating system's keyring, or in memory for this session."""

from __future__ import annotations

from ongoing_desktop.vault.keyring_vault import KeyringVault
from ongoing_desktop.vault.session import SessionVault


def default_vault() -> KeyringVault:
    """The operating system's keyring. ``keyring`` is imported at the first call."""
    return KeyringVault()


__all__ = ["KeyringVault", "SessionVault", "default_vault"]
