"""Shows what an import from Ongoing would do to a system, row by row, before it is done."""

from __future__ import annotations

from functools import partial
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QTreeWidget, QTreeWidgetItem, QWidget

from ongoing_desktop.bodies.visible import one_line
from ongoing_desktop.domain.api_import import ImportRow, RowKind
from ongoing_desktop.services.api_import import OngoingPlan
from ongoing_desktop.ui.context import InContext, WindowContext
from ongoing_desktop.ui.kit.buttons import check_box, push_button
from ongoing_desktop.ui.kit.dialog import Dialog
from ongoing_desktop.ui.kit.layout import STRETCH
from ongoing_desktop.ui.kit.plain_text import named, paragraph, restyle
from ongoing_desktop.ui.kit.sizes import sized
from ongoing_desktop.ui.task_runner import Job
from ongoing_desktop.wording.language import plural
from ongoing_desktop.wording.messages import sentence

SIZE: Final = (820, 620)
MOST_REMARKS: Final = 6
ROW: Final = int(Qt.ItemDataRole.UserRole)
KINDS: Final[tuple[RowKind, ...]] = ("goods-owner", "order-status", "purchase-order-status", "transporter")


class OngoingImportDialog(InContext, Dialog):
    """Show it with ``open()``. It reads at once; closing it changes nothing."""

    def __init__(self, context: WindowContext, parent: QWidget, *, system_id: str) -> None:
        system = context.services.settings.current.system(system_id)
        heading = parent.tr("Import from Ongoing into “{name}”").format(
            name=one_line(system.name, 60) if system else ""
        )
        super().__init__(parent, "ongoingImport", parent.tr("Import from Ongoing"), heading=heading, size=SIZE)
        self.use_context(context)
        self._system_id = system_id
        self._plan: OngoingPlan | None = None
        self._job: Job | None = None
        self._make()
        self._lay_out()
        self.read()

    # construction

    def _make(self) -> None:
        self.tree = named(QTreeWidget(self), "ongoingImportRows", self.tr("What Ongoing has"))
        sized(self.tree, indent=18)
        self.tree.setHeaderLabels([self.tr("Number or name"), self.tr("In Ongoing"), self.tr("Here")])
        sized(self.tree, columns=((0, 260), (1, 280)))
        self.tree.setUniformRowHeights(True)
        self.tree.itemChanged.connect(lambda *_: self._enable())
        self._all = check_box(self, self.tr("Show what stays as it is"), "ongoingImportLeft", lambda _: self._show())
        self.message = paragraph("", self, "secondary", "ongoingImportTold", live=True)
        self.remarks = paragraph("", self, "warning", "ongoingImportRemarks")
        self._again = push_button(self, self.tr("Read again"), "ongoingImportAgain", self.read)
        self._stop = push_button(self, self.tr("Stop reading"), "ongoingImportStop", self._on_stop)
        self._go = push_button(self, self.tr("Import"), "ongoingImportNow", self._on_go, default=True)

    def _lay_out(self) -> None:
        text = self.tr("Everything chosen is imported or nothing. Nothing is removed here. You can undo it.")
        self.add(self.message, (self.tree, 1), self._all, self.remarks, paragraph(text, self, "muted"))
        self.end_with(self.tr("Cancel"), self._go, left=(self._again, self._stop, STRETCH))

    # public

    def read(self) -> None:
        """Read every list from Ongoing."""
        self._plan = None
        self.tree.clear()
        self.remarks.hide()
        self._say(self.tr("Reading from Ongoing…"))
        self._job = self._tasks.follow(
            self,
            lambda on_progress: self._services.api_import.preview(
                self._system_id, on_progress=lambda done, count: on_progress((done, count))
            ),
            self._on_progress,
            done=self._on_plan,
            failed=self._on_failed,
            stopped=lambda: self._say(self.tr("Stopped; nothing was imported.")),
            ended=self._end,
        )
        self._enable()

    # slots

    def _on_progress(self, progress: tuple[int, int]) -> None:
        done, count = progress
        self._say(self.tr("Reading from Ongoing… {done} of {count}").format(done=done, count=count))

    def _on_plan(self, plan: OngoingPlan) -> None:
        self._plan = plan
        texts = [sentence(item.code, item.params) for item in plan.remarks[:MOST_REMARKS]]
        if len(plan.remarks) > MOST_REMARKS:
            more = len(plan.remarks) - MOST_REMARKS
            texts.append(plural(more, "1 more remark.", "{count} more remarks."))
        self.remarks.setText("\n".join(texts))
        self.remarks.setVisible(bool(texts))
        self._show()
        counts = {change: plan.count(change) for change in ("added", "changed", "left")}
        new = counts["added"] + counts["changed"]
        self._say(sentence("api-would-import", counts) if new else self.tr("Everything in Ongoing is already here."))

    def _on_failed(self, error: BaseException) -> None:
        self._tasks.explain(error, partial(self._say, role="problem"))

    def _on_stop(self) -> None:
        if self._job is not None:
            self._job.stop()

    def _end(self) -> None:
        self._job = None
        self._say("")
        self._enable()

    def _on_go(self) -> None:
        plan, chosen = self._plan, self._chosen()
        if plan is None or not chosen:
            return
        self._go.setEnabled(False)
        work = partial(self._services.api_import.apply, plan, chosen)
        self._tasks.run(self, work, done=self._on_done, failed=self._on_failed, ended=self._end)

    def _on_done(self, count: int) -> None:
        context = self._context
        self.accept()
        one = context.window.tr("Imported 1 entry from Ongoing.")
        message = plural(count, one, "Imported {count} entries from Ongoing.")
        context.notifier.notice(message, "good", context.undo_action)

    # parts

    def _show(self) -> None:
        self.tree.blockSignals(True)
        self.tree.clear()
        titles = {
            "goods-owner": self.tr("Goods owners"),
            "order-status": self.tr("Order statuses"),
            "purchase-order-status": self.tr("Purchase order statuses"),
            "transporter": self.tr("Transporters"),
        }
        rows = self._plan.rows if self._plan else ()
        for kind in KINDS:
            mine = [row for row in rows if row.kind == kind and (row.change != "left" or self._all.isChecked())]
            if not mine:
                continue
            top = QTreeWidgetItem(self.tree, [f"{titles[kind]} ({len(mine)})"])
            if any(row.change != "left" for row in mine):
                top.setFlags(top.flags() | Qt.ItemFlag.ItemIsUserCheckable | Qt.ItemFlag.ItemIsAutoTristate)
                top.setCheckState(0, Qt.CheckState.Checked)
            top.addChildren([self._item(row) for row in mine])
            top.setExpanded(True)
        self.tree.blockSignals(False)
        self._enable()

    def _item(self, row: ImportRow) -> QTreeWidgetItem:
        name = one_line(row.name, 80)
        if row.training:
            name = self.tr("{name} · training").format(name=name)
        there = self.tr("not listed") if row.only_here else name
        here = {"added": self.tr("new"), "changed": one_line(row.before, 80)}.get(row.change, name)
        if row.change == "changed" and row.before == row.name:
            here = self.tr("not marked as training") if row.training else self.tr("marked as training")
        item = QTreeWidgetItem([one_line(row.key, 80), there, here])
        if row.change != "left":
            item.setData(0, ROW, row.id)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(0, Qt.CheckState.Checked)
        return item

    def _chosen(self) -> list[tuple[RowKind, str]]:
        found = []
        for place in range(self.tree.topLevelItemCount()):
            top = self.tree.topLevelItem(place)
            for number in range(top.childCount() if top else 0):
                item = top.child(number) if top else None
                if item is not None and item.checkState(0) == Qt.CheckState.Checked and (key := item.data(0, ROW)):
                    found.append((key[0], key[1]))
        return found

    def _say(self, text: str, role: str = "secondary") -> None:
        self.message.setText(text)
        restyle(self.message, role=role)

    def _enable(self) -> None:
        busy = self._job is not None
        self._go.setEnabled(not busy and bool(self._chosen()))
        self._stop.setVisible(busy)
        self._again.setVisible(not busy)
        self._all.setVisible(self._plan is not None)
