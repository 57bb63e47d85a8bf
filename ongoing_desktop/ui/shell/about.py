"""The dialog about this program."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from ongoing_desktop import __version__
from ongoing_desktop.ui.kit.dialog import Dialog
from ongoing_desktop.ui.kit.form_field import facts
from ongoing_desktop.ui.kit.plain_text import paragraph, selectable

if TYPE_CHECKING:
    from ongoing_desktop.ui.context import WindowContext


class AboutDialog(Dialog):
    """Version, data folder and keyring."""

    def __init__(self, context: WindowContext, keyring: str, parent: QWidget) -> None:
        lead = parent.tr(
            "Configure, test, receive and review Ongoing WMS webhooks on your own computer. It changes nothing in Ongoing "
            "and is not made by Ongoing."
        )
        title = parent.tr("About Ongoing Desktop")
        super().__init__(parent, "aboutDialog", title, heading="Ongoing Desktop", lead=lead, size=(480, 0))
        rows = (
            (self.tr("Version"), __version__),
            (self.tr("Data folder"), str(context.services.data_dir)),
            (self.tr("Keyring"), keyring),
        )
        self.add(facts(self, ((name, selectable(paragraph(value, self))) for name, value in rows)))
        self.end_with(self.tr("Close"))
