"""The differences between two settings in words, without a secret."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ongoing_desktop.domain.settings import GoodsOwner, Preferences, Settings, System, Webhook, WebhookState
from ongoing_desktop.services.revert import reverted
from ongoing_desktop.storage.resources import load_catalogue
from ongoing_desktop.wording.setting_changes import _payloads, _value, changes, changes_summary, label_words

CATALOGUE = load_catalogue()
SYSTEM = System("s", "Demo", "demo", (GoodsOwner(12, "Acme", "ACME"),))
HOOK = Webhook("w", "Order is picked", "s", "regular", "order-picked", (12,), "https://erp.test/a")
BASE = Settings(1, (SYSTEM,), (HOOK,), {"w": WebhookState(secret_ref="ref-1")})


def with_hook(**fields: object) -> Settings:
    return replace(BASE, webhooks=(replace(HOOK, **fields),))  # type: ignore[arg-type]


def with_state(**fields: object) -> Settings:
    return replace(BASE, states={"w": replace(BASE.state("w"), **fields)})  # type: ignore[arg-type]


def test_a_change_is_told_field_by_field() -> None:
    found = changes(BASE, with_hook(url="https://erp.test/b", retry_policy="one-day"), CATALOGUE)
    assert changes_summary(found) == (
        "Order is picked: URL https://erp.test/a → https://erp.test/b, retry policy None → One day"
    )
    (item,) = found
    assert [(field.field, field.before, field.after) for field in item.fields] == [
        ("url", "https://erp.test/a", "https://erp.test/b"),
        ("retry_policy", "None", "One day"),
    ]


def test_long_values_are_only_said_to_have_changed() -> None:
    found = changes(BASE, with_hook(url="https://erp.test/" + "x" * 100))
    assert changes_summary(found) == "Order is picked: URL changed"


def test_credentials_are_told_without_their_entries_names() -> None:
    for state, words in (
        ({"secret_ref": "ref-2"}, "credential replaced"),
        ({"secret_ref": None}, "credential removed"),
        ({"old_secret_ref": "ref-0"}, "rotation started"),
    ):
        found = changes(BASE, with_state(**state))
        assert changes_summary(found) == f"Order is picked: {words}"
        assert "ref-" not in repr(found)


def test_settings_of_the_type_have_their_own_labels() -> None:
    before = with_hook(type="order-status-changed", settings={"statuses": [{"from": 200, "to": 400}]})
    after = with_hook(type="order-status-changed", settings={"statuses": [{"from": 200, "to": 400}, {"to": 450}]})
    ((field,),) = [item.fields for item in changes(before, after, CATALOGUE)]
    assert (field.before, field.after) == ("200 → 400", "200 → 400, 450")
    assert field.title != "statuses"


def test_systems_goods_owners_and_what_belongs_to_neither() -> None:
    owners = (GoodsOwner(12, "Acme AB", "ACME"), GoodsOwner(13, "Beta", "B"))
    after = replace(BASE, systems=(replace(SYSTEM, goods_owners=owners, address="https://x.test"),), extra={"rules": 1})
    told = changes_summary(changes(BASE, after), most=5)
    assert "goods owner Acme AB (12) Acme · ACME → Acme AB · ACME" in told
    assert "goods owner Beta (13) added" in told
    assert "address empty → https://x.test" in told
    assert "other fields changed" in told


def test_added_and_removed() -> None:
    empty = Settings()
    assert changes_summary(changes(empty, BASE)) == "System “Demo” added; Webhook “Order is picked” added"
    assert changes_summary(changes(BASE, empty)) == "System “Demo” removed; Webhook “Order is picked” deleted"
    (_, item) = changes(empty, BASE)
    assert {"name", "kind", "type", "url", "authentication", "credential"} <= {field.field for field in item.fields}


def test_preferences_and_times_are_no_change() -> None:
    later = with_state(changed_at=datetime(2026, 1, 1, tzinfo=UTC))
    assert changes(BASE, replace(later, preferences=Preferences(port=1), revision=9)) == ()
    assert changes_summary(()) == "No visible change"


def test_odd_characters_stay_on_their_line() -> None:
    found = changes(BASE, with_hook(name="a\nb\u202ec\ud800"))
    assert changes_summary(found).splitlines() == [changes_summary(found)]
    changes_summary(found).encode()


def test_labels_name_what_was_undone() -> None:
    labels = {4: "delete-webhook", 5: "undo:4", 6: "redo:5"}
    assert label_words("undo:4", lambda n: labels[n]) == "Undone: Webhook deleted"
    assert label_words("redo:5", lambda n: labels[n]) == "Redone: Webhook deleted"
    assert label_words("undo:6", lambda n: labels[n]) == "Undone: Webhook deleted"
    assert label_words("restore:3") == "Restored the state of an earlier change"
    assert label_words("restore-webhook:3:w") == "Restored a webhook from an earlier change"
    assert label_words("restore:3", time_of=lambda n: f"day {n}") == "Restored the state of day 3"
    assert label_words("undo:9", lambda _: "restore:3", lambda n: f"day {n}") == "Undone: Restored the state of day 3"
    assert label_words("whatever") == "Changed"


HOOKS = st.builds(
    Webhook,
    id=st.sampled_from("abc"),
    name=st.sampled_from(["x", "y"]),
    system=st.just("s"),
    kind=st.just("regular"),
    type=st.sampled_from(["order-picked", "order-status-changed"]),
    goods_owners=st.sampled_from([(12,), (13,)]),
    url=st.sampled_from(["u1", "u2", "u3"]),
    authentication=st.sampled_from(["none", "basic"]),
    settings=st.dictionaries(st.sampled_from("pq"), st.integers(0, 2), max_size=2),
)
SETTINGS = st.lists(HOOKS, max_size=3, unique_by=lambda hook: hook.id).map(
    lambda hooks: Settings(1, (SYSTEM,), tuple(hooks), {hook.id: WebhookState(secret_ref=hook.url) for hook in hooks})
)


@given(SETTINGS, SETTINGS)
def test_taking_back_the_newest_change_gives_the_state_before(before: Settings, after: Settings) -> None:
    result, overlaps = reverted(after, before, after)
    assert overlaps == ()
    assert {hook.id: hook for hook in result.webhooks} == {hook.id: hook for hook in before.webhooks}
    assert result.states == before.states
    assert changes(before, result) == ()


@given(SETTINGS, SETTINGS, SETTINGS)
def test_taking_back_among_later_changes_loses_none_of_them(before: Settings, after: Settings, now: Settings) -> None:
    result, overlaps = reverted(now, before, after)
    told = {item.id for item in overlaps}
    for hook in now.webhooks:
        kept = result.webhook(hook.id)
        was = after.webhook(hook.id)
        if kept is None:
            assert hook == was
            continue
        if was is None or before.webhook(hook.id) is None:
            assert kept == hook
            continue
        for name in ("name", "type", "url", "goods_owners"):
            if getattr(hook, name) != getattr(was, name):
                assert getattr(kept, name) == getattr(hook, name)
                there = getattr(before.webhook(hook.id), name)
                assert hook.id in told or there in (getattr(hook, name), getattr(was, name))


@pytest.mark.parametrize(
    ("before", "after", "sides"),
    [
        ('{"a": {"b": 200}, "c": 1}', '{"a": {"b": 400}, "c": 1}', ("a.b: 200", "a.b: 400")),
        ('{"a": [1, 2]}', '{"a": [1]}', ("a[1]: 2", "a[1]: –")),
        ('{"a": true}', '{"a": null, "b": ""}', ("a: yes, b: –", "a: empty, b: empty")),
        ('{"a": 1}', '{ "a" : 1 }', ("the same values, written differently",) * 2),
        ('{"a": 1}', "not json", ("8 characters", "8 characters")),
        ("", '{"a": 1}', ("empty", "8 characters")),
    ],
)
def test_payloads_are_told_by_what_differs(before: str, after: str, sides: tuple[str, str]) -> None:
    assert _payloads(before, after) == sides


@pytest.mark.parametrize(
    "value", [{"a": {"b": [1, {"c": None}]}}, [{"to": 400}, {"x": [1]}], ({"k": True},), {"a": "\n"}]
)
def test_no_value_is_shown_as_raw_json(value: object) -> None:
    assert not set('{}"[]') & set(_value(value))
