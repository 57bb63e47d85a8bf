"""The settings of a type, through the editor and for the catalogue as a whole."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit, QListView, QListWidget, QPushButton, QWidget

from ongoing_desktop.ui.webhooks.setting_editors import EDITORS
from ongoing_desktop.ui.webhooks.type_settings import TypeSettings
from tests.ui.conftest import Shell
from tests.ui.test_editor import Form, fill, new, saved

VALUES: dict[str, list[Any]] = {
    "status-transition-list": [[{"to": 450}], [{"from": 200, "to": 400}, {"to": 999}], [{"to": 400, "note": "ours"}]],
    "status-list": [[{"to": 400}], [{"to": 98765}]],
    "transporter-list": [["DHL"], ["Unknown, with a comma", 'A "quoted" one']],
    "boolean": [True, False, "from a later version"],
}


def tick(form: Form, number: int) -> None:
    model = form.get(QListView, "setting_statuses_reached").model()
    row = next(row for row in range(model.rowCount()) if model.index(row, 0).data(0x0100) == number)
    index = model.index(row, 0)
    on = index.data(Qt.ItemDataRole.CheckStateRole) != Qt.CheckState.Checked.value
    state = Qt.CheckState.Checked if on else Qt.CheckState.Unchecked
    model.setData(index, state.value, Qt.ItemDataRole.CheckStateRole)


def test_every_setting_of_the_catalogue_gives_back_what_it_was_given(shell: Shell) -> None:
    parent = QWidget(shell.window)
    settings = TypeSettings("automation", parent)
    for trigger in shell.services.catalogue.triggers:
        for setting in trigger.settings:
            assert setting.type in EDITORS
            for system in (None, *shell.services.settings.current.systems):
                settings.set_system(system, shell.services.statuses)
                for value in VALUES[setting.type]:
                    settings.show_type(trigger, {setting.key: value, "from_later": 1})
                    assert settings.values() == {setting.key: value, "from_later": 1}
                    assert settings.problems() == ()
                settings.show_type(trigger, {})
                assert settings.values() == {}


def test_statuses_are_ticked_and_pairs_added_and_the_preview_says_what_fires(shell: Shell) -> None:
    shell.demo()
    form = new(shell)
    fill(form)
    form.type("order-status-changed")
    assert form.get(QLabel, "setting_statuses_warning").isVisibleTo(form.dialog)
    tick(form, 450)
    assert not form.get(QLabel, "setting_statuses_warning").isVisibleTo(form.dialog)
    assert not form.get(QPushButton, "setting_statuses_add").isEnabled()
    form.pick("setting_statuses_from", 200)
    form.pick("setting_statuses_to", 200)
    assert not form.get(QPushButton, "setting_statuses_add").isEnabled()
    form.pick("setting_statuses_to", 400)
    form.get(QPushButton, "setting_statuses_add").click()
    preview = form.get(QLabel, "setting_statuses_preview").text()
    assert "any → 450 Sent, 200 Open → 400 Picked" in preview
    assert "Does not fire on these single steps: 150 → 200" in preview
    form.save()
    assert dict(saved(shell, "Mine").settings) == {"statuses": [{"to": 450}, {"from": 200, "to": 400}]}


def test_a_pair_is_removed_and_an_unknown_number_stays(shell: Shell) -> None:
    shell.demo()
    form = new(shell)
    fill(form)
    form.type("order-status-changed")
    form.line("setting_statuses", "200 → 400, 999")
    model = form.get(QListView, "setting_statuses_reached").model()
    assert "999 · not in" in model.index(model.rowCount() - 1, 0).data()
    form.get(QListWidget, "setting_statuses_pairs").setCurrentRow(0)
    form.get(QPushButton, "setting_statuses_remove").click()
    assert form.get(QLineEdit, "setting_statuses").text() == "999"
    tick(form, 999)
    tick(form, 999)
    form.save()
    assert dict(saved(shell, "Mine").settings) == {"statuses": [{"to": 999}]}


@pytest.mark.parametrize("key", ["purchase-order-status-changed", "production-order-status-changed"])
def test_other_orders_take_numbers_but_no_pairs(shell: Shell, key: str) -> None:
    shell.demo()
    form = new(shell)
    fill(form)
    form.type(key)
    assert not form.get(QComboBox, "setting_statuses_from").isVisibleTo(form.dialog)
    form.line("setting_statuses", "200 → 400")
    form.save()
    assert "as numbers" in form.problems
    form.line("setting_statuses", "1234")
    form.save()
    assert dict(saved(shell, "Mine").settings) == {"statuses": [{"to": 1234}]}


def test_yes_no_and_not_chosen(shell: Shell) -> None:
    shell.demo()
    form = new(shell)
    fill(form)
    form.type("purchase-order-line-created")
    warning = form.get(QLabel, "setting_fire_when_purchase_order_is_created_warning")
    assert warning.isVisibleTo(form.dialog)
    form.get(QComboBox, "setting_fire_when_purchase_order_is_created").setCurrentIndex(2)
    assert not warning.isVisibleTo(form.dialog)
    form.save()
    assert dict(saved(shell, "Mine").settings) == {"fire_when_purchase_order_is_created": False}


def test_another_type_takes_over_nothing_that_it_would_read_differently(shell: Shell) -> None:
    shell.demo()
    form = new(shell)
    fill(form)
    form.type("order-status-changed")
    tick(form, 450)
    form.type("purchase-order-status-changed")
    assert form.get(QLineEdit, "setting_statuses").text() == ""
    form.line("setting_statuses", "300")
    form.type("order-status-changed")
    assert form.get(QLineEdit, "setting_statuses").text() == "450"
    form.type("order-picked")
    form.save()
    assert dict(saved(shell, "Mine").settings) == {}
