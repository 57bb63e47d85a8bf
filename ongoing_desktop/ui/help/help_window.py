"""The help window: the list of guides, one of them with a bar that finds a text, a search over all, and the way back."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QByteArray, QSize, Qt, QUrl
from PySide6.QtGui import QDesktopServices, QKeySequence
from PySide6.QtWidgets import QApplication, QListWidget, QListWidgetItem, QWidget

from ongoing_desktop.domain.guides import search
from ongoing_desktop.ui.help.guide_files import Guides, read_guides
from ongoing_desktop.ui.help.guide_view import GuideView
from ongoing_desktop.ui.help.topics import topic_of
from ongoing_desktop.ui.icons import app_icon
from ongoing_desktop.ui.kit.buttons import push_button, tool_button
from ongoing_desktop.ui.kit.controls import begin_search, line_edit
from ongoing_desktop.ui.kit.keyboard import shortcut
from ongoing_desktop.ui.kit.layout import hbox, splitter, vbox
from ongoing_desktop.ui.kit.plain_text import label, named, restyle
from ongoing_desktop.ui.kit.room import open_with
from ongoing_desktop.wording.language import language

if TYPE_CHECKING:
    from ongoing_desktop.ui.context import WindowContext
    from ongoing_desktop.ui.theme import Theme

COLUMNS: Final = 96
LINES: Final = 44
"""Size of a new window in letters and lines."""
LIST_COLUMNS: Final = 31
WEB: Final = ("https", "http")
_PLACE = Qt.ItemDataRole.UserRole


class HelpWindow(QWidget):
    """Not modal, and without a parent, so that it can be used beside an open dialog.

    The guides are read on a worker thread. Web pages are opened by the browser, after a click, and never here.
    """

    def __init__(self, context: WindowContext, geometry: str = "") -> None:
        super().__init__(None, Qt.WindowType.Window)
        self.setObjectName("helpWindow")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setWindowTitle(self.tr("Guides"))
        self.setWindowIcon(app_icon())
        self._context = context
        self._guides: Guides | None = None
        self._waiting = ""
        self._history: list[tuple[str, int, int | None]] = []
        """Guide, section, and how far it was scrolled when it was left."""
        self._position = -1
        theme = context.theme
        self.view = GuideView(theme, self)
        self.back = tool_button(self, self.tr("Back"), "helpBack", partial(self._go, -1), icon="back", theme=theme)
        self.forward = tool_button(
            self, self.tr("Forward"), "helpForward", partial(self._go, 1), icon="forward", theme=theme
        )
        words = self.tr("Search all guides")
        self.filter = line_edit(self, "helpSearch", accessible=words, placeholder=words, clear=True)
        self.list = named(QListWidget(self), "helpList", self.tr("Guides"))
        self.list.setWordWrap(True)
        self.list.setResizeMode(QListWidget.ResizeMode.Adjust)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.finding = FindBar(self.view, theme, self)
        self.find_button = tool_button(
            self, self.tr("Find in this guide"), "helpFindButton", self.finding.enter, icon="search", theme=theme
        )
        self._address = label("", self, role="secondary", name="helpAddress")
        self._lay_out(geometry)
        self._connect()
        # Not F1, which would lead from the guide that is read to another.
        everywhere = [action for action in context.window.actions() if action.property("everywhere")]
        self.addActions([action for action in everywhere if action.objectName() != "showGuide"])
        self._show_position()
        self._read()

    # construction

    def _lay_out(self, geometry: str) -> None:
        em, line = self.fontMetrics().averageCharWidth(), self.fontMetrics().height()
        beside = QWidget(self)
        vbox(self.filter, (self.list, 1), on=beside)
        shown = QWidget(self)
        above = hbox(self.back, self.forward, (self._address, 1), self.find_button, spacing=6)
        vbox(above, (self.view, 1), self.finding, on=shown)
        split = splitter(self, Qt.Orientation.Horizontal, beside, shown, stretch=(0, 1))
        vbox(split, on=self, margins=(16, 16, 16, 16))
        open_with(self, QSize(COLUMNS * em + LIST_COLUMNS * em, LINES * line))
        split.setSizes([LIST_COLUMNS * em, COLUMNS * em])
        if geometry:
            self.restoreGeometry(QByteArray.fromBase64(geometry.encode("ascii", "replace")))

    def _connect(self) -> None:
        self.filter.textChanged.connect(lambda _: self._fill())
        self.list.itemClicked.connect(self._choose)
        self.list.itemActivated.connect(self._choose)
        self.view.anchorClicked.connect(self._follow)
        self.view.highlighted.connect(self._show_address)
        for keys, run in (
            (QKeySequence.StandardKey.Find, self.finding.enter),
            (QKeySequence.StandardKey.FindNext, self.finding.next),
            (QKeySequence.StandardKey.FindPrevious, self.finding.previous),
            (QKeySequence.StandardKey.Close, self.close),
            ("Ctrl+Shift+F", self._search),
            ("Alt+Left", self.back.click),
            ("Alt+Right", self.forward.click),
            (Qt.Key.Key_Escape, self._leave),
        ):
            shortcut(self, keys, run, children=True)

    # public

    def open(self, topic: str = "") -> None:
        """Show a guide in front of the other windows; by default the one about the focused widget."""
        self.show_topic(topic or topic_of(QApplication.focusWidget(), self._context.navigation.page))
        if self.isMinimized():
            self.showNormal()
        self.show()
        self.activateWindow()

    def show_topic(self, topic: str) -> None:
        """Show ``guide`` or ``guide#anchor``, as soon as the guides are read. Raises KeyError for an unknown one."""
        if self._guides is None:
            self._waiting = topic
            return
        guide, section = self._guides.place(topic)
        self._visit(guide.name, section)

    def geometry_text(self) -> str:
        """Size and place as text, to restore them."""
        return bytes(self.saveGeometry().toBase64().data()).decode("ascii")

    # slots

    def retranslate(self) -> None:
        """Show the same place in the window's language."""
        self._read()

    def _read(self) -> None:
        self._context.tasks.compute(self, partial(read_guides, language().code), done=self._take, latest="guides")

    def _take(self, guides: Guides) -> None:
        topic, self._waiting = self._waiting, ""
        self._guides = guides
        self._fill()
        if self._position >= 0:
            self._history = [(name, section, None) for name, section, _ in self._history]
            self._show_position()
        if topic or self._position < 0:
            self.show_topic(topic or next(iter(guides.shown)))

    def _fill(self) -> None:
        """List the guides, or where the searched words occur."""
        if self._guides is None:
            return
        self.list.clear()
        if words := self.filter.text().strip():
            for hit in search(self._guides.shown, words):
                heading = hit.guide.sections[hit.section].heading
                title = hit.guide.title if heading == hit.guide.title else f"{hit.guide.title} › {heading}"
                self._add(f"{title}\n{hit.excerpt}", hit.guide.name, hit.section)
            if not self.list.count():
                self._add(self.tr("No guide contains these words."), "", 0)
        else:
            for guide in self._guides.shown.values():
                self._add(guide.title, guide.name, 0)
            self._mark()

    def _add(self, text: str, name: str, section: int) -> None:
        item = QListWidgetItem(text, self.list)
        item.setData(_PLACE, (name, section))
        if not name:
            item.setFlags(Qt.ItemFlag.NoItemFlags)

    def _choose(self, item: QListWidgetItem) -> None:
        name, section = item.data(_PLACE)
        if name:
            self._visit(name, section)
            if words := self.filter.text().split():
                self.view.find_text(words[0], again=False)

    def _follow(self, url: QUrl) -> None:
        """Go to another guide or section, or let the browser open a web page."""
        if url.scheme() in WEB:
            QDesktopServices.openUrl(url)
            return
        if self._guides is None or self._position < 0 or not url.isRelative():
            return
        name = url.fileName().removesuffix(".md") or self._history[self._position][0]
        guide = self._guides.shown.get(name)
        section = guide.section(url.fragment()) if guide is not None else None
        if section is not None:
            self._visit(name, section)

    def _show_address(self, url: QUrl) -> None:
        self._address.setText(url.toString() if url.scheme() in WEB else "")

    def _search(self) -> None:
        self.filter.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.filter.selectAll()

    def _leave(self) -> None:
        """Hide the find bar, else end the search, else close."""
        if self.finding.isVisible():
            self.finding.leave()
        elif self.filter.text():
            self.filter.clear()
        else:
            self.close()

    # history

    def _visit(self, name: str, section: int) -> None:
        self._keep_place()
        if self._position < 0 or self._history[self._position][:2] != (name, section):
            del self._history[self._position + 1 :]
            self._position += 1
        self._history[self._position :] = [(name, section, None)]
        self._show_position()

    def _go(self, step: int) -> None:
        self._keep_place()
        self._position += step
        self._show_position()

    def _keep_place(self) -> None:
        """Remember how far the guide was read, for the way back."""
        if self._position >= 0:
            name, section, _ = self._history[self._position]
            self._history[self._position] = (name, section, self.view.verticalScrollBar().value())

    def _show_position(self) -> None:
        self.back.setEnabled(self._position > 0)
        self.forward.setEnabled(self._position < len(self._history) - 1)
        if self._guides is None or self._position < 0:
            return
        name, section, scrolled = self._history[self._position]
        guide = self._guides.shown[name]
        self.view.show_guide(guide, self._guides.pictures, section)
        if scrolled is not None:
            self.view.verticalScrollBar().setValue(scrolled)
        self.setWindowTitle(f"{guide.title} – Ongoing Desktop")
        self.finding.count_again()
        if not self.filter.text().strip():
            self._mark()

    def _mark(self) -> None:
        if self._position >= 0 and self._guides is not None:
            self.list.setCurrentRow(list(self._guides.shown).index(self._history[self._position][0]))


