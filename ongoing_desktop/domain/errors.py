"""Known errors: expected failures as codes with parameters.

A code begins with a word of its class, such as ``storage-`` or ``vault-``. Its sentence is in
:mod:`ongoing_desktop.wording.messages`.
"""

from __future__ import annotations

import errno
from collections.abc import Sequence
from typing import Final

NO_HANDLES: Final = frozenset({errno.EMFILE, errno.ENFILE})
"""Operating system error numbers: this program or the system cannot open more files."""
NO_HANDLES_SENTENCE: Final = "This program may not open more files (ulimit -n). Raise that limit and try again."
"""Defined here, because the files with the other sentences cannot be opened in that case."""


class KnownError(Exception):
    """An expected error with a sentence. ``code`` names it, ``params`` fill it; neither contains a secret."""

    def __init__(self, code: str, /, **params: object) -> None:
        super().__init__(code)
        self.code = code
        self.params = params

    def __str__(self) -> str:
        shown = ", ".join(f"{name}={value!r}" for name, value in self.params.items())
        return f"{self.code}({shown})"


def reason(error: OSError | ValueError) -> str:
    """Why the operating system could not open, read or write a file, as part of a sentence.

    Python raises ValueError for invalid file names.
    """
    if isinstance(error, UnicodeError):
        return "its name contains a character that is not allowed in file names here"
    if isinstance(error, ValueError):
        return "its name contains a NUL character"
    return error.strerror or type(error).__name__


class StorageError(KnownError):
    """The data folder or a database in it cannot be used."""


class StorageFull(StorageError):  # noqa: N818 - the name says the state
    """The disk is full, or the file must not grow."""


class StorageLocked(StorageError):  # noqa: N818
    """Another program keeps the database locked longer than the time limit."""


class StorageDamaged(StorageError):  # noqa: N818
    """The file is not a database, or is damaged."""


class StorageTooNew(StorageError):  # noqa: N818
    """The file was written by a newer version of this program."""


class VaultError(KnownError):
    """The keyring cannot be used now: there is none, or it is locked, refuses or takes too long."""


class ConfigError(KnownError):
    """A config file cannot be imported. ``params["path"]`` names the member, such as ``webhooks[3].url``."""


class ListenerError(KnownError):
    """The listener cannot start or continue."""


class TunnelError(KnownError):
    """The program of a tunnel cannot be started."""


class ExportError(KnownError):
    """An export failed; no file was left."""


class SecretsFound(ExportError):  # noqa: N818 - the name says the state
    """The data to be written contains a stored secret. Nothing was written."""

    def __init__(self, places: Sequence[tuple[int, str]], *, masked: bool = False) -> None:
        """``places``: pairs of exchange (0 for none) and part, without the secret. ``masked``: masking did not help."""
        listed = [f"exchange {number}, {part}" if number else part for number, part in places]
        code = "export-secret-stays" if masked else "export-secret"
        super().__init__(code, places="; ".join(listed))
        self.places = tuple(places)


class ApiError(KnownError):
    """Ongoing's REST API could not be reached or gave no usable answer."""


class UsageError(KnownError):
    """The caller asked for something that does not exist or is invalid."""
