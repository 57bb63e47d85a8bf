"""Sentences about exports, imports and the support pack."""

from __future__ import annotations

from typing import Final

TEXTS: Final[dict[str, str]] = {
    "export-secret": "A stored password or token stands in what was to be written: {places}. Nothing was written.",
    "export-secret-stays": "A stored password or token would stand in the file even after masking: {places}. Nothing was written.",
    "export-mask": "Add --mask to write it with [redacted] in its place.",
    "export-unread": "The keyring did not give {count} stored credentials, so the export was not searched for them.",
    "export-cancelled": "The export was cancelled; no file is left.",
    "export-single": "{format} holds one exchange only; choose one, or another format. Nothing was written.",
    "import-done": "Exchanges added, marked as imported: {count}.",
    "import-would": "Nothing was added. Exchanges in the file: {count}, from {first} to {last}.",
    "import-cancelled": "The import was cancelled; nothing was added.",
    "import-left-out": "Entries that were left out: {left_out}; imported with something doubtful: {doubtful}.",
    "import-more": "… and more that are not listed.",
    "import-empty": "The file holds no exchange.",
    "support-written": "{path} was written. Look through it before you pass it on.",
    "export-nothing": "There is no such exchange, so nothing was written.",
}
