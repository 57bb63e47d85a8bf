"""The menus of a detail: what an exchange is compared with, and what can be learned from it."""

from __future__ import annotations

from functools import partial

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from ongoing_desktop.bodies.visible import one_line
from ongoing_desktop.domain.exchange import ExchangeRow
from ongoing_desktop.domain.lessons import Lesson, NumberLesson
from ongoing_desktop.domain.payload import PayloadFacts
from ongoing_desktop.ui.context import InContext, WindowContext
from ongoing_desktop.ui.exchanges.compare_dialog import CompareWindow
from ongoing_desktop.ui.exchanges.compare_model import Wanted
from ongoing_desktop.ui.exchanges.detail_texts import Loaded
from ongoing_desktop.ui.kit.plain_text import named
from ongoing_desktop.wording.language import translated as tr


class CompareMenu(InContext, QMenu):
    """Compares with the documented example, the previous event or the first arrival, in a separate window."""

    def __init__(self, context: WindowContext, parent: QWidget) -> None:
        super().__init__(parent)
        self.use_context(context)
        self._owner = parent
        self._id = 0
        named(self, "compareMenu")

    def show_for(self, loaded: Loaded) -> None:
        """Offer what this exchange can be compared with. Options that do not exist are not offered."""
        row = loaded.exchange.row
        self._id = row.id
        self.clear()
        family = self._services.catalogue.family(row.family or loaded.facts.family)
        if family is not None:
            self._add(self.tr("Documented example"), family.key)
        before = next((item for item in loaded.related if item.id < row.id), None)
        if before is not None:
            self._add(self.tr("Previous event with the same subject"), before.id)
        first = next((item for item in loaded.arrivals if item.id < row.id), None)
        if first is not None:
            self._add(self.tr("First arrival of this event"), first.id)
        self.addAction(self.tr("Any other: select both in the list")).setEnabled(False)

    def open_with(self, other: Wanted) -> CompareWindow:
        """Compare with ``other``. The exchange is on the right, the other on the left; an example is on the right."""
        left, right = (self._id, other) if isinstance(other, str) else (other, self._id)
        window = CompareWindow(self._context, self._owner.window(), left, right)
        window.show()
        return window

    def _add(self, text: str, other: Wanted) -> None:
        self.addAction(text, lambda: self.open_with(other))


class TeachMenu(InContext, QMenu):
    """Known lessons are ticked; choosing one again removes it."""

    def __init__(self, context: WindowContext, parent: QWidget) -> None:
        super().__init__(parent)
        self.use_context(context)
        named(self, "teachMenu")

    def show_lessons(self, facts: PayloadFacts, row: ExchangeRow) -> None:
        """Offer the lessons of a received payload."""
        self.clear()
        for lesson in self._services.captures.lessons(facts, row.webhook) if row.direction == "in" else ():
            action = QAction(one_line(self._words(lesson, facts), 160).replace("&", "&&"), self)
            action.setCheckable(True)
            action.setChecked(lesson.known)
            action.triggered.connect(partial(self._teach, lesson, action.text()))
            self.addAction(action)

    def _words(self, lesson: Lesson, facts: PayloadFacts) -> str:
        settings, catalogue = self._services.settings.current, self._services.catalogue
        if isinstance(lesson, NumberLesson):
            hook, family = settings.webhook(lesson.webhook), catalogue.family(facts.family)
            member = family.id_member if family else ""
            message = tr("{member} {number} belongs to “{name}”")
            return message.format(member=member, number=lesson.number, name=hook.name if hook else lesson.webhook)
        trigger = catalogue.trigger(lesson.trigger)
        message = tr("Template text “{text}” means {trigger}")
        return message.format(text=lesson.text, trigger=trigger.title if trigger else lesson.trigger)

    def _teach(self, lesson: Lesson, message: str, *_: bool) -> None:
        text = (
            self.tr("Forgotten: {what}.")
            if lesson.known
            else self.tr("Learned: {what}. Later requests are recognised by it.")
        )
        message = text.format(what=message.replace("&&", "&"))
        self._tasks.run(
            self, lambda: self._services.captures.teach(lesson), done=lambda _: self._notifier.notice(message, "good")
        )
