"""Shows a chart, and saves it as PNG or SVG."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QPixmap
from PySide6.QtWidgets import QScrollArea, QWidget

from ongoing_desktop.ui.context import InContext, WindowContext
from ongoing_desktop.ui.exchanges.svg_image import SHARP, png_of
from ongoing_desktop.ui.files.picture_menu import PictureMenu
from ongoing_desktop.ui.kit.buttons import push_button
from ongoing_desktop.ui.kit.plain_text import label


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
