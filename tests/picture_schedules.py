"""Pictures of the schedules, with the reports of their runs."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from PySide6.QtWidgets import QAbstractButton, QComboBox

from ongoing_desktop.app import App
from ongoing_desktop.domain.report_case import Case
from ongoing_desktop.domain.schedules import Schedule, ScheduleRun
from ongoing_desktop.formats.schedule_runs import write_runs
from tests.picture_dialogs import part, shown, shut


def schedules(pictures: Any, app: App) -> None:
    """Three schedules; the chosen one failed last night."""
    services, now = app.services, pictures.clock.now
    hook = services.settings.current.webhooks[0]
    made = (
        Schedule("Each morning", "proof", hook.id, "quick", at="05:30", workdays=True),
        Schedule("Every half hour", "test", hook.id, every_min=30, on=False),
        Schedule("Before the shift", "burst", hook.id, "morning-picking", at="05:45"),
    )
    failed = (
        Case("right-credential", "prove.must"),
        Case("repeat", "prove.must", failed="The repeat was processed a second time."),
        Case("tls-name", "prove.must", skipped="The receiver does not use HTTPS."),
    )
    keys = []
    for schedule in made:
        keys.append(pictures.do(services.schedules.save(schedule)))
        runs = [
            ScheduleRun(now - timedelta(hours=3), "failed", 4.2, passed=17, failed=1, cases=failed),
            ScheduleRun(now - timedelta(hours=27), "passed", 4.0, passed=18, cases=failed[:1]),
            ScheduleRun(now - timedelta(hours=51), "missed", code="schedule-missed", params={"count": 1}),
        ]
        services.ports.schedule_files.write(keys[-1], write_runs(runs[len(keys) - 1 :]))
    services.follow_schedules()
    pictures.wait(lambda: len(services.schedules.state.next) == 2, "the next times")
    pictures.action("showSchedules")
    dialog: Any = shown(pictures, app, "schedulesDialog")
    pictures.wait(lambda: dialog.cases.lines, "the report")
    pictures.take("68-schedules", dialog)
    part(dialog, QAbstractButton, "addSchedule").click()  # type: ignore[attr-defined]
    editor = shown(pictures, app, "scheduleDialog")
    kind = part(editor, QComboBox, "scheduleKind")
    kind.setCurrentIndex(kind.findData("burst"))  # type: ignore[attr-defined]
    pictures.take("69-schedule", editor)
    editor.leave()  # type: ignore[attr-defined]
    shut(pictures, dialog)
    for key in keys:
        pictures.do(services.schedules.remove(key))
