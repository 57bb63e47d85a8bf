"""Faulty answers of Ongoing's API: each gives a sentence, nothing is imported in part, and no password is exposed."""

from __future__ import annotations

import concurrent.futures
import json
import ssl
import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import trustme

from ongoing_desktop.domain.api import PAGE
from ongoing_desktop.domain.errors import ApiError
from ongoing_desktop.domain.replay import ReplayChoice
from ongoing_desktop.domain.secret import Secret
from ongoing_desktop.domain.settings import System
from ongoing_desktop.domain.targets import EVERYTHING
from ongoing_desktop.services import Services
from ongoing_desktop.services.sending import CannotSend
from ongoing_desktop.services.webhooks import KeepCredential
from ongoing_desktop.wording.messages import SENTENCES, error_sentence, sentence
from tests.helpers import do, until
from tests.ongoing_server import OWNERS, PASSWORD, STATUSES, USER, Ongoing, ongoing, order
from tests.transport.servers import answers, serving

JSON = {"Content-Type": "application/json"}
HTML = b"<!DOCTYPE html><html><body><h1>Please log in</h1></body></html>"
TRAP = b'{"Message":"An error has occurred."}'


@pytest.fixture
def server() -> Iterator[Ongoing]:
    with ongoing() as state:
        yield state


@pytest.fixture
def system(services: Services, server: Ongoing) -> System:
    made = do(services, services.systems.add_system("Demo warehouse", "demo"))
    saved = do(services, services.api.save_connection(made.id, server.base, USER, Secret(PASSWORD)))
    assert isinstance(saved, System)
    return saved


def failure(services: Services, work: Any) -> ApiError:
    with pytest.raises(ApiError) as caught:
        do(services, work)
    told = error_sentence(caught.value)
    assert caught.value.code in SENTENCES
    assert told.endswith((".", "”", "…"))
    assert "…}" not in told
    assert PASSWORD not in f"{told} {caught.value!r}"
    return caught.value


BAD: dict[str, tuple[tuple[int, dict[str, str], bytes], str]] = {
    "wrong login": ((401, JSON, b'{"message":"Unauthorized"}'), "api-login"),
    "forbidden": ((403, {}, b""), "api-login"),
    "not there": ((404, JSON, b"{}"), "api-not-found"),
    "the transport trap": ((500, JSON, TRAP), "api-transport"),
    "another 500": ((500, JSON, b'{"message":"Out of memory<br/> sorry"}'), "api-status"),
    "a gateway's page": ((502, {"Content-Type": "text/html"}, HTML), "api-status"),
    "HTML with 200": ((200, {"Content-Type": "text/html"}, HTML), "api-html"),
    "text with 200": ((200, {"Content-Type": "text/plain"}, b"maintenance"), "api-not-json"),
    "nothing with 200": ((200, JSON, b""), "api-empty"),
    "204": ((204, {}, b""), "api-empty"),
    "a redirect": ((302, {"Location": "https://login.example/?next=1"}, b""), "api-redirect"),
    "not now": ((429, {"Retry-After": "0"}, b""), "api-wait"),
    "another shape": ((200, JSON, b'{"statuses": []}'), "api-shape"),
    "a text for the list": ((200, JSON, b'{"orderStatuses": "none"}'), "api-shape"),
    "a number": ((200, JSON, b"7"), "api-shape"),
    "broken JSON": ((200, JSON, b'{"orderStatuses": ['), "api-not-json"),
    "deep JSON": ((200, JSON, b"[" * 1000 + b"]" * 1000), "api-deep"),
    "not UTF-8": ((200, JSON, b'{"orderStatuses": "\xff"}'), "api-not-json"),
    "said to be packed": ((200, {**JSON, "Content-Encoding": "gzip"}, b"no gzip"), "api-empty"),
}


@pytest.mark.parametrize("name", BAD)
def test_a_bad_answer_is_a_sentence_and_nothing_is_imported(
    services: Services, server: Ongoing, system: System, name: str
) -> None:
    server.raw["/orders/statuses"], code = BAD[name]
    assert failure(services, services.api.test(system.id)).code == code
    before = services.settings.current
    if code == "api-not-found":
        # A list that this system does not offer is not a failure.
        plan = do(services, services.api_import.preview(system.id))
        assert {remark.code for remark in plan.remarks} == {"api-not-offered"}
        return
    error = failure(services, services.api_import.preview(system.id))
    assert error.code == "api-list"
    assert "order statuses" in error_sentence(error)
    assert services.settings.current == before
    shown = [services.history.get(row.id) for row in services.history.page(limit=9)]
    assert all(PASSWORD not in repr(exchange) for exchange in shown)


