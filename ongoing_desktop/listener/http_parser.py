"""Parses HTTP/1.1 requests, with limits and without sockets.

The stream is split into lines, which are counted, and :mod:`.validation` refuses anything ambiguous. A property test ensures that h11 parses every head and chunked body accepted here in the same way; using it for each
request took a sixth of the work, and 32 microseconds for each chunk. Bytes after a request stay unread, so garbage
after a valid request cannot affect it.

The result does not depend on how the stream was split into reads (a property test).
"""

from __future__ import annotations

import enum
from typing import Final

from ongoing_desktop.domain.exchange import Headers
from ongoing_desktop.domain.lazy_dataclasses import dataclass, field, replace
from ongoing_desktop.domain.limits import Limits
from ongoing_desktop.listener import validation as guard
from ongoing_desktop.listener.http_answers import Reply, encoded
from ongoing_desktop.listener.received_bytes import ReceivedBytes
from ongoing_desktop.listener.validation import Framing, Refusal, RequestLine

LEADING_BLANK_LINES: Final = 4
"""Line breaks before a request that are skipped (RFC 9112, 2.2: some clients send one after a body)."""
FEED: Final = 256 * 1024
"""Bytes of a body passed on at once."""
CHUNKS_AT_ONCE: Final = 256
"""Small chunks passed on as one event, which takes a third of a millisecond."""
FRAMING_FREE: Final = 256 * 1024
"""Bytes of chunk framing allowed beyond the size of the data: 50,000 chunks of one byte pass."""
GO_ON: Final = b"HTTP/1.1 100 Continue\r\n\r\n"


@dataclass(frozen=True, slots=True)
class Head:
    """A request's first line and fields, valid and within the limits. The body follows."""

    method: str
    target: str
    version: str
    headers: Headers
    expects: bool
    """Whether the sender waits for :meth:`RequestParser.go_on` before it sends the body."""
    escaped: bool = False
    """See :class:`.validation.RequestLine`."""
    trailers: Headers = ()
    """Fields after a chunked body, which are never treated as headers (RFC 9110, 6.5.1)."""


@dataclass(frozen=True, slots=True)
class Data:
    """A part of the body, decoded from chunks."""

    data: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class End:
    """The request is complete."""


Event = Head | Data | End | Refusal
Step = Event | bool
"""An event, or whether bytes were processed, so that another step may be possible."""


def _head(line: RequestLine, headers: Headers, *, expects: bool = False) -> Head:
    return Head(line.method, line.target, line.version, headers, expects, line.escaped)


class _Phase(enum.Enum):
    HEAD = enum.auto()
    LENGTH = enum.auto()
    CHUNK_LINE = enum.auto()
    CHUNK_DATA = enum.auto()
    CHUNK_END = enum.auto()
    TRAILER = enum.auto()
    DONE = enum.auto()
    REFUSED = enum.auto()


_IN_BODY: Final = (_Phase.LENGTH, _Phase.CHUNK_LINE, _Phase.CHUNK_DATA, _Phase.CHUNK_END, _Phase.TRAILER)


