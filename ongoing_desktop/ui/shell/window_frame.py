"""The main window as a window: its size within the screen, its keyboard, its children, and files dropped on it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QByteArray, QSize, Signal
from PySide6.QtWidgets import QMainWindow, QWidget

from ongoing_desktop.ui.icons import app_icon
from ongoing_desktop.ui.kit.clipboard import dragged_file
from ongoing_desktop.ui.kit.keyboard import FocusKeeper, press_focused
from ongoing_desktop.ui.kit.plain_text import named
from ongoing_desktop.ui.kit.room import keep_inside, open_with, room, scrolling
from ongoing_desktop.ui.kit.sizes import px

if TYPE_CHECKING:
    from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeyEvent

    from ongoing_desktop.ui.theme import Theme

SMALLEST: Final = (900, 560)
USUAL: Final = (1280, 800)
"""Sizes of the window in units."""


class WindowFrame(QMainWindow):
    """Knows nothing of what it shows. :attr:`middle` is the area below the menu bar. Main thread only."""

    file_dropped = Signal(object)
    """The path of a settings or HAR file."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("mainWindow")
        self.setWindowTitle("Ongoing Desktop")
        self.setWindowIcon(app_icon())
        self.setAcceptDrops(True)
        self.may_close = False
        """Whether it closes without asking."""
        self._keeper = FocusKeeper(self)
        self.middle = named(QWidget(self), "pageArea")
        self.setCentralWidget(self.middle)
        self.menu_bar = named(self.menuBar(), "menuBar")

    def open_at(self, geometry: object, theme: Theme) -> None:
        """Take the usual size, or the result of :meth:`geometry_text`, and stay within the screen from now on."""
        self._limit()
        theme.changed.connect(self._limit)
        open_with(self, self.sizeHint())
        if isinstance(geometry, str):
            self.restoreGeometry(QByteArray.fromBase64(geometry.encode("ascii", "replace")))

    def geometry_text(self) -> str:
        """Size and place as text, to restore them."""
        return bytes(self.saveGeometry().toBase64().data()).decode("ascii")

    def come_forward(self) -> None:
        """Show the window in front, also from the tray."""
        self.showNormal() if self.isMinimized() else self.show()
        self.raise_()
        self.activateWindow()

    def force_close(self) -> None:
        """Close without asking."""
        self.may_close = True
        self.close()

    def build_all(self) -> None:
        """Build what is otherwise built on first use."""

    def _limit(self) -> None:
        """Keep the window within the screen. What the screen has no room for scrolls."""
        least, most = QSize(*map(px, SMALLEST)), room(self)
        if least.boundedTo(most) != least and self.centralWidget() is self.middle:
            self.takeCentralWidget()
            self.setCentralWidget(scrolling(self.middle, self))
        if self.centralWidget() is not self.middle:
            self.middle.setMinimumSize(least - QSize(0, self.menu_bar.sizeHint().height()))
        self.setMinimumSize(least.boundedTo(most))
        if self.isVisible():
            keep_inside(self)

    # Qt overrides

    def findChild(self, *arguments: Any, **named: Any) -> Any:
        """Find a child of the window, even on a page that was not shown yet.

        Scripts and tests look up widgets by object name without knowing that pages are built on first use. Missing
        pages are built before the search; a search without a name builds none.
        """
        found = super().findChild(*arguments, **named)
        if found is None and (named.get("name") or (len(arguments) > 1 and arguments[1])):
            self.build_all()
            found = super().findChild(*arguments, **named)
        return found

    def findChildren(self, *arguments: Any, **named: Any) -> Any:
        """Find children of the window, even on pages not shown yet; see :meth:`findChild`.

        No page contains a dialog, so a search for dialogs builds none.
        """
        from PySide6.QtWidgets import QDialog  # noqa: PLC0415 - many windows open none

        kind = named.get("type", arguments[0] if arguments else None)
        if not (isinstance(kind, type) and issubclass(kind, QDialog)):
            self.build_all()
        return super().findChildren(*arguments, **named)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Accept a settings or HAR file."""
        if dragged_file(event.mimeData()) is not None:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Report a dropped file."""
        if (path := dragged_file(event.mimeData())) is not None:
            event.acceptProposedAction()
            self.file_dropped.emit(path)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses the focused button."""
        if not press_focused(self, event):
            super().keyPressEvent(event)

    def focusNextPrevChild(self, next: bool) -> bool:  # noqa: A002 - Qt's name
        """Follow the reading order. A button that is disabled keeps the focus."""
        if self._keeper.keeps():
            return False
        from ongoing_desktop.ui.kit.reading_order import step_focus  # noqa: PLC0415 - knows many kinds of widgets

        return step_focus(self, forward=next)

    def sizeHint(self) -> QSize:
        return QSize(*map(px, USUAL))
