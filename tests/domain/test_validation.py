"""What may be saved, field by field."""

from __future__ import annotations

from dataclasses import replace

import pytest

from ongoing_desktop.domain.settings import GoodsOwner, Settings, System, Webhook
from ongoing_desktop.domain.validation import (
    goods_owner_problems,
    system_problems,
    url_problems,
    webhook_problems,
)
from ongoing_desktop.storage.resources import load_catalogue
from ongoing_desktop.wording.messages import SENTENCES, problem_sentence, sentence

CATALOGUE = load_catalogue()
SYSTEM = System("s", "Demo", "demo", (GoodsOwner(12, "Acme", "ACME"), GoodsOwner(13, "Beta", "BETA")))
HOOK = Webhook("w", "Picked", "s", "regular", "order-picked", (12,), "https://erp.example/hook")
SETTINGS = Settings(systems=(SYSTEM,), webhooks=(HOOK,))


def fields(hook: Webhook) -> set[str]:
    problems = webhook_problems(hook, SETTINGS, CATALOGUE)
    assert all(problem.code in SENTENCES for problem in problems)
    assert all("{" not in problem_sentence(problem) for problem in problems)
    return {problem.field for problem in problems}


def test_a_good_webhook_has_no_problems() -> None:
    assert fields(HOOK) == set()
    assert fields(replace(HOOK, kind="automation", goods_owners=(12, 13))) == set()


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"name": " "}, "name"),
        ({"name": "a\x00"}, "name"),
        ({"system": "other"}, "system"),
        ({"type": ""}, "type"),
        ({"type": "nope"}, "type"),
        ({"goods_owners": ()}, "goods_owners"),
        ({"goods_owners": (12, 13)}, "goods_owners"),
        ({"goods_owners": (99,)}, "goods_owners"),
        ({"kind": "automation", "goods_owners": ()}, "goods_owners"),
        ({"email": "nobody"}, "email"),
        ({"retry_policy": "weekly"}, "retry_policy"),
        ({"on_refusal": "500"}, "on_refusal"),
        ({"local_target": "ftp://x"}, "local_target"),
        ({"url": ""}, "url"),
    ],
)
def test_what_is_wrong_stands_beside_its_field(change: dict[str, object], field: str) -> None:
    assert field in fields(replace(HOOK, **change))


@pytest.mark.parametrize(
    "url",
    [
        "",
        "erp.example/hook",
        "ftp://erp.example",
        "https://",
        "https:///x",
        "https://a b/",
        "https://a/\n",
        "https://a:0/",
        "https://a:99999/",
        "https://a:/",
        "https://u:p@a/",
        "https://a/\u2028x",
        "https://a/\ud800",
        "https:// a/x",
        "https://a b:80/x",
        "https://a:8 0/x",
        "https://u@a/",
        "http://[::1",
        "http://1.2.3.999/",
        "http://a..b/",
        "javascript:alert(1)",
        "https://" + "a" * 64 + ".example",
    ],
)
def test_addresses_that_cannot_work(url: str) -> None:
    assert url_problems("url", url)


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1:8765/x",
        "https://erp.example",
        "http://[::1]:80/a?b=c",
        "https://xn--bcher-kva.example/",
        "https://bücher.example/",
        "http://localhost/../x",
        "https://a/my hook?x=1 2#part",
        " https://a/x ",
    ],
)
def test_addresses_that_can(url: str) -> None:
    assert url_problems("url", url) == []


def test_a_bad_port_is_called_one() -> None:
    for port in ("0", "99999", "", "x"):
        assert [problem.code for problem in url_problems("url", f"https://a:{port}/")] == ["url-port"]


def test_systems_and_goods_owners() -> None:
    assert system_problems(System("t", "demo", "x"), SETTINGS)[0].code == "system-name-taken"
    assert {problem.field for problem in system_problems(System("t", "", "a b"), SETTINGS)} == {
        "name",
        "code",
    }
    assert goods_owner_problems(GoodsOwner(12, "A", ""), SYSTEM)[0].field == "id"
    assert goods_owner_problems(GoodsOwner(0, "A", ""), SYSTEM)[0].field == "id"
    assert goods_owner_problems(GoodsOwner(14, "A", ""), SYSTEM) == ()


def test_an_error_message_never_raises() -> None:
    assert "…" in sentence("goods-owner-taken", {})
    assert sentence("no-such-code") == "no-such-code"
