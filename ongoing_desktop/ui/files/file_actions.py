"""Settings and history out of the window and in again; file dialogs never block."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import shiboken6
from PySide6.QtCore import QEvent, QMimeData, QObject, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QFileDialog, QWidget

from ongoing_desktop.bodies.visible import one_line
from ongoing_desktop.domain.settings_changed import SettingsChanged
from ongoing_desktop.formats.config import ImportReport
from ongoing_desktop.services.imports import HarPlan
from ongoing_desktop.services.transfers import ImportPlan
from ongoing_desktop.ui.context import WindowContext
from ongoing_desktop.ui.files.config_export_dialog import Choice, ExportDialog
from ongoing_desktop.ui.files.har_import_dialog import HarPreview
from ongoing_desktop.ui.files.import_preview import ImportPreview, MissingCredentials, missing_ids
from ongoing_desktop.ui.files.writing_dialog import open_folder
from ongoing_desktop.ui.long_work import LongWork
from ongoing_desktop.ui.shell.notifier import NoticeKind

NAMES_SHOWN = 6


class FileActions(QObject):
    """Main thread only. A settings or HAR file dropped onto the window is imported as any other."""

    def __init__(
        self,
        context: WindowContext,
        window: QWidget,
        *,
        selected: Callable[[], Sequence[str]],
    ) -> None:
        """``selected``: ids of the marked webhooks."""
        super().__init__(window)
        self._context = context
        self._services = context.services
        self._tasks = context.tasks
        self._notifier = context.notifier
        self._theme = context.theme
        self._window = window
        self._long_work = LongWork(context, window)
        self._selected = selected
        self._edit = context.navigation.edit_webhook
        self._undo = context.navigation.undo
        self._missing: MissingCredentials | None = None
        window.setAcceptDrops(True)
        window.installEventFilter(self)

    def export_config(self, webhooks: Sequence[str] = ()) -> None:
        """Ask what and where to, then write the config file. ``webhooks``: ids to begin with, instead of everything."""
        settings = self._services.settings.current
        marked = tuple(webhooks) or tuple(self._selected())

        def chosen(choice: Choice) -> None:
            self._save_as(
                self.tr("Export settings"),
                "exportFile",
                "ongoing-desktop.json",
                lambda path: self.export_config_to(path, choice),
            )

        dialog = ExportDialog(
            settings,
            self._theme,
            self._window,
            system=self._context.navigation.system_id,
            selected=marked,
            chosen=chosen,
        )
        if webhooks:
            dialog.choose_selection()
        dialog.open()

    def export_config_to(self, path: Path, choice: Choice | None = None) -> None:
        """Write the config file."""
        wanted = choice or Choice()
        told = self.tr("Settings exported to {name}, without the passwords and tokens in the keyring.").format(
            name=path.name
        )
        self._tasks.run(
            self,
            lambda: self._services.transfers.export_config(path, systems=wanted.systems, webhooks=wanted.webhooks),
            done=lambda _: self._written(told, path),
        )

    def import_history(self) -> None:
        """Ask which HAR file, then show what it holds."""
        kinds = self.tr("HTTP Archive (*.har *.json)")
        dialog = QFileDialog(self._window, self.tr("Import exchanges"), str(Path.home()), kinds)
        dialog.setObjectName("importHistoryDialog")
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(lambda chosen: self.import_history_from(Path(chosen)))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def import_history_from(self, path: Path) -> None:
        """Show what a HAR file holds; add it when the user agrees."""

        def imported(count: int) -> None:
            told = self.tr("{count} exchanges imported; they are in History.").format(count=f"{count:,}")
            self._notifier.notice(told, "good", (self.tr("Undo"), self._undo) if count else None)

        def preview(plan: HarPlan) -> None:
            HarPreview(self._context, self._window, plan, imported).open()

        self._long_work.run(
            self.tr("Reading {name}").format(name=one_line(path.name, 60)),
            lambda watch: self._services.imports.preview(path, watch),
            preview,
            told=self.tr("{done} of {all} kB read."),
        )

    def import_config(self) -> None:
        """Ask which file, then show what it would change."""
        dialog = QFileDialog(self._window, self.tr("Import settings"), str(Path.home()), self.tr("Settings (*.json)"))
        dialog.setObjectName("importDialog")
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(lambda chosen: self.import_config_from(Path(chosen)))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def import_config_from(self, path: Path) -> None:
        """Show what a file would change; import it when the user agrees."""
        self._tasks.run(self, lambda: self._services.transfers.preview_file(path), done=self.preview)

    def preview(self, plan: ImportPlan) -> None:
        """Show what an import would do, from a file or pasted."""
        dialog = ImportPreview(
            self._context,
            self._window,
            plan,
            lambda report: self._imported(report, missing_ids(plan)),
        )
        dialog.open()

    def show_settings(self, change: SettingsChanged) -> None:
        """Follow: credentials that were entered are ticked off."""
        if self._missing is not None and shiboken6.isValid(self._missing):
            self._missing.show_settings(change.after)

    def _imported(self, report: ImportReport, missing: Sequence[str]) -> None:
        told = self.tr("Imported: {added} added, {replaced} replaced, {unchanged} as before.").format(
            added=len(report.added), replaced=len(report.replaced), unchanged=len(report.unchanged)
        )
        if report.rules:
            rules = self.tr("Reply rules: {added} added, {replaced} replaced, {unchanged} as before; new ones are off.")
            told += " " + rules.format(**report.rules)
        if report.missing_credentials:
            names = _names(report.missing_credentials)
            told += " " + self.tr("Enter the credential again for: {names}.").format(names=names)
        kind: NoticeKind = "warn" if report.missing_credentials else "good"
        self._notifier.notice(told, kind, (self.tr("Undo"), self._undo))
        if missing:
            self._missing = MissingCredentials(self._services.settings.current, missing, self._edit, self._window)
            self._missing.show()

    def _written(self, told: str, path: Path) -> None:
        folder = QUrl.fromLocalFile(str(path.parent))
        self._notifier.notice(told, "good", (self.tr("Show in folder"), lambda: open_folder(folder)))

    def _save_as(self, title: str, name: str, file: str, chosen: Callable[[Path], None]) -> None:
        dialog = QFileDialog(self._window, title, str(Path.home() / file))
        dialog.setObjectName(name)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setFileMode(QFileDialog.FileMode.AnyFile)
        dialog.setDefaultSuffix(Path(file).suffix.removeprefix("."))
        dialog.fileSelected.connect(lambda path: chosen(Path(path)))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    # Qt's own name from here on.

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take a file that is dropped onto the window."""
        if event.type() in (QEvent.Type.DragEnter, QEvent.Type.Drop) and isinstance(event, QDropEvent):
            path = _dropped(event.mimeData())
            if path is not None:
                event.acceptProposedAction()
                if event.type() == QEvent.Type.Drop:
                    take = self.import_history_from if path.suffix.lower() == ".har" else self.import_config_from
                    take(path)
                return True
        return super().eventFilter(watched, event)


def _dropped(data: QMimeData | None) -> Path | None:
    """The one settings or HAR file that is dragged, if it is one."""
    files = [url.toLocalFile() for url in (data.urls() if data is not None else ()) if url.isLocalFile()]
    return Path(files[0]) if len(files) == 1 and files[0].lower().endswith((".json", ".har")) else None


def _names(names: tuple[str, ...]) -> str:
    shown = ", ".join(names[:NAMES_SHOWN])
    return f"{shown}, …" if len(names) > NAMES_SHOWN else shown
