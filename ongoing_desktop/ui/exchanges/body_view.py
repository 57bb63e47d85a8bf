"""Displays a body: prepared by a worker in the best or chosen view, a part at a time, and saved unchanged."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Final

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QGuiApplication, QImage, QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QStackedWidget, QWidget

from ongoing_desktop.bodies.base import FIRST, Shown
from ongoing_desktop.bodies.coding import decoded
from ongoing_desktop.bodies.image import kind_of
from ongoing_desktop.bodies.json_text import member_lines
from ongoing_desktop.bodies.views import VIEWS, fitting
from ongoing_desktop.domain.charset import charset
from ongoing_desktop.domain.errors import KnownError
from ongoing_desktop.domain.exchange import Message, header
from ongoing_desktop.domain.lazy_dataclasses import dataclass, replace
from ongoing_desktop.domain.meanings import Meanings
from ongoing_desktop.domain.settings_changed import SettingsChanged
from ongoing_desktop.ui.context import InContext, WindowContext
from ongoing_desktop.ui.exchanges.body_finder import BodyFinder
from ongoing_desktop.ui.exchanges.body_image import BodyImage, decode
from ongoing_desktop.ui.exchanges.body_text import BodyText
from ongoing_desktop.ui.exchanges.body_tree import BodyTree
from ongoing_desktop.ui.exchanges.exchange_texts import size_text
from ongoing_desktop.ui.icons import keep_icon
from ongoing_desktop.ui.kit.buttons import push_button
from ongoing_desktop.ui.kit.file_dialogs import ask_save_path
from ongoing_desktop.ui.kit.layout import hbox, vbox
from ongoing_desktop.ui.kit.plain_text import paragraph, restyle, set_tooltip, show_text
from ongoing_desktop.ui.kit.room import reveal
from ongoing_desktop.ui.kit.sizes import sized
from ongoing_desktop.ui.kit.timing import after_pause
from ongoing_desktop.ui.task_runner import NO_JOB
from ongoing_desktop.wording.language import translated

MORE: Final = 4
"""Each "show more" shows this many times as much."""
MOST_EXPLAINED: Final = 512 * 1024
"""Characters of a text whose members are explained. Documented payloads have a few thousand."""
MOST: Final = FIRST * MORE * MORE
"""Maximum characters shown; a text view needs fifty times their size in memory."""
BUSY_MS: Final = 400
"""Milliseconds after which a view says that it is still being prepared."""
COPIED: Final = 16 * 1024 * 1024
"""Maximum bytes of a body on the clipboard."""


@dataclass(frozen=True, slots=True)
class Prepared:
    """The result of a worker for a body."""

    shown: Shown
    view: str
    """Key of the view."""
    offered: tuple[str, ...]
    """Keys of the views that fit the body."""
    image: QImage | None = None


def prepare(message: Message, wanted: str = "", limit: int = FIRST) -> Prepared:
    """Prepare a message's body for a view, or for another one if that does not fit. For workers."""
    kind = header(message.headers, "content-type")
    data, note = decoded(message.body, message.headers)
    offered = fitting(data, kind)
    key = wanted if wanted in offered else offered[0]
    view = VIEWS[key]
    shown = view.show(message.body if view.as_received else data, kind, limit)
    image = None
    if shown.picture is not None:
        found = decode(shown.picture)
        if isinstance(found, str):
            shown = replace(VIEWS["raw"].show(data, kind, limit), note=f"{shown.note} {found}")
        else:
            image = found
    note = f"{'' if view.as_received else note} {shown.note}".strip()
    return Prepared(replace(shown, note=note), key, offered, image)


