"""Describes the connection of a test: address, proxy, security, and preceding redirects."""

from __future__ import annotations

from datetime import UTC

from PySide6.QtCore import QCoreApplication

from ongoing_desktop.bodies.visible import one_line
from ongoing_desktop.domain.sending import TlsFacts
from ongoing_desktop.services.sending import SendOutcome
from ongoing_desktop.wording.times import day_text


def facts(tested: SendOutcome) -> str:
    """Lines for display, with foreign text marked."""
    result = tested.result
    lines = [tr("Address: {url}").format(url=one_line(tested.url, 400))]
    if result.remote:
        lines.append(tr("Connected to: {remote}").format(remote=one_line(result.remote, 100)))
    lines.append(tr("Through the proxy {proxy}").format(proxy=result.proxy) if result.proxy else tr("No proxy"))
    for hop in tested.hops:
        message = (
            tr("Redirect {status} to another origin, without credential, custom headers and payload: {url}")
            if hop.crossed
            else tr("Redirect {status} to {url}")
        )
        lines.append(message.format(status=hop.status, url=one_line(hop.url, 400)))
    if result.tls is not None:
        lines += _tls(result.tls)
    elif tested.url.lower().startswith("http:"):
        lines.append(tr("Not encrypted (http)"))
    return "\n".join(lines)


def tr(text: str) -> str:
    return QCoreApplication.translate("Connection", text)


def _tls(found: TlsFacts) -> list[str]:
    lines = [f"{found.version} · {one_line(found.cipher, 80)}"]
    lines.append(tr("The certificate was verified") if found.verified else tr("The certificate was NOT verified"))
    if (read := found.certificate) is None:
        return lines
    lines += [
        tr("Certificate of: {subject}").format(subject=one_line(read.subject, 200)),
        tr("For: {names}").format(names=one_line(", ".join(read.names), 400)),
        tr("Issued by: {issuer}").format(issuer=one_line(read.issuer, 200)),
        tr("Valid from {since} until {until}").format(
            since=day_text(read.not_before, UTC), until=day_text(read.not_after, UTC)
        ),
    ]
    return lines
