"""A picture in a body: decoded by a worker within limits, never shown larger than it is. Nothing is ever fetched."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize, Qt
from PySide6.QtGui import QImage, QImageReader, QPixmap
from PySide6.QtWidgets import QLabel, QScrollArea, QWidget

from ongoing_desktop.bodies.base import Picture
from ongoing_desktop.ui.kit.plain_text import label
from ongoing_desktop.wording.language import translated

LONGEST: Final = 1_600
"""Maximum pixels per side for display."""
MOST_MEMORY_MB: Final = 128


def decode(picture: Picture) -> QImage | str:
    """The picture, reduced if it is large, or a sentence why it cannot be shown. Blocking; for workers."""
    QImageReader.setAllocationLimit(MOST_MEMORY_MB)
    buffer = QBuffer()
    buffer.setData(QByteArray(picture.data))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer, QByteArray(picture.kind.encode()))
    # The format was determined by the first bytes; other decoders, such as the one for SVG, are not used.
    reader.setAutoDetectImageFormat(False)
    size = reader.size()
    if size.isValid() and size != QSize(picture.width, picture.height) and size.width() * size.height() > 16_000_000:
        return translated("The picture is larger than its header says, so it is not shown.")
    wanted = QSize(picture.width, picture.height)
    if max(picture.width, picture.height) > LONGEST:
        wanted.scale(LONGEST, LONGEST, Qt.AspectRatioMode.KeepAspectRatio)
        reader.setScaledSize(wanted.expandedTo(QSize(1, 1)))
    image = reader.read()
    if image.isNull():
        return translated("The picture cannot be decoded.")
    return image


class BodyImage(QScrollArea):
    """The centred picture, with scroll bars if it is larger than the view."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("bodyImage")
        self.setAccessibleName(self.tr("Body as a picture"))
        self._picture: QLabel = label("", self)
        self._picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setWidgetResizable(True)
        self.setWidget(self._picture)

    def show_image(self, image: QImage | None) -> None:
        """Show a decoded picture, or nothing."""
        if image is None:
            self._picture.clear()
        else:
            self._picture.setPixmap(QPixmap.fromImage(image))
