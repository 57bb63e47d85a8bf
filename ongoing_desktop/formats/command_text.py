"""A pasted command: its bounds in a text, and the words read so far. Pure."""

from __future__ import annotations

import re
from typing import Final, NoReturn

from ongoing_desktop.domain.errors import ConfigError
from ongoing_desktop.domain.lazy_dataclasses import dataclass, field

VARIABLE: Final = "\ufdd0"
"""Replaces the ``$`` of a variable in a word. No valid text contains this character."""
SPACES: Final = " \t\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"
NOTHING: Final = "\ufeff\u200b\u2060"
"""Zero-width characters that web pages insert between words."""
_GAP: Final = f"[{SPACES}{NOTHING}\r\n]*+"
_SKIPPED: Final = re.compile(rf"(?:(?:#|//|::|(?i:REM)[ \t])[^\n]*|(?:```|~~~)[^\n`]*)(?:\n|\Z){_GAP}")
"""A comment or the start of a fence before the command."""
_PROMPT: Final = re.compile(
    r"\s*(?:PS(?: [^\n>]*)?>|[A-Za-z]:\\[^\n>]*>|(?:\([^\n)]*\)\s*)?[\w.-]+@[\w.-]+[^\n$#%]*[$#%]|\[[^\]\n]*\][$#%]|[^\n'\"`]*?[\u276f\u279c\u00bb\u03bb][^\n'\"`]*?|[$%>])[ \t\u00a0]*(?=(?:curl|\S*/curl)\b)"
)
_BEFORE: Final = re.compile(
    r"(?:\d{1,3}[.)]|[-*+\u2022])[ \t\u00a0]+"
    r"|(?:sudo|time|command|exec|nohup|env|call|cmd(?:\.exe)? /c|start /b|&)[ \t]+|@(?=curl)|\$\w+[ \t]*=[ \t]*"
    r"|[A-Za-z_]\w*=(?:'[^'\n]*'|\"[^\"\n$`]*\"|[^\s'\"`$;|&<>()]*)[ \t]+"
)
"""A list marker, a word that only affects how the command is run, or an environment variable."""
_FENCE_END: Final = re.compile(r"\n[ \t]*(?:```|~~~)[ \t]*(?:\r?\n|\Z)")


@dataclass(frozen=True, slots=True)
class ShellCommand:
    """The words of one command."""

    words: tuple[str, ...]
    """Without the command's own name. Invalid UTF-8 is kept as surrogates, like Python's own arguments."""
    after: tuple[str, ...] = ()
    """Uses of the response in the shell, such as ``| jq`` or ``>``; they are left out."""
    places: tuple[int, ...] = ()
    """The index of each word in the text."""


def line_and_column(text: str, place: int) -> tuple[int, int]:
    """Line and column of an index in a text, both from 1."""
    return text.count("\n", 0, place) + 1, place - text.rfind("\n", 0, place)


def begins_with(text: str, command: re.Pattern[str]) -> bool:
    """Whether the text begins with this command, after what is skipped there."""
    start, end = bounds(text)
    return command.match(text, start, end) is not None


def bounds(text: str) -> tuple[int, int]:
    """The bounds of the command, without fences, preceding comment lines and prompts."""
    start = len(text) - len(text.lstrip(SPACES + NOTHING + "\r\n"))
    fenced = False
    while skipped := _SKIPPED.match(text, start):
        fenced = fenced or text[start] in "`~"
        start = skipped.end()
    over = _FENCE_END.search(text, start) if fenced else None
    end = start + len(text[start : over.start() if over else len(text)].rstrip(SPACES + NOTHING + "\r\n"))
    while before := _BEFORE.match(text, start, end):
        start = before.end()
    if text[start:end].startswith("`") and text.count("`", start, end) == 2 and text[end - 1] == "`":
        start, end = start + 1, end - 1
    prompt = _PROMPT.match(text, start, end)
    start = prompt.end() if prompt else start
    while before := _BEFORE.match(text, start, end):
        start = before.end()
    return start, end


@dataclass(slots=True)
class CommandReader:
    """The part of a text that was read up to :attr:`place`."""

    text: str
    place: int
    end: int
    words: list[str] = field(default_factory=list)
    places: list[int] = field(default_factory=list)
    word: list[str] | None = None
    """Parts of the current word; None between words."""
    begun: int = 0
    after: list[str] = field(default_factory=list)

    def refuse(self, code: str, place: int, **params: object) -> NoReturn:
        """Raise ConfigError with the line and column of an index."""
        line, column = line_and_column(self.text, place)
        raise ConfigError(code, line=line, column=column, **params)

    def put(self, text: str) -> None:
        """Add to the current word. Even an empty text starts one."""
        if self.word is None:
            self.word, self.begun = [], self.place
        self.word.append(text)

    def close(self) -> None:
        """End the current word, if any."""
        if self.word is not None:
            self.words.append("".join(self.word))
            self.places.append(self.begun)
        self.word = None

    def finish(self) -> ShellCommand:
        """The result, without the command's own name."""
        self.close()
        return ShellCommand(tuple(self.words[1:]), tuple(self.after), tuple(self.places[1:]))
