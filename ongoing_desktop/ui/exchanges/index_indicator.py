"""Shows the progress of the search index while it lags behind and a filter is used."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QLabel

from ongoing_desktop.domain.retention import Indexed
from ongoing_desktop.ui.context import InContext, WindowContext
from ongoing_desktop.ui.kit.timing import after_pause
from ongoing_desktop.wording.language import number
from ongoing_desktop.wording.times import time_text

AGAIN_MS: Final = 1_000
LAG: Final = 1_000
"""A smaller lag is searched quickly and not worth mentioning."""


class IndexIndicator(InContext, QObject):
    """Sets the text of a label."""

    def __init__(self, context: WindowContext, label: QLabel) -> None:
        super().__init__(label)
        self.use_context(context)
        self._label = label
        self._on = False
        self._timer = after_pause(self, AGAIN_MS, self._ask)
        label.hide()

    def watch(self, on: bool) -> None:
        """Start or stop showing the progress."""
        if on and not self._on:
            self._on = True
            self._ask()
        elif not on:
            self._on = False
            self._timer.stop()
            self._label.hide()

    def _ask(self) -> None:
        self._tasks.run(self, self._services.exchanges.indexed, done=self._show)

    def _show(self, indexed: Indexed) -> None:
        if not self._on:
            return
        left = indexed.newest - indexed.upto
        if left > LAG:
            self._timer.start()
            if indexed.at is None:
                message = self.tr("The search index is being built; searches take longer until it is complete.")
            else:
                message = self.tr(
                    "Indexed up to {at}. {count} newer exchanges are searched without the index, which takes longer."
                )
                message = message.format(at=time_text(indexed.at), count=number(left))
            self._label.setText(message)
        self._label.setVisible(left > LAG)
