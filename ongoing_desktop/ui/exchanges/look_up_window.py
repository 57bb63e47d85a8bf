"""Shows Ongoing's current data beside a payload: the differences, and both in full."""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable
from typing import Any, Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from ongoing_desktop.bodies.visible import one_line
from ongoing_desktop.domain.api_differences import MemberDifference
from ongoing_desktop.domain.exchange import Exchange, Message
from ongoing_desktop.services.api import LookUp
from ongoing_desktop.ui.context import InContext, WindowContext
from ongoing_desktop.ui.exchanges.body_view import BodyView
from ongoing_desktop.ui.kit.buttons import push_button
from ongoing_desktop.ui.kit.dialog import Dialog
from ongoing_desktop.ui.kit.layout import STRETCH, hbox, splitter, vbox
from ongoing_desktop.ui.kit.line_table import Column, Line, Lines
from ongoing_desktop.ui.kit.plain_text import label, paragraph, pill, restyle, selectable, set_tooltip
from ongoing_desktop.ui.kit.sizes import sized
from ongoing_desktop.ui.task_runner import NO_JOB
from ongoing_desktop.wording.language import plural
from ongoing_desktop.wording.messages import sentence

SIZE: Final = (1080, 720)
TABLE_HEIGHT: Final = 150


class LookUpWindow(InContext, Dialog):
    """Show it with ``show()``; a separate window. It starts the look-up at once.

    ``exchange_id``: what is looked up; 0 if ``ask`` leads to something without a payload.
    """

    def __init__(
        self,
        context: WindowContext,
        parent: QWidget,
        *,
        exchange_id: int = 0,
        ask: Callable[[], Awaitable[LookUp]] | None = None,
        title: str = "",
    ) -> None:
        heading = one_line(title, 100) or parent.tr("Exchange {number}").format(number=exchange_id)
        super().__init__(parent, "lookUpWindow", parent.tr("Look up in Ongoing"), heading=heading, size=SIZE)
        self.setWindowFlag(Qt.WindowType.WindowMaximizeButtonHint, on=True)
        self.setModal(False)
        self.use_context(context)
        self._exchange_id = exchange_id
        self._ask = ask or (lambda: context.services.api.look_up(exchange_id))
        self._found: LookUp | None = None
        self._job = NO_JOB
        self._make()
        self._lay_out()
        self.look_up()

    # construction

    def _make(self) -> None:
        self.summary = selectable(paragraph("", self, "heading", "lookUpSummary", live=True))
        columns = (
            Column(self.tr("In the payload"), 340),
            Column(self.tr("Then"), 220),
            Column(self.tr("Now in Ongoing")),
        )
        self.differences = Lines(self, "lookUpDifferences", self.tr("What differs"), columns, self._context.theme)
        sized(self.differences, most_height=TABLE_HEIGHT)
        self.payload = BodyView(self._context, self)
        self.payload.text.setAccessibleName(self.tr("Payload"))
        self.object = BodyView(self._context, self)
        self.object.text.setObjectName("lookUpObject")
        self.object.text.setAccessibleName(self.tr("Answer from Ongoing"))
        self._again = push_button(self, self.tr("Look up again"), "lookUpAgain", self.look_up)
        self._cancel = push_button(self, self.tr("Cancel"), "lookUpCancel", self._on_cancel)
        self._show = push_button(self, self.tr("Show in the history"), "lookUpShow", self._on_show)
        self._copy = push_button(self, self.tr("Copy differences"), "lookUpCopy", self._on_copy)

    def _lay_out(self) -> None:
        self._left = QWidget(self)
        vbox(label(self.tr("Payload"), self._left, role="strong"), (self.payload, 1), on=self._left, spacing=6)
        right = QWidget(self)
        vbox(label(self.tr("In Ongoing now"), right, role="strong"), (self.object, 1), on=right, spacing=6)
        split = splitter(self, Qt.Orientation.Horizontal, self._left, right)
        self._left.setVisible(bool(self._exchange_id))
        text = self.tr("The answer can contain personal data. Exports replace it unless you choose otherwise.")
        mark = pill(self.tr("? assumed"), self, "warn")
        set_tooltip(
            mark, self.tr("The form of “path” in payloads is not documented; where it leads nowhere, ids are used.")
        )
        row = hbox((paragraph(text, self, "muted"), 1), mark, spacing=10)
        mark.setVisible(bool(self._exchange_id))
        self.add(self.summary, self.differences, (split, 1), row)
        buttons = (self._again, self._cancel, self._copy, self._show)
        self.end_with(self.tr("Close"), left=(*buttons, STRETCH))

    # public

    def look_up(self) -> None:
        self._found = None
        self.differences.show_lines(())
        self.differences.hide()
        self.object.clear(self.tr("Asking Ongoing…"))
        self._say(self.tr("Asking Ongoing…"))
        self._job = self._tasks.run(self, self._work, done=self._on_found, failed=self._on_failed)
        self._enable()

    async def _work(self) -> tuple[LookUp, Exchange | None, Exchange | None]:
        found = await self._ask()
        exchanges = self._services.exchanges
        payload = await exchanges.get(self._exchange_id) if self._exchange_id else None
        return found, payload, await exchanges.get(found.exchange_id)

    # slots

    def _on_found(self, result: tuple[LookUp, Exchange | None, Exchange | None]) -> None:
        found, payload, answer = result
        self._found = found
        if payload is not None:
            self.payload.show_message(payload.request)
        if answer is not None and answer.response is not None and answer.response.body:
            self.object.show_message(answer.response)
        else:
            text = json.dumps(found.found, ensure_ascii=False, indent=2).encode("utf-8", "replace")
            self.object.show_message(Message((("Content-Type", "application/json"),), text))
        self.differences.show_lines([self._line(item) for item in found.differences])
        self.differences.setVisible(bool(found.differences))
        self._say(self._summary(found))
        self._enable()

    def _on_failed(self, error: BaseException) -> None:
        self._say("")
        self._tasks.explain(error, self._show_problem)
        self._enable()

    def _show_problem(self, text: str) -> None:
        self.object.clear(text)
        self._say(text, "problem")

    def _on_cancel(self) -> None:
        if self._job.running:
            self._job.cancel()
            self.object.clear(self.tr("Cancelled."))
            self._say(self.tr("Cancelled."))
            self._enable()

    def _on_show(self) -> None:
        if self._found is not None:
            self._context.navigation.show_exchange(self._found.exchange_id)

    def _on_copy(self) -> None:
        lines = ("\t".join(line.cells) for line in self.differences.lines)
        QGuiApplication.clipboard().setText("\n".join(lines))

    # parts

    def _line(self, item: MemberDifference) -> Line:
        tone = "warn" if item.is_status else ""
        return Line((one_line(item.path, 120), _text(item.then), _text(item.now)), item.path, tone, 2 if tone else -1)

    def _summary(self, found: LookUp) -> str:
        if not self._exchange_id:
            return found.state.label if found.state else ""
        status = next((item for item in found.differences if item.is_status), None)
        if status is not None:
            now = found.state.label if found.state else _text(status.now)
            return sentence("api-old-event", {"then": status.then, "now": one_line(now, 60)})
        if found.differences:
            one, many = self.tr("1 difference to the payload."), self.tr("{count} differences to the payload.")
            return plural(len(found.differences), one, many)
        return sentence("api-as-then") if found.resource is not None else ""

    def _say(self, text: str, role: str = "heading") -> None:
        self.summary.setText(text)
        restyle(self.summary, role=role)

    def _enable(self) -> None:
        busy = self._job.running
        self._again.setVisible(not busy)
        self._cancel.setVisible(busy)
        self._show.setEnabled(self._found is not None)
        self._copy.setEnabled(bool(self._found and self._found.differences))


def _text(value: Any) -> str:
    return "–" if value is None else one_line(str(value), 200)
