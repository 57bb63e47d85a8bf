"""A request to Ongoing's REST API. It has no method and no body, because it is always a GET."""

from __future__ import annotations

from typing import Final

from ongoing_desktop.domain.exchange import Headers
from ongoing_desktop.domain.lazy_dataclasses import dataclass, field

LIMIT_S: Final = 30.0
"""Time limit of a request in seconds."""
LONGEST_WAIT_S: Final = 60.0
"""A longer ``Retry-After``, in seconds, is reported instead of waited for."""


@dataclass(frozen=True, slots=True)
class ApiRequest:
    """One look-up."""

    base: str
    """A result of :func:`ongoing_desktop.domain.api.base_of`. Requests with the same base are sent one by one."""
    url: str
    """Must begin with :attr:`base`; any other URL is not sent."""
    headers: Headers = field(repr=False)
    """Includes the credential: never logged, never shown."""
    limit_s: float = LIMIT_S
    proxy: str = ""
    """See :class:`ongoing_desktop.domain.sending.OutgoingRequest`."""
    certificate: str = ""
    """The only trusted certificate in PEM format: that of our own listener. Empty for the usual rules."""
