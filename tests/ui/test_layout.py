"""Where the detail of a list is, how many rows are in sight, and what comes back at the next start."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from ongoing_desktop.app import App, build
from ongoing_desktop.domain.arrived import Arrived
from ongoing_desktop.domain.settings import System
from ongoing_desktop.ui.kit.sizes import px
from ongoing_desktop.ui.webhooks.webhook_detail import DELIVERIES_TAB
from tests.helpers import do
from tests.ui.exchanges_support import received

LIMIT_MS = 8_000


class Scene:
    """A window over a real history, with received requests in the inbox and the newest one selected."""

    def __init__(self, qtbot: Any, folder: Path, rows: int, size: tuple[int, int] = (1280, 800)) -> None:
        self.until = qtbot.waitUntil
        self.app = build(folder, theme="light")
        self.window = self.app.window
        self.resize(*size)
        self.window.show()
        self.app.services.history.append([received(number + 1) for number in range(rows)])
        self.window.show_page("inbox")
        self.page = self.window.pages.inbox
        self.until(lambda: self.page.model.rowCount() == rows)
        self.page.table.selectRow(0)
        self.until(self.page.detail.isVisible)

    def resize(self, width: float, height: float) -> None:
        """Give the window a size in units."""
        self.window.resize(px(width), px(height))

    def do(self, name: str) -> None:
        self.window.commands[name].trigger()


@pytest.fixture
def scene(qtbot: Any, data_dir: Path) -> Iterator[Callable[..., Scene]]:
    made: list[Scene] = []

    def make(*arguments: Any) -> Scene:
        made.append(Scene(qtbot, data_dir, *arguments))
        return made[-1]

    yield make
    for one in made:
        one.app.close()


def test_fourteen_compact_rows_are_in_sight_with_the_detail_open(scene: Callable[..., Scene]) -> None:
    made = scene(30)
    do(made.app.services, made.app.services.listening.start(0))
    made.do("rowsCompact")
    table = made.page.table
    made.until(lambda: table.viewport().height() // table.row_height >= 14)
    assert not made.page._frame.split.beside
    bar = made.page.listener_bar
    assert bar is not None
    made.until(lambda: bool(bar.url.text()))
    made.until(lambda: bar.y() == made.page.filter_bar.y())  # all controls above the list are in one row


def test_a_narrow_window_has_two_rows_of_controls(scene: Callable[..., Scene]) -> None:
    made = scene(3, (900, 600))
    bar = made.page.listener_bar
    assert bar is not None
    made.until(lambda: made.page.filter_bar.y() >= bar.height())


def test_the_detail_is_beside_the_list_in_a_wide_window_or_where_it_was_chosen(scene: Callable[..., Scene]) -> None:
    made = scene(3)
    split = made.page._frame.split
    assert not split.beside
    made.do("detailBeside")
    made.until(lambda: split.beside)
    # The list leaves out a column rather than scroll sideways.
    made.until(lambda: made.page.table.horizontalScrollBar().maximum() == 0)
    assert "request" in made.page.table.columns.hidden
    made.do("detailAuto")
    made.until(lambda: not split.beside)
    made.resize(1700, 900)
    made.until(lambda: split.beside)
    made.do("detailBelow")
    made.until(lambda: not split.beside)


def test_a_window_too_narrow_for_a_detail_beside_the_list_says_so(scene: Callable[..., Scene]) -> None:
    made = scene(3)
    beside = made.window.commands["detailBeside"]
    assert (beside.isEnabled(), beside.text()) == (True, "Beside the list")
    made.resize(900, 700)
    made.until(lambda: not beside.isEnabled())
    assert beside.text() == "Beside the list (the window is too narrow)"
    made.resize(1300, 700)
    made.until(lambda: beside.isEnabled() and beside.text() == "Beside the list")


def test_a_low_window_shows_two_rows_and_the_place_that_was_found(scene: Callable[..., Scene]) -> None:
    made = scene(9, (944, 560))
    table, detail = made.page.table, made.page.detail
    made.until(lambda: table.viewport().height() >= 1.9 * table.row_height)
    assert table.horizontalScrollBar().maximum() == 0
    assert not detail.reason.isVisible()
    view = detail.body_view
    detail.tab = 1
    made.until(lambda: bool(view.text.toPlainText()))
    view.start_finding()
    made.until(lambda: shown_part(view.finder) == 1 and shown_part(view.text) > 0.5)
    made.resize(1280, 800)
    made.until(detail.reason.isVisible)


def shown_part(widget: QWidget) -> float:
    """The share of a widget's height that is in sight."""
    return widget.visibleRegion().boundingRect().height() / widget.height()


