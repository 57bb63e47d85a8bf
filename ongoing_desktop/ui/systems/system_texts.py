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
from ongoing_desktop.ui.systems.status_sets import set_title
from ongoing_desktop.ui.webhooks import webhook_texts as words
from ongoing_desktop.wording.language import plural, translated
from ongoing_desktop.wording.messages import in_quotes, sentence

LONGEST: Final = 300
MOST_NAMED: Final = 6


def tr(text: str) -> str:
    return translated(text)


def named(hooks: Sequence[Webhook]) -> str:
    """Webhooks by name, the first few."""
    names = [in_quotes(one_line(hook.name, 60)) for hook in hooks[:MOST_NAMED]]
    more = len(hooks) - len(names)
    message = ", ".join(names)
    return tr("{names} and {count} more").format(names=message, count=more) if more else message


def removal_words(system: System, settings: Settings) -> str:
    """What is removed with a system, and what happens to credentials."""
    hooks = [hook for hook in settings.webhooks if hook.system == system.id]
    states = [state for hook in hooks if (state := settings.state(hook.id)).secret_ref or state.old_secret_ref]
    parts = [
        plural(count, one, many)
        for count, one, many in (
            (len(system.goods_owners), tr("{count} goods owner"), tr("{count} goods owners")),
            (
                sum(map(len, system.statuses.values())),
                tr("{count} custom status"),
                tr("{count} custom statuses"),
            ),
            (len(system.transporters), tr("{count} transporter"), tr("{count} transporters")),
            (len(hooks), tr("{count} webhook"), tr("{count} webhooks")),
        )
        if count
    ]
    lines = [tr("This also removes: {parts}.").format(parts=", ".join(parts))] if parts else []
    if hooks:
        lines.append(tr("Webhooks: {names}.").format(names=named(hooks)))
    if states:
        message = plural(
            len(states),
            "{count} of them has a stored credential. It is kept for Undo for {days} days, then deleted.",
            "{count} of them have stored credentials. These are kept for Undo for {days} days, then deleted.",
        )
        lines.append(message.replace("{days}", str(KEPT_FOR_UNDO.days)))
    lines.append(tr("The history of exchanges stays."))
    return "\n".join(lines)


def effect_words(effect: Effect) -> str:
    """The effect of a changed system on webhooks."""
    shown = {"before": one_line(effect.before), "after": one_line(effect.after), "names": named(effect.hooks)}
    return sentence(f"effect-{effect.code}", shown)


def report_words(report: CopyReport) -> str:
    """What copying across did, and which credentials must still be entered."""
    parts = (
        (len(report.added), tr("{count} webhook added, disabled"), tr("{count} webhooks added, all disabled")),
        (len(report.updated), tr("{count} updated"), tr("{count} updated")),
        (len(report.owners), tr("{count} goods owner created"), tr("{count} goods owners created")),
    )
    message = ", ".join(plural(count, one, many) for count, one, many in parts if count) or tr("Copied")
    text = tr("{message}.").format(message=message)
    if report.missing:
        text += " " + tr("Still without a credential: {names}.").format(names=named(report.missing))
    return text


def part_word(part: Part, status_set: str) -> str:
    """Heading of a part."""
    if part == "status":
        return tr("Statuses: {set}").format(set=set_title(status_set))
    titles = {"webhook": tr("Webhooks"), "goods-owner": tr("Goods owners"), "transporter": tr("Transporters")}
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
        "only-left": tr("+ only in {name}").format(name=one_line(left.name, 24)),
        "only-right": tr("– only in {name}").format(name=one_line(right.name, 24)),
        "different": tr("≠ differs"),
        "same": tr("= identical"),
    }
    return words_of[pair.state]


def field_word(field: str) -> str:
    """Name of a field as on its form."""
    names = {
        "id": tr("Number"),
        "name": tr("Name"),
        "code": tr("Code"),
        "kind": tr("Kind"),
        "type": tr("Webhook"),
        "goods_owners": tr("Goods owners"),
        "url": tr("URL"),
        "email": tr("E-mail"),
        "authentication": tr("Authentication"),
        "username": tr("User name"),
        "retry_policy": tr("Retry policy"),
        "enabled": tr("Enabled"),
        "settings": tr("Type settings"),
        "local_target": tr("Local target"),
        "on_refusal": tr("On refusal"),
        "keep_raw": tr("Keep raw"),
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
                return tr("Yes") if value else tr("No")
            return one_line(str(value), LONGEST) or tr("empty")


def _settings(hook: Webhook | None, value: Mapping[str, Any], catalogue: Catalogue) -> str:
    trigger = catalogue.trigger(hook.type) if hook else None
    known = {item.key: item for item in trigger.settings} if trigger else {}
    found = [
        f"{known[key].label}: {words.setting_words(known[key], value)}"
        if key in known
        else f"{key}: {json.dumps(one, ensure_ascii=False, default=str)}"
        for key, one in value.items()
    ]
    return "; ".join(found) or tr("not selected")
