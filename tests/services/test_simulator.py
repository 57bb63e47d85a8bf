"""The API simulator through the services: changes, undo, export and import, and the child process that answers."""

from __future__ import annotations

import base64
import http.client
import json
from dataclasses import replace
from typing import Any
from urllib.parse import urlsplit

import pytest

from ongoing_desktop.domain.api import RESOURCES
from ongoing_desktop.domain.errors import ConfigError
from ongoing_desktop.domain.exchange import Body, Message, NewExchange, Outcome
from ongoing_desktop.domain.rule_presets import API_FAULTS
from ongoing_desktop.domain.secret import Secret
from ongoing_desktop.domain.settings import Settings
from ongoing_desktop.domain.simulated_objects import new_document
from ongoing_desktop.domain.simulator import Simulator
from ongoing_desktop.formats.config import export_config, parse_config
from ongoing_desktop.formats.config_merge import merge_config
from ongoing_desktop.services import Services
from ongoing_desktop.services.sending import SendOutcome
from ongoing_desktop.storage.resources import load_catalogue
from ongoing_desktop.wording.setting_changes import changes, changes_summary
from tests.helpers import do, until

ORDER = new_document(RESOURCES["order"], 70031)
STATUSES = "/orders/statuses"


def ask(services: Services, path: str, user: str = "", password: str = "") -> tuple[int, Any]:
    """Send a request to the running listener."""
    url = urlsplit(services.listening.state.url)
    connection = http.client.HTTPConnection(str(url.hostname), int(url.port or 0), timeout=10)
    proof = base64.b64encode(f"{user}:{password}".encode()).decode()
    connection.request("GET", f"/api/v1{path}", headers={"Authorization": f"Basic {proof}"} if user else {})
    answer = connection.getresponse()
    status, body = answer.status, answer.read()
    connection.close()
    return status, json.loads(body) if body.startswith((b"{", b"[")) else body


def status_of(answer: tuple[int, Any]) -> int:
    number: int = answer[1]["orderInfo"]["orderStatus"]["number"]
    return number


def test_documents_are_settings_with_undo(services: Services) -> None:
    simulator = services.simulator
    assert not simulator.current.on
    assert do(services, simulator.save("/orders/70031", ORDER)) == ()
    do(services, simulator.save(" /orders/70032", new_document(RESOURCES["order"], 70032)))
    do(services, simulator.switch(on=True))
    assert list(simulator.current.documents) == ["/orders/70031", "/orders/70032"]
    do(services, simulator.save("/orders/70033", new_document(RESOURCES["order"], 70033), instead_of="/orders/70031"))
    assert list(simulator.current.documents) == ["/orders/70033", "/orders/70032"]
    do(services, services.settings.undo())
    assert list(simulator.current.documents) == ["/orders/70031", "/orders/70032"]
    do(services, simulator.remove(["/orders/70031"]))
    assert list(simulator.current.documents) == ["/orders/70032"]
    do(services, services.settings.undo())
    do(services, services.settings.undo())
    assert not simulator.current.on
    problems = do(services, simulator.save("/orders/1", "{"))
    assert [item.code for item in problems] == ["simulator-json"]
    assert "/orders/1" not in simulator.current.documents


def test_changes_are_told_in_words(services: Services) -> None:
    before = services.settings.current
    do(services, services.simulator.save("/orders/70031", ORDER))
    do(services, services.simulator.switch(on=True))
    do(services, services.simulator.set_credential("api", Secret("pass-of-the-api")))
    told = changes_summary(changes(before, services.settings.current))
    assert told == (
        "API simulator: switched on no → yes, user name empty → api, credential stored, document /orders/70031 added"
    )


def test_a_listener_that_runs_follows_all_of_it(services: Services) -> None:
    simulator = services.simulator
    hook = do(services, services.demo.add())
    do(services, services.listening.start(0))
    assert ask(services, STATUSES) == (200, b"OK\n")
    do(services, simulator.switch(on=True))
    until(lambda: ask(services, STATUSES)[1] != b"OK\n", "the simulator answers")
    assert ask(services, STATUSES)[1]["orderStatuses"][4] == {"number": 400, "text": "Picked"}
    assert ask(services, "/orders/70031")[0] == 404
    # A test event is about an order, which then exists with the event's status.
    sent = do(services, services.sending.test(hook.id, target_key="listener"))
    assert isinstance(sent, SendOutcome)
    number = json.loads(sent.payload.text)["orderId"]
    assert status_of(ask(services, f"/orders/{number}")) == 400
    label = services.settings.next_undo.label
    assert label == "simulator"  # sending was not an undo step
    do(services, simulator.save(f"/orders/{number}", new_document(RESOURCES["order"], number)))
    do(services, services.listening.synced())
    assert status_of(ask(services, f"/orders/{number}")) == 200
    do(services, services.sending.test(hook.id, target_key="listener"))
    assert status_of(ask(services, f"/orders/{number}")) == 400
    do(services, simulator.forget_events())
    do(services, services.listening.synced())
    assert status_of(ask(services, f"/orders/{number}")) == 200


