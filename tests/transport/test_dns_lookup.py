from __future__ import annotations

import asyncio
import socket
import threading
import time

import pytest

from ongoing_desktop.transport.dns_lookup import look_up


def test_numbers_are_not_asked_for() -> None:
    def never(*_: object, **__: object) -> None:
        raise AssertionError

    for host in ("127.0.0.1", "::1", "fe80::1%lo"):
        asyncio.run(look_up(host, 80, 1.0, never))


def test_known_and_unknown_names() -> None:
    asyncio.run(look_up("localhost", 80, 5.0))
    with pytest.raises(socket.gaierror):
        asyncio.run(look_up("no-such-host.invalid", 80, 20.0))


def test_a_resolver_that_hangs_keeps_nobody() -> None:
    release = threading.Event()

    def hang(*_: object, **__: object) -> list[object]:
        release.wait(20)
        return []

    begun = time.monotonic()
    with pytest.raises(TimeoutError):
        asyncio.run(look_up("slow.test", 80, 0.1, hang))
    assert time.monotonic() - begun < 15, "the resolver takes 20 s"
    assert all(thread.daemon for thread in threading.enumerate() if thread.name == "lookup")
    release.set()
