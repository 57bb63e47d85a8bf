"""Pictures of dialogs and further states: one function per part of the product."""

from __future__ import annotations

import json
import tempfile
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QItemSelectionModel, QPoint, Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import (
    QAbstractButton,
    QCheckBox,
    QComboBox,
    QDialog,
    QKeySequenceEdit,
    QLabel,
    QLineEdit,
    QListWidget,
    QMenu,
    QPlainTextEdit,
    QPushButton,
    QSpinBox,
    QTableView,
    QTabWidget,
    QTreeWidget,
    QWidget,
)

from ongoing_desktop.app import App
from ongoing_desktop.domain.errors import SecretsFound
from ongoing_desktop.domain.exchange import Body, Judgement, NewExchange, Outcome
from ongoing_desktop.domain.forwarding import FIRST, Forward, Route
from ongoing_desktop.domain.retention import DiskUse
from ongoing_desktop.domain.rules import Match
from ongoing_desktop.domain.secret import Secret
from ongoing_desktop.domain.settings import System
from ongoing_desktop.domain.tunnels import TunnelState
from ongoing_desktop.formats.config import export_config
from ongoing_desktop.listener.downtime import gap_row
from ongoing_desktop.services.exports import Selection
from ongoing_desktop.storage.waiting import WaitingDb
from ongoing_desktop.ui.commands.files import preview
from ongoing_desktop.ui.files.import_previews import HarPreview
from ongoing_desktop.ui.listening.tunnel_panel import TunnelPanel
from ongoing_desktop.wording.language import translated
from tests.picture_checks import says

if TYPE_CHECKING:
    from tests.screenshots import Pictures

LONG = "https://a:b@erp.acme.example:8443//ongoing/status"


def dialogs(pictures: Pictures, app: App) -> None:
    """Everything that opens over the window or changes its list."""
    lists(pictures, app)
    types(pictures, app)
    credentials(pictures, app)
    systems(pictures, app)
    papers(pictures, app)
    receivers(pictures, app)
    answers(pictures, app)
    files_out(pictures, app)
    limits(pictures, app)
    live_lists(pictures, app)


def shown(pictures: Pictures, app: App, name: str) -> QDialog:
    """The open dialog of that name."""

    def found() -> list[QDialog]:
        return [item for item in QWidget.findChildren(app.window, QDialog, name) if item.isVisible()]

    pictures.wait(found, f"the dialog {name}")
    pictures.settle()
    return found()[-1]


def part(root: QWidget, kind: type, name: str) -> QWidget:
    """A widget inside, by its name."""
    found = root.findChild(kind, name)
    assert isinstance(found, QWidget), name
    return found


def tab(root: QWidget, text: str) -> None:
    """Show the tab whose title begins with this text."""
    for tabs in root.findChildren(QTabWidget):
        for place in range(tabs.count()):
            if tabs.isVisible() and tabs.tabText(place).startswith(translated(text)):
                tabs.setCurrentIndex(place)
                return
    raise AssertionError(text)


def shut(pictures: Pictures, dialog: QDialog) -> None:
    """Close without a question."""
    dialog.done(0)
    pictures.settle()


def lists(pictures: Pictures, app: App) -> None:
    """Several rows selected, a filter, the columns' menu, detail tabs of an exchange."""
    pictures.action("showWebhooks")
    table: QTableView = pictures.child(QTableView, "webhooksTable")
    for row in (0, 2):
        flags = QItemSelectionModel.SelectionFlag
        table.selectionModel().select(table.model().index(row, 1), flags.Select | flags.Rows)
    pictures.take("13-selection")
    table.selectRow(1)
    pictures.child(QLineEdit, "webhooksFilter").setText("order")
    pictures.take("14-filter")
    pictures.child(QLineEdit, "webhooksFilter").setText("nothing has this")
    pictures.take("15-filter-empty")
    pictures.child(QLineEdit, "webhooksFilter").clear()
    pictures.settle()
    columns = app.window.findChild(QMenu, "columnsMenu")
    if columns is not None:
        columns.popup(app.window.mapToGlobal(QPoint(400, 100)))
        pictures.take("16-columns", columns)
        columns.close()
    pictures.action("showInbox")
    inbox: QTableView = pictures.child(QTableView, "inboxTable")
    inbox.selectRow(inbox.model().rowCount() - 1)
    pictures.settle()
    for number, title in ((17, "Check"), (18, "Event"), (19, "Headers")):
        tab(app.window, title)
        pictures.take(f"{number}-exchange-{title.lower()}")
    tab(app.window, "Body")
    pictures.action("showWebhooks")


