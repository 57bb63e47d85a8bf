"""Creates the real ports for a data folder, without Qt, and builds the services over them.

Modules that are not needed by every command and at the window's start are imported on first use.
"""
# ruff: noqa: PLC0415

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING

from ongoing_desktop import __version__
from ongoing_desktop.services import Services
from ongoing_desktop.services.ports import Ports
from ongoing_desktop.storage.files import SHAPES_NAME, KeyedFolder, file_key, write_atomic
from ongoing_desktop.storage.folder import open_storage
from ongoing_desktop.storage.locks import RoleLock
from ongoing_desktop.storage.resources import load_catalogue, load_facts, load_samples, standard_scenarios
from ongoing_desktop.storage.run_markers import RunMarkers
from ongoing_desktop.transport import NetworkApi, NetworkChecker, NetworkSender
from ongoing_desktop.vault import KeyringVault

if TYPE_CHECKING:
    from ongoing_desktop.domain.listening import ListenerState, RunningListener
    from ongoing_desktop.domain.problems import Problem
    from ongoing_desktop.listener.child_process import ListenerProcess
    from ongoing_desktop.services.ports import AddressChecker, ApiClient, Clock, Sender, Vault
    from ongoing_desktop.storage.folder import Storage
    from ongoing_desktop.storage.housekeeping import Housekeeper


def now() -> datetime:
    """The real clock."""
    return datetime.now(UTC)


def steady() -> float:
    """Monotonic seconds that also count while the computer sleeps, if the system has such a clock."""
    if sys.platform == "win32":
        return time.monotonic()
    return time.clock_gettime(getattr(time, "CLOCK_BOOTTIME", time.CLOCK_MONOTONIC))


def own_program() -> tuple[str, ...]:
    """The words that start this program again with further arguments."""
    if not getattr(sys, "frozen", False):
        return sys.executable, "-m", "ongoing_desktop"
    # In a package. On Windows the window is a program of its own, which has no standard output.
    return (os.fspath(Path(sys.executable).with_name("ongoing-desktop").with_suffix(Path(sys.executable).suffix)),)


def listener_command(data_dir: Path) -> tuple[str, ...]:
    """The command with which the window starts its listener: this same program, without any secret."""
    return *own_program(), "--data-dir", os.fspath(data_dir), "listen", "--controlled"


class ShippedResources:
    """The files of ``resources/``. Each call reads them again."""

    catalogue = staticmethod(load_catalogue)
    facts = staticmethod(load_facts)
    samples = staticmethod(load_samples)
    scenarios = staticmethod(standard_scenarios)


class _Housekeeping:
    """The housekeeping threads with their role lock, and the databases, which are closed after them."""

    def __init__(self, storage: Storage, data_dir: Path, clock: Clock) -> None:
        self._storage = storage
        self._role = RoleLock(data_dir, "housekeeping")
        self._clock = clock

    @cached_property
    def _housekeeper(self) -> Housekeeper:
        from ongoing_desktop.storage.housekeeping import Housekeeper

        return Housekeeper(self._storage, self._role, clock=self._clock)

    def try_acquire(self) -> bool:
        return self._role.try_acquire()

    def start(self) -> None:
        self._housekeeper.start()

    def close(self) -> None:
        if "_housekeeper" in self.__dict__:
            self._housekeeper.close()
        self._storage.close()
        self._role.release()


def _running_listeners(data_dir: Path) -> tuple[RunningListener, ...]:
    from ongoing_desktop.storage.listeners import running_listeners

    return running_listeners(data_dir)


def _certificate_problems(certificate: str, key: str) -> tuple[Problem, ...]:
    from ongoing_desktop.listener import tls

    return tls.problems(certificate, key)


def _certificate_warnings(certificate: str, now: datetime) -> tuple[Problem, ...]:
    from ongoing_desktop.listener import tls

    return tls.warnings(certificate, now)


def _free_mb(data_dir: Path) -> float | None:
    import shutil

    try:
        return shutil.disk_usage(data_dir).free / 1e6
    except OSError:
        return None


def open_services(
    data_dir: Path,
    *,
    clock: Clock = now,
    steady: Callable[[], float] = steady,
    vault: Vault | None = None,
    sender: Sender | None = None,
    checker: AddressChecker | None = None,
    api: ApiClient | None = None,
    command: Sequence[str] | None = None,
) -> Services:
    """Open the data folder and build the services. Raises StorageError. Nothing runs before ``start``."""
    storage = open_storage(data_dir)
    full_command = tuple(command or listener_command(data_dir))

    def make_listener(on_state: Callable[[ListenerState], None]) -> ListenerProcess:
        from ongoing_desktop.listener.child_process import ListenerProcess
        from ongoing_desktop.storage.listeners import WindowListeners

        return ListenerProcess(full_command, on_state, listeners=WindowListeners(data_dir))

    async def run_program(words: Sequence[str], on_line: Callable[[str], None]) -> int:
        from ongoing_desktop.listener.tunnel_process import run_tunnel

        return await run_tunnel(own_program(), words, on_line)

    try:
        return Services(
            Ports(
                data_dir=data_dir,
                version=__version__,
                clock=clock,
                steady=steady,
                store=storage.settings,
                history=storage.history,
                retention=storage.history.retention,
                waiting=storage.history.waiting,
                vault=vault or KeyringVault(),
                sender=sender or NetworkSender(),
                checker=checker or NetworkChecker(clock),
                api=api or NetworkApi(),
                running=RunMarkers(data_dir),
                scenario_files=KeyedFolder(data_dir / "scenarios"),
                proof_files=KeyedFolder(data_dir / "proofs"),
                request_files=KeyedFolder(data_dir / "requests"),
                shape_files=KeyedFolder(data_dir / SHAPES_NAME),
                schedule_files=KeyedFolder(data_dir / "schedules"),
                schedule_role=RoleLock(data_dir, "schedules"),
                resources=ShippedResources(),
                housekeeping=_Housekeeping(storage, data_dir, clock),
                make_listener=make_listener,
                run_program=run_program,
                listeners=partial(_running_listeners, data_dir),
                saving=partial(_saving_lock, data_dir),
                write=write_atomic,
                file_key=file_key,
                certificate_problems=_certificate_problems,
                certificate_warnings=_certificate_warnings,
                asides=storage.asides,
                free_mb=partial(_free_mb, data_dir),
                notices=lambda: storage.notices,
            )
        )
    except BaseException:
        storage.close()
        raise


@contextmanager
def _saving_lock(data_dir: Path) -> Iterator[bool]:
    lock = RoleLock(data_dir, "credentials")
    alone = lock.try_acquire()
    try:
        yield alone
    finally:
        if alone:
            lock.release()
