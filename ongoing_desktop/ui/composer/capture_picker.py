"""Chooses a received request, to send its payload."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from ongoing_desktop.bodies.visible import one_line
from ongoing_desktop.domain.exchange import ExchangeRow
from ongoing_desktop.ui.context import InContext, WindowContext
from ongoing_desktop.ui.kit.buttons import push_button
from ongoing_desktop.ui.kit.dialog import Dialog
from ongoing_desktop.ui.kit.plain_text import named
from ongoing_desktop.ui.kit.sizes import sized
from ongoing_desktop.ui.reading_line import ReadingLine
from ongoing_desktop.wording.times import time_text

ID = int(Qt.ItemDataRole.UserRole)


class CapturePicker(InContext, Dialog):
    """Show it with ``open()``. ``chosen`` receives the id."""

    def __init__(self, context: WindowContext, parent: QWidget, webhook_id: str, chosen: Callable[[int], None]) -> None:
        super().__init__(parent, "capturePicker", self.tr("Choose a received payload"))
        self.use_context(context)
        self._chosen = chosen
        self._list = named(QListWidget(self), "captures", self.tr("Received payloads of this type"))
        sized(self._list, mono=True)
        sized(self._list, least_width=560, least_height=260)
        self._webhook_id = webhook_id
        self._line = ReadingLine(context, self, "capturesTold", self._load)
        self._use = push_button(self, self.tr("Use payload"), "useCapture", self._take, default=True)
        self._use.setEnabled(False)
        self.add(self._line, (self._list, 1))
        self.end_with(self.tr("Cancel"), self._use)
        self._list.itemActivated.connect(lambda _: self._take())
        self._load()

    def _load(self) -> None:
        self._line.say(self.tr("Looking…"))
        payloads, webhook = self._services.sending.payloads, self._webhook_id
        self._tasks.run(self, lambda: payloads.captures(webhook), done=self._show, failed=self._line.fail)

    def _show(self, rows: Sequence[ExchangeRow]) -> None:
        message = self.tr("Received payloads of this type, newest first. They are sent unchanged.")
        self._line.say(message if rows else self.tr("No payload of this type has been received yet."))
        self._list.setVisible(bool(rows))
        for row in rows:
            trigger = self._services.catalogue.trigger(row.type)
            title = trigger.title if trigger else (row.family or "")
            event = "" if row.event_id is None else self.tr("event {id}").format(id=row.event_id)
            parts = (time_text(row.at), title, event, row.subject or "")
            item = QListWidgetItem(one_line("   ".join(part for part in parts if part), 200), self._list)
            item.setData(ID, row.id)
        self._list.setCurrentRow(0)
        self._use.setEnabled(bool(rows))
        if rows:
            self._list.setFocus()

    def _take(self) -> None:
        if (item := self._list.currentItem()) is not None:
            self.accept()
            self._chosen(int(item.data(ID)))
