"""The payload and actions on it: source, format, earlier ids, problems."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from functools import partial
from pathlib import Path
from typing import Any, Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QMenu, QToolButton, QWidget

from ongoing_desktop.bodies.visible import one_line
from ongoing_desktop.domain.lazy_dataclasses import replace
from ongoing_desktop.domain.problems import Problem
from ongoing_desktop.formats.curl_read import is_curl
from ongoing_desktop.services.payloads import LARGEST_EDITED, CheckedPayload, Payload, Source, text_payload, with_id
from ongoing_desktop.services.reading import read_file
from ongoing_desktop.services.transfers import CurlPayload
from ongoing_desktop.ui.composer.payload_editor import PayloadEditor
from ongoing_desktop.ui.composer.payload_sources import CapturePicker, RealObjectDialog, SavedPicker, save_payload
from ongoing_desktop.ui.context import InContext, WindowContext
from ongoing_desktop.ui.icons import keep_icon
from ongoing_desktop.ui.kit.buttons import push_button
from ongoing_desktop.ui.kit.clipboard import clipboard_text
from ongoing_desktop.ui.kit.file_dialogs import ask_open_path
from ongoing_desktop.ui.kit.layout import STRETCH, TOP, Reflow, hbox, vbox
from ongoing_desktop.ui.kit.plain_text import named, paragraph, set_tooltip, show_text
from ongoing_desktop.ui.kit.timing import after_pause
from ongoing_desktop.ui.task_runner import Job
from ongoing_desktop.wording.messages import problem_sentence

LONGEST_ID: Final = 40
KEEP_MS: Final = 1_000
"""Milliseconds after the last change until the edits are stored."""


class PayloadPane(InContext, QWidget):
    """One webhook at a time. Knows whether the payload is the user's or generated."""

    judged = Signal(object)
    """:class:`CheckedPayload`, a moment after each change."""
    curl_taken = Signal(object)
    """:class:`CurlPayload`, when the payload comes from a cURL command; its headers belong elsewhere."""

    def __init__(self, context: WindowContext, parent: QWidget) -> None:
        super().__init__(parent)
        self.use_context(context)
        self._hook_id: str | None = None
        self._payload: Payload | None = None
        self.edited = False
        """Whether the user has changed it."""
        self._unkept = False
        self._keeping = after_pause(self, KEEP_MS, self.keep)
        self._judging: Job | None = None
        self.editor = PayloadEditor(context.theme, self)
        self.problem = paragraph("", self, "problem", "payloadProblem")
        self._there = push_button(self, self.tr("Go there"), "goToProblem", self._go_there, look="flat")
        self._place: tuple[int, int] | None = None
        self._make_tools()
        self._lay_out()
        self._say("")
        self.editor.settled.connect(self._judge)
        self.editor.refused.connect(self._say)
        self.editor.curl.connect(self._take_curl)
        self.editor.edited.connect(self._on_edited)

    # public

    @property
    def payload(self) -> Payload | None:
        """The payload to send; None while it is being generated."""
        return replace(self._payload, text=self.editor.toPlainText()) if self._payload is not None else None

    def set_webhook(self, webhook_id: str | None) -> None:
        """Show a webhook's stored or generated payload. Edits for the previous webhook are stored first."""
        self.keep()
        self._hook_id = webhook_id
        self._payload = None
        self.edited = False
        self.editor.put("")
        self._say("")
        if webhook_id is not None:
            self.load("entered")

    def keeping(self) -> Callable[[], Awaitable[None]] | None:
        """A function that stores the edits so that everything sends them; None without changes. Main thread only."""
        self._keeping.stop()
        hook_id, text, webhooks = self._hook_id, self.editor.toPlainText(), self._services.webhooks
        if hook_id is None or self._payload is None or not self._unkept:
            return None
        self._unkept = False
        return lambda: webhooks.remember(hook_id, test_payload=text)

    def keep(self) -> None:
        """Store the edits now."""
        if (work := self.keeping()) is not None:
            self._tasks.run(self, work)

    def load(self, source: Source) -> None:
        """Replace the payload by one of this source. The edits can be restored by undo."""
        if self._hook_id is None:
            return
        hook_id, settings, payloads = self._hook_id, self._services.settings, self._services.sending.payloads

        async def work() -> Payload:
            await settings.settled()
            return payloads.make(hook_id, source)

        self._tasks.run(self, work, done=self._loaded, latest="payload")

    def take(self, sent: Payload, before: str) -> None:
        """Show the payload that was sent, with its event id, unless the user has typed meanwhile."""
        if self.editor.toPlainText() == before:
            self._payload = sent
            self.editor.put(sent.text)
            self.editor.settle()

    # construction

    def _make_tools(self) -> None:
        self.start_from = self._tool(self.tr("Start from"), "payloadSource")
        menu = QMenu(self)
        menu.setObjectName("payloadSourceMenu")
        for text, name, slot in (
            (self.tr("Realistic values"), "payloadRealistic", partial(self._restart, "realistic")),
            (self.tr("The documented example"), "payloadDocumented", partial(self._restart, "documented")),
            (self.tr("As in captured payloads"), "payloadCaptured", partial(self._restart, "captured")),
            (self.tr("The last payload sent"), "payloadLast", self._take_last),
            (self.tr("A received payload…"), "payloadPick", self._pick),
            (self.tr("A saved payload…"), "payloadSaved", self._pick_saved),
            (self.tr("A real order, purchase order or article…"), "payloadReal", self._ask_real),
            (self.tr("A file…"), "payloadFile", self._open),
            (self.tr("The cURL command on the clipboard"), "payloadCurl", self._paste_curl),
        ):
            menu.addAction(text, slot).setObjectName(name)
        menu.addSeparator()
        menu.addAction(self.tr("Save this payload…"), self._save_as).setObjectName("payloadSave")
        self.start_from.setMenu(menu)
        self.ids = self._tool(self.tr("Real ids"), "payloadIds")
        self._ids_menu = QMenu(self)
        self._ids_menu.setObjectName("payloadIdsMenu")
        self._ids_menu.aboutToShow.connect(self._fill_ids)
        self.ids.setMenu(self._ids_menu)
        set_tooltip(self.ids, self.tr("Ids that you entered before. Receivers that look them up need real ones."))
        self.format = push_button(self, self.tr("Format", "the payload"), "formatPayload", self._format, look="flat")
        self.reset = push_button(
            self, "", "resetPayload", look="flat", tooltip=self.tr("Reset to a fresh payload with realistic values")
        )
        self.reset.setAccessibleName(self.tr("Reset to a fresh payload"))
        keep_icon(self.reset, self.reset.setIcon, "refresh", self._theme)
        self.reset.clicked.connect(partial(self._restart, "realistic"))

    def _tool(self, text: str, name: str) -> QToolButton:
        button = named(QToolButton(self), name, text)
        button.setText(f"{text} ▾")
        button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        button.setProperty("flat", True)
        return button

    def _lay_out(self) -> None:
        vbox(
            (self.editor, 1),
            hbox((self.problem, 1), (self._there, TOP), spacing=4),
            Reflow(
                hbox(self.start_from, self.ids, STRETCH, spacing=4),
                (hbox(self.format, STRETCH, self.reset, spacing=4), 1),
                parent=self,
                spacing=4,
            ),
            on=self,
            spacing=4,
            margins=(0, 6, 0, 0),
        )

    # the payload's source

    def _loaded(self, payload: Payload) -> None:
        self._payload = payload
        self.edited = self._unkept = False
        self.editor.put(payload.text)
        self.editor.settle()

    def _restart(self, source: Source) -> None:
        if self._hook_id is None:
            return
        self._unkept = False
        hook_id, webhooks = self._hook_id, self._services.webhooks
        self._tasks.run(self, lambda: webhooks.remember(hook_id, test_payload=""))
        self.load(source)

    def _take_last(self) -> None:
        if self._hook_id is not None:
            hook_id, payloads = self._hook_id, self._services.sending.payloads
            nothing = self.tr("No editable payload has been sent for this webhook yet.")
            done = partial(self._bring, nothing)
            self._tasks.run(self, lambda: payloads.last_sent(hook_id), done=done, latest="payload")

    def _pick(self) -> None:
        if self._hook_id is not None:
            CapturePicker(self._context, self, self._hook_id, self._take_exchange).open()

    def _take_exchange(self, exchange_id: int) -> None:
        payloads = self._services.sending.payloads
        nothing = self.tr("This body is too large for the editor, or it is not text.")
        done = partial(self._bring, nothing)
        self._tasks.run(self, lambda: payloads.of_exchange(exchange_id), done=done, latest="payload")

    def _pick_saved(self) -> None:
        SavedPicker(self._context, self, lambda text: self._bring("", Payload(text))).open()

    def _save_as(self) -> None:
        save_payload(self._context, self, self.editor.toPlainText())

    def _ask_real(self) -> None:
        if self._hook_id is not None:
            RealObjectDialog(self._context, self, self._hook_id, self._loaded_real).open()

    def _loaded_real(self, payload: Payload) -> None:
        # The payload still has this event id and time; they are renewed.
        self._loaded(payload)
        self._on_edited()

    def _open(self) -> None:
        title, kinds = self.tr("Open a payload"), self.tr("JSON (*.json);;All files (*)")
        ask_open_path(self, title, kinds, self.open_file, name="payloadFileDialog")

    def open_file(self, path: Path) -> None:
        """Load a file's text."""

        def read() -> Payload | None:
            return text_payload(read_file(path, 4 * LARGEST_EDITED))

        nothing = self.tr("This file is too large for the editor, or it is not text.")
        done, failed = partial(self._bring, nothing), partial(self._tasks.explain, say=self._say)
        self._tasks.compute(self, read, done=done, failed=failed, latest="payload")

    def _paste_curl(self) -> None:
        text = clipboard_text()
        if is_curl(text):
            self._take_curl(text)
        else:
            self._say(self.tr("The clipboard contains no cURL command."))

    def _take_curl(self, text: str) -> None:
        """Load the body of a cURL command, which is parsed but never run."""

        def done(read: CurlPayload) -> None:
            if read.text:
                self._bring("", Payload(read.text))
            self.curl_taken.emit(read)

        read_text = partial(self._services.clipboard.curl_payload, text)
        self._tasks.compute(self, read_text, done=done, latest="payload")

    def _bring(self, nothing: str, payload: Payload | None) -> None:
        """Use a payload from elsewhere as the user's own: its event id and time are sent unchanged."""
        text = self.editor.fitting(payload.text) if payload is not None else ""
        if why := nothing if payload is None else self.editor.too_wide(text):
            self._say(why)
            return
        self._payload = Payload(text)
        self.editor.replace_all(text)
        self._on_edited()
        self.editor.settle()

    # actions on the payload

    def _on_edited(self) -> None:
        self.edited = self._unkept = True
        self._keeping.start()

    def _format(self) -> None:
        text = self.editor.toPlainText()
        payloads = self._services.sending.payloads

        def done(formatted: str | None) -> None:
            if formatted is None:
                self.editor.settle()  # reports what is wrong with it
            elif self.editor.toPlainText() == text:
                self.editor.replace_all(formatted)

        self._tasks.run(self, lambda: payloads.formatted(text), done=done)

    def _fill_ids(self) -> None:
        self._ids_menu.clear()
        text = self.editor.toPlainText()
        known = self._services.sending.payloads.ids(self._hook_id, text) if self._hook_id else {}
        for name, values in sorted(known.items()):
            for value in values:
                shown = one_line(str(value), LONGEST_ID).replace("&", "&&")
                self._ids_menu.addAction(f"{name}: {shown}", partial(self._put_id, name, value))
        if not known:
            self._ids_menu.addAction(self.tr("None yet: enter one in the payload and send it")).setEnabled(False)

    def _put_id(self, name: str, value: Any) -> None:
        self.editor.replace_all(with_id(self.editor.toPlainText(), name, value))

    # problems of the payload

    def _judge(self) -> None:
        if self._judging is not None:
            self._judging.cancel()
            self._judging = None
        if self._hook_id is None or self._payload is None:
            return
        hook_id, text, payloads = self._hook_id, self.editor.toPlainText(), self._services.sending.payloads
        self._judging = self._tasks.run(self, lambda: payloads.judge(hook_id, text), done=self._show_judged)

    def _show_judged(self, judged: CheckedPayload) -> None:
        self._judging = None
        wrong = judged.problem
        self._say(problem_sentence(wrong) if wrong else "", place_of(wrong) if wrong else None)
        self.judged.emit(judged)

    def _go_there(self) -> None:
        if self._place is not None:
            self.editor.go_to(*self._place)

    def _say(self, text: str, place: tuple[int, int] | None = None) -> None:
        self._place = place
        show_text(self.problem, text)
        self._there.setVisible(place is not None)


def place_of(problem: Problem) -> tuple[int, int] | None:
    """Line and column in a problem's parameters."""
    line, column = problem.params.get("line"), problem.params.get("column")
    return (line, column) if isinstance(line, int) and isinstance(column, int) else None
