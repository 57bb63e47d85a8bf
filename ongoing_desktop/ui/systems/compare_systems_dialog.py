"""Compares two systems and copies from one to the other."""

from __future__ import annotations

from functools import partial
from typing import Final

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtWidgets import QComboBox, QHeaderView, QStackedWidget, QTreeWidget, QTreeWidgetItem, QWidget

from ongoing_desktop.bodies.visible import one_line
from ongoing_desktop.domain.problems import Problem
from ongoing_desktop.domain.settings import Webhook
from ongoing_desktop.domain.system_comparison import Pair, SystemComparison
from ongoing_desktop.services.systems import CopyReport
from ongoing_desktop.ui.context import InContext, WindowContext
from ongoing_desktop.ui.kit.buttons import check_box, push_button
from ongoing_desktop.ui.kit.controls import combo_box
from ongoing_desktop.ui.kit.dialog import Dialog
from ongoing_desktop.ui.kit.layout import STRETCH, hbox, vbox
from ongoing_desktop.ui.kit.plain_text import label, named, paragraph, tooltip_text
from ongoing_desktop.ui.kit.sizes import sized
from ongoing_desktop.ui.systems import system_texts as words
from ongoing_desktop.ui.systems.copy_page import CopyPage

SIZE: Final = (1240, 760)
PAIR: Final = int(Qt.ItemDataRole.UserRole)
"""Number of the pair in the comparison; headings and fields have none."""
STATE: Final = 3


