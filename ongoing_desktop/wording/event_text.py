"""One plain sentence about an exchange, built from the catalogue. Pure; uses no clock."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from typing import Final
from urllib.parse import urlsplit

from ongoing_desktop.domain.catalogue import Catalogue, Family, Trigger
from ongoing_desktop.domain.exchange import ExchangeRow
from ongoing_desktop.domain.lazy_dataclasses import dataclass
from ongoing_desktop.domain.payload import PayloadFacts, no_event
from ongoing_desktop.wording.language import number, placeholders, translated
from ongoing_desktop.wording.messages import sentence
from ongoing_desktop.wording.request_warnings import PASTED
from ongoing_desktop.wording.times import day_text, short_clock

_CHANGED: Final = re.compile(r".+ status is changed")
_DONE: Final = re.compile(r".+? (?:is|has been) (?P<done>.+)")
_ORDINALS: Final = {
    1: "first", 2: "second", 3: "third", 4: "fourth", 5: "fifth",
    6: "sixth", 7: "seventh", 8: "eighth", 9: "ninth", 10: "tenth",
}  # fmt: skip
_ENDINGS: Final = {0: "th", 1: "st", 2: "nd", 3: "rd"}
_PLACE: Final = re.compile(r"\{([^{}]+)\}")
_LONGEST: Final = 120


@dataclass(frozen=True, slots=True)
class Named:
    """Names from the settings for ids in an exchange, empty where unknown."""

    owner: str = ""
    """Name of the goods owner."""
    status: str = ""
    """Name of the status whose number is in the payload."""


NOTHING_NAMED: Final = Named()


def ordinal(number: int) -> str:
    """First, second, … tenth, 11th, 21st."""
    if number in _ORDINALS:
        return translated(_ORDINALS[number])
    last = 0 if number % 100 in (11, 12, 13) else number % 10
    return f"{number}{translated(_ENDINGS.get(last, _ENDINGS[0]))}"


def overview(
    row: ExchangeRow,
    facts: PayloadFacts,
    catalogue: Catalogue,
    today: date,
    *,
    named: Named = NOTHING_NAMED,
    arrivals: int = 1,
) -> str:
    """The sentence. ``today``: the local date, so that only other days are named. ``arrivals``: the event's total."""
    what = happened(row, facts, catalogue, today, named)
    host = target_host(row.target)
    if not what:
        return _unknown(row, facts, host)
    if row.direction == "out":
        message = sentence("overview-sent", {"host": host, "what": what})
        return f"{message}{_tail(sentence('overview-attempt', {'which': ordinal(row.attempt)})) if row.attempt > 1 else ''}."
    assumed = facts.type is None and _trigger(row, facts, catalogue) is not None
    by_webhook = sentence("overview-by-webhook") if assumed else ""
    return f"{what[:1].upper()}{what[1:]}{_tail(by_webhook)}{_tail(_arrival(row, arrivals))}."


def happened(row: ExchangeRow, facts: PayloadFacts, catalogue: Catalogue, today: date, named: Named) -> str:
    """What the event says: ``order A-1 of Acme was picked at 12:00``. Empty if the payload is of no known family."""
    family = catalogue.family(facts.family)
    if family is None:
        return ""
    trigger = _trigger(row, facts, catalogue)
    thing = thing_text(facts.thing, family, trigger) if facts.thing else translated(family.title).lower()
    owner = named.owner or facts.owner_name or ""
    params = {
        "thing": sentence("overview-of-owner", {"thing": thing, "owner": owner}) if owner else thing,
        "family": translated(family.title),
        "done": _done(trigger, facts, named) if trigger else "",
        "when": _when(facts, today),
    }
    return sentence("overview-happened" if trigger else "overview-some-trigger", params)


def _trigger(row: ExchangeRow, facts: PayloadFacts, catalogue: Catalogue) -> Trigger | None:
    """The trigger named by the body, or else the webhook's, if it is of the body's family."""
    if trigger := catalogue.trigger(facts.type):
        return trigger
    trigger = catalogue.trigger(row.type)
    return trigger if trigger and trigger.family == facts.family else None


def done_phrase(trigger: Trigger) -> str:
    """What happens, in English: ``was picked``. Empty for a change of the status."""
    if trigger.happened or _CHANGED.fullmatch(trigger.title):
        return trigger.happened
    found = _DONE.fullmatch(trigger.title)
    return f"was {found['done']}" if found else f"had the event “{trigger.title}”"


def _done(trigger: Trigger, facts: PayloadFacts, named: Named) -> str:
    if phrase := done_phrase(trigger):
        kind, _, number = (facts.subject or "").partition(":")
        subject = f"{translated(kind.replace('-', ' '))} {number}" if number else sentence("overview-something")
        return translated(phrase).replace("{subject}", subject)
    if facts.state is None:
        return sentence("overview-other-status")
    params = {"state": facts.state, "name": named.status}
    return sentence("overview-got-status-named" if named.status else "overview-got-status", params)


def thing_text(thing: str, family: Family, trigger: Trigger | None) -> str:
    """The subject of an event, which the domain names in English, in the current language."""
    template = (trigger.thing if trigger else "") or family.thing
    names = placeholders(template)
    pattern = re.escape(_PLACE.sub("\0", template)).replace("\0", "(.+)")
    if (words := translated(template)) is template or (found := re.fullmatch(pattern, thing)) is None:
        return thing
    values = dict(zip(names, found.groups(), strict=True))
    return _PLACE.sub(lambda place: values.get(place[1], place[0]), words)


def _when(facts: PayloadFacts, today: date) -> str:
    if not facts.event_at:
        return ""
    try:
        # Seven decimals and no time zone. UTC is assumed, because Ongoing's pages name no zone.
        at = datetime.fromisoformat(facts.event_at[:26]).replace(tzinfo=UTC).astimezone()
    except (ValueError, OverflowError, OSError):
        return ""
    params = {"date": day_text(at), "time": short_clock(at)}
    return " " + sentence("overview-at-time" if at.date() == today else "overview-on-day", params)


def _arrival(row: ExchangeRow, arrivals: int) -> str:
    if row.source:
        return sentence("overview-from-file")
    if row.reason_code == PASTED:
        return sentence("overview-pasted")
    if row.ours:
        return sentence("overview-ours")
    if row.event_id is None:
        return ""
    if arrivals < 2 and row.attempt < 2:
        return sentence("overview-only-arrival")
    return sentence("overview-arrival", {"which": ordinal(row.attempt)})


def _tail(text: str) -> str:
    return f"; {text}" if text else ""


def _unknown(row: ExchangeRow, facts: PayloadFacts, host: str) -> str:
    if row.verdict == "malformed":
        return sentence("overview-malformed")
    unread = row.reason_params.get("no_event") in ("unread", "coded")
    kind = no_event(facts, None if unread else row.bytes) or "json"
    if row.reason_code == PASTED:
        return sentence(
            f"overview-pasted-{kind if kind in ('empty', 'json', 'large') else 'other'}", {"bytes": number(row.bytes)}
        )
    params = {
        "method": (row.method or "?")[:20],
        "bytes": number(row.bytes),
        "path": row.target[:_LONGEST],
        "host": host,
    }
    return sentence(f"overview-{'sent' if row.direction == 'out' else 'came'}-{kind}", params)


def target_host(target: str) -> str:
    """Host and port of an address, or its beginning if it has no host."""
    try:
        return urlsplit(target).netloc.rpartition("@")[2][:_LONGEST] or target[:_LONGEST]
    except ValueError:
        return target[:_LONGEST]
