"""Sentences for the verdict on a received request: what is so, and why; never what was expected."""

from __future__ import annotations

from typing import Final

TEXTS: Final[dict[str, str]] = {
    "right": "The credential is right.",
    "no-authentication": "The webhook uses no authentication, so anyone may send to it.",
    "no-authentication-credential-sent": "The webhook uses no authentication, though the request carried a credential.",
    "header-absent": "The header {header} is missing.",
    "other-scheme": "The request carried {got}; the webhook uses {expected}.",
    "not-basic": "The Authorization header is not of the scheme Basic.",
    "two-headers": "The header {header} came more than once; which one counts cannot be told.",
    "base64-broken": "The part after “Basic” is not valid base64.",
    "base64-no-colon": "The part after “Basic” holds no colon between user name and password.",
    "credential-too-long": "The credential is longer than 8,192 bytes and was not looked at.",
    "wrong-user": "The password is right, the user name is not.",
    "wrong-password": "The user name is right, the password is not.",
    "wrong-user-and-password": "Neither user name nor password is right.",
    "password-stray-blank": "The user name is right; the password has a stray blank or line break.",
    "token-empty-received": "The X-Auth-Token header is empty.",
    "token-stray-text": "The token has stray text around it, such as quotes, a blank or the word Bearer.",
    "wrong-token": "The token is not the one stored for this webhook.",
    "secret-missing": "The credential cannot be checked: none is readable for this webhook ({why}).",
    "no-webhook": "No webhook has this path.",
    "several-webhooks": "Several webhooks have this path and fit: {names}.",
}
