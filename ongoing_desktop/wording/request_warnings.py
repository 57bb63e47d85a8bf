"""Warnings about a received request in addition to its verdict, stored in the reason's parameters."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from ongoing_desktop.domain.exchange import ExchangeRow, Headers
from ongoing_desktop.wording.messages import sentence

PASTED: Final = "pasted"
"""Reason code of a payload that was pasted or opened. It did not come over the network and has no path or arrival."""
REMARKS: Final = (
    "no_event",
    "outside_scope",
    "status_not_chosen",
    "disabled",
    "webhooks",
    "from_web_page",
    "foreign_host",
    "target_raw",
    "target_escaped",
    "trailer_names",
)
"""Parameter names, the most important first. Each has a sentence ``remark-<name>``."""
TRAILERS: Final = "trailers"
"""Parameter with the trailer fields of a chunked body, as pairs; credential values in it are redacted."""


def trailers_of(params: Mapping[str, object]) -> Headers:
    """The trailer fields of a received request; empty if a stored row contains something else."""
    kept = params.get(TRAILERS)
    pairs = kept if isinstance(kept, list | tuple) else ()
    return tuple((str(pair[0]), str(pair[1])) for pair in pairs if isinstance(pair, list | tuple) and len(pair) == 2)


def remark_sentences(reason_code: str, params: Mapping[str, object]) -> tuple[str, ...]:
    """One sentence for each remark, filled from the parameters, except what the reason's own sentence says."""
    names = (name for name in REMARKS if name != "webhooks" or not reason_code.startswith("several-"))
    return tuple(_sentence(name, params) for name in names if params.get(name) not in (None, False, ""))


def no_event_of(row: ExchangeRow) -> str:
    """Why a row's body describes no event, as :func:`domain.payload.no_event`, or empty if it does.

    For rows stored without this parameter, such as sent ones, only the row's columns are known: ``unsaid``.
    """
    marked = row.reason_params.get("no_event")
    if isinstance(marked, str) and marked:
        return marked
    if row.direction == "gap" or (row.event_id, row.goods_owner_id, row.subject) != (None, None, None):
        return ""
    return "unsaid" if row.bytes else "empty"


def _sentence(name: str, params: Mapping[str, object]) -> str:
    return sentence(f"remark-no-event-{params[name]}" if name == "no_event" else f"remark-{name}", params)
