"""The real services over fake ports, on a real engine."""

from __future__ import annotations

import time
from collections.abc import Callable, Coroutine, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any, TypeVar

from ongoing_desktop.bootstrap import ShippedResources
from ongoing_desktop.domain.sending import ApiRequest, SendResult
from ongoing_desktop.domain.settings import Settings
from ongoing_desktop.listener import tls
from ongoing_desktop.services import Services
from ongoing_desktop.services.ports import Aside, Ports, Stop
from ongoing_desktop.storage.files import KeyedFolder, file_key
from ongoing_desktop.storage.locks import RoleLock
from tests.services.fakes import (
    FakeChecker,
    FakeClock,
    FakeHistory,
    FakeProcess,
    FakeProgram,
    FakeRetention,
    FakeRunning,
    FakeSender,
    FakeStore,
    FakeVault,
    FakeWaiting,
)

T = TypeVar("T")


@contextmanager
def alone() -> Iterator[bool]:
    yield True


class NoHousekeeping:
    """The fakes need no housekeeping."""

    def try_acquire(self) -> bool:
        return False

    def start(self) -> None:
        pass

    def close(self) -> None:
        pass


class FakeServices(Services):
    """The services with access to their fakes."""

    clock: FakeClock
    history: FakeHistory

    def __init__(self, ports: Ports) -> None:
        super().__init__(ports)
        self.store: FakeStore = ports.store  # type: ignore[assignment]
        self.vault: FakeVault = ports.vault  # type: ignore[assignment]
        self.sender: FakeSender = ports.sender  # type: ignore[assignment]
        self.checker: FakeChecker = ports.checker  # type: ignore[assignment]
        self.retention: FakeRetention = ports.retention  # type: ignore[assignment]
        self.waiting: FakeWaiting = ports.waiting  # type: ignore[assignment]
        self.running: FakeRunning = ports.running  # type: ignore[assignment]

    def do(self, work: Coroutine[Any, Any, T]) -> T:
        """Run a service's coroutine to its end."""
        return self.engine.submit(work).result(5)


def make_services(data_dir: Path, **fakes: Any) -> FakeServices:
    """Services that are not started yet; ``fakes`` replace single ports."""
    return FakeServices(fake_ports(data_dir, **fakes))


class NothingAside:
    """No database was set aside."""

    def unseen(self) -> list[Aside]:
        return []

    def note_seen(self, asides: Iterable[Aside]) -> None:
        assert not list(asides)

    def rescue_history(self, aside: Aside, told: Callable[[int], None], stop: Stop) -> list[int]:
        raise AssertionError((aside, told, stop))

    def rescue_settings(self, aside: Aside) -> tuple[Settings, int]:
        raise AssertionError(aside)


class NoApi:
    """An API client that is never called."""

    async def get(self, request: ApiRequest) -> SendResult:
        raise AssertionError(request.url)

    async def close(self) -> None: ...


def fake_ports(data_dir: Path, **fakes: Any) -> Ports:
    """A fake for every port; ``fakes`` replace single ones."""

    def write(path: Path, data: bytes | Iterable[bytes]) -> None:
        path.write_bytes(data if isinstance(data, bytes) else b"".join(data))

    ports = Ports(
        data_dir=data_dir,
        version="1.0",
        clock=FakeClock(),
        steady=time.monotonic,
        store=FakeStore(),
        history=FakeHistory(),
        retention=FakeRetention(),
        waiting=FakeWaiting(),
        vault=FakeVault(),
        sender=FakeSender(),
        checker=FakeChecker(),
        api=NoApi(),
        running=FakeRunning(),
        scenario_files=KeyedFolder(data_dir / "scenarios"),
        proof_files=KeyedFolder(data_dir / "proofs"),
        request_files=KeyedFolder(data_dir / "requests"),
        shape_files=KeyedFolder(data_dir / "shapes"),
        schedule_files=KeyedFolder(data_dir / "schedules"),
        schedule_role=RoleLock(data_dir, "schedules"),
        resources=ShippedResources(),
        housekeeping=NoHousekeeping(),
        make_listener=FakeProcess,
        listeners=tuple,
        run_program=FakeProgram().run,
        saving=alone,
        write=write,
        file_key=file_key,
        certificate_problems=tls.problems,
        certificate_warnings=tls.warnings,
        asides=NothingAside(),
        free_mb=lambda: 1e6,
    )
    return replace(ports, **fakes)
