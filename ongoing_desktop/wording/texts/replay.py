"""Sentences of sending again."""

from __future__ import annotations

from typing import Final

TEXTS: Final[dict[str, str]] = {
    "replay-none": "Nothing is chosen to be sent again.",
    "replay-many": "At most {most} at once, please.",
    "replay-gone": "Exchange {id} is not in the history any more.",
    "replay-nowhere": "Where exchange {id} belongs was not kept whole (its address held a credential); choose another target.",
    "replay-no-webhook": "Exchange {id} belongs to no webhook; choose another address.",
    "replay-malformed": "Exchange {id} was no whole request, so it cannot be sent again.",
    "replay-not-recorded": "No credential of exchange {id} was kept: only a webhook that keeps them as received does.",
    "replay-cancelled": "Cancelled; what was sent stands in the history.",
    "replay-done": "{good} of {count} were answered with a 2xx.",
}
