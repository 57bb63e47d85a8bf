"""Pictures of series, replays, scenarios and retries."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QItemSelectionModel
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit, QPlainTextEdit, QPushButton, QTableView

from ongoing_desktop.domain.sending import Response, Timing
from ongoing_desktop.ui.webhooks.webhook_detail import RETRIES_TAB
from ongoing_desktop.wording.language import translated
from ongoing_desktop.wording.messages import SENTENCES
from tests.picture_checks import says
from tests.picture_dialogs import shown

ROWS = QItemSelectionModel.SelectionFlag.Select | QItemSelectionModel.SelectionFlag.Rows

if TYPE_CHECKING:
    from ongoing_desktop.app import App


def series(pictures: Any, app: App) -> None:
    """The same event twice, with the verdict."""
    pictures.do(app.services.webhooks.remember(app.window.webhooks.table.current_id, test_target="listener"))
    steady = app.services.ports.steady
    object.__setattr__(app.services.ports, "steady", lambda: 0.0)  # no request takes any time
    pictures.action("repeatAndOrder")
    dialog = shown(pictures, app, "seriesDialog")
    dialog.findChild(QPushButton, "sendSeries").click()
    verdict = dialog.findChild(QLabel, "seriesVerdict")
    pictures.wait(lambda: says(verdict.text(), SENTENCES["series-both-alike"]), "the verdict")
    pictures.take("15-series-twice", dialog)
    kind = dialog.findChild(QComboBox, "seriesKind")
    kind.setCurrentIndex(kind.findData("burst"))
    dialog.findChild(QPushButton, "sendSeries").click()
    pictures.wait(lambda: says(verdict.text(), SENTENCES["series-all-good"]), "the burst")
    pictures.take("16-series-burst", dialog)
    object.__setattr__(app.services.ports, "steady", steady)
    dialog.done(0)
    pictures.settle()


def replay(pictures: Any, app: App) -> None:
    """One request to be sent again, and a selection that was."""
    pictures.action("showHistory")
    view: QTableView = pictures.child(QTableView, "historyTable")
    view.selectRow(1)
    pictures.settle()
    pictures.action("sendAgainEdited")
    dialog = shown(pictures, app, "replayDialog")
    pictures.wait(lambda: dialog.findChild(QPlainTextEdit, "replayBody").toPlainText(), "the body")
    pictures.take("17-send-again-one", dialog)
    dialog.done(0)
    view.clearSelection()
    for row in (2, 3, 4):
        view.selectionModel().select(view.model().index(row, 0), ROWS)
    pictures.action("sendAgainEdited")
    dialog = shown(pictures, app, "replayDialog")
    where = dialog.findChild(QComboBox, "replayWhere")
    where.setCurrentIndex(where.findData("listener"))
    dialog.findChild(QPushButton, "sendAgain").click()
    told = dialog.findChild(QLabel, "replayTold")
    pictures.wait(lambda: says(told.text(), SENTENCES["replay-done"]), "the responses")
    pictures.take("18-send-again-several", dialog)
    dialog.done(0)
    pictures.action("sendRequest")
    dialog = shown(pictures, app, "requestDialog")
    dialog.findChild(QLineEdit, "requestUrl").setText("http://127.0.0.1:8765/health")
    dialog.findChild(QPushButton, "sendRequest").click()
    told = dialog.findChild(QLabel, "requestTold")
    pictures.wait(lambda: "ms" in told.text(), "the response")
    pictures.take("19-send-a-request", dialog)
    dialog.done(0)
    pictures.action("showWebhooks")
    pictures.settle()


def scenarios(pictures: Any, app: App) -> None:
    """A scenario before and after its run, and one of its steps."""
    pictures.action("showScenarios")
    page = app.window.pages.scenarios
    pictures.wait(lambda: page.library.choice.count() > 1 and page.steps.steps, "the scenarios")
    place = page.library.choice.findText(translated("{title} (built in)").format(title=translated("An order's life")))
    page.library.choice.setCurrentIndex(place)
    page.library.choice.activated.emit(place)
    page.target.setCurrentIndex(page.target.findData("listener"))
    pictures.settle()
    pictures.take("47-scenarios-planned")
    page.run_button.click()
    pictures.wait(
        lambda: (
            page.cancel_button.isHidden()
            and says(pictures.child(QLabel, "scenarioTold").text(), SENTENCES["scenario-done"])
        ),
        "the scenario ends",
    )
    page.outcome.select_row(5)
    pictures.settle()
    pictures.take("48-scenarios-run")
    page.steps.table.select_row(1)
    page.steps.edit_requested.emit(1)
    dialog = shown(pictures, app, "stepDialog")
    pictures.take("49-scenario-step", dialog)
    dialog.done(0)
    page.stop.setChecked(False)
    pictures.action("showWebhooks")
    pictures.settle()


def playing(pictures: Any, app: App) -> None:
    """A delivery that failed twice and waits for its third attempt."""
    sender = app.services.ports.sender
    before = sender.result  # type: ignore[attr-defined]
    sender.result = replace(before, outcome=Response(503, "Busy", "HTTP/1.1", (), b""), timing=Timing(total_ms=84))  # type: ignore[attr-defined]
    pictures.action("showWebhooks")
    view: QTableView = pictures.child(QTableView, "webhooksTable")
    view.selectRow(1)
    app.window.webhooks.detail.tabs.setCurrentIndex(RETRIES_TAB)
    pictures.settle()
    speed: QComboBox = pictures.child(QComboBox, "retrySpeed")
    speed.setCurrentIndex(speed.findData(0.0))
    pictures.take("13-retries-planned")
    hook = app.services.settings.current.webhook(app.window.webhooks.table.current_id)
    assert hook
    delivery: Any = pictures.do(app.services.retries.start(hook.id, speed=0, url="http://127.0.0.1:9/ongoing/picked"))

    def made(count: int) -> bool:
        now = app.services.retries.deliveries[-1]
        return now.state == "waiting" and len(now.made) == count

    pictures.wait(lambda: made(1), "the first attempt")
    pictures.do(app.services.retries.step(delivery.id))
    pictures.wait(lambda: made(2), "the second attempt")
    pictures.settle()
    pictures.take("14-retries-waiting")
    pictures.child(QPushButton, "cancelRetries").click()
    pictures.wait(lambda: app.services.retries.deliveries[-1].ended, "the end")
    sender.result = before  # type: ignore[attr-defined]
    series(pictures, app)
    replay(pictures, app)
    app.window.webhooks.detail.tabs.setCurrentIndex(0)
    scenarios(pictures, app)
    pictures.settle()
