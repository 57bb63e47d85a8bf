"""The command line: a third face over the same core. Imports no Qt; thin by intention."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence

from ongoing_desktop.cli.log import log_to
from ongoing_desktop.cli.output import fail, quiet_pipe
from ongoing_desktop.cli.parser import parse
from ongoing_desktop.domain.errors import KnownError, UsageError
from ongoing_desktop.domain.messages import error_sentence

OK, FAILED, WRONG = 0, 1, 2


def run(argv: Sequence[str]) -> int:
    """Exit code 0 done, 1 it ran and the result is a failure, 2 wrong use or bad input: one sentence, no traceback."""
    arguments = parse(argv)
    if isinstance(arguments, int):
        return arguments
    try:
        with log_to(arguments.data_dir) as log_file:
            try:
                code = int(arguments.command(arguments))
                quiet_pipe()
            except (KnownError, BrokenPipeError, KeyboardInterrupt, SystemExit):
                raise
            except Exception:
                log_file.exception("a command failed")
                return fail(f"Something went wrong that should not have; the details are in {log_file.path}.", FAILED)
            return code
    except UsageError as error:
        return fail(error_sentence(error), WRONG)
    except KnownError as error:
        return fail(error_sentence(error), WRONG)
    except BrokenPipeError:
        # The reader has seen enough (``| head``): that is no failure, and no second complaint at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return OK
    except KeyboardInterrupt:
        return fail("Interrupted.", FAILED)


__all__ = ["run"]
