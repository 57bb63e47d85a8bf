"""Compares two exchanges, or one with the documented example, and steps through the differences."""

from __future__ import annotations

from functools import partial
from threading import Event
from typing import Final

from PySide6.QtCore import QModelIndex, QPoint, QSize, Qt
from PySide6.QtGui import QAction, QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import QMenu, QWidget

from ongoing_desktop.bodies.visible import one_line, visible
from ongoing_desktop.domain.exchange_comparison import Comparison, Row, Side, StoppedError, compare, noise_of
from ongoing_desktop.domain.lazy_dataclasses import replace
from ongoing_desktop.domain.settings import Settings
from ongoing_desktop.ui.context import InContext, WindowContext
from ongoing_desktop.ui.exchanges.body_text import BodyText
from ongoing_desktop.ui.exchanges.compare_model import WHERE, CompareModel, Wanted, side
from ongoing_desktop.ui.exchanges.exchange_texts import Words
from ongoing_desktop.ui.kit.buttons import check_box, push_button, tool_button
from ongoing_desktop.ui.kit.controls import TickMenu
from ongoing_desktop.ui.kit.dialog import Dialog
from ongoing_desktop.ui.kit.keyboard import shortcut
from ongoing_desktop.ui.kit.layout import TOP, hbox, splitter
from ongoing_desktop.ui.kit.plain_text import label, paragraph, selectable, show_text
from ongoing_desktop.ui.kit.room import open_with
from ongoing_desktop.ui.kit.sizes import px, sized
from ongoing_desktop.ui.kit.table import Table
from ongoing_desktop.ui.kit.timing import after_pause
from ongoing_desktop.ui.task_runner import NO_JOB
from ongoing_desktop.wording.language import plural
from ongoing_desktop.wording.messages import sentence

SIZE: Final = (1100, 700)
SLOW_MS: Final = 300
WHOLE: Final = 20_000
"""Maximum characters of a value in the lower part."""


