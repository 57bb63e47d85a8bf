"""Sentences: two exchanges side by side."""

from __future__ import annotations

from typing import Final

TEXTS: Final[dict[str, str]] = {
    "compare-large": "A body is larger than 8 MB, so only whether both are the same was looked at.",
    "compare-not-json": "Not both bodies are JSON, so they were compared line by line.",
    "compare-shape": "The example's values are placeholders, so only names and kinds of values were compared.",
}
