"""Webhooks copied as text and pasted as new ones."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest

from ongoing_desktop.domain.errors import ConfigError
from ongoing_desktop.domain.secret import Secret
from ongoing_desktop.domain.settings import Webhook
from ongoing_desktop.formats.config_merge import merge_config
from ongoing_desktop.services.transfers import Clipboard
from ongoing_desktop.services.webhooks import KeepCredential, ReplaceCredential
from tests.services.conftest import SYSTEM, Parts


def pasted(parts: Parts, clipboard: Clipboard, text: bytes) -> tuple[Any, list[str]]:
    """Like the window: the plan, then the import."""
    plan = clipboard.plan(text)
    known = {hook.id for hook in parts.settings.current.webhooks}

    async def change() -> None:
        await parts.settings.change(
            "import-config", lambda now: merge_config(now, plan.parsed, parts.catalogue, at=parts.clock())[0]
        )

    parts.run(change())
    return plan.report, [hook.id for hook in parts.settings.current.webhooks if hook.id not in known]


@pytest.fixture
def clipboard(parts: Parts) -> Clipboard:
    parts.add_system()
    return parts.clipboard


def saved(parts: Parts, name: str, **fields: Any) -> Webhook:
    draft = parts.webhooks.new_draft("regular", SYSTEM.id)
    secret = fields.pop("secret", None)
    hook = replace(
        draft, name=name, type="order-picked", goods_owners=(12,), url="https://x.example/", enabled=True, **fields
    )
    change = ReplaceCredential(Secret(secret)) if secret else KeepCredential()
    made = parts.run(parts.webhooks.save(hook, change))
    assert isinstance(made, Webhook), made
    return made


def test_what_is_here_becomes_a_copy_that_is_off(parts: Parts, clipboard: Clipboard) -> None:
    hook = saved(parts, "Order", authentication="x-auth-token", secret="t0ken", number=7)
    text = clipboard.text([hook.id])
    assert b"t0ken" not in text
    report, ids = pasted(parts, clipboard, text)
    again, more = pasted(parts, clipboard, text)
    assert (report.added, again.added) == (("Order (copy)",), ("Order (copy 2)",))
    assert report.missing_credentials == ("Order (copy)",)
    copy = parts.settings.current.webhook(ids[0])
    assert copy is not None
    assert (copy.enabled, copy.number, copy.url) == (False, None, hook.url)
    assert parts.settings.current.state(copy.id).secret_ref is None
    assert parts.settings.current.webhook(hook.id) == hook
    parts.run(parts.settings.undo())
    assert parts.settings.current.webhook(more[0]) is None


def test_a_system_that_is_here_stays_but_for_owners_that_it_lacks(parts: Parts, clipboard: Clipboard) -> None:
    hook = saved(parts, "Order")
    document = json.loads(clipboard.text([hook.id]))
    document["systems"][0] |= {"code": "other", "address": "https://else.example"}
    document["systems"][0]["goodsOwners"] = [
        {"id": 12, "name": "Renamed", "code": "R"}, {"id": 77, "name": "New", "code": "N"}
    ]  # fmt: skip
    document["webhooks"][0] |= {"id": "new", "name": "Order", "goodsOwners": [77]}
    report, ids = pasted(parts, clipboard, json.dumps(document).encode())
    system = parts.settings.current.systems[0]
    assert (system.code, system.address) == (SYSTEM.code, SYSTEM.address)
    assert [(owner.id, owner.name) for owner in system.goods_owners] == [(12, "Acme"), (13, "Beta"), (77, "New")]
    assert report.added == ("Order (copy)",)
    assert ids != ["new"]


def test_a_wrong_text_changes_nothing(parts: Parts, clipboard: Clipboard) -> None:
    hook = saved(parts, "Order")
    document = json.loads(clipboard.text([hook.id]))
    document["webhooks"].append({**document["webhooks"][0], "id": "two", "url": "ftp:/x"})
    before = parts.settings.current
    with pytest.raises(ConfigError) as told:
        pasted(parts, clipboard, json.dumps(document).encode())
    assert told.value.params["path"] == "webhooks[1].url"
    assert parts.settings.current is before


def test_several_are_duplicated_in_one_step(parts: Parts, clipboard: Clipboard) -> None:
    hooks = [saved(parts, "One"), saved(parts, "Two")]
    copies = parts.run(clipboard.duplicate([hook.id for hook in hooks]))
    assert [copy.name for copy in copies] == ["One (copy)", "Two (copy)"]
    assert len(parts.settings.current.webhooks) == 4
    parts.run(parts.settings.undo())
    assert parts.settings.current.webhooks == tuple(hooks)
