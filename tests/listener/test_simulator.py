"""The API simulator over real sockets: documents, searches, credentials, faults by rule."""

import base64
import http.client
import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ongoing_desktop.domain.api import FOLLOWS, LOOKUPS, RESOURCES
from ongoing_desktop.domain.rules import Match, Rule, Step
from ongoing_desktop.domain.settings import System
from ongoing_desktop.domain.simulated import Reported, document_problems, happened, noted
from ongoing_desktop.domain.simulated_objects import new_document
from ongoing_desktop.domain.simulator import SIMULATOR, Simulator
from ongoing_desktop.domain.snapshot import ListenerSnapshot
from ongoing_desktop.listener.simulator import Simulation
from tests.listener.makers import CATALOGUE, SYSTEM, Running, hook, running, snapshot

ORDER = json.loads(new_document(RESOURCES["order"], 70031))
TRANSPORTING: System = replace(
    SYSTEM,
    transporters=("PostNord",),
    statuses={"order": [{"number": 200, "name": "Öppen"}, {"number": 400, "name": "Plockad"}]},
)
AT = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)


def documents(**more: str) -> dict[str, str]:
    found = {
        item.path(number): new_document(item, number)
        for item in RESOURCES.values()
        if item.id
        for number in (70031, 70032)
    }
    return found | {path.replace("__", "/"): text for path, text in more.items()}


def made(simulator: Simulator | None = None, secret: str = "", **changes: Any) -> ListenerSnapshot:
    simulator = simulator or Simulator(on=True, documents=documents())
    changes.setdefault("systems", (TRANSPORTING,))
    return snapshot(hook(), simulator=simulator, secrets={SIMULATOR: secret} if secret else None, **changes)


class Client:
    def __init__(self, listener: Running) -> None:
        self._listener = listener

    def get(self, path: str, method: str = "GET", headers: dict[str, str] | None = None, **query: Any) -> Any:
        """Status, and the value of the JSON body."""
        status, _, body = self.raw(path, method, headers, **query)
        return status, json.loads(body)

    def raw(self, path: str, method: str = "GET", headers: dict[str, str] | None = None, **query: Any) -> Any:
        connection = http.client.HTTPConnection("127.0.0.1", self._listener.port, timeout=10)
        target = f"/api/v1{path}" if path.startswith("/") else f"/{path}"
        try:
            connection.request(
                method, f"{target}?{urlencode(query, doseq=True)}" if query else target, headers=headers or {}
            )
            answer = connection.getresponse()
            return answer.status, dict(answer.getheaders()), answer.read()
        finally:
            connection.close()


@contextmanager
def serving(folder: Path, of: ListenerSnapshot | None = None) -> Iterator[tuple[Client, Running]]:
    with running(folder, made=of or made()) as listener:
        yield Client(listener), listener


def test_it_is_off_by_default_and_not_even_loaded(tmp_path: Path) -> None:
    sys.modules.pop("ongoing_desktop.listener.simulator", None)
    with serving(tmp_path, snapshot(hook())) as (client, listener):
        assert client.raw("/orders/statuses")[2] == b"OK\n"
        assert listener.row().judgement.verdict == "unmatched"
    assert "ongoing_desktop.listener.simulator" not in sys.modules


def test_every_resource_answers_one_object_a_search_and_404(tmp_path: Path) -> None:
    with serving(tmp_path) as (client, _):
        for item in RESOURCES.values():
            if not item.id:
                continue
            status, value = client.get(item.path(70031))
            assert (status, value) == (200, json.loads(new_document(item, 70031))), item.key
            assert client.get(item.path(4))[0] == 404
            status, rows = client.get(item.collection, goodsOwnerId=12)
            assert status == 200
            assert len(rows) == 2, item.key
            assert client.get(item.collection, goodsOwnerId=13) == (200, [])
            assert client.get(item.collection)[0] == 400
            if item.id_from:
                assert client.get(item.collection, goodsOwnerId=12, **{item.id_from: 70032})[1] == rows[1:]
                assert client.get(item.collection, goodsOwnerId=12, **{item.most: 1})[1] == rows[:1]
            if item.number_parameter:
                assert client.get(item.collection, goodsOwnerId=12, **{item.number_parameter: "70032"})[1] == rows[1:]


