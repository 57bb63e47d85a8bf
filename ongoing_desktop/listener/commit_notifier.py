"""Reports each commit: the newest id to the window, or a line for each request."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Mapping, Sequence
from functools import cache, partial
from typing import Any

from ongoing_desktop.domain.errors import StorageError
from ongoing_desktop.domain.exchange import ExchangeRow, Judgement, NewExchange
from ongoing_desktop.listener.jsonl_pipe import LineWriter, MakeLine
from ongoing_desktop.listener.received import as_row
from ongoing_desktop.wording.messages import sentence
from ongoing_desktop.wording.times import clock_text

RowDict = Callable[[ExchangeRow], Mapping[str, Any]]
Look = Callable[[Sequence[int]], list[ExchangeRow]]
"""Reads rows of the history. Raises StorageError."""


class CommitNotifier:
    """Methods are safe on any thread and return at once."""

    def __init__(self, out: LineWriter, look: Look, row_dict: RowDict | None, *, controlled: bool) -> None:
        """``row_dict``: converts a row to JSON; None for plain lines. ``controlled``: report only ids, to the window."""
        self._out = out
        self._look = look
        self._row_dict = row_dict
        self._controlled = controlled

    def committed(self, rows: Sequence[tuple[int, NewExchange]]) -> None:
        """These exchanges are on disk."""
        if self._controlled:
            newest = rows[-1][0]
            self._out.latest(lambda: {"event": "committed", "id": newest})
            return
        requests = [(number, exchange) for number, exchange in rows if exchange.direction != "gap"]
        # Without bodies, because thousands of lines may queue if the output is not read.
        if self._row_dict is None:
            self._out.put([_plain_line(exchange) for _, exchange in requests])
        else:
            self._out.put(
                _json_lines([as_row(number, exchange) for number, exchange in requests], self._look, self._row_dict)
            )

    def not_saved(self, count: int) -> None:
        """The number of consecutive requests that could not be saved; 0 when saving works again."""
        if self._controlled or self._row_dict is not None:
            self._out.say({"event": "not-saved", "count": count})


def _json_lines(rows: Sequence[ExchangeRow], look: Look, row_dict: RowDict) -> list[MakeLine]:
    """The rows of one commit, made on the writer's thread. Their arrival numbers were determined by the commit."""

    @cache
    def found() -> Mapping[int, ExchangeRow]:
        with contextlib.suppress(StorageError):
            return {row.id: row for row in look([row.id for row in rows])}
        return {}

    def line(row: ExchangeRow) -> Mapping[str, Any]:
        return {"event": "request", **row_dict(found().get(row.id, row))}

    return [partial(line, row) for row in rows]


def _plain_line(exchange: NewExchange) -> Callable[[], str]:
    at, method, target, status = exchange.at, exchange.method or "?", exchange.target or "?", exchange.status
    judged = exchange.judgement or Judgement("unmatched", "")

    def make() -> str:
        reason = sentence(judged.reason_code, judged.params)
        return f"{clock_text(at)} {method} {target} {status} {judged.verdict}: {reason}"

    return make
