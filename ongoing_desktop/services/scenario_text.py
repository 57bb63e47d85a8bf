"""Sentences about a scenario's run, for the window and the command line."""

from __future__ import annotations

from collections.abc import Iterator

from ongoing_desktop.domain.catalogue import Catalogue
from ongoing_desktop.domain.report_case import Case
from ongoing_desktop.domain.scenario import ScenarioStep, step_remarks
from ongoing_desktop.domain.sent import Sent
from ongoing_desktop.services.scenarios import Run
from ongoing_desktop.wording.messages import sentence


def step_words(step: ScenarioStep, catalogue: Catalogue) -> str:
    """The event with its change of status: ``Order status is changed, 200 → 300``."""
    trigger = catalogue.trigger(step.trigger)
    title = trigger.title if trigger else step.trigger
    if step.status is None:
        return title
    change = f"{step.from_status} → {step.status}" if step.from_status is not None else str(step.status)
    return f"{title}, {change}"


def remarks(step: ScenarioStep, catalogue: Catalogue) -> str:
    """The parts for which its trigger does not fire, as sentences after the member's name; empty for none."""
    found = step_remarks(step, catalogue)
    return " ".join(f"{item.field}: {sentence(item.code, item.params)}" for item in found)


def result_words(sent: Sent) -> str:
    """The result of a delivery, or why it was not sent."""
    return f"✕ {sentence(sent.code, sent.params)}" if sent.code else sent.result


def scenario_cases(run: Run) -> Iterator[Case]:
    """One case of a JUnit report for each delivery."""
    steps = {event.due.number: event.due.step for event in run.events}
    for sent in run.sent:
        name = f"{sent.number} {steps[sent.number].trigger} → {sent.hook.name if sent.hook else ''}"
        words = result_words(sent)
        yield Case(name, "scenario", (sent.duration_ms or 0.0) / 1000, "" if sent.good else words, output=words)


def ending(run: Run) -> str:
    """How the run ended, in one sentence."""
    params: dict[str, object] = {
        "count": len(run.sent),
        "failed": run.failed,
        "steps": len({item.number for item in run.sent}),
        "number": run.stopped_at,
    }
    if run.state == "stopped":
        return sentence("scenario-stopped", params)
    return sentence("scenario-failed" if run.failed else "scenario-done", params)
