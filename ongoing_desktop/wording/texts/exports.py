"""Sentences: exports, imports and the support pack."""

from __future__ import annotations

from typing import Final

TEXTS: Final[dict[str, str]] = {
    "export-secret": "The export would contain a stored password or token: {places}. Nothing was written.",
    "export-secret-stays": "Even with masking, the file would contain a stored password or token: {places}. Nothing was written.",
    "export-mask": "Add --mask to replace it with [redacted].",
    "export-unread": "The keyring did not return {count} stored credentials, so the export could not be checked for them.",
    "export-unread-one": "The keyring did not return 1 stored credential, so the export could not be checked for it.",
    "export-cancelled": "The export was cancelled; no file was kept.",
    "export-single": "{format} can contain only one exchange; choose one, or another format. Nothing was written.",
    "anonymise-members": "Not documented, so their values are replaced as text: {members}. “history export --preview” shows examples.",
    "anonymise-unknown": "(not documented, treated as text)",
    "anonymise-previewed": "Nothing was written. Exchanges that were looked through: {count}.",
    "anonymise-previewed-one": "Nothing was written. One exchange was looked through.",
    "import-done": "Exchanges added, marked as imported: {count}.",
    "import-would": "Nothing was added. Exchanges in the file: {count}, from {first} to {last}.",
    "import-cancelled": "The import was cancelled; nothing was added.",
    "import-left-out": "Entries that were left out: {left_out}; imported with something doubtful: {doubtful}.",
    "import-more": "… and more that are not listed.",
    "import-empty": "The file contains no exchange.",
    "support-written": "{path} was written. Look through it before you pass it on.",
    "export-nothing": "No exchange matches, so nothing was written.",
}
