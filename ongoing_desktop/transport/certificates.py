"""Reads a server's certificate."""

from __future__ import annotations

from datetime import UTC
from typing import Any

from ongoing_desktop.domain.connectivity import Certificate


def read_certificate(der: bytes) -> Certificate | None:
    """The certificate, or None if it cannot be read. Takes milliseconds; do not call it on an event loop."""
    # Imported here because only requests and checks over TLS need it.
    from cryptography import x509  # noqa: PLC0415
    from cryptography.x509.oid import NameOID  # noqa: PLC0415

    try:
        read = x509.load_der_x509_certificate(der)
        return Certificate(
            subject=_one(read.subject, NameOID),
            issuer=_one(read.issuer, NameOID),
            names=_names(read, x509),
            not_before=read.not_valid_before_utc.astimezone(UTC),
            not_after=read.not_valid_after_utc.astimezone(UTC),
        )
    except ValueError:
        return None


def _names(read: Any, x509: Any) -> tuple[str, ...]:
    """The host names and addresses of the certificate. Other kinds of names do not concern a host."""
    try:
        names = read.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    except (ValueError, x509.ExtensionNotFound, x509.DuplicateExtension, x509.UnsupportedGeneralNameType):
        return ()
    return tuple(str(item.value) for item in names if isinstance(item, x509.DNSName | x509.IPAddress))


def _one(name: Any, oid: Any) -> str:
    """The most informative part of a distinguished name."""
    for wanted in (oid.COMMON_NAME, oid.ORGANIZATION_NAME):
        for attribute in name.get_attributes_for_oid(wanted):
            return str(attribute.value)
    return str(name.rfc4514_string())