class BodyView(InContext, QWidget):
    """Set a message with :meth:`show_message`. :attr:`text` is the text view."""

    def __init__(self, context: WindowContext, parent: QWidget) -> None:
        super().__init__(parent)
        self.use_context(context)
        self._message: Message | None = None
        self._wanted = ""
        """The view chosen last; empty before any choice."""
        self._limit = FIRST
        self._job = NO_JOB
        self._wait = after_pause(self, BUSY_MS, self._still_busy)
        self.text = BodyText(context.theme, self)
        self.text.setAccessibleName(self.tr("Body"))
        self.tree = BodyTree(context, self)
        self.image = BodyImage(self)
        self._surfaces = QStackedWidget(self)
        for surface in (self.text, self.tree, self.image):
            self._surfaces.addWidget(surface)
        self.finder = BodyFinder(self.text, context.theme, self)
        self.finder.closed.connect(self._on_found)
        self._before_find: str | None = None
        """The view to return to after finding, which needs a text; None if nothing is to be done."""
        self._meanings: Meanings | None = None
        self._explaining = NO_JOB
        self._note = paragraph("", self, "secondary")
        self._note.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        vbox(self._bar(), self.finder, (self._surfaces, 1), self._note, on=self, spacing=6)
        context.signals.settings_changed.connect(self._on_settings)
        self._show_meanings()
        self.clear()

    def use_meanings(self, meanings: Meanings | None) -> None:
        """Explain the members of the messages shown from now on; None for no explanations."""
        self._meanings = meanings or None
        self._show_meanings()

    def show_message(self, message: Message, ready: Prepared | None = None) -> None:
        """Show a message's body. ``ready``: a worker's result, if it exists already."""
        self._job.cancel()
        self._message = message
        self._limit = FIRST
        if ready is not None and (ready.view == self._wanted or self._wanted not in ready.offered):
            self._put(ready)
        else:
            self._format()

    def clear(self, why: str = "") -> None:
        """Show nothing but the sentence ``why``."""
        self._job.cancel()
        self._message = None
        self.text.show_text("")
        self.tree.show_tree(None)
        self.image.show_image(None)
        self._surfaces.setCurrentWidget(self.text)
        self._surfaces.setVisible(not why)
        self._say(why)
        for button in (self._more, self._copy, self._save, *self._buttons.values()):
            button.setVisible(False)
        self.finder.hide()

    def mark(self, words: Sequence[str]) -> None:
        """Mark where one of these texts is, ignoring case."""
        self.text.mark(words)
        self.tree.model.mark(words)

    def start_finding(self) -> None:
        """Find a text in the body. A tree gives way to the text until then."""
        if self._message is None or not self._message.body:
            return
        if self._surfaces.currentWidget() is not self.text:
            self._before_find = self._wanted
            self.choose("pretty")
        self.finder.start()
        QTimer.singleShot(0, self, lambda: reveal(self))  # its layout gets the room for the bar only afterwards

    def choose(self, key: str) -> None:
        """Show the body in another view, which is kept for later bodies that it fits."""
        self._wanted = key
        self._limit = FIRST
        if self._message is not None:
            self._format()

    def save_to(self, path: Path) -> None:
        """Write the body to a file, byte for byte."""
        if self._message is None:
            return
        data = self._message.body
        write = partial(self._services.ports.write, path, data)
        message = self.tr("The body was saved as {name}.").format(name=path.name)
        self._tasks.compute(self, write, done=lambda _: self._notifier.notice(message, "good"), failed=self._not_saved)

    def close_view(self) -> None:
        """Cancel work."""
        self._job.cancel()
        self._explaining.cancel()
        self.text.stop()
        self.tree.model.close()

    def _bar(self) -> QHBoxLayout:
        self._row = row = hbox(spacing=4)
        self._buttons: dict[str, QPushButton] = {}
        for view in VIEWS.values():
            button = push_button(self, self.tr(view.title), f"bodyAs{view.key.title()}")
            button.setCheckable(True)
            button.setAutoExclusive(True)  # which makes it a radio button for screen readers
            button.toggled.connect(partial(_show_checked, button))
            _show_checked(button, checked=False)
            button.clicked.connect(lambda _=False, key=view.key: self.choose(key))
            self._buttons[view.key] = button
            row.addWidget(button)
        row.addStretch(1)
        self._explain = push_button(self, self.tr("Meanings"), "bodyMeanings", look="flat")
        self._explain.setCheckable(True)
        self._explain.toggled.connect(partial(_show_checked, self._explain))
        self._explain.clicked.connect(self._on_explain)
        set_tooltip(self._explain, self.tr("Show beside the values what the members are, and the names of statuses"))
        row.addWidget(self._explain)
        self._more = push_button(self, self.tr("Show more"), "", self._show_more)
        self._copy = push_button(self, self.tr("Copy raw"), "copyBody", self._copy_all)
        self._save = push_button(self, self.tr("Save body…"), "saveBody", self._ask_where)
        for button, name in ((self._more, "down"), (self._copy, "copy"), (self._save, "save")):
            button.setProperty("flat", True)
            keep_icon(button, button.setIcon, name, self._theme)
            button.setAccessibleName(button.text())
            row.addWidget(button)
        for button in (self._copy, self._save):
            sized(button, least_width=28)  # without its words
        set_tooltip(self._copy, self.tr("Copy the whole body as text, as received, without the marks"))
        set_tooltip(self._save, self.tr("Save the body byte for byte as it was received or sent"))
        return row

    def _show_more(self) -> None:
        self._limit *= MORE
        self._format()

    def _format(self) -> None:
        self._job.cancel()
        message, wanted, limit = self._message, self._wanted, self._limit
        if message is None:
            return
        self._job = self._tasks.compute(
            self, partial(prepare, message, wanted, limit), done=self._put, failed=self._failed
        )
        self._wait.start()

    def _still_busy(self) -> None:
        if self._job.running:
            self._say(self.tr("Preparing… Choose another view or exchange to stop."))

    def _failed(self, error: BaseException) -> None:
        self._wait.stop()
        self._say("")
        self._tasks.default_failed(error)

    def _put(self, made: Prepared) -> None:
        self._wait.stop()
        shown = made.shown
        self.text.show_text(shown.text, is_json=shown.is_json, more=self._limit > FIRST, marked=shown.marks_are_ours)
        self.tree.show_tree(shown.tree)
        self.image.show_image(made.image)
        self._show_meanings()
        surface = self.tree if shown.tree else self.image if made.image else self.text
        self._surfaces.setCurrentWidget(surface)
        there = self._message is not None and bool(self._message.body)
        for key, button in self._buttons.items():
            button.setVisible(there and key in made.offered)
            button.setChecked(key == made.view)
        self._surfaces.setVisible(there)
        self._more.setVisible(shown.cut and self._limit < MOST)
        self._copy.setVisible(there)
        self._save.setVisible(there)
        self._fit()
        self._say(f"{shown.note} {self._cut_note(shown)}".strip())

    def _fit(self) -> None:
        """If the view is narrow, the buttons show only icons with tooltips."""
        buttons = (self._copy, self._save)
        hidden = sum([self.fontMetrics().horizontalAdvance(button.accessibleName()) for button in buttons])
        needed = self._row.sizeHint().width() + (0 if self._copy.text() else hidden)
        for button in buttons:
            button.setText(button.accessibleName() if needed <= self.width() else "")

    def _on_found(self) -> None:
        before, self._before_find = self._before_find, None
        if before is not None:
            self.choose(before)

    def _on_settings(self, change: SettingsChanged) -> None:
        if "meanings" in change.kinds:
            self._show_meanings()

    def _on_explain(self, on: bool) -> None:
        self._tasks.run(self, lambda: self._services.settings.set_preferences(meanings=on))

    def _show_meanings(self) -> None:
        """Show the meanings in the tree and, as soon as they are found, in the text."""
        wanted = self._services.settings.current.preferences.meanings
        meanings = self._meanings if wanted else None
        self._explain.setVisible(self._meanings is not None)
        self._explain.setChecked(wanted)
        self.tree.model.use_meanings(meanings)
        self._explaining.cancel()
        if meanings is None or not self.text.is_json:
            self.text.show_meanings({})
            return
        text = self.text.whole
        self._explaining = self._tasks.compute(
            self, partial(meanings_by_line, text, meanings), done=self.text.show_meanings
        )

    def _cut_note(self, shown: Shown) -> str:
        if not shown.cut:
            return ""
        if self._limit < MOST:
            return self.tr("Only the beginning is shown.")
        return self.tr("Only this much can be shown; save the body to see the rest.")

    def _say(self, text: str) -> None:
        show_text(self._note, text)

    def _copy_all(self) -> None:
        if self._message is None:
            return
        message = self._message
        if len(message.body) > COPIED:
            note = self.tr("The body ({size}) is too large for the clipboard. Save it instead.")
            self._notifier.notice(note.format(size=size_text(len(message.body))), "warn")
            return

        self._tasks.compute(self, partial(text_of, message), done=QGuiApplication.clipboard().setText)

    def _ask_where(self) -> None:
        name = f"body.{ending(self._message)}" if self._message else "body.bin"
        ask_save_path(self, self.tr("Save body"), name, self.save_to)

    def _not_saved(self, error: BaseException) -> None:
        why: object = error.strerror if isinstance(error, OSError) else None
        if isinstance(error, KnownError):
            why = error.params.get("why")
        if why:
            self._notifier.notice(self.tr("The body could not be saved: {why}.").format(why=why), "bad")
        else:
            self._notifier.error(error)

    # Qt overrides

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl+F finds in the body. In the main window that key is a command, which comes here from within a body."""
        if event.matches(QKeySequence.StandardKey.Find):
            self.start_finding()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show the words of the buttons if there is room."""
        super().resizeEvent(event)
        self._fit()


def meanings_by_line(text: str, meanings: Meanings) -> dict[int, str]:
    """What the members of indented JSON mean, by line. For workers."""
    if len(text) > MOST_EXPLAINED:
        return {}
    found = ((line.number, meanings.of(line.path, line.value)) for line in member_lines(text))
    return {number: translated(meaning) for number, meaning in found if meaning}


def text_of(message: Message) -> str:
    """A body as text without marks, its content codings decoded. Invalid bytes become replacement characters."""
    data, _ = decoded(message.body, message.headers)
    return data.decode(charset(header(message.headers, "content-type"))[0], "replace")


def ending(message: Message) -> str:
    """A file name extension for the bytes."""
    if any(name.lower() == "content-encoding" for name, _ in message.headers):
        return "bin"
    kind = header(message.headers, "content-type").lower()
    if picture := kind_of(message.body[:64]):
        return {"jpeg": "jpg"}.get(picture, picture)
    known = {"json": "json", "xml": "xml", "html": "html", "x-www-form-urlencoded": "txt", "text/plain": "txt"}
    return next((end for word, end in known.items() if word in kind), "bin")


def _show_checked(button: QPushButton, checked: bool) -> None:
    """The chosen view is shown as a button, the others flat."""
    restyle(button, flat=not checked)
