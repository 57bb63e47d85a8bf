"""The Webhooks screen over fake services, by object name."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton, QScrollArea, QTableView, QToolButton

from ongoing_desktop.ui.webhooks.webhook_columns import COLUMN, COLUMNS
from ongoing_desktop.ui.webhooks.webhooks_model import SECOND
from tests.ui.conftest import Shell


def cell(shell: Shell, row: int, key: str, role: int = 0) -> Any:
    model = shell.window.webhooks.table.model()
    return model.index(row, COLUMN[key]).data(role)


def click(shell: Shell, row: int, key: str) -> None:
    table = shell.window.webhooks.table
    rect = table.visualRect(table.model().index(row, COLUMN[key]))
    where = QPoint(rect.left() + 20, rect.center().y())
    QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, where)


def test_the_first_start_says_what_to_do_and_try_it_does_it(shell: Shell) -> None:
    button = shell.find(QPushButton, "tryIt")
    assert button.isVisible()
    button.click()
    shell.until(lambda: len(shell.ids()) == 1)
    assert shell.find(QTableView, "webhooksTable").isVisible()
    system = shell.services.settings.current.systems[0]
    assert len(system.goods_owners) == 2
    shell.do("removeDemo")
    shell.until(lambda: button.isVisible())
    assert shell.services.settings.current.systems == ()
    shell.do("undo")
    shell.until(lambda: len(shell.ids()) == 1)


def test_a_row_says_everything(shell: Shell) -> None:
    hook = shell.demo()
    assert cell(shell, 0, "enabled", 0x0100) == hook.id
    assert cell(shell, 0, "webhook") == "Order is picked"
    assert cell(shell, 0, "webhook", SECOND) == "Regular · Acme (12)"
    assert cell(shell, 0, "url") == hook.url
    assert cell(shell, 0, "url", SECOND) == "Not entered in Ongoing"
    assert cell(shell, 0, "authentication") == "X-Auth token"
    assert cell(shell, 0, "retry") == "One day"
    assert cell(shell, 0, "last-test") == "not tested"
    table = shell.window.webhooks.table
    shown = [n for n in range(len(COLUMNS)) if not table.isColumnHidden(n)]
    titles = [table.model().headerData(n, Qt.Orientation.Horizontal) for n in shown]
    assert titles == ["On", "Webhook", "URL", "Authentication", "Retry", "Last result", ""]


def test_a_click_on_the_switch_and_space_enable_and_disable(shell: Shell) -> None:
    hook = shell.demo()
    click(shell, 0, "enabled")
    shell.until(lambda: cell(shell, 0, "enabled") == "Off")
    shell.window.webhooks.table.setFocus()
    QTest.keyClick(shell.window.webhooks.table, Qt.Key.Key_Space)
    shell.until(lambda: cell(shell, 0, "enabled") == "On")
    assert shell.services.settings.current.webhook(hook.id).enabled


def test_test_in_the_row_sends_at_once_and_the_list_shows_what_came(shell: Shell) -> None:
    shell.demo()
    click(shell, 0, "test")
    shell.until(lambda: len(shell.services.sender.requests) == 1)
    shell.until(lambda: str(cell(shell, 0, "last-test")).startswith("✓ 200"))


def test_delete_can_be_undone_from_the_notice(shell: Shell) -> None:
    hook = shell.demo()
    shell.do("deleteWebhook")
    shell.until(lambda: "Deleted " in shell.notice())
    assert shell.services.settings.current.webhooks == ()
    shell.window.notices.action.click()
    shell.until(lambda: shell.ids() == [hook.id])
    assert shell.services.do(shell.services.secrets.status(hook.id)) == "stored"


def test_a_duplicate_comes_without_the_credential_and_says_so(shell: Shell) -> None:
    shell.demo()
    shell.do("duplicateWebhook")
    shell.until(lambda: "without a credential" in shell.notice())
    copy = next(hook for hook in shell.services.settings.current.webhooks if hook.name.endswith("(copy)"))
    assert not copy.enabled
    assert shell.services.do(shell.services.secrets.status(copy.id)) == "missing"
    shell.until(lambda: shell.window.webhooks.table.current_id == copy.id)


def test_filter_chips_and_system_narrow_the_list(shell: Shell) -> None:
    hook = shell.demo()
    other = shell.add(name="Late", type="article-returned", goods_owners=(13,), url="https://far.example/late")
    line = shell.find(QLineEdit, "webhooksFilter")
    line.setText("far.example")
    assert shell.ids() == [other.id]
    line.setText("beta")
    assert shell.ids() == [other.id]
    line.setText("nothing like it")
    assert shell.ids() == []
    shown = shell.find(QPushButton, "clearWebhooksFilter")
    assert shown.isVisible()
    shown.click()
    assert set(shell.ids()) == {hook.id, other.id}
    shell.find(QPushButton, "only_disabled").click()
    assert shell.ids() == [other.id]
    shell.find(QPushButton, "only_automation").click()
    assert shell.ids() == []
    shell.find(QPushButton, "only_all").click()
    assert len(shell.ids()) == 2


def test_what_is_not_chosen_is_warned_of_in_list_and_sheet(shell: Shell) -> None:
    shell.demo()
    hook = shell.add(name="Zeta", type="order-status-changed")
    row = shell.ids().index(hook.id)
    assert str(cell(shell, row, "webhook", SECOND)).startswith("! Statuses not selected")
    shell.window.webhooks.select(hook.id)
    shell.until(lambda: "may never fire" in shell.find(QLabel, "sheet_statuses").text())


def test_the_sheet_shows_copies_and_never_a_secret(shell: Shell) -> None:
    shell.demo()
    hook = shell.add(name="Basic one", authentication="basic", username="acme", secret="gehe1m")
    shell.window.webhooks.select(hook.id)
    shell.until(lambda: shell.find(QLabel, "credentialStatus").text().startswith("Stored"))
    texts = [item.text() for item in shell.window.webhooks.findChildren(QLabel)]
    assert "acme" in texts
    assert not any("gehe1m" in text for text in texts)
    for button in shell.window.webhooks.findChildren(QToolButton):
        if button.accessibleName() == "Copy URL":
            button.click()
    assert QGuiApplication.clipboard().text() == hook.url


def test_a_long_word_pushes_nothing_out_of_sight(shell: Shell) -> None:
    shell.demo()
    hook = shell.add(name="n" * 180, email="x" * 200 + "@a.example", url=f"http://127.0.0.1:9/{'p' * 300}")
    shell.window.webhooks.select(hook.id)
    area = shell.find(QScrollArea, "webhookSheet")
    shell.until(lambda: hook.email in area.findChild(QLabel, "sheet_email").toolTip())
    assert area.widget().width() <= area.viewport().width()
    mark = shell.find(QPushButton, "markEntered")
    assert mark.mapTo(area.viewport(), mark.rect().topRight()).x() < area.viewport().width()


def test_marking_as_entered_and_changing_since(shell: Shell) -> None:
    hook = shell.demo()
    shell.find(QPushButton, "markEntered").click()
    shell.until(lambda: str(cell(shell, 0, "url", SECOND)).startswith("Entered in Ongoing 2026-01-15"))
    shell.services.do(shell.services.webhooks.set_enabled([hook.id], False))
    shell.until(lambda: str(cell(shell, 0, "url", SECOND)).startswith("Changed since"))
    shell.until(lambda: shell.find(QLabel, "mirrorState").text().startswith("Changed here"))


def test_hostile_names_are_shown_as_marks(shell: Shell) -> None:
    shell.demo()
    hook = shell.add(name="<b>bold</b>\u202egnp.exe")
    row = shell.ids().index(hook.id)
    assert "\u202e" not in cell(shell, row, "webhook")
    assert "<b>bold</b>" in cell(shell, row, "webhook")


def test_selected_webhooks_are_deleted_together(shell: Shell) -> None:
    shell.demo()
    shell.add(name="Second")
    shell.window.webhooks.table.selectAll()
    shell.do("deleteWebhook")
    shell.until(lambda: shell.services.settings.current.webhooks == ())
    shell.until(lambda: "2 webhooks" in shell.notice())
