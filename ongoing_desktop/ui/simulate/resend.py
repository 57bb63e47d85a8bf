"""Sends one exchange again at once, without a dialog, to the target of the last time."""

from __future__ import annotations

from functools import partial
from typing import Final

from PySide6.QtCore import QTimer

from ongoing_desktop.domain.replay import ReplayChoice
from ongoing_desktop.domain.sent import Sent
from ongoing_desktop.domain.targets import UNCONFIRMED, Confirmation
from ongoing_desktop.ui.context import WindowContext
from ongoing_desktop.ui.simulate.play import Play
from ongoing_desktop.wording.messages import sentence

PATIENCE_MS: Final = 500
"""A longer wait is shown, with Cancel."""


class Resend(Play):
    """One per window. A second one waits until the first has ended."""

    def __init__(self, context: WindowContext) -> None:
        super().__init__(context, context.window)
        self._choice = ReplayChoice(())
        self.ended.connect(self._show_result)
        self.refused.connect(self._show_refusal)
        self.cancelled.connect(lambda: context.notifier.notice(sentence("playing-cancelled")))

    def send(self, number: int, consent: Confirmation = UNCONFIRMED) -> None:
        """Send the exchange with this id."""
        if self.busy:
            self._show_wait()
            return
        replay = self._context.services.replay
        self._choice = replay.at_once([number])
        self.start(partial(replay.run, self._choice, consent=consent), partial(self.send, number), lambda: "")
        QTimer.singleShot(PATIENCE_MS, self, self._show_wait)

    def _show_wait(self) -> None:
        if self.busy:
            self._context.notifier.notice(sentence("resend-waits"), "info", (self.tr("Cancel"), self.cancel))

    def _show_result(self, found: tuple[Sent, ...]) -> None:
        sent = found[0]
        shown = sent.exchange_id
        self._context.notifier.notice(
            sentence(
                "resend-done", {"host": sent.host, "result": sent.result, "took": sent.took, "what": sent.message}
            ),
            "good" if sent.good else "bad",
            (self.tr("Show"), lambda: self._context.navigation.show_exchange(shown)) if shown is not None else None,
        )

    def _show_refusal(self, why: str) -> None:
        if why:
            self._context.notifier.notice(why, "warn", (self.tr("Change…"), self._change))

    def _change(self) -> None:
        from ongoing_desktop.ui.simulate.replay_dialog import ReplayDialog  # noqa: PLC0415 - imported when it opens

        ReplayDialog(self._context, self._context.window, self._choice.ids).open()
