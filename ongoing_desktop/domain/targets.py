"""Whom a request may reach without asking: one rule for every part of the program that sends.

This computer is always fine. Another host is asked about once per system; bursts, duplicates and addresses where clouds
keep credentials are asked about every time; what is marked as production is, too, and its name has to be typed.
"""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Final, Literal
from urllib.parse import urlsplit

from ongoing_desktop.domain.forwarding import is_refused_address
from ongoing_desktop.domain.settings import Settings

Why = Literal["first", "many", "metadata", "production"]
SEVERAL: Final = "production"
"""What is typed where one confirmation covers several production hosts."""
_USUAL_PORTS: Final = {"http": 80, "https": 443}
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
    """A request that somebody wants to send: on behalf of which system (its id), and to where."""

    system: str
    url: str
    carries: bool = True
    """Whether it carries a credential, so far as that is known."""


@dataclass(frozen=True, slots=True)
class Place:
    """A host that has to be asked about, and why."""

    system: str
    host: str
    """In small letters, with the port if one is written."""
    why: Why
    guessed: bool = False
    """It is not marked as production, but its name or the system's sounds like it."""
    carries: bool = True


@dataclass(frozen=True, slots=True)
class Confirmation:
    """What the user has agreed to; good for one send or one run."""

    places: frozenset[tuple[str, str]] = frozenset()
    """System id and host."""
    everything: bool = False
    """``--yes`` of the command line."""

    def covers(self, place: Place) -> bool:
        """Whether the user agreed to this place."""
        return self.everything or (place.system, place.host) in self.places


UNCONFIRMED: Final = Confirmation()
EVERYTHING: Final = Confirmation(everything=True)


@dataclass(frozen=True, slots=True)
class NeedsConfirmation:
    """Nothing was sent: these places have to be agreed to first."""

    places: tuple[Place, ...]

    @property
    def host(self) -> str:
        """The hosts, for people."""
        return ", ".join(dict.fromkeys(place.host for place in self.places))

    @property
    def carries(self) -> bool:
        """Whether any of the requests carries a credential."""
        return any(place.carries for place in self.places)

    @property
    def to_type(self) -> str:
        """What has to be typed to agree; empty where a click is enough."""
        live = list(dict.fromkeys(place.host for place in self.places if place.why == "production"))
        return "" if not live else live[0] if len(live) == 1 else SEVERAL

    def agreed(self, typed: str = "") -> Confirmation | None:
        """The consent that this question asks for; None when what was typed is something else."""
        if typed.strip().casefold() != self.to_type.casefold():
            return None
        return Confirmation(frozenset((place.system, place.host) for place in self.places))


def question(
    settings: Settings, aims: Iterable[SendTarget], *, many: bool = False, consent: Confirmation = UNCONFIRMED
) -> NeedsConfirmation | None:
    """What to ask before these requests leave; None when nothing needs to be asked.

    ``many``: a burst, a duplicate or a whole run, which may hurt a receiver that one test does not.
    """
    found: dict[tuple[str, str], Place] = {}
    for aim in aims:
        place = _place(settings, aim, many=many)
        if place is not None and not consent.covers(place):
            before = found.get((place.system, place.host))
            carries = aim.carries or (before is not None and before.carries)
            found[place.system, place.host] = replace(place, carries=carries)
    return NeedsConfirmation(tuple(found.values())) if found else None


def remembered(settings: Settings, aim: SendTarget) -> Settings:
    """The settings with a host that was agreed to, so that it is not asked about again."""
    host = host_of(aim.url)
    if not host or is_loopback(name_of(aim.url)):
        return settings
    hosts = settings.preferences.confirmed_hosts | {_entry(aim.system, host)}
    return replace(settings, preferences=replace(settings.preferences, confirmed_hosts=hosts))


def marked(settings: Settings, *, hosts: Mapping[str, bool], systems: Mapping[str, bool]) -> Settings:
    """The settings with hosts and systems marked as production, or not any more."""
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
    """Whether a request would reach what is marked as production: the host, or the whole system."""
    if is_loopback(name_of(aim.url)):
        return False
    known = settings.preferences
    return aim.system in known.production_systems or host_of(aim.url) in known.production_hosts


def sounds_like_production(*names: str) -> bool:
    """A cautious guess from names of hosts and systems: a suggestion, never a decision."""
    words = {word for name in names for word in _WORDS.findall(name.casefold())}
    return bool(words & _LIVE) and not words & _TRIAL


def name_of(url: str) -> str:
    """The host of a URL in small letters, without port and brackets; empty for no URL."""
    try:
        return urlsplit(url).hostname or ""
    except ValueError:
        return ""


def host_of(url: str) -> str:
    """The host, with its port if that is not the usual one, as it is shown and remembered; empty for no URL."""
    try:
        parts = urlsplit(url)
        host, port = (parts.hostname or "").rstrip("."), parts.port
    except ValueError:
        return ""
    host = f"[{host}]" if ":" in host else host
    return f"{host}:{port}" if port and port != _USUAL_PORTS.get(parts.scheme) else host


def is_loopback(host: str) -> bool:
    """Whether a host name means this computer without asking anyone. Odd spellings of 127.0.0.1 do not count."""
    if host.lower().rstrip(".") == "localhost":
        return True
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


def is_metadata(host: str) -> bool:
    """Whether a host as written is link-local or one where a cloud gives out the machine's credentials."""
    if host.rstrip(".") in _CLOUD_NAMES:
        return True
    try:
        return is_refused_address(host)
    except ValueError:
        return False


def _place(settings: Settings, aim: SendTarget, *, many: bool) -> Place | None:
    name, host = name_of(aim.url), host_of(aim.url)
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
