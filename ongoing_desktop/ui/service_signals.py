"""Passes changes from the engine's thread to the main thread as queued signals."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Any

import shiboken6
from PySide6.QtCore import QObject, Qt, Signal

from ongoing_desktop.domain.arrived import Arrived, joined
from ongoing_desktop.domain.lazy_dataclasses import replace
from ongoing_desktop.domain.listening import ListenerState
from ongoing_desktop.domain.settings_changed import SettingsChanged, merged
from ongoing_desktop.domain.watches import WatchReport, joined_reports

if TYPE_CHECKING:
    from ongoing_desktop.services import Services
    from ongoing_desktop.services.ports import Unsubscribe
    from ongoing_desktop.services.publisher import Publisher


class ServiceSignals(QObject):
    """Only the latest values: at most one wake-up per kind waits in the event queue."""

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
            before = self._waiting.get(kind)
            first = kind not in self._waiting
            if isinstance(before, SettingsChanged) and isinstance(value, SettingsChanged):
                value = merged(before, value)
            elif isinstance(before, Arrived) and isinstance(value, Arrived):
                value = joined(before, value)
            elif isinstance(before, WatchReport) and isinstance(value, WatchReport):
                value = joined_reports(before, value)
            elif before is not None and kind == "schedules":
                value = replace(value, ended=(*before.ended, *value.ended))  # type: ignore[attr-defined,type-var]
            self._waiting[kind] = value
        if first and shiboken6.isValid(self):
            self._woken.emit(kind)

    def _pass_on(self, kind: str) -> None:
        with self._lock:
            if kind not in self._waiting:
                return
            value = self._waiting.pop(kind)
        match kind:
            case "settings":
                self.settings_changed.emit(value)
            case "listener" if isinstance(value, ListenerState):
                shown = replace(value, newest=0)
                if shown != self._listener:
                    self._listener = shown
                    self.listener_changed.emit(value)
            case "deliveries":
                self.deliveries_changed.emit(value)
            case "tunnel":
                self.tunnel_changed.emit(value)
            case "shapes":
                self.shapes_changed.emit(value)
            case "schedules":
                self.schedules_changed.emit(value)
            case "undo":
                self.undo_changed.emit(value)
            case "watches":
                self.watches_changed.emit(value)
            case _:
                self.exchanges_changed.emit(value)
