"""The window changes its language while it is open, and loses nothing by it."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QAbstractListModel, QEvent, QModelIndex, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QComboBox,
    QDialog,
    QFileDialog,
    QHeaderView,
    QLineEdit,
    QTabWidget,
    QWidget,
)

from ongoing_desktop.ui.commands import COMMANDS
from ongoing_desktop.ui.kit.plain_text import ElidedLabel
from ongoing_desktop.ui.language_switch import LanguageSwitch, languages, load_language, wanted_language
from ongoing_desktop.ui.preferences.settings_window import SettingsWindow
from ongoing_desktop.ui.webhooks.webhook_editor import WebhookEditor
from ongoing_desktop.wording.language import ENGLISH_LANGUAGE, language, translated
from tests.pseudo_language import pseudo_language
from tests.services.fake_services import make_services
from tests.ui.conftest import Shell

NO_DIALOG = frozenset(
    "quit startListener stopListener testWebhook deleteWebhook duplicateWebhook enableWebhook enableWebhooks disableWebhooks "
    "createRegularWebhook createAutomationWebhook copyWebhooks pasteWebhooks addDemo removeDemo notifyArrivals undo redo".split()
)
PAGES = ("showInbox", "showHistory", "showScenarios", "showWebhooks")
PROPERTIES = (
    "windowTitle", "toolTip", "accessibleName", "accessibleDescription", "text", "title", "placeholderText", "suffix",
    "prefix", "specialValueText",
)  # fmt: skip

UNTRANSLATED = re.compile(r"Ongoing Desktop⟧|order = 4711|⟦ s⟧|[a-z] token⟧|^⟦?\+ [\d hmins]+⟧?$")
"""Names, examples and times that are the same in each language, but look like another text."""


@pytest.fixture
def switch(qapp: QApplication) -> LanguageSwitch:
    return LanguageSwitch(qapp)


@pytest.fixture(autouse=True)
def notices_stay(monkeypatch: pytest.MonkeyPatch) -> None:
    """However slow the machine is, because the texts before and after a change are compared."""
    monkeypatch.setattr("ongoing_desktop.ui.kit.notice_bar.QUIET_MS", 10**8)


@pytest.fixture
def bilingual(qtbot: Any, qapp: QApplication, tmp_path: Path, switch: LanguageSwitch) -> Iterator[Shell]:
    with opened(qtbot, qapp, tmp_path / "first", switch) as shell:
        yield shell


@contextlib.contextmanager
def opened(qtbot: Any, qapp: QApplication, folder: Path, switch: LanguageSwitch) -> Iterator[Shell]:
    services = make_services(folder)
    services.start()
    shell = Shell(qtbot, qapp, services, language=switch)
    try:
        yield shell
    finally:
        switch.use(ENGLISH_LANGUAGE)
        shell.close()
        services.close()


def show_all(shell: Shell) -> None:
    """Build every page, with a webhook."""
    shell.demo()
    for name in PAGES:
        shell.do(name)
    settle(shell)


def settle(shell: Shell) -> None:
    tabs = shell.find(QTabWidget, "composerTabs")
    shell.until(lambda: shell.tasks.busy == 0 and "✓" in tabs.tabText(1))  # the payload was checked


def texts(root: QWidget) -> dict[tuple[str, str], str]:
    """Every text in a window, by widget and property."""
    found: dict[tuple[str, str], str] = {}
    for widget in [root, *root.findChildren(QWidget)]:
        path = place(widget, root)
        found.update({(path, name): text for name in PROPERTIES if isinstance(text := widget.property(name), str)})
        if isinstance(widget, ElidedLabel):  # its text is cut to its width; its accessible name has all of it
            del found[path, "text"]
        if isinstance(widget, QTabWidget):
            found.update({(path, f"tab {at}"): widget.tabText(at) for at in range(widget.count())})
        if isinstance(widget, QComboBox | QAbstractItemView) and not isinstance(widget, QHeaderView):
            found.update(cells(path, widget))
    for action in root.findChildren(QAction):
        if action.objectName():
            found[action.objectName(), "text"] = action.text()
            found[action.objectName(), "toolTip"] = action.toolTip()
            found[action.objectName(), "iconText"] = action.iconText()
    return found


def cells(path: str, widget: Any) -> Iterator[tuple[tuple[str, str], str]]:
    model = widget.model()
    if model is None:
        return
    root = QModelIndex()
    columns = 1 if isinstance(model, QAbstractListModel) else model.columnCount(root)
    for column in range(columns):
        yield (path, f"column {column}"), str(model.headerData(column, Qt.Orientation.Horizontal))
        for row in range(model.rowCount(root)):
            yield (path, f"cell {row} {column}"), str(model.index(row, column, root).data())


def place(widget: QWidget, root: QWidget) -> str:
    steps: list[str] = []
    item: Any = widget
    while item is not root:
        same = [child for child in item.parent().children() if type(child) is type(item)]
        steps.append(f"{type(item).__name__} {item.objectName() or same.index(item)}")
        item = item.parent()
    return " / ".join(reversed(steps))


def differing(one: dict[tuple[str, str], str], other: dict[tuple[str, str], str]) -> list[str]:
    return [
        f"{path} {name}: {one.get((path, name))!r}, {other.get((path, name))!r}"
        for path, name in sorted(one.keys() | other.keys())
        if one.get((path, name)) != other.get((path, name))
        and "qt_tabwidget_tabbar" not in path
        and not UNTRANSLATED.search(one.get((path, name), ""))
    ]


@pytest.mark.source
def test_every_page_changes_its_language_as_if_it_were_new(
    qtbot: Any, qapp: QApplication, tmp_path: Path, bilingual: Shell, switch: LanguageSwitch
) -> None:
    show_all(bilingual)
    english = texts(bilingual.window)
    switch.use(pseudo_language())
    settle(bilingual)
    changed = texts(bilingual.window)
    switch.use(ENGLISH_LANGUAGE)
    settle(bilingual)
    assert differing(english, texts(bilingual.window)) == []
    other = LanguageSwitch(qapp)
    other.use(pseudo_language())
    other.pin(on=True)
    with opened(qtbot, qapp, tmp_path / "second", other) as shell:
        show_all(shell)
        assert differing(changed, texts(shell.window)) == []
    assert sum("⟦" in text for text in changed.values()) > 500


@pytest.mark.source
@pytest.mark.timeout(240)
def test_every_dialog_changes_its_language_as_if_it_were_new(bilingual: Shell, switch: LanguageSwitch) -> None:
    switch.pin(on=True)
    bilingual.demo()
    settle(bilingual)
    dialogs = open_dialogs(bilingual)
    assert len(dialogs) >= 16
    english = shown_texts(dialogs)
    switch.use(pseudo_language())
    bilingual.until(lambda: bilingual.tasks.busy == 0)
    changed = shown_texts(dialogs)
    switch.use(ENGLISH_LANGUAGE)
    bilingual.until(lambda: bilingual.tasks.busy == 0)
    again = shown_texts(dialogs)
    close_all(bilingual)
    assert {
        name: differing(english[name], again[name]) for name in english if differing(english[name], again[name])
    } == {}
    switch.use(pseudo_language())
    new = shown_texts(open_dialogs(bilingual, changed))
    close_all(bilingual)
    assert {name: differing(changed[name], new[name]) for name in new if differing(changed[name], new[name])} == {}


def open_dialogs(shell: Shell, names: Collection[str] = ()) -> dict[str, QDialog]:
    """Every dialog that a command opens, by object name. ``names``: to wait for these."""
    for command in COMMANDS:
        action = shell.window.commands[command.name]
        if command.name not in NO_DIALOG and action.isEnabled():
            action.trigger()
    shell.until(lambda: shell.tasks.busy == 0 and visible_dialogs().keys() >= set(names))
    return visible_dialogs()


def visible_dialogs() -> dict[str, QDialog]:
    found = [item for item in QApplication.topLevelWidgets() if isinstance(item, QDialog) and item.isVisible()]
    return {item.objectName(): item for item in found if not isinstance(item, QFileDialog)}


def shown_texts(dialogs: dict[str, QDialog]) -> dict[str, dict[tuple[str, str], str]]:
    return {name: texts(dialog) for name, dialog in dialogs.items()}


def close_all(shell: Shell) -> None:
    for item in QApplication.topLevelWidgets():
        if isinstance(item, QDialog) and item.isVisible():
            item.done(0)
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    shell.until(lambda: shell.tasks.busy == 0)


def test_a_half_entered_webhook_stays(bilingual: Shell, switch: LanguageSwitch) -> None:
    bilingual.demo()
    bilingual.do("createRegularWebhook")
    editor = bilingual.shown(WebhookEditor, "webhookEditor")
    name = editor.findChild(QLineEdit, "webhookName")
    name.setText("Orders, half en")
    name.setFocus()
    title = editor.windowTitle()
    switch.use(pseudo_language())
    assert editor.isVisible()
    assert editor.windowTitle() == f"⟦{title}⟧"
    assert name.text() == "Orders, half en"
    switch.use(ENGLISH_LANGUAGE)
    assert editor.windowTitle() == title
    editor.done(0)


def test_the_settings_change_the_language(bilingual: Shell) -> None:
    bilingual.do("openSettings")
    window = bilingual.shown(SettingsWindow, "settingsWindow")
    box = window.findChild(QComboBox, "language")
    assert [box.itemText(at) for at in range(box.count())] == ["As the system", "English", "Svenska"]
    box.setCurrentIndex(box.findData("sv"))
    box.activated.emit(box.currentIndex())
    bilingual.until(lambda: window.windowTitle() == "Inställningar")
    assert bilingual.window.commands["openSettings"].text() == "Inställningar…"
    assert box.currentData() == "sv"
    assert bilingual.window.commands["undo"].text() == "Ångra"
    box.setCurrentIndex(box.findData("en"))
    box.activated.emit(box.currentIndex())
    bilingual.until(lambda: window.windowTitle() == "Settings")
    window.close()


def test_a_system_in_english_needs_no_file() -> None:
    assert wanted_language("system") == "en"
    assert wanted_language("sv") == "sv"
    assert wanted_language("xx") == wanted_language("../sv") == "en"
    assert load_language("en") is ENGLISH_LANGUAGE


def test_every_file_is_a_language_to_choose() -> None:
    assert languages() == {"en": "English", "sv": "Svenska"}
    swedish = load_language("sv")
    assert (swedish.group, swedish.point) == ("\u00a0", ",")


def test_qt_asks_the_same_translations(switch: LanguageSwitch) -> None:
    switch.use(pseudo_language())
    found = (language(), QApplication.translate("Anywhere", "Cancel"), translated("Cancel"))
    switch.use(ENGLISH_LANGUAGE)
    assert found == (pseudo_language(), "⟦Cancel⟧", "⟦Cancel⟧")
