"""Programs run behind the guard: they end with the app, whatever happens to it. Real processes."""

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
import sys
from collections.abc import Awaitable, Callable, Sequence
from pathlib import Path

import pytest

from ongoing_desktop.domain.errors import TunnelError
from ongoing_desktop.listener.platform import process_exists
from ongoing_desktop.listener.tunnel_guard import user_environment
from ongoing_desktop.listener.tunnel_process import run_tunnel
from tests.helpers import until

OWN = (sys.executable, "-m", "ongoing_desktop")
pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the stand-ins are shell scripts")

GOES_ON = """#!/bin/sh
echo one
echo two >&2
sleep 600 &
echo "pids $$ $!"
wait
"""
"""Prints to both streams, starts another process, and goes on."""
STUBBORN = """#!/bin/sh
trap '' TERM
echo "pids $$ $$"
while :; do sleep 0.05; done
"""


def program(folder: Path, text: str, name: str = "tunnel-program") -> str:
    file = folder / name
    file.write_text(text)
    file.chmod(0o755)
    return str(file)


async def come(lines: list[str], word: str) -> str:
    async with asyncio.timeout(20):
        while True:
            for line in lines:
                if line.startswith(word):
                    return line
            await asyncio.sleep(0.01)


def gone(number: int) -> bool:
    """Whether a process has ended. One that its new parent has not collected yet counts as ended."""
    try:
        return Path(f"/proc/{number}/stat").read_text().rpartition(")")[2].split()[0] == "Z"
    except OSError:
        return not process_exists(number)


def pids(line: str) -> list[int]:
    return [int(word) for word in line.split()[1:]]


def run(words: Sequence[str], then: Callable[[list[str], asyncio.Task[int]], Awaitable[None]]) -> None:
    async def work() -> None:
        lines: list[str] = []
        task = asyncio.ensure_future(run_tunnel(OWN, words, lines.append))
        try:
            await then(lines, task)
        finally:
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)

    asyncio.run(work())


@pytest.mark.parametrize("text", [GOES_ON, STUBBORN], ids=["with a child", "ignores SIGTERM"])
def test_cancelling_ends_the_program_and_what_it_started(tmp_path: Path, text: str) -> None:
    async def then(lines: list[str], task: asyncio.Task[int]) -> None:
        found = pids(await come(lines, "pids"))
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
        assert task.cancelled()
        until(lambda: all(map(gone, found)), "the program has ended")

    run([program(tmp_path, text)], then)


def test_both_streams_and_the_exit_code_are_read(tmp_path: Path) -> None:
    async def then(lines: list[str], task: asyncio.Task[int]) -> None:
        assert await task == 3
        assert lines == ["out a b", "err", "last"]

    run([program(tmp_path, '#!/bin/sh\necho "out $1"\necho err >&2\nprintf last\nexit 3\n'), "a b"], then)


def test_a_line_over_the_limit_is_left_out(tmp_path: Path) -> None:
    async def then(lines: list[str], task: asyncio.Task[int]) -> None:
        assert await task == 0
        assert lines[-1] == "end"

    run([program(tmp_path, "#!/bin/sh\nhead -c 300000 /dev/zero | tr '\\0' x\necho\necho end\n")], then)


@pytest.mark.parametrize(("mode", "code"), [(None, "tunnel-not-found"), (0o755, "tunnel-not-started")])
def test_what_cannot_be_started_is_an_error(tmp_path: Path, mode: int | None, code: str) -> None:
    file = tmp_path / "no-program"
    if mode is not None:
        file.write_text("#!/no/such/interpreter\n")
        file.chmod(mode)

    async def then(lines: list[str], task: asyncio.Task[int]) -> None:
        del lines
        with pytest.raises(TunnelError) as caught:
            await task
        assert caught.value.code == code

    run([str(file)], then)


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
@pytest.mark.parametrize("victim", ["app", "guard"])
def test_the_program_ends_when_the_app_or_the_guard_is_killed(tmp_path: Path, victim: str) -> None:
    app = f"""
import asyncio
from ongoing_desktop.listener.tunnel_process import run_tunnel
asyncio.run(run_tunnel({OWN!r}, [{program(tmp_path, GOES_ON)!r}], lambda line: print(line, flush=True)))
"""
    with subprocess.Popen([sys.executable, "-c", app], stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        line = next(line for line in process.stdout if line.startswith("pids"))
        found = pids(line)
        parent = int(Path(f"/proc/{found[0]}/stat").read_text().rpartition(")")[2].split()[1])
        assert parent != process.pid
        os.kill(process.pid if victim == "app" else parent, signal.SIGKILL)
        until(lambda: gone(found[0]), "the program has ended")
        if victim == "app":
            until(lambda: all(map(gone, found)), "what it started has ended")
        else:
            # The kernel ends only the program itself.
            os.kill(found[1], signal.SIGTERM)
        process.kill()


def test_the_environment_is_the_user_s(monkeypatch: pytest.MonkeyPatch) -> None:
    ours = {"_PYI_ARCHIVE_FILE": "x", "_MEIPASS2": "x", "LD_LIBRARY_PATH": "/ours", "LD_LIBRARY_PATH_ORIG": "/user's"}
    assert user_environment({"HOME": "/h", "LD_LIBRARY_PATH": "/user's"}) == {
        "HOME": "/h",
        "LD_LIBRARY_PATH": "/user's",
    }
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    assert user_environment({"HOME": "/h"} | ours) == {"HOME": "/h", "LD_LIBRARY_PATH": "/user's"}
