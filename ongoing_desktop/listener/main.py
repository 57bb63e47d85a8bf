"""The listener as a program with its own composition: ``listen``, alone or controlled by the window.

Imports no Qt and no httpx, and the keyring only if a webhook needs a secret.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import logging
import os
import secrets as random
import socket
import ssl
import sys
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from functools import cache
from typing import Any, Final

from ongoing_desktop.domain.bind import is_open
from ongoing_desktop.domain.catalogue import Catalogue
from ongoing_desktop.domain.errors import KnownError, ListenerError, StorageError
from ongoing_desktop.domain.lazy_dataclasses import replace
from ongoing_desktop.domain.limits import Limits
from ongoing_desktop.domain.listening import RunningListener
from ongoing_desktop.domain.settings import Preferences
from ongoing_desktop.domain.snapshot import ListenerSnapshot
from ongoing_desktop.domain.statuses import StatusSets
from ongoing_desktop.domain.urls import hostname_of
from ongoing_desktop.listener import tls
from ongoing_desktop.listener.commit_notifier import CommitNotifier, RowDict
from ongoing_desktop.listener.control import HeldAnswer
from ongoing_desktop.listener.downtime import Gaps
from ongoing_desktop.listener.jsonl_pipe import LineWriter, QueuedLog, post
from ongoing_desktop.listener.listening_sockets import open_sockets
from ongoing_desktop.listener.matcher import RequestMatcher
from ongoing_desktop.listener.options import ListenOptions, Listens
from ongoing_desktop.listener.outbox import Outbox
from ongoing_desktop.listener.platform import (
    allow_open_files,
    awake_clock,
    lower_priority,
    on_end_signals,
    private_files,
)
from ongoing_desktop.listener.recorder import DiskRoom, InlineRecorder, Recorder
from ongoing_desktop.listener.server import Server
from ongoing_desktop.listener.settings_source import FreshSimulator, Source
from ongoing_desktop.listener.spool import Spool
from ongoing_desktop.listener.standard_input import CredentialInput, WindowInput
from ongoing_desktop.storage.files import write_atomic
from ongoing_desktop.storage.folder import Storage, open_storage
from ongoing_desktop.storage.housekeeping import Housekeeper
from ongoing_desktop.storage.listeners import ListenerNote, running_listeners
from ongoing_desktop.storage.locks import RoleLock
from ongoing_desktop.storage.resources import load_catalogue
from ongoing_desktop.wording.messages import error_sentence, problem_sentence, sentence

log = logging.getLogger(__name__)

STDOUT: Final = 1
STDERR: Final = 2
COMMIT_S: Final = 6.0
"""Seconds for the queue at the end; longer than the database's busy time-out."""
ALIVE_EVERY_S: Final = 0.5
OPEN_FILES: Final = 8192
"""More than the maximum number of connections, including those to forwarding targets."""


def run_listen(options: ListenOptions) -> int:
    """Listen until a signal, or in controlled mode until standard input ends; returns the exit code.

    0: ended normally, everything answered is committed. 2: could not start, for the printed reason.
    """
    private_files()
    allow_open_files(OPEN_FILES)
    logs = QueuedLog(STDERR)
    logs.setFormatter(logging.Formatter("%(levelname)s %(name)s: %(message)s"))
    root = logging.getLogger()
    before = list(root.handlers)
    root.handlers[:] = [logs]
    out = LineWriter(STDOUT)
    try:
        return asyncio.run(_Listener(options, out).run())
    except KnownError as error:
        if options.controlled:
            out.say({"event": "failed", "code": error.code, "params": _scalars(error.params)})
        else:
            sys.stderr.write(error_sentence(error) + "\n")
        return 2
    finally:
        out.close()
        root.handlers[:] = before
        logs.close()


