"""Pictures of a menu, a rotation, a conflict, a question, the tasks after an import, settings, and a proof."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QAbstractButton, QComboBox, QLineEdit, QListWidget, QMenu, QMessageBox, QTableView

from ongoing_desktop.formats.config import export_config
from ongoing_desktop.ui.commands.files import preview
from ongoing_desktop.wording.preferences import PREFERENCE_PAGES
from ongoing_desktop.wording.proof_text import proof_words
from tests.picture_dialogs import part, shown, shut, tab
from tests.picture_schedules import schedules

if TYPE_CHECKING:
    from ongoing_desktop.app import App


def questions(pictures: Any, app: App) -> None:
    """Each of them, and the list as it was before."""
    pictures.action("showWebhooks")
    app.window.webhooks.select("w-2")
    app.window.webhooks.detail.tabs.setCurrentIndex(0)
    pictures.settle()
    menu = app.window.findChild(QMenu, "webhooksFilterMenu")
    assert menu is not None
    menu.popup(app.window.mapToGlobal(QPoint(400, 100)))
    pictures.take("50-filter-menu", menu)
    menu.close()
    pictures.child(QAbstractButton, "rotateCredential").click()
    dialog = shown(pictures, app, "rotationDialog")
    pictures.take("51-rotate", dialog)
    shut(pictures, dialog)
    conflict(pictures, app)
    renumbered(pictures, app)
    afterwards(pictures, app)
    for_the_whole_program(pictures, app)


def for_the_whole_program(pictures: Any, app: App) -> None:
    """Each page of the settings, and the probes of a receiver."""
    pictures.action("openSettings")
    window = shown(pictures, app, "settingsWindow")
    for number, page in enumerate(PREFERENCE_PAGES):
        part(window, QListWidget, "settingsPages").setCurrentRow(number)  # type: ignore[attr-defined]
        pictures.take(f"60-settings-{page}", window)
    shut(pictures, window)
    pictures.action("showWebhooks")
    app.window.webhooks.select("w-1")
    pictures.action("proveReceiver")
    dialog = shown(pictures, app, "proveDialog")
    pictures.take("61-prove-planned", dialog)
    part(dialog, QAbstractButton, "startProof").click()  # type: ignore[attr-defined]
    agree(pictures, dialog)
    pictures.wait(part(dialog, QAbstractButton, "saveProof").isEnabled, "the proof")
    pictures.settle()
    pictures.take("62-prove-result", dialog)
    table = part(dialog, QTableView, "proveTable")
    rows = range(table.model().rowCount())  # type: ignore[attr-defined]
    words = proof_words(pictures.language)
    title = words.probe("twice").title
    table.selectRow(next(row for row in rows if table.model().index(row, 2).data() == title))  # type: ignore[attr-defined]
    pictures.take("63-prove-question", dialog)
    shut(pictures, dialog)
    pictures.action("morningBurst")
    dialog = shown(pictures, app, "dayDialog")
    pictures.take("66-morning-burst", dialog)
    source = part(dialog, QComboBox, "daySource")
    source.setCurrentIndex(source.count() - 1)  # type: ignore[attr-defined]
    pictures.take("67-morning-burst-recorded", dialog)
    source.setCurrentIndex(0)  # type: ignore[attr-defined]
    burst(pictures, dialog)
    shut(pictures, dialog)
    for_developers(pictures, app)
    schedules(pictures, app)


def agree(pictures: Any, dialog: Any) -> None:
    """Answer the question before something is sent to another computer."""
    boxes = dialog.findChildren
    pictures.wait(lambda: any(box.isVisible() for box in boxes(QMessageBox)), "the question")
    box = next(box for box in boxes(QMessageBox) if box.isVisible())
    next(button for button in box.buttons() if box.buttonRole(button) == QMessageBox.ButtonRole.AcceptRole).click()


def burst(pictures: Any, dialog: Any) -> None:
    """The result of a burst at a receiver that falls behind."""
    dialog.day.setPlainText("order-picked 30 06:30-06:31 wave\narticle-picked 20 06:30-06:31 even")
    dialog.factor.setCurrentIndex(dialog.factor.count() - 1)
    dialog.send_button.click()
    agree(pictures, dialog)
    report = None

    def ended() -> bool:
        nonlocal report
        report = dialog._report
        return report is not None and report.ended

    pictures.wait(ended, "the burst")
    assert report is not None
    # Times that do not depend on the machine.
    late = tuple(replace(item, began_s=item.planned_s + item.number / 10, duration_ms=84) for item in report.sent)
    failed = replace(late[-1], state="failed", status=503, message="503")
    dialog.take(replace(report, sent=(*late[:-1], failed), took_s=9), ended=True)
    pictures.take("68-morning-burst-result", dialog)


def for_developers(pictures: Any, app: App) -> None:
    """Types and collections, and the go-live checklist."""
    pictures.action("exportTypes")
    dialog = shown(pictures, app, "typeExportDialog")
    pictures.wait(part(dialog, QAbstractButton, "typeSave").isEnabled, "the types")
    pictures.take("64-types", dialog)
    shut(pictures, dialog)
    pictures.action("goLive")
    dialog = shown(pictures, app, "goLiveDialog")
    pictures.wait(part(dialog, QAbstractButton, "goLiveSave").isEnabled, "the checklist")
    pictures.take("65-go-live", dialog)
    shut(pictures, dialog)


def conflict(pictures: Any, app: App) -> None:
    """The same field changed here and by another window."""
    pictures.action("editWebhook")
    editor = shown(pictures, app, "webhookEditor")
    part(editor, QLineEdit, "email").setText("me@norr.example")  # type: ignore[attr-defined]

    def elsewhere(now: Any) -> Any:
        hooks = (replace(hook, email="they@norr.example") if hook.id == "w-2" else hook for hook in now.webhooks)
        return replace(now, webhooks=tuple(hooks))

    pictures.do(app.services.settings.change("save-webhook", elsewhere))
    part(editor, QAbstractButton, "save").click()  # type: ignore[attr-defined]
    mine = part(editor, QAbstractButton, "keepMine")
    pictures.wait(mine.isVisible, "the two values side by side")
    pictures.take("52-conflict", editor)
    shut(pictures, editor)


def renumbered(pictures: Any, app: App) -> None:
    """A goods owner gets another number, which changes its webhooks."""
    pictures.action("manageSystems")
    dialog = shown(pictures, app, "systemsDialog")
    part(dialog, QListWidget, "systemsList").setCurrentRow(1)  # type: ignore[attr-defined]
    tab(dialog, "Goods owners")
    owners = next(item for item in dialog.findChildren(QTableView) if item.isVisible())
    owners.model().setData(owners.model().index(0, 0), "77", Qt.ItemDataRole.EditRole)
    part(dialog, QAbstractButton, "save").click()  # type: ignore[attr-defined]
    boxes = dialog.findChildren
    pictures.wait(lambda: any(box.isVisible() for box in boxes(QMessageBox)), "the question")
    box = next(box for box in boxes(QMessageBox) if box.isVisible())
    pictures.take("53-webhooks-change-with-it", box)
    box.done(0)
    shut(pictures, dialog)


def afterwards(pictures: Any, app: App) -> None:
    """The credentials to enter after an import."""
    text = json.loads(export_config(app.services.settings.current))
    for number, name in enumerate(("From the test system", "Another of them"), 1):
        text["webhooks"].append({**text["webhooks"][1], "id": f"new-{number}", "name": name})
    preview(
        app.window.context, pictures.do(app.services.transfers.preview(json.dumps(text).encode(), name="acme.json"))
    )
    dialog = shown(pictures, app, "importPreview")
    part(dialog, QAbstractButton, "importNow").click()  # type: ignore[attr-defined]
    dialog = shown(pictures, app, "missingCredentials")
    pictures.take("54-missing-credentials", dialog)
    shut(pictures, dialog)
