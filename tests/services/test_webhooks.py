"""Saving, credentials, duplicate, delete with undo, mirror state."""

from __future__ import annotations

from dataclasses import replace

import pytest

from ongoing_desktop.domain.errors import StorageFull, VaultError
from ongoing_desktop.domain.secret import Secret
from ongoing_desktop.domain.settings import Settings, Webhook
from ongoing_desktop.domain.sync_state import Seen
from ongoing_desktop.services.webhooks import ClearCredential, KeepCredential, ReplaceCredential
from tests.services.conftest import Parts


def draft(parts: Parts, **fields: object) -> Webhook:
    parts.add_system()
    base = parts.webhooks.new_draft("regular", "sys")
    values: dict[str, object] = {
        "name": "Picked",
        "type": "order-picked",
        "goods_owners": (12,),
        "url": "https://erp.example/h",
        "authentication": "x-auth-token",
    }
    return replace(base, **{**values, **fields})


def saved(parts: Parts, **fields: object) -> Webhook:
    hook = draft(parts, **fields)
    result = parts.run(parts.webhooks.save(hook, ReplaceCredential(Secret("first-secret"))))
    assert isinstance(result, Webhook)
    return result


def secret_of(parts: Parts, hook: Webhook) -> str | None:
    found = parts.run(parts.secrets.of(hook))
    return found.reveal() if found else None


def test_a_new_webhook_is_off_and_its_credential_only_in_the_vault(parts: Parts) -> None:
    hook = saved(parts)
    assert not hook.enabled
    assert secret_of(parts, hook) == "first-secret"
    assert "first-secret" not in repr(parts.store.settings)


def test_problems_save_nothing(parts: Parts) -> None:
    result = parts.run(parts.webhooks.save(draft(parts, url="nope"), ReplaceCredential(Secret(""))))
    assert {problem.field for problem in result} == {"url", "token"}
    assert parts.store.settings.webhooks == ()
    assert parts.vault.entries == {}


def test_a_new_webhook_needs_its_credential(parts: Parts) -> None:
    result = parts.run(parts.webhooks.save(draft(parts), KeepCredential()))
    assert [problem.code for problem in result] == ["token-missing"]


def test_empty_on_edit_means_unchanged_and_clear_is_separate(parts: Parts) -> None:
    hook = saved(parts)
    parts.run(parts.webhooks.save(replace(hook, name="Other"), KeepCredential()))
    assert secret_of(parts, hook) == "first-secret"
    parts.run(parts.webhooks.save(hook, ClearCredential()))
    assert secret_of(parts, hook) is None


def test_replacing_makes_a_new_entry_and_retires_the_old_one(parts: Parts) -> None:
    hook = saved(parts)
    old = parts.store.settings.state(hook.id).secret_ref
    parts.run(parts.webhooks.save(hook, ReplaceCredential(Secret("second"))))
    new = parts.store.settings.state(hook.id).secret_ref
    assert old != new
    assert parts.store.secrets == {old: "retired", new: "live"}
    assert secret_of(parts, hook) == "second"
    parts.forget_undo()
    assert parts.run(parts.secrets.clean_up()) == 1
    assert list(parts.vault.entries) == [new]


def test_a_vault_that_refuses_leaves_everything_as_it_was(parts: Parts) -> None:
    hook = saved(parts)
    parts.vault.error = VaultError("vault-locked")
    with pytest.raises(VaultError):
        parts.run(parts.webhooks.save(hook, ReplaceCredential(Secret("second"))))
    parts.vault.error = None
    assert secret_of(parts, hook) == "first-secret"


def test_settings_that_cannot_be_saved_keep_the_old_credential_in_use(parts: Parts) -> None:
    hook = saved(parts)
    parts.store.error = StorageFull("storage-full")
    with pytest.raises(StorageFull):
        parts.run(parts.webhooks.save(hook, ReplaceCredential(Secret("second"))))
    parts.store.error = None
    assert secret_of(parts, hook) == "first-secret"
    parts.run(parts.secrets.clean_up())
    assert list(parts.vault.entries.values()) == ["first-secret"]


