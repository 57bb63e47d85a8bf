"""One connection: reads a request, waits for its commit, answers, continues or closes. Runs on the event loop's thread."""

from __future__ import annotations

import asyncio
import logging
import os
import socket
import struct
import time
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Final, cast

from ongoing_desktop.domain.errors import StorageError, StorageFull
from ongoing_desktop.domain.exchange import Answer, Body, Message, NewExchange, Outcome
from ongoing_desktop.domain.settings import EMPTY_MAPPING
from ongoing_desktop.listener.forward import Forwarded
from ongoing_desktop.listener.http_answers import Reply, unsaved_reply
from ongoing_desktop.listener.http_parser import Data, End, Head, RequestParser
from ongoing_desktop.listener.platform import readable
from ongoing_desktop.listener.protocols import ConnectionServer, Phase
from ongoing_desktop.listener.received import Received, malformed
from ongoing_desktop.listener.recorder import Done
from ongoing_desktop.listener.replies import Plan
from ongoing_desktop.listener.slots import Slot, Use
from ongoing_desktop.listener.spool import Incoming
from ongoing_desktop.listener.validation import Refusal

log = logging.getLogger(__name__)

SLICE_S: Final = 0.001
"""Seconds of work on received data before other connections get their turn."""
BUFFERED: Final = 128 * 1024
"""If more bytes are waiting after the current request, reading pauses."""
RESET: Final = struct.pack("hh" if os.name == "nt" else "ii", 1, 0)
"""SO_LINGER with a time of 0: closing sends a RST."""
LULL_S: Final = 0.1
"""With TLS: seconds without data after a refusal before closing, at most as long as without TLS."""
DRAIN_MARK: Final = 0
"""A response counts as sent when nothing of it is left in our buffer."""


_READING: Final = (Phase.IDLE, Phase.HEAD, Phase.BODY)
_BUSY: Final = (Phase.COMMITTING, Phase.HELD, Phase.FORWARDING, Phase.WRITING)


