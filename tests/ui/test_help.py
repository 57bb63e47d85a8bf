"""The help window: opened by F1 in place, read, searched, left and remembered."""

from __future__ import annotations

import ast
from typing import Any

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QAction, QDesktopServices, QFontInfo, QImage, QTextDocument, QTextTable
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QLineEdit,
    QListView,
    QListWidget,
    QPushButton,
    QToolButton,
    QWidget,
)

from ongoing_desktop.formats.translation_file import read_translation
from ongoing_desktop.ui.help.help_window import HelpWindow
from ongoing_desktop.ui.help.topics import TOPICS, topic_of
from ongoing_desktop.ui.shell.main_window import MainWindow
from ongoing_desktop.wording.language import ENGLISH_LANGUAGE, use
from tests import source
from tests.helpers import ROOT
from tests.ui.conftest import Shell

OF_OTHER_WORK = {"progressDialog"}
"""Dialogs that belong to what is under way, as F1 in them does."""


def opened(shell: Shell, topic: str = "first-round-trip") -> HelpWindow:
    shell.window.show_guide(topic)
    window = shell.window.help
    shell.until(lambda: window.list.count() > 0 and window.view.toPlainText() != "")
    return window


def heading_at_top(window: HelpWindow) -> str:
    """The heading that the text cursor was moved to, or the title."""
    return window.view.textCursor().block().text()


def test_f1_opens_the_guide_of_the_page(shell: Shell) -> None:
    for page, title in (("showInbox", "See a real payload from Ongoing"), ("showHistory", "Filters")):
        shell.do(page)
        shell.window.setFocus()
        shell.do("showGuide")
        window = shell.window.help
        shell.until(lambda window=window, title=title: window.windowTitle() == f"{title} – Ongoing Desktop")
        assert window.list.currentItem().text() == title


def test_f1_in_a_dialog_opens_its_guide_beside_it(shell: Shell) -> None:
    shell.demo()
    shell.do("publicAddress")
    dialog = shell.shown(QDialog, "contactDialog")
    shell.until(lambda: QApplication.activeWindow() is dialog)
    QTest.keyClick(dialog, Qt.Key.Key_F1)
    shell.until(lambda: "help" in vars(shell.window) and shell.window.help.isVisible())
    window = shell.window.help
    shell.until(lambda: heading_at_top(window) == "Open a tunnel")
    assert not window.isModal()
    assert window.windowHandle().transientParent() is None  # a dialog would block its parent's windows
    dialog.reject()


def test_the_guide_is_that_of_the_nearest_named_part() -> None:
    outer, page = QWidget(), QWidget()
    outer.setObjectName("proveDialog")
    inner = QLineEdit(outer)
    assert topic_of(inner, "inbox") == TOPICS["proveDialog"]
    assert topic_of(page, "inbox") == "real-payload"
    assert topic_of(None, "webhooks") == "first-round-trip"


@pytest.mark.source
def test_the_table_of_guides_names_every_dialog_and_nothing_else() -> None:
    """Also dialogs that no command opens."""
    nodes = [node for path in source.paths(source.UI) for node in source.nodes(path)]
    literals = {node.value for node in nodes if isinstance(node, ast.Constant)}
    assert set(TOPICS) <= literals
    dialogs = {
        node.args[1].value
        for node in nodes
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr == "__init__"
        and len(node.args) > 2
        and isinstance(node.args[1], ast.Constant)
    }
    assert len(dialogs) > 30
    assert {name for name in dialogs if name.endswith(("Dialog", "Window"))} - OF_OTHER_WORK <= set(TOPICS)


def test_an_empty_screen_leads_to_its_guide(shell: Shell) -> None:
    shell.do("showInbox")
    shell.shown(QPushButton, "emptyGuide").click()
    window = shell.window.help
    shell.until(lambda: heading_at_top(window) == "Start the listener")


