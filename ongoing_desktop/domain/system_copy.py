"""Copies selected parts of one system to another, with rewritten addresses.

A copy is a new webhook: new id, disabled, without credential and Ongoing's number. An existing webhook keeps its id,
number, credential, user name, and whether it is enabled.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping
from datetime import datetime
from urllib.parse import parse_qsl

from ongoing_desktop.domain.lazy_dataclasses import EMPTY_MAPPING, dataclass, replace
from ongoing_desktop.domain.settings import GoodsOwner, Settings, System, Webhook, WebhookState
from ongoing_desktop.domain.statuses import Status, StatusSets, plain_statuses, statuses_of
from ongoing_desktop.domain.system_changes import without_standard
from ongoing_desktop.domain.system_comparison import SystemComparison
from ongoing_desktop.domain.urls import host_of

Replacements = tuple[tuple[str, str], ...]
"""Pairs of a piece of an address and its replacement."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CopyPlan:
    """What to copy from one system to another. Ids and numbers are the source's, except the values of mappings."""

    source: str
    target: str
    webhooks: tuple[str, ...] = ()
    into: Mapping[str, str] = EMPTY_MAPPING
    """Source webhook ids mapped to target webhooks that are updated instead of adding a copy."""
    owners: Mapping[int, int | None] = EMPTY_MAPPING  # type: ignore[assignment]
    """The target's number for each goods owner of the webhooks; None creates it there."""
    goods_owners: frozenset[int] = frozenset()
    statuses: frozenset[tuple[str, int]] = frozenset()
    """Set name and number."""
    transporters: frozenset[str] = frozenset()
    replacements: Replacements = ()


@dataclass(frozen=True, slots=True)
class Copied:
    """The settings after copying, and what was copied."""

    settings: Settings
    added: tuple[Webhook, ...] = ()
    updated: tuple[Webhook, ...] = ()
    dropped: tuple[WebhookState, ...] = ()
    """States whose credential no longer fits, because the authentication changed."""
    owners: tuple[GoodsOwner, ...] = ()
    """Goods owners that were created."""


def rewritten(url: str, replacements: Replacements) -> str:
    """The address with all occurrences replaced at the same time; of overlapping pieces the longest."""
    found = {find: replacement for find, replacement in replacements if find}
    if not found:
        return url
    pieces = "|".join(re.escape(find) for find in sorted(found, key=len, reverse=True))
    return re.sub(pieces, lambda match: found[match.group()], url)


def suggestions(comparison: SystemComparison, webhooks: frozenset[str]) -> Replacements:
    """Suggested replacements for the addresses of the selected webhooks: one pair per host, most frequent first.

    A host is paired with the most frequent host of its matched webhooks in the other system, or else with itself. The
    systems' codes are added if an address contains the left one.
    """
    pairs: dict[str, Counter[str]] = {}
    for pair in comparison.of("webhook"):
        if pair.left and pair.right and (found := (host_of(pair.left.url), host_of(pair.right.url))) and all(found):
            pairs.setdefault(found[0], Counter())[found[1]] += 1
    urls = [pair.left.url for pair in comparison.of("webhook") if pair.left and pair.left.id in webhooks]
    hosts = Counter(host for url in urls if (host := host_of(url)))
    # Of equally frequent hosts, prefer a different one, because that is the purpose of copying across.
    best = {
        host: max(others.items(), key=lambda item: (item[1], item[0] != host, item[0]))[0]
        for host, others in pairs.items()
    }
    made = [(host, best.get(host, host)) for host, _ in hosts.most_common()]  # of equals the first one found
    left, right = comparison.left.code, comparison.right.code
    if left and left != right and any(left in rewritten(url, tuple((host, "") for host in hosts)) for url in urls):
        made.append((left, right))
    return tuple(made)


def stale(url: str, comparison: SystemComparison, hook: Webhook, owners: Mapping[int, int]) -> tuple[str, ...]:
    """Parameters of a copied address that still refer to the source system, as ``name=value``.

    ``owners``: the target's number for each goods owner of the source.
    """
    gone = {str(number) for number in hook.goods_owners if owners.get(number, number) != number}
    if hook.number is not None:
        gone.add(str(hook.number))
    if comparison.left.code and comparison.left.code.casefold() != comparison.right.code.casefold():
        gone.add(comparison.left.code.casefold())
    query = url.partition("#")[0].partition("?")[2]
    pairs = parse_qsl(query, keep_blank_values=True, errors="replace")
    return tuple(f"{name}={value}" for name, value in pairs if value.strip().casefold() in gone)


def owners_of(comparison: SystemComparison, webhooks: frozenset[str]) -> tuple[int, ...]:
    """Numbers of all goods owners of the selected webhooks."""
    chosen = (pair.left for pair in comparison.of("webhook") if pair.left and pair.left.id in webhooks)
    return tuple(sorted({number for hook in chosen for number in hook.goods_owners}))


