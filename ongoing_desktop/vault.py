"""The operating system's keyring. Only this module imports ``keyring``, when a secret is first needed.

A backend is accepted if its priority is 1 or more and values read back correctly. ``fail``, ``null`` and the backends
of ``keyrings.alt`` are rejected: they store nothing, or use a plain file. There is no fallback.
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
"""Bytes in UTF-16: the limit of the Windows Credential Manager, applied everywhere so that settings are portable."""
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
"""Codes by the name of an exception class or of its base classes, which are known only after keyring is imported."""


class KeyringVault:
    """Implements :class:`ongoing_desktop.services.ports.Vault`. Any call may block until the user answers a prompt."""

    def status(self) -> VaultStatus:
        """The configured backend and whether it is accepted. Reads no entry, so it never prompts."""
        try:
            members = self._members()
        except VaultError as error:
            return VaultStatus(usable=False, name="", code=error.code)
        counting = [member for member in members if _counts(member)]
        if not counting:
            return VaultStatus(usable=False, name=_name(members[0]) if members else "", code="vault-none")
        return VaultStatus(usable=True, name=_name(counting[0]))

    def put(self, ref: str, secret: Secret) -> None:
        """Write a new entry, read it back and compare. Raises VaultError; the entry must then not be used."""
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
        """The entry, or None if there is none. Raises VaultError if it cannot be read."""
        for backend in self._counting():
            value = _guarded(lambda: backend.get_password(_service(ref), USER))  # noqa: B023 - called at once
            if value is not None:
                return Secret(str(value))
        return None

    def delete(self, ref: str) -> None:
        """Remove the entry if it exists. Raises VaultError."""
        for backend in self._counting():
            # Backends raise different errors for an absent entry, so check first.
            if _guarded(lambda: backend.get_password(_service(ref), USER)) is not None:  # noqa: B023
                _guarded(lambda: backend.delete_password(_service(ref), USER))  # noqa: B023

    def _counting(self, *, writing: bool = False) -> list[Any]:
        members = self._members()
        counting = [member for member in members if _counts(member)]
        if not counting:
            if writing and any(_module(member).startswith(_NULL) for member in members):
                # It accepts everything and stores nothing.
                raise VaultError("vault-not-kept", name=_name(members[0]))
            raise VaultError("vault-none")
        return counting

    @staticmethod
    def _members() -> list[Any]:
        """The configured backend, or the members of a chained one."""
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
    """Code of a user setting that keeps keyring from finding a backend, empty without such a setting."""
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
    """Why a value cannot be stored, empty if it can. A separate function, so that no traceback contains the value."""
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
    # One service per entry, because the Windows backend moves entries when two users share a service.
    return f"ongoing-desktop/{ref}"


def _guarded(call: Callable[[], T]) -> T:
    """Run a keyring call and convert any exception to a code.

    Backends raise arbitrary exceptions (from D-Bus, ctypes, their own), including SystemExit, which would end a thread
    silently and leave its caller waiting. The new exception is raised outside the handler, so that it has no cause or
    context: the original may contain the secret.
    """
    try:
        return call()
    except BaseException as error:  # noqa: BLE001
        names = [kind.__name__ for kind in type(error).__mro__]
    raise VaultError(next((_CODES[name] for name in names if name in _CODES), "vault-failed")) from None
