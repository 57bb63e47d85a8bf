"""The command-line front end. Imports no Qt."""
# ruff: noqa: PLC0415

from __future__ import annotations

import contextlib
import errno
import gc
import io
import os
import sys
from argparse import Namespace
from collections.abc import Mapping, Sequence
from typing import Final

from ongoing_desktop.cli.output import FAILED, OK, WRONG, fail
from ongoing_desktop.cli.parser import parse
from ongoing_desktop.domain.errors import NO_HANDLES, NO_HANDLES_SENTENCE, KnownError
from ongoing_desktop.listener import TUNNEL_GUARD

_OUTPUT_GONE = frozenset({errno.EPIPE, errno.ENOSPC, errno.EIO, errno.EFBIG})
_SPARE: Final[list[int]] = []
"""A file descriptor in reserve, closed to report that there are no more."""


def run(argv: Sequence[str]) -> int:
    """Run a command. Returns 0 if done, 1 if it ran with a failure as result, 2 for wrong use or bad input.

    Errors are one sentence on standard error, without a traceback.
    """
    if list(argv[:1]) == [TUNNEL_GUARD]:
        from ongoing_desktop.listener.tunnel_guard import guard

        return guard(argv[1:])
    gc.disable()  # until a command's modules are loaded and its data is open: a short one makes little garbage
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            # A console that cannot encode "–" shows an escape instead of ending the command.
            stream.reconfigure(errors="backslashreplace")
    try:
        _SPARE.append(os.open(os.devnull, os.O_RDONLY))
        arguments = parse(argv)
        code = arguments if isinstance(arguments, int) else _command(arguments)
        # A closed pipe can be handled here; at interpreter exit it would cause an error message.
        sys.stdout.flush()
    except BrokenPipeError:
        # The reader ended first, as with ``| head``, which is not a failure.
        _drop_stdout()
        return OK
    except OSError as error:
        if error.errno in NO_HANDLES:
            return fail(NO_HANDLES_SENTENCE, WRONG)
        _drop_stdout()
        why = error.strerror or type(error).__name__
        return fail(_sentence("usage-output", {"path": "Standard output", "why": why}), FAILED)
    except KeyboardInterrupt:
        return fail(_sentence("usage-interrupted"), FAILED)
    finally:
        _release_spare()
        gc.enable()
    return code


def _command(arguments: Namespace) -> int:
    import logging

    from ongoing_desktop.cli.log import log_to

    with log_to(arguments.data_dir) as place:
        try:
            return int(arguments.command(arguments))
        except KnownError as error:
            return fail(_sentence(error.code, error.params), WRONG)
        except Exception as error:
            if isinstance(error, OSError) and error.errno in _OUTPUT_GONE | NO_HANDLES:
                raise
            logging.getLogger("ongoing_desktop").exception("a command failed")
            return fail(_sentence("usage-bug", {"log": place}), FAILED)


def _sentence(code: str, params: Mapping[str, object] | None = None) -> str:
    # Sentences are imported only on errors, when there may be no file descriptor left to open their files.
    _release_spare()
    try:
        from ongoing_desktop.wording.messages import sentence
    except OSError as error:
        if error.errno in NO_HANDLES:
            return NO_HANDLES_SENTENCE
        raise
    return sentence(code, params or {})


def _release_spare() -> None:
    while _SPARE:
        os.close(_SPARE.pop())


def _drop_stdout() -> None:
    """Redirect standard output, so that the interpreter does not try to flush it again at exit."""
    with contextlib.suppress(OSError, ValueError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())
        os.close(nowhere)


__all__ = ["run"]
