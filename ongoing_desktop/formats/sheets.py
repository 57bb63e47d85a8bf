"""The forms of the settings sheet. A new one is one file and one line. The window makes PDF, because it has fonts."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Final

from ongoing_desktop.formats.sheet_html import write_html
from ongoing_desktop.formats.sheet_markdown import write_markdown
from ongoing_desktop.formats.sheet_text import write_text
from ongoing_desktop.wording.settings_sheet import SheetDocument

SHEET_FORMATS: Final[Mapping[str, Callable[[SheetDocument], str]]] = MappingProxyType(
    {"text": write_text, "markdown": write_markdown, "html": write_html}
)
"""By the key in ``config sheet --format``."""
