"""Makes foreign text safe to display: invisible and direction-changing characters become marks (T12).

Marks are for display only: copying and saving give the original.
"""

from __future__ import annotations

import re
from typing import Final

LONGEST_LINE: Final = 4_000
"""Characters per displayed line. Qt needs 25 s to lay out a wrapped line of a million characters (measured)."""
CONTINUED: Final = "↩"
"""Marks a line that continues below."""

# Cc except tab and line feed, soft hyphen, Arabic letter mark, Mongolian marks, zero-width and bidi marks, line and
# paragraph separators, invisible operators, Hangul fillers, variation selectors, byte order mark, interlinear marks,
# surrogates, tags.
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
    if 0xDC80 <= code <= 0xDCFF:  # an invalid UTF-8 byte, decoded with surrogateescape
        return f"⟦{code - 0xDC00:02X}⟧"
    return f"⟦U+{code:04X}⟧"


def visible(text: str) -> str:
    """Replace control, bidi and zero-width characters with marks; tabs and line breaks stay."""
    return _HIDDEN.sub(_mark, text.replace("\r\n", "\n"))


def one_line(text: str, longest: int = 2_000) -> str:
    """Like :func:`visible`, for a cell or a field: also marks tabs and line breaks, and cuts at ``longest`` characters."""
    shown = text[: longest + 1]
    marked = _HIDDEN_OR_BREAK.sub(_mark, shown)
    return marked[:longest] + "…" if len(text) > longest or len(marked) > 4 * longest else marked


def break_lines(text: str) -> tuple[str, bool]:
    """Break lines over :data:`LONGEST_LINE`; returns the text and whether any was broken."""
    broken, count = _LONG.subn(rf"\1{CONTINUED}\n", text)
    return broken, count > 0


def clip(text: str, limit: int) -> tuple[str, bool]:
    """The beginning of a text, limited in characters and lines, and whether it was cut."""
    most_lines = max(limit // 16, 64)
    end = len(text)
    end = min(end, limit)
    at = -1
    # Counting is much cheaper than finding each line break, and nearly every text has few lines.
    if text.count("\n", 0, end) > most_lines:
        for _ in range(most_lines):
            at = text.find("\n", at + 1, end)
        end = at
    return (text, False) if end >= len(text) else (text[:end], True)


def cut_marks(text: str, limit: int) -> str:
    """The beginning of a marked text, without cutting a mark in two."""
    at = text.rfind("⟦", max(limit - 10, 0), limit)
    return text[: at if at >= 0 and "⟧" not in text[at:limit] else limit]


def has_marks(text: str) -> bool:
    """Whether an original text contains anything like our marks, which could then not be distinguished."""
    return _MARK.search(text) is not None


def original(marked: str) -> str:
    """Replace marks with the original characters. Marks of undecodable bytes stay."""
    return _MARKS.sub(_unmark, marked)


def _unmark(match: re.Match[str]) -> str:
    if match[1]:
        code = int(match[1], 16)
        return match[0] if 0xD800 <= code <= 0xDFFF or code > 0x10FFFF else chr(code)
    if match[0].startswith(CONTINUED):
        return ""
    return "\x7f" if match[0] == "␡" else chr(ord(match[0]) - 0x2400)
