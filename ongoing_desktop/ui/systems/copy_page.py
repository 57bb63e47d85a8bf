"""The second page of the comparison: the result of copying, before anything is copied."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtWidgets import (
    QComboBox,
    QGridLayout,
    QHeaderView,
    QLineEdit,
    QTreeWidget,
    QTreeWidgetItem,
    QWidget,
)

from ongoing_desktop.bodies.visible import one_line
from ongoing_desktop.domain.problems import Problem
from ongoing_desktop.domain.settings import Webhook
from ongoing_desktop.domain.system_comparison import Pair, SystemComparison
from ongoing_desktop.domain.system_copy import CopyPlan, Replacements, owners_of, rewritten, stale, suggestions
from ongoing_desktop.domain.validation import url_problems
from ongoing_desktop.ui.kit.controls import combo_box, line_edit
from ongoing_desktop.ui.kit.form_field import Field
from ongoing_desktop.ui.kit.layout import Space, vbox
from ongoing_desktop.ui.kit.plain_text import label, named, paragraph, tooltip_text
from ongoing_desktop.ui.kit.room import scrolling
from ongoing_desktop.ui.kit.sizes import px, sized
from ongoing_desktop.ui.theme import Theme
from ongoing_desktop.wording.language import plural
from ongoing_desktop.wording.messages import problem_sentence

HOOK: Final = int(Qt.ItemDataRole.UserRole)
OTHER: Final = HOOK + 1
HOW, ADDRESS = 1, 2
CREATE: Final = "create"
NAME_WIDTH: Final = 240
HOW_WIDTH: Final = 210
MOST_NAMED: Final = 4
TALLEST: Final = 132
"""Maximum height of the list of goods owners; more of them scroll."""


class CopyPage(QWidget):
    """Main thread only. Asks only for what cannot be determined automatically."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._found: SystemComparison | None = None
        self._chosen: tuple[Pair, ...] = ()
        self._owners: dict[int, QComboBox] = {}
        self._owner_fields: dict[int, Field] = {}
        self._lead = paragraph("", self, "strong", "copyLead")
        self._pairs: list[tuple[QLineEdit, QLineEdit]] = []
        self._rewriting = scrolling(QWidget(self), self)
        self._tree = named(QTreeWidget(self), "copyPreview", self.tr("Actions"))
        sized(self._tree, indent=18)
        self._tree.setRootIsDecorated(False)
        self._tree.setUniformRowHeights(True)
        self._tree.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self._mapping = scrolling(QWidget(self), self)
        self._mapping_lead = paragraph("", self)
        self._rest = paragraph("", self, "muted", "copyRest")
        self._stale = paragraph("", self, "warning", "copyStale")
        self._stale.hide()
        self._problem = paragraph("", self, "problem", "copyProblem")
        vbox(
            self._lead,
            self._rest,
            self._mapping_lead,
            self._mapping,
            self._rewriting,
            (self._tree, 1),
            self._stale,
            self._problem,
            Space(stretch=0),
            on=self,
            spacing=10,
        )
        header = self._tree.header()
        header.setStretchLastSection(False)

    def _line(self, name: str, text: str, accessible: str, parent: QWidget) -> QLineEdit:
        edit = line_edit(parent, name, text, mono=True, accessible=accessible)
        edit.textChanged.connect(lambda _: self._preview())
        return edit

    # public

    def show_choice(self, found: SystemComparison, chosen: Sequence[Pair]) -> None:
        """Start with the ticked items."""
        self._found = found
        self._chosen = tuple(chosen)
        self._problem.setText("")
        target = one_line(found.right.name, 60)
        self._lead.setText(self.tr("Copies in “{name}” start disabled and without credentials.").format(name=target))
        self._fill_pairs(suggestions(found, self._hook_ids()))
        self._fill(found)
        self._fill_owners(found)
        self._say_rest()
        self._preview()

    def plan(self) -> CopyPlan | None:
        """The plan; None while nothing was ticked."""
        found = self._found
        if found is None:
            return None
        items = self._items()
        owners = {number: None if data == CREATE else int(data) for number, data in self._chosen_owners()}
        return CopyPlan(
            source=found.left.id,
            target=found.right.id,
            webhooks=tuple(str(item.data(0, HOOK)) for item in items),
            into={
                str(item.data(0, HOOK)): str(item.data(0, OTHER))
                for item in items
                if item.data(0, OTHER) and item.checkState(HOW) == Qt.CheckState.Checked
            },
            owners=owners,
            goods_owners=frozenset(pair.left.id for pair in self._chosen if pair.part == "goods-owner"),
            statuses=frozenset((pair.status_set, pair.left.number) for pair in self._chosen if pair.part == "status"),
            transporters=frozenset(pair.left for pair in self._chosen if pair.part == "transporter"),
            replacements=self._replacements(),
        )

    def show_problems(self, problems: Sequence[Problem]) -> None:
        """Show problems beside their fields if they have one, else below."""
        messages = {item.field: problem_sentence(item) for item in problems}
        for number, field in self._owner_fields.items():
            field.set_problem(messages.pop(f"owners.{number}", ""))
        self._fit_owners()
        self._problem.setText(" ".join(dict.fromkeys(messages.values())))

    # private

    def _hook_ids(self) -> frozenset[str]:
        return frozenset(pair.left.id for pair in self._chosen if isinstance(pair.left, Webhook))

    def _replacements(self) -> Replacements:
        return tuple((find.text(), replacement.text()) for find, replacement in self._pairs if find.text())

    def _chosen_owners(self) -> list[tuple[int, Any]]:
        found = ((number, box.currentData()) for number, box in self._owners.items())
        return [(number, data) for number, data in found if data is not None]

    def _fill_pairs(self, pairs: Replacements) -> None:
        """One row for each pair, and an empty one for a piece that only the user knows."""
        inside = QWidget(self._rewriting)
        grid = QGridLayout(inside)
        sized(grid, margins=(0, 0, 8, 0), gaps=(10, 6))
        self._pairs = []
        for row, (find, replacement) in enumerate((*pairs, ("", ""))):
            edits = (
                self._line(f"copyFind-{row}", find, self.tr("Replace in addresses"), inside),
                self._line(f"copyReplace-{row}", replacement, self.tr("Replace it with"), inside),
            )
            edits[0].setPlaceholderText(self.tr("another part of the addresses"))
            grid.addWidget(label(self.tr("In addresses, replace") if not row else "", inside), row, 0)
            grid.addWidget(edits[0], row, 1)
            grid.addWidget(label(self.tr("with"), inside), row, 2)
            grid.addWidget(edits[1], row, 3)
            self._pairs.append(edits)
        grid.setColumnStretch(1, 1)
        grid.setColumnStretch(3, 1)
        self._rewriting.setWidget(inside)
        self._rewriting.setFixedHeight(min(px(TALLEST), inside.sizeHint().height() + px(4)))

    def _fill(self, found: SystemComparison) -> None:
        hooks = [pair for pair in self._chosen if pair.part == "webhook"]
        self._tree.setVisible(bool(hooks))
        self._rewriting.setVisible(bool(hooks))
        with QSignalBlocker(self._tree):
            self._tree.clear()
            target = one_line(found.right.name, 40)
            self._tree.setHeaderLabels(
                [self.tr("Webhook"), self.tr("Action"), self.tr("Address in {name}").format(name=target)]
            )
            for pair in hooks:
                item = QTreeWidgetItem(self._tree, [one_line(pair.left.name), "", ""])
                item.setData(0, HOOK, pair.left.id)
                if pair.right is None:
                    item.setText(HOW, self.tr("add (disabled)"))
                    continue
                item.setData(0, OTHER, pair.right.id)
                message = self.tr("update “{name}”").format(name=one_line(pair.right.name, 40))
                item.setText(HOW, self.tr("update") if pair.right.name == pair.left.name else message)
                item.setToolTip(
                    HOW,
                    tooltip_text(
                        self.tr(
                            "It keeps its credential and stays enabled or disabled. If not ticked, a copy is added."
                        )
                    ),
                )
                item.setCheckState(HOW, Qt.CheckState.Checked)
        header = self._tree.header()
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Interactive)
        header.setSectionResizeMode(HOW, QHeaderView.ResizeMode.Interactive)
        sized(self._tree, columns=((0, NAME_WIDTH), (HOW, HOW_WIDTH)))
        header.setSectionResizeMode(ADDRESS, QHeaderView.ResizeMode.Stretch)

    def _fill_owners(self, found: SystemComparison) -> None:
        """Every goods owner of the webhooks and its replacement; matched ones are selected."""
        numbers = owners_of(found, self._hook_ids())
        ticked = {pair.left.id for pair in self._chosen if pair.part == "goods-owner"}
        inside = QWidget(self._mapping)
        column = vbox(on=inside, spacing=6, margins=(0, 0, 8, 0))
        self._owners, self._owner_fields = {}, {}
        for number in numbers:
            owner, there = found.left.goods_owner(number), found.owners.get(number)
            box = combo_box(inside, f"copyOwner-{number}")
            box.setPlaceholderText(self.tr("Choose the goods owner there"))
            if owner is not None and there is None:
                box.addItem(self.tr("Create it there"), CREATE)
            for other in found.right.goods_owners:
                box.addItem(one_line(f"{other.name} ({other.id})", 80), other.id)
            create = 0 if number in ticked and owner is not None else -1
            box.setCurrentIndex(create if there is None else box.findData(there))
            box.currentIndexChanged.connect(lambda _: self._preview())
            name = one_line(f"{owner.name} ({number})" if owner else str(number), 80)
            field = Field(name, box, inside)
            if there is not None and there != number:
                field.set_hint(self.tr("Its number is different there; it was found by its code or name."))
            column.addWidget(field)
            self._owners[number], self._owner_fields[number] = box, field
        column.addStretch(1)
        self._mapping.setWidget(inside)
        self._mapping.setVisible(bool(numbers))
        self._mapping_lead.setVisible(bool(numbers))
        message = self.tr("Corresponding goods owners in “{name}”:")
        self._mapping_lead.setText(message.format(name=one_line(found.right.name, 60)))
        self._fit_owners()

    def _fit_owners(self) -> None:
        inside = self._mapping.widget()
        if inside is not None and (layout := inside.layout()) is not None:
            layout.activate()
            width = max(self._mapping.viewport().width(), px(300))
            self._mapping.setFixedHeight(
                min(px(TALLEST), max(layout.totalHeightForWidth(width), inside.sizeHint().height()) + px(4))
            )

    def _say_rest(self) -> None:
        parts: list[str] = [pair.part for pair in self._chosen]
        messages = [
            plural(parts.count(part), one, many)
            for part, one, many in (
                ("goods-owner", self.tr("{count} goods owner"), self.tr("{count} goods owners")),
                ("status", self.tr("{count} status"), self.tr("{count} statuses")),
                ("transporter", self.tr("{count} transporter"), self.tr("{count} transporters")),
            )
            if parts.count(part)
        ]
        self._rest.setText(self.tr("Also copied: {parts}.").format(parts=", ".join(messages)) if messages else "")
        self._rest.setVisible(bool(messages))

    def _preview(self) -> None:
        hooks = {pair.left.id: pair.left for pair in self._chosen if pair.part == "webhook"}
        owners = {number: data for number, data in self._chosen_owners() if isinstance(data, int)}
        replacements, left = self._replacements(), []
        with QSignalBlocker(self._tree):
            for item in self._items():
                hook = hooks[item.data(0, HOOK)]
                after = rewritten(hook.url, replacements)
                problems = url_problems("url", after)
                item.setText(ADDRESS, one_line(after))
                message = problem_sentence(problems[0]) if problems else one_line(after)
                names = stale(after, self._found, hook, owners) if self._found else ()
                if names:
                    left.append(f"{one_line(hook.name, 40)} ({one_line(', '.join(names), 80)})")
                item.setToolTip(ADDRESS, tooltip_text(message))
                colour = "bad" if problems else "warn" if names else "good" if after != hook.url else "muted"
                item.setForeground(ADDRESS, self._theme.colour(colour))
                item.setFont(ADDRESS, self._theme.mono())
        self._say_stale(left)

    def _say_stale(self, left: Sequence[str]) -> None:
        """Point out addresses whose parameters still refer to the source system."""
        self._stale.setVisible(bool(left))
        if left and self._found is not None:
            names = "; ".join(left[:MOST_NAMED]) + ("; …" if len(left) > MOST_NAMED else "")
            message = self.tr("! These addresses still refer to “{system}”: {names}.")
            self._stale.setText(message.format(system=one_line(self._found.left.name, 60), names=names))

    def _items(self) -> list[QTreeWidgetItem]:
        rows = (self._tree.topLevelItem(row) for row in range(self._tree.topLevelItemCount()))
        return [item for item in rows if item is not None]
