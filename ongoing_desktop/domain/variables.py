"""Variables in payloads and headers: ``{{name}}``, filled in when a request is composed."""

from __future__ import annotations

import json
import re
import uuid
from collections.abc import Mapping
from datetime import datetime
from typing import Final

from ongoing_desktop.domain.lazy_dataclasses import dataclass
from ongoing_desktop.domain.problems import Problem
from ongoing_desktop.domain.samples import documented_time
from ongoing_desktop.domain.settings import System, Webhook

VARIABLE: Final = re.compile(r"\{\{[ \t]*([A-Za-z_][\w.-]{0,63})[ \t]*\}\}")
_NAME: Final = re.compile(r"[A-Za-z_][\w.-]{0,63}")
BUILT_IN: Final = (
    "timestamp",
    "webhookEventId",
    "uuid",
    "system",
    "systemName",
    "goodsOwnerId",
    "goodsOwnerName",
    "goodsOwnerCode",
    "webhookId",
)
MOST_OWN: Final = 100


@dataclass(frozen=True, slots=True)
class Filling:
    """The values for the open parts of a request. The same filling gives the same request again."""

    event_id: int
    at: datetime
    """Aware, UTC."""
    seed: uuid.UUID


@dataclass(frozen=True, slots=True)
class Expanded:
    """A text with its variables filled in."""

    text: str
    spans: tuple[tuple[int, int, int, int], ...] = ()
    """For each variable: its start and end in the original text, and those of its value in the result."""

    def origin(self, position: int) -> int:
        """The position in the original text for a position in the result."""
        shift = 0
        for begin, end, new_begin, new_end in self.spans:
            if position < new_begin:
                break
            if position < new_end:
                return begin
            shift = end - new_end
        return position + shift


def values_for(system: System | None, hook: Webhook, number: int, filling: Filling) -> dict[str, str]:
    """The built-in variables except ``uuid``, which differs at each place. ``number``: Ongoing's number of the webhook."""
    owner_id = hook.goods_owners[0] if hook.goods_owners else 0
    owner = system.goods_owner(owner_id) if system else None
    return {
        "timestamp": documented_time(filling.at),
        "webhookEventId": str(filling.event_id),
        "system": system.code if system else "",
        "systemName": system.name if system else "",
        "goodsOwnerId": str(owner_id),
        "goodsOwnerName": owner.name if owner else "",
        "goodsOwnerCode": owner.code if owner else "",
        "webhookId": str(number),
    }


def expand(text: str, values: Mapping[str, str], seed: uuid.UUID, *, quoted: bool = True) -> Expanded | Problem:
    """Fill in the variables, or return a problem with line and column of the first unknown one.

    ``quoted``: escape values for JSON texts; outside quotation marks a number stays a number.
    """
    parts: list[str] = []
    spans: list[tuple[int, int, int, int]] = []
    last = size = count = 0
    for found in VARIABLE.finditer(text):
        name = found[1]
        if name == "uuid":
            value = str(uuid.uuid5(seed, str(count)))
            count += 1
        elif name in values:
            value = json.dumps(values[name], ensure_ascii=False)[1:-1] if quoted else values[name]
        else:
            line, column = place(text, found.start())
            return Problem("payload", "variable-unknown", {"name": name, "line": line, "column": column})
        between = text[last : found.start()]
        size += len(between)
        spans.append((found.start(), found.end(), size, size + len(value)))
        size += len(value)
        parts += [between, value]
        last = found.end()
    return Expanded("".join([*parts, text[last:]]), tuple(spans))


def place(text: str, position: int) -> tuple[int, int]:
    """Line and column of a position, both from 1."""
    line = text.count("\n", 0, position) + 1
    return line, position - text.rfind("\n", 0, position)


def variables_text(variables: Mapping[str, str]) -> str:
    """The user's variables as lines for editing."""
    return "\n".join(f"{name} = {value}" for name, value in sorted(variables.items()))


def read_variables(text: str) -> tuple[dict[str, str], tuple[Problem, ...]]:
    """Parse lines ``name = value``, ignoring empty ones."""
    found: dict[str, str] = {}
    problems: list[Problem] = []
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        name, sign, value = (part.strip() for part in line.partition("="))
        if not sign or not _NAME.fullmatch(name):
            problems.append(Problem("variables", "variable-line", {"line": number}))
        elif name in BUILT_IN:
            problems.append(Problem("variables", "variable-built-in", {"line": number, "name": name}))
        elif name in found:
            problems.append(Problem("variables", "variable-twice", {"line": number, "name": name}))
        else:
            found[name] = value
    if len(found) > MOST_OWN:
        problems.append(Problem("variables", "variable-many", {"limit": MOST_OWN}))
    return found, tuple(problems)
