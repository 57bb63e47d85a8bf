"""A request that a reply rule holds for the user: how long its sender has been waiting, and the answer."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from ongoing_desktop.bodies.visible import one_line
from ongoing_desktop.domain.exchange import ExchangeRow
from ongoing_desktop.domain.problems import Problem
from ongoing_desktop.domain.rules import Step
from ongoing_desktop.ui.context import InContext, WindowContext
from ongoing_desktop.ui.kit.buttons import push_button
from ongoing_desktop.ui.kit.dialog import Dialog
from ongoing_desktop.ui.kit.layout import STRETCH, hbox
from ongoing_desktop.ui.kit.plain_text import paragraph
from ongoing_desktop.ui.listening.step_form import StepForm
from ongoing_desktop.wording.messages import problem_sentence

TICK_MS: Final = 500
OK: Final = Step(status=200, body="OK\n")


class HeldBar(InContext, QWidget):
    """Hidden unless the shown exchange is held."""

    def __init__(self, context: WindowContext, parent: QWidget) -> None:
        super().__init__(parent)
        self.use_context(context)
        self._row: ExchangeRow | None = None
        self._text = paragraph("", self, "strong", "heldText")
        self.ok = push_button(self, self.tr("Answer 200"), "answerHeldOk", lambda _=False: self.answer(OK))
        self.other = push_button(self, self.tr("Answer…"), "answerHeld", self.ask)
        hbox((self._text, 1), self.ok, self.other, STRETCH, on=self)
        self._clock = QTimer(self)
        self._clock.setInterval(TICK_MS)
        self._clock.timeout.connect(self._tick)
        self.hide()

    def show_row(self, row: ExchangeRow) -> None:
        """Show how long an exchange has been held, if it is."""
        held = row.answer == "pending" and isinstance(row.reason_params.get("held_s"), int | float)
        self._row = row if held else None
        self.setVisible(held)
        if held:
            self._tick()
            self._clock.start()
        else:
            self._clock.stop()

    def answer(self, step: Step) -> None:
        if self._row is not None:
            number, listening = self._row.id, self._services.listening
            self._tasks.run(self, lambda: listening.answer_held(number, step))

    def ask(self) -> None:
        if self._row is not None:
            AnswerDialog(self._context, self.window(), self._row.id).open()

    def _tick(self) -> None:
        if self._row is None:
            return
        waited = max(0.0, (self._services.clock() - self._row.at).total_seconds())
        most = float(str(self._row.reason_params["held_s"]))
        rule = one_line(str(self._row.reason_params.get("rule_name", "")), 60)
        message = self.tr("Held by the rule “{rule}”. The sender has been waiting for {seconds} s of at most {most} s.")
        self._text.setText(message.format(rule=rule, seconds=int(min(waited, most)), most=int(most)))
        for button in (self.ok, self.other):
            button.setEnabled(waited < most)


class AnswerDialog(InContext, Dialog):
    """Edits the answer to a held request. Show it with ``open()``."""

    def __init__(self, context: WindowContext, parent: QWidget, exchange_id: int) -> None:
        lead = parent.tr("The sender gets this answer at once. It is kept with the exchange.")
        super().__init__(parent, "answerDialog", parent.tr("Answer"), lead=lead, size=(620, 460))
        self.use_context(context)
        self._number = exchange_id
        self.form = StepForm(self)
        self.form.show_step(OK)
        self.form.answer_only()
        self._send = push_button(self, self.tr("Send"), "sendAnswer", self.send, default=True)
        self.add((self.form, 1))
        self.end_with(self.tr("Cancel"), self._send)

    def send(self) -> None:
        """Send the answer, or show what is wrong with it."""
        number, step, listening = self._number, self.form.step(), self._services.listening

        def done(problems: tuple[Problem, ...]) -> None:
            self.form.show_problems({item.field.removeprefix("step."): problem_sentence(item) for item in problems})
            if not problems:
                self.accept()

        self._tasks.run(self, lambda: listening.answer_held(number, step), done=done)
