"""Starts the schedules some time after the start, and says when one fails and when it succeeds again."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject

from ongoing_desktop.bodies.visible import one_line
from ongoing_desktop.ui.context import InContext
from ongoing_desktop.ui.kit.timing import after_pause
from ongoing_desktop.ui.shell.watch_notices import MARKUP

if TYPE_CHECKING:
    from collections.abc import Callable

    from ongoing_desktop.services.schedules import SchedulesState
    from ongoing_desktop.ui.context import WindowContext
    from ongoing_desktop.ui.shell.tray import Tray

START_MS: Final = 5_000


class ScheduleNotices(InContext, QObject):
    """Main thread only. Exists only if there are schedules."""

    def __init__(self, context: WindowContext, tray: Tray | None, show: Callable[[], None], parent: QObject) -> None:
        """``tray``: shows notifications on the desktop, if that is possible. ``show``: opens the schedules."""
        super().__init__(parent)
        self.use_context(context)
        self._tray = tray
        self._show = show
        context.signals.schedules_changed.connect(self._on_state)
        self.timer = after_pause(self, START_MS, self.follow)
        self.timer.start()

    def follow(self) -> None:
        """Start to run what is due."""
        self._context.signals.follow_schedules()
        self._services.follow_schedules()

    def _on_state(self, state: SchedulesState) -> None:
        from ongoing_desktop.wording.schedule_text import notice_text  # noqa: PLC0415 - only runs that ended need it

        schedules = self._services.schedules.current
        for key, run, before in state.ended:
            schedule = schedules.get(key)
            text = notice_text(one_line(schedule.name, 80), run, before) if schedule else ""
            if text:
                self._notifier.notice(text, "good" if run.good else "warn", (self.tr("Show"), self._show))
                if self._tray is not None and not self._context.window.isActiveWindow():
                    self._tray.show(self.tr("Ongoing Desktop"), text.translate(MARKUP), self._show)
