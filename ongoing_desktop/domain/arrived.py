"""New rows of the history, read once for all parts of the window."""

from __future__ import annotations

from ongoing_desktop.domain.exchange import ExchangeRow
from ongoing_desktop.domain.lazy_dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Arrived:
    """A range of the history, written by any process."""

    since: int
    """Highest exchange id that was known before."""
    newest: int
    """Highest exchange id now."""
    rows: tuple[ExchangeRow, ...] = ()
    """Exchanges above :attr:`since` including downtimes, oldest first."""
    updated: tuple[ExchangeRow, ...] = ()
    """Earlier exchanges whose outcome was added."""
    complete: bool = True
    """Whether the rows are all that changed. If not, too much arrived, or exchanges were marked, deleted or removed,
    and the history must be queried.
    """

    @property
    def received(self) -> list[ExchangeRow]:
        """Requests received here, without imported ones."""
        return [row for row in self.rows if row.direction == "in" and not row.source]


def joined(first: Arrived, then: Arrived) -> Arrived:
    """Combine two consecutive ranges."""
    return Arrived(
        first.since, then.newest, first.rows + then.rows, first.updated + then.updated, first.complete and then.complete
    )
