"""Ticks statuses, adds and removes changes from one to another, and previews what fires."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QComboBox, QListWidget, QListWidgetItem, QWidget

from ongoing_desktop.bodies.visible import one_line
from ongoing_desktop.domain.statuses import Status, Transition, fires, steps
from ongoing_desktop.ui.kit.buttons import push_button
from ongoing_desktop.ui.kit.controls import combo_box
from ongoing_desktop.ui.kit.layout import TOP, hbox, vbox
from ongoing_desktop.ui.kit.plain_text import label, named, paragraph
from ongoing_desktop.ui.kit.sizes import sized
from ongoing_desktop.ui.kit.tick_list import TickList
from ongoing_desktop.wording.language import translated

NUMBER: Final = int(Qt.ItemDataRole.UserRole)
_ROW: Final = 24
"""Height of a row in the lists in device-independent pixels."""


class StatusPanel(QWidget):
    """Shows the given transitions and emits changes. Does not know how they are stored."""

    picked = Signal(tuple)
    """All chosen :class:`Transition` values after a change by the user."""

    def __init__(self, key: str, parent: QWidget, *, pairs: bool) -> None:
        super().__init__(parent)
        self._chosen: tuple[Transition, ...] = ()
        self._statuses: tuple[Status, ...] = ()
        self._rows: tuple[Status, ...] = ()
        self._pairs_possible = pairs
        self._telling = False
        self._list = TickList(self, f"setting_{key}_reached", translated("Statuses reached, from any other"))
        self._title = label(translated("Fires when one of these statuses is reached"), self, role="secondary")
        self._pair_title = label(translated("or when the status changes between"), self, role="secondary")
        self._from = self._combo(f"setting_{key}_from", translated("Changes from"))
        self._to = self._combo(f"setting_{key}_to", translated("Changes to"))
        self._add = push_button(self, translated("Add"), f"setting_{key}_add", self._on_add)
        self._add.setAccessibleName(translated("Add a change from one status to another"))
        self._remove = push_button(self, translated("Remove"), f"setting_{key}_remove", self._on_remove)
        self._remove.setAccessibleName(translated("Remove the selected change"))
        self._pairs = named(QListWidget(self), f"setting_{key}_pairs", translated("Changes from one status to another"))
        self.preview = paragraph("", self, "secondary", f"setting_{key}_preview")
        self._lay_out()
        self._list.ticked.connect(self._on_ticked)
        self._from.currentIndexChanged.connect(lambda _: self._enable())
        self._to.currentIndexChanged.connect(lambda _: self._enable())
        self._pairs.currentRowChanged.connect(lambda _: self._enable())

    def set_statuses(self, statuses: Sequence[Status]) -> None:
        """Use another system's set."""
        self._statuses = tuple(statuses)
        for box, first in ((self._from, translated("From…")), (self._to, translated("To…"))):
            with QSignalBlocker(box):
                box.clear()
                box.addItem(first, None)
                for status in statuses:
                    box.addItem(one_line(status.label, 60), status.number)
        self.show_chosen(self._chosen)

    def show_chosen(self, chosen: Iterable[Transition]) -> None:
        """Tick and list the chosen ones; a number that is not in the set gets a row of its own."""
        self._chosen = tuple(chosen)
        reached = {item.end for item in self._chosen if item.start is None}
        if not self._telling:
            self._fill_rows(reached)
        self._list.set_ticked(reached)
        self._pairs.clear()
        for change in self._chosen:
            if change.start is not None:
                made = QListWidgetItem(transition_words(change, self._statuses))
                made.setData(NUMBER, change)
                self._pairs.addItem(made)
        self._arrange()
        self.preview.setText(preview(self._chosen, self._statuses))

    # private

    def _combo(self, name: str, tooltip: str) -> QComboBox:
        box = combo_box(self, name, tooltip)
        box.setMinimumContentsLength(3)
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        return box

    def _lay_out(self) -> None:
        vbox(
            self._title,
            self._list,
            self._pair_title,
            hbox((self._from, 1), (self._to, 1), self._add),
            hbox((self._pairs, 1), (self._remove, TOP)),
            self.preview,
            on=self,
            spacing=6,
        )

    def _fill_rows(self, reached: set[int]) -> None:
        known = {status.number for status in self._statuses}
        rows = (*self._statuses, *(Status(number, "") for number in sorted(reached - known)))
        if rows == self._rows:
            return
        self._rows = rows
        unknown = translated("{number} · not in this system")
        self._list.show_entries(
            (
                one_line(status.label, 60) if status.number in known else unknown.format(number=status.number),
                status.number,
            )
            for status in rows
        )
        sized(self._list, height=min(len(rows), 6) * _ROW + 12)

    def _arrange(self) -> None:
        self._list.setVisible(bool(self._rows))
        self._title.setVisible(bool(self._rows))
        possible = self._pairs_possible and len(self._statuses) > 1
        for part in (self._pair_title, self._from, self._to, self._add):
            part.setVisible(possible)
        self._pairs.setVisible(self._pairs.count() > 0)
        self._remove.setVisible(self._pairs.count() > 0)
        sized(self._pairs, height=min(max(self._pairs.count(), 1), 4) * _ROW + 12)
        self._enable()

    def _enable(self) -> None:
        pair = self._pair()
        self._add.setEnabled(pair is not None and pair not in self._chosen)
        self._remove.setEnabled(self._pairs.currentRow() >= 0)

    def _pair(self) -> Transition | None:
        start, end = self._from.currentData(), self._to.currentData()
        return Transition(start, end) if start is not None and end is not None and start != end else None

    def _on_ticked(self, number: int, on: bool) -> None:
        change = Transition(None, number)
        others = tuple(one for one in self._chosen if one != change)
        self._pick((*others, change) if on else others)

    def _on_add(self) -> None:
        pair = self._pair()
        if pair is not None and pair not in self._chosen:
            self._pick((*self._chosen, pair))

    def _on_remove(self) -> None:
        marked = self._pairs.currentItem()
        if marked is not None:
            gone = marked.data(NUMBER)
            self._pick(tuple(item for item in self._chosen if item != gone))

    def _pick(self, chosen: tuple[Transition, ...]) -> None:
        # Rows stay while the user ticks, because an unknown one would otherwise vanish under the pointer.
        self._telling = True
        self.picked.emit(chosen)
        self._telling = False


