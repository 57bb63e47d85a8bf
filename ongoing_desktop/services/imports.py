"""Imports HAR files into the history, after a preview, entry by entry, marked as imported.

A file is read twice, one entry at a time: for the preview and for the import. Its size therefore needs no memory.
"""

from __future__ import annotations

import codecs
import io
import os
import tempfile
from array import array
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path
from typing import BinaryIO, Final, cast
from urllib.parse import urlsplit

from ongoing_desktop.bodies.coding import is_coded, readable
from ongoing_desktop.domain.errors import ConfigError, UsageError
from ongoing_desktop.domain.exchange import Body, Message, NewExchange, Outcome, header
from ongoing_desktop.domain.foreign import coding_of
from ongoing_desktop.domain.lazy_dataclasses import dataclass, field, replace
from ongoing_desktop.domain.payload import inspect
from ongoing_desktop.domain.redaction import Redactor, scrubber
from ongoing_desktop.domain.secret import Secret
from ongoing_desktop.formats.har import CREATOR
from ongoing_desktop.formats.har_read import HarEntry, ReadEntry, read_entry
from ongoing_desktop.formats.har_scan import EntryPlace, HarScan
from ongoing_desktop.services import Services
from ongoing_desktop.services.ports import Stop
from ongoing_desktop.services.reading import opened
from ongoing_desktop.services.undoing import Deed, Watch
from ongoing_desktop.wording.messages import sentence

MOST_HOSTS: Final = 8
MOST_REMARKS: Final = 1_000
"""Maximum number of listed remarks about a file; more are counted."""
MOST_ENTRIES: Final = 1_000_000
LARGEST: Final = 4 * 1024 * 1024 * 1024
"""Maximum bytes of a file. For pipes see :data:`ongoing_desktop.services.reading.LARGEST_IMPORT`."""
AT_ONCE: Final = 100
"""Entries added in one transaction."""
BYTES_AT_ONCE: Final = 4 * 1024 * 1024
_PIECE: Final = 1024 * 1024
_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class _Stamp:
    """Identifies a file when it is read again."""

    size: int
    time: int
    piped: bytes | None = None
    """The content of a pipe, which cannot be read again."""


@dataclass(frozen=True, slots=True)
class Remark:
    """A remark about one entry of a file."""

    entry: int
    """The entry's number in the file, from 1."""
    left_out: bool
    """Whether the entry is left out. Otherwise it is imported although something is doubtful."""
    codes: tuple[str, ...]
    text: str
    """A whole sentence with the entry's number."""


@dataclass(frozen=True, slots=True)
class HarPlan:
    """What an import would add. Nothing has been changed yet."""

    path: Path
    count: int
    """Number of exchanges to be added."""
    first: datetime | None
    """Time of the oldest."""
    last: datetime | None
    """Time of the newest."""
    hosts: tuple[tuple[str, int], ...]
    """Hosts and their numbers of requests, the most frequent first."""
    bytes: int
    """Total of all bodies."""
    remarks: tuple[Remark, ...]
    """Remarks on the first entries that are left out or doubtful."""
    left_out: int
    doubtful: int
    ended_early: bool
    """Whether the file is truncated or damaged after its last entry."""
    index: _Index = field(repr=False)
    stamp: _Stamp = field(repr=False)

    @property
    def name(self) -> str:
        """Name of the file."""
        return self.path.name


