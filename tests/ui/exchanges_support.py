"""Shared by tests of exchange pages and of the test panel: services with a history that can be queried."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QWidget

from ongoing_desktop.domain.exchange import Body, ExchangeRow, Headers, Judgement, Message, NewExchange, Outcome
from ongoing_desktop.ui.context import WindowContext
from ongoing_desktop.ui.revisions.undo import UndoActions
from ongoing_desktop.ui.service_signals import ServiceSignals
from ongoing_desktop.ui.shell.notifier import Notifier
from ongoing_desktop.ui.task_runner import TaskRunner
from ongoing_desktop.ui.theme import Theme
from tests.services import fakes
from tests.services.fake_services import FakeServices, make_services
from tests.services.fakes import FakeHistory, shows
from tests.ui.fake_navigation import FakeNavigation

JSON: Headers = (("Host", "127.0.0.1:8765"), ("Content-Type", "application/json"), ("X-Twice", "a"), ("x-twice", "b"))


class AskableHistory(FakeHistory):
    """Pages as the port defines them: before, after, system, and filters by status and by word."""

    def page(
        self, *, limit, before=None, after=None, filter=None, direction=None, webhook=None, system=None, stop=None
    ):
        rows = self.rows(range(1, len(self.new) + 1))
        found = [
            row
            for row in rows
            if (before is None or row.id < before)
            and (after is None or row.id > after)
            and shows(direction, row)
            and (webhook is None or row.webhook == webhook)
            and (system is None or (row.system or "") == system or row.direction == "gap")
            and self._fits(row, filter)
        ]
        return (found if after is not None else found[::-1])[:limit]

    def get(self, exchange_id: int):
        found = super().get(exchange_id)
        if found is None:
            return None
        new, outcome = self.new[exchange_id - 1], self.outcomes.get(exchange_id)
        response = outcome.response if outcome and outcome.response else new.response
        return replace(found, response=response, detail=outcome.detail if outcome else {})

    def _row(self, number: int) -> ExchangeRow:
        row, new, outcome = super()._row(number), self.new[number - 1], self.outcomes.get(number)
        judged = new.judgement
        return replace(
            row,
            peer=new.peer,
            status=row.status if row.status is not None else new.status,
            reason_code=judged.reason_code if judged else None,
            reason_params=judged.params if judged else {},
            duration_ms=outcome.duration_us / 1000 if outcome else None,
            ours=new.peer == "ours",
        )

    def _fits(self, row: ExchangeRow, wanted) -> bool:
        for term in wanted.terms if wanted else ():
            if term.key == "status":
                fits = str(row.status) == term.value
            elif term.key:
                fits = False
            else:
                fits = term.value in row.target
            if fits == term.negated:
                return False
        return True


@dataclass
class Rig:
    """Everything that a page needs."""

    services: FakeServices
    history: AskableHistory
    tasks: TaskRunner
    notifier: Notifier
    theme: Theme
    signals: ServiceSignals
    window: QWidget
    notices: list[str]
    errors: list[BaseException]

    @property
    def context(self) -> WindowContext:
        navigation = FakeNavigation(self.notices)
        context = WindowContext(
            self.services, self.tasks, self.notifier, self.theme, self.signals, navigation, self.window
        )
        navigation.undo = UndoActions(context, self.window).undo  # type: ignore[method-assign]
        return context

    def received(self, count: int = 1, **fields) -> list[int]:
        return self.history.append([received(len(self.history.new) + offset + 1, **fields) for offset in range(count)])


def received(number: int, *, body: bytes = b"{}", verdict: str = "verified", **fields) -> NewExchange:
    """A request as the listener would record it."""
    reason, params = fields.pop("reason", f"{verdict}"), fields.pop("params", {})
    at = fakes.FakeClock().now + timedelta(milliseconds=137 * number)
    judged = Judgement(
        verdict=verdict, reason_code=reason, params=params, webhook=fields.get("webhook"), type=fields.get("type")
    )
    values = {
        "direction": "in", "at": at, "method": "POST", "target": f"/hook/{number}", "headers": JSON,
        "body": Body(data=body, size=len(body)), "status": 200, "judgement": judged, "peer": "127.0.0.1:50123",
        "event_id": number, "goods_owner_id": 12, "system": "demo",
        "response": Message((("Content-Type", "text/plain"),), b"ok"),
    }  # fmt: skip
    return NewExchange(**{**values, **fields})


def outcome(exchange_id: int, **fields) -> Outcome:
    values = {"answer": "sent", "duration_us": 2300, "status": 200}
    return Outcome(exchange_id=exchange_id, **{**values, **fields})


@contextmanager
def rig(app: QApplication, data_dir: Path, mode: str = "light") -> Iterator[Rig]:
    """Running services, and a window for pages; closed in order."""
    services = make_services(data_dir, history=AskableHistory())
    services.start()
    window = QWidget()
    window.resize(836, 560)
    errors: list[BaseException] = []
    notices: list[str] = []
    tasks = TaskRunner(services.engine, errors.append, window)
    notifier = Notifier(window)
    notifier.notice = lambda text, *_: notices.append(text)  # type: ignore[method-assign]
    notifier.error = errors.append  # type: ignore[method-assign,assignment]
    theme = Theme(window)
    theme.apply(app, mode)
    signals = ServiceSignals(services, window)
    try:
        yield Rig(services, services.history, tasks, notifier, theme, signals, window, notices, errors)
    finally:
        signals.close()
        tasks.close()
        window.close()
        window.deleteLater()
        app.processEvents()
        services.close()
        app.setStyleSheet("")


class Heartbeat:
    """The longest turn of the event loop in milliseconds."""

    def __init__(self, parent: QWidget) -> None:
        self._timer = QTimer(parent)
        self._timer.setInterval(5)
        self._timer.timeout.connect(self._beat)
        self._last = self._last_cpu = 0.0
        self.longest = 0.0
        self.busiest = 0.0
        """Like :attr:`longest`, but only this process's own work; other processes do not count."""

    def start(self) -> None:
        self._clock = time.monotonic
        self._last, self._last_cpu = self._clock(), time.process_time()
        self.longest = self.busiest = 0.0
        self._timer.start()

    def stop(self) -> float:
        self._beat()
        self._timer.stop()
        return self.longest

    def _beat(self) -> None:
        now, cpu = self._clock(), time.process_time()
        wall, worked = (now - self._last) * 1000, (cpu - self._last_cpu) * 1000
        self.longest = max(self.longest, wall)
        self.busiest = max(self.busiest, min(wall, worked))
        self._last, self._last_cpu = now, cpu