def preview(chosen: Sequence[Transition], statuses: Sequence[Status]) -> str:
    """What fires, and which steps from a status to the next one do or do not."""
    if not chosen:
        return ""
    lines = [translated("Fires on: {changes}.").format(changes=_joined(chosen, statuses))]
    idle = [item for item in chosen if item.start == item.end]
    if idle:
        lines.append(
            translated("Never fires, because the status does not change: {changes}.").format(
                changes=_joined(idle, statuses)
            )
        )
    silent = [step for step in steps(statuses) if step.start is not None and not fires(chosen, step.start, step.end)]
    if silent:
        message = translated("Does not fire on these single steps: {changes}.")
        lines.append(message.format(changes=_joined(silent, ())))
    elif len(statuses) > 1:
        lines.append(translated("Fires on every step from one status to the next."))
    return "\n".join(lines)


def transition_words(change: Transition, statuses: Sequence[Status]) -> str:
    """A change with the names of its statuses: ``any → 450 Sent``."""
    names = {status.number: one_line(status.label, 60) for status in statuses}
    start = translated("any") if change.start is None else names.get(change.start, str(change.start))
    return f"{start} → {names.get(change.end, str(change.end))}"


def _joined(changes: Iterable[Transition], statuses: Sequence[Status]) -> str:
    return ", ".join(transition_words(item, statuses) for item in changes)
