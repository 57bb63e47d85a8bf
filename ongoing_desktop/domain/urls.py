"""Parts of URLs: host, port, and path and query as in a request line."""

from __future__ import annotations

from typing import Final
from urllib.parse import SplitResult, quote, urlsplit

DEFAULT_PORTS: Final = {"http": 80, "https": 443}
_KEPT: Final = "".join(chr(code) for code in range(0x21, 0x7F))


def hostname_of(url: str) -> str:
    """The lower-case host of a URL without port and brackets; empty for no URL."""
    try:
        return urlsplit(url).hostname or ""
    except ValueError:
        return ""


def host_of(url: str) -> str:
    """The host, with its port unless that is the default, as displayed and stored; empty for no URL."""
    try:
        parts = urlsplit(url)
        host, port = (parts.hostname or "").rstrip("."), parts.port
    except ValueError:
        return ""
    host = f"[{host}]" if ":" in host else host
    return f"{host}:{port}" if port and port != DEFAULT_PORTS.get(parts.scheme) else host


def port_of(parts: SplitResult) -> int:
    """The port, or else the default; 0 for another scheme. Raises ValueError."""
    return parts.port or DEFAULT_PORTS.get(parts.scheme, 0)


def path_of(target: str) -> str:
    """The path of a URL or request target as sent: with spaces and non-ASCII characters percent-encoded, nothing else.

    Query and fragment are left out.
    """
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
