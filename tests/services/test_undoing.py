"""One undo stack for settings and exchanges, in the order of the actions."""

from __future__ import annotations

import json
import random
import threading
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from ongoing_desktop.domain.settings import Settings
from ongoing_desktop.services.imports import HarPlan
from ongoing_desktop.services.ports import Stop
from ongoing_desktop.services.undoing import AT_ONCE, Watch
from tests.services.conftest import Parts
from tests.storage.makers import received


def rename(parts: Parts, name: str, label: str = "save-system") -> None:
    def edit(now: Settings) -> Settings:
        return replace(now, systems=(replace(now.systems[0], name=name),))

    async def change() -> None:
        await parts.settings.change(label, edit)

    parts.run(change())


def name_of(parts: Parts) -> str:
    return parts.settings.current.systems[0].name


@pytest.fixture
def ids(parts: Parts) -> list[int]:
    parts.add_system()
    return parts.history.append([received() for _ in range(8)])


def test_the_newest_is_taken_back_first_whatever_it_was_about(parts: Parts, ids: list[int]) -> None:
    """Deleting an exchange and then Ctrl+Z used to undo the save of a webhook."""
    rename(parts, "First")
    parts.run(parts.exchanges.delete(ids[:3]))
    rename(parts, "Second")
    parts.run(parts.exchanges.pin(ids[4:5]))
    undoing = parts.undoing
    named = ["pin 1 exchange", "save a system", "delete 3 exchanges", "save a system", "add a system"]
    for what in named:
        assert undoing.next.undo == what
        assert parts.run(undoing.undo()).changed
    assert undoing.next.undo == ""
    assert not parts.run(undoing.undo()).changed
    assert (parts.settings.current.systems, parts.history.deleted, parts.history.pinned) == ((), set(), set())
    for what in reversed(named):
        assert undoing.next.redo == what
        assert parts.run(undoing.redo()).changed
    assert undoing.next.redo == ""
    assert not parts.run(undoing.redo()).changed
    assert (name_of(parts), parts.history.deleted, parts.history.pinned) == ("Second", set(ids[:3]), {ids[4]})


@pytest.mark.parametrize("seed", range(12))
def test_any_order_of_steps_goes_back_and_forth_as_one_stack(parts: Parts, ids: list[int], seed: int) -> None:
    chance = random.Random(seed)

    def state() -> tuple[Any, ...]:
        return (
            tuple(system.name for system in parts.settings.current.systems),
            frozenset(parts.history.deleted),
            frozenset(parts.history.pinned),
            {number: note for number, note in parts.history.notes.items() if note},
        )

    past, future = [], []
    for turn in range(60):
        before = state()
        match chance.choice(["settings", "delete", "pin", "unpin", "note", "undo", "undo", "redo", "quiet"]):
            case "settings":
                rename(parts, f"Name {turn}")
            case "delete":
                parts.run(parts.exchanges.delete(chance.sample(ids, 2)))
            case "pin":
                parts.run(parts.exchanges.pin(chance.sample(ids, 2)))
            case "unpin":
                parts.run(parts.exchanges.unpin(chance.sample(ids, 2)))
            case "note":
                parts.run(parts.exchanges.set_note(chance.choice(ids), f"note {turn}"))
            case "quiet":
                parts.run(parts.settings.set_preferences(theme=chance.choice(["light", "dark"])))
            case "undo" if past:
                assert bool(parts.undoing.next.undo)
                parts.run(parts.undoing.undo())
                future.append(before)
                assert state() == past.pop()
                continue
            case "redo" if future:
                assert bool(parts.undoing.next.redo)
                parts.run(parts.undoing.redo())
                past.append(before)
                assert state() == future.pop()
                continue
        if state() != before:
            past.append(before)
            future.clear()
        assert bool(parts.undoing.next.redo) == bool(future)


def test_what_was_changed_again_since_or_purged_stays_and_is_said(parts: Parts, ids: list[int]) -> None:
    parts.run(parts.exchanges.delete(ids[:4]))
    parts.history.undelete(ids[:1])  # by another process
    taken = parts.run(parts.undoing.undo())
    assert (taken.count, taken.changed) == (3, True)
    assert "1 of the exchanges" in taken.overlaps[0]
    parts.run(parts.exchanges.set_note(ids[0], "mine"))
    parts.history.set_note(ids[0], "theirs")
    taken = parts.run(parts.undoing.undo())
    assert not taken.changed
    assert taken.overlaps
    assert parts.history.notes[ids[0]] == "theirs"
    assert parts.undoing.next.undo == "add a system"


