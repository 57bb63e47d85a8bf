"""The parts that SVG pictures have in common: frame, fonts, texts and colours, which are the same on every machine. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import Final

SVG_COLOURS: Final = {
    "text": "#17202B",
    "muted": "#5A6675",
    "line": "#DDE2E9",
    "accent": "#0B6E8F",
    "good": "#1B7A43",
    "bad": "#B3261E",
    "warn": "#8A5A00",
}
"""By tone."""
_FONTS: Final = "Noto Sans, Segoe UI, Helvetica, Arial, sans-serif"
HEADING: Final = 'font-size="18" font-weight="600"'
BOLD: Final = 'font-weight="600"'


def picture(width: int, height: int, font_size: int, parts: Sequence[str]) -> bytes:
    """The parts on a white ground, UTF-8. Sizes in pixels."""
    box = f'width="{width}" height="{height}" viewBox="0 0 {width} {height}"'
    head = f'<svg xmlns="http://www.w3.org/2000/svg" {box} font-family="{_FONTS}" font-size="{font_size}">'
    ground = f'<rect width="{width}" height="{height}" fill="#FFFFFF"/>'
    return "\n".join((head, ground, *parts, "</svg>\n")).encode("utf-8", "replace")


def text_at(x: int, y: int, text: str, tone: str, attributes: str = "") -> str:
    """A text that begins at a point, unless ``attributes`` say otherwise."""
    more = f" {attributes}" if attributes else ""
    return f'<text x="{x}" y="{y}" fill="{SVG_COLOURS[tone]}"{more}>{escape(text, quote=False)}</text>'
