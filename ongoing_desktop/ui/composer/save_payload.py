"""Saves a payload under a name, for later tests."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from ongoing_desktop.domain.saved_request import SavedRequest
from ongoing_desktop.ui.context import WindowContext
from ongoing_desktop.wording.messages import sentence


def save_payload(context: WindowContext, parent: QWidget, text: str) -> None:
    """Ask for a name and save a payload under it."""
    from ongoing_desktop.ui.simulate.name_dialog import NameDialog  # noqa: PLC0415 - imported when it opens

    def save(name: str) -> None:
        context.tasks.run(
            context.window,
            lambda: context.services.requests.save(SavedRequest(name, body=text)),
            done=lambda _: context.notifier.notice(sentence("request-saved", {"name": name}), "good"),
        )

    title = parent.tr("Save payload")
    lead = parent.tr("Saved in the data folder as it is, including personal data. One of the same name is replaced.")
    NameDialog(parent, title, lead, "", save).open()