def test_a_note_can_be_brought_back(parts: Parts, ids: list[int]) -> None:
    assert parts.run(parts.exchanges.set_note(ids[0], "  one "))
    assert not parts.run(parts.exchanges.set_note(ids[0], "one"))
    assert parts.run(parts.exchanges.set_note(ids[0], "two"))
    parts.run(parts.undoing.undo())
    assert parts.history.notes[ids[0]] == "one"
    parts.run(parts.undoing.undo())
    assert parts.history.notes[ids[0]] == ""
    assert parts.undoing.next.redo == "change a note"


def test_an_import_of_exchanges_is_a_step(parts: Parts, ids: list[int], tmp_path: Path) -> None:
    har = tmp_path / "two.har"
    entry = {
        "startedDateTime": "2026-01-02T10:00:00Z",
        "time": 1,
        "request": {"method": "GET", "url": "http://a.test/", "headers": []},
        "response": {"status": 200, "headers": [], "content": {}},
    }
    har.write_text(json.dumps({"log": {"entries": [entry, entry]}}), encoding="utf-8")
    plan = parts.run(parts.imports.preview(har))
    assert isinstance(plan, HarPlan)
    assert plan.count == 2
    assert parts.run(parts.imports.apply(plan)) == 2
    assert parts.undoing.next.undo == "import 2 exchanges"
    parts.run(parts.undoing.undo())
    assert [row.id for row in parts.history.page(limit=99)] == ids[::-1]
    parts.run(parts.undoing.redo())
    assert len(parts.history.page(limit=99)) == len(ids) + 2


def test_what_was_stopped_half_way_stays_done_and_the_rest_is_a_step_of_its_own(parts: Parts, ids: list[int]) -> None:
    many = parts.history.append([received() for _ in range(3 * AT_ONCE)])
    stop, seen = Stop(), []

    def told(done: int, of: int) -> None:
        seen.append((done, of))
        if done >= 2 * AT_ONCE:
            stop.set()

    assert len(parts.run(parts.exchanges.delete(many, Watch(told, stop)))) == 2 * AT_ONCE
    assert seen == [(AT_ONCE, len(many)), (2 * AT_ONCE, len(many))]
    assert parts.undoing.next.undo == f"delete {2 * AT_ONCE:,} exchanges"
    first = Stop()
    taken = parts.run(parts.undoing.undo(Watch(lambda *_: first.set(), first)))
    assert taken.count == AT_ONCE
    assert f"{AT_ONCE} left" in taken.overlaps[0]
    assert (parts.undoing.next.undo, parts.undoing.next.redo) == ("delete 500 exchanges", "delete 500 exchanges")
    assert len(parts.history.deleted) == AT_ONCE
    parts.run(parts.undoing.undo())
    assert not parts.history.deleted


def test_an_undo_waits_for_what_is_under_way(parts: Parts, ids: list[int]) -> None:
    go_on, begun = threading.Event(), threading.Event()
    held = parts.history.delete

    def slow(wanted: Sequence[int]) -> list[int]:
        begun.set()
        assert go_on.wait(10)
        return held(wanted)

    parts.history.delete = slow  # type: ignore[method-assign]
    deleting = parts.engine.submit(parts.exchanges.delete(ids[:2]))
    assert begun.wait(10)
    undoing = parts.engine.submit(parts.undoing.undo())
    go_on.set()
    assert deleting.result(10) == ids[:2]
    assert undoing.result(10).label == "delete-exchanges"
    assert not parts.history.deleted


def test_whoever_listens_hears_of_every_step(parts: Parts, ids: list[int]) -> None:
    heard: list[tuple[str, str]] = []
    forget = parts.undoing.subscribe(lambda following: heard.append((following.undo, following.redo)))
    parts.run(parts.exchanges.delete(ids[:1]))
    parts.run(parts.undoing.undo())
    rename(parts, "Other")
    assert heard == [("delete 1 exchange", ""), ("add a system", "delete 1 exchange"), ("save a system", "")]
    forget()
    parts.run(parts.exchanges.delete(ids[:1]))
    assert len(heard) == 3
