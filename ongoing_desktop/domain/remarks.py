"""What else is remarkable about a received request, beside its verdict: kept among the reason's parameters."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from ongoing_desktop.domain.messages import sentence

REMARKS: Final = (
    "outside_scope",
    "status_not_chosen",
    "disabled",
    "webhooks",
    "from_web_page",
    "foreign_host",
)
"""Parameter names, the most important first; each has a sentence ``remark-<name>``."""


def remark_sentences(reason_code: str, params: Mapping[str, object]) -> tuple[str, ...]:
    """One sentence per remark, filled from the parameters; nothing that the reason's own sentence says."""
    names = (name for name in REMARKS if name != "webhooks" or not reason_code.startswith("several-"))
    return tuple(sentence(f"remark-{name}", params) for name in names if params.get(name) not in (None, False, ""))
