"""Merges two changes of a webhook: each side's changes are kept; a field changed by both is a conflict."""

from __future__ import annotations

from collections.abc import Iterable

from ongoing_desktop.domain.difference import CREDENTIAL, Members, built, members, three_way
from ongoing_desktop.domain.lazy_dataclasses import dataclass
from ongoing_desktop.domain.settings import Webhook


@dataclass(frozen=True, slots=True)
class Version:
    """A webhook at some time. ``secret_ref``: its vault entry at that time."""

    hook: Webhook
    secret_ref: str | None = None

    @property
    def members(self) -> Members:
        """The members including the credential."""
        return {**members(self.hook), CREDENTIAL: self.secret_ref}


@dataclass(frozen=True, slots=True)
class Merged:
    """Both sides' changes in one webhook. ``taken``: the fields that came from elsewhere."""

    hook: Webhook
    taken: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Conflict:
    """Both sides changed the same field, or the webhook was deleted elsewhere. Nothing was saved."""

    theirs: Version | None
    """What is stored now, or None if it was deleted."""
    mine: Webhook
    """Both sides' changes, with mine where both changed a field."""
    instead: Webhook
    """Both sides' changes, with theirs where both changed a field."""
    clashes: tuple[str, ...] = ()
    """The fields that both changed differently."""
    taken: tuple[str, ...] = ()
    """The fields that only they changed."""


def merge(base: Version, theirs: Version | None, mine: Webhook, *, credential: bool) -> Merged | Conflict:
    """Merge my change of ``base`` with theirs. ``credential``: I also change the stored credential."""
    if theirs is None:
        return Conflict(None, mine, mine)
    own = {**members(mine), CREDENTIAL: object() if credential else base.secret_ref}
    found = three_way(Webhook, base.members, theirs.members, own)
    # Settings of different types are one field, because they have no members in common.
    whole = len({base.hook.type, theirs.hook.type, mine.type}) > 1

    def named(keys: Iterable[str]) -> tuple[str, ...]:
        return tuple(dict.fromkeys("settings" if whole and key.startswith("settings.") else key for key in keys))

    kept, taken = built(theirs.hook, found.wanted), named(found.taken)
    if found.clashes:
        return Conflict(theirs, kept, built(theirs.hook, found.now), named(found.clashes), taken)
    return Merged(kept, taken)
