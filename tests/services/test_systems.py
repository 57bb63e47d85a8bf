"""Systems: saved completely, removed with their content, copied across; nothing in part."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from ongoing_desktop.domain.problems import Problem
from ongoing_desktop.domain.secret import Secret
from ongoing_desktop.domain.settings import GoodsOwner, System, Webhook
from ongoing_desktop.domain.statuses import plain_statuses
from ongoing_desktop.domain.system_changes import Moves
from ongoing_desktop.domain.system_copy import CopyPlan
from ongoing_desktop.services.systems import CopyReport
from ongoing_desktop.services.webhooks import KeepCredential, ReplaceCredential
from tests.services.conftest import SYSTEM, Parts

LIVE = System("live", "Live", "live", (GoodsOwner(12, "Acme", "ACME"),))


@pytest.fixture
def kept(parts: Parts) -> Parts:
    parts.add_system()
    return parts


def add(parts: Parts, name: str = "Picked", secret: str = "", **fields: Any) -> Webhook:
    draft = parts.webhooks.new_draft(fields.pop("kind", "regular"), fields.pop("system", "sys"))
    usual: dict[str, Any] = {"type": "order-picked", "goods_owners": (12,), "url": "https://erp.example/x"}
    change = ReplaceCredential(Secret(secret)) if secret else KeepCredential()
    saved = parts.run(parts.webhooks.save(replace(draft, name=name, **(usual | fields)), change))
    assert isinstance(saved, Webhook), saved
    return saved


def save(parts: Parts, draft: System, moves: Moves = Moves(), base: System = SYSTEM, *, carry: bool = True) -> Any:  # noqa: B008
    return parts.run(parts.systems.save_system(draft, base, moves, carry=carry))


def hook(parts: Parts, like: Webhook) -> Webhook:
    found = parts.settings.current.webhook(like.id)
    assert found is not None
    return found


def test_a_saved_system_is_one_change_that_can_be_undone(kept: Parts) -> None:
    saved = save(kept, replace(SYSTEM, name="North", address="https://api.ongoingsystems.se/demo/"))
    assert saved.name == "North"
    assert kept.store.labels[-1] == "save-system"
    assert kept.run(kept.settings.undo()).label == "save-system"
    assert kept.settings.current.systems == (SYSTEM,)


@pytest.mark.parametrize(
    ("draft", "fields"),
    [
        (replace(SYSTEM, name=" "), {"name"}),
        (replace(SYSTEM, code="a b"), {"code"}),
        (replace(SYSTEM, address="api.example"), {"address"}),
        (replace(SYSTEM, goods_owners=(GoodsOwner(0, "", ""),)), {"goods_owners.0.id", "goods_owners.0.name"}),
        (replace(SYSTEM, goods_owners=(GoodsOwner(1, "A", ""), GoodsOwner(1, "B", ""))), {"goods_owners.1.id"}),
        (
            replace(SYSTEM, statuses={"order": [{"number": 1, "name": "A"}, {"number": 1, "name": ""}]}),
            {"statuses.order.1.number", "statuses.order.1.name"},
        ),
        (replace(SYSTEM, statuses={"order": [{"number": -1, "name": "A"}]}), {"statuses.order.0.number"}),
        (replace(SYSTEM, transporters=("DHL", "DHL")), {"transporters.1.name"}),
    ],
)
def test_problems_are_named_by_field_and_nothing_is_saved(kept: Parts, draft: System, fields: set[str]) -> None:
    found = save(kept, draft)
    assert {problem.field for problem in found} == fields
    assert kept.settings.current.systems == (SYSTEM,)


def test_webhooks_follow_a_goods_owner_s_new_number_even_when_two_swap(kept: Parts) -> None:
    one, two = add(kept), add(kept, goods_owners=(13,))
    both = add(kept, "Both", kind="automation", goods_owners=(12, 13))
    swapped = replace(SYSTEM, goods_owners=(GoodsOwner(12, "Beta", "BETA"), GoodsOwner(13, "Acme", "ACME")))
    moves = Moves(owners={12: 13, 13: 12})
    found = kept.systems.effects(swapped, SYSTEM, moves)
    assert [(item.code, item.before, item.after, len(item.hooks)) for item in found] == [
        ("owner-renumbered", "Acme (12)", "13", 2),
        ("owner-renumbered", "Beta (13)", "12", 2),
    ]
    save(kept, swapped, moves)
    assert [hook(kept, item).goods_owners for item in (one, two, both)] == [(13,), (12,), (12, 13)]


def test_a_removed_goods_owner_takes_its_only_webhooks_along_and_undo_brings_all_back(kept: Parts) -> None:
    only = add(kept, secret="s3cret", authentication="x-auth-token")
    both = add(kept, "Both", kind="automation", goods_owners=(12, 13))
    ref = kept.settings.current.state(only.id).secret_ref
    draft = replace(SYSTEM, goods_owners=SYSTEM.goods_owners[1:])
    found = kept.systems.effects(draft, SYSTEM, Moves())
    assert [(item.code, [one.id for one in item.hooks]) for item in found] == [
        ("owner-last", [only.id]),
        ("owner-removed", [both.id]),
    ]
    save(kept, draft)
    assert [item.id for item in kept.settings.current.webhooks] == [both.id]
    assert hook(kept, both).goods_owners == (13,)
    assert kept.store.secrets[ref] == "retired"
    kept.run(kept.settings.undo())
    assert hook(kept, only) == only
    assert kept.settings.current.state(only.id).secret_ref == ref


def test_one_gone_while_another_takes_its_number_is_gone(kept: Parts) -> None:
    only = add(kept)
    draft = replace(SYSTEM, goods_owners=(GoodsOwner(12, "Beta", "BETA"),))
    save(kept, draft, Moves(owners={13: 12}))
    assert kept.settings.current.webhook(only.id) is None


@pytest.mark.parametrize("carry", [True, False])
def test_statuses_and_transporters_are_carried_along_if_requested(kept: Parts, *, carry: bool) -> None:
    chosen = {"statuses": [{"from": 400, "to": 450}, {"to": 410}], "transporters": ["DHL"]}
    base = replace(SYSTEM, transporters=("DHL",))
    save(kept, base)
    one = add(kept, kind="automation", type="order-status-changed", settings=chosen)
    other = add(kept, type="purchase-order-status-changed", settings={"statuses": [{"to": 400}]})
    orders = [
        {"number": 410 if item["number"] == 400 else item["number"], "name": item["name"]}
        for item in plain_statuses(kept.statuses["order"])
    ]
    draft = replace(base, statuses={"order": orders}, transporters=("DHL Freight",))
    moves = Moves(statuses={"order": {400: 410}}, transporters={"DHL": "DHL Freight"})
    assert [(item.code, item.optional) for item in kept.systems.effects(draft, base, moves)] == [
        ("status-renumbered", True),
        ("transporter-renamed", True),
    ]
    save(kept, draft, moves, base, carry=carry)
    expected = {"statuses": [{"from": 410, "to": 450}, {"to": 410}], "transporters": ["DHL Freight"]}
    assert hook(kept, one).settings == (expected if carry else chosen)
    assert hook(kept, other) == other


def test_removed_statuses_and_transporters_name_who_chose_them(kept: Parts) -> None:
    base = replace(SYSTEM, transporters=("DHL",))
    save(kept, base)
    one = add(
        kept,
        kind="automation",
        type="order-status-changed",
        settings={"statuses": [{"to": 400}], "transporters": ["DHL"]},
    )
    found = kept.systems.effects(replace(base, statuses={"order": []}, transporters=()), base, Moves())
    assert [(item.code, item.before, item.hooks) for item in found] == [
        ("status-removed", "400 Picked", (one,)),
        ("transporter-removed", "DHL", (one,)),
    ]


def test_a_set_that_says_the_same_is_the_standard_one_again(kept: Parts) -> None:
    saved = save(kept, replace(SYSTEM, statuses={"order": plain_statuses(kept.statuses["order"])}))
    assert dict(saved.statuses) == {}


def test_what_another_process_changed_stays_and_a_clash_is_a_problem(kept: Parts) -> None:
    save(kept, replace(SYSTEM, name="Theirs"))
    saved = save(kept, replace(SYSTEM, code="mine"))
    assert (saved.name, saved.code) == ("Theirs", "mine")
    clash = save(kept, replace(SYSTEM, name="Mine"))
    assert clash == (Problem("name", "system-changed-meanwhile"),)
    assert save(kept, replace(saved, name="Mine"), base=saved).name == "Mine"
    kept.run(kept.systems.remove_system("sys"))
    assert save(kept, SYSTEM)[0].code == "system-gone"


def test_removing_a_system_retires_its_credentials_also_the_one_of_a_rotation(kept: Parts) -> None:
    one = add(kept, secret="s3cret", authentication="x-auth-token")
    ref = kept.settings.current.state(one.id).secret_ref

    async def rotate() -> None:
        state = replace(kept.settings.current.state(one.id), old_secret_ref="old-one")
        await kept.settings.change("x", lambda now: replace(now, states={one.id: state}))

    kept.run(rotate())
    assert kept.systems.dependants("sys") == (one,)
    kept.run(kept.systems.remove_system("sys"))
    assert kept.settings.current.systems == kept.settings.current.webhooks == ()
    assert kept.store.secrets[ref] == kept.store.secrets["old-one"] == "retired"
    assert kept.run(kept.settings.undo()).label == "remove-system"
    assert kept.run(kept.secrets.of(one)).reveal() == "s3cret"


def with_live(parts: Parts) -> None:
    async def add_live() -> None:
        await parts.settings.change("x", lambda now: replace(now, systems=(*now.systems, LIVE)))

    parts.run(add_live())


def test_copying_across_is_one_change_and_tells_what_misses_a_credential(kept: Parts) -> None:
    with_live(kept)
    secret = add(kept, secret="s3cret", authentication="x-auth-token")
    plain = add(kept, "Plain")
    plan = CopyPlan(source="sys", target="live", webhooks=(secret.id, plain.id), replacements=(("erp.", "live."),))
    report = kept.run(kept.systems.copy_across(plan))
    assert isinstance(report, CopyReport)
    assert [item.name for item in report.added] == ["Picked", "Plain"]
    assert [item.name for item in report.missing] == ["Picked"]
    copies = [item for item in kept.settings.current.webhooks if item.system == "live"]
    assert {item.url for item in copies} == {"https://live.example/x"}
    assert all(kept.settings.current.state(item.id).secret_ref is None for item in copies)
    assert kept.store.labels[-1] == "copy-across"
    kept.run(kept.settings.undo())
    assert not [item for item in kept.settings.current.webhooks if item.system == "live"]


def test_a_credential_of_another_scheme_is_retired(kept: Parts) -> None:
    with_live(kept)
    mine = add(kept)
    theirs = add(kept, system="live", secret="s3cret", authentication="x-auth-token")
    ref = kept.settings.current.state(theirs.id).secret_ref
    plan = CopyPlan(source="sys", target="live", webhooks=(mine.id,), into={mine.id: theirs.id})
    report = kept.run(kept.systems.copy_across(plan))
    assert [item.id for item in report.updated] == [theirs.id]
    assert kept.store.secrets[ref] == "retired"


def test_nothing_is_copied_while_an_owner_or_address_is_wrong(kept: Parts) -> None:
    with_live(kept)
    beta = add(kept, goods_owners=(13,))
    plan = CopyPlan(source="sys", target="live", webhooks=(beta.id,), replacements=(("https://", ""),))
    found = kept.run(kept.systems.copy_across(plan))
    assert {(item.field, item.code) for item in found} == {
        ("owners.13", "copy-owner-unmapped"),
        (f"webhooks.{beta.id}", "url-scheme"),
    }
    assert len(kept.settings.current.webhooks) == 1
    same = kept.run(kept.systems.copy_across(CopyPlan(source="sys", target="sys")))
    assert same[0].code == "copy-same-system"
    gone = kept.run(kept.systems.copy_across(CopyPlan(source="sys", target="nowhere")))
    assert gone[0].code == "system-gone"
