"""Safe access to the clipboard. Main thread only."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData, QStringListModel
from PySide6.QtGui import QGuiApplication

if TYPE_CHECKING:
    from collections.abc import Iterable


def mime_data(text: str, formats: Iterable[tuple[str, bytes]] = ()) -> QMimeData:
    """Data for the clipboard or a drag: a text, and further formats by MIME type.

    Qt keeps the clipboard's data until after the interpreter has ended. An object created by Python would then call
    into the ended interpreter and crash, so Qt creates it.
    """
    model = QStringListModel([""])
    made = model.mimeData([model.index(0)])
    made.clear()
    made.setText(text)
    for name, value in formats:
        made.setData(name, value)
    return made


def put_on_clipboard(text: str, formats: Iterable[tuple[str, bytes]] = ()) -> None:
    """Replace the content of the clipboard."""
    QGuiApplication.clipboard().setMimeData(mime_data(text, formats))


def clipboard_bytes(name: str) -> bytes:
    """The content of the clipboard in a format; empty if it has no such content."""
    data: QMimeData | None = QGuiApplication.clipboard().mimeData()
    return bytes(data.data(name).data()) if data is not None and data.hasFormat(name) else b""


def clipboard_text() -> str:
    """The text on the clipboard; empty if it contains no text."""
    return QGuiApplication.clipboard().text()


def dragged_file(data: QMimeData | None) -> Path | None:
    """The single settings or HAR file that is dragged, or None."""
    found = [url.toLocalFile() for url in (data.urls() if data is not None else ()) if url.isLocalFile()]
    return Path(found[0]) if len(found) == 1 and found[0].lower().endswith((".json", ".har")) else None
