"""What the services need of the outside: seams that adapters fill and tests fake.

All ports are blocking unless marked ``async``; the services call blocking ones off the engine's loop.
"""

from __future__ import annotations

import threading
from array import array
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final, Literal, Protocol, TypeVar

from ongoing_desktop.domain.lazy_dataclasses import dataclass

if TYPE_CHECKING:
    from ongoing_desktop.domain.api_request import ApiRequest
    from ongoing_desktop.domain.connectivity import AddressReport, Step
    from ongoing_desktop.domain.credentials import KnownEntry
    from ongoing_desktop.domain.exchange import Exchange, ExchangeRow, NewExchange, Outcome, TimedIds
    from ongoing_desktop.domain.filters import Filter
    from ongoing_desktop.domain.retention import DiskUse, Indexed, Limits, Preview
    from ongoing_desktop.domain.secret import Secret
    from ongoing_desktop.domain.sending import Failure, Head, OutgoingRequest, SendResult
    from ongoing_desktop.domain.settings import Settings
    from ongoing_desktop.domain.sync_state import Seen

KEPT_REVISIONS: Final = 200
"""How many earlier states of the settings a store keeps."""
REMEMBERED: Final = "remember"
"""Label of what is remembered beside the user's work, such as the payload of a test."""
CHANGES_KEPT: Final = 10_000
"""How many changes of exchanges a history remembers."""


class Clock(Protocol):
    """Wall clock; aware times in UTC."""

    def __call__(self) -> datetime:
        """Now."""


class SettingsStore(Protocol):
    """The settings database. One transaction per call; safe on any thread."""

    def load(self) -> Settings:
        """The settings as committed last, by whatever process."""

    def save(self, settings: Settings, *, expected: int, label: str) -> Settings:
        """Replace the settings if their revision is still ``expected``; returns them with the new revision.

        ``label`` says what the change was ("delete-webhook"). Raises :class:`SettingsConflict` when another process saved
        first, StorageError when nothing could be written.
        """

    def newest_revision(self) -> int:
        """Revision of the settings as committed last, by whatever process; cheaper than :meth:`load`."""

    def revisions(self) -> list[tuple[int, datetime, str]]:
        """Number, time and label of the kept revisions, newest first."""

    def revision(self, number: int) -> Settings | None:
        """The settings as they were at a revision; None when it is not kept. Raises StorageError."""

    def data_version(self) -> int:
        """A number that changes when another connection has committed (``PRAGMA data_version``)."""

    def next_event_id(self, system_id: str) -> int:
        """The next event id of a system: above every one given out before, by whatever process, and never given again.

        Ids may be left out.
        """

    def event_id_at_hand(self, system_id: str) -> int | None:
        """The same where the disk is not needed for it, else None: then ask :meth:`next_event_id`. Does not block."""

    def known_entries(self) -> tuple[KnownEntry, ...]:
        """Every vault entry that was ever noted and not forgotten, oldest first."""

    def note_secret(self, ref: str, state: str) -> None:
        """Commit that a vault entry is ``pending``, ``live``, ``retired`` or ``gone`` (forgotten)."""


@dataclass(frozen=True, slots=True)
class Aside:
    """A database that was moved out of the way when it could not be used."""

    path: str
    holds: Literal["settings", "history"]
    at: datetime
    """When it was set aside, in local time."""
    restorable: bool
    """It may be one of ours; a folder, another program's file or a log alone are not."""


class Asides(Protocol):
    """What was set aside in the data folder. Blocking; safe on any thread."""

    def unseen(self) -> list[Aside]:
        """Those that the user has not seen yet, oldest first."""

    def note_seen(self, asides: Sequence[Aside]) -> None:
        """Do not speak of these again. Raises StorageError."""

    def rescue_history(self, aside: Aside, told: Callable[[int], None], stop: Stop) -> list[int]:
        """Take in every exchange that can be read, hidden until :meth:`History.undelete`; returns their ids, rising.

        ``told`` hears how many were read so far. Raises StorageError.
        """

    def rescue_settings(self, aside: Aside) -> tuple[Settings, int]:
        """The settings as far as they can be read, and how many of their parts cannot. Raises StorageError."""


class SettingsConflict(Exception):  # noqa: N818 - control flow, always handled
    """Another process saved first; load, apply the change again, save."""


