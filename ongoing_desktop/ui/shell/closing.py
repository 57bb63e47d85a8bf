"""The question before the window closes, if closing ends something."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QCoreApplication

if TYPE_CHECKING:
    from ongoing_desktop.services import Services
    from ongoing_desktop.ui.shell.pages import Pages


class Question(NamedTuple):
    """Title, sentence and details of a confirmation."""

    title: str
    text: str
    details: str = ""


def closing_question(services: Services, pages: Pages, *, keep_listening: bool) -> Question | None:
    """The question about what closing the window would end; None if it ends nothing.

    ``keep_listening``: the listener goes on.
    """
    playing = services.retries.deliveries if services.built("retries") else ()
    if any(not item.ended for item in playing):
        return Question(
            tr("Quit while retries are running?"),
            tr("Running deliveries will be marked as interrupted, and no more attempts will be sent."),
        )
    if pages.built("scenarios") and pages.scenarios.running:
        return Question(
            tr("Quit while a scenario is running?"),
            tr("The remaining events will not be sent. Requests already sent are in History."),
        )
    if services.listening.running and not keep_listening:
        return Question(
            tr("Quit while listening?"),
            tr("Closing the window stops the listener; incoming requests will fail."),
            tr(
                "The listener starts again with the next start. To listen without a window, use “ongoing-desktop listen”."
            ),
        )
    return None


def tr(text: str) -> str:
    """Translate a text of the main window."""
    return QCoreApplication.translate("MainWindow", text)
