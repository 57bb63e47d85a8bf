"""The export formats of the history. A new one is one file and one line here."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from ongoing_desktop.formats.base import Format
from ongoing_desktop.formats.csv_table import CSV
from ongoing_desktop.formats.curl import CURL
from ongoing_desktop.formats.har import HAR
from ongoing_desktop.formats.jsonl import JSONL
from ongoing_desktop.formats.raw import RAW
from ongoing_desktop.formats.report import REPORT

TABLE: Final = {item.key: item for item in (HAR, JSONL, CSV, CURL, REPORT, RAW)}
FORMATS: Final[Mapping[str, Format]] = MappingProxyType(TABLE)
"""By the key in ``history export --format``."""

__all__ = ["FORMATS", "Format"]
