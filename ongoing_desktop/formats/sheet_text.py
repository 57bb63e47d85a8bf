"""The settings sheet as plain text: labels and values in two columns.

Lines have at most 96 characters unless a word is longer, because a broken address could not be copied.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from typing import Final

from ongoing_desktop.wording.settings_sheet import (
    SheetBlock,
    SheetDocument,
    SheetRow,
    check_sign,
    check_text,
    check_title,
)

WIDTH: Final = 96
_LINE: Final = "_" * 30


def write_text(document: SheetDocument) -> str:
    """The whole sheet."""
    return "\n".join(_lines(document)) + "\n"


def value_text(document: SheetDocument, row: SheetRow) -> str:
    """The text after a label: the value, the remark, and the earlier value."""
    note = f"({row.note})" if row.text and row.note else row.note
    mark = "! " if row.warning else ""
    was = f"[{document.words['was']}: {row.old}]" if row.old else ""
    return " ".join(part for part in (mark + row.text if row.text else mark.strip(), note, was) if part)


def state_text(document: SheetDocument, block: SheetBlock) -> str:
    """How the block differs from the last sheet; empty without a last sheet."""
    return document.words[f"state-{block.state}"] if block.state else ""


def entered_text(document: SheetDocument, block: SheetBlock) -> str:
    """The box to tick."""
    words = document.words
    if block.entered:
        return f"☑ {words['entered']} ({words['entered-at']} {block.entered})"
    return f"☐ {words['entered']}"


def _lines(document: SheetDocument) -> Iterator[str]:
    words = document.words
    yield from _wrap(words["title"])
    yield "=" * len(words["title"])
    yield ""
    width = max(len(label) for label, _ in document.facts) + 2
    for label, text in document.facts:
        yield from _pair(label, text, width)
    if document.warnings:
        yield ""
        yield from _wrap(f"!!! {words['warnings']}")
        for warning in document.warnings:
            yield from _wrap(f"{warning.name}: {warning.text}", "  ! ", "    ")
    if document.removed:
        yield ""
        yield from _wrap(words["removed"])
        for name in document.removed:
            yield from _wrap(name, "  - ", "    ")
    for number, block in enumerate(document.blocks, 1):
        yield ""
        yield "-" * WIDTH
        state = state_text(document, block)
        yield from _wrap(f"{number}. {block.name}" + (f" ({state})" if state else ""), "", "   ")
        yield ""
        width = max(len(row.label) for row in block.rows) + 2
        for row in block.rows:
            yield from _pair(row.label, value_text(document, row), width)
        yield ""
        yield f"  {entered_text(document, block)}"
    if document.checklist:
        yield ""
        yield "-" * WIDTH
        yield from _wrap(words["checklist"])
    for group in document.checklist:
        yield ""
        yield from _wrap(check_title(group, words), "  ", "  ")
        for check in group.checks:
            yield from _wrap(f"{check_sign(check, words)} {check_text(check, words)}", "    ", "      ")
    yield ""
    yield "-" * WIDTH
    width = max(len(words[key]) for key in ("name", "date", "signature")) + 2
    for key in ("name", "date", "signature"):
        yield ""
        yield from _pair(words[key], _LINE, width)


def _pair(label: str, text: str, width: int) -> list[str]:
    return _wrap(text, "  " + label.ljust(width), " " * (width + 2))


def _wrap(text: str, first: str = "", rest: str = "") -> list[str]:
    if len(first) + len(text) <= WIDTH:
        return [(first + text).rstrip()]
    return textwrap.wrap(
        text,
        WIDTH,
        initial_indent=first,
        subsequent_indent=rest,
        break_on_hyphens=False,
        break_long_words=False,
        expand_tabs=False,
        replace_whitespace=False,
    )
