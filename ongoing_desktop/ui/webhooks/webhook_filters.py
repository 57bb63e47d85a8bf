"""The filters of the webhooks' list: words, the chosen system, and choices in groups; their menu and their chips."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping, Sequence
from functools import partial
from typing import Any, Final

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QSortFilterProxyModel, Qt, Signal
from PySide6.QtWidgets import QToolButton, QWidget

from ongoing_desktop.domain.lazy_dataclasses import dataclass
from ongoing_desktop.ui.icons import icon
from ongoing_desktop.ui.kit.buttons import push_button, tool_button
from ongoing_desktop.ui.kit.controls import TickMenu
from ongoing_desktop.ui.kit.layout import STRETCH, Space, hbox
from ongoing_desktop.ui.kit.plain_text import label, restyle, set_tooltip
from ongoing_desktop.ui.theme import Theme
from ongoing_desktop.ui.webhooks import webhook_texts as words
from ongoing_desktop.ui.webhooks.webhook_columns import COLUMNS, Row, natural
from ongoing_desktop.ui.webhooks.webhooks_model import WebhooksModel
from ongoing_desktop.wording.language import translated

Index = QModelIndex | QPersistentModelIndex
LONGEST_SIGN: Final = 34
"""Maximum characters of the values on a chip."""
Choice = Mapping[str, frozenset[Hashable]]
"""The wanted values by a group's key; absent groups accept everything."""


@dataclass(frozen=True, slots=True)
class Group:
    """One criterion; a new one is a row in :data:`GROUPS`."""

    key: str
    title: str
    values: Callable[[Row], Sequence[tuple[Hashable, str]]]
    """The values of a row, each with its text."""
    always: tuple[tuple[Hashable, str], ...] = ()
    """Values that are always offered."""


GROUPS: Final[tuple[Group, ...]] = (
    Group(
        "kind", "Kind", lambda row: [(row.hook.kind, words.kind_word(row.hook.kind))],
        (("regular", "Regular"), ("automation", "Automation")),
    ),
    Group("enabled", "State", lambda row: [(row.hook.enabled, "")], ((True, "Enabled"), (False, "Disabled"))),
    Group(
        "result", "Last result", lambda row: [(row.result, "")],
        (("never", "Never tested"), ("good", "Passed"), ("failed", "Failed")),
    ),
    Group(
        "attention", "Needs attention", lambda row: [(bool(row.attention), "")],
        ((True, "Needs attention"),),
    ),
    Group("type", "Type", lambda row: [(row.hook.type, row.title)]),
    Group("owner", "Goods owner", lambda row: [*row.owner_values]),
)  # fmt: skip
GROUP: Final[Mapping[str, Group]] = {group.key: group for group in GROUPS}


class WebhooksFilter(QSortFilterProxyModel):
    """Main thread only. Sorts by the columns' keys; rows without one come last in either direction."""

    changed = Signal()
    """The filter has changed, or the rows have."""

    def __init__(self, model: WebhooksModel, parent: QObject) -> None:
        super().__init__(parent)
        self._model = model
        self.setSourceModel(model)
        self._words: Sequence[str] = ()
        self._system: str | None = None
        self.choice: Choice = {}
        """The choices by group, set by :meth:`set_choice`."""

    @property
    def narrowed(self) -> bool:
        """Whether words or choices hide anything; the system does not count."""
        return bool(self._words or self.choice)

    def set_text(self, text: str) -> None:
        """All words must occur."""
        self.beginFilterChange()
        self._words = text.casefold().split()
        self._end_change()

    def set_system(self, system_id: str | None) -> None:
        """Only this system's; None for all."""
        if system_id != self._system:
            self.beginFilterChange()
            self._system = system_id
            self._end_change()

    def set_choice(self, choice: Choice) -> None:
        """Only rows with a wanted value in every given group."""
        self.beginFilterChange()
        self.choice = {key: values for key, values in choice.items() if values and key in GROUP}
        self._end_change()

    def set_values(self, group: str, values: frozenset[Hashable]) -> None:
        """Set the wanted values of one group; none for all."""
        self.set_choice({**self.choice, group: values})

    def count(self) -> tuple[int, int]:
        """The number of rows shown, and of all rows of the chosen system."""
        return self.rowCount(), sum(map(self._of_system, self._model.rows))

    def offered(self, group: Group) -> list[tuple[Hashable, str]]:
        """Values to choose from, with their texts: the fixed ones, and those of the chosen system's rows."""
        if group.always:
            return [(value, translated(word)) for value, word in group.always]
        found = {value: word for row in self._model.rows if self._of_system(row) for value, word in group.values(row)}
        return sorted(found.items(), key=lambda item: item[1].casefold())

    def _end_change(self) -> None:
        self.endFilterChange()
        self.changed.emit()

    def _of_system(self, row: Row) -> bool:
        return self._system is None or row.hook.system == self._system

    # Qt overrides

    def filterAcceptsRow(self, source_row: int, source_parent: Index) -> bool:  # noqa: ARG002
        row = self._model.rows[source_row]
        if not self._of_system(row) or not all(word in row.search for word in self._words):
            return False
        return all(any(value in wanted for value, _ in GROUP[key].values(row)) for key, wanted in self.choice.items())

    def lessThan(self, left: Index, right: Index) -> bool:
        """Compare by the column's key, then by name and id, so that equal rows keep their order."""
        one, other = self._model.rows[left.row()], self._model.rows[right.row()]
        key = COLUMNS[left.column()].sort or _by_name
        first, second = key(one), key(other)
        descending = self.sortOrder() == Qt.SortOrder.DescendingOrder
        if first is None or second is None:
            if (first is None) != (second is None):
                return (second is None) != descending
        elif first != second:
            return bool(first < second)
        tie = (one.name.casefold(), one.hook.id) < (other.name.casefold(), other.hook.id)
        return tie != descending if one is not other else False


def _by_name(row: Row) -> Any:
    return natural(row.name)


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
