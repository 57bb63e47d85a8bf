"""One connection: reads requests, within their time limits. Runs on the event loop's thread."""

from __future__ import annotations

import asyncio
import logging
import socket
import time
from datetime import UTC, datetime
from typing import Final, cast

from ongoing_desktop.domain.bind import in_url
from ongoing_desktop.domain.exchange import Body
from ongoing_desktop.listener.answering import Answering, Phase
from ongoing_desktop.listener.http_parser import Data, End, Head
from ongoing_desktop.listener.platform import readable
from ongoing_desktop.listener.received import Received
from ongoing_desktop.listener.request_handler import RequestHandler
from ongoing_desktop.listener.slots import Slot, Use
from ongoing_desktop.listener.validation import Refusal

log = logging.getLogger(__name__)

SLICE_S: Final = 0.001
"""Seconds of work on received data before other connections get their turn."""
BUFFERED: Final = 128 * 1024
"""If more bytes are waiting after the current request, reading pauses."""
DRAIN_MARK: Final = 0
"""A response counts as sent when nothing of it is left in our buffer."""


_READING: Final = (Phase.IDLE, Phase.HEAD, Phase.BODY)
_BUSY: Final = (Phase.COMMITTING, Phase.HELD, Phase.FORWARDING, Phase.WRITING)


