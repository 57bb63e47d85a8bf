"""A JSON body as a tree with copyable paths and values. It is never expanded as a whole."""

from __future__ import annotations

from functools import partial
from typing import Final

import msgspec
from PySide6.QtCore import QModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeySequence
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QMenu, QPushButton, QTreeView, QWidget

from ongoing_desktop.bodies.nodes import Node
from ongoing_desktop.bodies.visible import one_line
from ongoing_desktop.domain.members import read_path
from ongoing_desktop.ui.context import WindowContext
from ongoing_desktop.ui.exchanges.tree_model import AT_ONCE, TreeModel
from ongoing_desktop.ui.icons import keep_icon
from ongoing_desktop.ui.kit.buttons import push_button
from ongoing_desktop.ui.kit.controls import line_edit
from ongoing_desktop.ui.kit.keyboard import shortcut
from ongoing_desktop.ui.kit.layout import hbox, vbox
from ongoing_desktop.ui.kit.plain_text import named
from ongoing_desktop.ui.kit.sizes import sized
from ongoing_desktop.ui.theme import Theme

LARGEST_INDENTED: Final = 1024 * 1024
MOST_OPENED: Final = 500
"""Maximum number of values that "Open all below" expands."""


class BodyTree(QWidget):
    """The tree, and below it the path of the current row."""

    column_requested = Signal(str)
    """Show a member, by its path, as a column of the list; offered only if :attr:`offers_columns`."""

    def __init__(self, context: WindowContext, parent: QWidget) -> None:
        super().__init__(parent)
        self._tasks = context.tasks
        self.offers_columns = False
        self.model = TreeModel(context, self)
        self.view = named(QTreeView(self), "bodyTree", self.tr("Body as a tree"))
        self.view.setModel(self.model)
        self.view.setUniformRowHeights(True)
        self.view.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.view.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.view.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.view.setTextElideMode(Qt.TextElideMode.ElideRight)
        header = self.view.header()
        header.setStretchLastSection(True)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Interactive)
        sized(self.view, columns=((0, 260), (1, 220)))
        self.path = line_edit(
            self,
            "bodyPath",
            read_only=True,
            accessible=self.tr("JSON path"),
            placeholder=self.tr("JSON path of the selected row"),
            mono=True,
        )
        self._copy_path = self._button(
            self.tr("Copy path"), self.tr("Copy the JSON path (Ctrl+Shift+C)"), context.theme
        )
        self._copy_value = self._button(self.tr("Copy value"), self.tr("Copy the value (Ctrl+C)"), context.theme)
        self._copy_path.clicked.connect(self.copy_path)
        self._copy_value.clicked.connect(self.copy_value)
        vbox((self.view, 1), hbox((self.path, 1), self._copy_path, self._copy_value, spacing=4), on=self, spacing=6)
        self.view.selectionModel().currentRowChanged.connect(self._on_current)
        self.view.customContextMenuRequested.connect(self._menu)
        for keys, act in (
            (QKeySequence(QKeySequence.StandardKey.Copy), self.copy_value),
            (QKeySequence("Ctrl+Shift+C"), self.copy_path),
        ):
            shortcut(self.view, keys, act)
        self._on_current(QModelIndex())

    def show_tree(self, root: Node | None) -> None:
        """Show a document with its first level expanded."""
        self.model.show_tree(root)
        self._on_current(QModelIndex())
        if root is not None and self.model.canFetchMore(QModelIndex()):
            self.model.fetchMore(QModelIndex())

    def copy_path(self) -> None:
        """Copy the path of the current row."""
        if (node := self._current()) is not None:
            QGuiApplication.clipboard().setText(node.path)

    def copy_value(self) -> None:
        """Copy the value: the text of a string, a number as sent, or indented JSON."""
        if (node := self._current()) is None:
            return
        if len(node.raw) <= AT_ONCE:
            QGuiApplication.clipboard().setText(value_text(node))
            return
        self._tasks.compute(self, partial(value_text, node), done=QGuiApplication.clipboard().setText)

    def open_below(self) -> None:
        """Expand the current value and everything inside, up to :data:`MOST_OPENED`."""
        waiting, opened = [self.view.currentIndex().siblingAtColumn(0)], 0
        while waiting and opened < MOST_OPENED:
            index = waiting.pop(0)
            if self.model.hasChildren(index):
                self.view.expand(index)
                opened += 1
                waiting += [self.model.index(row, 0, index) for row in range(self.model.rowCount(index))]

    def _button(self, text: str, tooltip: str, theme: Theme) -> QPushButton:
        button = push_button(self, text, look="flat", tooltip=tooltip)
        keep_icon(button, button.setIcon, "copy", theme)
        return button

    def _current(self) -> Node | None:
        index = self.view.currentIndex()
        return self.model.node(index) if index.isValid() else None

    def _on_current(self, index: QModelIndex, _: QModelIndex | None = None) -> None:
        node = self.model.node(index) if index.isValid() else None
        self.path.setText(one_line(node.path, 1_000) if node else "")
        self.path.setCursorPosition(0)
        self._copy_path.setEnabled(node is not None)
        self._copy_value.setEnabled(node is not None)

    def _menu(self, at: QPoint) -> None:
        if (node := self._current()) is not None:
            self.make_menu(node).popup(self.view.viewport().mapToGlobal(at))

    def make_menu(self, node: Node) -> QMenu:
        """The actions for the current row."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(self.tr("Copy value"), self.copy_value)
        menu.addAction(self.tr("Copy path"), self.copy_path)
        if isinstance(node.name, str):
            name = node.name
            menu.addAction(self.tr("Copy name"), lambda: QGuiApplication.clipboard().setText(name))
        if self.offers_columns and not node.opens and (path := read_path(node.path)) is not None:
            action = menu.addAction(self.tr("Add as a column of the list"), lambda: self.column_requested.emit(path))
            action.setObjectName("addMemberAsColumn")
        if node.opens and len(node.raw) <= AT_ONCE:
            menu.addSeparator()
            menu.addAction(self.tr("Expand all"), self.open_below)
        return menu


def value_text(node: Node) -> str:
    """A value as text for the clipboard, indented unless it is very large."""
    if node.kind in ("object", "array", "group") and len(node.raw) <= LARGEST_INDENTED:
        try:
            return msgspec.json.format(node.raw, indent=2).decode("utf-8", "replace")
        except (ValueError, RecursionError):
            return node.text()
    return node.text()
