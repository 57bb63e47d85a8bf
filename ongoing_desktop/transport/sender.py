"""Implements ``services.ports.Sender``.

httpx is imported when the first request is sent, because importing it takes about 110 ms.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Protocol, cast

if TYPE_CHECKING:
    import ssl

    from ongoing_desktop.domain.sending import Failure, Head, OutgoingRequest, SendResult


class _HttpClient(Protocol):
    def head(self, request: OutgoingRequest) -> Head | Failure: ...

    async def send(self, request: OutgoingRequest) -> SendResult: ...

    async def close(self) -> None: ...


class NetworkSender:
    """Sends any number of requests on one event loop.

    It does not follow redirects, use proxies unless the request says so, read ``.netrc`` or keep cookies. Every request
    opens its own connection, as a webhook's sender would. ``tls`` replaces the default verification.
    """

    def __init__(self, *, tls: ssl.SSLContext | None = None) -> None:
        self._tls = tls
        self._wire: _HttpClient | None = None

    async def send(self, request: OutgoingRequest) -> SendResult:
        """Send and read the response. Raises only CancelledError; failures are values without header values."""
        return await (await self._loaded()).send(request)

    async def head(self, request: OutgoingRequest) -> Head | Failure:
        """The head that :meth:`send` would send. Nothing is sent, and no name is looked up."""
        return (await self._loaded()).head(request)

    async def close(self) -> None:
        """Close open connections. Sending again afterwards is allowed."""
        wire, self._wire = self._wire, None
        if wire is not None:
            await wire.close()

    async def _loaded(self) -> _HttpClient:
        if self._wire is None:
            import asyncio  # noqa: PLC0415 - imported by the first request

            module = await asyncio.to_thread(importlib.import_module, "ongoing_desktop.transport.http_client")
            # Another request may have created it meanwhile.
            self._wire = self._wire or cast("_HttpClient", module.HttpClient(self._tls))
        return self._wire