def test_every_way_from_a_payload_leads_somewhere(tmp_path: Path) -> None:
    with serving(tmp_path) as (client, _):
        for family, follows in FOLLOWS.items():
            for follow in follows:
                item = RESOURCES[follow.resource]
                query = {follow.parameter: "70031", "goodsOwnerId": 12} if follow.parameter else {}
                status, value = client.get(item.collection if query else item.path(70031), **query)
                assert status == 200, (family, follow)
                assert isinstance(value, list) == bool(query or item.item)


def test_every_list_answers_in_its_shape(tmp_path: Path) -> None:
    with serving(tmp_path) as (client, _):
        for lookup in LOOKUPS.values():
            status, value = client.get(lookup.path, **({"goodsOwnerId": 12} if lookup.per_owner else {}))
            assert status == 200
            assert isinstance(value[lookup.member] if lookup.member else value, list), lookup
            if lookup.per_owner:
                assert client.get(lookup.path)[0] == 400
        assert client.get("/orders/statuses")[1]["orderStatuses"][1] == {"number": 400, "text": "Plockad"}
        assert client.get("/goodsOwners")[1]["goodsOwners"][0]["goodsOwnerName"] == "Acme"
        assert client.get("/goodsOwners/13")[1]["goodsOwnerName"] == "Bolt"
        assert client.get("/transporterContracts", goodsOwnerId=12)[1][0]["transporterName"] == "PostNord"
        for path in ("/orders/types", "/orders/classes", "/purchaseOrders/types", "/parcelTypes", "/warehouses"):
            assert client.get(path, goodsOwnerId=12) == (200, [])
        assert client.get("/nothing")[0] == 404


def test_a_document_stands_for_a_list_also_by_its_query(tmp_path: Path) -> None:
    mine = documents() | {
        "/orders/statuses": '{"orderStatuses": null}',
        "/transporterContracts?goodsOwnerId=13": "[]",
        "/warehouses/1": '{"id": 1}',
        "/warehouses/1/zones": "[7]",
    }
    with serving(tmp_path, made(Simulator(on=True, documents=mine))) as (client, _):
        assert client.get("/ORDERS/Statuses") == (200, {"orderStatuses": None})
        assert client.get("/transporterContracts", goodsOwnerId=13) == (200, [])
        assert len(client.get("/transporterContracts", goodsOwnerId=12)[1]) == 1
        assert client.get("/warehouses/1/zones") == (200, [7])
        assert client.get("/warehouses") == (200, [{"id": 1}])


def test_the_path_may_begin_with_the_code_of_the_system(tmp_path: Path) -> None:
    with serving(tmp_path) as (client, listener):
        assert client.get("demo/api/v1/orders/70031")[0] == 200
        assert client.raw("other/api/v1/orders/70031")[2] == b"OK\n"
        judged = listener.row(1).judgement
        assert (judged.system, judged.subject, judged.verdict) == ("demo", "order:70031", "open")
        assert judged.params["no_event"] == "api"


def test_only_get_is_answered(tmp_path: Path) -> None:
    with serving(tmp_path) as (client, _):
        for method in ("POST", "PUT", "PATCH", "DELETE", "HEAD"):
            status, fields, _ = client.raw("/orders/70031", method)
            assert status == 405
            assert fields["Allow"] == "GET"


def basic(user: str, password: str) -> dict[str, str]:
    return {"Authorization": "Basic " + base64.b64encode(f"{user}:{password}".encode()).decode()}


def test_the_credential_is_checked_and_never_kept(tmp_path: Path) -> None:
    of = made(Simulator(on=True, username="api", documents=documents()), "pass-of-the-simulator")
    with serving(tmp_path, of) as (client, listener):
        status, fields, body = client.raw("/orders/70031")
        assert status == 401
        assert fields["WWW-Authenticate"].startswith("Basic")
        assert "message" in json.loads(body)
        assert client.get("/orders/70031", headers=basic("api", "wrong"))[0] == 401
        assert client.get("/orders/70031", headers=basic("api", "pass-of-the-simulator"))[0] == 200
        assert [listener.row(n).judgement.verdict for n in (1, 2, 3)] == ["refused", "refused", "verified"]
        assert "pass-of-the-simulator" not in repr(listener.history.rows)
        assert basic("api", "pass-of-the-simulator")["Authorization"] not in repr(listener.history.rows)


