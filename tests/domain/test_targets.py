"""Which requests need no confirmation."""

from __future__ import annotations

from dataclasses import replace

import pytest

from ongoing_desktop.domain.settings import Settings, System
from ongoing_desktop.domain.targets import (
    EVERYTHING,
    SendTarget,
    is_production,
    marked,
    question,
    sounds_like_production,
    with_confirmed,
)
from ongoing_desktop.domain.urls import host_of

ERP = SendTarget("a", "https://erp.example:8443/hook")
SETTINGS = Settings(systems=(System("a", "Test warehouse", "testwh"), System("b", "Acme", "acme")))


@pytest.mark.parametrize("url", ["http://127.0.0.1:1/", "http://localhost/", "http://[::1]:5/", "https://LOCALHOST./x"])
def test_this_computer_is_never_asked_about(url: str) -> None:
    settings = marked(SETTINGS, hosts={}, systems={"a": True})
    assert question(settings, [SendTarget("a", url)], many=True) is None
    assert with_confirmed(settings, SendTarget("a", url)) is settings


def test_a_host_is_asked_about_once_per_system() -> None:
    asked = question(SETTINGS, [ERP, ERP])
    assert asked is not None
    assert [(place.system, place.host, place.why) for place in asked.places] == [("a", "erp.example:8443", "first")]
    known = with_confirmed(SETTINGS, ERP)
    assert question(known, [ERP]) is None
    assert question(known, [replace(ERP, system="b")]) is not None
    assert question(known, [replace(ERP, url="https://erp.example/hook")]) is not None


def test_bursts_ask_every_time_and_consent_is_for_what_was_asked() -> None:
    known = with_confirmed(SETTINGS, ERP)
    asked = question(known, [ERP], many=True)
    assert asked is not None
    assert asked.places[0].why == "many"
    consent = asked.agreed()
    assert consent is not None
    assert question(known, [ERP], many=True, consent=consent) is None
    assert question(known, [SendTarget("a", "https://other.example/")], many=True, consent=consent) is not None
    assert question(known, [ERP], many=True) is not None
    assert question(known, [ERP], many=True, consent=EVERYTHING) is None


@pytest.mark.parametrize(
    "mark", [{"hosts": {"erp.example:8443": True}, "systems": {}}, {"hosts": {}, "systems": {"a": True}}]
)
def test_production_asks_for_its_name_every_time(mark: dict[str, dict[str, bool]]) -> None:
    live = marked(with_confirmed(SETTINGS, ERP), **mark)
    assert is_production(live, ERP)
    asked = question(live, [ERP])
    assert asked is not None
    assert asked.to_type == "erp.example:8443"
    assert asked.agreed() is None
    assert asked.agreed("erp.example") is None
    assert asked.agreed(" ERP.example:8443 ") is not None
    off = {key: dict.fromkeys(value, False) for key, value in mark.items()}
    assert not is_production(marked(live, **off), ERP)


@pytest.mark.parametrize(
    "url",
    [
        "http://169.254.169.254/latest",
        "http://[fe80::1]/",
        "http://metadata.google.internal/",
        "http://100.100.100.200/",
    ],
)
def test_metadata_addresses_ask_although_they_were_allowed(url: str) -> None:
    known = with_confirmed(SETTINGS, SendTarget("a", url))
    asked = question(known, [SendTarget("a", url)])
    assert asked is not None
    assert asked.places[0].why == "metadata"


@pytest.mark.parametrize(
    ("names", "sounds"),
    [
        (("prod.acme.se",), True),
        (("erp-prod-01.acme.se",), True),
        (("erp.acme.se", "Acme Live"), True),
        (("erp.acme.se",), False),
        (("products.acme.se",), False),
        (("olive.example",), False),
        (("prod-test.acme.se",), False),
        (("staging.prod.acme.se",), False),
    ],
)
def test_the_guess_is_cautious(names: tuple[str, ...], sounds: bool) -> None:
    assert sounds_like_production(*names) is sounds


def test_another_spelling_of_a_production_host_is_that_host() -> None:
    live = marked(SETTINGS, hosts={"erp.example": True}, systems={})
    for url in ("https://ERP.example:443/x", "http://erp.example:80/", "https://erp.example./", "https://erp.example"):
        assert is_production(live, SendTarget("a", url)), url
    assert not is_production(live, SendTarget("a", "http://erp.example:443/"))


def test_what_is_no_address_has_no_host() -> None:
    assert [host_of(url) for url in ("", "http://[", "http://a:99999/", "HTTP://A.Example/")] == [
        "",
        "",
        "",
        "a.example",
    ]
