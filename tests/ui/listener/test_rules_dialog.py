"""Reply rules through the window: in one click from the inbox, and edited in their dialog."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QLabel,
    QLineEdit,
    QListWidget,
    QMenu,
    QPlainTextEdit,
    QPushButton,
    QSpinBox,
    QToolButton,
)

from ongoing_desktop.domain.rules import Match, Rule, Step
from tests.ui.conftest import Shell


def rules(shell: Shell) -> tuple[Rule, ...]:
    return shell.services.settings.current.rules


def opened(shell: Shell) -> Any:
    shell.do("replyRules")
    return shell.shown(QDialog, "rulesDialog")


def add(shell: Shell, dialog: Any, key: str, title: str) -> None:
    """Press a preset's button and wait until the form shows the rule."""
    shell.find(QPushButton, f"preset-{key}", dialog).click()
    shell.until(lambda: shell.find(QLineEdit, "ruleName", dialog).text() == title)


def choose(menu: QMenu, text: str) -> None:
    next(action for action in menu.actions() if action.text() == text).trigger()


def test_one_click_in_the_inbox_answers_otherwise_and_another_as_usual(shell: Shell) -> None:
    shell.do("showInbox")
    button = shell.find(QToolButton, "answersButton")
    menu = shell.find(QMenu, "answersMenu")
    assert button.text() == "Response: 200 ▾"
    choose(menu, "Always 500")
    shell.until(lambda: button.text() == "Response: Always 500 ▾")
    choose(menu, "503")
    shell.until(lambda: button.text() == "Response: 2 rules ▾")
    assert [rule.steps[0].status for rule in rules(shell)] == [503, 500]
    choose(menu, "Always 500")
    shell.until(lambda: [rule.steps[0].status for rule in rules(shell)] == [500, 503])
    choose(menu, "200 (default)")
    shell.until(lambda: button.text() == "Response: 200 ▾")
    assert [rule.on for rule in rules(shell)] == [False, False]
    shell.do("undo")
    shell.until(lambda: button.text() == "Response: 2 rules ▾")
    choose(menu, "Reply rules…")
    shell.shown(QDialog, "rulesDialog").reject()


def test_a_rule_is_made_edited_and_saved(shell: Shell) -> None:
    hook = shell.demo()
    dialog = opened(shell)
    add(shell, dialog, "fail-twice", "500, 500, then 200")
    shell.find(QLineEdit, "ruleName", dialog).setText("Flaky orders")
    shell.find(QLineEdit, "rulePath", dialog).setText("/orders/*")
    for name, key in (
        ("ruleMethod", "POST"),
        ("ruleWebhook", hook.id),
        ("ruleVerdict", "verified"),
        ("ruleThen", "normal"),
    ):
        box = shell.find(QComboBox, name, dialog)
        box.setCurrentIndex(box.findData(key))
    steps = shell.find(QListWidget, "ruleSteps", dialog)
    steps.setCurrentRow(1)
    shell.find(QSpinBox, "stepStatus", dialog).setValue(429)
    shell.find(QPlainTextEdit, "stepHeaders", dialog).setPlainText("Retry-After: 7")
    shell.find(QSpinBox, "stepDelay", dialog).setValue(1500)
    shell.find(QPushButton, "stepAdd", dialog).click()
    kind = shell.find(QComboBox, "stepKind", dialog)
    kind.setCurrentIndex(kind.findData("reset"))
    shell.find(QPushButton, "ruleSave", dialog).click()
    shell.until(lambda: rules(shell)[0].name == "Flaky orders")
    rule = rules(shell)[0]
    assert rule.match == Match("POST", "/orders/*", hook.id, "verified")
    assert rule.then == "normal"
    assert [(step.kind, step.status) for step in rule.steps] == [
        ("answer", 500), ("answer", 429), ("reset", 200), ("answer", 200),
    ]  # fmt: skip
    assert rule.steps[1] == Step(
        status=429, headers=(("Retry-After", "7"),), body="Internal Server Error\n", delay_ms=1500
    )
    shell.until(
        lambda: "Flaky orders\nPOST /orders/* · " in shell.find(QListWidget, "rulesList", dialog).item(0).text()
    )
    dialog.reject()
    shell.gone(dialog)


def test_what_cannot_be_sent_is_said_beside_it_and_not_saved(shell: Shell) -> None:
    dialog = opened(shell)
    add(shell, dialog, "always-500", "Always 500")
    shell.find(QPlainTextEdit, "stepHeaders", dialog).setPlainText("Content-Length: 4")
    shell.find(QLineEdit, "rulePath", dialog).setText("orders")
    shell.find(QPushButton, "ruleSave", dialog).click()
    told = [text.text() for text in dialog.findChildren(QLabel) if text.isVisible()]
    assert any("Content-Length is set by the listener itself" in text for text in told)
    assert any("begins with a slash" in text for text in told)
    assert rules(shell)[0].match == Match()
    dialog.reject()
    shell.find(QPushButton, "ruleDiscard", dialog).click()
    box = shell.shown(QDialog, "confirmation")
    box.reject()
    dialog.reject()
    shell.gone(dialog)


def test_rules_are_switched_moved_started_over_and_removed(shell: Shell) -> None:
    dialog = opened(shell)
    add(shell, dialog, "fail-twice", "500, 500, then 200")
    choose(shell.find(QMenu, "rulePresets", dialog), "Close the connection")
    shell.until(lambda: [rule.name for rule in rules(shell)] == ["Close the connection", "500, 500, then 200"])
    listed = shell.find(QListWidget, "rulesList", dialog)
    shell.until(lambda: listed.count() == 2 and listed.currentRow() == 0)
    shell.find(QToolButton, "ruleDown", dialog).click()
    shell.until(lambda: [rule.name for rule in rules(shell)] == ["500, 500, then 200", "Close the connection"])
    shell.until(lambda: listed.currentRow() == 1)
    listed.item(1).setCheckState(Qt.CheckState.Unchecked)
    shell.until(lambda: not rules(shell)[1].on)
    listed.setCurrentRow(0)
    shell.find(QPushButton, "ruleStartOver", dialog).click()
    shell.until(lambda: shell.services.settings.current.preferences.rule_rounds.get(rules(shell)[0].id) == 1)
    shell.find(QPushButton, "ruleRemove", dialog).click()
    shell.until(lambda: [rule.name for rule in rules(shell)] == ["Close the connection"])
    dialog.reject()
    shell.do("undo")
    shell.until(lambda: len(rules(shell)) == 2)
