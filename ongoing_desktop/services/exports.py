"""Exports the history as files.

Known credentials are never included; another stored secret prevents the export unless masking is requested.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import Final

from ongoing_desktop.bodies.coding import readable
from ongoing_desktop.domain.anonymise import Replaced
from ongoing_desktop.domain.errors import ExportError, SecretsFound, StorageError
from ongoing_desktop.domain.exchange import Exchange, ExchangeRow
from ongoing_desktop.domain.filters import Filter, Term
from ongoing_desktop.domain.lazy_dataclasses import dataclass, replace
from ongoing_desktop.domain.members import member_texts
from ongoing_desktop.domain.redaction import Redactor
from ongoing_desktop.domain.secret_scan import Scanner
from ongoing_desktop.formats.base import HistoryFormat
from ongoing_desktop.formats.history_formats import HISTORY_FORMATS
from ongoing_desktop.services import Services
from ongoing_desktop.services.anonymising import Anonymise, ExchangeAnonymiser, of_api
from ongoing_desktop.services.ports import Stop
from ongoing_desktop.services.ports.history import History

PAGE: Final = 200
MOST_PLACES: Final = 20
"""Stop listing the places of secrets after this many."""


@dataclass(frozen=True, slots=True)
class Selection:
    """Selected exchanges, by ids or by conditions, newest first."""

    filter: Filter | None = None
    direction: str | None = None
    webhook: str | None = None
    system: str | None = None
    """As in :meth:`History.page`."""
    ids: tuple[int, ...] | None = None
    limit: int | None = None
    """Only the newest ones up to this number."""
    members: tuple[str, ...] = ()
    """Paths of the members of the body that a table contains as columns."""


@dataclass(frozen=True, slots=True)
class Progress:
    """The progress of an export."""

    count: int = 0
    """Number of exchanges."""
    bytes: int = 0
    total: int | None = None
    """The total number, or None if it is not known beforehand."""


@dataclass(frozen=True, slots=True)
class Written:
    """The result of an export."""

    count: int
    bytes: int
    unread: int = 0
    """Number of stored credentials that the keyring did not return, so that the export was not searched for them."""


@dataclass(frozen=True, slots=True)
class Preview:
    """What an export would replace, and the number of exchanges examined."""

    count: int
    replaced: tuple[Replaced, ...]


@dataclass(frozen=True, slots=True)
class Guard:
    """Keeps credentials and personal data out of a file. Created for each export."""

    scanner: Scanner
    redactor: Redactor
    anonymiser: ExchangeAnonymiser
    unread: int = 0

    def redacted(self, exchange: Exchange) -> Exchange:
        """The exchange without personal data and credential values, even if the webhook stores them unredacted."""
        return self.anonymiser.exchange(self.redactor.exchange(exchange))


class Run:
    """One pass over exchanges on a storage thread."""

    def __init__(
        self,
        history: History,
        guard: Guard,
        selection: Selection,
        format_: HistoryFormat,
        *,
        mask: bool = False,
        on_progress: Callable[[Progress], None] | None = None,
        stop: Stop | None = None,
    ) -> None:
        self._history = history
        self._guard = guard
        self._selection = selection
        self._format = format_
        self._mask = mask
        self._on_progress = on_progress
        self._total = None if selection.ids is None else len(selection.ids)
        self._stop = stop or Stop()
        self._current: Exchange | None = None
        self._places: list[tuple[int, str]] = []
        self.count = 0
        self.bytes = 0

    def chunks(self) -> Iterator[bytes]:
        """The pieces of the file, without any secret. Raises SecretsFound at the end, or ExportError."""
        for chunk in self._format.pieces(self._exchanges(), self._selection.members):
            if self._guard.scanner.finds(chunk):
                self._note()
                if len(self._places) >= MOST_PLACES:
                    break
            if self._places:
                continue  # the file is discarded, but continue to report all places
            self.bytes += len(chunk)
            yield chunk
        if self._places:
            raise SecretsFound(tuple(self._places), masked=self._mask)

    def _exchanges(self) -> Iterator[Exchange]:
        for exchange in _until_stopped(found(self._history, self._selection, self._stop), self._stop):
            if self._format.single and self.count:
                raise ExportError("export-single", format=self._format.title)
            self.count += 1
            shown = with_members(self._guard.redacted(exchange), self._selection.members)
            self._current = self._guard.scanner.masked(shown) if self._mask else shown
            if self._on_progress is not None:
                self._on_progress(Progress(self.count, self.bytes, self._total))
            yield self._current
        if self._on_progress is not None:
            self._on_progress(Progress(self.count, self.bytes, self._total))
        if self._format.single and not self.count:
            raise ExportError("export-nothing")

    def _note(self) -> None:
        if self._current is None:
            self._places.append((0, "the beginning of the file"))
            return
        number = self._current.row.id
        parts = list(self._guard.scanner.places(self._current)) or ["the text of the file"]
        self._places += [(number, part) for part in parts if (number, part) not in self._places]


class Exports:
    """Async methods run on the engine's loop. Files are written under a temporary name, then renamed."""

    def __init__(self, services: Services) -> None:
        self._history = services.history
        self._secrets = services.secrets
        self._settings = services.settings
        self._catalogue = services.catalogue
        self._engine = services.engine
        self._write = services.ports.write

    async def write(
        self,
        path: Path,
        selection: Selection,
        format_key: str,
        *,
        mask: bool = False,
        anonymise: Anonymise | None = None,
        on_progress: Callable[[Progress], None] | None = None,
        stop: Stop | None = None,
    ) -> Written:
        """Write a file completely or not at all. Raises SecretsFound unless ``mask``, ExportError, StorageError.

        ``on_progress`` is called on a storage thread. ``stop`` ends it with ExportError if it has not finished.
        """
        guard, stop = await self.guard(anonymise), stop or Stop()
        run = Run(
            self._history, guard, selection, HISTORY_FORMATS[format_key], mask=mask, on_progress=on_progress, stop=stop
        )
        await self.stoppable(stop, self._write, path, run.chunks())
        return Written(run.count, run.bytes, guard.unread)

    async def data(self, selection: Selection, format_key: str) -> bytes:
        """A small file in memory, for the clipboard. Raises SecretsFound, ExportError, StorageError."""
        guard = await self.guard()
        run = Run(self._history, guard, selection, HISTORY_FORMATS[format_key])
        return await self._engine.blocking(lambda: b"".join(run.chunks()))

    async def stoppable(self, stop: Stop, call: Callable[..., object], *args: object) -> None:
        """Run a blocking call. On cancellation set ``stop`` and wait, so that no partial file remains."""
        work = asyncio.ensure_future(self._engine.blocking(call, *args))
        try:
            await asyncio.shield(work)
        except asyncio.CancelledError:
            stop.set()
            await asyncio.wait([work])
            if not work.cancelled():
                work.exception()
            raise

    async def preview(self, selection: Selection, anonymise: Anonymise, stop: Stop | None = None) -> Preview:
        """What an export with the same choice and key would replace. Raises StorageError, or ExportError when stopped."""
        looked_up = anonymise.choice == "looked-up" and selection.ids is None
        redactor = await self._secrets.redactor()
        anonymiser = self._anonymiser(anonymise)
        ended = stop or Stop()

        def look() -> int:
            count = 0
            exchanges = (_of_api if looked_up else found)(self._history, selection, ended)
            for exchange in _until_stopped(exchanges, ended):
                anonymiser.exchange(redactor.exchange(exchange))
                count += 1
            return count

        count = await self._engine.blocking(look)
        return Preview(count, anonymiser.replaced)

    async def guard(self, anonymise: Anonymise | None = None) -> Guard:
        """The current credentials. May take as long as the keyring.

        ``anonymise``: what to do with personal data; None replaces it in answers of Ongoing's REST API.
        """
        stored, redactor = await asyncio.gather(self._secrets.stored(), self._secrets.redactor())
        return Guard(Scanner(stored.secrets), redactor, self._anonymiser(anonymise or Anonymise()), stored.unread)

    def _anonymiser(self, anonymise: Anonymise) -> ExchangeAnonymiser:
        return ExchangeAnonymiser(anonymise, self._catalogue, self._settings.current)

    def stream(self, guard: Guard, selection: Selection, format_key: str, *, mask: bool = False) -> Iterator[bytes]:
        """The pieces of the file for standard output; blocking. Raises like :meth:`write` before the first piece."""
        if guard.scanner or HISTORY_FORMATS[format_key].single:
            # Printed output cannot be withdrawn, so everything is checked first.
            for _ in Run(self._history, guard, selection, HISTORY_FORMATS[format_key], mask=mask).chunks():
                pass
        return Run(self._history, guard, selection, HISTORY_FORMATS[format_key], mask=mask).chunks()


