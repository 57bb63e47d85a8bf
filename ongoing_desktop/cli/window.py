"""The window, started from the command line. Apart from the other commands, so that it keeps none of them in memory."""
# ruff: noqa: PLC0415

from __future__ import annotations

import argparse
import os

from ongoing_desktop.cli.display import display_problem, import_problem
from ongoing_desktop.cli.output import fail
from ongoing_desktop.wording.messages import sentence

WRONG = 2


def window(arguments: argparse.Namespace) -> int:
    """Open the window, or explain why no window can be opened."""
    if problem := display_problem(os.environ):
        return fail(sentence(*problem), WRONG)
    try:
        from ongoing_desktop.ui.import_tuning import asyncio_without_tls, read_no_sources

        read_no_sources()
        asyncio_without_tls()
        from ongoing_desktop.app import run
    except ImportError as error:
        if problem := import_problem(error):
            return fail(sentence(*problem), WRONG)
        raise
    return run(arguments.data_dir, arguments.open)
