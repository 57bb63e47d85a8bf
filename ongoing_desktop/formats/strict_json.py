"""Strict parsing of JSON files that may have been edited; errors name the member's path. Pure.

Duplicate members, numbers that cannot be stored, lone surrogates, deep nesting, and anything that looks like a secret
are refused. Our files never contain secrets.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterator, Sequence
from typing import Any, Final, NoReturn

from ongoing_desktop.domain.errors import ConfigError
from ongoing_desktop.domain.foreign import DEEPEST, NotTextError, TooDeepError, read_json, read_text

LARGEST: Final = 200 * 1024 * 1024
_SECRET_KEY: Final = re.compile(
    r"(?i)(?:.*[_-])?(?:password|passwd|pwd|passphrase|secret|token|x[_-]?auth[_-]?token|api[_-]?key|authorization|credentials?)"
)
_WORDS: Final = {
    str: "a text",
    int: "a whole number",
    float: "a number",
    list: "a list",
    bool: "true or false",
    dict: "an object",
}


def loaded(data: bytes) -> Any:
    """Parse a document. Raises ConfigError."""
    if len(data) > LARGEST:
        raise ConfigError("config-too-large", path="The file", limit_mib=LARGEST // 1024 // 1024)
    try:
        text = read_text(data).text
    except NotTextError as error:
        raise ConfigError("config-not-text", path="", coding=error.coding, byte=error.byte) from None
    try:
        document = read_json(text, pairs=_members, parse_constant=_no_number, parse_int=_whole)
    except TooDeepError:
        raise ConfigError("config-too-deep", path="", limit=DEEPEST) from None
    except json.JSONDecodeError as error:
        raise ConfigError("config-not-json", path="", what=error.msg, line=error.lineno, column=error.colno) from None
    _check_values(document)
    return document


def _members(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        # It is unclear which one is meant, and another program may use the other one.
        seen: set[str] = set()
        for name, _ in pairs:
            if name in seen:
                raise ConfigError("config-key-twice", path=name[:80])
            seen.add(name)
    return found


def _no_number(what: str) -> NoReturn:
    raise ConfigError("config-no-number", path="", what=what)


def _whole(digits: str) -> int:
    try:
        return int(digits)
    except ValueError:
        raise ConfigError("config-no-number", path="", what=f"{digits[:20]}…") from None


def _check_values(document: Any) -> None:
    """Check all texts and numbers, including those of unknown members."""
    level: list[tuple[str, Any]] = [("", document)]
    while level:
        inner: list[tuple[str, Any]] = []
        for path, value in level:
            if isinstance(value, str) and _half_character(value):
                raise ConfigError("config-text", path=path)
            if isinstance(value, float) and not math.isfinite(value):
                raise ConfigError("config-number", path=path)
            if isinstance(value, dict):
                if bad := next((name for name in value if _half_character(name)), None):
                    shown = bad.encode("ascii", "backslashreplace").decode("ascii")[:80]
                    raise ConfigError("config-text", path=f"{path}.{shown}")
                inner += [(f"{path}.{name}" if path else name, item) for name, item in value.items()]
            elif isinstance(value, list):
                inner += [(f"{path}[{place}]", item) for place, item in enumerate(value)]
        level = inner


def _half_character(text: str) -> bool:
    return not text.isascii() and any(0xD800 <= ord(char) <= 0xDFFF for char in text)


class MemberReader:
    """Takes typed members from an object. Errors name the member's path."""

    def __init__(self, value: Any, path: str) -> None:
        if not isinstance(value, dict):
            raise ConfigError("config-type", path=path or "The file", shape="an object")
        self._value = value
        self._path = path

    def path(self, name: str) -> str:
        """The path of a member in the file."""
        return f"{self._path}.{name}" if self._path else name

    def has(self, name: str) -> bool:
        """Whether the member exists."""
        return name in self._value

    def take(self, name: str, kind: type, default: Any = ...) -> Any:
        """A member of a type, or ``default`` if it is missing. Raises ConfigError."""
        value = self._value.get(name, default)
        if value is ...:
            raise ConfigError("config-missing", path=self.path(name))
        if not isinstance(value, int | float if kind is float else kind) or (
            kind in (int, float) and isinstance(value, bool)
        ):
            raise ConfigError("config-type", path=self.path(name), shape=_WORDS[kind])
        if isinstance(value, int) and not -(2**63) <= value < 2**63:
            raise ConfigError("config-number", path=self.path(name))
        if kind is dict:
            self._refuse_secrets(value, self.path(name))
        return value

    def texts(self, name: str) -> tuple[str, ...]:
        """A list of texts, empty if it is missing."""
        found = self.take(name, list, [])
        for place, item in enumerate(found):
            if not isinstance(item, str):
                raise ConfigError("config-type", path=f"{self.path(name)}[{place}]", shape="a text")
        return tuple(found)

    def rest(self, known: Sequence[str]) -> dict[str, Any]:
        """The unknown members, to be kept. Members that look like a secret are refused."""
        extra = {name: value for name, value in self._value.items() if name not in known}
        self._refuse_secrets(extra, self._path)
        return extra

    @staticmethod
    def _refuse_secrets(value: Any, path: str) -> None:
        for where in _secret_places(value, path):
            raise ConfigError("config-secret", path=where)


def _secret_places(value: Any, path: str) -> Iterator[str]:
    if isinstance(value, dict):
        for name, item in value.items():
            where = f"{path}.{name}" if path else name
            if _SECRET_KEY.fullmatch(name):
                yield where[:200]
            yield from _secret_places(item, where)
    elif isinstance(value, list):
        for place, item in enumerate(value):
            yield from _secret_places(item, f"{path}[{place}]")
