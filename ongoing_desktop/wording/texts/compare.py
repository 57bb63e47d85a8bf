"""Sentences: comparing two exchanges."""

from __future__ import annotations

from typing import Final

TEXTS: Final[dict[str, str]] = {
    "compare-counted": "Differences: {different}; ignored: {ignored}.",
    "compare-large": "A body is larger than 8 MB, so the bodies were only compared as a whole.",
    "compare-not-json": "The bodies are not both JSON, so they were compared line by line.",
    "compare-shape": "The example contains placeholder values, so only field names and types were compared.",
}
