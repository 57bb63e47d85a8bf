"""Every trigger: created, tested with the built-in listener, and recognised there as exactly that trigger."""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterator
from dataclasses import replace

import pytest

from ongoing_desktop.bootstrap import open_services
from ongoing_desktop.domain.exchange import ExchangeRow
from ongoing_desktop.domain.secret import Secret
from ongoing_desktop.domain.settings import Webhook
from ongoing_desktop.services import Services
from ongoing_desktop.services.sending import SendOutcome
from ongoing_desktop.services.webhooks import KeepCredential, ReplaceCredential
from ongoing_desktop.storage.resources import load_catalogue
from tests.helpers import do, post
from tests.services.fakes import FakeVault

CATALOGUE = load_catalogue()
TRIGGERS = [trigger.key for trigger in CATALOGUE.triggers]
SCHEMES = ("none", "basic", "x-auth-token")


def hook_for(services: Services, place: int, path: str) -> Webhook:
    """Saves the webhook of a trigger; kinds and schemes alternate."""
    key = TRIGGERS[place]
    scheme = SCHEMES[place % 3]
    kind = ("regular", "automation")[place % 2]
    draft = services.webhooks.new_draft(kind, services.settings.current.systems[0].id)
    hook = replace(
        draft, name=f"{place} {key}", type=key, goods_owners=(12,) if kind == "regular" else (12, 13),
        url=f"http://127.0.0.1:1/{path}", authentication=scheme, username="u" if scheme == "basic" else "", enabled=True,
    )  # fmt: skip
    change = KeepCredential() if scheme == "none" else ReplaceCredential(Secret(f"secret-{place}"))
    saved = do(services, services.webhooks.save(hook, change))
    assert isinstance(saved, Webhook), saved
    return saved


@pytest.fixture(scope="module")
def services(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Services]:
    """Services with a demo system and a running listener."""
    made = open_services(tmp_path_factory.mktemp("triggers") / "data", vault=FakeVault())
    made.start()
    do(made, made.demo.add())
    do(made, made.listening.start(0))
    yield made
    made.close()


@pytest.fixture(scope="module")
def shared(services: Services) -> list[Webhook]:
    """One webhook of each trigger, all with one path."""
    return [hook_for(services, place, "shared") for place in range(len(TRIGGERS))]


def without_template(services: Services, hook: Webhook) -> bytes:
    payload = json.loads(services.sending.payloads.make(hook.id, "realistic").text)
    del payload["webhookTemplate"]
    return json.dumps(payload).encode()


def arrived(services: Services, path: str, body: bytes) -> ExchangeRow:
    """Post to the listener; returns the row of this request."""
    mark = uuid.uuid4().hex
    assert post(services.listening.state.url, f"{path}?{mark}", body, {"Content-Type": "application/json"}) == 200
    (row,) = [item for item in services.history.page(limit=20, direction="in") if item.target.endswith(mark)]
    return row


def family(key: str) -> str:
    found = CATALOGUE.family_of(key)
    assert found is not None
    return found.key


def test_every_family_has_triggers_of_its_own() -> None:
    assert len(set(TRIGGERS)) == len(TRIGGERS)
    assert {family(key) for key in TRIGGERS} == {item.key for item in CATALOGUE}


@pytest.mark.parametrize("place", range(len(TRIGGERS)), ids=TRIGGERS)
def test_created_tested_and_recognised(services: Services, place: int) -> None:
    hook = hook_for(services, place, f"each/{TRIGGERS[place]}")
    tested = do(services, services.sending.test(hook.id, target_key="listener"))
    assert isinstance(tested, SendOutcome), tested
    row = services.history.page(limit=1, direction="in")[0]
    expected = "open" if hook.authentication == "none" else "verified"
    assert (row.webhook, row.family, row.type, row.verdict, row.status, row.system) == (
        hook.id, family(hook.type), hook.type, expected, 200, "demo",
    )  # fmt: skip
    assert row.goods_owner_id == 12
    assert row.event_id == tested.row.event_id


@pytest.mark.parametrize("place", range(len(TRIGGERS)), ids=TRIGGERS)
@pytest.mark.parametrize("path", ["/shared", "/nobody"])
def test_never_taken_for_another(services: Services, shared: list[Webhook], place: int, path: str) -> None:
    """Without a known template text, the family is right, and the trigger right or unknown."""
    row = arrived(services, path, without_template(services, shared[place]))
    assert row.family == family(TRIGGERS[place])
    assert row.type in (None, TRIGGERS[place])
    if path == "/nobody":
        assert row.verdict == "unmatched"
