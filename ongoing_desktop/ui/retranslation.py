"""Translates the texts of all open windows again, without building them again.

Each displayed text is traced back to its source by :class:`ReadBack`, so most widgets need no code for it. A widget or
model that keeps texts elsewhere than in Qt's properties replaces them in a method ``translate_texts(read)``. One that
makes its texts from data makes them again in a method ``retranslate()``, which is called after all others.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import (
    QAbstractItemModel,
    QAbstractListModel,
    QAbstractProxyModel,
    QLocale,
    QModelIndex,
    QObject,
    QSignalBlocker,
    Qt,
)
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QGroupBox,
    QLabel,
    QLineEdit,
    QMenu,
    QPlainTextEdit,
    QTabWidget,
    QTextEdit,
)

from ongoing_desktop.domain.settings_changed import ALL_KINDS, SettingsChanged
from ongoing_desktop.ui.kit.plain_text import ElidedLabel, escaped
from ongoing_desktop.wording.language import Language, language
from ongoing_desktop.wording.read_back import ReadBack

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from ongoing_desktop.services import Services
    from ongoing_desktop.ui.context import WindowContext

    Read = Callable[[str], str]

_EVERY_WIDGET: Final = (
    "windowTitle",
    "toolTip",
    "statusTip",
    "whatsThis",
    "accessibleName",
    "accessibleDescription",
)
_BY_KIND: Final = (
    (QLabel, ("text",)),
    (QAbstractButton, ("text",)),
    (QGroupBox, ("title",)),
    (QMenu, ("title",)),
    (QLineEdit, ("placeholderText",)),
    (QPlainTextEdit, ("placeholderText",)),
    (QTextEdit, ("placeholderText",)),
    (QComboBox, ("placeholderText",)),
    (QAbstractSpinBox, ("prefix", "suffix", "specialValueText")),
)
_ROLES: Final = (
    Qt.ItemDataRole.DisplayRole,
    Qt.ItemDataRole.ToolTipRole,
    Qt.ItemDataRole.AccessibleTextRole,
    Qt.ItemDataRole.AccessibleDescriptionRole,
)
_MARKS: Final = ("<qt>", "</qt>")


def retranslate(context: WindowContext, before: Language) -> None:
    """Show every window in the current language. What is drawn from the services is made again."""
    services, signals = context.services, context.signals
    retranslate_windows(ReadBack(before, language(), _names(services)))
    current = services.settings.current
    signals.settings_changed.emit(SettingsChanged(current, current, ALL_KINDS - {"language"}))
    signals.listener_changed.emit(services.listening.state)
    if services.built("tunnel"):
        signals.tunnel_changed.emit(services.tunnel.state)


def _names(services: Services) -> Iterator[str]:
    """Names that are not translated: those of the user, and Ongoing's names of webhook types."""
    settings = services.settings.current
    yield from (trigger.title for trigger in services.catalogue.triggers)
    yield from (hook.name for hook in settings.webhooks)
    for system in settings.systems:
        yield from (system.name, *(owner.name for owner in system.goods_owners))
    yield from settings.preferences.saved_filters


def retranslate_windows(read: Read) -> None:
    """Translate every text of every widget, action and list of the application. ``read`` gives a text's translation."""

    def shown(text: str) -> str:
        return _read(read, text)

    # A box before its list, which has the same model.
    widgets = sorted(QApplication.allWidgets(), key=lambda widget: not isinstance(widget, QComboBox))
    models: set[QAbstractItemModel] = set()
    for widget in widgets:
        _properties(widget, _EVERY_WIDGET, shown)
        for kind, names in _BY_KIND:
            if isinstance(widget, kind) and not isinstance(widget, ElidedLabel):
                _properties(widget, names, shown)
        _call(widget, "translate_texts", shown)
        if isinstance(widget, QAbstractSpinBox):
            widget.setLocale(QLocale())
        if isinstance(widget, QTabWidget):
            for at in range(widget.count()):
                widget.setTabText(at, shown(widget.tabText(at)))
                widget.setTabToolTip(at, shown(widget.tabToolTip(at)))
        elif isinstance(widget, QComboBox | QAbstractItemView) and (model := _source(widget.model())) is not None:
            if model not in models:
                models.add(model)
                with QSignalBlocker(widget):
                    _model(model, shown, typed=not isinstance(widget, QComboBox))
            widget.update()
    for action in {action for widget in widgets for action in (*widget.actions(), *widget.findChildren(QAction))}:
        _action(action, shown)
    for widget in widgets:
        _call(widget, "retranslate")


