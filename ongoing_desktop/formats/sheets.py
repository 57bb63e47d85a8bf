"""The formats of the settings sheet. A new one is one file and one line. The window makes PDF, because it has fonts."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Final

from ongoing_desktop.domain.lazy_dataclasses import dataclass
from ongoing_desktop.formats.sheet_html import write_html
from ongoing_desktop.formats.sheet_markdown import write_markdown
from ongoing_desktop.formats.sheet_text import write_text
from ongoing_desktop.wording.settings_sheet import SheetDocument


@dataclass(frozen=True, slots=True)
class SheetFormat:
    """``key``: as in ``config sheet --format``."""

    key: str
    title: str
    suffix: str
    write: Callable[[SheetDocument], str]


SHEET_FORMATS: Final[Mapping[str, SheetFormat]] = MappingProxyType(
    {
        item.key: item
        for item in (
            SheetFormat("text", "Plain text", "txt", write_text),
            SheetFormat("markdown", "Markdown", "md", write_markdown),
            SheetFormat("html", "HTML", "html", write_html),
        )
    }
)
