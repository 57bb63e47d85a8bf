"""No export format contains personal data: none of a looked-up order by default, and none at all when it is replaced.

A new format is checked without a change here. Each place of an exchange and each coding of a body is a carrier.
"""

from __future__ import annotations

import base64
import gzip
import json
import zlib
from dataclasses import replace
from typing import Any
from urllib.parse import quote, quote_plus

import brotli
import pytest

from ongoing_desktop.domain.exchange import Exchange, Message
from ongoing_desktop.domain.secret import Secret
from ongoing_desktop.domain.secret_scan import Scanner
from ongoing_desktop.domain.settings import GoodsOwner, Settings, System, Webhook
from ongoing_desktop.formats.base import HistoryFormat
from ongoing_desktop.formats.history_formats import HISTORY_FORMATS, VERDICT_TABLE
from ongoing_desktop.services.anonymising import Anonymise, ExchangeAnonymiser
from ongoing_desktop.storage.resources import load_catalogue
from tests.formats.makers import exchange

CATALOGUE = load_catalogue()
SETTINGS = Settings(
    systems=(System("s", "Demo", "demo", (GoodsOwner(12, "Acme", ""),)),),
    webhooks=(Webhook("w1", "w", "s", "regular", "order-picked", (12,), "https://erp.example/hook"),),
)
NAME, STREET, CITY, MAIL, PHONE = (
    "Örjan Lindqvist",
    "Kungsgränd 44 B",
    "Härnösand",
    "orjan.l@quist.example",
    "+46705551234",
)
PERSONAL = (NAME, "Lindqvist", STREET, "Kungsgränd", CITY, MAIL, PHONE, "0705551234"[1:])
ORDER: dict[str, Any] = {
    "goodsOwner": {"id": 12, "name": NAME},
    "orderInfo": {
        "orderId": 70031,
        "orderNumber": "3992",
        "orderRemark": f"Call {NAME} on {PHONE}",
        "orderStatus": {"number": 450, "text": "Sent"},
        "emailNotification": {"toBeNotified": True, "value": MAIL},
        "smsNotification": {"toBeNotified": True, "value": PHONE},
    },
    "consignee": {"name": NAME, "address1": STREET, "city": CITY, "postCode": "871 31", "countryCode": "SE"},
    "newMember": {"who": NAME, "mobile": int(PHONE[1:]), "list": [[NAME], {"x": STREET}]},
}
TEXT = json.dumps(ORDER, ensure_ascii=False)
WIRE = NAME.encode().decode("latin-1")
JSON = ("Content-Type", "application/json")
EVERY = pytest.mark.parametrize("item", [*HISTORY_FORMATS.values(), VERDICT_TABLE], ids=[*HISTORY_FORMATS, "verdicts"])
SCANNER = Scanner(Secret(text) for text in PERSONAL)


def coded(body: bytes, name: str) -> Exchange:
    return exchange(body, (JSON, ("Content-Encoding", name)))


CARRIERS: dict[str, Exchange] = {
    "json": exchange(TEXT.encode(), (JSON,)),
    "json not utf-8": exchange(TEXT.encode("latin-1"), (("Content-Type", "application/json; charset=iso-8859-1"),)),
    "json without charset": exchange(TEXT.encode("latin-1"), (JSON,)),
    "json escaped": exchange(json.dumps(ORDER).encode(), (JSON,)),
    "json cut off": exchange(TEXT.encode()[:-40], (JSON,)),
    "json in json": exchange(json.dumps({"payload": TEXT, "b": [TEXT]}).encode(), (JSON,)),
    "json member names": exchange(json.dumps({NAME: 1, STREET: {MAIL: 2}}).encode(), (JSON,)),
    "utf-16": exchange(TEXT.encode("utf-16"), (JSON,)),
    "gzip": coded(gzip.compress(TEXT.encode()), "gzip"),
    "deflate": coded(zlib.compress(TEXT.encode()), "deflate"),
    "brotli": coded(brotli.compress(TEXT.encode()), "br"),
    "gzip twice": coded(gzip.compress(gzip.compress(TEXT.encode())), "gzip, gzip"),
    "gzip in silence": exchange(gzip.compress(TEXT.encode()), (JSON,)),
    "gzip only said": coded(TEXT.encode(), "gzip"),
    "unknown coding": coded(TEXT.encode(), "zstd"),
    "stored in gzip": coded(gzip.compress(TEXT.encode(), 0), "gzip"),
    "form": exchange(f"n={quote_plus(NAME)}&s={quote(STREET)}&p={quote(PHONE)}".encode(), (("Content-Type", "application/x-www-form-urlencoded"),)),
    "form in latin-1": exchange(f"n={quote(NAME, encoding='latin-1')}".encode()),
    "xml": exchange(f'<o name="{NAME}" mail={MAIL}><c>{STREET}</c><!-- {CITY} --><![CDATA[{PHONE}]]></o>'.encode()),
    "html": exchange(f"<html><p title='{NAME}'>{STREET}<br>{MAIL}</html>".encode(), (("Content-Type", "text/html"),)),
    "text": exchange(f"Sent to {NAME}, {STREET}, {CITY} ({MAIL}, {PHONE})".encode()),
    "multipart": exchange(f'--b\r\nContent-Disposition: form-data; name="n"; filename="{NAME}.pdf"\r\n\r\n{STREET}\r\n--b--'.encode()),
    "base64": exchange(base64.b64encode(TEXT.encode())),
    "binary": exchange(b"\x89PNG\0\1\2" + TEXT.encode(), (("Content-Type", f'image/png; name="{NAME}"'),)),
    "utf-16 in utf-8": exchange(b'{"a": "x"}' + TEXT.encode("utf-16-le"), (JSON,)),
    "malformed": exchange(f"GET /x?{NAME} HTTP/1.1\r\nX: {MAIL}\r\n".encode(), (), verdict="malformed", method="", target=""),
    "path": exchange(target=f"/hook/{quote(NAME)}/{quote(STREET)}"),
    "path in latin-1": exchange(target=f"/hook/{quote(NAME, encoding='latin-1')}"),
    "path as it is": exchange(target=f"/hook/{WIRE}"),
    "query": exchange(target=f"/hook?consignee={quote_plus(NAME)}&mail={quote(MAIL)}&{quote(STREET)}"),
    "fragment": exchange(target=f"https://erp.example/hook#{quote(NAME)}", direction="out", verdict=None),
    "address": exchange(target=f"https://erp.example/{quote(NAME)}?p={quote(PHONE)}", direction="out", verdict=None),
    "header": exchange(headers=(("X-Consignee", WIRE), ("X-Phone", PHONE))),
    "cookie": exchange(headers=(("Referer", f"https://x.example/{quote(NAME)}"), ("X-Forwarded-For", PHONE))),
    "note": exchange(note=f"ask {NAME}, {PHONE}"),
    "facts": exchange(reason_params={"trailers": [["X-N", WIRE]], "said": NAME, "deep": {"a": [MAIL]}}, detail={"file": f"{NAME}.har", "forwarded_to": f"http://127.0.0.1/{quote(NAME)}", "reason": NAME, "code": "imported", "params": {"file": NAME}}),
    "said of itself": exchange(system=NAME, event_id=MAIL),
    "answer": exchange(response=Message((JSON, ("X-Name", WIRE), ("Location", f"/{quote(NAME)}")), TEXT.encode())),
    "answer in gzip": exchange(response=Message((("content-encoding", "gzip"),), gzip.compress(TEXT.encode()))),
}  # fmt: skip


