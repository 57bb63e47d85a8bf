"""During a rotation two credentials are accepted: the new one, and the old one until the user ends the rotation."""

from __future__ import annotations

from ongoing_desktop.auth.base import Check, Scheme
from ongoing_desktop.domain.exchange import Headers
from ongoing_desktop.domain.secret import Secret
from ongoing_desktop.domain.snapshot import OldCredential


def verify_both(scheme: Scheme, username: str, secret: Secret | None, old: OldCredential, headers: Headers) -> Check:
    """Check a request against both credentials. Both comparisons always run, so that the time reveals nothing.

    If the keyring does not return the old credential, a request without the new one is unverifiable, because it may
    have the old one.
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
