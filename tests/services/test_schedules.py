"""Schedules: when they run, what they send, what they refuse, and what is kept."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any
from xml.etree.ElementTree import fromstring

import pytest

from ongoing_desktop.domain.errors import SecretsFound, StorageError, UsageError
from ongoing_desktop.domain.report_case import Case
from ongoing_desktop.domain.scenario import Scenario, ScenarioStep
from ongoing_desktop.domain.schedules import (
    MOST,
    MOST_REPORTS,
    MOST_RUNS,
    SCHEDULE_KINDS,
    Schedule,
    ScheduleKind,
    ScheduleRun,
)
from ongoing_desktop.domain.secret import Secret
from ongoing_desktop.domain.sending import Response, SendResult, Timing
from ongoing_desktop.domain.settings import Webhook
from ongoing_desktop.domain.targets import NeedsConfirmation, marked
from ongoing_desktop.formats.schedule_runs import read_runs, write_runs
from ongoing_desktop.services.schedules import SchedulesState
from ongoing_desktop.services.sending import CannotSend
from ongoing_desktop.services.webhooks import KeepCredential
from ongoing_desktop.storage.locks import RoleLock
from ongoing_desktop.wording.schedule_text import run_text
from tests.services.conftest import Parts
from tests.services.test_playing import Receiver, hook_of

CHOICES: dict[ScheduleKind, str] = {
    "test": "",
    "proof": "quick",
    "scenario": "order-picked",
    "burst": "morning-picking",
}


@pytest.fixture(autouse=True)
def _folder(parts: Parts) -> None:
    parts.data_dir.mkdir(parents=True, exist_ok=True)


def schedule_of(hook: Webhook, kind: ScheduleKind = "test", **fields: Any) -> Schedule:
    about = hook.system if kind == "scenario" else hook.id
    return Schedule(
        **{"name": "Mine", "kind": kind, "about": about, "choice": CHOICES[kind], "every_min": 30, **fields}
    )


def save(parts: Parts, schedule: Schedule, key: str = "", **options: Any) -> str:
    return str(parts.run(parts.schedules.save(schedule, key, **options)))


def look(parts: Parts) -> float:
    return float(parts.run(parts.schedules.look()))


def runs(parts: Parts, key: str) -> Sequence[ScheduleRun]:
    found: Sequence[ScheduleRun] = parts.run(parts.schedules.runs())[key]
    return found


def failing(parts: Parts, status: int = 500) -> None:
    parts.sender.result = SendResult(Response(status, "", "HTTP/1.1", (), b""), Timing(total_ms=3.0))


def test_an_interval_runs_when_its_time_has_come_and_not_before(parts: Parts) -> None:
    key = save(parts, schedule_of(hook_of(parts)))
    assert look(parts) > 0
    assert parts.sender.requests == []
    parts.clock.forward(30 * 60)
    look(parts)
    look(parts)
    assert len(parts.sender.requests) == 1
    assert [(run.state, run.passed, run.failed) for run in runs(parts, key)] == [("passed", 1, 0)]
    assert parts.schedules.state.next[key] == parts.clock.now + timedelta(minutes=30)


@pytest.mark.parametrize("kind", SCHEDULE_KINDS)
def test_every_kind_sends_and_keeps_a_report(parts: Parts, kind: ScheduleKind) -> None:
    hook = hook_of(parts)
    Receiver(parts, 200)
    if kind == "scenario":
        scenario = Scenario(name="Picked twice", steps=(ScenarioStep(trigger="order-picked"),) * 2)
        key = save(parts, schedule_of(hook, kind, choice=parts.run(parts.scenario_library.save(scenario))))
    else:
        key = save(parts, schedule_of(hook, kind))
    run = parts.run(parts.schedules.now(key))
    assert run.state in ("passed", "failed"), run
    assert run.cases
    assert run.passed + run.failed <= len(run.cases)
    assert [(case.name, case.failed) for case in runs(parts, key)[0].cases] == [
        (case.name, case.failed) for case in run.cases
    ]
    document = fromstring(parts.run(parts.schedules.report(parts.schedules.current[key], run)).decode())
    assert document[0].get("tests") == str(len(run.cases))
    assert document[0].get("failures") == str(run.failed)


def test_a_failure_is_reported_with_what_went_before(parts: Parts) -> None:
    key = save(parts, schedule_of(hook_of(parts)))
    told: list[SchedulesState] = []
    parts.schedules.subscribe(told.append)
    parts.run(parts.schedules.now(key))
    failing(parts)
    parts.run(parts.schedules.now(key))
    ended = [end for state in told for end in state.ended]
    assert [(one, run.state, before.state if before else "") for one, run, before in ended] == [
        (key, "passed", ""),
        (key, "failed", "passed"),
    ]
    assert [state.running for state in told if state.running] == [key, key]
    assert runs(parts, key)[0].cases[0].failed == "✕ 500"


def test_another_computer_must_have_been_confirmed_when_it_was_saved(parts: Parts) -> None:
    hook = hook_of(parts, url="https://shop.example/hook")
    asked = parts.schedules.question(schedule_of(hook, "burst"))
    assert isinstance(asked, NeedsConfirmation)
    unasked = save(parts, schedule_of(hook, "burst"))
    assert parts.run(parts.schedules.now(unasked)).code == "schedule-unconfirmed"
    assert parts.sender.requests == []
    key = save(parts, schedule_of(hook, name="Other"), consent=asked.agreed())
    assert parts.run(parts.schedules.now(key)).state == "passed"
    moved = replace(hook, url="https://elsewhere.example/hook")
    parts.run(parts.webhooks.save(moved, KeepCredential()))
    assert parts.run(parts.schedules.now(key)).params == {"host": "elsewhere.example"}
    assert len(parts.sender.requests) == 1


def test_production_is_never_a_target(parts: Parts) -> None:
    hook = hook_of(parts, url="https://shop.example/hook")
    asked = parts.schedules.question(schedule_of(hook))
    assert isinstance(asked, NeedsConfirmation)
    key = save(parts, schedule_of(hook), consent=asked.agreed())

    async def mark() -> None:
        await parts.settings.change("preferences", lambda now: marked(now, hosts={"shop.example": True}, systems={}))

    parts.run(mark())
    refused = parts.schedules.question(schedule_of(hook))
    assert isinstance(refused, CannotSend)
    assert refused.code == "schedule-production"
    assert parts.run(parts.schedules.now(key)).code == "schedule-production"
    assert parts.sender.requests == []


def test_a_missed_time_is_noted_once_and_not_made_up_for(parts: Parts) -> None:
    hook = hook_of(parts)
    key = save(parts, schedule_of(hook, every_min=0, at="06:00"))
    parts.clock.forward(3 * 24 * 3600)
    look(parts)
    look(parts)
    assert [(run.state, run.params) for run in runs(parts, key)] == [("missed", {"count": 3})]
    assert parts.sender.requests == []


def test_what_is_off_does_not_run_and_times_before_it_was_on_are_not_missed(parts: Parts) -> None:
    key = save(parts, schedule_of(hook_of(parts), every_min=0, at="06:00", on=False))
    parts.clock.forward(3 * 24 * 3600)
    look(parts)
    parts.run(parts.schedules.switch(key, on=True))
    look(parts)
    assert runs(parts, key) == ()
    assert parts.schedules.state.next[key] > parts.clock.now


def test_a_report_that_cannot_be_kept_does_not_make_it_run_again(parts: Parts, monkeypatch: Any) -> None:
    save(parts, schedule_of(hook_of(parts)))
    parts.clock.forward(30 * 60)

    def full(*_: object) -> None:
        raise StorageError("storage-full", path="x")

    monkeypatch.setattr(parts.ports.schedule_files, "write", full)
    with pytest.raises(StorageError):
        look(parts)
    look(parts)
    assert len(parts.sender.requests) == 1


def test_only_one_process_runs_them(parts: Parts) -> None:
    save(parts, schedule_of(hook_of(parts)))
    parts.clock.forward(30 * 60)
    other = RoleLock(parts.data_dir, "schedules")
    assert other.try_acquire()
    look(parts)
    assert parts.schedules.state.elsewhere
    assert parts.sender.requests == []
    other.release()
    look(parts)
    assert not parts.schedules.state.elsewhere
    assert len(parts.sender.requests) == 1


def test_stopping_ends_the_run_at_once_and_says_so(parts: Parts) -> None:
    key = save(parts, schedule_of(hook_of(parts)))
    parts.sender.hang = True

    async def started_and_stopped() -> ScheduleRun:
        work = asyncio.ensure_future(parts.schedules.now(key))
        await parts.sender.entered.wait()
        await parts.schedules.stop()
        return await work

    assert parts.run(started_and_stopped()).state == "cancelled"
    assert runs(parts, key)[0].code == "schedule-cancelled"


def test_a_run_that_takes_too_long_is_stopped(parts: Parts, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ongoing_desktop.services.schedules.LONGEST", timedelta(0))
    key = save(parts, schedule_of(hook_of(parts)))
    parts.sender.hang = True
    run = parts.run(parts.schedules.now(key))
    assert run.state == "failed"
    assert run_text(run) == "The run was stopped, because it took longer than 0 minutes."


def test_the_reports_kept_are_bounded(parts: Parts) -> None:
    key = save(parts, schedule_of(hook_of(parts)))
    parts.run(parts.schedules.now(key))
    case = Case("a", "b", 1.0, failed="c" * 5_000)
    old = tuple(ScheduleRun(parts.clock.now, "failed", failed=1, cases=(case,)) for _ in range(MOST_RUNS))
    parts.ports.schedule_files.write(key, write_runs(old))
    parts.run(parts.schedules.now(key))
    kept = runs(parts, key)
    assert len(kept) == MOST_RUNS
    assert [bool(run.cases) for run in kept] == [place < MOST_REPORTS for place in range(MOST_RUNS)]
    assert len(kept[1].cases[0].failed) == 2_000


@pytest.mark.parametrize(
    "data", [b"", b"[]", b"{", b'{"runs": 1}', b'{"runs": [1, {"at": "x"}, {"at": "2026-01-01"}]}']
)
def test_a_damaged_report_hides_nothing_else(data: bytes) -> None:
    assert read_runs(data) == ()


def test_removing_removes_the_reports_too(parts: Parts) -> None:
    key = save(parts, schedule_of(hook_of(parts)))
    parts.run(parts.schedules.now(key))
    parts.run(parts.schedules.remove(key))
    assert parts.schedules.current == {}
    assert parts.ports.schedule_files.read() == {}


def test_a_webhook_that_is_gone_is_a_reason_and_not_an_error(parts: Parts) -> None:
    hook = hook_of(parts)
    key = save(parts, schedule_of(hook))
    parts.run(parts.webhooks.delete([hook.id]))
    assert parts.run(parts.schedules.now(key)).code == "schedule-no-webhook"
    refused = parts.schedules.question(parts.schedules.current[key])
    assert isinstance(refused, CannotSend)


def test_names_are_found_and_are_used_once(parts: Parts) -> None:
    hook = hook_of(parts)
    key = save(parts, schedule_of(hook, name="Every hour"))
    assert parts.schedules.find("every HOUR")[0] == parts.schedules.find(key)[0] == key
    with pytest.raises(UsageError) as twice:
        save(parts, schedule_of(hook, name="every hour"))
    assert twice.value.code == "schedule-twice"
    save(parts, schedule_of(hook, name="every hour"), key)
    with pytest.raises(UsageError) as unknown:
        parts.schedules.find("other")
    assert "every hour" in str(unknown.value)
    for number in range(MOST - 1):
        save(parts, schedule_of(hook, name=f"Number {number}"))
    with pytest.raises(UsageError) as many:
        save(parts, schedule_of(hook, name="One more"))
    assert many.value.code == "schedule-many"


def test_a_report_with_a_stored_secret_is_not_written(parts: Parts) -> None:
    hook = hook_of(parts)
    key = save(parts, schedule_of(hook))
    parts.secrets.add_session(hook.id, Secret("very-secret-token"), None)
    run = ScheduleRun(parts.clock.now, "failed", cases=(Case("very-secret-token", "test"),))
    with pytest.raises(SecretsFound):
        parts.run(parts.schedules.report(parts.schedules.current[key], run))
