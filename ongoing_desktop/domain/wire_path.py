"""Paths and queries as in a request line: spaces and non-ASCII characters percent-encoded, nothing else."""

from __future__ import annotations

from typing import Final
from urllib.parse import quote, urlsplit

_KEPT: Final = "".join(chr(code) for code in range(0x21, 0x7F))


def path_of(target: str) -> str:
    """The path of a URL or request target as sent, without query and fragment."""
    if target.startswith("/"):
        path = target
    else:
        try:
            path = urlsplit(target).path
        except ValueError:
            path = ""
    path = path.partition("?")[0].partition("#")[0]
    path = path or "/"
    # Nearly all texts need no quoting, and quoting takes ten times as long as checking.
    return path if path.isascii() and path.isprintable() and " " not in path else quote(path, safe=_KEPT)


def query_of(url: str) -> str:
    """The query of a URL as sent."""
    try:
        return quote(urlsplit(url).query, safe=_KEPT)
    except ValueError:
        return ""


def path_matches(pattern: str, path: str) -> bool:
    """Whether a path fits a condition: empty for all, a path, or the beginning of one and ``*``."""
    return path.startswith(pattern[:-1]) if pattern.endswith("*") else pattern in ("", path)