def test_home_and_end_go_to_the_newest_and_the_oldest_and_the_row_is_shown(scene: Callable[..., Scene]) -> None:
    made = scene(30)
    count, model = made.page.findChild(QLabel, "shownCount"), made.page.model
    QTest.keyClick(made.page.table, Qt.Key.Key_End)
    made.until(lambda: count.text() == "Row 30 of 30")
    assert model.id_at(29) == min(model.id_at(place) for place in range(30))
    QTest.keyClick(made.page.table, Qt.Key.Key_Home)
    made.until(lambda: count.text() == "Row 1 of 30")
    made.page.close_detail()
    made.until(lambda: count.text() == "30 rows")
    made.page.filter_bar.set_text("verdict:refused")
    made.until(lambda: count.text() == "0 of 30", timeout=LIMIT_MS)


def test_rows_that_were_shown_before_they_are_announced_are_counted_once(scene: Callable[..., Scene]) -> None:
    made = scene(3)
    count, services = made.page.findChild(QLabel, "shownCount"), made.app.services
    made.page.close_detail()
    made.until(lambda: count.text() == "3 rows")
    made.page.filter_bar.set_text("verdict:refused")
    made.until(lambda: made.page.loader.complete and made.page.model.rowCount() == 0)
    rows = tuple(services.history.page(limit=9))[::-1]
    made.app.signals.exchanges_changed.emit(Arrived(0, rows[-1].id, rows))
    made.page.filter_bar.set_text("method:POST")
    made.until(lambda: made.page.model.rowCount() == 3)
    assert count.text() == "3 rows"


def test_the_system_has_a_column_while_there_are_several(scene: Callable[..., Scene]) -> None:
    made = scene(3)
    columns = made.page.table.columns
    assert "system" in columns.hidden
    systems = tuple(System(key, f"{key} warehouse", key) for key in ("north", "south"))
    change = made.app.services.settings.change("add-system", lambda now: replace(now, systems=systems))
    do(made.app.services, change)
    made.until(lambda: "system" not in columns.hidden)
    assert made.page.table.horizontalScrollBar().maximum() == 0


def test_a_message_does_not_move_the_list(scene: Callable[..., Scene]) -> None:
    made = scene(3)
    table = made.page.table
    before = table.mapTo(made.window, table.pos())
    made.page.view_bar.pause.click()
    made.until(lambda: made.page.view_bar.message.isVisible())
    made.page.filter_bar.line.setText("nonsense:1")
    made.page.filter_bar.apply()
    QApplication.processEvents()
    assert table.mapTo(made.window, table.pos()) == before


def start(folder: Path) -> App:
    app = build(folder, theme="light")
    app.window.show()
    return app


def test_page_selection_tabs_borders_and_columns_come_back(qtbot: Any, data_dir: Path) -> None:
    app = start(data_dir)
    window = app.window
    hook = do(app.services, app.services.demo.add())
    qtbot.waitUntil(lambda: window.webhook_id == hook.id)
    window.webhooks.detail.tabs.setCurrentIndex(DELIVERIES_TAB)
    window.webhooks.splitter.setSizes([150, 400])
    window.webhooks.splitter.splitterMoved.emit(150, 1)
    window.show_page("history")
    window.pages.history.table.columns.set_shown("size", shown=False)
    window.pages.history.detail.tab = 2
    window.show_page("scenarios")
    window.resize(1100, 720)
    QApplication.processEvents()
    window.pages.scenarios._split.setSizes([220, 330])
    wanted = window.pages.scenarios._split.sizes()
    window.show_page("history")
    do(app.services, app.services.settings.set_preferences(zoom=110, density="compact"))
    share = window.webhooks.splitter.state()
    app.close()
    again = start(data_dir)
    try:
        window = again.window
        assert window.page == "history"
        assert window.pages.history.detail.tab == 2
        assert "size" in window.pages.history.table.columns.hidden
        assert (window.width(), window.height()) == (1100, 720)
        assert again.theme.compact
        window.show_page("scenarios")
        qtbot.waitUntil(lambda: abs(window.pages.scenarios._split.sizes()[0] - wanted[0]) < 40)
        window.show_page("webhooks")
        qtbot.waitUntil(lambda: window.webhook_id == hook.id)
        assert window.webhooks.detail.tabs.currentIndex() == DELIVERIES_TAB
        assert window.webhooks.splitter.state() == share
    finally:
        again.close()


def test_the_window_does_not_drift(qapp: QApplication, data_dir: Path) -> None:
    app = start(data_dir)
    app.window.setGeometry(140, 90, 1040, 700)
    app.close()
    found = set()
    for _ in range(5):
        app = start(data_dir)
        found.add(app.window.geometry().getRect())
        app.close()
    assert found == {(140, 90, 1040, 700)}
