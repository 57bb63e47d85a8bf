"""A request that belongs to no webhook, such as a receiver's health check; and the library of saved ones."""

from __future__ import annotations

from functools import partial
from typing import Final

from PySide6.QtCore import QSignalBlocker
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from ongoing_desktop.bodies.visible import one_line
from ongoing_desktop.domain.lazy_dataclasses import replace
from ongoing_desktop.domain.saved_request import SavedRequest, lines_of
from ongoing_desktop.domain.send_options import read_headers
from ongoing_desktop.domain.sent import Sent
from ongoing_desktop.domain.targets import Confirmation
from ongoing_desktop.services.requests import Saved
from ongoing_desktop.ui.composer.request_editor import RequestEditor
from ongoing_desktop.ui.context import WindowContext
from ongoing_desktop.ui.kit.buttons import push_button
from ongoing_desktop.ui.kit.controls import combo_box, line_edit, text_edit
from ongoing_desktop.ui.kit.form_field import Field
from ongoing_desktop.ui.kit.layout import hbox
from ongoing_desktop.ui.kit.sizes import sized
from ongoing_desktop.ui.simulate.name_dialog import NameDialog
from ongoing_desktop.ui.simulate.play import Work
from ongoing_desktop.ui.simulate.send_many_dialog import SendManyDialog
from ongoing_desktop.wording.messages import sentence

LONGEST: Final = 80
ANSWER_LINES: Final = 5


