"""The services' interfaces to the outside. Adapters implement them, and tests use fakes.

All ports are blocking unless marked ``async``; the services call blocking ones off the engine's loop.
"""

from __future__ import annotations

import threading
from array import array
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Literal, Protocol, TypeVar

from ongoing_desktop.domain.lazy_dataclasses import dataclass

if TYPE_CHECKING:
    from ongoing_desktop.domain.connectivity import AddressReport, CheckStep
    from ongoing_desktop.domain.credentials import KnownEntry
    from ongoing_desktop.domain.exchange import Exchange, ExchangeRow, Grouping, NewExchange, Outcome, TimedIds
    from ongoing_desktop.domain.filters import Filter
    from ongoing_desktop.domain.retention import DiskUse, Indexed, Preview, RetentionLimits
    from ongoing_desktop.domain.secret import Secret
    from ongoing_desktop.domain.sending import ApiRequest, Failure, Head, OutgoingRequest, SendResult
    from ongoing_desktop.domain.settings import Settings
    from ongoing_desktop.domain.sync_state import Seen
    from ongoing_desktop.domain.target_state import TargetState
    from ongoing_desktop.domain.timeline import Told

KEPT_REVISIONS: Final = 200
"""Number of earlier states of the settings that a store keeps."""
REMEMBERED: Final = "remember"
"""Label of automatic saves, such as the payload of a test, which are not undo steps."""
CHANGES_KEPT: Final = 10_000
"""Number of changes of exchanges that a history records."""
WriteFile = Callable[[Path, bytes | Iterable[bytes]], None]
"""Writes a file as a whole or not at all. Raises StorageError."""


class Clock(Protocol):
    """The wall clock; returns aware times in UTC."""

    def __call__(self) -> datetime: ...


class SettingsStore(Protocol):
    """The settings database. One transaction per call; safe on any thread."""

    def load(self) -> Settings:
        """The last committed settings of any process."""

    def save(self, settings: Settings, *, expected: int, label: str) -> Settings:
        """Replace the settings if their revision is still ``expected``; returns them with the new revision.

        ``label`` describes the change ("delete-webhook"). Raises :class:`SettingsConflict` if another process saved
        first, StorageError if nothing could be written.
        """

    def newest_revision(self) -> int:
        """Revision of the last committed settings of any process; cheaper than :meth:`load`."""

    def revisions(self) -> list[tuple[int, datetime, str]]:
        """Number, time and label of the kept revisions, newest first."""

    def revision(self, number: int) -> Settings | None:
        """The settings at a revision, or None if it is no longer kept. Raises StorageError."""

    def data_version(self) -> int:
        """A number that changes when another connection commits (``PRAGMA data_version``)."""

    def next_event_id(self, system_id: str) -> int:
        """A system's next event id: higher than all earlier ones of any process, and never used again.

        There may be gaps.
        """

    def event_id_at_hand(self, system_id: str) -> int | None:
        """The next event id if it needs no disk access, else None: then call :meth:`next_event_id`. Does not block."""

    def known_entries(self) -> tuple[KnownEntry, ...]:
        """All recorded vault entries, oldest first."""

    def note_secret(self, ref: str, state: str) -> None:
        """Commit that a vault entry is ``pending``, ``live``, ``retired`` or ``gone`` (removed)."""


@dataclass(frozen=True, slots=True)
class Aside:
    """A database that was set aside because it could not be used."""

    path: str
    holds: Literal["settings", "history"]
    at: datetime
    """When it was set aside, in local time."""
    restorable: bool
    """Whether it may be a database of this program. A folder, another program's file or a lone WAL is not."""


class Asides(Protocol):
    """Databases that were set aside in the data folder. Blocking; safe on any thread."""

    def unseen(self) -> list[Aside]:
        """Those that the user has not dismissed yet, oldest first."""

    def note_seen(self, asides: Sequence[Aside]) -> None:
        """Do not mention these again. Raises StorageError."""

    def rescue_history(self, aside: Aside, on_progress: Callable[[int], None], stop: Stop) -> list[int]:
        """Copy every readable exchange, hidden until :meth:`History.undelete`; returns rising ids.

        ``on_progress`` receives the number read so far. Raises StorageError.
        """

    def rescue_settings(self, aside: Aside) -> tuple[Settings, int]:
        """The readable settings and the number of unreadable parts. Raises StorageError."""


class SettingsConflict(Exception):  # noqa: N818 - control flow, always handled
    """Another process saved first: load, apply the change again, save."""


