"""Shortcuts of commands: the user's, or those of the table of commands; and widgets that show them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction, QKeySequence

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from PySide6.QtWidgets import QWidget

    from ongoing_desktop.ui.context import WindowContext

_PORTABLE = QKeySequence.SequenceFormat.PortableText
_NATIVE = QKeySequence.SequenceFormat.NativeText


def keep_defaults(action: QAction, keys: Iterable[str], *, fixed: bool) -> None:
    """Remember the shortcuts of a command. ``fixed``: its list handles them, so they cannot be changed."""
    action.setProperty("defaultKeys", list(keys))
    action.setProperty("fixedKeys", fixed)
    action.setShortcuts(default_keys(action))


def default_keys(action: QAction) -> list[QKeySequence]:
    """The shortcuts of a command before any change."""
    return [QKeySequence(text) for text in action.property("defaultKeys") or ()]


def is_fixed(action: QAction) -> bool:
    """Whether the shortcuts of a command cannot be changed."""
    return bool(action.property("fixedKeys"))


def use_keys(action: QAction, chosen: Mapping[str, Any]) -> None:
    """Set the shortcuts of a command. ``chosen``: the user's, by name; what is not a list of key texts is ignored."""
    texts = None if is_fixed(action) else chosen.get(action.objectName())
    wanted = default_keys(action)
    if isinstance(texts, list) and all(isinstance(text, str) for text in texts):
        wanted = [keys for keys in map(QKeySequence, texts) if keys.toString()]
    if wanted != action.shortcuts():
        action.setShortcuts(wanted)


def shared_by_default(one: QAction, other: QAction) -> bool:
    """Whether two commands have the same shortcut from the start, because only one of them is available at a time."""
    return bool({keys.toString() for keys in default_keys(one)} & {keys.toString() for keys in default_keys(other)})


def key_texts(keys: Iterable[QKeySequence]) -> list[str]:
    """Shortcuts as texts to store, the same on all platforms."""
    return [item.toString(_PORTABLE) for item in keys]


def keys_text(keys: Iterable[QKeySequence]) -> str:
    """Shortcuts as the platform writes them; empty for none."""
    return ", ".join(item.toString(_NATIVE) for item in keys)


def with_keys(text: str, keys: str) -> str:
    """A text for a tooltip with a shortcut in brackets, if there is one."""
    return f"{text} ({keys})" if keys else text


def command_of(context: WindowContext, name: str) -> QAction | None:
    """The command with this name; None in a window without commands."""
    found = context.window.findChild(QAction, name)
    return found if isinstance(found, QAction) else None


def keep_keys(owner: QWidget, action: QAction | None, show: Callable[[str], object]) -> None:
    """Call ``show`` with the first shortcut of a command now, and when shortcut or text change, as long as ``owner`` exists.

    Without a command the shortcut is empty.
    """
    if action is None:
        show("")
    else:
        _Keeper(owner, action, show)


class _Keeper(QObject):
    """Child of the widget that it serves, so that the connection ends with it."""

    def __init__(self, owner: QWidget, action: QAction, show: Callable[[str], object]) -> None:
        super().__init__(owner)
        self._action = action
        self._show = show
        self._shown = ("", "")
        action.changed.connect(self.renew)
        self.renew()

    def renew(self) -> None:
        """Show the shortcut if it, or the language, has changed."""
        now = (self._action.shortcut().toString(_NATIVE), self._action.iconText())
        if now != self._shown:
            self._shown = now
            self._show(now[0])
