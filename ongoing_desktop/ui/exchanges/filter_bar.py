"""The filter: its line, quick choices, saved filters, and the progress of a search."""

from __future__ import annotations

from functools import partial
from typing import Final

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QLabel, QWidget

from ongoing_desktop.domain.errors import KnownError
from ongoing_desktop.domain.filters import Filter, parse_filter
from ongoing_desktop.domain.retention import Indexed
from ongoing_desktop.domain.settings import Settings
from ongoing_desktop.ui.context import InContext, WindowContext
from ongoing_desktop.ui.exchanges.completion import has_term, quoted, values, with_term
from ongoing_desktop.ui.exchanges.filter_line import FilterLine
from ongoing_desktop.ui.exchanges.saved_filters import FiltersMenu
from ongoing_desktop.ui.kit.buttons import tool_button
from ongoing_desktop.ui.kit.controls import lead_with_icon
from ongoing_desktop.ui.kit.layout import STRETCH, add, hbox, vbox
from ongoing_desktop.ui.kit.plain_text import ElidedLabel, label, named, restyle, set_tooltip, show_text
from ongoing_desktop.ui.kit.sizes import sized
from ongoing_desktop.ui.kit.timing import after_pause
from ongoing_desktop.wording.language import number, plural
from ongoing_desktop.wording.messages import error_sentence
from ongoing_desktop.wording.times import time_text

PAUSE_MS: Final = 250
SLOW_MS: Final = 200
"""Milliseconds before a search shows its progress, to avoid flicker."""
AGAIN_MS: Final = 1_000
LAG: Final = 1_000
"""A smaller lag of the search index is searched quickly and not worth mentioning."""
LEAST: Final = 160
"""Minimum width of the line in units."""
WEBHOOK_CHIP: Final = "This webhook"
CHIPS: Final = (
    ("chipRefused", "Wrong credential", "verdict:refused"),
    ("chipFailed", "Failed", "-status:2xx"),
    ("chipHour", "Last hour", "after:-1h"),
    ("chipPinned", "Pinned", "pinned:yes"),
)
"""Object name, label, and the filter term of each quick choice."""


