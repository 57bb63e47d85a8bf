"""Shows a chart, and saves it as PNG or SVG; among others that of the responses to a burst."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QPixmap
from PySide6.QtWidgets import QScrollArea, QWidget

from ongoing_desktop.domain.sent import Sent
from ongoing_desktop.domain.traffic import percentiles
from ongoing_desktop.formats.pictures import Bars, Dots, Panel, chart_svg
from ongoing_desktop.ui.context import InContext, WindowContext
from ongoing_desktop.ui.exchanges.svg_image import SHARP, png_of
from ongoing_desktop.ui.files.picture_menu import PictureMenu
from ongoing_desktop.ui.kit.buttons import push_button
from ongoing_desktop.ui.kit.dialog import Dialog
from ongoing_desktop.ui.kit.layout import STRETCH
from ongoing_desktop.ui.kit.plain_text import label
from ongoing_desktop.wording.language import decimal, number
from ongoing_desktop.wording.language import translated as tr

BINS: Final = 24


class ChartView(InContext, QScrollArea):
    """Draws on a worker thread."""

    def __init__(self, context: WindowContext, parent: QWidget, name: str) -> None:
        """``name``: of the file to save, without suffix."""
        super().__init__(parent)
        self.use_context(context)
        self.svg = b""
        self._label = label("", self, name="chart")
        self._label.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignHCenter)
        self.setWidget(self._label)
        self.setWidgetResizable(True)
        self.save_button = push_button(self, self.tr("Save"), "saveChart")
        self.save_button.setMenu(
            PictureMenu(
                context,
                self.save_button,
                "chart",
                file_name=lambda: name,
                svg=lambda: self.svg,
            )
        )
        self.save_button.setEnabled(False)

    def show_chart(self, svg: bytes, described: str) -> None:
        """Show a chart instead of any other. ``described``: what it shows, for screen readers."""
        self._tasks.compute(self, partial(png_of, svg), done=partial(self._show, svg, described), latest="chart")

    def clear(self) -> None:
        """Show no chart."""
        self.svg = b""
        self._label.clear()
        self._label.setAccessibleName("")
        self.save_button.setEnabled(False)

    def _show(self, svg: bytes, described: str, png: bytes) -> None:
        self.svg = svg
        pixmap = QPixmap.fromImage(QImage.fromData(png))
        pixmap.setDevicePixelRatio(SHARP)
        self._label.setPixmap(pixmap)
        self._label.setAccessibleName(described)
        self.save_button.setEnabled(True)


class BurstChart(Dialog):
    """How long each response to a burst took over time, and how many took how long. Show it with ``open()``."""

    def __init__(
        self, context: WindowContext, parent: QWidget, sent: Sequence[Sent], backlog: Sequence[int] = ()
    ) -> None:
        """``backlog``: see :meth:`DayReport.backlog`; empty for requests without a plan."""
        super().__init__(parent, "burstChart", parent.tr("Response times"), heading=None, size=(980, 620))
        self.view = ChartView(context, self, "response-times")
        self.add((self.view, 1))
        self.end_with(self.tr("Close"), left=(self.view.save_button, STRETCH))
        title, summary, svg = burst_svg(sent, backlog)
        self.view.show_chart(svg, f"{title}. {summary}")


def burst_svg(sent: Sequence[Sent], backlog: Sequence[int] = ()) -> tuple[str, str, bytes]:
    """Title, summary and chart of the requests that were answered or failed."""
    done = [item for item in sent if item.done and item.duration_ms is not None]
    took = [item.duration_ms or 0.0 for item in done]
    whole_s = max((item.began_s for item in done), default=0.0) or 1.0
    found = percentiles(took, 50, 95, 99)
    shares = (("p50", "50 %"), ("p95", "95 %"), ("p99", "99 %"), ("max", tr("longest")))
    times = ", ".join(f"{name} {decimal(found.get(key, 0.0), 0)} ms" for key, name in shares)
    good = sum(item.good for item in done)
    title = tr("Response times, requests: {count}").format(count=number(len(done)))
    summary = tr("{good} succeeded, {bad} failed. {times}").format(
        good=number(good), bad=number(len(done) - good), times=times
    )
    dots = tuple((item.began_s / whole_s, item.duration_ms or 0.0, "good" if item.good else "bad") for item in done)
    longest = found.get("max", 1.0)
    bins = [0] * BINS
    for value in took:
        bins[min(int(value / longest * BINS) if longest else 0, BINS - 1)] += 1
    panels = [
        Panel(
            tr("Each response, by the time its request was sent"),
            (Dots("", dots),),
            ("0 s", f"{decimal(whole_s / 2, 1)} s", f"{decimal(whole_s, 1)} s"),
            " ms",
        ),
        Panel(
            tr("How many took how long"),
            (Bars("", tuple(map(float, bins)), "accent"),),
            ("0 ms", f"{decimal(longest / 2, 0)} ms", f"{decimal(longest, 0)} ms"),
        ),
    ]
    if backlog:
        ends_s = max(item.began_s + (item.duration_ms or 0.0) / 1000 for item in done) if done else 0.0
        labels = ("0 s", f"{decimal(ends_s / 2, 1)} s", f"{decimal(ends_s, 1)} s")
        waiting = Bars("", tuple(map(float, backlog)), "warn")
        panels.append(Panel(tr("Backlog: requests that were due and had no answer yet"), (waiting,), labels))
    return title, summary, chart_svg(title, summary, panels)
