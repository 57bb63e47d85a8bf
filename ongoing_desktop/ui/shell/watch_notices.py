"""Says once when a watch reports something and once when it is over: in the window, and on the desktop behind others."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction

from ongoing_desktop.bodies.visible import one_line
from ongoing_desktop.ui.context import InContext
from ongoing_desktop.ui.kit.timing import after_pause
from ongoing_desktop.wording.watches import filter_of, incident_text, watch_of

if TYPE_CHECKING:
    from ongoing_desktop.domain.watches import Incident, WatchReport
    from ongoing_desktop.ui.context import WindowContext
    from ongoing_desktop.ui.shell.notifier import NoticeKind
    from ongoing_desktop.ui.shell.tray import Tray

MARKUP: Final = str.maketrans({"<": "‹", ">": "›", "&": "＆"})
"""Some desktops interpret markup in notifications, and the name of a webhook may come from a file."""
MOST: Final = 3
"""Sentences in one notice."""
LAST_MS: Final = 10_000
"""How long the icon stays for the last notification."""


def show_incident(context: WindowContext, incident: Incident) -> None:
    """Show what an incident is about: the filtered history, or the dialog or page of its watch."""
    watch = watch_of(incident.watch)
    if text := filter_of(incident, context.services.settings.current):
        context.navigation.show_filtered(text)
    elif (action := context.window.findChild(QAction, watch.command)) is not None:
        action.trigger()


class WatchNotices(InContext, QObject):
    """Main thread only."""

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
