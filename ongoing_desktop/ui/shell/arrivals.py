"""Counts arriving requests since the inbox was last viewed, and reports them, several at once.

They are reported on the desktop while the window is not in front, else to screen readers.
"""

from __future__ import annotations

import time
from collections import Counter
from typing import TYPE_CHECKING, Final, Protocol

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from ongoing_desktop.ui.context import InContext
from ongoing_desktop.ui.kit.plain_text import announce, is_spoken
from ongoing_desktop.ui.kit.timing import after_pause
from ongoing_desktop.wording.language import number

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from ongoing_desktop.domain.arrived import Arrived
    from ongoing_desktop.domain.exchange import ExchangeRow
    from ongoing_desktop.domain.settings_changed import SettingsChanged
    from ongoing_desktop.services import Services
    from ongoing_desktop.ui.context import WindowContext
    from ongoing_desktop.ui.task_runner import TaskRunner

GATHER_MS: Final = 1_500
"""Milliseconds after the first arrival in which more are collected."""
REST_S: Final = 20.0
"""Seconds between two notifications."""
SPOKEN_REST_S: Final = 5.0
MOST: Final = 1_000
MOST_UNREAD: Final = 100
UNREAD_MS: Final = 250


class Desktop(Protocol):
    """Shows notifications."""

    def show(self, title: str, text: str) -> None:
        """Show one. Some desktops interpret markup in it, so it contains nothing from the network."""

    def set_on(self, on: bool) -> None:
        """Acquire or release what showing needs."""


class Speech:
    """Lets a screen reader speak the notifications of the window in front."""

    def __init__(self, window: QWidget) -> None:
        self._window = window

    def show(self, title: str, text: str) -> None:  # noqa: ARG002 - a reader knows the window
        """Speak one."""
        announce(self._window, text)

    def set_on(self, on: bool) -> None:
        """Nothing is needed."""


