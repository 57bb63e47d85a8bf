"""Recognises a payload: family, trigger, event, goods owner. Never raises, whatever the bytes are.

Every payload has ``webhook…Id`` (its name differs per family), ``webhookEventId``, ``system``, ``timestamp``,
``goodsOwnerId`` and ``webhookTemplate``; captured ones may lack the last (pages ``webhook-*`` of
developer.ongoingwarehouse.com; captures of 2022).
"""

from __future__ import annotations

import re
from codecs import BOM_UTF8
from collections.abc import Callable, Mapping
from typing import Any, Final

from ongoing_desktop.domain.catalogue import Catalogue, Family, Trigger
from ongoing_desktop.domain.exchange import Judgement
from ongoing_desktop.domain.foreign import DEEPEST_BODY, read_json
from ongoing_desktop.domain.lazy_dataclasses import EMPTY_MAPPING, dataclass

INSPECTED: Final = 4 * 1024 * 1024
"""Size limit in bytes for parsing a body. Documented payloads have a few kilobytes."""
LONGEST_TEXT: Final = 200
Taught = Callable[[str | None, str], str | None]
"""The trigger that a template text means in a system, given by its code in the payload, or None if unknown."""
LONGEST_NAME: Final = 80
"""Maximum characters of the name of a subject."""
_PLACE: Final = re.compile(r"(?P<before>(?:^|.* )(?:on|of|to|in|with|for) |^)(?P<noun>[a-z ]+?) \{(?P<path>[^{}]+)\}")
_TIME: Final = re.compile(r"(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d:\d\d)(?:\.(\d{1,9}))?(?:Z|\+00:00)?")


@dataclass(frozen=True, slots=True)
class PayloadFacts:
    """What was recognised; None if the payload does not contain it."""

    is_json: bool = False
    family: str | None = None
    type: str | None = None
    webhook_number: int | None = None
    event_id: int | str | None = None
    system: str | None = None
    goods_owner_id: int | None = None
    template: str | None = None
    order_number: str | None = None
    """Number of the order, purchase order or article. Like :attr:`thing` and :attr:`owner_name` it is for display, so
    None unless requested.
    """
    subject: str | None = None
    """The subject, the same text for all events of one object: ``order:4711``."""
    event_at: str | None = None
    """Its ``timestamp`` with seven decimals and without zone, so that texts can be compared."""
    state: int | None = None
    """The current status number of the subject."""
    thing: str | None = None
    """The subject for display: ``order A-1``. Only for known families."""
    owner_name: str | None = None


def inspect(
    body: bytes, catalogue: Catalogue, taught: Taught | None = None, *, for_people: bool = True
) -> PayloadFacts:
    """Recognise a payload. The result is empty for bodies over :data:`INSPECTED` bytes and for unknown content.

    ``taught``: learned meanings of template texts. ``for_people``: also fill in what is only displayed.
    """
    if not body or len(body) > INSPECTED:
        return PayloadFacts()
    try:
        # Some programs write a byte order mark.
        data = read_json(body.removeprefix(BOM_UTF8), deepest=DEEPEST_BODY)
    except ValueError:
        return PayloadFacts()
    if not isinstance(data, dict):
        return PayloadFacts(is_json=True)
    family = catalogue.family_with_member(data)
    template = _text(data.get("webhookTemplate"))
    learned = taught(_text(data.get("system")), template) if taught and template else None
    trigger = catalogue.trigger(learned)
    type_key = trigger.key if trigger and family and trigger.family == family.key else _trigger(data, template, family)
    return PayloadFacts(
        is_json=True,
        family=family.key if family else None,
        type=type_key,
        webhook_number=_whole(data.get(family.id_member)) if family else None,
        event_id=event_id(data.get("webhookEventId")),
        system=_text(data.get("system")),
        goods_owner_id=_whole(data.get("goodsOwnerId")),
        template=template,
        order_number=_subject(data) if for_people else None,
        subject=_about(data, family) if family else None,
        event_at=comparable_time(data.get("timestamp")),
        state=_whole(member(data, family.state)) if family and family.state else None,
        thing=_thing(data, family, catalogue.trigger(type_key)) if family and for_people else None,
        owner_name=_text(data.get("goodsOwnerName")) if for_people else None,
    )


def no_event(facts: PayloadFacts, size: int | None) -> str:
    """Why a body describes no event, as a key of sentences and titles; empty for a known payload.

    ``size``: bytes of the whole body, or None if it was not read.
    """
    if facts.family is not None:
        return ""
    if facts.is_json:
        return "json"
    if size is None:
        return "unread"
    if size == 0:
        return "empty"
    return "large" if size > INSPECTED else "other"


