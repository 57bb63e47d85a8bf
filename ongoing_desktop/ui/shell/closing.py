"""Asks before the window closes, if closing ends something."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from ongoing_desktop.wording.language import translated as tr

if TYPE_CHECKING:
    from ongoing_desktop.services import Services
    from ongoing_desktop.ui.context import WindowContext
    from ongoing_desktop.ui.shell.pages import Pages
    from ongoing_desktop.ui.shell.window_frame import WindowFrame


class Question(NamedTuple):
    """Title, sentence and details of a confirmation."""

    title: str
    text: str
    details: str = ""


def asks_before_closing(window: WindowFrame, context: WindowContext, pages: Pages, *, quitting: bool) -> bool:
    """Ask whether to close if that ends something; returns whether it asks. The listener outlives the window if wanted.

    ``quitting``: the listener ends too, even if it usually goes on.
    """
    listening = context.services.listening
    keep = context.services.settings.current.preferences.keep_listening and not quitting
    question = closing_question(context.services, pages, keep_listening=keep)

    def close() -> None:
        if keep:
            listening.outlive()
        window.force_close()

    if question is None:
        if keep:
            listening.outlive()
        return False
    if not window.isVisible():
        window.come_forward()
    context.notifier.confirm(window, question.title, question.text, tr("Quit"), close, details=question.details)
    return True


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
