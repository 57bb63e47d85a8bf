"""DNS lookups on a thread each, so that a slow name server does not delay other work.

asyncio would use a few threads shared by the whole listener, and the end of the program would wait for them.
"""

from __future__ import annotations

import asyncio
import contextlib
import ipaddress
import socket
import threading


async def addresses_of(host: str, port: int) -> list[str]:
    """All addresses in the system's order. Raises OSError and UnicodeError."""
    with contextlib.suppress(ValueError):
        return [str(ipaddress.ip_address(host))]
    loop = asyncio.get_running_loop()
    found: asyncio.Future[list[str]] = loop.create_future()

    def tell(result: list[str] | OSError | UnicodeError) -> None:
        if found.done():
            return
        if isinstance(result, list):
            found.set_result(result)
        else:
            found.set_exception(result)

    def look_up() -> None:
        result: list[str] | OSError | UnicodeError
        try:
            items = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
            result = list(dict.fromkeys(str(item[4][0]) for item in items))
        except (OSError, UnicodeError) as error:
            result = error
        with contextlib.suppress(RuntimeError):  # the loop has ended meanwhile
            loop.call_soon_threadsafe(tell, result)

    threading.Thread(target=look_up, name="host-name", daemon=True).start()
    return await found
