"""The settings sheet through the window: shown, saved in every format, recorded, ticked off; and on paper."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path

import pytest
from pypdf import PdfReader
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QCheckBox, QComboBox, QListWidget, QPlainTextEdit, QPushButton

from ongoing_desktop.ui.sheet.sheet_dialog import SheetDialog
from ongoing_desktop.ui.sheet.sheet_pdf import write_pdf
from ongoing_desktop.wording.settings_sheet import SheetDocument, last_sheet
from tests.formats.test_sheets import NASTY, with_name
from tests.ui.conftest import Shell
from tests.wording.test_settings_sheet import PICKED, SETTINGS, made


def squeezed(text: str) -> str:
    return "".join(text.split())


def paper(data: bytes) -> tuple[PdfReader, str]:
    reader = PdfReader(io.BytesIO(data))
    return reader, squeezed("".join(page.extract_text() for page in reader.pages))


def check(document: SheetDocument, text: str) -> None:
    """Every field of every webhook is present in order, and so is the head."""
    for label, value in document.facts:
        assert squeezed(label + value) in text, (label, value)
    at = 0
    for block in document.blocks:
        for part in (block.name, *(row.label + row.text for row in block.rows)):
            at = text.find(squeezed(part), at)
            assert at >= 0, part


@pytest.mark.parametrize("language", ["en", "sv"])
def test_the_text_of_the_pdf_is_the_settings(qapp: object, language: str) -> None:
    document = made(language=language)
    reader, text = paper(write_pdf(document) or b"")
    check(document, text)
    assert "⇒" in text
    assert "→" in text
    assert "åke" in text
    fonts = reader.pages[0]["/Resources"]["/Font"]  # type: ignore[index]
    for font in fonts.values():
        below = font.get_object()["/DescendantFonts"][0].get_object()
        assert "/FontFile2" in below["/FontDescriptor"].get_object()
    assert abs(float(reader.pages[0].mediabox.width) - 595) < 2


@pytest.mark.parametrize("name", [name for name in NASTY if name.isascii() and name.isprintable()])
def test_a_name_is_text_on_paper_too(qapp: object, name: str) -> None:
    document = with_name(name)
    reader, text = paper(write_pdf(document) or b"")
    feet = (f"{document.system} · {document.date} · {foot(page, len(reader.pages))}" for page in (1, 2))
    for words in feet:
        text = text.replace(squeezed(words), "")
    assert squeezed(document.blocks[0].name) in text
    assert not any(page.annotations for page in reader.pages)


def foot(page: int, pages: int) -> str:
    return f"Page {page} of {pages}"


def test_pages_are_numbered_and_a_webhook_stays_on_one(shell: Shell) -> None:
    system = shell.demo().system
    for number in range(9):
        shell.add(name=f"Number {number} here")
    document = shell.services.do(shell.services.sheets.document(system)).document
    reader, _ = paper(write_pdf(document) or b"")
    texts = [squeezed(page.extract_text()) for page in reader.pages]
    assert len(texts) > 2
    for number, text in enumerate(texts, 1):
        assert squeezed(f"{document.system} · {document.date} · {foot(number, len(texts))}") in text
    for number, block in enumerate(document.blocks, 1):
        page = next(text for text in texts if squeezed(f"{number}. {block.name}") in text)
        rest = page[page.index(squeezed(f"{number}. {block.name}")) :]
        assert "EnteredinOngoing" in rest


def test_the_lines_to_sign_are_never_alone_on_their_page(qapp: object) -> None:
    for count in range(1, 9):
        hooks = tuple(replace(PICKED, id=str(number), name=f"Number {number}") for number in range(count))
        document = made(replace(SETTINGS, webhooks=hooks))
        last = squeezed(paper(write_pdf(document) or b"")[0].pages[-1].extract_text())
        assert "Signature" in last
        assert squeezed(f"{count}. Number {count - 1}") in last


def test_writing_stops_when_told(qapp: object) -> None:
    assert write_pdf(made(), lambda: True) is None


def opened(shell: Shell) -> SheetDialog:
    shell.do("settingsSheet")
    dialog = shell.shown(SheetDialog, "sheetDialog")
    preview = shell.find(QPlainTextEdit, "sheetPreview", dialog)
    shell.until(lambda: "Administration ⇒ Webhooks" in preview.toPlainText())
    assert isinstance(dialog, SheetDialog)
    return dialog


def choose(shell: Shell, dialog: SheetDialog, name: str, key: str) -> None:
    combo = shell.find(QComboBox, name, dialog)
    combo.setCurrentIndex(combo.findData(key))


def test_it_is_saved_and_remembered(shell: Shell, tmp_path: Path) -> None:
    hook = shell.demo()
    shell.add(name="secretive", authentication="x-auth-token", secret="pl4nted-token")
    before = shell.services.do(shell.services.sheets.document(hook.system)).document
    dialog = opened(shell)
    file = tmp_path / "sheet.pdf"
    dialog.save_to(file)
    shell.until(lambda: file.name in shell.notice())
    data = file.read_bytes()
    assert data.startswith(b"%PDF")
    assert b"pl4nted-token" not in data
    check(before, paper(data)[1])
    shell.until(lambda: last_sheet(shell.services.settings.current, hook.system) is not None)
    preview = shell.find(QPlainTextEdit, "sheetPreview", dialog)
    shell.until(lambda: "same as on the last sheet" in preview.toPlainText())
    dialog.reject()


def test_it_is_copied_without_being_remembered(shell: Shell) -> None:
    hook = shell.demo()
    dialog = opened(shell)
    shell.find(QCheckBox, "sheetRemember", dialog).setChecked(False)
    shell.find(QPushButton, "sheetCopy", dialog).click()
    assert hook.url in QGuiApplication.clipboard().text()
    assert last_sheet(shell.services.settings.current, hook.system) is None
    dialog.reject()


def test_language_and_scope_change_the_preview(shell: Shell) -> None:
    shell.demo()
    first, second = shell.add(name="First one"), shell.add(name="Second one")
    shell.window.webhooks.select(first.id, second.id)
    dialog = opened(shell)
    preview = shell.find(QPlainTextEdit, "sheetPreview", dialog)
    assert shell.find(QListWidget, "sheetEntered", dialog).count() == 2
    choose(shell, dialog, "sheetLanguage", "sv")
    shell.until(lambda: "Varuägare" in preview.toPlainText())
    choose(shell, dialog, "sheetScope", "all")
    shell.until(lambda: shell.find(QListWidget, "sheetEntered", dialog).count() == 3)
    dialog.reject()


def test_where_none_is_left_the_sheet_still_says_which_are_to_be_removed(shell: Shell) -> None:
    hook = shell.demo()
    shell.services.do(shell.services.sheets.remember(shell.services.do(shell.services.sheets.document(hook.system))))
    shell.do("deleteWebhook")
    shell.until(lambda: shell.ids() == [])
    dialog = opened(shell)
    preview = shell.find(QPlainTextEdit, "sheetPreview", dialog)
    shell.until(lambda: f"- {hook.name}: " in preview.toPlainText())
    shell.until(shell.find(QPushButton, "sheetSave", dialog).isEnabled)
    dialog.reject()


def test_entering_is_ticked_off_from_it(shell: Shell) -> None:
    hook = shell.demo()
    dialog = opened(shell)
    preview = shell.find(QPlainTextEdit, "sheetPreview", dialog)
    shell.find(QListWidget, "sheetEntered", dialog).item(0).setCheckState(Qt.CheckState.Checked)
    shell.until(lambda: shell.services.settings.current.state(hook.id).entered_at is not None)
    shell.until(lambda: "☑" in preview.toPlainText())
    shell.find(QListWidget, "sheetEntered", dialog).item(0).setCheckState(Qt.CheckState.Unchecked)
    shell.until(lambda: shell.services.settings.current.state(hook.id).entered_at is None)
    dialog.reject()
