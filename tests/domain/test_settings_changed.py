"""A change of the settings names what it concerns, and nothing else."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from ongoing_desktop.domain.settings import Preferences, Settings, System, Webhook, WebhookState
from ongoing_desktop.domain.settings_changed import joined_changes, settings_changed

HOOK = Webhook("h1", "Orders", "s1", "regular", "order-picked", (12,), "http://127.0.0.1:9/x")
BEFORE = Settings(3, (System("s1", "Acme", "acme"),), (HOOK,), {"h1": WebhookState()})


@pytest.mark.parametrize(
    ("edit", "kinds"),
    [
        ({}, set()),
        ({"webhooks": (replace(HOOK, enabled=True),)}, {"webhooks"}),
        ({"states": {"h1": WebhookState(test_payload="{}")}}, {"states"}),
        ({"systems": (), "webhooks": ()}, {"systems", "webhooks"}),
        ({"preferences": Preferences(port=81, theme="dark")}, {"port", "theme"}),
        ({"webhooks": (replace(HOOK),), "states": {"h1": WebhookState()}}, set()),
    ],
)
def test_only_what_differs_is_named(edit: dict[str, Any], kinds: set[str]) -> None:
    change = settings_changed(BEFORE, replace(BEFORE, revision=4, **edit))
    assert change.kinds == kinds
    assert change.more_than_preferences == bool(kinds - {"port", "theme"})


def test_a_change_is_about_the_webhooks_that_differ() -> None:
    other = replace(HOOK, id="h2")
    change = settings_changed(BEFORE, replace(BEFORE, webhooks=(HOOK, other)))
    assert change.about_webhook("h2")
    assert not change.about_webhook("h1")
    assert not change.about_webhook("")
    state = settings_changed(BEFORE, replace(BEFORE, states={"h1": WebhookState(test_target="local")}))
    assert state.about_webhook("h1")


def test_two_changes_in_a_row_are_one() -> None:
    first = settings_changed(BEFORE, replace(BEFORE, systems=()))
    then = settings_changed(first.after, replace(first.after, preferences=Preferences(port=81)))
    both = joined_changes(first, then)
    assert (both.before, both.after, both.kinds) == (BEFORE, then.after, {"systems", "port"})
