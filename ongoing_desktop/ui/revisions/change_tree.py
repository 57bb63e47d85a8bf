"""Changes as a tree: systems and webhooks, each with its fields before and after."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHeaderView, QTreeWidget, QTreeWidgetItem, QWidget

from ongoing_desktop.ui.kit.plain_text import tooltip_text
from ongoing_desktop.ui.kit.sizes import px, sized
from ongoing_desktop.ui.theme import Theme
from ongoing_desktop.wording.setting_changes import ItemChange

ITEM: Final = int(Qt.ItemDataRole.UserRole)
"""Id of the system or webhook; headings and fields have none."""
_COLOURS: Final = {"added": "good", "changed": "accent", "removed": "bad", "same": "muted"}
WIDEST_FIRST: Final = 260


class ChangeTree(QTreeWidget):
    """Main thread only. Its colours are updated when the theme changes."""

    def __init__(self, theme: Theme, parent: QWidget, *, name: str) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setAccessibleName(self.tr("Changes"))
        self.setColumnCount(3)
        self.setHeaderLabels(["", self.tr("Before"), self.tr("After")])
        self.setUniformRowHeights(True)
        sized(self, indent=18)
        header = self.header()
        header.setStretchLastSection(False)
        header.setSectionsMovable(False)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Interactive)
        for column in (1, 2):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Stretch)
        self._theme = theme
        self._shown: tuple[tuple[ItemChange, ...], Mapping[str, str]] = ((), {})
        theme.changed.connect(self._renew)

    def show_changes(self, found: Iterable[ItemChange], warnings: Mapping[str, str] | None = None) -> None:
        """Show these changes. ``warnings``: a sentence by webhook id."""
        self._shown = (tuple(found), dict(warnings or {}))
        # Rows get their height when the first is added, so the style sheet must be set before.
        self.ensurePolished()
        self.clear()
        titles = {"system": self.tr("Systems"), "webhook": self.tr("Webhooks"), "other": self.tr("Other")}
        groups: dict[str, QTreeWidgetItem] = {}
        for change in self._shown[0]:
            if change.part not in groups:
                groups[change.part] = self._heading(titles[change.part])
            self._add(groups[change.part], change)
        for group in groups.values():
            group.setExpanded(True)
        self.resizeColumnToContents(0)
        self.setColumnWidth(0, min(self.columnWidth(0) + px(16), max(px(WIDEST_FIRST), self.viewport().width() // 3)))

    def _heading(self, title: str) -> QTreeWidgetItem:
        item = QTreeWidgetItem(self, [title])
        font = item.font(0)
        font.setWeight(self._theme.strong)
        item.setFont(0, font)
        item.setFlags(item.flags() & ~Qt.ItemFlag.ItemIsSelectable)
        return item

    def _add(self, group: QTreeWidgetItem, change: ItemChange) -> None:
        words = {
            "added": self.tr("+ new"),
            "changed": self.tr("≠ changed"),
            "removed": self.tr("– deleted"),
            "same": self.tr("= unchanged"),
        }
        item = QTreeWidgetItem(group, [change.name, words[change.how], ""])
        item.setData(0, ITEM, change.id)
        item.setToolTip(0, tooltip_text(change.name))
        item.setForeground(1, self._theme.colour(_COLOURS[change.how]))
        if warning := self._shown[1].get(change.id):
            row = QTreeWidgetItem(item, [f"⚠ {warning}"])
            row.setFirstColumnSpanned(True)
            row.setForeground(0, self._theme.colour("warn"))
            row.setToolTip(0, tooltip_text(warning))
        for field in change.fields:
            row = QTreeWidgetItem(item, [field.title[:1].upper() + field.title[1:], field.before, field.after])
            row.setForeground(0, self._theme.colour("muted"))
            for column in range(3):
                row.setToolTip(column, tooltip_text(row.text(column)))
        # A new item is one line; the fields of a changed item are listed.
        item.setExpanded(change.how == "changed" or bool(warning) or len(self._shown[0]) == 1)

    def _renew(self) -> None:
        self.show_changes(*self._shown)
