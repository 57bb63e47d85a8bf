"""Checks a pasted or opened payload like a received one, and can store it as a capture."""

from __future__ import annotations

import secrets as random
from functools import partial
from pathlib import Path
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from ongoing_desktop.domain.anonymise import Anonymised
from ongoing_desktop.domain.foreign import readable
from ongoing_desktop.domain.payload_check import Checked
from ongoing_desktop.services.captures import LARGEST
from ongoing_desktop.services.exports import Preview
from ongoing_desktop.services.reading import read_file
from ongoing_desktop.ui.context import InContext, WindowContext
from ongoing_desktop.ui.exchanges.detail_tables import FindingsTable
from ongoing_desktop.ui.files.personal_data import ReplacedDialog
from ongoing_desktop.ui.kit.buttons import push_button
from ongoing_desktop.ui.kit.controls import combo_box, text_edit
from ongoing_desktop.ui.kit.dialog import Dialog
from ongoing_desktop.ui.kit.file_dialogs import ask_open_path
from ongoing_desktop.ui.kit.layout import Space, hbox, splitter, vbox
from ongoing_desktop.ui.kit.plain_text import paragraph
from ongoing_desktop.ui.kit.timing import after_pause
from ongoing_desktop.ui.task_runner import NO_JOB
from ongoing_desktop.wording.language import translated

PAUSE_MS: Final = 250
"""Milliseconds after the last key until the check runs."""


class CheckDialog(InContext, Dialog):
    """Show it with ``open()``. ``kept`` receives the id of a stored capture."""

    def __init__(self, context: WindowContext, parent: QWidget) -> None:
        lead = parent.tr("The payload is compared with Ongoing's documentation. Nothing leaves this computer.")
        super().__init__(parent, "checkDialog", parent.tr("Check a payload"), lead=lead, size=(900, 660))
        self.use_context(context)
        self._job = NO_JOB
        self._opened: bytes | None = None
        self._type = combo_box(self, "checkType", self.tr("Type to check against"))
        self._type.addItem(self.tr("Detect type"), "")
        for trigger in context.services.catalogue.triggers:
            family = context.services.catalogue.family(trigger.family)
            self._type.addItem(f"{trigger.title} · {translated(family.title) if family else ''}", trigger.key)
        self.text = text_edit(
            self,
            "checkText",
            self.tr("Payload"),
            mono=True,
            placeholder=self.tr("Paste a payload here, or open a file."),
        )
        # Qt lays out a line of 900,000 characters in 0.2 s as it is, and in 19 s to wrap it.
        self.text.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.outcome = paragraph(self.tr("Nothing has been checked yet."), self, name="checkResult")
        self.findings = FindingsTable(context.theme, self)
        self.findings.hide()
        self._keep = push_button(self, self.tr("Save as a capture"), "checkKeep", self._keep_it)
        self._anonymise = push_button(
            self, self.tr("Replace personal data"), "checkAnonymise", self.replace_personal_data
        )
        self._key = random.token_bytes(32)
        self._pause = after_pause(self, PAUSE_MS, self._check)
        self._lay_out()
        self.text.textChanged.connect(self._on_text)
        self._type.currentIndexChanged.connect(lambda _: self._pause.start())

    def _lay_out(self) -> None:
        self._open_button = push_button(self, self.tr("Open…"), "checkOpen", self._open)
        lower = QWidget(self)
        vbox(self.outcome, (self.findings, 1), Space(stretch=0), on=lower, margins=(0, 4, 0, 0))
        split = splitter(self, Qt.Orientation.Vertical, self.text, lower, sizes=(280, 240))
        self.add(hbox((self._type, 1), self._open_button, spacing=12), (split, 1))
        self.end_with(self.tr("Close"), self._anonymise, self._keep)
        self._keep.setEnabled(False)
        self._anonymise.setEnabled(False)

    def open_file(self, path: Path) -> None:
        """Check a file's bytes unchanged."""
        failed = partial(self._tasks.explain, say=self.outcome.setText)
        self._tasks.compute(self, partial(read_file, path, LARGEST), done=self._show_file, failed=failed, latest="file")

    def _show_file(self, data: bytes) -> None:
        self.text.blockSignals(True)
        self.text.setPlainText(readable(data))
        self.text.blockSignals(False)
        self._opened = data
        self._check()

    def _on_text(self) -> None:
        # From here on the edited text counts instead of the file's bytes.
        self._opened = None
        self._pause.start()

    @property
    def _body(self) -> bytes:
        if self._opened is not None:
            return self._opened
        return self.text.toPlainText().encode("utf-8", "replace")

    def _check(self) -> None:
        self._job.cancel()
        body, key = self._body, str(self._type.currentData()) or None
        self._keep.setEnabled(bool(body.strip()))
        self._anonymise.setEnabled(bool(body.strip()))
        if not body.strip():
            self.findings.show_findings(())
            self.outcome.setText(self.tr("Nothing has been checked yet."))
            return
        self._job = self._tasks.run(self, lambda: self._services.captures.check(body, key), done=self._show)

    def _show(self, checked: Checked) -> None:
        catalogue, chosen = self._services.catalogue, str(self._type.currentData())
        family = catalogue.family(checked.facts.family) or catalogue.family_of(chosen)
        trigger = catalogue.trigger(checked.facts.type)
        counts = {name: checked.count(name) for name in ("error", "warning", "note")}
        if family is None:
            message = self.tr("This is not a documented payload.")
        elif trigger is None:
            message = self.tr(
                "{family}; the payload does not say which trigger fired. Errors: {error}, warnings: {warning}, "
                "notes: {note}."
            )
        else:
            message = self.tr("{family}: {trigger}. Errors: {error}, warnings: {warning}, notes: {note}.")
        titles = {"family": translated(family.title) if family else "", "trigger": trigger.title if trigger else ""}
        self.outcome.setText(message.format(**titles, **counts))
        self.findings.show_findings(checked.findings)

    def _open(self) -> None:
        title, kinds = self.tr("Open a payload"), self.tr("JSON (*.json);;All files (*)")
        ask_open_path(self, title, kinds, self.open_file, name="checkOpenDialog")

    def show_anonymised(self, body: bytes) -> None:
        """Begin with a payload whose personal data is replaced."""
        self._show_file(body)
        self.replace_personal_data()

    def replace_personal_data(self) -> None:
        """Replace personal data in the text, as one step that Ctrl+Z takes back, and show what was replaced."""
        body = self._body
        self._tasks.run(
            self, lambda: self._services.captures.anonymised(body, self._key), done=partial(self._show_replaced, body)
        )

    def _show_replaced(self, before: bytes, found: Anonymised) -> None:
        if before != self._body:
            return  # it was edited meanwhile
        cursor = QTextCursor(self.text.document())
        cursor.select(QTextCursor.SelectionType.Document)
        cursor.insertText(readable(found.data))
        ReplacedDialog(self._context, self, Preview(1, found.replaced), None).open()

    def _keep_it(self) -> None:
        body = self._body

        def done(number: int) -> None:
            self._context.navigation.show_exchange(number, "inbox")
            self.accept()

        self._tasks.run(self, lambda: self._services.captures.keep(body), done=done)
