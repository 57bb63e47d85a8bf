"""What came into the history since it was looked at before, read once for all who show it."""

from __future__ import annotations

from dataclasses import dataclass

from ongoing_desktop.domain.exchange import ExchangeRow


@dataclass(frozen=True, slots=True)
class Arrived:
    """A stretch of the history, whichever process wrote it."""

    since: int
    """Highest exchange id that was known before."""
    newest: int
    """Highest exchange id now."""
    rows: tuple[ExchangeRow, ...] = ()
    """Exchanges above :attr:`since`, gaps too, oldest first."""
    updated: tuple[ExchangeRow, ...] = ()
    """Earlier ones whose outcome came."""
    complete: bool = True
    """The rows are all that changed. Otherwise too much arrived for that, or exchanges were marked, deleted or taken out:
    then the history has to be asked."""

    @property
    def received(self) -> list[ExchangeRow]:
        """Requests that came in here, so nothing that was read from a file."""
        return [row for row in self.rows if row.direction == "in" and not row.source]


def joined(first: Arrived, then: Arrived) -> Arrived:
    """Two stretches in a row as one."""
    return Arrived(
        first.since, then.newest, first.rows + then.rows, first.updated + then.updated, first.complete and then.complete
    )
