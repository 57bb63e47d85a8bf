"""The life of an order against the real listener: one order, all events in order, consistent ids."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from ongoing_desktop.domain.rules import Match
from ongoing_desktop.domain.secret import Secret
from ongoing_desktop.domain.settings import Webhook
from ongoing_desktop.domain.targets import NeedsConfirmation
from ongoing_desktop.services import Services
from ongoing_desktop.services.scenarios import Run
from ongoing_desktop.services.sending import CannotSend
from ongoing_desktop.services.webhooks import KeepCredential, ReplaceCredential
from tests.helpers import do, lines, listener, run

FAST = 1_000_000.0
TYPES = (
    "order-created",
    "order-status-changed",
    "article-allocated",
    "article-picked",
    "order-picked",
    "article-packed",
)
PLANTED = "pl4nted-in-a-scenario"


def warehouse(
    services: Services, types: Sequence[str] = TYPES, authentication: str = "x-auth-token", url: str = ""
) -> list[Webhook]:
    """A system with webhooks of these types; statuses 320 and on."""
    system = do(services, services.systems.add_system("Warehouse", "wh"))
    do(services, services.systems.add_goods_owner(system.id, 12, "Acme", "ACME"))
    do(services, services.systems.add_goods_owner(system.id, 13, "Beta", "BETA"))
    made = []
    for name in types:
        statuses = [{"to": 320}, {"from": 320, "to": 400}, {"to": 450}]
        draft = replace(
            services.webhooks.new_draft("regular", system.id),
            name=name,
            type=name,
            goods_owners=(12,),
            url=f"{url or 'http://127.0.0.1:9'}/{name}",
            authentication=authentication,
            enabled=True,
            settings={"statuses": statuses} if name == "order-status-changed" else {},
        )
        change = ReplaceCredential(Secret(PLANTED)) if authentication != "none" else KeepCredential()
        made.append(do(services, services.webhooks.save(draft, change)))
    return made


def play(services: Services, name: str, **words: Any) -> Any:
    scenario = do(services, services.scenario_library.find(name))
    told: list[Run] = []
    return do(services, services.scenarios.run(scenario, told.append, speed=FAST, target_key="listener", **words))


def arrived(services: Services) -> list[Any]:
    return services.history.page(limit=2000, direction="in")[::-1]


def test_an_orders_life_is_one_order_there_with_all_events_in_order(services: Services) -> None:
    warehouse(services)
    do(services, services.listening.start(0))
    ended = play(services, "order-life")
    assert isinstance(ended, Run), ended
    assert (ended.state, ended.failed, len(ended.sent)) == ("ended", 0, 8)
    why = [who.code for event in ended.events for who in event.hears if not who.fires]
    assert why == [
        "hears-change",
        "hears-change",
    ]  # 200 → 300 and 450 → 800 are not selected, and no webhook is for returns
    rows = arrived(services)
    assert {row.verdict for row in rows} == {"verified"}
    assert len({row.subject for row in rows}) == 1
    assert {row.sequence for row in rows} == {""}
    assert [row.type for row in rows] == [item.hook.type for item in ended.sent]
    bodies = [json.loads(services.history.get(row.id).request.body) for row in rows]  # type: ignore[union-attr]
    orders = [body.get("order", body) for body in bodies]
    assert len({(order["orderId"], order["orderNumber"]) for order in orders}) == 1
    events, times = [body["webhookEventId"] for body in bodies], [body["timestamp"] for body in bodies]
    assert events == sorted(set(events))
    assert times == sorted(set(times))
    assert [body["orderStatus"]["number"] for body in bodies if "orderStatus" in body] == [200, 320, 400, 400, 450]
    numbers = {row.type: services.history.get(row.id).row.webhook for row in rows}  # type: ignore[union-attr]
    assert len(set(numbers.values())) == len(TYPES)
    again = play(services, "order-life")
    assert len({row.subject for row in arrived(services)}) == 2, again  # another run is another order


def test_repeated_and_swapped_events_are_flagged_there(services: Services) -> None:
    warehouse(services)
    do(services, services.listening.start(0))
    ended = play(services, "order-life-disturbed")
    assert isinstance(ended, Run), ended
    rows = arrived(services)
    assert [row.attempt for row in rows if row.type == "order-picked"] == [1, 2]
    late = [row for row in rows if row.sequence]
    assert [(row.type, row.sequence) for row in late] == [("order-status-changed", "older")]
    assert rows[-1].id == late[0].id


def test_only_webhooks_in_scope_hear_of_it_and_a_failure_stops_only_where_asked(services: Services) -> None:
    hooks = warehouse(services, ("order-created", "order-picked"))
    nobody = play(services, "order-life", owner_id=13)
    assert isinstance(nobody, CannotSend)
    assert nobody.code == "scenario-nobody"
    assert isinstance(play(services, "order-life", owner_id=99), CannotSend)
    both = replace(hooks[0], kind="automation", goods_owners=(12, 13))
    do(services, services.webhooks.save(both, KeepCredential()))
    do(services, services.rules.add("always-500", Match(webhook=both.id)))
    do(services, services.listening.start(0))
    ended = play(services, "order-life", owner_id=13)
    assert [(item.hook.name, item.status, item.good) for item in ended.sent] == [("order-created", 500, False)]
    assert [who.code for event in ended.events for who in event.hears if not who.fires] == ["hears-owner"]
    ended = play(services, "order-life")
    assert [(item.hook.name, item.good) for item in ended.sent] == [("order-created", False), ("order-picked", True)]
    ended = play(services, "order-life", stop_on_failure=True)
    assert (ended.state, ended.stopped_at, len(ended.sent)) == ("stopped", 1, 1)


def test_other_computers_are_asked_about_before_anything_leaves(services: Services) -> None:
    warehouse(services, ("order-created",), url="https://erp.acme.example")
    scenario = do(services, services.scenario_library.find("order-life"))
    asked = do(services, services.scenarios.run(scenario, lambda _: None))
    assert isinstance(asked, NeedsConfirmation)
    assert services.history.newest_id() == 0


def test_the_command_tells_each_delivery_and_who_did_not_hear(
    services: Services, data_dir: Path, tmp_path: Path
) -> None:
    with listener(data_dir) as (_, url):
        warehouse(services, authentication="none", url=url)
        services.close()
        shown = run(data_dir, "scenario", "show", "order-life")
        assert shown.returncode == 0, shown.stderr
        file = tmp_path / "mine.json"
        file.write_bytes(shown.stdout)
        ran = run(data_dir, "scenario", "run", str(file), "--speed", "1000000", "--json")
        assert ran.returncode == 0, ran.stderr
        told = lines(ran)
        sent = [item for item in told if item["event"] == "delivery"]
        assert [item["status"] for item in sent] == [200] * 8
        assert [item["code"] for item in told if item["event"] == "silent"] == ["hears-change", "hears-change"]
        assert told[-1] == {
            "event": "scenario", "name": "An order's life", "system": "wh", "state": "ended", "events": 11,
            "deliveries": 8, "failed": 0,
        }  # fmt: skip
    failed = run(data_dir, "scenario", "run", "order-life", "--speed", "1000000")
    assert failed.returncode == 1
    assert b"8 of 8 deliveries failed" in failed.stderr
    file.write_text(file.read_text("utf-8").replace('"name"', '"nam": 1, "name"', 1), "utf-8")
    kept = run(data_dir, "scenario", "show", str(file))
    assert (kept.returncode, b'"nam": 1' in kept.stdout, b"nam is unknown" in kept.stderr) == (0, True, True)
    file.write_text(file.read_text("utf-8").replace('"after": 300', '"after": -1'), "utf-8")
    wrong = run(data_dir, "scenario", "run", str(file))
    assert (wrong.returncode, b"mine.json: steps[2].after" in wrong.stderr) == (2, True)
    unknown = run(data_dir, "scenario", "run", "nothing")
    assert (unknown.returncode, b"purchase-order-to-stock" in unknown.stderr) == (2, True)