class Stop:
    """Ends a read that runs on another thread. Safe on any thread; once set it stays set."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._is_set = False
        self._calls: list[Callable[[], None]] = []

    @property
    def is_set(self) -> bool:
        """Whether the read is to end."""
        return self._is_set

    def set(self) -> None:
        """End it."""
        with self._lock:
            self._is_set = True
            for call in self._calls:
                call()

    @contextmanager
    def calling(self, call: Callable[[], None]) -> Iterator[None]:
        """While inside, :meth:`set` also calls ``call``, on its own thread; at once where it was set before."""
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
    """What was done to exchanges that a reader may have read before."""

    number: int
    """Of the newest change."""
    ids: list[int]
    """Exchanges that were pinned, noted, deleted or brought back, each once."""
    thinned: int = 0
    """The limits took exchanges out up to this id; 0: they took none."""
    missed: bool = False
    """Some of the changes are no longer known: read everything again."""


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

        Not ``durable``: they survive the death of the process, but perhaps not that of the power. Without ``wait`` StorageLocked
        comes at once where another thread or program writes.
        """

    def take_in(self, items: Sequence[tuple[NewExchange, Outcome]]) -> list[int]:
        """Commit exchanges that were read from a file, each with what became of it: all or none. Raises StorageError.

        The outcomes' own ids are not looked at.
        """

    def newest_id(self) -> int:
        """Highest id ever given, 0 while empty."""

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
        """Rows with id below ``before`` newest first; or, given ``after``, rows above it oldest first.

        ``direction``: ``in`` or ``out`` for what really came in or went out here, so nothing that was read from a file;
        ``log`` for ``in`` with the gaps, ``all`` for everything with them. None leaves the gaps out.
        ``system``: a system's code compared ignoring case, or ``""`` for exchanges of no known system. ``stop`` ends a
        long search from another thread; it then raises StorageError "storage-interrupted".
        """

    def latest_id(self) -> int:
        """Id of the exchange with the latest time, 0 while there is none."""

    def newest_first(
        self,
        *,
        filter: Filter | None = None,
        direction: str | None = None,
        webhook: str | None = None,
        system: str | None = None,
        stop: Stop | None = None,
    ) -> Iterator[ExchangeRow]:
        """Rows in order of time, then id, the latest first; read step by step, so take no more than is needed.

        The rest as :meth:`page`. What is committed meanwhile may be left out.
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
        folded: bool = False,
        among: Sequence[int] | None = None,
        stop: Stop | None = None,
    ) -> TimedIds:
        """Ids above ``above`` and up to ``upto``, rising; the rest as :meth:`page`.

        ``folded``: of each event only the last arrival, of each delivery the last attempt. ``among``: only these are asked
        about.
        """

    def sorted_ids(self, ids: Sequence[int], key: str, *, falling: bool, stop: Stop | None = None) -> array[int]:
        """These ids in the order of a list's column, those without a value last."""

    def superseded(self, *, above: int, upto: int) -> list[int]:
        """Exchanges that are no longer the last of their event or delivery because of what came in this stretch."""

    def before(self, ids: Sequence[int]) -> list[int]:
        """What came last of the same event or delivery before each of these, which may be deleted ones."""

    def repeats(self, exchange_id: int) -> list[ExchangeRow]:
        """The other arrivals of an event, the other attempts of a delivery; newest first."""

    def rows(self, ids: Sequence[int]) -> list[ExchangeRow]:
        """These rows again, for instance after an outcome was appended."""

    def get(self, exchange_id: int) -> Exchange | None:
        """One exchange whole, or None."""

    def arrivals(self, exchange_id: int) -> list[ExchangeRow]:
        """All arrivals of the event that an exchange is about, oldest first, itself among them.

        Of a sent one: the attempts of its delivery.
        """

    def arrived(
        self, subjects: Sequence[str], *, system: str, after: datetime
    ) -> set[tuple[str, str | None, str, int | None]]:
        """Of these subjects, what was received since: webhook's id, trigger, subject and status."""

    def of_subject(self, exchange_id: int, *, limit: int = 100) -> list[ExchangeRow]:
        """Received exchanges about the same thing (an order, an article), newest first, itself among them."""

    def attempts(self, webhook: str, delivery: str | None = None) -> tuple[str, list[ExchangeRow]]:
        """A delivery's id and its attempts, oldest first; None is the newest delivery of the webhook.

        An empty id where there is none.
        """

    def newest_sent(self, webhooks: Sequence[str]) -> dict[str, ExchangeRow]:
        """The newest sent exchange of each of these webhooks that has one."""

    def newest_live(self, webhooks: Sequence[str], *, after: int = 0) -> dict[str, Seen]:
        """When a request for each of these last came that this app did not send itself and whose credential was right.

        Only exchanges with an id above ``after`` are looked at.
        """

    def data_version(self) -> int:
        """A number that changes when another connection has committed."""

    def set_pinned(self, ids: Sequence[int], *, pinned: bool) -> list[int]:
        """Keep exchanges whatever the limits say, or no longer; returns those that this changed.

        Raises StorageError, as all that write.
        """

    def set_note(self, exchange_id: int, note: str) -> bool:
        """Set the user's note; empty removes it. Whether that changed anything."""

    def delete(self, ids: Sequence[int]) -> list[int]:
        """Hide exchanges at once, pinned ones too; returns those that were there. They are purged later, when idle."""

    def undelete(self, ids: Sequence[int]) -> list[int]:
        """Show deleted exchanges again; returns those that had not been purged yet."""

    def changes(self, after: int) -> Changes:
        """What was done after change ``after``, by whatever process.

        Only the newest :data:`CHANGES_KEPT` changes are known; where that leaves a gap, ``missed`` says so.
        """

    def indexed(self) -> Indexed:
        """How far the search index has come; what a search finds never depends on it, only how long it takes."""