def types(pictures: Pictures, app: App) -> None:
    """The editor: example and source of a type, settings of a type, advice, the check of an address."""
    pictures.action("editWebhook")
    editor = shown(pictures, app, "webhookEditor")
    tab(editor, "Example")
    pictures.take("20-editor-example", editor)
    tab(editor, "Source")
    pictures.take("21-editor-source", editor)
    shut(pictures, editor)
    pictures.action("showWebhooks")
    app.window.webhooks.select("w-2")
    pictures.settle()
    pictures.action("editWebhook")
    editor = shown(pictures, app, "webhookEditor")
    pictures.take("22-editor-statuses", editor)
    part(editor, QLineEdit, "url").setText(LONG)  # type: ignore[attr-defined]
    pictures.settle()
    pictures.take("23-editor-advice", editor)
    part(editor, QLineEdit, "url").setText("https://hooks.norr.example/wms/status")  # type: ignore[attr-defined]
    pictures.settle()
    part(editor, QAbstractButton, "checkAddress").click()  # type: ignore[attr-defined]
    check = shown(pictures, app, "addressCheck")
    pictures.take("24-address-check", check)
    shut(pictures, check)
    shut(pictures, editor)


def credentials(pictures: Pictures, app: App) -> None:
    """A running rotation, and the stored credentials."""
    pictures.do(app.services.webhooks.begin_rotation("w-1", Secret("secret-2")))
    app.window.webhooks.select("w-1")
    app.window.webhooks.detail.tabs.setCurrentIndex(0)
    pictures.take("25-rotation")
    pictures.action("showLeftovers")
    dialog = shown(pictures, app, "leftoversDialog")
    pictures.take("26-stored-credentials", dialog)
    shut(pictures, dialog)


def systems(pictures: Pictures, app: App) -> None:
    """The tabs of a system, and a comparison of two systems."""
    second = System("sys-2", "Acme test", "acme-test")
    pictures.do(app.services.settings.change("add-system", lambda now: replace(now, systems=(*now.systems, second))))
    pictures.action("manageSystems")
    dialog = shown(pictures, app, "systemsDialog")
    part(dialog, QListWidget, "systemsList").setCurrentRow(1)  # type: ignore[attr-defined]
    for number, title in ((27, "General"), (28, "Goods owners"), (29, "Statuses"), (30, "Transporters")):
        tab(dialog, title)
        pictures.take(f"{number}-system-{title.lower().replace(' ', '-')}", dialog)
    shut(pictures, dialog)
    pictures.action("compareSystems")
    dialog = shown(pictures, app, "compareDialog")
    part(dialog, QAbstractButton, "compareSwap").click()  # type: ignore[attr-defined]
    pictures.take("31-compare", dialog)
    tree = part(dialog, QTreeWidget, "compareTree")
    tree.topLevelItem(0).child(1).setCheckState(0, Qt.CheckState.Checked)  # type: ignore[attr-defined]
    pictures.settle()
    part(dialog, QAbstractButton, "copyAcross").click()  # type: ignore[attr-defined]
    pictures.take("32-copy-across", dialog)
    shut(pictures, dialog)


def papers(pictures: Pictures, app: App) -> None:
    """Printing, export, import and the list of changes."""
    pictures.action("settingsSheet")
    dialog = shown(pictures, app, "sheetDialog")
    pictures.take("33-settings-sheet", dialog)
    shut(pictures, dialog)
    pictures.action("showRevisions")
    dialog = shown(pictures, app, "revisionsWindow")
    pictures.take("34-changes", dialog)
    shut(pictures, dialog)
    pictures.action("showKeys")
    dialog = shown(pictures, app, "keysDialog")
    table = part(dialog, QTableView, "keysTable")
    table.select_row(2)  # type: ignore[attr-defined]
    part(dialog, QKeySequenceEdit, "keysRecord").setKeySequence(QKeySequence("Ctrl+N"))  # type: ignore[attr-defined]
    pictures.take("78-shortcuts", dialog)
    shut(pictures, dialog)
    pictures.action("exportConfig")
    dialog = shown(pictures, app, "exportDialog")
    pictures.take("35-export", dialog)
    shut(pictures, dialog)
    data = json.dumps(changed(app)).encode()
    preview(app.window.context, pictures.do(app.services.transfers.preview(data, name="acme.json")))
    dialog = shown(pictures, app, "importPreview")
    pictures.take("36-import", dialog)
    shut(pictures, dialog)


