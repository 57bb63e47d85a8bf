"""Table columns that the user can choose, move, resize and sort by; the state is plain JSON values."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHeaderView, QTableView

from ongoing_desktop.domain.lazy_dataclasses import dataclass, replace
from ongoing_desktop.ui.kit.controls import TickMenu
from ongoing_desktop.ui.kit.sizes import px
from ongoing_desktop.ui.kit.table import viewport_of
from ongoing_desktop.ui.kit.timing import after_pause

NARROWEST: Final = 40
SCROLLED: Final = 190
"""Least width in units of the column that is always shown, in a table that scrolls sideways anyway."""
WIDEST: Final = 2000
SETTLE_MS: Final = 120
"""Milliseconds after the user's last change until the stretching columns take the remaining width."""


@dataclass(frozen=True, slots=True)
class ColumnSpec:
    """One column. Widths are units."""

    key: str
    title: str
    width: int
    """Default width. For a stretching column: its minimum width, and its share of the remaining width."""
    stretch: bool = False
    hidden: bool = False
    hidden_when_narrow: bool = False
    """Whether it is hidden in a narrow table until the user chooses columns."""
    spare: bool = False
    """Whether it is hidden until then if the others would not fit beside it."""
    sortable: bool = True
    fixed: bool = False
    """Whether it is always shown."""
    own: bool = False
    """Whether the user added it. Instead of being hidden it is removed."""


