"""Checks whether an address can be reached: DNS, connection, certificate. No request is sent.

An untrusted certificate is read too, because its dates and names show what is wrong. The connection used for that
carries nothing else.
"""

from __future__ import annotations

import asyncio
import socket
import ssl
import time
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Final

from ongoing_desktop.domain.connectivity import SOON_DAYS, STEP_KEYS, AddressReport, Certificate, CheckStep
from ongoing_desktop.transport.address import Address, BadAddressError, parse_address
from ongoing_desktop.transport.certificates import read_certificate
from ongoing_desktop.transport.dns_lookup import Resolve, apart, look_up
from ongoing_desktop.wording.times import day_text

LIMIT_S: Final = 5.0
READ_LIMIT_S: Final = 30.0
"""Time limit for loading trusted issuers or parsing a certificate, which use no network."""
MOST_TRIED: Final = 4
"""The number of a host's addresses that are tried."""
OnStep = Callable[[CheckStep], None]
"""Called on the event loop's thread after each step except the last."""
_UNTRUSTED: Final = {
    9: "reach-tls-not-yet",
    10: "reach-tls-expired",
    **dict.fromkeys((62, 64), "reach-tls-host"),
    **dict.fromkeys((2, 18, 19, 20, 21, 24, 27), "reach-tls-issuer"),
}
"""Reasons by OpenSSL's verify codes (``openssl/x509_vfy.h``)."""


