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
        "python": ReceiverPart('''\
def authorized(headers):
    """Exactly one header X-Auth-Token with the agreed text."""
    given = headers.get_all("X-Auth-Token") or []
    return same(given[0].encode("latin-1") if len(given) == 1 else b"", SECRET.encode()) and len(given) == 1
'''),
        "node": ReceiverPart("""\
// Exactly one header X-Auth-Token with the agreed text.
function authorized(request) {
  const given = values(request, "x-auth-token");
  return same(Buffer.from(given.length === 1 ? given[0] : "", "latin1"), Buffer.from(SECRET, "utf8")) && given.length === 1;
}
"""),
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
