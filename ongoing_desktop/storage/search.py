"""The filter language as SQL over ``history.db``."""

from __future__ import annotations

from typing import Any, Final

from ongoing_desktop.domain.filters import Filter, Term

_TEXT: Final = {
    "method": "e.method",
    "path": "e.target",
    "type": "e.type",
    "family": "e.family",
    "system": "e.system",
    "webhook": "e.webhook",
}


def compile_filter(wanted: Filter) -> tuple[str, tuple[Any, ...]]:
    """An SQL condition over ``e`` (exchanges) and ``o`` (outcomes), with its values."""
    terms: list[str] = []
    values: list[Any] = []
    for term in wanted.terms:
        text, given = _term(term)
        # ``not null`` is null in SQL: a negated term must hold where the column is empty.
        terms.append(f"not coalesce(({text}), 0)" if term.negated else f"({text})")
        values.extend(given)
    return (" and ".join(terms) or "1", tuple(values))


def _term(term: Term) -> tuple[str, tuple[Any, ...]]:
    match term.key:
        case "dir":
            return "e.direction = ?", (term.value,)
        case "verdict":
            return "e.verdict = ?", (term.value.lower(),)
        case "status":
            column = "coalesce(o.status, e.status)"
            if term.value.lower().endswith("xx"):
                low = int(term.value[0]) * 100
                return f"{column} between ? and ?", (low, low + 99)
            return f"{column} {term.operator} ?", (term.number,)
        case "size":
            return f"e.bytes {term.operator} ?", (term.number,)
        case "after":
            return "e.at >= ?", (term.number,)
        case "before":
            return "e.at < ?", (term.number,)
        case "owner":
            return "cast(e.goods_owner_id as text) = ?", (term.value,)
        case "event":
            return "cast(e.event_id as text) = ?", (term.value,)
        case "body":
            return _body(term.value)
        case "header":
            return _headers(term.value)
        case "method" | "type" | "family" | "system" | "webhook" | "path" as key:
            exact = key in ("method", "system")
            pattern = _escape(term.value) if exact else f"%{_escape(term.value)}%"
            return f"{_TEXT[key]} like ? escape '\\'", (pattern,)
        case _:
            return _anywhere(term.value)


def _body(text: str) -> tuple[str, tuple[Any, ...]]:
    pattern = f"%{_escape(text)}%"
    return (
        "exists (select 1 from messages m where m.exchange_id = e.id and cast(m.body as text) like ? escape '\\')"
        " or exists (select 1 from chunks c where c.exchange_id = e.id and cast(c.data as text) like ? escape '\\')",
        (pattern, pattern),
    )


def _headers(text: str) -> tuple[str, tuple[Any, ...]]:
    # Stored as JSON pairs: ["name", "value"]; "name: value" is what people type.
    name, colon, value = text.partition(":")
    if colon:
        pattern = f'%["{_escape(name.strip())}", "%{_escape(value.strip())}%"]%'
    else:
        pattern = f"%{_escape(text)}%"
    return "exists (select 1 from messages m where m.exchange_id = e.id and m.headers like ? escape '\\')", (pattern,)


def _anywhere(text: str) -> tuple[str, tuple[Any, ...]]:
    pattern = f"%{_escape(text)}%"
    columns = (
        "e.method",
        "e.target",
        "e.verdict",
        "e.reason_code",
        "e.webhook",
        "e.system",
        "e.family",
        "e.type",
        "e.event_id",
        "e.goods_owner_id",
        "o.failure",
        "coalesce(o.status, e.status)",
    )
    body, given = _body(text)
    headers, more = _headers(text.replace(":", ""))
    if ":" in text:
        headers, more = _headers(text)
    direct = " or ".join(f"{column} like ? escape '\\'" for column in columns)
    return f"{direct} or {headers} or {body}", (*([pattern] * len(columns)), *more, *given)


def _escape(text: str) -> str:
    return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
