"""A window over fake services, closed again without leftovers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import shiboken6
from PySide6.QtCore import QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from ongoing_desktop.domain.secret import Secret
from ongoing_desktop.domain.settings import Webhook
from ongoing_desktop.services.webhooks import KeepCredential, ReplaceCredential
from ongoing_desktop.ui.commands import COMMANDS, Command
from ongoing_desktop.ui.language_switch import LanguageSwitch
from ongoing_desktop.ui.shell.main_window import MainWindow
from ongoing_desktop.ui.theme import Theme
from tests.services.fake_services import FakeServices, make_services

LIMIT_MS = 8_000


class Shell:
    """The window, with helpers for tests."""

    def __init__(
        self,
        qtbot: Any,
        qapp: QApplication,
        services: FakeServices,
        commands: Sequence[Command] = COMMANDS,
        language: LanguageSwitch | None = None,
    ) -> None:
        self.qtbot = qtbot
        self.services = services
        self.theme = Theme(qapp)
        self.theme.apply(qapp, "light")
        # Otherwise the saved preference would style the finished window a second time, which takes most of a test.
        self.theme.pin(on=True)
        self.window = MainWindow(services, self.theme, commands, language)
        self.notifier = self.window.context.notifier
        self.tasks = self.window.context.tasks
        self.signals = self.window.context.signals
        self.window.show()
        # A Ctrl key released in a dialog of the previous test counts as pressed, and selectRow would toggle.
        QTest.keyRelease(self.window, Qt.Key.Key_Control, Qt.KeyboardModifier.NoModifier)

    def find(self, kind: type[Any], name: str, root: QWidget | None = None) -> Any:
        # The window's own search builds every page first, which takes longer than most tests.
        found = QWidget.findChildren(root or self.window, kind, name) or (root or self.window).findChildren(kind, name)
        assert len(found) == 1, (name, found)
        return found[0]

    def shown(self, kind: type[Any], name: str) -> Any:
        """The visible widget of this name, as soon as it exists."""

        def look() -> list[Any]:
            # Nothing on a page that is not built is visible, so no page is built for the search.
            return [item for item in QWidget.findChildren(self.window, kind, name) if item.isVisible()]

        self.until(lambda: look() != [])
        return look()[-1]

    def gone(self, widget: QWidget) -> None:
        """Wait until a widget is closed; one that deletes itself may no longer exist."""
        self.until(lambda: not shiboken6.isValid(widget) or not widget.isVisible())

    def do(self, name: str) -> None:
        action = self.window.commands[name]
        self.until(action.isEnabled)
        action.trigger()

    def until(self, holds: Any) -> None:
        self.qtbot.waitUntil(holds, timeout=LIMIT_MS)

    def demo(self) -> Webhook:
        hook = self.services.do(self.services.demo.add())
        self.until(lambda: self.window.webhooks.table.current_id == hook.id)
        return hook

    def add(self, **fields: Any) -> Webhook:
        """Add a webhook to the first system."""
        system = self.services.settings.current.systems[0]
        secret = fields.pop("secret", "")
        draft = self.services.webhooks.new_draft(fields.pop("kind", "regular"), system.id)
        usual: dict[str, Any] = {
            "type": "order-picked", "name": "Order", "goods_owners": (12,), "url": "http://127.0.0.1:9/x",
        }  # fmt: skip
        change = ReplaceCredential(Secret(secret)) if secret else KeepCredential()
        saved = self.services.do(self.services.webhooks.save(replace(draft, **(usual | fields)), change))
        assert isinstance(saved, Webhook), saved
        self.until(lambda: saved.id in self.ids())
        return saved

    def ids(self) -> list[str]:
        rows = self.window.webhooks.table.model()
        return [rows.index(row, 0).data(0x0100) for row in range(rows.rowCount())]

    def told(self, words: str) -> None:
        """Wait for a notice with this text: a job's result may follow the change that it made."""
        self.until(lambda: words in self.notice())

    def notice(self) -> str:
        return self.window.notices.text.text() if self.window.notices.isVisible() else ""

    def close(self) -> None:
        self.window.close_pages()
        self.signals.close()
        self.tasks.close()
        self.window.force_close()
        self.services.close()
        self.theme.release()
        assert self.tasks.busy == 0
        self.window.deleteLater()
        # At once, because the next test's style sheet would otherwise style this window again.
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


@pytest.fixture
def fake_services(tmp_path: Path) -> Iterator[FakeServices]:
    services = make_services(tmp_path)
    services.start()
    yield services
    services.close()


@pytest.fixture
def shell(qtbot: Any, qapp: QApplication, fake_services: FakeServices) -> Iterator[Shell]:
    made = Shell(qtbot, qapp, fake_services)
    yield made
    made.close()
