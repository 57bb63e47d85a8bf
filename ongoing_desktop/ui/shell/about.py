"""The dialogs with all shortcuts and about this program."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QGridLayout, QWidget

from ongoing_desktop import __version__
from ongoing_desktop.ui.kit.dialog import Dialog
from ongoing_desktop.ui.kit.form_field import facts
from ongoing_desktop.ui.kit.plain_text import label, paragraph, selectable
from ongoing_desktop.ui.kit.sizes import sized

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ongoing_desktop.ui.context import WindowContext


class KeysDialog(Dialog):
    """All shortcuts in two columns; those of commands come from the actions of ``parent``."""

    def __init__(self, parent: QWidget, extra: Sequence[tuple[str, str]]) -> None:
        super().__init__(parent, "keysDialog", self.tr("Keyboard shortcuts"))
        pairs = [
            (action.shortcut().toString(), action.iconText())
            for action in parent.actions()
            if not action.shortcut().isEmpty()
        ]
        pairs += [(keys, self.tr(what)) for keys, what in extra]
        grid = QGridLayout()
        sized(grid, gaps=(14, 7))
        half = (len(pairs) + 1) // 2
        for number, (keys, what) in enumerate(pairs):
            column = 0 if number < half else 3
            key = label(keys, self, role="strong")
            sized(key, mono=True)
            grid.addWidget(key, number % half, column)
            grid.addWidget(label(what.removesuffix(" …"), self), number % half, column + 1)
        grid.setColumnMinimumWidth(2, 24)
        self.add(grid)
        self.end_with(self.tr("Close"))


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
