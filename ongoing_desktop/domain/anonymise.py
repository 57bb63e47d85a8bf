"""Replaces names, addresses, e-mail addresses, telephone numbers and free text with invented ones.

The same word is replaced by the same other word everywhere, so that related data remains related. A different key gives
different words, so that the original cannot be found by trying names. Replaced numbers keep their length.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any, Final, Literal
from urllib.parse import quote, unquote

from ongoing_desktop.domain.foreign import NotTextError, read_text
from ongoing_desktop.domain.lazy_dataclasses import dataclass
from ongoing_desktop.domain.personal import Members, PersonalKind, is_time_of
from ongoing_desktop.domain.pseudonyms import Pseudonyms

Shape = Literal["json", "form", "markup", "text"]


REST_WORDS: Final = frozenset(
    {
        "api", "v1", "orders", "purchaseorders", "returnorders", "productionorders", "articles", "articleitems", "statuses",
        "goodsowners", "warehouses", "inventoryadjustments", "transportercontracts", "parceltypes", "movements", "types",
        "classes", "files", "zones", "locations", "wayofdeliverytypes", "returncauses",
    }
)  # fmt: skip
"""Segments of the paths of Ongoing's REST API."""
SPARSE: Final = 50
"""A long text with at least this many characters per space, on average, counts as an embedded file."""
LONGEST: Final = 4000
"""Longest run of characters without a space that counts as text; a longer one is an embedded file."""
MOST_NOTED: Final = 500
"""Maximum number of listed members. There is no limit on what is replaced."""
REDACTED: Final = r"\[redacted[^\[\]]{0,80}\]"
_TOKEN: Final = re.compile(r'"[^"\\]*(?:\\.[^"\\]*)*"?|[{}\[\],:]|[^\s{}\[\],:"]+|\s+', re.DOTALL)
_PIECE: Final = re.compile(
    rf"(?P<redacted>{REDACTED})|(?P<url>https?://[^\s\"'<>]+)|(?P<mail>[^\s@<>\"'(),;:\\\[\]/]+@[^\s@<>\"'(),;:\\\[\]/]+)"
    r"|(?P<word>(?:[^\W\d_]|[^\x00-\x7f\s])+)|(?P<digits>[0-9]+)"
)
_URL: Final = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*://[^/?#]*")
_TAG: Final = re.compile(r"<!--.*?(?:-->|\Z)|<[!?/]?[A-Za-z][^<>]*>", re.DOTALL)
_ATTRIBUTE: Final = re.compile(r"(=\s*)(\"[^\"]*\"?|'[^']*'?|[^\s\"'>]+)")
_FORM: Final = re.compile(r"[^\s=&<>{}\[\]\"]+=[^\s<>{}\[\]\"]*")
_NAME: Final = re.compile(r"[A-Za-z_$@][A-Za-z0-9_.$\[\]-]{0,80}")
_NUMBER: Final = re.compile(r"-?[0-9]+(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?")
_NUMBERED: Final = re.compile(r"[A-Za-z]{0,4}[-_]?[0-9]+")
_SHORT_NUMBER: Final = 6
"""An undocumented number with fewer digits is too short for a telephone number."""


@dataclass(frozen=True, slots=True)
class Replaced:
    """A member whose values were replaced, for the preview. The examples are personal data: for the screen only."""

    member: str
    kind: PersonalKind
    before: str
    after: str
    count: int = 1

    @property
    def known(self) -> bool:
        """Whether the member is documented."""
        return self.kind != "unknown"


@dataclass(frozen=True, slots=True)
class Anonymised:
    """A document without personal data, and the list of replacements."""

    data: bytes
    replaced: tuple[Replaced, ...]


def anonymise(data: bytes, members: Members, key: bytes, *, numbers: bool = False) -> Anonymised:
    """Remove personal data from a JSON document or other text; see :class:`Anonymiser`. Never raises."""
    worker = Anonymiser(members, key, numbers=numbers)
    return Anonymised(worker.body(data), worker.replaced)


