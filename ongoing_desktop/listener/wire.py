"""Bytes <-> values of HTTP/1.1, with limits and without sockets.

A guard cuts the stream into lines, counts them and refuses what could be understood in two ways (see :mod:`.guard`).
Chunked bodies are decoded by h11 behind it, which gets a byte only after the guard knows which line or chunk it belongs
to, so that two parsers must agree on them; h11 makes the answers too. A body of a given length needs no parser. That h11
reads every head that the guard lets pass as the guard does is a property test: asking it each time took a sixth of the
work of a request. Bytes after a request stay with the guard, hence rubbish behind a good request can't take it down.

The result does not depend on how the stream was cut into reads (a property test).
"""

from __future__ import annotations

import enum
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from http import HTTPStatus
from typing import Final

import h11

from ongoing_desktop.domain.exchange import Headers
from ongoing_desktop.domain.limits import Limits
from ongoing_desktop.listener import guard
from ongoing_desktop.listener.guard import Framing, Refusal, RequestLine

REASONS: Final[Mapping[int, str]] = {
    **{status.value: status.phrase for status in HTTPStatus},
    # As RFC 9110 calls them.
    413: "Content Too Large",
    414: "URI Too Long",
}
CACHED_BODY: Final = 4096
"""Answers with longer bodies are not remembered."""
LEADING_BLANK_LINES: Final = 4
"""Line ends before a request that are skipped (RFC 9112, 2.2: some clients send one after a body)."""
FEED: Final = 256 * 1024
"""Bytes of a body handed on at once."""
GO_ON: Final = b"HTTP/1.1 100 Continue\r\n\r\n"


@dataclass(frozen=True, slots=True)
class Head:
    """A request's first line and fields: understood, within the limits, body still to come."""

    method: str
    target: str
    version: str
    headers: Headers
    expects: bool
    """The sender waits for :meth:`Wire.go_on` before it sends the body."""


@dataclass(frozen=True, slots=True)
class Data:
    """A part of the body, decoded from chunks."""

    data: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class End:
    """The request is complete."""


Event = Head | Data | End | Refusal


class _Phase(enum.Enum):
    HEAD = enum.auto()
    LENGTH = enum.auto()
    CHUNK_LINE = enum.auto()
    CHUNK_DATA = enum.auto()
    TRAILER = enum.auto()
    DONE = enum.auto()
    REFUSED = enum.auto()


@lru_cache(maxsize=64)
def encode_answer(status: int, headers: Headers, body: bytes, *, close: bool, bare: bool) -> bytes:
    """The bytes of an answer, by h11; remembered, since there are only a few different ones.

    ``bare``: the answer to HEAD, which has no body.
    """
    return _encoded(status, headers, body, close=close, bare=bare)


def _encoded(status: int, headers: Headers, body: bytes, *, close: bool, bare: bool) -> bytes:
    http = h11.Connection(h11.SERVER)
    http.receive_data(b"HEAD / HTTP/1.1\r\nHost: a\r\n\r\n" if bare else b"GET / HTTP/1.1\r\nHost: a\r\n\r\n")
    http.next_event()
    fields = [(name.encode("ascii"), value.encode("latin-1")) for name, value in headers]
    if close:
        fields.append((b"Connection", b"close"))
    reason = REASONS.get(status, "").encode("ascii")
    if status < 200:
        # Interim, and nothing comes after it: the sender is left waiting for more.
        return http.send(h11.InformationalResponse(status_code=status, headers=fields, reason=reason)) or b""
    parts = [http.send(h11.Response(status_code=status, headers=fields, reason=reason))]
    if not bare:
        parts.append(http.send(h11.Data(data=body)))
    parts.append(http.send(h11.EndOfMessage()))
    return b"".join(part for part in parts if part)


