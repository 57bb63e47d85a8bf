"""Settings are stored with every earlier revision, by one process at a time."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from ongoing_desktop.domain.settings import Preferences, Settings, Webhook
from ongoing_desktop.services.ports import SettingsConflict
from ongoing_desktop.storage import settings as settings_module
from ongoing_desktop.storage.event_ids import AT_ONCE
from ongoing_desktop.storage.folder import Storage, open_storage
from ongoing_desktop.storage.settings import SettingsDb
from tests.storage.makers import HOOK_ID, full_settings


def test_everything_comes_back(settings_db: SettingsDb) -> None:
    given = full_settings()
    saved = settings_db.save(given, expected=0, label="all")
    assert saved == replace(given, revision=1)
    assert settings_db.load() == saved


def test_defaults_come_back(settings_db: SettingsDb) -> None:
    assert settings_db.load() == Settings()
    settings_db.save(Settings(), expected=0, label="none")
    assert settings_db.load() == Settings(revision=1)


def test_changes_and_removals_are_written(settings_db: SettingsDb) -> None:
    given = settings_db.save(full_settings(), expected=0, label="all")
    turned = replace(
        given, systems=given.systems[::-1], webhooks=(replace(given.webhooks[1], name="other"), given.webhooks[0])
    )
    saved = settings_db.save(turned, expected=1, label="turned")
    assert settings_db.load() == saved
    less = replace(saved, webhooks=(), states={}, systems=saved.systems[:1])
    saved = settings_db.save(less, expected=2, label="less")
    assert settings_db.load() == saved == replace(less, revision=3)


def test_who_comes_second_hears_of_it(settings_db: SettingsDb, data_dir: Path) -> None:
    other = open_storage(data_dir)
    other.settings.save(Settings(), expected=0, label="theirs")
    with pytest.raises(SettingsConflict):
        settings_db.save(full_settings(), expected=0, label="ours")
    assert settings_db.load() == Settings(revision=1)
    assert settings_db.save(full_settings(), expected=1, label="ours").revision == 2
    other.close()


def test_of_many_at_once_each_save_counts(data_dir: Path) -> None:
    storages = [open_storage(data_dir) for _ in range(3)]

    def work(storage: Storage, name: str) -> None:
        for number in range(10):
            while True:
                now = storage.settings.load()
                hook = Webhook(f"{name}{number}", name, "s", "regular", "t", (1,), "")
                try:
                    storage.settings.save(
                        replace(now, webhooks=(*now.webhooks, hook)), expected=now.revision, label="x"
                    )
                    break
                except SettingsConflict:
                    continue

    threads = [threading.Thread(target=work, args=(storage, f"t{n}-")) for n, storage in enumerate(storages)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert len(storages[0].settings.load().webhooks) == 30
    for storage in storages:
        storage.close()


def test_earlier_revisions_are_kept_but_not_all(settings_db: SettingsDb, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings_module, "KEPT_REVISIONS", 3)
    now = settings_db.save(full_settings(), expected=0, label="first")
    for number in range(5):
        hook = replace(now.webhooks[0], name=f"name {number}")
        now = settings_db.save(replace(now, webhooks=(hook,)), expected=now.revision, label=f"change-{number}")
    kept = settings_db.revisions()
    assert [(number, label) for number, _, label in kept] == [(6, "change-4"), (5, "change-3"), (4, "change-2")]
    assert settings_db.revision(6) == settings_db.load()
    assert settings_db.revision(5).webhooks[0].name == "name 3"  # type: ignore[union-attr]
    assert settings_db.revision(1) is None


def test_what_is_remembered_pushes_out_no_step(settings_db: SettingsDb) -> None:
    now = settings_db.save(full_settings(), expected=0, label="first")
    hook = now.webhooks[0]
    for label, text in (
        ("remember", "1"),
        ("remember", "2"),
        ("save-webhook", ""),
        ("remember", "3"),
        ("remember", "4"),
    ):
        state = replace(now.state(hook.id), test_payload=text)
        now = settings_db.save(replace(now, states={**now.states, hook.id: state}), expected=now.revision, label=label)
    kept = [(number, label) for number, _, label in settings_db.revisions()]
    assert kept == [(6, "remember"), (4, "save-webhook"), (3, "remember"), (1, "first")]
    assert settings_db.revision(6) == settings_db.load()


def test_preferences_push_out_no_revision(settings_db: SettingsDb) -> None:
    now = settings_db.save(full_settings(), expected=0, label="first")
    for port in range(2000, 2005):
        now = settings_db.save(replace(now, preferences=Preferences(port)), expected=now.revision, label="preferences")
    assert settings_db.load().preferences.port == 2004
    assert [label for _, _, label in settings_db.revisions()] == ["first"]


def test_a_good_copy_lies_beside(settings_db: SettingsDb, data_dir: Path) -> None:
    settings_db.save(full_settings(), expected=0, label="first")
    with closing(sqlite3.connect(f"file:{data_dir / 'settings.db.bak'}?mode=ro", uri=True)) as copy:
        assert copy.execute("select count(*) from webhooks").fetchone() == (2,)
        assert copy.execute("pragma integrity_check").fetchone() == ("ok",)
    assert not list(data_dir.glob("*.part"))


def test_a_copy_is_made_once_a_session_and_at_its_end(settings_db: SettingsDb, data_dir: Path) -> None:
    def copied() -> int:
        with closing(sqlite3.connect(f"file:{data_dir / 'settings.db.bak'}?mode=ro", uri=True)) as copy:
            return int(copy.execute("select value from meta where key = 'revision'").fetchone()[0])

    now = settings_db.save(full_settings(), expected=0, label="first")
    assert copied() == 1
    now = settings_db.save(replace(now, webhooks=()), expected=1, label="second")
    assert copied() == 1
    settings_db.close()
    assert copied() == now.revision


@pytest.mark.expected_logs
def test_a_copy_that_cannot_be_kept_does_not_undo_the_save(settings_db: SettingsDb, data_dir: Path) -> None:
    (data_dir / "settings.db.bak").mkdir()
    (data_dir / "settings.db.bak" / "x").touch()
    settings_db.save(full_settings(), expected=0, label="first")
    assert settings_db.load().revision == 1
    assert not list(data_dir.glob("*.part"))


def test_event_ids_rise_per_system_and_across_processes(settings_db: SettingsDb, data_dir: Path) -> None:
    assert [settings_db.next_event_id("a") for _ in range(3)] == [1, 2, 3]
    assert settings_db.next_event_id("b") == 1
    other = open_storage(data_dir)
    stores = [settings_db, other.settings] * 4
    turns = [store.event_id_at_hand("a") or store.next_event_id("a") for store in stores]
    assert turns == sorted({3, *turns})[1:], "each one is above all that were given out before, by whichever process"
    other.close()


def test_event_ids_mostly_need_no_disk_and_none_is_given_twice(data_dir: Path) -> None:
    storage = open_storage(data_dir)
    assert storage.settings.event_id_at_hand("a") is None
    from_disk, given = 0, []
    for _ in range(AT_ONCE * 4):
        number = storage.settings.event_id_at_hand("a")
        from_disk += number is None
        given.append(number or storage.settings.next_event_id("a"))
    assert given == list(range(1, AT_ONCE * 4 + 1))
    assert from_disk <= 8
    # Nothing is returned below what another process has reserved.
    other, taken = open_storage(data_dir), [storage.settings.next_event_id("a")]
    taken.append(other.settings.next_event_id("a"))
    storage.close()
    third = open_storage(data_dir)
    taken += [third.settings.next_event_id("a"), other.settings.next_event_id("a")]
    assert taken == sorted(set(taken))
    other.close()
    third.close()
    # After an orderly end it continues without a gap.
    last = open_storage(data_dir)
    number = last.settings.next_event_id("a")
    last.close()
    again = open_storage(data_dir)
    assert again.settings.next_event_id("a") == number + 1
    again.close()


def test_taking_event_ids_wakes_no_watcher_of_the_settings(settings_db: SettingsDb) -> None:
    settings_db.next_event_id("a")
    before = settings_db.data_version()
    for _ in range(AT_ONCE * 3):
        settings_db.next_event_id("a")
    assert settings_db.data_version() == before


@pytest.mark.parametrize(
    "harm", [Path.unlink, lambda file: file.write_bytes(b"\0" * 40), lambda file: file.write_text("[]")]
)
def test_without_their_file_event_ids_go_on_above_all_that_were_given(
    data_dir: Path, harm: Callable[[Path], object]
) -> None:
    storage = open_storage(data_dir)
    given = [storage.settings.next_event_id("a") for _ in range(AT_ONCE + 3)]
    harm(data_dir / "event-ids.json")
    given.append(storage.settings.next_event_id("a"))
    storage.close()
    harm(data_dir / "event-ids.json")
    storage = open_storage(data_dir)
    given += [storage.settings.event_id_at_hand("a") or storage.settings.next_event_id("a") for _ in range(3)]
    assert given == sorted(set(given))
    storage.close()


def test_event_ids_go_on_after_those_of_an_older_version(settings_db: SettingsDb, data_dir: Path) -> None:
    with closing(sqlite3.connect(data_dir / "settings.db")) as connection, connection:
        connection.execute("insert into counters values ('a', 41)")  # it was counted there
    assert [settings_db.next_event_id("a"), settings_db.next_event_id("b")] == [42, 1]


def test_secret_notes(settings_db: SettingsDb) -> None:
    assert settings_db.known_entries() == ()
    for ref, state in (("r1", "pending"), ("r2", "pending"), ("r2", "live"), ("r3", "retired"), ("r4", "pending")):
        settings_db.note_secret(ref, state)
    settings_db.note_secret("r4", "gone")
    settings_db.note_secret("never", "gone")
    known = settings_db.known_entries()
    assert [(entry.ref, entry.state) for entry in known] == [("r1", "pending"), ("r2", "live"), ("r3", "retired")]
    assert all(entry.at.tzinfo is not None for entry in known)


def test_a_save_shows_in_the_data_version(settings_db: SettingsDb) -> None:
    before = settings_db.data_version()
    settings_db.save(full_settings(), expected=0, label="x")
    assert settings_db.data_version() != before


def test_a_state_without_its_webhook_is_kept(settings_db: SettingsDb) -> None:
    given = replace(full_settings(), webhooks=())
    settings_db.save(given, expected=0, label="x")
    assert settings_db.load().state(HOOK_ID).secret_ref == "ref1"
