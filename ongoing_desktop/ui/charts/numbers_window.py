"""The numbers of a system or webhook at a glance: how many exchanges, how many failed, how long they took."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from PySide6.QtWidgets import QWidget

from ongoing_desktop.bodies.visible import one_line
from ongoing_desktop.domain.traffic import PERIODS, Traffic
from ongoing_desktop.formats.pictures import Bars, Curve, Panel, chart_svg
from ongoing_desktop.ui.charts.chart_view import ChartView
from ongoing_desktop.ui.context import InContext, WindowContext
from ongoing_desktop.ui.kit.controls import combo_box
from ongoing_desktop.ui.kit.dialog import Dialog
from ongoing_desktop.ui.kit.layout import STRETCH, hbox
from ongoing_desktop.ui.reading_line import ReadingLine
from ongoing_desktop.wording.language import decimal, number
from ongoing_desktop.wording.language import translated as tr
from ongoing_desktop.wording.times import day_text, short_clock

LABELS: Final = 5
LONGEST: Final = 60


class NumbersWindow(InContext, Dialog):
    """Show it with ``show()``; a separate window. The history is read in the background."""

    def __init__(self, context: WindowContext, parent: QWidget) -> None:
        super().__init__(parent, "numbersWindow", parent.tr("Numbers"), size=(980, 780))
        self.setModal(False)
        self.use_context(context)
        settings = context.services.settings.current
        self.about = combo_box(
            self, "numbersAbout", self.tr("System or webhook"), items=((self.tr("All systems"), ""),)
        )
        for system in settings.systems:
            self.about.addItem(one_line(system.name, LONGEST), f"system {system.code}")
        for hook in settings.webhooks:
            self.about.addItem(one_line(settings.distinct_name(hook), LONGEST), f"webhook {hook.id}")
        chosen = self.about.findData(f"webhook {context.navigation.webhook_id}")
        self.about.setCurrentIndex(max(chosen, 0))
        self.direction = combo_box(
            self,
            "numbersDirection",
            self.tr("Direction"),
            items=((self.tr("Received"), "in"), (self.tr("Sent"), "out")),
        )
        names = {
            "hour": self.tr("Last hour"),
            "day": self.tr("Last 24 hours"),
            "week": self.tr("Last 7 days"),
            "month": self.tr("Last 30 days"),
        }
        self.period = combo_box(self, "numbersPeriod", self.tr("Period"))
        for key, _ in PERIODS:
            self.period.addItem(names[key], key)
        self.period.setCurrentIndex(1)
        self.told = ReadingLine(context, self, "numbersTold", self.load)
        self.view = ChartView(context, self, "numbers")
        self.add(hbox((self.about, 1), self.direction, self.period, spacing=8), self.told, (self.view, 1))
        self.end_with(self.tr("Close"), left=(self.view.save_button, STRETCH))
        for box in (self.about, self.direction, self.period):
            box.currentIndexChanged.connect(lambda _: self.load())
        self.load()

    def retranslate(self) -> None:
        """Make the chart again: it contains texts."""
        self.load()

    def load(self) -> None:
        """Read the numbers. An older search is cancelled."""
        kind, _, key = str(self.about.currentData()).partition(" ")
        period = dict(PERIODS)[str(self.period.currentData())]
        direction = str(self.direction.currentData())
        self.told.say(self.tr("Reading the history…"))
        self._tasks.run(
            self,
            lambda: self._services.exchanges.traffic(
                direction,
                period,
                webhook=key if kind == "webhook" else None,
                system=key if kind == "system" else None,
            ),
            done=self._show,
            failed=self._failed,
            latest="numbers",
        )

    def _failed(self, error: BaseException) -> None:
        self.view.clear()
        self.told.fail(error)

    def _show(self, found: Traffic) -> None:
        title = f"{self.about.currentText()} · {self.direction.currentText()} · {self.period.currentText()}"
        summary = numbers_summary(found, received=self.direction.currentData() == "in")
        self.told.say(summary)
        self.view.show_chart(numbers_svg(title, summary, found), f"{title}. {summary}")


def numbers_summary(found: Traffic, *, received: bool) -> str:
    """The whole period in a sentence."""
    whole = found.whole
    if not whole.count:
        return tr("No exchanges in this period.")
    share = decimal(100 * whole.bad / whole.count, 1)
    text = (
        tr("{count} received, {share} % of them refused.")
        if received
        else tr("{count} sent, {share} % of them failed.")
    )
    made = text.format(count=number(whole.count), share=share)
    if whole.median_ms is None or whole.slow_ms is None:
        return made
    times = tr("Half took at most {median} ms, 95 % at most {slow} ms.")
    return f"{made} {times.format(median=decimal(whole.median_ms, 1), slow=decimal(whole.slow_ms, 1))}"


def numbers_svg(title: str, summary: str, found: Traffic) -> bytes:
    """The chart of a period."""
    labels = tuple(
        _moment(found.since + (found.until - found.since) * place / (LABELS - 1), days=found.part_s > 3_600)
        for place in range(LABELS)
    )
    parts = found.parts
    shares = tuple(100 * part.bad / part.count if part.count else None for part in parts)
    return chart_svg(
        title,
        summary,
        (
            Panel(tr("Exchanges"), (Bars("", tuple(float(part.count) for part in parts), "accent"),), labels),
            Panel(tr("Refused or failed"), (Curve("", shares, "bad"),), labels, " %"),
            Panel(
                tr("How long they took"),
                (
                    Curve("50 %", tuple(part.median_ms for part in parts), "good"),
                    Curve("95 %", tuple(part.slow_ms for part in parts), "warn"),
                ),
                labels,
                " ms",
            ),
        ),
    )


def _moment(at: datetime, *, days: bool) -> str:
    return day_text(at) if days else short_clock(at)
