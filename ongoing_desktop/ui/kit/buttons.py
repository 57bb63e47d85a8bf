"""Buttons with name, action, style, icon and accessible text."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QCheckBox, QPushButton, QToolButton, QWidget

from ongoing_desktop.ui.icons import keep_icon
from ongoing_desktop.ui.kit.plain_text import set_tooltip

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtCore import SignalInstance
    from PySide6.QtWidgets import QMenu

    from ongoing_desktop.ui.theme import Theme

    Clicked = Callable[..., object] | SignalInstance
    """What a click runs. It receives whether the button is checked if it takes an argument."""

Look = Literal["", "primary", "flat", "danger", "link"]
ToolLook = Literal["button", "flat", "chip"]


def push_button(
    parent: QWidget,
    text: str,
    name: str = "",
    clicked: Clicked | None = None,
    *,
    look: Look = "",
    default: bool = False,
    icon: str = "",
    theme: Theme | None = None,
    tooltip: str = "",
) -> QPushButton:
    """A button with a text. Only with ``default`` does Enter in a field press it; it is then also the primary one.

    ``name``: its object name. ``icon`` is drawn in the colours of ``theme``.
    """
    made = QPushButton(text, parent)
    made.setAutoDefault(False)
    made.setDefault(default)
    look = "primary" if default else look
    if look:
        made.setProperty(look, True)
    colour = "accent_text" if look == "primary" else "text"
    _equip(made, name, clicked, icon, theme, colour, tooltip)
    return made


def tool_button(
    parent: QWidget,
    accessible: str,
    name: str = "",
    clicked: Clicked | None = None,
    *,
    text: str = "",
    look: ToolLook = "button",
    icon: str = "",
    theme: Theme | None = None,
    colour: str = "text",
    tooltip: str | None = None,
    menu: QMenu | None = None,
) -> QToolButton:
    """A small button, usually with only an icon, or one that opens a menu.

    ``accessible``: its action in words; also its tooltip unless another is given.
    """
    made = QToolButton(parent)
    made.setProperty(look, True)
    made.setAccessibleName(accessible)
    if text:
        made.setText(text)
    if menu is not None:
        made.setMenu(menu)
        made.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        made.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    _equip(made, name, clicked, icon, theme, colour, accessible if tooltip is None else tooltip)
    return made


def check_box(
    parent: QWidget, text: str, name: str = "", toggled: Callable[[bool], object] | None = None, *, on: bool = False
) -> QCheckBox:
    """A check box that shows its text literally: an ampersand does not mark a key."""
    made = QCheckBox(text.replace("&", "&&"), parent)
    made.setObjectName(name)
    made.setChecked(on)
    if toggled is not None:
        made.toggled.connect(toggled)
    return made


def _equip(
    made: QAbstractButton,
    name: str,
    clicked: Clicked | None,
    icon: str,
    theme: Theme | None,
    colour: str,
    tooltip: str,
) -> None:
    if name:
        made.setObjectName(name)
    if tooltip:
        set_tooltip(made, tooltip)
    if icon and theme is not None:
        keep_icon(made, made.setIcon, icon, theme, colour)
    if clicked is not None:
        made.clicked.connect(clicked)