def written(item: HistoryFormat, given: Exchange, wanted: Anonymise) -> bytes:
    worker = ExchangeAnonymiser(wanted, CATALOGUE, SETTINGS)
    return b"".join(item.write([worker.exchange(given)]))


@EVERY
@pytest.mark.parametrize("carrier", CARRIERS)
def test_nothing_personal_is_in_an_anonymised_export(item: HistoryFormat, carrier: str) -> None:
    for numbers in (False, True):
        data = written(item, CARRIERS[carrier], Anonymise("all", numbers=numbers))
        assert not SCANNER.finds(data), data[:3000]


@EVERY
@pytest.mark.parametrize("carrier", CARRIERS)
def test_nothing_personal_of_a_looked_up_order_is_in_a_default_export(item: HistoryFormat, carrier: str) -> None:
    given = CARRIERS[carrier]
    looked_up = replace(given, row=replace(given.row, direction="api"))
    assert not SCANNER.finds(written(item, looked_up, Anonymise()))


@EVERY
def test_what_was_received_is_exported_as_it_is_by_default(item: HistoryFormat) -> None:
    given = CARRIERS["json"]
    worker = ExchangeAnonymiser(Anonymise(), CATALOGUE, SETTINGS)
    assert worker.exchange(given) is given
    assert worker.replaced == ()
    assert written(item, given, Anonymise("none")) == b"".join(item.write([given]))


def test_the_carriers_carry() -> None:
    """A carrier whose data no format would show proves nothing."""
    hidden = {
        "gzip",
        "deflate",
        "brotli",
        "gzip twice",
        "gzip in silence",
        "answer in gzip",
        "json not utf-8",
        "json without charset",
        "form in latin-1",
        "path in latin-1",
    }
    for carrier, given in CARRIERS.items():
        shown = any(SCANNER.finds(b"".join(item.write([given]))) for item in HISTORY_FORMATS.values())
        assert shown or carrier in hidden, carrier


def test_ids_and_statuses_stay_and_things_still_fit_together() -> None:
    worker = ExchangeAnonymiser(Anonymise("all"), CATALOGUE, SETTINGS)
    event, answer = (worker.exchange(CARRIERS[name]) for name in ("json", "gzip"))
    value = json.loads(event.request.body)
    assert value["orderInfo"]["orderId"] == 70031
    assert value["orderInfo"]["orderStatus"] == {"number": 450, "text": "Sent"}
    assert value == json.loads(answer.request.body)
    names = dict(answer.request.headers)
    assert "Content-Encoding" not in names
    assert event.row.target.startswith("/hook?a=")
    assert event.row.event_id == 9


def test_the_length_is_that_of_the_new_body() -> None:
    worker = ExchangeAnonymiser(Anonymise("all"), CATALOGUE, SETTINGS)
    body = TEXT.encode()
    shown = worker.exchange(exchange(body, (JSON, ("Content-Length", str(len(body))))))
    assert dict(shown.request.headers)["Content-Length"] == str(len(shown.request.body))
    assert shown.row.bytes == len(shown.request.body)


def test_numbers_are_replaced_alike_in_facts_body_and_address() -> None:
    worker = ExchangeAnonymiser(Anonymise("all", numbers=True), CATALOGUE, SETTINGS)
    body = json.dumps({"webhookEventId": 812345, "goodsOwnerId": 812345, "orderId": 812345}).encode()
    shown = worker.exchange(exchange(body, (JSON,), event_id=812345, goods_owner_id=812345, target="/hook/812345"))
    value = json.loads(shown.request.body)
    made = value["orderId"]
    assert made != 812345
    assert (shown.row.event_id, shown.row.goods_owner_id, value["webhookEventId"]) == (made, made, made)
    assert shown.row.target == f"/hook/{made}"
