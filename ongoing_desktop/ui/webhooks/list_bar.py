"""The row above the list: create or act on the selection on the left, find on the right."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QLineEdit, QPushButton, QSizePolicy, QStackedWidget, QToolButton, QWidget

from ongoing_desktop.ui.commands.shortcuts import keep_keys, with_keys
from ongoing_desktop.ui.icons import keep_icon
from ongoing_desktop.ui.kit.buttons import push_button
from ongoing_desktop.ui.kit.controls import TickMenu, lead_with_icon
from ongoing_desktop.ui.kit.layout import STRETCH, hbox
from ongoing_desktop.ui.kit.plain_text import named, set_tooltip
from ongoing_desktop.ui.kit.sizes import px, sized
from ongoing_desktop.ui.webhooks.filter_menu import FilterButton
from ongoing_desktop.ui.webhooks.selection_bar import SelectionBar

if TYPE_CHECKING:
    from collections.abc import Hashable, Mapping

    from PySide6.QtGui import QAction, QKeyEvent, QResizeEvent

    from ongoing_desktop.ui.theme import Theme
    from ongoing_desktop.ui.webhooks.webhook_filters import Choice
    from ongoing_desktop.ui.webhooks.webhooks_table import WebhooksTable

CREATE, SELECTED = range(2)
GAP: Final = 8
FILTER: Final = 150
"""Minimum width of the filter in units."""
FILTER_ROOM: Final = 250
"""Minimum width of the filter, its two buttons and gaps. The quick choices get the rest or are hidden."""
CHIPS: Final[Mapping[str, tuple[str, Hashable]]] = {
    "regular": ("kind", "regular"),
    "automation": ("kind", "automation"),
    "disabled": ("enabled", False),
}
"""Quick choices; each is a single value of a group."""


class FilterLine(QLineEdit):
    """Escape shows everything again."""

    escaped = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Emit a signal on Escape."""
        if event.key() == Qt.Key.Key_Escape:
            self.escaped.emit()
            return
        super().keyPressEvent(event)


