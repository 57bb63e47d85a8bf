"""Splits a pasted command into words like bash or Windows' command prompt. Pure; nothing is run.

Prompts, fences, comments and uses of the response are left out. Anything that would change the words in an unknown way
is refused with its position.
"""

from __future__ import annotations

import re

from ongoing_desktop.formats.bash_words import Bash
from ongoing_desktop.formats.cmd_words import Cmd
from ongoing_desktop.formats.command_text import ShellCommand, bounds


def split_command(text: str) -> ShellCommand:
    """The one command of a text. Raises ConfigError with line and column of what is not supported."""
    start, end = bounds(text)
    reader = Cmd(text, start, end) if _is_windows(text, start, end) else Bash(text, start, end)
    return reader.command()


def _is_windows(text: str, start: int, end: int) -> bool:
    """Recognised by carets outside bash strings, or by doubled quotation marks without other signs of bash."""
    quoted = doubled = False
    place = start
    while place < end:
        char = text[place]
        if char == '"':
            before, behind = text[place - 1 : place], text[place + 1 : place + 2]
            if (
                quoted
                and behind == '"'
                and before not in " \t=\n"
                and text[place + 2 : place + 3] not in ("", " ", "\t", "\n", "\r")
            ):
                doubled = True
            quoted = not quoted
        elif quoted:
            place += char == "\\"
        elif char in "'$`":
            return False
        elif char == "^" and re.compile(r'"|[ \t]*\r?\n').match(text, place + 1):
            return True
        elif char == "\\":
            if text[place + 1 : place + 2] in ("\n", "\r", "'"):
                return False
            place += 1
        place += 1
    return doubled
