"""A small real HTTP server with the documented answers of Ongoing's REST API."""

from __future__ import annotations

import base64
import contextlib
import http.server
import json
import sys
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs, urlsplit

USER, PASSWORD = "WSI-acme", "pässword-of-the-api"
STATUSES = [
    {"number": number, "text": text}
    for number, text in (
        (150, "Error"), (200, "Open"), (300, "Released"), (320, "Allocated"), (400, "Plockad"), (450, "Sent"),
        (500, "Hämtad"), (1000, "Cancelled"),
    )
]  # fmt: skip
PURCHASE_STATUSES = [
    {"number": number, "text": text}
    for number, text in ((100, "Notified"), (300, "Inbound"), (400, "Avvikelse"), (500, "Received"))
]
OWNERS = [
    {"goodsOwnerId": 12, "goodsOwnerName": "Acme", "isTrainingGoodsOwner": False, "address": None},
    {"goodsOwnerId": 77, "goodsOwnerName": "Acme övning", "isTrainingGoodsOwner": True},
]
CONTRACTS = [
    {
        "ediCode": "PLAB",
        "transporterName": "PostNord",
        "transporterCode": "PN",
        "transporterServiceCode": "P19",
        "transporterServices": [{"transporterServiceName": "MyPack", "transporterServiceCode": "P19"}],
    },
    {"ediCode": "DHL", "transporterName": "DHL", "transporterCode": "DHL", "transporterServices": None},
]


def order(
    order_id: int = 70031, number: str = "A-1", status: int = 450, owner: int = 12, **info: Any
) -> dict[str, Any]:
    """An order with every member of the older documents, and some of the newer ones."""
    return {
        "goodsOwner": {"id": owner, "name": "Acme"},
        "orderInfo": {
            "orderId": order_id,
            "orderNumber": number,
            "goodsOwnerOrderId": f"G-{order_id}",
            "referenceNumber": "Ref of Berta Berg",
            "orderStatus": {"number": status, "text": "Sent"},
            "createdDate": "2026-11-01T08:00:00Z",
            "emailNotification": {"toBeNotified": True, "value": "berta@example.com"},
            "smsNotification": None,
            "orderedNumberOfItems": 2.0,
            "pickedNumberOfItems": 2.0,
            **info,
        },
        "consignee": {"customerNumber": "9", "name": "Berta Berg", "address1": "Storgatan 1", "city": "Lund"},
        "parcels": [],
        "orderLines": [{"id": 1, "rowNumber": "1", "article": {"articleSystemId": 5, "articleNumber": "X-1"}}],
        "transporter": {"transporterName": "PostNord", "name": "PostNord"},
        "tracking": None,
    }


def purchase_order(order_id: int = 801, number: str = "P-1", status: int = 400, owner: int = 12) -> dict[str, Any]:
    """A purchase order."""
    return {
        "goodsOwner": {"id": owner, "name": "Acme"},
        "purchaseOrderInfo": {
            "purchaseOrderId": order_id,
            "purchaseOrderNumber": number,
            "purchaseOrderStatus": {"number": status, "text": "Avvikelse"},
            "purchaseOrderType": None,
            "createdDate": "2026-11-01T08:00:00Z",
        },
        "purchaseOrderLines": [
            {"id": 31, "rowNumber": "1", "receivedNumberOfItems": 1.0, "reportedNumberOfItems": 1.0}
        ],
    }


@dataclass
class Asked:
    """One request as received."""

    method: str
    path: str
    query: dict[str, list[str]]
    headers: list[tuple[str, str]]
    line: str


