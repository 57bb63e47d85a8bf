"""Records downtimes of the listener: it was not running, or the computer slept.

A file per port is touched while the listener runs. Its time is that of the wall clock, the only one that continues
while nothing runs. A downtime becomes a row of the log, so that users know what may be missing.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

from ongoing_desktop.domain.exchange import Body, Judgement, NewExchange

log = logging.getLogger(__name__)

LEAST_S: Final = 10.0
"""Minimum seconds. Senders bridge shorter downtimes by waiting."""
LONGEST: Final = timedelta(days=3650)
"""Longer downtimes result from a wrong clock."""
BEAT_S: Final = 2.0
FOLDER: Final = "listening"


def now() -> datetime:
    """The wall clock."""
    return datetime.now(UTC)


class Gaps:
    """The downtimes of one listener. Methods are quick. ``record`` commits a row."""

    def __init__(
        self,
        data_dir: Path,
        port: int,
        record: Callable[[NewExchange], None],
        *,
        awake: Callable[[], float],
        clock: Callable[[], datetime] = now,
    ) -> None:
        """``awake``: monotonic seconds that also count while the computer sleeps."""
        self._mark = data_dir / FOLDER / str(port)
        self._record = record
        self._awake = awake
        self._clock = clock
        self._beaten = awake()
        self._marked = self._beaten

    def start(self) -> None:
        """The listener accepts connections: record the time since the last one on this port."""
        try:
            since = datetime.fromtimestamp(self._mark.stat().st_mtime, UTC)
        except FileNotFoundError:
            pass
        except (OSError, OverflowError, ValueError) as error:
            log.info("could not read when the listener last ran: %s", error)
        else:
            self._tell("gap-stopped", since, self._clock())
        self._beaten = self._awake()
        self._touch()

    def beat(self) -> None:
        """Called several times a second while the listener runs."""
        before, self._beaten = self._beaten, self._awake()
        if (slept := self._beaten - before) >= LEAST_S:
            until = self._clock()
            self._tell("gap-asleep", until - timedelta(seconds=slept), until)
        if self._beaten - self._marked >= BEAT_S:
            self._touch()

    def stop(self) -> None:
        """The listener no longer accepts connections."""
        self._touch()

    def _touch(self) -> None:
        self._marked = self._beaten
        stamp = self._clock().timestamp()
        try:
            self._mark.parent.mkdir(mode=0o700, exist_ok=True)
            self._mark.touch(mode=0o600)
            os.utime(self._mark, (stamp, stamp))
        except OSError as error:
            log.info("could not write the time mark of the running listener: %s", error)

    def _tell(self, code: str, since: datetime, until: datetime) -> None:
        if not timedelta(seconds=LEAST_S) <= until - since <= LONGEST:
            return
        params = {
            "since": since.isoformat(),
            "until": until.isoformat(),
            "seconds": round((until - since).total_seconds()),
        }
        # No verdict, because there was no request.
        self._record(gap_row(until, code, params))


def gap_row(at: datetime, code: str, params: dict[str, object]) -> NewExchange:
    """The row of a downtime that ended at ``at``."""
    judgement = Judgement(verdict=None, reason_code=code, params=params)
    return NewExchange("gap", at, "", "", (), Body(), None, judgement)
