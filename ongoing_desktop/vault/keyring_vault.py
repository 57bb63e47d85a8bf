"""The operating system's keyring. The only importer of ``keyring``, and only once a secret is needed.

Any backend with priority 1 or more whose value reads back counts. ``fail``, ``null`` and everything of ``keyrings.alt``
count as none: they keep nothing, or keep it in a plain file. There is no fallback of our own.
"""

from __future__ import annotations

import importlib
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final, TypeVar

from ongoing_desktop.domain.errors import VaultError
from ongoing_desktop.domain.secret import Secret
from ongoing_desktop.services.ports import VaultStatus

T = TypeVar("T")
USER: Final = "ongoing-desktop"
LONGEST_BYTES: Final = 2560
"""In UTF-16, which is what the Windows Credential Manager takes; checked everywhere, so that settings can move."""
LOWEST_PRIORITY: Final = 1.0
_NULL: Final = "keyring.backends.null"
_NONE_AT_ALL: Final = ("keyring.backends.fail", _NULL, "keyrings.alt")
_CODES: Final = {
    "NoKeyringError": "vault-none",
    "ImportError": "vault-none",
    "KeyringLocked": "vault-locked",
    "InitError": "vault-locked",
    "PasswordSetError": "vault-refused",
    "PasswordDeleteError": "vault-refused",
    "UnicodeError": "vault-not-text",
}
"""By the name of an exception's class or of one it derives from; the classes are known only once keyring is imported."""


class KeyringVault:
    """Implements :class:`ongoing_desktop.services.ports.Vault`. Every call may wait for a prompt for ever."""

    def status(self) -> VaultStatus:
        """Which backend is configured, and whether it counts. Reads no entry, so it never prompts by itself."""
        try:
            members = self._members()
        except VaultError as error:
            return VaultStatus(usable=False, name="", code=error.code)
        counting = [member for member in members if _counts(member)]
        if not counting:
            return VaultStatus(usable=False, name=_name(members[0]) if members else "", code="vault-none")
        return VaultStatus(usable=True, name=_name(counting[0]))

    def put(self, ref: str, secret: Secret) -> None:
        """Write a new entry, read it back and compare. Raises VaultError; then the entry must not be used."""
        value = secret.reveal()
        code = _unfit(value)
        if code:
            raise VaultError(code)
        backend = self._counting(writing=True)[0]
        _guarded(lambda: backend.set_password(_service(ref), USER, value))
        back = _guarded(lambda: backend.get_password(_service(ref), USER))
        if not _same(back, value):
            raise VaultError("vault-not-kept", name=_name(backend))

    def get(self, ref: str) -> Secret | None:
        """The entry, None when there is none. Raises VaultError when that cannot be told."""
        for backend in self._counting():
            value = _guarded(lambda: backend.get_password(_service(ref), USER))  # noqa: B023 - called at once
            if value is not None:
                return Secret(str(value))
        return None

    def delete(self, ref: str) -> None:
        """Remove the entry; one that is not there is fine. Raises VaultError."""
        for backend in self._counting():
            # Backends differ in what they raise for an absent entry, so ask first.
            if _guarded(lambda: backend.get_password(_service(ref), USER)) is not None:  # noqa: B023
                _guarded(lambda: backend.delete_password(_service(ref), USER))  # noqa: B023

    def _counting(self, *, writing: bool = False) -> list[Any]:
        members = self._members()
        counting = [member for member in members if _counts(member)]
        if not counting:
            if writing and any(_module(member).startswith(_NULL) for member in members):
                # It says yes to everything and keeps nothing.
                raise VaultError("vault-not-kept", name=_name(members[0]))
            raise VaultError("vault-none")
        return counting

    @staticmethod
    def _members() -> list[Any]:
        """The configured backend, or those that the chaining one asks in turn."""
        keyring = _guarded(lambda: importlib.import_module("keyring"))
        code = ""
        try:
            backend = _guarded(keyring.get_keyring)
        except VaultError as error:
            code = _chosen_wrong() or error.code
        if code:
            raise VaultError(code)
        if _module(backend).startswith("keyring.backends.chainer"):
            return list(_guarded(lambda: backend.backends))
        return [backend]


def _chosen_wrong() -> str:
    """Which choice of the user's kept keyring from finding a backend, as a code; empty where nothing was chosen."""
    if os.environ.get("PYTHON_KEYRING_BACKEND") is not None:
        return "vault-environment"
    platform = _guarded(lambda: importlib.import_module("keyring.util.platform_"))
    try:
        (Path(_guarded(platform.config_root)) / "keyringrc.cfg").stat()
    except FileNotFoundError:
        return ""
    except OSError:
        pass
    return "vault-config"


def _counts(backend: Any) -> bool:
    if _module(backend).startswith(_NONE_AT_ALL):
        return False
    try:
        return float(backend.priority) >= LOWEST_PRIORITY
    except BaseException:  # noqa: BLE001 - a backend that cannot tell its priority cannot be used
        return False


def _unfit(value: str) -> str:
    """Why a value cannot be kept, empty when it can. A function of its own: no exception leaves it with the value."""
    try:
        value.encode("utf-8")
    except UnicodeError:
        return "vault-not-text"
    return "vault-too-long" if len(value.encode("utf-16-le")) > LONGEST_BYTES else ""


def _same(back: object, value: str) -> bool:
    if not isinstance(back, str):
        return False
    import hmac  # noqa: PLC0415 - loads OpenSSL

    return hmac.compare_digest(back.encode("utf-8", "surrogatepass"), value.encode("utf-8"))


def _module(backend: Any) -> str:
    return str(type(backend).__module__)


def _name(backend: Any) -> str:
    try:
        return str(backend.name)
    except BaseException:  # noqa: BLE001 - a name is not worth an error
        return type(backend).__name__


def _service(ref: str) -> str:
    # One service per entry: the Windows backend moves entries when two users share a service.
    return f"ongoing-desktop/{ref}"


def _guarded(call: Callable[[], T]) -> T:
    """Run a keyring call; whatever it raises becomes a code.

    Backends raise what they like (D-Bus, ctypes, their own), SystemExit among it: that ends a thread in silence, and whoever
    waits for its answer waits for ever. The code is raised after the handler, so that neither cause nor context leads to the original: it may hold the secret.
    """
    try:
        return call()
    except BaseException as error:  # noqa: BLE001
        names = [kind.__name__ for kind in type(error).__mro__]
    raise VaultError(next((_CODES[name] for name in names if name in _CODES), "vault-failed")) from None