def unmatched(
    facts: PayloadFacts, reason_code: str, system: str | None, params: Mapping[str, object] = EMPTY_MAPPING
) -> Judgement:
    """The judgement of a payload that matches no webhook, with all recognised facts."""
    return Judgement(
        verdict="unmatched",
        reason_code=reason_code,
        params=params,
        system=system,
        family=facts.family,
        type=facts.type,
        event_id=facts.event_id,
        webhook_number=facts.webhook_number,
        goods_owner_id=facts.goods_owner_id,
        subject=facts.subject,
        event_at=facts.event_at,
        state=facts.state,
    )


def event_id(value: object) -> int | str | None:
    """A number if it fits in 64 bits, else its text; None if absent or not a scalar."""
    match value:
        case bool():
            return "true" if value else "false"
        case int():
            return value if -(2**63) <= value < 2**63 else _digits(value)
        case float():
            return repr(value)
        case str():
            return value[:LONGEST_TEXT].encode("utf-8", "replace").decode("utf-8")
        case _:
            return None


def member(data: object, path: str) -> object:
    """The value at a dotted path, or None."""
    for name in path.split("."):
        data = data.get(name) if isinstance(data, dict) else None
    return data


def comparable_time(value: object) -> str | None:
    """A timestamp as a text that sorts by time.

    Documented timestamps have seven decimals and no zone; captured ones also have ``Z``. Both are taken as UTC, because
    Ongoing's pages name no zone. None for anything else.
    """
    found = _TIME.fullmatch(value) if isinstance(value, str) else None
    return f"{found[1]}T{found[2]}.{(found[3] or '')[:7]:0<7}" if found else None


def _about(data: Mapping[str, Any], family: Family) -> str | None:
    for kind, path in family.subjects:
        value = member(data, path)
        # 0 is the placeholder in the documented examples; Ongoing never assigns it.
        if isinstance(value, int) and not isinstance(value, bool) and value:
            return f"{kind}:{_digits(value)}"[:LONGEST_TEXT]
    return None


def _digits(value: int) -> str:
    try:
        return str(value)
    except ValueError:  # over 4,300 digits
        return hex(value)[:LONGEST_TEXT]


def _trigger(data: Mapping[str, Any], template: str | None, family: Family | None) -> str | None:
    if family is None:
        return None
    if len(family.triggers) == 1:
        return family.triggers[0].key
    if template:
        wanted = template.strip().casefold()
        for trigger in family.triggers:
            if wanted in (trigger.title.casefold(), trigger.key.casefold()):
                return trigger.key
    # Captured payloads have several true flags (allocated, picked and returned), so only a single one is conclusive.
    raised = [trigger.key for trigger in family.triggers if trigger.flag and data.get(trigger.flag) is True]
    return raised[0] if len(raised) == 1 else None


def _subject(data: Mapping[str, Any]) -> str | None:
    places = (
        data,
        data.get("order"),
        data.get("purchaseOrder"),
        data.get("purchaseOrderInfo"),
        data.get("article"),
        data.get("palletItem"),
    )
    for place in places:
        if isinstance(place, dict):
            for member in (
                "orderNumber",
                "purchaseOrderNumber",
                "productionOrderNumber",
                "articleNumber",
                "fileName",
                "labelId",
            ):
                if text := _text(place.get(member)):
                    return text
    return None


def _thing(data: Mapping[str, Any], family: Family, trigger: Trigger | None) -> str:
    """The subject for display, such as ``article X-1 on order A-1``; ``an order`` if a number is missing."""
    template = (trigger.thing if trigger else "") or family.thing or family.title.lower()
    while found := _PLACE.match(template):
        value = _name(member(data, found["path"]))
        noun = found["noun"]
        named = f"{noun} {value}" if value else f"{'an' if noun[:1] in 'aeiou' else 'a'} {noun}"
        # Braces in a foreign value must not be taken for a placeholder.
        named = named.replace("{", "\ufff0").replace("}", "\ufff1")
        template = f"{found['before']}{named}{template[found.end() :]}"
    return template.replace("\ufff0", "{").replace("\ufff1", "}")


def _name(value: object) -> str:
    if isinstance(value, bool) or not isinstance(value, (str, int)) or value in ("", 0):
        return ""
    try:
        text = str(value)
    except ValueError:  # over 4,300 digits
        return ""
    return (text if len(text) <= LONGEST_NAME else text[:LONGEST_NAME] + "…").encode("utf-8", "replace").decode("utf-8")


def _whole(value: object) -> int | None:
    if isinstance(value, bool) or not isinstance(value, int):
        return None
    return value if -(2**63) <= value < 2**63 else None


def _text(value: object) -> str | None:
    if not isinstance(value, str) or not value:
        return None
    return value[:LONGEST_TEXT].encode("utf-8", "replace").decode("utf-8")


def json_type(value: Any) -> str:
    """The name of a decoded JSON value's type."""
    match value:
        case None:
            return "null"
        case bool():
            return "boolean"
        case int() | float():
            return "number"
        case str():
            return "string"
        case list():
            return "array"
        case _:
            return "object"