class FilterBar(QWidget):
    """Emits :attr:`changed` with a filter, or None for all."""

    changed = Signal(object)
    stop_requested = Signal()
    """Stop the search and keep its result so far."""

    def __init__(self, context: WindowContext, parent: QWidget, *, quick: bool) -> None:
        """``quick``: offer the quick choices."""
        super().__init__(parent)
        self._services = context.services
        self.line = FilterLine(context.theme, self)
        self.line.setClearButtonEnabled(True)
        self.line.setAccessibleName(self.tr("Filter"))
        set_tooltip(
            self.line,
            self.tr(
                "Words are searched everywhere; -word excludes. Ctrl+Space suggests keys and values. Esc stops "
                "the search, then clears the filter."
            ),
        )
        lead_with_icon(self.line, "search", context.theme)
        self.saved = FiltersMenu(context, self)
        self._saved_button = tool_button(
            self,
            self.tr("Quick and saved filters"),
            "savedFilters",
            text=self.tr("Filters ▾"),
            icon="filter",
            theme=context.theme,
            tooltip=self.tr("Filter by a quick choice or a saved filter; add, rename, remove filters"),
            menu=self.saved,
        )
        self._saved_button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self._message = named(ElidedLabel(self, role="secondary", live=True), "filterTold")
        self._index = named(ElidedLabel(self, role="secondary"), "indexedUpTo")
        self._index_sign = IndexIndicator(context, self._index)
        self._fault = ""
        self._percent = 100
        self._sorting = 100
        self._webhook = ""
        self._chips = {name: self._chip(name, word) for name, word, _ in (*CHIPS, ("chipWebhook", WEBHOOK_CHIP, ""))}
        self._chips["chipWebhook"].setEnabled(False)
        self.saved.quick = list(self._chips.values()) if quick else []
        self._count = label("", self, role="secondary", name="shownCount")
        self._lay_out()
        self._pause = after_pause(self, PAUSE_MS, self.apply)
        self._slow = after_pause(self, SLOW_MS, self._say)
        self.line.textChanged.connect(self._on_text)
        self.line.returnPressed.connect(self.apply)
        self.line.escaped.connect(self.escape)
        self.saved.chosen.connect(self.set_text)
        self._say()

    def add(self, *widgets: QWidget) -> None:
        """Add controls after the line."""
        add(self._first, *widgets)

    def add_note(self, widget: QLabel) -> None:
        """Add a text to the line below, which is always there, so that no text moves the list."""
        self._second.insertWidget(1, widget, 1)

    def show_count(self, shown: int, of: int, row: int) -> None:
        """Show how many exchanges are listed, of how many without the filter, and the selected row; 0 for none."""
        numbers = {"shown": number(shown), "all": number(of), "row": number(row)}
        match shown != of, row > 0:
            case True, True:
                text = self.tr("Row {row} of {shown}, {all} without the filter")
            case True, False:
                text = self.tr("{shown} of {all}")
            case False, True:
                text = self.tr("Row {row} of {shown}")
            case _:
                text = plural(shown, "{count} row", "{count} rows") if of else ""
        self._count.setText(text.format(**numbers))

    def set_text(self, text: str) -> None:
        """Apply this filter now."""
        self.line.setText(text)
        self.apply()

    def set_term(self, term: str, *, on: bool) -> None:
        """Add a term to the filter, or remove it."""
        self.set_text(with_term(self.line.text(), term, on=on))

    def use_settings(self, settings: Settings) -> None:
        """Suggest the current values."""
        self.line.use_values(partial(values, self._services.catalogue, settings))

    def set_webhook(self, name: str) -> None:
        """Set the name of the selected exchange's webhook, for a quick choice; empty for none."""
        chip = self._chips["chipWebhook"]
        if not chip.isChecked():
            self._webhook = f"webhook:{quoted(name)}" if name else ""
            chip.setEnabled(bool(name))

    def show_progress(self, percent: int) -> None:
        """Show the percentage searched; 100 for complete, -1 for stopped."""
        self._percent = percent
        self._say_soon(over=percent in (-1, 100))

    def show_sorting(self, percent: int) -> None:
        """Show the percentage read to sort the list; 100 for none."""
        self._sorting = percent
        self._say_soon(over=percent == 100)

    def _say_soon(self, *, over: bool) -> None:
        if over:
            self._slow.stop()
            self._say()
        elif not self._slow.isActive():
            self._slow.start()

    def escape(self) -> None:
        """Stop a running search or sort, or else clear the filter."""
        if not self.stop():
            self.line.clear()

    def stop(self) -> bool:
        """Stop a running search or sort; returns whether one was running."""
        busy = self._sorting < 100 or (0 <= self._percent < 100 and bool(self.line.text().strip()))
        if busy:
            self.stop_requested.emit()
        return busy

    def apply(self) -> None:
        """Apply the line now."""
        self._pause.stop()
        text = self.line.text().strip()
        column: int | None = None
        self._fault = ""
        found: Filter | None = None
        try:
            found = parse_filter(self.line.text(), self._services.clock().astimezone()) if text else None
        except KnownError as error:
            self._fault = error_sentence(error)
            place = error.params.get("column")
            column = place if isinstance(place, int) else 1
        self.line.mark(column)
        self._say()
        if not self._fault:
            self._index_sign.watch(on=found is not None)
            self.changed.emit(found)

    def _chip(self, name: str, word: str) -> QAction:
        """A quick choice."""
        chip = QAction(self.tr(word), self)
        chip.setObjectName(name)
        chip.setCheckable(True)
        chip.triggered.connect(lambda on: self.set_term(self._terms[name], on=on))
        return chip

    @property
    def _terms(self) -> dict[str, str]:
        return {**{name: term for name, _, term in CHIPS}, "chipWebhook": self._webhook}

    def _lay_out(self) -> None:
        self._first = hbox((self.line, 1), self._saved_button)
        self._second = hbox(self._count, (self._message, 4), (self._index, 1), STRETCH, spacing=12)
        sized(self.line, least_width=LEAST)
        vbox(self._first, self._second, on=self, spacing=3)

    def _on_text(self, text: str) -> None:
        self.line.mark(None)
        self._pause.start()
        for name, term in self._terms.items():
            self._chips[name].setChecked(bool(term) and has_term(text, term))
        self.saved.text = text.strip()

    def _say(self) -> None:
        text = self._fault or self._progress()
        restyle(self._message, role="problem" if self._fault else "secondary")
        show_text(self._message, text)
        if self.line.property("problem") is not bool(self._fault):
            restyle(self.line, problem=bool(self._fault))

    def _progress(self) -> str:
        if self._sorting < 100:
            message = self.tr(
                "Sorting… {percent} % (Esc to stop). Of long lists, the newest exchanges are shown first."
            )
            return message.format(percent=self._sorting)
        if self._percent == 100 or not self.line.text().strip():
            return ""
        if self._percent < 0:
            return self.tr("The search was stopped; older exchanges were not searched.")
        return self.tr("Searching… {percent} % (Esc to stop)").format(percent=self._percent)


class IndexIndicator(InContext, QObject):
    """Shows in a label how far the search index is, while it lags behind and a filter is used."""

    def __init__(self, context: WindowContext, label: QLabel) -> None:
        super().__init__(label)
        self.use_context(context)
        self._label = label
        self._on = False
        self._timer = after_pause(self, AGAIN_MS, self._ask)
        label.hide()

    def watch(self, on: bool) -> None:
        """Start or stop showing the progress."""
        if on and not self._on:
            self._on = True
            self._ask()
        elif not on:
            self._on = False
            self._timer.stop()
            self._label.hide()

    def _ask(self) -> None:
        self._tasks.run(self, self._services.exchanges.indexed, done=self._show)

    def _show(self, indexed: Indexed) -> None:
        if not self._on:
            return
        left = indexed.newest - indexed.upto
        if left > LAG:
            self._timer.start()
            if indexed.at is None:
                message = self.tr("The search index is being built; searches take longer until it is complete.")
            else:
                message = self.tr(
                    "Indexed up to {at}. {count} newer exchanges are searched without the index, which takes longer."
                )
                message = message.format(at=time_text(indexed.at), count=number(left))
            self._label.setText(message)
        self._label.setVisible(left > LAG)
