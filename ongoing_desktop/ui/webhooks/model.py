"""The list of webhooks as a Qt model: one row per webhook, one :class:`Column` per column."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QSortFilterProxyModel,
    Qt,
)

from ongoing_desktop.bodies.visible import one_line
from ongoing_desktop.domain.catalogue import Catalogue
from ongoing_desktop.domain.exchange import ExchangeRow
from ongoing_desktop.domain.settings import Settings, Webhook
from ongoing_desktop.services.webhooks import Webhooks
from ongoing_desktop.ui.webhooks import words
from ongoing_desktop.ui.widgets.text import tooltip_text

Index = QModelIndex | QPersistentModelIndex

# Plain ints: comparing enum members costs more than half of a repaint (tech.md, section 2).
DISPLAY: Final = int(Qt.ItemDataRole.DisplayRole)
TOOLTIP: Final = int(Qt.ItemDataRole.ToolTipRole)
CHECK: Final = int(Qt.ItemDataRole.CheckStateRole)
ACCESSIBLE: Final = int(Qt.ItemDataRole.AccessibleTextRole)
ID: Final = int(Qt.ItemDataRole.UserRole)
SECOND: Final = ID + 1
"""Second line of a cell."""
PILL: Final = ID + 2
"""Kind of pill that a cell is drawn as."""
LOOK: Final = ID + 3
"""How a cell is drawn: switch, two-line, url, pill, button or text."""
WARN: Final = ID + 4
"""Whether the second line is a warning."""
SEARCH: Final = ID + 5
"""Everything that the filter looks at."""


@dataclass(frozen=True, slots=True)
class Row:
    """What one row shows; made once per change, not per repaint."""

    hook: Webhook
    name: str
    second: str
    warning: bool
    url: str
    mirror: str
    authentication: str
    retry: str
    test: str
    test_kind: str
    search: str
    tooltip: str


@dataclass(frozen=True, slots=True)
class Column:
    """One column; a further one is one more row of :data:`COLUMNS`."""

    key: str
    title: str
    look: str
    text: Callable[[Row], str]
    second: Callable[[Row], str] = lambda row: ""  # noqa: ARG005


COLUMNS: Final[tuple[Column, ...]] = (
    Column("enabled", "On", "switch", lambda row: words.tr("On") if row.hook.enabled else words.tr("Off")),
    Column("webhook", "Webhook", "two-line", lambda row: row.name, lambda row: row.second),
    Column("url", "URL", "url", lambda row: row.url, lambda row: row.mirror),
    Column("authentication", "Authentication", "text", lambda row: row.authentication),
    Column("retry", "Retry", "text", lambda row: row.retry),
    Column("last-test", "Last test", "pill", lambda row: row.test),
    Column("test", "", "button", lambda row: words.tr("Test")),  # noqa: ARG005
)
COLUMN: Final[Mapping[str, int]] = {column.key: number for number, column in enumerate(COLUMNS)}


class WebhooksModel(QAbstractTableModel):
    """Main thread only; :meth:`set_settings` and :meth:`set_tests` bring it up to date."""

    def __init__(self, webhooks: Webhooks, catalogue: Catalogue, parent: QObject) -> None:
        super().__init__(parent)
        self._webhooks = webhooks
        self._catalogue = catalogue
        self._settings = Settings()
        self._tests: Mapping[str, ExchangeRow] = {}
        self._seen: Mapping[str, Any] = {}
        self._rows: list[Row] = []

    def set_settings(self, settings: Settings) -> None:
        """Show these settings."""
        self._settings = settings
        ordered = sorted(settings.webhooks, key=lambda hook: (hook.name.casefold(), hook.id))
        self._show([self._row(hook) for hook in ordered])

    def set_tests(self, tests: Mapping[str, ExchangeRow], seen: Mapping[str, Any]) -> None:
        """Show these newest tests and last live requests, by webhook id."""
        if tests != self._tests or seen != self._seen:
            self._tests, self._seen = tests, seen
            self.set_settings(self._settings)

    def row_of(self, webhook_id: str) -> int:
        """The row of a webhook, -1 when it is not there."""
        return next((number for number, row in enumerate(self._rows) if row.hook.id == webhook_id), -1)

    def hook(self, number: int) -> Webhook:
        """The webhook of a row."""
        return self._rows[number].hook

    def _show(self, rows: list[Row]) -> None:
        same_order = [row.hook.id for row in rows] == [row.hook.id for row in self._rows]
        if not same_order:
            self.beginResetModel()
            self._rows = rows
            self.endResetModel()
            return
        before, self._rows = self._rows, rows
        for number, (old, new) in enumerate(zip(before, rows, strict=True)):
            if old != new:
                self.dataChanged.emit(self.index(number, 0), self.index(number, len(COLUMNS) - 1))

    def _row(self, hook: Webhook) -> Row:
        system = self._settings.system_of(hook)
        missing = words.missing_settings(hook, self._catalogue)
        facts = [words.kind_word(hook.kind), words.owner_words(hook, system)]
        trigger = self._catalogue.trigger(hook.type)
        title = trigger.title if trigger else hook.type
        if title and title != hook.name:
            facts.insert(0, title)
        if missing:
            facts.insert(0, words.tr("! {label} not chosen").format(label=missing[0].label))
        test, kind = words.last_test(self._tests.get(hook.id))
        mirror = words.mirror_words(self._webhooks.mirror_state(hook, self._seen.get(hook.id)))
        second = one_line(" · ".join(facts))
        search = " ".join((
            hook.name, second, title, hook.url, hook.email, hook.authentication, hook.type, hook.kind,
            words.all_owners(hook, system), words.system_name(hook, self._settings), mirror,
        ))  # fmt: skip
        return Row(
            hook=hook,
            name=one_line(hook.name),
            second=second,
            warning=bool(missing),
            url=one_line(hook.url),
            mirror=mirror,
            authentication=words.authentication_word(hook.authentication).removeprefix("Fixed "),
            retry=words.retry_word(hook.retry_policy),
            test=test,
            test_kind=kind,
            search=search.casefold(),
            tooltip=tooltip_text(f"{one_line(hook.name)} · {second}"),
        )

    # Qt's own names from here on.

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        """How many webhooks."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """How many columns."""
        return 0 if parent.isValid() else len(COLUMNS)

    def data(self, index: Index, role: int = DISPLAY) -> Any:
        """One fact of one cell."""
        if not index.isValid():
            return None
        row = self._rows[index.row()]
        column = COLUMNS[index.column()]
        return self._cell(row, column, role)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = DISPLAY) -> Any:
        """A column's title."""
        if role == DISPLAY and orientation == Qt.Orientation.Horizontal:
            return words.tr(COLUMNS[section].title)
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """The switch can be checked, by mouse and by assistive technology."""
        flags = Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsEnabled
        if index.isValid() and COLUMNS[index.column()].look == "switch":
            flags |= Qt.ItemFlag.ItemIsUserCheckable
        return flags

    @staticmethod
    def _cell(row: Row, column: Column, role: int) -> Any:
        if role == DISPLAY:
            return column.text(row)
        if role == ID:
            return row.hook.id
        if role == LOOK:
            return column.look
        if role == SECOND:
            return column.second(row)
        if role == PILL and column.look == "pill":
            return row.test_kind
        if role == CHECK and column.look == "switch":
            return Qt.CheckState.Checked if row.hook.enabled else Qt.CheckState.Unchecked
        if role in {WARN, SEARCH}:
            return row.search if role == SEARCH else row.warning and column.key == "webhook"
        if role == TOOLTIP and column.look in {"two-line", "url"}:
            return row.tooltip if column.look == "two-line" else tooltip_text(f"{row.url} · {row.mirror}")
        if role == ACCESSIBLE:
            return f"{column.text(row)} {column.second(row)}".strip()
        return None


class WebhooksFilter(QSortFilterProxyModel):
    """By words, by system, and by kind or state."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._words: Sequence[str] = ()
        self._system: str | None = None
        self._only = "all"

    def set_text(self, text: str) -> None:
        """All words must occur."""
        self.beginFilterChange()
        self._words = text.casefold().split()
        self.endFilterChange()

    def set_system(self, system_id: str | None) -> None:
        """Only this system's; None for all."""
        self.beginFilterChange()
        self._system = system_id
        self.endFilterChange()

    def set_only(self, only: str) -> None:
        """``all``, ``regular``, ``automation`` or ``disabled``."""
        self.beginFilterChange()
        self._only = only
        self.endFilterChange()

    def filterAcceptsRow(self, source_row: int, source_parent: Index) -> bool:
        """Whether a row is shown."""
        model = self.sourceModel()
        if not isinstance(model, WebhooksModel):
            return False
        hook = model.hook(source_row)
        if self._system is not None and hook.system != self._system:
            return False
        if self._only == "disabled" and hook.enabled:
            return False
        if self._only in {"regular", "automation"} and hook.kind != self._only:
            return False
        text = model.data(model.index(source_row, 0, source_parent), SEARCH)
        return all(word in text for word in self._words)
