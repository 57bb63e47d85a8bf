"""The settings sheet as one HTML file with its own style, without scripts or external resources, all text escaped.

The PDF uses the same :func:`sheet_sections`, which are therefore limited to the HTML 4 and CSS that Qt's rich text supports.
"""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from typing import Final

from ongoing_desktop.domain.go_live import CheckGroup
from ongoing_desktop.formats.sheet_text import entered_text, state_text
from ongoing_desktop.wording.settings_sheet import (
    SheetBlock,
    SheetDocument,
    SheetRow,
    check_sign,
    check_text,
    check_title,
)

SHEET_STYLE: Final = """
h1 { font-size: 17pt; margin-top: 0px; margin-bottom: 12px; }
h2 { font-size: 12pt; margin-top: 0px; margin-bottom: 6px; }
p { margin-top: 0px; margin-bottom: 3px; }
table { margin-top: 8px; }
td { padding: 3px 6px 3px 6px; vertical-align: top; }
.label { color: #4a5560; }
.note { color: #4a5560; font-style: italic; }
.old { color: #8a3b00; }
.warn { color: #9b1c1c; font-weight: bold; }
.state { color: #8a3b00; font-size: 10pt; font-weight: normal; }
.box { background-color: #fdecea; padding: 8px 10px 8px 10px; }
.removed { background-color: #fff4e0; padding: 8px 10px 8px 10px; }
.entered { margin-top: 6px; }
"""
"""Qt's rich text supports only lengths in px and margins set one by one."""
_PAGE: Final = """
body { font: 10.5pt/1.45 "Segoe UI", "Noto Sans", "DejaVu Sans", sans-serif; color: #16202a; background: #fff;
  max-width: 190mm; margin: 12mm auto; padding: 0 10mm; }
table { border-collapse: collapse; width: 100%; }
td { overflow-wrap: anywhere; }
section { margin: 0 0 7mm 0; break-inside: avoid; }
.rows td { border-bottom: 1px solid #d5dbe1; }
@media print { body { margin: 0; max-width: none; } }
"""


def write_html(document: SheetDocument) -> str:
    """The sheet as a complete document."""
    body = "\n".join(f"<section>{section}</section>" for section in sheet_sections(document))
    title = escape(document.words["title"])
    return (
        f'<!DOCTYPE html>\n<html lang="{escape(document.language)}">\n<head>\n<meta charset="utf-8">\n'
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n"
        f"<title>{title}</title>\n<style>{SHEET_STYLE}{_PAGE}</style>\n</head>\n<body>\n{body}\n</body>\n</html>\n"
    )


def sheet_sections(document: SheetDocument) -> Iterator[str]:
    """Head, one section per webhook, and the signature: each is kept on one page if it fits."""
    yield _head(document)
    for number, block in enumerate(document.blocks, 1):
        yield _block(document, number, block)
    for number, group in enumerate(document.checklist):
        yield _checks(document, group, first=not number)
    yield _sign(document)


def _head(document: SheetDocument) -> str:
    words = document.words
    parts = [f"<h1>{escape(words['title'])}</h1>", '<table width="100%" cellspacing="0" cellpadding="3">']
    parts += [
        f'<tr><td width="24%" class="label">{escape(label)}</td><td>{escape(text)}</td></tr>'
        for label, text in document.facts
    ]
    parts.append("</table>")
    if document.warnings:
        lines = "".join(f"<p><b>{escape(item.name)}:</b> {escape(item.text)}</p>" for item in document.warnings)
        parts.append(_box("box", f'<p class="warn">⚠ {escape(words["warnings"])}</p>{lines}'))
    if document.removed:
        lines = "".join(f"<p>– {escape(name)}</p>" for name in document.removed)
        parts.append(_box("removed", f"<p><b>{escape(words['removed'])}</b></p>{lines}"))
    return "".join(parts)


def _box(name: str, inner: str) -> str:
    return (
        f'<p></p><table width="100%" cellspacing="0" cellpadding="3"><tr><td class="{name}">{inner}</td></tr></table>'
    )


def _block(document: SheetDocument, number: int, block: SheetBlock) -> str:
    state = state_text(document, block)
    shown = f' <span class="state">({escape(state)})</span>' if state else ""
    rows = "".join(
        f'<tr><td width="24%" class="label">{escape(row.label)}</td><td>{_value(document, row)}</td></tr>'
        for row in block.rows
    )
    return (
        f"<h2>{number}. {escape(block.name)}{shown}</h2>"
        f'<table class="rows" width="100%" cellspacing="0" cellpadding="3">{rows}</table>'
        f'<p class="entered"><b>{escape(entered_text(document, block))}</b></p>'
    )


def _checks(document: SheetDocument, group: CheckGroup, *, first: bool) -> str:
    words = document.words
    head = f"<h1>{escape(words['checklist'])}</h1>" if first else ""
    rows = "".join(
        f'<tr><td width="4%" class="{"warn" if check.state == "no" else ""}">{escape(check_sign(check, words))}</td>'
        f"<td>{escape(check_text(check, words))}</td></tr>"
        for check in group.checks
    )
    table = f'<table class="rows" width="100%" cellspacing="0" cellpadding="3">{rows}</table>'
    return f"{head}<h2>{escape(check_title(group, words))}</h2>{table}"


def _value(document: SheetDocument, row: SheetRow) -> str:
    parts = [f"<b>{escape(row.text)}</b>"] if row.text else []
    if row.note:
        sign = "⚠ " if row.warning else ""
        parts.append(f'<span class="{"warn" if row.warning else "note"}">{sign}{escape(row.note)}</span>')
    if row.old:
        parts.append(f'<span class="old">← {escape(document.words["was"])} {escape(row.old)}</span>')
    return " ".join(parts)


def _sign(document: SheetDocument) -> str:
    cells = "".join(
        f'<td width="33%"><p></p><p>______________________</p><p class="label">{escape(document.words[key])}</p></td>'
        for key in ("name", "date", "signature")
    )
    return f'<table width="100%" cellspacing="0" cellpadding="3"><tr>{cells}</tr></table>'
