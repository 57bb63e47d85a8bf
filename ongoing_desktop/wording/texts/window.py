"""Sentences: the window."""

from __future__ import annotations

from typing import Final

TEXTS: Final[dict[str, str]] = {
    "window-first-silent": "Another window uses the data folder {path} but did not respond, so this one was not opened.",
    "mirror-not-entered": "Not entered in Ongoing yet",
    "mirror-entered": "Entered in Ongoing on {at}",
    "mirror-changed-since": "Changed here since it was entered in Ongoing",
    "mirror-seen-live": "A request was received on {at}",
    "mirror-seen-local": "A request was received on {at}, from this computer",
    "mirror-short-not-entered": "Not entered in Ongoing",
    "mirror-short-entered": "Entered in Ongoing {on}",
    "mirror-short-changed-since": "Changed since it was entered",
    "mirror-short-seen-live": "Request {on}",
    "mirror-short-seen-local": "Local request {on}",
    "credential-none-needed": "No credential is needed.",
    "credential-stored": "Stored in {keyring} and can be read.",
    "keyring-unnamed": "this computer’s keyring",
    "credential-session": "Kept in memory until you quit.",
    "credential-missing": "No credential is stored; edit the webhook to enter one.",
    "credential-unreadable": "Not readable in {keyring}: {why} Until then tests are not sent and requests count as unverifiable.",
    "keyring-none": (
        "This computer has no usable keyring, so a password or token cannot be stored safely. "
        "You can keep it in memory until you quit."
    ),
    "keep-session-missing": "Tick “Keep until I quit”, or choose the authentication None: no keyring can be used.",
    "statuses-shape": "Write statuses as numbers separated by commas, and a change from one to another as 200 → 400.",
}
