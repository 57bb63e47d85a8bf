"""Exchanges without personal data, for every export: addresses, headers, bodies and other facts.

A body is decoded first, so that no content coding hides anything. What cannot be decoded or read as text is left out,
and the headers about its coding and length are corrected.
"""

from __future__ import annotations

import re
import secrets as random
from collections.abc import Mapping
from typing import Any, Final, Literal

from ongoing_desktop.bodies.coding import codings, readable
from ongoing_desktop.domain.anonymise import Anonymiser, Replaced
from ongoing_desktop.domain.catalogue import Catalogue
from ongoing_desktop.domain.exchange import Exchange, ExchangeRow, Headers, Message, header
from ongoing_desktop.domain.lazy_dataclasses import dataclass, field, replace
from ongoing_desktop.domain.personal import Members, PersonalKind, known_words
from ongoing_desktop.domain.redaction import REDACTED_VALUE
from ongoing_desktop.domain.settings import Settings
from ongoing_desktop.domain.simulator import Simulator

Choice = Literal["looked-up", "all", "none"]
"""Personal data is replaced in answers of Ongoing's REST API only, in every exchange, or nowhere."""
_HARMLESS: Final = frozenset(
    """accept accept-charset accept-encoding accept-language accept-ranges age allow alt-svc authorization cache-control
    connection content-encoding content-language content-length content-type date dnt etag expect expires host
    if-modified-since if-none-match keep-alive last-modified pragma proxy-authenticate proxy-authorization proxy-connection
    range retry-after server strict-transport-security te trailer transfer-encoding upgrade upgrade-insecure-requests
    user-agent vary www-authenticate x-aspnet-version x-auth-token x-content-type-options x-frame-options
    x-powered-by""".split()  # noqa: SIM905 - a list of so many is easier to read like this
)
"""Header fields whose values are not personal data."""
_ADDRESSES: Final = frozenset({"location", "content-location", "referer", "origin", "link"})
_METHODS: Final = frozenset({"GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS", "TRACE", "CONNECT"})
_KEPT_FACTS: Final = frozenset(
    {
        "code", "http_version", "timing", "tls", "body_cut", "rule", "rule_name", "header", "scheme", "got", "expected",
        "no_event", "webhooks", "other", "trailer_names", "host", "port", "forward_failure", "proxy", "since", "until",
    }
)  # fmt: skip
"""Facts with words of this program, of a protocol, or of the user's settings."""
_CONFIG: Final[Mapping[str, PersonalKind]] = dict.fromkeys(
    """format version id kind type url localTarget retryPolicy enabled number onRefusal keepRaw on method path verdict family
    webhook do status then delayMs statuses order.name purchase_order.name production_order.name transporters header from to
    code""".lower().split(),
    "keep",
)
"""Members of the config file that are not personal data."""
_PEERS: Final = frozenset({"remote", "peer"})
_CHARSET: Final = re.compile(r"(;\s*charset\s*=\s*)\"?[^;\"]*\"?", re.IGNORECASE)
_TYPE: Final = re.compile(r"[\w.+*-]+/[\w.+*-]+(?:\s*;\s*(?:charset|version|q)\s*=\s*\"?[\w.-]+\"?)*", re.ASCII)
_LOOPBACK: Final = ("127.", "[::1]", "::1", "localhost")


@dataclass(frozen=True, slots=True)
class Anonymise:
    """What an export does with personal data. The same key gives the same replacements, as for a preview."""

    choice: Choice = "looked-up"
    numbers: bool = False
    """Whether ids and numbers are replaced too."""
    key: bytes = field(default_factory=lambda: random.token_bytes(32), repr=False)


def of_api(row: ExchangeRow) -> bool:
    """Whether an exchange is a look-up in Ongoing's REST API or was answered by the API simulator."""
    return row.direction == "api" or row.reason_params.get("no_event") == "api"


