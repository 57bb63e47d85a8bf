"""The credentials that a user gives a listener for one run, line by line on its standard input."""

from __future__ import annotations

import asyncio
import logging
from typing import Final

from ongoing_desktop.domain.errors import KnownError
from ongoing_desktop.listener.jsonl_pipe import LineReader, post
from ongoing_desktop.listener.settings_source import Handed, Source, read_credential
from ongoing_desktop.wording.messages import error_sentence

log = logging.getLogger(__name__)

FIRST_S: Final = 10.0
QUIET_S: Final = 0.5
"""Seconds to wait after the last credential line, so that an input that stays open does not prevent the start."""


class CredentialInput:
    """Use on the event loop."""

    def __init__(self, fd: int, source: Source) -> None:
        loop = asyncio.get_running_loop()
        self._source = source
        self._lines: asyncio.Queue[bytes | None] = asyncio.Queue()
        self._later: asyncio.Task[None] | None = None
        LineReader(
            fd,
            lambda line: post(loop, lambda: self._lines.put_nowait(line)),
            lambda: post(loop, lambda: self._lines.put_nowait(None)),
        )

    async def begin(self) -> None:
        """Use the credentials that are there at the start; later lines are used too. Raises UsageError."""
        wait_s = FIRST_S
        given: list[Handed] = []
        ended = False
        while not ended:
            try:
                line = await asyncio.wait_for(self._lines.get(), wait_s)
            except TimeoutError:
                break
            if line is None:
                ended = True
            else:
                given.append(read_credential(line))
                wait_s = QUIET_S
        # All at once, because each call reads and searches the settings.
        for problem in self._source.hand(given):
            raise problem
        if not ended:
            self._later = asyncio.create_task(self._follow())

    async def _follow(self) -> None:
        while (line := await self._lines.get()) is not None:
            given: list[Handed] = []
            problems: list[KnownError] = []
            while line is not None:
                try:
                    given.append(read_credential(line))
                except KnownError as error:
                    problems.append(error)
                if self._lines.empty():
                    break
                line = self._lines.get_nowait()
            try:
                problems += self._source.hand(given)
            except KnownError as error:
                problems.append(error)
            for problem in problems:
                log.warning("%s", error_sentence(problem))
            if line is None:
                return
