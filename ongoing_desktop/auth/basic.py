"""Basic authentication (RFC 7617): ``Authorization: Basic base64(user:password)``, UTF-8."""

from __future__ import annotations

import base64
import binascii
from typing import ClassVar

from ongoing_desktop.auth.base import USERNAME, Check, ReceiverPart, Scheme, SchemeField, has_controls, same
from ongoing_desktop.domain.problems import Problem
from ongoing_desktop.domain.secret import Secret

LONGEST_VALUE = 8192
"""Longest header value, in bytes, that is decoded (T23)."""


class BasicAuthentication(Scheme):
    """Ongoing's option "Basic"."""

    key = "basic"
    title = "Basic"
    word = "Basic"
    fields = (USERNAME, SchemeField("password", "Password", {"sv": "Lösenord"}, secret=True))
    header = "Authorization"
    prefix = "Basic"
    takes_userinfo = True
    other_scheme_code = "not-basic"
    reasons: ClassVar = {
        "not-basic": "The Authorization header does not use Basic authentication, but the webhook does.",
        "credential-too-long": "The credentials are longer than 8 KiB and were not checked.",
        "base64-broken": "The text after “Basic” is not valid base64, so it contains no user name and password.",
        "base64-no-colon": "The decoded credentials contain no colon, so user name and password cannot be separated.",
        "wrong-password": "The user name is right, but the password is wrong.",
        "wrong-user": "The password is right, but the user name is wrong.",
        "wrong-user-and-password": "Both user name and password are wrong.",
        "password-stray-blank": "The password is right except for a space or line break at its beginning or end.",
        "username-colon": "A user name for Basic must not contain a colon: the receiver would read the rest as the password.",
    }
    receiver: ClassVar = {
        "python": ReceiverPart('PREFIX + base64.b64encode((@USERNAME@ + ":" + SECRET).encode()).decode()', ("base64",)),
        "node": ReceiverPart('PREFIX + Buffer.from(@USERNAME@ + ":" + SECRET, "utf8").toString("base64")'),
        "php": ReceiverPart("PREFIX . base64_encode(@USERNAME@ . ':' . SECRET)"),
        "java": ReceiverPart(
            'PREFIX + Base64.getEncoder().encodeToString((@USERNAME@ + ":" + SECRET).getBytes(StandardCharsets.UTF_8))'
        ),
        "go": ReceiverPart(
            'prefix + base64.StdEncoding.EncodeToString([]byte(@USERNAME@ + ":" + secret))', ("encoding/base64",)
        ),
        "csharp": ReceiverPart('prefix + Convert.ToBase64String(Encoding.UTF8.GetBytes(@USERNAME@ + ":" + secret))'),
    }

    def username_problems(self, username: str) -> tuple[Problem, ...]:
        """RFC 7617: no colon in the user name, no control characters."""
        found: list[Problem] = []
        if not username:
            found.append(Problem("username", "username-empty"))
        if ":" in username:
            found.append(Problem("username", "username-colon"))
        if has_controls(username):
            found.append(Problem("username", "username-controls"))
        return tuple(found)

    def advice(self, secret: Secret) -> str:
        """Base64 can carry any character, so a wrong one is noticed only by the receiver."""
        value = secret.reveal()
        if not has_controls(value):
            if value != value.strip():
                return "secret-blanks"
            if not value.isascii():
                return "secret-not-ascii"
        return super().advice(secret)

    def encoded(self, username: str, secret: Secret) -> str:
        """UTF-8, as the catalogue assumes."""
        return base64.b64encode(f"{username}:{secret.reveal()}".encode()).decode("ascii")

    def challenge(self, realm: str) -> str:
        """Includes the charset with which user name and password are decoded (RFC 7617, 2.1)."""
        return f'{super().challenge(realm)}, charset="UTF-8"'

    def entered(self, credential: str) -> tuple[str, str]:
        try:
            user, _, password = base64.b64decode(credential, validate=True).decode("utf-8").partition(":")
        except (binascii.Error, ValueError):
            return "", ""
        return user, password

    def judge(self, credential: str, username: str, secret: Secret) -> Check:
        """Distinguishes invalid base64, wrong user name, wrong password and extra spaces."""
        return _judge(credential, username, secret.reveal())


def _judge(encoded: str, username: str, password: str) -> Check:
    if len(encoded) > LONGEST_VALUE:
        return Check("refused", "credential-too-long")
    try:
        decoded = base64.b64decode(encoded.encode("latin-1"), validate=True)
    except (binascii.Error, ValueError):
        return Check("refused", "base64-broken")
    user, colon, given = decoded.partition(b":")
    if not colon:
        return Check("refused", "base64-no-colon")
    # Always run both comparisons, so that a right user name takes no longer than a wrong one.
    results = [
        (same(user, _encode(username, charset)), same(given, _encode(password, charset)))
        for charset in ("utf-8", "latin-1")
    ]
    if any(user_ok and password_ok for user_ok, password_ok in results):
        return Check("verified", "right")
    stray = same(given.strip(b" \t\r\n"), password.encode("utf-8", "surrogatepass"))
    user_right = any(user_ok for user_ok, _ in results)
    if user_right and stray:
        return Check("refused", "password-stray-blank")
    if user_right:
        return Check("refused", "wrong-password")
    if any(password_ok for _, password_ok in results):
        return Check("refused", "wrong-user")
    return Check("refused", "wrong-user-and-password")


def _encode(text: str, charset: str) -> bytes:
    # Latin-1 cannot encode all characters; the replacement never matches but keeps the time constant.
    return text.encode(charset, "surrogatepass" if charset == "utf-8" else "xmlcharrefreplace")