class Running(Protocol):
    """Which deliveries a living process plays. Safe on any thread; raises StorageError."""

    def begin(self, delivery: str, about: Mapping[str, Any]) -> None:
        """Note that this process plays a delivery."""

    def end(self, delivery: str) -> None:
        """It has ended, and the history says how."""

    def abandoned(self) -> list[Mapping[str, Any]]:
        """What processes played that are no more, ``delivery`` and what was noted; held by this one until :meth:`end`."""


class Cut(Protocol):
    """What is over some limits; the store's own affair."""

    @property
    def nothing(self) -> bool:
        """Nothing is."""


C = TypeVar("C", bound=Cut)


class Retention(Protocol[C]):
    """Takes exchanges out of the history for good, in short steps. Raises StorageError."""

    def preview(self, limits: Limits, stop: Stop | None = None) -> Preview:
        """What the limits would take away now."""

    def cut(self, limits: Limits, *, clock_trusted: bool | None = None, stop: Stop | None = None) -> C:
        """What is over the limits; ``clock_trusted`` None: the age counts unless the clock has jumped."""

    def step(self, cut: C, after: int = 0) -> tuple[int, int]:
        """Take out a few, with ids above ``after``; how many, and the id to go on after, 0 when all is done."""

    def give_back(self) -> bool:
        """Give a part of the free space back to the system; whether there is more."""

    def use(self) -> DiskUse:
        """Bytes on disk."""

    def held(self) -> datetime | None:
        """While the age decides nothing because the clock has jumped: when it was last seen before that."""

    def trust_clock(self) -> None:
        """The user has seen what would go: the age counts again after the clock has jumped."""


@dataclass(frozen=True, slots=True)
class VaultStatus:
    """Whether secrets can be kept on this computer."""

    usable: bool
    name: str
    """The backend's own name, for people."""
    code: str = ""
    """Why not: a code of :mod:`ongoing_desktop.wording.messages`, such as ``vault-none`` or ``vault-locked``."""


class Vault(Protocol):
    """Immutable entries under random names. May block for ever: called on daemon threads only, see services.secrets."""

    def status(self) -> VaultStatus:
        """What backend there is and whether it counts."""

    def put(self, ref: str, secret: Secret) -> None:
        """Write a new entry, read it back and compare. Raises VaultError."""

    def get(self, ref: str) -> Secret | None:
        """The entry; None when it does not exist. Raises VaultError when that cannot be told."""

    def delete(self, ref: str) -> None:
        """Remove the entry; one that is not there is fine. Raises VaultError."""


class Sender(Protocol):
    """One request over the network."""

    async def send(self, request: OutgoingRequest) -> SendResult:
        """Send and read the answer. Network failure is a value; cancelling the task closes the connection at once."""

    async def head(self, request: OutgoingRequest) -> Head | Failure:
        """The head that :meth:`send` would put on the wire; nothing is sent and no name looked up."""

    async def close(self) -> None:
        """Close what is open."""


class ApiClient(Protocol):
    """Sends look-ups to Ongoing's REST API. It knows no method but GET."""

    async def get(self, request: ApiRequest) -> SendResult:
        """Send one and read the answer. A network failure is a value. Cancelling closes the connection at once."""

    async def close(self) -> None:
        """Close what is open."""


class AddressChecker(Protocol):
    """Looks an address up and connects to it; sends no request."""

    async def check(self, url: str, on_step: Callable[[Step], None]) -> AddressReport:
        """Whatever the network does is in the report; cancelling closes the connection at once.

        ``on_step`` is told of each step but the last as soon as it is done.
        """


class ScenarioFiles(Protocol):
    """The user's own scenarios. Safe on any thread."""

    def read(self) -> dict[str, bytes]:
        """All of them, by key. Raises StorageError."""

    def write(self, key: str, data: bytes) -> None:
        """Keep one, in place of another of this key. Raises StorageError."""

    def remove(self, key: str) -> None:
        """Remove one; one that is not there is fine. Raises StorageError."""


Unsubscribe = Callable[[], None]