class _Index:
    """Positions and times of the entries, oldest first; 28 bytes each."""

    def __init__(self) -> None:
        self._offsets = array("q")
        self._lengths = array("q")
        self._times = array("q")
        self._numbers = array("l")
        self._order: list[int] = []

    def __len__(self) -> int:
        return len(self._offsets)

    def add(self, place: EntryPlace, at: datetime) -> None:
        self._offsets.append(place.offset)
        self._lengths.append(place.length)
        self._times.append((at - _EPOCH) // timedelta(microseconds=1))
        self._numbers.append(place.number)

    def sort(self, *, ours: bool) -> None:
        """Our own files are in descending order of ids, because clocks may have jumped."""
        everything = range(len(self._offsets))
        self._order = list(reversed(everything)) if ours else sorted(everything, key=self._times.__getitem__)

    def __iter__(self) -> Iterator[tuple[int, int, int, datetime]]:
        for place in self._order:
            at = _EPOCH + timedelta(microseconds=self._times[place])
            yield self._numbers[place], self._offsets[place], self._lengths[place], at

    @property
    def ends(self) -> tuple[datetime | None, datetime | None]:
        """The first and the last time."""
        if not self._order:
            return None, None
        first, last = (_EPOCH + timedelta(microseconds=self._times[self._order[end]]) for end in (0, -1))
        return first, last


class Imports:
    """Async methods run on the engine's loop."""

    def __init__(self, services: Services) -> None:
        self._history = services.history
        self._secrets = services.secrets
        self._catalogue = services.catalogue
        self._engine = services.engine
        self._undoing = services.undoing

    async def preview(self, path: Path, watch: Watch | None = None) -> HarPlan:
        """The content of a file. ``watch`` receives kilobytes. Raises ConfigError, or UsageError when stopped."""
        return await self._engine.blocking(_plan, path, watch or Watch())

    async def apply(self, plan: HarPlan, watch: Watch | None = None) -> int:
        """Add all readable entries; returns how many. Credential values are redacted as in received requests.

        Raises ConfigError, StorageError, or UsageError when stopped; what was already added is then deleted.
        """
        redactor = await self._secrets.redactor()
        stored = await self._secrets.stored()
        ids = await self._engine.blocking(self._take_in, plan, redactor, stored.secrets, watch or Watch())
        await self._undoing.did(Deed("import-exchanges", ids, self._history.undelete, self._history.delete))
        return len(ids)

    def _take_in(self, plan: HarPlan, redactor: Redactor, secrets: tuple[Secret, ...], watch: Watch) -> list[int]:
        ids: list[int] = []
        try:
            for batch in _batches(plan, watch.stop):
                ids += self._history.take_in([self._pair(entry, plan.name, redactor, secrets) for entry in batch])
                watch.on_progress(len(ids), plan.count)
        except BaseException:
            if ids:
                self._history.delete(ids)
            raise
        return ids

    def _pair(
        self, entry: HarEntry, name: str, redactor: Redactor, secrets: tuple[Secret, ...]
    ) -> tuple[NewExchange, Outcome]:
        request, response = entry.request, entry.response
        if entry.foreign:
            request = _as_stored(request)
            response = _as_stored(response) if response is not None else None
        body = request.body
        facts = inspect(readable(body, request.headers), self._catalogue)
        new = NewExchange(
            direction=entry.direction,
            at=entry.at,
            method=entry.method,
            target=redactor.target(entry.target),
            headers=redactor.headers(request.headers),
            body=Body(body, None, len(body), sha256(body).digest()),
            status=entry.status,
            judgement=None,
            system=facts.system,
            family=facts.family,
            type=facts.type,
            event_id=facts.event_id,
            goods_owner_id=facts.goods_owner_id,
            attempt=entry.attempt,
            peer=entry.peer,
            source="import",
        )
        if response is not None:
            # As for a real response, which may repeat what was sent.
            headers = redactor.headers(response.headers)
            response = Message(headers, scrubber(secrets)(response.body))
        outcome = Outcome(
            exchange_id=0,
            answer=entry.answer,
            duration_us=entry.duration_us,
            status=entry.status,
            failure=entry.failure,
            detail={**entry.detail, "file": name[:120], "said": entry.said},
            response=response,
        )
        return new, outcome


def _plan(path: Path, watch: Watch) -> HarPlan:
    index, hosts, remarks = _Index(), Counter[str](), list[Remark]()
    size = left_out = doubtful = 0
    with _utf8(path) as (file, stamp):
        last = datetime.fromtimestamp(stamp.time / 1e9, UTC) if stamp.time > 0 else datetime.now(UTC)
        scan = HarScan(file)
        for place in scan.entries():
            if watch.stop.is_set:
                raise UsageError("import-cancelled")
            if place.number > MOST_ENTRIES:
                raise ConfigError("har-many", path="log.entries", limit=MOST_ENTRIES)
            read = read_entry(place, last)
            left_out += read.entry is None
            doubtful += read.entry is not None and bool(read.notes)
            if read.notes and len(remarks) < MOST_REMARKS:
                remarks.append(_remark(read))
            if (entry := read.entry) is not None:
                last = entry.at
                index.add(place, entry.at)
                hosts[_host(entry)] += 1
                size += len(entry.request.body) + (len(entry.response.body) if entry.response is not None else 0)
            watch.on_progress(scan.position // 1000, stamp.size // 1000)
    if left_out and not len(index):
        raise ConfigError("har-nothing", count=left_out, first=remarks[0].text)
    index.sort(ours=scan.creator == CREATOR)
    first, newest = index.ends
    return HarPlan(
        path=path,
        count=len(index),
        first=first,
        last=newest,
        hosts=tuple(hosts.most_common(MOST_HOSTS)),
        bytes=size,
        remarks=tuple(remarks),
        left_out=left_out,
        doubtful=doubtful,
        ended_early=scan.ended_early,
        index=index,
        stamp=stamp,
    )


def _batches(plan: HarPlan, stop: Stop) -> Iterator[list[HarEntry]]:
    with _utf8(plan.path, plan.stamp) as (file, stamp):
        if stamp != plan.stamp:
            raise ConfigError("har-changed", path=str(plan.path))
        batch: list[HarEntry] = []
        size = 0
        for number, offset, length, at in plan.index:
            file.seek(offset)
            entry = read_entry(EntryPlace(number, offset, length, file.read(length)), at).entry
            if entry is None:
                raise ConfigError("har-changed", path=str(plan.path))
            batch.append(replace(entry, at=at))
            size += length
            if stop.is_set:
                raise UsageError("import-cancelled")
            if len(batch) >= AT_ONCE or size >= BYTES_AT_ONCE:
                yield batch
                batch, size = [], 0
        if batch:
            yield batch


@contextmanager
def _utf8(path: Path, known: _Stamp | None = None) -> Iterator[tuple[BinaryIO, _Stamp]]:
    """The file as UTF-8 without its byte order mark."""
    with opened(path, LARGEST) if known is None or known.piped is None else io.BytesIO(known.piped) as file:
        stamp = _stamp(file)
        coding, mark = coding_of(file.read(4))
        file.seek(mark)
        if coding == "utf-8":
            yield file, stamp
            return
        with tempfile.TemporaryFile() as copy:
            decoder = codecs.getincrementaldecoder(coding)()
            try:
                while piece := file.read(_PIECE):
                    copy.write(decoder.decode(piece).encode("utf-8"))
                copy.write(decoder.decode(b"", final=True).encode("utf-8"))
            except UnicodeDecodeError as error:
                raise ConfigError("config-not-text", coding=coding[:6].upper(), byte=error.start) from None
            copy.seek(0)
            yield cast("BinaryIO", copy), stamp


def _stamp(file: BinaryIO) -> _Stamp:
    if isinstance(file, io.BytesIO):
        data = file.getvalue()
        return _Stamp(len(data), 0, data)
    about = os.fstat(file.fileno())
    return _Stamp(about.st_size, about.st_mtime_ns)


def _remark(read: ReadEntry) -> Remark:
    message = "; ".join(sentence(note.code, dict(note.params)).rstrip(".") for note in read.notes) + "."
    code = "har-left-out" if read.entry is None else "har-doubtful"
    text = sentence(code, {"entry": read.number, "what": message})
    return Remark(read.number, read.entry is None, tuple(note.code for note in read.notes), text)


def _as_stored(message: Message) -> Message:
    """The message without a content coding that the writing program had already decoded."""
    if is_coded(message.body, message.headers):
        return message
    return Message(tuple(item for item in message.headers if item[0].lower() != "content-encoding"), message.body)


def _host(entry: HarEntry) -> str:
    try:
        host = urlsplit(entry.target).netloc.rpartition("@")[2]
    except ValueError:
        host = ""
    return host or header(entry.request.headers, "host")
