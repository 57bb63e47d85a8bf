"""Shows a chart, and saves it as PNG or SVG."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QPixmap
from PySide6.QtWidgets import QMenu, QPushButton, QScrollArea, QWidget

from ongoing_desktop.ui.context import InContext, WindowContext
from ongoing_desktop.ui.exchanges.svg_image import SHARP, png_of
from ongoing_desktop.ui.kit.buttons import push_button
from ongoing_desktop.ui.kit.file_dialogs import ask_save_path
from ongoing_desktop.ui.kit.plain_text import label
from ongoing_desktop.ui.task_runner import Job


class ChartView(InContext, QScrollArea):
    """Draws on a worker thread."""

    def __init__(self, context: WindowContext, parent: QWidget, name: str) -> None:
        """``name``: of the file to save, without suffix."""
        super().__init__(parent)
        self.use_context(context)
        self._name = name
        self.svg = b""
        self._job: Job | None = None
        self._label = label("", self, name="chart")
        self._label.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignHCenter)
        self.setWidget(self._label)
        self.setWidgetResizable(True)
        self.save = push_button(self, self.tr("Save"), "saveChart")
        menu = QMenu(self.save)
        for text, suffix, make in (
            (self.tr("Picture (PNG)…"), "png", lambda: png_of(self.svg)),
            (self.tr("Picture (SVG)…"), "svg", lambda: self.svg),
        ):
            menu.addAction(text, partial(self._ask_where, suffix, make)).setObjectName(f"chartAs{suffix.title()}")
        self.save.setMenu(menu)
        self.save.setEnabled(False)

    def show_chart(self, svg: bytes, described: str) -> None:
        """Show a chart instead of any other. ``described``: what it shows, for screen readers."""
        if self._job is not None:
            self._job.cancel()
        self._job = self._tasks.compute(self, partial(png_of, svg), done=partial(self._show, svg, described))

    def save_to(self, path: Path, make: Callable[[], bytes]) -> None:
        """Make a file on a worker thread and write it."""
        message = self.tr("The chart was saved as {name}.").format(name=path.name)

        def write() -> None:
            self._services.ports.write(path, make())

        self._tasks.compute(self, write, done=lambda _: self._notifier.notice(message, "good"))

    @property
    def save_button(self) -> QPushButton:
        """The button with the formats."""
        return self.save

    def _show(self, svg: bytes, described: str, png: bytes) -> None:
        self.svg = svg
        pixmap = QPixmap.fromImage(QImage.fromData(png))
        pixmap.setDevicePixelRatio(SHARP)
        self._label.setPixmap(pixmap)
        self._label.setAccessibleName(described)
        self.save.setEnabled(True)

    def _ask_where(self, suffix: str, make: Callable[[], bytes]) -> None:
        ask_save_path(self, self.tr("Save chart"), f"{self._name}.{suffix}", lambda path: self.save_to(path, make))
