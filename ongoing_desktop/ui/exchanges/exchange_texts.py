"""Texts of a row in the exchange table, without widgets. Foreign text is marked."""

from __future__ import annotations

from datetime import datetime
from typing import Final, NamedTuple

from ongoing_desktop.bodies.visible import one_line
from ongoing_desktop.domain.catalogue import Catalogue
from ongoing_desktop.domain.exchange import MOST_COUNTED, ExchangeRow, Grouping
from ongoing_desktop.domain.lazy_dataclasses import dataclass
from ongoing_desktop.domain.members import NUMBERS
from ongoing_desktop.domain.settings import Settings, System
from ongoing_desktop.wording.language import decimal
from ongoing_desktop.wording.language import translated as tr
from ongoing_desktop.wording.messages import in_quotes, sentence
from ongoing_desktop.wording.request_warnings import PASTED, no_event_of
from ongoing_desktop.wording.times import clock_text, day_text, exact_clock, time_text


class Pill(NamedTuple):
    """A state as text, sign and colour. ``tone``: good, bad, warn or quiet; the delegate draws ``sign``."""

    word: str
    tone: str
    sign: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """The texts of one row, created once."""

    time: str
    date: str
    title: str
    facts: str
    request: str
    verdict: Pill
    answer: Pill
    size: str
    took: str
    row: ExchangeRow
    words: Words
    """Source of the texts of rarely shown columns, which are created on demand."""


VERDICT_PILLS: Final = {
    "open": Pill("no authentication", "quiet", "ring"),
    "verified": Pill("right credential", "good", "check"),
    "refused": Pill("wrong credential", "bad", "cross"),
    "unverifiable": Pill("not checked", "warn", "question"),
    "unmatched": Pill("no webhook", "warn", "dash"),
    "malformed": Pill("not valid HTTP", "bad", "bang"),
}
"""A verdict is about who sent a request, and the answer is shown beside it, so the pill names the credential."""
NO_CREDENTIAL_PILL: Final = Pill("no credential", "bad", "cross")
NO_EVENT: Final = {
    "empty": "No body",
    "unread": "Body not read",
    "coded": "Body not decoded",
    "large": "Body too large to examine",
    "json": "JSON, but not Ongoing's",
    "other": "Body is not JSON",
    "unsaid": "Body without event",
    "api": "API request",
}
"""Titles of requests without an event, by :func:`wording.request_warnings.no_event_of`."""
GAP_PILLS: Final = {
    "gap-stopped": Pill("not listening", "warn", "dash"),
    "gap-asleep": Pill("asleep", "warn", "dash"),
}
SENT_PILL: Final = Pill("sent", "quiet", "arrow")
API_PILL: Final = Pill("API", "quiet", "arrow")
PASTED_PILL: Final = Pill("pasted", "quiet", "dash")
IMPORTED_PILL: Final = Pill("imported", "quiet", "dash")
FAILURES: Final = {
    "refused": "no connection",
    "unknown-host": "unknown host",
    "timeout": "timed out",
    "tls": "TLS",
    "reset": "connection lost",
    "protocol": "not HTTP",
    "other": "failed",
}


def size_text(count: int) -> str:
    """A size for display: 14 B, 1.2 kB, 3.4 MB."""
    if count < 1000:
        return f"{count} B"
    if count < 999_950:
        return f"{decimal(count / 1000, 1)} kB"
    return f"{decimal(count / 1_000_000, 1)} MB"


def took_text(milliseconds: float | None) -> str:
    """A duration for display; a dash if unknown."""
    if milliseconds is None:
        return "–"
    if milliseconds < 9.95:
        return f"{decimal(milliseconds, 1)} ms"
    if milliseconds < 10_000:
        return f"{milliseconds:.0f} ms"
    return f"{decimal(milliseconds / 1000, 1)} s"


def status_tone(status: int | None) -> tuple[str, str]:
    """Tone and sign of an HTTP status."""
    if status is None:
        return "quiet", ""
    if 200 <= status <= 299:
        return "good", "check"
    return ("warn", "dash") if status < 400 else ("bad", "cross")


