"""Checks a payload against the documentation: missing, unknown and null members and wrong types, with their meanings.

Variations seen in captured payloads are accepted: another order of members, ``Z`` after the timestamp, ``1`` for
``1.0``, nulls, and missing members that only the newest pages document (pages ``webhook-*`` of
developer.ongoingwarehouse.com; captures of 2022). Ongoing guarantees no member and adds members without a version
number, so unknown and missing members never make a payload wrong.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any, Final, Literal, NoReturn

from ongoing_desktop.domain.catalogue import Catalogue, Family, PayloadField, shared_path
from ongoing_desktop.domain.foreign import DEEPEST_BODY, NotTextError, TooDeepError, read_json, read_text
from ongoing_desktop.domain.lazy_dataclasses import EMPTY_MAPPING, dataclass, field
from ongoing_desktop.domain.payload import PayloadFacts, inspect, json_type
from ongoing_desktop.domain.promises import Broken, broken_by_trigger, broken_by_value, is_time

Severity = Literal["error", "warning", "note"]
MOST_FINDINGS: Final = 500
"""Maximum number of listed findings, for example in a list with ten thousand wrong elements."""
EXPECTED: Final = ("webhookEventId", "timestamp", "system", "goodsOwnerId")
"""Members of all documented and captured payloads, on which receivers rely."""
DEEPEST: Final = 100


@dataclass(frozen=True, slots=True)
class PayloadFinding:
    """One finding. ``code`` names its sentence; ``path`` is its place, with indexes for list elements."""

    severity: Severity
    code: str
    path: str = ""
    params: Mapping[str, object] = EMPTY_MAPPING
    meaning: str = ""
    """The documented meaning of the member, empty if there is none."""


@dataclass(frozen=True, slots=True)
class Checked:
    """The result of a check. ``fields``: the documented members by their path in this payload."""

    facts: PayloadFacts = field(default_factory=PayloadFacts)
    findings: tuple[PayloadFinding, ...] = ()
    more: int = 0
    """Number of findings beyond :data:`MOST_FINDINGS`."""
    fields: Mapping[str, PayloadField] = field(default_factory=dict)

    @property
    def good(self) -> bool:
        """Whether there is no error. Warnings and notes are allowed."""
        return not any(item.severity == "error" for item in self.findings)

    def count(self, severity: Severity) -> int:
        """The number of listed findings of a severity."""
        return sum(item.severity == severity for item in self.findings)


class _NotJsonError(ValueError):
    pass


def check_payload(body: bytes, catalogue: Catalogue, type_key: str | None = None) -> Checked:
    """Check a body, against the payload of a certain trigger if one is given. Never raises, whatever the bytes are."""
    try:
        read = read_text(body)
    except NotTextError as error:
        params = {"coding": error.coding, "byte": error.byte}
        return Checked(findings=(PayloadFinding("error", "check-not-text", params=params),))
    found: list[PayloadFinding] = []
    text = read.text
    if read.coding != "UTF-8":
        found.append(PayloadFinding("warning", "check-coding", params={"coding": read.coding}))
        body = text.encode()
    elif read.marked:
        found.append(PayloadFinding("warning", "check-bom"))
    twice: list[str] = []
    try:
        data = read_json(
            text, deepest=DEEPEST_BODY, parse_constant=_no_number, pairs=lambda pairs: _members(pairs, twice)
        )
    except TooDeepError:
        return Checked(findings=(*found, PayloadFinding("error", "check-too-deep")))
    except json.JSONDecodeError as error:
        what = {"what": error.msg, "line": error.lineno, "column": error.colno}
        return Checked(
            findings=(*found, PayloadFinding("error", "check-not-json" if text.strip() else "check-empty", params=what))
        )
    except (_NotJsonError, ValueError) as error:
        return Checked(findings=(*found, PayloadFinding("error", "check-no-number", params={"what": str(error)[:40]})))
    found += [PayloadFinding("warning", "check-twice", params={"name": name}) for name in twice[:20]]
    if not isinstance(data, dict):
        return Checked(PayloadFacts(is_json=True), (*found, PayloadFinding("error", "check-no-object")))
    facts = inspect(body, catalogue)
    family = catalogue.family_of(type_key or "") or catalogue.family(facts.family)
    if family is None:
        return Checked(facts, (*found, PayloadFinding("error", "check-unknown-family")))
    if type_key and facts.family not in (None, family.key):
        other = catalogue.family(facts.family)
        params = {"is": other.title if other else "", "wanted": family.title}
        return Checked(facts, (*found, PayloadFinding("error", "check-other-family", params=params)))
    if type_key and facts.type not in (None, type_key):
        found.append(_other_trigger(catalogue, facts.type or "", type_key))
    if trigger := catalogue.trigger(type_key or facts.type):
        found += [_broken(item, item.path) for item in broken_by_trigger(trigger, data)]
    walker = _Walker(family, catalogue.seen_null, data)
    found += walker.findings()
    return Checked(facts, tuple(found[:MOST_FINDINGS]), max(0, len(found) - MOST_FINDINGS), walker.seen)


def _broken(item: Broken, path: str, meaning: str = "") -> PayloadFinding:
    return PayloadFinding("warning" if item.inferred else "error", item.code, path, item.params, meaning)


def _other_trigger(catalogue: Catalogue, is_key: str, wanted_key: str) -> PayloadFinding:
    is_it, wanted = catalogue.trigger(is_key), catalogue.trigger(wanted_key)
    params = {"is": is_it.title if is_it else is_key, "wanted": wanted.title if wanted else wanted_key}
    return PayloadFinding("warning", "check-other-trigger", params=params)


def _no_number(what: str) -> NoReturn:
    raise _NotJsonError(what)


def _members(pairs: list[tuple[str, Any]], twice: list[str]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        seen: set[str] = set()
        for name, _ in pairs:
            if name in seen:
                twice.append(name[:80])
            seen.add(name)
    return found


@dataclass(slots=True)
class _Node:
    documented: PayloadField | None = None
    members: dict[str, _Node] = field(default_factory=dict)


class _Walker:
    """Walks a payload and the documented members in parallel."""

    def __init__(self, family: Family, seen_null: frozenset[str], data: Mapping[str, Any]) -> None:
        self._family = family
        self._data = data
        self._seen_null = seen_null
        self._root = _Node()
        self.seen: dict[str, PayloadField] = {}
        for item in family.fields:
            node = self._root
            for name in item.path.replace("[]", "").split("."):
                node = node.members.setdefault(name, _Node())
            node.documented = item

    def findings(self) -> list[PayloadFinding]:
        """All findings in the order of the payload; absent members come last."""
        return [*self._object(self._data, self._root, "", 0), *self._absent(self._data)]

    def _object(self, data: Mapping[str, Any], node: _Node, path: str, depth: int) -> Iterator[PayloadFinding]:
        for name, value in data.items():
            where = f"{path}.{name}" if path else name
            inner = node.members.get(name)
            if inner is None or inner.documented is None:
                yield self._unknown(name, where, node)
            elif depth < DEEPEST:
                self.seen[where] = inner.documented
                yield from self._value(value, inner, inner.documented, where, depth)

    def _unknown(self, name: str, where: str, node: _Node) -> PayloadFinding:
        alike = next((known for known in node.members if known.casefold() == name.casefold()), None)
        if alike is not None:
            return PayloadFinding("warning", "check-case", where[:300], {"name": alike})
        return PayloadFinding("warning", "check-unknown", where[:300])

    def _value(self, value: Any, node: _Node, item: PayloadField, path: str, depth: int) -> Iterator[PayloadFinding]:
        if value is None:
            if not item.nullable and shared_path(item.path) not in self._seen_null:
                yield PayloadFinding("warning", "check-null", path, {"type": _type_word(item)}, item.description)
            return
        if not item.array:
            yield from self._single(value, node, item, path, depth)
        elif isinstance(value, list):
            for place, element in enumerate(value):
                yield from self._single(element, node, item, f"{path}[{place}]", depth)
        else:
            yield _wrong(path, _type_word(item), value, item)

    def _single(self, value: Any, node: _Node, item: PayloadField, path: str, depth: int) -> Iterator[PayloadFinding]:
        if item.type == "object":
            if isinstance(value, dict):
                yield from self._object(value, node, path, depth + 1)
            else:
                yield _wrong(path, "object", value, item)
        elif not _fits(value, item.type):
            yield _wrong(path, item.type, value, item)
        elif item.type == "dateTime" and not is_time(value):
            yield PayloadFinding("warning", "check-time", path, meaning=item.description)
        elif broken := broken_by_value(item, value, self._data):
            yield _broken(broken, path, item.description)

    def _absent(self, data: Mapping[str, Any]) -> Iterator[PayloadFinding]:
        expected = (self._family.id_member, *EXPECTED)
        for name, node in self._root.members.items():
            if name not in data and node.documented is not None:
                needed = name in expected
                code = "check-absent-needed" if needed else "check-absent"
                yield PayloadFinding("warning" if needed else "note", code, name, meaning=node.documented.description)
        yield from self._absent_inside(data, self._root, "")

    def _absent_inside(self, data: Mapping[str, Any], node: _Node, path: str) -> Iterator[PayloadFinding]:
        for name, inner in node.members.items():
            value = data.get(name)
            element = value[0] if isinstance(value, list) and value else value
            if not isinstance(element, dict) or not inner.members:
                continue
            where = f"{path}.{name}" if path else name
            for missing, leaf in inner.members.items():
                if missing not in element and leaf.documented is not None:
                    yield PayloadFinding(
                        "note", "check-absent", f"{where}.{missing}", meaning=leaf.documented.description
                    )
            yield from self._absent_inside(element, inner, where)


def _wrong(path: str, wanted: str, value: Any, item: PayloadField) -> PayloadFinding:
    return PayloadFinding("error", "check-type", path, {"wanted": wanted, "got": _json_word(value)}, item.description)


def _fits(value: Any, wanted: str) -> bool:
    match wanted:
        case "int":
            # 1.0 for 1 is the same number; a text is not.
            return not isinstance(value, bool) and (
                isinstance(value, int) or (isinstance(value, float) and value.is_integer())
            )
        case "decimal":
            return not isinstance(value, bool) and isinstance(value, int | float)
        case "boolean":
            return isinstance(value, bool)
        case _:
            return isinstance(value, str)


def _type_word(item: PayloadField) -> str:
    return f"list of {item.type}" if item.array else item.type


def _json_word(value: Any) -> str:
    return "list" if isinstance(value, list) else json_type(value)