def test_a_redirect_s_target_is_said_and_the_markup_of_messages_is_not(
    services: Services, server: Ongoing, system: System
) -> None:
    server.raw["/orders/statuses"] = BAD["a redirect"][0]
    assert "login.example" in error_sentence(failure(services, services.api.test(system.id)))
    server.raw["/orders/statuses"] = BAD["another 500"][0]
    assert "Out of memory sorry" in error_sentence(failure(services, services.api.test(system.id)))
    server.raw["/orders/statuses"] = BAD["a gateway's page"][0]
    assert "<" not in error_sentence(failure(services, services.api.test(system.id)))


def test_the_login_is_not_blamed_where_every_call_is_answered_500(
    services: Services, server: Ongoing, system: System
) -> None:
    server.raw["*"] = (500, JSON, TRAP)
    told = error_sentence(failure(services, services.api.test(system.id)))
    assert "says nothing about user name and password" in told


def test_a_bom_is_no_part_of_the_answer(services: Services, server: Ongoing, system: System) -> None:
    body = b"\xef\xbb\xbf" + json.dumps({"orderStatuses": STATUSES}).encode()
    server.raw["/orders/statuses"] = (200, JSON, body)
    assert len(do(services, services.api.test(system.id)).statuses) == len(STATUSES)
    utf16 = json.dumps({"orderStatuses": STATUSES}).encode("utf-16")
    server.raw["/orders/statuses"] = (200, {"Content-Type": "application/json; charset=utf-16"}, utf16)
    assert len(do(services, services.api.test(system.id)).statuses) == len(STATUSES)


def test_null_lists_are_empty_and_said_so(services: Services, server: Ongoing, system: System) -> None:
    server.lists = {
        "/orders/statuses": {"orderStatuses": None},
        "/purchaseOrders/statuses": {"orderStatuses": []},
        "/goodsOwners": {"goodsOwners": None},
    }
    plan = do(services, services.api_import.preview(system.id))
    assert [remark.code for remark in plan.remarks] == ["api-list-empty"] * 3
    assert not [row for row in plan.rows if row.change != "left"]
    assert do(services, services.api_import.apply(plan)) == 0


def test_odd_entries_are_left_out_and_named(services: Services, server: Ongoing, system: System) -> None:
    rows: list[Any] = [*OWNERS, OWNERS[0], {"goodsOwnerId": "12"}, {"goodsOwnerId": 0}, None, "x", {"goodsOwnerId": 5}]
    rows.append({"goodsOwnerId": 6, "goodsOwnerName": "A\u202eB\n" + "x" * 500})
    server.lists["/goodsOwners"] = {"goodsOwners": rows}
    server.lists["/orders/statuses"] = {"orderStatuses": [*STATUSES, STATUSES[0], {"number": True}, {"text": "x"}]}
    plan = do(services, services.api_import.preview(system.id))
    told = [sentence(remark.code, remark.params) for remark in plan.remarks]
    assert sum("more than once" in text for text in told) == 2
    assert sum("is left out" in text for text in told) == 6
    assert do(services, services.api_import.apply(plan))
    owners = services.settings.current.systems[0].goods_owners
    assert [owner.id for owner in owners] == [5, 6, 12, 77]
    assert owners[0].name == "Goods owner 5"
    assert len(owners[1].name) <= 200
    assert "\n" not in owners[1].name


def test_ten_thousand_goods_owners_and_ten_megabytes(services: Services, server: Ongoing, system: System) -> None:
    rows = [
        {"goodsOwnerId": number, "goodsOwnerName": f"Owner {number}", "logo": "x" * 1000} for number in range(1, 10_001)
    ]
    server.lists["/goodsOwners"] = {"goodsOwners": rows}
    plan = do(services, services.api_import.preview(system.id))
    assert plan.count("added") == 10_002
    assert server.paths().count("/transporterContracts") == 50
    do(services, services.api_import.apply(plan))
    assert len(services.settings.current.systems[0].goods_owners) == 10_000
    do(services, services.settings.undo())
    assert not services.settings.current.systems[0].goods_owners


def test_more_than_the_limit_is_not_read(services: Services, server: Ongoing, system: System) -> None:
    server.raw["/orders/statuses"] = (200, JSON, b" " * 21 * 1024 * 1024)
    assert failure(services, services.api.test(system.id)).code == "api-large"


