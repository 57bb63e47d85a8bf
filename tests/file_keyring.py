"""A keyring backend in one JSON file, written atomically, for tests that kill processes."""

from __future__ import annotations

import json
import os
import threading
from pathlib import Path

from keyring.backend import KeyringBackend


class FileKeyring(KeyringBackend):
    """Chosen only by tests, through PYTHON_KEYRING_BACKEND."""

    priority = 5

    def _file(self) -> Path:
        return Path(os.environ["TEST_KEYRING_FILE"])

    def _load(self) -> dict[str, str]:
        return json.loads(self._file().read_text()) if self._file().exists() else {}

    def _store(self, entries: dict[str, str]) -> None:
        part = self._file().with_suffix(f".{os.getpid()}")
        part.write_text(json.dumps(entries))
        part.replace(self._file())

    def set_password(self, service: str, username: str, password: str) -> None:
        self._store({**self._load(), f"{service}\n{username}": password})

    def get_password(self, service: str, username: str) -> str | None:
        return self._load().get(f"{service}\n{username}")

    def delete_password(self, service: str, username: str) -> None:
        entries = self._load()
        del entries[f"{service}\n{username}"]
        self._store(entries)


class BlockedKeyring(KeyringBackend):
    """Never answers, like one with an unseen prompt."""

    priority = 5

    def set_password(self, service: str, username: str, password: str) -> None:
        threading.Event().wait()

    def get_password(self, service: str, username: str) -> str | None:
        threading.Event().wait()
        return None

    def delete_password(self, service: str, username: str) -> None:
        threading.Event().wait()
