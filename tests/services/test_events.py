"""Listeners receive what happened, and unnecessary work is not done."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from ongoing_desktop.domain.arrived import Arrived
from ongoing_desktop.domain.exchange import Body, Judgement, NewExchange, Outcome
from ongoing_desktop.domain.settings_changed import SettingsChanged
from ongoing_desktop.services.watching import MOST_REPORTED, ChangeWatcher
from tests.helpers import until
from tests.services.conftest import Parts


def exchange(direction: Any = "in", webhook: str = "h1") -> NewExchange:
    received = direction == "in"
    return NewExchange(
        direction=direction,
        at=datetime.now(UTC),
        method="POST",
        target="/x",
        headers=(),
        body=Body(b"{}", size=2),
        status=200 if received else None,
        judgement=Judgement("open", "no-authentication") if received else None,
        webhook=webhook,
    )


def watched(parts: Parts) -> list[Arrived]:
    """Start a watcher and wait for its first check; returns the list to which it adds its reports."""
    found: list[Arrived] = []
    watcher = ChangeWatcher(parts)
    watcher.subscribe(found.append)
    parts.engine.submit(watcher.run())
    until(lambda: found, "the first look")
    found.clear()
    return found


@pytest.fixture
def heard(parts: Parts) -> list[Arrived]:
    """The reports of a watcher from its first check on."""
    return watched(parts)


def test_an_arrival_is_read_once_with_its_rows(parts: Parts, heard: list[Arrived]) -> None:
    parts.history.append([exchange(), exchange("out")])
    until(lambda: heard, "an arrival")
    (arrived,) = heard
    assert (arrived.since, arrived.newest, arrived.complete) == (0, 2, True)
    assert [row.id for row in arrived.rows] == [1, 2]
    assert [row.id for row in arrived.received] == [1]


def test_an_outcome_comes_as_an_update_of_its_row(parts: Parts, heard: list[Arrived]) -> None:
    (number,) = parts.history.append([exchange("out")])
    until(lambda: len(heard) == 1, "an arrival")
    parts.history.append([], [Outcome(number, "sent", 1200, status=204)])
    until(lambda: len(heard) == 2, "a second one")
    assert not heard[1].rows
    assert [(row.id, row.status) for row in heard[1].updated] == [(number, 204)]


def test_an_outcome_is_reported_of_a_request_that_was_sent_before_the_watcher_started(parts: Parts) -> None:
    (number,) = parts.history.append([exchange("out")])
    heard = watched(parts)
    parts.history.append([], [Outcome(number, "sent", 1200, status=204)])
    until(lambda: heard, "the outcome")
    assert [(row.id, row.status) for row in heard[0].updated] == [(number, 204)]


def answered(parts: Parts, count: int) -> None:
    """Requests received and answered in one step."""
    first = parts.history.newest_id() + 1
    parts.history.append(
        [exchange() for _ in range(count)], [Outcome(first + at, "sent", 1, status=200) for at in range(count)]
    )


@pytest.mark.parametrize(
    "change",
    [lambda parts: parts.history.delete([2]), lambda parts: answered(parts, MOST_REPORTED + 1)],
    ids=["deleted", "too many"],
)
def test_an_outcome_is_reported_after_a_report_without_rows(
    parts: Parts, heard: list[Arrived], change: Callable[[Parts], None]
) -> None:
    number, _ = parts.history.append([exchange("out"), exchange("out")])
    until(lambda: heard, "an arrival")
    change(parts)
    until(lambda: not heard[-1].complete, "a report without rows")
    parts.history.append([], [Outcome(number, "sent", 1200, status=204)])
    until(lambda: heard[-1].updated, "the outcome")
    assert [(row.id, row.status) for row in heard[-1].updated] == [(number, 204)]


@pytest.mark.parametrize(
    "change",
    [
        lambda history: history.append([exchange() for _ in range(MOST_REPORTED + 1)]),
        lambda history: history.delete([1]),
        lambda history: history.take_out(1),
    ],
)
def test_what_rows_cannot_say_has_to_be_asked_for(
    parts: Parts, heard: list[Arrived], change: Callable[[Any], None]
) -> None:
    parts.history.append([exchange(), exchange()])
    until(lambda: len(heard) == 1, "an arrival")
    change(parts.history)
    until(lambda: len(heard) == 2, "a second one")
    assert not heard[1].complete


def test_settings_are_read_again_only_when_they_changed(parts: Parts) -> None:
    before = parts.run(parts.settings.settled())
    loads: list[int] = []
    load = parts.store.load
    parts.store.load = lambda: (loads.append(1), load())[1]  # type: ignore[method-assign]
    assert parts.run(parts.settings.reload()) is before
    assert not loads
    parts.store.settings = replace(before, revision=before.revision + 1, extra={"a": 1})
    changes: list[SettingsChanged] = []
    parts.settings.subscribe(changes.append)
    parts.run(parts.settings.reload())
    assert [change.kinds for change in changes] == [{"extra"}]


def test_the_listener_gets_a_snapshot_only_when_it_judges_otherwise(parts: Parts) -> None:
    parts.add_system()
    parts.run(parts.listening.start(0))
    (process,) = parts.processes
    first = len(process.snapshots)
    parts.run(parts.listening.synced())
    parts.run(parts.settings.set_preferences(theme="dark"))
    parts.run(parts.listening.synced())
    assert len(process.snapshots) == first
    parts.run(parts.settings.set_preferences(secret_headers=frozenset({"x-mine"})))
    parts.run(parts.listening.synced())
    assert process.snapshots[-1].names.headers == {"x-mine"}
    before = len(process.snapshots)
    parts.run(parts.listening.synced())
    assert len(process.snapshots) == before