class ConnectivityChecker:
    """Runs any number of checks on one event loop. ``trust`` creates the context that verifies certificates."""

    def __init__(
        self,
        clock: Callable[[], datetime],
        *,
        limit_s: float = LIMIT_S,
        trust: Callable[[], ssl.SSLContext] = ssl.create_default_context,
        resolve: Resolve = socket.getaddrinfo,
    ) -> None:
        self._clock = clock
        self._limit = limit_s
        self._trust = trust
        self._resolve = resolve

    async def check(self, url: str, on_step: OnStep = lambda _: None) -> AddressReport:
        """Check a URL. Network failures are part of the report. Cancelling closes the connection at once."""
        try:
            address = parse_address(url)
        except BadAddressError as error:
            return _report(url, CheckStep("dns", "bad", "reach-bad-url", {"what": str(error)}))
        name, addresses = await self._name(address)
        on_step(name)
        if not addresses:
            return _report(url, name)
        tcp, reached, writer = await self._reach(address, addresses)
        if writer is None:
            return _report(url, name, tcp)
        try:
            on_step(tcp)
            if address.scheme == "http":
                return _report(url, name, tcp, CheckStep("tls", "warn", "reach-tls-none"))
            tls, certificate = await self._handshake(address, reached, writer)
            return _report(url, name, tcp, tls, certificate=certificate)
        finally:
            writer.transport.abort()

    async def _name(self, address: Address) -> tuple[CheckStep, list[str]]:
        begun = time.perf_counter()
        try:
            found = await look_up(address.host, address.port, self._limit, self._resolve)
        except TimeoutError:
            return CheckStep("dns", "bad", "reach-dns-timeout", {"seconds": self._limit}, _since(begun)), []
        except (OSError, UnicodeError):
            found = []
        if not found:
            return CheckStep("dns", "bad", "reach-dns-unknown", {"host": address.host}, _since(begun)), []
        code = "reach-dns-literal" if found == [address.host] else "reach-dns-ok"
        return CheckStep("dns", "ok", code, {"host": address.host, "addresses": ", ".join(found)}, _since(begun)), found

    async def _reach(self, address: Address, found: list[str]) -> tuple[CheckStep, str, asyncio.StreamWriter | None]:
        worst = CheckStep("tcp", "bad", "reach-tcp-failed")
        for candidate in found[:MOST_TRIED]:
            begun = time.perf_counter()
            shown = {"address": _shown(candidate, address.port)}
            try:
                writer = await self._connect(candidate, address.port)
            except TimeoutError:
                worst = CheckStep("tcp", "bad", "reach-tcp-timeout", {**shown, "seconds": self._limit}, _since(begun))
            except ConnectionRefusedError:
                worst = CheckStep("tcp", "bad", "reach-tcp-refused", shown, _since(begun))
            except OSError as error:
                what = error.strerror or type(error).__name__
                worst = CheckStep("tcp", "bad", "reach-tcp-failed", {**shown, "what": what}, _since(begun))
            else:
                return CheckStep("tcp", "ok", "reach-tcp-ok", shown, _since(begun)), candidate, writer
        return worst, "", None

    async def _connect(self, host: str, port: int) -> asyncio.StreamWriter:
        async with asyncio.timeout(self._limit):
            return (await asyncio.open_connection(host, port))[1]

    async def _handshake(
        self, address: Address, reached: str, writer: asyncio.StreamWriter
    ) -> tuple[CheckStep, Certificate | None]:
        context = await apart(self._trust, READ_LIMIT_S, name="trust")
        begun = time.perf_counter()
        try:
            version, der = await self._shake(address, writer, context)
        except TimeoutError:
            return CheckStep("tls", "bad", "reach-tls-timeout", {"seconds": self._limit}, _since(begun)), None
        except ssl.SSLCertVerificationError as error:
            taken = _since(begun)
            return self._untrusted(address, error, await self._certificate(address, reached), taken)
        except (OSError, ValueError):
            return CheckStep("tls", "bad", "reach-tls-failed", {}, _since(begun)), None
        taken = _since(begun)
        certificate = await apart(lambda: read_certificate(der), READ_LIMIT_S, name="certificate")
        if certificate is None:
            return CheckStep("tls", "bad", "reach-tls-unreadable", {}, taken), None
        days = (certificate.not_after - self._clock()).days
        soon = days <= SOON_DAYS
        params = {
            "version": version,
            "issuer": certificate.issuer,
            "until": day_text(certificate.not_after, UTC),
            "days": days,
        }
        code = "reach-tls-soon" if soon else "reach-tls-ok"
        return CheckStep("tls", "warn" if soon else "ok", code, params, taken), certificate

    async def _certificate(self, address: Address, reached: str) -> Certificate | None:
        """An untrusted server's certificate, read over a separate connection."""
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        context.check_hostname = False
        context.verify_mode = ssl.CERT_NONE
        try:
            writer = await self._connect(reached, address.port)
        except OSError:
            return None
        try:
            _, der = await self._shake(address, writer, context)
        except (OSError, ValueError):
            return None
        finally:
            writer.transport.abort()
        return await apart(lambda: read_certificate(der), READ_LIMIT_S, name="certificate")

    def _untrusted(
        self, address: Address, error: ssl.SSLCertVerificationError, certificate: Certificate | None, taken: float
    ) -> tuple[CheckStep, Certificate | None]:
        code = _UNTRUSTED.get(error.verify_code, "reach-tls-refused")
        if certificate is None:
            code = "reach-tls-refused"
        params: dict[str, object] = {"what": error.verify_message, "host": address.host}
        if certificate is not None:
            params |= {
                "names": ", ".join(certificate.names[:5]) or certificate.subject,
                "issuer": certificate.issuer,
                "since": day_text(certificate.not_before, UTC),
                "until": day_text(certificate.not_after, UTC),
            }
        return CheckStep("tls", "bad", code, params, taken), certificate

    async def _shake(
        self, address: Address, writer: asyncio.StreamWriter, context: ssl.SSLContext
    ) -> tuple[str, bytes]:
        # One limit for the whole handshake: start_tls closes the connection only after a minute.
        async with asyncio.timeout(self._limit):
            await writer.start_tls(context, server_hostname=address.host.partition("%")[0])
        tls: ssl.SSLObject = writer.get_extra_info("ssl_object")
        return tls.version() or "TLS", tls.getpeercert(binary_form=True) or b""


def _report(url: str, *steps: CheckStep, certificate: Certificate | None = None) -> AddressReport:
    """A report of three steps; steps that were not reached are marked as skipped."""
    rest = tuple(CheckStep(key, "skipped", "reach-skipped") for key in STEP_KEYS[len(steps) :])
    return AddressReport(url, (*steps, *rest), certificate)


def _since(begun: float) -> float:
    return (time.perf_counter() - begun) * 1000


def _shown(host: str, port: int) -> str:
    return f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
