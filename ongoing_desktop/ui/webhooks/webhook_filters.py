"""The filters of the webhooks' list: words, the chosen system, and choices in groups."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping, Sequence
from typing import Any, Final

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QSortFilterProxyModel, Qt, Signal

from ongoing_desktop.domain.lazy_dataclasses import dataclass
from ongoing_desktop.ui.webhooks import webhook_texts as words
from ongoing_desktop.ui.webhooks.webhook_columns import COLUMN, COLUMNS, Row
from ongoing_desktop.ui.webhooks.webhooks_model import WebhooksModel
from ongoing_desktop.wording.language import translated

Index = QModelIndex | QPersistentModelIndex
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

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._words: Sequence[str] = ()
        self._system: str | None = None
        self._choice: Choice = {}

    @property
    def choice(self) -> Choice:
        """The choices by group."""
        return self._choice

    @property
    def narrowed(self) -> bool:
        """Whether words or choices hide anything; the system does not count."""
        return bool(self._words or self._choice)

    def set_text(self, text: str) -> None:
        """All words must occur."""
        self._filter(lambda: setattr(self, "_words", text.casefold().split()))

    def set_system(self, system_id: str | None) -> None:
        """Only this system's; None for all."""
        if system_id != self._system:
            self._filter(lambda: setattr(self, "_system", system_id))

    def set_choice(self, choice: Choice) -> None:
        """Only rows with a wanted value in every given group."""
        wanted = {key: values for key, values in choice.items() if values and key in GROUP}
        self._filter(lambda: setattr(self, "_choice", wanted))

    def set_values(self, group: str, values: frozenset[Hashable]) -> None:
        """Set the wanted values of one group; none for all."""
        self.set_choice({**self._choice, group: values})

    def count(self) -> tuple[int, int]:
        """The number of rows shown, and of all rows of the chosen system."""
        return self.rowCount(), sum(1 for row in self._rows() if self._of_system(row))

    def offered(self, group: Group) -> list[tuple[Hashable, str]]:
        """Values to choose from, with their texts: the fixed ones, and those of the chosen system's rows."""
        found: dict[Hashable, str] = {value: translated(word) for value, word in group.always}
        if not group.always:
            for row in self._rows():
                if self._of_system(row):
                    found.update(group.values(row))
            return sorted(found.items(), key=lambda item: item[1].casefold())
        return list(found.items())

    def _filter(self, change: Callable[[], None]) -> None:
        self.beginFilterChange()
        change()
        self.endFilterChange()
        self.changed.emit()

    def _rows(self) -> Sequence[Row]:
        model = self.sourceModel()
        return model.rows if isinstance(model, WebhooksModel) else ()

    def _of_system(self, row: Row) -> bool:
        return self._system is None or row.hook.system == self._system

    def _accepts(self, row: Row) -> bool:
        if not self._of_system(row) or not all(word in row.search for word in self._words):
            return False
        return all(any(value in wanted for value, _ in GROUP[key].values(row)) for key, wanted in self._choice.items())

    # Qt overrides

    def filterAcceptsRow(self, source_row: int, source_parent: Index) -> bool:  # noqa: ARG002
        return self._accepts(self._rows()[source_row])

    def lessThan(self, left: Index, right: Index) -> bool:
        """Compare by the column's key, then by name and id, so that equal rows keep their order."""
        rows = self._rows()
        one, other = rows[left.row()], rows[right.row()]
        sort = COLUMNS[left.column()].sort or COLUMNS[COLUMN["webhook"]].sort
        key: Callable[[Row], Any] = sort or (lambda row: row.name)
        first, second = key(one), key(other)
        descending = self.sortOrder() == Qt.SortOrder.DescendingOrder
        if first is None or second is None:
            if (first is None) != (second is None):
                return (second is None) != descending
        elif first != second:
            return bool(first < second)
        tie = (one.name.casefold(), one.hook.id) < (other.name.casefold(), other.hook.id)
        return tie != descending if one is not other else False
