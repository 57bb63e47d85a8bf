"""All stored and missing credentials: their use, whether they can be read, and unused ones."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Final, TypeVar

from PySide6.QtWidgets import QWidget

from ongoing_desktop.auth import SCHEMES
from ongoing_desktop.bodies.visible import one_line
from ongoing_desktop.domain.credentials import VaultEntry
from ongoing_desktop.services.ports import VaultStatus
from ongoing_desktop.ui.context import InContext, WindowContext
from ongoing_desktop.ui.kit.buttons import push_button
from ongoing_desktop.ui.kit.dialog import Dialog
from ongoing_desktop.ui.kit.layout import STRETCH, Card, hbox
from ongoing_desktop.ui.kit.line_table import Column, Line, Lines
from ongoing_desktop.ui.kit.plain_text import ElidedLabel, named, paragraph
from ongoing_desktop.ui.kit.sizes import sized
from ongoing_desktop.ui.task_runner import Job
from ongoing_desktop.wording.language import plural, translated
from ongoing_desktop.wording.messages import sentence
from ongoing_desktop.wording.times import short_time

T = TypeVar("T")
STATUS, READABLE = 2, 3
"""Columns."""
SIZE: Final = (960, 540)


class StoredCredentialsDialog(InContext, Dialog):
    """Show it with ``open()``. Entries are read one by one, because a keyring may wait for its password."""

    def __init__(self, context: WindowContext, parent: QWidget) -> None:
        super().__init__(parent, "leftoversDialog", self.tr("Stored credentials"), size=SIZE)
        self.use_context(context)
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
        columns = (
            Column(self.tr("Webhook"), 200),
            Column(self.tr("Authentication"), 160),
            Column(self.tr("Status"), 310),
            Column(self.tr("Readable")),
        )
        self._table = Lines(self, "leftoversTable", self.windowTitle(), columns, self._theme, several=True)
        self._progress = named(ElidedLabel(self, role="secondary"), "leftoversProgress")
        self._stop = push_button(self, self.tr("Stop"), "stopChecking", self._on_stop)
        self._remove = push_button(self, self.tr("Remove…"), "removeEntry", self._on_remove)
        self._enter = push_button(self, self.tr("Enter…"), "enterCredential", self._on_enter)
        self._again = push_button(self, self.tr("Check again"), "checkAgain", self.look)
        self._close = push_button(self, self.tr("Close"), "closeLeftovers", self.reject)

    def _lay_out(self) -> None:
        message = self.tr(
            "Replaced and deleted credentials are kept for Undo, for up to a week, then removed automatically. "
            "Credentials in use are removed together with their webhook."
        )
        card = Card(self)
        sized(card.body, margins=(1, 4, 1, 4))
        card.body.addWidget(self._table)
        self.add(
            self._keyring,
            paragraph(message, self, "secondary"),
            (card, 1),
            hbox((self._progress, 1), self._stop, spacing=12),
        )
        self.end_with(self._close, self._again, left=[self._enter, self._remove, STRETCH])

    def _connect(self) -> None:
        self._table.selectionModel().selectionChanged.connect(lambda *_: self._enable())
        self._table.opened.connect(lambda _: self._on_enter())

    # public

    def look(self) -> None:
        """List everything again and read each entry from the keyring."""
        self._found = {}
        self._begin(self.tr("Reading the list…"), self._services.secrets.entries, self._on_entries)

    # slots

    def _on_vault(self, status: VaultStatus) -> None:
        if status.usable:
            self._keyring.setText(self.tr("Stored in {name}.").format(name=one_line(status.name)))
        else:
            self._keyring.setText(sentence(status.code or "vault-none"))

    def _on_entries(self, entries: tuple[VaultEntry, ...]) -> None:
        self._entries = entries
        self._show()
        self._table.select_row(0)
        self._check_next()

    def _check_next(self) -> None:
        waiting = [entry for entry in self._entries if entry.ref and entry.ref not in self._found]
        total = sum(1 for entry in self._entries if entry.ref)
        if not waiting:
            own = next((entry.ref for entry in self._entries if entry.use == "own"), "")
            bad = sum(1 for ref, code in self._found.items() if code and (ref, code) != (own, "vault-missing"))
            if bad:
                message = plural(
                    total, "1 entry checked; it cannot be read.", "{count} entries checked; {bad} cannot be read."
                ).format(bad=bad)
            else:
                message = plural(total, "1 entry checked.", "{count} entries checked.")
            self._end(message)
            return
        entry = waiting[0]

        def done(code: str) -> None:
            self._found[entry.ref] = code
            self._show()
            self._check_next()

        message = self.tr("Asking the keyring for entry {number} of {count} …")
        message = message.format(number=total - len(waiting) + 1, count=total)
        self._begin(message, lambda: self._services.secrets.check(entry.ref), done)

    def _on_stop(self) -> None:
        if self._job is not None:
            self._job.cancel()
        self._end(self.tr("Stopped; the remaining entries were not checked."))

    def _on_enter(self) -> None:
        chosen = self._chosen()
        if len(chosen) == 1 and chosen[0].use == "missing":
            self.accept()
            self._context.navigation.edit_webhook(chosen[0].webhook)

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
                "1 credential will be removed from the keyring.",
                "{count} credentials will be removed from the keyring.",
            ),
            self.tr("Remove"),
            lambda: self._remove_all(chosen),
            danger=True,
            details=self.tr("Undo will then restore the webhook without its credential.") if undo else "",
        )

    def _remove_all(self, entries: list[VaultEntry]) -> None:
        async def remove() -> None:
            for entry in entries:
                await self._services.secrets.remove(entry.ref)

        self._begin(self.tr("Removing…"), remove, lambda _: self.look())

    # private

    def _begin(self, message: str, work: Callable[[], Awaitable[T]], done: Callable[[T], None]) -> None:
        """Say what is done, and do it instead of what is still running."""
        if self._job is not None:
            self._job.cancel()
        self._progress.set_texts([message])
        self._job = self._tasks.run(self, work, done=done, failed=self._failed)
        self._enable()

    def _end(self, message: str) -> None:
        self._job = None
        self._progress.set_texts([message])
        self._enable()

    def _failed(self, error: BaseException) -> None:
        self._end(self.tr("This could not be read."))
        self._tasks.explain(error, lambda text: self._progress.set_texts([text]))

    def _chosen(self) -> list[VaultEntry]:
        chosen = self._table.selected
        return [entry for entry in self._entries if (entry.ref or entry.webhook) in chosen]

    def _enable(self) -> None:
        chosen = self._chosen()
        self._stop.setVisible(self._job is not None)
        self._again.setEnabled(self._job is None)
        self._remove.setEnabled(bool(chosen) and all(entry.removable for entry in chosen))
        self._enter.setEnabled(len(chosen) == 1 and chosen[0].use == "missing")

    def _show(self) -> None:
        self._table.show_lines([self._line(entry) for entry in self._entries])

    def _line(self, entry: VaultEntry) -> Line:
        scheme = SCHEMES.get(entry.scheme)
        nobody = "Ongoing Desktop" if entry.use == "own" else self.tr("Unknown webhook")
        title = translated(scheme.title) if scheme else ""
        readable = self._readable(entry)
        cells = (one_line(entry.name) or nobody, title, self._use(entry), readable)
        key = entry.ref or entry.webhook
        if readable.startswith("✕"):
            return Line(cells, key, "bad", READABLE)
        return Line(cells, key, "warn", STATUS if entry.use in ("missing", "left-over") else -1)

    def _readable(self, entry: VaultEntry) -> str:
        match self._found.get(entry.ref):
            case _ if not entry.ref:
                return self.tr("– not stored")
            case None:
                return "…"
            case "":
                return self.tr("✓ Yes")
            case "vault-missing":
                return self.tr("– not created yet") if entry.use == "own" else self.tr("✕ No longer in the keyring")
            case code:
                return f"✕ {sentence(code)}"

    def _use(self, entry: VaultEntry) -> str:
        """The use of an entry, and since when."""
        words = {
            "missing": self.tr("! Missing"),
            "left-over": self.tr("! Left over"),
            "undo": self.tr("Kept for Undo"),
            "rotating": self.tr("Old, still accepted"),
            "in-use": self.tr("In use"),
            "own": self.tr("Key for fingerprints of hidden values"),
        }[entry.use]
        return self.tr("{words} since {at}").format(words=words, at=short_time(entry.at)) if entry.at else words