def with_members(exchange: Exchange, members: Sequence[str]) -> Exchange:
    """The exchange with the texts of these members of its body."""
    if not members:
        return exchange
    texts = member_texts(readable(exchange.request.body, exchange.request.headers), members)
    return replace(exchange, row=replace(exchange.row, members=dict(zip(members, texts, strict=True))))


def found(history: History, selection: Selection, stop: Stop | None = None) -> Iterator[Exchange]:
    """The exchanges of a selection one by one, newest first; blocking."""
    for number in islice(_ids(history, selection, stop), selection.limit):
        exchange = history.get(number)
        if exchange is not None:
            yield exchange


def _until_stopped(exchanges: Iterable[Exchange], stop: Stop) -> Iterator[Exchange]:
    """Pass the exchanges on. Raises ExportError once ``stop`` is set, which also interrupts a search."""
    try:
        for exchange in exchanges:
            if stop.is_set:
                raise ExportError("export-cancelled")
            yield exchange
    except StorageError:
        if stop.is_set:
            raise ExportError("export-cancelled") from None
        raise


def _of_api(history: History, selection: Selection, stop: Stop) -> Iterator[Exchange]:
    """The exchanges of a selection that are about Ongoing's REST API; blocking. No other exchange is loaded."""
    terms = (*(selection.filter.terms if selection.filter else ()), Term("path", "/api/v1/"))
    for direction in ("api", "in"):
        if selection.direction in (None, direction):
            part = replace(selection, direction=direction, filter=Filter(terms))
            for row in islice(rows_of(history, part, stop), selection.limit):
                if of_api(row) and (exchange := history.get(row.id)) is not None:
                    yield exchange


def _ids(history: History, selection: Selection, stop: Stop | None) -> Iterator[int]:
    if selection.ids is not None:
        yield from history.sorted_ids(list(set(selection.ids)), "at", falling=True, stop=stop)
        return
    yield from (row.id for row in rows_of(history, selection, stop))


def rows_of(history: History, selection: Selection, stop: Stop | None) -> Iterable[ExchangeRow]:
    """The rows of a selection by conditions, newest first; blocking."""
    return history.newest_first(
        filter=selection.filter,
        direction=selection.direction,
        webhook=selection.webhook,
        system=selection.system,
        stop=stop,
    )
