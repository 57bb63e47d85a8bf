"""The bytes of one connection: takes lines and parts from the front, and keeps the beginning of a request."""

from __future__ import annotations

from ongoing_desktop.listener.validation import Refusal, unfinished_line


class ReceivedBytes:
    """What was received and not processed yet."""

    def __init__(self, most_kept: int) -> None:
        """``most_kept``: bytes of the excerpt."""
        self.buffer = bytearray()
        """Always the same object."""
        self._most_kept = most_kept
        self.begin()

    def begin(self) -> None:
        """A request begins here."""
        self._kept = bytearray()
        self._scanned = 0

    def excerpt(self, *, complete: bool) -> bytes:
        """The beginning of the request; unless it is complete, with bytes that are not processed yet."""
        room = self._most_kept - len(self._kept)
        return bytes(self._kept) if complete or room <= 0 else bytes(self._kept + self.buffer[:room])

    def discard(self, *, complete: bool) -> None:
        """Keep only the beginning of the request."""
        self._kept = bytearray(self.excerpt(complete=complete))
        self.buffer.clear()

    def take(self, count: int) -> bytes:
        """Remove bytes from the front."""
        part = bytes(self.buffer[:count])
        del self.buffer[:count]
        if (room := self._most_kept - len(self._kept)) > 0:
            self._kept += part[:room]
        self._scanned = 0
        return part

    def take_line(self, limit: int, too_long: Refusal) -> bytes | Refusal | None:
        """A line with its CR LF; None while it is incomplete."""
        end = self.buffer.find(b"\n", self._scanned)
        length = len(self.buffer) if end < 0 else end + 1
        # In byte order, so that the reason does not depend on the split into reads.
        if problem := unfinished_line(bytes(self.buffer[self._scanned : min(length, limit + 2)])):
            return problem
        if length > limit + 2:
            return too_long
        if end < 0:
            self._scanned = length
            return None
        if end == 0 or self.buffer[end - 1] != 13:
            return Refusal(400, "bare-lf")
        return self.take(end + 1)
