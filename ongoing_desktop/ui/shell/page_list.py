"""The four pages: their names, commands and headings."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QCoreApplication

PAGES: Final = ("webhooks", "inbox", "history", "scenarios")


def tr(text: str) -> str:
    return QCoreApplication.translate("MainWindow", text)


def heading(page: str) -> tuple[str, tuple[str, ...]]:
    """A page's title, and its description in variants from the longest to the shortest."""
    match page:
        case "webhooks":
            return tr("Webhooks"), (
                tr("Administration ⇒ Webhooks · local copy: nothing you save here changes Ongoing"),
                tr("local copy: nothing you save here changes Ongoing"),
                tr("local copy: does not change Ongoing"),
                tr("does not change Ongoing"),
            )
        case "inbox":
            return tr("Inbox"), (tr("requests received by this computer’s listener"), tr("received requests"))
        case "history":
            return tr("History"), (tr("everything sent and received, newest first"), tr("sent and received"))
        case _:
            return tr("Scenarios"), (
                tr("an order's life, sent to the webhooks that fire for its events"),
                tr("an order's life, event by event"),
                tr("an order's life"),
            )
