"""The interface to the history: its exchanges, its limits, and what waits for forwarding targets.

Everything is blocking; the services call it off the engine's loop.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final, Protocol

from ongoing_desktop.domain.lazy_dataclasses import dataclass

if TYPE_CHECKING:
    from ongoing_desktop.domain.exchange import Exchange, ExchangeRow, Grouping, NewExchange, Outcome, TimedIds
    from ongoing_desktop.domain.filters import Filter
    from ongoing_desktop.domain.forwarding import TargetState
    from ongoing_desktop.domain.retention import DiskUse, Indexed, Preview, RetentionLimits
    from ongoing_desktop.domain.sync_state import Seen
    from ongoing_desktop.domain.timeline import Told
    from ongoing_desktop.services.ports import Stop

CHANGES_KEPT: Final = 10_000
"""Number of changes of exchanges that a history records."""


@dataclass(frozen=True, slots=True)
class Changes:
    """Changes to exchanges that a reader may already have loaded."""

    number: int
    """Number of the newest change."""
    ids: list[int]
    """Exchanges that were pinned, annotated, deleted or restored, without duplicates."""
    thinned: int = 0
    """The limits removed exchanges up to this id; 0 if they removed nothing."""
    missed: bool = False
    """Whether some changes are no longer known, so that everything must be reloaded."""


class History(Protocol):
    """The append-only log of exchanges. Safe on any thread."""

    def append(
        self,
        exchanges: Sequence[NewExchange],
        outcomes: Sequence[Outcome] = (),
        *,
        durable: bool = True,
        wait: bool = True,
    ) -> list[int]:
        """Commit exchanges and outcomes in one transaction; on return they are on disk. Raises StorageError.

        Without ``durable`` they survive a crash of the process but possibly not a power failure. Without ``wait``,
        StorageLocked is raised at once if another thread or program is writing.
        """

    def take_in(self, items: Sequence[tuple[NewExchange, Outcome]]) -> list[int]:
        """Commit exchanges that were read from a file with their outcomes: all or none. Raises StorageError.

        The ids in the outcomes are ignored.
        """

    def newest_id(self) -> int:
        """The highest id ever assigned; 0 in an empty history."""

    def page(
        self,
        *,
        limit: int,
        before: int | None = None,
        after: int | None = None,
        filter: Filter | None = None,
        direction: str | None = None,
        webhook: str | None = None,
        system: str | None = None,
        stop: Stop | None = None,
    ) -> list[ExchangeRow]:
        """Rows with ids below ``before``, newest first; or, given ``after``, rows above it, oldest first.

        ``direction``: ``in`` or ``out`` for requests received or sent here, without imported ones; ``log`` for ``in``
        with downtimes; ``all`` for everything with downtimes; None for everything without them. ``system``: a code
        compared ignoring case, or ``""`` for exchanges of no known system. ``stop`` ends a long search from another
        thread; it then raises StorageError "storage-interrupted".
        """

    def latest_id(self) -> int:
        """Id of the exchange with the latest time; 0 in an empty history."""

    def newest_first(
        self,
        *,
        filter: Filter | None = None,
        direction: str | None = None,
        webhook: str | None = None,
        system: str | None = None,
        stop: Stop | None = None,
    ) -> Iterator[ExchangeRow]:
        """Rows by time, then by id, latest first. They are read lazily, so take only what is needed.

        Other parameters as in :meth:`page`. Rows committed meanwhile may be missing.
        """

    def ids(
        self,
        *,
        above: int,
        upto: int,
        filter: Filter | None = None,
        direction: str | None = None,
        webhook: str | None = None,
        system: str | None = None,
        grouping: Grouping | None = None,
        among: Sequence[int] | None = None,
        stop: Stop | None = None,
    ) -> TimedIds:
        """Rising ids above ``above`` and up to ``upto``. Other parameters as in :meth:`page`.

        ``grouping``: only the newest of each group. ``among``: consider only these ids.
        """

    def sorted_ids(
        self,
        ids: Sequence[int],
        key: str,
        *,
        falling: bool,
        stop: Stop | None = None,
        on_progress: Callable[[int], None] | None = None,
    ) -> array[int]:
        """The ids sorted by a column of the list, missing values last.

        ``key``: a field of a row, ``kind``, ``request``, or ``body.`` and a member's path. ``on_progress`` is called on
        this thread with the percentage of the exchanges that were read.
        """

    def superseded(self, grouping: Grouping, *, above: int, upto: int) -> list[int]:
        """Exchanges that a row in this range replaced as the newest one of their group."""

    def before(self, grouping: Grouping, ids: Sequence[int]) -> list[int]:
        """The previous exchange in the group of each of these exchanges, which may be deleted."""

    def repeats(self, exchange_id: int, grouping: Grouping | None = None) -> list[ExchangeRow]:
        """The others in the group of an exchange, newest first: by default of its event or delivery."""

    def rows(
        self, ids: Sequence[int], *, members: Sequence[str] = (), grouping: Grouping | None = None
    ) -> list[ExchangeRow]:
        """The current rows for these ids, for example after an outcome was appended.

        ``members``: paths of the members of the body to read. ``grouping``: also count the others in each group.
        """

    def get(self, exchange_id: int) -> Exchange | None:
        """One complete exchange, or None."""

    def arrivals(self, exchange_id: int) -> list[ExchangeRow]:
        """All arrivals of the exchange's event, oldest first, including itself.

        For a sent exchange: the attempts of its delivery.
        """

    def arrived(
        self, subjects: Sequence[str], *, system: str, after: datetime
    ) -> set[tuple[str, str | None, str, int | None]]:
        """For these subjects, the received webhook id, trigger, subject and status since a time."""

    def of_subject(self, exchange_id: int, *, limit: int = 100) -> list[ExchangeRow]:
        """Received exchanges about the same subject (an order, an article), newest first, including this one."""

    def told(self, exchange_id: int) -> list[Told]:
        """The newest exchanges about the same subject in any direction, in no certain order, and the downtimes since.

        Without a subject: the exchange alone.
        """

    def attempts(self, webhook: str, delivery: str | None = None) -> tuple[str, list[ExchangeRow]]:
        """A delivery's id and its attempts, oldest first. ``delivery`` None means the webhook's newest delivery.

        The id is empty if there is no delivery.
        """

    def newest_sent(self, webhooks: Sequence[str]) -> dict[str, ExchangeRow]:
        """The newest sent exchange of each webhook that has one."""

    def newest_live(self, webhooks: Sequence[str], *, after: int = 0) -> dict[str, Seen]:
        """The last request for each webhook that this app did not send and whose credential was right.

        Only exchanges with an id above ``after`` are considered.
        """

    def data_version(self) -> int:
        """A number that changes when another connection commits."""

    def set_pinned(self, ids: Sequence[int], *, pinned: bool) -> list[int]:
        """Exempt exchanges from the limits, or end that; returns those that this changed.

        Raises StorageError, like all methods that write.
        """

    def set_note(self, exchange_id: int, note: str) -> bool:
        """Set the user's note; an empty text removes it. Returns whether anything changed."""

    def delete(self, ids: Sequence[int]) -> list[int]:
        """Hide exchanges at once, including pinned ones; returns those that existed. They are purged later."""

    def undelete(self, ids: Sequence[int]) -> list[int]:
        """Show deleted exchanges again; returns those that were not purged yet."""

    def changes(self, after: int) -> Changes:
        """Changes after change number ``after``, made by any process.

        Only the newest :data:`CHANGES_KEPT` are known; after a gap, ``missed`` is set.
        """

    def indexed(self) -> Indexed:
        """The progress of the search index. It affects only the speed of searches, never their result."""


