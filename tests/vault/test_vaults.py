"""The guarantees of every vault, and which keyrings are accepted."""

from __future__ import annotations

import subprocess
import sys
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import Any

import keyring
import keyring.backend
import keyring.backends.fail
import keyring.backends.null
import keyring.errors
import pytest
from keyring.backends.chainer import ChainerBackend

from ongoing_desktop.domain.errors import VaultError
from ongoing_desktop.domain.secret import Secret
from ongoing_desktop.vault import KeyringVault
from ongoing_desktop.wording.messages import error_sentence, sentence
from tests.services.fakes import FakeVault

VALUE = "pässword-\N{KEY}-s3cret"


class Backend(keyring.backend.KeyringBackend):
    """Stores entries, or behaves as set. Never found by keyring's own search, because its priority is not viable."""

    priority = 5  # type: ignore[assignment]

    def __init__(self, *, error: BaseException | None = None, keeps: Callable[[str], str | None] = str) -> None:
        super().__init__()
        self.entries: dict[tuple[str, str], str] = {}
        self.error = error
        self.keeps = keeps

    def set_password(self, service: str, username: str, password: str) -> None:
        if self.error:
            raise self.error
        kept = self.keeps(password)
        if kept is not None:
            self.entries[service, username] = kept

    def get_password(self, service: str, username: str) -> str | None:
        if self.error:
            raise self.error
        return self.entries.get((service, username))

    def delete_password(self, service: str, username: str) -> None:
        if (service, username) not in self.entries:
            raise keyring.errors.PasswordDeleteError("not there")
        del self.entries[service, username]


class VaultContract:
    """Runs against every vault."""

    def make(self) -> Any:
        raise NotImplementedError

    @pytest.mark.parametrize("value", [VALUE, "", " ", "a\x00b", "x" * 1280, "line\nbreak", '"quoted"\\'])
    def test_what_is_put_comes_back(self, value: str) -> None:
        vault = self.make()
        vault.put("ref-1", Secret(value))
        found = vault.get("ref-1")
        assert found is not None
        assert found.reveal() == value

    def test_entries_are_apart(self) -> None:
        vault = self.make()
        vault.put("a", Secret("1"))
        vault.put("b", Secret("2"))
        vault.delete("a")
        assert vault.get("a") is None
        assert vault.get("b").reveal() == "2"

    def test_what_is_not_there_is_none_and_may_be_deleted(self) -> None:
        vault = self.make()
        assert vault.get("nothing") is None
        vault.delete("nothing")
        vault.delete("nothing")

    def test_it_is_usable_and_has_a_name(self) -> None:
        status = self.make().status()
        assert status.usable
        assert status.name
        assert status.code == ""


class TestFakeVault(VaultContract):
    """The tests of the services use it, so it must behave in the same way."""

    def make(self) -> FakeVault:
        return FakeVault()

    def test_another_one_knows_nothing(self) -> None:
        self.make().put("a", Secret("1"))
        assert self.make().get("a") is None


class TestKeyringVault(VaultContract):
    def make(self) -> KeyringVault:
        keyring.set_keyring(Backend())
        return KeyringVault()

    def test_each_entry_has_a_service_of_its_own(self) -> None:
        backend = Backend()
        keyring.set_keyring(backend)
        vault = KeyringVault()
        vault.put("a", Secret("1"))
        vault.put("b", Secret("2"))
        assert {service for service, _ in backend.entries} == {"ongoing-desktop/a", "ongoing-desktop/b"}
        assert {user for _, user in backend.entries} == {"ongoing-desktop"}


def refused(call: Callable[[], object]) -> VaultError:
    """The error of a call, which must not contain the secret."""
    with pytest.raises(VaultError) as caught:
        call()
    error = caught.value
    assert error.__cause__ is None
    assert error.__context__ is None
    told = "".join(traceback.format_exception(error)) + str(error) + repr(error.params) + error_sentence(error)
    assert VALUE not in told
    assert "s3cret" not in told
    assert not error_sentence(error).startswith("vault-")
    return error


