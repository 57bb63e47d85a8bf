"""Reports a clock jump, because no exchange is then deleted by age until the user confirms."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QTimer

from ongoing_desktop.ui.commands.files import history_limits

if TYPE_CHECKING:
    from datetime import datetime

    from ongoing_desktop.ui.context import WindowContext

LOOK_MS: Final = 30_000


class ClockNotice(QObject):
    """Main thread only. Checks every half minute."""

    def __init__(self, context: WindowContext, parent: QObject) -> None:
        super().__init__(parent)
        self._context = context
        self._shown: datetime | None = None
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK_MS)
        self._timer.timeout.connect(self.look)
        self._timer.start()

    def look(self) -> None:
        """Check whether the clock has jumped, and report it once."""
        self._context.tasks.run(self, self._context.services.keeping.held, done=self._say)

    def _say(self, held: datetime | None) -> None:
        if held is None or held == self._shown:
            return
        self._shown = held
        text = self.tr(
            "The computer’s clock moved by more than a day. No exchange will be deleted by age until you "
            "confirm the history limits."
        )
        self._context.notifier.notice(text, "warn", (self.tr("Look"), partial(history_limits, self._context)))
