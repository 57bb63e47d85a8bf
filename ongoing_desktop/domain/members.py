"""Members of JSON bodies by path: ``orderStatus.number``, ``orderLines[0].id``."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from typing import Any, Final

from ongoing_desktop.domain.foreign import DEEPEST_BODY, read_json

PATH: Final = re.compile(r"[^\s.:\[\]\"]+(?:\[\d{1,6}\])*(?:\.[^\s.:\[\]\"]+(?:\[\d{1,6}\])*)*")
IN_BODY: Final = "body."
"""Before a path in the key of a filter's term, of a column and of a sort order."""
LONGEST: Final = 200
NUMBERS: Final = (
    "orderNumber", "order.orderNumber", "context.order.orderNumber", "purchaseOrderNumber",
    "purchaseOrder.purchaseOrderNumber", "purchaseOrderInfo.purchaseOrderNumber", "productionOrderNumber", "articleNumber",
    "article.articleNumber",
)  # fmt: skip
"""Members of payloads with the number that people use, the more specific ones first."""
_STEP: Final = re.compile(r"([^.\[\]]+)|\[(\d+)\]")
_INDEX: Final = re.compile(r"\[\d+\]")
MISSING: Final = object()
"""What :func:`member_at` returns where there is no member."""


def read_path(text: str) -> str | None:
    """The path in a text such as ``$.orderStatus.number`` or ``body.orderStatus.number``; None for anything else."""
    path = text.strip().removeprefix("$").removeprefix(".").removeprefix(IN_BODY)
    return path if len(path) <= LONGEST and PATH.fullmatch(path) else None


def documented(path: str) -> str:
    """The path as the catalogue writes it: without ``$``, and ``[]`` for the elements of a list."""
    return _INDEX.sub("[]", path.removeprefix("$").removeprefix("."))


def put(data: dict[str, Any], path: str, value: Any) -> None:
    """Set a member at a path without places in lists; objects on the way are created."""
    *names, last = path.split(".")
    for name in names:
        inner = data.setdefault(name, {})
        data = inner if isinstance(inner, dict) else {}
    data[last] = value


def step(parent: str, name: str | int) -> str:
    """The JSON path (RFC 9535) of a member of ``parent`` by its name, or of an element by its place."""
    if isinstance(name, int):
        return f"{parent}[{name}]"
    if name.isascii() and name.isidentifier():
        return f"{parent}.{name}"
    quoted = json.dumps(name, ensure_ascii=False)[1:-1].replace('\\"', '"').replace("'", "\\'")
    return f"{parent}['{quoted}']"


def member_texts(body: bytes, paths: Sequence[str]) -> list[str]:
    """The members of a body as texts, numbers as they were sent; empty where there is none."""
    try:
        exact = read_json(body, deepest=DEEPEST_BODY, parse_int=str, parse_float=str)
        return [_text(body, exact, path) for path in paths]
    except ValueError:
        return [""] * len(paths)


def _text(body: bytes, exact: Any, path: str) -> str:
    value = member_at(exact, path)
    if isinstance(value, str):
        return value
    if isinstance(value, dict | list):  # rare: as JSON, where a number must not look like a text
        value = member_at(read_json(body, deepest=DEEPEST_BODY), path)
    return "" if value is MISSING else json.dumps(value, ensure_ascii=False)


def member_at(data: Any, path: str) -> Any:
    """The value at a path in a parsed document."""
    for name, place in _STEP.findall(path):
        if name and isinstance(data, dict):
            data = data.get(name, MISSING)
        elif place and isinstance(data, list) and int(place) < len(data):
            data = data[int(place)]
        else:
            return MISSING
    return data
