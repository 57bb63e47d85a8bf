"""Pictures of the dialogs about Ongoing's REST API."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QPushButton, QTableView, QTreeWidget

from ongoing_desktop.domain.exchange import Body, Judgement, NewExchange
from ongoing_desktop.domain.secret import Secret
from tests.fake_api import FakeApi
from tests.ongoing_server import order
from tests.picture_dialogs import part, shown, shut

if TYPE_CHECKING:
    from ongoing_desktop.app import App


def ongoing_dialogs(pictures: Any, app: App, api: FakeApi) -> None:
    """Connection, import, look-up, and what was missed; in a window of their own."""
    services = app.services
    pictures.action("connectToOngoing")
    dialog = shown(pictures, app, "connectionDialog")
    part(dialog, QLineEdit, "connectionUser").setText("WSI-acme")  # type: ignore[attr-defined]
    part(dialog, QLineEdit, "connectionPassword").setText("secret-1")  # type: ignore[attr-defined]
    part(dialog, QPushButton, "testConnection").click()  # type: ignore[attr-defined]
    pictures.wait(lambda: bool(api.asked), "the test")
    pictures.settle()
    pictures.take("70-connect", dialog)
    shut(pictures, dialog)
    system = services.settings.current.systems[0]
    work = services.api.save_connection(
        system.id, "https://api.ongoingsystems.se/demo/", "WSI-acme", Secret("secret-1")
    )
    pictures.do(work)
    pictures.action("importFromOngoing")
    dialog = shown(pictures, app, "ongoingImport")
    pictures.wait(lambda: part(dialog, QTreeWidget, "ongoingImportRows").topLevelItemCount(), "the rows")  # type: ignore[attr-defined]
    pictures.take("71-import-from-ongoing", dialog)
    shut(pictures, dialog)
    look_up(pictures, app)
    api.answers["/orders"] = [order(1, "B-1", 450), order(2, "B-2", 400)]
    pictures.action("whatDidIMiss")
    dialog = shown(pictures, app, "missedWindow")
    pictures.wait(lambda: part(dialog, QLineEdit, "missedSince").text(), "the time span")  # type: ignore[attr-defined]
    part(dialog, QPushButton, "missedLook").click()  # type: ignore[attr-defined]
    pictures.wait(lambda: part(dialog, QTableView, "missedTable").model().rowCount(), "what was missed")  # type: ignore[attr-defined]
    pictures.take("73-missed", dialog)
    shut(pictures, dialog)


def look_up(pictures: Any, app: App) -> None:
    """The payload beside what Ongoing says now."""
    about = {"orderId": 70031, "orderNumber": "A-1", "orderStatus": {"number": 400}}
    body = json.dumps(
        {"webhookOrdersId": 1, "webhookEventId": 900, "system": "demo", "goodsOwnerId": 12, **about}
    ).encode()
    judgement = Judgement("open", "no-authentication", system="demo", family="order", type="order-picked", event_id=900)
    row = NewExchange(
        "in", app.services.clock(), "POST", "/x", (("Content-Type", "application/json"),), Body(body, None, len(body)), 200,
        judgement,
    )  # fmt: skip
    [number] = app.services.history.append([row])
    pictures.action("showInbox")
    table = pictures.child(QTableView, "inboxTable")
    pictures.wait(lambda: table.model().index(0, 0).data(Qt.ItemDataRole.UserRole) == number, "the request")
    table.selectRow(0)
    pictures.settle()
    pictures.action("lookUpInOngoing")
    dialog = shown(pictures, app, "lookUpWindow")
    pictures.wait(lambda: part(dialog, QPlainTextEdit, "lookUpObject").toPlainText(), "the object")  # type: ignore[attr-defined]
    pictures.settle()
    pictures.take("72-look-up", dialog)
    shut(pictures, dialog)
