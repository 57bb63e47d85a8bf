"""Notices about what happens by itself: a clock that jumped, watches, new payload shapes, schedules that ran."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QAction

from ongoing_desktop.bodies.visible import one_line
from ongoing_desktop.ui.commands.files import history_limits
from ongoing_desktop.ui.context import InContext
from ongoing_desktop.ui.kit.timing import after_pause
from ongoing_desktop.wording.messages import sentence
from ongoing_desktop.wording.watches import incident_filter, incident_text, watch_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime

    from ongoing_desktop.domain.payload_shapes import NewShape
    from ongoing_desktop.domain.settings_changed import SettingsChanged
    from ongoing_desktop.domain.watches import Incident, WatchReport
    from ongoing_desktop.services.schedules import SchedulesState
    from ongoing_desktop.ui.context import WindowContext
    from ongoing_desktop.ui.shell.notifier import NoticeKind
    from ongoing_desktop.ui.shell.tray import Tray

CLOCK_MS: Final = 30_000
SCHEDULES_MS: Final = 5_000
SHAPES_MS: Final = 10_000
"""Milliseconds from the start until schedules run and payload shapes are learnt."""
MARKUP: Final = str.maketrans({"<": "‹", ">": "›", "&": "＆"})
"""Some desktops interpret markup in notifications, and the name of a webhook may come from a file."""
MOST: Final = 3
"""Sentences in one notice."""
LAST_MS: Final = 10_000
"""How long the icon stays for the last notification."""


class ClockNotice(InContext, QObject):
    """Reports a clock jump, because no exchange is then deleted by age until the user confirms. Main thread only."""

    def __init__(self, context: WindowContext, parent: QObject) -> None:
        super().__init__(parent)
        self.use_context(context)
        self._shown: datetime | None = None
        self._timer = QTimer(self)
        self._timer.setInterval(CLOCK_MS)
        self._timer.timeout.connect(self.look)
        self._timer.start()

    def look(self) -> None:
        """Check whether the clock has jumped, and report it once."""
        self._tasks.run(self, self._services.keeping.held, done=self._say)

    def _say(self, held: datetime | None) -> None:
        if held is None or held == self._shown:
            return
        self._shown = held
        text = self.tr(
            "The computer’s clock moved by more than a day. No exchange will be deleted by age until you "
            "confirm the history limits."
        )
        self._notifier.notice(text, "warn", (self.tr("Look"), partial(history_limits, self._context)))


class ShapeNotices(InContext, QObject):
    """Starts to watch for new payload shapes, and shows one notice for those that come together. Main thread only."""

    def __init__(self, context: WindowContext, show: Callable[[], None], parent: QObject) -> None:
        """``show``: opens the window of the payload shapes."""
        super().__init__(parent)
        self.use_context(context)
        self._show = show
        context.signals.shapes_changed.connect(self._notice)
        self.timer = after_pause(self, SHAPES_MS, self.follow)
        self.timer.start()

    def follow(self) -> None:
        """Start to watch."""
        self._context.signals.follow_shapes()
        self._services.follow_shapes()

    def _notice(self, news: tuple[NewShape, ...]) -> None:
        from ongoing_desktop.ui.exchanges.exchange_texts import type_title  # noqa: PLC0415 - only news needs it

        if not news:
            return
        title = type_title(self._services.catalogue, news[-1].type)
        text = sentence("shape-noticed", {"count": len(news), "type": title})
        self._notifier.notice(text, "info", (self.tr("Show"), self._show))


class ScheduleNotices(InContext, QObject):
    """Starts the schedules, if there are any, and says when one fails and when it succeeds again. Main thread only."""

    def __init__(self, context: WindowContext, tray: Tray | None, show: Callable[[], None], parent: QObject) -> None:
        """``tray``: shows notifications on the desktop, if that is possible. ``show``: opens the schedules."""
        super().__init__(parent)
        self.use_context(context)
        self._tray = tray
        self._show = show
        self.timer = after_pause(self, SCHEDULES_MS, self.follow)
        context.signals.schedules_changed.connect(self._on_state)
        context.signals.settings_changed.connect(self._on_settings)
        if context.services.settings.current.preferences.schedules:
            self.timer.start()

    def follow(self) -> None:
        """Run what is due from now on."""
        self._context.signals.follow_schedules()
        self._services.follow_schedules()

    def _on_settings(self, change: SettingsChanged) -> None:
        if "schedules" in change.kinds and change.after.preferences.schedules:
            self.timer.start()

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


def show_incident(context: WindowContext, incident: Incident) -> None:
    """Show what an incident is about: the filtered history, or the dialog or page of its watch."""
    watch = watch_of(incident.watch)
    if text := incident_filter(incident, context.services.settings.current):
        context.navigation.show_filtered(text)
    elif (action := context.window.findChild(QAction, watch.command)) is not None:
        action.trigger()


class WatchNotices(InContext, QObject):
    """Says once when a watch reports something, and once when it is over: in the window, and on the desktop behind others.

    Main thread only.
    """

    def __init__(self, context: WindowContext, tray: Tray | None, parent: QObject) -> None:
        """``tray``: shows notifications on the desktop; None if that is not possible."""
        super().__init__(parent)
        self.use_context(context)
        self._tray = tray
        self._calm = after_pause(self, LAST_MS, self._release_tray)
        context.signals.watches_changed.connect(self._on_report)

    def _on_report(self, report: WatchReport) -> None:
        if report.over:
            self._say(report.over, "good", over=True)
        # After the good news, because a notice replaces the one before.
        if report.begun:
            self._say(report.begun, "warn")
        if report.open and self._tray is not None:
            self._calm.stop()
        else:
            self._calm.start()

    def _say(self, incidents: tuple[Incident, ...], kind: NoticeKind, *, over: bool = False) -> None:
        settings = self._services.settings.current
        texts = [one_line(incident_text(item, settings, over=over), 300) for item in incidents]
        text = " ".join(texts[:MOST])
        if len(texts) > MOST:
            text = self.tr("{text} And {count} more.").format(text=text, count=len(texts) - MOST)
        show = partial(show_incident, self._context, incidents[0])
        self._notifier.notice(text, kind, None if over else (self.tr("Show"), show))
        if self._tray is not None and not self._context.window.isActiveWindow():
            self._tray.set_alarm(on=True)
            self._tray.show(self.tr("Ongoing Desktop"), text.translate(MARKUP), show)

    def _release_tray(self) -> None:
        if self._tray is not None and not self._services.watching.report.open:
            self._tray.set_alarm(on=False)


def make_notices(context: WindowContext, commands: Mapping[str, QAction], tray: Tray | None, parent: QObject) -> None:
    """Create all of them. ``tray``: shows notifications on the desktop; None if that is not possible."""
    ClockNotice(context, parent)
    ShapeNotices(context, commands["showShapes"].trigger, parent)
    ScheduleNotices(context, tray, commands["showSchedules"].trigger, parent)
    WatchNotices(context, tray, parent)
