"""Pictures of the Test tab."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QPlainTextEdit, QPushButton, QTabWidget, QWidget

from ongoing_desktop.app import App
from ongoing_desktop.domain.settings import Settings
from tests.picture_dialogs import part, shown, shut, tab

if TYPE_CHECKING:
    from tests.screenshots import Pictures


def composer(pictures: Pictures, app: App) -> None:
    """Check, headers, request preview, connection, send options, and production."""
    panel = app.window.findChild(QWidget, "composerTabs").parentWidget()
    result = part(app.window, QTabWidget, "resultTabs")
    tab(result.parentWidget(), "Connection")
    part(app.window, QPlainTextEdit, "payloadEditor").setPlainText(
        '{\n  "webhookOrdersId": 1,\n  "orderId": "seven"\n}'
    )
    pictures.wait(lambda: panel.isVisible(), "the panel")
    tab(panel, "Check")
    findings = part(app.window, QWidget, "payloadFindings")
    pictures.wait(findings.isVisible, "the findings")
    pictures.take("c43-composer-check")
    tab(panel, "Additions")
    pictures.take("c44-composer-additions")
    part(app.window, QPushButton, "resetPayload").click()
    tab(panel, "Request")
    request = part(app.window, QPlainTextEdit, "requestPreview")
    pictures.wait(lambda: "goodsOwnerOrderId" in request.toPlainText(), "the request")
    pictures.take("c45-composer-request")
    part(app.window, QPushButton, "openSendOptions").click()
    dialog = shown(pictures, app, "sendOptions")
    pictures.take("c46-send-options", dialog)
    shut(pictures, dialog)

    def live(now: Settings) -> Settings:
        return replace(now, preferences=replace(now.preferences, production_hosts=frozenset({"erp.acme.example"})))

    pictures.do(app.services.settings.change("preferences", live))
    pictures.wait(part(app.window, QWidget, "productionBadge").isVisible, "the badge")
    pictures.action("testWebhook")
    question = shown(pictures, app, "confirmation")
    pictures.take("c47-send-to-production", question)
    pictures.take("c48-production")
    shut(pictures, question)
    pictures.do(app.services.settings.set_preferences(production_hosts=frozenset()))
    tab(panel, "Payload")
