"""Chooses which exchanges to export, and in which format or as a support pack."""

from __future__ import annotations

from collections.abc import Awaitable, Sequence
from pathlib import Path
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QButtonGroup, QRadioButton, QWidget

from ongoing_desktop.domain.lazy_dataclasses import dataclass
from ongoing_desktop.formats.base import HistoryFormat
from ongoing_desktop.formats.history_formats import HISTORY_FORMATS
from ongoing_desktop.services.exports import Selection, Written
from ongoing_desktop.services.ports import Stop
from ongoing_desktop.services.support import NEWEST
from ongoing_desktop.ui.context import WindowContext
from ongoing_desktop.ui.files.writing_dialog import OnProgress, WritingDialog
from ongoing_desktop.ui.kit.controls import combo_box
from ongoing_desktop.ui.kit.layout import Space, add, hbox
from ongoing_desktop.ui.kit.plain_text import label, named, paragraph
from ongoing_desktop.ui.kit.sizes import sized
from ongoing_desktop.wording.language import number, plural, translated

EXPORT_SIZE: Final = (580, 490)
SUPPORT_SIZE: Final = (600, 480)


@dataclass(frozen=True, slots=True)
class Offer:
    """One choice of exchanges. ``key`` is the end of its object name."""

    key: str
    text: str
    selection: Selection


class HistoryExportDialog(WritingDialog):
    """Starts with the last choice, the narrowest."""

    def __init__(self, context: WindowContext, parent: QWidget, offers: Sequence[Offer]) -> None:
        title = parent.tr("Export exchanges")
        super().__init__(context, parent, name="exportHistoryDialog", title=title, size=EXPORT_SIZE)
        self._offers = tuple(offers)
        self._group = QButtonGroup(self)
        for place, offer in enumerate(self._offers):
            radio = named(QRadioButton(offer.text, self.choices), f"export{offer.key.title()}")
            self._group.addButton(radio, place)
            self.room.addWidget(radio, 0, Qt.AlignmentFlag.AlignLeft)
        self._group.button(len(self._offers) - 1).setChecked(True)
        self._formats = combo_box(self.choices, "exportFormat")
        for item in HISTORY_FORMATS.values():
            self._formats.addItem(translated(item.title), item.key)
        called = label(self.tr("As"), self.choices)
        called.setBuddy(self._formats)
        self._formats.setAccessibleName(self.tr("Kind of file"))
        add(self.room, Space(4))
        self.room.addLayout(hbox(called, (self._formats, 1), spacing=10))
        self._message = paragraph("", self.choices, "secondary", "exportTold")
        sized(self._message, least_lines=(4, 0))
        self._message.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.room.addWidget(self._message)
        self.room.addWidget(self.personal)
        self.room.addStretch(1)
        self.room.addWidget(
            paragraph(
                self.tr(
                    "In headers and addresses, values with a credential's name are replaced (Tools → Credential names). "
                    "The export is scanned for every stored password and token before it is "
                    "written."
                ),
                self.choices,
                "secondary",
            )
        )
        self._formats.currentIndexChanged.connect(lambda _: self._tell())
        self._tell()
        self._formats.setFocus()

    def file_name(self) -> str:
        """A name by the format; it contains nothing from any request."""
        return f"exchanges{self._format.suffix}"

    def work(self, path: Path, *, mask: bool, on_progress: OnProgress, stop: Stop) -> Awaitable[Written]:
        return self._services.exports.write(
            path,
            self.selection,
            self._format.key,
            mask=mask,
            anonymise=self.personal.wanted,
            on_progress=on_progress,
            stop=stop,
        )

    @property
    def selection(self) -> Selection:
        return self._offers[self._group.checkedId()].selection

    def done_text(self, written: Written, path: Path) -> str:
        one = self.tr("1 exchange was written to {name}.")
        many = self.tr("{count} exchanges were written to {name}.")
        return (one if written.count == 1 else many).format(count=number(written.count), name=path.name)

    @property
    def _format(self) -> HistoryFormat:
        return HISTORY_FORMATS[str(self._formats.currentData())]

    def _tell(self) -> None:
        self._message.setText(translated(self._format.limitations))


class SupportDialog(WritingDialog):
    """Shows the content of a support pack, and writes it.

    ``selected``: ids of the selected exchanges; without any, the newest are included.
    """

    def __init__(self, context: WindowContext, parent: QWidget, selected: tuple[int, ...]) -> None:
        title = parent.tr("Support pack")
        super().__init__(context, parent, name="supportDialog", title=title, size=SUPPORT_SIZE)
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
        message = plural(
            written.count,
            "Support pack with 1 exchange written to {name}. Look through it before you pass it on.",
            "Support pack with {count} exchanges written to {name}. Look through it before you pass it on.",
        )
        return message.format(name=path.name)
