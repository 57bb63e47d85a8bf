"""Splits a bash command into words. Nothing is run; variables are marked, and ambiguous parts are refused."""

from __future__ import annotations

import re
from typing import Final

from ongoing_desktop.domain.lazy_dataclasses import dataclass
from ongoing_desktop.formats.command_text import NOTHING, SPACES, VARIABLE, CommandReader, ShellCommand

_CURLY: Final = {"\u2018": "\u2019", "\u201a": "\u2019", "\u2019": "\u2019", "\u201c": "\u201d", "\u201e": "\u201d", "\u201d": "\u201d"}  # fmt: skip
"""Opening curly quotation marks and their closing marks."""
_STRAIGHT: Final = str.maketrans({"\u201c": '"', "\u201d": '"', "\u201e": '"', "\u2018": "'", "\u2019": "'"})
_DASHES: Final = "\u2010\u2011\u2012\u2013\u2014\u2212"
"""Word processors and web pages make these from hyphens."""
_LONG: Final = re.compile(rf"[-{_DASHES}]?[a-z]{{2}}")
_PLAIN: Final = re.compile(r"[A-Za-z0-9_.,:/@%+=?*~!-]+")
_NAME: Final = re.compile(r"\{[A-Za-z_][^}\n]*\}|[A-Za-z_]\w*|[0-9@*#?!$-]")
_ANSI: Final = re.compile(r"x[0-9A-Fa-f]{1,2}|u[0-9A-Fa-f]{1,4}|U[0-9A-Fa-f]{1,8}|[0-7]{1,3}|c.", re.DOTALL)
_ESCAPES: Final = {
    "a": "\a", "b": "\b", "e": "\x1b", "E": "\x1b", "f": "\f", "n": "\n", "r": "\r", "t": "\t", "v": "\v",
    "\\": "\\", "'": "'", '"': '"', "?": "?",
}  # fmt: skip
_CONTINUED: Final = re.compile(r"[ \t\u00a0]*(?:\r?\n(?:>[ \t\u00a0])?|\Z)|[ \t]+(?=-)")
"""What may follow a backslash at a line's end: copied spaces, and a prompt on the next line.

If the lines were joined, an option follows the backslash.
"""
_POWERSHELL: Final = re.compile(r"`[ \t]*\r?\n")
_REDIRECTION: Final = re.compile(r"(?:&>>?|>[>|&]?)[ \t]*(?:'[^'\n]*'|\"[^\"\n]*\"|[^\s|&;<>()'\"]+)+")
_ASSIGNED: Final = re.compile(r"[A-Za-z_]\w*=")
_HOME: Final = re.compile(r"(?:\A|(?<=[=:]))~")
_CURL_WORD: Final = re.compile(r"(?<![\w/.-])curl\s")
_JOINED: Final = re.compile(r"(?:\\|\||&&)[ \t]*\r?\n")
"""Where a pipeline continues on the next line."""
_IDLE: Final = re.compile(r"\s*(?:#|```|~~~)")
"""Lines after a command that have no effect."""
_PARENTHESIS: Final = re.compile(r"[()]")


@dataclass(slots=True)
class Bash(CommandReader):
    """Splits a command into words as bash does."""

    literal_until: int = 0
    """Braces before this index are known to be text."""

    def command(self) -> ShellCommand:
        """Read to the end of the command."""
        while self.place < self.end:
            if plain := _PLAIN.match(self.text, self.place, self.end):
                self._put_plain(plain.group())
                self.place = plain.end()
                continue
            char = self.text[self.place]
            if char in SPACES:
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
                gone = _CONTINUED.match(self.text, self.place + 1, self.end)
                if gone and (self.word is None or "\n" in gone.group() or gone.end() == self.end):
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
                if gone := _POWERSHELL.match(self.text, self.place, self.end):
                    self.place = gone.end()
                else:
                    self._substitution()
            case "{":
                self._brace()
            case _ if char in _DASHES and self.word is None:
                long = _LONG.match(self.text, self.place + 1) is not None
                self.put("--" if long else "-")
                self.place += 1 + (long and self.text[self.place + 1] in f"-{_DASHES}")
            case _ if char in _CURLY:
                self._curly(char)
            case _ if char in NOTHING:
                self.place += 1
            case _:
                self.put(char)
                self.place += 1

    def _until(self, quote: str) -> None:
        ends = self.text.find(quote, self.place + 1, self.end)
        if ends < 0:
            self.refuse("curl-quotes", self.place)
        inner = self.text[self.place + 1 : ends]
        # PowerShell passes the backslashes on to curl.exe, which removes them.
        self.put(inner.replace('\\"', '"') if self.words and self.words[0].lower().endswith(".exe") else inner)
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
            elif self.text.startswith('`"', self.place):  # as PowerShell escapes it
                self.put('"')
                self.place += 2
            elif char == "`":
                self._substitution()
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
        elif behind == '"':  # a string for translation, which is used as it is without a translation
            self.put("")
            self.place += 1
            self._double('"')
        else:
            self._variable()

    def _variable(self) -> None:
        if self.text.startswith("$(", self.place):
            self._substitution()
            return
        named = _NAME.match(self.text, self.place + 1, self.end)
        if named is None and self.text.startswith("${", self.place):
            self.refuse("curl-command", self.place)
        self.put(VARIABLE + named.group() if named else "$")
        self.place = named.end() if named else self.place + 1

    def _substitution(self) -> None:
        """The output of another command, as a variable without a name."""
        start = self.place
        if self.text[start] == "`":
            ends = self.text.find("`", start + 1, self.end)
        else:
            level, ends = 0, -1
            for found in _PARENTHESIS.finditer(self.text, start, self.end):
                level += 1 if found.group() == "(" else -1
                if level == 0:
                    ends = found.start()
                    break
        if ends < 0:
            self.refuse("curl-quotes", start)
        self.put(f"{VARIABLE}(…)")
        self.place = ends + 1

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
        """Refuse ``{a,b}`` and ``{1..3}``, which bash would expand to several words."""
        place, level, several, closed = self.place, 0, False, False
        while self.place >= self.literal_until and place < self.end and self.text[place] not in SPACES + "\r\n":
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

    def _operator(self, char: str) -> ShellCommand | None:
        """Parse what is done with the response; None if the command continues after it."""
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

    def _ended(self) -> ShellCommand:
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


def _line_end(text: str, start: int, end: int) -> int:
    place = text.find("\n", start, end)
    return end if place < 0 else place
