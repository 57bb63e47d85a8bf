"""How a watch is doing, beside its setting."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from ongoing_desktop.ui.context import InContext
from ongoing_desktop.ui.kit.layout import hbox
from ongoing_desktop.ui.kit.plain_text import label
from ongoing_desktop.wording.times import short_time
from ongoing_desktop.wording.watches import watch_of

if TYPE_CHECKING:
    from ongoing_desktop.ui.context import WindowContext


class WatchState(InContext, QWidget):
    """Says that all is well, or since when it is not. Empty while the watch is off."""

    def __init__(self, context: WindowContext, key: str, parent: QWidget) -> None:
        """``key``: of the watch."""
        super().__init__(parent)
        self.use_context(context)
        self._watch = watch_of(key)
        self._text = label("", self, role="secondary", name=f"watch-{key}-state")
        hbox(self._text, on=self)
        context.signals.watches_changed.connect(self.refresh)
        self.refresh()

    def refresh(self, _: object = None) -> None:
        """Show the current state."""
        open_ = [item.since for item in self._services.watching.report.open if item.watch == self._watch.key]
        if not self._watch.chosen(self._services.settings.current.preferences).on:
            text = ""
        elif open_:
            text = self.tr("Reported since {time}").format(time=short_time(min(open_)))
        else:
            text = self.tr("Nothing to report")
        self._text.setText(text)