ERRORS = [
    (keyring.errors.NoKeyringError(VALUE), "vault-none"),
    (ModuleNotFoundError(VALUE), "vault-none"),
    (keyring.errors.KeyringLocked(VALUE), "vault-locked"),
    (keyring.errors.InitError(VALUE), "vault-locked"),
    (keyring.errors.PasswordSetError(VALUE), "vault-refused"),
    (keyring.errors.KeyringError(VALUE), "vault-failed"),
    (RuntimeError(VALUE), "vault-failed"),
    (OSError(5, VALUE), "vault-failed"),
    (UnicodeEncodeError("ascii", VALUE, 0, 1, "no"), "vault-not-text"),
]


@pytest.mark.parametrize(("error", "code"), ERRORS, ids=lambda value: type(value).__name__)
def test_whatever_a_backend_raises_is_a_code(error: Exception, code: str) -> None:
    keyring.set_keyring(Backend(error=error))
    vault = KeyringVault()
    assert refused(lambda: vault.put("a", Secret(VALUE))).code == code
    assert refused(lambda: vault.get("a")).code == code
    assert refused(lambda: vault.delete("a")).code == code


@pytest.mark.parametrize(
    "keeps", [lambda _: None, lambda value: value[:-1], lambda value: value + "\n", lambda _: "\ud800"]
)
def test_a_value_that_does_not_read_back_is_not_stored(keeps: Callable[[str], str | None]) -> None:
    keyring.set_keyring(Backend(keeps=keeps))
    assert refused(lambda: KeyringVault().put("a", Secret(VALUE))).code == "vault-not-kept"


@pytest.mark.parametrize("value", ["s3cret\ud800", "\udcff" * 2000])
def test_half_characters_are_refused_before_any_backend_sees_them(value: str) -> None:
    backend = Backend()
    keyring.set_keyring(backend)
    assert refused(lambda: KeyringVault().put("a", Secret(value))).code == "vault-not-text"
    assert not backend.entries


@pytest.mark.parametrize("value", ["x" * 1281, "\N{KEY}" * 641])
def test_what_windows_could_not_hold_is_refused_everywhere(value: str) -> None:
    backend = Backend()
    keyring.set_keyring(backend)
    assert refused(lambda: KeyringVault().put("a", Secret(value))).code == "vault-too-long"
    assert not backend.entries


def test_the_null_backend_keeps_nothing_and_says_so() -> None:
    keyring.set_keyring(keyring.backends.null.Keyring())
    vault = KeyringVault()
    assert vault.status().code == "vault-none"
    assert not vault.status().usable
    assert refused(lambda: vault.put("a", Secret(VALUE))).code == "vault-not-kept"
    assert refused(lambda: vault.get("a")).code == "vault-none"


def test_the_failing_backend_is_none() -> None:
    keyring.set_keyring(keyring.backends.fail.Keyring())
    vault = KeyringVault()
    assert (vault.status().usable, vault.status().code) == (False, "vault-none")
    assert refused(lambda: vault.put("a", Secret(VALUE))).code == "vault-none"
    assert refused(lambda: vault.get("a")).code == "vault-none"


def with_priority(priority: object) -> Backend:
    backend = Backend()
    backend.__dict__["priority"] = priority
    return backend


@pytest.mark.parametrize(
    ("priority", "usable"), [(0.5, False), (0, False), (-1, False), (1, True), (9, True), ("?", False)]
)
def test_a_backend_counts_by_its_priority(priority: object, usable: bool) -> None:
    keyring.set_keyring(with_priority(priority))
    assert KeyringVault().status().usable is usable


def test_plain_files_of_keyrings_alt_never_count() -> None:
    kind = type("PlaintextKeyring", (Backend,), {"__module__": "keyrings.alt.file", "priority": 9})
    keyring.set_keyring(kind())
    vault = KeyringVault()
    assert vault.status().code == "vault-none"
    assert refused(lambda: vault.put("a", Secret(VALUE))).code == "vault-none"


