"""Shows what an import of settings or exchanges would do, and afterwards the credentials still to be entered."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Final

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from ongoing_desktop.auth import SCHEMES
from ongoing_desktop.bodies.visible import one_line
from ongoing_desktop.domain.settings import Webhook
from ongoing_desktop.domain.url_advice import webhook_advice
from ongoing_desktop.formats.config_merge import ImportReport
from ongoing_desktop.formats.file_objects import unknown_sentence
from ongoing_desktop.services.imports import HarPlan
from ongoing_desktop.services.transfers import ImportPlan
from ongoing_desktop.ui.context import InContext, WindowContext
from ongoing_desktop.ui.exchanges.exchange_texts import size_text
from ongoing_desktop.ui.kit.buttons import push_button
from ongoing_desktop.ui.kit.controls import text_edit
from ongoing_desktop.ui.kit.dialog import Dialog
from ongoing_desktop.ui.kit.form_field import facts
from ongoing_desktop.ui.kit.layout import STRETCH, hbox, vbox
from ongoing_desktop.ui.kit.plain_text import label, paragraph, pill, selectable, show_text
from ongoing_desktop.ui.kit.room import open_with
from ongoing_desktop.ui.kit.sizes import px, sized
from ongoing_desktop.ui.long_work import LongWork
from ongoing_desktop.ui.revisions.change_tree import ChangeTree
from ongoing_desktop.wording.language import number
from ongoing_desktop.wording.messages import sentence
from ongoing_desktop.wording.times import time_text

SIZE: Final = (920, 620)
MOST_UNKNOWN: Final = 3
"""Maximum number of unknown members of the file that are named."""
LONGEST: Final = 200


def missing_ids(plan: ImportPlan) -> tuple[str, ...]:
    """Ids of the file's webhooks that need a credential and have none here."""
    return tuple(
        hook.id
        for hook in plan.parsed.webhooks
        if SCHEMES[hook.authentication].needs_secret and not plan.after.state(hook.id).secret_ref
    )


class ImportPreview(InContext, Dialog):
    """Show it with ``open()``. ``imported`` is called after the import; closing it changes nothing."""

    def __init__(
        self,
        context: WindowContext,
        parent: QWidget,
        plan: ImportPlan,
        imported: Callable[[ImportReport], None],
    ) -> None:
        source = one_line(plan.name, 80)
        heading = parent.tr("Import {name}").format(name=source) if source else parent.tr("Import pasted settings")
        super().__init__(parent, "importPreview", parent.tr("Import settings"), heading=heading, size=SIZE)
        self.use_context(context)
        self._plan = plan
        self._imported = imported
        self.tree = ChangeTree(context.theme, self, name="importTree")
        self._problem = paragraph("", self, "problem", "importProblem")
        self._problem.hide()
        self._cancel = push_button(self, self.tr("Cancel"), "importCancel", self.reject)
        self._go = push_button(self, self.tr("Import"), "importNow", self._run, default=True)
        self._lay_out()
        self.tree.show_changes((*plan.changes, *plan.same), self._warnings())
        self._go.setEnabled(bool(plan.changes))

    def _lay_out(self) -> None:
        self.add(self._pills(), (self.tree, 1))
        for text in self._remarks():
            self.add(paragraph(text, self, "warning"))
        message = self.tr(
            "Either everything is imported or nothing. Nothing is deleted; the listener, your preferences and Ongoing "
            "are not changed. You can undo it."
        )
        self.add(paragraph(message, self, "secondary"))
        self.add(self._problem)
        self.end_with(self._cancel, self._go)

    def _pills(self) -> QHBoxLayout:
        row = hbox()
        counted = [item.how for item in self._plan.changes]
        for count, text, kind, name in (
            (counted.count("added"), self.tr("{count} new"), "good", "importAdded"),
            (counted.count("changed"), self.tr("{count} changed"), "info", "importChanged"),
            (len(self._plan.same), self.tr("{count} unchanged"), "quiet", "importSame"),
        ):
            if count:
                row.addWidget(pill(text.format(count=count), self, kind, name=name))
        if not self._plan.changes:
            row.addWidget(
                label(self.tr("Everything in the file is already here."), self, role="muted", name="importNothing")
            )
        row.addStretch(1)
        return row

    def _remarks(self) -> list[str]:
        found = []
        if missing := missing_ids(self._plan):
            count = len(missing)
            text = self.tr("Afterwards, enter the credential for 1 webhook: settings files do not contain credentials.")
            many = self.tr(
                "Afterwards, enter the credentials for {count} webhooks: settings files do not contain credentials."
            )
            found.append(text if count == 1 else many.format(count=count))
        unknown = self._plan.report.unknown
        found += [one_line(unknown_sentence(item), LONGEST) for item in unknown[:MOST_UNKNOWN]]
        if len(unknown) > MOST_UNKNOWN:
            more = self.tr("{count} more fields are unknown; they are kept but have no effect.")
            found.append(more.format(count=len(unknown) - MOST_UNKNOWN))
        return found

    def _warnings(self) -> dict[str, str]:
        after = self._plan.after
        changed = {item.id for item in self._plan.changes if item.part == "webhook"}
        found: dict[str, str] = {}
        for hook in after.webhooks:
            if hook.id not in changed:
                continue
            if hook.id in self._plan.moved:
                found[hook.id] = self.tr("Different host: the stored credential is kept and would be sent there.")
            elif advice := webhook_advice(hook, after):
                found[hook.id] = sentence(advice[0].code, advice[0].params)
        return found

    def _run(self) -> None:
        self._go.setEnabled(False)
        self._tasks.run(self, lambda: self._services.transfers.apply(self._plan), done=self._done, failed=self._failed)

    def _done(self, report: ImportReport) -> None:
        self.accept()
        self._imported(report)

    def _failed(self, error: BaseException) -> None:
        self._go.setEnabled(True)
        self._tasks.explain(error, partial(show_text, self._problem))


