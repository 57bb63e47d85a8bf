"""Payload types as schemas and classes, and tests as collections: chosen, previewed, copied, saved."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from ongoing_desktop.bodies.visible import one_line
from ongoing_desktop.domain.settings import Webhook
from ongoing_desktop.formats.collections import COLLECTION_FORMATS
from ongoing_desktop.formats.type_export import TYPE_FORMATS
from ongoing_desktop.ui.context import InContext, WindowContext
from ongoing_desktop.ui.kit.buttons import push_button
from ongoing_desktop.ui.kit.controls import combo_box, text_edit
from ongoing_desktop.ui.kit.dialog import Dialog
from ongoing_desktop.ui.kit.file_dialogs import ask_save_path
from ongoing_desktop.ui.kit.layout import STRETCH, hbox
from ongoing_desktop.ui.kit.plain_text import label


class TypeExportDialog(InContext, Dialog):
    """Show it with ``open()``. ``selected``: the webhooks whose types are offered first."""

    def __init__(self, context: WindowContext, parent: QWidget, selected: Sequence[Webhook]) -> None:
        lead = parent.tr(
            "For the developer of a receiver: the documented payloads as schemas and classes, or the tests of webhooks as "
            "a collection for another program. Credentials are not included."
        )
        super().__init__(parent, "typeExportDialog", parent.tr("Types and collections"), lead=lead, size=(900, 660))
        self.use_context(context)
        self._selected = tuple(selected)
        self._data = b""
        formats = [(item.title, item.key) for item in TYPE_FORMATS.values()]
        message = self.tr("Collection for {program}")
        formats += [(message.format(program=item.title), item.key) for item in COLLECTION_FORMATS.values()]
        self.format = combo_box(self, "typeFormat", self.tr("Format"), formats)
        self.scope = combo_box(self, "typeScope", self.tr("For"))
        if selected:
            message = self.tr("Selected webhooks ({count})")
            self.scope.addItem(message.format(count=len(selected)), "selected")
        self.scope.addItem(self.tr("Everything"), "all")
        self._text = text_edit(self, "typeText", self.tr("Preview"), read_only=True, mono=True)
        self._text.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self._copy_button = push_button(self, self.tr("Copy"), "typeCopy", self._copy)
        self._save_button = push_button(self, self.tr("Save as…"), "typeSave", self._ask, default=True)
        self.add(
            hbox(
                label(self.tr("Format"), self),
                self.format,
                label(self.tr("For"), self),
                self.scope,
                STRETCH,
                spacing=12,
            ),
            (self._text, 1),
        )
        self.end_with(self.tr("Close"), self._copy_button, self._save_button)
        for box in (self.format, self.scope):
            box.currentIndexChanged.connect(lambda _: self._make())
        self._make()

    @property
    def _key(self) -> str:
        return str(self.format.currentData())

    @property
    def _file_name(self) -> str:
        return (COLLECTION_FORMATS.get(self._key) or TYPE_FORMATS[self._key]).file_name

    def _make(self) -> None:
        """Write the chosen format off the window's thread and show it."""
        chosen = self.scope.currentData() == "selected"
        settings, exports = self._services.settings.current, self._services.type_exports
        hooks = self._selected if chosen else settings.webhooks
        self._enable(on=False)
        if self._key in COLLECTION_FORMATS:
            make = partial(exports.collection, self._key, hooks)
        else:
            types = list(dict.fromkeys(hook.type for hook in hooks)) if chosen else []
            make = partial(exports.types, self._key, types)
        self._tasks.compute(self, make, done=self._show, latest="content")

    def _show(self, data: bytes) -> None:
        self._data = data
        self._text.setPlainText(_preview(data))
        self._enable(on=True)

    def _enable(self, *, on: bool) -> None:
        self._save_button.setEnabled(on)
        self._copy_button.setEnabled(on and self._key != "bruno")

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self._data.decode("utf-8"))
        self._notifier.notice(self.tr("Copied {name}.").format(name=self._file_name), "good")

    def _ask(self) -> None:
        ask_save_path(self, self.tr("Save as"), self._file_name, self.save_to, name="typeSaveDialog")

    def save_to(self, path: Path) -> None:
        """Write the shown content to a file."""
        data = self._data

        def done(_: object) -> None:
            self._notifier.notice(self.tr("Saved {name}.").format(name=one_line(path.name)), "good")

        self._tasks.run(self, lambda: self._services.transfers.write_file(path, data), done=done)


def _preview(data: bytes) -> str:
    """The text, or the files of an archive one after the other."""
    if not data.startswith(b"PK"):
        return data.decode("utf-8")
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return "\n".join(f"── {name}\n{archive.read(name).decode('utf-8')}" for name in archive.namelist())