def test_the_search_covers_all_guides(shell: Shell) -> None:
    window = opened(shell)
    everything = window.list.count()
    window.filter.setText("wrong credential")
    assert window.list.count() >= 2
    first = window.list.item(0)
    assert first.text().startswith("Why was it refused? › Wrong credential\n")
    window.list.itemClicked.emit(first)
    assert window.windowTitle().startswith("Why was it refused?")
    assert window.view.textCursor().selectedText().casefold() == "wrong"
    window.filter.setText("qwertyuiop")
    assert [window.list.item(row).text() for row in range(window.list.count())] == ["No guide contains these words."]
    window.list.itemClicked.emit(window.list.item(0))
    window.filter.clear()
    assert window.list.count() == everything
    assert window.list.currentItem().text() == "Why was it refused?"


def test_links_and_the_way_back(shell: Shell) -> None:
    window = opened(shell)
    back, forward = (shell.find(QToolButton, name, window) for name in ("helpBack", "helpForward"))
    assert not back.isEnabled()
    window.view.verticalScrollBar().setValue(30)
    window.view.anchorClicked.emit(QUrl("why-refused.md#nothing-arrives"))
    assert heading_at_top(window) == "Nothing arrives"
    window.view.anchorClicked.emit(QUrl("#no-webhook"))
    assert heading_at_top(window) == "No webhook"
    window.view.anchorClicked.emit(QUrl("no-such-guide.md"))
    window.view.anchorClicked.emit(QUrl("file:///etc/passwd"))
    assert heading_at_top(window) == "No webhook"
    back.click()
    assert window.windowTitle().startswith("Why was it refused?")
    QTest.keyClick(window.view, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert window.windowTitle().startswith("Your first round trip")
    assert window.view.verticalScrollBar().value() == 30
    assert not back.isEnabled()
    forward.click()
    assert window.windowTitle().startswith("Why was it refused?")


def test_a_web_page_is_opened_by_the_browser_after_a_click(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    went: list[str] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: went.append(url.toString()))
    window = opened(shell)
    window.view.highlighted.emit(QUrl("https://example.org/x"))
    assert shell.find(QWidget, "helpAddress", window).text() == "https://example.org/x"
    assert went == []
    window.view.anchorClicked.emit(QUrl("https://example.org/x"))
    assert went == ["https://example.org/x"]
    window.view.highlighted.emit(QUrl())
    assert shell.find(QWidget, "helpAddress", window).text() == ""


def test_nothing_but_the_guides_pictures_is_loaded(shell: Shell) -> None:
    window = opened(shell)
    kind = QTextDocument.ResourceType.ImageResource.value
    assert isinstance(window.view.loadResource(kind, QUrl("../pictures/webhooks.png")), QImage)
    for address in (
        "https://example.org/webhooks.png",
        "file:///etc/hostname",
        "/etc/hostname",
        "../pictures/other.png",
        "../pictures/../pictures/webhooks.png",
        "http://127.0.0.1/webhooks.png",
    ):
        assert window.view.loadResource(kind, QUrl(address)) is None, address


def test_pictures_fit_and_no_guide_scrolls_sideways(shell: Shell) -> None:
    window = opened(shell)
    for width in (560, 1400):
        window.resize(width, 600)
        for row in range(window.list.count()):
            window.list.itemClicked.emit(window.list.item(row))
            shell.until(lambda: window.view.horizontalScrollBar().maximum() == 0)


def test_a_wide_window_has_lines_that_are_easy_to_read(shell: Shell) -> None:
    window = opened(shell, "what-it-does")
    window.resize(1600, 600)
    document = window.view.document()
    layout = document.documentLayout()
    shell.until(lambda: layout.blockBoundingRect(document.begin()).width() < 0.75 * window.view.viewport().width())
    first = next(item for item in document.rootFrame().childFrames() if isinstance(item, QTextTable))
    assert first.cellAt(0, 0).firstCursorPosition().block().text() == "types"  # a header without text is left out


def test_find_in_the_guide(shell: Shell) -> None:
    window = opened(shell, "why-refused")
    line = shell.find(QLineEdit, "helpFind", window)
    assert not line.isVisible()
    QTest.keyClick(window.view, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert line.isVisible()
    line.setText("tunnel")
    count = window.view.toPlainText().casefold().count("tunnel")
    assert shell.find(QWidget, "helpFindCount", window).text() == f"{count} found"
    places = []
    for _ in range(count + 1):
        places.append(window.view.textCursor().selectionStart())
        QTest.keyClick(line, Qt.Key.Key_Return)
    assert len(set(places)) == count
    assert places[0] == places[-1]
    line.setText("qwertyuiop")
    assert line.property("problem")
    QTest.keyClick(line, Qt.Key.Key_Escape)
    assert not line.isVisible()
    assert window.isVisible()
    QTest.keyClick(window.view, Qt.Key.Key_Escape)
    assert not window.isVisible()


def test_colours_follow_the_theme(shell: Shell, qapp: Any) -> None:
    window = opened(shell, "why-refused")

    def colours() -> set[str]:
        block, found = window.view.document().begin(), set()
        while block.isValid():
            for run in block.textFormats():
                if run.format.isAnchor():
                    found.add(run.format.foreground().color().name())
                if run.format.fontFixedPitch():
                    found.add(run.format.background().color().name())
            block = block.next()
        return found

    light = colours()
    assert light == {shell.theme.colour(name).name() for name in ("accent", "raised")}
    shell.theme.pin(on=False)
    shell.theme.change("dark")
    assert colours() == {shell.theme.colour(name).name() for name in ("accent", "raised")}
    assert not light & colours()
    shell.theme.change("light")


def test_the_text_follows_the_zoom(shell: Shell) -> None:
    window = opened(shell, "server-and-ci")

    def sizes() -> list[int]:
        block, found = window.view.document().begin(), []
        while block.isValid():
            found += [QFontInfo(run.format.font()).pixelSize() for run in block.textFormats()]
            block = block.next()
        return found

    before = sizes()
    QTest.keyClick(window.view, Qt.Key.Key_Plus, Qt.KeyboardModifier.ControlModifier)
    shell.until(lambda: min(sizes()) > min(before) and max(sizes()) > max(before))
    QTest.keyClick(window.view, Qt.Key.Key_0, Qt.KeyboardModifier.ControlModifier)
    shell.until(lambda: sizes() == before)


def test_the_guide_follows_the_language(shell: Shell) -> None:
    window = opened(shell, "why-refused#no-webhook")
    swedish = read_translation((ROOT / "resources" / "languages" / "sv.ts").read_bytes())
    use(swedish)
    try:
        window.retranslate()
        shell.until(lambda: heading_at_top(window) == "Ingen webhook")
        assert window.list.item(0).text() == "Din första rundtur"
        assert window.windowTitle() == "Varför avvisades den? – Ongoing Desktop"
    finally:
        use(ENGLISH_LANGUAGE)


def test_the_window_is_built_on_first_use_and_keeps_its_size(shell: Shell) -> None:
    assert "help" not in vars(shell.window)
    window = opened(shell)
    assert opened(shell, "filters") is window
    window.resize(700, 500)
    state = shell.window.window_state()
    shell.services.do(shell.services.settings.set_preferences(window=state))
    again = MainWindow(shell.services, type(shell.theme)(shell.window))
    assert "help" not in vars(again)
    assert again.window_state()["help"] == state["help"]
    again.show_guide()
    assert "help" in vars(again)
    assert (again.help.width(), again.help.height()) == (700, 500)
    shell.until(lambda: again.help.list.count() > 0)
    again.context.signals.close()
    again.context.tasks.close()
    again.close_pages()
    again.force_close()
    assert "help" not in vars(again)
    again.deleteLater()


def test_the_palette_offers_the_guides(shell: Shell) -> None:
    shell.do("openPalette")
    line = shell.find(QLineEdit, "paletteFilter")
    QTest.keyClicks(line, "why refused")
    model = shell.find(QListView, "paletteList").model()
    shell.until(lambda: model.rowCount() > 0 and model.index(0, 0).data() == "Why was it refused?")
    QTest.keyClick(line, Qt.Key.Key_Return)
    window = shell.window.help
    shell.until(lambda: window.windowTitle().startswith("Why was it refused?"))


def test_the_menu_and_the_key(shell: Shell) -> None:
    action = shell.find(QAction, "showGuide")
    assert action.shortcut().toString() == "F1"
    assert shell.find(QAction, "showKeys").shortcut().toString() == "Shift+F1"
    assert isinstance(opened(shell).list, QListWidget)
