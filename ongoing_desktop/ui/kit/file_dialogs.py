"""File dialogs that do not block, and the system's file manager."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QWidget

if TYPE_CHECKING:
    from collections.abc import Callable


def ask_open_path(
    parent: QWidget, title: str, kinds: str, chosen: Callable[[Path], object], *, name: str = ""
) -> QFileDialog:
    """Ask for an existing file. ``kinds``: Qt's name filters, separated by ``;;``."""
    dialog = _dialog(parent, title, Path.home(), chosen, name)
    dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
    dialog.setNameFilters(kinds.split(";;"))
    dialog.open()
    return dialog


def ask_save_path(
    parent: QWidget, title: str, proposed: str, chosen: Callable[[Path], object], *, name: str = ""
) -> QFileDialog:
    """Ask where to write a file. ``proposed``: its name; its extension is added if the user gives none."""
    dialog = _dialog(parent, title, Path.home() / proposed, chosen, name)
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setFileMode(QFileDialog.FileMode.AnyFile)
    dialog.setDefaultSuffix(Path(proposed).suffix.removeprefix("."))
    dialog.open()
    return dialog


def open_folder(folder: QUrl) -> None:
    """Show a folder in the system's file manager."""
    QDesktopServices.openUrl(folder)


def _dialog(parent: QWidget, title: str, start: Path, chosen: Callable[[Path], object], name: str) -> QFileDialog:
    dialog = QFileDialog(parent, title, str(start))
    dialog.setObjectName(name)
    dialog.fileSelected.connect(lambda path: chosen(Path(path)))
    dialog.finished.connect(dialog.deleteLater)
    return dialog
