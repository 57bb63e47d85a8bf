"""The interfaces of file formats, and what those of the history share. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Final, Generic, NamedTuple, TypeVar
from urllib.parse import quote

from ongoing_desktop.domain.exchange import Exchange, header
from ongoing_desktop.domain.lazy_dataclasses import dataclass

T = TypeVar("T")
W = TypeVar("W")
Write = Callable[[Iterable[Exchange]], Iterator[bytes]]
_HOST: Final = re.compile(r"[A-Za-z0-9.-]{1,255}(:[0-9]{1,5})?|\[[0-9A-Fa-f:.]{2,45}\](:[0-9]{1,5})?")
_PARTS: Final = re.compile(r"(https?://[^/?#]*)(.*)", re.IGNORECASE | re.DOTALL)
_SCHEME: Final = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*://|(?:data|about|blob|javascript):", re.IGNORECASE)
_AUTHORITY: Final = re.compile(r"https?://(redacted@)?[A-Za-z0-9.\[\]:_~-]+", re.IGNORECASE)
_ESCAPE: Final = re.compile(r"%(?![0-9A-Fa-f]{2})")
HIDDEN_USER: Final = "redacted@"
"""Replaces user name and password in a URL."""


class FileFormat(NamedTuple, Generic[T, W]):
    """How something is written to a file."""

    key: str
    """The key in ``--format``."""
    title: str
    file_name: str
    """A name to suggest."""
    write: Callable[[T], W]
    """The whole file, as text or as bytes."""


@dataclass(frozen=True, slots=True)
class HistoryFormat:
    """A format of exchanges, written piece by piece. ``write`` yields a beginning, one piece for each exchange, and an end.

    Bodies are kept byte for byte, in an encoding that the search for secrets can read. ``limitations`` describes what is lost.
    """

    key: str
    """The key in ``history export --format``."""
    title: str
    suffix: str
    """Including the dot."""
    limitations: str
    """What to know before choosing it, in one or two sentences."""
    write: Write
    single: bool = False
    """Whether the file contains exactly one exchange."""
    write_members: Callable[[Iterable[Exchange], Sequence[str]], Iterator[bytes]] | None = None
    """Like :attr:`write`, with a column for each of these members of the body, by path; None if there are no columns."""

    def pieces(self, exchanges: Iterable[Exchange], members: Sequence[str] = ()) -> Iterator[bytes]:
        """The pieces of the file, with members of the body where the format has columns."""
        if members and self.write_members is not None:
            return self.write_members(exchanges, members)
        return self.write(exchanges)


def body_text(body: bytes) -> str | None:
    """The body as text if that can be converted back to the same bytes, else None."""
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError:
        return None


def url_of(exchange: Exchange) -> str:
    """A valid URL (RFC 3986): for a received request from its Host, with other characters percent-encoded."""
    target, coding = exchange.row.target, "utf-8"
    if exchange.row.direction == "in" and not _PARTS.fullmatch(target):
        coding = "latin-1"  # each character is one byte
        host = header(exchange.request.headers, "host").strip()
        scheme = "https" if header(exchange.request.headers, "x-forwarded-proto").strip().lower() == "https" else "http"
        path = target if target.startswith("/") else f"/{target}"
        target = f"{scheme}://{host if _HOST.fullmatch(host) else 'localhost'}{path}"
    if exchange.row.direction != "in" and other_scheme(target):
        return _ESCAPE.sub("%25", quote(_bytes(target, "utf-8"), safe="%/:?@!$&'()*+,;=-._~#[]"))
    parts = _PARTS.fullmatch(target)
    start, rest = (parts.group(1), parts.group(2)) if parts else ("http://localhost", f"/{target}")
    start = start.replace("[redacted]@", HIDDEN_USER)
    if not _AUTHORITY.fullmatch(start):
        start = quote(start.encode("utf-8", "backslashreplace"), safe="%/:@!$&'()*+,;=-._~")
    path, mark, fragment = rest.partition("#")
    coded = [quote(_bytes(part, coding), safe="%/:?@!$&'()*+,;=-._~") for part in (path, fragment)]
    return _ESCAPE.sub("%25", start + coded[0] + mark + coded[1])


def other_scheme(target: str) -> str:
    """The scheme of an address if it is not HTTP, as imported files may have (``wss``); empty for HTTP and for a path."""
    found = _SCHEME.match(target)
    scheme = found.group().rstrip(":/") if found else ""
    return "" if scheme.lower() in ("http", "https") else scheme


def _bytes(text: str, coding: str) -> bytes:
    try:
        return text.encode(coding)
    except UnicodeEncodeError:
        return text.encode("utf-8", "backslashreplace")
