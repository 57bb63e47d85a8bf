"""Finds what a picture of a window shows wrong: cut text, overlaps, and controls out of sight."""

from __future__ import annotations

import re
from collections.abc import Iterator

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QAbstractSpinBox,
    QComboBox,
    QHeaderView,
    QLabel,
    QLayout,
    QLineEdit,
    QMenuBar,
    QScrollArea,
    QStackedLayout,
    QStyle,
    QStyleOptionComboBox,
    QStyleOptionFrame,
    QStyleOptionHeader,
    QTabBar,
    QToolButton,
    QWidget,
)

from ongoing_desktop.ui.kit.plain_text import ElidedLabel
from ongoing_desktop.wording.language import translated

LINE_MARGIN = 2
"""Pixels that Qt leaves on each side of a line edit's text."""


def says(shown: str, text: str) -> bool:
    """Whether an English text, with any values in its placeholders, is shown in the language of the window."""
    return re.search(".*".join(map(re.escape, re.split(r"\{[^{}]*\}", translated(text)))), shown) is not None


def faults(root: QWidget) -> list[str]:
    """Everything that is wrong in a window."""
    # Not the search of the program's window, which first builds the pages that were not opened.
    shown = [widget for widget in QWidget.findChildren(root, QWidget) if widget.isVisible()]
    return [*cut_off(shown), *out_of_sight(shown), *overlapping([root, *shown]), *outside(root, shown)]


def cut_off(shown: list[QWidget]) -> list[str]:
    """Visible texts that are larger than their widget."""
    return [
        f"{name_of(widget)} needs {needed} px, has {found}"
        for widget in shown
        if widget.width() >= 2
        if isinstance(widget, QHeaderView) or not isinstance(widget.parent(), QAbstractScrollArea)
        for needed, found in needs(widget)
        if needed > found + 1
    ]


def needs(widget: QWidget) -> Iterator[tuple[int, int]]:
    """The width or height that the text of a widget needs, and what it has."""
    width, metrics = widget.width(), widget.fontMetrics()
    match widget:
        case ElidedLabel():
            return  # its tooltip has the whole text
        case QLabel() if widget.text() and widget.wordWrap():
            yield widget.heightForWidth(width), widget.height()
        case QLabel() if widget.text():
            yield widget.sizeHint().width(), width
        case QToolButton() if (
            widget.toolButtonStyle() == Qt.ToolButtonStyle.ToolButtonIconOnly and not widget.icon().isNull()
        ):
            return
        case QAbstractButton() if widget.text():
            yield widget.sizeHint().width(), width
        case QLineEdit() if not widget.displayText():
            yield metrics.horizontalAdvance(widget.placeholderText()), text_width(widget)
        case QLineEdit() if widget.isReadOnly() or isinstance(widget.parent(), QAbstractSpinBox):
            yield metrics.horizontalAdvance(widget.displayText()), text_width(widget)
        case QComboBox() if not widget.isEditable():
            yield metrics.horizontalAdvance(widget.currentText()), text_width(widget)
        case QTabBar() if widget.count():
            yield sum(widget.tabSizeHint(at).width() for at in range(widget.count())), width
        case QMenuBar():
            yield max((widget.actionGeometry(action).right() for action in widget.actions()), default=0), width
        case QHeaderView() if widget.orientation() == Qt.Orientation.Horizontal:
            model = widget.model()
            for at in range(widget.count()):
                title = str(model.headerData(at, Qt.Orientation.Horizontal) or "")
                if title and not widget.isSectionHidden(at):
                    yield title_width(widget, at, title), widget.sectionSize(at)


def text_width(widget: QLineEdit | QComboBox) -> int:
    """The width in which a field draws its text: without frame, padding, arrow and icons."""
    style = widget.style()
    if isinstance(widget, QComboBox):
        box = QStyleOptionComboBox()
        widget.initStyleOption(box)
        part = QStyle.SubControl.SC_ComboBoxEditField
        return style.subControlRect(QStyle.ComplexControl.CC_ComboBox, box, part, widget).width()
    frame = QStyleOptionFrame()
    widget.initStyleOption(frame)
    inner = style.subElementRect(QStyle.SubElement.SE_LineEditContents, frame, widget)
    margins = widget.textMargins()
    icons = sum(button.width() for button in widget.findChildren(QToolButton) if button.isVisible())
    return inner.width() - margins.left() - margins.right() - icons - 2 * LINE_MARGIN


def title_width(header: QHeaderView, section: int, title: str) -> int:
    """The width that the title of a column needs, with its padding, and with the arrow of the sorted column."""
    style = header.style()
    option = QStyleOptionHeader()
    header.initStyleOption(option)
    option.section, option.text = section, title
    if header.isSortIndicatorShown() and header.sortIndicatorSection() == section:
        option.sortIndicator = QStyleOptionHeader.SortIndicator.SortDown
    return style.sizeFromContents(QStyle.ContentsType.CT_HeaderSection, option, QSize(), header).width()


def out_of_sight(shown: list[QWidget]) -> list[str]:
    """Forms and pages wider than the area that shows them. A picture may scroll sideways."""
    return [
        f"{name_of(area)} shows {area.viewport().width()} px of {inner.width()}"
        for area in shown
        if isinstance(area, QScrollArea)
        and (inner := area.widget()) is not None
        and not isinstance(inner, QLabel)
        and inner.width() > area.viewport().width()
    ]


def overlapping(shown: list[QWidget]) -> list[str]:
    """Visible siblings that overlap."""
    found = []
    for parent in shown:
        layout = parent.layout()
        # PySide may return the wrapper of a deleted item for a layout that was moved to another widget.
        if not isinstance(layout, QLayout) or isinstance(layout, QStackedLayout):
            continue
        # Not ``itemAt``: Python would keep the wrapper of the item, and use it later for another object at its address.
        children = parent.findChildren(QWidget, options=Qt.FindChildOption.FindDirectChildrenOnly)
        placed = [child for child in children if child.isVisible() and layout.indexOf(child) >= 0]
        boxes = [(child, child.geometry()) for child in placed]
        for place, (item, box) in enumerate(boxes):
            for other, other_box in boxes[place + 1 :]:
                common = box.intersected(other_box)
                if common.width() > 1 and common.height() > 1:
                    found.append(f"{name_of(item)} overlaps {name_of(other)}")
    return found


def outside(root: QWidget, shown: list[QWidget]) -> list[str]:
    """Visible widgets that stick out of their parent, apart from what a scroll area shows, and of the screen."""
    found = []
    area = root.window().screen().availableGeometry()
    if root.window().width() > area.width() or root.window().height() > area.height():
        found.append(f"{name_of(root.window())} is larger than the screen: {root.window().size()} in {area.size()}")
    for widget in shown:
        parent = widget.parentWidget()
        if not isinstance(parent, QWidget) or widget.isWindow() or widget.geometry().isEmpty():
            continue
        if isinstance(parent.parentWidget(), QAbstractScrollArea) or isinstance(parent, QTabBar | QAbstractScrollArea):
            continue
        inside = QRect(QPoint(0, 0), parent.size()).adjusted(-1, -1, 1, 1)
        if not inside.contains(widget.geometry()):
            box = widget.geometry()
            found.append(f"{name_of(widget)} sticks out of {name_of(parent)}: {box.getRect()} in {inside.getRect()}")
    return found


def name_of(widget: QWidget) -> str:
    """The name of a widget in a message."""
    text = widget.text()[:40] if isinstance(widget, QLabel | QAbstractButton) else ""
    return f"{type(widget).__name__} {widget.objectName()} {text!r}".strip()
