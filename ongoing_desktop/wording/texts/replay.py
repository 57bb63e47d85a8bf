"""Sentences: sending again."""

from __future__ import annotations

from typing import Final

TEXTS: Final[dict[str, str]] = {
    "replay-api": "Look-ups at Ongoing’s API are not sent again. Look the exchange up once more instead.",
    "replay-none": "Nothing is selected to be sent again.",
    "replay-many": "Select at most {most} exchanges.",
    "replay-gone": "Exchange {id} is no longer in the history.",
    "replay-nowhere": "The address of exchange {id} was not stored in full (it contained a credential); choose another target.",
    "replay-no-webhook": "Exchange {id} belongs to no webhook; choose another address.",
    "replay-malformed": "Exchange {id} is not a complete request, so it cannot be sent again.",
    "replay-not-recorded": "No credential was stored for exchange {id}; only webhooks set to keep credentials as received store them.",
    "replay-cancelled": "Cancelled. Requests already sent are in History.",
    "replay-done": "Answered with a 2xx: {good} of {count}.",
}
