"""The command line: a third face over the same core. Imports no Qt; thin by intention."""
# ruff: noqa: PLC0415

from __future__ import annotations

import contextlib
import errno
import io
import os
import sys
from argparse import Namespace
from collections.abc import Mapping, Sequence
from typing import Final

from ongoing_desktop.cli.output import fail
from ongoing_desktop.cli.parser import parse
from ongoing_desktop.domain.errors import KnownError

OK, FAILED, WRONG = 0, 1, 2
_OUTPUT_GONE = frozenset({errno.EPIPE, errno.ENOSPC, errno.EIO, errno.EFBIG})
_NO_HANDLES = frozenset({errno.EMFILE, errno.ENFILE})
_SPARE: Final[list[int]] = []
"""A handle that is closed where one is needed to say that there are no more."""


def run(argv: Sequence[str]) -> int:
    """Exit code 0 done, 1 it ran and the result is a failure, 2 wrong use or bad input: one sentence, no traceback."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            # A console that knows no "–" shows an escape instead of ending the command.
            stream.reconfigure(errors="backslashreplace")
    try:
        _SPARE.append(os.open(os.devnull, os.O_RDONLY))
        arguments = parse(argv)
        code = arguments if isinstance(arguments, int) else _command(arguments)
        # Here a closed pipe can still be handled; at the interpreter's end it would complain.
        sys.stdout.flush()
    except BrokenPipeError:
        # The reader has seen enough (``| head``): that is no failure.
        _drop_stdout()
        return OK
    except OSError as error:
        if error.errno in _NO_HANDLES:
            return fail(_sentence("usage-handles"), WRONG)
        _drop_stdout()
        why = error.strerror or type(error).__name__
        return fail(_sentence("usage-output", {"path": "Standard output", "why": why}), FAILED)
    except KeyboardInterrupt:
        return fail(_sentence("usage-interrupted"), FAILED)
    finally:
        _release_spare()
    return code


def _command(arguments: Namespace) -> int:
    from ongoing_desktop.cli.log import log_to

    with log_to(arguments.data_dir) as log_file:
        try:
            return int(arguments.command(arguments))
        except KnownError as error:
            return fail(_sentence(error.code, error.params), WRONG)
        except Exception as error:
            if isinstance(error, OSError) and error.errno in _OUTPUT_GONE | _NO_HANDLES:
                raise
            log_file.exception("a command failed")
            return fail(_sentence("usage-bug", {"log": log_file.place}), FAILED)


def _sentence(code: str, params: Mapping[str, object] | None = None) -> str:
    # The texts are loaded only when something goes wrong, and then there may be no handle left to open their files.
    _release_spare()
    from ongoing_desktop.wording.messages import sentence

    return sentence(code, params or {})


def _release_spare() -> None:
    while _SPARE:
        os.close(_SPARE.pop())


def _drop_stdout() -> None:
    """What could not be written must not be tried again at the interpreter's end."""
    with contextlib.suppress(OSError, ValueError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())
        os.close(nowhere)


__all__ = ["run"]