class FindBar(QWidget):
    """Hidden until it is needed. Enter finds the next occurrence, Shift+Enter the previous one."""

    def __init__(self, view: GuideView, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._view = view
        self.line = line_edit(self, "helpFind", accessible=self.tr("Find in this guide"), clear=True)
        self.line.setPlaceholderText(self.tr("Find in this guide"))
        self._count = label("", self, role="secondary", name="helpFindCount")
        previous = tool_button(self, self.tr("Previous"), "helpFindPrevious", self.previous, icon="up", theme=theme)
        following = tool_button(self, self.tr("Next"), "helpFindNext", self.next, icon="down", theme=theme)
        close = push_button(self, self.tr("Close"), "helpFindClose", self.leave, look="flat")
        hbox((self.line, 1), self._count, previous, following, close, on=self)
        self.line.textChanged.connect(self._on_text)
        self.line.returnPressed.connect(self.next)
        shortcut(self.line, "Shift+Return", self.previous)
        self.hide()

    def enter(self) -> None:
        """Show the bar, with the selected text if there is one."""
        self.show()
        begin_search(self.line, self._view.textCursor().selectedText())

    def leave(self) -> None:
        """Hide the bar and return to the guide."""
        self.hide()
        self._view.setFocus(Qt.FocusReason.OtherFocusReason)

    def next(self) -> None:
        """Go to the next occurrence."""
        self._view.find_text(self.line.text())

    def previous(self) -> None:
        """Go to the previous occurrence."""
        self._view.find_text(self.line.text(), back=True)

    def count_again(self) -> None:
        """Show how often the text occurs in the guide."""
        words = self.line.text()
        count = self._view.count(words)
        self._count.setText(self.tr("{count} found").format(count=count) if words else "")
        restyle(self.line, problem=bool(words) and not count)

    def _on_text(self) -> None:
        self.count_again()
        if self.line.text():
            self._view.find_text(self.line.text(), again=False)
