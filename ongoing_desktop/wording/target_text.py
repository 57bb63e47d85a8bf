"""What a question about targets says."""

from __future__ import annotations

from ongoing_desktop.domain.targets import NeedsConfirmation
from ongoing_desktop.wording.messages import sentence


def carrying(needs: NeedsConfirmation) -> dict[str, object]:
    """Fills what the questions say of the credential, which is nothing where none is sent."""
    names = {"carries": "carries-credential", "with": "carries-with"}
    return {name: sentence(code) if needs.carries else "" for name, code in names.items()}