class _Listener:
    """One run. Everything except the callbacks marked otherwise runs on the event loop."""

    def __init__(self, options: ListenOptions, out: LineWriter) -> None:
        self._options = options
        self._out = out
        self._stop = asyncio.Event()
        self._window: WindowInput | None = None
        self._server: Server | None = None
        self._certificate = ""
        self._check_key = random.token_hex(16)
        self._public_host = ""
        """Of an address that is known for this run only."""
        self._go_on: Callable[[], None] | None = None
        """Continues without the window; set while the server runs."""
        self._given: CredentialInput | None = None
        self._catalogue: Catalogue = load_catalogue()
        self._forwarding = RoleLock(options.data_dir, "forwarding")
        """The process that has this role delivers what waits for forwarding targets."""

    async def run(self) -> int:
        """Listen until stopped."""
        loop = asyncio.get_running_loop()
        on_end_signals(loop, self._stop.set)
        if self._options.controlled:
            lower_priority()
            self._window = WindowInput(
                self._out, use=self._use, answer_held=self._answer_held, on_end=self._on_window_gone
            )
        storage = open_storage(self._options.data_dir)
        try:
            for notice in storage.notices:
                log.warning("%s", error_sentence(notice))
            return await self._with_storage(storage)
        finally:
            self._forwarding.release()
            storage.close()

    async def _with_storage(self, storage: Storage) -> int:
        loop = asyncio.get_running_loop()
        source = Source(storage.settings, _vault, host=self._options.host)
        limits = Limits()
        spool = Spool(self._options.data_dir, limits)
        try:
            spool.prepare()
        except OSError as error:
            raise StorageError("storage-folder", path=str(self._options.data_dir), why=error.strerror or "") from error
        preferences = storage.settings.load().preferences
        port = preferences.port if self._options.port is None else self._options.port
        secure = await asyncio.to_thread(self._tls, preferences)
        sockets = self._sockets(port)
        recorder = self._recorder(storage, limits)
        role = RoleLock(self._options.data_dir, "housekeeping")
        keeper = Housekeeper(storage, role)

        def go_on() -> None:
            """Read the settings, and do the housekeeping, as the window does while it runs."""
            keeper.start()
            source.follow(lambda fresh: post(loop, lambda: self._use(fresh)))

        note: ListenerNote | None = None
        with ThreadPoolExecutor(1, thread_name_prefix="judge") as workers:
            try:
                snapshot = await self._snapshot(source)
                if snapshot is None:
                    return 0
                # Nothing waits from here to the announcement, so no newer snapshot can come between.
                express = InlineRecorder(recorder)
                fresh = FreshSimulator(storage.settings, self._matcher)
                server = self._server = Server(
                    sockets,
                    self._matcher(snapshot),
                    express,
                    spool,
                    workers,
                    limits,
                    Outbox(
                        storage.history.waiting,
                        storage.history.get,
                        self._forwarding.try_acquire,
                        lambda targets: note.deliver(targets) if note is not None else None,
                    ),
                    secure,
                    fresh.inbox,
                    self._check_key,
                )
                recorder.start()
                server.start()
                note = self._note(server)
                self._announce(server, snapshot)
                gaps = self._gaps(server.port, recorder) if port else None
                self._go_on = go_on
                if not self._options.controlled:
                    go_on()
                await self._until_stopped(server, gaps, note)
                await server.stop()
                express.hand_over()
                if not await asyncio.to_thread(recorder.close, COMMIT_S):
                    log.error("could not write the queue in time")
                # The last lines are made from rows, which need the open storage.
                await asyncio.to_thread(self._out.close)
            finally:
                for sock in sockets:
                    sock.close()
                if note is not None:
                    note.end()
                source.close()
                await asyncio.to_thread(keeper.close)
                role.release()
        return 0

    def _recorder(self, storage: Storage, limits: Limits) -> Recorder:
        loop = asyncio.get_running_loop()
        row_dict: RowDict | None = None
        if self._options.json_lines:
            from ongoing_desktop.formats.rows import row_dict  # noqa: PLC0415 - only --json needs it
        notifier = CommitNotifier(self._out, storage.history.rows, row_dict, controlled=self._options.controlled)

        def free_disk() -> int:
            return (self._server.handler.limits if self._server else limits).free_disk

        return Recorder(
            storage.history,
            lambda call: post(loop, call),
            has_room=DiskRoom(self._options.data_dir, free_disk).enough,
            on_committed=notifier.committed,
            on_not_saved=notifier.not_saved,
        )

    def _sockets(self, port: int) -> list[socket.socket]:
        """Open the sockets. Raises ListenerError, which says whether our own other listener has the port."""
        try:
            return open_sockets(self._options.host, port)
        except ListenerError as error:
            ours = next((item for item in running_listeners(self._options.data_dir) if item.port == port), None)
            if error.code == "listener-port-taken" and ours is not None:
                raise ListenerError("listener-port-ours", **{**error.params, "pid": ours.pid}) from error
            raise

    def _note(self, server: Server) -> ListenerNote | None:
        about = RunningListener(
            server.urls[0],
            server.host,
            server.port,
            os.getpid(),
            self._certificate,
            tuple(server.urls),
            self._options.controlled,
            self._check_key,
        )
        try:
            return ListenerNote(self._options.data_dir, about)
        except StorageError as error:
            log.warning("other commands cannot find this listener: %s", error_sentence(error))
            return None

    def _gaps(self, port: int, recorder: Recorder) -> Gaps:
        """Record the downtime before this start and later sleep. A port chosen by the system has no earlier downtime."""
        gaps = Gaps(self._options.data_dir, port, lambda row: recorder.submit(row, lambda _: None), awake=awake_clock)
        gaps.start()
        return gaps

    def _on_window_gone(self) -> None:
        """Its input has ended: stop, or go on without the window."""
        go_on, self._go_on = self._go_on, None
        if self._window is not None and self._window.keep and go_on is not None:
            go_on()
        else:
            self._stop.set()

    async def _until_stopped(self, server: Server, gaps: Gaps | None, note: ListenerNote | None) -> None:
        beside = self._run_alongside(server)
        while not self._stop.is_set():
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._stop.wait(), ALIVE_EVERY_S)
            if note is not None and note.asked_to_stop:
                self._stop.set()
            if gaps is not None:
                gaps.beat()
        if gaps is not None:
            gaps.stop()
        if beside is not None:
            beside.cancel()
            await asyncio.gather(beside, return_exceptions=True)

    def _tls(self, preferences: Preferences) -> ssl.SSLContext | None:
        """The context for HTTPS, or None for plain HTTP. Raises ListenerError."""
        certificate, key = self._options.certificate, self._options.key
        if not certificate and not key:
            certificate, key = preferences.tls_certificate, preferences.tls_key
            if not certificate:
                return None
        context = tls.load(certificate, key)
        self._certificate = tls.own_certificate(certificate)
        for warning in tls.warnings(certificate, datetime.now(UTC)):
            log.warning("%s", problem_sentence(warning))
        return context

    async def _snapshot(self, source: Source) -> ListenerSnapshot | None:
        """The first snapshot, or None if stopped before it was ready."""
        if self._window is not None:
            return await self._window.snapshot(self._stop)
        if self._options.credentials:
            self._given = CredentialInput(source)
            await self._given.begin()
        return self._forwarding_here(await asyncio.to_thread(source.snapshot))

    def _announce(self, server: Server, snapshot: ListenerSnapshot) -> None:
        urls, others = server.urls, is_open(server.host)
        if others:
            log.warning("%s", sentence("listener-reachable", {"host": server.host}))
        if self._options.controlled or self._options.json_lines:
            where = {"url": urls[0], "port": server.port, "host": server.host, "urls": urls}
            self._out.say({"event": "listening", **where})
        else:
            code = "listener-listening-open" if others else "listener-listening"
            self._out.say(sentence(code, {"url": " ".join(urls)}))
        if self._options.controlled:
            self._out.say({"event": "ack", "revision": snapshot.revision})
        if self._options.ready_file is not None:
            write_atomic(self._options.ready_file, json.dumps({"url": urls[0], "pid": os.getpid()}).encode())

    def _run_alongside(self, server: Server) -> asyncio.Task[None] | None:
        if self._options.alongside is None:
            return None

        def use_public_address(address: str) -> None:
            self._public_host = hostname_of(address)
            self._use(server.handler.inbox.snapshot)

        listens = Listens(server.urls[0], self._check_key, self._out.say, use_public_address)
        return asyncio.create_task(self._options.alongside(listens))

    def _use(self, snapshot: ListenerSnapshot) -> bool:
        """Follow other settings. False before it accepts requests."""
        if self._server is None:
            return False
        if self._public_host:
            snapshot = replace(snapshot, public_host=self._public_host)
        self._server.use(self._matcher(self._forwarding_here(snapshot)))
        return True

    def _answer_held(self, answer: HeldAnswer) -> None:
        if self._server is not None:
            self._server.answer_held(answer)

    def _matcher(self, snapshot: ListenerSnapshot) -> RequestMatcher:
        return RequestMatcher(snapshot, self._catalogue, _standard)

    def _forwarding_here(self, snapshot: ListenerSnapshot) -> ListenerSnapshot:
        """The snapshot with the targets given for this run, if any."""
        given = self._options.forward
        return snapshot if given is None else replace(snapshot, forward=given)


@cache
def _standard() -> StatusSets:
    from ongoing_desktop.domain.statuses import standard_sets  # noqa: PLC0415 - only the API simulator needs them
    from ongoing_desktop.storage.resources import load_facts  # noqa: PLC0415

    return standard_sets(load_facts())


def _vault() -> Any:
    from ongoing_desktop.vault import KeyringVault  # noqa: PLC0415 - only a webhook with a secret needs it

    return KeyringVault()


def _scalars(params: Mapping[str, object]) -> dict[str, object]:
    return {
        key: value if isinstance(value, str | int | float | bool | None) else str(value)
        for key, value in params.items()
    }
