"""The menu of what to compare an exchange with: the documented example, the previous event, or another selected one."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu, QToolButton, QWidget

from ongoing_desktop.ui.context import InContext, WindowContext
from ongoing_desktop.ui.exchanges.check_tab import Loaded
from ongoing_desktop.ui.exchanges.compare_dialog import CompareWindow
from ongoing_desktop.ui.exchanges.compare_load import Wanted
from ongoing_desktop.ui.kit.plain_text import set_tooltip


class CompareButton(InContext, QToolButton):
    """Opens a separate window. Options that do not exist are not offered."""

    def __init__(self, context: WindowContext, parent: QWidget) -> None:
        super().__init__(parent)
        self.use_context(context)
        self._id = 0
        self.setObjectName("compareWith")
        self.setText(self.tr("Compare ▾"))
        self.setAccessibleName(self.tr("Compare"))
        set_tooltip(self, self.tr("Compare with the documented example, the previous event or another exchange"))
        self.setProperty("button", True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._menu = QMenu(self)
        self._menu.setObjectName("compareMenu")
        self.setMenu(self._menu)

    def show_for(self, loaded: Loaded) -> None:
        """Offer what this exchange can be compared with."""
        row = loaded.exchange.row
        self._id = row.id
        self._menu.clear()
        family = self._services.catalogue.family(row.family or loaded.facts.family)
        if family is not None:
            self._add(self.tr("Documented example"), family.key)
        before = next((item for item in loaded.related if item.id < row.id), None)
        if before is not None:
            self._add(self.tr("Previous event with the same subject"), before.id)
        first = next((item for item in loaded.arrivals if item.id < row.id), None)
        if first is not None:
            self._add(self.tr("First arrival of this event"), first.id)
        self._menu.addAction(self.tr("Any other: select both in the list")).setEnabled(False)

    def open_with(self, other: Wanted) -> CompareWindow:
        """Compare with ``other``. The exchange is on the right, the other on the left; an example is on the right."""
        left, right = (self._id, other) if isinstance(other, str) else (other, self._id)
        window = CompareWindow(self._context, self.window(), left, right)
        window.show()
        return window

    def _add(self, text: str, other: Wanted) -> None:
        self._menu.addAction(text, lambda: self.open_with(other))
