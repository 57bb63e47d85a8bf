"""Known errors: what can go wrong around us, as codes with parameters.

::

    KnownError                a sentence for the user; everything else is a bug
    ├── StorageError          code "storage-*"
    │   ├── StorageFull       no room, or the file may not grow
    │   ├── StorageLocked     another program holds the database
    │   ├── StorageDamaged    not a database, or broken
    │   └── StorageTooNew     written by a newer version
    ├── VaultError            code "vault-*": no keyring, locked, refused, timed out
    ├── ConfigError           code "config-*": a file that cannot be imported; ``path`` says where
    ├── ListenerError         code "listener-*": port taken, address gone, did not start
    ├── ExportError           code "export-*": nothing was written
    │   └── SecretsFound      a stored secret stands in what was to be written; ``places`` says where
    ├── ApiError              code "api-*": Ongoing's REST API gave no usable answer
    └── UsageError            code "usage-*": a wrong command line, an unknown name

The sentence of a code stands in :mod:`ongoing_desktop.wording.messages`, once for window and command line.
"""

from __future__ import annotations

from collections.abc import Sequence


class KnownError(Exception):
    """An error of the surroundings. ``code`` names the sentence, ``params`` fill it; neither holds a secret."""

    def __init__(self, code: str, /, **params: object) -> None:
        super().__init__(code)
        self.code = code
        self.params = params

    def __str__(self) -> str:
        shown = ", ".join(f"{name}={value!r}" for name, value in self.params.items())
        return f"{self.code}({shown})"


def reason(error: OSError | ValueError) -> str:
    """Why the operating system did not open, read or write a file, to stand in a sentence.

    Python raises ValueError for names that no file can have.
    """
    if isinstance(error, UnicodeError):
        return "its name contains a character that is not allowed in file names here"
    if isinstance(error, ValueError):
        return "its name contains a NUL character"
    return error.strerror or type(error).__name__


class StorageError(KnownError):
    """The data folder or a database in it cannot be used."""


class StorageFull(StorageError):  # noqa: N818 - the name says the state
    """No room left, or the file may not grow."""


class StorageLocked(StorageError):  # noqa: N818
    """Another program holds the database longer than we wait."""


class StorageDamaged(StorageError):  # noqa: N818
    """The file is no database, or a broken one."""


class StorageTooNew(StorageError):  # noqa: N818
    """The file was written by a newer version of this program."""


class VaultError(KnownError):
    """The keyring cannot be used now."""


class ConfigError(KnownError):
    """A config file cannot be imported. ``params["path"]`` names the member, such as ``webhooks[3].url``."""


class ListenerError(KnownError):
    """The listener cannot start or go on."""


class ExportError(KnownError):
    """An export was not made; no file is left."""


class SecretsFound(ExportError):  # noqa: N818 - the name says the state
    """A stored secret stands in what was to be written. Nothing was."""

    def __init__(self, places: Sequence[tuple[int, str]], *, masked: bool = False) -> None:
        """``places``: exchange (0: none) and part, never what stands there. ``masked``: masking did not help."""
        told = [f"exchange {number}, {part}" if number else part for number, part in places]
        code = "export-secret-stays" if masked else "export-secret"
        super().__init__(code, places="; ".join(told))
        self.places = tuple(places)


class ApiError(KnownError):
    """Ongoing's REST API could not be asked, or gave no usable answer."""


class UsageError(KnownError):
    """The caller asked for something that does not exist or does not fit."""