class Anonymiser:
    """Replaces personal data consistently. Use one instance for each export; not safe for several threads."""

    def __init__(
        self, members: Members, key: bytes, *, numbers: bool = False, words: frozenset[str] = frozenset()
    ) -> None:
        """``numbers``: replace ids and numbers too. ``words``: path segments to keep."""
        self._members = members
        self._pseudonyms = Pseudonyms(key)
        self._numbers = numbers
        self._segments = words
        self._kinds: dict[tuple[str, ...], PersonalKind] = {}
        self._noted: dict[tuple[str, PersonalKind], Replaced] = {}

    @property
    def replaced(self) -> tuple[Replaced, ...]:
        """The replacements so far, undocumented members first."""
        return tuple(sorted(self._noted.values(), key=lambda item: (item.known, item.member)))

    def body(self, data: bytes, shape: Shape | None = None) -> bytes:
        """A body without content coding. Binary data is left out. ``shape``: its format; None detects it."""
        if not data:
            return data
        try:
            text = read_text(data).text
        except NotTextError:
            return self._left_out(data)
        if text.count("\0") or sum(text.count(mark) for mark in "\x01\x02\x03\x04\x05\ufffd") > 2:
            return self._left_out(data)
        found = self.document(text, shape)
        return found.encode("utf-8", "backslashreplace")

    def document(self, text: str, shape: Shape | None = None) -> str:
        """Replace personal data in a text of any shape."""
        shape = shape or shape_of(text)
        if shape == "json":
            return "".join(self._json(text))
        if shape == "form":
            return self.query(text)
        if shape == "markup":
            return self._markup(text)
        return self._note(("(text)",), "text", text, self.text(text))

    def value(self, value: Any) -> Any:
        """Replace personal data in a JSON value."""
        return json.loads(self.document(json.dumps(value), "json"))

    def member(self, names: tuple[str, ...], value: str) -> str:
        """Replace personal data in the text of a member. ``names``: its path, outermost name first."""
        kind = self._kind(names)
        if not value or (kind == "unknown" and is_time_of(names[-1], value)):
            return value
        # A value with "@" counts as an e-mail address, whatever the member is for.
        if "@" not in value and (kind == "keep" or (kind == "number" and not self._numbers)):
            return value
        return self._note(names, kind, value, self.path(value) if names[-1] == "path" else self.text(value))

    def text(self, text: str) -> str:
        """Replace every word, number, e-mail address and URL in a text."""
        if len(text) > LONGEST and text.count(" ", 0, LONGEST) < LONGEST // SPARSE:
            return f"({len(text)} characters left out)"
        return _PIECE.sub(self._piece, text)

    def known(self, text: str) -> str:
        """A text in which only words and numbers that were replaced before are replaced."""

        def piece(found: re.Match[str]) -> str:
            text = found.group()
            if found.lastgroup == "word":
                return self._pseudonyms.known_word(text) if len(text) > 2 else text
            if found.lastgroup == "digits":
                return self._pseudonyms.known_digits(text) if len(text) >= _SHORT_NUMBER else text
            return _PIECE.sub(self._piece, text) if found.lastgroup == "mail" else text

        return _PIECE.sub(piece, text)

    def url(self, url: str) -> str:
        """One of the user's own addresses: scheme and host are kept."""
        found = _URL.match(url)
        start = found.group() if found else ""
        return start + self.path(url[len(start) :])

    def _foreign_url(self, url: str) -> str:
        """An address in a text: nothing of it is kept."""
        scheme, _, rest = url.partition("://")
        host = re.split("[/?#]", rest, maxsplit=1)[0]
        path = _PIECE.sub(self._piece, decoded(rest[len(host) :]))
        return f"{scheme}://{self._domain(host.rpartition('@')[2])}{quote(path, safe='/?#&=;:,+.@%')}"

    def path(self, target: str) -> str:
        """A path with its query. Known segments are kept, and numbers too unless numbers are replaced."""
        path, fragment_mark, fragment = target.partition("#")
        path, mark, query = path.partition("?")
        made = "/".join(self._segment(piece) for piece in path.split("/"))
        end = fragment_mark + quote(self.text(unquote(fragment))) if fragment else fragment_mark
        return f"{made}{mark}{self.query(query)}{end}"

    def query(self, query: str) -> str:
        """The parameters of a query or form."""
        return "".join(
            piece if piece in ("&", ";") else self._parameter(piece) for piece in re.split("([&;])", query) if piece
        )

    def _parameter(self, piece: str) -> str:
        name, mark, value = piece.partition("=")
        plain = decoded(name)
        shown = name if _NAME.fullmatch(plain) else quote(self.text(plain), safe="")
        if not mark:
            return shown if _NAME.fullmatch(plain) and plain in self._segments else quote(self.text(plain), safe="")
        text = decoded(value)
        made = self.member((plain,), text)
        return f"{shown}={value if made == text else quote(made, safe=':/,[]')}"

    def _segment(self, piece: str) -> str:
        text = unquote(piece)
        if not text or piece in self._segments or text in self._segments or text.lower() in REST_WORDS:
            return piece
        if _NUMBERED.fullmatch(text) and not self._numbers:
            return piece
        return quote(self._note(("(path)",), "unknown", text, self.text(text)), safe="[]@:,+")

    def _markup(self, text: str) -> str:
        out, place = [], 0
        for found in _TAG.finditer(text):
            out += [self._outside(text[place : found.start()]), self._tag(found.group())]
            place = found.end()
        return "".join((*out, self._outside(text[place:])))

    def _outside(self, text: str) -> str:
        return self._note(("(text)",), "text", text, self.text(text)) if text.strip() else text

    def _tag(self, tag: str) -> str:
        if tag.startswith("<!--"):
            return "<!-- -->"
        return _ATTRIBUTE.sub(lambda found: found.group(1) + self.text(found.group(2)), tag)

    def _json(self, text: str) -> Iterator[str]:
        """The tokens with each value replaced according to its member; tolerates invalid JSON."""
        names: list[str] = []  # the member name in each enclosing object, "" for a list
        objects: list[bool] = []
        named: list[bool] = []
        for found in _TOKEN.finditer(text):
            token = found.group()
            first = token[0]
            inside = bool(objects and objects[-1])
            if first in "{[":
                objects.append(first == "{")
                names.append("")
                named.append(False)
            elif first in "}]":
                if objects:
                    objects.pop()
                    names.pop()
                    named.pop()
            elif first in ",:" or first.isspace():
                if first == "," and inside:
                    named[-1] = False
            elif first == '"' and inside and not named[-1]:
                names[-1], named[-1] = _string(token), True
                if not _NAME.fullmatch(names[-1]):
                    token = _quoted(self.text(names[-1]))
            else:
                token = self._leaf(tuple(name for name in names if name), token)
            yield token

    def _leaf(self, names: tuple[str, ...], token: str) -> str:
        names = names or ("(value)",)
        if token[0] == '"':
            text = _string(token)
            made = self.member(names, text)
            return token if made == text else _quoted(made)
        if token in ("true", "false", "null"):
            return token
        if not _NUMBER.fullmatch(token):
            return self.text(token)
        kind = self._kind(names)
        if kind == "keep" or (kind == "number" and not self._numbers):
            return token
        if kind == "unknown" and sum(character.isdigit() for character in token) < _SHORT_NUMBER:
            return token
        return self._note(names, kind, token, re.sub("[0-9]+", lambda run: self._pseudonyms.digits(run.group()), token))

    def _kind(self, names: tuple[str, ...]) -> PersonalKind:
        if (kind := self._kinds.get(names)) is None:
            kind = self._members.kind(names)
            if len(self._kinds) < 10_000:
                self._kinds[names] = kind
        return kind

    def _note(self, names: tuple[str, ...], kind: PersonalKind, before: str, after: str) -> str:
        if before == after:
            return after
        place = (".".join(name if _NAME.fullmatch(name) or name[0] == "(" else "…" for name in names), kind)
        known = self._noted.get(place)
        if known is not None:
            self._noted[place] = Replaced(place[0], kind, known.before, known.after, known.count + 1)
        elif len(self._noted) < MOST_NOTED:
            self._noted[place] = Replaced(place[0], kind, before[:80], after[:80])
        return after

    def _left_out(self, data: bytes) -> bytes:
        after = f"({len(data)} bytes that are no text left out)"
        return self._note(("(body)",), "text", f"{len(data)} bytes", after).encode()

    def _piece(self, found: re.Match[str]) -> str:
        piece = found.group()
        kind = found.lastgroup
        if kind == "redacted":
            return piece
        if kind == "url":
            return self._foreign_url(piece)
        if kind == "mail":
            local, _, domain = piece.rpartition("@")
            return f"{_PIECE.sub(self._piece, local)}@{self._domain(domain)}"
        return self._pseudonyms.digits(piece) if kind == "digits" else self._pseudonyms.word(piece)

    def _domain(self, domain: str) -> str:
        name = domain.partition(":")[0].rpartition(".")[0] or domain
        made = re.sub(r"[^a-z0-9.-]", "", _PIECE.sub(self._piece, name).lower()).strip(".-")
        return f"{made or 'host'}.example"


def shape_of(text: str) -> Shape:
    """The apparent format of a text. Text that looks like JSON may still be invalid."""
    first = text.lstrip("\ufeff \t\r\n")[:1]
    if first in ("{", "["):
        return "json"
    if first == "<":
        return "markup"
    if first == '"' or _NUMBER.fullmatch(text.strip()):
        return "json"
    return "form" if _FORM.fullmatch(text.strip()) else "text"


def decoded(text: str) -> str:
    """Decode a part of a query. Invalid UTF-8 is read as Latin-1."""
    plain = text.replace("+", " ")
    try:
        return unquote(plain, errors="strict")
    except UnicodeDecodeError:
        return unquote(plain, encoding="latin-1")


def _string(token: str) -> str:
    """The text of a JSON string, as far as it can be decoded."""
    if "\\" not in token:
        return token[1:].removesuffix('"')
    try:
        found = json.loads(token if token.endswith('"') and len(token) > 1 else token + '"', strict=False)
    except ValueError:
        return token.strip('"')
    return found if isinstance(found, str) else token


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)
