"""Finds the webhook of a request, checks its credentials and chooses the answer: pure decisions on one snapshot.

Webhooks that share a path are distinguished by the payload and by matching credentials; a step that would leave none is
skipped. An undecided result is reported as such: a trigger is named correctly or not at all.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from functools import cached_property
from typing import TYPE_CHECKING, Final

from ongoing_desktop.auth import SCHEMES, Check, credential_headers, verify_both
from ongoing_desktop.domain.bind import ANYWHERE, is_numeric
from ongoing_desktop.domain.catalogue import Catalogue
from ongoing_desktop.domain.exchange import Headers, Judgement, Verdict
from ongoing_desktop.domain.lazy_dataclasses import dataclass, replace
from ongoing_desktop.domain.lessons import taught_by
from ongoing_desktop.domain.payload import PayloadFacts, inspect, no_event, unmatched
from ongoing_desktop.domain.settings import System, Webhook
from ongoing_desktop.domain.snapshot import ListenerSnapshot
from ongoing_desktop.domain.statuses import StatusSets, read_transitions
from ongoing_desktop.domain.urls import path_of, query_of
from ongoing_desktop.listener.http_answers import Reply, plain

if TYPE_CHECKING:
    from ongoing_desktop.listener.simulator import Asked, Simulation

BEST_FIRST: Final[tuple[Verdict, ...]] = ("verified", "open", "unverifiable", "refused")
LOCAL_NAMES: Final = frozenset({"localhost", "127.0.0.1", "[::1]"})

Narrowing = Callable[[Webhook], bool]


@dataclass(frozen=True, slots=True)
class Judged:
    """A judgement with the webhooks that remain possible."""

    judgement: Judgement
    hooks: tuple[Webhook, ...] = ()

    @property
    def keep_raw(self) -> bool:
        """Whether credential values are stored unredacted: only if every possible webhook is set so."""
        return bool(self.hooks) and all(hook.keep_raw for hook in self.hooks)


class RequestMatcher:
    """A snapshot prepared for look-ups. Immutable after construction; safe on any thread."""

    def __init__(
        self, snapshot: ListenerSnapshot, catalogue: Catalogue, standard: Callable[[], StatusSets] = dict
    ) -> None:
        """``standard``: the statuses of systems without their own; called only by the API simulator."""
        snapshot.prepare()
        self.simulation: Simulation | None = None
        if snapshot.simulator.on:
            from ongoing_desktop.listener.simulator import Simulation  # noqa: PLC0415 - it is off nearly always

            self.simulation = Simulation(snapshot, standard())
        self.snapshot = snapshot
        self._catalogue = catalogue
        self._systems: Mapping[str, System] = {system.id: system for system in snapshot.systems}
        bound = snapshot.host.lower()
        named = {snapshot.public_host, bound, f"[{bound}]"} - {"", "[]"}
        self._local_names = LOCAL_NAMES | named
        self._any_address = bound in ANYWHERE
        self._taught = taught_by(snapshot.systems)
        self._credential_headers = credential_headers()
        self._exact: dict[str, list[Webhook]] = {}
        self._loose: dict[str, list[Webhook]] = {}
        for hook in snapshot.webhooks:
            for path in {path_of(url) for url in (hook.url, hook.local_target) if url}:
                self._exact.setdefault(path, []).append(hook)
                self._loose.setdefault(path.rstrip("/"), []).append(hook)

    def api_request(self, target: str) -> Asked | None:
        """The API request in a target; None if the simulator is off or a webhook has this path."""
        if self.simulation is None or path_of(target) in self._exact:
            return None
        return self.simulation.asked(target)

    def judge_api(self, simulation: Simulation, asked: Asked, method: str, headers: Headers) -> tuple[Judged, Reply]:
        """Judge a request to the API simulator; also returns its answer."""
        judgement = simulation.judge(asked, headers, _marks(headers, self._is_local))
        return Judged(judgement), simulation.reply(asked, method, judgement)

    def judge(self, target: str, headers: Headers, body: bytes | None, size: int | None = None) -> Judged:
        """Judge a request.

        ``body``: None before it is read, empty if it is too large; ``size``: its real size if different.
        """
        facts = inspect(body or b"", self._catalogue, self._taught, for_people=False)
        whole = size if size is not None or body is None else len(body)
        path = path_of(target)
        hooks = list(self._exact.get(path) or self._loose.get(path.rstrip("/")) or ())
        marks = _marks(headers, self._is_local)
        if nothing := no_event(facts, whole):
            marks["no_event"] = nothing
        if not hooks:
            return Judged(unmatched(facts, "path-unknown", self._system_code(facts.system), marks))
        for fits in self._narrowings(facts, target):
            hooks = [hook for hook in hooks if fits(hook)] or hooks
        # Everything that a check examines. With many webhooks, each further field would cost time for each.
        given = tuple([field for field in headers if field[0].lower() in self._credential_headers])
        checks = {hook.id: self._check(hook, given) for hook in hooks}
        right = [hook for hook in hooks if checks[hook.id].verdict == "verified"]
        hooks = right or hooks
        check = _best([checks[hook.id] for hook in hooks])
        if check.verdict == "refused" and (owner := self._owner_of(given, hooks)):
            check = Check("refused", "other-webhook", {"other": owner})
        params = {**check.params, **marks, **remarks(hooks, facts, self._catalogue)}
        if len(hooks) > 1:
            params["webhooks"] = ", ".join(hook.name for hook in hooks[:10])
        return Judged(self._named(hooks, facts, check, params), tuple(hooks))

    def _is_local(self, name: str) -> bool:
        return name in self._local_names or (self._any_address and is_numeric(name))

    def _system_code(self, said: str | None) -> str | None:
        """Our spelling of the code if the payload means one of our systems, else the payload's."""
        if said is None:
            return None
        wanted = said.casefold()
        return next((item.code for item in self._systems.values() if item.code.casefold() == wanted), said)

    def _narrowings(self, facts: PayloadFacts, target: str) -> Iterable[Narrowing]:
        query = target.partition("?")[2]
        if query:
            # As the sender writes it: spaces and non-ASCII characters arrive encoded.
            yield lambda hook: query_of(hook.url) == query
        if facts.webhook_number is not None:
            number, family = facts.webhook_number, facts.family
            yield lambda hook: hook.number == number and self._family(hook) == family
            # Another number of the same family means another webhook.
            yield lambda hook: hook.number in (None, number) or self._family(hook) != family
        if facts.family is not None:
            yield lambda hook: self._family(hook) == facts.family
        if facts.type is not None:
            yield lambda hook: hook.type == facts.type
        if facts.system is not None:
            code = facts.system.casefold()
            yield lambda hook: self._code(hook).casefold() == code
        if facts.goods_owner_id is not None:
            yield lambda hook: facts.goods_owner_id in hook.goods_owners

    def _family(self, hook: Webhook) -> str | None:
        family = self._catalogue.family_of(hook.type)
        return family.key if family else None

    def _code(self, hook: Webhook) -> str:
        system = self._systems.get(hook.system)
        return system.code if system else ""

    def _check(self, hook: Webhook, headers: Headers) -> Check:
        scheme = SCHEMES.get(hook.authentication)
        if scheme is None:
            return Check("unverifiable", "scheme-unknown")
        secret = self.snapshot.secrets.get(hook.id)
        if scheme.needs_secret and (twice := _twice(headers, self._credential_headers)):
            return Check("refused", "two-headers", {"header": twice})
        if scheme.needs_secret and (old := self.snapshot.old.get(hook.id)):
            check = verify_both(scheme, hook.username, secret, old, headers)
        else:
            check = scheme.verify(hook.username, secret, headers)
        by_old = check.reason_code == "old-credential"
        if scheme.needs_secret and secret is None and not by_old and check.verdict in ("verified", "open"):
            return Check("unverifiable", "secret-missing")  # never accepted, whatever a scheme says
        if (
            check.reason_code == "secret-missing"
            and self.snapshot.unreadable.get(hook.id, "vault-missing") != "vault-missing"
        ):
            return replace(check, reason_code="secret-unreadable")
        return check

    def _owner_of(self, headers: Headers, judged: Sequence[Webhook]) -> str:
        """The name of another webhook whose credential was sent, or empty."""
        asked = {hook.id for hook in judged}
        for scheme in SCHEMES.values():
            for credential in filter(None, (scheme.credential_in(*field) for field in headers)):
                for hook in self._owners.get(_digest(scheme.key, credential.encode("latin-1", "replace")), ()):
                    if hook.id not in asked and self._check(hook, headers).verdict == "verified":
                        return hook.name
        return ""

    @cached_property
    def _owners(self) -> Mapping[bytes, Sequence[Webhook]]:
        """Webhooks by the digest of their credentials: comparing a wrong one with 1,000 takes milliseconds each time."""
        found: dict[bytes, list[Webhook]] = {}
        for hook in self.snapshot.webhooks:
            scheme, secret = SCHEMES.get(hook.authentication), self.snapshot.secrets.get(hook.id)
            if scheme is None or not scheme.needs_secret or not secret:
                continue
            old = self.snapshot.old.get(hook.id)
            for username, value in ((hook.username, secret), *([(old.username, old.secret)] if old else [])):
                with suppress(UnicodeError):  # no header carries such a credential
                    if value:
                        key = _digest(scheme.key, scheme.encoded(username, value).encode())
                        found.setdefault(key, []).append(hook)
        return found

    def _named(
        self, hooks: list[Webhook], facts: PayloadFacts, check: Check, params: Mapping[str, object]
    ) -> Judgement:
        families = {self._family(hook) for hook in hooks}
        types = {hook.type for hook in hooks}
        systems = {self._code(hook) for hook in hooks}
        family = facts.family or (families.pop() if len(families) == 1 else None)
        type_key = facts.type
        if type_key is None and len(types) == 1 and (facts.family is None or facts.family == self._family(hooks[0])):
            type_key = hooks[0].type
        said = self._system_code(facts.system)
        return Judgement(
            verdict=check.verdict,
            reason_code=check.reason_code,
            params=params,
            webhook=hooks[0].id if len(hooks) == 1 else None,
            system=(systems.pop() or said) if len(systems) == 1 else said,
            family=family,
            type=type_key,
            event_id=facts.event_id,
            webhook_number=facts.webhook_number,
            goods_owner_id=facts.goods_owner_id,
            subject=facts.subject,
            event_at=facts.event_at,
            state=facts.state,
        )


