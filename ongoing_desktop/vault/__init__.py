"""Stores secrets in the operating system's keyring; :mod:`ongoing_desktop.vault.session` keeps them in memory."""

from __future__ import annotations

from ongoing_desktop.vault.keyring_vault import KeyringVault


def default_vault() -> KeyringVault:
    """The operating system's keyring. ``keyring`` is imported at the first call."""
    return KeyringVault()


__all__ = ["KeyringVault", "default_vault"]
