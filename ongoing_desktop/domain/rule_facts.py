"""What reply rules see of a request: conditions on its header and body, and placeholders in answers.

Conditions are written as lines of text: a header field as ``X-Trace: 47*``, a member of a JSON body as
``orderStatus.number:>=400`` or ``consignee.name:Anna*``. Without a value, the field or member need only exist. Texts are
compared without regard to case; ``*`` at the end matches any continuation.

Placeholders: ``{{body.PATH}}``, ``{{header.NAME}}``, ``{{method}}``, ``{{path}}``, ``{{now}}``. Others stay as they are.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from datetime import datetime
from functools import cached_property
from operator import eq, ge, gt, le, lt
from typing import Any, Final

from ongoing_desktop.domain.exchange import Headers, header
from ongoing_desktop.domain.filters import body_comparison
from ongoing_desktop.domain.foreign import DEEPEST_BODY, read_json
from ongoing_desktop.domain.members import IN_BODY, MISSING, member_at, read_path
from ongoing_desktop.domain.rules import Match
from ongoing_desktop.domain.secret_names import USUAL, SecretNames
from ongoing_desktop.domain.urls import path_matches, path_of

LARGEST: Final = 1024 * 1024
"""Bytes of a body that conditions and placeholders look at; a larger one counts as having no members."""
LONGEST_CONDITION: Final = 400
LONGEST_HEADER_VALUE: Final = 1_000
LARGEST_FILLED: Final = 2 * 1024 * 1024
"""Characters of an answer after filling in. What is longer is cut."""
_PLACEHOLDER: Final = re.compile(
    r"\{\{\s*(body\.[^{}\s]{1,200}|header\.[!#$%&'*+.^_`|~0-9A-Za-z-]{1,100}|method|path|now)\s*\}\}"
)
_NOT_IN_HEADERS: Final = re.compile(r"[^\x20-\x7e\x80-\xff]+")
_COMPARE: Final[dict[str, Callable[[Any, Any], bool]]] = {"=": eq, ">=": ge, "<=": le, ">": gt, "<": lt}


class RequestFacts:
    """One request. Its body is parsed when it is first needed. Safe on one thread at a time."""

    def __init__(
        self, method: str, target: str, headers: Headers, body: bytes | None, at: datetime, names: SecretNames = USUAL
    ) -> None:
        """``body``: without content coding; None if it is not known yet."""
        self.method = method
        self._target = target
        self._headers = headers
        self._body = body
        self._at = at
        self._names = names

    @cached_property
    def path(self) -> str:
        """The path as sent, without the query."""
        return path_of(self._target)

    def header_fits(self, condition: str) -> bool:
        """Whether a header field fits a condition."""
        name, colon, wanted = condition.partition(":")
        values = [value for key, value in self._headers if key.lower() == name.strip().lower()]
        return any(_text_fits(value, wanted.strip()) for value in values) if colon else bool(values)

    def body_fits(self, condition: str) -> bool:
        """Whether a member of the body fits a condition. Never if the body is not known."""
        path, colon, wanted = condition.partition(":")
        value = self._member(path.strip())
        if value is MISSING:
            return False
        if not colon:
            return True
        compared = body_comparison(wanted.strip())
        if compared is not None and isinstance(value, int | float) and not isinstance(value, bool):
            operator, number = compared
            return _COMPARE[operator](value, number)
        return _text_fits(_as_text(value), wanted.strip())

    def filled(self, text: str) -> str:
        """A body with its placeholders filled in. In JSON, texts are escaped as between quotation marks."""
        escaped = text.lstrip()[:1] in ("{", "[")

        def value(found: re.Match[str]) -> str:
            shown = self._value(found.group(1))
            return (
                json.dumps(shown, ensure_ascii=False)[1:-1] if escaped and isinstance(shown, str) else _as_text(shown)
            )

        return _PLACEHOLDER.sub(value, text)[:LARGEST_FILLED] if "{{" in text else text

    def filled_header(self, text: str) -> str:
        """A header's value with its placeholders filled in: one line, without control characters."""
        if "{{" not in text:
            return text
        made = _PLACEHOLDER.sub(lambda found: _as_text(self._value(found.group(1))), text)
        return _NOT_IN_HEADERS.sub(" ", made)[:LONGEST_HEADER_VALUE].strip()

    def _value(self, name: str) -> Any:
        if name.startswith(IN_BODY):
            value = self._member(name.removeprefix(IN_BODY))
            return "" if value is MISSING else value
        kind, _, rest = name.partition(".")
        match kind:
            case "header":
                # A credential is never sent back.
                if self._names.header(rest):
                    return ""
                return header(self._headers, rest.lower())
            case "method":
                return self.method
            case "path":
                return self.path
        return self._at.isoformat(timespec="milliseconds").replace("+00:00", "Z")

    def _member(self, path: str) -> Any:
        return member_at(self._document, path) if self._document is not MISSING and read_path(path) else MISSING

    @cached_property
    def _document(self) -> Any:
        if self._body is None or len(self._body) > LARGEST:
            return MISSING
        try:
            return read_json(self._body, deepest=DEEPEST_BODY)
        except ValueError:
            return MISSING


def matches(
    match: Match,
    facts: RequestFacts,
    *,
    webhook: str | None,
    verdict: str,
    family: str | None,
    type_key: str | None,
    path: str = "",
) -> bool:
    """Whether a request with these facts matches, apart from :attr:`Match.every`. ``path``: another form of its path."""
    path = path or facts.path
    return (
        path_matches(match.path, path)
        and match.method in ("", facts.method)
        and match.webhook in ("", webhook)
        and match.verdict in ("", verdict)
        and match.family in ("", family)
        and match.type in ("", type_key)
        and (not match.header or facts.header_fits(match.header))
        and (not match.body or facts.body_fits(match.body))
    )


def header_condition_wrong(condition: str) -> bool:
    """Whether a condition on a header field cannot be understood."""
    return not re.fullmatch(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+\s*(?::.*)?", condition.strip())


def body_condition_wrong(condition: str) -> bool:
    """Whether a condition on a member of the body cannot be understood."""
    return read_path(condition.partition(":")[0]) is None


def _text_fits(value: str, wanted: str) -> bool:
    have, want = value.casefold(), wanted.casefold()
    return have.startswith(want[:-1]) if want.endswith("*") else have == want


def _as_text(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
