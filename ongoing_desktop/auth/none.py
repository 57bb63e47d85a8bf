"""No authentication: nothing is sent, and everything is accepted."""

from __future__ import annotations

from typing import ClassVar

from ongoing_desktop.auth.base import Check, ReceiverPart, Scheme, credential_headers
from ongoing_desktop.domain.exchange import Headers
from ongoing_desktop.domain.secret import Secret


class NoAuthentication(Scheme):
    """Ongoing's option "None"."""

    key = "none"
    title = "None"
    titles: ClassVar = {"sv": "Ingen"}
    word = "None"
    receiver: ClassVar = {key: ReceiverPart() for key in ("python", "node", "php", "java", "go", "csharp")}

    def apply(self, username: str, secret: Secret) -> Headers:
        del username, secret
        return ()

    def verify(self, username: str, secret: Secret | None, headers: Headers) -> Check:
        """Always open. An unexpected credential is mentioned."""
        del username, secret
        names = credential_headers()
        came = any(name.lower() in names for name, _ in headers)
        return Check("open", "no-authentication-credential-sent" if came else "no-authentication")
