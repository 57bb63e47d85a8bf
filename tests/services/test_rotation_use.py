"""Rotation, the list of vault entries, and how long entries for undo are kept."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from hashlib import sha256

import pytest

from ongoing_desktop.domain.errors import StorageFull, VaultError
from ongoing_desktop.domain.exchange import Body, Judgement, NewExchange
from ongoing_desktop.domain.secret import Secret
from ongoing_desktop.domain.settings import Webhook
from ongoing_desktop.services.webhook_activity import LastUse, look_for_old
from ongoing_desktop.services.webhooks import ClearCredential, KeepCredential, ReplaceCredential
from tests.services.conftest import Parts


def saved(parts: Parts, **fields: object) -> Webhook:
    parts.add_system()
    usual: dict[str, object] = {
        "name": "Picked", "type": "order-picked", "goods_owners": (12,), "url": "https://erp.example/h",
        "authentication": "basic", "username": "me",
    }  # fmt: skip
    hook = replace(parts.webhooks.new_draft("regular", "sys"), **{**usual, **fields})
    result = parts.run(parts.webhooks.save(hook, ReplaceCredential(Secret("first-secret"))))
    assert isinstance(result, Webhook), result
    return result


def accepted(parts: Parts, hook: Webhook) -> dict[str, str]:
    """User name and secret that the listener would accept, by "new" and "old"."""
    snapshot = parts.run(parts.listening._snapshot(first=False))
    found = {}
    if secret := snapshot.secrets.get(hook.id):
        found["new"] = f"{snapshot.webhooks[0].username}:{secret.reveal()}"
    if old := snapshot.old.get(hook.id):
        found["old"] = f"{old.username}:{old.secret.reveal() if old.secret else None}"
    return found


def rotated(parts: Parts, hook: Webhook) -> None:
    result = parts.run(parts.webhooks.begin_rotation(hook.id, Secret("second"), username="you"))
    assert isinstance(result, Webhook), result


def test_both_are_accepted_until_it_is_ended(parts: Parts) -> None:
    hook = saved(parts)
    rotated(parts, hook)
    state = parts.settings.current.state(hook.id)
    assert state.rotating_since == parts.clock()
    assert accepted(parts, hook) == {"new": "you:second", "old": "me:first-secret"}
    assert parts.run(parts.secrets.clean_up()) == 0
    assert parts.run(parts.webhooks.end_rotation(hook.id))
    assert accepted(parts, hook) == {"new": "you:second"}
    assert parts.settings.current.state(hook.id).rotating_since is None
    assert not parts.run(parts.webhooks.end_rotation(hook.id))
    assert "first-secret" not in repr(parts.store.settings)


def test_beginning_and_ending_can_be_undone(parts: Parts) -> None:
    hook = saved(parts)
    rotated(parts, hook)
    parts.run(parts.webhooks.end_rotation(hook.id))
    parts.run(parts.secrets.clean_up())
    assert parts.run(parts.settings.undo()).label == "end-rotation"
    assert accepted(parts, hook) == {"new": "you:second", "old": "me:first-secret"}
    assert parts.run(parts.settings.undo()).label == "begin-rotation"
    assert accepted(parts, hook) == {"new": "me:first-secret"}


def test_a_correction_of_the_new_one_leaves_the_old_one_accepted(parts: Parts) -> None:
    hook = saved(parts)
    rotated(parts, hook)
    now = parts.settings.current.webhook(hook.id)
    assert now is not None
    parts.run(parts.webhooks.save(now, ReplaceCredential(Secret("third"))))
    assert accepted(parts, hook) == {"new": "you:third", "old": "me:first-secret"}
    parts.run(parts.webhooks.save(replace(now, name="Other"), KeepCredential()))
    assert accepted(parts, hook) == {"new": "you:third", "old": "me:first-secret"}


def test_only_one_old_credential_is_kept(parts: Parts) -> None:
    hook = saved(parts)
    rotated(parts, hook)
    problems = parts.run(parts.webhooks.begin_rotation(hook.id, Secret("third")))
    assert [problem.code for problem in problems] == ["rotation-running"]
    assert accepted(parts, hook) == {"new": "you:second", "old": "me:first-secret"}


def test_there_must_be_an_old_one_of_the_same_kind(parts: Parts) -> None:
    hook = saved(parts)
    token = replace(hook, authentication="x-auth-token", username="")
    change = ReplaceCredential(Secret("second"), keep_old=True)
    assert [item.code for item in parts.run(parts.webhooks.save(token, change))] == ["rotation-nothing-old"]
    parts.run(parts.webhooks.save(hook, ClearCredential()))
    assert [item.code for item in parts.run(parts.webhooks.save(hook, change))] == ["rotation-nothing-old"]


@pytest.mark.parametrize("how", ["clear", "scheme", "delete"])
def test_without_a_credential_in_use_no_old_one_is_accepted(parts: Parts, how: str) -> None:
    hook = saved(parts)
    rotated(parts, hook)
    match how:
        case "clear":
            parts.run(parts.webhooks.save(replace(hook, username="you"), ClearCredential()))
        case "scheme":
            token = replace(hook, authentication="x-auth-token", username="")
            parts.run(parts.webhooks.save(token, ReplaceCredential(Secret("third"))))
            assert accepted(parts, hook) == {"new": ":third"}
        case "delete":
            parts.run(parts.webhooks.delete([hook.id]))
    assert "old" not in accepted(parts, hook)
    assert list(parts.store.secrets.values()).count("retired") == 2


def test_nothing_begins_when_it_cannot_be_saved(parts: Parts) -> None:
    hook = saved(parts)
    for error in (VaultError("vault-locked"), StorageFull("storage-full")):
        if isinstance(error, VaultError):
            parts.vault.error = error
        else:
            parts.store.error = error
        with pytest.raises(type(error)):
            parts.run(parts.webhooks.begin_rotation(hook.id, Secret("second")))
        parts.vault.error = parts.store.error = None
        assert accepted(parts, hook) == {"new": "me:first-secret"}


def test_an_old_one_that_cannot_be_read_is_no_reason_to_refuse_and_one_that_is_gone_is_none(parts: Parts) -> None:
    hook = saved(parts)
    rotated(parts, hook)
    old = parts.settings.current.state(hook.id).old_secret_ref
    assert old is not None
    parts.secrets._known.clear()
    parts.vault.error = VaultError("vault-locked")
    assert accepted(parts, hook) == {"old": "me:None"}
    parts.vault.error = None
    del parts.vault.entries[old]
    assert accepted(parts, hook) == {"new": "you:second"}


def test_the_last_use_is_found_once_and_then_followed(parts: Parts) -> None:
    hook = saved(parts)
    rotated(parts, hook)

    def arrive(reason: str, webhook: str | None = hook.id) -> None:
        parts.clock.forward(60)
        body = Body(data=b"", size=0, sha256=sha256(b"").digest())
        parts.history.append([
            NewExchange(
                direction="in", at=parts.clock(), method="POST", target="/h", headers=(), body=body, status=200,
                judgement=Judgement("verified", reason), webhook=webhook,
            )
        ])  # fmt: skip

    def last() -> object:
        return parts.run(parts.activity.old_last_used(hook.id))

    begun = parts.clock()
    arrive("right")
    assert last() is None
    arrive("old-credential")
    arrive("old-credential", webhook="another")
    arrive("right")
    assert last() == begun + timedelta(seconds=120)
    arrive("right")
    assert last() == begun + timedelta(seconds=120)
    arrive("old-credential")
    assert last() == parts.clock()
    assert look_for_old(parts.history, hook.id, begun, None) == LastUse(6, parts.clock())
    parts.run(parts.webhooks.end_rotation(hook.id))
    assert last() is None


def uses(parts: Parts) -> list[tuple[str, str]]:
    return [(entry.use, entry.name) for entry in parts.run(parts.secrets.entries())]


def test_every_entry_is_listed_with_what_it_is_for(parts: Parts) -> None:
    hook, other = saved(parts), saved(parts, name="Other")
    rotated(parts, hook)
    parts.run(parts.webhooks.save(other, ReplaceCredential(Secret("second"))))
    parts.run(parts.clipboard.duplicate([other.id]))[0]
    parts.store.note_secret("nobody-knows", "pending")
    parts.store.note_secret("from-earlier", "live")
    assert uses(parts) == [
        ("missing", "Other (copy)"),
        ("left-over", ""),
        ("left-over", ""),
        ("undo", "Other"),
        ("rotating", "Picked"),
        ("in-use", "Other"),
        ("in-use", "Picked"),
        ("own", ""),
    ]


def test_an_entry_that_nothing_can_bring_back_is_named_after_its_webhook(parts: Parts) -> None:
    hook = saved(parts)
    parts.run(parts.webhooks.save(hook, ReplaceCredential(Secret("second"))))
    parts.forget_undo()
    assert uses(parts) == [("left-over", "Picked"), ("in-use", "Picked"), ("own", "")]


def test_what_is_in_use_cannot_be_removed(parts: Parts) -> None:
    hook = saved(parts)
    rotated(parts, hook)
    entries = parts.run(parts.secrets.entries())
    assert not [entry for entry in entries if entry.removable]
    for entry in entries:
        assert not parts.run(parts.secrets.remove(entry.ref))
    assert accepted(parts, hook) == {"new": "you:second", "old": "me:first-secret"}
    parts.run(parts.webhooks.end_rotation(hook.id))
    (entry,) = [entry for entry in parts.run(parts.secrets.entries()) if entry.removable]
    assert parts.run(parts.secrets.check(entry.ref)) == ""
    assert parts.run(parts.secrets.remove(entry.ref))
    assert entry.ref not in parts.store.secrets
    assert {"first-secret", "second"} & set(parts.vault.entries.values()) == {"second"}
    assert parts.run(parts.secrets.check(entry.ref)) == "vault-missing"


def test_a_keyring_that_fails_keeps_the_entry_on_the_list(parts: Parts) -> None:
    hook = saved(parts)
    parts.run(parts.webhooks.delete([hook.id]))
    (entry,) = [entry for entry in parts.run(parts.secrets.entries()) if entry.removable]
    parts.vault.error = VaultError("vault-locked")
    assert parts.run(parts.secrets.check(entry.ref)) == "vault-locked"
    with pytest.raises(VaultError):
        parts.run(parts.secrets.remove(entry.ref))
    assert entry.ref in parts.store.secrets


def test_what_only_an_undo_can_bring_back_is_kept_for_a_week(parts: Parts) -> None:
    hook = saved(parts)
    parts.run(parts.webhooks.delete([hook.id]))
    (ref,) = parts.store.secrets
    parts.store.noted[ref] -= timedelta(days=6)
    assert parts.run(parts.secrets.clean_up()) == 0
    parts.store.noted[ref] -= timedelta(days=2)
    assert parts.run(parts.secrets.clean_up()) == 1
    assert parts.vault.entries == {}


def test_a_credential_that_an_undo_let_go_of_is_removed_in_the_end(parts: Parts) -> None:
    hook = saved(parts)
    rotated(parts, hook)
    parts.run(parts.settings.undo())
    parts.forget_undo()
    assert parts.run(parts.secrets.clean_up()) == 1
    assert accepted(parts, hook) == {"new": "me:first-secret"}
    assert {"first-secret", "second"} & set(parts.vault.entries.values()) == {"first-secret"}


def test_the_report_names_the_keyring_and_why_it_does_not_answer(parts: Parts) -> None:
    hook = saved(parts)
    report = parts.run(parts.secrets.report(hook.id))
    assert (report.status, report.keyring, report.session, report.why) == ("stored", "fake", False, "")
    parts.secrets._known.clear()
    parts.vault.error = VaultError("vault-locked")
    report = parts.run(parts.secrets.report(hook.id))
    assert (report.status, report.why) == ("unreadable", "vault-locked")
    parts.run(parts.webhooks.save(replace(hook, authentication="none"), KeepCredential()))
    assert parts.run(parts.secrets.report(hook.id)).status == "none-needed"
