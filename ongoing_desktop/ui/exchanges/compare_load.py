"""Loads what is compared: an exchange, or the documented example of a type. Blocking; for workers."""

from __future__ import annotations

import json

from ongoing_desktop.bodies.coding import decoded
from ongoing_desktop.bodies.visible import one_line
from ongoing_desktop.domain.catalogue import Catalogue
from ongoing_desktop.domain.exchange import Exchange
from ongoing_desktop.domain.exchange_comparison import Side
from ongoing_desktop.services.ports import History
from ongoing_desktop.ui.exchanges.exchange_texts import Words, answer_pill
from ongoing_desktop.wording.language import translated as tr
from ongoing_desktop.wording.messages import sentence
from ongoing_desktop.wording.times import time_text

Wanted = int | str
"""The id of an exchange, or the key of a family for its documented example."""


def side(history: History, words: Words, wanted: Wanted) -> Side | None:
    """One side, or None if the exchange or family no longer exists."""
    if isinstance(wanted, str):
        return example_side(words.catalogue, wanted)
    exchange = history.get(wanted)
    return None if exchange is None else exchange_side(exchange, words)


def example_side(catalogue: Catalogue, key: str) -> Side | None:
    """The documented example of a family."""
    family = catalogue.family(key)
    if family is None:
        return None
    title = tr("Documented example of {family}").format(family=tr(family.title))
    return Side(title, body=json.dumps(family.example, ensure_ascii=False).encode(), example=True)


def exchange_side(exchange: Exchange, words: Words) -> Side:
    """A request with what was found out about it."""
    row = exchange.row
    line = words.line(row)
    body, _ = decoded(exchange.request.body, exchange.request.headers)
    found = (
        (tr("Verdict"), line.verdict.word),
        (tr("Reason"), sentence(row.reason_code, row.reason_params) if row.reason_code else ""),
        (tr("Response"), answer_pill(row).word),
        (tr("Type"), line.title),
        (tr("Webhook"), words.webhook_name(row.webhook)),
        (tr("System"), row.system or ""),
        (tr("Goods owner"), "" if row.goods_owner_id is None else str(row.goods_owner_id)),
        (tr("Method"), row.method),
        (tr("Path"), row.target),
    )
    event = "" if row.event_id is None else " · " + tr("event {id}").format(id=one_line(str(row.event_id), 40))
    title = f"{line.title}{event} · {time_text(row.at)}"
    return Side(title, tuple((name, value) for name, value in found if value), exchange.request.headers, body)
