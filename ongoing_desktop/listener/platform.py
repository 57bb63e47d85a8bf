"""All differences between POSIX and Windows in the listener."""

from __future__ import annotations

import asyncio
import contextlib
import ipaddress
import os
import select
import signal
import socket
import struct
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

MOST_ADDRESSES: Final = 8
"""Maximum number of listed addresses. A computer with containers may have dozens."""
LOWER_BY: Final = 10
"""Niceness with which the window stays smooth at 2,000 requests per second (measured)."""

if sys.platform == "win32":
    import ctypes

    _BELOW_NORMAL: Final = 0x4000
    _NEW_GROUP: Final = 0x0200
    _NO_WINDOW: Final = 0x08000000
    _QUERY_LIMITED: Final = 0x1000

    def child_options() -> dict[str, Any]:
        """How to start a child outside our own session, without a console window beside ours."""
        return {"creationflags": _NEW_GROUP | _NO_WINDOW}

    def lower_priority() -> None:
        """Give the window priority."""
        ctypes.windll.kernel32.SetPriorityClass(ctypes.windll.kernel32.GetCurrentProcess(), _BELOW_NORMAL)

    def prepare_socket(sock: socket.socket) -> None:
        """Prevent other processes from using the same port."""
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_EXCLUSIVEADDRUSE, 1)

    def process_exists(number: int) -> bool:
        """Whether a process with this id runs."""
        handle = ctypes.windll.kernel32.OpenProcess(_QUERY_LIMITED, 0, number)
        if handle:
            ctypes.windll.kernel32.CloseHandle(handle)
        return bool(handle)

    def on_end_signals(loop: asyncio.AbstractEventLoop, stop: Callable[[], None]) -> None:
        """Call ``stop`` on the loop when asked to exit."""
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGBREAK):
            signal.signal(number, lambda *_: loop.call_soon_threadsafe(stop))

    def private_files() -> None:
        """Windows already restricts the user's folders."""

    def allow_open_files(most: int) -> None:
        """Windows does not limit sockets in this way."""

else:
    import resource

    def child_options() -> dict[str, Any]:
        """How to start a child outside our own session, so that Ctrl+C in a terminal does not reach it."""
        return {"start_new_session": True}

    def lower_priority() -> None:
        """Give the window priority."""
        with contextlib.suppress(OSError):
            os.nice(LOWER_BY)

    def prepare_socket(sock: socket.socket) -> None:
        """Allow reusing a port with old connections. Never SO_REUSEPORT, which would share the port."""
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)

    def process_exists(number: int) -> bool:
        """Whether a process with this id runs."""
        try:
            os.kill(number, 0)
        except ProcessLookupError:
            return False
        except OSError:
            return True
        return True

    def on_end_signals(loop: asyncio.AbstractEventLoop, stop: Callable[[], None]) -> None:
        """Call ``stop`` on the loop when asked to exit."""
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            loop.add_signal_handler(number, stop)

    def private_files() -> None:
        """Make all files created from now on accessible to this user only."""
        os.umask(0o077)

    def allow_open_files(most: int) -> None:
        """Raise the limit of open files and sockets up to ``most``, if allowed; the default on macOS is 256."""
        soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
        wanted = most if hard == resource.RLIM_INFINITY else min(most, hard)
        if soft != resource.RLIM_INFINITY and soft < wanted:
            with contextlib.suppress(OSError, ValueError):
                resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))


def readable(fd: int) -> bool:
    """Whether a socket has data or has ended; False if it is closed."""
    if fd < 0:
        return False
    try:
        if sys.platform == "win32":
            found = bool(select.select([fd], [], [], 0)[0])
        else:
            # Unlike select, poll has no limit on descriptors.
            poll = select.poll()
            poll.register(fd, select.POLLIN)
            found = bool(poll.poll(0))
    except OSError:
        return False
    return found


def awake_clock() -> float:
    """Seconds of a clock that also counts while the computer sleeps, which ``time.monotonic`` does not everywhere."""
    if sys.platform == "win32":
        return time.time()
    clock: int | None = getattr(time, "CLOCK_BOOTTIME", None)
    return time.time() if clock is None else time.clock_gettime(clock)


def network_addresses(family: socket.AddressFamily) -> list[str]:
    """The network addresses of this computer, the one most likely used by others first. Nothing is sent."""
    somewhere = ("2001:db8::1", 9) if family is socket.AF_INET6 else ("192.0.2.1", 9)
    found: list[str] = []
    with contextlib.suppress(OSError), socket.socket(family, socket.SOCK_DGRAM) as probe:
        probe.connect(somewhere)
        found.append(str(probe.getsockname()[0]))
    found += _addresses_of_cards(family)
    usable = [text for text in dict.fromkeys(found) if _is_of_a_network(text)]
    return usable[:MOST_ADDRESSES]


def _is_of_a_network(text: str) -> bool:
    address = ipaddress.ip_address(text)
    return not (address.is_loopback or address.is_link_local or address.is_unspecified)


def _addresses_of_cards(family: socket.AddressFamily) -> list[str]:
    """The address of each network card on Linux; elsewhere only that of the default route."""
    if sys.platform != "linux":
        return []
    import fcntl  # noqa: PLC0415 - exists on POSIX only

    if family is socket.AF_INET6:
        try:
            lines = Path("/proc/net/if_inet6").read_text("ascii").splitlines()
        except OSError:
            return []
        return [str(ipaddress.IPv6Address(bytes.fromhex(line[:32]))) for line in lines]
    found: list[str] = []
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        for _, name in socket.if_nameindex():
            # SIOCGIFADDR; raises for a card without an address.
            with contextlib.suppress(OSError):
                answer = fcntl.ioctl(probe.fileno(), 0x8915, struct.pack("256s", name.encode()[:15]))
                found.append(socket.inet_ntoa(answer[20:24]))
    return found
