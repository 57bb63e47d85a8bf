"""Sentences about the use of the command line."""

from __future__ import annotations

from typing import Final

TEXTS: Final[dict[str, str]] = {
    "usage-type": "There is no webhook type “{type}”; there are {known}.",
    "usage-no-display": "There is no display to open the window on. Without one use the commands, such as "
    "“ongoing-desktop listen” and “ongoing-desktop history list”; “ongoing-desktop --help” lists them.",
    "usage-qt-libraries": "Qt cannot be loaded: {what}. On Debian and Ubuntu run: sudo apt-get install -y "
    "--no-install-recommends libgl1 libegl1 libfontconfig1 libxkbcommon0 libdbus-1-3 libglib2.0-0 libxcb-cursor0 "
    "libxcb-icccm4 libxcb-keysyms1 libxcb-shape0 libxcb-xkb1 libxkbcommon-x11-0 fonts-dejavu-core",
    "usage-needs-yes": "{host} is not this computer; the request {carries}reaches a real receiver. Add --yes if that is meant. Nothing was sent.",
    "usage-display-silent": "No window can be opened: the display {display} does not answer. Without one use the commands, "
    "such as “ongoing-desktop listen” and “ongoing-desktop history list”; “ongoing-desktop --help” lists them.",
    "usage-interrupted": "Interrupted.",
    "usage-waited": "Of {wanted} matching exchanges {found} came within {seconds} s.",
    "usage-bug": "Something went wrong that should not have. The details are in the log: {log}",
    "usage-imported": "Webhooks added: {added}, replaced: {replaced}, the same already: {unchanged}.",
    "usage-would-import": "Nothing was changed. Webhooks that would be added: {added}, replaced: {replaced}, the same already: {unchanged}.",
    "usage-imported-rules": "Reply rules added: {added}, replaced: {replaced}, the same already: {unchanged}; new ones are off.",
    "usage-would-import-rules": "Reply rules that would be added: {added}, replaced: {replaced}, the same already: {unchanged}; new ones are off.",
    "usage-no-rotation": "No old credential is accepted for “{name}”, so there is no rotation to end.",
    "usage-credential-missing": "No credential is stored here for “{name}”; use “credentials set”.",
    "usage-handles": "This program may not open any more files (ulimit -n). Raise that limit and try again.",
    "usage-no-names": "Name at least one header (--header NAME) or parameter (--parameter NAME).",
    "usage-names": "{option}: {what} Nothing was changed.",
    "usage-output": "{path} cannot be written: {why}.",
    "usage-payload-coding": "{path} is {coding}{mark}. JSON is exchanged as plain UTF-8, so it is sent as that.",
    "usage-payload-bytes": "{path} is not valid {coding} text (at byte {byte}). Its bytes are sent as they are.",
    "usage-secret-text": "What came on standard input is not UTF-8 text.",
    "usage-no-credential": "The webhook “{name}” uses no authentication, so it has no credential.",
    "usage-no-system": "There is no system “{name}”.",
    "usage-not-in-system": "The webhook “{name}” is not one of the system “{system}”.",
    "usage-no-exchange": "There is no exchange {id} in the history.",
    "usage-several": "The name “{name}” fits several webhooks; use one of these ids: {ids}.",
    "usage-no-webhook": "There is no webhook with the id or name “{name}”.",
    "usage-credentials-line": 'Line {line} of the credentials is not {{"webhook": …, "username": …, "secret": …}} as JSON.',
}
