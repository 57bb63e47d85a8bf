"""Foreign text made safe to look at: what is invisible or turns the reading order is a mark (threat T12).

The marks are for the eye only: what is copied or saved is what came.
"""

from __future__ import annotations

import re
from typing import Final

LONGEST_LINE: Final = 4_000
"""Characters in one displayed line: Qt needs 25 s to lay out a wrapped line of a million (measured)."""
CONTINUED: Final = "↩"
"""Stands at the end of a line that goes on below."""

# Cc without tab and line feed, soft hyphen, Arabic letter mark, Mongolian marks, zero-width and bidi marks,
# line and paragraph separators, invisible operators, Hangul fillers, variation selectors, byte order mark,
# interlinear marks, surrogates, tags.
_HIDDEN: Final = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u2028-\u202e"
    "\u2060-\u206f\u3164\ufe00-\ufe0d\ufeff\uffa0\ufff9-\ufffb\ud800-\udfff\U000e0000-\U000e0fff]"
)
_HIDDEN_OR_BREAK: Final = re.compile(_HIDDEN.pattern[:-1] + "\t\n]")
_MARKS: Final = re.compile(f"⟦U\\+([0-9A-F]{{4,6}})⟧|{CONTINUED}\n|[␀-␟␡]")
_MARK: Final = re.compile(f"[␀-␟␡⟦{CONTINUED}]")
_LONG: Final = re.compile(f"([^\n]{{{LONGEST_LINE}}})(?=[^\n])")


def _mark(match: re.Match[str]) -> str:
    code = ord(match.group())
    if code < 0x20:
        return chr(0x2400 + code)
    if code == 0x7F:
        return "␡"
    if 0xDC80 <= code <= 0xDCFF:  # a byte that is no UTF-8, as decoded with surrogateescape
        return f"⟦{code - 0xDC00:02X}⟧"
    return f"⟦U+{code:04X}⟧"


def visible(text: str) -> str:
    """The text with control, bidi and zero-width characters as marks; tabs and line ends stay."""
    return _HIDDEN.sub(_mark, text.replace("\r\n", "\n"))


def one_line(text: str, longest: int = 2_000) -> str:
    """As :func:`visible`, for a cell or a field: tabs and line ends are marks too; cut at ``longest``."""
    shown = text[: longest + 1]
    marked = _HIDDEN_OR_BREAK.sub(_mark, shown)
    return marked[:longest] + "…" if len(text) > longest or len(marked) > 4 * longest else marked


def break_lines(text: str) -> tuple[str, bool]:
    """The text with lines over :data:`LONGEST_LINE` broken for display, and whether any was."""
    broken, count = _LONG.subn(rf"\1{CONTINUED}\n", text)
    return broken, count > 0


def clip(text: str, limit: int) -> tuple[str, bool]:
    """The beginning of a text, by characters and by lines (a view pays for each), and whether it was cut."""
    most_lines = max(limit // 16, 64)
    end = len(text)
    end = min(end, limit)
    at = -1
    # Counting first is much cheaper than finding each line end, and nearly every text has few lines.
    if text.count("\n", 0, end) > most_lines:
        for _ in range(most_lines):
            at = text.find("\n", at + 1, end)
        end = at
    return (text, False) if end >= len(text) else (text[:end], True)


def cut_marks(text: str, limit: int) -> str:
    """The beginning of a marked text, ending before a mark that would be cut in two."""
    at = text.rfind("⟦", max(limit - 10, 0), limit)
    return text[: at if at >= 0 and "⟧" not in text[at:limit] else limit]


def has_marks(text: str) -> bool:
    """Whether a text that came holds what looks like one of our marks, so that marks cannot be told from it."""
    return _MARK.search(text) is not None


def original(marked: str) -> str:
    """What stood where the marks are; bytes that are no text keep theirs."""
    return _MARKS.sub(_unmark, marked)


def _unmark(match: re.Match[str]) -> str:
    if match[1]:
        code = int(match[1], 16)
        return match[0] if 0xD800 <= code <= 0xDFFF or code > 0x10FFFF else chr(code)
    if match[0].startswith(CONTINUED):
        return ""
    return "\x7f" if match[0] == "␡" else chr(ord(match[0]) - 0x2400)
