"""Splits a URL into its parts, changing only what a request line cannot contain.

httpx resolves ``..`` and re-encodes the path, but a test of a receiver must send exactly what was entered.
"""

from __future__ import annotations

import re
from typing import Final
from urllib.parse import quote

from ongoing_desktop.domain.lazy_dataclasses import dataclass

HIGHEST_PORT: Final = 65535
LONGEST_LABEL: Final = 63
DEFAULT_PORTS: Final = (("http", 80), ("https", 443))
_URL: Final = re.compile(r"(?P<scheme>[A-Za-z][A-Za-z0-9+.-]*)://(?P<authority>[^/?#\\]*)(?P<target>[^#]*)")
_AUTHORITY: Final = re.compile(r"(?P<host>\[[0-9A-Fa-f:.%A-Za-z_~-]+\]|[^:\[\]\s]+)(?::(?P<port>[^:]*))?")
_UNSENDABLE: Final = re.compile(r"[\x00-\x1f\x7f]")
_PORT: Final = re.compile(r"[0-9]{1,9}")


class BadAddressError(Exception):
    """A URL that cannot be used. The text gives the reason without quoting the URL."""


@dataclass(frozen=True, slots=True)
class Address:
    """The parts of a URL. ``target`` is the path and query as bytes for the request line.

    Unchanged, except that spaces and non-ASCII characters are percent-encoded and the fragment is removed.
    """

    scheme: str
    host: str
    """Without the brackets of IPv6."""
    port: int
    authority: str
    """The host, and the port if the URL has one."""
    target: bytes

    @property
    def base(self) -> str:
        """The URL without path and query."""
        return f"{self.scheme}://{self.authority}/"


def parse_address(url: str) -> Address:
    """Split a URL, ignoring spaces around it. Raises BadAddressError."""
    url = url.strip(" ")
    found = _URL.match(url)
    if found is None:
        raise BadAddressError("it does not begin with http:// or https:// and a host")
    scheme, authority = found["scheme"].lower(), found["authority"]
    defaults = dict(DEFAULT_PORTS)
    if scheme not in defaults:
        raise BadAddressError("it begins with neither http:// nor https://")
    if "@" in authority:
        raise BadAddressError("it contains a user name or a password")
    if _UNSENDABLE.search(url):
        raise BadAddressError("it contains a line break or another invisible character")
    parts = _AUTHORITY.fullmatch(authority)
    if parts is None:
        raise BadAddressError("it contains no valid host")
    host = parts["host"].strip("[]")
    labels = host.removesuffix(".").split(".")
    if ":" not in host and not all(0 < len(label) <= LONGEST_LABEL for label in labels):
        raise BadAddressError("it contains no valid host")
    return Address(scheme, host, _port(parts["port"], defaults[scheme]), authority, _target(found["target"]))


def _port(written: str | None, default: int) -> int:
    if written is None:
        return default
    # A number above 65,535 would be truncated to 16 bits and reach another port.
    if not _PORT.fullmatch(written) or not 1 <= int(written) <= HIGHEST_PORT:
        raise BadAddressError(f"its port is not a number from 1 to {HIGHEST_PORT}")
    return int(written)


def _target(written: str) -> bytes:
    target = written if written.startswith("/") else f"/{written}"
    try:
        # Encode only what a request line cannot contain: spaces and non-ASCII characters.
        return "".join(char if "!" <= char <= "~" else quote(char) for char in target).encode("ascii")
    except UnicodeEncodeError:
        raise BadAddressError("it contains an invalid Unicode character") from None
