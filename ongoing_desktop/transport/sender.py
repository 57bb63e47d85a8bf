"""The sender behind ``services.ports.Sender``.

What needs httpx is loaded when the first request leaves: importing it takes about 110 ms, which neither the window's
first picture nor a command that sends nothing may cost.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Protocol, cast

if TYPE_CHECKING:
    import ssl

    from ongoing_desktop.domain.sending import Failure, Head, OutgoingRequest, SendResult


class _Wire(Protocol):
    def head(self, request: OutgoingRequest) -> Head | Failure: ...

    async def send(self, request: OutgoingRequest) -> SendResult: ...

    async def close(self) -> None: ...


class NetworkSender:
    """Sends one request at a time or many at once, on one event loop.

    Redirects are not followed, proxies not used unless the request says so, ``.netrc`` not looked at, cookies not kept;
    every request opens its own connection, as a webhook's sender would. ``tls`` replaces the default verification.
    """

    def __init__(self, *, tls: ssl.SSLContext | None = None) -> None:
        self._tls = tls
        self._wire: _Wire | None = None

    async def send(self, request: OutgoingRequest) -> SendResult:
        """Send and read the answer. Raises nothing but CancelledError: a failure is a value without header values."""
        return await (await self._loaded()).send(request)

    async def head(self, request: OutgoingRequest) -> Head | Failure:
        """The head that :meth:`send` would put on the wire; nothing is sent and no name looked up."""
        return (await self._loaded()).head(request)

    async def close(self) -> None:
        """Close what is open; sending again afterwards is fine."""
        wire, self._wire = self._wire, None
        if wire is not None:
            await wire.close()

    async def _loaded(self) -> _Wire:
        if self._wire is None:
            import asyncio  # noqa: PLC0415 - whoever awaits has it loaded

            module = await asyncio.to_thread(importlib.import_module, "ongoing_desktop.transport.http_client")
            # Another request may have come here meanwhile.
            self._wire = self._wire or cast("_Wire", module.Wire(self._tls))
        return self._wire