class ExchangeAnonymiser:
    """Create one for each export; use it on one thread at a time."""

    def __init__(self, wanted: Anonymise, catalogue: Catalogue, settings: Settings) -> None:
        urls = [url for hook in settings.webhooks for url in (hook.url, hook.local_target) if url]
        self._wanted = wanted
        self._systems = {system.code.casefold() for system in settings.systems}
        self._texts = Anonymiser(Members(catalogue), wanted.key, numbers=wanted.numbers, words=known_words(urls))
        self._settings = Anonymiser(Members(None, _CONFIG), wanted.key)

    @property
    def everything(self) -> bool:
        """Whether every exchange is changed."""
        return self._wanted.choice == "all"

    @property
    def replaced(self) -> tuple[Replaced, ...]:
        """The replacements so far, undocumented members first."""
        return self._texts.replaced

    def settings(self, data: bytes) -> bytes:
        """The config file in a support pack; changed only if every exchange is."""
        return self._settings.body(data, "json") if self.everything else data

    def documents(self, simulator: Simulator) -> Simulator:
        """The API simulator as stored in a support pack: its documents are treated like its exported answers."""
        if self._wanted.choice == "none":
            return simulator
        made = {self._texts.path(path): self._texts.document(text) for path, text in simulator.documents.items()}
        return replace(simulator, documents=made)

    def log(self, data: bytes) -> bytes:
        """The log in a support pack, without the words that were replaced in exchanges."""
        return self._texts.known(data.decode("utf-8", "replace")).encode("utf-8")

    def exchange(self, exchange: Exchange) -> Exchange:
        """The exchange as it is exported."""
        if self._wanted.choice == "none" or (self._wanted.choice == "looked-up" and not of_api(exchange.row)):
            return exchange
        row, texts = exchange.row, self._texts
        request = self._message(exchange.request)
        response = self._message(exchange.response) if exchange.response is not None else None
        shown = replace(
            row,
            method=row.method if row.method in _METHODS else texts.text(row.method),
            target=texts.url(row.target),
            system=row.system if (row.system or "").casefold() in self._systems else self._text(row.system),
            event_id=self._number("webhookEventId", row.event_id),
            goods_owner_id=self._number("goodsOwnerId", row.goods_owner_id),
            reason_params=self._facts(row.reason_params),
            peer=self._peer(row.peer),
            subject=None if self._wanted.numbers else row.subject,
            note=texts.text(row.note),
            bytes=len(request.body),
        )
        return Exchange(shown, request, response, self._facts(exchange.detail))

    def _message(self, message: Message) -> Message:
        body = self._body(message.body, message.headers)
        return Message(self._headers(message.headers, message.body, body), body)

    def _body(self, body: bytes, headers: Headers) -> bytes:
        if not body:
            return body
        plain = readable(body, headers)
        if not plain:
            return f"({len(body)} bytes that cannot be decoded left out)".encode()
        form = header(headers, "content-type").partition(";")[0].strip().lower() == "application/x-www-form-urlencoded"
        return self._texts.body(plain, "form" if form else None)

    def _headers(self, headers: Headers, before: bytes, after: bytes) -> Headers:
        coded = bool(codings(headers)) and bool(before)
        found: list[tuple[str, str]] = []
        for name, value in headers:
            low = name.lower()
            if low == "content-encoding" and coded:
                continue
            if low == "content-length" and before != after:
                found.append((name, str(len(after))))
            elif low == "content-type":
                found.append((name, self._type(value, changed=before != after)))
            elif low in _HARMLESS or REDACTED_VALUE.fullmatch(value):
                found.append((name, value))
            elif low in _ADDRESSES:
                found.append((name, self._texts.url(value)))
            else:
                found.append((name, self._texts.member(("header " + name,), value)))
        return tuple(found)

    def _type(self, value: str, *, changed: bool) -> str:
        if not _TYPE.fullmatch(value.strip()):
            kind, mark, rest = value.partition(";")
            value = (
                f"{kind}{mark}{self._texts.text(rest)}" if _TYPE.fullmatch(kind.strip()) else self._texts.text(value)
            )
        return _CHARSET.sub(r"\1utf-8", value) if changed else value

    def _facts(self, facts: Mapping[str, object]) -> Mapping[str, object]:
        return {name: self._fact(name, value) for name, value in facts.items()}

    def _fact(self, name: str, value: Any) -> Any:
        if name in _KEPT_FACTS or value is None or isinstance(value, bool | int | float):
            return value
        if isinstance(value, str):
            if name in _PEERS:
                return self._peer(value)
            return self._texts.url(value) if "://" in value or value.startswith("/") else self._texts.text(value)
        if isinstance(value, Mapping):
            return self._facts(value)
        if name == "trailers":
            return [[field, self._texts.member(("header " + str(field),), str(text))] for field, text in value]
        return [self._fact(name, item) for item in value] if isinstance(value, list | tuple) else self._text(str(value))

    def _peer(self, peer: str) -> str:
        """Replace another computer's address by one reserved for documentation."""
        if not peer or peer.startswith(_LOOPBACK):
            return peer
        digits = sum(map(ord, self._texts.text(peer))) % 254 + 1
        return f"192.0.2.{digits}:{peer.rpartition(':')[2] if ':' in peer else ''}".rstrip(":")

    def _number(self, member: str, value: int | str | None) -> Any:
        if value is None or not self._wanted.numbers:
            return value if not isinstance(value, str) else self._text(value)
        return self._texts.value({member: value})[member]

    def _text(self, value: str | None) -> str | None:
        return self._texts.text(value) if value else value
