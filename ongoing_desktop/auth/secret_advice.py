"""Advice on a secret while it is typed: never a ban, for what the other side demands goes first."""

from __future__ import annotations

from typing import Final

from ongoing_desktop.auth.base import has_controls
from ongoing_desktop.domain.secret import Secret

SHORT: Final = 16
"""Characters. A secret that a program remembers can as well be long (NIST SP 800-63B, 5.1.1: 8 for people's own)."""
FEW_CHARACTERS: Final = 5


def secret_advice(key: str, secret: Secret) -> str:
    """Code of a ``secret-…`` sentence, empty when there is nothing to advise. ``key``: the field, such as ``token``."""
    value = secret.reveal()
    if not value or has_controls(value):
        return ""  # said as a problem
    if key == "password" and value != value.strip():
        return "secret-blanks"
    if key == "password" and not value.isascii():
        return "secret-not-ascii"
    if len(set(value)) < FEW_CHARACTERS:
        return "secret-repeats"
    return "secret-short" if len(value) < SHORT else ""
