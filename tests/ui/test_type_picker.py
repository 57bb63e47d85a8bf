"""The documentation of types, through the editor."""

from __future__ import annotations

import json

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit, QPlainTextEdit, QPushButton, QTableView, QTreeView

from ongoing_desktop.ui.webhooks.type_picker import TypePicker
from tests.ui.conftest import Shell
from tests.ui.test_editor import USER, new


def test_every_type_shows_its_fields_and_hands_out_its_example(shell: Shell) -> None:
    shell.demo()
    form = new(shell)
    for family in shell.services.catalogue:
        for trigger in family.triggers:
            form.type(trigger.key)
            rows = form.get(QTableView, "webhookTypeFields").model()
            paths = [rows.index(row, 0).data(USER) for row in range(rows.rowCount())]
            assert paths == [field.path for field in family.fields]
            for row, field in enumerate(family.fields):
                marks = rows.index(row, 2).data()
                assert ("inferred" in marks, "may be null" in marks) == (field.inferred, field.nullable is True)
                assert ("may be missing" in marks) == bool(field.absent)
                assert rows.index(row, 1).data().endswith("[]") == field.array or field.type.endswith("[]")
            assert form.get(QLabel, "webhookTypeDescription").text() == trigger.description
            form.get(QPushButton, "webhookTypeCopy").click()
            assert json.loads(QGuiApplication.clipboard().text()) == family.example
            assert QGuiApplication.clipboard().text() == form.get(QPlainTextEdit, "webhookTypeExample").toPlainText()
            form.get(QPushButton, "webhookTypeCopyPage").click()
            assert QGuiApplication.clipboard().text() == family.doc_url


def test_a_field_is_found_by_path_and_by_meaning_and_shown(shell: Shell) -> None:
    shell.demo()
    form = new(shell)
    family = shell.services.catalogue.family_of("order-picked")
    assert family is not None
    for field in family.fields:
        for text in filter(None, (field.path, field.description)):
            form.line("webhookTypeFilter", text)
            assert "order-picked" in form.leaves()
    form.type("order-picked")
    form.line("webhookTypeFilter", "GOODSOWNERNAME")
    assert form.get(QTableView, "webhookTypeFields").currentIndex().data(USER) == "goodsOwnerName"
    assert "goodsOwnerName" in form.get(QLabel, "webhookTypeField").text()
    form.line("webhookTypeFilter", "")
    assert "guarantees no field" in form.get(QLabel, "webhookTypeField").text()
    assert form.get(QTreeView, "webhookType").currentIndex().data(USER) == "order-picked"


def test_words_are_found_wherever_they_stand(shell: Shell) -> None:
    shell.demo()
    form = new(shell)
    form.type("article-returned")
    form.line("webhookTypeFilter", "returned  ARTICLE")
    assert "article-returned" in form.leaves()
    assert "order-created" not in form.leaves()
    form.line("webhookTypeFilter", "cause return")
    assert form.get(QTableView, "webhookTypeFields").currentIndex().data(USER).endswith("returnCause")
    told = form.get(QLabel, "webhookTypeField").text()
    assert "may be missing: captured payloads of 2022 do not have it" in told
    form.line("webhookTypeFilter", "zebra")
    assert not form.leaves()


def test_what_is_inferred_is_said_to_be(shell: Shell) -> None:
    shell.demo()
    form = new(shell)
    form.type("order-picked")
    rows = form.get(QTableView, "webhookTypeFields").model()
    marks = {rows.index(row, 0).data(USER): rows.index(row, 2).data() for row in range(rows.rowCount())}
    assert marks["path"] == "value inferred"
    assert marks["byUser"] == "may be missing, may be null"
    inferred = form.get(QLabel, "webhookTypeInferred").text()
    assert all(word in inferred for word in ("POST", "application/json", "2xx", "webhookTemplate"))
    assert form.get(QLabel, "webhookTypePage").text() == "https://developer.ongoingwarehouse.com/webhook-order"
    assert "that of the newest ends inside parcels" in form.get(QLabel, "webhookTypeNotes").text()


def test_titles_with_the_words_come_first(shell: Shell) -> None:
    picker = TypePicker(shell.services.catalogue, shell.theme, shell.window)
    first = picker.tree.model().index(0, 0)
    before = first.data()
    picker.filter.setText("purchase order")
    rows = picker.tree.model()
    titles = [
        rows.index(child, 0, rows.index(row, 0)).data()
        for row in range(rows.rowCount())
        for child in range(rows.rowCount(rows.index(row, 0)))
    ]
    named = ["purchase order" in title.casefold() for title in titles]
    assert any(named)
    assert not all(named)
    assert named[0]
    picker.filter.clear()
    assert rows.index(0, 0).data() == before
    picker.deleteLater()


def test_down_goes_from_the_filter_to_the_first_type(shell: Shell) -> None:
    shell.demo()
    form = new(shell)
    tree, line = form.get(QTreeView, "webhookType"), form.get(QLineEdit, "webhookTypeFilter")
    shell.until(form.dialog.isActiveWindow)
    form.line("webhookTypeFilter", "zebra")
    line.setFocus()
    QTest.keyClick(line, Qt.Key.Key_Down)
    assert form.dialog.focusWidget() is line
    form.line("webhookTypeFilter", "packed")
    QTest.keyClick(line, Qt.Key.Key_Down)
    assert form.dialog.focusWidget() is tree
    assert tree.currentIndex().data(USER) == "article-packed"
    assert form.get(QLineEdit, "webhookName").text() == "Article is packed"
    line.setFocus()
    form.line("webhookTypeFilter", "article")
    QTest.keyClick(line, Qt.Key.Key_Down)
    assert tree.currentIndex().data(USER) == "article-packed"