class ListBar(QWidget):
    """While several webhooks are selected, actions on them replace the two buttons."""

    def __init__(self, table: WebhooksTable, theme: Theme, actions: Mapping[str, QAction], parent: QWidget) -> None:
        super().__init__(parent)
        self._table = table
        self._theme = theme
        self._actions = actions
        self.selection = SelectionBar(actions, theme, self)
        self.filter = FilterLine(self)
        self._creators: list[QPushButton] = []
        self._left = QStackedWidget(self)
        self._left.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._create = self._create_buttons()
        self._left.addWidget(self._create)
        self._left.addWidget(self.selection)
        self._dress_filter()
        self._choices, self._columns = FilterButton(table.rows, theme, self), self._columns_button()
        hbox(
            self._left,
            STRETCH,
            self._quick_chips(),
            self._choices,
            (self.filter, 4),
            self._columns,
            on=self,
            spacing=GAP,
        )
        table.rows.changed.connect(self._show_chips)

    def set_selected(self, count: int, *, testing: bool) -> None:
        """Set the number of selected webhooks, and whether tests are running."""
        self.selection.set_count(count)
        self._left.setCurrentIndex(SELECTED if count > 1 or testing else CREATE)
        self._fit()

    def clear(self) -> None:
        """Show everything: no words, no choices."""
        self.filter.clear()
        self._table.rows.set_choice({})

    # construction

    def _create_buttons(self) -> QWidget:
        box = QWidget(self)
        hbox(
            self._button("createRegularWebhook", box, primary=True),
            self._button("createAutomationWebhook", box),
            STRETCH,
            on=box,
        )
        return box

    def _button(self, name: str, parent: QWidget, *, primary: bool = False) -> QPushButton:
        action = self._actions[name]
        button = push_button(parent, action.text(), f"{name}Button", action.trigger)
        button.setAccessibleName(action.text())
        keep_keys(button, action, lambda keys: set_tooltip(button, with_keys(action.text(), keys)))
        button.setProperty("primary", primary)
        keep_icon(button, button.setIcon, "add", self._theme, "accent_text" if primary else "text")
        self._creators.append(button)
        return button

    def _quick_chips(self) -> QWidget:
        self._chips = QButtonGroup(self)
        self._chip_box = QWidget(self)
        row = hbox(on=self._chip_box, spacing=2)
        for key, text in (
            ("all", self.tr("All")),
            ("regular", self.tr("Regular")),
            ("automation", self.tr("Automation")),
            ("disabled", self.tr("Disabled")),
        ):
            chip = push_button(self._chip_box, text, f"only_{key}")
            chip.setCheckable(True)
            chip.setAutoExclusive(True)  # which makes it a radio button for screen readers
            chip.setChecked(key == "all")
            chip.setProperty("chip", True)
            chip.clicked.connect(lambda _, only=key: self._table.rows.set_choice(_choice(only)))
            self._chips.addButton(chip)
            row.addWidget(chip)
        return self._chip_box

    def _dress_filter(self) -> None:
        self.filter.setObjectName("webhooksFilter")
        keep_keys(
            self.filter,
            self._actions["focusFilter"],
            lambda keys: self.filter.setPlaceholderText(f"{self.tr('Filter')}   {keys}".rstrip()),
        )
        self.filter.setAccessibleName(self.tr("Filter the webhooks"))
        self.filter.setClearButtonEnabled(True)
        sized(self.filter, least_width=FILTER, most_width=240)
        self.filter.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)  # the buttons keep their width
        lead_with_icon(self.filter, "search", self._theme)
        self.filter.textChanged.connect(self._table.rows.set_text)
        self.filter.escaped.connect(self.clear)

    def _columns_button(self) -> QToolButton:
        button = named(QToolButton(self), "webhooksColumns", self.tr("Columns"))
        button.setProperty("button", True)
        set_tooltip(button, self.tr("Columns"))
        button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        keep_icon(button, button.setIcon, "columns", self._theme, "text")
        menu = TickMenu(button)
        menu.setObjectName("columnsMenu")
        menu.aboutToShow.connect(lambda: self._table.columns.fill_menu(menu))
        button.setMenu(menu)
        return button

    def _show_chips(self) -> None:
        choice = self._table.rows.choice
        self._chips.setExclusive(False)
        for chip in self._chips.buttons():
            chip.setChecked(choice == _choice(chip.objectName().removeprefix("only_")))
        self._chips.setExclusive(True)

    # Qt overrides

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show what there is room for."""
        self._fit()
        super().resizeEvent(event)

    def _fit(self) -> None:
        """In a narrow row the quick choices give way to the others, then the buttons get short texts."""
        self._name_creators(
            self._actions["createRegularWebhook"].text(), self._actions["createAutomationWebhook"].text()
        )
        if self.width() < self._create.sizeHint().width() + px(FILTER_ROOM):
            self._name_creators(self.tr("New regular webhook"), self.tr("New automation webhook"))
        selecting = self._left.currentIndex() == SELECTED
        left = (self.selection if selecting else self._create).sizeHint().width()
        self._chip_box.setVisible(self.width() >= left + self._chip_box.sizeHint().width() + px(FILTER_ROOM))
        gap = px(GAP)
        room = self.width() - left - self.filter.minimumWidth() - 2 * gap
        for button in (self._choices, self._columns):
            room -= button.sizeHint().width() + gap
            button.setVisible(room >= 0)

    def _name_creators(self, *texts: str) -> None:
        for button, text in zip(self._creators, texts, strict=True):
            button.setText(text)


def _choice(chip: str) -> Choice:
    if chip not in CHIPS:
        return {}
    group, value = CHIPS[chip]
    return {group: frozenset({value})}