class Stop:
    """Stops a read that runs on another thread. Safe on any thread; once set it stays set."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._is_set = False
        self._calls: list[Callable[[], None]] = []

    @property
    def is_set(self) -> bool:
        """Whether the read should stop."""
        return self._is_set

    def set(self) -> None:
        """Stop it."""
        with self._lock:
            self._is_set = True
            for call in self._calls:
                call()

    @contextmanager
    def calling(self, call: Callable[[], None]) -> Iterator[None]:
        """While inside, :meth:`set` also calls ``call`` on its own thread, or at once if it was set before."""
        with self._lock:
            self._calls.append(call)
            if self._is_set:
                call()
        try:
            yield
        finally:
            with self._lock:
                self._calls.remove(call)


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


class Running(Protocol):
    """Marks of deliveries in progress. Safe on any thread; raises StorageError."""

    def begin(self, delivery: str, about: Mapping[str, Any]) -> None:
        """Mark a delivery as played by this process."""

    def end(self, delivery: str) -> None:
        """Remove the mark of a delivery that has ended."""

    def abandoned(self) -> list[Mapping[str, Any]]:
        """Deliveries of processes that no longer exist. This process takes over their marks until :meth:`end`."""


class Cut(Protocol):
    """What exceeds some limits; its content belongs to the store."""

    @property
    def nothing(self) -> bool:
        """Whether nothing does."""


C = TypeVar("C", bound=Cut)


class Waiting(Protocol):
    """What waits for forwarding targets. Safe on any thread. Raises StorageError."""

    def states(self) -> list[TargetState]:
        """The targets with a known state or with waiting requests."""

    def ask(self, target: str) -> None:
        """Ask the listener of any process to deliver now."""

    def discard(self, target: str) -> int:
        """Let nothing wait for a target any more; returns how many waited."""


class Retention(Protocol[C]):
    """Removes exchanges from the history for good, in short steps. Raises StorageError."""

    def preview(self, limits: RetentionLimits, stop: Stop | None = None) -> Preview:
        """What the limits would remove now."""

    def cut(self, limits: RetentionLimits, *, clock_trusted: bool | None = None, stop: Stop | None = None) -> C:
        """What is over the limits. ``clock_trusted`` None: ages count unless the clock has jumped."""

    def step(self, cut: C, after: int = 0) -> tuple[int, int]:
        """Remove a few with ids above ``after``. Returns how many, and the id to continue after, which is 0 at the end."""

    def give_back(self) -> bool:
        """Return some free space to the operating system. True if more is free."""

    def use(self) -> DiskUse: ...

    def held(self) -> datetime | None:
        """The last trusted time while the age limit is suspended after a clock jump, otherwise None."""

    def trust_clock(self) -> None:
        """Apply the age limit again, after the user has seen what it would remove."""


@dataclass(frozen=True, slots=True)
class VaultStatus:
    """Whether secrets can be stored on this computer."""

    usable: bool
    name: str
    """The backend's display name."""
    code: str = ""
    """If not, why: a code of :mod:`ongoing_desktop.wording.messages`, such as ``vault-none`` or ``vault-locked``."""


class Vault(Protocol):
    """Immutable entries under random names. Calls may block indefinitely, so services.secrets uses daemon threads."""

    def status(self) -> VaultStatus:
        """The configured backend and whether it is accepted."""

    def put(self, ref: str, secret: Secret) -> None:
        """Write a new entry, read it back and compare. Raises VaultError."""

    def get(self, ref: str) -> Secret | None:
        """The entry, or None if it does not exist. Raises VaultError if it cannot be read."""

    def delete(self, ref: str) -> None:
        """Remove the entry if it exists. Raises VaultError."""


class Sender(Protocol):
    """Sends requests over the network."""

    async def send(self, request: OutgoingRequest) -> SendResult:
        """Send and read the response. Network failures are values; cancelling closes the connection at once."""

    async def head(self, request: OutgoingRequest) -> Head | Failure:
        """The head that :meth:`send` would send. Nothing is sent, and no name is looked up."""

    async def close(self) -> None:
        """Close open connections."""


class ApiClient(Protocol):
    """Sends look-ups to Ongoing's REST API. It knows no method but GET."""

    async def get(self, request: ApiRequest) -> SendResult:
        """Send a request and read the answer. Network failures are values. Cancelling closes the connection at once."""

    async def close(self) -> None:
        """Close open connections."""


class AddressChecker(Protocol):
    """Checks whether an address can be reached, without sending a request."""

    async def check(self, url: str, on_step: Callable[[CheckStep], None]) -> AddressReport:
        """Check a URL. Network failures are part of the report; cancelling closes the connection at once.

        ``on_step`` is called after each step except the last.
        """


class KeyedFiles(Protocol):
    """JSON files by key: the user's scenarios, or the last proofs. Safe on any thread."""

    def read(self) -> dict[str, bytes]:
        """All files by key. Raises StorageError."""

    def write(self, key: str, data: bytes) -> None:
        """Write a file, replacing one of the same key. Raises StorageError."""

    def remove(self, key: str) -> None:
        """Remove a file if it exists. Raises StorageError."""


Unsubscribe = Callable[[], None]