@dataclass
class Ongoing:
    """The answers of the server, which may be changed at any time."""

    port: int = 0
    lists: dict[str, Any] = field(default_factory=dict)
    """By path after ``/api/v1``."""
    orders: dict[int, dict[str, Any]] = field(default_factory=dict)
    purchase_orders: dict[int, dict[str, Any]] = field(default_factory=dict)
    raw: dict[str, tuple[int, dict[str, str], bytes]] = field(default_factory=dict)
    """Complete answers by path, which take precedence. ``*`` for every path."""
    asked: list[Asked] = field(default_factory=list)
    still: bool = False
    """Whether the cursor is ignored, so that the same rows are returned again."""
    before: Callable[[str], None] = lambda _: None
    """Called with each path before it is answered."""

    @property
    def base(self) -> str:
        return f"http://127.0.0.1:{self.port}/demo"

    def paths(self) -> list[str]:
        return [item.path for item in self.asked]


@contextlib.contextmanager
def ongoing() -> Iterator[Ongoing]:
    state = Ongoing(
        lists={
            "/orders/statuses": {"orderStatuses": STATUSES},
            "/purchaseOrders/statuses": {"orderStatuses": PURCHASE_STATUSES},
            "/goodsOwners": {"goodsOwners": OWNERS},
            "/transporterContracts": CONTRACTS,
        },
        orders={70031: order()},
        purchase_orders={801: purchase_order()},
    )

    class Handler(http.server.BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def handle_one_request(self) -> None:
            with contextlib.suppress(ConnectionError):
                super().handle_one_request()

        def do_GET(self) -> None:
            parts = urlsplit(self.path)
            path = parts.path.removeprefix("/demo").removeprefix("/api/v1")
            query = parse_qs(parts.query)
            state.asked.append(Asked("GET", path, query, list(self.headers.items()), self.requestline))
            state.before(path)
            status, headers, body = _answer(state, path, query, self.headers.get("Authorization", ""))
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: Any) -> None: ...

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    state.port = server.server_address[1]
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield state
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def _answer(state: Ongoing, path: str, query: dict[str, list[str]], given: str) -> tuple[int, dict[str, str], bytes]:
    if found := state.raw.get(path) or state.raw.get("*"):
        return found
    if given != "Basic " + base64.b64encode(f"{USER}:{PASSWORD}".encode()).decode():
        return _json(401, {"message": "Unauthorized"})
    if path in state.lists:
        return _json(200, state.lists[path])
    name, _, rest = path.strip("/").partition("/")
    objects = {"orders": state.orders, "purchaseOrders": state.purchase_orders}.get(name)
    if objects is None:
        return _json(404, {"message": "Not found"})
    if rest:
        found_object = objects.get(int(rest)) if rest.isdigit() else None
        return _json(200, found_object) if found_object else _json(404, {"message": "No such object"})
    info, prefix = ("orderInfo", "order") if name == "orders" else ("purchaseOrderInfo", "purchaseOrder")
    owner = int(query["goodsOwnerId"][0])
    low = 0 if state.still else int(query.get(f"{prefix}IdFrom", ["0"])[0])
    most = int(query.get(f"max{prefix[0].upper()}{prefix[1:]}sToGet", ["1000"])[0])
    number = query.get(f"{prefix}Number", [None])[0]
    rows = [
        item
        for object_id, item in sorted(objects.items())
        if object_id >= low and item["goodsOwner"]["id"] == owner and number in (None, item[info][f"{prefix}Number"])
    ]
    return _json(200, rows[:most])


def _json(status: int, value: Any) -> tuple[int, dict[str, str], bytes]:
    return status, {"Content-Type": "application/json; charset=utf-8"}, json.dumps(value).encode()


def main() -> None:
    """Serve so many orders until standard input ends; prints the base address. For benchmarks."""
    count = int(sys.argv[1])
    with ongoing() as state:
        lines = [{**order()["orderLines"][0], "comment": "x" * 150} for _ in range(16)]
        state.orders = {
            number: {**order(number, f"A-{number}", 450), "orderLines": lines} for number in range(1, count + 1)
        }
        print(state.base, flush=True)
        sys.stdin.read()


if __name__ == "__main__":
    main()
