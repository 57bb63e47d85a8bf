"""Invalid addresses: a received or typed one may be invalid, and no code that reads it may fail."""

from __future__ import annotations

import contextlib
from dataclasses import replace

import pytest

from ongoing_desktop.domain.errors import ConfigError
from ongoing_desktop.domain.forwarding import Forward, target_of
from ongoing_desktop.domain.url_advice import address_advice
from ongoing_desktop.domain.urls import host_of, hostname_of, path_of, query_of
from ongoing_desktop.formats.curl_read import parse_curl
from ongoing_desktop.formats.history_formats import HISTORY_FORMATS
from ongoing_desktop.wording.event_text import target_host
from tests.formats.makers import exchange

ODD = (
    "http://[::1/x?a=1",
    "http://[redacted]/x",
    "http://[v1.x]",
    "http://a:99999/",
    "http://a:b/",
    "//[",
    "?",
    "",
    "\x00",
)


@pytest.mark.parametrize("address", ODD)
@pytest.mark.parametrize("direction", ["in", "out"])
def test_every_format_writes_them(address: str, direction: str) -> None:
    odd = exchange()
    odd = replace(odd, row=replace(odd.row, target=address, direction=direction))
    for written in HISTORY_FORMATS.values():
        assert b"".join(written.write([odd])) is not None


@pytest.mark.parametrize("address", ODD)
def test_everything_that_reads_an_address_takes_them(address: str) -> None:
    for reads in (address_advice, target_host, host_of, hostname_of, path_of, query_of):
        reads(address)
    forward = Forward(target="http://127.0.0.1:9/base")
    assert target_of(forward, address).path.startswith("/")
    if "\x00" not in address and address:
        # As in curl: an opening bracket of an invalid range makes it refuse the command.
        with contextlib.suppress(ConfigError):
            parse_curl(f"curl -G -d a=1 '{address}'")
