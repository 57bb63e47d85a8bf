"""Exports exchanges of a page to a file, or copies them as cURL commands."""
# ruff: noqa: PLC0415 - what only an export needs is loaded for it

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject
from PySide6.QtGui import QGuiApplication

from ongoing_desktop.bodies.visible import one_line
from ongoing_desktop.domain.lazy_dataclasses import replace
from ongoing_desktop.ui.context import InContext, WindowContext
from ongoing_desktop.ui.exchanges.exchanges_table import ExchangeTable
from ongoing_desktop.ui.exchanges.frame import Mode
from ongoing_desktop.ui.exchanges.history_reader import Query
from ongoing_desktop.wording.language import number

if TYPE_CHECKING:
    from ongoing_desktop.ui.files.history_export_dialog import Offer

MOST_COPIED: Final = 50
"""Maximum number of exchanges copied at once; larger numbers belong in a file."""


class ExportActions(InContext, QObject):
    """One per page. Its actions are in the table's menu."""

    def __init__(
        self, context: WindowContext, table: ExchangeTable, mode: Mode, shown: Callable[[], tuple[Query, str]]
    ) -> None:
        """``shown``: returns the list's query and the text of its filter."""
        super().__init__(table)
        self.use_context(context)
        self._table = table
        self._mode = mode
        self._shown = shown
        table.offer("copyAsCurl", self.tr("Copy as cURL"), "copy", self.copy_as_curl)
        table.offer("exportSelected", self.tr("Export…"), "export", self.export)

    def export(self) -> None:
        """Ask which of these exchanges to export, and in which format."""
        from ongoing_desktop.ui.files.history_export_dialog import HistoryExportDialog

        HistoryExportDialog(self._context, self._table.window(), self._offers()).open()

    def copy_as_curl(self) -> None:
        """Copy the selected ones as cURL commands, with placeholders for credentials."""
        ids = tuple(self._table.selected_ids()[:MOST_COPIED])
        if not ids:
            return

        def done(data: bytes) -> None:
            QGuiApplication.clipboard().setText(data.decode("utf-8", "replace"))
            message = self.tr(
                "Copied as cURL. Credentials are placeholders: set WEBHOOK_TOKEN, or WEBHOOK_USER and WEBHOOK_PASSWORD, first."
            )
            self._notifier.notice(message)

        from ongoing_desktop.services.exports import Selection

        self._tasks.run(self, lambda: self._services.exports.data(Selection(ids=ids), "curl"), done=done)

    def _offers(self) -> list[Offer]:
        from ongoing_desktop.services.exports import Selection
        from ongoing_desktop.ui.files.history_export_dialog import Offer

        query, text = self._shown()
        direction = "in" if self._mode == "inbox" else None
        whole = Selection(direction=direction, webhook=query.webhook, members=query.members)
        texts = {
            "inbox": self.tr("All received exchanges"),
            "history": self.tr("All exchanges"),
            "deliveries": self.tr("All exchanges of this webhook"),
        }
        offers = [Offer("all", texts[self._mode], whole)]
        if query.system is not None or query.filter is not None:
            message = self.tr("This list as shown")
            if shown := one_line(text, 40):
                message = self.tr("This list as shown: {filter}").format(filter=shown)
            offers.append(Offer("filter", message, replace(whole, filter=query.filter, system=query.system)))
        if ids := tuple(self._table.selected_ids()):
            one = self.tr("The selected exchange")
            many = self.tr("The {count} selected exchanges").format(count=number(len(ids)))
            offers.append(Offer("selection", one if len(ids) == 1 else many, Selection(ids=ids, members=query.members)))
        return offers
