"""The columns of the webhooks' list: what each shows of a :class:`Row`, and its sort key."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from ongoing_desktop.domain.lazy_dataclasses import dataclass
from ongoing_desktop.ui.kit.column_chooser import ColumnSpec
from ongoing_desktop.ui.webhooks import webhook_texts as words
from ongoing_desktop.wording.language import translated
from ongoing_desktop.wording.times import short_time

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime

    from ongoing_desktop.domain.settings import Webhook

_DIGITS: Final = re.compile(r"(\d+)")
_LONGEST_NUMBER: Final = 18


@dataclass(frozen=True, slots=True)
class Row:
    """The content of one row, created once per change instead of per repaint."""

    hook: Webhook
    name: str
    second: str
    attention: tuple[str, ...]
    """What needs attention, in words; the most important first."""
    system: str
    title: str
    """Name of the type."""
    owners: str
    owner_values: tuple[tuple[tuple[str, int], str], ...]
    """System and number of each goods owner, with its name and number as text."""
    url: str
    mirror: str
    mirror_short: str
    authentication: str
    retry: str
    test: str
    test_kind: str
    result: str
    """``never``, ``good``, ``failed`` or ``pending``."""
    test_at: datetime | None
    seen_at: datetime | None
    changed_at: datetime | None
    entered_at: datetime | None
    search: str
    tooltip: str


def natural(text: str) -> Any:
    """A key by which "Order 2" precedes "Order 10", ignoring case; None for an empty text."""
    parts = (part for part in _DIGITS.split(text.casefold()) if part)
    found = tuple(
        (0, int(part), "") if part.isdecimal() and len(part) <= _LONGEST_NUMBER else (1, 0, part) for part in parts
    )
    return found or None


def _when(moment: datetime | None) -> str:
    return short_time(moment) if moment else ""


def _result(row: Row) -> Any:
    order = ("good", "failed", "pending")
    return (order.index(row.result), natural(row.test) or ()) if row.result in order else None


@dataclass(frozen=True, slots=True)
class Column:
    """One column; a new one is a row in :data:`COLUMNS`."""

    key: str
    title: str
    look: str
    text: Callable[[Row], str]
    sort: Callable[[Row], Any] | None = None
    """Sort key, None for rows without a value, which come last in either direction."""
    second: Callable[[Row], str] | None = None
    ago: Callable[[Row], datetime | None] | None = None
    """A time that the second line shows as how long ago."""
    width: int = 120
    hidden: bool = False
    stretch: bool = False


COLUMNS: Final[list[Column]] = [
    Column(
        "enabled", "On", "switch", lambda row: translated("On") if row.hook.enabled else translated("Off"),
        lambda row: not row.hook.enabled, width=50,
    ),
    Column(
        "webhook", "Webhook", "two-line", lambda row: row.name, lambda row: natural(row.name),
        lambda row: row.second, width=132, stretch=True,
    ),
    Column("system", "System", "text", lambda row: row.system, lambda row: natural(row.system), width=86, hidden=True),
    Column(
        "kind", "Kind", "text", lambda row: words.kind_word(row.hook.kind),
        lambda row: row.hook.kind, width=96, hidden=True,
    ),
    Column("type", "Type", "text", lambda row: row.title, lambda row: natural(row.title), width=180, hidden=True),
    Column(
        "owners", "Goods owner", "text", lambda row: row.owners, lambda row: natural(row.owners), width=150, hidden=True
    ),
    Column(
        "url", "URL", "url", lambda row: row.url, lambda row: natural(row.url),
        lambda row: row.mirror_short, width=140, stretch=True,
    ),
    Column(
        "email", "E-mail", "text", lambda row: row.hook.email, lambda row: natural(row.hook.email),
        width=170, hidden=True,
    ),
    Column(
        "authentication", "Authentication", "text", lambda row: row.authentication,
        lambda row: natural(row.authentication), width=122,
    ),
    Column("retry", "Retry", "text", lambda row: row.retry, lambda row: row.hook.retry_policy, width=84),
    Column(
        "number", "Number", "number", lambda row: "" if row.hook.number is None else str(row.hook.number),
        lambda row: row.hook.number, width=88, hidden=True,
    ),
    Column("last-test", "Last result", "pill", lambda row: row.test, _result, ago=lambda row: row.test_at, width=144),
    Column(
        "last-at", "Last result at", "text", lambda row: _when(row.test_at), lambda row: row.test_at,
        width=136, hidden=True,
    ),
    Column(
        "seen", "Last request", "text", lambda row: _when(row.seen_at), lambda row: row.seen_at, width=136, hidden=True
    ),
    Column(
        "changed", "Changed here at", "text", lambda row: _when(row.changed_at), lambda row: row.changed_at,
        width=136, hidden=True,
    ),
    Column(
        "entered", "Entered in Ongoing", "text", lambda row: _when(row.entered_at), lambda row: row.entered_at,
        width=146, hidden=True,
    ),
    Column("test", "", "button", lambda row: translated("Test"), width=74),  # noqa: ARG005
]  # fmt: skip
COLUMN: Final[Mapping[str, int]] = {column.key: number for number, column in enumerate(COLUMNS)}
NARROW_HIDES: Final = frozenset({"authentication", "retry"})
"""Hidden in a narrow table until the user chooses columns; the Settings tab has them too."""


def specs() -> tuple[ColumnSpec, ...]:
    """The properties of each column for the column chooser."""
    return tuple(
        ColumnSpec(
            key=column.key,
            title=translated(column.title or "Test button"),
            width=column.width,
            stretch=column.stretch,
            hidden=column.hidden,
            hidden_when_narrow=column.key in NARROW_HIDES,
            spare=column.key in {"url", "test"},
            sortable=column.sort is not None,
            fixed=column.key == "webhook",
        )
        for column in COLUMNS
    )
