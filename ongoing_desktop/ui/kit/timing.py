"""Work that waits a little. Main thread only."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtCore import QObject, SignalInstance


def after_pause(parent: QObject, milliseconds: int, then: Callable[[], object] | SignalInstance) -> QTimer:
    """A timer that does something once, so long after it was last started; it does not run yet."""
    made = QTimer(parent)
    made.setSingleShot(True)
    made.setInterval(milliseconds)
    made.timeout.connect(then)
    return made
