"""``mcp``: the tools, called with the SDK's own client over standard input and output."""

from __future__ import annotations

import asyncio
import json
import os
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ongoing_desktop.services import Services
from tests.helpers import command, do, environment, post

if TYPE_CHECKING:
    from mcp.client import Client

TOKEN = "pl4nted-t0ken"
READING = {"list_webhooks", "list_exchanges", "show_exchange", "check_payload", "compare_exchanges", "wait_for"}


def ask(data_dir: Path, work: Callable[[Client], Awaitable[Any]], *words: str) -> Any:
    """Start the program, do something with a client, and end it."""
    # Imported here, because it takes a second in every worker.
    from mcp.client import Client
    from mcp.client.stdio import StdioServerParameters

    async def session() -> Any:
        program, *arguments = command(data_dir, "mcp", *words)
        server = StdioServerParameters(command=os.fspath(program), args=[*map(str, arguments)], env=environment())
        async with Client(server) as client:
            return await asyncio.wait_for(work(client), 60)

    return asyncio.run(session())


async def call(client: Client, tool: str, **arguments: Any) -> Any:
    """The structured answer of a tool, or its error as text."""
    found = await client.call_tool(tool, arguments)
    if found.is_error:
        return "".join(getattr(part, "text", "") for part in found.content)
    assert found.structured_content is not None
    return found.structured_content["result"]


def test_exchanges_are_listed_shown_checked_compared_and_waited_for(services: Services, data_dir: Path) -> None:
    hook = do(services, services.demo.add())
    do(services, services.listening.start(0))
    sent = do(services, services.sending.test(hook.id, target_key="listener"))
    post(
        services.listening.state.url or "",
        "/other",
        b'{"consignee": {"name": "Anna Svensson"}}',
        {"X-Auth-Token": TOKEN},
    )

    async def work(client: Client) -> None:
        assert {tool.name for tool in (await client.list_tools()).tools} == READING
        (shown,) = await call(client, "list_webhooks")
        assert (shown["name"], shown["type"], shown["system"]) == (hook.name, hook.type, "Demo warehouse")
        rows = await call(client, "list_exchanges", filter="dir:in", limit=1)
        assert [row["target"] for row in rows] == ["/other"]
        text = await call(client, "show_exchange", exchange_id=rows[0]["id"])
        assert "Anna Svensson" in text
        assert "[redacted" in text
        assert TOKEN not in text
        text = await call(client, "show_exchange", exchange_id=rows[0]["id"], anonymise=True)
        assert "Svensson" not in text
        findings = await call(client, "check_payload", payload='{"webhookOrdersId": "x"}', type="order-picked")
        assert any(item["severity"] == "error" for item in findings)
        both = await call(client, "list_exchanges", filter=f"event:{sent.row.event_id}")
        differences = await call(client, "compare_exchanges", left=both[0]["id"], right=both[1]["id"])
        assert all(set(item) == {"part", "path", "left", "right"} for item in differences)
        assert (await call(client, "wait_for", filter="path:/other"))["id"] == rows[0]["id"]
        assert await call(client, "wait_for", filter="path:/never", timeout_s=0.1) is None
        assert "no exchange" in (await call(client, "show_exchange", exchange_id=10**9)).lower()
        assert "Unknown webhook type" in await call(client, "check_payload", payload="{}", type="nonsense")

    ask(data_dir, work)


def test_it_sends_only_if_allowed_and_only_to_this_computer(services: Services, data_dir: Path) -> None:
    from dataclasses import replace

    demo = do(services, services.demo.add())
    do(services, services.listening.start(0))
    base = services.listening.state.url
    here = replace(demo, name="Here", authentication="none", url=f"{base}/here")
    away = replace(here, id="away", name="Away", url="https://erp.example/hook")
    do(services, services.settings.change("save", lambda now: replace(now, webhooks=(here, away))))

    async def work(client: Client) -> None:
        assert "send_test" in {tool.name for tool in (await client.list_tools()).tools}
        sent = json.loads(await call(client, "send_test", webhook="Here", payload='{"webhookEventId": 5}'))
        assert sent["status"] == 200
        refused = await call(client, "send_test", webhook="Away")
        assert "erp.example needs a person" in refused

    ask(data_dir, work, "--allow-send")
    arrived = services.history.page(limit=9, direction="in")
    assert [row.event_id for row in arrived] == [5]
