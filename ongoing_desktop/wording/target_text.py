"""Parts of the questions about targets."""

from __future__ import annotations

from ongoing_desktop.domain.targets import NeedsConfirmation
from ongoing_desktop.wording.messages import sentence


def carrying(needs: NeedsConfirmation) -> dict[str, object]:
    """The parameters that describe the credential in a question; empty if none is sent."""
    names = {"carries": "carries-credential", "with": "carries-with"}
    return {name: sentence(code) if needs.carries else "" for name, code in names.items()}