def test_without_a_readable_password_nothing_is_given_out(tmp_path: Path) -> None:
    of = made(Simulator(on=True, username="api", documents=documents()))
    with serving(tmp_path, of) as (client, _):
        assert client.get("/orders/70031", headers=basic("api", "x"))[0] == 503


def test_a_web_page_gets_nothing(tmp_path: Path) -> None:
    with serving(tmp_path) as (client, _):
        assert client.get("/orders/70031", headers={"Origin": "https://evil.example"})[0] == 403
        rebound = {"Host": "evil.example", "Sec-Fetch-Site": "same-origin"}
        assert client.get("/orders/70031", headers=rebound)[0] == 403
        assert client.get("/orders/70031", headers={"Host": "docker.internal"})[0] == 200


@pytest.mark.parametrize(
    ("step", "status"),
    [
        (Step(status=401), 401),
        (Step(status=404), 404),
        (Step(status=500, body='{"Message":"An error has occurred."}'), 500),
        (Step(status=200, headers=(("Content-Type", "text/html"),), body="<html>Login</html>"), 200),
        (Step("normal", delay_ms=150), 200),
    ],
)
def test_faults_by_rule(tmp_path: Path, step: Step, status: int) -> None:
    rules = (
        Rule("all", "every request", steps=(Step(status=503),)),
        Rule("wide", "every path", match=Match(path="/*"), steps=(Step(status=503),)),
        Rule("whole", "the whole path", match=Match(path="/demo/api/v1/articles/*"), steps=(Step(status=418),)),
        Rule("api", "the API", match=Match(path="/api/v1/*"), steps=(step, Step("normal"))),
    )
    with serving(tmp_path, made(rules=rules)) as (client, listener):
        began = datetime.now(UTC)
        assert client.raw("demo/api/v1/orders/70031")[0] == status
        assert (datetime.now(UTC) - began).total_seconds() * 1000 >= step.delay_ms
        assert listener.row().judgement.params["rule_name"] == "the API"
        assert client.get("/orders/70031") == (200, ORDER)
        assert client.raw("demo/api/v1/articles/70031")[0] == 418


def test_an_event_changes_the_status_and_makes_objects(tmp_path: Path) -> None:
    payload = {
        "webhookOrdersId": 1,
        "orderId": 70031,
        "orderNumber": "A-1",
        "goodsOwnerId": 12,
        "goodsOwnerName": "Acme",
        "orderStatus": {"number": 400},
    }
    family = CATALOGUE.family("order")
    first = happened(payload, family)
    assert first == Reported("/orders/70031", {"status": 400, "number": "A-1", "owner": 12, "ownerName": "Acme"})
    other = happened({**payload, "orderId": 5, "orderNumber": "A-5", "orderStatus": None}, family)
    assert other is not None
    known = noted({}, [first, other], AT)
    assert noted(known, [first], AT) is known
    with serving(tmp_path, made(simulated=known)) as (client, _):
        value = client.get("/orders/70031")[1]
        assert value["orderInfo"]["orderStatus"] == {"number": 400, "text": "Plockad"}
        assert value["orderInfo"]["orderNumber"] == "70031"  # the document's own
        fresh = client.get("/orders/5")[1]
        assert fresh["orderInfo"]["orderNumber"] == "A-5"
        assert fresh["orderInfo"]["orderStatus"]["number"] == 200
        since = {"goodsOwnerId": 12, "orderStatusChangedTimeFrom": "2026-03-01T11:59:59.000+00:00"}
        assert [row["orderInfo"]["orderId"] for row in client.get("/orders", **since)[1]] == [5, 70031]
        late = {**since, "orderStatusChangedTimeFrom": "2026-03-01T12:00:01.000+00:00"}
        assert client.get("/orders", **late) == (200, [])
        picked = client.get("/orders", goodsOwnerId=12, orderStatusFrom=400, orderStatusTo=400)[1]
        assert [row["orderInfo"]["orderId"] for row in picked] == [70031]
        for wrong in ({"orderStatusFrom": "many"}, {"orderStatusChangedTimeFrom": "yesterday"}):
            assert client.get("/orders", goodsOwnerId=12, **wrong)[0] == 400


