"""Webhooks with the same name can be distinguished wherever they are listed."""

from __future__ import annotations

from ongoing_desktop.domain.settings import GoodsOwner, Settings, System, Webhook

TEST = System("t", "Test", "test", (GoodsOwner(12, "Acme", "A"),))
LIVE = System("l", "Live", "live", (GoodsOwner(12, "Acme", "A"),))


def hook(hook_id: str, system: str = "t", owners: tuple[int, ...] = (12,), name: str = "Order is picked") -> Webhook:
    return Webhook(hook_id, name, system, "regular", "order-picked", owners, f"https://{hook_id}.example/")


def names(*hooks: Webhook) -> list[str]:
    settings = Settings(systems=(TEST, LIVE), webhooks=hooks)
    return [settings.distinct_name(item) for item in hooks]


def test_a_name_alone_is_enough_where_it_is_unique() -> None:
    assert names(hook("1"), hook("2", name="Other")) == ["Order is picked", "Other"]


def test_the_system_the_owner_or_the_address_tells_them_apart() -> None:
    assert names(hook("1"), hook("2", "l")) == ["Order is picked · Test", "Order is picked · Live"]
    assert names(hook("1"), hook("2", owners=(13,))) == ["Order is picked · 12", "Order is picked · 13"]
    assert names(hook("1"), hook("2", name="order is PICKED")) == [
        "Order is picked · https://1.example/",
        "order is PICKED · https://2.example/",
    ]
    three = names(hook("1"), hook("2", owners=(13,)), hook("3", "l"))
    assert three == ["Order is picked · Test · 12", "Order is picked · Test · 13", "Order is picked · Live"]