class Wire:
    """One connection's bytes. Feed with :meth:`receive`, then take :meth:`next_event` until it gives None."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._buffer = bytearray()
        self._eof = False
        self._reset()

    @property
    def buffered(self) -> int:
        """Bytes received and not yet understood."""
        return len(self._buffer)

    @property
    def unread(self) -> bool:
        """Whether more came, or may still come, than the request that is answered now."""
        return bool(self._buffer) or self._phase is not _Phase.DONE

    @property
    def begun(self) -> bool:
        """Whether a part of a request is there."""
        return self._phase is not _Phase.HEAD or self._line is not None or bool(self._buffer)

    @property
    def in_body(self) -> bool:
        """Whether the head is complete and the body is not."""
        return self._phase in (_Phase.LENGTH, _Phase.CHUNK_LINE, _Phase.CHUNK_DATA, _Phase.TRAILER)

    @property
    def excerpt(self) -> bytes:
        """The beginning of the current request as it came, including what is not understood yet."""
        room = self._limits.excerpt - len(self._excerpt)
        if self._phase is _Phase.DONE or room <= 0:
            return bytes(self._excerpt)
        return bytes(self._excerpt + self._buffer[:room])

    @property
    def head(self) -> Head | None:
        """The head of the current request; of a refused one what was understood of it, None where nothing was."""
        if self._head is None and self._line is not None:
            return Head(self._line.method, self._line.target, self._line.version, tuple(self._fields), expects=False)
        return self._head

    @property
    def keeps_alive(self) -> bool:
        """Whether another request may follow the current one, which is complete."""
        return self._phase is _Phase.DONE and self._persists and (not self._eof or bool(self._buffer))

    def receive(self, data: bytes) -> None:
        """Take bytes from the network."""
        self._buffer += data

    def receive_eof(self) -> None:
        """The other side sends no more."""
        self._eof = True

    def next_event(self) -> Event | None:
        """The next event, or None when more bytes are needed or the request awaits its answer."""
        try:
            event = self._step()
        except h11.RemoteProtocolError as error:
            code = "chunk-end-broken" if self._phase is _Phase.CHUNK_DATA else "protocol-broken"
            event = self._refuse(Refusal(error.error_status_hint, code))
        if event is None and self._eof and self._phase not in (_Phase.DONE, _Phase.REFUSED) and self.begun:
            event = self._refuse(Refusal(400, "cut-off"))
        return event

    def refuse(self, refusal: Refusal) -> None:
        """Give the current request up for a reason from outside, such as time."""
        self._refuse(refusal)

    def go_on(self) -> bytes:
        """100 Continue; empty when the body is coming already or nobody waits."""
        waits = self._head is not None and self._head.expects and self.in_body and not self._buffer
        return GO_ON if waits else b""

    def answer(self, status: int, headers: Headers, body: bytes, *, close: bool) -> bytes:
        """The bytes of the one answer to the current request."""
        bare = self._understood and self._head is not None and self._head.method == "HEAD"
        encode = encode_answer if len(body) <= CACHED_BODY else _encoded
        return encode(status, headers, body, close=close or not self.keeps_alive, bare=bare)

    def restart(self) -> None:
        """Go on with the next request; only while :attr:`keeps_alive`."""
        self._reset()

    def _reset(self) -> None:
        self._http: h11.Connection | None = None
        """Of a chunked body."""
        self._phase = _Phase.HEAD
        self._excerpt = bytearray()
        self._scanned = 0
        self._blank_lines = 0
        self._head_block = bytearray()
        self._line: RequestLine | None = None
        self._fields: list[tuple[str, str]] = []
        self._field_count = 0
        self._field_bytes = 0
        self._head: Head | None = None
        self._understood = False
        """The head is whole and right, so that HEAD is known to be answered without a body."""
        self._moved = False
        """The last step took bytes, so another may be possible."""
        self._persists = False
        self._left = 0
        self._body = 0
        self._pending: list[Event] = []

    def _step(self) -> Event | None:
        while not self._pending:
            match self._phase:
                case _Phase.HEAD:
                    event = self._head_line()
                case _Phase.LENGTH:
                    return self._some_data() if self._buffer else None
                case _Phase.CHUNK_LINE:
                    event = self._chunk_line()
                case _Phase.CHUNK_DATA:
                    event = self._chunk_data()
                case _Phase.TRAILER:
                    event = self._trailer_line()
                case _Phase.DONE | _Phase.REFUSED:
                    return None
            if event is not None:
                return event
            if not self._moved:
                return None
        return self._pending.pop(0)

    def _take(self, count: int) -> bytes:
        """Remove bytes from the buffer's front, keeping the beginning of the request for an excerpt."""
        part = bytes(self._buffer[:count])
        del self._buffer[:count]
        if (room := self._limits.excerpt - len(self._excerpt)) > 0:
            self._excerpt += part[:room]
        self._scanned = 0
        return part

    def _next_line(self, limit: int, too_long: Refusal) -> bytes | Refusal | None:
        """A line with its CR LF; None while it is incomplete."""
        end = self._buffer.find(b"\n", self._scanned)
        length = len(self._buffer) if end < 0 else end + 1
        # In the order of the bytes, so that the reason does not depend on how they were cut into reads.
        if problem := guard.unfinished_line(bytes(self._buffer[self._scanned : min(length, limit + 2)])):
            return problem
        if length > limit + 2:
            return too_long
        if end < 0:
            self._scanned = length
            return None
        if end == 0 or self._buffer[end - 1] != 13:
            return Refusal(400, "bare-lf")
        return self._take(end + 1)

    def _head_line(self) -> Event | None:
        """Read one line of the head; the blank one completes it."""
        self._moved = False
        limits = self._limits
        if self._line is None:
            if not self._buffer:
                return None
            # First, because another protocol's name could be spelled like a method.
            if (early := self._first_bytes()) is not None:
                return early
            if (whole := self._whole_head()) is not None:
                return whole
            line = self._next_line(
                limits.request_line, Refusal(414, "request-line-too-long", {"limit": limits.request_line})
            )
        else:
            line = self._next_line(limits.header_block - self._field_bytes, self._too_large())
        if line is None:
            return None
        if isinstance(line, Refusal):
            return self._refuse(line)
        self._moved = True
        if self._line is None and line == b"\r\n":
            return self._blank_before()
        self._head_block += line
        if self._line is None:
            understood = guard.request_line(line[:-2])
            if isinstance(understood, Refusal):
                return self._refuse(understood)
            self._line = understood
            return None
        if line == b"\r\n":
            return self._head_complete(self._line)
        return self._field(line)

    def _whole_head(self) -> Event | None:
        """The usual case, a head that is there at once and beyond doubt, in fewer steps; None leaves it to the others.

        A third of the work of a request; tests compare both ways on every case.
        """
        end = self._buffer.find(b"\r\n\r\n", 0, self._limits.request_line)
        if end < 0:
            return None
        block = bytes(self._buffer[: end + 4])
        found = guard.whole_head(block)
        if found is None:
            return None
        line, fields = found
        field_bytes = len(block) - block.index(b"\n") - 3
        if len(fields) > self._limits.header_fields or field_bytes > self._limits.header_block:
            return None
        self._take(len(block))
        self._moved = True
        self._line = line
        self._fields = list(fields)
        self._field_count = len(fields)
        self._field_bytes = field_bytes
        self._head_block += block
        return self._head_complete(line)

    def _first_bytes(self) -> Event | None:
        start = bytes(self._buffer[:16])
        if start[:1] in (b"\r", b"\n"):
            return None
        problem = guard.first_bytes(start)
        return self._refuse(problem) if problem else None

    def _blank_before(self) -> Event | None:
        self._excerpt.clear()
        self._blank_lines += 1
        if self._blank_lines > LEADING_BLANK_LINES:
            return self._refuse(Refusal(400, "not-http"))
        return None

    def _field(self, line: bytes) -> Event | None:
        """One field of the head or the trailer."""
        self._field_bytes += len(line)
        self._field_count += 1
        if self._field_bytes > self._limits.header_block or self._field_count > self._limits.header_fields:
            return self._refuse(self._too_large())
        understood = guard.field_line(line[:-2])
        if isinstance(understood, Refusal):
            return self._refuse(understood)
        if self._phase is _Phase.HEAD:
            self._fields.append(understood)
        return None

    def _too_large(self) -> Refusal:
        return Refusal(
            431, "header-too-large", {"limit": self._limits.header_block, "fields": self._limits.header_fields}
        )

    def _head_complete(self, line: RequestLine) -> Event | None:
        headers = tuple(self._fields)
        framing = guard.framing(line, headers, self._limits.body)
        # Known before a refusal too: the row then names method and target.
        self._head = Head(
            line.method, line.target, line.version, headers, isinstance(framing, Framing) and framing.expects
        )
        if isinstance(framing, Refusal):
            return self._refuse(framing)
        self._understood = True
        self._persists = framing.persists
        self._left = framing.length
        if framing.chunked:
            self._phase = _Phase.CHUNK_LINE
            limits = self._limits
            self._http = h11.Connection(
                h11.SERVER, max_incomplete_event_size=limits.header_block + limits.request_line + 16
            )
            self._http.receive_data(bytes(self._head_block))
            self._drain_parser()
        else:
            self._phase = _Phase.LENGTH
            self._pending.append(self._head)
            self._end_if_whole()
        self._head_block.clear()
        return self._pending.pop(0) if self._pending else None

    def _some_data(self) -> Event:
        """A part of a body of known length."""
        part = self._take(min(self._left, FEED, len(self._buffer)))
        self._left -= len(part)
        self._end_if_whole()
        return Data(part)

    def _end_if_whole(self) -> None:
        if not self._left:
            self._pending.append(End())
            self._phase = _Phase.DONE

    def _chunk_line(self) -> Event | None:
        limit = self._limits.chunk_line
        self._moved = False
        line = self._next_line(limit, Refusal(400, "chunk-line-too-long", {"limit": limit}))
        if line is None:
            return None
        if isinstance(line, Refusal):
            return self._refuse(line)
        self._moved = True
        size = guard.chunk_size(line[:-2])
        if isinstance(size, Refusal):
            return self._refuse(size)
        self._body += size
        if self._body > self._limits.body:
            return self._refuse(Refusal(413, "body-too-long", {"limit": self._limits.body}))
        self._parser.receive_data(line)
        self._left = size + 2
        self._phase = _Phase.CHUNK_DATA if size else _Phase.TRAILER
        return None

    def _chunk_data(self) -> Event | None:
        """The chunk and the line end after it, which h11 compares."""
        self._moved = bool(self._buffer)
        if not self._moved:
            return None
        part = self._take(min(self._left, FEED, len(self._buffer)))
        self._left -= len(part)
        self._parser.receive_data(part)
        self._drain_parser()
        event = self._pending.pop(0) if self._pending else None
        if not self._left and self._phase is _Phase.CHUNK_DATA:
            self._phase = _Phase.CHUNK_LINE
        return event

    def _trailer_line(self) -> Event | None:
        self._moved = False
        line = self._next_line(self._limits.header_block - self._field_bytes, self._too_large())
        if line is None:
            return None
        if isinstance(line, Refusal):
            return self._refuse(line)
        self._moved = True
        if line != b"\r\n" and (problem := self._field(line)) is not None:
            return problem
        self._parser.receive_data(line)
        if line == b"\r\n":
            self._drain_parser()
        return None

    @property
    def _parser(self) -> h11.Connection:
        if self._http is None:
            raise RuntimeError("a chunked body without its parser")
        return self._http

    def _drain_parser(self) -> None:
        """Turn what h11 understood into events."""
        while True:
            event = self._parser.next_event()
            match event:
                case h11.Request():
                    # h11 lower-cases and merges some values; what was received is kept instead.
                    if self._head is not None:
                        self._pending.append(self._head)
                case h11.Data():
                    self._pending.append(Data(bytes(event.data)))
                case h11.EndOfMessage():
                    self._pending.append(End())
                    self._phase = _Phase.DONE
                    return
                case _:
                    return

    def _refuse(self, refusal: Refusal) -> Refusal:
        self._excerpt = bytearray(self.excerpt)
        self._phase = _Phase.REFUSED
        self._pending.clear()
        self._buffer.clear()
        return refusal