class CompareDialog(InContext, Dialog):
    """Show it with ``open()``. It stays open after copying and shows the new result."""

    NOTICE = "compareNotice"

    def __init__(self, context: WindowContext, parent: QWidget, *, left: str) -> None:
        lead = parent.tr("Copying here changes nothing in Ongoing.")
        super().__init__(parent, "compareDialog", parent.tr("Compare systems"), lead=lead, size=SIZE)
        self.use_context(context)
        self._found: SystemComparison | None = None
        self._make()
        self._lay_out()
        for box in (self._left, self._right):
            box.currentIndexChanged.connect(lambda _: self._compare())
        self._tree.itemChanged.connect(self._on_tick)
        self._offer(left, "")
        self._compare()
        context.signals.settings_changed.connect(self.show_settings)

    # construction

    def _make(self) -> None:
        self._left = self._box("compareLeft", self.tr("From"))
        self._right = self._box("compareRight", self.tr("To"))
        self._swap = push_button(self, self.tr("Swap"), "compareSwap", self._turn)
        self._all = check_box(self, self.tr("Show identical"), "compareShowSame", lambda _: self._show())
        self._tree = named(QTreeWidget(self), "compareTree", self.tr("Differences"))
        self._tree.setColumnCount(4)
        self._tree.setUniformRowHeights(True)
        sized(self._tree, indent=18)
        self._tree.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self._summary = paragraph("", self, "muted", "compareSummary")
        self._pages = QStackedWidget(self)
        self._close = push_button(self, self.tr("Close"), "close", self.reject)
        self._next = push_button(self, "", "copyAcross", self._to_copy, look="primary")
        self._back = push_button(self, self.tr("Back"), "copyBack", self._to_first)
        self._copy = push_button(self, self.tr("Copy"), "copyNow", self._run, look="primary")
        self._copying = CopyPage(self._theme, self)

    def _box(self, name: str, title: str) -> QComboBox:
        box = combo_box(self, name, title)
        sized(box, least_width=180, most_width=260)
        return box

    def _lay_out(self) -> None:
        first = QWidget(self)
        vbox(
            hbox(self._left, label("→", self, role="muted"), self._right, self._swap, STRETCH, self._all, spacing=10),
            (self._tree, 1),
            on=first,
            spacing=10,
        )
        header = self._tree.header()
        header.setStretchLastSection(False)
        header.setSectionsMovable(False)
        for number, mode in enumerate(
            (QHeaderView.ResizeMode.Stretch,) * 3 + (QHeaderView.ResizeMode.ResizeToContents,)
        ):
            header.setSectionResizeMode(number, mode)
        self._pages.addWidget(first)
        self._pages.addWidget(self._copying)
        self.add((self._pages, 1))
        self.end_with(self._close, self._back, self._next, self._copy, left=[(self._summary, 1)])

    # public

    def show_settings(self, _: object = None) -> None:
        """Compare again, keeping ticks of items that still exist."""
        self._offer(str(self._left.currentData() or ""), str(self._right.currentData() or ""))
        self._compare()

    # slots

    def _on_tick(self, item: QTreeWidgetItem, _: int) -> None:
        # Qt's own tristate requires a box on every child, but items of only the right system have none.
        with QSignalBlocker(self._tree):
            parent = item.parent()
            if parent is None:
                for child in _children(item):
                    if _has_pair(child):
                        child.setCheckState(0, item.checkState(0))
            elif _has_pair(item):
                _show_group(parent)
        self._enable()

    def _turn(self) -> None:
        left, right = str(self._left.currentData()), str(self._right.currentData())
        self._offer(right, left)
        self._compare()

    def _compare(self) -> None:
        left, right = str(self._left.currentData() or ""), str(self._right.currentData() or "")
        self._found = self._services.systems.compare(left, right) if left != right else None
        self._show()

    def _to_copy(self) -> None:
        chosen = self._ticked()
        if self._found is not None and chosen:
            self.clear_notice()
            self._copying.show_choice(self._found, chosen)
            self._pages.setCurrentWidget(self._copying)
            self._enable()

    def _to_first(self) -> None:
        self._pages.setCurrentIndex(0)
        self._enable()

    def _run(self) -> None:
        plan = self._copying.plan()

        def done(result: CopyReport | tuple[Problem, ...]) -> None:
            if not isinstance(result, CopyReport):
                self._copying.show_problems(result)
                return
            with QSignalBlocker(self._tree):
                for item in self._items():
                    item.setCheckState(0, Qt.CheckState.Unchecked)
            self._to_first()
            self.show_settings()
            self._tell(result)

        if plan is not None:
            self._copy.setEnabled(False)
            work, ended = partial(self._services.systems.copy_across, plan), partial(self._copy.setEnabled, True)
            self._tasks.run(self, work, done=done, ended=ended)

    # private

    def _offer(self, left: str, right: str) -> None:
        systems = sorted(self._services.settings.current.systems, key=lambda item: item.name.casefold())
        ids = [system.id for system in systems]
        left = left if left in ids else next((one for one in ids if one != right), "")
        right = right if right in ids and right != left else next((one for one in ids if one != left), "")
        for box, chosen in ((self._left, left), (self._right, right)):
            with QSignalBlocker(box):
                box.clear()
                for system in systems:
                    box.addItem(one_line(system.name), system.id)
                box.setCurrentIndex(box.findData(chosen))

    def _show(self) -> None:
        ticked = {_key(pair) for pair in self._ticked()}
        found = self._found
        with QSignalBlocker(self._tree):
            self._tree.clear()
            if found is not None:
                names = [one_line(system.name, 60) for system in (found.left, found.right)]
                self._tree.setHeaderLabels(["", *names, self.tr("State")])
                self._fill(found, ticked)
        self._enable()

    def _fill(self, found: SystemComparison, ticked: set[tuple[str, str, str]]) -> None:
        groups: dict[tuple[str, str], QTreeWidgetItem] = {}
        for number, pair in enumerate(found.pairs):
            if pair.state == "same" and not self._all.isChecked():
                continue
            place = (pair.part, pair.status_set)
            if place not in groups:
                groups[place] = self._group(words.part_word(pair.part, pair.status_set))
            item = QTreeWidgetItem(groups[place], [words.thing_word(pair), "", "", ""])
            self._fill_row(item, pair, found)
            if pair.copyable:
                item.setData(0, PAIR, number)
                item.setCheckState(0, Qt.CheckState.Checked if _key(pair) in ticked else Qt.CheckState.Unchecked)
        for group in groups.values():
            if any(_has_pair(item) for item in _children(group)):
                _show_group(group)
        self._tree.expandAll()

    def _group(self, title: str) -> QTreeWidgetItem:
        item = QTreeWidgetItem(self._tree, [title])
        font = item.font(0)
        font.setWeight(self._theme.strong)
        item.setFont(0, font)
        item.setFirstColumnSpanned(True)
        return item

    def _fill_row(self, item: QTreeWidgetItem, pair: Pair, found: SystemComparison) -> None:
        for column, thing in enumerate((pair.left, pair.right), 1):
            # Differing fields are listed below with both values.
            text = "—" if thing is None else "" if pair.differences else words.shown_word(pair.part, thing)
            item.setText(column, text)
            item.setToolTip(column, tooltip_text(text))
        item.setText(STATE, words.state_word(pair, found.left, found.right))
        colour = {"different": "warn", "same": "muted"}.get(pair.state, "accent")
        item.setForeground(STATE, self._theme.colour(colour))
        for difference in pair.differences:
            sides = (
                words.value_word(difference, _hook(pair.left), found.left, self._services.catalogue, difference.left),
                words.value_word(
                    difference, _hook(pair.right), found.right, self._services.catalogue, difference.right
                ),
            )
            child = QTreeWidgetItem(item, [words.field_word(difference.field), *sides, ""])
            child.setForeground(0, self._theme.colour("muted"))
            for column, text in enumerate(sides, 1):
                child.setToolTip(column, tooltip_text(text))

    def _items(self) -> list[QTreeWidgetItem]:
        groups = (self._tree.topLevelItem(row) for row in range(self._tree.topLevelItemCount()))
        return [item for group in groups if group is not None for item in _children(group) if _has_pair(item)]

    def _ticked(self) -> tuple[Pair, ...]:
        found = self._found
        if found is None:
            return ()
        chosen = [item for item in self._items() if item.checkState(0) == Qt.CheckState.Checked]
        return tuple(found.pairs[item.data(0, PAIR)] for item in chosen if item.data(0, PAIR) < len(found.pairs))

    def _enable(self) -> None:
        first = self._pages.currentIndex() == 0
        count = len(self._ticked())
        self._next.setText(self.tr("Copy ({count})…").format(count=count) if count else self.tr("Copy…"))
        self._next.setEnabled(count > 0)
        self._next.setVisible(first)
        self._close.setVisible(first)
        self._back.setVisible(not first)
        self._copy.setVisible(not first)
        self._summary.setText(self._summed() if first else "")

    def _summed(self) -> str:
        if self._found is None:
            return self.tr("Choose two different systems.")
        states = [pair.state for pair in self._found.pairs]
        parts = [
            (states.count("only-left"), self.tr("{count} only in {name}"), self._found.left.name),
            (states.count("only-right"), self.tr("{count} only in {name}"), self._found.right.name),
            (states.count("different"), self.tr("{count} different"), ""),
            (states.count("same"), self.tr("{count} identical"), ""),
        ]
        messages = [text.format(count=count, name=one_line(name, 40)) for count, text, name in parts if count]
        return " · ".join(messages) or self.tr("Both are empty.")

    def _tell(self, report: CopyReport) -> None:
        text = words.report_words(report)
        undo = self._context.undo_action
        self._notifier.notice(text, "warn" if report.missing else "good", undo)
        self.show_notice(text, "warn" if report.missing else "good", undo)


def _children(item: QTreeWidgetItem) -> list[QTreeWidgetItem]:
    found = (item.child(row) for row in range(item.childCount()))
    return [child for child in found if child is not None]


def _has_pair(item: QTreeWidgetItem) -> bool:
    return item.data(0, PAIR) is not None


def _show_group(group: QTreeWidgetItem) -> None:
    """Set a heading's box from the boxes of its rows."""
    states = {child.checkState(0) for child in _children(group) if _has_pair(child)}
    group.setCheckState(0, states.pop() if len(states) == 1 else Qt.CheckState.PartiallyChecked)


def _hook(thing: object) -> Webhook | None:
    return thing if isinstance(thing, Webhook) else None


def _key(pair: Pair) -> tuple[str, str, str]:
    thing = pair.left
    name = getattr(thing, "id", getattr(thing, "number", thing))
    return pair.part, pair.status_set, str(name)