def changed(app: App) -> object:
    """The export with one webhook changed and a new one."""
    text = json.loads(export_config(app.services.settings.current))
    hooks = text["webhooks"]
    hooks[0]["url"] = "https://erp.acme.example/v2/picked"
    hooks.append({**hooks[3], "id": "w-9", "name": "Another receiver", "url": "https://wms.beta.example/in"})
    return text


def receivers(pictures: Pictures, app: App) -> None:
    """Receiver code, a checked payload, the public address."""
    pictures.action("receiverSnippet")
    dialog = shown(pictures, app, "snippetDialog")
    pictures.take("37-receiver-code", dialog)
    shut(pictures, dialog)
    pictures.action("checkPayload")
    dialog = shown(pictures, app, "checkDialog")
    box = part(dialog, QComboBox, "checkType")
    box.setCurrentIndex(1)  # type: ignore[attr-defined]
    text = '{\n  "webhookEventId": "139",\n  "orderId": 70031,\n  "surprise": true\n}'
    part(dialog, QPlainTextEdit, "checkText").setPlainText(text)  # type: ignore[attr-defined]
    pictures.settle()
    pictures.take("38-check-payload", dialog)
    shut(pictures, dialog)
    pictures.action("publicAddress")
    dialog = shown(pictures, app, "contactDialog")
    pictures.take("39-public-address", dialog)
    tunnel_states(pictures, app, dialog)
    shut(pictures, dialog)


def tunnel_states(pictures: Pictures, app: App, dialog: QWidget) -> None:
    """A tunnel that is live, with webhooks that use its earlier address, and one that is dead."""
    at = datetime(2026, 1, 15, 9, 30, tzinfo=UTC)
    panel = part(dialog, TunnelPanel, "tunnelPanel")
    live = TunnelState("live", "cloudflared", "https://calm-cat.trycloudflare.com", at, at + timedelta(minutes=4))
    app.window.header.set_tunnel(live)
    panel.show_state(live)  # type: ignore[attr-defined]
    output = part(dialog, QPlainTextEdit, "tunnelOutput")
    output.setPlainText("2026-01-15T09:29:57Z INF |  https://calm-cat.trycloudflare.com  |")  # type: ignore[attr-defined]
    output.show()
    part(dialog, QLabel, "tunnelBehind").setText(  # type: ignore[attr-defined]
        translated("{count} webhooks still use an earlier address of the tunnel.").format(count=2)
    )
    for name in ("tunnelBehind", "tunnelMove", "tunnelCopyOutput"):
        part(dialog, QWidget, name).show()
    pictures.settle()
    pictures.take("39-tunnel-live", dialog)
    dead = replace(live, status="dead", code="contact-elsewhere", params={"status": 502})
    app.window.header.set_tunnel(dead)
    panel.show_state(dead)  # type: ignore[attr-defined]
    pictures.settle()
    pictures.take("39-tunnel-dead", dialog)
    app.window.header.set_tunnel(TunnelState())


def limits(pictures: Pictures, app: App) -> None:
    """The limits of the history: nothing over them, and something."""
    pictures.action("historyLimits")
    dialog = shown(pictures, app, "retentionDialog")
    said = part(dialog, QLabel, "retentionPreview")
    use = part(dialog, QLabel, "retentionUse")
    on_disk = DiskUse(history=800_500_000, search=296_000_000, logs=4_100_000)
    pictures.wait(
        lambda: says(said.text(), "No exchange is beyond the limits: all {total} stay.") and use.text(),
        "the limits are counted",
    )  # type: ignore[attr-defined]
    pictures.settle()  # a further count would replace this text
    dialog._show_use(on_disk)  # type: ignore[attr-defined]
    pictures.take("53-limits-none", dialog)
    part(dialog, QSpinBox, "keepCount").setValue(3)  # type: ignore[attr-defined]
    pictures.wait(
        lambda: says(said.text(), "{count} of {total} exchanges are beyond the limits, about {size}."),
        "the limits are counted",
    )  # type: ignore[attr-defined]
    pictures.settle()  # disk use is counted after the limits and would replace this text
    pictures.settle()  # a further count would replace this text
    dialog._show_use(on_disk)  # type: ignore[attr-defined]
    pictures.take("54-limits", dialog)
    shut(pictures, dialog)


