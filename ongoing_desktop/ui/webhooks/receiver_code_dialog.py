"""Shows the code of a minimal receiver for a webhook, for copying and saving. It never contains the secret."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from ongoing_desktop.auth import SCHEMES
from ongoing_desktop.bodies.visible import one_line
from ongoing_desktop.domain.settings import Webhook
from ongoing_desktop.formats.receiver_code import SNIPPETS, Snippet
from ongoing_desktop.ui.context import InContext, WindowContext
from ongoing_desktop.ui.kit.buttons import push_button
from ongoing_desktop.ui.kit.controls import combo_box, text_edit
from ongoing_desktop.ui.kit.dialog import Dialog
from ongoing_desktop.ui.kit.file_dialogs import ask_save_path
from ongoing_desktop.ui.kit.layout import hbox
from ongoing_desktop.ui.kit.plain_text import paragraph, selectable
from ongoing_desktop.ui.kit.sizes import sized
from ongoing_desktop.wording.language import translated

SIZE: Final = (860, 640)


class ReceiverCodeDialog(InContext, Dialog):
    """Show it with ``open()``."""

    def __init__(self, context: WindowContext, parent: QWidget, hook: Webhook) -> None:
        heading = translated("Receiver code for “{name}”").format(name=one_line(hook.name, 60))
        super().__init__(
            parent, "snippetDialog", translated("Receiver code"), heading=heading, lead=lead(hook), size=SIZE
        )
        self.use_context(context)
        self._hook = hook
        self._language = combo_box(self, "snippetLanguage", self.tr("Language"))
        for snippet in SNIPPETS.values():
            self._language.addItem(snippet.title, snippet.key)
        self._code = text_edit(self, "snippetCode", self.tr("Receiver code"), read_only=True, mono=True)
        self._code.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self._run = selectable(paragraph("", self, "muted", "snippetRun"))
        sized(self._run, mono=True)
        self._copy_button = push_button(self, self.tr("Copy"), "snippetCopy", self._copy, default=True)
        self._save_button = push_button(self, self.tr("Save as…"), "snippetSave", self._save)
        self.add(hbox(self._language, (self._run, 1), spacing=12), (self._code, 1))
        self.end_with(self.tr("Close"), self._save_button, self._copy_button)
        self._language.currentIndexChanged.connect(lambda _: self._show())
        self._show()

    @property
    def _snippet(self) -> Snippet:
        return SNIPPETS[str(self._language.currentData())]

    def _show(self) -> None:
        snippet, scheme = self._snippet, SCHEMES[self._hook.authentication]
        port = self._services.settings.current.preferences.port
        offered = snippet.offered_for(self._hook)
        self._code.setPlainText(snippet.write(self._hook, self._services.catalogue) if offered else "")
        for button in (self._copy_button, self._save_button):
            button.setEnabled(offered)
        run = snippet.command(self._hook, port) if offered else ""
        if not snippet.proven:
            run = self.tr("{command} (not run when it was written: prove it first)").format(command=run)
        message = self.tr("There is no receiver in {language} for the authentication {scheme}.")
        self._run.setText(run if offered else message.format(language=snippet.title, scheme=translated(scheme.title)))

    def _copy(self) -> None:
        # Not toPlainText, because the widget replaces some characters.
        QGuiApplication.clipboard().setText(self._snippet.write(self._hook, self._services.catalogue))
        self._notifier.notice(self.tr("Copied the receiver code."), "good")

    def _save(self) -> None:
        ask_save_path(
            self, self.tr("Save the receiver"), self._snippet.file_name, self.save_to, name="snippetSaveDialog"
        )

    def save_to(self, path: Path) -> None:
        """Write the shown code to a file."""
        data = self._snippet.write(self._hook, self._services.catalogue).encode("utf-8")

        def done(_: object) -> None:
            self._notifier.notice(self.tr("Saved the receiver as {name}.").format(name=one_line(path.name)), "good")

        self._tasks.run(self, lambda: self._services.transfers.write_file(path, data), done=done)


def lead(hook: Webhook) -> str:
    """What the code does with a credential."""
    if not SCHEMES[hook.authentication].needs_secret:
        return translated("It accepts every request, because the webhook uses no authentication.")
    return translated(
        "It checks the credential in constant time, stores each event once, answers, and processes the event afterwards. "
        "It does not contain the secret: put that in a separate file."
    )
