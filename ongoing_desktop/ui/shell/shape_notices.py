"""Starts to watch for new payload shapes some time after the start, and shows one notice for those that come together."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from ongoing_desktop.ui.context import InContext, WindowContext
from ongoing_desktop.ui.kit.timing import after_pause
from ongoing_desktop.wording.messages import sentence

if TYPE_CHECKING:
    from ongoing_desktop.domain.payload_shapes import NewShape

START_MS: Final = 10_000


class ShapeNotices(InContext, QObject):
    """Main thread only."""

    def __init__(self, context: WindowContext, show: Callable[[], None], parent: QWidget) -> None:
        """``show``: opens the window of the payload shapes."""
        super().__init__(parent)
        self.use_context(context)
        self._show = show
        context.signals.shapes_changed.connect(self._notice)
        self.timer = after_pause(self, START_MS, self.follow)
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