class RequestParser:
    """The bytes of one connection. Call :meth:`receive`, then :meth:`next_event` until it returns None."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._received = ReceivedBytes(limits.excerpt)
        self._buffer = self._received.buffer
        self._eof = False
        self._reset()

    @property
    def buffered(self) -> int:
        """Bytes received and not yet processed."""
        return len(self._buffer)

    @property
    def unread(self) -> bool:
        """Whether more was or may be received than the request being answered."""
        return bool(self._buffer) or self._phase is not _Phase.DONE

    @property
    def begun(self) -> bool:
        """Whether a part of a request was received."""
        return self._phase is not _Phase.HEAD or self._line is not None or bool(self._buffer)

    @property
    def excerpt(self) -> bytes:
        """The beginning of the current request as received, including unprocessed bytes."""
        return self._received.excerpt(complete=self._phase is _Phase.DONE)

    @property
    def head(self) -> Head | None:
        """The head of the current request. For a refused request: the part parsed so far, or None."""
        if self._head is None and self._line is not None:
            return _head(self._line, tuple(self._fields))
        return self._head

    @property
    def keeps_alive(self) -> bool:
        """Whether another request may follow the current one, which is complete."""
        return self._phase is _Phase.DONE and self._persists and (not self._eof or bool(self._buffer))

    def receive(self, data: bytes | memoryview) -> None:
        """Copy bytes from the network."""
        self._buffer += data

    def receive_eof(self) -> None:
        """The other side sends no more."""
        self._eof = True

    def next_event(self) -> Event | None:
        """The next event, or None if more bytes are needed or the request awaits its answer."""
        event = self._step()
        if event is None and self._eof and self._phase not in (_Phase.DONE, _Phase.REFUSED) and self.begun:
            event = self._refuse(Refusal(400, "cut-off"))
        return event

    def refuse(self, refusal: Refusal) -> None:
        """End the current request for an external reason, such as time."""
        self._refuse(refusal)

    def go_on(self) -> bytes:
        """100 Continue; empty if the body is already arriving or not expected."""
        waits = self._head is not None and self._head.expects and self._phase in _IN_BODY and not self._buffer
        return GO_ON if waits else b""

    def answer(self, reply: Reply, *, close: bool) -> bytes:
        """The bytes of the one answer to the current request."""
        bare = self._understood and self._head is not None and self._head.method == "HEAD"
        return encoded(reply, close=close or not self.keeps_alive, bare=bare)

    def restart(self) -> None:
        """Continue with the next request; only while :attr:`keeps_alive`."""
        self._reset()

    def _reset(self) -> None:
        self._phase = _Phase.HEAD
        self._received.begin()
        self._blank_lines = 0
        self._line: RequestLine | None = None
        self._fields: list[tuple[str, str]] = []
        self._trailers: list[tuple[str, str]] = []
        self._field_count = 0
        self._field_bytes = 0
        self._head: Head | None = None
        self._understood = False
        """Whether the head is complete and valid, so that HEAD can be answered without a body."""
        self._persists = False
        self._left = 0
        self._body = 0
        """Bytes of chunk data announced so far."""
        self._framing = 0
        """Bytes of framing: chunk lines and line breaks."""
        self._pending: list[Event] = []

    def _step(self) -> Event | None:
        while not self._pending:
            match self._phase:
                case _Phase.HEAD:
                    event = self._head_line()
                case _Phase.LENGTH:
                    event = self._some_data()
                case _Phase.CHUNK_LINE:
                    event = self._chunk_line()
                case _Phase.CHUNK_DATA:
                    event = self._chunk_data()
                case _Phase.CHUNK_END:
                    event = self._chunk_end()
                case _Phase.TRAILER:
                    event = self._trailer_line()
                case _Phase.DONE | _Phase.REFUSED:
                    return None
            if not isinstance(event, bool):
                return event
            if not event:
                return None
        return self._pending.pop(0)

    def _head_line(self) -> Step:
        """Read one line of the head; the empty one completes it."""
        limits = self._limits
        if self._line is None:
            start = bytes(self._buffer[:16])
            proxy = self._blank_lines == 2 and guard.is_proxy_header(start)
            if not start or proxy is None:
                return False
            # First, because another protocol's name could be spelled like a method.
            if problem := guard.first_bytes(start, proxy=proxy):
                return self._refuse(problem)
            if (whole := self._whole_head()) is not None:
                return whole
            line = self._received.take_line(
                limits.request_line, Refusal(414, "request-line-too-long", {"limit": limits.request_line})
            )
        else:
            line = self._received.take_line(limits.header_block - self._field_bytes, self._too_large())
        if line is None:
            return False
        if isinstance(line, Refusal):
            return self._refuse(line)
        if self._line is None and line == b"\r\n":
            return self._blank_before()
        if self._line is None:
            understood = guard.request_line(line[:-2])
            if isinstance(understood, Refusal):
                return self._refuse(understood)
            self._line = understood
            return True
        if line == b"\r\n":
            return self._head_complete(self._line)
        return self._field(line)

    def _whole_head(self) -> Event | None:
        """The usual case, a complete and unambiguous head, in fewer steps; None leaves it to the other functions.

        This saves a third of the work of a request; tests compare both on every case.
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
        self._received.take(len(block))
        self._line = line
        self._fields = list(fields)
        self._field_count = len(fields)
        self._field_bytes = field_bytes
        return self._head_complete(line)

    def _blank_before(self) -> Step:
        self._received.begin()
        self._blank_lines += 1
        if self._blank_lines > LEADING_BLANK_LINES:
            return self._refuse(Refusal(400, "not-http"))
        return True

    def _field(self, line: bytes) -> Step:
        """One field of the head or trailer."""
        self._field_bytes += len(line)
        self._field_count += 1
        if self._field_bytes > self._limits.header_block or self._field_count > self._limits.header_fields:
            return self._refuse(self._too_large())
        understood = guard.field_line(line[:-2])
        if isinstance(understood, Refusal):
            return self._refuse(understood)
        (self._fields if self._phase is _Phase.HEAD else self._trailers).append(understood)
        return True

    def _too_large(self) -> Refusal:
        return Refusal(
            431, "header-too-large", {"limit": self._limits.header_block, "fields": self._limits.header_fields}
        )

    def _head_complete(self, line: RequestLine) -> Event:
        headers = tuple(self._fields)
        framing = guard.framing(line, headers, self._limits.body)
        # Set before a refusal, so that the row has method and target.
        self._head = _head(line, headers, expects=isinstance(framing, Framing) and framing.expects)
        if isinstance(framing, Refusal):
            return self._refuse(framing)
        self._understood = True
        self._persists = framing.persists
        self._left = framing.length
        if framing.chunked:
            self._phase = _Phase.CHUNK_LINE
        else:
            self._phase = _Phase.LENGTH
            self._end_if_whole()
        return self._head

    def _take_data(self) -> Data:
        """A part of what is left of a body or chunk."""
        part = self._received.take(min(self._left, FEED, len(self._buffer)))
        self._left -= len(part)
        return Data(part)

    def _some_data(self) -> Step:
        """A part of a body of known length."""
        if not self._buffer:
            return False
        data = self._take_data()
        self._end_if_whole()
        return data

    def _end_if_whole(self) -> None:
        if not self._left:
            self._pending.append(End())
            self._phase = _Phase.DONE

    def _chunk_line(self) -> Step:
        if (data := self._small_chunks()) is not None:
            return data
        limit = self._limits.chunk_line
        line = self._received.take_line(limit, Refusal(400, "chunk-line-too-long", {"limit": limit}))
        if line is None:
            return False
        if isinstance(line, Refusal):
            return self._refuse(line)
        size = guard.chunk_size(line[:-2])
        if isinstance(size, Refusal):
            return self._refuse(size)
        self._body += size
        self._framing += len(line) + 2
        if self._body > self._limits.body:
            return self._refuse(Refusal(413, "body-too-long", {"limit": self._limits.body}))
        if self._framing > FRAMING_FREE + self._body:
            return self._refuse(Refusal(400, "chunks-too-small"))
        self._left = size
        self._phase = _Phase.CHUNK_DATA if size else _Phase.TRAILER
        return True

    def _small_chunks(self) -> Data | None:
        """Complete ordinary chunks, many in one step; None leaves it to the functions for single chunks."""
        buffer, end = self._buffer, 0
        parts: list[bytearray] = []
        body, framing = self._body, self._framing
        while len(parts) < CHUNKS_AT_ONCE and (found := guard.PLAIN_CHUNK_LINE.match(buffer, end)):
            start, size = found.end(), int(found[1], 16)
            body += size
            framing += start - end + 2
            if (
                not size
                or body > self._limits.body
                or framing > FRAMING_FREE + body
                or buffer[start + size : start + size + 2] != b"\r\n"
            ):
                break
            parts.append(buffer[start : start + size])
            end = start + size + 2
            self._body, self._framing = body, framing
        if not parts:
            return None
        self._received.take(end)
        return Data(b"".join(parts))

    def _chunk_data(self) -> Step:
        if not self._buffer:
            return False
        data = self._take_data()
        if not self._left:
            self._phase = _Phase.CHUNK_END
        return data

    def _chunk_end(self) -> Step:
        if not b"\r\n".startswith(bytes(self._buffer[:2])):
            return self._refuse(Refusal(400, "chunk-end-broken"))
        if len(self._buffer) < 2:
            return False
        self._received.take(2)
        self._phase = _Phase.CHUNK_LINE
        return True

    def _trailer_line(self) -> Step:
        line = self._received.take_line(self._limits.header_block - self._field_bytes, self._too_large())
        if line is None:
            return False
        if isinstance(line, Refusal):
            return self._refuse(line)
        if line != b"\r\n":
            return self._field(line)
        if self._head is not None and self._trailers:
            self._head = replace(self._head, trailers=tuple(self._trailers))
        self._phase = _Phase.DONE
        return End()

    def _refuse(self, refusal: Refusal) -> Refusal:
        self._received.discard(complete=self._phase is _Phase.DONE)
        self._phase = _Phase.REFUSED
        self._pending.clear()
        return refusal
