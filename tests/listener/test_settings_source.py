"""Settings and credentials of a listener that reads them itself."""

from __future__ import annotations

import threading
from dataclasses import dataclass, field, replace

import pytest

from ongoing_desktop.domain.errors import UsageError, VaultError
from ongoing_desktop.domain.secret import Secret
from ongoing_desktop.domain.settings import Settings, WebhookState
from ongoing_desktop.domain.snapshot import ListenerSnapshot
from ongoing_desktop.listener import settings_source as module
from ongoing_desktop.listener.settings_source import Source, read_credential
from tests.helpers import until
from tests.listener.makers import SYSTEM, hook

HOOK = hook("a", authentication="x-auth-token")
SETTINGS = Settings(1, (SYSTEM,), (HOOK, hook("b")), {"a": WebhookState(secret_ref="ref")})


@dataclass
class Store:
    settings: Settings = SETTINGS
    version: int = 1

    def load(self) -> Settings:
        return self.settings

    def data_version(self) -> int:
        return self.version


@dataclass
class Vault:
    entries: dict[str, str] = field(default_factory=dict)
    error: VaultError | None = None
    gate: threading.Event = field(default_factory=threading.Event)
    asked: list[str] = field(default_factory=list)

    def get(self, ref: str) -> Secret | None:
        self.asked.append(ref)
        self.gate.wait(20)
        if self.error:
            raise self.error
        return Secret(self.entries[ref]) if ref in self.entries else None


def vault(**entries: str) -> Vault:
    made = Vault(entries)
    made.gate.set()
    return made


def value(snapshot: ListenerSnapshot, webhook: str = "a") -> str | None:
    secret = snapshot.secrets.get(webhook)
    return secret.reveal() if secret else None


def test_secrets_come_from_the_vault_once() -> None:
    entries = vault(ref="t")
    source = Source(Store(), lambda: entries)
    assert value(source.snapshot()) == value(source.snapshot()) == "t"
    assert entries.asked.count("ref") == 1


def test_no_vault_is_made_until_a_secret_is_needed() -> None:
    def never() -> Vault:
        raise AssertionError

    for settings in (Settings(1, (SYSTEM,), (hook("b"),)), replace(SETTINGS, states={})):
        assert not any(Source(Store(settings), never).snapshot().secrets.values())


@pytest.mark.parametrize("ref", [None, "session-1"])
def test_a_credential_of_another_session_is_missing(ref: str | None) -> None:
    store = Store(replace(SETTINGS, states={"a": WebhookState(secret_ref=ref)}))
    made = Source(store, vault).snapshot()
    assert (value(made), made.unreadable) == (None, {"a": "vault-missing"})


def test_a_vault_that_fails_or_hangs_makes_it_unreadable(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "VAULT_WAIT_S", 0.1)
    locked = vault()
    locked.error = VaultError("vault-locked")
    assert Source(Store(), lambda: locked).snapshot().unreadable == {"a": "vault-locked"}

    hanging = Vault({"ref": "late"})
    source, heard = Source(Store(), lambda: hanging), []
    assert source.snapshot().unreadable == {"a": "vault-timeout"}
    source.follow(heard.append)
    hanging.gate.set()
    until(lambda: heard and value(heard[-1]) == "late", "the late secret")
    source.close()


def test_changes_of_others_are_noticed_within_a_second() -> None:
    store, heard = Store(), []
    source = Source(store, lambda: vault(ref="t", other="u"))
    source.follow(heard.append)
    until(lambda: heard, "the first look")
    store.settings = replace(SETTINGS, states={"a": WebhookState(secret_ref="other")})
    store.version = 2
    until(lambda: value(heard[-1]) == "u", "the change", limit_s=1.0)
    source.close()


def test_a_handed_credential_goes_before_the_vault() -> None:
    source = Source(Store(), vault)
    assert source.hand([read_credential(b'{"webhook": "a", "username": "me", "secret": "s"}')]) == []
    made = source.snapshot()
    assert value(made) == "s"
    assert made.webhooks[0].username == "me"


def test_many_credentials_cost_one_reading_of_the_settings_and_a_wrong_one_none_of_the_others() -> None:
    hooks = tuple(hook(f"h{number}", authentication="x-auth-token") for number in range(1000))
    store, loads = Store(Settings(1, (SYSTEM,), hooks)), []
    load = store.load
    store.load = lambda: loads.append(1) or load()  # type: ignore[method-assign,return-value]
    source = Source(store, vault)
    given = [
        read_credential(b'{"webhook": "%s", "secret": "t"}' % name.encode())
        for name in ("none", *(item.id for item in hooks))
    ]
    assert [error.code for error in source.hand(given)] == ["usage-no-webhook"]
    assert len(loads) == 1
    assert all(value(source.snapshot(), item.id) == "t" for item in hooks[:3] + hooks[-3:])


@pytest.mark.parametrize("line", [b"", b"[]", b'{"webhook": "a"}', b'{"webhook": 1, "secret": "topsecret"}'])
def test_a_bad_credential_line_is_not_repeated(line: bytes) -> None:
    with pytest.raises(UsageError) as caught:
        read_credential(line)
    assert "topsecret" not in str(caught.value)


def test_webhooks_are_found_by_id_or_only_name() -> None:
    two = Settings(webhooks=(hook("a"), replace(hook("b"), name="same"), replace(hook("c"), name="same")))
    assert two.find_webhook("a").id == "a"
    for name, code in (("same", "usage-several"), ("none", "usage-no-webhook")):
        with pytest.raises(UsageError) as caught:
            two.find_webhook(name)
        assert caught.value.code == code