def test_of_a_chain_only_the_members_that_count_are_used(monkeypatch: pytest.MonkeyPatch) -> None:
    plain, good, other = with_priority(0.5), Backend(), Backend()
    monkeypatch.setattr(ChainerBackend, "backends", [plain, good, other])
    keyring.set_keyring(ChainerBackend())
    vault = KeyringVault()
    assert vault.status().usable
    vault.put("a", Secret(VALUE))
    assert list(good.entries.values()) == [VALUE]
    assert not plain.entries
    other.set_password("ongoing-desktop/old", "ongoing-desktop", "kept by the other")
    assert vault.get("old").reveal() == "kept by the other"  # type: ignore[union-attr]
    vault.delete("old")
    assert not other.entries
    monkeypatch.setattr(ChainerBackend, "backends", [plain])
    assert vault.status().code == "vault-none"


def run(program: str, **environment: str) -> str:
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, timeout=60, check=True,
        env={"PATH": "/usr/bin:/bin", "HOME": "/nonexistent", "DBUS_SESSION_BUS_ADDRESS": "", **environment},
    )  # fmt: skip
    return done.stdout.strip()


STATUS = "from ongoing_desktop.vault import KeyringVault; print(KeyringVault().status().code)"


@pytest.mark.parametrize(
    ("backend", "code"),
    [
        ("keyring.backends.null.Keyring", "vault-none"),
        ("keyring.backends.fail.Keyring", "vault-none"),
        ("nowhere.Keyring", "vault-environment"),
        ("keyring.backends.null.Nothing", "vault-environment"),
        ("", "vault-environment"),
    ],
)
def test_a_backend_named_by_the_environment(backend: str, code: str) -> None:
    assert run(STATUS, PYTHON_KEYRING_BACKEND=backend) == code


@pytest.mark.parametrize(
    "text",
    [
        b"[backend",
        b"default-keyring=x",
        b"\xff\xfe[\0",
        b"[backend]\ndefault-keyring=nowhere.Keyring",
        b"[backend]\ndefault-keyring=keyring.backends.null.Nothing",
        b"[backend]\ndefault-keyring=",
        b"[backend]\ndefault-keyring=x\ndefault-keyring=y",
    ],
)
def test_a_broken_configuration_of_keyring_is_named(tmp_path: Path, text: bytes) -> None:
    file = tmp_path / "python_keyring" / "keyringrc.cfg"
    file.parent.mkdir()
    file.write_bytes(text)
    environment = {"XDG_CONFIG_HOME": str(tmp_path), "LOCALAPPDATA": str(tmp_path), "XDG_DATA_HOME": str(tmp_path)}
    assert run(STATUS, **environment) == "vault-config"
    assert "keyringrc.cfg" in sentence("vault-config")


@pytest.mark.parametrize("error", [SystemExit(VALUE), KeyboardInterrupt(VALUE), GeneratorExit(VALUE)])
def test_what_would_end_the_program_is_a_failure_of_the_keyring(
    error: BaseException,
) -> None:
    vault = KeyringVault()
    keyring.set_keyring(Backend(error=error))
    for call in (lambda: vault.put("a", Secret(VALUE)), lambda: vault.get("a"), lambda: vault.delete("a")):
        assert refused(call).code == "vault-failed"


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere there is a keyring without D-Bus")
def test_without_a_secret_service_there_is_none() -> None:
    assert run(STATUS) == "vault-none"


def test_keyring_is_imported_only_once_it_is_needed() -> None:
    program = (
        "import sys; from ongoing_desktop.vault import KeyringVault; KeyringVault(); print('keyring' in sys.modules)"
    )
    assert run(program) == "False"


@pytest.mark.parametrize(
    "code", ["vault-none", "vault-locked", "vault-refused", "vault-failed", "vault-not-kept", "vault-not-text",
             "vault-too-long", "vault-timeout", "vault-missing", "vault-busy", "vault-config", "vault-environment"]
)  # fmt: skip
def test_every_code_has_a_sentence(code: str) -> None:
    assert sentence(code) != code
