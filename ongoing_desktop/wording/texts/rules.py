"""Sentences about reply rules, forwarding and certificates."""

from __future__ import annotations

from typing import Final

_PROBLEMS: Final[dict[str, str]] = {
    "rule-method": "The method is a single word such as POST, of at most {limit} characters.",
    "rule-path": "The path begins with a slash, holds no blanks and no “?”, and may end with one “*”.",
    "rule-webhook": "The webhook that this rule is for does not exist any more.",
    "rule-long": "This is longer than {limit} characters.",
    "rule-many": "The file holds more than {limit} reply rules.",
    "rule-verdict": "“{value}” is no verdict that a rule can ask for.",
    "rule-then": "“{value}” is neither repeat nor normal.",
    "rule-steps": "A rule has one to {limit} steps.",
    "rule-kind": "“{value}” is no kind of step.",
    "rule-delay": "A delay is 0 to {limit} milliseconds.",
    "rule-delay-range": "The longest delay is shorter than the shortest one.",
    "rule-before-reading": "Only closing or resetting without a delay can happen before the body is read.",
    "rule-status": "A status is 100 to 599, except 101.",
    "rule-no-body": "An answer with status {status} has no body.",
    "rule-body-text": "The body holds half a character that cannot be sent.",
    "rule-body-long": "The body is longer than {limit} bytes.",
    "rule-headers": "There are more than {limit} headers.",
    "rule-header-name": "A header's name is a single word of letters, digits and hyphens.",
    "rule-header-framing": "The header {name} is set by the listener itself.",
    "rule-header-value": "The value of {name} holds a line break, a control character, a blank at its end, a character beyond Latin-1, or is too long.",
    "rule-preset": "There is no preset “{value}”.",
}
_WHAT_WAS_DONE: Final[dict[str, str]] = {
    "rule-silence": "Never answered, as the rule says.",
    "rule-close": "Closed without an answer, as the rule says.",
    "rule-reset": "Reset without an answer, as the rule says.",
    "rule-half": "Only half of the answer was sent, as the rule says.",
    "rule-crowded": "Too many requests were waiting without an answer, so this one's connection was closed.",
    "rule-left": "The sender did not wait for the delayed answer.",
    "rule-stopped": "The listener ended before the delayed answer was due.",
}
_FORWARD: Final[dict[str, str]] = {
    "forward-time-out": "The time-out is between {least} and {most} seconds.",
    "forward-path": "“{value}” is neither append nor replace.",
    "forward-webhook": "A webhook that forwarding is limited to does not exist any more.",
    "forward-target-path": "Where the path is appended, the address of the target has no query.",
    "forward-fragment": "The address of the target holds a “#”, which is never sent.",
    "forward-link-local": "The target {host} is a link-local or metadata address of a cloud; nothing is forwarded there.",
    "forward-loop": "The request has been forwarded {hops} times already; it goes in a circle.",
    "forward-self": "The target is this listener itself.",
    "forward-unknown-host": "The host name {host} is not known.",
    "forward-unreachable": "Nothing answers at {host}: {why}.",
    "forward-timeout": "The target did not answer within {seconds} seconds.",
    "forward-tls": "The target's certificate is not trusted, or TLS failed: {why}.",
    "forward-broken": "What the target answered is no HTTP, or was cut off.",
    "forward-too-large": "The target's answer is larger than {limit} bytes.",
    "forward-body-gone": "The kept body could not be read again.",
    "forward-failed": "Forwarding failed by a mistake of this program.",
    "forward-crowded": "Too many requests waited for the target. This one was kept but not forwarded.",
    "forward-stopped": "The listener ended before the target had answered.",
}
_TLS: Final[dict[str, str]] = {
    "tls-certificate-missing": "There is a key but no certificate; choose the certificate's file.",
    "tls-certificate-unreadable": "The certificate {path} cannot be read: {why}.",
    "tls-key-unreadable": "The key {path} cannot be read: {why}.",
    "tls-certificate-broken": "{path} holds no certificate in PEM form.",
    "tls-key-broken": "{path} holds no private key in PEM form.",
    "tls-key-encrypted": "The key {path} is protected by a passphrase. The listener needs one without; for instance: openssl pkey -in KEY -out NEW-KEY.",
    "tls-mismatch": "The key does not belong to the certificate.",
    "tls-refused": "The certificate cannot be used: {why}.",
    "tls-expired": "The certificate was valid until {until}; senders will refuse it.",
    "tls-not-yet": "The certificate is valid only from {since}; senders will refuse it before.",
    "tls-expires-soon": "The certificate is valid until {until}, {days} more days.",
    "plain-on-tls": "Plain HTTP came to the HTTPS port; the address must begin with https://.",
    "tls-handshake": "The TLS handshake failed ({why}): the sender does not trust the certificate, or speaks another version.",
    "tls-handshake-timeout": "The TLS handshake was not complete within {seconds} seconds.",
}
TEXTS: Final[dict[str, str]] = {**_PROBLEMS, **_WHAT_WAS_DONE, **_FORWARD, **_TLS}
