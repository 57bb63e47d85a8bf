"""The watches. A new one is a row of :data:`WATCHES`, which also makes its setting and its line in the list of watches."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from ongoing_desktop.domain.lazy_dataclasses import dataclass
from ongoing_desktop.domain.settings import Preferences, Settings
from ongoing_desktop.domain.watches import Facts, Incident, Limit, Measure, WatchChoice, watch_choice
from ongoing_desktop.wording.language import decimal, number, translated

LONGEST_NAME: Final = 80


@dataclass(frozen=True, slots=True)
class Watch:
    """One watch. Its texts may contain ``{name}``, ``{limit}`` and ``{value}``, never words from the network."""

    key: str
    title: str
    explanation: str
    begun: str
    """Said when it begins."""
    over: str
    """Said when its cause has gone."""
    measure: Measure
    limit: Limit
    on: bool = True
    """The default."""
    command: str = ""
    """Name of the command that shows more about it."""
    filter: str = ""
    """Instead, a filter of the history, with the ``{about}`` of the incident."""

    def chosen(self, preferences: Preferences) -> WatchChoice:
        """What the user chose."""
        return watch_choice(preferences.watches, self.key, self.limit, on=self.on)

    def figure(self, value: float) -> str:
        """A value for the user, without its unit."""
        places = self.limit.decimals if value % 1 else 0
        return decimal(value, places) if places else number(round(value))


def _silence(facts: Facts) -> Mapping[str, float]:
    return {} if facts.silent_s is None else {"": facts.silent_s / 3600}


def _free(facts: Facts) -> Mapping[str, float]:
    return {} if facts.free_mb is None else {"": facts.free_mb}


def _dead(facts: Facts) -> Mapping[str, float]:
    return {} if facts.tunnel_dead_s is None else {"": facts.tunnel_dead_s / 60}


WATCHES: Final = (
    Watch(
        "silence",
        "No requests",
        "Reports when the listener runs and no request arrives for this long. Time in which the computer sleeps does not "
        "count, nor do your own tests.",
        "No request has arrived for {limit} h.",
        "Requests arrive again.",
        _silence,
        Limit(2, 0.1, 168, " h", 1),
        on=False,
        command="showInbox",
    ),
    Watch(
        "failures",
        "Failures in a row",
        "Reports when this many requests in a row fail: those for one webhook, or those forwarded to one address.",
        "“{name}”: {value} requests in a row failed.",
        "“{name}”: a request succeeded again.",
        lambda facts: facts.failures,
        Limit(5, 2, 1000),
        filter='webhook:"{about}" -status:2xx',
    ),
    Watch(
        "credential",
        "Wrong credential",
        "Reports when this many requests in a row arrive for one webhook with a wrong credential.",
        "“{name}”: requests arrive with a wrong credential.",
        "“{name}”: a request arrived with the right credential.",
        lambda facts: facts.refusals,
        Limit(1, 1, 1000),
        filter='webhook:"{about}" verdict:refused',
    ),
    Watch(
        "disk",
        "Disk nearly full",
        "Reports when less than this is free on the disk with the data. The listener refuses requests that it cannot store.",
        "The disk with the data is nearly full: {value} MB are free. Free some space, or limit the history.",
        "The disk with the data has enough free space again.",
        _free,
        Limit(1000, 100, 1_000_000, " MB", below=True),
        command="historyLimits",
    ),
    Watch(
        "tunnel",
        "Tunnel dead",
        "Reports when no request comes through the tunnel for this long after it was started.",
        "The tunnel has been dead for {value} min.",
        "The tunnel works again.",
        _dead,
        Limit(2, 1, 1440, " min"),
        command="publicAddress",
    ),
)


def watch_of(key: str) -> Watch:
    """The watch with this key. Raises StopIteration."""
    return next(watch for watch in WATCHES if watch.key == key)


def incident_name(incident: Incident, settings: Settings) -> str:
    """The name of the webhook, or the address, that an incident is about; empty if it is about neither."""
    hook = settings.webhook(incident.about)
    return settings.distinct_name(hook) if hook is not None else incident.about


def incident_text(incident: Incident, settings: Settings, *, over: bool = False) -> str:
    """What happened, in a sentence. ``over``: that it is over."""
    watch = watch_of(incident.watch)
    name = incident_name(incident, settings)
    shown = name if len(name) <= LONGEST_NAME else f"{name[:LONGEST_NAME]}…"
    return translated(watch.over if over else watch.begun).format(
        name=shown, limit=watch.figure(incident.limit), value=watch.figure(incident.value)
    )


def incident_filter(incident: Incident, settings: Settings) -> str:
    """The filter that shows the exchanges of an incident; empty if it has none."""
    watch = watch_of(incident.watch)
    if watch.filter and settings.webhook(incident.about) is None:
        return f'dir:out path:"{incident.about}"'
    return watch.filter.format(about=incident.about)
