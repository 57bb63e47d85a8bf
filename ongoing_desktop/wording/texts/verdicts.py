"""Sentences: why a received request got its verdict, one for each reason code. None contains a credential."""

from __future__ import annotations

from typing import Final

_REMARKS: Final[dict[str, str]] = {
    "pasted": "Pasted or opened here; it was not received over the network.",
    "imported": "Read from the file “{file}”; it was not received over the network here, so its sender was not checked.",
    "imported-said": "The file says: {said}.",
    "remark-no-event-empty": "The request has no body, so it reports no event.",
    "remark-no-event-unread": "The body was not read, so it is unknown whether it reports an event.",
    "remark-no-event-large": "The body is too large to be examined, so it is unknown whether it reports an event.",
    "remark-no-event-coded": "The body could not be decoded within the limits, so it is unknown whether it reports an event.",
    "remark-no-event-json": "The body is JSON but not an Ongoing payload, so it reports no event.",
    "remark-no-event-other": "The body is not JSON, so it reports no event.",
    "remark-no-event-api": "The API simulator answered this request.",
    "remark-outside_scope": "Goods owner {outside_scope} is outside the webhook's scope.",
    "remark-status_not_chosen": "Status {status_not_chosen} is not selected in the webhook.",
    "remark-disabled": "The webhook is disabled here.",
    "remark-webhooks": "Several webhooks match: {webhooks}.",
    "remark-from_web_page": "A web page in a browser sent this, not Ongoing.",
    "remark-target_raw": "The target contains non-ASCII characters that are not percent-encoded; some servers refuse that.",
    "remark-target_escaped": "The target contained bytes that are not UTF-8; they are shown percent-encoded.",
    "remark-trailer_names": "These fields followed the body, as trailers: {trailer_names}.",
    "remark-foreign_host": "The Host header does not name this computer; a tunnel causes that, or an attack from a web page.",
}
_CREDENTIALS: Final[dict[str, str]] = {
    "other-webhook": "The credentials are those of another webhook, “{other}”.",
    "right": "The credentials are correct.",
    "old-credential": "The credentials are the old ones, which remain accepted until you end the rotation.",
    "no-authentication": "The webhook uses no authentication, so anyone could have sent this.",
    "no-authentication-credential-sent": "The webhook uses no authentication, yet credentials were sent; they were not checked.",
    "header-absent": "The header {header} is missing, so the sender is unknown.",
    "other-scheme": "The credentials were sent as {got}, but the webhook uses {expected}.",
    "two-headers": "The header {header} was sent more than once, so it is unclear which one counts.",
    "secret-missing": "No credential is stored for this webhook, so the received one could not be checked.",
    "secret-unreadable": "The keyring did not return the webhook's credential, so the received one could not be checked.",
    "old-secret-unreadable": "It is not the new credential, and the keyring did not return the old one, so it could not be checked.",
    "scheme-unknown": "This version does not know the webhook's authentication, so the credential could not be checked.",
    "several-verified": "The credentials are correct for several webhooks that share this path: {webhooks}.",
    "several-open": "Several webhooks that share this path use no authentication: {webhooks}.",
    "several-unverifiable": "Several webhooks share this path, and none of their credentials could be checked: {webhooks}.",
    "several-refused": "The credentials match none of the webhooks that share this path: {webhooks}.",
    "simulator-open": "The API simulator checks no credential.",
    "path-unknown": "No webhook has this path.",
    "judging-failed": "An error in this program prevented the request from being checked; it was saved anyway.",
}

_NOT_HTTP: Final[dict[str, str]] = {
    "not-http": "The received data is not HTTP.",
    "looks-like-tls": "This looks like HTTPS on the HTTP port; the address must begin with http://.",
    "looks-like-http2": "This is HTTP/2; the listener supports HTTP/1.1.",
    "looks-like-ssh": "This looks like an SSH client on the HTTP port.",
    "looks-like-proxy": "The request begins with a PROXY protocol header. Turn that off in the proxy or load balancer: the listener does not support it.",
}

_HEAD: Final[dict[str, str]] = {
    "request-line-broken": "The request line is not “METHOD target HTTP/1.1” with single spaces in between.",
    "request-line-too-long": "The request line is longer than {limit} bytes.",
    "target-broken": "The target contains bytes that must be percent-encoded.",
    "version-missing": "The request line has no HTTP version.",
    "version-unknown": "The HTTP version is neither 1.0 nor 1.1.",
    "connect-not-offered": "CONNECT asks for a tunnel, which the listener does not offer.",
    "control-character": "The header contains a control character.",
    "bare-lf": "A line ends with LF alone instead of CR LF.",
    "bare-cr": "A line contains a CR that does not end it.",
    "header-folded": "A header field continues on a second line, or the first one begins with a space.",
    "header-no-colon": "A header line has no colon.",
    "header-name-broken": "A header name contains a character that is not allowed, such as a space before the colon.",
    "header-too-large": "The header is longer than {limit} bytes or has more than {fields} fields.",
    "host-missing": "The Host header is missing, which HTTP/1.1 requires.",
    "host-twice": "The Host header was sent more than once.",
    "host-broken": "The Host header is not a valid host name.",
    "expectation-unknown": "The Expect header asks for something other than 100-continue.",
    "protocol-broken": "The request violates the rules of HTTP/1.1.",
}

_BODY: Final[dict[str, str]] = {
    "length-broken": "The Content-Length is not a whole number of at most 20 plain digits.",
    "length-twice": "The Content-Length was sent more than once.",
    "coding-unknown": "The Transfer-Encoding is not “chunked”.",
    "coding-twice": "The Transfer-Encoding was sent more than once.",
    "coding-in-old-version": "An HTTP/1.0 request has a Transfer-Encoding, so its end cannot be determined.",
    "body-too-long": "The body is longer than {limit} bytes.",
    "chunk-line-broken": "The line before a chunk does not begin with a hexadecimal length, or has text after it without a semicolon.",
    "chunk-line-too-long": "The line before a chunk is longer than {limit} bytes.",
    "chunk-end-broken": "A chunk is not followed by CR LF at the end of its length.",
    "chunks-too-small": "The body was sent in chunks so small that their framing is larger than their data.",
    "header-timeout": "The header was not complete after {seconds:g} s.",
    "body-timeout": "The body stalled: less than 1 KiB in {seconds:g} s.",
    "made-room": "All connections were in use and another sender was waiting. This request was the slowest, so its connection was closed.",
    "cut-off": "The connection ended before the request was complete.",
    "listener-stopping": "The listener was stopped before the request was complete.",
}

TEXTS: Final[dict[str, str]] = {**_REMARKS, **_CREDENTIALS, **_NOT_HTTP, **_HEAD, **_BODY}
