"""Shows the content of a HAR file before it is added to the history."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from ongoing_desktop.bodies.visible import one_line
from ongoing_desktop.services.imports import HarPlan
from ongoing_desktop.ui.context import InContext, WindowContext
from ongoing_desktop.ui.exchanges.exchange_texts import size_text
from ongoing_desktop.ui.kit.buttons import push_button
from ongoing_desktop.ui.kit.controls import text_edit
from ongoing_desktop.ui.kit.dialog import Dialog
from ongoing_desktop.ui.kit.form_field import facts
from ongoing_desktop.ui.kit.layout import STRETCH, vbox
from ongoing_desktop.ui.kit.plain_text import label, paragraph, selectable, show_text
from ongoing_desktop.ui.kit.sizes import sized
from ongoing_desktop.ui.long_work import LongWork
from ongoing_desktop.wording.language import number
from ongoing_desktop.wording.messages import sentence
from ongoing_desktop.wording.times import time_text


class HarPreview(InContext, Dialog):
    """Show it with ``open()``. ``imported`` receives the number added; closing it adds nothing."""

    def __init__(self, context: WindowContext, parent: QWidget, plan: HarPlan, imported: Callable[[int], None]) -> None:
        heading = parent.tr("Import {name}").format(name=one_line(plan.name, 60))
        super().__init__(parent, "harPreview", parent.tr("Import exchanges"), heading=heading, size=(560, 0))
        self.use_context(context)
        self._plan = plan
        self._imported = imported
        self.add(
            self._facts(),
            paragraph(
                self.tr(
                    "Imported exchanges are marked as such and listed in History, not in the Inbox. Their credentials "
                    "were not checked here. In headers and addresses, values with a credential's name are replaced."
                ),
                self,
                "secondary",
            ),
        )
        if plan.remarks or plan.ended_early:
            self.add((self._remarks(), 1))
        self._problem = paragraph("", self, "problem", "harProblem")
        self._problem.hide()
        self.add(self._problem, STRETCH)
        self._go = push_button(self, self.tr("Import"), "harImport", self._run, default=True)
        self._go.setEnabled(bool(plan.count))
        self.end_with(push_button(self, self.tr("Cancel"), "harCancel", self.reject), self._go)

    def _facts(self) -> QGridLayout:
        plan = self._plan
        rows = [(self.tr("Exchanges"), number(plan.count)), (self.tr("Bodies"), size_text(plan.bytes))]
        if plan.first is not None and plan.last is not None:
            rows.append((self.tr("From"), time_text(plan.first)))
            rows.append((self.tr("To"), time_text(plan.last)))
        hosts = [f"{one_line(host, 60) or '–'} ({number(count)})" for host, count in plan.hosts]
        if hosts:
            rows.append((self.tr("Hosts"), "\n".join(hosts)))
        return facts(self, ((title, selectable(label(value, self))) for title, value in rows))

    def _remarks(self) -> QVBoxLayout:
        plan = self._plan
        message = self.tr("Left out: {left_out}. Imported with doubts: {doubtful}.")
        text = message.format(left_out=number(plan.left_out), doubtful=number(plan.doubtful))
        lines = [one_line(remark.text, 400) for remark in plan.remarks]
        if len(lines) < plan.left_out + plan.doubtful:
            lines.append(sentence("import-more"))
        if plan.ended_early:
            lines.append(sentence("har-ended"))
        shown = text_edit(self, "harRemarks", self.tr("Entries left out or doubtful"), read_only=True)
        sized(shown, least_height=92)
        shown.setPlainText("\n".join(lines))
        return vbox(paragraph(text, self, "warning", "harLeftOut"), (shown, 1), spacing=6)

    def _run(self) -> None:
        self._go.setEnabled(False)
        LongWork(self._context, self, self.windowTitle()).start(
            lambda watch: self._services.imports.apply(self._plan, watch),
            self._done,
            failed=self._failed,
        )

    def _done(self, count: int) -> None:
        self.accept()
        self._imported(count)

    def _failed(self, error: BaseException) -> None:
        self._go.setEnabled(True)
        self._tasks.explain(error, partial(show_text, self._problem))
