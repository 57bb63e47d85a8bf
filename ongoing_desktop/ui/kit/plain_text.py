"""Creates labels, tooltips and message boxes, so that foreign text is never markup (T10)."""

from __future__ import annotations

from typing import Final, TypeVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QLineEdit, QSizePolicy, QWidget

LONGEST_SHOWN: Final = 4000
AnyWidget = TypeVar("AnyWidget", bound=QWidget)


def label(text: str, parent: QWidget, *, role: str = "", name: str = "", wrap: bool = False) -> QLabel:
    """A label that shows its text literally.

    ``role``: title, heading, strong, secondary, muted, problem, warning, badge.
    """
    made = QLabel(parent)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setText(text[:LONGEST_SHOWN])
    made.setWordWrap(wrap)
    if role:
        made.setProperty("role", role)
    if name:
        made.setObjectName(name)
    return made


def named(widget: AnyWidget, name: str, accessible: str = "") -> AnyWidget:
    """Set a widget's object name and its name for assistive technology."""
    widget.setObjectName(name)
    if accessible:
        widget.setAccessibleName(accessible)
    return widget


def paragraph(text: str, parent: QWidget, role: str = "", name: str = "") -> QLabel:
    """A label that wraps its text."""
    return label(text, parent, role=role, name=name, wrap=True)


def show_text(shown: QLabel | QLineEdit, text: str) -> None:
    """Set the text of a label or a line, which is hidden if the text is empty."""
    shown.setText(text)
    shown.setVisible(bool(text))


def selectable(shown: QLabel) -> QLabel:
    """Allow selecting and copying the text with mouse and keyboard."""
    flags = Qt.TextInteractionFlag
    shown.setTextInteractionFlags(flags.TextSelectableByMouse | flags.TextSelectableByKeyboard)
    return shown


def pill(text: str, parent: QWidget, kind: str = "quiet", *, name: str = "") -> QLabel:
    """A status as sign and word on a soft colour. ``kind``: good, bad, warn, info, quiet."""
    made = label(text, parent, name=name)
    made.setProperty("pill", kind)
    made.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
    return made


def set_pill(shown: QLabel, text: str, kind: str) -> None:
    """Change a pill's text and colour."""
    shown.setText(text[:LONGEST_SHOWN])
    if shown.property("pill") != kind:
        shown.setProperty("pill", kind)
        restyle(shown)


def set_tooltip(widget: QWidget, text: str) -> None:
    """A tooltip that shows its text literally."""
    widget.setToolTip(tooltip_text(text))


def tooltip_text(text: str) -> str:
    """Text for ``setToolTip`` or ``Qt.ToolTipRole``, with markup escaped because Qt has no plain tooltips."""
    return f"<qt>{escaped(text[:LONGEST_SHOWN])}</qt>" if text else ""


def escaped(text: str) -> str:
    """Text escaped for places where Qt reads markup. Like ``html.escape``, whose module loads a table of 2,231 names."""
    for sign, reference in (("&", "&amp;"), ("<", "&lt;"), (">", "&gt;"), ('"', "&quot;"), ("'", "&#x27;")):
        text = text.replace(sign, reference)
    return text


def restyle(widget: QWidget) -> None:
    """Apply the style sheet again after a dynamic property changed."""
    style = widget.style()
    style.unpolish(widget)
    style.polish(widget)
    widget.update()
