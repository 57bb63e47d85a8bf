"""Chooses the type: all triggers of all families, searchable including fields, with their documentation."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QSortFilterProxyModel, Qt, Signal
from PySide6.QtGui import QShowEvent, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QAbstractItemView, QSplitter, QTreeView, QWidget

from ongoing_desktop.domain.catalogue import Catalogue, Family, Trigger
from ongoing_desktop.ui.kit.controls import lead_with_icon, line_edit
from ongoing_desktop.ui.kit.keyboard import shortcut
from ongoing_desktop.ui.kit.layout import vbox
from ongoing_desktop.ui.kit.plain_text import named, paragraph, show_text
from ongoing_desktop.ui.kit.sizes import px, sized
from ongoing_desktop.ui.theme import Theme
from ongoing_desktop.ui.webhooks.type_details import TypeDetails
from ongoing_desktop.wording.language import translated

KEY: Final = int(Qt.ItemDataRole.UserRole)
SEARCH: Final = KEY + 1
"""In lower case: the title, the rest about the type, and its fields."""
NOWHERE: Final = 3
SHARES: Final = (205, 375)
"""Relative heights of the tree and the documentation."""


class TypePicker(QWidget):
    """The choice is independent of the filter, which only hides rows."""

    chosen = Signal(str)

    def __init__(self, catalogue: Catalogue, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._catalogue = catalogue
        self._key = ""
        self._filtering = False
        self.filter = line_edit(
            self,
            "webhookTypeFilter",
            placeholder=self.tr("Filter the {count} webhooks and their fields").format(count=len(catalogue.triggers)),
            accessible=self.tr("Filter the webhook types"),
            clear=True,
        )
        lead_with_icon(self.filter, "search", theme)
        self._model = _model(catalogue, theme, self)
        self._rows = _Wanted(self)
        self._rows.setSourceModel(self._model)
        self._rows.setRecursiveFilteringEnabled(True)
        self._rows.setAutoAcceptChildRows(True)
        self.tree = named(QTreeView(self), "webhookType", self.tr("Which webhook"))
        self.tree.setModel(self._rows)
        self.tree.setHeaderHidden(True)
        self.tree.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.tree.setUniformRowHeights(True)
        sized(self.tree, indent=18)
        self.tree.setExpandsOnDoubleClick(False)
        self.problem = paragraph("", self, "problem")
        self.problem.hide()
        self._details = TypeDetails(theme, self)
        self._splitter = QSplitter(Qt.Orientation.Vertical, self)
        self._lay_out()
        self.filter.textChanged.connect(self._on_filter)
        shortcut(self.filter, Qt.Key.Key_Down, self._go_to_tree)
        self.tree.selectionModel().currentChanged.connect(self._on_current)
        self.tree.expandAll()

    @property
    def key(self) -> str:
        """The chosen trigger's key, empty for none."""
        return self._key

    def choose(self, key: str) -> None:
        """Choose a trigger, and show it in the tree if the filter does not hide it."""
        self._take(key)
        self._show_choice()

    def set_problem(self, text: str) -> None:
        """Show a problem with the choice."""
        show_text(self.problem, text)

    def _lay_out(self) -> None:
        upper = QWidget(self)
        vbox(self.filter, (self.tree, 1), self.problem, on=upper)
        splitter = self._splitter
        splitter.setChildrenCollapsible(False)
        splitter.addWidget(upper)
        splitter.addWidget(self._details)
        splitter.setStretchFactor(0, 2)
        splitter.setStretchFactor(1, 3)
        # Without a chosen type there is no documentation, and the tree gets the height.
        self._details.hide()
        vbox(splitter, on=self)

    def _index(self, key: str) -> QModelIndex:
        for row in range(self._model.rowCount()):
            parent = self._model.item(row)
            for child in range(parent.rowCount()):
                if parent.child(child).data(KEY) == key:
                    return self._rows.mapFromSource(parent.child(child).index())
        return QModelIndex()

    def _on_filter(self, text: str) -> None:
        self._filtering = True
        self._rows.set_words(text)
        self._filtering = False
        self.tree.expandAll()
        self._show_choice()
        self._details.find_field(text.strip())

    def _go_to_tree(self) -> None:
        """Move on to the first type that the filter shows, or to the chosen one."""
        first = self._rows.index(0, 0, self._rows.index(0, 0))
        shown = self._index(self._key)
        if first.isValid():
            self.tree.setFocus(Qt.FocusReason.ShortcutFocusReason)
            self.tree.setCurrentIndex(shown if shown.isValid() else first)

    def _show_choice(self) -> None:
        index = self._index(self._key)
        if index.isValid():
            self.tree.setCurrentIndex(index)
            self.tree.scrollTo(index, QAbstractItemView.ScrollHint.PositionAtCenter)

    def _on_current(self, current: QModelIndex, _: QModelIndex) -> None:
        key = current.data(KEY) if current.isValid() else None
        # When the filter hides a row, Qt moves the current index, which is not the user's choice.
        if isinstance(key, str) and key != self._key and not self._filtering:
            self._take(key)
            self.chosen.emit(key)

    def _take(self, key: str) -> None:
        trigger, family = self._catalogue.trigger(key), self._catalogue.family_of(key)
        if trigger is None or family is None:
            return
        self._key = key
        self.set_problem("")
        self._details.show_trigger(trigger, family)
        if self._details.isHidden():
            self._details.show()
            self._splitter.setSizes([px(share) for share in SHARES])
            self.tree.scrollTo(self.tree.currentIndex())
        self._details.find_field(self.filter.text().strip())

    # Qt overrides

    def showEvent(self, event: QShowEvent) -> None:
        """Scroll to the choice now that the tree knows its height."""
        super().showEvent(event)
        self._show_choice()


