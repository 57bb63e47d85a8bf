"""Runs the program of a tunnel as a child of this process, behind :mod:`.tunnel_guard`."""

from __future__ import annotations

import asyncio
import contextlib
import os
import shutil
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final

from ongoing_desktop.domain.errors import TunnelError
from ongoing_desktop.domain.tunnels import plain_line
from ongoing_desktop.listener import TUNNEL_GUARD
from ongoing_desktop.listener.controlled_child import KILL, KILL_S, STOP_S, heard_task
from ongoing_desktop.listener.platform import child_options
from ongoing_desktop.listener.tunnel_guard import NOT_STARTED

LONGEST_LINE: Final = 64 * 1024
_MORE_PLACES: Final = () if sys.platform == "win32" else ("/usr/local/bin", "/opt/homebrew/bin", "/snap/bin")
"""Where programs are that the PATH of a program started from a desktop often lacks."""


async def run_tunnel(own_program: Sequence[str], words: Sequence[str], on_line: Callable[[str], None]) -> int:
    """Run a program to its end, and return its exit code. Cancelling ends it. Raises TunnelError.

    ``own_program``: the words that start this program. ``on_line`` gets each line of its output without terminal escapes.
    """
    found = await asyncio.to_thread(_find, words[0])
    if found is None:
        raise TunnelError("tunnel-not-found", program=words[0])
    process = await _create((*own_program, TUNNEL_GUARD, found, *words[1:]), words[0])
    reading = heard_task(_read(process, on_line))
    ended = heard_task(process.wait())
    try:
        code = await asyncio.shield(ended)
        # Its last output may still be in the pipe.
        await asyncio.wait((reading,), timeout=KILL_S)
    finally:
        reading.cancel()
        await asyncio.shield(heard_task(_end(process, ended)))
    if code == NOT_STARTED:
        raise TunnelError("tunnel-not-started", program=words[0])
    return code


async def _create(command: Sequence[str], program: str) -> asyncio.subprocess.Process:
    creating = heard_task(
        asyncio.create_subprocess_exec(
            *command,
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.STDOUT,
            limit=LONGEST_LINE,
            **child_options(),
        )
    )
    try:
        return await asyncio.shield(creating)
    except asyncio.CancelledError:
        # asyncio loses a process if its creation is cancelled.
        process = await creating
        await _end(process, heard_task(process.wait()))
        raise
    except OSError as error:
        raise TunnelError("tunnel-not-started", program=program) from error


def _find(program: str) -> str | None:
    places = os.pathsep.join((os.environ.get("PATH", os.defpath), *_MORE_PLACES, str(Path.home() / ".local" / "bin")))
    return shutil.which(os.path.expanduser(program), path=places)  # noqa: PTH111 - "~" of an unknown user is no error


async def _read(process: asyncio.subprocess.Process, on_line: Callable[[str], None]) -> None:
    while process.stdout is not None:
        try:
            line = await process.stdout.readline()
        except ValueError:
            continue  # a line over the limit is left out in parts
        if not line:
            return
        on_line(plain_line(line.decode("utf-8", "replace")))


async def _end(process: asyncio.subprocess.Process, ended: asyncio.Task[int]) -> None:
    """End the guard by the end of its input, which ends the program; then by force."""
    if process.stdin is not None:
        process.stdin.close()
    try:
        async with asyncio.timeout(STOP_S):
            await asyncio.shield(ended)
    except TimeoutError:
        _kill(process)
        await asyncio.wait((ended,), timeout=KILL_S)
    except asyncio.CancelledError:
        # The loop itself is closing.
        _kill(process)
        raise


def _kill(process: asyncio.subprocess.Process) -> None:
    if process.returncode is None:
        with contextlib.suppress(OSError):
            os.kill(process.pid, KILL)
