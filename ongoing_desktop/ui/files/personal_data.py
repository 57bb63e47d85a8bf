"""The export's choice about personal data, and the preview of replacements."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from PySide6.QtWidgets import QWidget

from ongoing_desktop.bodies.visible import one_line
from ongoing_desktop.domain.anonymise import Replaced
from ongoing_desktop.domain.lazy_dataclasses import replace
from ongoing_desktop.services.anonymising import Anonymise, Choice
from ongoing_desktop.services.exports import Preview
from ongoing_desktop.ui.context import WindowContext
from ongoing_desktop.ui.kit.buttons import check_box, push_button
from ongoing_desktop.ui.kit.controls import combo_box
from ongoing_desktop.ui.kit.dialog import Dialog
from ongoing_desktop.ui.kit.layout import STRETCH, hbox, vbox
from ongoing_desktop.ui.kit.line_table import Column, Line, Lines
from ongoing_desktop.ui.kit.plain_text import label, paragraph
from ongoing_desktop.wording.language import number

SIZE: Final = (860, 520)


class PersonalData(QWidget):
    """The choice. It uses one key, so that a preview shows the words of the file."""

    def __init__(self, parent: QWidget, preview: Callable[[], object]) -> None:
        super().__init__(parent)
        self._first = Anonymise()
        choices: Sequence[tuple[str, Choice]] = (
            (self.tr("Replace in answers of Ongoing's API"), "looked-up"),
            (self.tr("Replace everywhere"), "all"),
            (self.tr("Keep"), "none"),
        )
        self.choice = combo_box(self, "personalData", items=choices)
        self.choice.setAccessibleName(self.tr("Personal data"))
        named = label(self.tr("Personal data"), self)
        named.setBuddy(self.choice)
        self.numbers = check_box(self, self.tr("Replace ids and numbers too"), "replaceNumbers")
        self._preview = push_button(self, self.tr("Preview…"), "previewPersonal", preview)
        vbox(
            hbox(named, (self.choice, 1), self._preview, spacing=10),
            hbox(self.numbers, STRETCH),
            on=self,
            spacing=6,
        )
        self.choice.currentIndexChanged.connect(lambda _: self._enable())
        self._enable()

    @property
    def wanted(self) -> Anonymise:
        choice: Choice = self.choice.currentData()
        return replace(self._first, choice=choice, numbers=self.numbers.isChecked())

    def _enable(self) -> None:
        some = self.choice.currentData() != "none"
        self.numbers.setEnabled(some)
        self._preview.setEnabled(some)


class ReplacedDialog(Dialog):
    """The replacements, undocumented members first. ``proceed`` continues with the export; None: there is only Close."""

    def __init__(
        self, context: WindowContext, parent: QWidget, found: Preview, proceed: Callable[[], object] | None
    ) -> None:
        unknown = sum(not item.known for item in found.replaced)
        lead = parent.tr("There is nothing to replace.")
        if found.replaced:
            lead = parent.tr("The values of these members are replaced. The same value gets the same replacement.")
        if unknown:
            lead += " " + parent.tr(
                "{unknown} of them are not documented; whatever they contain is treated as text."
            ).format(unknown=number(unknown))
        super().__init__(parent, "replacedDialog", parent.tr("Personal data"), lead=lead, size=SIZE)
        self._proceed = proceed
        columns = (
            Column(self.tr("Member"), 230),
            Column(self.tr("Kind"), 130),
            Column(self.tr("Example")),
            Column(self.tr("Becomes")),
            Column(self.tr("Times"), 70),
        )
        self.table = Lines(self, "replacedMembers", self.tr("Replaced members"), columns, context.theme)
        self.table.show_lines([self._line(item) for item in found.replaced])
        self.add((self.table, 1))
        if proceed is None:
            self.end_with(self.tr("Close"))
        else:
            message = self.tr("If a value should not be replaced, cancel and choose Keep.")
            self.add(paragraph(message, self, "secondary"))
            go = push_button(self, self.tr("Choose file…"), "replacedContinue", self._go_on, default=True)
            self.end_with(self.tr("Cancel"), go)

    def _line(self, item: Replaced) -> Line:
        kinds = {
            "number": self.tr("number"),
            "name": self.tr("name"),
            "address": self.tr("address"),
            "email": self.tr("e-mail address"),
            "phone": self.tr("telephone"),
            "text": self.tr("text"),
            "unknown": self.tr("not documented"),
        }
        cells = (
            one_line(item.member, 80),
            kinds.get(item.kind, item.kind),
            one_line(item.before, 80),
            one_line(item.after, 80),
            number(item.count),
        )
        return Line(cells, item.member, tone="warn", toned=-1 if item.known else 1)

    def _go_on(self) -> None:
        proceed = self._proceed
        self.accept()
        if proceed is not None:
            proceed()