class MissingCredentials(InContext, Dialog):
    """Webhooks without their credential, each with a button to enter it. Not modal; entered ones are ticked off."""

    def __init__(self, context: WindowContext, parent: QWidget, webhooks: Sequence[str]) -> None:
        lead = parent.tr(
            "Settings files contain no passwords or tokens. Tests of these webhooks are not sent until you enter them."
        )
        super().__init__(parent, "missingCredentials", parent.tr("Credentials to enter"), lead=lead)
        self.use_context(context)
        self._rows: dict[str, tuple[QPushButton, QWidget]] = {}
        area = QScrollArea(self)
        area.setWidgetResizable(True)
        inner = QWidget(area)
        self._list = vbox(on=inner, spacing=6, margins=(0, 0, 6, 0))
        area.setWidget(inner)
        self.add((area, 1))
        self.end_with(push_button(self, self.tr("Close"), "missingClose", self.close))
        for hook in self._services.settings.current.webhooks:
            if hook.id in webhooks:
                self._add_row(hook, inner)
        self._list.addStretch(1)
        open_with(self, QSize(px(520), px(min(180 + 52 * len(self._rows), 460))))
        self.show_settings()
        context.signals.settings_changed.connect(self.show_settings)

    def _add_row(self, hook: Webhook, inner: QWidget) -> None:
        system = self._services.settings.current.system_of(hook)
        owners = ", ".join(map(str, hook.goods_owners))
        about = (system.name if system else "", owners, SCHEMES[hook.authentication].title)
        stored = pill(self.tr("✓ stored"), inner, "good")
        edit = self._context.navigation.edit_webhook
        enter = push_button(inner, self.tr("Enter…"), f"enterCredential-{hook.id}", lambda: edit(hook.id))
        enter.setAccessibleName(self.tr("Enter the credential for {name}").format(name=one_line(hook.name, 60)))
        self._list.addLayout(
            hbox(
                (
                    vbox(
                        label(one_line(hook.name, 60), inner, role="strong"),
                        label(one_line(" · ".join(filter(None, about)), 80), inner, role="secondary"),
                        spacing=0,
                    ),
                    1,
                ),
                stored,
                enter,
                spacing=10,
            )
        )
        self._rows[hook.id] = (enter, stored)

    def show_settings(self, _: object = None) -> None:
        """Tick off webhooks that have their credential now or no longer exist."""
        settings = self._services.settings.current
        for webhook_id, (enter, stored) in self._rows.items():
            done = bool(settings.state(webhook_id).secret_ref)
            stored.setVisible(done)
            enter.setVisible(not done)
            enter.setEnabled(settings.webhook(webhook_id) is not None)


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
