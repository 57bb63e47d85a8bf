"""Sentences: sending again."""

from __future__ import annotations

from typing import Final

TEXTS: Final[dict[str, str]] = {
    "replay-api": "Look-ups at Ongoing’s API are not sent again. Look the exchange up once more instead.",
    "replay-none": "Select an exchange in Inbox or History to send it again.",
    "replay-many": "Select at most {most} exchanges.",
    "replay-gone": "Exchange {id} is no longer in the history.",
    "replay-nowhere": "The address of exchange {id} was not stored in full (it contained a credential); choose another target.",
    "replay-no-webhook": "Exchange {id} belongs to no webhook; choose another address.",
    "replay-malformed": "Exchange {id} is not a complete request, so it cannot be sent again.",
    "replay-not-recorded": "No credential was stored for exchange {id}; only webhooks set to keep credentials as received store them.",
    "replay-cancelled": "Cancelled. Requests already sent are in History.",
    "resend-done": "Sent again to {host}: {result} in {took}. {what}",
    "resend-no-failed": "No request in this list has failed, or each event that failed has succeeded since.",
    "replay-many-failed": "More than {most} requests in this list have failed. Limit the list with a filter first.",
    "resend-looks": "Looking for failed requests in this list …",
    "capture-no-body": "This exchange has no body that can be read as text.",
    "capture-gone": "This exchange is no longer in the history.",
    "request-saved": "“{name}” is saved.",
    "request-cancelled": "Cancelled. The connection was closed.",
    "request-name": "Enter a name.",
    "request-name-long": "The name is longer than {most} characters.",
    "request-secret": "The address contains a credential in its query, which is not saved. Send it without saving, or remove it.",
    "request-no-webhook": "The webhook whose credential was to be sent no longer exists. Choose another one, or none.",
    "request-format": "{name} is not a saved request of this program.",
    "request-file": "{name} cannot be read: {what}",
    "request-unknown": "There is no file and no saved payload named “{name}”. Saved: {known}.",
    "request-unknown-none": "There is no file named “{name}”, and no payload has been saved.",
    "resend-waits": "Waiting for the response to the request that was sent again.",
    "replay-done": "Answered with a 2xx: {good} of {count}.",
}
