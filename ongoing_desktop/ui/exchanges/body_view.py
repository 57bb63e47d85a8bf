"""A body for the eye: formatted by a worker, pretty or raw, a part at a time, copied and saved as it came."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QTextOption
from PySide6.QtWidgets import QButtonGroup, QFileDialog, QHBoxLayout, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

from ongoing_desktop.bodies import FIRST, VIEWS, Shown, decoded
from ongoing_desktop.bodies.coding import content_type
from ongoing_desktop.domain.exchange import Message
from ongoing_desktop.ui.core import Core
from ongoing_desktop.ui.exchanges.highlighter import JsonHighlighter
from ongoing_desktop.ui.icons import keep_icon
from ongoing_desktop.ui.messages import Door
from ongoing_desktop.ui.tasks import Job, Tasks
from ongoing_desktop.ui.theme import Theme
from ongoing_desktop.ui.widgets.text import label, restyle, set_tooltip

MORE: Final = 4
"""Each "show more" shows this many times as much."""


def format_body(message: Message, view: str, limit: int) -> Shown:
    """What a view shows of a message's body. Pure; for workers."""
    data, note = decoded(message.body, message.headers)
    shown = VIEWS[view].show(data, content_type(message.headers), limit)
    return Shown(shown.text, f"{note} {shown.note}".strip(), shown.cut, shown.is_json)


class BodyView(QWidget):
    """Set a message with :meth:`show_message`; :attr:`text` is the view."""

    def __init__(self, core: Core, tasks: Tasks, door: Door, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._core = core
        self._tasks = tasks
        self._door = door
        self._theme = theme
        self._message: Message | None = None
        self._view = "pretty"
        self._limit = FIRST
        self._job: Job | None = None
        self.text = QPlainTextEdit(self)
        self.text.setReadOnly(True)
        self.text.setAccessibleName(self.tr("Body"))
        self.text.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.text.setUndoRedoEnabled(False)
        self.text.document().setDocumentMargin(8)
        self._highlighter = JsonHighlighter(self.text.document(), theme)
        self._dress()
        theme.changed.connect(self._dress)
        self._note = label("", self, role="secondary", wrap=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addLayout(self._bar())
        column.addWidget(self.text, 1)
        column.addWidget(self._note)
        self.clear()

    def show_message(self, message: Message, ready: Shown | None = None) -> None:
        """Show a message's body; ``ready`` is its pretty form where a worker already made it."""
        self._drop()
        self._message = message
        self._limit = FIRST
        if ready is not None and self._view == "pretty":
            self._put(ready)
        else:
            self._format()

    def clear(self, why: str = "") -> None:
        """Show nothing; ``why`` says so in a sentence."""
        self._drop()
        self._message = None
        self.text.clear()
        self._say(why)
        for button in (self._more, self._copy, self._save):
            button.setVisible(False)

    def close_view(self) -> None:
        """Drop what is being formatted."""
        self._drop()

    def _bar(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(4)
        self._choice = QButtonGroup(self)
        for view in VIEWS.values():
            button = QPushButton(self.tr(view.title), self)
            button.setCheckable(True)
            button.setChecked(view.key == self._view)
            button.toggled.connect(partial(_show_checked, button))
            _show_checked(button, view.key == self._view)
            button.clicked.connect(partial(self._choose, view.key))
            self._choice.addButton(button)
            row.addWidget(button)
        row.addStretch(1)
        self._more = QPushButton(self.tr("Show more"), self)
        self._copy = QPushButton(self.tr("Copy"), self)
        self._save = QPushButton(self.tr("Save body…"), self)
        for button, name in ((self._more, "down"), (self._copy, "copy"), (self._save, "save")):
            button.setProperty("flat", True)
            keep_icon(button, button.setIcon, name, self._theme)
            row.addWidget(button)
        set_tooltip(self._copy, self.tr("Copy the whole body as text, without the marks"))
        self._more.clicked.connect(self._show_more)
        self._copy.clicked.connect(self._copy_all)
        self._save.clicked.connect(self._ask_where)
        return row

    def _dress(self) -> None:
        self.text.setFont(self._theme.mono())

    def _choose(self, key: str) -> None:
        if key != self._view:
            self._view = key
            self._limit = FIRST
            if self._message is not None:
                self._format()

    def _show_more(self) -> None:
        self._limit *= MORE
        self._format()

    def _format(self) -> None:
        self._drop()
        message, view, limit = self._message, self._view, self._limit
        if message is None:
            return
        engine = self._core.engine

        async def work() -> Shown:
            shown: Shown = await engine.blocking(format_body, message, view, limit)
            return shown

        self._job = self._tasks.run(self, work, done=self._put)

    def _put(self, shown: Shown) -> None:
        self._job = None
        bar = self.text.verticalScrollBar()
        place = bar.value() if self._limit > FIRST else 0
        self._highlighter.switch(shown.is_json)
        self.text.setPlainText(shown.text)
        bar.setValue(place)
        note = shown.note
        if shown.cut:
            note = f"{note} {self.tr('Only the beginning is shown.')}".strip()
        self._say(note)
        there = self._message is not None and bool(self._message.body)
        self._more.setVisible(shown.cut)
        self._copy.setVisible(there)
        self._save.setVisible(there)

    def _say(self, text: str) -> None:
        self._note.setText(text)
        self._note.setVisible(bool(text))

    def _copy_all(self) -> None:
        if self._message is not None:
            data, _ = decoded(self._message.body, self._message.headers)
            QGuiApplication.clipboard().setText(data.decode("utf-8", "replace"))

    def _ask_where(self) -> None:
        dialog = QFileDialog(self, self.tr("Save body"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        kind = content_type(self._message.headers).lower() if self._message else ""
        dialog.selectFile("body.json" if "json" in kind else "body.bin")
        dialog.fileSelected.connect(self._save_to)
        dialog.open()

    def _save_to(self, chosen: str) -> None:
        if self._message is None or not chosen:
            return
        path, data, engine = Path(chosen), self._message.body, self._core.engine

        async def work() -> int:
            count: int = await engine.blocking(path.write_bytes, data)
            return count

        told = self.tr("The body was saved as {name}.").format(name=path.name)
        self._tasks.run(self, work, done=lambda _: self._door.notice(told, "good"), failed=self._not_saved)

    def _not_saved(self, error: BaseException) -> None:
        if isinstance(error, OSError):
            why = error.strerror or type(error).__name__
            self._door.notice(self.tr("The body could not be saved: {why}.").format(why=why), "bad")
        else:
            self._door.error(error)

    def _drop(self) -> None:
        if self._job is not None:
            self._job.cancel()
            self._job = None


def _show_checked(button: QPushButton, checked: bool) -> None:
    """The chosen way stands out as a button, the others lie flat."""
    button.setProperty("flat", not checked)
    restyle(button)