def reply_for(judged: Judged) -> Reply:
    """The answer by the webhook's ``onRefusal``; 200 unless every possible webhook is set to 401."""
    strict = bool(judged.hooks) and all(hook.on_refusal == "401" for hook in judged.hooks)
    match judged.judgement.verdict:
        case "refused" if strict:
            return refused({hook.authentication for hook in judged.hooks})
        case "unverifiable" if strict:
            return plain(503, "The credentials cannot be checked at the moment.")
        case _:
            return plain(200, "OK")


def refused(schemes: Iterable[str]) -> Reply:
    """401 with the challenges of RFC 9110, 11.6.1."""
    challenges = (SCHEMES[key].challenge("Ongoing Desktop") for key in sorted(schemes) if key in SCHEMES)
    found = tuple(("WWW-Authenticate", challenge) for challenge in challenges if challenge)
    reply = plain(401, "The credentials are missing or wrong.")
    return replace(reply, headers=(*reply.headers, *found))


def _digest(scheme: str, credential: bytes) -> bytes:
    return hashlib.sha256(scheme.encode() + b"\0" + credential).digest()


def _best(checks: list[Check]) -> Check:
    best = min(checks, key=lambda check: BEST_FIRST.index(check.verdict))
    same = [check for check in checks if check.verdict == best.verdict]
    if len({check.reason_code for check in same}) == 1:
        return best
    return Check(best.verdict, f"several-{best.verdict}")