def answers(pictures: Pictures, app: App) -> None:
    """Reply rules: none, several, one without an answer; and the inbox's button."""
    pictures.action("replyRules")
    dialog = shown(pictures, app, "rulesDialog")
    pictures.take("40-reply-rules-none", dialog)
    for key in ("redirect", "rate-limit", "fail-twice"):
        pictures.do(app.services.rules.add(key))
    pictures.settle()
    hook = app.services.settings.current.webhooks[0]
    rule = app.services.settings.current.rules[0]
    pictures.do(app.services.rules.save(replace(rule, match=Match("POST", "/hooks/*", hook.id, "verified"))))
    pictures.do(app.services.rules.toggle(app.services.settings.current.rules[2].id, on=False))
    pictures.settle()
    pictures.take("41-reply-rules", dialog)
    shut(pictures, dialog)
    pictures.action("showInbox")
    until = app.services.clock()
    params: dict[str, object] = {"since": (until - timedelta(hours=9)).isoformat(), "until": until.isoformat()}
    app.services.history.append([gap_row(until, "gap-asleep", {**params, "seconds": 32_400})])
    app.window.pages.inbox.select(app.services.history.newest_id())
    pictures.wait(lambda: says(app.window.pages.inbox.detail.sentence.text(), "Asleep for {long}"), "the gap")
    pictures.settle()
    pictures.take("42-inbox-answers")
    pictures.do(app.services.rules.all_off())
    simulator = app.services.simulator
    pictures.action("apiSimulator")
    dialog = shown(pictures, app, "simulatorDialog")
    pictures.take("47-simulator-none", dialog)
    for path in ("/orders/70031", "/purchaseOrders/247", "/orders/statuses"):
        pictures.do(simulator.save(path, simulator.new_document(path)))
    pictures.do(simulator.switch(on=True))
    pictures.do(simulator.note(b'{"webhookOrdersId": 1, "orderId": 70031, "orderStatus": {"number": 400}}'))
    pictures.settle()
    pictures.take("48-simulator", dialog)
    shut(pictures, dialog)
    pictures.do(simulator.switch(on=False))
    pictures.action("listenerSettings")
    dialog = shown(pictures, app, "listenerSettings")
    host = part(dialog, QComboBox, "listenerHost")
    while host.count() > 2:  # type: ignore[attr-defined]
        host.removeItem(1)  # type: ignore[attr-defined]
    host.setCurrentIndex(1)  # type: ignore[attr-defined]
    part(dialog, QLineEdit, "tlsCertificate").setText("/home/anna/listener/certificate.pem")  # type: ignore[attr-defined]
    for number, title in ((43, "Address"), (44, "HTTPS"), (45, "Limits"), (46, "Forwarding")):
        tab(dialog, title)
        pictures.settle()
        pictures.take(f"{number}-listener-{title.lower()}", dialog)
    part(dialog, QPushButton, "forwardAdd").click()  # type: ignore[attr-defined]
    part(dialog, QLineEdit, "forwardTarget").setText("https://staging.example/hooks")  # type: ignore[attr-defined]
    pictures.settle()
    pictures.take("46b-listener-forwarding-targets", dialog)
    bottom = part(dialog, QCheckBox, "forwardKeep")
    area = bottom.parentWidget().parentWidget().parentWidget().parentWidget()
    area.ensureWidgetVisible(bottom, 0, 200)  # type: ignore[attr-defined]
    pictures.settle()
    pictures.take("46c-listener-forwarding-later", dialog)
    dialog.leave()  # type: ignore[attr-defined]
    pictures.settle()
    dead_target(pictures, app)