class CompareWindow(InContext, Dialog):
    """Show it with ``show()``. A separate window that is deleted when closed.

    ``left``: id of an exchange. ``right``: id of another, or the key of a family for its documented example.
    """

    def __init__(self, context: WindowContext, parent: QWidget, left: Wanted, right: Wanted) -> None:
        super().__init__(parent, "compareWindow", self.tr("Compare exchanges"), heading=None)
        self.setWindowFlag(Qt.WindowType.WindowMaximizeButtonHint, on=True)
        self.setModal(False)
        self.use_context(context)
        self._wanted: tuple[Wanted, Wanted] = (left, right)
        self._sides: tuple[Side, Side] | None = None
        self._found: Comparison | None = None
        self._noise = noise_of(context.services.settings.current.preferences.compare_noise)
        self._job = NO_JOB
        self._stop = Event()
        self._slow = after_pause(self, SLOW_MS, self._say_busy)
        self.model = CompareModel(context.theme, self)
        self._make()
        self._lay_out(parent)
        self._connect()
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)
        self._load()

    @property
    def comparison(self) -> Comparison | None:
        """The result; None while it is being computed."""
        return self._found

    # construction

    def _make(self) -> None:
        self._titles = [selectable(paragraph("", self, "strong")) for _ in range(2)]
        self._swap = push_button(
            self, self.tr("Swap sides"), "compareSwap", self._swap_sides, icon="refresh", theme=self._theme
        )
        self.summary = paragraph("", self, "secondary", "compareSummary")
        self.previous = push_button(
            self,
            self.tr("Previous"),
            "comparePrevious",
            lambda: self.go(-1),
            icon="up",
            theme=self._theme,
            tooltip=self.tr("Previous difference (Alt+Up, Shift+F7)"),
        )
        self.next = push_button(
            self,
            self.tr("Next"),
            "compareNext",
            lambda: self.go(1),
            icon="down",
            theme=self._theme,
            tooltip=self.tr("Next difference (Alt+Down, F7)"),
        )
        self.cancel = push_button(
            self, self.tr("Cancel"), "compareCancel", self._give_up, icon="close", theme=self._theme
        )
        self.cancel.hide()
        self.everything = check_box(
            self, self.tr("Show identical and ignored"), "compareEverything", self._show_everything
        )
        self._noises = TickMenu(self)
        self.ignore = tool_button(
            self,
            self.tr("Ignored"),
            "compareIgnore",
            text=self.tr("Ignored ▾"),
            menu=self._noises,
            tooltip=self.tr("Fields and headers whose differences are ignored"),
        )
        self.alike = paragraph("", self, "muted", "compareAlike")
        self.alike.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.alike.hide()
        self.table = Table(self, "compareTable", self.tr("Differences"), self.model)
        self.table.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.table.stretch(0, 1, 2)
        self.values = [BodyText(self._theme, self) for _ in range(2)]
        for shown, name in zip(self.values, (self.tr("Left value"), self.tr("Right value")), strict=True):
            shown.setAccessibleName(name)
            sized(shown, least_height=64)

    def _lay_out(self, parent: QWidget) -> None:
        # Thirds, like the columns below.
        top = hbox((label(self.tr("Compare"), self, role="title"), 1, TOP), spacing=0)
        for title in self._titles:
            sized(title, margins=(10, 4, 4, 0))
            top.addWidget(title, 1, Qt.AlignmentFlag.AlignTop)
        lower = QWidget(self)
        hbox(*self.values, on=lower, spacing=12)
        self._split = split = splitter(
            self, Qt.Orientation.Vertical, self.table, lower, sizes=(460, 110), stretch=(1, 0)
        )
        self.add(
            top,
            hbox(self.previous, self.next, self._swap, (self.summary, 1), self.cancel, self.everything, self.ignore),
            (split, 1),
            (self.alike, 1),
        )
        within = parent.window().size() - QSize(px(40), px(40))
        open_with(self, QSize(px(SIZE[0]), px(SIZE[1])).boundedTo(within.expandedTo(QSize(px(640), px(460)))))

    def _connect(self) -> None:
        self.table.selectionModel().currentRowChanged.connect(self._on_current)
        self.table.customContextMenuRequested.connect(self._menu)
        for keys, act in (
            ("Alt+Down", partial(self.go, 1)),
            ("F7", partial(self.go, 1)),
            ("Alt+Up", partial(self.go, -1)),
            ("Shift+F7", partial(self.go, -1)),
        ):
            QShortcut(QKeySequence(keys), self).activated.connect(act)
        shortcut(self.table, QKeySequence.StandardKey.Copy, self._copy_current)

    # user actions

    def go(self, step: int, *_: bool) -> None:
        """Go to the next or previous difference."""
        index = self.table.currentIndex()
        place = self.model.next_difference(index.row() if index.isValid() else -1 if step > 0 else 1 << 30, step)
        if place >= 0:
            self._stand_on(place)

    def _stand_on(self, place: int) -> None:
        index = self.model.index(place, WHERE)
        self.table.setCurrentIndex(index)
        self.table.scrollTo(index)

    def _swap_sides(self) -> None:
        self._wanted = self._wanted[::-1]
        self._sides = self._sides[::-1] if self._sides else None
        self._compare()

    def _show_everything(self, on: bool) -> None:
        row = self.model.row(self.table.currentIndex().row())
        self.model.show_everything(on)
        self._find(row)

    def _find(self, row: Row | None) -> None:
        places = range(self.model.rowCount())
        place = next((at for at in places if row is not None and self.model.row(at) == row), -1)
        if place < 0:
            place = self.model.next_difference(-1, 1)
        self._stand_on(max(place, 0))
        if not self.model.rowCount():
            self._on_current(QModelIndex())

    def _set_noise(self, name: str, on: bool) -> None:
        self._noise[name] = on
        settings = self._services.settings

        def chosen(now: Settings) -> Settings:
            noise = {**now.preferences.compare_noise, name: on}
            return replace(now, preferences=replace(now.preferences, compare_noise=noise))

        self._tasks.run(self, lambda: settings.change("preferences", chosen))
        self._compare()

    def _menu(self, at: QPoint) -> None:
        row = self.model.row(self.table.rowAt(at.y()))
        if row is None:
            return
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        copy = QGuiApplication.clipboard().setText
        menu.addAction(self.tr("Copy path"), partial(copy, row.path))
        for text, value in ((self.tr("Copy left value"), row.left), (self.tr("Copy right value"), row.right)):
            if value is not None:
                menu.addAction(text, partial(copy, value))
        if row.name:
            menu.addSeparator()
            name = one_line(row.name, 60).replace("&", "&&")
            message = self.tr("Stop ignoring “{name}”") if row.noise else self.tr("Ignore “{name}”")
            menu.addAction(message.format(name=name), partial(self._set_noise, row.name, not row.noise))
        menu.popup(self.table.viewport().mapToGlobal(at))

    def _copy_current(self) -> None:
        row = self.model.row(self.table.currentIndex().row())
        if row is not None:
            QGuiApplication.clipboard().setText(f"{row.path}\t{row.left or ''}\t{row.right or ''}")

    # work

    def _load(self) -> None:
        services, wanted = self._services, self._wanted
        words = Words(services.catalogue, services.settings.current, services.clock())

        async def work() -> tuple[Side | None, Side | None]:
            left, right = wanted
            return (
                await services.exchanges.search(lambda history, _: side(history, words, left)),
                await services.exchanges.search(lambda history, _: side(history, words, right)),
            )

        self._begin()
        self._job = self._tasks.run(self, work, done=self._loaded, failed=self._failed)

    def _loaded(self, found: tuple[Side | None, Side | None]) -> None:
        left, right = found
        if left is None or right is None:
            self._end()
            self.summary.setText(self.tr("One of the two exchanges no longer exists."))
            return
        self._sides = (left, right)
        self._compare()

    def _compare(self) -> None:
        if self._sides is None:
            return
        self._begin()
        left, right = self._sides
        noise = [name for name, on in self._noise.items() if on]
        stop = self._stop

        def run() -> Comparison | None:
            try:
                return compare(left, right, noise, stop=stop.is_set)
            except StoppedError:
                return None

        for title, name in zip(self._titles, self._sides, strict=True):
            title.setText(one_line(name.title, 300))
        self._job = self._tasks.compute(self, run, done=self._compared, failed=self._failed)

    def _compared(self, found: Comparison | None) -> None:
        self._end()
        if found is None:
            return
        row = self.model.row(self.table.currentIndex().row())
        self._found = found
        self.model.show_comparison(found)
        self._show_noises()
        self._find(row)
        self._say()

    def _begin(self) -> None:
        self._drop()
        self._stop = Event()
        self._found = None
        self._slow.start()

    def _end(self) -> None:
        self._slow.stop()
        self.cancel.hide()

    def _say_busy(self) -> None:
        self.summary.setText(self.tr("Comparing…"))
        self.cancel.show()

    def _give_up(self) -> None:
        self._drop()
        self._end()
        self.summary.setText(self.tr("Cancelled; the previous comparison is shown."))

    def _failed(self, error: BaseException) -> None:
        self._end()
        self.summary.setText("")
        self._notifier.error(error)

    def _drop(self) -> None:
        self._stop.set()
        self._job.cancel()

    # display

    def _say(self) -> None:
        found = self._found
        if found is None:
            return
        parts: list[str] = []
        place = self.table.currentIndex().row()
        row = self.model.row(place)
        if not found.differences:
            parts.append(self.tr("No differences."))
        elif row is not None and row.counts:
            message = self.tr("Difference {number} of {count}.")
            parts.append(message.format(number=self.model.number_of(place), count=found.differences))
        else:
            parts.append(self.tr("Differences: {count}.").format(count=found.differences))
        if found.ignored:
            parts.append(self.tr("Ignored: {count}.").format(count=found.ignored))
        if found.more:
            one, many = self.tr("1 more difference is not listed."), self.tr("{count} more differences are not listed.")
            parts.append(plural(found.more, one, many))
        parts += [sentence(code) for code in found.notes]
        self._show_alike(" ".join(parts) if self.model.rowCount() == 0 else "")
        self.summary.setText("" if self.alike.isVisibleTo(self) else " ".join(parts))
        self.previous.setEnabled(self.model.next_difference(place if place >= 0 else 1 << 30, -1) >= 0)
        self.next.setEnabled(self.model.next_difference(place, 1) >= 0)

    def _show_alike(self, message: str) -> None:
        """Show the sentence in place of the table if there is no row."""
        show_text(self.alike, message)
        self._split.setVisible(not message)

    def _show_noises(self) -> None:
        self._noises.clear()
        for name, on in self._noise.items():
            action = QAction(one_line(name, 60).replace("&", "&&"), self._noises)
            action.setCheckable(True)
            action.setChecked(on)
            action.toggled.connect(partial(self._set_noise, name))
            self._noises.addAction(action)

    def _on_current(self, index: QModelIndex, _: QModelIndex | None = None) -> None:
        row = self.model.row(index.row()) if index.isValid() else None
        for shown, value in zip(self.values, (row.left, row.right) if row else (None, None), strict=True):
            shown.show_text(visible((value or "")[:WHOLE]))
        self._say()

    # Qt overrides

    def done(self, result: int) -> None:
        """Cancel work."""
        self._drop()
        super().done(result)
