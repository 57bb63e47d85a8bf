"""Shows what an import would do, and afterwards the credentials still to be entered."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Final

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QScrollArea, QWidget

from ongoing_desktop.auth import SCHEMES
from ongoing_desktop.bodies.visible import one_line
from ongoing_desktop.domain.settings import Settings, Webhook
from ongoing_desktop.domain.settings_changed import SettingsChanged
from ongoing_desktop.domain.url_advice import webhook_advice
from ongoing_desktop.formats.config_merge import ImportReport
from ongoing_desktop.formats.file_objects import unknown_sentence
from ongoing_desktop.services.transfers import ImportPlan
from ongoing_desktop.ui.context import InContext, WindowContext
from ongoing_desktop.ui.kit.buttons import push_button
from ongoing_desktop.ui.kit.dialog import Dialog
from ongoing_desktop.ui.kit.layout import hbox, vbox
from ongoing_desktop.ui.kit.plain_text import label, paragraph, pill, show_text
from ongoing_desktop.ui.kit.room import open_with
from ongoing_desktop.ui.kit.sizes import px
from ongoing_desktop.ui.revisions.change_tree import ChangeTree
from ongoing_desktop.wording.messages import sentence

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


class MissingCredentials(Dialog):
    """Webhooks without their credential, each with a button to enter it. Not modal; entered ones are ticked off."""

    def __init__(
        self, settings: Settings, webhooks: Sequence[str], edit: Callable[[str], None], parent: QWidget
    ) -> None:
        lead = parent.tr(
            "Settings files contain no passwords or tokens. Tests of these webhooks are not sent until you enter them."
        )
        super().__init__(parent, "missingCredentials", parent.tr("Credentials to enter"), lead=lead)
        self._settings = settings
        self._ids = tuple(webhooks)
        self._edit = edit
        self._rows: dict[str, tuple[QPushButton, QWidget]] = {}
        area = QScrollArea(self)
        area.setWidgetResizable(True)
        inner = QWidget(area)
        self._list = vbox(on=inner, spacing=6, margins=(0, 0, 6, 0))
        area.setWidget(inner)
        self.add((area, 1))
        self.end_with(push_button(self, self.tr("Close"), "missingClose", self.close))
        for hook in settings.webhooks:
            if hook.id in self._ids:
                self._add_row(hook, inner)
        self._list.addStretch(1)
        open_with(self, QSize(px(520), px(min(180 + 52 * len(self._rows), 460))))
        self.show_settings(settings)

    def _add_row(self, hook: Webhook, inner: QWidget) -> None:
        system = self._settings.system_of(hook)
        owners = ", ".join(map(str, hook.goods_owners))
        facts = (system.name if system else "", owners, SCHEMES[hook.authentication].title)
        stored = pill(self.tr("✓ stored"), inner, "good")
        enter = push_button(inner, self.tr("Enter…"), f"enterCredential-{hook.id}")
        enter.setAccessibleName(self.tr("Enter the credential for {name}").format(name=one_line(hook.name, 60)))
        enter.clicked.connect(lambda _=False, webhook_id=hook.id: self._edit(webhook_id))
        self._list.addLayout(
            hbox(
                (
                    vbox(
                        label(one_line(hook.name, 60), inner, role="strong"),
                        label(one_line(" · ".join(filter(None, facts)), 80), inner, role="secondary"),
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

    def follow(self, change: SettingsChanged) -> None:
        """The settings have changed."""
        self.show_settings(change.after)

    def show_settings(self, settings: Settings) -> None:
        """Tick off webhooks that have their credential now or no longer exist."""
        for webhook_id, (enter, stored) in self._rows.items():
            done = bool(settings.state(webhook_id).secret_ref)
            stored.setVisible(done)
            enter.setVisible(not done)
            enter.setEnabled(settings.webhook(webhook_id) is not None)