class Waiting(Protocol):
    """What waits for forwarding targets. Safe on any thread. Raises StorageError."""

    def states(self) -> list[TargetState]:
        """The targets with a known state or with waiting requests."""

    def ask(self, target: str) -> None:
        """Ask the listener of any process to deliver now."""

    def discard(self, target: str) -> int:
        """Let nothing wait for a target any more; returns how many waited."""


class Retention(Protocol):
    """Removes exchanges from the history for good, in short steps. Raises StorageError."""

    def preview(self, limits: RetentionLimits, stop: Stop | None = None) -> Preview:
        """What the limits would remove now."""

    def cut(self, limits: RetentionLimits, *, clock_trusted: bool | None = None, stop: Stop | None = None) -> Any:
        """What is over the limits, for :meth:`step`. ``clock_trusted`` None: ages count unless the clock has jumped."""

    def step(self, cut: Any, after: int = 0) -> tuple[int, int]:
        """Remove a few with ids above ``after``. Returns how many, and the id to continue after, which is 0 at the end."""

    def give_back(self) -> bool:
        """Return some free space to the operating system. True if more is free."""

    def use(self) -> DiskUse: ...

    def held(self) -> datetime | None:
        """The last trusted time while the age limit is suspended after a clock jump, otherwise None."""

    def trust_clock(self) -> None:
        """Apply the age limit again, after the user has seen what it would remove."""
