"""The sheet matches the settings, and shows changes since the last one."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import pytest

from ongoing_desktop.bodies.visible import one_line
from ongoing_desktop.domain.settings import GoodsOwner, Settings, System, Webhook, WebhookState
from ongoing_desktop.domain.statuses import standard_sets
from ongoing_desktop.domain.sync_state import fingerprint
from ongoing_desktop.storage.resources import load_catalogue, load_facts
from ongoing_desktop.wording.settings_sheet import SheetDocument, SheetMaker, swedish_names, with_sheet
from ongoing_desktop.wording.texts.sheet import SHEET_TEXTS

NOW = datetime(2026, 1, 15, 9, 30, tzinfo=UTC)
MAKER = SheetMaker(load_catalogue(), standard_sets(load_facts()), swedish_names(load_facts()), one_line, "1.2")
SYSTEM = System("s", "Lager Åmål", "amal", (GoodsOwner(12, "Acme", "ACME"), GoodsOwner(13, "Beta", "BETA")))
CHOSEN = {"statuses": [{"from": 200, "to": 400}, {"to": 450}], "transporters": ["PostNord", "DHL"]}
STATUS = Webhook(
    "a", "Status", "s", "automation", "order-status-changed", (12, 13), "https://erp.example/x", "it@erp.example",
    "basic", "åke", "one-day", True, CHOSEN,
)  # fmt: skip
PICKED = Webhook("b", "Picked", "s", "regular", "order-picked", (12,), "https://erp.example/y")
SETTINGS = Settings(1, (SYSTEM,), (STATUS, PICKED), {"a": WebhookState(secret_ref="ref-one")})


def made(settings: Settings = SETTINGS, language: str = "en", ids: list[str] | None = None) -> SheetDocument:
    return MAKER.make(settings, SYSTEM, ids, language, NOW)


def rows(document: SheetDocument, number: int = 0) -> dict[str, str]:
    return {row.key: row.text for row in document.blocks[number].rows}


def changed(**fields: object) -> Settings:
    last = with_sheet(SETTINGS, "s", None, NOW)
    return replace(last, webhooks=(replace(STATUS, **fields), PICKED))  # type: ignore[arg-type]


def test_every_field_stands_in_the_order_of_ongoings_screen() -> None:
    assert rows(made()) == {
        "press": "Create new automation webhook",
        "type": "Order status is changed",
        "owners": "12 Acme (ACME), 13 Beta (BETA)",
        "url": "https://erp.example/x",
        "email": "it@erp.example",
        "authentication": "Basic",
        "username": "åke",
        "secret": "",
        "retry_policy": "One day (first retry after 1 minute)",
        "setting:statuses": "200 Open → 400 Picked, 450 Sent",
        "setting:transporters": "PostNord, DHL",
        "enabled": "Yes",
    }
    assert list(rows(made())) == [row.key for row in made().blocks[0].rows]
    assert "sent separately" in [row.note for row in made().blocks[0].rows]
    assert ("Where", "Administration ⇒ Webhooks (formerly Settings ⇒ Webhooks)") in made().facts


def test_in_swedish_standard_statuses_have_their_swedish_names_and_own_ones_stay() -> None:
    assert rows(made(language="sv"))["setting:statuses"] == "200 Öppen → 400 Plockad, 450 Skickad"
    own = replace(SYSTEM, statuses={"order": [{"number": 200, "name": "Open"}, {"number": 400, "name": "Mine"}]})
    shown = MAKER.make(SETTINGS, own, None, "sv", NOW)
    assert rows(shown)["setting:statuses"] == "200 Öppen → 400 Mine, 450"


def test_the_languages_have_the_same_words() -> None:
    assert SHEET_TEXTS["en"].keys() == SHEET_TEXTS["sv"].keys()


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"url": "https://192.168.1.2/x"}, "private network"),
        ({"url": "http://localhost/x"}, "cannot reach"),
        ({"settings": {}}, "Nothing is selected for “Statuses”"),
        ({"settings": {"statuses": [{"to": 450}]}}, "No transporter selected."),
        (
            {"settings": {}, "type": "purchase-order-line-created"},
            "Not specified: tick “Fire when purchase order is created”?",
        ),
        ({"username": ""}, "no user name"),
        ({"goods_owners": (99,)}, "Goods owner 99"),
    ],
)
def test_what_cannot_work_stands_on_top(fields: dict[str, object], said: str) -> None:
    found = made(replace(SETTINGS, webhooks=(replace(STATUS, **fields),))).warnings  # type: ignore[arg-type]
    assert any(said in item.text and item.name == "Status" for item in found), found


def test_nothing_is_warned_of_where_all_is_well() -> None:
    assert not made().warnings


def test_without_a_last_sheet_nothing_is_said_of_changes() -> None:
    assert [block.state for block in made().blocks] == ["", ""]


@pytest.mark.parametrize(
    ("fields", "key", "old"),
    [
        ({"url": "https://new.example/x"}, "url", "https://erp.example/x"),
        ({"retry_policy": "none"}, "retry_policy", "One day (first retry after 1 minute)"),
        ({"enabled": False}, "enabled", "Yes"),
        ({"settings": {}}, "setting:statuses", "200 Open → 400 Picked, 450 Sent"),
        ({"goods_owners": (13,)}, "owners", "12 Acme (ACME), 13 Beta (BETA)"),
        ({"email": ""}, "email", "it@erp.example"),
    ],
)
def test_a_changed_field_says_what_it_was(fields: dict[str, object], key: str, old: str) -> None:
    document = made(changed(**fields))
    assert [block.state for block in document.blocks] == ["changed", "same"]
    assert {row.key: row.old for row in document.blocks[0].rows if row.old is not None}[key] == old


def test_added_removed_and_a_new_credential() -> None:
    last = with_sheet(SETTINGS, "s", None, NOW)
    new = replace(PICKED, id="c", name="New")
    now = replace(last, webhooks=(STATUS, new), states={"a": WebhookState(secret_ref="ref-two")})
    document = made(now)
    assert [block.state for block in document.blocks] == ["changed", "new"]
    assert document.removed == ("Picked: Order is picked, 12 Acme (ACME), https://erp.example/y",)
    assert any("replaced since" in row.note for row in document.blocks[0].rows)
    assert made(now, ids=["c"]).removed == ()


def test_what_is_there_is_opened_and_only_what_is_new_is_created() -> None:
    last = with_sheet(SETTINGS, "s", None, NOW)
    new = replace(PICKED, id="c", name="New")
    other_kind = replace(PICKED, kind="automation")
    document = made(replace(last, webhooks=(replace(STATUS, url="https://new.example/x"), other_kind, new)))
    pressed = [(block.rows[0].label, block.rows[0].text, block.rows[0].note) for block in document.blocks]
    assert pressed[0] == (
        "Open", "the existing webhook", "if it does not exist: Create new automation webhook",
    )  # fmt: skip
    assert [text for _, text, _ in pressed[1:]] == ["Create new automation webhook", "Create new regular webhook"]
    ticked = replace(SETTINGS, states={"b": WebhookState(entered_at=NOW)})
    assert [block.rows[0].label for block in made(ticked).blocks] == ["Press", "Open"]


def test_one_that_went_to_another_system_is_no_longer_wanted_here() -> None:
    last = with_sheet(SETTINGS, "s", None, NOW)
    moved = replace(last, webhooks=(STATUS, replace(PICKED, system="t")))
    assert [name.partition(":")[0] for name in made(moved).removed] == ["Picked"]


def test_days_are_the_readers() -> None:
    late = datetime(2026, 1, 15, 23, 30, tzinfo=UTC)
    state = WebhookState(entered_at=late, entered_fingerprint=fingerprint(PICKED, None))
    settings = replace(with_sheet(SETTINGS, "s", None, late), states={"b": state})
    document = MAKER.make(settings, SYSTEM, None, "en", late.astimezone(timezone(timedelta(hours=1))))
    assert document.blocks[1].entered == "2026-01-16"
    assert ("Last sheet", "2026-01-16") in document.facts


def test_another_kind_of_secret_says_which_it_was() -> None:
    document = made(changed(authentication="x-auth-token", username=""))
    assert [(row.label, row.old) for row in document.blocks[0].rows if row.key == "secret"] == [("Token", "Password")]


def test_a_sheet_of_a_selection_leaves_the_rest_of_the_last_one() -> None:
    last = with_sheet(SETTINGS, "s", None, NOW)
    again = with_sheet(changed(url="https://new.example/x"), "s", ["a"], NOW)
    kept = again.preferences.sheets["s"]["webhooks"]
    assert kept["b"] == last.preferences.sheets["s"]["webhooks"]["b"]
    assert kept["a"]["url"] == "https://new.example/x"


@pytest.mark.parametrize(
    "broken", [{"s": 3}, {"s": {"webhooks": 3}}, {"s": {"at": 1, "webhooks": {"a": {"url": 3}, "b": 1}}}]
)
def test_a_last_sheet_that_is_not_ours_does_no_harm(broken: dict[str, object]) -> None:
    made(replace(SETTINGS, preferences=replace(SETTINGS.preferences, sheets=broken)))
