"""``api`` on the command line, against a real HTTP server with the documented answers."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from ongoing_desktop.__main__ import main
from ongoing_desktop.bootstrap import open_services
from tests.helpers import listener, post, run
from tests.ongoing_server import PASSWORD, USER, Ongoing, ongoing, order

LOGIN = json.dumps({"system": "Demo warehouse", "username": USER, "secret": PASSWORD}).encode()
Api = Callable[..., tuple[int, list[dict[str, Any]], str]]


@pytest.fixture
def server() -> Iterator[Ongoing]:
    with ongoing() as state:
        yield state


@pytest.fixture
def config(data_dir: Path, tmp_path: Path) -> None:
    hook = {
        "id": "11111111-0000-4000-8000-000000000001",
        "name": "Status",
        "system": "Demo warehouse",
        "kind": "regular",
        "type": "order-status-changed",
        "goodsOwners": [12],
        "url": "http://127.0.0.1:1/hooks/status",
        "authentication": {"type": "none"},
        "enabled": True,
        "settings": {"statuses": [{"to": 400}, {"to": 450}, {"from": 200, "to": 300}]},
    }
    systems = [{"name": "Demo warehouse", "code": "demo", "goodsOwners": [{"id": 12, "name": "Old name"}]}]
    file = tmp_path / "config.json"
    document = {"format": "ongoing-desktop-config", "version": 1, "systems": systems, "webhooks": [hook]}
    file.write_text(json.dumps(document), "utf-8")
    assert main(["--data-dir", str(data_dir), "config", "import", str(file)]) == 0


@pytest.fixture
def api(data_dir: Path, server: Ongoing, config: None) -> Api:
    def call(*words: str, stdin: bytes = LOGIN) -> tuple[int, list[dict[str, Any]], str]:
        done = run(data_dir, "api", *words, "--base", server.base, "--json", "--credentials-stdin", stdin=stdin)
        text = (done.stdout + done.stderr).decode()
        assert PASSWORD not in text
        assert "Traceback" not in text
        return done.returncode, [json.loads(line) for line in done.stdout.splitlines()], done.stderr.decode()

    return call


def test_the_connection_is_tested(api: Api, server: Ongoing) -> None:
    code, [line], _ = api("test", "--system", "demo")
    assert code == 0
    assert line["status"] == 200
    assert {"number": 500, "text": "Hämtad"} in line["statuses"]
    assert server.paths() == ["/orders/statuses"]
    code, [line], said = api("test", "--system", "Demo warehouse", stdin=LOGIN.replace(b"of-the", b"off-the"))
    assert (code, line["status"], line["failure"]) == (1, 401, "api-login")
    assert "refused the login" in said


def test_a_system_is_filled_and_a_second_time_nothing_changes(api: Api, data_dir: Path) -> None:
    dry = api("import", "--system", "demo", "--dry-run")
    code, rows, _ = api("import", "--system", "demo")
    assert (code, rows) == dry[:2]
    changes = {(row["kind"], row["key"]): (row["change"], row["name"]) for row in rows}
    assert changes["goods-owner", "12"] == ("changed", "Acme")
    assert changes["goods-owner", "77"] == ("added", "Acme övning")
    assert changes["order-status", "400"] == ("changed", "Plockad")
    assert changes["purchase-order-status", "400"] == ("changed", "Avvikelse")
    assert changes["transporter", "PostNord"] == ("added", "PostNord")
    _, again, _ = api("import", "--system", "demo")
    assert {row["change"] for row in again} == {"left"}
    assert len(again) == len(rows)
    services = open_services(data_dir)
    system = services.saved_settings.systems[0]
    services.close()
    assert [(owner.id, owner.name, owner.training) for owner in system.goods_owners] == [
        (12, "Acme", False),
        (77, "Acme övning", True),
    ]


def payload(order_id: int, status: int, event: int, **more: object) -> bytes:
    values = {"webhookOrdersId": 5, "webhookEventId": event, "system": "demo", "goodsOwnerId": 12}
    about = {"orderId": order_id, "orderNumber": f"A-{order_id}", "orderStatus": {"number": status}}
    return json.dumps({**values, **about, "timestamp": "2026-11-29T10:00:00.0000000", **more}).encode()


def test_an_exchange_is_looked_up_and_what_differs_is_said(api: Api, server: Ongoing, data_dir: Path) -> None:
    with listener(data_dir) as (_, url):
        post(url, "/hooks/status", payload(70031, 400, 1, path="api/v1/orders/70031", orderNumber="A-1"))
        post(url, "/hooks/status", payload(70031, 450, 2, path="string", orderNumber="A-1"))
        post(url, "/hooks/status", payload(99, 450, 3, orderNumber="none such"))
    code, [line], _ = api("get", "1")
    assert (code, line["status"]) == (0, 200)
    assert line["differences"] == [{"path": "orderStatus.number", "then": 400, "now": 450}]
    _, [line], _ = api("get", "2")
    assert line["differences"] == []
    kept = json.loads(run(data_dir, "history", "show", str(line["exchange"]), "--json").stdout)
    assert (kept["direction"], kept["method"], kept["event_id"], kept["family"]) == ("api", "GET", 2, "order")
    assert json.loads(kept["response"]["body"])["orderInfo"]["orderId"] == 70031
    assert PASSWORD not in json.dumps(kept)
    code, [line], _ = api("get", "3")
    assert (code, line["failure"]) == (1, "api-nothing")
    assert server.paths()[-2:] == ["/orders/99", "/orders"]
    listed = [
        json.loads(row) for row in run(data_dir, "history", "list", "--json", "--filter", "dir:api").stdout.splitlines()
    ]
    assert {row["direction"] for row in listed} == {"api"}
    assert api("get", "4711")[0] == 2
    code, [line], _ = api("get", "--system", "demo", "--path", "/orders/70031")
    assert (code, line["differences"], line["object"]["orderInfo"]["orderNumber"]) == (0, [], "A-1")
    assert api("get", "--system", "demo", "--path", "https://evil.example/orders/1")[0] == 2


def test_exactly_what_did_not_arrive_is_missed(api: Api, server: Ongoing, data_dir: Path) -> None:
    server.orders = {
        1: order(1, "A-1", 450), 2: order(2, "A-2", 450), 3: order(3, "A-3", 400), 4: order(4, "A-4", 200),
        5: order(5, "A-5", 300), 6: order(6, "A-6", 450, owner=13),
    }  # fmt: skip
    with listener(data_dir) as (_, url):
        post(url, "/hooks/status", payload(1, 450, 1))
        post(url, "/hooks/status", payload(2, 400, 2))
    code, rows, said = api("missed", "--system", "demo", "--since", "-1h")
    assert code == 1
    assert [(row["family"], row["number"], row["status"]) for row in rows] == [
        ("order", "A-2", 450),
        ("order", "A-3", 400),
        ("order", "A-5", 300),
    ]
    assert "from 200" in rows[2]["reason"]
    assert "two days" in said
    changed = next(item for item in server.asked if item.path == "/orders")
    assert changed.query["goodsOwnerId"] == ["12"]
    assert changed.query["orderStatusChangedTimeFrom"][0].endswith("+00:00")
    with listener(data_dir) as (_, url):
        for number, status in ((2, 450), (3, 400), (5, 300)):
            post(url, "/hooks/status", payload(number, status, 10 + number))
    code, rows, _ = api("missed", "--system", "demo")
    assert (code, rows) == (0, [])


def test_a_connection_is_stored_and_used(server: Ongoing, data_dir: Path, config: None, tmp_path: Path) -> None:
    ring = tmp_path / "keyring.json"

    def call(*words: str, stdin: bytes = b"") -> tuple[int, bytes]:
        done = run(data_dir, "api", *words, "--system", "demo", stdin=stdin, keyring_file=ring)
        assert PASSWORD.encode() not in done.stdout + done.stderr
        return done.returncode, done.stdout + done.stderr

    assert call("test")[0] == 2
    words = ("connect", "--username", USER, "--stdin")
    assert call(*words, "--address", "http://api.example/demo", stdin=b"x\n")[0] == 2
    assert call(*words, "--address", server.base, stdin=f"{PASSWORD}\n".encode()) == (0, b"")
    assert call("test")[0] == 0
    assert call("connect", "--username", "with:colon", "--stdin", stdin=b"x")[0] == 2
    assert call("test")[0] == 0


def test_wrong_use_is_one_sentence(api: Api, data_dir: Path, config: None) -> None:
    assert api("test", "--system", "nope", stdin=b"")[0] == 2
    assert "user name and password" in api("test", "--system", "demo", stdin=b"")[2]
    assert api("get")[0] == 2
    assert api("missed", "--system", "demo", "--since", "some day")[0] == 2
    done = run(data_dir, "api", "test", "--system", "demo", "--credentials-stdin", stdin=LOGIN)
    assert done.returncode == 2
    assert b"No address" in done.stderr
    for base in ("http://api.example/demo", "ftp://x", "https://u:p@host"):
        done = run(data_dir, "api", "test", "--system", "demo", "--credentials-stdin", "--base", base, stdin=LOGIN)
        assert done.returncode == 2, base