def test_a_list_that_is_not_offered_is_replaced_by_what_the_settings_have(
    services: Services, server: Ongoing, system: System
) -> None:
    del server.lists["/goodsOwners"]
    plan = do(services, services.api_import.preview(system.id))
    assert "api-enter-owners" in {remark.code for remark in plan.remarks}
    do(services, services.systems.add_goods_owner(system.id, 12, "typed", ""))
    do(services, services.systems.add_goods_owner(system.id, 13, "stays", ""))
    server.lists["/goodsOwners/12"] = OWNERS[0]
    plan = do(services, services.api_import.preview(system.id))
    do(services, services.api_import.apply(plan))
    owners = services.settings.current.systems[0].goods_owners
    assert [(owner.id, owner.name) for owner in owners] == [(12, "Acme"), (13, "stays")]
    assert "PostNord" in services.settings.current.systems[0].transporters


def test_only_chosen_rows_come_and_an_undo_takes_all_back(services: Services, server: Ongoing, system: System) -> None:
    before = services.settings.current.systems[0]
    plan = do(services, services.api_import.preview(system.id))
    do(services, services.api_import.apply(plan, [("goods-owner", "77"), ("order-status", "400")]))
    after = services.settings.current.systems[0]
    assert [(owner.id, owner.training, owner.code) for owner in after.goods_owners] == [(77, True, "")]
    assert [item["name"] for item in after.statuses["order"] if item["number"] == 400] == ["Plockad"]
    assert not after.transporters
    do(services, services.settings.undo())
    assert services.settings.current.systems[0] == before
    again = services.api_import.preview_again(plan)
    assert again.count("added") == plan.count("added")


def hook(services: Services, system: System) -> None:
    do(services, services.systems.add_goods_owner(system.id, 12, "Acme", ""))
    draft = services.webhooks.new_draft("regular", system.id)
    made = replace(
        draft, name="Status", type="order-status-changed", goods_owners=(12,), url="http://127.0.0.1:1/x", enabled=True,
        settings={"statuses": [{"to": 450}]},
    )  # fmt: skip
    do(services, services.webhooks.save(made, KeepCredential()))


def test_pages_follow_the_cursor_and_one_that_stands_still_ends_it(
    services: Services, server: Ongoing, system: System
) -> None:
    hook(services, system)
    server.orders = {number: order(number, f"A-{number}", 450) for number in range(1, 2 * PAGE + 6)}
    report = do(services, services.missed.find(system.id))
    assert (report.looked_at, len(report.events)) == (2 * PAGE + 5, 2 * PAGE + 5)
    cursors = [item.query["orderIdFrom"][0] for item in server.asked if item.path == "/orders"]
    assert cursors == ["0", str(PAGE + 1), str(2 * PAGE + 1)]
    server.still = True
    assert failure(services, services.missed.find(system.id)).code == "api-cursor"


def test_an_id_that_comes_twice_counts_once(services: Services, server: Ongoing, system: System) -> None:
    hook(services, system)
    do(services, services.systems.add_goods_owner(system.id, 13, "Beta", ""))
    second = replace(services.settings.current.webhooks[0], id="second", name="Second", goods_owners=(13,))
    do(services, services.webhooks.save(second, KeepCredential()))
    # A server that does not heed the goods owner, and names an order twice.
    server.raw["/orders"] = (200, JSON, json.dumps([order(1), order(2, "A-2"), order(1)]).encode())
    report = do(services, services.missed.find(system.id))
    assert (report.looked_at, [item.present.id for item in report.events]) == (2, [1, 2])


def test_orders_of_another_shape_end_the_comparison(services: Services, server: Ongoing, system: System) -> None:
    hook(services, system)
    for body in (b'{"orders": []}', b'[{"order": 1}]', b'["x"]'):
        server.raw["/orders"] = (200, JSON, body)
        assert failure(services, services.missed.find(system.id)).code == "api-shape"
    for body in (b"null", b"[]", b'[{"orderInfo": {"orderId": 5, "orderStatus": null}}]'):
        server.raw["/orders"] = (200, JSON, body)
        assert not do(services, services.missed.find(system.id)).events


def test_cancelling_ends_the_request_and_is_kept(services: Services, server: Ongoing, system: System) -> None:
    held, gone = threading.Event(), threading.Event()

    def hold(_: str) -> None:
        held.set()
        gone.wait(10)

    server.before = hold
    running = services.engine.submit(services.api.test(system.id))
    until(held.is_set, "the request is there")
    running.cancel()
    until(lambda: services.history.page(limit=1)[0].answer == "failed", "it is kept")
    gone.set()
    with pytest.raises(concurrent.futures.CancelledError):
        running.result(5)