def test_only_the_newest_events_are_kept() -> None:
    known = noted({}, [Reported(f"/orders/{number}", {"status": 1}) for number in range(1, 600)], AT)
    assert len(known) == 500
    assert "/orders/1" not in known
    assert "/orders/599" in known


@pytest.mark.parametrize(
    ("path", "text", "code"),
    [
        ("orders/1", "{}", "simulator-path"),
        ("/orders/a b", "{}", "simulator-path"),
        ("/api/v1/orders/1", "{}", "simulator-root"),
        ("/orders/1", "{", "simulator-json"),
        ("/orders/1", "", "simulator-json"),
        ("/orders/1", "[]", "simulator-object"),
        ("/orders/1", '"text"', "simulator-shape"),
        ("/orders/1", '{"orderInfo": {"orderId": 2}}', "simulator-id"),
        ("/orders/1", "[" * 600 + "]" * 600, "simulator-deep"),
        ("/x", '{"a": "' + "x" * 1_100_000 + '"}', "simulator-large"),
    ],
)
def test_what_cannot_be_saved(path: str, text: str, code: str) -> None:
    assert [item.code for item in document_problems(path, text)] == [code]


def test_what_can_be_saved() -> None:
    for item in RESOURCES.values():
        if item.id:
            assert document_problems(item.path(7), new_document(item, 7)) == ()
    assert document_problems("/transporterContracts?goodsOwnerId=13", "\ufeff[]") == ()


TARGETS = st.one_of(
    st.text(max_size=40),
    st.sampled_from([item.collection for item in RESOURCES.values()] + [item.path for item in LOOKUPS.values()]),
    st.builds(
        lambda path, rest: f"{path}/{rest}", st.sampled_from(["/orders", "/goodsOwners", "/x"]), st.text(max_size=20)
    ),
)
QUERIES = st.dictionaries(
    st.sampled_from(
        [
            "goodsOwnerId",
            "orderIdFrom",
            "maxOrdersToGet",
            "orderStatusFrom",
            "orderStatusTo",
            "orderNumber",
            "shipmentId",
        ]
        + ["orderStatusChangedTimeFrom", "inDateTo", "orderNumbers", "From", "To", "x"]
    ),
    st.one_of(
        st.text(max_size=12), st.integers().map(str), st.just("12"), st.just("²"), st.just("2026-01-01T00:00:00Z")
    ),
)


@given(TARGETS, QUERIES, st.sampled_from(["GET", "POST", "get", ""]))
def test_whatever_is_asked_gets_json_with_nothing_of_it(path: str, query: dict[str, str], method: str) -> None:
    simulation = Simulation(made(simulated={"/orders/70031": {"status": 400}, "/orders/²": 5, "x": None}), {})
    asked = simulation.asked(f"/api/v1/{quote(path)}?{urlencode(query)}")
    assert asked is not None
    judgement = simulation.judge(asked, (), {})
    answer = simulation.reply(asked, method, judgement)
    assert answer.status != 500
    json.loads(answer.body)
    assert ("Content-Length", str(len(answer.body))) in answer.headers


def test_a_deep_document_is_answered_with_another_status(tmp_path: Path) -> None:
    deep = '{"orderInfo": {"orderId": 5}, "deep": ' + "[" * 480 + "]" * 480 + "}"
    of = made(Simulator(on=True, documents={"/orders/5": deep}), simulated={"/orders/5": {"status": 400}})
    with serving(tmp_path, of) as (client, _):
        status, value = client.get("/orders/5")
        assert (status, value["orderInfo"]["orderStatus"]["number"]) == (200, 400)
