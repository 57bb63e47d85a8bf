"""What can be learned from a capture: the webhook of a ``webhook…Id``, and the trigger of a template text.

Neither is documented. Ongoing assigns the number when the webhook is created there, and the values of
``webhookTemplate`` are unknown, so the first real arrival reveals both.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from ongoing_desktop.domain.catalogue import Catalogue, Family
from ongoing_desktop.domain.lazy_dataclasses import dataclass, replace
from ongoing_desktop.domain.payload import PayloadFacts, Taught
from ongoing_desktop.domain.settings import Settings, System, Webhook


@dataclass(frozen=True, slots=True)
class NumberLesson:
    """The number in ``webhook…Id`` belongs to this webhook."""

    webhook: str
    number: int
    known: bool = False
    """Whether it is already known; applying it again then removes it."""


@dataclass(frozen=True, slots=True)
class TemplateLesson:
    """In this system, the template text ``text`` means this trigger."""

    system: str
    text: str
    trigger: str
    known: bool = False


Lesson = NumberLesson | TemplateLesson


def taught_by(systems: Iterable[System]) -> Taught:
    """A function that looks up template texts learned for these systems, ignoring case and surrounding spaces."""
    known: dict[str, dict[str, str]] = {}
    for system in systems:
        texts = known.setdefault(system.code.casefold(), {})
        texts.update({text.strip().casefold(): str(key) for text, key in system.templates.items()})

    def look(system: str | None, text: str) -> str | None:
        return known.get((system or "").casefold(), {}).get(text.strip().casefold())

    return look


def lessons(facts: PayloadFacts, webhook: str | None, settings: Settings, catalogue: Catalogue) -> tuple[Lesson, ...]:
    """What this capture can teach; the webhook that it matched comes first."""
    family = catalogue.family(facts.family)
    if family is None:
        return ()
    hooks = [hook for hook in settings.webhooks if catalogue.family_of(hook.type) == family]
    hooks.sort(key=lambda hook: hook.id != webhook)
    return (*_numbers(facts, hooks, settings), *_templates(facts, family, settings))


def _numbers(facts: PayloadFacts, hooks: Iterable[Webhook], settings: Settings) -> Iterable[NumberLesson]:
    if facts.webhook_number is None:
        return
    for hook in hooks:
        system = settings.system_of(hook)
        if facts.system is None or (system is not None and system.code.casefold() == facts.system.casefold()):
            yield NumberLesson(hook.id, facts.webhook_number, known=hook.number == facts.webhook_number)


def _templates(facts: PayloadFacts, family: Family, settings: Settings) -> Iterable[TemplateLesson]:
    text = (facts.template or "").strip()
    system = next((item for item in settings.systems if item.code.casefold() == (facts.system or "").casefold()), None)
    # A documented title needs no lesson, and a family with one trigger is unambiguous.
    titles = {name.casefold() for trigger in family.triggers for name in (trigger.title, trigger.key)}
    if not text or system is None or text.casefold() in titles or len(family.triggers) < 2:
        return
    known = taught_by((system,))(facts.system, text)
    for trigger in family.triggers:
        yield TemplateLesson(system.id, text, trigger.key, known=trigger.key == known)


def learned(settings: Settings, lesson: Lesson) -> Settings:
    """The settings after applying a lesson, or after removing it if it is known."""
    if isinstance(lesson, NumberLesson):
        number = None if lesson.known else lesson.number
        hooks = (replace(hook, number=number) if hook.id == lesson.webhook else hook for hook in settings.webhooks)
        return replace(settings, webhooks=tuple(hooks))
    systems = (_with(system, lesson) if system.id == lesson.system else system for system in settings.systems)
    return replace(settings, systems=tuple(systems))


def _with(system: System, lesson: TemplateLesson) -> System:
    wanted = lesson.text.strip().casefold()
    kept: Mapping[str, str] = {text: key for text, key in system.templates.items() if text.strip().casefold() != wanted}
    return replace(system, templates=kept if lesson.known else {**kept, lesson.text: lesson.trigger})
