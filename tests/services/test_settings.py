"""Undo, redo and restore over real settings files: across restarts and with another process."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import fields, replace
from pathlib import Path
from typing import Any

import pytest

from ongoing_desktop.domain.difference import WEBHOOK_FIELDS
from ongoing_desktop.domain.rules import Rule
from ongoing_desktop.domain.settings import GoodsOwner, Settings, System, Webhook, WebhookState
from ongoing_desktop.services.revert import _named
from ongoing_desktop.services.settings import SettingsService, UndoResult
from ongoing_desktop.storage.folder import Storage, open_storage
from ongoing_desktop.wording.messages import SENTENCES
from ongoing_desktop.wording.setting_changes import SYSTEM_FIELDS
from tests.services.fake_services import make_services

SYSTEM = System("s", "Demo", "demo")


class Session:
    """One run of a program over the data folder."""

    def __init__(self, folder: Path) -> None:
        self.storage: Storage = open_storage(folder)
        self.services = make_services(folder, store=self.storage.settings)
        self.engine, self.settings = self.services.engine, self.services.settings
        self.services.start(follow=False)

    def run(self, work: Any) -> Any:
        return self.engine.submit(work).result(10)

    def change(self, label: str, edit: Callable[[Settings], Settings]) -> Settings:
        return self.run(self.settings.change(label, edit))

    def add(self, key: str, **fields: Any) -> None:
        hook = Webhook(key, f"Name {key}", "s", "regular", "order-picked", (12,), f"https://{key}.test/", **fields)
        self.change("save-webhook", lambda now: replace(now, webhooks=(*now.webhooks, hook)))

    def edit(self, key: str, label: str = "save-webhook", **fields: Any) -> None:
        self.change(
            label,
            lambda now: replace(
                now, webhooks=tuple(replace(hook, **fields) if hook.id == key else hook for hook in now.webhooks)
            ),
        )

    def know(self, key: str, label: str = "save-webhook", **fields: Any) -> None:
        self.change(label, lambda now: replace(now, states={**now.states, key: replace(now.state(key), **fields)}))

    def undo(self) -> UndoResult:
        self.run(self.settings.reload())
        return self.run(self.settings.undo())

    def redo(self) -> UndoResult:
        self.run(self.settings.reload())
        return self.run(self.settings.redo())

    @property
    def names(self) -> list[str]:
        return [hook.id for hook in self.settings.current.webhooks]

    def hook(self, key: str) -> Webhook:
        found = self.settings.current.webhook(key)
        assert found is not None
        return found

    def close(self) -> None:
        self.engine.close()
        self.storage.close()


@pytest.fixture
def start(data_dir: Path) -> Iterator[Callable[[], Session]]:
    opened: list[Session] = []

    def begin() -> Session:
        opened.append(Session(data_dir))
        return opened[-1]

    yield begin
    for session in opened:
        session.close()


@pytest.fixture
def first(start: Callable[[], Session]) -> Session:
    session = start()
    session.change("add-system", lambda now: replace(now, systems=(SYSTEM,)))
    return session


def test_undo_and_redo_go_on_after_a_restart(first: Session, start: Callable[[], Session]) -> None:
    for key in "abc":
        first.add(key)
    first.edit("a", url="https://new.test/")
    first.close()
    second = start()
    assert second.settings.next_undo.label == "save-webhook"
    assert second.settings.next_redo.label == ""
    assert second.undo().label == "save-webhook"
    assert second.undo().label == "save-webhook"
    assert second.names == ["a", "b"]
    second.close()
    third = start()
    assert third.redo().label == "save-webhook"
    assert third.names == ["a", "b", "c"]
    assert third.redo().label == "save-webhook"
    assert third.hook("a").url == "https://new.test/"
    assert not third.redo().changed
    for _ in range(4):
        third.undo()
    assert third.names == []
    assert third.undo().label == "add-system"
    assert third.settings.current.systems == ()
    assert third.settings.next_undo.label == ""
    for _ in range(5):
        third.redo()
    assert third.names == ["a", "b", "c"]
    assert third.hook("a").url == "https://new.test/"


def test_a_new_change_ends_what_can_be_redone_but_a_quiet_one_does_not(first: Session) -> None:
    first.add("a")
    first.undo()
    first.run(first.settings.set_preferences(theme="dark"))
    first.know("x", label="remember", test_target="local")
    assert first.settings.next_redo.label == "save-webhook"
    first.add("b")
    assert first.settings.next_redo.label == ""
    assert first.names == ["b"]


def test_another_process_change_can_be_undone_here(first: Session, start: Callable[[], Session]) -> None:
    other = start()
    other.run(other.settings.reload())
    other.add("theirs")
    assert first.undo().label == "save-webhook"
    other.run(other.settings.reload())
    assert other.names == []
    assert other.settings.next_redo.label == "save-webhook"


def test_undo_keeps_later_changes_of_other_fields_and_names_a_true_overlap(first: Session) -> None:
    first.add("a")
    first.edit("a", url="https://one.test/", email="one@a.se")
    number = first.run(first.settings.revisions())[0].number
    first.edit("a", label="import-config", url="https://two.test/", retry_policy="one-day")
    # Undo the earlier of the two, as if the later one came from another process in between.
    taken = first.run(first.settings._take_back("undo", (first.settings._known.undo[-2],)))
    assert taken.changed
    assert first.hook("a").email == ""
    assert (first.hook("a").url, first.hook("a").retry_policy) == ("https://two.test/", "one-day")
    (told,) = taken.overlaps
    assert "URL" in told
    assert "Settings imported" in told
    assert "e-mail" not in told
    assert first.run(first.settings.revisions())[0].label == f"undo:{number}"


def test_a_credential_goes_back_only_with_its_scheme(first: Session) -> None:
    first.add("a", authentication="basic", username="me")
    first.know("a", secret_ref="r1")
    first.change(
        "save-webhook",
        lambda now: replace(
            now,
            webhooks=tuple(replace(hook, authentication="x-auth-token", username="") for hook in now.webhooks),
            states={"a": replace(now.state("a"), secret_ref="r2")},
        ),
    )
    step = first.settings._known.undo[-1:]
    first.know("a", secret_ref="r3")
    taken = first.run(first.settings._take_back("undo", step))
    assert not taken.changed
    assert "credential" in taken.overlaps[0]
    assert (first.hook("a").authentication, first.settings.current.state("a").secret_ref) == ("x-auth-token", "r3")
    first.undo()
    assert first.settings.current.state("a").secret_ref == "r2"
    assert first.run(first.settings.undoable_refs(["r1", "r2", "r3", "r4"])) == {"r1", "r2", "r3"}


def test_what_was_added_since_keeps_its_system(first: Session) -> None:
    first.add("a")
    step = first.settings._known.undo[:1]
    taken = first.run(first.settings._take_back("undo", step))
    assert not taken.changed
    assert "need it" in taken.overlaps[0]
    assert first.settings.current.systems == (SYSTEM,)
    # The step is finished: the next undo reverts another one.
    assert first.undo().label == "save-webhook"
    assert first.settings.next_undo.label == ""


def test_an_earlier_state_is_restored_as_one_change(first: Session) -> None:
    first.add("a")
    first.know("a", secret_ref="r1", test_payload="{}")
    number = first.run(first.settings.revisions())[0].number
    first.edit("a", url="https://new.test/")
    first.add("b")
    first.run(first.settings.set_preferences(theme="dark", port=9999))
    then = first.run(first.settings.revision(number))
    assert first.run(first.settings.restore(number))
    now = first.settings.current
    assert (now.webhooks, now.states, now.systems) == (then.webhooks, then.states, then.systems)
    assert (now.preferences.theme, now.preferences.port) == ("dark", 9999)
    assert now.states["a"] == WebhookState(secret_ref="r1", test_payload="{}")
    assert first.undo().label == "restore"
    assert first.names == ["a", "b"]
    assert first.hook("a").url == "https://new.test/"
    assert not first.run(first.settings.restore(9999))


def test_one_webhook_is_restored_alone(first: Session) -> None:
    first.add("a")
    first.add("b")
    number = first.run(first.settings.revisions())[0].number
    first.change("delete-webhook", lambda now: replace(now, webhooks=now.webhooks[1:]))
    first.edit("b", email="x@y.se")
    assert first.run(first.settings.restore_webhook(number, "a")).changed
    assert set(first.names) == {"a", "b"}
    assert first.hook("b").email == "x@y.se"
    first.change("remove-system", lambda now: replace(now, systems=(), webhooks=()))
    taken = first.run(first.settings.restore_webhook(number, "a"))
    assert not taken.changed
    assert "system was removed" in taken.overlaps[0]


def test_only_so_many_steps_can_be_undone_and_starting_loads_none_of_them(
    first: Session, start: Callable[[], Session], monkeypatch: pytest.MonkeyPatch
) -> None:
    first.add("a")
    for number in range(60):
        first.edit("a", url=f"https://{number}.test/")
    first.close()
    loaded: list[int] = []
    second = start()
    original = second.storage.settings.revision
    monkeypatch.setattr(
        second.storage.settings, "revision", lambda number: (loaded.append(number), original(number))[1]
    )
    service = SettingsService(second.services)
    assert loaded == []
    for _ in range(55):
        second.run(service.undo())
    assert service.next_undo.label == "save-webhook"
    assert service.next_redo.label == "save-webhook"


def other(value: Any) -> Any:
    """Another value of the same type."""
    match value:
        case bool():
            return not value
        case str() | None:
            return "other"
        case tuple():
            return (GoodsOwner(99, "Other", "O"),) if value and isinstance(value[0], GoodsOwner) else ("99",)
    return {**value, "more": ["other"]}


@pytest.mark.parametrize("kind", [System, Webhook, WebhookState])
def test_every_field_of_a_change_is_taken_back_beside_a_later_change(first: Session, kind: type) -> None:
    """A new field of the settings needs no change here."""
    first.add("a")
    first.change(
        "save-system", lambda now: replace(now, systems=(replace(SYSTEM, goods_owners=(GoodsOwner(1, "A", "A"),)),))
    )
    apart = {"id", "system", "goods_owners", "number", "changed_at", "entered_at", "rotating_since"}
    for field in fields(kind):
        if field.name in apart - ({"goods_owners"} if kind is System else set()):
            continue

        def edit(now: Settings) -> Settings:
            system, hook, state = now.systems[0], now.webhooks[0], now.state("a")
            part: Any = {System: system, Webhook: hook, WebhookState: state}[kind]
            changed = replace(part, **{field.name: other(getattr(part, field.name))})  # noqa: B023 - called at once
            if kind is WebhookState:
                return replace(now, states={"a": changed})
            return replace(now, **{"systems" if kind is System else "webhooks": (changed,)})

        before = first.settings.current
        first.change("save-webhook", edit)
        step = first.settings._known.undo[-1:]
        first.change("add-rule", lambda now: replace(now, rules=(Rule(id=field.name, name="later"),)))  # noqa: B023
        taken = first.run(first.settings._take_back("undo", step))
        now = first.settings.current
        assert taken.changed, field.name
        assert taken.overlaps == (), field.name
        assert (now.systems, now.webhooks, now.state("a")) == (before.systems, before.webhooks, before.state("a"))


@pytest.mark.parametrize("kind", [System, Webhook, WebhookState, Settings])
def test_every_field_that_can_overlap_or_change_has_a_name(kind: type) -> None:
    never = {"id", "revision", "systems", "webhooks", "states", "preferences", "changed_at"}
    credential = {"secret_ref", "secret_session", "old_secret_ref", "old_username", "rotating_since"}
    for field in fields(kind):
        if field.name not in never | credential:
            assert f"field-{_named(field.name)}" in SENTENCES, field.name
    assert {field.name for field in fields(System)} == {*SYSTEM_FIELDS, "id", "api_secret_ref"}
    assert {field.name for field in fields(Webhook)} == {*WEBHOOK_FIELDS, "id"}
