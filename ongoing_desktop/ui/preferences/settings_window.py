"""The settings window: pages of preferences, a search line, and a reset for each."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QListWidget, QWidget

from ongoing_desktop.domain.settings import Preferences
from ongoing_desktop.ui.kit.buttons import push_button
from ongoing_desktop.ui.kit.controls import line_edit
from ongoing_desktop.ui.kit.dialog import Dialog
from ongoing_desktop.ui.kit.layout import hbox, vbox
from ongoing_desktop.ui.kit.plain_text import label, named, paragraph, set_tooltip, show_text
from ongoing_desktop.ui.kit.room import scrolling
from ongoing_desktop.ui.kit.sizes import sized
from ongoing_desktop.ui.preferences.preference_controls import make_control
from ongoing_desktop.wording.language import translated as tr
from ongoing_desktop.wording.preferences import (
    PREFERENCE_PAGES,
    PREFERENCE_ROWS,
    CommandControl,
    NamesControl,
    PreferenceRow,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from ongoing_desktop.domain.settings_changed import SettingsChanged
    from ongoing_desktop.ui.context import WindowContext

SIZE: Final = (820, 600)
PAGES_WIDTH: Final = 160
DEFAULTS: Final = Preferences()


class SettingsWindow(Dialog):
    """Not modal. Input applies at once, and changes elsewhere are shown. Main thread only."""

    def __init__(self, context: WindowContext, parent: QWidget) -> None:
        lead = parent.tr("Changes take effect at once. Settings stay on this computer.")
        super().__init__(parent, "settingsWindow", parent.tr("Settings"), lead=lead, size=SIZE)
        self.filter = line_edit(
            self, "settingsFilter", accessible=self.tr("Search settings"), placeholder=self.tr("Search"), clear=True
        )
        self.pages = named(QListWidget(self), "settingsPages", self.tr("Pages"))
        self.pages.addItems([tr(title) for title in PREFERENCE_PAGES.values()])
        sized(self.pages, width=PAGES_WIDTH)
        inner = QWidget(self)
        self._headings = {page: label(tr(title), inner, role="heading") for page, title in PREFERENCE_PAGES.items()}
        self.rows = {row.key: PreferenceFrame(row, context, inner) for row in PREFERENCE_ROWS}
        self._none = paragraph(self.tr("No setting contains these words."), inner, "muted")
        column = vbox(on=inner, spacing=16, margins=(18, 4, 18, 12))
        for page, heading in self._headings.items():
            column.addWidget(heading)
            for row in PREFERENCE_ROWS:
                if row.page == page:
                    column.addWidget(self.rows[row.key])
        column.addWidget(self._none)
        column.addStretch(1)
        self.add(self.filter, (hbox(self.pages, (scrolling(inner, self), 1), spacing=6), 1))
        self.end_with(push_button(self, self.tr("Close"), "settingsClose", self.close))
        self.pages.currentRowChanged.connect(lambda _: self._on_page())
        self.filter.textChanged.connect(lambda _: self._show_rows())
        context.signals.settings_changed.connect(self._follow)
        for frame in self.rows.values():
            frame.show_value(context.services.settings.current.preferences)
        self.pages.setCurrentRow(0)

    def show_setting(self, key: str) -> None:
        """Show the page of a setting and focus it."""
        row = self.rows[key].row
        self.filter.clear()
        self.pages.setCurrentRow(list(PREFERENCE_PAGES).index(row.page))
        self.rows[key].focus()

    def _on_page(self) -> None:
        self.filter.clear()
        self._show_rows()

    def _show_rows(self) -> None:
        words = self.filter.text().casefold().split()
        chosen = list(PREFERENCE_PAGES)[max(0, self.pages.currentRow())]
        shown = set()
        for frame in self.rows.values():
            here = all(word in frame.words for word in words) if words else frame.row.page == chosen
            frame.setVisible(here)
            if here:
                shown.add(frame.row.page)
        for page, heading in self._headings.items():
            heading.setVisible(page in shown)
        self._none.setVisible(not shown)

    def _follow(self, change: SettingsChanged) -> None:
        for frame in self.rows.values():
            if "systems" in change.kinds or not change.kinds.isdisjoint(frame.row.fields):
                frame.show_value(change.after.preferences)


class PreferenceFrame(QWidget):
    """One setting: title, control, *Reset*, and a sentence below."""

    def __init__(self, row: PreferenceRow, context: WindowContext, parent: QWidget) -> None:
        super().__init__(parent)
        self.row = row
        self._context = context
        self.words = f"{tr(PREFERENCE_PAGES[row.page])} {tr(row.title)} {tr(row.sentence)}".casefold()
        self._problem = paragraph("", self, "problem")
        self._problem.hide()
        self._made = make_control(row, context, self, self._save, self._complain)
        control = self._made.widget
        if not control.accessibleName():
            control.setAccessibleName(tr(row.title))
        control.setAccessibleDescription(tr(row.sentence))
        title = label(tr(row.title), self, role="strong")
        title.setBuddy(control)
        self.reset = push_button(self, self.tr("Reset"), f"{row.key}Reset", self._reset, look="link")
        set_tooltip(self.reset, self.tr("Back to the default"))
        self.reset.setAccessibleName(self.tr("Reset {title}").format(title=tr(row.title)))
        grid = QGridLayout(self)
        sized(grid, margins=(0, 0, 0, 0), gaps=(12, 4))
        wide = isinstance(row.control, NamesControl)
        grid.addWidget(title, 0, 0)
        grid.addWidget(self.reset, 0, 1, Qt.AlignmentFlag.AlignRight)
        grid.addWidget(paragraph(tr(row.sentence), self, "secondary"), 1, 0, 1, 2)
        grid.addWidget(control, 2, 0, 1, 2 if wide else 1, *(() if wide else (Qt.AlignmentFlag.AlignLeft,)))
        grid.addWidget(self._problem, 3, 0, 1, 2)
        grid.setColumnStretch(0, 1)

    def show_value(self, preferences: Preferences) -> None:
        if not isinstance(self.row.control, CommandControl):
            self._made.show(self.row.value(preferences))
        self.reset.setVisible(self.row.value(preferences) != self.row.value(DEFAULTS))

    def focus(self) -> None:
        self._made.widget.setFocus(Qt.FocusReason.OtherFocusReason)

    def _save(self, value: Any) -> None:
        stored = self._context.services.settings
        now = stored.current.preferences
        if value != self.row.value(now):
            self._context.tasks.run(self, partial(stored.set_preferences, **self.row.stored(now, value)))

    def _reset(self) -> None:
        context, stored = self._context, self._context.services.settings
        before = self.row.value(stored.current.preferences)
        message = self.tr("“{title}” was reset.").format(title=tr(self.row.title))

        def put(owner: QWidget, value: Any, done: Callable[[object], None] = lambda _: None) -> None:
            values = self.row.stored(stored.current.preferences, value)
            context.tasks.run(owner, partial(stored.set_preferences, **values), done=done)

        def restore() -> None:
            put(context.window, before)

        def done(_: object) -> None:
            context.notifier.notice(message, "info", (self.tr("Restore", "the value before a reset"), restore))

        put(self, self.row.value(DEFAULTS), done)

    def _complain(self, what: str) -> None:
        show_text(self._problem, what)
        self._made.widget.setProperty("problem", bool(what))
