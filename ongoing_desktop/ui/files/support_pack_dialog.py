"""Writes a support pack: shows its content, and asks which exchanges to include and where to write it."""

from __future__ import annotations

from collections.abc import Awaitable
from pathlib import Path
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QRadioButton, QWidget

from ongoing_desktop.services.exports import Selection, Written
from ongoing_desktop.services.ports import Stop
from ongoing_desktop.services.support import NEWEST
from ongoing_desktop.ui.context import WindowContext
from ongoing_desktop.ui.files.writing_dialog import OnProgress, WritingDialog
from ongoing_desktop.ui.kit.layout import Space, add
from ongoing_desktop.ui.kit.plain_text import label, named, paragraph
from ongoing_desktop.wording.language import number, plural, translated

SIZE: Final = (600, 480)


class SupportDialog(WritingDialog):
    """``selected``: ids of the selected exchanges; without any, the newest are included."""

    def __init__(self, context: WindowContext, parent: QWidget, selected: tuple[int, ...]) -> None:
        title = translated("Support pack")
        super().__init__(context, parent, name="supportDialog", title=title, size=SIZE)
        self._selected = selected
        self.room.addWidget(paragraph(self.tr("A ZIP file for support, containing:"), self.choices))
        parts = (
            self.tr("the settings, without the passwords and tokens in the keyring"),
            self.tr("exchanges as HAR and JSON lines, with the verdict on each"),
            self.tr("versions of the program, its libraries and the system"),
            self.tr("the latest part of the program’s log"),
            self.tr("a checksum for each file"),
        )
        self.room.addWidget(label("\n".join(f"•  {part}" for part in parts), self.choices))
        add(self.room, Space(6))
        self._newest = named(
            QRadioButton(self.tr("The newest {count} exchanges").format(count=NEWEST), self.choices), "supportNewest"
        )
        self._newest.setChecked(True)
        self._newest.setFocus()
        self._none = named(QRadioButton(self.tr("No exchanges"), self.choices), "supportNone")
        one, many = self.tr("The selected exchange"), self.tr("The {count} selected exchanges")
        text = one if len(selected) == 1 else many.format(count=number(len(selected)))
        self._chosen = named(QRadioButton(text, self.choices), "supportSelection")
        self._chosen.setVisible(bool(selected))
        for radio in (self._newest, self._chosen, self._none):
            self.room.addWidget(radio, 0, Qt.AlignmentFlag.AlignLeft)
        add(self.room, Space(6))
        self.room.addWidget(self.personal)
        self.room.addStretch(1)
        self.room.addWidget(
            paragraph(
                self.tr(
                    "In headers and addresses, values with a credential's name are replaced (Tools → Credential names). "
                    "The pack is scanned for every stored password and token before it is written. Look "
                    "through the pack before you pass it on."
                ),
                self.choices,
                "secondary",
            )
        )

    def file_name(self) -> str:
        """A fixed name."""
        return "ongoing-desktop-support.zip"

    def work(self, path: Path, *, mask: bool, on_progress: OnProgress, stop: Stop) -> Awaitable[Written]:
        wanted = self.personal.wanted
        return self._services.support.write(
            path, self.selection, mask=mask, anonymise=wanted, on_progress=on_progress, stop=stop
        )

    @property
    def selection(self) -> Selection:
        if self._none.isChecked():
            return Selection(ids=())
        return Selection(ids=self._selected) if self._chosen.isChecked() else Selection(limit=NEWEST)

    def done_text(self, written: Written, path: Path) -> str:
        """How many exchanges it contains, and where it is."""
        message = plural(
            written.count,
            "Support pack with 1 exchange written to {name}. Look through it before you pass it on.",
            "Support pack with {count} exchanges written to {name}. Look through it before you pass it on.",
        )
        return message.format(name=path.name)
