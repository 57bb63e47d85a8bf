"""The button that filters the list by groups, and the row that shows the active filters."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QToolButton, QWidget

from ongoing_desktop.ui.icons import icon
from ongoing_desktop.ui.kit.buttons import push_button, tool_button
from ongoing_desktop.ui.kit.controls import TickMenu
from ongoing_desktop.ui.kit.layout import STRETCH, Space, hbox
from ongoing_desktop.ui.kit.plain_text import label, restyle, set_tooltip
from ongoing_desktop.ui.webhooks.webhook_filters import GROUPS, Group, WebhooksFilter
from ongoing_desktop.wording.language import translated

if TYPE_CHECKING:
    from collections.abc import Hashable

    from ongoing_desktop.ui.theme import Theme

LONGEST_SIGN: Final = 34


class FilterButton(QToolButton):
    """Opens a menu with one tick per value; types and goods owners have submenus."""

    def __init__(self, rows: WebhooksFilter, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._rows = rows
        self._theme = theme
        self.setObjectName("webhooksFilterBy")
        self.setProperty("button", True)
        self.setAccessibleName(self.tr("Filter by kind, state, result, type or goods owner"))
        set_tooltip(self, self.tr("Filter by kind, state, result, type or goods owner"))
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.ticks = TickMenu(self)
        self.ticks.setObjectName("webhooksFilterMenu")
        self.ticks.aboutToShow.connect(self._fill)
        self.setMenu(self.ticks)
        theme.changed.connect(self._draw)
        rows.changed.connect(self._draw)
        self._draw()

    def _draw(self) -> None:
        self.setIcon(icon("filter", self._theme, "accent" if self._rows.choice else "text"))

    def _fill(self) -> None:
        for old in self.ticks.findChildren(TickMenu):
            old.deleteLater()
        self.ticks.clear()
        for number, group in enumerate(GROUPS):
            values = self._rows.offered(group)
            if not values:
                continue
            if group.always:
                if number and len(values) > 1:
                    self.ticks.addSeparator()
                self._add(self.ticks, group, values)
                continue
            inner = TickMenu(translated(group.title), self.ticks)
            inner.setObjectName(f"filter_{group.key}")
            self._add(inner, group, values)
            if group.key == "type":
                self.ticks.addSeparator()
            self.ticks.addMenu(inner)
        self.ticks.addSeparator()
        clear = self.ticks.addAction(self.tr("Clear the filter"))
        clear.setObjectName("clearFilterBy")
        clear.setEnabled(bool(self._rows.choice))
        clear.triggered.connect(lambda: self._rows.set_choice({}))

    def _add(self, menu: TickMenu, group: Group, values: list[tuple[Hashable, str]]) -> None:
        wanted = self._rows.choice.get(group.key, frozenset())
        for value, word in values:
            action = menu.addAction(word.replace("&", "&&"))
            action.setObjectName(f"filter_{group.key}_{value}")
            action.setCheckable(True)
            action.setChecked(value in wanted)
            action.toggled.connect(partial(self._on_tick, group.key, value))

    def _on_tick(self, group: str, value: Hashable, on: bool) -> None:
        wanted = self._rows.choice.get(group, frozenset())
        self._rows.set_values(group, wanted | {value} if on else wanted - {value})


class FilterChips(QWidget):
    """Shows the active filters and the number of rows; a click removes a filter. Hidden without filters."""

    cleared = Signal()
    """Show everything again, including other words."""

    def __init__(self, rows: WebhooksFilter, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("filterSigns")
        self._rows = rows
        self._theme = theme
        self._shown: tuple[tuple[str, str], ...] = ()
        self._signs: list[QToolButton] = []
        self.count = label("", self, role="muted", name="webhooksCount", live=True)
        self._row = hbox(
            self.count,
            Space(4),
            STRETCH,
            push_button(self, self.tr("Show all   Esc"), "clearSigns", self.cleared, look="flat"),
            on=self,
            spacing=6,
            margins=(2, 0, 0, 0),
        )
        for signal in (rows.changed, rows.rowsInserted, rows.rowsRemoved, rows.modelReset, rows.dataChanged):
            signal.connect(self.refresh)
        self.hide()

    def refresh(self) -> None:
        """Show the active filters."""
        self.setVisible(self._rows.narrowed)
        if not self._rows.narrowed:
            return
        shown, whole = self._rows.count()
        self.count.setText(self.tr("{shown} of {whole}").format(shown=shown, whole=whole))
        signs = tuple((group.key, self._text(group)) for group in GROUPS if group.key in self._rows.choice)
        if signs != self._shown:
            self._shown = signs
            self._rebuild()

    def _text(self, group: Group) -> str:
        wanted = self._rows.choice[group.key]
        names = [word for value, word in self._rows.offered(group) if value in wanted]
        listed = ", ".join(names)
        if len(listed) > LONGEST_SIGN:
            listed = names[0][:LONGEST_SIGN] + (
                "" if len(names) == 1 else self.tr(" and {count} more").format(count=len(names) - 1)
            )
        title = translated(group.title)
        return listed if listed == title else self.tr("{group}: {values}").format(group=title, values=listed)

    def _rebuild(self) -> None:
        for old in self._signs:
            self._row.removeWidget(old)
            old.hide()
            old.deleteLater()
        self._signs = []
        for place, (key, text) in enumerate(self._shown):
            sign = tool_button(
                self,
                self.tr("Remove the filter {what}").format(what=text),
                f"sign_{key}",
                look="chip",
                text=text.replace("&", "&&"),
                icon="close",
                theme=self._theme,
                colour="muted",
                tooltip=self.tr("Remove this filter"),
            )
            sign.setCheckable(True)
            sign.setChecked(True)
            sign.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            sign.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
            sign.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
            sign.clicked.connect(lambda _=False, group=key: self._rows.set_values(group, frozenset()))
            self._row.insertWidget(2 + place, sign)
            self._signs.append(sign)
            restyle(sign)
