"""The list of webhooks as a Qt model: one row per webhook, one :class:`Column` per column."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple

from PySide6.QtCore import QModelIndex, QObject, Qt

from ongoing_desktop.bodies.visible import one_line
from ongoing_desktop.domain.exchange import ExchangeRow
from ongoing_desktop.domain.settings import Settings, System, Webhook, WebhookState
from ongoing_desktop.domain.sync_state import Seen
from ongoing_desktop.ui.kit.plain_text import tooltip_text
from ongoing_desktop.ui.kit.table import ACCESSIBLE, DISPLAY, NO_INDEX, TOOLTIP, USER, Index, RowModel
from ongoing_desktop.ui.webhooks import webhook_texts as words
from ongoing_desktop.ui.webhooks.webhook_columns import COLUMNS, Column, Row
from ongoing_desktop.wording.language import translated
from ongoing_desktop.wording.times import short_time

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ongoing_desktop.services import Services

CHECK: Final = int(Qt.ItemDataRole.CheckStateRole)
ID: Final = USER
SECOND: Final = ID + 1
"""Second line of a cell."""
PAINTED: Final = ID + 2
"""Everything for painting a cell as :class:`Painted`, because each role costs a call through the proxy."""
RESET_OVER: Final = 24
"""If more rows than this are removed at once, a reset is quicker than row by row."""

_Inputs = tuple[Webhook, System | None, WebhookState, ExchangeRow | None, Seen | None]


class Painted(NamedTuple):
    """What a cell is painted from."""

    look: str
    """switch, two-line, url, pill, button or text."""
    text: str
    second: str
    """Second line."""
    row: Row


class WebhooksModel(RowModel):
    """Main thread only. :meth:`set_settings` and :meth:`set_tests` update only rows that differ.

    Rows are in the order of their creation; the proxy sorts.
    """

    def __init__(self, services: Services, parent: QObject) -> None:
        """``services``: asked when there are webhooks, because without any nothing of the catalogue is needed."""
        super().__init__(_titles(), parent)
        self._services = services
        self._settings = Settings()
        self._tests: Mapping[str, ExchangeRow] = {}
        self._seen: Mapping[str, Seen] = {}
        self.rows: list[Row] = []
        self._inputs: list[_Inputs] = []
        self._places: dict[str, int] = {}

    # public

    def set_settings(self, settings: Settings) -> None:
        """Show these settings."""
        self._settings = settings
        hooks = {hook.id: hook for hook in settings.webhooks}
        gone = [place for place, row in enumerate(self.rows) if row.hook.id not in hooks]
        fresh = [hook for hook in settings.webhooks if hook.id not in self._places]
        if len(gone) > RESET_OVER:
            self.beginResetModel()
            self.rows, self._inputs, self._places = [], [], {}
            self._append(list(settings.webhooks))
            self.endResetModel()
            return
        for place in reversed(gone):
            self.beginRemoveRows(QModelIndex(), place, place)
            del self.rows[place]
            del self._inputs[place]
            self._places = {row.hook.id: number for number, row in enumerate(self.rows)}
            self.endRemoveRows()
        self._renew([hooks[row.hook.id] for row in self.rows])
        if fresh:
            self.beginInsertRows(QModelIndex(), len(self.rows), len(self.rows) + len(fresh) - 1)
            self._append(fresh)
            self.endInsertRows()

    def set_tests(self, tests: Mapping[str, ExchangeRow], seen: Mapping[str, Seen]) -> None:
        """Show these newest tests and last live requests, by webhook id."""
        self._tests, self._seen = tests, seen
        self._renew([row.hook for row in self.rows])

    def retranslate(self) -> None:
        """Make the titles and the texts of all rows again."""
        self._titles = _titles()
        self.rows = [self._row(inputs) for inputs in self._inputs]

    def row_of(self, webhook_id: str) -> int:
        """The row of a webhook, -1 if it is not present."""
        return self._places.get(webhook_id, -1)

    # private

    def _append(self, hooks: Sequence[Webhook]) -> None:
        systems = {system.id: system for system in self._settings.systems}
        for hook in hooks:
            inputs = self._inputs_of(hook, systems)
            self._places[hook.id] = len(self.rows)
            self.rows.append(self._row(inputs))
            self._inputs.append(inputs)

    def _renew(self, hooks: Sequence[Webhook]) -> None:
        systems = {system.id: system for system in self._settings.systems}
        changed: list[int] = []
        for place, hook in enumerate(hooks):
            inputs = self._inputs_of(hook, systems)
            if inputs == self._inputs[place]:
                continue
            row = self._row(inputs)
            self._inputs[place] = inputs
            if row != self.rows[place]:
                self.rows[place] = row
                changed.append(place)
        if changed:
            # One signal for all, because each makes the proxy sort and the view paint.
            self.dataChanged.emit(self.index(changed[0], 0), self.index(changed[-1], len(COLUMNS) - 1))

    def _inputs_of(self, hook: Webhook, systems: Mapping[str, System]) -> _Inputs:
        state = self._settings.state(hook.id)
        return hook, systems.get(hook.system), state, self._tests.get(hook.id), self._seen.get(hook.id)

    def _row(self, inputs: _Inputs) -> Row:
        hook, system, state, last, seen = inputs
        trigger = self._services.catalogue.trigger(hook.type)
        title = trigger.title if trigger else hook.type
        attention = words.attention(hook, system, state, self._services.catalogue)
        facts = [words.kind_word(hook.kind), words.owner_words(hook, system)]
        if title and title != hook.name:
            facts.insert(0, title)
        if attention:
            facts.insert(0, translated("! {what}").format(what=attention[0]))
        test, kind = words.last_test(last)
        state_there = self._services.activity.mirror_state(hook, seen)
        mirror = words.mirror_words(state_there)
        second = one_line(" · ".join(facts))
        system_name = system.name if system else translated("unknown system")
        owners = words.all_owners(hook, system)
        search = " ".join((
            hook.name, second, title, hook.url, hook.email, hook.authentication, hook.type, hook.kind,
            owners, system_name, mirror, *attention,
        ))  # fmt: skip
        return Row(
            hook=hook,
            name=one_line(hook.name),
            second=second,
            attention=attention,
            system=one_line(system_name),
            title=one_line(title),
            owners=one_line(owners),
            owner_values=tuple(
                ((hook.system, owner), one_line(words.one_owner(owner, system))) for owner in hook.goods_owners
            ),
            url=one_line(hook.url),
            mirror=mirror,
            mirror_short=words.mirror_words(state_there, short=True),
            authentication=words.short_authentication_word(hook.authentication),
            retry=words.retry_word(hook.retry_policy),
            test=test,
            test_kind=kind,
            result=words.RESULTS[kind],
            test_at=last.at if last else None,
            seen_at=seen.at if seen else None,
            changed_at=state.changed_at,
            entered_at=state.entered_at,
            search=search.casefold(),
            tooltip=tooltip_text(one_line(" · ".join((hook.name, *attention, *facts[bool(attention) :])))),
        )

    def _spoken(self, row: Row) -> str:
        """A whole row for screen readers, which read the first cell when the user moves to another row."""
        usual = [column for column in COLUMNS if not column.hidden and column.look != "button"]
        texts = (self._spoken_cell(row, column) for column in (*usual[1:], usual[0]))
        return ", ".join(text for text in texts if text)

    def _spoken_cell(self, row: Row, column: Column) -> str:
        return f"{column.text(row)} {self._second(row, column)}".strip()

    def _second(self, row: Row, column: Column) -> str:
        if column.ago is None:
            return column.second(row) if column.second else ""
        moment = column.ago(row)
        return words.ago(moment, self._services.clock()) if moment else ""

    @staticmethod
    def _tooltip(row: Row, column: Column) -> str | None:
        if column.look == "two-line":
            return row.tooltip
        if column.look == "url":
            return tooltip_text(f"{row.url} · {row.mirror}")
        if column.ago is not None and (moment := column.ago(row)):
            return tooltip_text(f"{column.text(row)} · {short_time(moment)}")
        return tooltip_text(column.text(row)) if column.look == "text" and column.text(row) else None

    # Qt overrides

    def index(self, row: int, column: int, parent: Index = NO_INDEX) -> QModelIndex:
        """Create an index without the inherited bounds checks, which would call both counts for each painted cell."""
        inside = 0 <= row < len(self.rows) and 0 <= column < len(COLUMNS) and not parent.isValid()
        return self.createIndex(row, column) if inside else QModelIndex()

    def data(self, index: Index, role: int = DISPLAY) -> Any:
        if not index.isValid():
            return None
        row, column = self.rows[index.row()], COLUMNS[index.column()]
        if role == PAINTED:
            second = self._second(row, column) if column.ago or column.second else ""
            return Painted(column.look, column.text(row), second, row)
        if role == DISPLAY:
            return column.text(row)
        if role == ID:
            return row.hook.id
        if role == SECOND:
            return self._second(row, column)
        if role == CHECK and column.look == "switch":
            return Qt.CheckState.Checked if row.hook.enabled else Qt.CheckState.Unchecked
        if role == TOOLTIP:
            return self._tooltip(row, column)
        if role == ACCESSIBLE:
            return self._spoken(row) if column is COLUMNS[0] else self._spoken_cell(row, column)
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """The switch can be checked, by mouse and by assistive technology."""
        flags = Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsEnabled
        if index.isValid() and COLUMNS[index.column()].look == "switch":
            flags |= Qt.ItemFlag.ItemIsUserCheckable
        return flags


def _titles() -> tuple[str, ...]:
    return tuple(translated(column.title) for column in COLUMNS)
