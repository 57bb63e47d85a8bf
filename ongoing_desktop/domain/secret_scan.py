"""Finds stored secrets in outgoing data, in any encoding, and masks them."""

from __future__ import annotations

import base64
import html
import json
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, Final
from urllib.parse import quote, quote_plus

from ongoing_desktop.domain.exchange import Exchange, ExchangeRow, Headers, Message
from ongoing_desktop.domain.lazy_dataclasses import replace
from ongoing_desktop.domain.secret import Secret

SHORTEST: Final = 8
"""Shorter secrets would be found everywhere by chance."""
_BLOCK: Final = 4
"""Bytes per block for a fast first comparison. A form is at least twice as long."""
MASK: Final = "[redacted]"
_FIELDS: Final = ("method", "target", "system", "family", "type", "event_id", "peer", "subject", "note")


class Scanner:
    """Contains every form of some secrets. Immutable and safe on any thread; shows none of them."""

    __slots__ = ("_blocks", "_forms", "_owners")

    def __init__(self, secrets: Iterable[Secret]) -> None:
        found: set[bytes] = set()
        for secret in secrets:
            value = secret.reveal()
            if len(value) >= SHORTEST:
                found |= _forms(value)
        # Longest first, so that masking leaves no rest of a longer form.
        self._forms = tuple(sorted(found, key=lambda form: (-len(form), form)))
        # Wherever a form begins, one of its first four blocks is at a multiple of four. Comparing those blocks as
        # numbers excludes nearly all data in one pass, however many secrets there are.
        owners: dict[int, list[bytes]] = {}
        for form in self._forms:
            for start in range(_BLOCK):
                block = int.from_bytes(form[start : start + _BLOCK], sys.byteorder)
                owners.setdefault(block, []).append(form)
        self._owners = owners
        self._blocks = frozenset(owners)

    def __bool__(self) -> bool:
        return bool(self._forms)

    def __repr__(self) -> str:
        return "Scanner(…)"

    def finds(self, data: bytes) -> bool:
        """Whether the data contains any form of any secret."""
        return any(form in data for form in self._candidates(data))

    def places(self, exchange: Exchange) -> Iterator[str]:
        """Descriptions of the parts of an exchange that contain a secret, without the secret."""
        row = exchange.row
        if self._in(row.target):
            yield "address"
        yield from self._in_message("request", exchange.request)
        if exchange.response is not None:
            yield from self._in_message("answer", exchange.response)
        if any(self._in(str(getattr(row, name))) for name in _FIELDS if name != "target") or self._in(
            json.dumps([dict(row.reason_params), dict(exchange.detail)], ensure_ascii=False, default=str)
        ):
            yield "facts"

    def masked(self, exchange: Exchange) -> Exchange:
        """The exchange with every form of every secret replaced."""
        row = exchange.row
        changed: dict[str, Any] = {name: self._value(getattr(row, name)) for name in _FIELDS}
        shown: ExchangeRow = replace(row, **changed, reason_params=self._value(row.reason_params))
        response = self._message(exchange.response) if exchange.response is not None else None
        return Exchange(shown, self._message(exchange.request), response, self._value(exchange.detail))

    def clean(self, target: str, headers: Headers) -> tuple[str, Headers]:
        """A target and headers without any secret; the same objects if they contain none."""
        if not self._forms:
            return target, headers
        whole = "\n".join((target, *(text for header in headers for text in header)))
        if not self._in(whole):
            return target, headers
        return self._text(target), tuple((self._text(name), self._text(value)) for name, value in headers)

    def mask(self, data: bytes) -> bytes:
        """The data with every form of every secret replaced."""
        for form in sorted(self._candidates(data), key=lambda form: (-len(form), form)):
            data = data.replace(form, MASK.encode("ascii"))
        return data

    def _candidates(self, data: bytes) -> set[bytes]:
        """The forms that may occur in the data."""
        whole = memoryview(data)[: len(data) - len(data) % _BLOCK].cast("I")
        return {form for block in self._blocks.intersection(whole) for form in self._owners[block]}

    def _in(self, text: str) -> bool:
        return self.finds(text.encode("utf-8", "surrogatepass"))

    def _in_message(self, side: str, message: Message) -> Iterator[str]:
        for name, value in message.headers:
            if self._in(name):
                yield f"name of a header of the {side}"
            elif self._in(f"{name}: {value}"):
                yield f"header {name[:60]} of the {side}"
        if self.finds(message.body):
            yield f"body of the {side}"

    def _message(self, message: Message) -> Message:
        headers: Headers = tuple((self._text(name), self._text(value)) for name, value in message.headers)
        return Message(headers, self.mask(message.body))

    def _text(self, text: str) -> str:
        return self.mask(text.encode("utf-8", "surrogatepass")).decode("utf-8", "surrogatepass")

    def _value(self, value: Any) -> Any:
        if isinstance(value, str):
            return self._text(value)
        if isinstance(value, Mapping):
            return {self._text(str(name)): self._value(item) for name, item in value.items()}
        return [self._value(item) for item in value] if isinstance(value, list | tuple) else value


def _forms(value: str) -> set[bytes]:
    raw = value.encode("utf-8", "surrogatepass")
    # Headers are stored with each byte as one character.
    texts = {value, raw.decode("latin-1")}
    coded: set[str] = set(texts)
    for _ in range(2):  # JSON within a JSON string is common in logs
        coded |= {form for text in coded for form in _json(text)}
    for one in (quote(raw, safe=""), quote(raw), quote_plus(raw)):
        coded |= {one, _lower_percent(one)}
    plain = {raw, value.encode("utf-16-le", "surrogatepass"), value.encode("utf-16-be", "surrogatepass")}
    coded |= {form for one in plain for form in (one.hex(), one.hex(" "), one.hex().upper())}
    plain |= {text.encode("utf-8", "surrogatepass") for text in coded}
    cores = {core.decode("ascii") for one in plain for core in _base64_cores(one)}
    found = plain | {core.encode("ascii") for core in cores}
    # As written by an export format.
    for text in coded | cores:
        for form in (*_json(text), html.escape(text), text.replace('"', '""'), text.replace("'", "'\"'\"'")):
            found.add(form.encode("utf-8", "surrogatepass"))
    return found


def _json(text: str) -> set[str]:
    dumps: tuple[Callable[[str], str], ...] = (json.dumps, lambda item: json.dumps(item, ensure_ascii=False))
    found = {dump(text)[1:-1] for dump in dumps}
    return found | {item.replace("/", "\\/") for item in found}


def _lower_percent(text: str) -> str:
    pieces = text.split("%")
    return "%".join((pieces[0], *(piece[:2].lower() + piece[2:] for piece in pieces[1:])))


def _base64_cores(data: bytes) -> Iterator[bytes]:
    """The part of the data's base64 encoding that is independent of what precedes and follows, as in "user:password"."""
    for before in range(3):
        coded = base64.b64encode(b"\0" * before + data)
        core = coded[-(-before * 8 // 6) : (before + len(data)) * 8 // 6]
        yield core
        yield core.translate(_URL_SAFE)


_URL_SAFE: Final = bytes.maketrans(b"+/", b"-_")
