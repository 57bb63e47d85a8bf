"""Paths and queries as they stand in a request line: blanks and what is outside ASCII percent-encoded, nothing else."""

from __future__ import annotations

from typing import Final
from urllib.parse import quote, urlsplit

_KEPT: Final = "".join(chr(code) for code in range(0x21, 0x7F))


def path_of(target: str) -> str:
    """The path of a URL or request target as it stands on the wire, without query and fragment."""
    if target.startswith("/"):
        path = target
    else:
        try:
            path = urlsplit(target).path
        except ValueError:
            path = ""
    path = path.partition("?")[0].partition("#")[0]
    path = path or "/"
    # Nearly all are, and quoting takes ten times as long as looking.
    return path if path.isascii() and path.isprintable() and " " not in path else quote(path, safe=_KEPT)


def query_of(url: str) -> str:
    """The query of a URL as it stands on the wire."""
    try:
        return quote(urlsplit(url).query, safe=_KEPT)
    except ValueError:
        return ""
