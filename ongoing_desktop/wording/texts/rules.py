"""Sentences: reply rules, forwarding and certificates."""

from __future__ import annotations

from typing import Final

_PROBLEMS: Final[dict[str, str]] = {
    "rule-method": "The method is a single word such as POST, of at most {limit} characters.",
    "rule-path": "The path begins with a slash, contains no spaces and no “?”, and may end with one “*”.",
    "rule-webhook": "The webhook of this rule no longer exists.",
    "rule-long": "This is longer than {limit} characters.",
    "rule-many": "The file contains more than {limit} reply rules.",
    "rule-verdict": "“{value}” is not a verdict that a rule can match.",
    "rule-then": "“{value}” is neither repeat nor normal.",
    "rule-steps": "A rule has one to {limit} steps.",
    "rule-kind": "“{value}” is not a kind of step.",
    "rule-delay": "Enter a delay from 0 to {limit} milliseconds.",
    "rule-delay-range": "The longest delay must not be shorter than the shortest one.",
    "rule-before-reading": "Before the body is read, the connection can only be closed or reset, without a delay.",
    "rule-status": "Enter a status from 100 to 599, except 101.",
    "rule-no-body": "A response with status {status} cannot have a body.",
    "rule-body-text": "The body contains an invalid Unicode character and cannot be sent.",
    "rule-body-long": "The body is longer than {limit} bytes.",
    "rule-headers": "At most {limit} headers are allowed.",
    "rule-header-name": "A header name is a single word of letters, digits and characters such as “-”.",
    "rule-header-framing": "The header {name} is set by the listener itself.",
    "rule-header-value": "The value of {name} contains a line break, a control character, a space at its end or a character outside Latin-1, or is too long.",
    "rule-preset": "There is no preset “{value}”.",
}
_WHAT_WAS_DONE: Final[dict[str, str]] = {
    "rule-silence": "Not answered, because of the rule.",
    "rule-close": "Closed without a response, because of the rule.",
    "rule-reset": "Reset without a response, because of the rule.",
    "rule-half": "Only half of the response was sent, because of the rule.",
    "rule-crowded": "Too many requests were waiting for a response, so this connection was closed.",
    "rule-left": "The sender closed the connection before the delayed response.",
    "rule-stopped": "The listener stopped before the delayed response was due.",
}
_FORWARD: Final[dict[str, str]] = {
    "forward-time-out": "Enter a time-out from {least} to {most} s.",
    "forward-path": "“{value}” is neither append nor replace.",
    "forward-webhook": "A webhook that forwarding is limited to no longer exists.",
    "forward-target-path": "If the path is appended, the target address must not have a query.",
    "forward-fragment": "The target address contains a “#”, which is never sent.",
    "forward-link-local": "The target {host} is a link-local or cloud metadata address; requests are not forwarded there.",
    "forward-loop": "The request has already been forwarded {hops} times; it is in a loop.",
    "forward-self": "The target is this listener itself.",
    "forward-unknown-host": "The host name {host} is unknown; check the spelling and the network.",
    "forward-unreachable": "{host} cannot be reached: {why}.",
    "forward-timeout": "The target did not answer within {seconds} s.",
    "forward-tls": "The target's certificate is not trusted, or TLS failed: {why}.",
    "forward-broken": "The target's response is not valid HTTP, or it was cut off.",
    "forward-too-large": "The target's response is larger than {limit} bytes.",
    "forward-body-gone": "The stored body could not be read again.",
    "forward-failed": "Forwarding failed because of an error in this program.",
    "forward-crowded": "Too many requests were waiting for the target. This one was saved but not forwarded.",
    "forward-stopped": "The listener stopped before the target answered.",
}
_TLS: Final[dict[str, str]] = {
    "tls-certificate-missing": "There is a key but no certificate; choose the certificate file.",
    "tls-certificate-unreadable": "The certificate {path} cannot be read: {why}.",
    "tls-key-unreadable": "The key {path} cannot be read: {why}.",
    "tls-certificate-broken": "{path} contains no certificate in PEM format.",
    "tls-key-broken": "{path} contains no private key in PEM format.",
    "tls-key-encrypted": "The key {path} is protected by a passphrase. The listener needs a key without one; for example: openssl pkey -in KEY -out NEW-KEY.",
    "tls-mismatch": "The key does not belong to the certificate.",
    "tls-refused": "The certificate cannot be used: {why}.",
    "tls-expired": "The certificate expired on {until}; senders will refuse it.",
    "tls-not-yet": "The certificate is not valid before {since}; until then senders will refuse it.",
    "tls-expires-soon": "The certificate expires on {until}, in {days} days.",
    "plain-on-tls": "The HTTPS port received plain HTTP; the address must begin with https://.",
    "tls-handshake": "The TLS handshake failed ({why}): the sender does not trust the certificate, or supports no common TLS version.",
    "tls-handshake-timeout": "The TLS handshake did not finish within {seconds} s.",
}
_SIMULATOR: Final[dict[str, str]] = {
    "simulator-path": "Enter a path such as /orders/70031 or /orders/statuses, with at most {limit} characters.",
    "simulator-root": "Leave out /api/v1: the path begins after it, as in {path}.",
    "simulator-large": "A document can have at most {limit} kB.",
    "simulator-many": "The simulator keeps at most {most} documents with {limit} MB in total.",
    "simulator-json": "This is not valid JSON: line {line}, column {column}: {why}.",
    "simulator-deep": "The document is nested deeper than {limit} levels.",
    "simulator-shape": "A document is a JSON object or a list.",
    "simulator-object": "The document of {path} is one object, not a list.",
    "simulator-id": "{member} is {value}, but the path says {id}. Make them equal.",
    "simulator-password": "Enter a password, or leave the user name empty so that no credential is checked.",
    "simulator-session": "Tick “Keep until I quit”: no keyring can be used.",
    "simulator-username": "A user name must not contain a colon or control characters.",
}
TEXTS: Final[dict[str, str]] = {**_SIMULATOR, **_PROBLEMS, **_WHAT_WAS_DONE, **_FORWARD, **_TLS}
