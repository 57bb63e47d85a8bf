"""A detail pane alone in a window, over real services."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from PySide6.QtWidgets import QWidget

from ongoing_desktop.services import Services
from ongoing_desktop.ui.context import WindowContext
from ongoing_desktop.ui.exchanges.detail import DetailPane
from ongoing_desktop.ui.service_signals import ServiceSignals
from ongoing_desktop.ui.shell.notifier import Notifier
from ongoing_desktop.ui.task_runner import TaskRunner
from ongoing_desktop.ui.theme import Theme
from tests.ui.fake_navigation import FakeNavigation


class Opened:
    """A detail pane alone in a window, over real services."""

    def __init__(self, qtbot: Any, app: Any, services: Services) -> None:
        self.qtbot = qtbot
        self.services = services
        self.window = QWidget()
        self.window.resize(900, 520)
        self.errors: list[BaseException] = []
        self.notices: list[str] = []
        self.tasks = TaskRunner(services.engine, self.errors.append, self.window)
        self.notifier = Notifier(self.window)
        self.notifier.notice = lambda text, *_: self.notices.append(text)  # type: ignore[method-assign]
        self.theme = Theme(self.window)
        self.theme.apply(app, "light")
        signals = ServiceSignals(services, self.window)
        context = WindowContext(services, self.tasks, self.notifier, self.theme, signals, FakeNavigation(), self.window)
        self.pane = DetailPane(context, self.window)
        self.pane.resize(self.window.size())
        self.window.show()

    @property
    def view(self) -> Any:
        return self.pane.body_view

    def settled(self) -> bool:
        return not self.view._job.running and self.view.text.complete and not self.view.tree.model._jobs

    def show(self, exchange_id: int) -> None:
        self.pane.show_exchange(exchange_id)
        self.qtbot.waitUntil(
            lambda: self.pane._loaded is not None and self.pane._loaded.exchange.row.id == exchange_id, timeout=20_000
        )
        self.qtbot.waitUntil(self.settled, timeout=20_000)

    def close(self) -> None:
        self.pane.close_pane()
        self.tasks.close()
        self.window.close()
        self.window.deleteLater()


@contextmanager
def detail(qtbot: Any, app: Any, services: Services) -> Iterator[Opened]:
    """Closed in order; no error may have occurred."""
    made = Opened(qtbot, app, services)
    yield made
    assert not made.errors
    made.close()
    app.processEvents()
    app.setStyleSheet("")
