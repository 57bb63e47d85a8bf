"""Rules and steps in a few words, without widgets. Foreign text is marked."""

from __future__ import annotations

from collections.abc import Sequence
from http import HTTPStatus

from ongoing_desktop.bodies.visible import one_line
from ongoing_desktop.domain.catalogue import Catalogue
from ongoing_desktop.domain.rules import Match, Rule, Step, StepKind
from ongoing_desktop.domain.settings import Settings
from ongoing_desktop.domain.simulator import API_ROOT
from ongoing_desktop.wording.language import decimal
from ongoing_desktop.wording.language import translated as tr


def kind_word(kind: StepKind) -> str:
    """A kind of step as a choice."""
    return {
        "answer": tr("Send a response"),
        "half": tr("Send half of a response"),
        "hold": tr("Wait for your response"),
        "silence": tr("Never answer"),
        "close": tr("Close the connection"),
        "reset": tr("Reset the connection"),
        "normal": tr("Respond as without a rule"),
    }[kind]


def status_word(status: int) -> str:
    """A status with its phrase."""
    try:
        return f"{status} {HTTPStatus(status).phrase}"
    except ValueError:
        return str(status)


def delay_word(step: Step) -> str:
    """How long a step waits; empty for no delay."""
    if not step.delay_ms and not step.delay_to_ms:
        return ""
    low = _seconds(step.delay_ms)
    if step.kind == "hold":
        return tr("for at most {low}").format(low=low)
    if step.delay_to_ms > step.delay_ms:
        return tr("after {low} to {high}").format(low=low, high=_seconds(step.delay_to_ms))
    return tr("after {low}").format(low=low)


def step_word(step: Step, *, long: bool = False) -> str:
    """The answer to one request. ``long``: with the status's phrase."""
    status = status_word(step.status) if long else str(step.status)
    message = {
        "answer": status,
        "half": tr("half of {status}").format(status=status),
        "hold": tr("held for you"),
        "silence": tr("no response"),
        "close": tr("close"),
        "reset": tr("reset"),
        "normal": tr("default"),
    }[step.kind]
    early = tr("before reading the body") if step.before_reading else ""
    return " ".join(part for part in (message, early, delay_word(step)) if part)


def steps_word(rule: Rule) -> str:
    """The answers of a rule in order."""
    shown = [step_word(step) for step in rule.steps[:4]]
    if len(rule.steps) > len(shown):
        shown.append("…")
    if rule.then == "normal":
        shown.append(tr("default"))
    return ", ".join(shown)


def match_word(match: Match, settings: Settings, catalogue: Catalogue) -> str:
    """The requests that a rule matches."""
    parts: list[str] = []
    if match.method or match.path:
        parts.append(one_line(f"{match.method} {match.path}".strip(), 60))
    if match.webhook:
        hook = settings.webhook(match.webhook)
        parts.append(one_line(settings.distinct_name(hook), 60) if hook else tr("a deleted webhook"))
    if match.verdict:
        parts.append(match.verdict)
    if match.type:
        trigger = catalogue.trigger(match.type)
        parts.append(trigger.title if trigger else one_line(match.type, 60))
    elif match.family:
        family = catalogue.family(match.family)
        parts.append(tr(family.title) if family else one_line(match.family, 60))
    parts += [one_line(condition, 60) for condition in (match.header, match.body) if condition]
    if match.every > 1:
        parts.append(tr("one in {n} requests").format(n=match.every))
    return " · ".join(parts) or tr("every request")


def now_word(rules: Sequence[Rule], *, forwards: bool) -> str:
    """The current answer, for a button."""
    # Faults of the API simulator are no answers to events.
    on = [rule for rule in rules if rule.on and not rule.match.path.startswith(API_ROOT)]
    if not on:
        return tr("forwarded") if forwards else "200"
    if len(on) > 1:
        return tr("{count} rules").format(count=len(on))
    return one_line(on[0].name, 40)


def _seconds(milliseconds: int) -> str:
    return f"{decimal(milliseconds / 1000)} s"
