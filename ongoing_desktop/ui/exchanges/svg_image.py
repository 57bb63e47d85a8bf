"""Draws an SVG picture as PNG. The only user of Qt's module for SVG, which takes a megabyte."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QBuffer, QByteArray, QIODevice
from PySide6.QtGui import QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

SHARP: Final = 2
"""Pixels of the image for each pixel of the picture."""
LARGEST: Final = 30_000
"""Pixels of the longer side, below Qt's limit for drawing."""


def png_of(svg: bytes) -> bytes:
    """The picture as a PNG file. Safe on any thread."""
    renderer = QSvgRenderer(QByteArray(svg))
    size = renderer.defaultSize()
    scale = min(SHARP, LARGEST / max(size.width(), size.height(), 1))
    image = QImage(size * scale, QImage.Format.Format_RGB32)
    painter = QPainter(image)
    renderer.render(painter)
    painter.end()
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload]
    return bytes(data.data())
