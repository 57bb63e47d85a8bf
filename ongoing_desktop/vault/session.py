"""Secrets in memory until the process ends, if the user chooses this where there is no keyring."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

from ongoing_desktop.services.ports import VaultStatus

if TYPE_CHECKING:
    from ongoing_desktop.domain.secret import Secret


class SessionVault:
    """Implements :class:`ongoing_desktop.services.ports.Vault`. Never blocks; everything is forgotten at the end."""

    def __init__(self) -> None:
        self._entries: dict[str, Secret] = {}
        self._lock = threading.Lock()

    def status(self) -> VaultStatus:
        return VaultStatus(usable=True, name="this session's memory")

    def put(self, ref: str, secret: Secret) -> None:
        with self._lock:
            self._entries[ref] = secret

    def get(self, ref: str) -> Secret | None:
        """The entry; None if nothing is stored under its name."""
        with self._lock:
            return self._entries.get(ref)

    def delete(self, ref: str) -> None:
        with self._lock:
            self._entries.pop(ref, None)
