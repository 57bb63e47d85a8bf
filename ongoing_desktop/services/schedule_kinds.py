"""What each kind of schedule sends: one row for each kind."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable, Mapping
from typing import Final

from ongoing_desktop.domain.day import Bounds, Moment
from ongoing_desktop.domain.lazy_dataclasses import dataclass
from ongoing_desktop.domain.probing import PROFILES
from ongoing_desktop.domain.report_case import Case
from ongoing_desktop.domain.schedules import Schedule, ScheduleKind
from ongoing_desktop.domain.settings import Webhook
from ongoing_desktop.domain.targets import Confirmation, NeedsConfirmation, SendTarget
from ongoing_desktop.formats.burst_results import burst_cases
from ongoing_desktop.formats.proof_reports import proof_cases
from ongoing_desktop.services import Services
from ongoing_desktop.services.day_bursts import DayChoice
from ongoing_desktop.services.scenarios import scenario_cases, sent_case
from ongoing_desktop.services.sending import CannotSend
from ongoing_desktop.wording.proof_text import PROOF_LANGUAGES, proof_words

FACTOR: Final = 600.0
"""How many times faster a day is played."""
SPEED: Final = 60.0
"""How many times faster a scenario is played."""
Outcome = Iterable[Case] | NeedsConfirmation | CannotSend


@dataclass(frozen=True, slots=True)
class KindRow:
    """``run`` sends and returns the cases of the report, a question or a refusal. Nothing was sent in the last two cases.

    Raises KnownError.
    """

    run: Callable[[Services, Schedule, Confirmation], Awaitable[Outcome]]
    many: bool = True
    """Whether it sends more than one request."""


async def _test(services: Services, schedule: Schedule, consent: Confirmation) -> Outcome:
    hook = services.settings.current.webhook(schedule.about)
    if hook is None:
        return CannotSend("schedule-no-webhook")
    found = await services.bulk_tests.run([hook], _ignore, consent=consent, target_key=schedule.target)
    return found if isinstance(found, NeedsConfirmation) else [sent_case(sent, "test") for sent in found]


async def _proof(services: Services, schedule: Schedule, consent: Confirmation) -> Outcome:
    hook = services.settings.current.webhook(schedule.about)
    profile = next((profile for profile in PROFILES if profile == schedule.choice), None)
    if hook is None or profile is None:
        return CannotSend("schedule-no-webhook" if hook is None else "schedule-choice")
    aim = await services.sending.find_aim(hook, target_key=schedule.target)
    if isinstance(aim, CannotSend):
        return aim
    proof = await services.proving.run(hook, profile, _ignore, url=aim.url, consent=consent)
    if isinstance(proof, NeedsConfirmation | CannotSend):
        return proof
    code = services.settings.current.preferences.language
    return proof_cases(proof, proof_words(code if code in PROOF_LANGUAGES else "en"))


async def _scenario(services: Services, schedule: Schedule, consent: Confirmation) -> Outcome:
    scenario = await services.scenario_library.find(schedule.choice)
    run = await services.scenarios.run(
        scenario,
        _ignore,
        system_id=schedule.about,
        speed=SPEED,
        target_key=schedule.target,
        consent=consent,
        steppable=False,
    )
    return run if isinstance(run, NeedsConfirmation | CannotSend) else scenario_cases(run)


async def _burst(services: Services, schedule: Schedule, consent: Confirmation) -> Outcome:
    hook = services.settings.current.webhook(schedule.about)
    if hook is None:
        return CannotSend("schedule-no-webhook")
    events: list[Moment] = await services.engine.blocking(services.day_bursts.events, schedule.choice)
    choice = DayChoice(hook, events, Bounds(factor=FACTOR), target_key=schedule.target)
    report = await services.day_bursts.run(choice, _ignore, consent=consent)
    return report if isinstance(report, NeedsConfirmation | CannotSend) else burst_cases(report)


KIND_ROWS: Final[Mapping[ScheduleKind, KindRow]] = {
    "test": KindRow(_test, many=False),
    "proof": KindRow(_proof),
    "scenario": KindRow(_scenario),
    "burst": KindRow(_burst),
}


def aims(services: Services, schedule: Schedule) -> list[SendTarget] | CannotSend:
    """Where a schedule sends to. No I/O, so a scenario counts as sending to every webhook of its system."""
    settings, hooks = services.settings.current, list[Webhook]()
    if schedule.kind == "scenario":
        if settings.system(schedule.about) is None:
            return CannotSend("schedule-no-system")
        hooks += [hook for hook in settings.webhooks if hook.system == schedule.about]
    elif (hook := settings.webhook(schedule.about)) is not None:
        hooks.append(hook)
    else:
        return CannotSend("schedule-no-webhook")
    found = (services.sending.aim(hook, target_key=schedule.target) for hook in hooks)
    return [aim for aim in found if aim.url]


def _ignore(_: object) -> None:
    """Progress is not shown."""