def verdict_pill(row: ExchangeRow) -> Pill:
    """What is known about the sender; nothing for imported exchanges."""
    if row.source:
        return IMPORTED_PILL
    if row.reason_code == PASTED:
        return PASTED_PILL
    if row.direction == "api":
        return API_PILL
    if row.direction == "gap":
        return GAP_PILLS.get(row.reason_code or "", GAP_PILLS["gap-stopped"])
    if row.verdict == "refused" and row.reason_code == "header-absent":
        return NO_CREDENTIAL_PILL
    return VERDICT_PILLS.get(row.verdict, SENT_PILL) if row.verdict else SENT_PILL


def verdict_text(row: ExchangeRow) -> str:
    """The verdict as a filter value, which is also the value in files and on the command line."""
    shown = tr(verdict_pill(row).word)
    return f"{shown} · verdict:{row.verdict}" if row.verdict and not row.source else shown


def answer_pill(row: ExchangeRow) -> Pill:
    """The answer, or why there was none."""
    if row.failure is not None:
        return Pill(tr(FAILURES.get(row.failure, "failed")), "bad", "cross")
    if row.answer == "pending" and row.direction in ("out", "api"):
        return Pill(tr("waiting"), "quiet", "ring")
    if row.status is None:
        return Pill(tr("none"), "quiet", "dash")
    if row.answer in ("partial", "failed"):
        return Pill(tr("{status} unsent").format(status=row.status), "warn", "bang")
    tone, sign = status_tone(row.status)
    return Pill(str(row.status), tone, sign)


def direction_word(row: ExchangeRow) -> str:
    return {"out": tr("sent"), "in": tr("received"), "api": tr("asked")}.get(row.direction, tr("gap"))


def api_path(row: ExchangeRow) -> str:
    """The path of a look-up in Ongoing's API: what follows ``/api/v1``, without parameters."""
    _, root, path = row.target.partition("/api/v1/")
    return path.partition("?")[0] if root else row.target


def gap_times(row: ExchangeRow) -> dict[str, str]:
    """``since`` and ``until`` of a downtime in local time, with the day if it is not today."""
    found: dict[str, str] = {}
    for name in ("since", "until"):
        try:
            at = datetime.fromisoformat(str(row.reason_params.get(name))).astimezone()
        except (ValueError, OverflowError, OSError):
            found[name] = "…"
        else:
            same = at.date() == row.at.astimezone().date()
            found[name] = clock_text(at) if same else time_text(at)
    return found


def gap_title(row: ExchangeRow) -> str:
    """The cause and length of a downtime."""
    seconds = row.reason_params.get("seconds")
    left = int(seconds) if isinstance(seconds, int | float) else 0
    days, left = divmod(left, 86_400)
    hours, left = divmod(left, 3600)
    minutes, left = divmod(left, 60)
    if days:
        long = tr("{days} d {hours} h").format(days=days, hours=hours)
    elif hours:
        long = tr("{hours} h {minutes} min").format(hours=hours, minutes=minutes)
    else:
        long = tr("{minutes} min {seconds} s").format(minutes=minutes, seconds=left) if minutes else f"{left} s"
    message = tr("Asleep for {long}") if row.reason_code == "gap-asleep" else tr("Not listening for {long}")
    return message.format(long=long)


def rule_name(row: ExchangeRow) -> str | None:
    """Name of the reply rule at the time of the answer; None if none applied."""
    name = row.reason_params.get("rule_name")
    return one_line(str(name), 60) if name is not None else None


def type_title(catalogue: Catalogue, key: str) -> str:
    """The title of a trigger, or of a family, by its key."""
    if trigger := catalogue.trigger(key):
        return trigger.title
    family = catalogue.family(key)
    return tr(family.title) if family else one_line(key, 80)


