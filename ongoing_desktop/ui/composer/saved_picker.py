"""Chooses a saved payload."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QListWidget, QWidget

from ongoing_desktop.bodies.visible import one_line
from ongoing_desktop.services.requests import Saved
from ongoing_desktop.ui.context import InContext, WindowContext
from ongoing_desktop.ui.kit.buttons import push_button
from ongoing_desktop.ui.kit.dialog import Dialog
from ongoing_desktop.ui.kit.plain_text import named
from ongoing_desktop.ui.reading_line import ReadingLine

LONGEST = 120


class SavedPicker(InContext, Dialog):
    """Show it with ``open()``. ``chosen`` receives the text."""

    def __init__(self, context: WindowContext, parent: QWidget, chosen: Callable[[str], None]) -> None:
        super().__init__(parent, "savedPicker", self.tr("Choose a saved payload"), size=(480, 380))
        self.use_context(context)
        self._chosen = chosen
        self._found: list[str] = []
        self._list = named(QListWidget(self), "savedPayloads", self.tr("Saved payloads"))
        self._line = ReadingLine(context, self, "savedTold", self._load)
        self._use = push_button(self, self.tr("Use payload"), "useSaved", self._take, default=True)
        self._use.setEnabled(False)
        self.add(self._line, (self._list, 1))
        self.end_with(self.tr("Cancel"), self._use)
        self._list.itemActivated.connect(lambda _: self._take())
        self._load()

    def _load(self) -> None:
        self._line.say(self.tr("Looking…"))
        self._tasks.run(self, self._services.requests.entries, done=self._show, failed=self._line.fail)

    def _show(self, entries: tuple[Saved, ...]) -> None:
        for entry in entries:
            if entry.request is not None and entry.request.body:
                self._list.addItem(one_line(entry.title, LONGEST))
                self._found.append(entry.request.body)
        self._line.say(
            self.tr("They are sent unchanged.")
            if self._found
            else self.tr("No payload is saved yet. Save one here, or from the menu of an exchange.")
        )
        self._use.setEnabled(bool(self._found))
        self._list.setVisible(bool(self._found))
        self._list.setCurrentRow(0)
        if self._found:
            self._list.setFocus()

    def _take(self) -> None:
        place = self._list.currentRow()
        if 0 <= place < len(self._found):
            self.accept()
            self._chosen(self._found[place])
