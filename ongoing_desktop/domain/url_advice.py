"""Advice on addresses that a cloud probably cannot reach or that may be mistakes. It never prevents saving.

Ongoing WMS runs in the vendor's cloud (page ``developer.ongoingwarehouse.com/webhooks``), so an address must be
reachable from there. Whether this computer reaches it proves little.
"""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Iterator, Mapping
from typing import Final
from urllib.parse import SplitResult, parse_qsl, quote, urlsplit, urlunsplit

from ongoing_desktop.domain.lazy_dataclasses import EMPTY_MAPPING, dataclass
from ongoing_desktop.domain.secret_names import USUAL, decoded
from ongoing_desktop.domain.settings import Settings, Webhook
from ongoing_desktop.domain.urls import port_of

USUAL_PORTS: Final = frozenset({80, 443, 8080, 8443})
_LOCAL_ENDINGS: Final = (
    ".local",
    ".localhost",
    ".localdomain",
    ".internal",
    ".intranet",
    ".lan",
    ".home",
    ".home.arpa",
)
_RESERVED_ENDINGS: Final = (".test", ".invalid")
_PLAIN_HOST: Final = re.compile(r"[A-Za-z0-9._-]+")
_BLANK: Final = re.compile(r"[ \t]")


@dataclass(frozen=True, slots=True)
class Advice:
    """One piece of advice. ``code`` names its sentence in :mod:`ongoing_desktop.wording.messages`."""

    code: str
    params: Mapping[str, object] = EMPTY_MAPPING
    severe: bool = False
    """Whether a cloud certainly cannot deliver there. The settings sheet lists such addresses at the top."""
    fix: str = ""
    """A corrected address, if the correction is clear."""


def webhook_advice(hook: Webhook, settings: Settings) -> tuple[Advice, ...]:
    """Advice on a webhook's URL, the most severe first. The demo's own address gets none."""
    system = settings.system_of(hook)
    demo = system is not None and system.demo
    found = [*address_advice(hook.url, local=demo), *_twins(hook, settings)]
    return tuple(sorted(found, key=lambda item: not item.severe))


def address_advice(url: str, *, local: bool = False) -> tuple[Advice, ...]:
    """Advice on an address. ``local``: it is used only on this computer, so reachability and HTTPS do not matter."""
    url = url.strip()
    try:
        parts = urlsplit(url)
        port, host = parts.port, (parts.hostname or "")
    except ValueError:
        return ()
    if parts.scheme not in ("http", "https") or not host:
        return ()
    found: list[Advice] = []
    if not local:
        found += _reach(host)
        if parts.scheme == "http":
            found.append(Advice("advice-http", fix=_https(parts)))
        if port is not None and port not in USUAL_PORTS:
            found.append(Advice("advice-port", {"port": port}))
    return (*found, *_shape(parts, port, host, url))


def _reach(host: str) -> Iterator[Advice]:
    try:
        address = ipaddress.ip_address(host.partition("%")[0])
    except ValueError:
        name = host.lower().rstrip(".")
        if name == "localhost" or name.endswith(".localhost"):
            yield Advice("advice-loopback", {"host": host}, severe=True)
        elif "." not in name or name.endswith(_LOCAL_ENDINGS):
            yield Advice("advice-local-name", {"host": host}, severe=True)
        elif name.endswith(_RESERVED_ENDINGS):
            yield Advice("advice-reserved-name", {"host": host}, severe=True)
        return
    if mapped := getattr(address, "ipv4_mapped", None):
        address = mapped
    if address.is_loopback or address.is_unspecified:
        yield Advice("advice-loopback", {"host": host}, severe=True)
    elif not address.is_global or address.is_multicast:
        yield Advice("advice-private", {"host": host}, severe=True)
    else:
        yield Advice("advice-bare-address", {"host": host})


def _shape(parts: SplitResult, port: int | None, host: str, url: str) -> Iterator[Advice]:
    if (parts.scheme, port) in (("http", 443), ("https", 80)):
        yield Advice("advice-port-scheme", {"port": port, "scheme": parts.scheme})
    if parts.username is not None or parts.password is not None:
        yield Advice("advice-credentials")
    names = [name for name, value in parse_qsl(parts.query) if value and USUAL.parameter(name)]
    if names:
        yield Advice("advice-parameter", {"names": ", ".join(f"“{decoded(name)[:40]}”" for name in names[:3])})
    if _BLANK.search(url):
        yield Advice("advice-blank", fix=_BLANK.sub(lambda blank: quote(blank[0]), url))
    if "#" in url:
        yield Advice("advice-fragment", fix=url.partition("#")[0])
    if parts.path in ("", "/") and not parts.query:
        yield Advice("advice-no-path")
    if "//" in parts.path:
        yield Advice("advice-double-slash", fix=urlunsplit(parts._replace(path=re.sub(r"/{2,}", "/", parts.path))))
    if not host.isascii():
        yield from _idn(parts, host)


def _idn(parts: SplitResult, host: str) -> Iterator[Advice]:
    try:
        plain = host.encode("idna").decode("ascii")
    except UnicodeError:
        return
    if not _PLAIN_HOST.fullmatch(plain):
        # Characters such as a lone diaeresis become a space and a mark, which is no valid host; url_problems reports
        # it.
        return
    before, at, _ = parts.netloc.rpartition("@")
    port = f":{parts.port}" if parts.port is not None else ""
    yield Advice("advice-idn", {"plain": plain}, fix=urlunsplit(parts._replace(netloc=before + at + plain + port)))


def _https(parts: SplitResult) -> str:
    # Other ports may use either scheme; these two have a plain counterpart.
    if parts.port not in (None, 80, 443):
        return ""
    netloc = parts.netloc.removesuffix(":80").removesuffix(":443")
    return urlunsplit(parts._replace(scheme="https", netloc=netloc))


def _twins(hook: Webhook, settings: Settings) -> Iterator[Advice]:
    owners, place = set(hook.goods_owners), _place(hook.url)
    for other in settings.webhooks:
        if other.id == hook.id or (other.system, other.type) != (hook.system, hook.type):
            continue
        if owners & set(other.goods_owners) and _place(other.url) == place:
            yield Advice("advice-twin", {"name": other.name})
            return


def _place(url: str) -> tuple[object, ...]:
    """The parts of an address that decide its destination, without the host's spelling, default port and fragment."""
    try:
        parts = urlsplit(url.strip())
        return parts.scheme, (parts.hostname or "").rstrip("."), port_of(parts), parts.path or "/", parts.query
    except ValueError:
        return (url.strip(),)
