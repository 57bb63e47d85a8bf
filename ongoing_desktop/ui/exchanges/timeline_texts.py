"""The texts of a timeline: one line per entry, the same in the window, in a table and in a picture."""

from __future__ import annotations

from collections import Counter
from typing import Final, NamedTuple

from ongoing_desktop.bodies.visible import one_line
from ongoing_desktop.domain.meanings import Meanings
from ongoing_desktop.domain.statuses import StatusSets
from ongoing_desktop.domain.timeline import NO_WEBHOOK, Expected, Happened, Timeline
from ongoing_desktop.ui.exchanges.exchange_texts import Words, answer_pill, direction_word, verdict_pill
from ongoing_desktop.wording.language import plural
from ongoing_desktop.wording.language import translated as tr
from ongoing_desktop.wording.messages import sentence
from ongoing_desktop.wording.times import duration_text, time_text

TITLES: Final = ("Time", "After", "What", "Status", "Direction", "Webhook", "Note", "Response")
MARKS: Final = {
    "repeat": "repeat",
    "attempt": "attempt {number}",
    "older": "swapped: older than an event before it",
    "back": "the status went back",
}


class TimelineLine(NamedTuple):
    """One entry. ``tone`` is a colour of the theme; ``exchange_id`` is 0 for what did not come."""

    cells: tuple[str, ...]
    tone: str
    exchange_id: int
    quiet: bool


def timeline_title(timeline: Timeline) -> str:
    """What the timeline is about: ``Order 70031 · demo``."""
    kind, _, number = timeline.subject.partition(":")
    known = f"{timeline.number} ({number})" if timeline.number and timeline.number != number else number
    what = f"{tr(kind.replace('-', ' ').capitalize())} {known}" if number else tr("One exchange")
    return f"{one_line(what, 80)} · {one_line(timeline.system, 40)}" if timeline.system else one_line(what, 80)


def timeline_summary(timeline: Timeline) -> str:
    """How much happened in which time, what is noticeable, and what is to be expected."""
    happened = timeline.happened
    if not happened:
        return tr("The exchange is no longer in the history.")
    if not timeline.subject:
        return tr("This exchange is not about an order, an article or another known object, so it stands alone.")
    seconds = (happened[-1].told.row.at - happened[0].told.row.at).total_seconds()
    marks = Counter(mark for entry in happened for mark in entry.marks)
    sentences = [
        plural(len(happened), "1 exchange.", "{count} exchanges in {span}.").replace("{span}", duration_text(seconds)),
        plural(marks["repeat"], "1 repeat.", "{count} repeats.") if marks["repeat"] else "",
        plural(marks["older"], "1 swapped event.", "{count} swapped events.") if marks["older"] else "",
        plural(marks["back"], "The status went back once.", "The status went back {count} times.")
        if marks["back"]
        else "",
    ]
    if timeline.scenario:
        missing = sum(entry.missing for entry in timeline.expected)
        to_come = len(timeline.expected) - missing
        sentences += [
            tr("It resembles the scenario “{name}”.").format(name=one_line(tr(timeline.scenario), 60)),
            plural(missing, "1 event is missing.", "{count} events are missing.") if missing else "",
            plural(to_come, "1 event has not come yet.", "{count} events have not come yet.") if to_come else "",
            "" if timeline.expected else tr("Everything that a webhook sends has come."),
        ]
    return " ".join(filter(None, sentences))


def timeline_lines(timeline: Timeline, words: Words, standard: StatusSets) -> list[TimelineLine]:
    """One line per entry."""
    return [
        _happened(entry, words, standard)
        if isinstance(entry, Happened)
        else _expected(entry, timeline, words, standard)
        for entry in timeline.entries
    ]


def titles() -> tuple[str, ...]:
    """The titles of the columns."""
    return tuple(map(tr, TITLES))


def _happened(entry: Happened, words: Words, standard: StatusSets) -> TimelineLine:
    row, told = entry.told.row, entry.told
    gap, answer = row.direction == "gap", answer_pill(row)
    notes = [tr(MARKS[mark]).format(number=row.attempt) for mark in entry.marks]
    if row.ours:
        notes.append(tr("sent by this app"))
    if row.direction == "in" and row.verdict not in ("verified", "open"):
        notes.insert(0, tr(verdict_pill(row).word))
    state = _meanings(row.family, row.system, words, standard).state(told.state) if told.state is not None else ""
    cells = (
        time_text(row.at),
        "" if entry.after_s is None else f"+ {duration_text(entry.after_s)}",
        words.title(row),
        one_line(state, 60),
        "" if gap else direction_word(row),
        words.webhook_name(row.webhook),
        tr("Nothing could be received.") if gap else ", ".join(notes),
        "" if gap else answer.word,
    )
    tone = "warn" if gap or entry.marks else answer.tone
    return TimelineLine(cells, tone, row.id, quiet=False)


def _expected(entry: Expected, timeline: Timeline, words: Words, standard: StatusSets) -> TimelineLine:
    step = entry.step
    trigger, family = words.catalogue.trigger(step.trigger), words.catalogue.family_of(step.trigger)
    meanings = _meanings(family.key if family else None, timeline.system, words, standard)
    state = meanings.state(step.status) if step.status is not None else ""
    if entry.code:
        unsent = tr("not sent: {why}").format(why=_reason(entry))
        note = tr("no webhook sends this") if entry.code == NO_WEBHOOK else unsent
    else:
        note = tr("missing: a later event has come") if entry.missing else tr("has not come yet")
    after = tr("usually + {span}").format(span=duration_text(step.after_s)) if step.after_s else ""
    cells = ("", after, trigger.title if trigger else step.trigger, one_line(state, 60), "", "", note, "")
    return TimelineLine(cells, "bad" if entry.missing and not entry.code else "muted", 0, quiet=bool(entry.code))


def _reason(entry: Expected) -> str:
    step = entry.step
    params = {"end": step.status, "start": step.from_status, "name": step.transporter, "owner": "…"}
    return sentence(entry.code, params)


def _meanings(family: str | None, system: str | None, words: Words, standard: StatusSets) -> Meanings:
    return Meanings(words.catalogue.family(family), words.system(system), standard)
