"""Indented XML; anything else as raw text with the reason. The parser expands and fetches nothing.

Declared entities are refused (billion laughs), external ones are never resolved, and the depth is limited.
"""

from __future__ import annotations

import html
import re
from typing import Final
from xml.parsers import expat

from ongoing_desktop.bodies import raw
from ongoing_desktop.bodies.base import Shown, displayed
from ongoing_desktop.domain.charset import charset
from ongoing_desktop.wording.language import translated

LARGEST: Final = 16 * 1024 * 1024
DEEPEST: Final = 500
INDENT: Final = 2
_PIECE: Final = 64 * 1024
_KNOWN_TO_THE_PARSER: Final = ("utf-8", "iso-8859-1", "utf-16", "utf-16-le", "utf-16-be")
_START: Final = re.compile(rb"(?:\xef\xbb\xbf)?\s*<(?:[?!A-Za-z_]|$)")
_SIXTEEN_BITS: Final = (b"\xff\xfe<\0", b"\xfe\xff\0<")


class _RefusedError(Exception):
    """The message is a sentence for users."""


class _FullError(Exception):
    """Enough text has been written."""


def fits(body: bytes, content_type: str) -> bool:
    """Whether a body is declared as XML or looks like it. HTML is shown as text."""
    kind = content_type.lower()
    if "html" in kind and "xhtml" not in kind:
        return False
    return bool(body) and ("xml" in kind or bool(_START.match(body[:200])) or body[:4] in _SIXTEEN_BITS)


def show(body: bytes, content_type: str, limit: int) -> Shown:
    """The first ``limit`` characters of the indented body, if it is XML."""
    if not fits(body, content_type):
        return raw.show(body, content_type, limit)
    if len(body) > LARGEST:
        return raw.as_raw(
            body,
            content_type,
            limit,
            translated("Larger than {limit} MB, so it is not indented.").format(limit=LARGEST // 1024 // 1024),
        )
    writer = _Writer(max(limit, 1))
    # The transport's charset takes precedence over the document's own (RFC 7303).
    named = charset(content_type)[0] if "charset" in content_type.lower() else None
    parser = expat.ParserCreate(named if named in _KNOWN_TO_THE_PARSER else None)
    parser.buffer_text = True
    writer.attach(parser)
    try:
        for start in range(0, len(body), _PIECE):
            parser.Parse(body[start : start + _PIECE], start + _PIECE >= len(body))
    except _FullError:
        return displayed(writer.text(), limit, _note(), cut=True)
    except _RefusedError as error:
        return raw.as_raw(body, content_type, limit, str(error))
    except expat.ExpatError as error:
        what = expat.ErrorString(error.code) or "malformed"
        message = translated("Not XML: {what} in line {line}, column {column}.")
        message = message.format(what=what, line=error.lineno, column=error.offset + 1)
        return raw.as_raw(body, content_type, limit, message)
    except (ValueError, LookupError):
        return raw.as_raw(body, content_type, limit, translated("Not XML: its characters cannot be decoded."))
    return displayed(writer.text(), limit, _note())


def _note() -> str:
    return translated("Indented for display; spaces between elements are left out.")


class _Writer:
    """Writes indented text from the parser's events."""

    def __init__(self, most: int) -> None:
        self._out: list[str] = []
        self._size = 0
        self._most = most
        self._depth = 0
        self._open = False
        """Whether the last start tag has not been closed with ``>`` yet."""
        self._content = ""

    def attach(self, parser: expat.XMLParserType) -> None:
        """Register the handlers with a parser."""
        parser.XmlDeclHandler = self._declaration
        parser.StartDoctypeDeclHandler = self._doctype
        parser.EntityDeclHandler = self._entity
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._text
        parser.CommentHandler = self._comment
        parser.ProcessingInstructionHandler = self._instruction
        parser.ordered_attributes = True

    def text(self) -> str:
        """Everything written so far."""
        return "".join(self._out)

    def _put(self, piece: str) -> None:
        self._out.append(piece)
        self._size += len(piece)
        if self._size > self._most:
            raise _FullError

    def _line(self, piece: str) -> None:
        self._put(f"\n{' ' * (INDENT * self._depth)}{piece}" if self._out else piece)

    def _flush(self) -> None:
        if self._open:
            self._open = False
            self._put(">")
        content, self._content = self._content.strip(), ""
        if content:
            self._line(escape(content))

    def _declaration(self, version: str, encoding: str | None, standalone: int) -> None:
        named = f" encoding={quoteattr(encoding)}" if encoding else ""
        alone = {1: ' standalone="yes"', 0: ' standalone="no"'}.get(standalone, "")
        self._line(f"<?xml version={quoteattr(version)}{named}{alone}?>")

    def _doctype(self, name: str, system: str | None, public: str | None, _: int) -> None:
        where = f" PUBLIC {quoteattr(public)} {quoteattr(system or '')}" if public else ""
        where = where or (f" SYSTEM {quoteattr(system)}" if system else "")
        self._line(f"<!DOCTYPE {name}{where}>")

    def _entity(self, name: str, *_: object) -> None:
        message = translated(
            "It declares the entity {name}, and entities are not expanded; the text is shown as received."
        )
        raise _RefusedError(message.format(name=name[:60]))

    def _start(self, name: str, attributes: list[str]) -> None:
        self._flush()
        pairs = zip(attributes[::2], attributes[1::2], strict=True)
        given = "".join(f" {key}={quoteattr(value)}" for key, value in pairs)
        self._line(f"<{name}{given}")
        self._open = True
        self._depth += 1
        if self._depth > DEEPEST:
            raise _RefusedError(translated("The XML is nested too deeply to be indented."))

    def _end(self, name: str) -> None:
        self._depth -= 1
        if self._open:
            self._open = False
            content, self._content = self._content, ""
            self._put(f">{escape(content)}</{name}>" if content else "/>")
        else:
            self._flush()
            self._line(f"</{name}>")

    def _text(self, data: str) -> None:
        self._content += data
        if len(self._content) > self._most:
            self._flush()

    def _comment(self, data: str) -> None:
        self._flush()
        self._line(f"<!--{data}-->")

    def _instruction(self, target: str, data: str) -> None:
        self._flush()
        self._line(f"<?{target} {data}?>")


def escape(text: str) -> str:
    """Escape text between tags."""
    return html.escape(text, quote=False)


def quoteattr(text: str) -> str:
    """The value of an attribute with its quotes."""
    # Imported on use, because it imports the standard library's HTTP client and mail parser.
    from xml.sax import saxutils  # noqa: PLC0415

    return saxutils.quoteattr(text)
