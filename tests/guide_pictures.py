"""The pictures of the guides: drawn for screens of scale 2, in few colours, with a record of what they show.

The record names the visible texts, not pixels or sizes, so that it is the same on every machine. A test compares it with
the window as it is now.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from PySide6.QtCore import QAbstractItemModel, QAbstractListModel, QModelIndex, Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QTabBar,
    QWidget,
)

SHOWN: Final = {
    "4-webhooks": "webhooks",
    "8-inbox-verified": "inbox",
    "10-editor": "editor",
    "39-public-address": "public-address",
    "6-test-result": "result",
    "62-prove-result": "prove",
    "7-inbox-refused": "refused",
    "14-retries-waiting": "retries",
    "15-series-twice": "series",
    "48-scenarios-run": "scenario",
    "33-settings-sheet": "sheet",
}
"""The states of the window that guides show, by their names in the tour."""
RECORD: Final = "shown.json"
SCALE: Final = 2
MOST_ROWS: Final = 30
COLOURS: Final = 256
"""As many as a picture with a palette can have; the others become the nearest one."""


class GuidePictures:
    """Writes the pictures and the record to a folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._record: dict[str, list[str]] = {}
        folder.mkdir(parents=True, exist_ok=True)

    def take(self, name: str, widget: QWidget) -> None:
        """Draw a widget if a guide shows it."""
        if (picture := SHOWN.get(name)) is None:
            return
        self._record[picture] = list(texts(widget))
        QApplication.processEvents()
        drawn = QImage(widget.size() * SCALE, QImage.Format.Format_RGB32)
        drawn.setDevicePixelRatio(SCALE)
        widget.render(drawn)
        drawn.setDevicePixelRatio(1)
        usual = Counter(drawn.constBits().cast("I")).most_common(COLOURS)
        few = drawn.convertToFormat(QImage.Format.Format_Indexed8, [colour for colour, _ in usual])
        few.save(str(self._folder / f"{picture}.png"), quality=0)

    def close(self) -> None:
        """Write the record."""
        text = json.dumps(dict(sorted(self._record.items())), indent=1, ensure_ascii=False)
        (self._folder / RECORD).write_text(f"{text}\n", encoding="utf-8")


def texts(root: QWidget) -> Iterator[str]:
    """The visible texts of a window, of a table its columns and first rows."""
    for widget in [root, *root.findChildren(QWidget)]:
        if not widget.isVisible():
            continue
        found: list[str] = []
        match widget:
            case QLabel() | QAbstractButton():
                found = [widget.text()]
            case QLineEdit():
                found = [widget.displayText()]
            case QComboBox():
                found = [widget.currentText()]
            case QPlainTextEdit():
                found = widget.toPlainText().splitlines()[:MOST_ROWS]
            case QTabBar():
                found = [widget.tabText(place) for place in range(widget.count())]
            case QAbstractItemView():
                found = list(_cells(widget.model()))
        yield from filter(None, found)


def _cells(model: QAbstractItemModel | None) -> Iterator[str]:
    if model is None:
        return
    top = QModelIndex()
    columns = range(1 if isinstance(model, QAbstractListModel) else model.columnCount(top))
    for column in columns:
        yield str(model.headerData(column, Qt.Orientation.Horizontal) or "")
    for row in range(min(MOST_ROWS, model.rowCount(top))):
        yield " | ".join(str(model.index(row, column).data() or "") for column in columns)
