"""The settings sheet: chosen, previewed, handed over, and ticked off while it is entered in Ongoing."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from threading import Event
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QComboBox, QPlainTextEdit, QSplitter, QWidget

from ongoing_desktop.bodies.visible import one_line
from ongoing_desktop.domain.settings_changed import SettingsChanged
from ongoing_desktop.domain.sync_state import mirror_state
from ongoing_desktop.services.sheets import Sheet
from ongoing_desktop.ui.context import InContext, WindowContext
from ongoing_desktop.ui.kit.buttons import check_box, push_button
from ongoing_desktop.ui.kit.controls import combo_box, text_edit
from ongoing_desktop.ui.kit.dialog import Dialog
from ongoing_desktop.ui.kit.file_dialogs import ask_save_path
from ongoing_desktop.ui.kit.layout import STRETCH, hbox, splitter, vbox
from ongoing_desktop.ui.kit.plain_text import label, paragraph
from ongoing_desktop.ui.kit.tick_list import TickList
from ongoing_desktop.ui.kit.timing import after_pause
from ongoing_desktop.ui.sheet.go_live_dialog import GoLiveDialog
from ongoing_desktop.ui.sheet.sheet_pdf import write_pdf
from ongoing_desktop.ui.task_runner import Job
from ongoing_desktop.ui.webhooks.webhook_texts import mirror_words
from ongoing_desktop.wording.language import language
from ongoing_desktop.wording.settings_sheet import sheet_webhooks
from ongoing_desktop.wording.texts.sheet import SHEET_TEXTS

LONG_MS: Final = 500
"""Milliseconds after which work shows its progress and can be cancelled."""


class SheetDialog(InContext, Dialog):
    """Show it with ``open()``. ``webhooks``: the selection, which is shown first unless it is empty."""

    def __init__(self, context: WindowContext, parent: QWidget, system: str, webhooks: Sequence[str] = ()) -> None:
        lead = parent.tr(
            "For the administrator who enters the webhooks in Ongoing. It contains the addresses in full, but not the "
            "passwords and tokens in the keyring: send those separately."
        )
        super().__init__(parent, "sheetDialog", parent.tr("Settings sheet"), lead=lead, size=(1060, 720))
        self.use_context(context)
        self._selected = tuple(webhooks)
        self._sheet: Sheet | None = None
        self._job: Job | None = None
        self._stop = Event()
        self._make_controls()
        self._fill(system)
        self._lay_out()
        self._late = after_pause(self, LONG_MS, self._working.show)
        self._system.currentIndexChanged.connect(lambda _: self._reload())
        self._scope.currentIndexChanged.connect(lambda _: self._reload())
        self._language.currentIndexChanged.connect(lambda _: self._reload())
        self._checklist.toggled.connect(lambda _: self._reload())
        self._list.ticked.connect(self._ticked)
        context.signals.settings_changed.connect(self._on_settings)
        self._reload()

    def _make_controls(self) -> None:
        self._system = self._combo("sheetSystem", self.tr("System"))
        self._scope = self._combo("sheetScope", self.tr("Webhooks"))
        self._language = self._combo("sheetLanguage", self.tr("Language of the sheet"))
        self._preview = text_edit(self, "sheetPreview", self.tr("Preview of the sheet"), read_only=True, mono=True)
        self._preview.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self._list = TickList(self, "sheetEntered", self.tr("Entered in Ongoing"))
        self._list.setWordWrap(True)
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._remember = check_box(self, self.tr("Compare the next sheet with this one"), "sheetRemember", on=True)
        self._checklist = check_box(self, self.tr("With the go-live checklist"), "sheetChecklist")
        self._edit = push_button(self, self.tr("Checklist…"), "sheetGoLive", self._edit_checklist)
        self._copy = push_button(self, self.tr("Copy"), "sheetCopy", self._copy_text)
        self._save = push_button(self, self.tr("Save as PDF…"), "sheetSave", self._ask, default=True)
        self._working = QWidget(self)
        self._working.hide()

    def _combo(self, name: str, title: str) -> QComboBox:
        made = combo_box(self, name, title)
        made.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        return made

    def _fill(self, system: str) -> None:
        settings = self._services.settings.current
        for item in settings.systems:
            self._system.addItem(one_line(item.name, 60), item.id)
        first = settings.webhook(self._selected[0]) if self._selected else None
        wanted = first.system if first is not None else system
        self._system.setCurrentIndex(max(self._system.findData(wanted), 0))
        self._scope.addItem("", "all")
        if self._selected:
            self._scope.addItem(self.tr("Selected ({count})").format(count=len(self._selected)), "selected")
            self._scope.setCurrentIndex(1 if len(self._selected) > 1 else 0)
        for key, words in SHEET_TEXTS.items():
            self._language.addItem(words["language"], key)
        self._language.setCurrentIndex(max(self._language.findData(language().code[:2]), 0))

    def _lay_out(self) -> None:
        hbox(
            label(self.tr("Creating the sheet…"), self._working, role="muted", name="sheetWorking"),
            push_button(self._working, self.tr("Cancel"), "sheetCancel", self._cancel),
            on=self._working,
            spacing=12,
        )
        self.add(
            hbox(self._system, self._scope, self._language, STRETCH, spacing=12),
            (self._middle(), 1),
            hbox(self._remember, self._checklist, self._edit, STRETCH, spacing=12),
        )
        self.end_with(self.tr("Close"), self._copy, self._save, left=[self._working, STRETCH])

    def _middle(self) -> QSplitter:
        right = QWidget(self)
        vbox(
            label(self.tr("Entered in Ongoing"), right, role="strong"),
            paragraph(self.tr("Tick each webhook once it has been entered in Ongoing."), right, "muted"),
            (self._list, 1),
            on=right,
            spacing=6,
        )
        return splitter(self, Qt.Orientation.Horizontal, self._preview, right, sizes=(750, 230), stretch=(3, 1))

    # what is shown

    def _reload(self) -> None:
        """Create the chosen sheet and show it."""
        system, code = str(self._system.currentData() or ""), str(self._language.currentData())
        ids = self._selected if self._scope.currentData() == "selected" else None
        settings = self._services.settings.current
        if settings.system(system) is None:
            self.reject()
            return
        count = sum(hook.system == system for hook in settings.webhooks)
        self._scope.setItemText(0, self.tr("All in the system ({count})").format(count=count))
        sheets, go_live, wanted = self._services.sheets, self._services.go_live, self._checklist.isChecked()

        async def make() -> tuple[Sheet, str]:
            checklist = await go_live.checklist(system, ids) if wanted else ()
            sheet = await sheets.document(system, ids, code, checklist)
            return sheet, (await sheets.rendered(sheet.document, "text")).decode("utf-8")

        self._begin()
        self._job = self._tasks.run(self, make, done=self._show, failed=self._failed)

    def _show(self, made: tuple[Sheet, str]) -> None:
        self._sheet, text = made
        if text != self._preview.toPlainText():
            at = self._preview.verticalScrollBar().value()
            self._preview.setPlainText(text)
            self._preview.verticalScrollBar().setValue(at)
        self._show_list(self._sheet)
        self._end()

    def _show_list(self, sheet: Sheet) -> None:
        settings = self._services.settings.current
        hooks = sheet_webhooks(settings, sheet.system_id, sheet.webhooks)
        mirrors = {hook.id: mirror_state(hook, settings.state(hook.id)) for hook in hooks}
        row = self._list.currentRow()
        self._list.show_entries(
            [(one_line(hook.name, 80), hook.id) for hook in hooks],
            [key for key, mirror in mirrors.items() if mirror.code == "entered"],
            {key: mirror_words(mirror) for key, mirror in mirrors.items()},
        )
        self._list.setCurrentRow(row)

    def _on_settings(self, change: SettingsChanged) -> None:
        if self._sheet is not None and change.after != self._sheet.settings:
            self._reload()

    def _ticked(self, webhook_id: str, on: bool) -> None:
        self._tasks.run(self, lambda: self._services.webhooks.mark_entered(webhook_id, on))

    def _edit_checklist(self) -> None:
        """Open the checklist of the selected webhook, or of the first one."""
        sheet, row = self._sheet, max(self._list.currentRow(), 0)
        if sheet is None:
            return
        hooks = sheet_webhooks(self._services.settings.current, sheet.system_id, sheet.webhooks)
        dialog = GoLiveDialog(self._context, self, sheet.system_id, hooks[row].id if row < len(hooks) else "")
        dialog.accepted.connect(lambda: self._checklist.setChecked(True))
        dialog.open()

    # handing over

    def _copy_text(self) -> None:
        sheet = self._sheet
        if sheet is None:
            return
        QGuiApplication.clipboard().setText(self._preview.toPlainText())
        self._handed_over(sheet, self.tr("Copied the settings sheet, without the passwords and tokens in the keyring."))

    def _ask(self) -> None:
        ask_save_path(
            self, self.tr("Save the settings sheet"), "settings-sheet.pdf", self.save_to, name="sheetSaveDialog"
        )

    def save_to(self, path: Path) -> None:
        """Write the shown sheet to a PDF file."""
        sheet = self._sheet
        if sheet is None:
            return
        self._stop = stop = Event()

        def make() -> bytes | None:
            data = write_pdf(sheet.document, stop.is_set)
            return None if stop.is_set() else data

        def done(written: bool) -> None:
            self._end()
            if written:
                message = self.tr(
                    "Saved the settings sheet as {name}, without the passwords and tokens in the keyring."
                )
                self._handed_over(sheet, message.format(name=one_line(path.name)))

        self._begin()
        self._job = self._tasks.run(
            self, lambda: self._services.sheets.save(path, make), done=done, failed=self._failed
        )

    def _handed_over(self, sheet: Sheet, message: str) -> None:
        self._notifier.notice(message, "good")
        if self._remember.isChecked():
            self._tasks.run(self, lambda: self._services.sheets.remember(sheet))

    def _begin(self) -> None:
        if self._job is not None:
            self._job.cancel()
        self._save.setEnabled(False)
        self._copy.setEnabled(False)
        self._late.start()

    def _end(self) -> None:
        self._job = None
        self._late.stop()
        self._working.hide()
        # Without webhooks the sheet still says which are to be removed.
        some = self._sheet is not None and (self._list.count() > 0 or bool(self._sheet.document.removed))
        self._save.setEnabled(some)
        self._copy.setEnabled(some)

    def _cancel(self) -> None:
        self._stop.set()
        if self._job is not None:
            self._job.cancel()
        self._end()

    def _failed(self, error: BaseException) -> None:
        self._end()
        self._tasks.default_failed(error)

    def done(self, result: int) -> None:
        """Cancel running work when the dialog closes."""
        self._stop.set()
        super().done(result)
