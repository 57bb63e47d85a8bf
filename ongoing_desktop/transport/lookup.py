"""Whether a host name is known, asked on a thread that nobody waits for at the end.

asyncio asks the system on pool threads, which Python joins when it exits: a resolver that hangs would keep the app
from quitting. httpx asks again, and has the answer at once.
"""

from __future__ import annotations

import asyncio
import contextlib
import ipaddress
import socket
import threading
from collections.abc import Callable
from typing import Any

Resolve = Callable[..., Any]


async def look_up(host: str, port: int, limit_s: float, resolve: Resolve = socket.getaddrinfo) -> list[str]:
    """The host's addresses, in the system's order. Raises gaierror or UnicodeError when it is not, TimeoutError after ``limit_s``."""
    try:
        ipaddress.ip_address(host.partition("%")[0])
    except ValueError:
        pass
    else:
        return [host]
    loop = asyncio.get_running_loop()
    known: asyncio.Future[list[str]] = loop.create_future()

    def answer(error: Exception | None, addresses: list[str]) -> None:
        if known.done():
            return
        if error is None:
            known.set_result(addresses)
        else:
            known.set_exception(error)

    def ask() -> None:
        found: Exception | None = None
        addresses: list[str] = []
        try:
            for entry in resolve(host, port, type=socket.SOCK_STREAM):
                if (address := str(entry[4][0])) not in addresses:
                    addresses.append(address)
        except (OSError, UnicodeError) as error:
            found = error
        # The loop may be gone by now; then nobody wants to know.
        with contextlib.suppress(RuntimeError):
            loop.call_soon_threadsafe(answer, found, addresses)

    threading.Thread(target=ask, name="lookup", daemon=True).start()
    async with asyncio.timeout(limit_s):
        return await known
