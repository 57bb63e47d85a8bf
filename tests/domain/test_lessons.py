"""What a capture teaches, and its effect on the next one."""

from __future__ import annotations

import json
from typing import Any

from ongoing_desktop.domain.lessons import NumberLesson, TemplateLesson, learned, lessons, taught_by
from ongoing_desktop.domain.payload import inspect
from ongoing_desktop.domain.settings import GoodsOwner, Settings, System, Webhook
from ongoing_desktop.storage.resources import load_catalogue

CATALOGUE = load_catalogue()
SYSTEM = System("s", "Demo", "Demo", (GoodsOwner(12, "Acme", "ACME"),))
OTHER = System("o", "Other", "other")
HOOKS = (
    Webhook("a", "Picked", "s", "regular", "order-picked", (12,), "https://x.example/a"),
    Webhook("b", "Created", "s", "regular", "order-created", (12,), "https://x.example/a"),
    Webhook("c", "Elsewhere", "o", "regular", "order-created", (12,), "https://x.example/a"),
    Webhook("d", "Article", "s", "regular", "article-created", (12,), "https://x.example/a"),
)
SETTINGS = Settings(systems=(SYSTEM, OTHER), webhooks=HOOKS)


def facts(settings: Settings = SETTINGS, **members: Any) -> Any:
    data = {"webhookOrdersId": 4, "webhookEventId": 1, "system": "demo", **members}
    return inspect(json.dumps(data).encode(), CATALOGUE, taught_by(settings.systems))


def test_a_number_can_be_any_webhook_of_the_family_in_the_system_the_matched_one_first() -> None:
    found = lessons(facts(), "b", SETTINGS, CATALOGUE)
    assert found == (NumberLesson("b", 4), NumberLesson("a", 4))


def test_a_number_once_taught_is_known_and_can_be_taken_back() -> None:
    after = learned(SETTINGS, NumberLesson("b", 4))
    assert after.webhook("b").number == 4  # type: ignore[union-attr]
    again = lessons(facts(after), "b", after, CATALOGUE)[0]
    assert again == NumberLesson("b", 4, known=True)
    assert learned(after, again) == SETTINGS


def test_a_template_text_once_taught_names_the_trigger() -> None:
    before = facts(webhookTemplate=" Plockad order")
    assert before.type is None
    lesson = next(item for item in lessons(before, None, SETTINGS, CATALOGUE) if isinstance(item, TemplateLesson))
    after = learned(SETTINGS, lesson)
    assert facts(after, webhookTemplate="plockad ORDER ").type == lesson.trigger
    assert facts(after, webhookTemplate="plockad order", system="other").type is None
    known = [
        item for item in lessons(before, None, after, CATALOGUE) if isinstance(item, TemplateLesson) and item.known
    ]
    assert [item.trigger for item in known] == [lesson.trigger]
    assert learned(after, known[0]) == SETTINGS


def test_a_documented_title_and_a_trigger_of_another_family_teach_nothing() -> None:
    title = CATALOGUE.trigger("order-picked").title  # type: ignore[union-attr]
    found = lessons(facts(webhookTemplate=title), None, SETTINGS, CATALOGUE)
    assert not [item for item in found if isinstance(item, TemplateLesson)]
    wrong = learned(SETTINGS, TemplateLesson("s", "x", "article-created"))
    assert facts(wrong, webhookTemplate="x").type is None
    assert lessons(inspect(b"{}", CATALOGUE), None, SETTINGS, CATALOGUE) == ()
