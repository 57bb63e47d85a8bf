"""Exchanges as cURL commands for a POSIX shell, safe to paste (T16).

Every foreign text is quoted by :func:`shlex.quote` and placed where it cannot be an option: after ``-X``, ``-H``,
``--url`` or ``--data-raw``. Text that a shell cannot represent is passed as base64. Credentials are shell variables.
"""

from __future__ import annotations

import base64
import re
import shlex
from collections.abc import Iterable, Iterator
from typing import Final

from ongoing_desktop.auth import credential_headers, userinfo_scheme
from ongoing_desktop.domain.exchange import Exchange
from ongoing_desktop.domain.redaction import REDACTED_VALUE
from ongoing_desktop.formats.base import HIDDEN_USER, HistoryFormat, body_text, other_scheme, url_of
from ongoing_desktop.wording.times import export_time

LONGEST_ARGUMENT: Final = 100_000
"""Bytes. Linux allows 131,071 for one argument."""
_OWN: Final = frozenset(
    {
        "host",
        "content-length",
        "connection",
        "transfer-encoding",
        "expect",
        "keep-alive",
        "proxy-connection",
        "te",
        "upgrade",
    }
)
"""Headers that cURL derives from the address and the way of sending."""
_USUAL: Final = ("accept", "user-agent", "content-type")
"""Headers that cURL would add."""
_TOKEN: Final = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+")
_CONTROLS: Final = re.compile(r"[\x00-\x08\x0a-\x1f\x7f]")
_ENCODED_QUERY: Final = re.compile(r"([^?&;=#]*)=%5Bredacted-[0-9a-f]{8}%5D")
_UNPASTABLE: Final = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")
"""Characters that would control a terminal when pasted, or that no argument can contain."""
_VARIABLE: Final = re.compile(r"[^A-Z0-9]+")


def write_curl(exchanges: Iterable[Exchange]) -> Iterator[bytes]:
    """A comment and a command for each exchange."""
    yield b"# For a POSIX shell. Credentials are not in it: set WEBHOOK_TOKEN, WEBHOOK_USER and the like\n# first where a command names them.\n"
    for exchange in exchanges:
        yield b"\n" + curl_command(exchange)


def curl_command(exchange: Exchange) -> bytes:
    """One request as a command after a comment that describes it; ends with a line break."""
    row = exchange.row
    comment = f"# {row.id}, {export_time(row.at)}\n".encode("ascii")
    if not _TOKEN.fullmatch(row.method) or (row.direction != "in" and other_scheme(row.target)):
        return comment + b"# It was no HTTP request, so cURL cannot send it.\n"
    words = ["curl --globoff --path-as-is"]
    words.append("--head" if row.method == "HEAD" else f"-X {shlex.quote(row.method)}")
    url, user = _url(exchange)
    headers, user_too, left_out = _headers(exchange)
    words += headers
    if user or user_too:
        words.append('-u "$WEBHOOK_USER:$WEBHOOK_PASSWORD"')
    words.append(f"--url {url}")
    # Each character of a header is one byte.
    command = " \\\n  ".join(words).encode("latin-1", "replace")
    note = f"# {left_out} header(s) that no HTTP client may send are left out.\n".encode("ascii") if left_out else b""
    return comment + note + _with_body(command, exchange.request.body) + b"\n"


def _with_body(command: bytes, body: bytes) -> bytes:
    if not body:
        return command
    text = body_text(body)
    if text is None or _UNPASTABLE.search(text) or len(body) > LONGEST_ARGUMENT:
        # On one line, so that the search for secrets finds what it contains. Base64 has no underscore, so it cannot end
        # the text.
        coded = base64.b64encode(body)
        return b"base64 -d <<'END_OF_BODY' | " + command + b" \\\n  --data-binary @-\n" + coded + b"\nEND_OF_BODY"
    # A leading @ would name a file.
    option = b"--data-raw " if text.startswith("@") else b"--data-binary "
    return command + b" \\\n  " + option + shlex.quote(text).encode("utf-8")


def _url(exchange: Exchange) -> tuple[str, bool]:
    url = url_of(exchange)
    hidden = f"://{HIDDEN_USER}"
    # Text, name, text, name, …, text.
    pieces = _ENCODED_QUERY.split(url.replace(hidden, "://", 1))
    words = []
    for text, name in zip(pieces[::2], (*pieces[1::2], None), strict=True):
        if name is None:
            words.append(shlex.quote(text) if text else "")
        else:
            words.append(f'{shlex.quote(f"{text}{name}=")}"$WEBHOOK_QUERY_{_upper(name)}"')
    return "".join(words), hidden in url


def _headers(exchange: Exchange) -> tuple[list[str], bool, int]:
    words: list[str] = []
    user, left_out = False, 0
    for name, value in exchange.request.headers:
        if name.lower() in _OWN:
            continue
        if not _TOKEN.fullmatch(name) or _CONTROLS.search(value):
            left_out += 1
            continue
        if not (redacted := REDACTED_VALUE.fullmatch(value)):
            # An empty value is written with a semicolon, because with a colon cURL would omit the header.
            words.append(f"-H {shlex.quote(f'{name}: {value}' if value.strip() else f'{name};')}")
        elif userinfo_scheme().credential_in(name, redacted.group(1) or "") is not None:
            user = True
        else:
            start = shlex.quote(f"{name}: {redacted.group(1) or ''}")
            words.append(f'-H {start}"${_variable(name)}"')
    given = {name.lower() for name, _ in exchange.request.headers}
    words.extend(f"-H '{name.title()}:'" for name in _USUAL if name not in given)
    return words, user, left_out


def _variable(name: str) -> str:
    if name.lower() in credential_headers():
        return "WEBHOOK_TOKEN"
    return f"WEBHOOK_HEADER_{_upper(name)}"


def _upper(name: str) -> str:
    return _VARIABLE.sub("_", name.upper()).strip("_") or "SECRET"


CURL: Final = HistoryFormat(
    "curl",
    "cURL commands",
    ".sh",
    "For a POSIX shell (Linux, macOS, Git Bash, WSL). Credentials are placeholders: $WEBHOOK_TOKEN, "
    "$WEBHOOK_USER and $WEBHOOK_PASSWORD. Look through the commands before you run them: each one sends a "
    "request again.",
    write_curl,
)
