"""Sentences: window."""

from __future__ import annotations

from typing import Final

TEXTS: Final[dict[str, str]] = {
    "mirror-not-entered": "Not entered in Ongoing yet",
    "mirror-entered": "Entered in Ongoing on {at}",
    "mirror-changed-since": "Changed here since it was entered in Ongoing",
    "mirror-seen-live": "Seen live on {at}",
    "credential-none-needed": "No credential is needed.",
    "credential-stored": "Stored in {keyring}; readable.",
    "keyring-unnamed": "this computer’s keyring",
    "credential-session": "Kept in memory until you quit.",
    "credential-missing": "No credential is stored; edit the webhook to enter it.",
    "credential-unreadable": "Not readable in {keyring}: {why} Until then tests are refused and requests count as unverifiable.",
    "keyring-none": (
        "This computer has no usable keyring, so a password or token cannot be stored safely. "
        "You can keep it in memory until you quit."
    ),
    "keep-session-missing": "Tick “Keep until I quit”, or choose the authentication None: no keyring can be used.",
    "statuses-shape": "Write statuses as numbers, separated by commas; a change from one to another as 200 → 400.",
    "undo-delete-webhook": "The webhook is back, with its credential.",
    "undo-begin-rotation": "The rotation is undone: only the earlier credential is in use and accepted.",
    "undo-end-rotation": "The old credential is accepted again.",
    "undo-teach": "What the capture taught is forgotten.",
    "undo-duplicate-webhook": "The copies are gone again.",
    "undo-other": "Undone.",
    "undo-save-webhook": "Undone: the webhook is as it was before it was saved.",
    "undo-enable-webhook": "Undone: enabled as before.",
    "undo-disable-webhook": "Undone: enabled as before.",
    "undo-mark-entered": "Undone: the tick is as before.",
    "undo-import-config": "Undone: the settings are as they were before the import.",
    "undo-add-demo": "Undone: the demo system is gone.",
    "undo-remove-demo": "The demo system is back.",
    "undo-add-system": "Undone: the system is gone.",
    "undo-save-system": "Undone: the system is as it was before it was saved.",
    "undo-remove-system": "The system is back, with its webhooks.",
    "undo-add-goods-owner": "Undone: the goods owner is gone.",
    "undo-copy-across": "Undone: what was copied is gone.",
    "undo-restore": "Undone: the settings are as they were before the earlier state was restored.",
    "undo-restore-webhook": "Undone: the webhook is as it was before it was restored.",
    "redo-other": "Done again: {what}.",
    "taken-partly": "Not everything: {what}",
    "taken-nothing": "Nothing could be put back: {what}",
}
