"""What a screen reader gets of every page and every dialog: a name for each control, the right role, no markup."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QAbstractButton, QLabel, QScrollArea, QWidget

from tests.ui.conftest import Shell
from tests.ui.test_manners import every_dialog, every_page, full, name

__all__ = ("full",)

MARKUP = re.compile(r"<[a-zA-Z/!]|&[a-z]+;|&#")
ROLES = QAccessible.Role


def parts(root: QWidget) -> Iterator[tuple[QWidget, Any]]:
    """The visible widgets of a window with their accessible interfaces."""
    for widget in root.findChildren(QWidget):
        if widget.isVisible() and widget.window() is root:
            found = QAccessible.queryAccessibleInterface(widget)
            if found is not None:
                yield widget, found


def wrong_with(widget: QWidget, found: Any) -> Iterator[str]:
    texts = [found.text(kind) for kind in (QAccessible.Text.Name, QAccessible.Text.Description)]
    if any(MARKUP.search(text) for text in texts):
        yield f"markup: {texts}"
    focusable = widget.isEnabled() and widget.focusProxy() is None and widget.focusPolicy() & Qt.FocusPolicy.TabFocus
    if focusable and not isinstance(widget, QScrollArea) and not texts[0].strip():
        yield f"no name: {found.role()}"
    if isinstance(widget, QAbstractButton) and widget.group() is not None and widget.group().exclusive():
        if found.role() != ROLES.RadioButton:
            yield f"one of several, but {found.role()}"
    if isinstance(widget, QLabel) and widget.text() and widget.text() not in texts[0] and not widget.pixmap():
        if widget.text().lstrip("●○…!✕✓– ") not in texts[0]:
            yield f"its text is not read: {widget.text()!r}, {texts[0]!r}"


def look(roots: Iterator[Any]) -> list[str]:
    return [
        f"{root.objectName()}: {name(widget)}: {problem}"
        for root in roots
        for widget, found in parts(root)
        for problem in wrong_with(widget, found)
    ]


def test_every_page_can_be_read(full: Shell) -> None:
    full.window.resize(1600, 1000)  # wide enough for every quick choice
    assert not (wrong := look(every_page(full))), "\n".join(wrong)


def test_every_dialog_can_be_read(full: Shell) -> None:
    assert not (wrong := look(every_dialog(full))), "\n".join(wrong)


def test_the_pages_are_a_list_and_not_check_boxes(full: Shell) -> None:
    pages = full.window.side_bar.pages
    found = QAccessible.queryAccessibleInterface(pages)
    assert (found.role(), found.text(QAccessible.Text.Name)) == (ROLES.List, "Pages")
    assert [found.child(place).text(QAccessible.Text.Name) for place in range(found.childCount())] == [
        pages.item(row).text() for row in range(pages.count())
    ]
