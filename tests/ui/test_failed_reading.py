"""What says that it is reading stops saying so when reading fails, says why, and can try again."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QLabel, QPushButton

from ongoing_desktop.domain.errors import StorageError
from ongoing_desktop.domain.settings import Webhook
from ongoing_desktop.ui.composer.payload_sources import CapturePicker, SavedPicker
from ongoing_desktop.ui.credentials.stored_credentials_dialog import StoredCredentialsDialog
from ongoing_desktop.ui.kit.dialog import Dialog
from tests import source
from tests.ui.conftest import Shell

UI = Path(__file__).parents[2] / "ongoing_desktop" / "ui"
WORKING = re.compile(r"[A-Z]\w*ing\b.*…")
BROKEN = StorageError("storage-io", path="history.db", why="the disk does not answer")


class Case:
    """``opened``: shows it. ``read``: the service and its method that fails. ``told``, ``again``: its widgets' names."""

    def __init__(
        self, opened: Callable[[Shell, Webhook], Any], read: Callable[[Any], tuple[Any, str]], told: str, again: str
    ) -> None:
        self.opened, self.read, self.told, self.again = opened, read, told, again


CASES = {
    "numbers": Case(
        lambda shell, _: shell.do("showNumbers"), lambda services: (services.exchanges, "traffic"), "numbersTold", ""
    ),
    "shapes": Case(
        lambda shell, _: shell.do("showShapes"), lambda services: (services.shapes, "learn"), "shapesTold", ""
    ),
    "captures": Case(
        lambda shell, hook: CapturePicker(shell.window.context, shell.window, hook.id, print).open(),
        lambda services: (services.sending.payloads, "captures"),
        "capturesTold",
        "",
    ),
    "payloads": Case(
        lambda shell, _: SavedPicker(shell.window.context, shell.window, print).open(),
        lambda services: (services.requests, "entries"),
        "savedTold",
        "",
    ),
    "credentials": Case(
        lambda shell, _: StoredCredentialsDialog(shell.window.context, shell.window).open(),
        lambda services: (services.secrets, "entries"),
        "leftoversProgress",
        "checkAgain",
    ),
    "one credential": Case(
        lambda shell, _: StoredCredentialsDialog(shell.window.context, shell.window).open(),
        lambda services: (services.secrets, "check"),
        "leftoversProgress",
        "checkAgain",
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_a_failure_is_said_and_reading_can_be_repeated(
    shell: Shell, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    case = CASES[name]
    hook = shell.demo()
    service, method = case.read(shell.services)
    works = getattr(service, method)

    async def fails(*_: object, **__: object) -> None:
        raise BROKEN

    monkeypatch.setattr(service, method, fails)
    case.opened(shell, hook)

    def text() -> str:
        shown = shell.shown(QLabel, case.told)
        # An elided one shows its whole text as a tooltip.
        return str(shown.toolTip() or shown.text())

    shell.until(lambda: "the disk does not answer" in text())
    assert not WORKING.search(text())
    monkeypatch.setattr(service, method, works)
    again = shell.shown(QPushButton, case.again or f"{case.told}Again")
    assert again.isEnabled()
    again.click()
    shell.until(lambda: text() != "" and "…" not in text() and "disk" not in text())
    for dialog in shell.window.findChildren(Dialog):
        dialog.done(0)


def test_the_status_of_a_credential_that_cannot_be_read(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    async def fails(*_: object) -> None:
        raise BROKEN

    monkeypatch.setattr(shell.services.secrets, "report", fails)
    shell.demo()
    status = shell.find(QLabel, "credentialStatus")
    shell.until(lambda: status.text() == "This could not be read.")
    shell.told("the disk does not answer")


def silent_jobs(path: Path) -> Iterator[str]:
    """Functions that show a text such as “Reading…” and begin work whose failure they do not handle."""
    for node in source.nodes(path):
        if not isinstance(node, ast.FunctionDef):
            continue
        texts = [
            item.value for item in ast.walk(node) if isinstance(item, ast.Constant) and isinstance(item.value, str)
        ]
        if not any(WORKING.match(text) for text in texts):
            continue
        for call in ast.walk(node):
            if not isinstance(call, ast.Call) or not isinstance(call.func, ast.Attribute):
                continue
            begins = call.func.attr in ("run", "follow", "compute") and "tasks" in ast.unparse(call.func.value)
            if begins and all(item.arg != "failed" for item in call.keywords):
                yield f"{path.relative_to(UI)}:{call.lineno} {node.name}"


@pytest.mark.source
def test_whatever_shows_that_it_works_handles_a_failure() -> None:
    assert [found for path in source.paths(UI) for found in silent_jobs(path)] == []
