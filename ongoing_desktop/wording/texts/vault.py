"""Sentences: the keyring. None contains a secret."""

from __future__ import annotations

from typing import Final

TEXTS: Final[dict[str, str]] = {
    "vault-none": "This computer has no usable keyring, so credentials cannot be stored.",
    "vault-config": "The keyring's configuration file, python_keyring/keyringrc.cfg in your configuration folder, cannot be used: it is broken, or it names a keyring that is not installed. Correct it or remove it.",
    "vault-environment": "The environment variable PYTHON_KEYRING_BACKEND names a keyring that cannot be loaded. Correct it or unset it.",
    "vault-locked": "The keyring is locked. Unlock it and try again.",
    "vault-refused": "The keyring refused the credential.",
    "vault-failed": "The keyring failed. Try again; if it keeps failing, log out and in again.",
    "vault-not-kept": "The keyring ({name}) accepted the credential but did not return it; nothing was stored.",
    "vault-not-text": "The credential contains an invalid Unicode character and cannot be stored.",
    "vault-too-long": "The credential is longer than 1,280 characters, the most that every keyring can store.",
    "vault-timeout": "The keyring did not respond; perhaps it is waiting for its password in another window.",
    "secret-short": "It is short and could be guessed. Use 20 or more random characters.",
    "secret-repeats": "It consists of few different characters, which are quickly guessed.",
    "secret-blanks": "It begins or ends with a space; make sure that this is intended.",
    "secret-not-ascii": "It contains letters outside ASCII; the other side must read them as UTF-8 too.",
    "vault-missing": "No credential is stored.",
    "vault-busy": "Another window or command is storing a credential. Try again.",
}
