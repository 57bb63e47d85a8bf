"""``mcp``: serves the history to assistants by the Model Context Protocol, over standard input and output.

The official Python SDK is an optional dependency. Answers are redacted like exports, and anonymised on request. Nothing
is sent unless ``--allow-send`` was given, and then only to this computer or to hosts confirmed in the window.
"""
# ruff: noqa: PLC0415 - the SDK is optional, and other commands start without it

from __future__ import annotations

import argparse
import json
from itertools import islice
from typing import TYPE_CHECKING, Any, Final, Literal

from ongoing_desktop import __version__
from ongoing_desktop.cli.arguments import Parser
from ongoing_desktop.cli.output import OK, WRONG, fail
from ongoing_desktop.cli.session import opened_services, read_filter
from ongoing_desktop.domain.errors import KnownError, UsageError
from ongoing_desktop.wording.messages import error_sentence, sentence

if TYPE_CHECKING:
    from collections.abc import Callable

    from mcp.server import MCPServer

    from ongoing_desktop.domain.exchange import Exchange, ExchangeRow
    from ongoing_desktop.services import Services
    from ongoing_desktop.services.exports import Guard

MOST_LISTED: Final = 200
MOST_TEXT: Final = 200_000
"""Characters of one answer. Longer bodies are cut, and the answer says so."""
LONGEST_WAIT_S: Final = 300.0
INSTRUCTIONS: Final = (
    "Webhooks of the warehouse system Ongoing WMS, as received and sent on this computer. Credentials are never included. "
    "Filters are terms separated by spaces, such as: verdict:refused -status:2xx after:-2h order:3992 body:word."
)


def mcp_arguments(parser: Parser) -> None:
    text = "allow tests to this computer, and to hosts that were confirmed in the window; production is never allowed"
    parser.add_argument("--allow-send", action="store_true", help=text)
    parser.epilog = "Needs the official Python SDK: pip install 'ongoing-desktop[mcp]'. Answers contain no credentials."
    parser.set_defaults(command=mcp)


def mcp(arguments: argparse.Namespace) -> int:
    """Serve until standard input ends. Exit code 2 if the SDK is not installed."""
    try:
        from mcp.server import MCPServer
    except ImportError:
        return fail(sentence("mcp-missing"), WRONG)
    with opened_services(arguments) as services:
        server = MCPServer("ongoing-desktop", instructions=INSTRUCTIONS, version=__version__, log_level="ERROR")
        add_tools(server, Assistant(services), send=arguments.allow_send)
        server.run("stdio")
    return OK


