"""Two changes of one webhook: what is merged, what conflicts, and that nothing is lost."""

from __future__ import annotations

from dataclasses import fields, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ongoing_desktop.domain.difference import Conflict, Merged, Version, merge
from ongoing_desktop.domain.settings import Webhook

HOOK = Webhook(
    "w", "Picked", "s", "regular", "order-picked", (12,), "https://erp.example/h", settings={"statuses": [1]}
)
BASE = Version(HOOK, "ref")


def over(mine: Webhook, theirs: Webhook | None, *, ref: str | None = "ref", credential: bool = False):
    return merge(BASE, Version(theirs, ref) if theirs else None, mine, credential=credential)


def test_disjoint_changes_are_merged() -> None:
    mine = replace(HOOK, url="https://erp.example/mine", settings={"statuses": [1], "b": 2})
    theirs = replace(HOOK, email="ops@x.example", number=7, settings={"statuses": [3]})
    merged = over(mine, theirs)
    assert merged == Merged(
        replace(mine, email="ops@x.example", number=7, settings={"statuses": [3], "b": 2}),
        ("email", "number", "settings.statuses"),
    )


def test_the_same_change_on_both_sides_is_none() -> None:
    both = replace(HOOK, name="Both")
    assert over(both, both) == Merged(both)


def test_what_both_changed_clashes_and_the_rest_is_merged() -> None:
    mine = replace(HOOK, url="https://erp.example/mine", email="mine@x.example")
    theirs = replace(HOOK, url="https://erp.example/theirs", name="Theirs")
    found = over(mine, theirs)
    assert isinstance(found, Conflict)
    assert found.clashes == ("url",)
    assert found.taken == ("name",)
    assert found.mine == replace(mine, name="Theirs")
    assert found.instead == replace(theirs, email="mine@x.example")


def test_a_deletion_is_a_conflict_whatever_changed() -> None:
    assert over(HOOK, None) == Conflict(None, HOOK, HOOK)


@pytest.mark.parametrize(
    ("mine", "theirs", "clashes"),
    [
        ({"goods_owners": (13,)}, {"system": "t", "goods_owners": (99,)}, ("system", "goods_owners")),
        ({"type": "order-packed"}, {"settings": {"statuses": [4]}}, ("type", "settings")),
        ({"settings": {}}, {"type": "order-packed"}, ("type", "settings")),
        ({"settings": {}}, {"settings": {"statuses": [2]}}, ("settings.statuses",)),
        ({"authentication": "basic", "username": "a"}, {"authentication": "x-auth-token"}, ("authentication", "username")),
    ],
)  # fmt: skip
def test_what_belongs_together_is_judged_together(
    mine: dict[str, object], theirs: dict[str, object], clashes: tuple[str, ...]
) -> None:
    found = over(replace(HOOK, **mine), replace(HOOK, **theirs))  # type: ignore[arg-type]
    assert isinstance(found, Conflict)
    assert found.clashes == clashes


def test_credentials_clash_with_credentials_and_with_their_scheme() -> None:
    assert over(HOOK, HOOK, ref="other") == Merged(HOOK, ("credential",))
    assert over(HOOK, HOOK, credential=True) == Merged(HOOK)
    found = over(HOOK, HOOK, ref="other", credential=True)
    assert isinstance(found, Conflict)
    assert found.clashes == ("credential",)
    found = over(HOOK, replace(HOOK, authentication="basic"), credential=True)
    assert isinstance(found, Conflict)
    assert found.clashes == ("authentication", "credential")


SIDES = st.builds(
    lambda **changes: replace(HOOK, **changes),
    name=st.sampled_from(["Picked", "A", "B"]),
    url=st.sampled_from([HOOK.url, "https://a.example/", "https://b.example/"]),
    type=st.sampled_from(["order-picked", "order-packed"]),
    settings=st.dictionaries(st.sampled_from(["statuses", "n"]), st.integers(0, 2)),
    authentication=st.sampled_from(["none", "basic"]),
    username=st.sampled_from(["", "u"]),
    enabled=st.booleans(),
    keep_raw=st.booleans(),
)


@given(SIDES, SIDES)
def test_every_change_of_either_side_is_in_the_result_or_a_clash(mine: Webhook, theirs: Webhook) -> None:
    found = over(mine, theirs)
    if isinstance(found, Conflict):
        results, clashes = (found.mine, found.instead), set(found.clashes)
        assert clashes
    else:
        results, clashes = (found.hook,), set()
    for field in fields(Webhook):
        name = field.name
        if name == "settings":
            continue
        old, own, other = (getattr(hook, name) for hook in (HOOK, mine, theirs))
        for result in results:
            assert getattr(result, name) in (own, other)
            if name not in clashes and not clashes & {"authentication", "username", "type", "settings"}:
                assert getattr(result, name) == (own if own != old else other)
    if mine == HOOK:
        assert found == Merged(theirs, found.taken)
    if theirs == HOOK:
        assert found == Merged(mine)