class Columns(QObject):
    """Controls the horizontal header of one table. Main thread only. The table's model has one section per spec.

    The view calls :meth:`fit` from its ``resizeEvent``. The model sorts (``QTableView.sortByColumn``); without
    ``sort``, headers cannot be clicked.
    """

    changed = Signal()
    """The user changed something in :meth:`state`."""
    remove_requested = Signal(str)
    """The user no longer wants an own column; its owner calls :meth:`remove` after the model has removed it."""
    menu_filled = Signal(object)
    """The owner can add actions to the menu of columns."""

    def __init__(
        self,
        view: QTableView,
        specs: Sequence[ColumnSpec],
        *,
        narrow: int = 0,
        sort: tuple[str, bool] | None = None,
    ) -> None:
        """``narrow``: the width in units below which the table counts as narrow; ``sort``: default column and whether descending."""
        super().__init__(view)
        self._view = view
        self._specs = tuple(specs)
        self._places = {spec.key: place for place, spec in enumerate(specs)}
        self._narrow = narrow
        self._usual_sort = sort
        self._last_sort = sort or ("", False)
        self._hidden: frozenset[str] | None = None
        self._widths: dict[str, float] = {}
        """The user's widths in units."""
        self._fitting = False
        self._settle = after_pause(self, SETTLE_MS, self._settled)
        self._header = view.horizontalHeader()
        self._dress()
        view.installEventFilter(self)
        self.reset()

    # public

    def state(self) -> dict[str, Any]:
        """The differences from the defaults, as plain JSON values."""
        found: dict[str, Any] = {}
        order = [self._specs[self._header.logicalIndex(place)].key for place in range(len(self._specs))]
        if order != [spec.key for spec in self._specs]:
            found["order"] = order
        if self._hidden is not None:
            found["hidden"] = sorted(self._hidden)
        if self._widths:
            found["widths"] = dict(self._widths)
        if self._usual_sort is not None and self._last_sort != self._usual_sort:
            found["sort"] = list(self._last_sort)
        return found

    def restore(self, state: Mapping[str, Any]) -> None:
        """Restore the result of :meth:`state` of any version; invalid parts are ignored."""
        self.reset()
        widths, hidden = state.get("widths"), state.get("hidden")
        if isinstance(widths, Mapping):
            self._widths = {
                key: max(NARROWEST, min(WIDEST, float(width)))
                for key, width in widths.items()
                if key in self._places and isinstance(width, int | float)
            }
        if isinstance(hidden, list):
            keys = frozenset(key for key in hidden if isinstance(key, str) and key in self._places)
            self._hidden = keys - {spec.key for spec in self._specs if spec.fixed}
        if isinstance(order := state.get("order"), list):
            self._put_in_order([key for key in order if isinstance(key, str) and key in self._places])
        match state.get("sort"):
            case [str(key), bool(descending)] if key in self._places and self._specs[self._places[key]].sortable:
                self._sort(key, descending=descending)
        self.fit()

    def reset(self) -> None:
        """Reset columns, order, widths and sorting."""
        self._hidden, self._widths = None, {}
        self._put_in_order([spec.key for spec in self._specs])
        if self._usual_sort is not None:
            self._sort(self._usual_sort[0], descending=self._usual_sort[1])
        self.fit()

    def add(self, spec: ColumnSpec) -> None:
        """Show a column that was added at the end of the model, after the others of the user or the first fixed one."""
        before = [place for place, other in enumerate(self._specs) if other.own or other.fixed]
        self._places[spec.key] = len(self._specs)
        self._specs += (spec,)
        if before:
            self._fitting = True
            last = max(self._header.visualIndex(place) for place in before)
            self._header.moveSection(self._header.visualIndex(self._places[spec.key]), last + 1)
            self._fitting = False
        self.fit()
        self.changed.emit()

    def remove(self, key: str) -> None:
        """Forget a column that was removed from the model."""
        self._specs = tuple(spec for spec in self._specs if spec.key != key)
        self._places = {spec.key: place for place, spec in enumerate(self._specs)}
        self._widths.pop(key, None)
        if self._last_sort[0] == key and self._usual_sort is not None:
            self._sort(self._usual_sort[0], descending=self._usual_sort[1])
        self.fit()
        self.changed.emit()

    def offer(self, key: str, *, shown: bool) -> None:
        """Show a column or not while the user has not chosen columns."""
        place = self._places[key]
        if self._specs[place].hidden == shown:
            self._specs = (
                *self._specs[:place],
                replace(self._specs[place], hidden=not shown),
                *self._specs[place + 1 :],
            )
            self.fit()

    def sort_by(self, key: str, *, descending: bool) -> None:
        """Sort by a column, as if its header had been clicked."""
        self._sort(key, descending=descending)

    def set_shown(self, key: str, *, shown: bool) -> None:
        """Show or hide a column as the user's choice. Does nothing for a column that was removed meanwhile."""
        if key not in self._places:
            return
        if self._specs[self._places[key]].own and not shown:
            self.remove_requested.emit(key)
            return
        hidden = self.hidden
        self._hidden = hidden - {key} if shown else hidden | {key}
        self.fit()
        self.changed.emit()

    @property
    def hidden(self) -> frozenset[str]:
        """Keys of the hidden columns."""
        if self._hidden is not None:
            return self._hidden
        taken = sum(self._widths.get(spec.key, spec.width) for spec in self._specs if spec.own)
        narrow = viewport_of(self._view).width() < px(self._narrow + taken)
        hidden = frozenset(spec.key for spec in self._specs if spec.hidden or (narrow and spec.hidden_when_narrow))
        shown = [spec for spec in self._specs if spec.key not in hidden]
        lacking = sum(px(self._widths.get(spec.key, spec.width)) for spec in shown) - viewport_of(self._view).width()
        for spec in shown:
            if spec.spare and lacking > 0:
                hidden |= {spec.key}
                lacking -= px(self._widths.get(spec.key, spec.width))
        return hidden

    def fill_menu(self, menu: TickMenu) -> None:
        """Add one tick per column, and a reset command."""
        menu.clear()
        menu.setToolTipsVisible(False)
        hidden = self.hidden
        for spec in self._specs:
            if spec.fixed:
                continue
            action = menu.addAction(spec.title)
            action.setObjectName(f"column_{spec.key}")
            action.setCheckable(True)
            action.setChecked(spec.key not in hidden)
            action.toggled.connect(lambda on, key=spec.key: self.set_shown(key, shown=on))
            if spec.own:
                # The menu stays open, but the column is gone and is added in another way.
                action.toggled.connect(action.setEnabled)
        menu.addSeparator()
        self.menu_filled.emit(menu)
        back = menu.addAction(self.tr("Reset columns"))
        back.setObjectName("resetColumns")
        back.triggered.connect(self._on_reset)

    def fit(self) -> None:
        """Hide and widen columns for the table's width; stretching columns share the rest."""
        hidden = self.hidden
        self._fitting = True
        self._header.setMinimumSectionSize(px(NARROWEST))
        for place, spec in enumerate(self._specs):
            if self._view.isColumnHidden(place) != (spec.key in hidden):
                self._view.setColumnHidden(place, spec.key in hidden)
        shown = [spec for spec in self._specs if spec.key not in hidden]
        flexible = [spec for spec in shown if spec.stretch and spec.key not in self._widths]
        unit = px(1000) / 1000
        widths = {
            spec.key: round(self._widths[spec.key] * unit)
            if spec.key in self._widths
            else max(round(spec.width * unit), self._header.sectionSizeHint(self._places[spec.key]))
            for spec in shown
        }
        taken = sum(widths[spec.key] for spec in shown if spec not in flexible)
        left = viewport_of(self._view).width() - taken
        if left < sum(widths[spec.key] for spec in flexible):
            widths |= {spec.key: max(widths[spec.key], px(SCROLLED)) for spec in flexible if spec.fixed}
        weight = sum(spec.width for spec in flexible)
        for spec in flexible:
            width = max(widths[spec.key], left * spec.width // weight)
            left -= width
            weight -= spec.width
            self._header.resizeSection(self._places[spec.key], width)
        for spec in shown:
            if spec not in flexible:
                self._header.resizeSection(self._places[spec.key], widths[spec.key])
        self._fitting = False

    # slots

    def _dress(self) -> None:
        header = self._header
        header.setSectionsMovable(True)
        header.setSectionsClickable(self._usual_sort is not None)
        header.setHighlightSections(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        header.customContextMenuRequested.connect(self._on_menu)
        header.sectionResized.connect(self._on_resized)
        header.sectionMoved.connect(self._on_moved)
        header.sectionHandleDoubleClicked.connect(self._on_double_click)
        if self._usual_sort is not None:
            header.setSortIndicatorShown(True)
            header.sortIndicatorChanged.connect(self._on_sorted)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Fit the columns to another font."""
        if event.type() == QEvent.Type.FontChange:
            self.fit()
        return super().eventFilter(watched, event)

    def _on_menu(self, where: QPoint) -> None:
        menu = TickMenu(self._view)
        menu.setObjectName("columnsMenu")
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.fill_menu(menu)
        menu.popup(self._header.mapToGlobal(where))

    def _on_reset(self) -> None:
        self.reset()
        self.changed.emit()

    def _on_resized(self, place: int, before: int, width: int) -> None:
        # Hiding and showing also resize, from or to zero.
        if not self._fitting and before > 0 and width > 0:
            self._widths[self._specs[place].key] = round(width / px(1000) * 1000, 1)
            self._settle.start()

    def _on_double_click(self, place: int) -> None:
        self._widths.pop(self._specs[place].key, None)
        self.fit()
        self.changed.emit()

    def _settled(self) -> None:
        if QGuiApplication.mouseButtons() != Qt.MouseButton.NoButton:
            self._settle.start()
            return
        self.fit()
        self.changed.emit()

    def _on_moved(self) -> None:
        if not self._fitting:
            self.changed.emit()

    def _on_sorted(self, place: int, order: Qt.SortOrder) -> None:
        if not 0 <= place < len(self._specs) or not self._specs[place].sortable:
            self._sort(self._last_sort[0], descending=self._last_sort[1])
            return
        now = (self._specs[place].key, order == Qt.SortOrder.DescendingOrder)
        if now != self._last_sort:
            self._last_sort = now
            self._view.sortByColumn(place, order)
            self.changed.emit()

    def _sort(self, key: str, *, descending: bool) -> None:
        order = Qt.SortOrder.DescendingOrder if descending else Qt.SortOrder.AscendingOrder
        self._last_sort = (key, descending)
        self._header.setSortIndicator(self._places[key], order)
        self._view.sortByColumn(self._places[key], order)

    def _put_in_order(self, keys: Sequence[str]) -> None:
        # A new column that the order does not contain stays after its default predecessor.
        order = list(dict.fromkeys(keys))
        for place, spec in enumerate(self._specs):
            if spec.key not in order:
                before = self._specs[place - 1].key if place else ""
                order.insert(order.index(before) + 1 if before else 0, spec.key)
        self._fitting = True
        for place, key in enumerate(order):
            self._header.moveSection(self._header.visualIndex(self._places[key]), place)
        self._fitting = False
