"""The half of a connection that answers: commits a request, answers now, later or never, and closes."""

from __future__ import annotations

import asyncio
import enum
import logging
import os
import socket
import struct
import time
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Final

from ongoing_desktop.domain.errors import StorageError, StorageFull
from ongoing_desktop.domain.exchange import AnswerState, Message, NewExchange, Outcome
from ongoing_desktop.domain.lazy_dataclasses import EMPTY_MAPPING
from ongoing_desktop.listener.forward import Forwarded
from ongoing_desktop.listener.http_answers import Reply, unsaved_reply
from ongoing_desktop.listener.http_parser import RequestParser
from ongoing_desktop.listener.received import malformed
from ongoing_desktop.listener.recorder import Done
from ongoing_desktop.listener.replies import Plan
from ongoing_desktop.listener.request_handler import RequestHandler
from ongoing_desktop.listener.slots import Slot
from ongoing_desktop.listener.spool import Incoming
from ongoing_desktop.listener.validation import Refusal

log = logging.getLogger(__name__)

RESET: Final = struct.pack("hh" if os.name == "nt" else "ii", 1, 0)
"""SO_LINGER with a time of 0: closing sends a RST."""
LULL_S: Final = 0.1
"""With TLS: seconds without data after a refusal before closing, at most as long as without TLS."""


class Phase(enum.Enum):
    """The current activity of a connection."""

    IDLE = enum.auto()
    HEAD = enum.auto()
    BODY = enum.auto()
    COMMITTING = enum.auto()
    HELD = enum.auto()
    """Committed; the answer is delayed or never sent."""
    FORWARDING = enum.auto()
    WRITING = enum.auto()
    LINGERING = enum.auto()
    CLOSED = enum.auto()


class Answering(asyncio.BufferedProtocol):
    """The state of a connection, and what happens after a request was read. :class:`.connection.Connection` reads."""

    def __init__(self, handler: RequestHandler, slot: Slot) -> None:
        self._handler = handler
        self._slot = slot
        self._limits = handler.limits
        self._wire = RequestParser(handler.limits)
        self._transport: asyncio.Transport | None = None
        self._peer = ""
        self._phase = Phase.IDLE
        self._body: Incoming | None = None
        self._began = 0.0
        self._deadline = time.monotonic() + self._limits.keep_alive_s
        self._row: int | None = None
        self._close_after = False
        self._half_closed = False
        self._plan: Plan | None = None
        self._full_answer: AnswerState = "sent"
        self._timer: asyncio.TimerHandle | None = None
        """Until a delayed answer, or until nothing has arrived for a moment after the last one."""
        self._task: asyncio.Task[None] | None = None
        self._forwarded: Forwarded | None = None

    def _read_on(self) -> None:
        """Continue with what was received while the last request was answered."""
        raise NotImplementedError

    def resume_writing(self) -> None:
        """The whole answer has left our buffer."""
        if self._phase is Phase.WRITING:
            self._answered(self._full_answer)

    def abort(self) -> None:
        """Close at once."""
        if self._transport is not None:
            self._transport.abort()

    def _work(self) -> None:
        self._phase = Phase.COMMITTING
        self._slot.work()

    def _drop_body(self) -> None:
        if self._body is not None:
            self._body.drop()
            self._body = None

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
                finished = incoming.drop if incoming is not None else lambda: None
                self._task = self._handler.forward(
                    self._wire.head, exchange, result, plan, self._on_forwarded, finished
                )
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

        self._handler.recorder.submit(exchange, done)

    def _on_forwarded(self, forwarded: Forwarded) -> None:
        self._task = None
        self._forwarded = forwarded
        self._answer(forwarded.reply, close=False)

    def _hold(self, plan: Plan) -> None:
        """Answer later or never. If too many connections are in this state, one of them is closed."""
        if self._transport is None or self._transport.is_closing():
            self._note("failed", "rule-silence" if plan.kind == "silence" else "rule-left")
            return
        if self._handler.stopping:
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
        self._handler.recorder.lost()
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
        snapshot = self._handler.inbox.snapshot
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
        close = close or self._handler.stopping
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

    def _answered(self, answer: AnswerState) -> None:
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
                self._handler.rounds.add(self._read_on)
            elif self._transport is not None:
                self._transport.resume_reading()
        elif self._half_closed or self._handler.stopping or not self._wire.unread:
            self._close()
        else:
            self._linger()

    def _note(self, answer: AnswerState, code: str = "") -> None:
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
        self._handler.recorder.outcome(outcome)

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
        self._cancel_timer()
        self._timer = asyncio.get_running_loop().call_later(LULL_S, self._close)

    def _close(self) -> None:
        self._phase = Phase.CLOSED
        self._cancel_timer()
        self._slot.leave()
        if self._transport is not None:
            self._transport.close()
