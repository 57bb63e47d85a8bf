"""A fixed text in the header ``X-Auth-Token`` (page ``developer.ongoingwarehouse.com/webhooks``)."""

from __future__ import annotations

from typing import ClassVar

from ongoing_desktop.auth.base import Check, ReceiverPart, Scheme, SchemeField, header_value_problems, same
from ongoing_desktop.domain.problems import Problem
from ongoing_desktop.domain.secret import Secret


class TokenAuthentication(Scheme):
    """Ongoing's option of a fixed X-Auth token."""

    key = "x-auth-token"
    title = "Fixed X-Auth token"
    titles: ClassVar = {"sv": "Fast X-Auth-token"}
    word = "X-Auth token"
    fields = (SchemeField("token", "Token", secret=True),)
    header = "X-Auth-Token"
    reasons: ClassVar = {
        "token-empty-received": "The X-Auth-Token header is empty.",
        "token-stray-text": "The token is right except for spaces, quotation marks or “Bearer” around it.",
        "wrong-token": "The token is wrong.",
    }
    receiver: ClassVar = {
        **{key: ReceiverPart("SECRET") for key in ("python", "node", "php", "java")},
        **{key: ReceiverPart("secret") for key in ("go", "csharp")},
    }

    def secret_problems(self, secret: Secret | None) -> tuple[Problem, ...]:
        """The token is the whole value of the header."""
        return (*super().secret_problems(secret), *header_value_problems("token", secret))

    def judge(self, credential: str, username: str, secret: Secret) -> Check:
        """Distinguishes an empty token, extra spaces and a wrong token."""
        del username
        received = credential.encode("latin-1", "replace")
        expected = secret.reveal().encode("utf-8", "surrogatepass")
        right = same(received, expected)
        loose = same(received.strip(b" \t\"'"), expected) or same(received.removeprefix(b"Bearer "), expected)
        if right:
            return Check("verified", "right")
        if not received:
            return Check("refused", "token-empty-received")
        return Check("refused", "token-stray-text" if loose else "wrong-token")
