"""The listener during a rotation: what it receives, accepts, and never stores."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from ongoing_desktop.domain.errors import VaultError
from ongoing_desktop.domain.secret import Secret
from ongoing_desktop.domain.settings import Settings, WebhookState
from ongoing_desktop.domain.snapshot import ListenerSnapshot, OldCredential
from ongoing_desktop.listener import settings_source as module
from ongoing_desktop.listener.control import read_line, snapshot_line
from ongoing_desktop.listener.matcher import RequestMatcher, reply_for
from ongoing_desktop.listener.received import malformed
from ongoing_desktop.listener.settings_source import Source, read_credential
from ongoing_desktop.listener.validation import Refusal
from tests.listener.makers import CATALOGUE, SYSTEM, hook, snapshot
from tests.listener.test_settings_source import Store, Vault, vault

HOOK = hook("a", authentication="x-auth-token", on_refusal="401")
OLD = OldCredential("", Secret("the-old-one"))
ROTATING = Settings(
    1, (SYSTEM,), (HOOK,), {"a": WebhookState(secret_ref="new", old_secret_ref="old", old_username="before")}
)


def judged(made: ListenerSnapshot, token: str) -> tuple[str, str, int]:
    found = RequestMatcher(made, CATALOGUE).judge("/hook", (("X-Auth-Token", token),), b"")
    return found.judgement.verdict, found.judgement.reason_code, reply_for(found).status


def test_both_are_accepted_and_a_third_is_not() -> None:
    made = snapshot(HOOK, secrets={"a": "the-new-one"}, old={"a": OLD})
    assert judged(made, "the-new-one") == ("verified", "right", 200)
    assert judged(made, "the-old-one") == ("verified", "old-credential", 200)
    assert judged(made, "another-one") == ("refused", "wrong-token", 401)


def test_the_old_one_counts_while_the_new_one_cannot_be_read() -> None:
    made = snapshot(HOOK, old={"a": OLD}, unreadable={"a": "vault-locked"})
    assert judged(made, "the-old-one") == ("verified", "old-credential", 200)
    assert judged(made, "another-one") == ("unverifiable", "secret-unreadable", 503)


def test_what_may_be_the_old_one_is_not_refused() -> None:
    made = snapshot(HOOK, secrets={"a": "the-new-one"}, old={"a": OldCredential("", None)})
    assert judged(made, "another-one") == ("unverifiable", "old-secret-unreadable", 503)


def test_a_webhook_without_authentication_stays_open() -> None:
    made = snapshot(hook("a"), old={"a": OLD})
    assert judged(made, "the-old-one")[0] == "open"


def test_it_goes_over_the_line_whole() -> None:
    given = {"a": OldCredential("jörg", Secret("pä\ud800ss")), "b": OldCredential("", None)}
    back = read_line(snapshot_line(snapshot(HOOK, old=given)))
    assert not isinstance(back, int)
    assert back.old["a"].username == "jörg"
    assert back.old["a"].secret is not None
    assert back.old["a"].secret.reveal() == "pä\ud800ss"
    assert back.old["b"].secret is None


def test_an_excerpt_holds_neither() -> None:
    made = snapshot(HOOK, secrets={"a": "the-new-one"}, old={"a": OLD})
    given = b"POST /x\r\nodd: the-old-one the-new-one\r\n"
    row, _ = malformed(made, Refusal("header-no-colon", 400), None, given, datetime.now(UTC), "")
    assert b"-one" not in row.body.data


def test_listen_reads_both_from_the_vault_once() -> None:
    entries = vault(new="the-new-one", old="the-old-one")
    source = Source(Store(ROTATING), lambda: entries)
    source.snapshot()
    made = source.snapshot()
    assert made.old["a"].username == "before"
    assert judged(made, "the-old-one")[:2] == ("verified", "old-credential")
    assert sorted(set(entries.asked)) == ["fingerprint-key", "new", "old"]
    assert entries.asked.count("old") == 1


def test_an_old_one_that_is_gone_is_nobodys() -> None:
    made = Source(Store(ROTATING), lambda: vault(new="the-new-one")).snapshot()
    assert not made.old
    assert judged(made, "another-one")[:2] == ("refused", "wrong-token")


@pytest.mark.parametrize("how", ["locked", "hanging"])
def test_an_old_one_that_does_not_come_may_still_be_right(how: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "VAULT_WAIT_S", 0.1)
    entries = vault() if how == "locked" else Vault()
    entries.error = VaultError("vault-locked") if how == "locked" else None
    made = Source(Store(ROTATING), lambda: entries).snapshot()
    assert made.old["a"].secret is None
    entries.gate.set()


def test_one_that_is_handed_in_is_the_only_one() -> None:
    source = Source(Store(ROTATING), lambda: vault(new="the-new-one", old="the-old-one"))
    assert not source.hand([read_credential(b'{"webhook": "a", "secret": "for this run"}')])
    assert not source.snapshot().old
    lost = replace(ROTATING, states={"a": WebhookState(secret_ref="new", old_secret_ref="session-1")})
    assert not Source(Store(lost), lambda: vault(new="n")).snapshot().old
