"""The timeline of one order in its window and as files."""

from __future__ import annotations

import asyncio
import csv
import io
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QLabel, QPushButton

from ongoing_desktop.domain.exchange import Judgement
from ongoing_desktop.domain.timeline import Timeline
from ongoing_desktop.formats.pictures import PictureLine, timeline_svg
from ongoing_desktop.services.exchanges import Exchanges
from ongoing_desktop.ui.exchanges.timeline_window import TimelineWindow
from ongoing_desktop.ui.files.picture_menu import PictureMenu
from tests.services import fakes
from tests.ui.exchanges_support import Rig, outcome, received, rig
from tests.ui.test_exchanges_page import ids, page

SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture
def world(qapp: QApplication, data_dir: Path) -> Iterator[Rig]:
    with rig(qapp, data_dir) as made:
        yield made
        assert not made.errors


def happened(world: Rig, number: int, trigger: str, state: int | None = None, **fields: Any) -> int:
    family = "order" if trigger.startswith("order") else "picking-packing-and-returns"
    judged = Judgement(
        fields.pop("verdict", "verified"), "right", system="demo", type=trigger, subject="order:7", state=state,
        event_at=f"2026-01-15T09:{number:02}:00.0000000",
    )  # fmt: skip
    at = fakes.FakeClock().now + timedelta(minutes=5 * number)
    new = received(number, judgement=judged, type=trigger, family=family, at=at, **fields)
    (exchange_id,) = world.history.append([new])
    world.history.append([], [outcome(exchange_id)])
    return exchange_id


def shown(window: TimelineWindow) -> list[tuple[str, ...]]:
    return [line.cells for line in window.table.lines]


def test_an_order_is_told_from_any_of_its_exchanges(world: Rig, qtbot: Any, tmp_path: Path) -> None:
    world.services.do(world.services.demo.add())
    happened(world, 1, "order-created", 200)
    happened(world, 3, "order-picked", 400, verdict="refused")
    world.received(1)
    happened(world, 4, "order-picked", 400, attempt=2)
    made = page(world, qtbot)
    assert ids(made) == [4, 2, 1, 3]
    made.table.selectRow(1)
    made.selected.timeline()
    window = made.window().findChild(TimelineWindow)
    qtbot.waitUntil(lambda: len(shown(window)) > 3)
    assert window.title.text() == "Order 7 · demo"
    cells = shown(window)
    assert [line[0] for line in cells[:2]] == ["●", "○"]
    assert cells[0][3:5] == ("Order is created", "200 Open")
    picked = next(line for line in cells if line[4] == "400 Picked" and line[0] == "●")
    assert (picked[2], picked[7], picked[8]) == ("+ 10 min", "wrong credential", "200")
    assert any(line[7] == "repeat" for line in cells)
    assert "3 exchanges in 15 min. 1 repeat. It resembles the scenario “An order's life" in window.summary.text()
    assert window.table.current == 2
    happened(world, 6, "order-status-changed", 450)
    qtbot.waitUntil(lambda: any("450 Sent" in line and line[0] == "●" for line in shown(window)))
    window.findChild(QPushButton, "timelineOpen").click()
    assert "history 2" in world.notices
    files = [tmp_path / "a.png", tmp_path / "b.svg", tmp_path / "c.csv"]
    menu = window.findChild(PictureMenu)
    assert (window.svg(), window.csv()) == (window.svg(), window.csv())
    for path, suffix in zip(files, ("png", "svg", "csv"), strict=True):
        menu.save_to(path, suffix)
        qtbot.waitUntil(path.exists)
    assert not QImage(str(files[0])).isNull()
    said = [text.text or "" for text in ET.parse(files[1]).iter(f"{SVG}text")]
    assert {"Order 7 · demo", "Order is created", "400 Picked", "wrong credential"} <= set(said)
    rows = list(csv.reader(io.StringIO(files[2].read_text("utf-8-sig"))))
    assert rows[0][:3] == ["Time", "After", "What"]
    assert len(rows) == len(shown(window)) + 1
    window.close()
    made.close_page()


def test_an_exchange_about_nothing_stands_alone(world: Rig, qtbot: Any) -> None:
    world.received(2)
    window = TimelineWindow(world.context, world.window, 1)
    window.show()
    qtbot.waitUntil(lambda: len(shown(window)) == 1)
    assert window.title.text() == "One exchange · demo"
    assert "not about an order" in window.findChild(QLabel, "timelineSummary").text()
    window.close()


def test_a_picture_takes_any_text_and_is_always_the_same() -> None:
    lines = [PictureLine(("a<&>\"'", "x" * 200), "good", happened=True), PictureLine(("", ""), "odd", happened=False)]
    svg = timeline_svg("T&T", "", ("A", "B"), lines)
    assert svg == timeline_svg("T&T", "", ("A", "B"), lines)
    root = ET.fromstring(svg.decode())
    texts = [text.text or "" for text in root.iter(f"{SVG}text")]
    assert "a<&>\"'" in texts
    assert f"{'x' * 79}…" in texts
    assert len(list(root.iter(f"{SVG}circle"))) == 2
    assert ET.fromstring(timeline_svg("", "", ("A",), []).decode()).tag == f"{SVG}svg"


class SlowExchanges:
    """Answers when allowed to."""

    def __init__(self, exchanges: Exchanges) -> None:
        self._timeline = exchanges.timeline
        self.asked = 0
        self.go_on = asyncio.Event()

    async def timeline(self, exchange_id: int) -> Timeline:
        self.asked += 1
        await self.go_on.wait()
        return await self._timeline(exchange_id)


def test_a_timeline_is_read_again_only_after_the_running_read(world: Rig, qtbot: Any) -> None:
    world.received(1)
    slow = SlowExchanges(world.services.exchanges)
    world.services.exchanges = slow  # type: ignore[assignment]
    window = TimelineWindow(world.context, world.window, 1)
    window.show()
    qtbot.waitUntil(lambda: slow.asked == 1)
    window._load()
    window._load()
    assert slow.asked == 1
    world.services.engine.loop.call_soon_threadsafe(slow.go_on.set)
    qtbot.waitUntil(lambda: slow.asked == 2)
    qtbot.waitUntil(lambda: len(shown(window)) == 1)
    window.close()
