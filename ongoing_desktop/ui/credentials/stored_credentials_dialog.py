"""All stored and missing credentials: their use, whether they can be read, and unused ones."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableWidget, QTableWidgetItem, QWidget

from ongoing_desktop.auth import SCHEMES
from ongoing_desktop.bodies.visible import one_line
from ongoing_desktop.domain.credentials import VaultEntry
from ongoing_desktop.domain.errors import KnownError
from ongoing_desktop.services.ports import VaultStatus
from ongoing_desktop.ui.context import WindowContext
from ongoing_desktop.ui.kit.buttons import push_button
from ongoing_desktop.ui.kit.card import Card
from ongoing_desktop.ui.kit.dialog import Dialog
from ongoing_desktop.ui.kit.elided_label import ElidedLabel
from ongoing_desktop.ui.kit.layout import STRETCH, hbox
from ongoing_desktop.ui.kit.plain_text import named, paragraph, tooltip_text
from ongoing_desktop.ui.task_runner import Job
from ongoing_desktop.ui.webhooks.webhook_texts import when
from ongoing_desktop.wording.messages import error_sentence, sentence
from ongoing_desktop.wording.plural import plural

ROW_PX: Final = 34
SIZE: Final = (960, 540)


class LeftoversDialog(Dialog):
    """Show it with ``open()``. Entries are read one by one, because a keyring may wait for its password."""

    def __init__(self, context: WindowContext, parent: QWidget) -> None:
        """``edit`` opens the editor for a webhook."""
        super().__init__(parent, "leftoversDialog", self.tr("Stored credentials"), size=SIZE)
        self._services = context.services
        self._tasks = context.tasks
        self._notifier = context.notifier
        self._theme = context.theme
        self._edit = context.navigation.edit_webhook
        self._entries: tuple[VaultEntry, ...] = ()
        self._found: dict[str, str] = {}
        self._job: Job | None = None
        self._make()
        self._lay_out()
        self._connect()
        context.tasks.run(self, context.services.secrets.vault_status, done=self._on_vault)
        self.look()

    # construction

    def _make(self) -> None:
        self._keyring = paragraph("", self, "muted", "keyringName")
        self._table = named(QTableWidget(0, 4, self), "leftoversTable", self.windowTitle())
        self._table.setHorizontalHeaderLabels(
            [self.tr("Webhook"), self.tr("Authentication"), self.tr("Status"), self.tr("Readable")]
        )
        self._table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self._table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self._table.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self._table.setShowGrid(False)
        self._table.setWordWrap(False)
        self._table.setStyleSheet("QTableWidget::item { padding: 0px 7px; }")
        self._table.setTabKeyNavigation(False)
        self._table.verticalHeader().hide()
        self._table.verticalHeader().setDefaultSectionSize(ROW_PX)
        head = self._table.horizontalHeader()
        head.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        head.setHighlightSections(False)
        head.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        head.setStretchLastSection(True)
        for column, width in enumerate((200, 160, 310)):
            self._table.setColumnWidth(column, width)
        self._progress = named(ElidedLabel(self, role="secondary"), "leftoversProgress")
        self._stop = push_button(self, self.tr("Stop"), "stopChecking", self._on_stop)
        self._remove = push_button(self, self.tr("Remove…"), "removeEntry", self._on_remove)
        self._enter = push_button(self, self.tr("Enter…"), "enterCredential", self._on_enter)
        self._again = push_button(self, self.tr("Check again"), "checkAgain", self.look)
        self._close = push_button(self, self.tr("Close"), "closeLeftovers", self.reject)

    def _lay_out(self) -> None:
        told = self.tr(
            "Replaced and deleted credentials are kept for Undo, for up to a week, then removed automatically. "
            "Credentials in use are removed together with their webhook."
        )
        card = Card(self)
        card.body.setContentsMargins(1, 4, 1, 4)
        card.body.addWidget(self._table)
        self.add(
            self._keyring,
            paragraph(told, self, "secondary"),
            (card, 1),
            hbox((self._progress, 1), self._stop, spacing=12),
        )
        self.end_with(self._close, self._again, left=[self._enter, self._remove, STRETCH])

    def _connect(self) -> None:
        self._table.itemSelectionChanged.connect(self._enable)
        self._table.itemDoubleClicked.connect(lambda _: self._on_enter())

    # public

    def look(self) -> None:
        """List everything again and read each entry from the keyring."""
        if self._job is not None:
            self._job.cancel()
        self._found = {}
        self._progress.set_texts([self.tr("Reading the list…")])
        self._job = self._tasks.run(self, self._services.secrets.entries, done=self._on_entries)
        self._enable()

    # slots

    def _on_vault(self, status: VaultStatus) -> None:
        if status.usable:
            self._keyring.setText(self.tr("Stored in {name}.").format(name=one_line(status.name)))
        else:
            self._keyring.setText(sentence(status.code or "vault-none"))

    def _on_entries(self, entries: tuple[VaultEntry, ...]) -> None:
        self._job = None
        self._entries = entries
        self._table.setRowCount(len(entries))
        for row, entry in enumerate(entries):
            name = one_line(entry.name) or self._nobody(entry)
            scheme = SCHEMES.get(entry.scheme)
            for column, text in enumerate((name, scheme.title if scheme else "", use_words(entry, self.tr))):
                self._put(row, column, text)
            self._show_readable(row)
        self._table.selectRow(0)
        self._check_next()

    def _check_next(self) -> None:
        waiting = [entry for entry in self._entries if entry.ref and entry.ref not in self._found]
        total = sum(1 for entry in self._entries if entry.ref)
        if not waiting:
            self._job = None
            own = next((entry.ref for entry in self._entries if entry.use == "own"), "")
            bad = sum(1 for ref, code in self._found.items() if code and (ref, code) != (own, "vault-missing"))
            told = plural(total, self.tr("1 entry checked"), self.tr("{count} entries checked"))
            cannot = self.tr("; {bad} cannot be read").format(bad=bad) if bad else ""
            self._progress.set_texts([f"{told}{cannot}."])
            self._enable()
            return
        told = self.tr("Asking the keyring for entry {number} of {count} …")
        self._progress.set_texts([told.format(number=total - len(waiting) + 1, count=total)])
        entry = waiting[0]

        def done(code: str) -> None:
            self._found[entry.ref] = code
            for row, other in enumerate(self._entries):
                if other is entry:
                    self._show_readable(row)
            self._check_next()

        self._job = self._tasks.run(self, lambda: self._services.secrets.check(entry.ref), done=done)
        self._enable()

    def _on_stop(self) -> None:
        if self._job is not None:
            self._job.cancel()
            self._job = None
        self._progress.set_texts([self.tr("Stopped; the remaining entries were not checked.")])
        self._enable()

    def _on_enter(self) -> None:
        chosen = self._chosen()
        if len(chosen) == 1 and chosen[0].use == "missing":
            self.accept()
            self._edit(chosen[0].webhook)

    def _on_remove(self) -> None:
        chosen = [entry for entry in self._chosen() if entry.removable]
        if not chosen:
            return
        undo = any(entry.use == "undo" for entry in chosen)
        self._notifier.confirm(
            self,
            self.tr("Remove from the keyring?"),
            plural(
                len(chosen),
                self.tr("1 credential will be removed from the keyring."),
                self.tr("{count} credentials will be removed from the keyring."),
            ),
            self.tr("Remove"),
            lambda: self._remove_all(chosen),
            danger=True,
            details=self.tr("Undo will then restore the webhook without its credential.") if undo else "",
        )

    def _remove_all(self, entries: list[VaultEntry]) -> None:
        async def remove() -> int:
            done = 0
            for entry in entries:
                done += await self._services.secrets.remove(entry.ref)
            return done

        def done(_: int) -> None:
            self.look()

        def failed(error: BaseException) -> None:
            self._job = None
            if isinstance(error, KnownError):
                self._progress.set_texts([error_sentence(error)])
                self._enable()
            else:
                self._notifier.error(error)

        if self._job is not None:
            self._job.cancel()
        self._progress.set_texts([self.tr("Removing…")])
        self._job = self._tasks.run(self, remove, done=done, failed=failed)
        self._enable()

    # private

    def _chosen(self) -> list[VaultEntry]:
        rows = sorted({index.row() for index in self._table.selectedIndexes()})
        return [self._entries[row] for row in rows if row < len(self._entries)]

    def _enable(self) -> None:
        chosen = self._chosen()
        self._stop.setVisible(self._job is not None)
        self._again.setEnabled(self._job is None)
        self._remove.setEnabled(bool(chosen) and all(entry.removable for entry in chosen))
        self._enter.setEnabled(len(chosen) == 1 and chosen[0].use == "missing")

    def _nobody(self, entry: VaultEntry) -> str:
        return "Ongoing Desktop" if entry.use == "own" else self.tr("Unknown webhook")

    def _put(self, row: int, column: int, text: str) -> None:
        item = QTableWidgetItem(text)
        item.setToolTip(tooltip_text(text))
        if column == 0:
            item.setData(Qt.ItemDataRole.UserRole, self._entries[row].ref or self._entries[row].webhook)
        if column == 2 and self._entries[row].use in ("missing", "left-over"):
            item.setForeground(self._theme.colour("warn"))
        self._table.setItem(row, column, item)

    def _show_readable(self, row: int) -> None:
        entry = self._entries[row]
        code = self._found.get(entry.ref)
        match code:
            case _ if not entry.ref:
                text = self.tr("– not stored")
            case None:
                text = "…"
            case "":
                text = self.tr("✓ Yes")
            case "vault-missing":
                text = self.tr("– not created yet") if entry.use == "own" else self.tr("✕ No longer in the keyring")
            case _:
                text = f"✕ {sentence(code)}"
        item = QTableWidgetItem(text)
        item.setToolTip(tooltip_text(text))
        if text.startswith("✕"):
            item.setForeground(self._theme.colour("bad"))
        self._table.setItem(row, 3, item)


def use_words(entry: VaultEntry, tr: Callable[[str], str]) -> str:
    """The use of an entry, and since when."""
    words = {
        "missing": tr("! Missing"),
        "left-over": tr("! Left over"),
        "undo": tr("Kept for Undo"),
        "rotating": tr("Old, still accepted"),
        "in-use": tr("In use"),
        "own": tr("Key for fingerprints of hidden values"),
    }[entry.use]
    return tr("{words} since {at}").format(words=words, at=when(entry.at)) if entry.at else words
