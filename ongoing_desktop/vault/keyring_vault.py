"""The operating system's keyring. The only importer of ``keyring``, and only once a secret is needed.

Any backend with priority 1 or more whose value reads back counts. ``fail``, ``null`` and everything of ``keyrings.alt``
count as none: they keep nothing, or keep it in a plain file.
"""

from __future__ import annotations

import hmac
import importlib
from collections.abc import Callable
from typing import Any, Final, TypeVar

from ongoing_desktop.domain.errors import VaultError
from ongoing_desktop.domain.secret import Secret
from ongoing_desktop.services.ports import VaultStatus

T = TypeVar("T")
USER: Final = "ongoing-desktop"
LONGEST_UTF16: Final = 2560
_NONE_AT_ALL: Final = ("keyring.backends.fail", "keyring.backends.null", "keyrings.alt")


class KeyringVault:
    """Implements :class:`ongoing_desktop.services.ports.Vault`. Every call may wait for a prompt for ever."""

    def status(self) -> VaultStatus:
        """Which backend is configured, and whether it counts."""
        try:
            backend = self._backend()
        except VaultError as error:
            return VaultStatus(usable=False, name="", code=error.code)
        return VaultStatus(usable=True, name=_name(backend))

    def put(self, ref: str, secret: Secret) -> None:
        """Write a new entry, read it back and compare."""
        value = secret.reveal()
        if len(value.encode("utf-16-le", "surrogatepass")) > LONGEST_UTF16:
            raise VaultError("vault-too-long")
        backend = self._backend()
        _guarded(lambda: backend.set_password(_service(ref), USER, value))
        back = _guarded(lambda: backend.get_password(_service(ref), USER))
        if not isinstance(back, str) or not hmac.compare_digest(back.encode(), value.encode()):
            raise VaultError("vault-not-kept", name=_name(backend))

    def get(self, ref: str) -> Secret | None:
        """The entry, None when there is none."""
        backend = self._backend()
        value = _guarded(lambda: backend.get_password(_service(ref), USER))
        return None if value is None else Secret(value)

    def delete(self, ref: str) -> None:
        """Remove the entry; one that is not there is fine."""
        backend = self._backend()
        # Backends differ in what they raise for an absent entry, so ask first.
        if _guarded(lambda: backend.get_password(_service(ref), USER)) is not None:
            _guarded(lambda: backend.delete_password(_service(ref), USER))

    def _backend(self) -> Any:
        keyring = _guarded(lambda: importlib.import_module("keyring"))
        backend = _guarded(keyring.get_keyring)
        members = list(getattr(backend, "backends", ())) or [backend]
        counting = [member for member in members if _counts(member)]
        if not counting:
            raise VaultError("vault-none")
        return counting[0] if backend in members or len(counting) < len(members) else backend


def _counts(backend: Any) -> bool:
    module = type(backend).__module__
    if module.startswith(_NONE_AT_ALL):
        return False
    try:
        return float(backend.priority) >= 1
    except Exception:  # noqa: BLE001 - a backend that can't tell its priority can't be used
        return False


def _name(backend: Any) -> str:
    return str(getattr(backend, "name", type(backend).__name__))


def _service(ref: str) -> str:
    # One service per entry: the Windows backend moves entries when two users share a service.
    return f"ongoing-desktop/{ref}"


def _guarded(call: Callable[[], T]) -> T:
    """Run a keyring call; whatever it raises becomes a code. The cause is dropped: it could hold the secret."""
    try:
        return call()
    except VaultError:
        raise
    except UnicodeError:
        code = "vault-not-text"
    except Exception as error:  # noqa: BLE001 - backends raise what they like (D-Bus, ctypes, their own)
        code = _CODES.get(type(error).__name__, "vault-failed")
    raise VaultError(code) from None


_CODES: Final = {
    "NoKeyringError": "vault-none",
    "ModuleNotFoundError": "vault-none",
    "ImportError": "vault-none",
    "KeyringLocked": "vault-locked",
    "InitError": "vault-locked",
    "PasswordSetError": "vault-refused",
    "PasswordDeleteError": "vault-refused",
}
