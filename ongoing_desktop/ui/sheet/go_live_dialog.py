"""The go-live checklist of one webhook and its system: what is known, and what people confirm."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from PySide6.QtWidgets import QCheckBox, QGridLayout, QLineEdit, QWidget

from ongoing_desktop.bodies.visible import one_line
from ongoing_desktop.domain.go_live import LONGEST_NOTE, CheckGroup, Confirmed, GoLiveCheck
from ongoing_desktop.ui.context import InContext, WindowContext
from ongoing_desktop.ui.kit.buttons import check_box, push_button
from ongoing_desktop.ui.kit.controls import combo_box, line_edit
from ongoing_desktop.ui.kit.dialog import Dialog
from ongoing_desktop.ui.kit.layout import STRETCH, hbox, vbox
from ongoing_desktop.ui.kit.plain_text import label, paragraph
from ongoing_desktop.wording import language
from ongoing_desktop.wording.settings_sheet import check_sign, check_text
from ongoing_desktop.wording.texts.sheet import SHEET_TEXTS

ROLES = {"yes": "good", "no": "problem", "unknown": "muted"}


class GoLiveDialog(InContext, Dialog):
    """Show it with ``open()``. Accepted after what people entered was saved."""

    def __init__(self, context: WindowContext, parent: QWidget, system_id: str, webhook_id: str) -> None:
        lead = parent.tr(
            "What the program knows, and what only people know. The checklist is printed with the settings sheet."
        )
        super().__init__(parent, "goLiveDialog", parent.tr("Go-live checklist"), lead=lead, size=(640, 520))
        self.use_context(context)
        self._system_id = system_id
        self._groups: tuple[CheckGroup, ...] = ()
        settings = self._services.settings.current
        hooks = [hook for hook in settings.webhooks if hook.system == system_id]
        choices = [(one_line(hook.name, 60), hook.id) for hook in hooks]
        self.webhook = combo_box(self, "goLiveWebhook", self.tr("Webhook"), choices)
        self.webhook.choose(webhook_id)
        self._fields: dict[tuple[str, str], tuple[QCheckBox, QLineEdit]] = {}
        self._list = QWidget(self)
        self._body = vbox(on=self._list, spacing=6)
        self._save = push_button(self, self.tr("Save"), "goLiveSave", self._on_save, default=True)
        self._save.setEnabled(False)
        self.add(self.webhook, self._list, STRETCH)
        self.end_with(push_button(self, self.tr("Cancel"), "goLiveCancel", self.reject), self._save)
        self.webhook.currentIndexChanged.connect(lambda _: self._switch())
        self._load()

    @property
    def _words(self) -> dict[str, str]:
        return SHEET_TEXTS.get(language.language().code[:2], SHEET_TEXTS["en"])

    def retranslate(self) -> None:
        """Show the checklist in the window's language, with what was entered."""
        entered = {place: (box.isChecked(), note.text()) for place, (box, note) in self._fields.items()}
        ready = self._save.isEnabled()
        self._show(self._groups)
        self._save.setEnabled(ready)
        for place, (done, text) in entered.items():
            box, note = self._fields[place]
            box.setChecked(done)
            note.setText(text)

    def _load(self) -> None:
        wanted, go_live, system = str(self.webhook.currentData() or ""), self._services.go_live, self._system_id
        self._save.setEnabled(False)
        self._tasks.run(self, lambda: go_live.checklist(system, [wanted]), done=self._show, latest="checklist")

    def _show(self, groups: tuple[CheckGroup, ...]) -> None:
        self._groups = groups
        self._fields.clear()
        while (item := self._body.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.setParent(None)
                old.deleteLater()
        for group in reversed(groups):
            self._body.addWidget(self._group(group))
        self._save.setEnabled(True)

    def _group(self, group: CheckGroup) -> QWidget:
        made = QWidget(self._list)
        grid = QGridLayout(made)
        grid.setContentsMargins(0, 0, 0, 0)
        title = one_line(group.name, 60)
        grid.addWidget(label(title, made, role="strong"), 0, 0, 1, 2)
        for row, check in enumerate(group.checks, 1):
            if check.asked:
                self._ask(grid, row, group, check, made)
            else:
                sign = label(check_sign(check, self._words), made, role=ROLES[check.state])
                text = paragraph(check_text(check, self._words), made)
                grid.addLayout(hbox(sign, (text, 1), spacing=8), row, 0, 1, 2)
        grid.setColumnStretch(1, 1)
        return made

    def _ask(self, grid: QGridLayout, row: int, group: CheckGroup, check: GoLiveCheck, parent: QWidget) -> None:
        text = self._words[f"ask-{check.key}"]
        box = check_box(parent, text, f"goLive-{check.key}", on=check.state == "yes")
        name = self.tr("Note: {item}").format(item=text)
        note = line_edit(parent, f"goLiveNote-{check.key}", check.note, accessible=name)
        note.setMaxLength(LONGEST_NOTE)
        grid.addWidget(box, row, 0)
        grid.addWidget(note, row, 1)
        self._fields[group.webhook_id or self._system_id, check.key] = (box, note)

    def _on_save(self) -> None:
        self._tasks.run(self, self._saving(), done=lambda _: self.accept())

    def _switch(self) -> None:
        """Save what was entered for one webhook before another is shown."""
        self._tasks.run(self, self._saving(), done=lambda _: self._load())

    def _saving(self) -> Callable[[], Awaitable[None]]:
        entered: dict[str, dict[str, Confirmed]] = {}
        for (owner, key), (box, note) in self._fields.items():
            entered.setdefault(owner, {})[key] = Confirmed(box.isChecked(), note.text())
        go_live = self._services.go_live

        async def save() -> None:
            for owner, items in entered.items():
                await go_live.confirm(owner, items)

        return save
