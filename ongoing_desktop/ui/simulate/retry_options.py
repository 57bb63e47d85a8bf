"""Assumptions about undocumented behaviour: reading of the schedule, what counts as delivered, the time-out."""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker
from PySide6.QtWidgets import QComboBox, QWidget

from ongoing_desktop.domain.assumed import READINGS, SUCCESS_RULES
from ongoing_desktop.domain.retry import LIMITS_S
from ongoing_desktop.domain.settings import Settings
from ongoing_desktop.ui.commands.view import settings_link
from ongoing_desktop.ui.context import InContext, WindowContext
from ongoing_desktop.ui.kit.controls import combo_box
from ongoing_desktop.ui.kit.layout import STRETCH, Reflow, hbox
from ongoing_desktop.ui.kit.plain_text import pill, set_tooltip
from ongoing_desktop.ui.kit.spin_boxes import spin_box


class RetryOptionsBar(InContext, QWidget):
    """Preferences of the whole program, shown where they matter."""

    def __init__(self, context: WindowContext, parent: QWidget) -> None:
        super().__init__(parent)
        self.use_context(context)
        message = self.tr("Ongoing does not document these; change them if you know better")
        mark = pill(self.tr("? assumed"), self, "warn")
        set_tooltip(mark, message)
        readings = {
            "gaps": self.tr("waits in a row"),
            "offsets": self.tr("from the first attempt"),
        }
        rules = {
            "2xx": self.tr("2xx counts"),
            "2xx-3xx": self.tr("2xx and 3xx count"),
            "any": self.tr("any answer counts"),
        }
        self.reading = self._combo(
            "retryReading",
            self.tr("How to read “1, 5, 15, 30 min, every 2 h”: the last attempt is at 22 h 51 min or 22 h 30 min"),
            [readings[key] for key in READINGS],
        )
        self.success = self._combo(
            "retrySuccess",
            self.tr("What counts as delivered, in all texts and simulations"),
            [rules[key] for key in SUCCESS_RULES],
        )
        for box, keys in ((self.reading, READINGS), (self.success, SUCCESS_RULES)):
            for place, key in enumerate(keys):
                box.setItemData(place, key)
        self.limit = spin_box(
            self,
            "retryLimit",
            LIMITS_S,
            accessible=self.tr("Time-out of an attempt in seconds"),
            suffix=self.tr(" s time-out"),
        )
        set_tooltip(self.limit, self.tr("An attempt that takes longer counts as failed; real time at every speed"))
        link = settings_link(context, self, "retry_reading")
        meaning = hbox(mark, self.reading, self.success, STRETCH)
        hbox((Reflow(meaning, hbox(self.limit, link, STRETCH), parent=self), 1), on=self)
        self.reading.activated.connect(lambda _: self._keep(retry_reading=self.reading.currentData()))
        self.success.activated.connect(lambda _: self._keep(retry_success=self.success.currentData()))
        self.limit.editingFinished.connect(lambda: self._keep(retry_limit_s=self.limit.value()))
        self.show_settings(context.services.settings.current)

    def show_settings(self, settings: Settings) -> None:
        now = settings.preferences
        for box, key in ((self.reading, now.retry_reading), (self.success, now.retry_success)):
            with QSignalBlocker(box):
                box.setCurrentIndex(max(0, box.findData(key)))
        if not self.limit.hasFocus():
            with QSignalBlocker(self.limit):
                self.limit.setValue(now.retry_limit_s)

    def _combo(self, name: str, tooltip: str, items: list[str]) -> QComboBox:
        box = combo_box(self, name, tooltip)
        box.addItems(items)
        set_tooltip(box, tooltip)
        return box

    def _keep(self, **fields: object) -> None:
        now = self._services.settings.current.preferences
        if all(getattr(now, name) == value for name, value in fields.items()):
            return
        self._tasks.run(self, lambda: self._services.settings.set_preferences(**fields))