class ArrivalNotifier(QObject):
    """Counts arrivals since its last notification or since none was needed."""

    def __init__(
        self,
        services: Services,
        tasks: TaskRunner,
        desktop: Desktop,
        needless: Callable[[], bool],
        parent: QObject,
        *,
        rest_s: float = REST_S,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """``needless``: whether no notification is needed now, such as on the desktop while the window is in front.

        ``rest_s``: seconds between two.
        """
        super().__init__(parent)
        self._services = services
        self._tasks = tasks
        self._desktop = desktop
        self._needless = needless
        self._clock = clock
        self._on = False
        self._newest = 0
        self._notified = -1
        self._rest_s = rest_s
        self._last = -rest_s
        self._arrived: list[ExchangeRow] = []
        self._whole = True
        """Whether :attr:`_arrived` is complete."""
        self._timer = after_pause(self, GATHER_MS, self._count)

    def follow(self, change: SettingsChanged) -> None:
        """The settings have changed."""
        if "notify" in change.kinds:
            self.use(change.after.preferences.notify)

    def use(self, on: bool) -> None:
        """Enable or disable notifications."""
        if on == self._on:
            return
        self._on = on
        self._notified = -1
        self._timer.stop()
        self._desktop.set_on(on)
        if on:
            self._tasks.run(self, self._services.exchanges.newest_id, done=self._begin)

    def look(self, arrived: Arrived) -> None:
        """Something arrived."""
        self._newest = max(self._newest, arrived.newest)
        if not 0 <= self._notified < self._newest:
            return
        if self._needless():
            self._forget(self._newest)
        elif self._on:
            self._arrived += [row for row in arrived.received if row.id > self._notified]
            self._whole = self._whole and arrived.complete and len(self._arrived) < MOST
            if not self._whole:
                self._arrived.clear()
            if not self._timer.isActive():
                rest = self._rest_s - (self._clock() - self._last)
                self._timer.start(max(GATHER_MS, round(rest * 1000)))

    def _begin(self, newest: int) -> None:
        self._forget(max(newest, self._newest))

    def _forget(self, upto: int) -> None:
        """Ignore arrivals up to this id from now on."""
        self._notified = upto
        self._arrived, self._whole = [], True

    def _count(self) -> None:
        since, exchanges = self._notified, self._services.exchanges
        if self._needless():
            self._forget(self._newest)
        elif self._whole:
            self._tell(self._arrived)
        else:
            self._tasks.run(self, lambda: exchanges.received_after(since, MOST), done=self._tell)

    def _tell(self, rows: Sequence[ExchangeRow]) -> None:
        self._forget(self._newest)
        arrived = [row for row in rows if not row.ours]
        if not arrived or not self._on:
            return
        self._last = self._clock()
        verdicts = Counter(row.verdict for row in arrived)
        count = f"{number(len(arrived))}+" if len(rows) >= MOST else number(len(arrived))
        text = self.tr("1 request arrived") if len(arrived) == 1 else self.tr("{count} requests arrived")
        parts = [text.format(count=count)]
        for verdict, message in (
            ("refused", self.tr("{count} with a wrong credential")),
            ("malformed", self.tr("{count} malformed")),
            ("unmatched", self.tr("{count} without a webhook")),
        ):
            if verdicts[verdict]:  # type: ignore[index]
                parts.append(message.format(count=verdicts[verdict]))  # type: ignore[index]
        self._desktop.show(self.tr("Ongoing Desktop"), ", ".join(parts))


def make_notifiers(window: QWidget, context: WindowContext, tray: Desktop | None) -> None:
    """Create the notifiers. ``tray``: shows notifications on the desktop; None if that is not possible."""

    def made(desktop: Desktop, needless: Callable[[], bool], rest_s: float) -> ArrivalNotifier:
        notifier = ArrivalNotifier(context.services, context.tasks, desktop, needless, window, rest_s=rest_s)
        context.signals.exchanges_changed.connect(notifier.look)
        return notifier

    speaker = made(Speech(window), lambda: not (is_spoken() and window.isActiveWindow()), SPOKEN_REST_S)
    speaker.use(on=True)
    if tray is not None:
        notifier = made(tray, window.isActiveWindow, REST_S)
        context.signals.settings_changed.connect(notifier.follow)
        notifier.use(context.services.settings.current.preferences.notify)


class UnreadCounter(InContext, QObject):
    """Counts arrivals. If it did not receive all rows, it queries the history at most four times a second."""

    counted = Signal(int)

    def __init__(self, context: WindowContext, parent: QObject) -> None:
        super().__init__(parent)
        self.use_context(context)
        self._seen = -1
        self._newest = 0
        self._watching = False
        self._timer = after_pause(self, UNREAD_MS, self._count)
        self._unread = 0
        self._upto = 0
        """Requests up to this id are counted."""
        context.tasks.run(self, context.services.exchanges.newest_id, done=self._begin)

    def look(self, arrived: Arrived) -> None:
        """Something arrived or changed."""
        self._newest = max(self._newest, arrived.newest)
        if self._watching:
            self._seen = self._newest
        elif self._seen >= 0 and (self._timer.isActive() or not arrived.complete):
            self._later()
        elif self._seen >= 0:
            self._add(arrived.received)

    def set_watching(self, on: bool) -> None:
        """While the inbox is visible, nothing is unread."""
        self._watching = on
        if on:
            self._seen = max(self._seen, self._newest)
            self._timer.stop()
            self.counted.emit(0)
        else:
            self._unread, self._upto = 0, self._seen

    def _begin(self, newest: int) -> None:
        # Requests from before this start do not count.
        self._seen = max(self._seen, newest)
        if self._newest > self._seen:
            self._later()
        self._upto = max(self._upto, self._seen)

    def _later(self) -> None:
        if not self._timer.isActive():
            self._timer.start()

    def _add(self, received: list[ExchangeRow]) -> None:
        fresh = [row for row in received if row.id > self._upto]
        if fresh:
            self._upto = fresh[-1].id
            self._unread = min(MOST_UNREAD, self._unread + len(fresh))
            self.counted.emit(self._unread)

    def _count(self) -> None:
        seen, exchanges = self._seen, self._services.exchanges
        self._tasks.run(self, lambda: exchanges.received_after(seen, MOST_UNREAD), done=self._on_counted)

    def _on_counted(self, received: list[ExchangeRow]) -> None:
        if not self._watching:
            self._unread, self._upto = 0, self._seen
            self.counted.emit(0) if not received else self._add(received)
