"""Names, problems, counts and bars follow an edit."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDoubleSpinBox,
    QLineEdit,
    QPlainTextEdit,
    QProgressBar,
    QSpinBox,
    QWidget,
)

from ongoing_desktop.domain.exchange import Exchange, Message
from ongoing_desktop.domain.payload import inspect
from ongoing_desktop.domain.rule_presets import PRESETS, rule_from
from ongoing_desktop.domain.rules import Match
from ongoing_desktop.domain.settings import Settings
from ongoing_desktop.ui.exchanges.detail_tabs import event_text
from ongoing_desktop.ui.exchanges.exchange_texts import Words
from ongoing_desktop.ui.kit.form_field import Field
from ongoing_desktop.ui.listening.rule_form import RuleForm
from ongoing_desktop.wording.event_text import overview
from ongoing_desktop.wording.sending_text import next_steps
from tests.ui.conftest import Shell


@pytest.mark.parametrize("key", PRESETS)
def test_a_presets_name_follows_its_steps(shell: Shell, key: str) -> None:
    form = RuleForm(shell.services.catalogue, shell.window)
    rule = rule_from(PRESETS[key], "r", Match())
    form.show_rule(rule, Settings())
    form.step.kind.setCurrentIndex(form.step.kind.findData("answer"))
    form.step.status.setValue(507)
    assert "507" in form.name.text()
    form.name.setText("Mine")
    form.step.status.setValue(508)
    assert form.name.text() == "Mine"
    form.show_rule(rule, Settings())
    assert form.name.text() == PRESETS[key].title
    form.deleteLater()


@pytest.mark.parametrize("kind", [QLineEdit, QPlainTextEdit, QSpinBox, QDoubleSpinBox, QComboBox])
def test_red_goes_with_the_mend(shell: Shell, kind: type[QWidget]) -> None:
    control = kind(shell.window)
    field = Field("Name", control, shell.window)
    field.forget_on_edit()
    field.set_problem("Wrong.")
    if isinstance(control, QLineEdit):
        control.setText("right")
    elif isinstance(control, QPlainTextEdit):
        control.setPlainText("right")
    elif isinstance(control, QComboBox):
        control.setEditable(True)
        control.addItem("x")
        control.setEditText("right")
    else:
        control.setValue(7)  # type: ignore[attr-defined]
    assert field.problem.text() == ""
    assert not control.property("problem")
    field.deleteLater()


def test_the_bar_of_a_scenario_starts_empty(shell: Shell) -> None:
    shell.demo()
    shell.do("showScenarios")
    bar = shell.find(QProgressBar, "scenarioProgress")
    bar.setRange(0, 1)
    bar.setValue(1)
    shell.services.sender.hang = True
    shell.window.pages.scenarios.run()
    assert bar.value() == 0
    assert bar.maximum() >= 1
    shell.window.pages.scenarios.cancel()


def test_the_scope_of_a_sheet_has_its_number(shell: Shell) -> None:
    shell.demo()
    shell.do("settingsSheet")
    dialog = shell.shown(QDialog, "sheetDialog")
    assert shell.find(QComboBox, "sheetScope", dialog).itemText(0) == "All in the system (1)"
    dialog.reject()


@pytest.mark.parametrize("body", [b'{"webhookOrdersId": 1, "webhookEventId": 7, "orderNumber": "A"}', b"{}", b"x", b""])
def test_what_was_pasted_is_no_arrival(shell: Shell, body: bytes) -> None:
    services = shell.services
    number = services.do(services.captures.keep(body))
    row = services.history.get(number).row
    facts = inspect(body, services.catalogue)
    words = Words(services.catalogue, services.settings.current, services.clock())
    line = words.line(row)
    assert (line.request, line.verdict.word) == ("pasted, not received", "pasted")
    told = " ".join((
        overview(row, facts, services.catalogue, date(2026, 1, 1)), event_text(row, [row], words),
        *next_steps(Exchange(row, Message(), None), facts, None),
    ))  # fmt: skip
    assert "arrival seen" not in told
    assert "path" not in told
    assert "pasted" in told
