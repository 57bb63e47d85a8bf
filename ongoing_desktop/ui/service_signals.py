"""Passes changes from the engine's thread to the main thread as queued signals."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, Final

import shiboken6
from PySide6.QtCore import QObject, Qt, Signal

from ongoing_desktop.domain.arrived import joined
from ongoing_desktop.domain.lazy_dataclasses import replace
from ongoing_desktop.domain.listening import ListenerState
from ongoing_desktop.domain.settings_changed import joined_changes
from ongoing_desktop.domain.watches import joined_reports

if TYPE_CHECKING:
    from ongoing_desktop.services import Services
    from ongoing_desktop.services.publisher import Publisher, Unsubscribe


JOINED: Final[Mapping[str, Callable[[Any, Any], object]]] = {
    "settings": joined_changes,
    "exchanges": joined,
    "watches": joined_reports,
    "schedules": lambda before, now: replace(now, ended=(*before.ended, *now.ended)),
}
"""How two values that wait become one. Of the other kinds only the newer one counts."""


class ServiceSignals(QObject):
    """Each kind of change has a signal of its name. At most one wake-up per kind waits in the event queue."""

    settings_changed = Signal(object)
    """:class:`SettingsChanged`; receivers check its kinds."""
    listener_changed = Signal(object)
    """:class:`ListenerState`; not for each commit, because arrivals are in :attr:`exchanges_changed`."""
    exchanges_changed = Signal(object)
    """:class:`Arrived`; at most 30 times a second (the watcher's limit)."""
    deliveries_changed = Signal(object)
    """A tuple of this session's :class:`Delivery` objects."""
    tunnel_changed = Signal(object)
    """:class:`TunnelState`, also when its program has written more."""
    shapes_changed = Signal(object)
    """A tuple of :class:`NewShape`: payloads that differed from earlier ones."""
    schedules_changed = Signal(object)
    """:class:`SchedulesState`: what the schedules do, and which runs ended."""
    undo_changed = Signal(object)
    """:class:`Next`"""
    watches_changed = Signal(object)
    """:class:`WatchReport`"""
    _woken = Signal(str)

    def __init__(self, services: Services, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._services = services
        self._lock = threading.Lock()
        self._waiting: dict[str, object] = {}
        self._listener: ListenerState | None = None
        self._woken.connect(self._pass_on, Qt.ConnectionType.QueuedConnection)
        self._followed: dict[str, Unsubscribe] = {}
        self._follow("settings", services.settings)
        self._follow("listener", services.listening)
        self._follow("exchanges", services.feed)
        self._follow("undo", services.undoing)
        self._follow("watches", services.watching)

    def follow_deliveries(self) -> None:
        """Emit :attr:`deliveries_changed` from now on.

        Called by what starts deliveries, because it needs the simulator.
        """
        self._follow("deliveries", self._services.retries)

    def follow_tunnel(self) -> None:
        """Emit :attr:`tunnel_changed` from now on. Called by what shows the tunnel, because it needs the service."""
        self._follow("tunnel", self._services.tunnel)

    def follow_shapes(self) -> None:
        """Emit :attr:`shapes_changed` from now on. Called some time after the start."""
        self._follow("shapes", self._services.shapes)

    def follow_schedules(self) -> None:
        """Emit :attr:`schedules_changed` from now on. Called by what shows them, because it needs the service."""
        self._follow("schedules", self._services.schedules)

    def close(self) -> None:
        """Stop emitting signals."""
        for forget in self._followed.values():
            forget()
        self._followed.clear()
        with self._lock:
            self._waiting.clear()

    def _follow(self, kind: str, publisher: Publisher[Any]) -> None:
        if kind not in self._followed:
            self._followed[kind] = publisher.subscribe(lambda value: self._take(kind, value))

    def _take(self, kind: str, value: object) -> None:
        with self._lock:
            first = kind not in self._waiting
            if not first and (join := JOINED.get(kind)) is not None:
                value = join(self._waiting[kind], value)
            self._waiting[kind] = value
        if first and shiboken6.isValid(self):
            self._woken.emit(kind)

    def _pass_on(self, kind: str) -> None:
        with self._lock:
            if kind not in self._waiting:
                return
            value = self._waiting.pop(kind)
        if isinstance(value, ListenerState):
            shown = replace(value, newest=0)
            if shown == self._listener:
                return
            self._listener = shown
        getattr(self, f"{kind}_changed").emit(value)
