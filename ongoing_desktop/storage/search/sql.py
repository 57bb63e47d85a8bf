"""Translates the filter language to SQL for ``history.db``.

``LIKE`` on a BLOB never matches in Debian's SQLite, without an error, so bodies are cast to text first. ASCII letters
are compared ignoring case.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from ongoing_desktop.domain.exchange import VERDICTS
from ongoing_desktop.domain.exchange_fields import FIELDS
from ongoing_desktop.domain.filters import body_comparison, body_paths
from ongoing_desktop.domain.lazy_dataclasses import dataclass
from ongoing_desktop.wording.messages import SENTENCES

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from ongoing_desktop.domain.filters import Filter, Term

Sql = tuple[str, tuple[Any, ...]]


@dataclass(frozen=True, slots=True)
class Names:
    """What rows know only by id: the user's names of objects, and which payloads have a new shape."""

    webhooks: tuple[tuple[str, str], ...] = ()
    """Pairs of id and name."""
    systems: tuple[tuple[str, str], ...] = ()
    """Pairs of code and name."""
    owners: tuple[tuple[int, str, str], ...] = ()
    """Id, name and code."""
    new_shapes: Callable[[], tuple[int, ...]] = tuple
    """Reads the ids of the exchanges whose payload has a new shape."""


_PIECES: Final = re.compile(r"[A-Za-z0-9-]+", re.ASCII)
_STATUS: Final = "coalesce(o.status, e.status)"
_EXACT: Final = {
    item.filter: f"cast(e.{item.name} as text)" if int in item.kinds else f"e.{item.name}"
    for item in FIELDS
    if item.filter
}
_COLUMNS: Final = (
    "e.method", "e.target", "e.verdict", "e.reason_code", "e.reason_params", "e.webhook", "e.system", "e.family", "e.type",
    "cast(e.event_id as text)", "cast(e.goods_owner_id as text)", "e.peer", "o.failure", "e.source", f"cast({_STATUS} as text)",
    "e.note",
)  # fmt: skip


def compile_filter(wanted: Filter, names: Names) -> Sql:
    """A condition over ``e`` (exchanges) and ``o`` (outcomes), with its values."""
    terms: list[str] = []
    values: list[Any] = []
    for term in wanted.terms:
        text, given = term_sql(term, names)
        # ``not null`` is null in SQL, but a negated term must match where a column is empty.
        terms.append(f"not coalesce(({text}), 0)" if term.negated else f"({text})")
        values.extend(given)
    return " and ".join(terms) or "1", tuple(values)


def term_sql(term: Term, names: Names) -> Sql:  # noqa: C901, PLR0911 - one line per key
    """The condition of one term without its negation."""
    match term.key:
        case "dir":
            return "e.direction = ?", (term.value,)
        case "verdict":
            return "e.verdict = ?", (term.value,)
        case "status":
            return _number(_STATUS, term)
        case "size":
            return _number("e.bytes", term)
        case "after":
            return "+e.at >= ?", (term.low,)  # by id, because the index of times would need a sort
        case "before":
            return "+e.at < ?", (term.low,)
        case "id":
            return f"e.id in ({term.value})", ()  # only digits and commas
        case "is":
            return f"e.id in ({','.join(map(str, names.new_shapes()))})", ()
        case "pinned":
            # A literal, for the partial index.
            return "e.pinned = 1" if term.value == "yes" else "e.pinned = 0", ()
        case "note":
            return _note(term.value)
        case "path":
            return _like("e.target", _inside(term.value))
        case "body":
            return _body(term.value)
        case "header":
            return _headers(term.value)
        case "":
            return _anywhere(term.value, names)
        case key if paths := body_paths(key):
            return _members(paths, term.value)
        case key:
            return _exact(key, term.value, names)


def _note(value: str) -> Sql:
    if value.lower() == "none":
        return "e.note = ''", ()
    return f"e.note <> '' and {_like('e.note', _inside(value))[0]}", (_inside(value),)


def hooks_named(value: str, names: Names) -> list[str]:
    """Ids of the webhooks whose name contains a text."""
    wanted = value.casefold()
    return [number for number, name in names.webhooks if wanted in name.casefold()]


def reasons_saying(value: str) -> list[str]:
    """Codes of the reasons whose sentence contains a text."""
    wanted = value.casefold()
    return [
        code
        for code, text in SENTENCES.items()
        if wanted in text.casefold() and code not in VERDICTS and len(wanted) > 2
    ]


def _number(column: str, term: Term) -> Sql:
    if term.low is None and term.high is None:
        return f"{column} is null", ()
    if term.high is None:
        return f"{column} >= ?", (term.low,)
    if term.low is None:
        return f"{column} <= ?", (term.high,)
    return f"{column} between ? and ?", (term.low, term.high)


