"""Why a received request was judged as it was: one sentence per reason code, never a credential in it."""

from __future__ import annotations

from typing import Final

_REMARKS: Final[dict[str, str]] = {
    "pasted": "Pasted or opened here; it did not come over the network.",
    "imported": "Read from the file “{file}”; it did not come over the network here, so nothing about its sender was checked.",
    "imported-said": "The file says: {said}.",
    "remark-no-event-empty": "The request has no body, so it reports no event.",
    "remark-no-event-unread": "The body was not read, so it is not known whether it reports an event.",
    "remark-no-event-large": "The body is too large to look into, so it is not known whether it reports an event.",
    "remark-no-event-coded": "The body could not be decoded within the limits, so it is not known whether it reports an event.",
    "remark-no-event-json": "The body is JSON, but no payload of Ongoing, so it reports no event.",
    "remark-no-event-other": "The body is not JSON, so it reports no event.",
    "remark-outside_scope": "Goods owner {outside_scope} lies outside the webhook's scope.",
    "remark-status_not_chosen": "Status {status_not_chosen} is not among those chosen on the webhook.",
    "remark-disabled": "The webhook is disabled here.",
    "remark-webhooks": "Several webhooks fit: {webhooks}.",
    "remark-from_web_page": "A web page in a browser sent it, not Ongoing.",
    "remark-target_raw": "The target contains characters outside ASCII that are not percent-encoded; some servers refuse that.",
    "remark-target_escaped": "The target came with bytes that are not UTF-8; they are shown percent-encoded.",
    "remark-trailer_names": "These fields came after the body, as trailers: {trailer_names}.",
    "remark-foreign_host": "It was addressed to a host name that is not this computer's; a tunnel does that, or an attack from a web page.",
}
_CREDENTIALS: Final[dict[str, str]] = {
    "other-webhook": "The credentials are those of another webhook, “{other}”.",
    "right": "The credentials are right.",
    "old-credential": "The credentials are the old ones, which stay accepted until you end the rotation.",
    "no-authentication": "The webhook uses no authentication, so anyone may send this.",
    "no-authentication-credential-sent": "The webhook uses no authentication, yet credentials were sent; they were not checked.",
    "header-absent": "The header {header} is missing, so nobody knows who sent this.",
    "other-scheme": "The credentials came as {got}, but the webhook uses {expected}.",
    "two-headers": "The header {header} came more than once, so it is unclear which one counts.",
    "secret-missing": "No credential is stored for this webhook, so the received one could not be checked.",
    "secret-unreadable": "The keyring did not give the webhook's credential, so the received one could not be checked.",
    "old-secret-unreadable": "It is not the new credential, and the keyring did not give the old one, so it could not be checked.",
    "scheme-unknown": "This version does not know the webhook's authentication, so it could not be checked.",
    "several-verified": "The credentials are right for each of several webhooks that share this path: {webhooks}.",
    "several-open": "Several webhooks that share this path use no authentication: {webhooks}.",
    "several-unverifiable": "Several webhooks share this path, and the credentials could be checked for none of them: {webhooks}.",
    "several-refused": "The credentials fit none of the webhooks that share this path: {webhooks}.",
    "path-unknown": "No webhook has this path.",
    "judging-failed": "An error in this program kept the request from being judged; it was recorded all the same.",
}

_NOT_HTTP: Final[dict[str, str]] = {
    "not-http": "What came is not HTTP.",
    "looks-like-tls": "This looks like HTTPS on the http port; the address must begin with http://.",
    "looks-like-http2": "This is HTTP/2; the listener speaks HTTP/1.1.",
    "looks-like-ssh": "This looks like an SSH client on the http port.",
    "looks-like-proxy": "A PROXY protocol header came first. Turn it off in the proxy or load balancer in between: the listener does not read it.",
}

_HEAD: Final[dict[str, str]] = {
    "request-line-broken": "The first line is not “METHOD target HTTP/1.1” with single blanks between.",
    "request-line-too-long": "The first line is longer than {limit} bytes.",
    "target-broken": "The target holds bytes that must be percent-encoded.",
    "version-missing": "The first line names no HTTP version.",
    "version-unknown": "The HTTP version is neither 1.0 nor 1.1.",
    "connect-not-offered": "CONNECT asks for a tunnel, which the listener does not offer.",
    "control-character": "A control character stands in the header.",
    "bare-lf": "A line ends with LF alone instead of CR LF.",
    "bare-cr": "A CR stands inside a line.",
    "header-folded": "A header field is continued on a second line, or the first one begins with a blank.",
    "header-no-colon": "A header line has no colon.",
    "header-name-broken": "The name of a header field holds a character that none may hold, such as a blank before the colon.",
    "header-too-large": "The header is longer than {limit} bytes or has more than {fields} fields.",
    "host-missing": "The Host header is missing, which HTTP/1.1 requires.",
    "host-twice": "The Host header came more than once.",
    "host-broken": "The Host header is not a host name.",
    "expectation-unknown": "The Expect header asks for something other than 100-continue.",
    "protocol-broken": "The request breaks the rules of HTTP/1.1.",
}

_BODY: Final[dict[str, str]] = {
    "length-broken": "The Content-Length is not a whole number of at most 20 plain digits.",
    "length-twice": "The Content-Length came more than once.",
    "coding-unknown": "The Transfer-Encoding is not “chunked”.",
    "coding-twice": "The Transfer-Encoding came more than once.",
    "coding-in-old-version": "An HTTP/1.0 request has a Transfer-Encoding, so its end cannot be known.",
    "body-too-long": "The body is longer than {limit} bytes.",
    "chunk-line-broken": "The line before a chunk does not begin with its length in hexadecimal digits, or has text after it without a semicolon.",
    "chunk-line-too-long": "The line before a chunk is longer than {limit} bytes.",
    "chunk-end-broken": "A chunk is not followed by CR LF where its length says it ends.",
    "chunks-too-small": "The body came in chunks so small that their framing is larger than their data.",
    "header-timeout": "The header was not complete after {seconds:g} seconds.",
    "body-timeout": "The body stopped coming: less than 1 KiB in {seconds:g} seconds.",
    "made-room": "All connections were in use and another sender waited. This request came the slowest, so it was ended.",
    "cut-off": "The connection ended before the request was complete.",
    "listener-stopping": "The listener was stopped before the request was complete.",
}

TEXTS: Final[dict[str, str]] = {**_REMARKS, **_CREDENTIALS, **_NOT_HTTP, **_HEAD, **_BODY}