def unmapped(comparison: SystemComparison, webhooks: frozenset[str]) -> tuple[int, ...]:
    """Goods owners of the selected webhooks that the right system lacks."""
    return tuple(number for number in owners_of(comparison, webhooks) if number not in comparison.owners)


def copied(
    settings: Settings,
    comparison: SystemComparison,
    plan: CopyPlan,
    *,
    standard: StatusSets,
    new_id: Callable[[], str],
    now: datetime,
) -> Copied:
    """Apply a plan to the compared settings."""
    target, made = _target(comparison, plan, standard)
    owners = {
        **comparison.owners,
        **{number: number if other is None else other for number, other in plan.owners.items()},
    }
    by_id = {hook.id: hook for hook in settings.webhooks}
    names = {hook.name.strip().casefold() for hook in settings.webhooks if hook.system == target.id}
    states = dict(settings.states)
    added: list[Webhook] = []
    updated: list[Webhook] = []
    dropped: list[WebhookState] = []
    for hook_id in plan.webhooks:
        hook = by_id.get(hook_id)
        if hook is None or hook.system != plan.source:
            continue
        there = replace(
            hook,
            system=target.id,
            goods_owners=tuple(sorted({owners.get(number, number) for number in hook.goods_owners})),
            url=rewritten(hook.url, plan.replacements),
        )
        if (other := by_id.get(plan.into.get(hook_id, ""))) is not None and other.system == target.id:
            done, state = _brought_up(there, other, settings.state(other.id), now)
            if state.secret_ref != settings.state(other.id).secret_ref:
                dropped.append(settings.state(other.id))
            updated.append(done)
        else:
            done = replace(there, id=new_id(), name=_free(hook.name, names), enabled=False, number=None)
            state = WebhookState(changed_at=now)
            names.add(done.name.strip().casefold())
            added.append(done)
        by_id[done.id] = done
        states[done.id] = state
    systems = tuple(target if system.id == target.id else system for system in settings.systems)
    after = replace(settings, systems=systems, webhooks=tuple(by_id.values()), states=states)
    return Copied(after, tuple(added), tuple(updated), tuple(dropped), made)


def _brought_up(there: Webhook, other: Webhook, state: WebhookState, now: datetime) -> tuple[Webhook, WebhookState]:
    same_scheme = there.authentication == other.authentication
    done = replace(
        there,
        id=other.id,
        enabled=other.enabled,
        number=other.number,
        username=other.username if same_scheme else there.username,
    )
    if done == other:
        return other, state
    state = replace(state, changed_at=now)
    if not same_scheme:
        state = replace(
            state, secret_ref=None, secret_session=False, old_secret_ref=None, old_username="", rotating_since=None
        )
    return done, state if done.type == other.type else replace(state, test_payload="")


def _target(
    comparison: SystemComparison, plan: CopyPlan, standard: StatusSets
) -> tuple[System, tuple[GoodsOwner, ...]]:
    left, right = comparison.left, comparison.right
    owners = {owner.id: owner for owner in right.goods_owners}
    made: list[GoodsOwner] = []
    wanted = plan.goods_owners | {number for number, other in plan.owners.items() if other is None}
    for owner in left.goods_owners:
        if owner.id not in wanted:
            continue
        there = owners.get(comparison.owners.get(owner.id, 0))
        if there is None and owner.id not in owners:
            made.append(owner)
        if there is not None or owner.id not in owners:
            number = there.id if there else owner.id
            owners[number] = replace(owner, id=number)
    statuses = _with_statuses(left, right, plan, standard)
    wanted_names = (name for name in left.transporters if name in plan.transporters and name not in right.transporters)
    done = replace(
        right,
        goods_owners=tuple(owners[number] for number in sorted(owners)),
        statuses=statuses,
        transporters=(*right.transporters, *wanted_names),
    )
    return (without_standard(done, standard) if plan.statuses else done), tuple(made)


def _with_statuses(left: System, right: System, plan: CopyPlan, standard: StatusSets) -> Mapping[str, object]:
    own = dict(right.statuses)
    for name in sorted({name for name, _ in plan.statuses}):
        there: dict[int, Status] = {status.number: status for status in statuses_of(right, name, standard)}
        for status in statuses_of(left, name, standard):
            if (name, status.number) in plan.statuses:
                there[status.number] = status
        own[name] = plain_statuses(there.values())
    return own or EMPTY_MAPPING


def _free(name: str, taken: set[str]) -> str:
    if name.strip().casefold() not in taken:
        return name
    names = (f"{name} (copy)" if count == 1 else f"{name} (copy {count})" for count in range(1, 100_000))
    return next(text for text in names if text.strip().casefold() not in taken)
