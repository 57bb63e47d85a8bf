"""Finds the last use of the old credential of a rotation, reading each row of the history once."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from ongoing_desktop.domain.lazy_dataclasses import dataclass
from ongoing_desktop.services.ports import History

PAGE: Final = 500
CLOCK_JUMP: Final = timedelta(days=1)
"""Rows are ordered by id. A clock that was set back by less than this hides no use."""


@dataclass(frozen=True, slots=True)
class LastUse:
    """What is known so far."""

    upto: int
    """Highest id examined so far."""
    at: datetime | None = None


def look_for_old(history: History, webhook_id: str, since: datetime, looked: LastUse | None) -> LastUse:
    """The last use, starting from what is known. Blocking. The first call reads back to the start of the rotation."""
    newest = history.newest_id()
    if looked is None:
        return LastUse(newest, _backwards(history, webhook_id, since, newest))
    found = looked
    while page := history.page(limit=PAGE, after=found.upto, webhook=webhook_id, direction="in"):
        used = [row.at for row in page if row.reason_code == "old-credential"]
        found = LastUse(page[-1].id, used[-1] if used else found.at)
        if len(page) < PAGE:
            break
    return LastUse(max(found.upto, newest), found.at)


def _backwards(history: History, webhook_id: str, since: datetime, newest: int) -> datetime | None:
    before = newest + 1
    while page := history.page(limit=PAGE, before=before, webhook=webhook_id, direction="in"):
        for row in page:
            if row.reason_code == "old-credential":
                return row.at
            if row.at < since - CLOCK_JUMP:
                return None
        if len(page) < PAGE:
            return None
        before = page[-1].id
    return None
