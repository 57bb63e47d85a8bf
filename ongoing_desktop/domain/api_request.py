"""A request to Ongoing's REST API. It has no method and no body: whatever is asked for, it is asked with GET."""

from __future__ import annotations

from typing import Final

from ongoing_desktop.domain.exchange import Headers
from ongoing_desktop.domain.lazy_dataclasses import dataclass, field

LIMIT_S: Final = 30.0
"""The longest that one request may take."""
LONGEST_WAIT_S: Final = 60.0
"""A longer ``Retry-After`` is said and not waited for."""


@dataclass(frozen=True, slots=True)
class ApiRequest:
    """One look-up."""

    base: str
    """As :func:`ongoing_desktop.domain.api.base_of` gives it. Requests with the same base leave one after another."""
    url: str
    """Begins with :attr:`base`; another one is not sent."""
    headers: Headers = field(repr=False)
    """With the credential: never logged, never shown."""
    limit_s: float = LIMIT_S
    proxy: str = ""
    """As that of :class:`ongoing_desktop.domain.sending.OutgoingRequest`."""
    certificate: str = ""
    """In PEM form: the only one that is trusted; of our own listener. Empty for the usual rules."""