class Assistant:
    """The answers to an assistant. Its methods block and are safe on any thread. They raise KnownError."""

    def __init__(self, services: Services) -> None:
        self._services = services

    def list_webhooks(self) -> list[dict[str, Any]]:
        """The configured webhooks, without credentials."""
        settings = self._services.saved_settings
        systems = {system.id: system.name for system in settings.systems}
        return [
            {
                "id": hook.id, "name": hook.name, "system": systems.get(hook.system, ""), "kind": hook.kind,
                "type": hook.type, "url": hook.url, "authentication": hook.authentication, "enabled": hook.enabled,
            }
            for hook in settings.webhooks
        ]  # fmt: skip

    def list_exchanges(self, filter: str = "", limit: int = 50) -> list[dict[str, Any]]:  # noqa: A002 - the tool's argument
        """Exchanges that match a filter, newest first, without headers and bodies."""
        found = self._services.history.newest_first(filter=read_filter(filter) if filter.strip() else None)
        guard = self._guard(anonymise=False)
        return [self._row(guard, row) for row in islice(found, max(1, min(limit, MOST_LISTED)))]

    def show_exchange(self, exchange_id: int, *, anonymise: bool = False) -> str:
        """One exchange with headers and bodies as JSON."""
        from ongoing_desktop.cli.history import exchange_of
        from ongoing_desktop.formats.rows import exchange_dict

        found = _clean(self._guard(anonymise=anonymise), exchange_of(self._services.history, exchange_id))
        text = json.dumps(exchange_dict(found), ensure_ascii=False, indent=1)
        return text if len(text) <= MOST_TEXT else f"{text[:MOST_TEXT]}\n… cut at {MOST_TEXT} characters"

    def check_payload(self, payload: str, type: str = "") -> list[dict[str, Any]]:  # noqa: A002 - the tool's argument
        """What differs from the documented type."""
        from ongoing_desktop.cli.check import check_type
        from ongoing_desktop.domain.payload_check import check_payload

        check_type(self._services.catalogue, type or None)
        checked = check_payload(payload.encode("utf-8"), self._services.catalogue, type or None)
        return [
            {"severity": item.severity, "path": item.path, "message": sentence(item.code, item.params)}
            for item in checked.findings
        ]

    def compare_exchanges(self, left: int, right: int, *, anonymise: bool = False) -> list[dict[str, Any]]:
        """The differences between two exchanges by JSON path."""
        from ongoing_desktop.cli.history import exchange_of, side_of
        from ongoing_desktop.domain.exchange_comparison import compare, noise_of

        guard = self._guard(anonymise=anonymise)
        history = self._services.history
        sides = [side_of(_clean(guard, exchange_of(history, number))) for number in (left, right)]
        noise = noise_of(self._services.settings.current.preferences.compare_noise)
        found = compare(sides[0], sides[1], [name for name, on in noise.items() if on])
        return [
            {"part": row.part, "path": row.path, "left": row.left, "right": row.right}
            for row in found.rows
            if row.counts
        ]

    def wait_for(self, filter: str, after_id: int = 0, timeout_s: float = 60.0) -> dict[str, Any] | None:  # noqa: A002
        """The first matching exchange above an id; None if no such exchange is recorded in time."""
        from ongoing_desktop.cli.wait import watch

        found: list[ExchangeRow] = []
        limit_s = max(0.0, min(timeout_s, LONGEST_WAIT_S))
        watch(self._services.history, read_filter(filter), after_id, 1, limit_s, found.append)
        return self._row(self._guard(anonymise=False), found[0]) if found else None

    def send_test(self, webhook: str, payload: str = "", target: Literal["url", "listener", "local"] = "url") -> str:
        """Send a test of a webhook; returns its exchange as JSON."""
        from ongoing_desktop.domain.targets import NeedsConfirmation
        from ongoing_desktop.services.sending import CannotSend

        services = self._services
        hook = services.settings.current.find_webhook(webhook)
        work = services.sending.test(hook.id, target_key=target, payload=payload.encode("utf-8") if payload else None)
        outcome = services.engine.submit(work).result()
        if isinstance(outcome, NeedsConfirmation):
            raise UsageError("mcp-confirm", host=outcome.host)
        if isinstance(outcome, CannotSend):
            raise UsageError(outcome.code, **outcome.params)
        return self.show_exchange(outcome.exchange_id)

    def _guard(self, *, anonymise: bool) -> Guard:
        from ongoing_desktop.services.anonymising import Anonymise

        work = self._services.exports.guard(Anonymise("all") if anonymise else None)
        return self._services.engine.submit(work).result()

    @staticmethod
    def _row(guard: Guard, row: ExchangeRow) -> dict[str, Any]:
        from ongoing_desktop.domain.exchange import Exchange, Message
        from ongoing_desktop.formats.rows import row_dict

        return row_dict(guard.scanner.masked(Exchange(row, Message((), b""), None)).row)


def _clean(guard: Guard, exchange: Exchange) -> Exchange:
    """The exchange without credentials and, as far as chosen, without personal data."""
    return guard.scanner.masked(guard.redacted(exchange))


def add_tools(server: MCPServer[Any], assistant: Assistant, *, send: bool) -> None:
    """Register the tools; ``send``: also the one that sends."""
    tools: list[Callable[..., Any]] = [
        assistant.list_webhooks,
        assistant.list_exchanges,
        assistant.show_exchange,
        assistant.check_payload,
        assistant.compare_exchanges,
        assistant.wait_for,
    ]
    for tool in (*tools, assistant.send_test) if send else tools:
        server.add_tool(_explained(tool), name=tool.__name__, description=tool.__doc__)


def _explained(tool: Callable[..., Any]) -> Callable[..., Any]:
    """A tool whose known errors reach the assistant as their sentences."""
    from functools import wraps

    from mcp.server.mcpserver.exceptions import ToolError

    @wraps(tool)
    def run(*arguments: Any, **named: Any) -> Any:
        try:
            return tool(*arguments, **named)
        except KnownError as error:
            raise ToolError(error_sentence(error)) from None

    return run
