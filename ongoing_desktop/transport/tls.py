"""TLS of a request: what is trusted, and the facts about the connection."""

from __future__ import annotations

import ssl
import warnings
from typing import Final

import httpx

from ongoing_desktop.domain.sending import OutgoingRequest, TlsFacts
from ongoing_desktop.transport.certificates import read_certificate
from ongoing_desktop.transport.dns_lookup import apart

CERTIFICATE_LIMIT_S: Final = 10.0


def tls_context(request: OutgoingRequest) -> ssl.SSLContext:
    """Verify with both httpx's and the system's authorities, so that a company's own are trusted. Raises OSError."""
    if request.tls_version:
        return one_version(request.tls_version)
    if not request.verify:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        context.check_hostname = False
        context.verify_mode = ssl.CERT_NONE
        return context
    if request.certificate:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        context.check_hostname = False
        # Trust each certificate of the file itself, whatever its issuer.
        context.verify_flags |= ssl.VERIFY_X509_PARTIAL_CHAIN
        context.load_verify_locations(cadata=request.certificate)
        return context
    context = httpx.create_ssl_context(trust_env=False)
    context.load_default_certs()
    if request.ca_file:
        context.load_verify_locations(request.ca_file)
    return context


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


def why_not(error: OSError) -> str:
    """Why a file of authorities cannot be used."""
    if isinstance(error, ssl.SSLError):
        return "it contains no certificate in PEM format"
    return (error.strerror or type(error).__name__).lower()


async def tls_facts(shaken: ssl.SSLObject | None, *, verified: bool) -> TlsFacts | None:
    """The facts about a connection; None without TLS. The certificate is parsed on a thread of its own."""
    if shaken is None:
        return None
    der = shaken.getpeercert(binary_form=True) or b""
    cipher = shaken.cipher()
    certificate = await apart(lambda: read_certificate(der), CERTIFICATE_LIMIT_S, name="certificate")
    return TlsFacts(shaken.version() or "TLS", cipher[0] if cipher else "", verified, certificate)
