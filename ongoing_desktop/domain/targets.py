"""Which requests need a confirmation: one rule for everything that sends.

This computer needs none. Another host is confirmed once per system; bursts, duplicates and addresses where clouds serve
credentials are confirmed every time; for production the name must also be typed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Final, Literal

from ongoing_desktop.domain.bind import is_loopback
from ongoing_desktop.domain.forwarding import is_refused_address
from ongoing_desktop.domain.lazy_dataclasses import dataclass, replace
from ongoing_desktop.domain.settings import Settings
from ongoing_desktop.domain.urls import host_of, hostname_of

Why = Literal["first", "many", "metadata", "production"]
SEVERAL: Final = "production"
"""The word to type if one confirmation covers several production hosts."""
_WORDS: Final = re.compile(r"[a-zåäö]+")
_LIVE: Final = frozenset({"prod", "prd", "production", "produktion", "live", "skarp"})
_TRIAL: Final = frozenset(
    {
        "test", "testing", "tst", "stage", "staging", "stg", "dev", "devel", "demo", "sandbox", "qa", "uat", "acc",
        "accept", "acceptance", "preprod", "nonprod", "non", "local", "localhost", "mock", "trial",
    }
)  # fmt: skip
_CLOUD_NAMES: Final = frozenset({"metadata", "metadata.google.internal", "instance-data"})


@dataclass(frozen=True, slots=True)
class SendTarget:
    """A request to be sent: on behalf of which system (its id), and its URL."""

    system: str
    url: str
    carries: bool = True
    """Whether it carries a credential, as far as is known."""


@dataclass(frozen=True, slots=True)
class Place:
    """A host that needs a confirmation, and why."""

    system: str
    host: str
    """In lower case, with the port if the URL has one."""
    why: Why
    guessed: bool = False
    """Whether only the name of host or system suggests production, without a mark."""
    carries: bool = True


@dataclass(frozen=True, slots=True)
class Confirmation:
    """What the user has confirmed, for one send or one run."""

    places: frozenset[tuple[str, str]] = frozenset()
    """Pairs of system id and host."""
    everything: bool = False
    """``--yes`` on the command line."""

    def covers(self, place: Place) -> bool:
        """Whether it covers this place."""
        return self.everything or (place.system, place.host) in self.places


UNCONFIRMED: Final = Confirmation()
EVERYTHING: Final = Confirmation(everything=True)


@dataclass(frozen=True, slots=True)
class NeedsConfirmation:
    """Nothing was sent, because these places need a confirmation first."""

    places: tuple[Place, ...]

    @property
    def host(self) -> str:
        """The hosts for display."""
        return ", ".join(dict.fromkeys(place.host for place in self.places))

    @property
    def carries(self) -> bool:
        """Whether any of the requests carries a credential."""
        return any(place.carries for place in self.places)

    @property
    def to_type(self) -> str:
        """The text to type as confirmation; empty if a click is enough."""
        live = list(dict.fromkeys(place.host for place in self.places if place.why == "production"))
        return "" if not live else live[0] if len(live) == 1 else SEVERAL

    def agreed(self, typed: str = "") -> Confirmation | None:
        """The confirmation that this question asks for, or None if the typed text is wrong."""
        if typed.strip().casefold() != self.to_type.casefold():
            return None
        return Confirmation(frozenset((place.system, place.host) for place in self.places))


def question(
    settings: Settings, aims: Iterable[SendTarget], *, many: bool = False, consent: Confirmation = UNCONFIRMED
) -> NeedsConfirmation | None:
    """The question to ask before these requests are sent, or None if no confirmation is needed.

    ``many``: a burst, a duplicate or a whole run, which could harm a receiver more than one test.
    """
    found: dict[tuple[str, str], Place] = {}
    for aim in aims:
        place = _place(settings, aim, many=many)
        if place is not None and not consent.covers(place):
            before = found.get((place.system, place.host))
            carries = aim.carries or (before is not None and before.carries)
            found[place.system, place.host] = replace(place, carries=carries)
    return NeedsConfirmation(tuple(found.values())) if found else None


def with_confirmed(settings: Settings, aim: SendTarget) -> Settings:
    """The settings with a host recorded as confirmed."""
    host = host_of(aim.url)
    if not host or is_loopback(hostname_of(aim.url)):
        return settings
    hosts = settings.preferences.confirmed_hosts | {_entry(aim.system, host)}
    return replace(settings, preferences=replace(settings.preferences, confirmed_hosts=hosts))


def marked(settings: Settings, *, hosts: Mapping[str, bool], systems: Mapping[str, bool]) -> Settings:
    """The settings with hosts and systems marked or unmarked as production."""
    now = settings.preferences
    return replace(
        settings,
        preferences=replace(
            now,
            production_hosts=_changed(now.production_hosts, hosts),
            production_systems=_changed(now.production_systems, systems),
        ),
    )


def is_production(settings: Settings, aim: SendTarget) -> bool:
    """Whether the request's host or system is marked as production."""
    if is_loopback(hostname_of(aim.url)):
        return False
    known = settings.preferences
    return aim.system in known.production_systems or host_of(aim.url) in known.production_hosts


def sounds_like_production(*names: str) -> bool:
    """A cautious guess from names of hosts and systems: a suggestion, never a decision."""
    words = {word for name in names for word in _WORDS.findall(name.casefold())}
    return bool(words & _LIVE) and not words & _TRIAL


def is_metadata(host: str) -> bool:
    """Whether a host as written is link-local or one where a cloud serves the machine's credentials."""
    if host.rstrip(".") in _CLOUD_NAMES:
        return True
    try:
        return is_refused_address(host)
    except ValueError:
        return False


def _place(settings: Settings, aim: SendTarget, *, many: bool) -> Place | None:
    name, host = hostname_of(aim.url), host_of(aim.url)
    if not host or is_loopback(name):
        return None
    if is_production(settings, aim):
        return Place(aim.system, host, "production")
    system = settings.system(aim.system)
    guessed = sounds_like_production(name) or (system is not None and sounds_like_production(system.name, system.code))
    if is_metadata(name):
        return Place(aim.system, host, "metadata", guessed)
    if many:
        return Place(aim.system, host, "many", guessed)
    known = _entry(aim.system, host) in settings.preferences.confirmed_hosts
    return None if known else Place(aim.system, host, "first", guessed)


def _entry(system: str, host: str) -> str:
    return f"{system} {host}"


def _changed(names: frozenset[str], wanted: Mapping[str, bool]) -> frozenset[str]:
    return (names | {name for name, on in wanted.items() if on}) - {name for name, on in wanted.items() if not on}