def test_delete_keeps_the_credential_until_undo_is_no_longer_possible(parts: Parts) -> None:
    hook = saved(parts)
    parts.run(parts.webhooks.delete([hook.id]))
    assert parts.settings.current.webhooks == ()
    assert parts.run(parts.secrets.clean_up()) == 0
    assert parts.settings.next_undo.label == "delete-webhook"
    parts.run(parts.settings.undo())
    assert parts.settings.current.webhook(hook.id) == hook
    assert secret_of(parts, hook) == "first-secret"
    parts.run(parts.webhooks.delete([hook.id]))
    parts.forget_undo()
    assert parts.run(parts.secrets.clean_up()) == 1
    assert parts.vault.entries == {}


def test_undo_leaves_later_changes_elsewhere(parts: Parts) -> None:
    hook, other = saved(parts), saved(parts, name="Other")
    parts.run(parts.webhooks.delete([hook.id]))
    parts.store.conflict = lambda now: replace(
        now, webhooks=tuple(replace(item, email="a@b.se") for item in now.webhooks)
    )
    parts.run(parts.settings.undo())
    current = parts.settings.current
    assert current.webhook(hook.id) is not None
    assert current.webhook(other.id).email == "a@b.se"


def test_duplicate_comes_without_credential_and_off(parts: Parts) -> None:
    hook = saved(parts, enabled=True)
    copy = parts.run(parts.clipboard.duplicate([hook.id]))[0]
    again = parts.run(parts.clipboard.duplicate([hook.id]))[0]
    assert (copy.name, again.name) == ("Picked (copy)", "Picked (copy 2)")
    assert not copy.enabled
    assert secret_of(parts, copy) is None
    assert parts.run(parts.secrets.status(copy.id)) == "missing"
    assert isinstance(parts.run(parts.webhooks.save(replace(copy, email="a@b.se"), KeepCredential())), Webhook)


def test_enable_in_the_list(parts: Parts) -> None:
    hook = saved(parts)
    parts.run(parts.webhooks.set_enabled([hook.id], True))
    assert parts.settings.current.webhook(hook.id).enabled


def test_session_credentials_never_reach_the_vault(parts: Parts) -> None:
    parts.vault.usable = False
    hook = draft(parts)
    parts.run(parts.webhooks.save(hook, ReplaceCredential(Secret("mine"), session=True)))
    assert parts.vault.entries == {}
    assert secret_of(parts, hook) == "mine"
    assert parts.settings.current.state(hook.id).secret_session


def test_mirror_state_follows_what_was_entered(parts: Parts) -> None:
    hook = saved(parts)
    assert parts.activity.mirror_state(hook).code == "not-entered"
    parts.run(parts.webhooks.mark_entered(hook.id, True))
    assert parts.activity.mirror_state(hook).code == "entered"
    changed = parts.run(parts.webhooks.save(replace(hook, url="https://erp.example/other"), KeepCredential()))
    assert parts.activity.mirror_state(changed).code == "changed-since"
    parts.run(parts.webhooks.save(hook, KeepCredential()))
    assert parts.activity.mirror_state(hook).code == "entered"
    assert parts.activity.mirror_state(hook, Seen(parts.clock())).code == "seen-live"


def test_another_process_saved_first_and_nothing_is_lost(parts: Parts) -> None:
    hook = saved(parts)
    parts.store.conflict = lambda now: replace(now, systems=(*now.systems, replace(now.systems[0], id="x", name="X")))
    parts.run(parts.webhooks.set_enabled([hook.id], True))
    current: Settings = parts.settings.current
    assert len(current.systems) == 2
    assert current.webhook(hook.id).enabled


def test_try_it_and_its_removal(parts: Parts) -> None:
    hook = parts.run(parts.demo.add())
    assert parts.demo.present
    assert parts.run(parts.demo.add()).id == hook.id
    assert len(parts.settings.current.systems[0].goods_owners) == 2
    assert secret_of(parts, hook)
    parts.run(parts.demo.remove())
    assert (parts.settings.current.systems, parts.settings.current.webhooks) == ((), ())
