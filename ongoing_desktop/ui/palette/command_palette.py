"""The palette: an input line and the matching entries, over the window."""

from __future__ import annotations

from functools import partial
from itertools import islice
from typing import TYPE_CHECKING, Any, Final

import shiboken6
from PySide6.QtCore import QAbstractListModel, QEvent, QModelIndex, QObject, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QLineEdit,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from ongoing_desktop.ui.help.guide_files import guide_titles
from ongoing_desktop.ui.kit.layout import vbox
from ongoing_desktop.ui.kit.plain_text import announce, label, named
from ongoing_desktop.ui.kit.sizes import px
from ongoing_desktop.ui.palette.entries import (
    SOURCES,
    PaletteEntry,
    exchange_entries,
    guide_entries,
    scenario_entries,
    score,
)
from ongoing_desktop.wording.language import language

if TYPE_CHECKING:
    from ongoing_desktop.services.ports import Stop
    from ongoing_desktop.services.ports.history import History
    from ongoing_desktop.ui.context import WindowContext
    from ongoing_desktop.ui.theme import Theme

Index = QModelIndex | QPersistentModelIndex

MOST_SHOWN: Final = 60
RECENT: Final = 50
"""Number of newest exchanges offered."""
WIDTH: Final = 620
ROWS: Final = 11
TOP: Final = 56
"""Pixels below the window's upper edge."""
MOVES: Final = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)


