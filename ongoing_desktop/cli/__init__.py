"""The command line: a third face over the same core. Imports no Qt; thin by intention."""

from __future__ import annotations

import contextlib
import errno
import io
import os
import sys
from argparse import Namespace
from collections.abc import Sequence

from ongoing_desktop.cli.log import log_to
from ongoing_desktop.cli.output import fail
from ongoing_desktop.cli.parser import parse
from ongoing_desktop.domain.errors import KnownError
from ongoing_desktop.wording.messages import error_sentence, sentence

OK, FAILED, WRONG = 0, 1, 2
_OUTPUT_GONE = frozenset({errno.EPIPE, errno.ENOSPC, errno.EIO, errno.EFBIG})
_NO_HANDLES = frozenset({errno.EMFILE, errno.ENFILE})


def run(argv: Sequence[str]) -> int:
    """Exit code 0 done, 1 it ran and the result is a failure, 2 wrong use or bad input: one sentence, no traceback."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            # A console that knows no "–" shows an escape instead of ending the command.
            stream.reconfigure(errors="backslashreplace")
    try:
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
            return fail(sentence("usage-handles"), WRONG)
        _drop_stdout()
        why = error.strerror or type(error).__name__
        return fail(sentence("usage-output", {"path": "Standard output", "why": why}), FAILED)
    except KeyboardInterrupt:
        return fail(sentence("usage-interrupted"), FAILED)
    return code


def _command(arguments: Namespace) -> int:
    with log_to(arguments.data_dir) as log_file:
        try:
            return int(arguments.command(arguments))
        except KnownError as error:
            return fail(error_sentence(error), WRONG)
        except Exception as error:
            if isinstance(error, OSError) and error.errno in _OUTPUT_GONE | _NO_HANDLES:
                raise
            log_file.exception("a command failed")
            return fail(sentence("usage-bug", {"log": log_file.place}), FAILED)


def _drop_stdout() -> None:
    """What could not be written must not be tried again at the interpreter's end."""
    with contextlib.suppress(OSError, ValueError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())
        os.close(nowhere)


__all__ = ["run"]
