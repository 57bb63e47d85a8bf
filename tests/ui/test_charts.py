"""The numbers of the history, and the response times of a burst, as charts."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from threading import Event

import pytest
from PySide6.QtWidgets import QComboBox, QDialog, QLabel, QPushButton, QSpinBox

from ongoing_desktop.domain.exchange import Body, Judgement, NewExchange
from ongoing_desktop.formats.pictures import chart_svg
from ongoing_desktop.ui.charts import chart_view
from ongoing_desktop.ui.charts.chart_view import ChartView
from tests.ui.conftest import Shell


def test_the_numbers_of_a_webhook(shell: Shell, tmp_path: Path) -> None:
    hook = shell.demo()
    now = shell.services.clock()
    shell.services.history.append(
        [
            NewExchange(
                "in", now - timedelta(minutes=minutes), "POST", "/x", (), Body(b"{}", size=2), 200,
                Judgement("refused" if minutes == 5 else "verified", "right", {}, hook.id, "demo"),
            )
            for minutes in (5, 20, 30, 90)
        ]
    )  # fmt: skip
    shell.do("showNumbers")
    window = shell.shown(QDialog, "numbersWindow")
    told = shell.find(QLabel, "numbersTold", window)
    about = shell.find(QComboBox, "numbersAbout", window)
    assert about.currentText() == hook.name
    about.setCurrentIndex(0)
    shell.until(lambda: told.text().startswith("4 received, 25.0 % of them refused."))
    period = shell.find(QComboBox, "numbersPeriod", window)
    period.setCurrentIndex(period.findData("hour"))
    shell.until(lambda: told.text().startswith("3 received"))
    save = shell.find(QPushButton, "saveChart", window)
    shell.until(save.isEnabled)
    for suffix, begins in (("svg", b"<svg"), ("png", b"\x89PNG")):
        action = save.menu().actions()[0 if suffix == "png" else 1]
        assert action.objectName() == f"chartAs{suffix.title()}"
        path = tmp_path / f"chart.{suffix}"
        save.menu().save_to(path, suffix)
        shell.until(path.exists)
        assert path.read_bytes().startswith(begins)
    direction = shell.find(QComboBox, "numbersDirection", window)
    direction.setCurrentIndex(1)
    shell.until(lambda: told.text() == "No exchanges in this period.")
    window.done(0)
    shell.gone(window)


def test_a_burst_offers_its_chart(shell: Shell) -> None:
    shell.demo()
    shell.do("repeatAndOrder")
    dialog = shell.shown(QDialog, "seriesDialog")
    kind = shell.find(QComboBox, "seriesKind", dialog)
    kind.setCurrentIndex(kind.findData("burst"))
    shell.find(QSpinBox, "seriesCount", dialog).setValue(7)
    offer = shell.find(QPushButton, "seriesChart", dialog)
    assert not offer.isVisible()
    shell.find(QPushButton, "sendSeries", dialog).click()
    shell.until(offer.isVisible)
    offer.click()
    chart = shell.shown(QDialog, "burstChart")
    picture = shell.find(QLabel, "chart", chart)
    shell.until(lambda: not picture.pixmap().isNull())
    assert picture.accessibleName().startswith("Response times, requests: 7. 7 succeeded, 0 failed.")
    chart.done(0)
    shell.gone(chart)
    dialog.done(0)
    shell.gone(dialog)


def test_an_older_chart_does_not_replace_a_newer_one(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    older, newer = chart_svg("older", "", ()), chart_svg("newer", "", ())
    draw, go_on = chart_view.png_of, Event()

    def slow(svg: bytes) -> bytes:
        assert svg != older or go_on.wait(10)
        return draw(svg)

    monkeypatch.setattr(chart_view, "png_of", slow)
    view = ChartView(shell.window.context, shell.window, "chart")
    view.show_chart(older, "older")
    view.show_chart(newer, "newer")
    shell.until(lambda: view.svg == newer)
    go_on.set()
    shell.until(lambda: not shell.tasks.busy)
    assert view.svg == newer
