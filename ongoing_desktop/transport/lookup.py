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


async def look_up(host: str, port: int, limit_s: float, resolve: Resolve = socket.getaddrinfo) -> None:
    """Return when the name is known. Raises gaierror or UnicodeError when it is not, TimeoutError after ``limit_s``."""
    try:
        ipaddress.ip_address(host.partition("%")[0])
    except ValueError:
        pass
    else:
        return
    loop = asyncio.get_running_loop()
    known: asyncio.Future[None] = loop.create_future()

    def answer(error: Exception | None) -> None:
        if known.done():
            return
        if error is None:
            known.set_result(None)
        else:
            known.set_exception(error)

    def ask() -> None:
        found: Exception | None = None
        try:
            resolve(host, port, type=socket.SOCK_STREAM)
        except (OSError, UnicodeError) as error:
            found = error
        # The loop may be gone by now; then nobody wants to know.
        with contextlib.suppress(RuntimeError):
            loop.call_soon_threadsafe(answer, found)

    threading.Thread(target=ask, name="lookup", daemon=True).start()
    async with asyncio.timeout(limit_s):
        await known