def test_the_password_is_checked_and_kept_as_every_secret(services: Services) -> None:
    simulator = services.simulator
    do(services, simulator.switch(on=True))
    assert [item.code for item in do(services, simulator.set_credential("api", None))] != []
    assert do(services, simulator.set_credential("api", Secret("pass-of-the-api"))) == ()
    assert do(services, simulator.set_credential("api", None)) == ()
    assert "pass-of-the-api" not in repr(services.settings.current)
    do(services, services.listening.start(0))
    assert ask(services, STATUSES)[0] == 401
    assert ask(services, STATUSES, "api", "pass-of-the-api")[0] == 200
    rows = services.history.page(limit=2)
    assert [row.verdict for row in rows] == ["verified", "refused"]
    stored = do(services, services.secrets.stored())
    assert "pass-of-the-api" in [secret.reveal() for secret in stored.secrets]
    assert do(services, services.secrets.clean_up()) == 0
    entries = do(services, services.secrets.entries())
    assert [item.name for item in entries if item.use == "in-use"] == ["API simulator"]
    do(services, simulator.set_credential("", None))
    do(services, services.listening.synced())
    assert ask(services, STATUSES)[0] == 200
    assert [item.use for item in do(services, services.secrets.entries()) if item.ref != "fingerprint-key"] == ["undo"]
    do(services, services.settings.undo())
    do(services, services.listening.synced())
    assert ask(services, STATUSES, "api", "pass-of-the-api")[0] == 200


def test_faults_are_reply_rules(services: Services) -> None:
    simulator = services.simulator
    do(services, simulator.switch(on=True))
    for key in API_FAULTS:
        rule = do(services, simulator.add_fault(key))
        assert not isinstance(rule, tuple)
        assert services.rules.problems(rule) == ()
    assert len(simulator.faults()) == len(API_FAULTS)
    do(services, services.listening.start(0))
    assert b"unavailable" in ask(services, STATUSES)[1]  # the newest comes first
    do(services, services.rules.toggle(simulator.faults()[0].id, on=False))
    do(services, services.rules.toggle(simulator.faults()[1].id, on=False))  # slow
    do(services, services.listening.synced())
    assert ask(services, STATUSES) == (500, {"Message": "An error has occurred."})


def test_the_config_file_has_the_documents_and_no_credential() -> None:
    given = Settings(simulator=Simulator(True, "api", "ref-1", {"/orders/70031": ORDER}, {"later": 1}))
    data = export_config(given)
    assert b"ref-1" not in data
    parsed = parse_config(data)
    assert parsed.simulator == Simulator(False, "api", None, {"/orders/70031": ORDER}, {"later": 1})
    assert [item.path for item in parsed.unknown] == ["simulator.later"]
    merged, _ = merge_config(Settings(), parsed, load_catalogue())
    assert merged.simulator == parsed.simulator
    mine = replace(given, simulator=replace(given.simulator, documents={"/x": "[]"}))
    merged, _ = merge_config(mine, parsed, load_catalogue())
    assert merged.simulator == replace(given.simulator, documents={"/x": "[]", "/orders/70031": ORDER})
    assert b"simulator" not in export_config(Settings())


@pytest.mark.parametrize(
    ("simulator", "path"),
    [
        ({"on": 1}, "simulator.on"),
        ({"documents": []}, "simulator.documents"),
        ({"documents": {"/x": {}}}, 'simulator.documents["/x"]'),
        ({"documents": {"/x": "{"}}, 'simulator.documents["/x"]'),
        ({"documents": {"x": "{}"}}, 'simulator.documents["x"]'),
        ({"username": "a:b"}, "simulator.username"),
        ([], "simulator"),
    ],
)
def test_a_broken_file_names_the_place(simulator: Any, path: str) -> None:
    file = {"format": "ongoing-desktop-config", "version": 1, "systems": [], "webhooks": [], "simulator": simulator}
    with pytest.raises(ConfigError) as caught:
        parse_config(json.dumps(file).encode())
    assert caught.value.params["path"] == path


def looked_up(services: Services, target: str, value: Any, status: int = 200) -> int:
    """A look-up in the history, as it is kept when its answer has come."""
    body = json.dumps(value, ensure_ascii=False).encode()
    asked = NewExchange("api", services.clock(), "GET", f"http://127.0.0.1:9{target}", (), Body(), None, None)
    (number,) = services.history.append([asked])
    answer = Message((("Content-Type", "application/json"),), body)
    services.history.append([], [Outcome(number, "sent", 5, status, response=answer)])
    return number


def test_what_a_look_up_found_becomes_a_document_without_personal_data(services: Services) -> None:
    order = json.loads(ORDER) | {"consignee": {"name": "Örjan Lindqvist", "countryCode": "SE"}}
    simulator = services.simulator
    one = looked_up(services, "/demo/api/v1/orders/70031", order)
    assert do(services, simulator.adopt(one)) == ("/orders/70031",)
    kept = json.loads(simulator.current.documents["/orders/70031"])
    assert kept["orderInfo"] == json.loads(ORDER)["orderInfo"] | {
        "emailNotification": {"toBeNotified": True, "value": kept["orderInfo"]["emailNotification"]["value"]}
    }
    assert "Lindqvist" not in simulator.current.documents["/orders/70031"]
    several = looked_up(services, "/api/v1/orders?goodsOwnerId=12", [order, {"orderInfo": {"orderId": 5}}, 7])
    assert do(services, simulator.adopt(several)) == ("/orders/70031", "/orders/5")
    statuses = looked_up(services, "/api/v1/orders/statuses", {"orderStatuses": []})
    assert do(services, simulator.adopt(statuses)) == ("/orders/statuses",)
    do(services, services.settings.undo())
    assert list(simulator.current.documents) == ["/orders/70031", "/orders/5"]
    for refused in (
        looked_up(services, "/api/v1/orders/4", {}, 404),
        looked_up(services, "/api/v1/orders/4", "x"),
        999,
    ):
        problems = do(services, simulator.adopt(refused))
        assert [item.code for item in problems] == ["simulator-no-answer"]