class Words:
    """Creates the texts of rows, with the names of one state of the settings. Immutable and cheap to create."""

    def __init__(self, catalogue: Catalogue, settings: Settings, today: datetime) -> None:
        self.catalogue = catalogue
        self.settings = settings
        self.today = today.astimezone().date()
        self._systems = {system.code.casefold(): system for system in settings.systems}

    def line(self, row: ExchangeRow, grouping: Grouping | None = None) -> Line:
        """All texts of a row. ``grouping``: what it may be the head of a group by."""
        local = row.at.astimezone()
        date = "" if local.date() == self.today else day_text(local)
        verdict = verdict_pill(row)
        request = tr("pasted, not received") if row.reason_code == PASTED else f"{row.method} {row.target}".strip()
        return Line(
            time=exact_clock(local),
            date=date,
            title=self.title(row),
            facts=f"{self.group(row, grouping)} · {self.facts(row)}" if grouping and row.others else self.facts(row),
            request=one_line(request, 400) or "–",
            verdict=Pill(tr(verdict.word), verdict.tone, verdict.sign),
            answer=answer_pill(row),
            size=size_text(row.bytes),
            took=took_text(row.duration_ms),
            row=row,
            words=self,
        )

    def title(self, row: ExchangeRow) -> str:
        """The subject in a few words."""
        if row.direction == "api":
            return tr("API: {path}").format(path=one_line(api_path(row), 80))
        if row.verdict != "malformed" and (nothing := no_event_of(row)):
            return tr(NO_EVENT[nothing] if nothing in NO_EVENT else NO_EVENT["unsaid"])
        if trigger := self.catalogue.trigger(row.type):
            return trigger.title
        if family := self.catalogue.family(row.family):
            return tr("{family}: unknown trigger").format(family=tr(family.title))
        if row.direction == "gap":
            return gap_title(row)
        if row.verdict == "malformed":
            return tr("Malformed request")
        return tr("Not recognised")

    def facts(self, row: ExchangeRow) -> str:
        """The second line: event, goods owner, and warnings."""
        if row.direction == "gap":
            return tr("{since} to {until}; nothing could be received").format(**gap_times(row))
        parts: list[str] = []
        if row.event_id is not None:
            parts.append(tr("event {id}").format(id=one_line(str(row.event_id), 40)))
        if row.goods_owner_id is not None:
            parts.append(self.owner(row.system, row.goods_owner_id))
        if path := row.reason_params.get("api_path"):
            parts.append(one_line(str(path), 60))
        if row.attempt > 1:
            message = tr("attempt {number}") if row.direction == "out" else tr("arrival {number}")
            parts.append(message.format(number=row.attempt))
        if row.pinned:
            parts.append(tr("pinned"))
        if row.note:
            parts.append(in_quotes(one_line(row.note, 60)))
        if row.sequence:
            parts.append(tr("out of order") if row.sequence == "older" else tr("status went back"))
        if row.source:
            parts.append(tr("from a file"))
        if (rule := rule_name(row)) is not None:
            parts.append(tr("rule “{name}”").format(name=rule))
        if row.ours:
            parts.append(tr("sent by this app"))
        if row.verdict == "malformed" and row.reason_code:
            parts.append(one_line(sentence(row.reason_code, row.reason_params), 160))
        if not parts and (name := self.webhook_name(row.webhook)):
            parts.append(name)
        return " · ".join(parts) or tr("no details")

    def group(self, row: ExchangeRow, grouping: Grouping) -> str:
        """What a group is about, and its size."""
        what = self.webhook_name(row.webhook) if grouping.by == "webhook" else _subject(row)
        count = min(row.others + 1, MOST_COUNTED)
        message = tr("{what}: 1 request") if count == 1 else tr("{what}: {count} requests")
        return message.format(what=one_line(what, 60), count=f"{count}{'+' if row.others >= MOST_COUNTED else ''}")

    def system(self, code: str | None) -> System | None:
        """The system with this code in payloads, ignoring case."""
        return self._systems.get((code or "").casefold())

    def owner(self, system_code: str | None, owner_id: int) -> str:
        """A goods owner's name and number, or only the number if the name is unknown."""
        system = self.system(system_code)
        owner = system.goods_owner(owner_id) if system else None
        if owner:
            return f"{one_line(owner.name, 60)} ({owner_id})"
        return tr("goods owner {id}").format(id=owner_id)

    def webhook_name(self, webhook_id: str | None) -> str:
        """The name of a webhook, marked; empty if unknown."""
        hook = self.settings.webhook(webhook_id) if webhook_id else None
        return one_line(self.settings.distinct_name(hook), 80) if hook else ""


def _subject(row: ExchangeRow) -> str:
    """What an exchange is about, with the number that people use if its members were read: ``order A-1``."""
    kind, _, number = (row.subject or "").partition(":")
    words = kind.split("-")
    name = f"{words[0]}{''.join(map(str.title, words[1:]))}Number"
    numbers = (row.members.get(path) for path in NUMBERS if path.rpartition(".")[2] == name)
    return f"{' '.join(words)} {next(filter(None, numbers), number)}"
