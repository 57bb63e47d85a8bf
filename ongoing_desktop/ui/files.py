"""Settings and history out of the window and in again; file dialogs never block."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QObject, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QWidget

from ongoing_desktop.formats.config import ImportReport
from ongoing_desktop.ui.core import Core
from ongoing_desktop.ui.messages import Door
from ongoing_desktop.ui.tasks import Tasks

NAMES_SHOWN = 6


class Files(QObject):
    """Main thread only."""

    def __init__(self, core: Core, tasks: Tasks, door: Door, window: QWidget) -> None:
        super().__init__(window)
        self._core = core
        self._tasks = tasks
        self._door = door
        self._window = window

    def export_config(self, webhooks: Sequence[str] = ()) -> None:
        """Ask where to, then write the config file: everything, or these webhooks with their systems."""
        name = "ongoing-desktop-selection.json" if webhooks else "ongoing-desktop.json"
        ids = tuple(webhooks)
        self._save_as(
            self.tr("Export settings"), "exportDialog", name, lambda path: self.export_config_to(path, webhooks=ids)
        )

    def export_config_to(self, path: Path, *, webhooks: Sequence[str] = ()) -> None:
        """Write the config file: everything, or these webhooks."""
        told = self.tr("Settings exported to {name}; no password or token is in the file.").format(name=path.name)
        self._tasks.run(
            self, lambda: self._core.transfers.export_config(path, webhooks=webhooks), done=lambda _: self._written(told, path)
        )

    def export_history(self) -> None:
        """Ask where to, then write the history as JSON lines."""
        self._save_as(self.tr("Export history"), "exportHistoryDialog", "history.jsonl", self.export_history_to)

    def export_history_to(self, path: Path) -> None:
        """Write the history."""

        def done(count: int) -> None:
            told = self.tr("{count} exchanges exported to {name}.").format(count=count, name=path.name)
            self._written(told, path)

        self._tasks.run(self, lambda: self._core.transfers.export_history(path), done=done)

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
        self._tasks.run(
            self,
            lambda: self._core.transfers.import_config(path, dry_run=True),
            done=lambda report: self._preview(path, report),
        )

    def _preview(self, path: Path, report: ImportReport) -> None:
        if not (report.added or report.replaced or report.systems_added):
            self._door.notice(
                self.tr("Nothing to import: everything in {name} is here already.").format(name=path.name)
            )
            return
        self._door.confirm(
            self._window,
            self.tr("Import settings"),
            self.tr("Import {name}?").format(name=path.name),
            self.tr("Import"),
            lambda: self._import(path),
            details=self._report_text(report) + "\n\n" + self.tr("Nothing is deleted, and nothing changes in Ongoing."),
        )

    def _import(self, path: Path) -> None:
        self._tasks.run(self, lambda: self._core.transfers.import_config(path), done=self._imported)

    def _imported(self, report: ImportReport) -> None:
        told = self.tr("Imported: {added} added, {replaced} replaced, {unchanged} as before.").format(
            added=len(report.added), replaced=len(report.replaced), unchanged=len(report.unchanged)
        )
        missing = report.missing_credentials
        if missing:
            told += " " + self.tr("Enter the credential again for: {names}.").format(names=_names(missing))
        self._door.notice(told, "warn" if missing else "good")

    def _report_text(self, report: ImportReport) -> str:
        rows = (
            (self.tr("New systems"), report.systems_added),
            (self.tr("New webhooks"), report.added),
            (self.tr("Replaced webhooks"), report.replaced),
            (self.tr("Without credential"), report.missing_credentials),
        )
        return "\n".join(f"{title} ({len(names)}): {_names(names)}" for title, names in rows if names)

    def _written(self, told: str, path: Path) -> None:
        folder = QUrl.fromLocalFile(str(path.parent))
        self._door.notice(told, "good", (self.tr("Show in folder"), lambda: _open_folder(folder)))

    def _save_as(self, title: str, name: str, file: str, chosen: Callable[[Path], None]) -> None:
        dialog = QFileDialog(self._window, title, str(Path.home() / file))
        dialog.setObjectName(name)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setFileMode(QFileDialog.FileMode.AnyFile)
        dialog.setDefaultSuffix(Path(file).suffix.removeprefix("."))
        dialog.fileSelected.connect(lambda path: chosen(Path(path)))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()


def _open_folder(folder: QUrl) -> None:
    QDesktopServices.openUrl(folder)


def _names(names: tuple[str, ...]) -> str:
    shown = ", ".join(names[:NAMES_SHOWN])
    return f"{shown}, …" if len(names) > NAMES_SHOWN else shown
