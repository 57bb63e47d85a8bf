"""The row above the list: create, act on the selection or follow its tests on the left, find on the right."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QLineEdit, QPushButton, QSizePolicy, QStackedWidget, QWidget

from ongoing_desktop.ui.commands.shortcuts import keep_keys, with_keys
from ongoing_desktop.ui.kit.buttons import Look, push_button, tool_button
from ongoing_desktop.ui.kit.controls import TickMenu, lead_with_icon
from ongoing_desktop.ui.kit.layout import STRETCH, Space, add, hbox
from ongoing_desktop.ui.kit.plain_text import ElidedLabel, label, named, set_tooltip
from ongoing_desktop.ui.kit.sizes import px, sized
from ongoing_desktop.ui.webhooks.webhook_filters import FilterButton

if TYPE_CHECKING:
    from collections.abc import Mapping

    from PySide6.QtGui import QAction, QKeyEvent, QResizeEvent

    from ongoing_desktop.ui.theme import Theme
    from ongoing_desktop.ui.webhooks.webhook_filters import Choice
    from ongoing_desktop.ui.webhooks.webhooks_table import WebhooksTable

CREATE, SELECTED, TESTING = range(3)
GAP: Final = 8
FILTER: Final = 150
"""Minimum width of the filter in units."""
FILTER_ROOM: Final = 250
"""Minimum width of the filter, its two buttons and gaps. The quick choices get the rest or are hidden."""
VERBS: Final = (
    ("enableWebhooks", "Enable"),
    ("disableWebhooks", "Disable"),
    ("testWebhook", "Test"),
    ("duplicateWebhook", "Duplicate"),
    ("exportWebhooks", "Export"),
    ("deleteWebhook", "Delete"),
)
"""Commands on several webhooks, with short labels."""


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
    """While several webhooks are selected, actions on them replace the two buttons; while they are tested, the progress."""

    unselect_requested = Signal()
    cancel_requested = Signal()
    """The running tests should be cancelled."""

    def __init__(self, table: WebhooksTable, theme: Theme, actions: Mapping[str, QAction], parent: QWidget) -> None:
        super().__init__(parent)
        self._table = table
        self._theme = theme
        self._actions = actions
        self._selected = 0
        self.filter = FilterLine(self)
        self._creators: list[QPushButton] = []
        self._left = QStackedWidget(self)
        self._left.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._parts = (self._create_buttons(), self._verbs(), self._progress())
        for part in self._parts:
            self._left.addWidget(part)
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

    def set_selected(self, count: int) -> None:
        """Set the number of selected webhooks."""
        self._selected = count
        self._count.setText(self.tr("{count} selected").format(count=count))
        if self._left.currentIndex() != TESTING:
            self.end_progress()

    def show_progress(self, number: int, of: int, name: str) -> None:
        """Show the number of the current test and the total."""
        short = self.tr("Testing {number} of {of}").format(number=number, of=of)
        self._message.set_texts((self.tr("{what}: {name}").format(what=short, name=name), short))
        self._left.setCurrentIndex(TESTING)
        self._fit()

    def end_progress(self) -> None:
        """Show the actions again."""
        self._left.setCurrentIndex(SELECTED if self._selected > 1 else CREATE)
        self._fit()

    def clear(self) -> None:
        """Show everything: no words, no choices."""
        self.filter.clear()
        self._table.rows.set_choice({})

    # construction

    def _create_buttons(self) -> QWidget:
        box = QWidget(self)
        first, second = (
            self._creator(box, "createRegularWebhook", "primary"),
            self._creator(box, "createAutomationWebhook"),
        )
        hbox(first, second, STRETCH, on=box)
        return box

    def _creator(self, parent: QWidget, name: str, look: Look = "") -> QPushButton:
        action = self._actions[name]
        button = push_button(
            parent, action.text(), f"{name}Button", action.trigger, look=look, icon="add", theme=self._theme
        )
        button.setAccessibleName(action.text())
        keep_keys(button, action, lambda keys: set_tooltip(button, with_keys(action.text(), keys)))
        self._creators.append(button)
        return button

    def _verbs(self) -> QWidget:
        box = named(QWidget(self), "selectionBar")
        self._count = label("", box, role="strong", name="selectedCount")
        row = hbox(self._count, Space(6), on=box, spacing=2, margins=(2, 0, 0, 0))
        for name, word in VERBS:
            button = push_button(box, self.tr(word), f"selected_{name}", self._actions[name].trigger, look="flat")
            button.setProperty("danger", name == "deleteWebhook")
            row.addWidget(button)
        close = tool_button(
            box,
            self.tr("Select only the current webhook"),
            "unselect",
            self.unselect_requested,
            look="flat",
            icon="close",
            theme=self._theme,
            colour="muted",
        )
        close.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        add(row, close, STRETCH)
        return box

    def _progress(self) -> QWidget:
        box = QWidget(self)
        self._message = named(ElidedLabel(box), "testsProgress")
        sized(self._message, least_width=300)
        cancel = push_button(box, self.tr("Cancel"), "cancelTests", self.cancel_requested)
        hbox((self._message, 1), cancel, on=box, spacing=10, margins=(2, 0, 0, 0))
        return box

    def _quick_chips(self) -> QWidget:
        self._chips: list[tuple[QPushButton, Choice]] = []
        self._group = QButtonGroup(self)
        self._chip_box = QWidget(self)
        row = hbox(on=self._chip_box, spacing=2)
        choices: tuple[tuple[str, str, Choice], ...] = (
            ("all", self.tr("All"), {}),
            ("regular", self.tr("Regular"), {"kind": frozenset({"regular"})}),
            ("automation", self.tr("Automation"), {"kind": frozenset({"automation"})}),
            ("disabled", self.tr("Disabled"), {"enabled": frozenset({False})}),
        )
        for key, text, choice in choices:
            chip = push_button(self._chip_box, text, f"only_{key}")
            chip.setCheckable(True)
            chip.setAutoExclusive(True)  # which makes it a radio button for screen readers
            chip.setChecked(key == "all")
            chip.setProperty("chip", True)
            chip.clicked.connect(lambda _, choice=choice: self._table.rows.set_choice(choice))
            self._group.addButton(chip)
            self._chips.append((chip, choice))
            row.addWidget(chip)
        return self._chip_box

    def _dress_filter(self) -> None:
        named(self.filter, "webhooksFilter", self.tr("Filter the webhooks"))
        keep_keys(
            self.filter,
            self._actions["focusFilter"],
            lambda keys: self.filter.setPlaceholderText(f"{self.tr('Filter')}   {keys}".rstrip()),
        )
        self.filter.setClearButtonEnabled(True)
        sized(self.filter, least_width=FILTER, most_width=240)
        self.filter.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)  # the buttons keep their width
        lead_with_icon(self.filter, "search", self._theme)
        self.filter.textChanged.connect(self._table.rows.set_text)
        self.filter.escaped.connect(self.clear)

    def _columns_button(self) -> QWidget:
        menu = named(TickMenu(self), "columnsMenu")
        menu.aboutToShow.connect(lambda: self._table.columns.fill_menu(menu))
        return tool_button(self, self.tr("Columns"), "webhooksColumns", icon="columns", theme=self._theme, menu=menu)

    def _show_chips(self) -> None:
        self._group.setExclusive(False)
        for chip, choice in self._chips:
            chip.setChecked(choice == self._table.rows.choice)
        self._group.setExclusive(True)

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
        if self.width() < self._parts[CREATE].sizeHint().width() + px(FILTER_ROOM):
            self._name_creators(self.tr("New regular webhook"), self.tr("New automation webhook"))
        create, *others = (part.sizeHint().width() for part in self._parts)
        left = create if self._left.currentIndex() == CREATE else max(others)
        self._chip_box.setVisible(self.width() >= left + self._chip_box.sizeHint().width() + px(FILTER_ROOM))
        gap = px(GAP)
        room = self.width() - left - self.filter.minimumWidth() - 2 * gap
        for button in (self._choices, self._columns):
            room -= button.sizeHint().width() + gap
            button.setVisible(room >= 0)

    def _name_creators(self, *texts: str) -> None:
        for button, text in zip(self._creators, texts, strict=True):
            button.setText(text)
