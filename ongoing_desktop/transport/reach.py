"""Whether an address can be reached from here: name, connection, certificate. No request is sent.

The certificate is read even where it is not trusted, because its dates and names say what is wrong with it; the
connection that reads an untrusted one carries nothing else.
"""

from __future__ import annotations

import asyncio
import contextlib
import ssl
import time
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any, Final, Protocol

from ongoing_desktop.domain.reach import SOON_DAYS, AddressReport, Certificate, Step
from ongoing_desktop.transport.address import Address, BadAddressError, parse_address
from ongoing_desktop.transport.lookup import look_up

LIMIT_S: Final = 5.0
MOST_TRIED: Final = 4
"""Addresses of one host that are tried."""


class Clock(Protocol):
    """Wall clock; aware times in UTC."""

    def __call__(self) -> datetime:
        """Now."""


class ReachChecker:
    """One check at a time or many, on one event loop. ``trust``: makes the context that decides what is trusted."""

    def __init__(
        self,
        clock: Clock,
        *,
        limit_s: float = LIMIT_S,
        trust: Callable[[], ssl.SSLContext] = ssl.create_default_context,
    ) -> None:
        self._clock = clock
        self._limit = limit_s
        self._trust = trust

    async def check(self, url: str) -> AddressReport:
        """Whatever the network does is in the report; cancelling closes the connection at once."""
        try:
            address = parse_address(url)
        except BadAddressError as error:
            return AddressReport(
                url, (Step("dns", "bad", "reach-bad-url", {"what": str(error)}), *_skipped("tcp", "tls"))
            )
        name, addresses = await self._name(address)
        if not addresses:
            return AddressReport(url, (name, *_skipped("tcp", "tls")))
        tcp, reached = await self._connect(address, addresses)
        if not reached:
            return AddressReport(url, (name, tcp, *_skipped("tls")))
        if address.scheme == "http":
            return AddressReport(url, (name, tcp, Step("tls", "warn", "reach-tls-none")))
        tls, certificate = await self._handshake(address, reached)
        return AddressReport(url, (name, tcp, tls), certificate)

    async def _name(self, address: Address) -> tuple[Step, list[str]]:
        begun = time.perf_counter()
        try:
            found = await look_up(address.host, address.port, self._limit)
        except TimeoutError:
            return Step("dns", "bad", "reach-dns-timeout", {"seconds": self._limit}, _since(begun)), []
        except (OSError, UnicodeError):
            return Step("dns", "bad", "reach-dns-unknown", {"host": address.host}, _since(begun)), []
        code = "reach-dns-literal" if found == [address.host] else "reach-dns-ok"
        return Step("dns", "ok", code, {"host": address.host, "addresses": ", ".join(found)}, _since(begun)), found

    async def _connect(self, address: Address, found: list[str]) -> tuple[Step, str]:
        worst = Step("tcp", "bad", "reach-tcp-failed")
        for candidate in found[:MOST_TRIED]:
            begun = time.perf_counter()
            shown = {"address": _shown(candidate, address.port)}
            try:
                async with asyncio.timeout(self._limit):
                    _, writer = await asyncio.open_connection(candidate, address.port)
            except TimeoutError:
                worst = Step("tcp", "bad", "reach-tcp-timeout", {**shown, "seconds": self._limit}, _since(begun))
            except ConnectionRefusedError:
                worst = Step("tcp", "bad", "reach-tcp-refused", shown, _since(begun))
            except OSError as error:
                what = error.strerror or type(error).__name__
                worst = Step("tcp", "bad", "reach-tcp-failed", {**shown, "what": what}, _since(begun))
            else:
                writer.close()
                return Step("tcp", "ok", "reach-tcp-ok", shown, _since(begun)), candidate
        return worst, ""

    async def _handshake(self, address: Address, reached: str) -> tuple[Step, Certificate | None]:
        begun = time.perf_counter()
        try:
            version, der = await self._shake(address, reached, await asyncio.to_thread(self._trust))
        except TimeoutError:
            return Step("tls", "bad", "reach-tls-timeout", {"seconds": self._limit}, _since(begun)), None
        except ssl.SSLCertVerificationError as error:
            return await self._untrusted(address, reached, error, begun)
        except (OSError, ssl.SSLError):
            return Step("tls", "bad", "reach-tls-failed", {}, _since(begun)), None
        certificate = _certificate(der)
        if certificate is None:
            return Step("tls", "bad", "reach-tls-failed", {}, _since(begun)), None
        days = (certificate.not_after - self._clock()).days
        soon = days <= SOON_DAYS
        params = {"version": version, "issuer": certificate.issuer, "until": certificate.not_after, "days": days}
        code = "reach-tls-soon" if soon else "reach-tls-ok"
        return Step("tls", "warn" if soon else "ok", code, params, _since(begun)), certificate

    async def _untrusted(
        self, address: Address, reached: str, error: ssl.SSLCertVerificationError, begun: float
    ) -> tuple[Step, Certificate | None]:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        context.check_hostname = False
        context.verify_mode = ssl.CERT_NONE
        certificate: Certificate | None = None
        with contextlib.suppress(OSError, ssl.SSLError, TimeoutError):
            certificate = _certificate((await self._shake(address, reached, context))[1])
        if certificate is None:
            return Step("tls", "bad", "reach-tls-failed", {}, _since(begun)), None
        params = {
            "host": address.host,
            "names": ", ".join(certificate.names[:5]) or certificate.subject,
            "issuer": certificate.issuer,
            "since": certificate.not_before,
            "until": certificate.not_after,
        }
        code = {9: "reach-tls-not-yet", 10: "reach-tls-expired", 62: "reach-tls-host", 64: "reach-tls-host"}
        return Step("tls", "bad", code.get(error.verify_code, "reach-tls-issuer"), params, _since(begun)), certificate

    async def _shake(self, address: Address, reached: str, context: ssl.SSLContext) -> tuple[str, bytes]:
        async with asyncio.timeout(self._limit):
            _, writer = await asyncio.open_connection(
                reached, address.port, ssl=context, server_hostname=address.host.partition("%")[0]
            )
        try:
            tls: ssl.SSLObject = writer.get_extra_info("ssl_object")
            return tls.version() or "TLS", tls.getpeercert(binary_form=True) or b""
        finally:
            writer.transport.abort()


