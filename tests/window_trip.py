"""The main trip through the real window, using only the object names that scripts rely on."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QAbstractButton,
    QComboBox,
    QDialog,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QSpinBox,
    QTableView,
    QTreeView,
    QWidget,
)

from ongoing_desktop.app import App

LIMIT_MS = 15_000


class Hands:
    """Helpers that act like a user."""

    def __init__(self, qtbot: Any, app: App) -> None:
        self.qtbot = qtbot
        self.app = app

    def until(self, check: Any) -> None:
        self.qtbot.waitUntil(lambda: bool(check()), timeout=LIMIT_MS)

    def command(self, name: str) -> None:
        action = self.app.window.findChild(QAction, name)
        assert action is not None, name
        self.until(action.isEnabled)
        action.trigger()

    def find(self, kind: type[Any], name: str, root: QWidget | None = None) -> Any:
        found = (root or self.app.window).findChildren(kind, name)
        assert len(found) == 1, f"{len(found)} widgets named {name}"
        return found[0]

    def dialogs(self) -> list[QDialog]:
        return [item for item in self.app.window.findChildren(QDialog, "webhookEditor") if item.isVisible()]

    def dialog(self) -> QDialog:
        self.until(self.dialogs)
        return self.dialogs()[0]

    def choose(self, box: QComboBox, data: object) -> None:
        place = box.findData(data)
        assert place >= 0, f"{box.objectName()} has no {data!r}"
        box.setCurrentIndex(place)

    def choose_type(self, editor: QWidget, key: str) -> None:
        tree = self.find(QTreeView, "webhookType", editor)
        index = leaf(tree.model(), QModelIndex(), key)
        assert index is not None, key
        tree.setCurrentIndex(index)
        self.qtbot.waitUntil(lambda: tree.currentIndex().data(Qt.ItemDataRole.UserRole) == key)

    def rows(self, table: str) -> int:
        return int(self.find(QTableView, table).model().rowCount())

    def ids(self, table: str) -> list[Any]:
        model = self.find(QTableView, table).model()
        return [model.index(row, 0).data(Qt.ItemDataRole.UserRole) for row in range(model.rowCount())]


def leaf(model: Any, parent: QModelIndex, key: str) -> QModelIndex | None:
    for row in range(model.rowCount(parent)):
        index = model.index(row, 0, parent)
        if index.data(Qt.ItemDataRole.UserRole) == key:
            return index
        if (found := leaf(model, index, key)) is not None:
            return found
    return None


def create_webhook(hands: Hands, port: int, token: str) -> str:
    """Create a regular webhook in the editor, first with problems, then valid; returns its id."""
    app = hands.app
    system = app.services.engine.submit(app.services.systems.add_system("Test warehouse", "test")).result(10)
    app.services.engine.submit(app.services.systems.add_goods_owner(system.id, 12, "Acme", "ACME")).result(10)
    hands.command("createRegularWebhook")
    editor = hands.dialog()
    hands.find(QAbstractButton, "save", editor).click()
    problems = hands.find(QLabel, "problems", editor)
    hands.until(lambda: problems.text())
    assert not app.services.settings.current.webhooks
    hands.choose_type(editor, "article-returned")
    hands.choose(hands.find(QComboBox, "goodsOwner", editor), 12)
    hands.find(QLineEdit, "webhookName", editor).setText("Returns")
    hands.find(QLineEdit, "url", editor).setText(f"http://127.0.0.1:{port}/returns")
    hands.choose(hands.find(QComboBox, "authentication", editor), "x-auth-token")
    hands.find(QLineEdit, "token", editor).setText(token)
    hands.choose(hands.find(QComboBox, "retryPolicy", editor), "one-day")
    hands.find(QAbstractButton, "save", editor).click()
    hands.until(lambda: app.services.settings.current.webhooks)
    hands.until(lambda: not hands.dialogs())
    (hook,) = app.services.settings.current.webhooks
    assert (hook.type, hook.goods_owners, hook.enabled) == ("article-returned", (12,), False)
    return hook.id


def main_trip(qtbot: Any, app: App, port: int, folder: Path, token: str) -> None:
    """Create → listen → test → Inbox verified → History both directions → export without the secret → stop."""
    hands = Hands(qtbot, app)
    app.window.show()
    hands.command("showWebhooks")
    hook_id = create_webhook(hands, port, token)
    hands.until(lambda: hands.rows("webhooksTable") == 1)
    assert hands.ids("webhooksTable") == [hook_id]
    hands.command("showInbox")
    hands.find(QSpinBox, "listenerPort").setValue(port)
    hands.command("startListener")
    address = hands.find(QLineEdit, "listenerUrl")
    hands.until(lambda: address.text() == f"http://127.0.0.1:{port}")
    hands.command("showWebhooks")
    hands.find(QTableView, "webhooksTable").selectRow(0)
    hands.command("testWebhook")
    hands.until(lambda: "200" in hands.find(QLabel, "responseStatus").text())
    assert hands.find(QComboBox, "testTarget").currentData() == "url"
    assert json.loads(hands.find(QPlainTextEdit, "payloadEditor").toPlainText())["goodsOwnerId"] == 12
    hands.command("showInbox")
    hands.until(lambda: hands.rows("inboxTable") == 1)
    hands.find(QTableView, "inboxTable").selectRow(0)
    hands.until(lambda: "verified" in hands.find(QLabel, "detailVerdict").text())
    hands.until(lambda: "webhookPickingId" in hands.find(QPlainTextEdit, "detailBody").toPlainText())
    hands.command("showHistory")
    hands.until(lambda: hands.rows("historyTable") == 2)
    assert hands.ids("historyTable") == [2, 1]
    exported = folder / "config.json"
    app.services.engine.submit(app.services.transfers.export_config(exported)).result(10)
    assert token.encode() not in exported.read_bytes()
    hands.command("stopListener")
    hands.command("showInbox")
    hands.until(lambda: hands.find(QLineEdit, "listenerUrl").text() == "")
    hands.command("showWebhooks")
    hands.find(QTableView, "webhooksTable").selectRow(0)
    hands.command("deleteWebhook")
    hands.until(lambda: hands.rows("webhooksTable") == 0)
    hands.command("undo")
    hands.until(lambda: hands.ids("webhooksTable") == [hook_id])
