"""The program with a made-up stored column, ``carrier``, registered as CONTRIBUTING says, before anything else is loaded.

``tests/contracts/test_stored_column.py`` runs it in its own process: the tables of storage are derived on import.
"""

from __future__ import annotations

import contextlib
import os
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

os.environ["QT_QPA_PLATFORM"] = "offscreen"

from ongoing_desktop.domain import exchange, exchange_fields
from ongoing_desktop.domain.lazy_dataclasses import dataclass
from ongoing_desktop.storage import migrations


@dataclass(frozen=True, slots=True)
class Row(exchange.ExchangeRow):
    carrier: str | None = None


@dataclass(frozen=True, slots=True)
class New(exchange.NewExchange):
    carrier: str | None = None


def history_next(connection: Any) -> None:
    connection.execute("alter table exchanges add column carrier text")


exchange.ExchangeRow, exchange.NewExchange = Row, New  # type: ignore[misc]
exchange_fields.FIELDS.append(
    exchange_fields.Field("carrier", exchange_fields.NO_TEXT, filter="carrier", recorded=True)
)
migrations.HISTORY = (*migrations.HISTORY, history_next)  # type: ignore[misc]

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from ongoing_desktop.app import App, build
from ongoing_desktop.domain.filters import parse_filter
from ongoing_desktop.formats.csv_table import write_csv
from ongoing_desktop.formats.rows import row_dict
from ongoing_desktop.storage.folder import open_storage
from ongoing_desktop.storage.history import HistoryDb
from ongoing_desktop.ui.exchanges import exchange_columns

CARRIERS = ("dhl", "ups", "bring")


def main(folder: Path) -> None:
    with contextlib.closing(open_storage(folder)) as storage:
        stored(storage.history)
        filtered(storage.history)
        exported(storage.history)
    shown(folder)
    print("done")


def stored(history: HistoryDb) -> None:
    for minute, carrier in enumerate(CARRIERS):
        at = datetime(2026, 1, 15, 9, tzinfo=UTC) + timedelta(minutes=minute)
        body = exchange.Body(b"{}", size=2)
        judged = exchange.Judgement("unmatched", "no-webhook")
        history.append([New("in", at, "POST", "/x", (), body, 200, judged, carrier=carrier)])
    assert [row.carrier for row in history.rows([1, 2, 3])] == list(CARRIERS)  # type: ignore[attr-defined]
    assert list(history.sorted_ids([1, 2, 3], "carrier", falling=False)) == [3, 1, 2]


def filtered(history: HistoryDb) -> None:
    for text, found in (("carrier:ups", [2]), ("carrier:none", []), ("-carrier:ups", [3, 1]), ("carrier:b*", [3])):
        wanted = parse_filter(text, datetime.now(UTC))
        assert [row.id for row in history.page(limit=9, filter=wanted)] == found, text


def exported(history: HistoryDb) -> None:
    whole = history.get(2)
    assert whole is not None
    assert row_dict(whole.row)["carrier"] == "ups"
    head, line = b"".join(write_csv([whole])).decode("utf-8-sig").splitlines()[:2]
    assert line.split(",")[head.split(",").index('"carrier"')] == '"ups"'


def shown(folder: Path) -> None:
    column = exchange_columns.Column("carrier", "Carrier", "text", 90, lambda line: line.row.carrier or "", "carrier")  # type: ignore[attr-defined]
    exchange_columns.COLUMNS.append(column)
    application = QApplication([])
    app = build(folder)
    try:
        app.window.show()
        look(app, application)
    finally:
        app.close()


def look(app: App, application: QApplication) -> None:
    app.window.show_page("history")
    history, place = app.window.pages.history, len(exchange_columns.COLUMNS) - 1
    history.table.sortByColumn(place, Qt.SortOrder.AscendingOrder)

    def texts() -> list[str]:
        return [history.model.index(row, place).data() for row in range(history.model.rowCount())]

    until(application, lambda: texts() == sorted(CARRIERS))


def until(application: QApplication, holds: Callable[[], bool]) -> None:
    end = time.monotonic() + 20
    while not holds():
        assert time.monotonic() < end
        application.processEvents()
        time.sleep(0.01)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
