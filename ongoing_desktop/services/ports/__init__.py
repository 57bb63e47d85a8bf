"""The services' interfaces to the outside. Adapters implement them, and tests use fakes.

All ports are blocking unless marked ``async``; the services call blocking ones off the engine's loop.
"""

from __future__ import annotations

import threading
from collections.abc import Awaitable, Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Literal, Protocol

from ongoing_desktop.domain.lazy_dataclasses import dataclass

if TYPE_CHECKING:
    from ongoing_desktop.domain.catalogue import Catalogue
    from ongoing_desktop.domain.connectivity import AddressReport, CheckStep
    from ongoing_desktop.domain.credentials import KnownEntry
    from ongoing_desktop.domain.errors import KnownError
    from ongoing_desktop.domain.listening import ListenerState, RunningListener
    from ongoing_desktop.domain.problems import Problem
    from ongoing_desktop.domain.rules import Step as ReplyStep
    from ongoing_desktop.domain.secret import Secret
    from ongoing_desktop.domain.sending import ApiRequest, Failure, Head, OutgoingRequest, SendResult
    from ongoing_desktop.domain.settings import Settings
    from ongoing_desktop.domain.snapshot import ListenerSnapshot
    from ongoing_desktop.services.ports.history import History, Retention, Waiting

KEPT_REVISIONS: Final = 200
"""Number of earlier states of the settings that a store keeps."""
REMEMBERED: Final = "remember"
"""Label of automatic saves, such as the payload of a test, which are not undo steps."""
Clock = Callable[[], datetime]
"""The wall clock; returns aware times in UTC."""
WriteFile = Callable[[Path, bytes | Iterable[bytes]], None]
"""Writes a file as a whole or not at all. Raises StorageError."""
RunProgram = Callable[[Sequence[str], Callable[[str], None]], Awaitable[int]]
"""Runs the program of a tunnel to its end, passes on each line of its output, and returns its exit code.

Cancelling ends the program. Raises TunnelError.
"""


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
        self.is_set = False
        """Whether the read should stop."""
        self._calls: list[Callable[[], None]] = []

    def set(self) -> None:
        """Stop it."""
        with self._lock:
            self.is_set = True
            for call in self._calls:
                call()

    @contextmanager
    def calling(self, call: Callable[[], None]) -> Iterator[None]:
        """While inside, :meth:`set` also calls ``call`` on its own thread, or at once if it was set before."""
        with self._lock:
            self._calls.append(call)
            if self.is_set:
                call()
        try:
            yield
        finally:
            with self._lock:
                self._calls.remove(call)


class Running(Protocol):
    """Marks of deliveries in progress. Safe on any thread; raises StorageError."""

    def begin(self, delivery: str, about: Mapping[str, Any]) -> None:
        """Mark a delivery as played by this process."""

    def end(self, delivery: str) -> None:
        """Remove the mark of a delivery that has ended."""

    def abandoned(self) -> list[Mapping[str, Any]]:
        """Deliveries of processes that no longer exist. This process takes over their marks until :meth:`end`."""


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


class ListenerProcess(Protocol):
    """The child process; :mod:`ongoing_desktop.listener.child_process`."""

    @property
    def state(self) -> ListenerState: ...

    async def start(self, host: str, port: int, snapshot: ListenerSnapshot) -> None:
        """Start it and return when it accepts requests. Raises ListenerError.

        If a listener outlived its window, that is used instead, at its own address.
        """

    async def answer(self, number: int, step: ReplyStep) -> None:
        """Answer a request that it holds."""

    async def update(self, snapshot: ListenerSnapshot) -> None:
        """Send it a new snapshot and return when that is in use."""

    async def stop(self) -> None:
        """Let it finish, commit and exit."""

    async def keep(self, *, on: bool) -> None:
        """Whether it goes on when this process ends."""

    async def let_go(self) -> None:
        """Let it go on without this process, permanently, if it should keep running; otherwise stop it."""

    async def close(self) -> None:
        """Stop it permanently; it cannot be started afterwards."""


class Role(Protocol):
    """The role of the one process that runs the schedules. Blocking."""

    def try_acquire(self) -> bool:
        """Take the role if it is free. Returns whether this object has it. Raises StorageError."""

    def release(self) -> None:
        """Release it. Idempotent."""


class Housekeeping(Protocol):
    """Background work on the data folder, done by one process at a time."""

    def try_acquire(self) -> bool:
        """Take the housekeeping role if it is free; returns whether this process has it."""

    def start(self) -> None:
        """Start the background threads."""

    def close(self) -> None:
        """Stop the threads, close the databases and release the role. Blocking."""


class Resources(Protocol):
    """The data files shipped with the program."""

    def catalogue(self) -> Catalogue:
        """The webhook types."""

    def facts(self) -> Mapping[str, Any]:
        """Known facts about Ongoing in addition to the types."""

    def samples(self) -> Mapping[str, Any]:
        """Values of sample payloads, by member."""

    def scenarios(self) -> Mapping[str, bytes]:
        """The built-in scenarios by key."""


@dataclass(frozen=True, slots=True)
class Ports:
    """The outside world for the services."""

    data_dir: Path
    version: str
    clock: Clock
    """The wall clock."""
    steady: Callable[[], float]
    """Monotonic seconds that also count while the computer sleeps."""
    store: SettingsStore
    history: History
    retention: Retention
    waiting: Waiting
    vault: Vault
    sender: Sender
    checker: AddressChecker
    api: ApiClient
    running: Running
    scenario_files: KeyedFiles
    proof_files: KeyedFiles
    """The last proof of each receiver."""
    request_files: KeyedFiles
    shape_files: KeyedFiles
    """What was learnt about the shapes of payloads."""
    schedule_files: KeyedFiles
    """The last runs of each schedule."""
    schedule_role: Role
    """The role of the process that runs the schedules."""
    resources: Resources
    housekeeping: Housekeeping
    make_listener: Callable[[Callable[[ListenerState], None]], ListenerProcess]
    """Creates the listener's process; the function is called with each of its states."""
    listeners: Callable[[], tuple[RunningListener, ...]]
    """The running listeners of this data folder, of all processes. Blocking."""
    run_program: RunProgram
    saving: Callable[[], AbstractContextManager[bool]]
    """The lock for writing and removing vault entries. Its value says whether this process got it."""
    write: WriteFile
    """Writes a file atomically, from bytes or an iterator of bytes."""
    file_key: Callable[[str], str]
    """The file name of a scenario with a given title."""
    certificate_problems: Callable[[str, str], tuple[Problem, ...]]
    """Problems with a certificate and its key. Blocking."""
    certificate_warnings: Callable[[str, datetime], tuple[Problem, ...]]
    """Warnings about a certificate, such as its expiry. Blocking."""
    asides: Asides
    free_mb: Callable[[], float | None]
    """Free megabytes on the disk with the data folder, None if they cannot be measured. Blocking."""
    notices: Callable[[], tuple[KnownError, ...]] = tuple
    """Messages for the user about opening the data folder. May grow while a check is running."""
