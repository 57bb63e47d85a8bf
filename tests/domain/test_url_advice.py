"""Advice on addresses: every code with examples, none if there is nothing to advise, and never a failure."""

from __future__ import annotations

from dataclasses import replace
from urllib.parse import urlsplit

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from ongoing_desktop.domain.settings import GoodsOwner, Settings, System, Webhook
from ongoing_desktop.domain.url_advice import address_advice, webhook_advice
from ongoing_desktop.domain.validation import url_problems
from ongoing_desktop.wording.messages import SENTENCES, sentence

OWNERS = (GoodsOwner(12, "Acme", "ACME"), GoodsOwner(13, "Beta", "BETA"))
SYSTEM = System("s", "Main", "main", OWNERS)
DEMO = System("d", "Demo", "demo", OWNERS, demo=True)
HOOK = Webhook("w", "Picked", "s", "regular", "order-picked", (12,), "https://erp.example.com/hook")

EXAMPLES = [
    ("http://erp.example.com/hook", {"advice-http"}),
    ("http://erp.example.com:80/hook", {"advice-http"}),
    ("https://localhost/hook", {"advice-loopback"}),
    ("https://app.localhost./hook", {"advice-loopback"}),
    ("https://127.0.0.1/hook", {"advice-loopback"}),
    ("https://127.8.8.8/hook", {"advice-loopback"}),
    ("https://0.0.0.0/hook", {"advice-loopback"}),
    ("https://[::1]/hook", {"advice-loopback"}),
    ("https://[::]/hook", {"advice-loopback"}),
    ("https://[::ffff:127.0.0.1]/hook", {"advice-loopback"}),
    ("https://10.0.0.1/hook", {"advice-private"}),
    ("https://172.31.255.1/hook", {"advice-private"}),
    ("https://192.168.1.10/hook", {"advice-private"}),
    ("https://169.254.1.1/hook", {"advice-private"}),
    ("https://100.64.0.1/hook", {"advice-private"}),
    ("https://100.127.255.254/hook", {"advice-private"}),
    ("https://224.0.0.1/hook", {"advice-private"}),
    ("https://255.255.255.255/hook", {"advice-private"}),
    ("https://[fd12:3456::1]/hook", {"advice-private"}),
    ("https://[fe80::1]/hook", {"advice-private"}),
    ("https://[fe80::1%25eth0]/hook", {"advice-private"}),
    ("https://[::ffff:192.168.0.1]/hook", {"advice-private"}),
    ("https://100.63.255.255/hook", {"advice-bare-address"}),
    ("https://100.128.0.1/hook", {"advice-bare-address"}),
    ("https://8.8.8.8/hook", {"advice-bare-address"}),
    ("https://[2606:4700::1111]/hook", {"advice-bare-address"}),
    ("https://erp/hook", {"advice-local-name"}),
    ("https://erp./hook", {"advice-local-name"}),
    ("https://printer.local/hook", {"advice-local-name"}),
    ("https://erp.corp.internal/hook", {"advice-local-name"}),
    ("https://box.home.arpa/hook", {"advice-local-name"}),
    ("https://NAS.LAN/hook", {"advice-local-name"}),
    ("https://erp.test/hook", {"advice-reserved-name"}),
    ("https://erp.invalid/hook", {"advice-reserved-name"}),
    ("https://erp.example.com:9999/hook", {"advice-port"}),
    ("https://erp.example.com:8443/hook", set()),
    ("http://erp.example.com:443/hook", {"advice-http", "advice-port-scheme"}),
    ("https://erp.example.com:80/hook", {"advice-port-scheme"}),
    ("https://u:p@erp.example.com/hook", {"advice-credentials"}),
    ("https://u@erp.example.com/hook", {"advice-credentials"}),
    ("https://erp.example.com/my hook", {"advice-blank"}),
    ("https://erp.example.com/hook?a=b c", {"advice-blank"}),
    ("https://erp.example.com/hook#top", {"advice-fragment"}),
    ("https://erp.example.com/hook#", {"advice-fragment"}),
    ("https://erp.example.com", {"advice-no-path"}),
    ("https://erp.example.com/", {"advice-no-path"}),
    ("https://erp.example.com/?key=1", {"advice-parameter"}),
    ("https://erp.example.com//hook", {"advice-double-slash"}),
    ("https://erp.example.com/a///b?c=//d", {"advice-double-slash"}),
    ("https://bücher.example.com/hook", {"advice-idn"}),
    ("https://erp.example.com/hook", set()),
    ("  https://erp.example.com/hook  ", set()),
    ("", set()),
    ("ftp://erp.example.com/hook", set()),
    ("https://", set()),
    ("https://[::1", set()),
    ("https://erp.example.com:x/hook", set()),
]
SEVERE = {"advice-loopback", "advice-private", "advice-local-name", "advice-reserved-name"}
FIXES = [
    ("http://erp.example.com/hook", "advice-http", "https://erp.example.com/hook"),
    ("http://erp.example.com:80/hook?a=1", "advice-http", "https://erp.example.com/hook?a=1"),
    ("http://erp.example.com:443/hook", "advice-http", "https://erp.example.com/hook"),
    ("http://erp.example.com:8080/hook", "advice-http", ""),
    ("https://erp.example.com/my hook?a=b c", "advice-blank", "https://erp.example.com/my%20hook?a=b%20c"),
    ("https://erp.example.com/hook#top", "advice-fragment", "https://erp.example.com/hook"),
    ("https://erp.example.com//a///b?c=//d", "advice-double-slash", "https://erp.example.com/a/b?c=//d"),
    ("https://bücher.example.com:8443/hook", "advice-idn", "https://xn--bcher-kva.example.com:8443/hook"),
    ("https://u:p@bücher.example.com/x", "advice-idn", "https://u:p@xn--bcher-kva.example.com/x"),
]


