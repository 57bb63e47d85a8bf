"""The dialog about this program."""

from __future__ import annotations

import platform
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QSize, QSysInfo, Qt, QUrl, qVersion
from PySide6.QtWidgets import QWidget

from ongoing_desktop import __version__
from ongoing_desktop.services.parts import Part, installed_parts
from ongoing_desktop.ui.icons import app_icon
from ongoing_desktop.ui.kit.buttons import push_button
from ongoing_desktop.ui.kit.clipboard import put_on_clipboard
from ongoing_desktop.ui.kit.dialog import Dialog
from ongoing_desktop.ui.kit.file_dialogs import open_folder
from ongoing_desktop.ui.kit.form_field import facts
from ongoing_desktop.ui.kit.layout import hbox, vbox
from ongoing_desktop.ui.kit.line_table import FIT, Column, Line, Lines
from ongoing_desktop.ui.kit.plain_text import label, named, paragraph, selectable
from ongoing_desktop.ui.kit.sizes import px

if TYPE_CHECKING:
    from ongoing_desktop.services.ports import VaultStatus
    from ongoing_desktop.ui.context import WindowContext

SIZE: Final = (640, 600)
PICTURE: Final = 56
PROGRAM: Final = Path(__file__).resolve().parents[3]
"""The folder with the program and its libraries: in a package, of an environment, or a checkout."""


class AboutDialog(Dialog):
    """Versions, folders, keyring, and the licences of all parts. Keyring and licences are read after it opens."""

    def __init__(self, context: WindowContext, parent: QWidget) -> None:
        super().__init__(parent, "aboutDialog", parent.tr("About Ongoing Desktop"), heading=None, size=SIZE)
        picture = label("", self)
        side = px(PICTURE)
        picture.setPixmap(app_icon().pixmap(QSize(side, side), self.devicePixelRatioF()))
        lead = self.tr(
            "Configure, test, receive and review Ongoing WMS webhooks on your own computer. It changes nothing in Ongoing "
            "and is not made by Ongoing."
        )
        text = vbox(label("Ongoing Desktop", self, role="title"), paragraph(lead, self, "muted"), spacing=4)
        self._version = f"{__version__} · Python {platform.python_version()} · Qt {qVersion()}"
        self._keyring = selectable(paragraph("", self, name="aboutKeyring"))
        self._parts: tuple[Part, ...] = ()
        rows = (
            (self.tr("Version"), selectable(paragraph(self._version, self, name="aboutVersion"))),
            (self.tr("System"), selectable(paragraph(QSysInfo.prettyProductName(), self))),
            (self.tr("Keyring"), self._keyring),
            (self.tr("Data folder"), self._folder(context.services.data_dir, "openDataFolder")),
            (self.tr("Program folder"), self._folder(PROGRAM, "openProgramFolder")),
        )
        columns = (Column(self.tr("Library"), FIT), Column(self.tr("Version"), FIT), Column(self.tr("Licence")))
        self.parts = Lines(self, "aboutParts", self.tr("Libraries and their licences"), columns, context.theme)
        self.add(
            hbox((picture, 0, Qt.AlignmentFlag.AlignTop), (text, 1), spacing=16),
            facts(self, rows),
            label(self.tr("Libraries and their licences"), self, role="strong"),
            (self.parts, 1),
        )
        copy = push_button(
            self, self.tr("Copy"), "copyAbout", self._copy, tooltip=self.tr("Copy for a report: no folders")
        )
        self.end_with(self.tr("Close"), left=(copy,))
        context.tasks.run(self, context.services.secrets.vault_status, done=self._show_keyring)
        context.tasks.compute(self, installed_parts, done=self._show_parts)

    def _folder(self, path: Path, name: str) -> QWidget:
        """A path that can be selected, and a button that opens it."""
        row = QWidget(self)
        text = selectable(paragraph(str(path), row))
        url = QUrl.fromLocalFile(str(path))
        button = push_button(row, self.tr("Open"), name, lambda: open_folder(url), look="link")
        named(button, name, self.tr("Open {folder}").format(folder=path))
        hbox((text, 1), button, on=row)
        return row

    def _show_keyring(self, status: VaultStatus) -> None:
        self._keyring.setText(status.name if status.usable else self.tr("no usable keyring"))

    def _show_parts(self, parts: tuple[Part, ...]) -> None:
        self._parts = parts
        self.parts.show_lines([Line((part.name, part.version, part.licence or self.tr("not named"))) for part in parts])

    def _copy(self) -> None:
        lines = [f"Ongoing Desktop {self._version}", QSysInfo.prettyProductName(), self._keyring.text()]
        lines += [f"{part.name} {part.version} ({part.licence})" for part in self._parts]
        put_on_clipboard("\n".join(lines))
