"""Runs one program and ends it together with the process that wanted it.

This is a small process between the app and the program of a tunnel. Its standard input is a pipe from the app. The pipe
ends when the app does, even if that was killed, on every platform. If the guard itself is killed, the program ends on
Linux; elsewhere ssh ends with its input, and other programs go on.
"""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Mapping, Sequence
from typing import Any, Final

END_S: Final = 3.0
"""Seconds that the program has to end before it is killed."""
NOT_STARTED: Final = 127
_OURS: Final = ("_PYI_", "_MEIPASS")
_LIBRARIES: Final = ("LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH", "LIBPATH")
"""A package of this program sets these for itself, and keeps the user's value under the name with ``_ORIG``."""


def guard(words: Sequence[str]) -> int:
    """Run a program until it ends, or until our standard input does. Returns its exit code."""
    try:
        # Its input stays open, because ssh ends when its input does.
        process = subprocess.Popen(  # noqa: S603 - the user's own command
            words, stdin=subprocess.PIPE, env=user_environment(os.environ), **_options()
        )
    except OSError as error:
        print(error.strerror or type(error).__name__, flush=True)
        return NOT_STARTED
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: _signal(process, signal.SIGTERM))
    threading.Thread(target=_until_input_ends, args=(process,), daemon=True).start()
    code = process.wait()
    _signal(process, signal.SIGTERM)  # what it started and left behind
    return code


def user_environment(environ: Mapping[str, str]) -> dict[str, str]:
    """The user's environment without what a package of this program adds."""
    found = {name: value for name, value in environ.items() if not name.startswith(_OURS)}
    if getattr(sys, "frozen", False):
        for name in _LIBRARIES:
            found.pop(name, None)
            if (original := found.pop(f"{name}_ORIG", None)) is not None:
                found[name] = original
    return found


def _until_input_ends(process: subprocess.Popen[bytes]) -> None:
    with contextlib.suppress(OSError):
        while os.read(0, 4096):
            pass
    _signal(process, signal.SIGTERM)
    try:
        process.wait(END_S)
    except subprocess.TimeoutExpired:
        _signal(process, getattr(signal, "SIGKILL", signal.SIGTERM))


if sys.platform == "win32":

    def _options() -> dict[str, Any]:
        return {"creationflags": subprocess.CREATE_NEW_PROCESS_GROUP | subprocess.CREATE_NO_WINDOW}

    def _signal(process: subprocess.Popen[bytes], number: int) -> None:
        """Windows has no signals: end it at once."""
        del number
        with contextlib.suppress(OSError):
            process.terminate()

else:

    def _options() -> dict[str, Any]:
        """A group of its own, so that what the program starts is ended too."""
        # Safe, because this process has one thread until then.
        return {"process_group": 0, "preexec_fn": _end_with_parent if sys.platform == "linux" else None}

    def _signal(process: subprocess.Popen[bytes], number: int) -> None:
        with contextlib.suppress(OSError):
            os.killpg(process.pid, number)

    def _end_with_parent() -> None:
        import ctypes  # noqa: PLC0415 - on Linux only

        pr_set_pdeathsig = 1
        ctypes.CDLL(None).prctl(pr_set_pdeathsig, signal.SIGTERM)
