"""The address of a webhook for Ongoing."""

from __future__ import annotations

import pytest

from ongoing_desktop.domain.public_address import address_for
from tests.listener.makers import hook

PAST = ("https://one.example/in", "https://one.example", "https://two.example/a/b/", "http://[bad")


@pytest.mark.parametrize(
    ("url", "public", "found"),
    [
        ("http://127.0.0.1:8765/orders?x=1", "https://new.example", "https://new.example/orders?x=1"),
        ("http://127.0.0.1:8765", "https://new.example/in/", "https://new.example/in/"),
        ("https://one.example/in/orders", "https://new.example/in", "https://new.example/in/orders"),
        ("https://ONE.example/in/orders?x=1", "https://new.example", "https://new.example/orders?x=1"),
        ("https://one.example/in", "https://new.example/to", "https://new.example/to/"),
        ("https://one.example/inner", "https://new.example/in", "https://new.example/in/inner"),
        ("https://one.example/orders", "https://new.example/in", "https://new.example/in/orders"),
        ("https://two.example/a/b/c", "https://new.example", "https://new.example/c"),
        ("https://two.example/a/c", "https://new.example", "https://new.example/a/c"),
        ("https://new.example/in/orders", "https://new.example/in", "https://new.example/in/orders"),
        ("https://other.example/in/orders", "https://new.example/in", "https://new.example/in/in/orders"),
    ],
)
def test_the_path_of_an_earlier_address_is_not_repeated(url: str, public: str, found: str) -> None:
    assert address_for(hook("a", url=url), public, PAST) == found
