"""The user's saved filters: a menu to choose from, and a dialog to add, rename and remove them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QMenu, QWidget

from ongoing_desktop.bodies.visible import one_line
from ongoing_desktop.ui.context import InContext, WindowContext
from ongoing_desktop.ui.kit.buttons import push_button
from ongoing_desktop.ui.kit.controls import line_edit
from ongoing_desktop.ui.kit.layout import STRETCH
from ongoing_desktop.ui.kit.plain_text import label, named, paragraph
from ongoing_desktop.ui.kit.unsaved_changes import UnsavedChangesDialog

LONGEST_NAME: Final = 80
MOST: Final = 100
TEXT: Final = int(Qt.ItemDataRole.UserRole)


def known_filters(kept: Mapping[str, Any]) -> dict[str, str]:
    """Saved filters by name, sorted; invalid entries are left out."""
    found = {name: text for name, text in kept.items() if isinstance(name, str) and isinstance(text, str)}
    return dict(sorted(found.items(), key=lambda item: item[0].casefold()))


class FiltersMenu(InContext, QMenu):
    """The menu after the filter line. All pages have the same filters."""

    chosen = Signal(str)

    def __init__(self, context: WindowContext, parent: QWidget) -> None:
        super().__init__(parent)
        self.use_context(context)
        self._owner = parent
        self.quick: list[QAction] = []
        """Quick choices, above the saved filters."""
        self.text = ""
        """The current filter of the line."""
        self._filters: dict[str, str] = {}
        self.setObjectName("savedFiltersMenu")
        self.aboutToShow.connect(self._fill)

    def show_filters(self, kept: Mapping[str, Any]) -> None:
        self._filters = known_filters(kept)

    def _fill(self) -> None:
        self.clear()
        self.addActions(self.quick)
        if self.quick:
            self.addSeparator()
        for name, text in self._filters.items():
            action = self.addAction(one_line(name, LONGEST_NAME).replace("&", "&&"))
            action.setCheckable(True)
            action.setChecked(text == self.text)
            action.triggered.connect(lambda _=False, text=text: self.chosen.emit(text))
        if self._filters:
            self.addSeparator()
        add = self.addAction(self.tr("Save this filter…"))
        add.setObjectName("saveFilter")
        add.setEnabled(bool(self.text) and self.text not in self._filters.values() and len(self._filters) < MOST)
        add.triggered.connect(lambda: self.edit(self.text))
        manage = self.addAction(self.tr("Rename, remove…"))
        manage.setObjectName("manageFilters")
        manage.setEnabled(bool(self._filters))
        manage.triggered.connect(lambda: self.edit(""))

    def edit(self, text: str) -> None:
        """Open the dialog, with a filter to add if the text is not empty."""
        dialog = FiltersDialog(self._filters, text, self._owner)
        dialog.saved.connect(self._keep)
        dialog.open()

    def _keep(self, filters: dict[str, str]) -> None:
        self._filters = known_filters(filters)
        self._tasks.run(self, lambda: self._services.settings.set_preferences(saved_filters=filters))


class FiltersDialog(UnsavedChangesDialog):
    """Edits the names of saved filters. Nothing changes before *Save*."""

    saved = Signal(dict)

    def __init__(self, filters: Mapping[str, str], added: str, parent: QWidget) -> None:
        super().__init__(parent, "filtersDialog", self.tr("Saved filters"), size=(460, 340))
        self._list = named(QListWidget(self), "filterNames", self.tr("Saved filters"))
        for name, text in filters.items():
            self._add(name, text)
        if added:
            self._add(one_line(added, LONGEST_NAME), added)
        self._name = line_edit(self, "filterName", accessible=self.tr("Name"))
        self._name.setMaxLength(LONGEST_NAME)
        self._text = paragraph("", self, "secondary")
        self._problem = paragraph("", self, "problem", "filterNameProblem")
        self._remove = push_button(self, self.tr("Remove"), "removeFilter", self._take_out, look="danger")
        self._save = push_button(self, self.tr("Save"), "saveFilters", self._done, default=True)
        self._list.currentItemChanged.connect(self._show)
        self._name.textEdited.connect(self._rename)
        title = label(self.tr("Name"), self)
        title.setBuddy(self._name)
        self.add((self._list, 1), title, self._name, self._text, self._problem)
        self.end_with(self.tr("Cancel"), self._save, left=[self._remove, STRETCH])
        self._list.setCurrentRow(self._list.count() - 1 if added else 0)
        if added:
            self._name.setFocus()
            self._name.selectAll()

    def _add(self, name: str, text: str) -> None:
        item = QListWidgetItem(name, self._list)
        item.setData(TEXT, text)

    def _show(self, item: QListWidgetItem | None) -> None:
        self._name.setText(item.text() if item else "")
        self._name.setEnabled(item is not None)
        self._remove.setEnabled(item is not None)
        self._text.setText(one_line(str(item.data(TEXT)), 300) if item else self.tr("No filters saved."))
        self._check()

    def _rename(self, name: str) -> None:
        if (item := self._list.currentItem()) is not None:
            item.setText(name)
        self._check()

    def _take_out(self) -> None:
        self._list.takeItem(self._list.currentRow())
        self._check()

    def _names(self) -> list[str]:
        return [self._list.item(row).text().strip() for row in range(self._list.count())]

    def _check(self) -> None:
        names = self._names()
        problem = ""
        if "" in names:
            problem = self.tr("Enter a name for each filter.")
        elif len({name.casefold() for name in names}) < len(names):
            problem = self.tr("Two filters have the same name.")
        self._problem.setText(problem)
        self._save.setEnabled(not problem)

    def _done(self) -> None:
        items = [self._list.item(row) for row in range(self._list.count())]
        self.saved.emit({item.text().strip(): str(item.data(TEXT)) for item in items})
        self.accept()
