"""Requests that httpcore does not send itself: HTTP/1.0, responses that are not awaited, one version of TLS."""
# ruff: noqa: ASYNC109 - the parameters of httpcore's interface

from __future__ import annotations

import asyncio
import ssl
import warnings
from typing import Any, Final

import httpcore

from ongoing_desktop.domain.sending import OutgoingRequest

ABANDONED_S: Final = 0.2
"""Seconds between sending a request whose response is not awaited and closing its connection."""
_NEW, _OLD = b" HTTP/1.1\r\n", b" HTTP/1.0\r\n"


class UnusualStream(httpcore.AsyncNetworkStream):
    """A connection that changes the version in the first line, or stops reading."""

    def __init__(self, stream: httpcore.AsyncNetworkStream, request: OutgoingRequest) -> None:
        self._stream = stream
        self._old = request.old_http
        self._abandon = request.abandon

    async def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        """Some bytes, or none at the end. Raises httpcore.ReadTimeout if the response is not awaited."""
        if self._abandon:
            await asyncio.sleep(ABANDONED_S)
            raise httpcore.ReadTimeout
        return await self._stream.read(max_bytes, timeout)

    async def write(self, buffer: bytes, timeout: float | None = None) -> None:
        """Send everything."""
        if self._old:
            self._old, buffer = False, buffer.replace(_NEW, _OLD, 1)
        await self._stream.write(buffer, timeout)

    async def aclose(self) -> None:
        """Close the connection."""
        await self._stream.aclose()

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)


def one_version(version: str) -> ssl.SSLContext:
    """A TLS context for one version, such as ``TLSv1.1``, that checks no certificate. Raises ValueError."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    # OpenSSL offers old versions only at its lowest security level.
    context.set_ciphers("DEFAULT@SECLEVEL=0")
    wanted = ssl.TLSVersion[version.replace(".", "_")]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        context.minimum_version = context.maximum_version = wanted
    return context
