"""A pasted command as the words that a shell would make of it: bash, or Windows' command prompt. Pure; nothing is run.

Text around the command is left out: prompts, fences, comments, and what a shell would do with the answer. What would
change the words in a way that cannot be told from the text is refused with its place.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Final, NoReturn

from ongoing_desktop.domain.errors import ConfigError

VARIABLE: Final = "\ufdd0"
"""Stands in a word for the ``$`` of a variable: no text holds this character."""
_SPACES: Final = " \t\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"
_NOTHING: Final = "\ufeff\u200b\u2060"
"""Zero-width characters that web pages put between words."""
_CURLY: Final = {"\u2018": "\u2019", "\u201a": "\u2019", "\u2019": "\u2019", "\u201c": "\u201d", "\u201e": "\u201d", "\u201d": "\u201d"}  # fmt: skip
"""Curly quotation marks that begin a text, and what ends it."""
_STRAIGHT: Final = str.maketrans({"\u201c": '"', "\u201d": '"', "\u201e": '"', "\u2018": "'", "\u2019": "'"})
_GAP: Final = f"[{_SPACES}{_NOTHING}\r\n]*+"
_SKIPPED: Final = re.compile(rf"(?:#[^\n]*|(?:```|~~~)[^\n`]*)(?:\n|\Z){_GAP}")
"""A comment or the beginning of a fence, before the command."""
_PROMPT: Final = re.compile(
    r"\s*(?:PS [^\n>]*>|[A-Za-z]:\\[^\n>]*>|(?:\([^\n)]*\)\s*)?[\w.-]+@[\w.-]+[^\n$#%]*[$#%]|\[[^\]\n]*\][$#%]|[$%>\u276f\u279c])[ \t\u00a0]*(?=(?:curl|\S*/curl)\b)"
)
_PLAIN: Final = re.compile(r"[A-Za-z0-9_.,:/@%+=?*~!-]+")
_NAME: Final = re.compile(r"\{[A-Za-z_][^}\n]*\}|[A-Za-z_]\w*|[0-9@*#?!$-]")
_ANSI: Final = re.compile(r"x[0-9A-Fa-f]{1,2}|u[0-9A-Fa-f]{1,4}|U[0-9A-Fa-f]{1,8}|[0-7]{1,3}|c.", re.DOTALL)
_ESCAPES: Final = {
    "a": "\a", "b": "\b", "e": "\x1b", "E": "\x1b", "f": "\f", "n": "\n", "r": "\r", "t": "\t", "v": "\v",
    "\\": "\\", "'": "'", '"': '"', "?": "?",
}  # fmt: skip
_CONTINUED: Final = re.compile(r"[ \t\u00a0]*\r?\n(?:>[ \t\u00a0])?")
"""Behind a backslash at the end of a line, which may have spaces that were copied along, and a prompt on the next one."""
_REDIRECTION: Final = re.compile(r"(?:&>>?|>[>|&]?)[ \t]*(?:'[^'\n]*'|\"[^\"\n]*\"|[^\s|&;<>()'\"]+)+")
_ASSIGNED: Final = re.compile(r"[A-Za-z_]\w*=")
_HOME: Final = re.compile(r"(?:\A|(?<=[=:]))~")
_CURL_WORD: Final = re.compile(r"(?<![\w/.-])curl\s")
_JOINED: Final = re.compile(r"(?:\\|\||&&)[ \t]*\r?\n")
"""Where a pipeline goes on in the next line."""
_IDLE: Final = re.compile(r"\s*(?:#|```|~~~)")
"""Lines behind a command that do nothing."""
_WINDOWS_VARIABLE: Final = re.compile(r"%[A-Z][A-Z_]{3,}%")


@dataclass(frozen=True, slots=True)
class Command:
    """The words of one command."""

    words: tuple[str, ...]
    """Without the command's own name. Text that no UTF-8 gives is kept by surrogates, as Python's own arguments are."""
    after: tuple[str, ...] = ()
    """What the shell would do with the answer, such as ``| jq`` or ``>``; left out."""
    places: tuple[int, ...] = ()
    """Where each word begins in the text."""


def split_command(text: str) -> Command:
    """The one command of a text. Raises ConfigError with line and column of what cannot be taken over."""
    start, end = _bounds(text)
    reader = _Cmd(text, start, end) if _is_windows(text, start, end) else _Bash(text, start, end)
    return reader.command()


def line_and_column(text: str, place: int) -> tuple[int, int]:
    """Of a place in a text, both from 1."""
    return text.count("\n", 0, place) + 1, place - text.rfind("\n", 0, place)


def begins_with(text: str, command: re.Pattern[str]) -> bool:
    """Whether this command stands at the beginning, behind what is left out there."""
    start, end = _bounds(text)
    return command.match(text, start, end) is not None


def _bounds(text: str) -> tuple[int, int]:
    """Where the command itself begins and ends: without fences, comment lines before it, and prompts."""
    start = len(text) - len(text.lstrip(_SPACES + _NOTHING + "\r\n"))
    while skipped := _SKIPPED.match(text, start):
        start = skipped.end()
    end = start + len(text[start:].rstrip(_SPACES + _NOTHING + "\r\n"))
    if text[start:end].startswith("`") and text.count("`", start, end) == 2 and text[end - 1] == "`":
        start, end = start + 1, end - 1
    prompt = _PROMPT.match(text, start, end)
    return prompt.end() if prompt else start, end


def _line_end(text: str, start: int, end: int) -> int:
    place = text.find("\n", start, end)
    return end if place < 0 else place


def _is_windows(text: str, start: int, end: int) -> bool:
    """By carets and doubled quotation marks where bash would see no text; single quotes are of bash."""
    quoted = False
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
                return True
            quoted = not quoted
        elif quoted:
            place += char == "\\"
        elif char in "'$`":
            return False
        elif char == "^" and re.compile(r'"|[ \t]*\r?\n').match(text, place + 1):
            return True
        elif char == "\\":
            place += 1
        place += 1
    return False


@dataclass(slots=True)
class _Reader:
    text: str
    place: int
    end: int
    words: list[str] = field(default_factory=list)
    places: list[int] = field(default_factory=list)
    word: list[str] | None = None
    """Parts of the word that is being read; None between two words."""
    begun: int = 0
    after: list[str] = field(default_factory=list)

    def refuse(self, code: str, place: int, **params: object) -> NoReturn:
        line, column = line_and_column(self.text, place)
        raise ConfigError(code, line=line, column=column, **params)

    def put(self, text: str) -> None:
        if self.word is None:
            self.word, self.begun = [], self.place
        self.word.append(text)

    def close(self) -> None:
        if self.word is not None:
            self.words.append("".join(self.word))
            self.places.append(self.begun)
        self.word = None

    def finish(self) -> Command:
        self.close()
        return Command(tuple(self.words[1:]), tuple(self.after), tuple(self.places[1:]))


@dataclass(slots=True)
class _Bash(_Reader):
    literal_until: int = 0
    """Braces before this place are known to be text."""

    def command(self) -> Command:
        """Read to the end of the command."""
        while self.place < self.end:
            if plain := _PLAIN.match(self.text, self.place, self.end):
                self._put_plain(plain.group())
                self.place = plain.end()
                continue
            char = self.text[self.place]
            if char in _SPACES:
                self.close()
                self.place += 1
            elif char in "\r\n":
                return self._ended()
            elif char == "#" and self.word is None:
                self.place = _line_end(self.text, self.place, self.end)
            elif char in "|&;<>()":
                found = self._operator(char)
                if found is not None:
                    return found
            else:
                self._piece(char)
        return self.finish()

    def _put_plain(self, text: str) -> None:
        if "~" in text and self.word is None:
            text = _HOME.sub(VARIABLE + "~", text) if _ASSIGNED.match(text) or text[0] == "~" else text
        self.put(text)

    def _piece(self, char: str) -> None:
        match char:
            case "\\":
                if gone := _CONTINUED.match(self.text, self.place + 1):
                    self.place = gone.end()
                else:
                    self.put(self.text[self.place + 1 : min(self.place + 2, self.end)] or "\\")
                    self.place += 2
            case "'":
                self._until("'")
            case '"':
                self._double('"')
            case "$":
                self._dollar()
            case "`":
                self.refuse("curl-command", self.place)
            case "{":
                self._brace()
            case "\u2013" | "\u2014" if self.word is None:  # what a word processor makes of hyphens
                long = char == "\u2014" or re.compile(r"-?[a-z]{2}").match(self.text, self.place + 1)
                self.put("--" if long else "-")
                self.place += 1 + (long is not None and self.text[self.place + 1 : self.place + 2] == "-")
            case _ if char in _CURLY:
                self._curly(char)
            case _ if char in _NOTHING:
                self.place += 1
            case _:
                self.put(char)
                self.place += 1

    def _until(self, quote: str) -> None:
        ends = self.text.find(quote, self.place + 1, self.end)
        if ends < 0:
            self.refuse("curl-quotes", self.place)
        self.put(self.text[self.place + 1 : ends])
        self.place = ends + 1

    def _curly(self, char: str) -> None:
        start = self.place
        ends = self.text.find(_CURLY[char], start + 1, self.end)
        if _CURLY[char] == "\u201d":
            ends = next((at for at in range(start + 1, self.end) if self.text[at] in "\u201c\u201d"), -1)
        if ends < 0:
            self.refuse("curl-quotes", start)
        self.put(self.text[start + 1 : ends].translate(_STRAIGHT))
        self.place = ends + 1

    def _double(self, quote: str) -> None:
        start = self.place
        self.put("")
        self.place += 1
        while self.place < self.end:
            char = self.text[self.place]
            if char == quote:
                self.place += 1
                return
            if char == "\\":
                behind = self.text[self.place + 1 : self.place + 2]
                if self.text.startswith("\\\r\n", self.place):
                    self.place += 3
                    continue
                self.put("" if behind == "\n" else behind if behind in '$`"\\' and behind else "\\" + behind)
                self.place += 2
            elif char == "`":
                self.refuse("curl-command", self.place)
            elif char == "$":
                self._variable()
            else:
                self.put(char)
                self.place += 1
        self.refuse("curl-quotes", start)

    def _dollar(self) -> None:
        behind = self.text[self.place + 1 : self.place + 2]
        if behind == "'":
            self._ansi()
        elif behind == '"':  # a text to be translated: as it is where there is no translation
            self.put("")
            self.place += 1
            self._double('"')
        else:
            self._variable()

    def _variable(self) -> None:
        if self.text.startswith("$(", self.place):
            self.refuse("curl-command", self.place)
        named = _NAME.match(self.text, self.place + 1, self.end)
        if named is None and self.text.startswith("${", self.place):
            self.refuse("curl-command", self.place)
        self.put(VARIABLE + named.group() if named else "$")
        self.place = named.end() if named else self.place + 1

    def _ansi(self) -> None:
        start = self.place
        self.put("")
        self.place += 2
        found = bytearray()
        while self.place < self.end:
            char = self.text[self.place]
            self.place += 1
            if char == "'":
                # A NUL ends the text for the shell and for cURL.
                self.put(bytes(found).partition(b"\0")[0].decode("utf-8", "surrogateescape"))
                return
            if char != "\\":
                found += char.encode("utf-8", "surrogatepass")
                continue
            code = _ANSI.match(self.text, self.place, self.end)
            if code is None:
                behind = self.text[self.place : self.place + 1]
                found += _ESCAPES.get(behind, "\\" + behind).encode("utf-8", "surrogatepass")
                self.place += 1
                continue
            found += _coded(code.group())
            self.place = code.end()
        self.refuse("curl-quotes", start)

    def _brace(self) -> None:
        """Bash would make several words of ``{a,b}`` and ``{1..3}``."""
        place, level, several, closed = self.place, 0, False, False
        while self.place >= self.literal_until and place < self.end and self.text[place] not in _SPACES + "\r\n":
            char = self.text[place]
            if char in "'\"":
                place = max(place, self.text.find(char, place + 1, self.end))
            level += (char == "{") - (char == "}")
            closed = closed or char == "}"
            several = several or char == "," or self.text.startswith("..", place)
            place += 1
            if level == 0:
                break
        if closed and several:
            self.refuse("curl-braces", self.place)
        if level:
            self.literal_until = place
        self.put("{")
        self.place += 1

    def _operator(self, char: str) -> Command | None:
        """What is done with the answer; None where the command goes on behind it."""
        start = self.place
        if char == ">" or self.text.startswith("&>", start):
            if self.word is not None and "".join(self.word) in ("1", "2"):
                self.word = None
            target = _REDIRECTION.match(self.text, start, self.end)
            if target is None:
                self.refuse("curl-command", start)
            self.close()
            self.after.append(">")
            self.place = target.end()
            return None
        rest = self.text[start : self.end]
        if char == "&" and not re.match(r"&&|&\s*(?:#.*)?\Z", rest):
            self.refuse("curl-ampersand", start)
        if char in "<()" or _CURL_WORD.search(rest):
            self.refuse("curl-command", start)
        lines = _JOINED.sub(" ", rest).rstrip().split("\n")
        if any(line.strip() and not _IDLE.match(line) for line in lines[1:]):
            self.refuse("curl-command", start + rest.index("\n") + 1)
        if rest.strip("; \t\r\n&"):
            self.after.append(" ".join(rest.split()[:2])[:40])
        return self.finish()

    def _ended(self) -> Command:
        for line in re.finditer(r"[^\n]+", self.text[self.place : self.end]):
            if line.group().strip() and not _IDLE.match(line.group()):
                self.refuse("curl-command", self.place + line.start())
        return self.finish()


def _coded(code: str) -> bytes:
    if code[0] == "x":
        return bytes([int(code[1:], 16)])
    if code[0] in "uU":
        number = int(code[1:], 16)
        return chr(number).encode("utf-8", "surrogatepass") if number < 0x110000 else b"\xef\xbf\xbd"
    if code[0] == "c":
        return bytes([ord(code[1].upper()) & 0x1F]) if code[1].isascii() else code.encode("utf-8")
    return bytes([int(code, 8) & 0xFF])


class _Cmd(_Reader):
    """Windows: the command prompt undoes carets first, then the C library splits what is left."""

    def command(self) -> Command:
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
