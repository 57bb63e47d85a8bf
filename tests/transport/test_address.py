"""Which parts of an address are in the request line, and that the listener finds the webhook by it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ongoing_desktop.domain.urls import path_of
from ongoing_desktop.domain.validation import url_problems
from ongoing_desktop.transport.address import BadAddressError, parse_address


@pytest.mark.parametrize(
    ("url", "target"),
    [
        ("https://a", b"/"),
        ("https://a?x=1", b"/?x=1"),
        ("https://a/../b%2fc", b"/../b%2fc"),
        ("https://a/my hook?x=1 2", b"/my%20hook?x=1%202"),
        ("https://a/x#part", b"/x"),
        ("https://a/x?y#part", b"/x?y"),
        ("https://a#part", b"/"),
        ("  https://a/x  ", b"/x"),
        ("https://a/\u00fc\u00a0x", b"/%C3%BC%C2%A0x"),
    ],
)
def test_only_what_cannot_go_is_changed(url: str, target: bytes) -> None:
    assert parse_address(url).target == target


@pytest.mark.parametrize("url", ["https://a b/x", "https://a :80/x", "https:// a/x", "https://a/\n", "https://a:8 0/x"])
def test_a_blank_in_the_host_or_a_line_break_is_no_address(url: str) -> None:
    with pytest.raises(BadAddressError):
        parse_address(url)


@given(st.text(max_size=30), st.text(max_size=10))
def test_the_listener_routes_by_what_is_sent(path: str, query: str) -> None:
    url = f"http://127.0.0.1:8765/{path}?{query}"
    if url_problems("url", url):
        return
    sent = parse_address(url).target.decode("ascii")
    assert path_of(sent) == path_of(url)
