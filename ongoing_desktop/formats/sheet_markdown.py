"""The settings sheet as Markdown.

Every foreign text is in a code span, so that it cannot become a link, table, tag or mention.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from ongoing_desktop.domain.lazy_dataclasses import replace
from ongoing_desktop.formats.sheet_text import entered_text, state_text
from ongoing_desktop.wording.settings_sheet import SheetDocument, SheetRow, check_sign, check_text

_PUNCTUATION: Final = re.compile(r"([!-/:-@\[-`{-~])")
_TICKS: Final = re.compile("`+")


def write_markdown(document: SheetDocument) -> str:
    """The whole sheet."""
    return "\n".join(_lines(document)) + "\n"


def code(text: str) -> str:
    """A code span that shows exactly this line."""
    if not text:
        return ""
    fence = "`" * (max((len(run) for run in _TICKS.findall(text)), default=0) + 1)
    # A parser strips one space on each side, and backticks at the ends would join the fence.
    pad = " " if text[0] in "` " or text[-1] in "` " else ""
    return f"{fence}{pad}{text}{pad}{fence}"


def escape(text: str) -> str:
    """Our own sentence, which may contain a foreign host, with everything escaped that Markdown could interpret."""
    return _PUNCTUATION.sub(r"\\\1", text)


def _lines(document: SheetDocument) -> Iterator[str]:
    words = document.words
    yield f"# {escape(words['title'])}"
    yield ""
    for label, text in document.facts:
        yield f"- **{escape(label)}:** {code(text)}"
    if document.warnings:
        yield ""
        yield f"## ⚠ {escape(words['warnings'])}"
        yield ""
        for warning in document.warnings:
            yield f"- {code(warning.name)}: {escape(warning.text)}"
    if document.removed:
        yield ""
        yield f"## {escape(words['removed'])}"
        yield ""
        for name in document.removed:
            yield f"- {code(name)}"
    for number, block in enumerate(document.blocks, 1):
        yield ""
        state = state_text(document, block)
        yield f"## {number}\\. {code(block.name)}" + (f" ({escape(state)})" if state else "")
        yield ""
        for row in block.rows:
            yield f"- **{escape(row.label)}:** {_value(document, row)}".rstrip()
        yield ""
        yield escape(entered_text(document, block))
    if document.checklist:
        yield ""
        yield f"## {escape(words['checklist'])}"
    for group in document.checklist:
        yield ""
        yield f"### {code(group.name)}"
        yield ""
        for check in group.checks:
            text = escape(check_text(replace(check, note=""), words))
            yield f"- {check_sign(check, words)} {text}" + (f": {code(check.note)}" if check.note else "")
    yield ""
    yield "---"
    for key in ("name", "date", "signature"):
        yield ""
        yield f"{escape(words[key])}: {escape('_' * 30)}"


def _value(document: SheetDocument, row: SheetRow) -> str:
    parts = ["⚠" if row.warning else "", code(row.text)]
    if row.note:
        parts.append(f"*{escape(row.note)}*")
    if row.old:
        parts.append(f"← {escape(document.words['was'])} {code(row.old)}")
    return " ".join(part for part in parts if part)
