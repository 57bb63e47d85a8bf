"""Selects the proxy of a request: none unless one was chosen, and never for this computer."""

from __future__ import annotations

import re
import urllib.request
from typing import Final

from ongoing_desktop.domain.bind import is_loopback
from ongoing_desktop.domain.lazy_dataclasses import dataclass
from ongoing_desktop.transport.address import Address, BadAddressError, parse_address

SYSTEM: Final = "system"
_USERINFO: Final = re.compile(r"^(https?://)[^/@]*@", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Proxy:
    """The proxy to use."""

    url: str
    """Includes credentials if the system's settings contain them; never shown."""
    address: Address

    @property
    def shown(self) -> str:
        """The address without credentials."""
        return f"{self.address.scheme}://{self.address.authority}"


def proxy_for(choice: str, address: Address) -> Proxy | None:
    """The proxy for an address. ``choice``: see :attr:`OutgoingRequest.proxy`. Raises BadAddressError."""
    if not choice or is_loopback(address.host):
        return None
    url = choice
    if choice == SYSTEM:
        known = urllib.request.getproxies()
        url = known.get(address.scheme) or known.get("all") or ""
        if not url or urllib.request.proxy_bypass(address.host):
            return None
    url = url if "://" in url else f"http://{url}"
    try:
        return Proxy(url, parse_address(_USERINFO.sub(r"\1", url)))
    except BadAddressError as error:
        raise BadAddressError(f"the proxy's address is not valid ({error})") from None