def _certificate(der: bytes) -> Certificate | None:
    # Loaded here: a certificate is read only when somebody asks for a check.
    from cryptography import x509  # noqa: PLC0415
    from cryptography.x509.oid import NameOID  # noqa: PLC0415

    try:
        read = x509.load_der_x509_certificate(der)
        names = _names(read, x509)
        return Certificate(
            subject=_one(read.subject, NameOID),
            issuer=_one(read.issuer, NameOID),
            names=names,
            not_before=read.not_valid_before_utc.astimezone(UTC),
            not_after=read.not_valid_after_utc.astimezone(UTC),
        )
    except ValueError:
        return None


def _names(read: Any, x509: Any) -> tuple[str, ...]:
    try:
        extension = read.extensions.get_extension_for_class(x509.SubjectAlternativeName)
    except x509.ExtensionNotFound:
        return ()
    return tuple(str(item.value) for item in extension.value)


def _one(name: Any, oid: Any) -> str:
    """The most telling part of a distinguished name."""
    for wanted in (oid.COMMON_NAME, oid.ORGANIZATION_NAME):
        for attribute in name.get_attributes_for_oid(wanted):
            return str(attribute.value)
    return str(name.rfc4514_string())


def _skipped(*keys: Any) -> tuple[Step, ...]:
    return tuple(Step(key, "skipped", "reach-skipped") for key in keys)


def _since(begun: float) -> float:
    return (time.perf_counter() - begun) * 1000


def _shown(host: str, port: int) -> str:
    return f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