class _Wanted(QSortFilterProxyModel):
    """Types with every word in name, description, or a field's path or meaning; those with all in the title first."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._words: list[str] = []

    def set_words(self, text: str) -> None:
        """Show only types with all these words; empty for everything."""
        self.beginFilterChange()
        self._words = text.casefold().split()
        self.endFilterChange()
        self.invalidate()
        self.sort(0)

    # Qt overrides

    def filterAcceptsRow(self, source_row: int, source_parent: QModelIndex | QPersistentModelIndex) -> bool:
        return self._rank(self.sourceModel().index(source_row, 0, source_parent)) < NOWHERE

    def lessThan(self, left: QModelIndex | QPersistentModelIndex, right: QModelIndex | QPersistentModelIndex) -> bool:
        """By where the words are, then in the order of the documentation."""
        return (self._best(left), left.row()) < (self._best(right), right.row())

    def _best(self, index: QModelIndex | QPersistentModelIndex) -> int:
        model = self.sourceModel()
        ranks = [self._rank(model.index(row, 0, index)) for row in range(model.rowCount(index))]
        return min([self._rank(index), *ranks])

    def _rank(self, index: QModelIndex | QPersistentModelIndex) -> int:
        """0: all words are in the title; 1: also in the rest; 2: also in the fields."""
        parts, text = index.data(SEARCH), ""
        for rank, part in enumerate(parts):
            text += f"\n{part}"
            if all(word in text for word in self._words):
                return rank
        return NOWHERE


def _model(catalogue: Catalogue, theme: Theme, parent: QWidget) -> QStandardItemModel:
    model = QStandardItemModel(parent)
    for family in catalogue:
        group = QStandardItem(translated(family.title))
        group.setFlags(Qt.ItemFlag.ItemIsEnabled)
        font = group.font()
        font.setWeight(theme.strong)
        group.setFont(font)
        group.setData([translated(family.title).casefold()], SEARCH)
        for trigger in family.triggers:
            group.appendRow(_leaf(trigger, family))
        model.appendRow(group)
    return model


def _leaf(trigger: Trigger, family: Family) -> QStandardItem:
    item = QStandardItem(trigger.title)
    item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable)
    item.setData(trigger.key, KEY)
    fields = "\n".join(f"{field.path}\n{translated(field.description)}" for field in family.fields)
    about = f"{trigger.key}\n{translated(trigger.description)}\n{translated(family.title)}"
    item.setData([part.casefold() for part in (trigger.title, about, fields)], SEARCH)
    return item