def _exact(key: str, value: str, names: Names) -> Sql:
    """Compares the whole value or its display name, ignoring case. ``*`` matches anything."""
    column = _EXACT[key]
    if value.lower() == "none":
        return f"{column} is null", ()
    pattern = "%".join(_escape(part) for part in value.split("*"))
    text, given = _like(column, pattern)
    wanted = value.casefold()
    ids: list[str] = []
    match key:
        case "webhook":
            ids = [number for number, name in names.webhooks if name.casefold() == wanted]
        case "system":
            ids = [code for code, name in names.systems if name.casefold() == wanted]
        case "owner":
            ids = [str(number) for number, *known in names.owners if wanted in (item.casefold() for item in known)]
    return _or_one_of(text, given, column, ids)


def _body(value: str) -> Sql:
    pattern = _inside(value)
    # A match may cross the border of two chunks of a large body.
    width = max(1, len(_encoded(value)))
    inline = "exists (select 1 from {0} m where m.exchange_id = e.id and cast(m.body as text) like ? escape '\\')"
    chunks = (
        "exists (select 1 from chunks c left join chunks d"
        " on d.exchange_id = c.exchange_id and d.side = c.side and d.number = c.number + 1"
        " where c.exchange_id = e.id and (c.side = 'request' or e.direction <> 'in')"
        " and (cast(c.data as text) like ? escape '\\'"
        " or cast(substr(c.data, -?) || substr(d.data, 1, ?) as text) like ? escape '\\'))"
    )
    text = f"{inline.format('requests')} or (e.direction <> 'in' and {inline.format('responses')}) or {chunks}"
    return text, (pattern, pattern, pattern, width, width, pattern)


def _members(paths: Sequence[str], value: str) -> Sql:
    """Compares members of a JSON body: numbers with an operator, or the whole text ignoring case.

    Bodies that are stored in chunks, coded, or not JSON match nothing.
    """
    compared = body_comparison(value)
    terms: list[str] = []
    values: list[Any] = []
    for path in map(json_path, paths):
        at = "json_extract(j.text, ?)"
        if value.lower() == "none":
            terms.append(f"{at} is null")
            values.append(path)
        elif compared is not None:
            operator, number = compared
            terms.append(f"(json_type(j.text, ?) in ('integer', 'real') and {at} {operator} ?)")
            values += [path, path, number]
            if operator == "=":  # an order number is a text that may look like a number
                terms.append(f"(json_type(j.text, ?) = 'text' and {at} = ?)")
                values += [path, path, value.removeprefix("=")]
        else:
            pattern = "%".join(_escape(part) for part in value.split("*"))
            terms.append(
                f"case json_type(j.text, ?) when 'true' then 'true' when 'false' then 'false' else cast({at} as text) end"
                " like ? escape '\\'"
            )
            values += [path, path, pattern]
    source = "(select cast(m.body as text) as text from requests m where m.exchange_id = e.id) j"
    text = f"exists (select 1 from {source} where json_valid(j.text) and ({' or '.join(terms)}))"  # noqa: S608
    return text, tuple(values)


def json_path(path: str) -> str:
    """A member's path for SQLite, with quoted names. List indexes are kept."""
    parts = (part.partition("[") for part in path.split("."))
    return "$" + "".join(f'."{name}"{bracket}{place}' for name, bracket, place in parts)


def _headers(value: str) -> Sql:
    """Matches in "Name: value", with or without the space. Our answers are all alike and not searched."""
    pattern = _inside(value)
    # Reading JSON is slow; a plain substring test excludes most rows first.
    piece = f"%{max(_PIECES.findall(value), key=len, default='')}%"
    one = (
        "exists (select 1 from {0} m, json_each(m.headers) h where m.exchange_id = e.id and m.headers like ? and"
        " (json_extract(h.value, '$[0]') || ': ' || json_extract(h.value, '$[1]') like ? escape '\\'"
        " or json_extract(h.value, '$[0]') || ':' || json_extract(h.value, '$[1]') like ? escape '\\'))"
    )
    text = f"{one.format('requests')} or (e.direction <> 'in' and {one.format('responses')})"
    return text, (piece, pattern, pattern) * 2


def _anywhere(value: str, names: Names) -> Sql:
    pattern = _inside(value)
    light = " or ".join(_like(column, pattern)[0] for column in _COLUMNS)
    headers, in_headers = _headers(value)
    body, in_body = _body(value)
    by_name, in_names = _or_one_of(light, (pattern,) * len(_COLUMNS), "e.webhook", hooks_named(value, names))
    by_reason, in_reasons = _or_one_of(by_name, in_names, "e.reason_code", reasons_saying(value))
    return f"{by_reason} or {headers} or {body}", (*in_reasons, *in_headers, *in_body)


def _or_one_of(text: str, given: tuple[Any, ...], column: str, wanted: list[str]) -> Sql:
    if not wanted:
        return text, given
    return f"{text} or {column} in ({','.join('?' * len(wanted))})", (*given, *wanted)


def _like(column: str, pattern: str) -> Sql:
    return f"{column} like ? escape '\\'", (pattern,)


def _inside(value: str) -> str:
    return f"%{_escape(value)}%"


def _escape(value: str) -> str:
    text = _encoded(value).decode("utf-8")
    return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")


def _encoded(value: str) -> bytes:
    # The command line may pass lone surrogates. No stored text contains one, so they match nothing.
    return value.encode("utf-8", "backslashreplace")
