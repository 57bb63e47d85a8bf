"""Comparing two systems, and copying across."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from itertools import count
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from ongoing_desktop.domain.difference import WEBHOOK_FIELDS
from ongoing_desktop.domain.settings import GoodsOwner, Settings, System, Webhook, WebhookState
from ongoing_desktop.domain.statuses import standard_sets, statuses_of
from ongoing_desktop.domain.system_comparison import SystemComparison, compare_systems
from ongoing_desktop.domain.system_copy import Copied, CopyPlan, copied, rewritten, stale, suggestions, unmapped
from ongoing_desktop.storage.resources import load_facts

STANDARD = standard_sets(load_facts())
NOW = datetime(2026, 1, 15, tzinfo=UTC)
TEST = System("a", "Test", "acmetest", (GoodsOwner(12, "Acme", "ACME"), GoodsOwner(13, "Beta", "BETA")))
LIVE = System("b", "Live", "acme", (GoodsOwner(12, "Acme", "ACME"), GoodsOwner(31, "Beta AB", "beta")))


def hook(hook_id: str, system: str, name: str = "Picked", **fields: Any) -> Webhook:
    usual: dict[str, Any] = {
        "kind": "regular", "type": "order-picked", "goods_owners": (12,), "url": "https://test.acme.example/x",
    }  # fmt: skip
    return Webhook(id=hook_id, system=system, name=name, **(usual | fields))


def side_by_side(*hooks: Webhook, left: System = TEST, right: System = LIVE) -> tuple[Settings, SystemComparison]:
    now = Settings(systems=(left, right), webhooks=hooks)
    return now, compare_systems(now, left, right, STANDARD)


def carry_out(now: Settings, comparison: SystemComparison, **plan: Any) -> Copied:
    numbers = count(1)
    return copied(
        now,
        comparison,
        CopyPlan(source=comparison.left.id, target=comparison.right.id, **plan),
        standard=STANDARD,
        new_id=lambda: f"new-{next(numbers)}",
        now=NOW,
    )


def test_goods_owners_match_by_number_then_code_then_name() -> None:
    left = replace(TEST, goods_owners=(*TEST.goods_owners, GoodsOwner(14, "Norr", ""), GoodsOwner(15, "Alone", "")))
    right = replace(LIVE, goods_owners=(*LIVE.goods_owners, GoodsOwner(41, "norr", ""), GoodsOwner(50, "Other", "")))
    _, found = side_by_side(left=left, right=right)
    assert dict(found.owners) == {12: 12, 13: 31, 14: 41}
    states = [
        (pair.left and pair.left.id, pair.right and pair.right.id, pair.state) for pair in found.of("goods-owner")
    ]
    assert states == [
        (12, 12, "same"),
        (13, 31, "different"),
        (14, 41, "different"),
        (15, None, "only-left"),
        (None, 50, "only-right"),
    ]


def test_webhooks_match_by_name_else_by_type_and_owners() -> None:
    _, found = side_by_side(
        hook("1", "a", "Picked"),
        hook("2", "a", "Returned", type="article-returned", goods_owners=(13,)),
        hook("3", "a", "Alone", type="order-created"),
        hook("4", "b", "picked", url="https://erp.acme.example/x", enabled=True),
        hook("5", "b", "Comes back", type="article-returned", goods_owners=(31,)),
        hook("6", "b", "Elsewhere", kind="automation"),
    )
    pairs = {(pair.left and pair.left.id, pair.right and pair.right.id): pair for pair in found.of("webhook")}
    assert set(pairs) == {("1", "4"), ("2", "5"), ("3", None), (None, "6")}
    assert [item.field for item in pairs["1", "4"].differences] == ["name", "url", "enabled"]
    # 13 there is 31 here: the same goods owner, so no difference.
    assert [item.field for item in pairs["2", "5"].differences] == ["name"]


def test_a_number_that_means_another_goods_owner_is_a_difference() -> None:
    right = replace(LIVE, goods_owners=(GoodsOwner(99, "x", ""), GoodsOwner(12, "Acme", "ACME")))
    left = replace(TEST, goods_owners=(GoodsOwner(77, "Alone", "A"),))
    _, found = side_by_side(
        hook("1", "a", goods_owners=(77,)), hook("2", "b", goods_owners=(99,)), left=left, right=right
    )
    assert "goods_owners" in [item.field for item in found.of("webhook")[0].differences]


def test_what_differs_by_nature_is_not_compared() -> None:
    _, found = side_by_side(hook("1", "a", number=7), hook("2", "b", number=9))
    assert found.of("webhook")[0].state == "same"


def test_statuses_and_transporters() -> None:
    left = replace(TEST, statuses={"order": [{"number": 400, "name": "Plukket"}]}, transporters=("DHL", "PostNord"))
    _, found = side_by_side(left=left, right=replace(LIVE, transporters=("PostNord", "Bring")))
    orders = [pair for pair in found.of("status") if pair.status_set == "order"]
    picked = next(pair for pair in orders if pair.left)
    assert [(item.left, item.right) for item in picked.differences] == [("Plukket", "Picked")]
    assert sum(pair.state == "only-right" for pair in orders) == len(STANDARD["order"]) - 1
    states = {str(pair.left or pair.right): pair.state for pair in found.of("transporter")}
    assert states == {"DHL": "only-left", "PostNord": "same", "Bring": "only-right"}


def test_a_copy_is_off_without_credential_and_number_and_its_address_is_rewritten() -> None:
    now, found = side_by_side(
        hook("1", "a", goods_owners=(13,), number=7, enabled=True, authentication="basic", username="u")
    )
    now = replace(now, states={"1": WebhookState(secret_ref="secret", entered_at=NOW)})
    done = carry_out(now, found, webhooks=("1",), replacements=(("test.acme", "erp.acme"),))
    (copy,) = done.added
    assert (copy.id, copy.system, copy.goods_owners) == ("new-1", "b", (31,))
    assert (copy.url, copy.enabled, copy.number) == ("https://erp.acme.example/x", False, None)
    assert done.settings.state("new-1") == WebhookState(changed_at=NOW)
    assert done.settings.webhook("1") == now.webhook("1")


def test_a_webhook_brought_up_to_date_keeps_what_is_its_own() -> None:
    there = hook(
        "2", "b", enabled=True, number=5, authentication="basic", username="live", url="https://erp.acme.example/old"
    )
    now, found = side_by_side(hook("1", "a", authentication="basic", username="test", retry_policy="one-day"), there)
    now = replace(now, states={"2": WebhookState(secret_ref="kept")})
    done = carry_out(now, found, webhooks=("1",), into={"1": "2"}, replacements=(("test.", "erp."),))
    assert done.updated == (replace(there, url="https://erp.acme.example/x", retry_policy="one-day"),)
    assert done.settings.state("2").secret_ref == "kept"
    assert done.dropped == ()


def test_another_authentication_drops_the_credential_that_no_longer_fits() -> None:
    now, found = side_by_side(hook("1", "a", authentication="x-auth-token"), hook("2", "b", authentication="basic"))
    state = WebhookState(secret_ref="new", old_secret_ref="old")
    done = carry_out(replace(now, states={"2": state}), found, webhooks=("1",), into={"1": "2"})
    assert done.dropped == (state,)
    assert done.settings.state("2").secret_ref is None
    assert done.settings.state("2").old_secret_ref is None


def test_a_name_that_is_taken_gets_a_number() -> None:
    now, found = side_by_side(hook("1", "a"), hook("2", "b"), hook("3", "b", "Picked (copy)"))
    assert [item.name for item in carry_out(now, found, webhooks=("1",)).added] == ["Picked (copy 2)"]


def test_goods_owners_are_created_chosen_or_named_as_missing() -> None:
    left = replace(TEST, goods_owners=(*TEST.goods_owners, GoodsOwner(77, "Norr", "N")))
    now, found = side_by_side(hook("1", "a", goods_owners=(77,)), left=left)
    assert unmapped(found, frozenset({"1"})) == (77,)
    made = carry_out(now, found, webhooks=("1",), owners={77: None})
    assert made.owners == (GoodsOwner(77, "Norr", "N"),)
    assert made.added[0].goods_owners == (77,)
    chosen = carry_out(now, found, webhooks=("1",), owners={77: 31})
    assert chosen.owners == ()
    assert chosen.added[0].goods_owners == (31,)


def test_parts_of_a_system_are_copied_one_by_one() -> None:
    left = replace(TEST, statuses={"order": [{"number": 425, "name": "Delvis"}]}, transporters=("DHL",))
    now, found = side_by_side(left=left)
    done = carry_out(
        now, found, goods_owners=frozenset({13}), statuses=frozenset({("order", 425)}), transporters=frozenset({"DHL"})
    )
    live = done.settings.system("b")
    assert live is not None
    assert live.goods_owner(31) == GoodsOwner(31, "Beta", "BETA")
    assert [item.number for item in statuses_of(live, "order", STANDARD)][5:8] == [425, 450, 500]
    assert live.transporters == ("DHL",)


def test_what_to_replace_is_suggested_from_hosts_else_from_codes() -> None:
    _, found = side_by_side(
        hook("1", "a", url="https://test.acme.example/1"),
        hook("2", "b", url="https://erp.acme.example/1"),
        hook("3", "a", "Other", url="https://same.example/1"),
        hook("4", "b", "Other", url="https://same.example/1"),
    )
    assert suggestions(found, frozenset({"1"})) == (("test.acme.example", "erp.acme.example"),)
    _, found = side_by_side(hook("1", "a", url="https://hooks.example/acmetest/in"))
    assert suggestions(found, frozenset({"1"})) == (("hooks.example", "hooks.example"), ("acmetest", "acme"))
    _, found = side_by_side(hook("1", "a", url="https://[broken"), hook("2", "b", url="https://erp.example/"))
    assert suggestions(found, frozenset({"1"})) == ()
    assert rewritten("https://a/a", (("", "b"),)) == "https://a/a"


def test_every_host_has_a_pair_of_its_own() -> None:
    _, found = side_by_side(
        hook("1", "a", "One", url="https://test.acme.example/1"),
        hook("2", "a", "Two", url="https://test.acme.example/2"),
        hook("3", "a", "Three", url="https://hooks.test.example:8443/3"),
        hook("4", "a", "Four", url="https://only.example/4"),
        hook("5", "b", "One", url="https://erp.acme.example/1"),
        hook("6", "b", "Three", url="https://hooks.live.example/3"),
    )
    assert suggestions(found, frozenset({"1", "2", "3", "4"})) == (
        ("test.acme.example", "erp.acme.example"),
        ("only.example", "only.example"),
        ("hooks.test.example:8443", "hooks.live.example"),
    )
    assert suggestions(found, frozenset({"4"})) == (("only.example", "only.example"),)


def test_pieces_are_replaced_at_once_and_the_longest_first() -> None:
    swap = (("a.example", "b.example"), ("b.example", "a.example"), ("x.a.example", "c.example"))
    assert rewritten("https://a.example/b.example", swap) == "https://b.example/a.example"
    assert rewritten("https://x.a.example/", swap) == "https://c.example/"
    assert rewritten("https://a.b/", (("a.b", "\\1"),)) == "https://\\1/"


def test_a_parameter_that_still_names_the_source_is_pointed_out() -> None:
    _, found = side_by_side()
    url = "https://erp.acme.example/in?goodsOwner=13&system=AcmeTest&hook=7&page=13x&other=12"
    of = hook("1", "a", goods_owners=(12, 13), number=7)
    assert stale(url, found, of, {12: 12, 13: 31}) == ("goodsOwner=13", "system=AcmeTest", "hook=7")
    assert stale("https://erp.acme.example/13?a=31", found, of, {12: 12, 13: 31}) == ()
    assert stale("https://[broken?id=13", found, of, {13: 31}) == ("id=13",)


names = st.text(st.characters(codec="utf-8"), max_size=6)
owner_lists = st.dictionaries(st.integers(1, 9), st.tuples(names, names), max_size=5).map(
    lambda found: tuple(GoodsOwner(number, *texts) for number, texts in sorted(found.items()))
)
status_sets = st.dictionaries(
    st.sampled_from(["order", "purchase_order", "production_order"]),
    st.lists(st.builds(lambda number, name: {"number": number, "name": name}, st.integers(0, 9), names), max_size=4),
)
webhooks = st.builds(
    hook,
    st.just(""),
    st.just("a"),
    names,
    kind=st.sampled_from(["regular", "automation"]),
    type=st.sampled_from(["order-picked", "article-returned", "order-status-changed"]),
    goods_owners=st.lists(st.integers(1, 11), max_size=3, unique=True).map(tuple),
    url=st.sampled_from(["https://a.example/x", "https://b.example/y"]),
    settings=st.sampled_from([{}, {"statuses": [{"from": 200, "to": 400}]}, {"statuses": [{"to": 400}]}]),
    authentication=st.sampled_from(["none", "basic"]),
)


@settings(max_examples=200, deadline=None)
@given(owner_lists, status_sets, st.lists(names, max_size=4, unique=True), st.lists(webhooks, max_size=6), st.randoms())
def test_a_system_does_not_differ_from_its_own_copy(
    owners: Any, statuses: Any, transporters: Any, hooks: Any, chance: Any
) -> None:
    left = System("a", "A", "a", owners, statuses=statuses, transporters=tuple(transporters))
    mine = [replace(item, id=f"l{place}") for place, item in enumerate(hooks)]
    theirs = [replace(item, id=f"r{chance.random()}{place}", system="b") for place, item in enumerate(hooks)]
    known = {owner.id for owner in owners}
    mine, theirs = ([item for item in some if known.issuperset(item.goods_owners)] for some in (mine, theirs))
    _, found = side_by_side(*mine, *theirs, left=left, right=replace(left, id="b", name="B"))
    assert {pair.state for pair in found.pairs} <= {"same"}
    assert not any(pair.copyable for pair in found.pairs)


named_apart = st.lists(webhooks, max_size=6, unique_by=lambda hook: hook.name.strip().casefold())
"""The second copy of two webhooks of one name gets another name and may then match the first."""


@settings(max_examples=150, deadline=None)
@given(owner_lists, status_sets, st.lists(names, max_size=4, unique=True), named_apart)
def test_after_copying_everything_only_what_a_copy_has_of_its_own_differs(
    owners: Any, statuses: Any, transporters: Any, hooks: Any
) -> None:
    left = System("a", "A", "a", owners, statuses=statuses, transporters=tuple(transporters))
    known = {owner.id for owner in owners}
    mine = [replace(item, id=f"l{place}", enabled=True) for place, item in enumerate(hooks)]
    mine = [item for item in mine if known.issuperset(item.goods_owners)]
    now, found = side_by_side(*mine, left=left, right=System("b", "B", "b"))
    done = carry_out(
        now,
        found,
        webhooks=tuple(item.id for item in mine),
        owners=dict.fromkeys(known),
        goods_owners=frozenset(known),
        statuses=frozenset((pair.status_set, pair.left.number) for pair in found.of("status") if pair.left),
        transporters=frozenset(transporters),
    )
    right = done.settings.system("b")
    assert right is not None
    again = compare_systems(done.settings, left, right, STANDARD)
    # Statuses that only the standard set has stay there.
    assert not any(pair.state == "only-left" for pair in again.pairs)
    for pair in again.of("webhook"):
        assert {item.field for item in pair.differences} <= {"enabled"}
    assert set(WEBHOOK_FIELDS) <= set(Webhook.__slots__)
