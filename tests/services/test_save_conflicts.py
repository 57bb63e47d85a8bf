"""Two windows change one webhook: two settings services over one real database."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from ongoing_desktop.domain.difference import Conflict, Merged, Version
from ongoing_desktop.domain.secret import Secret
from ongoing_desktop.domain.settings import Webhook
from ongoing_desktop.services.webhooks import KeepCredential, ReplaceCredential
from ongoing_desktop.storage.folder import open_storage
from tests.services.conftest import SYSTEM, Parts
from tests.services.fakes import FakeVault


class Side(Parts):
    """One window's services."""

    def reload(self) -> None:
        self.run(self.settings.reload())

    def hook(self) -> Webhook:
        return self.settings.current.webhooks[0]

    def version(self) -> Version:
        return Version(self.hook(), self.settings.current.state(self.hook().id).secret_ref)

    def save(self, hook: Webhook, base: Version | None = None, token: str = "") -> Any:
        change = ReplaceCredential(Secret(token)) if token else KeepCredential()
        return self.run(self.webhooks.save(hook, change, base=base))

    def secret(self) -> str:
        found = self.run(self.secrets.of(self.hook()))
        return found.reveal() if found else ""


@pytest.fixture
def sides(data_dir: Path) -> Iterator[tuple[Side, Side]]:
    """Two windows that both know one webhook with a token; neither follows the other automatically."""
    vault = FakeVault()
    storages = [open_storage(data_dir) for _ in range(2)]
    ours, theirs = (Side(data_dir, vault=vault, store=storage.settings) for storage in storages)
    for side in (ours, theirs):
        side.start(follow=False)

    async def add() -> None:
        await ours.settings.change("add-system", lambda now: replace(now, systems=(SYSTEM,)))

    ours.run(add())
    draft = ours.webhooks.new_draft("regular", "sys")
    ours.save(
        replace(
            draft,
            name="Picked",
            type="order-picked",
            goods_owners=(12,),
            url="https://erp.example/h",
            authentication="x-auth-token",
        ),
        token="first",
    )
    theirs.reload()
    yield ours, theirs
    for side, storage in zip((ours, theirs), storages, strict=True):
        side.close()
        storage.close()


def test_disjoint_changes_are_both_kept_and_told(sides: tuple[Side, Side]) -> None:
    ours, theirs = sides
    base = ours.version()
    theirs.save(replace(base.hook, email="ops@erp.example"))
    result = ours.save(replace(base.hook, url="https://erp.example/new"), base)
    wanted = replace(base.hook, email="ops@erp.example", url="https://erp.example/new")
    assert result == Merged(wanted, ("email",))
    theirs.reload()
    assert theirs.hook() == ours.hook() == wanted
    assert ours.secret() == "first"


def test_without_a_change_elsewhere_the_result_is_the_webhook(sides: tuple[Side, Side]) -> None:
    ours, _ = sides
    base = ours.version()
    assert ours.save(replace(base.hook, name="New"), base) == replace(base.hook, name="New")


def test_the_same_field_saves_nothing_and_comes_back(sides: tuple[Side, Side]) -> None:
    ours, theirs = sides
    base = ours.version()
    theirs.save(replace(base.hook, url="https://erp.example/theirs"))
    found = ours.save(replace(base.hook, url="https://erp.example/mine", name="Mine"), base)
    assert isinstance(found, Conflict)
    assert found.clashes == ("url",)
    ours.reload()
    assert ours.hook() == replace(base.hook, url="https://erp.example/theirs")
    # Mine nevertheless, on top of what is stored now.
    assert found.theirs is not None
    ours.save(found.mine, found.theirs)
    assert ours.hook() == replace(base.hook, url="https://erp.example/mine", name="Mine")


def test_a_conflict_writes_no_credential_that_stays(sides: tuple[Side, Side]) -> None:
    ours, theirs = sides
    base = ours.version()
    theirs.save(base.hook, token="theirs")
    found = ours.save(base.hook, base, token="mine")
    assert isinstance(found, Conflict)
    assert found.clashes == ("credential",)
    ours.reload()
    assert ours.secret() == "theirs"
    for side in sides:
        side.run(side.secrets.clean_up())
    assert "mine" not in ours.secrets._vault.entries.values()  # type: ignore[attr-defined]
    assert found.theirs is not None
    ours.save(base.hook, found.theirs, token="mine")
    assert ours.secret() == "mine"


def test_a_deletion_elsewhere_is_not_undone_by_saving(sides: tuple[Side, Side]) -> None:
    ours, theirs = sides
    base = ours.version()
    theirs.run(theirs.webhooks.delete([base.hook.id]))
    found = ours.save(replace(base.hook, name="Mine"), base)
    assert isinstance(found, Conflict)
    assert found.theirs is None
    ours.reload()
    assert ours.settings.current.webhooks == ()


def test_what_fits_no_longer_is_a_problem_not_a_save(sides: tuple[Side, Side]) -> None:
    ours, theirs = sides
    base = ours.version()

    async def without_owner() -> None:
        bare = replace(SYSTEM, goods_owners=SYSTEM.goods_owners[1:])
        await theirs.settings.change("remove-goods-owner", lambda now: replace(now, systems=(bare,)))

    theirs.run(without_owner())
    result = ours.save(replace(base.hook, name="Mine"), base)
    assert [problem.code for problem in result] == ["goods-owner-unknown"]
    ours.reload()
    assert ours.hook() == base.hook


def test_of_two_that_save_at_once_no_change_is_lost(sides: tuple[Side, Side]) -> None:
    bases = [side.version() for side in sides]

    async def burst(side: Side, field: str) -> int:
        merged = 0
        version = side.version()
        for number in range(12):
            wanted = replace(version.hook, **{field: f"{number}@{field}.example"})
            result = await side.webhooks.save(wanted, KeepCredential(), base=version)
            assert isinstance(result, Webhook | Merged), result
            merged += isinstance(result, Merged)
            version = Version(result.hook if isinstance(result, Merged) else result, version.secret_ref)
            await asyncio.sleep(0)
        return merged

    futures = [side.engine.submit(burst(side, field)) for side, field in zip(sides, ("name", "email"), strict=True)]
    assert sum(future.result(60) for future in futures) > 0
    for side in sides:
        side.reload()
    assert sides[0].hook() == sides[1].hook()
    assert (sides[0].hook().name, sides[0].hook().email) == ("11@name.example", "11@email.example")
    assert bases[0] == bases[1]
