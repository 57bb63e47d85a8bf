"""Texts of a comparison of systems."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any, Final

from ongoing_desktop.bodies.visible import one_line
from ongoing_desktop.domain.catalogue import Catalogue
from ongoing_desktop.domain.settings import Settings, System, Webhook
from ongoing_desktop.domain.system_changes import Effect
from ongoing_desktop.domain.system_comparison import FieldDifference, Pair, Part
from ongoing_desktop.services.secrets import KEPT_FOR_UNDO
from ongoing_desktop.services.systems import CopyReport
from ongoing_desktop.ui.systems.system_tables import set_title
from ongoing_desktop.ui.webhooks import webhook_texts as words
from ongoing_desktop.wording.language import plural, translated
from ongoing_desktop.wording.messages import in_quotes, sentence

LONGEST: Final = 300
MOST_NAMED: Final = 6


def named(hooks: Sequence[Webhook]) -> str:
    """Webhooks by name, the first few."""
    names = [in_quotes(one_line(hook.name, 60)) for hook in hooks[:MOST_NAMED]]
    more = len(hooks) - len(names)
    message = ", ".join(names)
    return translated("{names} and {count} more").format(names=message, count=more) if more else message


def removal_words(system: System, settings: Settings) -> str:
    """What is removed with a system, and what happens to credentials."""
    hooks = [hook for hook in settings.webhooks if hook.system == system.id]
    states = [state for hook in hooks if (state := settings.state(hook.id)).secret_ref or state.old_secret_ref]
    parts = [
        plural(count, one, many)
        for count, one, many in (
            (len(system.goods_owners), translated("{count} goods owner"), translated("{count} goods owners")),
            (
                sum(map(len, system.statuses.values())),
                translated("{count} custom status"),
                translated("{count} custom statuses"),
            ),
            (len(system.transporters), translated("{count} transporter"), translated("{count} transporters")),
            (len(hooks), translated("{count} webhook"), translated("{count} webhooks")),
        )
        if count
    ]
    lines = [translated("This also removes: {parts}.").format(parts=", ".join(parts))] if parts else []
    if hooks:
        lines.append(translated("Webhooks: {names}.").format(names=named(hooks)))
    if states:
        message = plural(
            len(states),
            "{count} of them has a stored credential. It is kept for Undo for {days} days, then deleted.",
            "{count} of them have stored credentials. These are kept for Undo for {days} days, then deleted.",
        )
        lines.append(message.replace("{days}", str(KEPT_FOR_UNDO.days)))
    lines.append(translated("The history of exchanges stays."))
    return "\n".join(lines)


def effect_words(effect: Effect) -> str:
    """The effect of a changed system on webhooks."""
    shown = {"before": one_line(effect.before), "after": one_line(effect.after), "names": named(effect.hooks)}
    return sentence(f"effect-{effect.code}", shown)


def report_words(report: CopyReport) -> str:
    """What copying across did, and which credentials must still be entered."""
    parts = (
        (
            len(report.added),
            translated("{count} webhook added, disabled"),
            translated("{count} webhooks added, all disabled"),
        ),
        (len(report.updated), translated("{count} updated"), translated("{count} updated")),
        (len(report.owners), translated("{count} goods owner created"), translated("{count} goods owners created")),
    )
    message = ", ".join(plural(count, one, many) for count, one, many in parts if count) or translated("Copied")
    text = translated("{message}.").format(message=message)
    if report.missing:
        text += " " + translated("Still without a credential: {names}.").format(names=named(report.missing))
    return text


def part_word(part: Part, status_set: str) -> str:
    """Heading of a part."""
    if part == "status":
        return translated("Statuses: {set}").format(set=set_title(status_set))
    titles = {
        "webhook": translated("Webhooks"),
        "goods-owner": translated("Goods owners"),
        "transporter": translated("Transporters"),
    }
    return titles[part]


def thing_word(pair: Pair) -> str:
    """The subject of a pair."""
    thing = pair.left if pair.left is not None else pair.right
    match pair.part:
        case "webhook":
            return one_line(thing.name, LONGEST)
        case "goods-owner":
            return one_line(f"{thing.name} ({thing.id})", LONGEST)
        case "status":
            return one_line(thing.label, LONGEST)
        case _:
            return one_line(thing, LONGEST)


def shown_word(part: Part, thing: Any) -> str:
    """The text in one system's column."""
    match part:
        case "webhook":
            return one_line(thing.url, LONGEST)
        case "goods-owner":
            return one_line(" · ".join(text for text in (str(thing.id), thing.name, thing.code) if text), LONGEST)
        case "status":
            return one_line(thing.name, LONGEST)
        case _:
            return one_line(thing, LONGEST)


def state_word(pair: Pair, left: System, right: System) -> str:
    """The state with a sign."""
    words_of = {
        "only-left": translated("+ only in {name}").format(name=one_line(left.name, 24)),
        "only-right": translated("– only in {name}").format(name=one_line(right.name, 24)),
        "different": translated("≠ differs"),
        "same": translated("= identical"),
    }
    return words_of[pair.state]


def field_word(field: str) -> str:
    """Name of a field as on its form."""
    names = {
        "id": translated("Number"),
        "name": translated("Name"),
        "code": translated("Code"),
        "kind": translated("Kind"),
        "type": translated("Webhook"),
        "goods_owners": translated("Goods owners"),
        "url": translated("URL"),
        "email": translated("E-mail"),
        "authentication": translated("Authentication"),
        "username": translated("User name"),
        "retry_policy": translated("Retry policy"),
        "enabled": translated("Enabled"),
        "settings": translated("Type settings"),
        "local_target": translated("Local target"),
        "on_refusal": translated("On refusal"),
        "keep_raw": translated("Keep raw"),
    }
    return names.get(field, field)


def value_word(
    difference: FieldDifference, hook: Webhook | None, system: System, catalogue: Catalogue, value: Any
) -> str:
    """One side of a difference."""
    match difference.field:
        case "kind":
            return words.kind_word(value)
        case "type":
            trigger = catalogue.trigger(value)
            return trigger.title if trigger else one_line(str(value), LONGEST)
        case "goods_owners":
            return one_line(words.all_owners(hook, system), LONGEST) if hook else ""
        case "authentication":
            return words.authentication_word(value)
        case "retry_policy":
            return words.retry_word(value)
        case "settings":
            return one_line(_settings(hook, value, catalogue), LONGEST)
        case _:
            if isinstance(value, bool):
                return translated("Yes") if value else translated("No")
            return one_line(str(value), LONGEST) or translated("empty")


def _settings(hook: Webhook | None, value: Mapping[str, Any], catalogue: Catalogue) -> str:
    trigger = catalogue.trigger(hook.type) if hook else None
    known = {item.key: item for item in trigger.settings} if trigger else {}
    found = [
        f"{known[key].label}: {words.setting_words(known[key], value)}"
        if key in known
        else f"{key}: {json.dumps(one, ensure_ascii=False, default=str)}"
        for key, one in value.items()
    ]
    return "; ".join(found) or translated("not selected")
