"""Completions for a filter: keys, and the values of a key. No widgets."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Final

from ongoing_desktop.bodies.visible import one_line
from ongoing_desktop.domain.catalogue import Catalogue
from ongoing_desktop.domain.exchange import VERDICTS
from ongoing_desktop.domain.filters import KEYS, NEW_SHAPE
from ongoing_desktop.domain.lazy_dataclasses import dataclass
from ongoing_desktop.domain.members import IN_BODY
from ongoing_desktop.domain.settings import Settings
from ongoing_desktop.wording.language import translated as tr

MOST: Final = 200
"""Maximum number of suggestions."""
_TOKEN: Final = re.compile(r'(-?)(?:([A-Za-z_]+):)?("(?:[^"\\]|\\.)*"?|[^\s"]*)$', re.DOTALL)
_PLAIN: Final = re.compile(r'[^\s"\\]+')

HINTS: Final[Mapping[str, str]] = {
    "status": "response status: 200, 4xx, >=400, none",
    "verdict": "result of the credential check",
    "dir": "received or sent",
    "method": "request method",
    "path": "part of the path or URL",
    "type": "webhook type",
    "family": "group of webhook types",
    "webhook": "name or id",
    "owner": "goods owner's number, name or code",
    "system": "its code or name",
    "event": "webhookEventId",
    "body": "part of the body",
    "header": "part of a header: value",
    "size": "body size: >10k, 1k-2M",
    "after": "since: -2h, 10:00, 2026-01-31",
    "before": "until: -2h, 10:00, 2026-01-31",
    "pinned": "kept",
    "id": "one or more: 12, or 12,15",
    "is": "payload with a new shape",
    "note": "part of the note",
    "order": "order number or id in the body",
    "article": "article number or id in the body",
    "about": "number or id of what the event is about",
}


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A suggestion. ``hint`` explains it."""

    text: str
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Completion:
    """The suggestions at the cursor, and the range that they replace."""

    start: int
    suggestions: tuple[Suggestion, ...] = ()


def quoted(value: str) -> str:
    """A value in a filter: quoted if it contains spaces or quotation marks."""
    if _PLAIN.fullmatch(value):
        return value
    escaped = value.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def values(catalogue: Catalogue, settings: Settings) -> dict[str, tuple[Suggestion, ...]]:
    """The values of each key that has known ones."""
    known: dict[str, Sequence[tuple[str, str]]] = {
        "status": [
            ("2xx", tr("accepted")), ("4xx", tr("refused by the receiver")), ("5xx", tr("the receiver failed")),
            (">=400", tr("all errors")), ("none", tr("no response")), ("200", ""), ("401", ""), ("404", ""), ("500", ""),
        ],
        "verdict": [(verdict, "") for verdict in VERDICTS],
        "dir": [("in", tr("received")), ("out", tr("sent")), ("api", tr("asked Ongoing"))],
        "method": [(method, "") for method in ("POST", "GET", "PUT", "DELETE", "PATCH", "HEAD", "OPTIONS")],
        "type": [(trigger.key, trigger.title) for family in catalogue.families for trigger in family.triggers],
        "family": [(family.key, tr(family.title)) for family in catalogue.families],
        "webhook": [(hook.name, "") for hook in settings.webhooks] + [("none", tr("no webhook"))],
        "owner": [
            (str(owner.id), f"{owner.name} · {system.name}")
            for system in settings.systems for owner in system.goods_owners
        ],
        "system": [(system.code, system.name) for system in settings.systems] + [("none", tr("no known system"))],
        "event": [("none", tr("no event"))],
        "size": [(">1k", ""), (">10k", ""), (">100k", ""), (">1M", ""), ("0", tr("no body"))],
        "after": [("-10m", ""), ("-1h", tr("the last hour")), ("-24h", tr("the last day")), ("-7d", "")],
        "before": [("-1h", ""), ("-24h", ""), ("-7d", "")],
        "pinned": [("yes", ""), ("no", "")],
        "is": [(NEW_SHAPE, "")],
        "note": [("none", tr("without a note"))],
    }  # fmt: skip
    members = catalogue.single_members.items()
    paths = tuple(Suggestion(f"{IN_BODY}{path}:", one_line(tr(meaning), 80)) for path, meaning in sorted(members))
    return {IN_BODY: paths} | {
        key: tuple(dict.fromkeys(Suggestion(quoted(value), one_line(hint, 80)) for value, hint in found if value))
        for key, found in known.items()
    }


def complete(text: str, cursor: int, known: Mapping[str, Sequence[Suggestion]]) -> Completion:
    """The suggestions at the cursor. There are none after a complete term."""
    token = _TOKEN.search(text[:cursor])
    if token is None or (token.start() and not text[token.start() - 1].isspace()):
        return Completion(cursor)
    key, part = token[2], token[3]
    if key is None:
        begin = token.start(3)
        wanted = part.casefold()
        if wanted.startswith(IN_BODY):
            found = [item for item in known.get(IN_BODY, ()) if wanted in item.text.casefold()]
            return Completion(begin, tuple(found[:MOST]))
        keys = [name for name in KEYS if name.startswith(wanted) and not part.startswith('"')]
        return Completion(begin, tuple(Suggestion(f"{name}:", tr(HINTS.get(name, ""))) for name in keys))
    wanted = part.strip('"').casefold()
    found = [
        item
        for item in known.get(key.lower(), ())
        if wanted in item.text.casefold() or (wanted and wanted in item.hint.casefold())
    ]
    found.sort(key=lambda item: not item.text.strip('"').casefold().startswith(wanted))
    if len(found) == 1 and found[0].text == part:
        found = []
    return Completion(token.start(3), tuple(found[:MOST]))


def has_term(text: str, term: str) -> bool:
    """Whether a filter contains exactly this term."""
    return f" {term} " in f" {text} "


def with_term(text: str, term: str, *, on: bool) -> str:
    """The filter with or without this term."""
    if on:
        return text if has_term(text, term) else f"{text.rstrip()} {term}".lstrip()
    return f" {text} ".replace(f" {term} ", " ").strip()
