"""HTTPS with the user's certificate: loads and checks it, and does the handshakes.

A key with a passphrase is refused, because this program does not store passphrases.
"""

from __future__ import annotations

import asyncio
import socket
import ssl
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from ongoing_desktop.domain.bind import in_url
from ongoing_desktop.domain.errors import ListenerError, reason
from ongoing_desktop.domain.problems import Problem
from ongoing_desktop.listener.platform import readable
from ongoing_desktop.listener.validation import Refusal
from ongoing_desktop.wording.times import day_text

HANDSHAKE: Final = b"\x16"
"""The first byte of a TLS hello."""
PLAIN: Final = Refusal(400, "plain-on-tls")
SOON_DAYS: Final = 14


class _EncryptedError(Exception):
    pass


def load(certificate: str, key: str) -> ssl.SSLContext:
    """A context for the server side. Raises ListenerError with the sentence's code. Blocking."""
    if not certificate:
        raise ListenerError("tls-certificate-missing")
    if "-----BEGIN CERTIFICATE-----" not in _text(certificate, "tls-certificate-unreadable"):
        raise ListenerError("tls-certificate-broken", path=certificate)
    key = key or certificate
    if "PRIVATE KEY-----" not in _text(key, "tls-key-unreadable"):
        raise ListenerError("tls-key-broken", path=key)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    context.set_alpn_protocols(["http/1.1"])

    def passphrase() -> str:
        raise _EncryptedError

    try:
        context.load_cert_chain(certificate, key, password=passphrase)
    except _EncryptedError:
        raise ListenerError("tls-key-encrypted", path=key) from None
    except ssl.SSLError as error:
        if error.reason in {"KEY_VALUES_MISMATCH", "KEY_TYPE_MISMATCH"}:
            raise ListenerError("tls-mismatch") from error
        raise ListenerError("tls-refused", why=error.reason or "PEM") from error
    except OSError as error:
        raise ListenerError("tls-refused", why=error.strerror or type(error).__name__) from error
    return context


def own_certificate(certificate: str) -> str:
    """The first certificate of a PEM file, which is the listener's own; empty if there is none. Blocking."""
    text = _text(certificate, "tls-certificate-unreadable") if certificate else ""
    start = text.find("-----BEGIN CERTIFICATE-----")
    end = text.find("-----END CERTIFICATE-----", start)
    return f"{text[start:end]}-----END CERTIFICATE-----\n" if 0 <= start < end else ""


def problems(certificate: str, key: str) -> tuple[Problem, ...]:
    """Problems that prevent the use of these files, with fields ``tls_certificate`` and ``tls_key``. Blocking."""
    if not certificate and not key:
        return ()
    try:
        load(certificate, key)
    except ListenerError as error:
        field = "tls_key" if error.code.startswith("tls-key") or error.code == "tls-mismatch" else "tls_certificate"
        return (Problem(field, error.code, error.params),)
    return ()


def warnings(certificate: str, now: datetime) -> tuple[Problem, ...]:
    """Warnings about a valid certificate, such as its expiry. Blocking."""
    # Imported here, because it is needed only when a certificate is chosen.
    from cryptography import x509  # noqa: PLC0415

    try:
        read = x509.load_pem_x509_certificate(Path(certificate).read_bytes())
    except (OSError, ValueError):
        return ()
    since, until = read.not_valid_before_utc.astimezone(UTC), read.not_valid_after_utc.astimezone(UTC)
    days = (until - now).days
    params = {"since": day_text(since, UTC), "until": day_text(until, UTC), "days": days}
    if until < now:
        return (Problem("tls_certificate", "tls-expired", params),)
    if since > now:
        return (Problem("tls_certificate", "tls-not-yet", params),)
    return (Problem("tls_certificate", "tls-expires-soon", params),) if days < SOON_DAYS else ()


async def first_byte(sock: socket.socket) -> bytes:
    """The first byte, without consuming it; empty if the other side has closed. Raises OSError."""
    loop = asyncio.get_running_loop()
    while True:
        try:
            return sock.recv(1, socket.MSG_PEEK)
        except (BlockingIOError, InterruptedError):
            readable = asyncio.Event()
            loop.add_reader(sock.fileno(), readable.set)
            try:
                await readable.wait()
            finally:
                loop.remove_reader(sock.fileno())


def peer_of(sock: socket.socket) -> str:
    """``host:port`` of the other side, empty if it has closed."""
    try:
        name = sock.getpeername()
    except OSError:
        return ""
    return f"{in_url(name[0])}:{name[1]}"


def failed(error: OSError) -> Refusal:
    """A failed handshake."""
    why = (error.reason if isinstance(error, ssl.SSLError) else "") or type(error).__name__
    return Refusal(400, "tls-handshake", {"why": str(why).replace("_", " ").lower()})


def timed_out(seconds: float) -> Refusal:
    """A handshake that timed out."""
    return Refusal(408, "tls-handshake-timeout", {"seconds": seconds})


def _text(path: str, code: str) -> str:
    try:
        if not Path(path).is_dir() and Path(path).exists() and not Path(path).is_file():
            raise ListenerError(code, path=path, why="it is a device or a pipe, not a file")
        return Path(path).read_text("latin-1")
    except (OSError, ValueError) as error:
        raise ListenerError(code, path=path, why=reason(error)) from error


class Handshake:
    """The owner of a connection's place until the handshake is complete. Created on the handshake's task.

    It ends when the task is cancelled or by its own time-out.
    """

    def __init__(self, sock: socket.socket) -> None:
        self._sock = sock
        self._task = asyncio.current_task()
        self.begun = False
        """Whether a first byte was received."""
        self.ended = False
        """Whether it was ended by this object."""

    def unread(self) -> bool:
        """Whether bytes are waiting in the system's buffer."""
        return readable(self._sock.fileno())

    def give_way(self) -> None:
        """Make room for another connection."""
        self.abort()

    def abort(self) -> None:
        self.ended = True
        if self._task is not None:
            self._task.cancel()

    def stop(self, *, now: bool) -> None:
        """Abort, because no request can have been received."""
        del now
        self.abort()

    def sweep(self, now: float) -> None:
        """The task has its own time limit."""

    def postpone(self, seconds: float) -> None:
        """The task's time limit continues."""