class Connection(Answering):
    """Speaks HTTP/1.1 with one peer.

    It is a BufferedProtocol because reading into an existing buffer takes a fifth of the time of reading into a new
    one, which was a sixth of the time of a small request.
    """

    def __init__(self, handler: RequestHandler, slot: Slot, *, at_once: Refusal | None = None) -> None:
        """``slot``: is freed when the connection is lost. ``at_once``: refuse the first request with this."""
        super().__init__(handler, slot)
        self._at_once = at_once
        self._secure = False
        self._window_size = 0
        self._discarded = 0
        self._latest_bytes = 0
        self._pumping = False

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._slot.owner = self
        self._transport = cast("asyncio.Transport", transport)
        self._transport.set_write_buffer_limits(high=DRAIN_MARK)
        self._secure = transport.get_extra_info("sslcontext") is not None
        name = transport.get_extra_info("peername")
        if name:
            self._peer = f"{in_url(name[0])}:{name[1]}"

    def get_buffer(self, sizehint: int) -> memoryview:
        """Return the shared buffer, which asyncio fills before it calls :meth:`buffer_updated`."""
        del sizehint
        return self._handler.buffer

    def buffer_updated(self, nbytes: int) -> None:
        data = self._handler.buffer[:nbytes]
        if self._phase is Phase.LINGERING:
            self._discarded += len(data)
            if self._discarded > self._limits.linger_bytes:
                self._close()
            elif self._timer is not None:
                self._await_lull()
            return
        self._wire.receive(data)
        self._latest_bytes = nbytes
        self._slot.feed(nbytes)
        if self._at_once is not None and self._phase is Phase.IDLE:
            # Report another protocol instead of treating it as plain HTTP.
            event = self._wire.next_event()
            named = event if isinstance(event, Refusal) and event.code.startswith("looks-like-") else None
            self._refuse(named or self._at_once)
            return
        if self._phase in _BUSY:
            if self._wire.buffered > BUFFERED and self._transport is not None:
                self._transport.pause_reading()
            return
        if not self._pumping:
            self._pump()

    def eof_received(self) -> bool:
        """Return True to keep the sending direction open for the answer."""
        self._half_closed = True
        if self._phase is Phase.LINGERING:
            self._close()
            return False
        self._wire.receive_eof()
        if self._phase is Phase.HELD and self._plan is not None and self._plan.kind == "silence":
            self._end_held("rule-silence")
            return False
        if self._phase in _BUSY:
            return not self._secure
        if not self._wire.begun:
            return False
        if not self._pumping:
            self._pump()
        # TLS does not support half-closed connections.
        return not self._secure

    def connection_lost(self, exc: Exception | None) -> None:
        del exc
        phase, self._phase = self._phase, Phase.CLOSED
        self._transport = None
        self._slot.free()
        self._cancel_timer()
        if phase is Phase.WRITING:
            self._note("partial")
        elif phase is Phase.HELD:
            silent = self._plan is not None and self._plan.kind == "silence"
            self._note("failed", "rule-silence" if silent else "rule-left")
        elif phase in (Phase.HEAD, Phase.BODY):
            self._drop_body()
            self._wire.refuse(Refusal(400, "cut-off"))
            self._keep_malformed(Refusal(400, "cut-off"), answer=False)
        # The body is needed until the commit.

    def sweep(self, now: float) -> None:
        """Close or refuse what exceeds its time limit."""
        if now < self._deadline:
            return
        match self._phase:
            case Phase.IDLE | Phase.LINGERING:
                self._close()
            case Phase.HEAD:
                self._refuse(Refusal(408, "header-timeout", {"seconds": self._limits.header_s}))
            case Phase.BODY:
                if self._wire_progress() >= self._limits.body_window_bytes:
                    self._new_window(now)
                else:
                    self._refuse(Refusal(408, "body-timeout", {"seconds": self._limits.body_window_s}))
            case Phase.WRITING:
                if self._transport is not None:
                    self._transport.abort()
            case Phase.HELD if self._timer is None:
                self._end_held("rule-silence")
            case Phase.COMMITTING | Phase.HELD | Phase.FORWARDING | Phase.CLOSED:
                pass

    def unread(self) -> bool:
        """Whether a part of a request is waiting here or in the system's buffer."""
        if self._phase not in _READING or self._transport is None:
            return False
        if self._pumping or (self._phase is Phase.IDLE and self._wire.buffered):
            return True
        sock: socket.socket | None = self._transport.get_extra_info("socket")
        return sock is not None and readable(sock.fileno())

    def give_way(self) -> None:
        """Make room for another connection."""
        match self._phase:
            case Phase.HEAD | Phase.BODY:
                self._refuse(Refusal(408, "made-room"))
            case Phase.HELD:
                self._end_held("rule-crowded")
            case Phase.WRITING:
                self.abort()
            case _:
                self._close()

    def postpone(self, seconds: float) -> None:
        """Extend the time limits, because the whole process was suspended."""
        self._deadline += seconds

    def stop(self, *, now: bool) -> None:
        """The listener stops: end idle connections and delayed answers, and with ``now`` incomplete requests too."""
        if self._phase in (Phase.IDLE, Phase.LINGERING):
            self._close()
        elif self._phase is Phase.HELD:
            self._end_held("rule-stopped")
        elif now and self._phase is Phase.FORWARDING and self._task is not None:
            self._task.cancel()
        elif now and self._phase in (Phase.HEAD, Phase.BODY):
            self._refuse(Refusal(503, "listener-stopping"))

    def _pump(self) -> None:
        """Process the received data."""
        self._pumping = False
        until = time.monotonic() + SLICE_S
        while self._phase in _READING:
            event = self._wire.next_event()
            match event:
                case None:
                    self._waiting()
                    return
                case Head():
                    self._on_head(event)
                case Data():
                    self._on_data(event.data)
                case End():
                    self._on_end()
                case Refusal():
                    self._refuse(event)
            if time.monotonic() >= until and self._phase in _READING and self._transport is not None:
                self._pumping = True
                self._transport.pause_reading()
                self._handler.rounds.add(self._read_on)
                return

    def _read_on(self) -> None:
        if self._transport is not None:
            self._transport.resume_reading()
            self._pump()

    def _waiting(self) -> None:
        """More bytes are needed: note how long this takes."""
        if self._phase is Phase.IDLE and self._wire.begun:
            self._phase = Phase.HEAD
            self._began = time.monotonic()
            self._deadline = self._began + self._limits.header_s
        if self._phase is not Phase.IDLE and self._slot.use is not Use.SENDING:
            self._slot.begin()
            self._slot.feed(self._latest_bytes)

    def _on_head(self, head: Head) -> None:
        if self._phase is Phase.IDLE:
            self._began = time.monotonic()
        self._phase = Phase.BODY
        self._body = self._handler.spool.body()
        self._new_window(time.monotonic())
        if self._handler.proof(head) is not None:
            return
        if self._handler.looks_early and (ended := self._handler.judge_early(self._received(head, Body()))) is not None:
            self._work()
            self._record(*ended)
            return
        if not head.expects:
            return
        if self._handler.refuses_early(head):
            self._on_end()
            return
        if (go_on := self._wire.go_on()) and self._transport is not None:
            self._transport.write(go_on)

    def _received(self, head: Head, body: Body) -> Received:
        return Received(head, body, datetime.now(UTC), self._peer)

    def _on_data(self, data: bytes) -> None:
        try:
            if self._body is not None:
                self._body.write(data)
        except OSError as error:
            self._unsaved(error)

    def _on_end(self) -> None:
        head, incoming = self._wire.head, self._body
        if head is None or incoming is None:
            raise RuntimeError("a request ended that never began")
        try:
            body = incoming.finish()
        except OSError as error:
            self._unsaved(error)
            return
        self._work()
        if (reply := self._handler.proof(head)) is not None:
            self._row = None
            self._drop_body()
            self._answer(reply, close=False)
            return
        self._handler.judge(self._received(head, body), self._record, self.abort)

    def _new_window(self, now: float) -> None:
        self._deadline = now + self._limits.body_window_s
        self._window_size = self._body.size if self._body else 0

    def _wire_progress(self) -> int:
        return (self._body.size if self._body else 0) - self._window_size