def _read(read: Read, text: str) -> str:
    if text.startswith(_MARKS[0]) and text.endswith(_MARKS[1]):
        inner = text.removeprefix(_MARKS[0]).removesuffix(_MARKS[1])
        for sign, reference in (("<", "&lt;"), (">", "&gt;"), ('"', "&quot;"), ("'", "&#x27;"), ("&", "&amp;")):
            inner = inner.replace(reference, sign)
        return f"{_MARKS[0]}{escaped(read(inner))}{_MARKS[1]}"
    if "&&" in text:
        return read(text.replace("&&", "&")).replace("&", "&&")
    return read(text)


def _properties(item: QObject, names: Iterable[str], shown: Read) -> None:
    for name in names:
        text = item.property(name)
        if isinstance(text, str) and text and (now := shown(text)) != text:
            item.setProperty(name, now)


def _action(action: QAction, shown: Read) -> None:
    before = {name: action.property(name) for name in ("iconText", "toolTip")}
    _properties(action, ("text", "statusTip", "whatsThis"), shown)
    # Qt derives these from the text unless they were set.
    _properties(action, [name for name, text in before.items() if action.property(name) == text], shown)


def _source(model: QAbstractItemModel | None) -> QAbstractItemModel | None:
    while isinstance(model, QAbstractProxyModel):
        model = model.sourceModel()
    return model


def _model(model: QAbstractItemModel, shown: Read, *, typed: bool) -> None:
    """Translate the texts that a model stores; one that makes them when asked is announced as changed.

    ``typed``: whether texts that can be edited were typed.
    """
    horizontal = Qt.Orientation.Horizontal
    root = QModelIndex()
    rows, columns = model.rowCount(root), _columns(model, root)
    if not type(model).__module__.startswith("PySide6"):
        _call(model, "translate_texts", shown)
        _call(model, "retranslate")
        if columns:
            model.headerDataChanged.emit(horizontal, 0, columns - 1)
        if rows and columns:
            model.dataChanged.emit(model.index(0, 0, root), model.index(rows - 1, columns - 1, root))
        return
    for column in range(columns):
        for role in _ROLES:
            text = model.headerData(column, horizontal, role)
            if isinstance(text, str) and (now := shown(text)) != text:
                model.setHeaderData(column, horizontal, now, role)
    _items(model, root, shown, typed=typed)


def _call(item: QObject, name: str, *arguments: object) -> None:
    if (method := getattr(item, name, None)) is not None:
        method(*arguments)


def _columns(model: QAbstractItemModel, parent: QModelIndex) -> int:
    # A list model has one column; its columnCount is private.
    return 1 if isinstance(model, QAbstractListModel) else model.columnCount(parent)


def _items(model: QAbstractItemModel, parent: QModelIndex, shown: Read, *, typed: bool) -> None:
    for row in range(model.rowCount(parent)):
        for column in range(_columns(model, parent)):
            index = model.index(row, column, parent)
            if not (typed and model.flags(index) & Qt.ItemFlag.ItemIsEditable):
                for role in _ROLES:
                    text = model.data(index, role)
                    if isinstance(text, str) and (now := shown(text)) != text:
                        model.setData(index, now, role)
            if column == 0 and not isinstance(model, QAbstractListModel):
                _items(model, index, shown, typed=typed)
