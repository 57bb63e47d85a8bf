"""A menu of what can be learned from a capture; hidden if there is nothing."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QToolButton, QWidget

from ongoing_desktop.bodies.visible import one_line
from ongoing_desktop.domain.exchange import ExchangeRow
from ongoing_desktop.domain.lessons import Lesson, NumberLesson
from ongoing_desktop.domain.payload import PayloadFacts
from ongoing_desktop.ui.context import InContext, WindowContext
from ongoing_desktop.ui.kit.plain_text import set_tooltip
from ongoing_desktop.wording.language import translated as tr


class TeachButton(InContext, QToolButton):
    """Known lessons are ticked; choosing one again removes it."""

    def __init__(self, context: WindowContext, parent: QWidget) -> None:
        super().__init__(parent)
        self.use_context(context)
        self.setObjectName("teach")
        self.setText(self.tr("Learn from this ▾"))
        self.setAccessibleName(self.tr("Learn from this"))
        set_tooltip(self, self.tr("Assign this number to a webhook, or this template text to a trigger"))
        self.setProperty("button", True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._menu = QMenu(self)
        self._menu.setObjectName("teachMenu")
        self.setMenu(self._menu)
        self.hide()

    def show_lessons(self, facts: PayloadFacts, row: ExchangeRow) -> None:
        """Offer the lessons of a received payload."""
        self._menu.clear()
        found = self._services.teaching.lessons(facts, row.webhook) if row.direction == "in" else ()
        for lesson in found:
            action = QAction(one_line(self._words(lesson, facts), 160).replace("&", "&&"), self._menu)
            action.setCheckable(True)
            action.setChecked(lesson.known)
            action.triggered.connect(partial(self._teach, lesson, action.text()))
            self._menu.addAction(action)
        self.setVisible(bool(found))

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
            self, lambda: self._services.teaching.teach(lesson), done=lambda _: self._notifier.notice(message, "good")
        )
