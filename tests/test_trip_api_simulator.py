"""The connection to Ongoing against the API simulator of this program's own listener: no Ongoing is needed for any of it."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from ongoing_desktop.domain.api import FOLLOWS, LOOKUPS, RESOURCES
from ongoing_desktop.domain.errors import ApiError
from ongoing_desktop.domain.exchange import Body, Judgement, NewExchange
from ongoing_desktop.domain.payload import member
from ongoing_desktop.domain.secret import Secret
from ongoing_desktop.domain.settings import System, Webhook
from ongoing_desktop.domain.targets import EVERYTHING
from ongoing_desktop.services import Services
from ongoing_desktop.services.webhooks import KeepCredential
from tests.contracts.test_api import payload_of
from tests.helpers import do, lines, listener, run
from tests.ongoing_server import purchase_order

PASSWORD = "pass-of-the-simulator"


def connected(services: Services) -> System:
    system = do(services, services.systems.add_system("Test warehouse", "demo"))
    do(services, services.systems.add_goods_owner(system.id, 12, "Acme", ""))
    do(services, services.simulator.switch(on=True))
    do(services, services.simulator.set_credential("api", Secret(PASSWORD)))
    do(services, services.listening.start(0))
    url = services.listening.state.url
    assert url
    saved = do(services, services.api.save_connection(system.id, f"{url}/demo", "api", Secret(PASSWORD)))
    assert isinstance(saved, System)
    return saved


def hook(services: Services, system: System) -> Webhook:
    draft = services.webhooks.new_draft("regular", system.id)
    made = replace(
        draft, name="Status", type="order-status-changed", goods_owners=(12,), url="http://127.0.0.1:1/status",
        enabled=True, settings={"statuses": [{"to": 320}, {"to": 400}, {"to": 450}]},
    )  # fmt: skip
    saved = do(services, services.webhooks.save(made, KeepCredential()))
    assert isinstance(saved, Webhook)
    return saved


def test_connect_import_look_up_and_find_what_was_missed(services: Services, data_dir: Path) -> None:
    system = connected(services)
    found = do(services, services.api.test(system.id))
    assert 400 in {status.number for status in found.statuses}
    plan = do(services, services.api_import.preview(system.id))
    # All that the simulator invents is for training.
    assert [(row.id, row.training) for row in plan.rows if row.change != "left"] == [(("goods-owner", "12"), True)]
    do(services, services.api_import.apply(plan))
    assert {row.change for row in do(services, services.api_import.preview(system.id)).rows} == {"left"}
    webhook = hook(services, system)
    scenario = do(services, services.scenario_library.find("order-life"))
    run_ = services.scenarios.run(
        replace(scenario, system="demo"),
        lambda _: None,
        owner_id=12,
        speed=1e6,
        target_key="listener",
        consent=EVERYTHING,
    )
    do(services, run_)
    rows = services.history.page(limit=20, direction="in", webhook=webhook.id)
    assert len(rows) == 3
    first = min(rows, key=lambda row: row.id)
    looked = do(services, services.api.look_up(first.id))
    status = looked.differences[0]
    assert (status.path, status.then, status.now, status.is_status) == ("orderStatus.number", 320, 450, True)
    assert not do(services, services.missed.find(system.id)).events
    port = urlsplit(services.listening.state.url or "").port
    do(services, services.listening.stop())
    for number, status in ((501, 400), (502, 450)):
        text = json.loads(services.simulator.new_document(f"/orders/{number}"))
        text["orderInfo"]["orderStatus"]["number"] = status
        text["goodsOwner"]["id"] = 12
        assert do(services, services.simulator.save(f"/orders/{number}", json.dumps(text))) == ()
    do(services, services.listening.start(port))
    report = do(services, services.missed.find(system.id))
    assert [(item.present.id, item.present.status) for item in report.events] == [(501, 400), (502, 450)]
    assert all(item.hook == webhook for item in report.events)
    do(services, services.listening.stop())
    services.close()
    for file in data_dir.rglob("*"):
        if file.is_file():
            assert PASSWORD.encode() not in file.read_bytes(), file


def test_the_same_on_the_command_line(services: Services, data_dir: Path) -> None:
    system = connected(services)
    hook(services, system)
    do(services, services.listening.stop())
    services.close()
    login = json.dumps({"system": "demo", "username": "api", "secret": PASSWORD}).encode()
    run(data_dir, "simulator", "credential", "--username", "")
    with listener(data_dir) as (_, url):
        words = ("--base", f"{url}/demo", "--credentials-stdin", "--json")
        tested = run(data_dir, "api", "test", "--system", "demo", *words, stdin=login)
        assert tested.returncode == 0, tested.stderr
        imported = run(data_dir, "api", "import", "--system", "demo", *words, stdin=login)
        assert [row["key"] for row in lines(imported) if row["change"] != "left"] == ["12"]
        played = run(
            data_dir,
            "scenario",
            "run",
            "order-life",
            "--system",
            "demo",
            "--speed",
            "1000000",
            "--target",
            "listener",
            "--yes",
        )
        assert played.returncode in (0, 1), played.stderr
    order = json.loads(run(data_dir, "simulator", "show", "/orders/601").stdout)
    order["orderInfo"]["orderStatus"]["number"] = 450
    order["goodsOwner"]["id"] = 12
    done = run(data_dir, "simulator", "set", "/orders/601", "-", stdin=json.dumps(order).encode())
    assert done.returncode == 0, done.stderr
    with listener(data_dir) as (_, url):
        words = ("--base", f"{url}/demo", "--credentials-stdin", "--json")
        missed = run(data_dir, "api", "missed", "--system", "demo", "--since", "-1h", *words, stdin=login)
    assert missed.returncode == 1, missed.stderr
    assert [(row["number"], row["status"]) for row in lines(missed)][-1] == (
        str(order["orderInfo"]["orderNumber"]),
        450,
    )


@pytest.fixture
def everything(services: Services) -> System:
    system = connected(services)
    assert do(services, services.simulator.save("/purchaseOrders/801", json.dumps(purchase_order()))) == ()
    for path in ("/orders/70031", "/articles/5", "/productionOrders/88", "/inventoryAdjustments/7"):
        assert do(services, services.simulator.save(path, services.simulator.new_document(path))) == ()
    return system


def test_each_path_of_the_table_is_answered_and_read(services: Services, everything: System) -> None:
    paths = [f"/orders/{70031}", "/purchaseOrders/801", "/articles/5", "/productionOrders/88"]
    for path in paths:
        found = do(services, services.api.get_path(everything.id, path))
        assert found.resource is not None
        assert isinstance(found.found, dict)
    for path in ("/orders/70031/files", "/purchaseOrders/801/files"):
        assert do(services, services.api.get_path(everything.id, path)).found == []
    for lookup in LOOKUPS.values():
        query = "?goodsOwnerId=12" if lookup.per_owner else ""
        found = do(services, services.api.get_path(everything.id, f"{lookup.path}{query}"))
        rows = found.found[lookup.member] if lookup.member else found.found
        assert rows == [] or isinstance(rows, list | dict), lookup.key
    for resource in RESOURCES.values():
        if resource.number_parameter:
            asked = f"{resource.collection}?goodsOwnerId=12&{resource.number_parameter}=none"
            assert do(services, services.api.get_path(everything.id, asked)).found == []
    with pytest.raises(ApiError) as error:
        do(services, services.api.get_path(everything.id, "/orders/4711"))
    assert error.value.code == "api-not-found"
    assert set(FOLLOWS)


@pytest.mark.parametrize("family", sorted(FOLLOWS))
def test_each_family_is_followed_against_the_simulator(services: Services, everything: System, family: str) -> None:
    """What the payload names is there as a document, or in a list that has nothing of it."""
    payload = payload_of(services, family)
    judgement = Judgement("open", "open", system="demo", family=family)
    body = json.dumps(payload).encode()
    new = NewExchange("in", services.clock(), "POST", "/x", (), Body(body, None, len(body)), 200, judgement)
    [number] = services.history.append([new])
    for follow in FOLLOWS[family]:
        object_id, resource = member(payload, follow.member), RESOURCES[follow.resource]
        if isinstance(object_id, int) and not follow.parameter and not resource.item:
            path = resource.path(object_id)
            assert do(services, services.simulator.save(path, services.simulator.new_document(path))) == ()
    try:
        looked = do(services, services.api.look_up(number))
    except ApiError as error:
        assert error.code in ("api-not-found", "api-nothing")
        assert any(follow.parameter for follow in FOLLOWS[family])
        return
    assert looked.status == 200
    assert looked.resource is not None