def dead_target(pictures: Pictures, app: App) -> None:
    """A forwarding target that does not answer, and a removed one."""
    services, bar = app.services, app.window.pages.inbox.targets_bar
    waiting = services.ports.waiting
    assert isinstance(waiting, WaitingDb)
    assert bar is not None
    pictures.action("showInbox")
    others = (Route("other", "http://127.0.0.1:6000"),)
    forward = Forward(True, "http://127.0.0.1:5000", others=others, keep=True)
    why = {"host": "127.0.0.1:5000", "why": "ECONNREFUSED"}
    waiting.set_state(FIRST, "forward-unreachable", why, services.clock())
    pictures.do(services.settings.set_preferences(forward=forward))
    pictures.wait(bar.isVisible, "the dead target")
    pictures.settle()
    pictures.take("46d-inbox-dead-target")
    pictures.do(services.settings.set_preferences(forward=Forward()))
    bar.look()
    pictures.wait(bar.isHidden, "forwarding is off")
    pictures.settle()


def files_out(pictures: Pictures, app: App) -> None:
    """Exchanges into a file: the choice, a secret found; a HAR file before its import."""
    pictures.action("showInbox")
    inbox: QTableView = pictures.child(QTableView, "inboxTable")
    inbox.selectRow(inbox.model().rowCount() - 1)
    pictures.settle()
    pictures.action("exportHistory")
    dialog = shown(pictures, app, "exportHistoryDialog")
    pictures.take("55-export-exchanges", dialog)
    found = SecretsFound([(41, "body of the request"), (38, "header X-Forwarded-Key of the request"), (12, "address")])
    dialog._failed(found)  # type: ignore[attr-defined]
    pictures.settle()
    pictures.take("56-export-secret", dialog)
    shut(pictures, dialog)
    pictures.action("supportPack")
    dialog = shown(pictures, app, "supportDialog")
    pictures.take("57-support-pack", dialog)
    shut(pictures, dialog)
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "exchanges.har"
        pictures.do(app.services.exports.write(file, Selection(), "har"))
        plan = pictures.do(app.services.imports.preview(file))
    preview = HarPreview(app.window.context, app.window, plan, lambda _: None)
    preview.open()
    pictures.settle()
    pictures.take("58-import-har", preview)
    shut(pictures, preview)


def live_lists(pictures: Pictures, app: App) -> None:
    """Filter suggestions and errors; an expanded group; a paused inbox."""
    pictures.action("showHistory")
    history = app.window.pages.history
    history.close_detail()
    history.filter_bar.line.setText("verdict:")
    history.filter_bar.line.suggest()
    pictures.take("70-filter-suggestions")
    history.filter_bar.line._popup.hide()
    history.filter_bar.set_text("after:-1h status:4x -dir:out")
    pictures.take("71-filter-fault")
    history.filter_bar.set_text("")
    pictures.action("showInbox")
    inbox = app.window.pages.inbox
    inbox.close_detail()
    inbox.view_bar.group_by("event")
    pictures.settle()  # grouped completely before pausing, or later arrivals would be grouped by chance
    inbox.view_bar.pause.click()
    pictures.settle()
    first = pictures.app and pictures.app.services.history.get(1)
    assert first
    row = first.row
    judged = Judgement("verified", "right", {}, row.webhook, row.system, row.family, row.type, row.event_id, 1, 12)
    body = Body(first.request.body, size=len(first.request.body))
    again = NewExchange("in", app.services.clock(), "POST", row.target, first.request.headers, body, 200, judged)
    (number,) = app.services.history.append([again])
    app.services.history.append([], [Outcome(number, "sent", 2_900)])
    pictures.do(app.services.exchanges.pin([number]))
    pictures.wait(lambda: inbox.loader.waiting == 1, "what waits")
    pictures.take("72-inbox-paused")
    inbox.view_bar.pause.click()
    pictures.wait(lambda: inbox.model.place_of(number) >= 0, "what waited")
    inbox.table.selectRow(inbox.model.place_of(number))
    pictures.settle()  # the detail of the chosen row follows its line
    inbox.selected.fold(inbox.model.place_of(number), on=True)
    pictures.wait(lambda: inbox.model.place_of(1) >= 0, "the repeat")
    pictures.take("73-inbox-folded")
    inbox.view_bar.group_by("")
    pictures.settle()
