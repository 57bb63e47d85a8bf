"""The timeline of an order, or of what else an exchange is about. It follows what arrives."""

from __future__ import annotations

import re
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from ongoing_desktop.domain.timeline import Timeline
from ongoing_desktop.formats.csv_table import csv_line
from ongoing_desktop.formats.pictures import PictureLine, timeline_svg
from ongoing_desktop.ui.context import InContext, WindowContext
from ongoing_desktop.ui.exchanges.exchange_texts import Words
from ongoing_desktop.ui.exchanges.timeline_texts import (
    TimelineLine,
    timeline_lines,
    timeline_summary,
    timeline_title,
    titles,
)
from ongoing_desktop.ui.files.picture_menu import PictureMenu
from ongoing_desktop.ui.kit.buttons import push_button
from ongoing_desktop.ui.kit.dialog import Dialog
from ongoing_desktop.ui.kit.layout import STRETCH
from ongoing_desktop.ui.kit.line_table import FIT, Column, Line, Lines
from ongoing_desktop.ui.kit.plain_text import label, paragraph, selectable
from ongoing_desktop.ui.kit.timing import after_pause
from ongoing_desktop.ui.task_runner import Job

SIZE: Final = (1240, 640)
PAUSE_MS: Final = 500
"""Milliseconds from an arrival until the timeline is read again."""
NOTE: Final = 6
"""The column of what is noticeable."""
SIGNS: Final = {True: "●", False: "○"}
_ODD: Final = re.compile(r"[^A-Za-z0-9-]+")


class TimelineWindow(InContext, Dialog):
    """Show it with ``show()``; a separate window."""

    def __init__(self, context: WindowContext, parent: QWidget, exchange_id: int) -> None:
        super().__init__(parent, "timelineWindow", parent.tr("Timeline"), heading=None, size=SIZE)
        self.setWindowFlag(Qt.WindowType.WindowMaximizeButtonHint, on=True)
        self.setModal(False)
        self.use_context(context)
        self._exchange_id = exchange_id
        self._timeline: Timeline | None = None
        self._job: Job | None = None
        self._lines: list[TimelineLine] = []
        self.title = selectable(label("", self, role="title"))
        self.summary = selectable(paragraph("", self, "heading", "timelineSummary"))
        columns = [Column("", FIT), *(Column(title, FIT) for title in titles())]
        columns[NOTE + 1] = Column(titles()[NOTE])
        self.table = Lines(
            columns,
            context.theme,
            self,
            name="timelineTable",
            accessible_name=self.tr("What happened, in order of time"),
        )
        self.table.opened.connect(self._open)
        self.table.chosen.connect(lambda _: self._enable())
        self._show_exchange = push_button(
            self, self.tr("Show exchange"), "timelineOpen", lambda: self._open(self.table.current)
        )
        self._save = push_button(self, self.tr("Save"), "timelineSave")
        self._save.setMenu(
            PictureMenu(
                context,
                self._save,
                "timeline",
                file_name=self._file_name,
                svg=self.svg,
                csv=self.csv,
            )
        )
        self.add(
            self.title,
            self.summary,
            (self.table, 1),
            paragraph(
                self.tr("What is missing or to come is a guess from the scenario that the events resemble most."),
                self,
                "muted",
            ),
        )
        self.end_with(self.tr("Close"), left=(self._show_exchange, self._save, STRETCH))
        self._soon = after_pause(self, PAUSE_MS, self._load)
        context.signals.exchanges_changed.connect(self._on_exchanges)
        self._enable()
        self._load()

    def svg(self) -> bytes:
        """The timeline as a picture."""
        lines = [PictureLine(line.cells, line.tone, line.exchange_id > 0) for line in self._lines]
        return timeline_svg(self.title.text(), self.summary.text(), titles(), lines)

    def csv(self) -> bytes:
        """The timeline as a table for spreadsheets."""
        return b"\xef\xbb\xbf" + b"".join(map(csv_line, (titles(), *(line.cells for line in self._lines))))

    def _file_name(self) -> str:
        return _ODD.sub("-", self._timeline.subject if self._timeline else "").strip("-") or "timeline"

    def _load(self) -> None:
        if self._job is not None and self._job.running:
            self._soon.start()  # an older result must not replace a newer one
            return
        self._job = self._tasks.run(self, lambda: self._services.timelines.of(self._exchange_id), done=self._show)

    def _on_exchanges(self, _: object) -> None:
        if not self._soon.isActive():
            self._soon.start()

    def _show(self, timeline: Timeline) -> None:
        if timeline == self._timeline:
            return
        self._timeline = timeline
        services = self._services
        words = Words(services.catalogue, services.settings.current, services.clock())
        self._lines = timeline_lines(timeline, words, services.statuses)
        self.title.setText(timeline_title(timeline))
        self.setWindowTitle(timeline_title(timeline))
        self.summary.setText(timeline_summary(timeline))
        current = self.table.current
        self.table.show_lines([self._line(line) for line in self._lines])
        keys = [line.exchange_id for line in self._lines]
        wanted = current or self._exchange_id
        self.table.select_row(keys.index(wanted) if wanted in keys else 0)
        self._enable()

    def _line(self, line: TimelineLine) -> Line:
        cells = (SIGNS[line.exchange_id > 0], *line.cells)
        tone = "accent" if line.tone == "quiet" else line.tone
        return Line(cells, line.exchange_id or None, tone, 0, quiet=line.quiet or (line.tone == "muted"))

    def _open(self, exchange_id: object) -> None:
        if isinstance(exchange_id, int) and exchange_id:
            self._context.navigation.show_exchange(exchange_id)

    def _enable(self) -> None:
        self._show_exchange.setEnabled(bool(self.table.current))
        self._save.setEnabled(bool(self._lines))
