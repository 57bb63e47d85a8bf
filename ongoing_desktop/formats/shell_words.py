"""Splits a pasted command into words like bash or Windows' command prompt. Pure; nothing is run.

Prompts, fences, comments and uses of the response are left out. Anything that would change the words in an unknown way
is refused with its position.
"""

from __future__ import annotations

import re
from typing import Final

from ongoing_desktop.formats.bash_words import Bash
from ongoing_desktop.formats.command_text import VARIABLE, CommandReader, ShellCommand, bounds


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


_WINDOWS_VARIABLE: Final = re.compile(r"%[A-Z][A-Z_]{3,}%")


class Cmd(CommandReader):
    """Windows: the command prompt removes carets first, then the C library splits the rest."""

    def command(self) -> ShellCommand:
        """Read to the end of the command."""
        line, places = self._uncaret()
        quoted = False
        at = 0
        while at < len(line):
            char = line[at]
            self.place = places[at]
            slashes = len(line[at:]) - len(line[at:].lstrip("\\")) if char == "\\" else 0
            if slashes:
                at += slashes
                half, odd = divmod(slashes, 2) if line[at : at + 1] == '"' else (slashes, 0)
                self.put("\\" * half + '"' * odd)
                at += odd
            elif char == '"':
                if quoted and line[at + 1 : at + 2] == '"':
                    self.put('"')
                    at += 1
                else:
                    self.put("")
                    quoted = not quoted
                at += 1
            elif char in " \t\u00a0\r\n" and not quoted:
                self.close()
                at += 1
            else:
                self.put(char)
                at += 1
        if quoted:
            self.refuse("curl-quotes", places[-1] if places else self.place)
        self.words = [
            _WINDOWS_VARIABLE.sub(lambda found: VARIABLE + found.group().strip("%"), word) for word in self.words
        ]
        return self.finish()

    def _uncaret(self) -> tuple[str, list[int]]:
        out: list[str] = []
        places: list[int] = []
        quoted = False
        place = self.place
        while place < self.end:
            char = self.text[place]
            if char == "^" and not quoted:
                place += 1
                if end := re.compile(r"[ \t]*\r?\n").match(self.text, place, self.end):
                    place = end.end()
                    char = self.text[place : place + 1]
                    if char == "^":  # the next line begins with an escaped character
                        continue
                char = self.text[place : place + 1]
            elif char == '"':
                quoted = not quoted
            elif char in "|&<>\n" and not quoted:
                if self.text[place : self.end].strip():
                    self.refuse("curl-command", place)
                break
            out.append(char)
            places.append(place)
            place += 1
        return "".join(out), places