@pytest.mark.parametrize(("url", "codes"), EXAMPLES)
def test_what_is_said_of_an_address(url: str, codes: set[str]) -> None:
    found = address_advice(url)
    assert {item.code for item in found} == codes
    assert {item.code for item in found if item.severe} == codes & SEVERE
    for item in found:
        told = sentence(item.code, item.params)
        assert told != item.code
        assert "…" not in told
        assert "p@" not in told


@pytest.mark.parametrize(("url", "code", "fixed"), FIXES)
def test_what_one_click_mends(url: str, code: str, fixed: str) -> None:
    found = {item.code: item for item in address_advice(url)}
    assert found[code].fix == fixed
    if fixed:
        assert code not in {item.code for item in address_advice(fixed)}


def test_every_advice_has_an_example() -> None:
    shown = set().union(*(codes for _, codes in EXAMPLES)) | {"advice-twin"}
    assert shown == {code for code in SENTENCES if code.startswith("advice-")}


@pytest.mark.parametrize(
    ("url", "codes"),
    [
        ("http://127.0.0.1:3000/hook", set()),
        ("http://localhost:9/hook", set()),
        ("http://192.168.1.2:8080/hook", set()),
        ("http://127.0.0.1:3000/my hook#x", {"advice-blank", "advice-fragment"}),
        ("http://127.0.0.1:3000", {"advice-no-path"}),
    ],
)
def test_of_a_local_address_only_the_shape_matters(url: str, codes: set[str]) -> None:
    assert {item.code for item in address_advice(url, local=True)} == codes


def test_the_demo_is_left_alone() -> None:
    hook = replace(HOOK, url="http://127.0.0.1:8765/hook")
    settings = Settings(systems=(SYSTEM, DEMO))
    assert {item.code for item in webhook_advice(hook, settings)} == {"advice-loopback", "advice-http", "advice-port"}
    assert webhook_advice(replace(hook, system="d"), settings) == ()


def test_the_worst_comes_first() -> None:
    found = webhook_advice(replace(HOOK, url="http://erp//x#y"), Settings(systems=(SYSTEM,)))
    assert [item.severe for item in found] == [True, False, False, False]


@pytest.mark.parametrize(
    ("change", "twin"),
    [
        ({}, True),
        ({"kind": "automation", "goods_owners": (12, 13)}, True),
        ({"goods_owners": (13,)}, False),
        ({"type": "order-packed"}, False),
        ({"system": "d"}, False),
        ({"url": "https://erp.example.com/other"}, False),
        ({"url": "https://ERP.example.com:443/hook#x"}, True),
        ({"url": "https://erp.example.com/hook?x=1"}, False),
        ({"url": "http://erp.example.com/hook"}, False),
    ],
)
def test_a_twin_gets_every_event_twice(change: dict[str, object], twin: bool) -> None:
    other = replace(HOOK, id="other", name="The other", **change)  # type: ignore[arg-type]
    settings = Settings(systems=(SYSTEM, DEMO), webhooks=(HOOK, other))
    found = webhook_advice(replace(HOOK, url=f" {HOOK.url} "), settings)
    assert [item.code for item in found] == (["advice-twin"] if twin else [])
    if twin:
        assert "The other" in sentence(found[0].code, found[0].params)


ANY_TEXT = st.text() | st.text(alphabet=st.characters(exclude_categories=()))
ANY_URL = st.builds("{}://{}{}".format, st.sampled_from(["http", "https", "HTTP", "ftp"]), ANY_TEXT, ANY_TEXT)
PARTS = st.sampled_from(
    ["http://", "https://", "[", "]", "::1", "%", "@", ":", "//", "#", "?", " ", "ü", "ß", "\ud800", "\n", ".", "1", "a"]
)  # fmt: skip


@example("HTTP://\u00a8", False)
@given(ANY_TEXT | ANY_URL | st.lists(PARTS, max_size=14).map("".join), st.booleans())
def test_no_text_makes_it_fail(url: str, local: bool) -> None:
    for item in address_advice(url, local=local):
        assert sentence(item.code, item.params)
        if item.fix and not url_problems("url", url):
            assert urlsplit(item.fix).scheme in ("http", "https")
            assert not url_problems("url", item.fix), item
    url_problems("url", url)


def test_what_is_advised_against_can_be_saved() -> None:
    for url, codes in EXAMPLES:
        if codes and "advice-credentials" not in codes and "%25" not in url:
            assert url_problems("url", url) == [], url