class RequestDialog(SendManyDialog):
    """Show it with ``open()``."""

    CANCELLED = "request-cancelled"

    def __init__(self, context: WindowContext, parent: QWidget, request: SavedRequest | None = None) -> None:
        """``request``: shown at first."""
        super().__init__(context, parent, "requestDialog", parent.tr("Send a request"), (760, 720))
        self._entries: tuple[Saved, ...] = ()
        self._shown = first = request or SavedRequest(method="GET")
        self._key = ""
        """Of the shown request in the library; empty for a new one."""
        self._kept: tuple[SavedRequest, str] = (first, "")
        """What was entered when it was shown or saved."""
        self._sent: tuple[SavedRequest, str] | None = None
        """What was entered when it was last sent, and is therefore in the history."""
        self._sent_id: int | None = None
        self._make_controls()
        self._lay_out()
        self._put(first)
        self._load()

    def _make_controls(self) -> None:
        self.saved = combo_box(self, "savedRequest", self.tr("Saved requests and payloads"))
        self.save_button = push_button(self, self.tr("Save…"), "saveRequest", self.save)
        self.remove_button = push_button(self, self.tr("Remove…"), "removeRequest", self.remove)
        self.url = line_edit(self, "requestUrl", mono=True, placeholder="http://127.0.0.1:3000/health")
        self._url_field = Field(self.tr("Address"), self.url, self)
        self._url_field.forget_on_edit()
        self.credential = combo_box(self, "requestCredential", items=((self.tr("None"), ""),))
        settings = self._services.settings.current
        for hook in settings.webhooks:
            if hook.has_authentication:
                system = settings.system_of(hook)
                name = self.tr("That of “{webhook}” in {system}").format(
                    webhook=one_line(hook.name, LONGEST), system=one_line(system.name if system else "", LONGEST)
                )
                self.credential.addItem(name, hook.id)
        self.editor = RequestEditor(self._context, self, "request")
        self.answer = text_edit(self, "requestAnswer", self.tr("Response"), read_only=True, mono=True)
        sized(self.answer, lines=(ANSWER_LINES, 10))
        self.answer.hide()
        self.make_verbs(self.tr("Send"), "sendRequest", "cancelRequest")
        self.show_button = push_button(
            self, self.tr("Show in History"), "showRequest", lambda _=False: self.open_exchange(self._sent_id)
        )
        self.show_button.hide()
        self.saved.activated.connect(lambda _: self._on_choice())
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self).activated.connect(self.send)

    def _lay_out(self) -> None:
        saved = Field(self.tr("Saved"), self.saved, self, self.save_button, self.remove_button)
        self.add(
            saved,
            self._url_field,
            Field(self.tr("Credential"), self.credential, self),
            (self.editor, 2),
            hbox((self.make_message("requestTone", "requestTold"), 1), self.show_button),
            self.answer,
        )
        self.end_with(self.tr("Close"), self.send_button, self.cancel_button)

    # the library

    def _load(self) -> None:
        self._tasks.run(self, self._services.requests.entries, done=self._fill, latest="entries")

    def _fill(self, entries: tuple[Saved, ...]) -> None:
        self._entries = entries
        with QSignalBlocker(self.saved):
            self.saved.clear()
            self.saved.addItem(self.tr("New request"))
            for entry in entries:
                self.saved.addItem(one_line(entry.title, LONGEST))
        self._show_key()

    def _show_key(self) -> None:
        places = {entry.key: place for place, entry in enumerate(self._entries, 1)}
        with QSignalBlocker(self.saved):
            self.saved.setCurrentIndex(places.get(self._key, 0))
        self.remove_button.setEnabled(self._key in places)

    @property
    def _chosen(self) -> Saved | None:
        place = self.saved.currentIndex() - 1
        return self._entries[place] if 0 <= place < len(self._entries) else None

    def _on_choice(self) -> None:
        entry = self._chosen
        if self._entered == self._kept:
            self._go_to(entry)
        else:
            self._show_key()
            self.ask_to_leave(self.tr("The request that is shown was changed."), partial(self._go_to, entry))

    def _go_to(self, entry: Saved | None) -> None:
        self._key = entry.key if entry is not None else ""
        self._show_key()
        if entry is not None and entry.request is None:
            self.say(entry.problem)
        else:
            self._put(entry.request if entry is not None and entry.request is not None else SavedRequest(method="GET"))

    def _put(self, request: SavedRequest) -> None:
        """Show a request, and keep the address if it is only a payload."""
        headers, _ = read_headers("\n".join(request.headers))
        if not request.payload_only:
            self.url.setText(request.url)
            self.credential.choose(request.webhook)
        self._shown = request
        self.editor.put(request.method or "POST", headers, request.body.encode("utf-8"))
        self._kept, self._sent = self._entered, None
        self.say()

    @property
    def _entered(self) -> tuple[SavedRequest, str]:
        """The request as entered, and the text of its headers, which may be wrong."""
        return self.request(), self.editor.header_text.toPlainText()

    def unsaved(self) -> str:
        """Changes that were neither saved nor sent."""
        return "" if self._entered in (self._kept, self._sent) else self.tr("The request that is shown was changed.")

    def save_all(self) -> None:
        """Save it under a name."""
        self.save()

    def request(self) -> SavedRequest:
        headers, _ = self.editor.headers()
        text, shown = self.editor.text, self._shown
        return replace(
            shown,
            method=self.editor.method or shown.method or "POST",
            url=self.url.text().strip(),
            headers=shown.headers if headers is None else lines_of(headers),
            body=shown.body if text is None else text,
            webhook=str(self.credential.currentData()),
        )

    def save(self) -> None:
        """Ask for a name and save the request."""
        if self.editor.headers()[1]:
            now = self.request()
            lead = self.tr("Saved in the data folder, without any credential. A request of the same name is replaced.")
            NameDialog(self, self.tr("Save request"), lead, self._shown.name, partial(self._save, now)).open()

    def _save(self, request: SavedRequest, name: str) -> None:
        named = replace(request, name=name)

        def done(key: str) -> None:
            self._key = key
            self._put(named)
            self._load()
            self.say(sentence("request-saved", {"name": name}))
            self.saved_some()

        work, failed = self._services.requests, partial(self._tasks.explain, say=self.say)
        self._tasks.run(self, lambda: work.save(named), done=done, failed=failed)

    def remove(self) -> None:
        """Ask, and remove the chosen request from the library."""
        if (entry := self._chosen) is None:
            return

        def removed(_: object) -> None:
            self._key = ""
            self._load()

        def go() -> None:
            self._tasks.run(self, lambda: self._services.requests.remove(entry.key), done=removed)

        text = self.tr("Remove “{name}”?").format(name=one_line(entry.title, LONGEST))
        details = self.tr("Its file will be deleted from the data folder.")
        self._notifier.confirm(
            self, self.tr("Remove saved request"), text, self.tr("Remove"), go, danger=True, details=details
        )

    # sending

    def work(self, consent: Confirmation) -> Work | None:
        """Send it; None if a header is wrong."""
        if not self.editor.headers()[1]:
            return None
        return partial(self._services.requests.send, self.request(), consent=consent)

    def count_words(self) -> str:
        return ""

    def begun(self) -> None:
        self._sent = self._entered
        self.answer.hide()
        self.show_button.hide()
        self.show_message("…", "quiet", self.tr("Sending…"))

    def take(self, found: tuple[Sent, ...], *, ended: bool) -> None:
        if not ended:
            return
        sent = found[0]
        self._sent_id = sent.exchange_id
        self.show_button.setVisible(sent.exchange_id is not None)
        self.show_message(sent.result, "good" if sent.good else "bad", f"{sent.took}  {sent.message}".strip())
        self.answer.setPlainText(sent.answer.decode("utf-8", "replace"))
        self.answer.setVisible(bool(sent.answer))

    def say(self, message: str = "") -> None:
        """Show why nothing was sent."""
        self.show_message("!" if message else "–", "warn" if message else "quiet", message)