class Connection(asyncio.BufferedProtocol):
    """Speaks HTTP/1.1 with one peer.

    It is a BufferedProtocol because reading into an existing buffer takes a fifth of the time of reading into a new
    one, which was a sixth of the time of a small request.
    """

    def __init__(self, hub: ConnectionServer, slot: Slot, *, at_once: Refusal | None = None) -> None:
        """``slot``: is freed when the connection is lost. ``at_once``: refuse the first request with this."""
        self._hub = hub
        self._slot = slot
        self._at_once = at_once
        self._secure = False
        self._limits = hub.limits
        self._wire = RequestParser(hub.limits)
        self._transport: asyncio.Transport | None = None
        self._peer = ""
        self._phase = Phase.IDLE
        self._body: Incoming | None = None
        self._began = 0.0
        self._deadline = time.monotonic() + self._limits.keep_alive_s
        self._window_size = 0
        self._discarded = 0
        self._lull: asyncio.TimerHandle | None = None
        self._row: int | None = None
        self._close_after = False
        self._half_closed = False
        self._latest_bytes = 0
        self._pumping = False
        self._plan: Plan | None = None
        self._full_answer: Answer = "sent"
        self._timer: asyncio.TimerHandle | None = None
        self._task: asyncio.Task[None] | None = None
        self._forwarded: Forwarded | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._slot.owner = self
        self._transport = cast("asyncio.Transport", transport)
        self._transport.set_write_buffer_limits(high=DRAIN_MARK)
        self._secure = transport.get_extra_info("sslcontext") is not None
        name = transport.get_extra_info("peername")
        if name:
            self._peer = f"[{name[0]}]:{name[1]}" if ":" in name[0] else f"{name[0]}:{name[1]}"

    def get_buffer(self, sizehint: int) -> memoryview:
        """Return the shared buffer, which asyncio fills before it calls :meth:`buffer_updated`."""
        del sizehint
        return self._hub.buffer

    def buffer_updated(self, nbytes: int) -> None:
        data = self._hub.buffer[:nbytes]
        if self._phase is Phase.LINGERING:
            self._discarded += len(data)
            if self._discarded > self._limits.linger_bytes:
                self._close()
            elif self._lull is not None:
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

    def resume_writing(self) -> None:
        """The whole answer has left our buffer."""
        if self._phase is Phase.WRITING:
            self._answered(self._full_answer)

    def connection_lost(self, exc: Exception | None) -> None:
        del exc
        phase, self._phase = self._phase, Phase.CLOSED
        self._transport = None
        self._slot.free()
        self._cancel_lull()
        if phase is Phase.WRITING:
            self._note("partial")
        elif phase is Phase.HELD:
            self._cancel_timer()
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

    def abort(self) -> None:
        """Close at once."""
        if self._transport is not None:
            self._transport.abort()

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
                self._hub.later(self._pump_on)
                return

    def _pump_on(self) -> None:
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
        self._body = self._hub.spool.body()
        self._new_window(time.monotonic())
        if self._hub.proof(head) is not None:
            return
        if self._hub.looks_early and (ended := self._hub.judge_early(self._received(head, Body()))) is not None:
            self._work()
            self._record(*ended)
            return
        if not head.expects:
            return
        if self._hub.refuses_early(head):
            self._on_end()
            return
        if (go_on := self._wire.go_on()) and self._transport is not None:
            self._transport.write(go_on)

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
        if (reply := self._hub.proof(head)) is not None:
            self._row = None
            self._drop_body()
            self._answer(reply, close=False)
            return
        self._hub.judge(self._received(head, body), self._record, self.abort)

    def _work(self) -> None:
        self._phase = Phase.COMMITTING
        self._slot.work()

    def _received(self, head: Head, body: Body) -> Received:
        return Received(head, body, datetime.now(UTC), self._peer)

    def _record(self, exchange: NewExchange, plan: Plan) -> None:
        def committed(result: int | StorageError) -> None:
            if isinstance(result, StorageError):
                self._drop_body()
                self._row = None
                self._answer(unsaved_reply(result), close=True)
                return
            self._row = result
            if plan.kind == "forward" and self._transport is not None and self._wire.head is not None:
                self._phase = Phase.FORWARDING
                # The body is needed until all targets have answered, perhaps longer than this connection.
                incoming, self._body = self._body, None
                finished = incoming.drop if incoming is not None else _nothing
                self._task = self._hub.forward(self._wire.head, exchange, result, plan, self._on_forwarded, finished)
                return
            self._drop_body()
            if plan.delay_s or plan.kind in ("silence", "hold"):
                self._hold(plan)
            else:
                self._carry_out(plan)

        self._commit(exchange, committed)

    def _commit(self, exchange: NewExchange, committed: Done) -> None:
        def done(result: int | StorageError) -> None:
            try:
                committed(result)
            except BaseException:
                self.abort()  # otherwise it would wait for an answer for ever
                raise

        self._hub.record(exchange, done)

    def _on_forwarded(self, forwarded: Forwarded) -> None:
        self._task = None
        self._forwarded = forwarded
        self._answer(forwarded.reply, close=False)

    def _hold(self, plan: Plan) -> None:
        """Answer later or never. If too many connections are in this state, one of them is closed."""
        if self._transport is None or self._transport.is_closing():
            self._note("failed", "rule-silence" if plan.kind == "silence" else "rule-left")
            return
        if self._hub.stopping:
            self._note("failed", "rule-stopped")
            self._close()
            return
        self._phase = Phase.HELD
        self._plan = plan
        self._deadline = time.monotonic() + plan.delay_s + self._limits.silence_s
        if plan.kind != "silence":
            self._timer = asyncio.get_running_loop().call_later(plan.delay_s, self._carry_out, plan)
        self._slot.hold()

    def answer_held(self, number: int, reply: Reply) -> bool:
        """Answer a request that is held for the user. False if this connection does not hold it any more."""
        if self._phase is not Phase.HELD or self._row != number or self._plan is None or self._plan.kind != "hold":
            return False
        self._cancel_timer()
        self._answer_late(reply, {"by_hand": True})
        return True

    def _answer_late(self, reply: Reply, detail: dict[str, object]) -> None:
        """Send an answer that was not known when the request was recorded."""
        self._timer = None
        self._forwarded = Forwarded(reply, detail, Message(reply.headers, reply.body))
        self._answer(reply, close=reply.status < 200)

    def _end_held(self, code: str) -> None:
        self._cancel_timer()
        self._note("failed", code)
        self._close()

    def _cancel_timer(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    def _carry_out(self, plan: Plan) -> None:
        self._timer = None
        match plan.kind:
            case "close":
                self._note("failed", "rule-close")
                # With unread bytes a plain close would become a reset.
                self._linger() if self._wire.unread else self._close()
            case "reset":
                self._note("failed", "rule-reset")
                self._reset()
            case "half":
                self._answer(plan.reply, close=True, half=True)
            case "hold":
                self._answer_late(plan.reply, {"by_hand": False})
            case _:
                self._answer(plan.reply, close=plan.reply.status < 200)

    def _reset(self) -> None:
        transport, self._phase = self._transport, Phase.CLOSED
        if transport is not None:
            sock: socket.socket | None = transport.get_extra_info("socket")
            if sock is not None:
                sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, RESET)
            transport.abort()

    def _unsaved(self, error: OSError) -> None:
        """The body cannot be stored."""
        log.warning("could not store a body: %s", error.strerror or type(error).__name__)
        self._work()
        self._row = None
        self._drop_body()
        self._hub.unsaved()
        self._answer(unsaved_reply(StorageFull("storage-full")), close=True)

    def _refuse(self, refusal: Refusal) -> None:
        if self._phase is Phase.IDLE:
            self._began = time.monotonic()
        self._wire.refuse(refusal)
        self._work()
        self._drop_body()
        self._keep_malformed(refusal, answer=True)

    def _keep_malformed(self, refusal: Refusal, *, answer: bool) -> None:
        log.info("%s: %s", self._peer, refusal.code)
        snapshot = self._hub.inbox.snapshot
        excerpt = self._wire.excerpt
        exchange, reply = malformed(snapshot, refusal, self._wire.head, excerpt, datetime.now(UTC), self._peer)

        def committed(result: int | StorageError) -> None:
            self._row = None if isinstance(result, StorageError) else result
            if answer:
                self._answer(reply, close=True)
            else:
                self._note("failed")

        self._commit(exchange, committed)

    def _answer(self, reply: Reply, *, close: bool, half: bool = False) -> None:
        transport = self._transport
        if transport is None or transport.is_closing():
            self._note("failed")
            return
        close = close or self._hub.stopping
        data = self._wire.answer(reply, close=close)
        if half:
            data = data[: len(data) - (len(reply.body) + 1) // 2]
        self._full_answer = "partial" if half else "sent"
        self._close_after = close
        self._phase = Phase.WRITING
        self._deadline = time.monotonic() + self._limits.write_s
        transport.write(data)
        if self._phase is not Phase.WRITING:
            return
        if transport.is_closing():
            self._note("failed")
        elif left := transport.get_write_buffer_size():
            self._slot.write(left)
        else:
            self._answered(self._full_answer)

    def _answered(self, answer: Answer) -> None:
        self._note(answer)
        if self._wire.keeps_alive and not self._close_after:
            self._wire.restart()
            self._phase = Phase.IDLE
            self._deadline = time.monotonic() + self._limits.keep_alive_s
            self._slot.idle()
            if self._wire.buffered:
                # The answers of one commit are sent in one turn, but not all requests that follow them in the same
                # packets.
                self._pumping = True
                self._hub.later(self._pump_on)
            elif self._transport is not None:
                self._transport.resume_reading()
        elif self._half_closed or self._hub.stopping or not self._wire.unread:
            self._close()
        else:
            self._linger()

    def _note(self, answer: Answer, code: str = "") -> None:
        """Report the outcome of the answer once. ``code``: the sentence why there is none or only a part."""
        forwarded, self._forwarded = self._forwarded, None
        if self._row is None:
            return
        micros = round((time.monotonic() - self._began) * 1_000_000) if self._began else 0
        detail: Mapping[str, object] = {"code": code} if code else EMPTY_MAPPING
        if forwarded is None:
            outcome = Outcome(self._row, answer, micros, detail=detail)
        else:
            status = forwarded.reply.status
            outcome = Outcome(self._row, answer, micros, status, None, forwarded.detail, forwarded.kept)
        self._row = None
        self._hub.outcome(outcome)

    def _linger(self) -> None:
        """Read and discard what follows.

        Closing with unread bytes makes the system send a reset, which may destroy the answer.
        """
        self._phase = Phase.LINGERING
        self._slot.leave()
        self._deadline = time.monotonic() + self._limits.linger_s
        if self._transport is not None:
            try:
                if self._transport.can_write_eof():
                    self._transport.write_eof()
                else:
                    self._await_lull()
                self._transport.resume_reading()
            except OSError:
                # The other side has reset the connection, and asyncio does not know it yet.
                self._close()

    def _await_lull(self) -> None:
        """TLS cannot be closed in one direction only, so close when nothing arrives for a moment."""
        if self._lull is not None:
            self._lull.cancel()
        self._lull = asyncio.get_running_loop().call_later(LULL_S, self._close)

    def _close(self) -> None:
        self._phase = Phase.CLOSED
        self._cancel_lull()
        self._slot.leave()
        if self._transport is not None:
            self._transport.close()

    def _cancel_lull(self) -> None:
        if self._lull is not None:
            self._lull.cancel()
            self._lull = None

    def _drop_body(self) -> None:
        if self._body is not None:
            self._body.drop()
            self._body = None

    def _new_window(self, now: float) -> None:
        self._deadline = now + self._limits.body_window_s
        self._window_size = self._body.size if self._body else 0

    def _wire_progress(self) -> int:
        return (self._body.size if self._body else 0) - self._window_size


def _nothing() -> None:
    """For a request without a body."""