class CommandPalette(QFrame):
    """A child of the window. It takes the focus, and returns it when it closes. Main thread only."""

    def __init__(self, context: WindowContext) -> None:
        super().__init__(context.window)
        self._context = context
        self._before: QWidget | None = None
        self._entries: list[PaletteEntry] = []
        self._typed = ""
        self._matches: list[PaletteEntry] = []
        """The entries that fit :attr:`_typed`, in their order."""
        self.setObjectName("commandPalette")
        self.setAccessibleName(self.tr("Command palette"))
        self.filter = named(
            QLineEdit(self), "paletteFilter", self.tr("Find a command, webhook, system, scenario, filter or exchange")
        )
        self.filter.setPlaceholderText(self.tr("Commands, webhooks, systems, scenarios, filters, exchanges"))
        self.list = named(QListView(self), "paletteList", self.tr("What was found"))
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setUniformItemSizes(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.model = PaletteModel(self)
        self.list.setModel(self.model)
        self.list.setItemDelegate(PaletteDelegate(context.theme, self.list))
        self.empty = label(
            self.tr("Nothing fits. Try fewer letters."), self, role="muted", name="paletteEmpty", live=True
        )
        vbox(self.filter, (self.list, 1), self.empty, on=self, margins=(12, 12, 12, 12))
        self.filter.textChanged.connect(self._search)
        self.filter.installEventFilter(self)
        self.list.clicked.connect(self._choose)
        self.list.selectionModel().currentChanged.connect(lambda now, _: self._announce(now))
        context.window.installEventFilter(self)
        self.hide()

    def open(self) -> None:
        """Show everything that can be done now. Scenarios, exchanges and guides are added when they are loaded."""
        context = self._context
        self._before = context.window.focusWidget()  # not a menu from which this was opened
        self._entries = [entry for source in SOURCES for entry in source(context)]
        self._typed = ""
        self.filter.clear()
        self._search()
        self.show()
        self.raise_()
        self.filter.setFocus(Qt.FocusReason.PopupFocusReason)
        services = context.services

        def newest(history: History, _: Stop) -> Any:
            return list(islice(history.newest_first(), RECENT))

        context.tasks.run(
            self, services.scenario_library.entries, done=lambda found: self._add(scenario_entries(context, found))
        )
        context.tasks.run(
            self,
            lambda: services.exchanges.search(newest),
            done=lambda rows: self._add(exchange_entries(context, rows)),
        )

        context.tasks.compute(
            self,
            partial(guide_titles, language().code),
            done=lambda titles: self._add(guide_entries(context, titles)),
        )

    def dismiss(self) -> None:
        """Close, and return the focus."""
        if self.isVisible():
            before, self._before = self._before, None
            if before is not None and shiboken6.isValid(before) and before.isVisible():
                before.setFocus(Qt.FocusReason.PopupFocusReason)
            self.hide()

    def _add(self, entries: list[PaletteEntry]) -> None:
        if self.isVisible():
            self._entries += entries
            self._typed = ""  # search among all of them
            self._search()

    def _search(self) -> None:
        typed = self.filter.text().strip()
        # What does not fit the first letters does not fit more of them either.
        among = self._matches if self._typed and typed.startswith(self._typed) else self._entries
        self._typed = typed
        found = self._entries
        if typed:
            scored = [(score(typed, f"{entry.title} {entry.kind} {entry.detail}"), entry) for entry in among]
            fitting = [(points, entry) for points, entry in scored if points is not None]
            self._matches = [entry for _, entry in fitting]
            found = [entry for _, entry in sorted(fitting, key=lambda pair: -pair[0])]
        self.model.show_entries(found[:MOST_SHOWN])
        self.list.setVisible(bool(found))
        self.empty.setVisible(not found)
        self.list.setCurrentIndex(self.model.index(0))
        self._place()

    def _announce(self, index: QModelIndex) -> None:
        """Speak the current entry, because the focus stays in the line."""
        if self.isVisible() and index.isValid():
            announce(self.list, str(index.data(Qt.ItemDataRole.AccessibleTextRole)), urgent=True)

    def _choose(self, index: QModelIndex) -> None:
        if index.isValid():
            entry = self.model.entries[index.row()]
            self.dismiss()
            entry.run()

    def _place(self) -> None:
        window = self._context.window
        width = min(px(WIDTH), window.width() - px(40))
        row = self.list.sizeHintForRow(0) if self.model.entries else 30
        rows = min(max(len(self.model.entries), 1), ROWS)
        height = min(rows * row + self.filter.sizeHint().height() + px(40), window.height() - px(TOP + 20))
        self.setGeometry((window.width() - width) // 2, px(TOP), width, height)

    # Qt overrides

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keys of the line: up and down move in the list, Enter chooses, Esc closes.

        It also closes when it loses the focus.
        """
        kind = event.type()
        if watched is not self.filter:
            if kind == QEvent.Type.Resize and self.isVisible():
                self._place()
            return False
        if kind == QEvent.Type.FocusOut:
            self.hide()
        if kind != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        key = event.key()
        if key == Qt.Key.Key_Escape:
            self.dismiss()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._choose(self.list.currentIndex())
        elif key in MOVES:
            QApplication.sendEvent(self.list, QKeyEvent(kind, key, Qt.KeyboardModifier.NoModifier))
        else:
            return False
        return True


class PaletteModel(QAbstractListModel):
    """The matching entries, best first."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.entries: list[PaletteEntry] = []

    def show_entries(self, entries: list[PaletteEntry]) -> None:
        """Replace the entries."""
        self.beginResetModel()
        self.entries = entries
        self.endResetModel()

    # Qt overrides

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        return 0 if parent.isValid() else len(self.entries)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The title; for screen readers with kind, detail and keys."""
        if not index.isValid():
            return None
        entry = self.entries[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return entry.title
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return ", ".join(filter(None, (entry.title, entry.kind, entry.detail, entry.keys)))
        if role == Qt.ItemDataRole.UserRole:
            return entry
        return None


class PaletteDelegate(QStyledItemDelegate):
    """Title and detail on the left, kind and keys on the right."""

    def __init__(self, theme: Theme, parent: QObject) -> None:
        super().__init__(parent)
        self._theme = theme

    # Qt overrides

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: ARG002 - Qt's signature
        """One line with padding."""
        return QSize(px(100), option.fontMetrics.height() + px(14))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        self.initStyleOption(option, index)
        entry: PaletteEntry = index.data(Qt.ItemDataRole.UserRole)
        style = option.widget.style() if option.widget else QApplication.style()
        option.text = ""
        style.drawControl(QStyle.ControlElement.CE_ItemViewItem, option, painter, option.widget)
        box = option.rect.adjusted(px(10), 0, -px(10), 0)
        muted = self._theme.colour("muted")
        painter.save()
        right = _draw(painter, option, box, entry.keys or entry.kind, muted, Qt.AlignmentFlag.AlignRight)
        box.setRight(box.right() - right - px(16))
        used = _draw(painter, option, box, entry.title, self._theme.colour("text"), Qt.AlignmentFlag.AlignLeft)
        box.setLeft(box.left() + used + px(12))
        _draw(
            painter, option, box, entry.detail or (entry.kind if entry.keys else ""), muted, Qt.AlignmentFlag.AlignLeft
        )
        painter.restore()


def _draw(
    painter: QPainter, option: QStyleOptionViewItem, box: QRect, text: str, colour: Any, side: Qt.AlignmentFlag
) -> int:
    """Draw a text elided to the box; returns its width."""
    if not text or box.width() < px(20):
        return 0
    shown = option.fontMetrics.elidedText(text, Qt.TextElideMode.ElideRight, box.width())
    painter.setPen(colour)
    painter.drawText(box, side | Qt.AlignmentFlag.AlignVCenter, shown)
    return option.fontMetrics.horizontalAdvance(shown)
