"""What a server's certificate says."""

from __future__ import annotations

from datetime import UTC
from typing import Any

from ongoing_desktop.domain.connectivity import Certificate


def read_certificate(der: bytes) -> Certificate | None:
    """The certificate, or None when it cannot be read. Takes milliseconds: not on an event loop."""
    # Loaded here: only a check or a request over TLS needs it.
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
    """Host names and addresses that it is for; other kinds of names concern no host."""
    try:
        names = read.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    except (ValueError, x509.ExtensionNotFound, x509.DuplicateExtension, x509.UnsupportedGeneralNameType):
        return ()
    return tuple(str(item.value) for item in names if isinstance(item, x509.DNSName | x509.IPAddress))


def _one(name: Any, oid: Any) -> str:
    """The most telling part of a distinguished name."""
    for wanted in (oid.COMMON_NAME, oid.ORGANIZATION_NAME):
        for attribute in name.get_attributes_for_oid(wanted):
            return str(attribute.value)
    return str(name.rfc4514_string())
