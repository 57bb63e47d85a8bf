"""Times in which the listener heard nothing: it was not running, or the computer slept.

A file per port, touched while the listener runs, says until when one was there; its time is that of the wall clock, which
alone goes on while nothing runs. A gap becomes a row of the log, so that whoever looks there knows what may be missing.
"""

from __future__ import annotations

import contextlib
import logging
import os
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

from ongoing_desktop.domain.exchange import Body, Judgement, NewExchange

log = logging.getLogger(__name__)

LEAST_S: Final = 10.0
"""Shorter than this a sender's own patience bridges it."""
LONGEST: Final = timedelta(days=3650)
"""What is longer comes from a clock that was wrong."""
BEAT_S: Final = 2.0
FOLDER: Final = "listening"


def now() -> datetime:
    """The wall clock."""
    return datetime.now(UTC)


class Gaps:
    """One listener's; methods are quick. ``record`` commits a row."""

    def __init__(
        self,
        data_dir: Path,
        port: int,
        record: Callable[[NewExchange], None],
        *,
        awake: Callable[[], float],
        clock: Callable[[], datetime] = now,
    ) -> None:
        """``awake``: seconds that go on while the computer sleeps."""
        self._mark = data_dir / FOLDER / str(port)
        self._record = record
        self._awake = awake
        self._clock = clock
        self._beaten = awake()
        self._marked = self._beaten

    def start(self) -> None:
        """The listener accepts: tell of the time since the last one at this port."""
        with contextlib.suppress(FileNotFoundError):
            try:
                since = datetime.fromtimestamp(self._mark.stat().st_mtime, UTC)
            except (OSError, OverflowError, ValueError) as error:
                if isinstance(error, FileNotFoundError):
                    raise
                log.info("when the listener ran last is not known: %s", error)
            else:
                self._tell("gap-stopped", since, self._clock())
        self._beaten = self._awake()
        self._touch()

    def beat(self) -> None:
        """Several times a second: the listener is alive."""
        before, self._beaten = self._beaten, self._awake()
        if (slept := self._beaten - before) >= LEAST_S:
            until = self._clock()
            self._tell("gap-asleep", until - timedelta(seconds=slept), until)
        if self._beaten - self._marked >= BEAT_S:
            self._touch()

    def stop(self) -> None:
        """The listener does not accept any more."""
        self._touch()

    def _touch(self) -> None:
        self._marked = self._beaten
        stamp = self._clock().timestamp()
        try:
            self._mark.parent.mkdir(mode=0o700, exist_ok=True)
            self._mark.touch(mode=0o600)
            os.utime(self._mark, (stamp, stamp))
        except OSError as error:
            log.info("the mark of the running listener could not be written: %s", error)

    def _tell(self, code: str, since: datetime, until: datetime) -> None:
        if not timedelta(seconds=LEAST_S) <= until - since <= LONGEST:
            return
        params = {
            "since": since.isoformat(),
            "until": until.isoformat(),
            "seconds": round((until - since).total_seconds()),
        }
        # No verdict: nobody has sent anything.
        self._record(gap_row(until, code, params))


def gap_row(at: datetime, code: str, params: dict[str, object]) -> NewExchange:
    """The row of a gap that ended then."""
    judgement = Judgement(verdict=None, reason_code=code, params=params)
    return NewExchange("gap", at, "", "", (), Body(), None, judgement)
