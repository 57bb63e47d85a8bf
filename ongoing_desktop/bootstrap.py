"""Makes the real ports from a data folder, without Qt, and builds the services over them."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from ongoing_desktop import __version__
from ongoing_desktop.domain.catalogue import Catalogue
from ongoing_desktop.domain.listening import ListenerState
from ongoing_desktop.listener import tls
from ongoing_desktop.listener.child_process import ListenerProcess
from ongoing_desktop.services import Ports, Services, build_services
from ongoing_desktop.services.ports import AddressChecker, Clock, Sender, Vault
from ongoing_desktop.storage import (
    Housekeeper,
    RoleLock,
    RunMarkers,
    ScenarioFolder,
    Storage,
    file_key,
    load_catalogue,
    load_facts,
    load_samples,
    open_storage,
    running_listeners,
    standard_scenarios,
    write_atomic,
)
from ongoing_desktop.transport import ConnectivityChecker, NetworkSender
from ongoing_desktop.vault import default_vault


def now() -> datetime:
    """The real clock."""
    return datetime.now(UTC)


def listener_command(data_dir: Path) -> tuple[str, ...]:
    """How the window starts its listener: this same program. No secret is in it."""
    return (
        sys.executable,
        "-m",
        "ongoing_desktop",
        "--data-dir",
        os.fspath(data_dir),
        "listen",
        "--controlled",
    )


class _Resources:
    """The files of ``resources/``; read at each call, so ask once."""

    def catalogue(self) -> Catalogue:
        return load_catalogue()

    def facts(self) -> Mapping[str, Any]:
        return load_facts()

    def samples(self) -> Mapping[str, Any]:
        return load_samples()

    def scenarios(self) -> Mapping[str, bytes]:
        return standard_scenarios()


class _Housekeeping:
    """The housekeeping thread with its role, and the databases, which are closed after it."""

    def __init__(self, storage: Storage, data_dir: Path, clock: Clock) -> None:
        self._storage = storage
        self._role = RoleLock(data_dir, "housekeeping")
        self._housekeeper = Housekeeper(storage, self._role, clock=clock)

    def try_acquire(self) -> bool:
        return self._role.try_acquire()

    def start(self) -> None:
        self._housekeeper.start()

    def close(self) -> None:
        self._housekeeper.close()
        self._storage.close()
        self._role.release()


def open_services(
    data_dir: Path,
    *,
    clock: Clock = now,
    vault: Vault | None = None,
    sender: Sender | None = None,
    checker: AddressChecker | None = None,
    command: Sequence[str] | None = None,
) -> Services:
    """Open the data folder and build the services over it. Raises StorageError. Nothing runs before ``start``."""
    storage = open_storage(data_dir)
    full_command = tuple(command or listener_command(data_dir))

    def make_listener(on_state: Callable[[ListenerState], None]) -> ListenerProcess:
        return ListenerProcess(full_command, on_state)

    try:
        return build_services(
            Ports(
                data_dir=data_dir,
                version=__version__,
                clock=clock,
                store=storage.settings,
                history=storage.history,
                retention=storage.history.retention,
                vault=vault or default_vault(),
                sender=sender or NetworkSender(),
                checker=checker or ConnectivityChecker(clock),
                running=RunMarkers(data_dir),
                scenario_files=ScenarioFolder(data_dir / "scenarios"),
                resources=_Resources(),
                housekeeping=_Housekeeping(storage, data_dir, clock),
                make_listener=make_listener,
                listeners=lambda: running_listeners(data_dir),
                saving=_saving_lock(data_dir),
                write=write_atomic,
                file_key=file_key,
                certificate_problems=tls.problems,
                certificate_warnings=tls.warnings,
                asides=storage.asides,
                notices=lambda: storage.notices,
            )
        )
    except BaseException:
        storage.close()
        raise


def _saving_lock(data_dir: Path) -> Callable[[], AbstractContextManager[bool]]:
    @contextmanager
    def saving() -> Iterator[bool]:
        lock = RoleLock(data_dir, "credentials")
        alone = lock.try_acquire()
        try:
            yield alone
        finally:
            if alone:
                lock.release()

    return saving
