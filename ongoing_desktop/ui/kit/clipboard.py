"""What the clipboard holds and gets, with its two traps taken care of. Main thread only."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData, QStringListModel
from PySide6.QtGui import QGuiApplication

if TYPE_CHECKING:
    from collections.abc import Iterable


def mime_data(text: str, formats: Iterable[tuple[str, bytes]] = ()) -> QMimeData:
    """Data for the clipboard or a drag: a text, and further formats by their MIME type.

    Qt keeps what the clipboard holds until after the interpreter has ended. An object that Python constructed would then
    call into an interpreter that is gone, and the program would end with a segmentation fault; so Qt constructs it.
    """
    model = QStringListModel([""])
    made = model.mimeData([model.index(0)])
    made.clear()
    made.setText(text)
    for name, value in formats:
        made.setData(name, value)
    return made


def put_on_clipboard(text: str, formats: Iterable[tuple[str, bytes]] = ()) -> None:
    """Replace what the clipboard holds."""
    QGuiApplication.clipboard().setMimeData(mime_data(text, formats))


def clipboard_bytes(name: str) -> bytes:
    """What the clipboard holds in a format; empty without it, or where there is nothing at all."""
    data: QMimeData | None = QGuiApplication.clipboard().mimeData()
    return bytes(data.data(name).data()) if data is not None and data.hasFormat(name) else b""


def clipboard_text() -> str:
    """The text on the clipboard; empty where there is none."""
    return QGuiApplication.clipboard().text()