def _twice(headers: Headers, credentials: frozenset[str]) -> str:
    """A credential header that was sent more than once, or an empty text: it is unclear which one counts."""
    names = [name.lower() for name, _ in headers]
    twice = [name for name in credentials if names.count(name) > 1]
    return next((name for name, _ in headers if name.lower() in twice), "")


def _marks(headers: Headers, is_local: Callable[[str], bool]) -> dict[str, object]:
    """Other warnings about a request (T2, T3)."""
    found: dict[str, object] = {}
    for name, value in headers:
        match name.lower():
            case "origin":
                found["from_web_page"] = True
            case "sec-fetch-site" if value.lower() == "cross-site":
                found["from_web_page"] = True
            case "host" if not is_local(_host_name(value)):
                found["foreign_host"] = True
    return found


def _host_name(value: str) -> str:
    host, _, port = value.rpartition(":")
    return (host if host and port.isascii() and port.isdigit() else value).lower().rstrip(".")


def remarks(hooks: Sequence[Webhook], facts: PayloadFacts, catalogue: Catalogue) -> Mapping[str, object]:
    """What does not match the possible webhooks; with several, only what matches none."""
    found: dict[str, object] = {}
    if facts.goods_owner_id is not None and not any(facts.goods_owner_id in hook.goods_owners for hook in hooks):
        found["outside_scope"] = facts.goods_owner_id
    if facts.state is not None and not any(_asked_for(hook, facts.state, catalogue) for hook in hooks):
        found["status_not_chosen"] = facts.state
    if not any(hook.enabled for hook in hooks):
        found["disabled"] = True
    return found


def _asked_for(hook: Webhook, state: int, catalogue: Catalogue) -> bool:
    """Whether a webhook can fire for a status. The payload lacks the previous status, so any pair's end counts."""
    trigger = catalogue.trigger(hook.type)
    chooses = any(item.key == "statuses" for item in trigger.settings) if trigger else False
    chosen = read_transitions(hook.settings.get("statuses"))
    # An empty selection has its own warning; nothing can be concluded here.
    return not chooses or not chosen or any(item.end == state for item in chosen)
