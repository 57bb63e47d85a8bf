"""The settings sheet and other reports as PDF: A4, page numbers, a section on one page if it fits.

Only this module lays out rich text: on a document for paper, never in a widget, and only the sections of our own
renderers, in which all foreign text is escaped.
"""

from __future__ import annotations

from collections.abc import Callable
from html import escape
from typing import Final

from PySide6.QtCore import QBuffer, QByteArray, QEventLoop, QIODevice, QMarginsF, QRectF, QSizeF
from PySide6.QtGui import (
    QAbstractTextDocumentLayout,
    QFont,
    QPageLayout,
    QPageSize,
    QPainter,
    QPalette,
    QPdfWriter,
    QTextDocument,
    QTextOption,
)

from ongoing_desktop.domain.lazy_dataclasses import dataclass
from ongoing_desktop.formats.sheet_html import SHEET_STYLE, sheet_sections
from ongoing_desktop.wording.settings_sheet import SheetDocument

DPI: Final = 300
MARGINS_MM: Final = (16.0, 15.0, 16.0, 15.0)
FAMILIES: Final = ("Segoe UI", "Noto Sans", "DejaVu Sans", "Helvetica Neue", "Arial")
POINTS: Final = 10
FOOT: Final = 0.04
"""Share of the page's height for the page number."""
LONGEST_FOOT: Final = 60
"""Maximum characters of the system's name on each page."""
GAP: Final = 0.024
"""Share of the page's height between two sections."""


@dataclass(frozen=True, slots=True)
class _Piece:
    """A part of a section on a page, in device pixels: from ``top`` of the section, at ``y`` of the page."""

    section: QTextDocument
    top: float
    height: float
    y: float


@dataclass(frozen=True, slots=True)
class Paper:
    """A document for paper. ``page``: the text of a page number, with ``{page}`` and ``{pages}``."""

    title: str
    sections: tuple[str, ...]
    foot: str
    page: str
    style: str = SHEET_STYLE


def write_pdf(document: SheetDocument, stopped: Callable[[], bool] = lambda: False) -> bytes | None:
    """The sheet as a PDF file; None if ``stopped`` returned True. Blocking; not for the window's thread."""
    foot = f"{document.system[:LONGEST_FOOT]} · {document.date}"
    paper = Paper(document.words["title"], tuple(sheet_sections(document)), foot, document.words["page"])
    return write_paper(paper, stopped)


def write_paper(document: Paper, stopped: Callable[[], bool] = lambda: False) -> bytes | None:
    """A document as a PDF file; None if ``stopped`` returned True. Blocking; not for the window's thread."""
    # Long sections start timers, which need a dispatcher on the calling thread. It is never run.
    dispatcher = QEventLoop()
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setResolution(DPI)
    writer.setCreator("Ongoing Desktop")
    writer.setTitle(document.title)
    layout = QPageLayout(
        QPageSize(QPageSize.PageSizeId.A4),
        QPageLayout.Orientation.Portrait,
        QMarginsF(*MARGINS_MM),
        QPageLayout.Unit.Millimeter,
    )
    writer.setPageLayout(layout)
    width, height = float(writer.width()), float(writer.height())
    pages = _pages(document, writer, width, height * (1 - FOOT), height * GAP, stopped)
    if pages is None:
        return None
    painter = QPainter(writer)
    try:
        for number, pieces in enumerate(pages, 1):
            if stopped():
                return None
            if number > 1:
                writer.newPage()
            for piece in pieces:
                _draw(painter, piece, width)
            foot = f"{document.foot} · {document.page.format(page=number, pages=len(pages))}"
            _draw(painter, _foot(writer, foot, width, height), width)
    finally:
        painter.end()
        buffer.close()
        del dispatcher
    return bytes(data.data())


def _pages(
    document: Paper,
    writer: QPdfWriter,
    width: float,
    height: float,
    gap: float,
    stopped: Callable[[], bool],
) -> list[list[_Piece]] | None:
    pages: list[list[_Piece]] = [[]]
    y = 0.0
    for place, html in enumerate(document.sections, 1):
        if stopped():
            return None
        section = _laid_out(writer, html, width, document.style)
        tall = section.size().height()
        if tall <= height:
            if y + tall > height:
                y = _turn(pages, gap, height - tall if place == len(document.sections) else 0.0)
            pages[-1].append(_Piece(section, 0.0, tall, y))
            y += tall + gap
            continue
        # Longer than a page: Qt breaks it between lines.
        section.setPageSize(QSizeF(width, height))
        for page in range(section.pageCount()):
            if pages[-1]:
                pages.append([])
            pages[-1].append(_Piece(section, page * height, height, 0.0))
        y = height
    return pages


def _turn(pages: list[list[_Piece]], gap: float, room: float) -> float:
    """Start a page and return where to continue on it. The last section moves along if ``room`` permits.

    The signature lines at the end are therefore never alone on a page.
    """
    last = pages[-1][-1] if len(pages[-1]) > 1 else None
    if last is None or last.top > 0 or last.height + gap > room:
        pages.append([])
        return 0.0
    pages[-1].pop()
    pages.append([_Piece(last.section, 0.0, last.height, 0.0)])
    return last.height + gap


def _laid_out(writer: QPdfWriter, html: str, width: float, style: str = SHEET_STYLE) -> QTextDocument:
    made = QTextDocument()
    made.setUndoRedoEnabled(False)
    made.documentLayout().setPaintDevice(writer)
    font = QFont()
    font.setFamilies(list(FAMILIES))
    font.setPointSize(POINTS)
    # Without ligatures, because "fi" drawn as one glyph would be copied as one character and change an address.
    font.setFeature(QFont.Tag("liga"), 0)
    font.setFeature(QFont.Tag("clig"), 0)
    made.setDefaultFont(font)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    made.setDefaultTextOption(option)
    made.setDocumentMargin(0)
    made.setDefaultStyleSheet(style)
    made.setHtml(html)
    made.setTextWidth(width)
    return made


def _foot(writer: QPdfWriter, words: str, width: float, height: float) -> _Piece:
    section = _laid_out(writer, f'<p class="label" align="right">{escape(words)}</p>', width)
    tall = section.size().height()
    return _Piece(section, 0.0, tall, height - tall)


def _draw(painter: QPainter, piece: _Piece, width: float) -> None:
    painter.save()
    painter.translate(0, piece.y - piece.top)
    clip = QRectF(0, piece.top, width, piece.height)
    painter.setClipRect(clip)
    context = QAbstractTextDocumentLayout.PaintContext()
    context.clip = clip
    # Paper is white whatever the window's colours are.
    context.palette = QPalette()
    context.palette.setColor(QPalette.ColorRole.Text, "#16202a")
    piece.section.documentLayout().draw(painter, context)
    painter.restore()
