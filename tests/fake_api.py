"""Ongoing's REST API without a network: answers from a table."""

from __future__ import annotations

import asyncio
import json
from typing import Any

from ongoing_desktop.domain.sending import ApiRequest, Response, SendResult, Timing
from tests.ongoing_server import CONTRACTS, OWNERS, PURCHASE_STATUSES, STATUSES, order

BASE = "https://api.example/demo"
ANSWERS: dict[str, Any] = {
    "/orders/statuses": {"orderStatuses": STATUSES},
    "/purchaseOrders/statuses": {"orderStatuses": PURCHASE_STATUSES},
    "/goodsOwners": {"goodsOwners": OWNERS},
    "/transporterContracts": CONTRACTS,
    "/orders/70031": order(),
    "/orders": [],
    "/purchaseOrders": [],
}


class FakeApi:
    """Answers from a table; a request that comes while :attr:`held` is never answered."""

    def __init__(self) -> None:
        self.answers = dict(ANSWERS)
        self.held = False
        self.asked: list[ApiRequest] = []
        self.cancelled = 0

    async def get(self, request: ApiRequest) -> SendResult:
        self.asked.append(request)
        try:
            if self.held:
                await asyncio.Event().wait()
        except asyncio.CancelledError:
            self.cancelled += 1
            raise
        path = request.url.partition("/api/v1")[2].partition("?")[0]
        value = self.answers.get(path)
        status = 404 if value is None else value if isinstance(value, int) else 200
        body = b"{}" if status != 200 else json.dumps(value).encode()
        response = Response(status, "", "HTTP/1.1", (("Content-Type", "application/json"),), body)
        return SendResult(response, Timing(total_ms=3.0))

    async def close(self) -> None: ...