def test_no_network_and_a_certificate_that_is_not_trusted(services: Services, system: System) -> None:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    trustme.CA().issue_cert("127.0.0.1").configure_cert(context)
    with serving(answers(b""), tls=context) as there:
        base = there.url.replace("http:", "https:")
        assert failure(services, services.api.test(system.id, base=base)).code == "send-tls-issuer"
    assert failure(services, services.api.test(system.id, base=there.url)).code == "send-refused"
    assert failure(services, services.api.test(system.id, base="https://nowhere.invalid/x")).code in (
        "send-unknown-host",
        "send-no-network",
    )


def test_a_proxy_is_used_and_its_failure_named(services: Services, system: System) -> None:
    do(services, services.settings.set_preferences(proxy="http://127.0.0.1:9"))
    assert failure(services, services.api.test(system.id, base="https://api.example/x")).code == "send-proxy"
    # Never for this computer.
    assert do(services, services.api.test(system.id)).statuses


def test_the_password_stays_with_address_and_user(services: Services, server: Ongoing, system: System) -> None:
    wrong = do(services, services.api.save_connection(system.id, "https://other.example/demo", USER, None))
    assert [item.code for item in wrong] == ["api-password-missing"]
    wrong = do(services, services.api.save_connection(system.id, server.base, "another", None))
    assert [item.code for item in wrong] == ["api-password-missing"]
    assert isinstance(do(services, services.api.save_connection(system.id, server.base, USER, None)), System)
    ref = services.settings.current.systems[0].api_secret_ref
    config = json.loads(do(services, services.transfers.export_config(None)))
    assert PASSWORD not in json.dumps(config)
    config["systems"][0]["address"] = "https://evil.example/demo"
    plan = do(services, services.transfers.preview(json.dumps(config).encode()))
    do(services, services.transfers.apply(plan))
    assert services.settings.current.systems[0].api_secret_ref == ""
    do(services, services.settings.undo())
    assert services.settings.current.systems[0].api_secret_ref == ref
    assert do(services, services.api.test(system.id)).statuses


def test_a_connection_is_forgotten_and_brought_back(services: Services, system: System) -> None:
    do(services, services.api.forget_connection(system.id))
    assert failure(services, services.api.test(system.id)).code == "api-no-credential"
    do(services, services.settings.undo())
    assert do(services, services.api.test(system.id)).statuses
    entries = do(services, services.secrets.entries())
    assert "Demo warehouse: connection to Ongoing" in [entry.name for entry in entries if entry.use == "in-use"]
    assert do(services, services.secrets.clean_up()) == 0


def test_an_echoed_password_is_not_kept(services: Services, server: Ongoing, system: System, data_dir: Path) -> None:
    server.raw["/orders/statuses"] = (200, {**JSON, "X-Echo": "x"}, json.dumps({"you sent": PASSWORD}).encode())
    failure(services, services.api.test(system.id))
    services.close()
    for file in data_dir.rglob("*"):
        if file.is_file():
            assert PASSWORD.encode() not in file.read_bytes(), file


def test_a_real_order_fills_a_sample_and_brings_nothing_personal(
    services: Services, server: Ongoing, system: System
) -> None:
    hook(services, system)
    made = do(services, services.api.real_sample(services.settings.current.webhooks[0].id, " A-1 "))
    body = json.loads(made.text)
    assert (body["orderId"], body["orderNumber"], body["orderStatus"]["number"]) == (70031, "A-1", 450)
    assert (body["path"], body["goodsOwnerId"]) == ("api/v1/orders/70031", 12)
    assert "Berta" not in made.text
    work = services.api.real_sample(services.settings.current.webhooks[0].id, "none such")
    assert failure(services, work).code == "api-no-number"


def test_a_look_up_is_never_sent_again(services: Services, server: Ongoing, system: System) -> None:
    found = do(services, services.api.test(system.id))
    asked = len(server.asked)
    for where in ("own", "other", "url", "listener"):
        choice = ReplayChoice((found.exchange_id,), where=where, url="http://127.0.0.1:9/x")  # type: ignore[arg-type]
        outcome = do(services, services.replay.run(choice, lambda _: None, consent=EVERYTHING))
        assert isinstance(outcome, CannotSend)
        assert outcome.code == "replay-api"
    assert len(server.asked) == asked
    assert do(services, services.replay.load([found.exchange_id])) == []
