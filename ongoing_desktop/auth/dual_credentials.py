"""During a rotation two credentials are right: the one in use, and the old one until the user ends it."""

from __future__ import annotations

from ongoing_desktop.auth.base import Check, Scheme
from ongoing_desktop.domain.exchange import Headers
from ongoing_desktop.domain.secret import Secret
from ongoing_desktop.domain.snapshot import OldCredential


def verify_both(scheme: Scheme, username: str, secret: Secret | None, old: OldCredential, headers: Headers) -> Check:
    """Judge a request by both. Both comparisons always run, so that the time does not tell which one was right.

    An old credential that the keyring does not give makes what is not the new one unverifiable: it may be the old one.
    """
    by_new = scheme.verify(username, secret, headers)
    by_old = scheme.verify(old.username, old.secret, headers)
    if by_new.verdict == "verified":
        return by_new
    if by_old.verdict == "verified" and old.secret is not None:
        return Check("verified", "old-credential")
    if by_new.verdict == "refused" and by_old.verdict == "unverifiable":
        return Check("unverifiable", "old-secret-unreadable")
    return by_new
