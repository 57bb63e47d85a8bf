"""The base class of services that report changes."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Generic, TypeVar

T = TypeVar("T")
Unsubscribe = Callable[[], None]

log = logging.getLogger(__name__)


class Publisher(Generic[T]):
    """Reports values to its subscribers, on the engine's thread.

    An exception in one subscriber does not affect the others.
    """

    def __init__(self) -> None:
        self._subscribers: list[Callable[[T], None]] = []

    def subscribe(self, subscriber: Callable[[T], None]) -> Unsubscribe:
        """Call ``subscriber`` with every value from now on, until the returned function is called."""
        self._subscribers.append(subscriber)
        return lambda: self._subscribers.remove(subscriber) if subscriber in self._subscribers else None

    def _report(self, value: T) -> None:
        for subscriber in tuple(self._subscribers):
            try:
                subscriber(value)
            except Exception:
                log.exception("a subscriber failed")
