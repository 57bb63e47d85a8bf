"""Sentences: use of the command line."""

from __future__ import annotations

from typing import Final

TEXTS: Final[dict[str, str]] = {
    "usage-tunnel-checking": "Public address: {address}",
    "usage-tunnel-live": "Requests come through {address}.",
    "usage-tunnel-dead": "No requests come through {address}. {why}",
    "usage-tunnel-restarting": "The tunnel will be started again. {why}",
    "usage-tunnel-failed": "The tunnel has ended; the listener goes on. {why}",
    "usage-type": "Unknown webhook type “{type}”; use {known}.",
    "mcp-missing": "The Python package “mcp” is not installed. Install it with: pip install 'ongoing-desktop[mcp]'",
    "mcp-confirm": "Sending to {host} needs a person’s agreement: send a test to it in the window first. For production nothing is sent from here.",
    "usage-proof-answer": "“{given}” is not an answer; use PROBE=yes or PROBE=no with one of these probes: {known}.",
    "usage-no-receiver": "There is no receiver in {language} for the authentication of “{name}”.",
    "usage-no-display": "The window cannot be opened: no display was found. Use the commands instead, such as “ongoing-desktop listen” and “ongoing-desktop history list”; “ongoing-desktop --help” lists them.",
    "usage-qt-libraries": "Qt cannot be loaded: {what}. On Debian and Ubuntu run: sudo apt-get install -y "
    "--no-install-recommends libgl1 libegl1 libfontconfig1 libxkbcommon0 libdbus-1-3 libglib2.0-0 libxcb-cursor0 "
    "libxcb-icccm4 libxcb-keysyms1 libxcb-shape0 libxcb-xkb1 libxkbcommon-x11-0 fonts-dejavu-core",
    "usage-needs-yes": "{host} is not this computer; the request {carries}would reach a real receiver. Add --yes to send it. Nothing was sent.",
    "usage-display-silent": "The window cannot be opened: the display {display} does not respond. Use the commands instead, such as “ongoing-desktop listen” and “ongoing-desktop history list”; “ongoing-desktop --help” lists them.",
    "usage-interrupted": "Interrupted.",
    "usage-waited": "Found {found} of {wanted} matching exchanges within {seconds} s.",
    "usage-bug": "Something went wrong because of an error in this program. Details are in the log: {log}",
    "usage-imported": "Webhooks: {added} added, {replaced} replaced, {unchanged} unchanged.",
    "usage-would-import": "Nothing was changed. Webhooks: {added} would be added, {replaced} replaced, {unchanged} unchanged.",
    "usage-imported-rules": "Reply rules: {added} added, {replaced} replaced, {unchanged} unchanged; new ones are off.",
    "usage-would-import-rules": "Reply rules: {added} would be added, {replaced} replaced, {unchanged} unchanged; new ones would be off.",
    "usage-no-rotation": "“{name}” has no old credential that is still accepted, so there is no rotation to end.",
    "usage-credential-missing": "No credential is stored for “{name}”; use “credentials set”.",
    "usage-no-names": "Give at least one header (--header NAME) or parameter (--parameter NAME).",
    "usage-names": "{option}: {what} Nothing was changed.",
    "usage-output": "{path} cannot be written: {why}.",
    "usage-payload-coding": "{path} is {coding}{mark}. JSON is exchanged as plain UTF-8, so it is sent as UTF-8.",
    "usage-not-text": "{path} is not valid {coding} text (at byte {byte}).",
    "usage-simulator-remove": "Give the path of at least one document, or --events.",
    "usage-payload-bytes": "{path} is not valid {coding} text (at byte {byte}). Its bytes are sent unchanged.",
    "usage-secret-text": "Standard input is not UTF-8 text.",
    "usage-no-credential": "The webhook “{name}” uses no authentication, so it has no credential.",
    "usage-no-system": "There is no system named “{name}”.",
    "usage-not-in-system": "The webhook “{name}” does not belong to the system “{system}”.",
    "usage-desktop": "This command is for Linux desktops; on this system, use the installer.",
    "usage-not-installed": "Nothing was installed for this user.",
    "usage-no-match": "No exchange matches the filter.",
    "usage-no-exchange": "The history has no exchange {id}.",
    "usage-several": "Several webhooks are named “{name}”; use one of their ids: {ids}.",
    "usage-no-webhook": "There is no webhook with the id or name “{name}”.",
    "usage-credentials-env": "The environment variable {name} is not set.",
    "usage-credentials-line": 'Line {line} of the credentials is not {{"webhook": …, "username": …, "secret": …}} as JSON.',
}
