"""Requests over the network. Only this package imports httpx and httpcore.

What the services use is here; each part imports its module when it is first needed, because importing httpx takes about
110 ms.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Generic, TypeVar

if TYPE_CHECKING:
    import ssl
    from datetime import datetime

    from ongoing_desktop.domain.connectivity import AddressReport, CheckStep
    from ongoing_desktop.domain.sending import ApiRequest, Failure, Head, OutgoingRequest, SendResult
    from ongoing_desktop.transport.api_client import ApiConnections
    from ongoing_desktop.transport.connectivity_checker import ConnectivityChecker
    from ongoing_desktop.transport.http_client import HttpClient

T = TypeVar("T")


class _Lazy(Generic[T]):
    """An object of a module beside this one, made when it is first needed. For one event loop."""

    def __init__(self, module: str, make: Callable[[Any], T]) -> None:
        self._module = module
        self._make = make
        self.made: T | None = None

    async def get(self) -> T:
        """The object. The module is imported off the loop."""
        if self.made is None:
            import asyncio  # noqa: PLC0415 - many commands send nothing

            module = await asyncio.to_thread(importlib.import_module, f"{__name__}.{self._module}")
            # Another request may have made it meanwhile.
            self.made = self.made or self._make(module)
        return self.made

    def forget(self) -> T | None:
        """Let the next :meth:`get` make another one; returns this one."""
        made, self.made = self.made, None
        return made


class NetworkSender:
    """Implements ``services.ports.Sender``. Sends any number of requests on one event loop.

    It does not follow redirects, use proxies unless the request says so, read ``.netrc`` or keep cookies. Every request
    opens its own connection, as a webhook's sender would. ``tls`` replaces the default verification.
    """

    def __init__(self, *, tls: ssl.SSLContext | None = None) -> None:
        self._client: _Lazy[HttpClient] = _Lazy("http_client", lambda module: module.HttpClient(tls))

    async def send(self, request: OutgoingRequest) -> SendResult:
        """Send and read the response. Raises only CancelledError; failures are values without header values."""
        return await (await self._client.get()).send(request)

    async def head(self, request: OutgoingRequest) -> Head | Failure:
        """The head that :meth:`send` would send. Nothing is sent, and no name is looked up."""
        return (await self._client.get()).head(request)

    async def close(self) -> None:
        """Close open connections. Sending again afterwards is allowed."""
        if (client := self._client.forget()) is not None:
            await client.close()


class NetworkApi:
    """Implements ``services.ports.ApiClient``."""

    def __init__(self) -> None:
        self._client: _Lazy[ApiConnections] = _Lazy("api_client", lambda module: module.ApiConnections())

    async def get(self, request: ApiRequest) -> SendResult:
        """Send a request and read the answer."""
        return await (await self._client.get()).get(request)

    async def close(self) -> None:
        """Close open connections."""
        if (client := self._client.forget()) is not None:
            await client.close()


class NetworkChecker:
    """Implements ``services.ports.AddressChecker``."""

    def __init__(self, clock: Callable[[], datetime]) -> None:
        self._checker: _Lazy[ConnectivityChecker] = _Lazy(
            "connectivity_checker", lambda module: module.ConnectivityChecker(clock)
        )

    async def check(self, url: str, on_step: Callable[[CheckStep], None] = lambda _: None) -> AddressReport:
        """Check a URL."""
        return await (await self._checker.get()).check(url, on_step)
