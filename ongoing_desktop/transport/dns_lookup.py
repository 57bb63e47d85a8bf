"""DNS lookups on threads that are not joined at exit.

asyncio uses pool threads, which Python joins at exit, so a resolver that hangs would keep the app from quitting.
httpcore repeats the lookup and gets the answer from the system's cache.
"""

from __future__ import annotations

import asyncio
import contextlib
import ipaddress
import socket
import threading
from collections.abc import Callable
from typing import Any, TypeVar

T = TypeVar("T")
Resolve = Callable[..., Any]


async def look_up(host: str, port: int, limit_s: float, resolve: Resolve = socket.getaddrinfo) -> list[str]:
    """The host's addresses in the system's order.

    Raises OSError or UnicodeError if the host is unknown, TimeoutError after ``limit_s`` seconds.
    """
    try:
        ipaddress.ip_address(host.partition("%")[0])
    except ValueError:
        pass
    else:
        return [host]

    def ask() -> list[str]:
        return list(dict.fromkeys(str(entry[4][0]) for entry in resolve(host, port, type=socket.SOCK_STREAM)))

    return await apart(ask, limit_s, name="lookup")


async def apart(call: Callable[[], T], limit_s: float, *, name: str) -> T:
    """Run a blocking call on its own daemon thread.

    Raises what the call raises, or TimeoutError after ``limit_s`` seconds; the thread is then abandoned.
    """
    loop = asyncio.get_running_loop()
    known: asyncio.Future[T] = loop.create_future()

    def answer(error: Exception | None, found: list[T]) -> None:
        if known.done():
            return
        if error is None:
            known.set_result(found[0])
        else:
            known.set_exception(error)

    def work() -> None:
        wrong: Exception | None = None
        found: list[T] = []
        try:
            found = [call()]
        except Exception as error:  # noqa: BLE001 - passed to the awaiting caller
            wrong = error
        # The loop may already be closed; the result is then not needed.
        with contextlib.suppress(RuntimeError):
            loop.call_soon_threadsafe(answer, wrong, found)

    threading.Thread(target=work, name=name, daemon=True).start()
    async with asyncio.timeout(limit_s):
        return await known
